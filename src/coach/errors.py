"""Everything that can go wrong in a way the user can act on; imports nothing.

One sentence says what is wrong and where, a hint says what to do next.
"""

from __future__ import annotations

from typing import NamedTuple


class CoachError(Exception):
    """An expected failure: shown as one sentence, exit code 1, never a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CoachError):
    """The command line asks for something that has no meaning: exit code 2."""

    exit_code = 2


class JournalError(CoachError):
    """The journal cannot be read or written."""


class Problem(NamedTuple):
    """One thing wrong in one place of one file."""

    path: str
    line: int
    """Counted from 1; 0 when the whole file is meant."""
    column: int
    """Counted from 1; 0 when the whole line is meant."""
    message: str
    hint: str | None = None
    is_advice: bool = False
    """Everything works; it could be better."""
    mark: str = ""
    """Tells it from another one of the same file; empty for what is told each time."""

    @property
    def place(self) -> str:
        """Where it is, as editors understand it: ``file:line:column``."""
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place

    def __str__(self) -> str:
        kind = "advice: " if self.is_advice else ""
        text = f"{self.place}: {kind}{self.message}"
        return f"{text} ({self.hint})" if self.hint else text


class LibraryError(CoachError):
    """Drill files with problems: all of them, in the order of file and line."""

    def __init__(self, problems: tuple[Problem, ...], *, hint: str | None = None) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = problems
