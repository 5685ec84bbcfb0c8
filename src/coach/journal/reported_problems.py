"""Memory of reported journal problems, so that coach reports each one once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from coach.errors import Problem
from coach.files.atomic import write_whole
from coach.files.durable import make_folders
from coach.files.regular import read_regular
from coach.journal.record_json import NOT_DECODABLE

LARGEST_BYTES = 1024 * 1024
MOST_FILES = 1_000


def not_reported_before(problems: Sequence[Problem], memory: Path) -> list[Problem]:
    """Return the problems that were not reported before, and remember them.

    Args:
        problems: all problems.
        memory: file with the problems reported so far, by path; without it, all are new.
    """
    if not any(problem.mark for problem in problems):
        return list(problems)
    known = _read(memory)
    fresh = [p for p in problems if not p.mark or known.get(_key(p)) != p.mark]
    if any(problem.mark for problem in fresh):
        known |= {_key(problem): problem.mark for problem in problems if problem.mark}
        newest = dict(list(known.items())[-MOST_FILES:])
        with suppress(OSError):
            make_folders(memory.parent)
            write_whole(memory, msgspec.json.encode(newest) + b"\n", disk=None)
    return fresh


def _key(problem: Problem) -> str:
    """Return the path as valid text; a file name need not be valid text."""
    return problem.path.encode(errors="backslashreplace").decode()


def _read(memory: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(read_regular(memory, LARGEST_BYTES), type=dict[str, str])
    except (OSError, *NOT_DECODABLE):
        return {}
