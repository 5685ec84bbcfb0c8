"""The way into the program: ``coach``, ``python -m coach``, and the Tab key of a shell."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run a command line, or answer a shell that completes one."""
    if os.environ.get("_COACH_COMPLETE") in {
        "complete_bash",
        "complete_zsh",
        "complete_fish",
    }:
        from coach.cli.completion.shells import complete  # noqa: PLC0415  start-up counts

        sys.exit(complete(os.environ))
    from coach.cli.main import main as run  # noqa: PLC0415  start-up counts

    run()


if __name__ == "__main__":
    main()
