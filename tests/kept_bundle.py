"""What a command remembers of the bundled drills, put where the next one looks for it.

A test that runs a command is seldom about the very first command on a machine, and that
one alone has to read sixty files of YAML. A test about it empties the folder of caches.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from coach.library.bundled import find_bundled
from coach.library.cache import DrillFileCache
from coach.library.coaching_rules import read_coaching
from coach.library.load import read_library
from coach.library.programmes import read_programmes
from coach.paths import find_paths
from coach.terminal.clock import SystemClock

FIRST_COMMAND = "TEST_OF_A_FIRST_COMMAND"
"""The variable of a test about a machine on which no command ran before."""


@cache
def _as_commands_keep_it() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept"
        kept = DrillFileCache(file, SystemClock().wall_ns())
        library = read_library([], find_bundled(), cache=kept)
        read_programmes(library, cache=kept)
        read_coaching(library, kept)
        kept.save()
        return file.read_bytes() if file.exists() else b""  # drills of this very moment


def keep_bundle() -> None:
    """Remember the bundled drills for the user of this test, unless something is there."""
    file = find_paths(os.environ).kept_drills
    if FIRST_COMMAND not in os.environ and not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True)
        file.write_bytes(_as_commands_keep_it())
        file.chmod(0o600)
