"""Bugs in coach: written to a file and reported in one line."""

from __future__ import annotations

import os

from coach import __version__
from coach.terminal import stdio
from coach.text.harmless import harmless


def report_bug(error: Exception) -> None:
    """Append the traceback to the crash log and print on stderr where the log is."""
    import platform
    import traceback

    from coach.files.atomic import append_private
    from coach.paths import find_paths

    trace = "".join(traceback.format_exception(error))
    about = (
        f"coach {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    log = find_paths(os.environ).crash_log
    where = f"details are in {log}"
    try:
        append_private(
            log, harmless(f"{about}\n{trace}\n").encode(errors="backslashreplace")
        )
    except OSError:
        # coach has nowhere to write, so the traceback is printed for the bug report.
        stdio.write_message(trace)
        where = f"coach could not write {log}, so the details are above"
    stdio.write_message(
        f"coach: this is a bug in coach, not your mistake: {type(error).__name__}; {where}"
    )
