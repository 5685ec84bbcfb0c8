"""Errors and problems that a user can act on; imports nothing.

Each message is one sentence that says where and how something is wrong. The hint says what
to do next.
"""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """The things that an error names, in rows, for a terminal."""

    message: str
    """The error without the things."""
    title: str
    """Heading of the things."""
    rows: tuple[tuple[str, ...], ...]
    """The cells of each; the first cell can be typed."""
    command: str = ""
    """A command that shows the first of them, if one is sensible."""


class CoachError(Exception):
    """An expected failure, shown as one sentence with exit code 1, without a traceback."""

    exit_code = 1
    listed: Listed | None = None

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CoachError):
    """A command line that makes no sense: exit code 2."""

    exit_code = 2


class JournalError(CoachError):
    """A failure to read or write the journal."""


class Problem(NamedTuple):
    """One problem at one place in one file."""

    path: str
    line: int
    """Line, counted from 1; 0 means the whole file."""
    column: int
    """Column, counted from 1; 0 means the whole line."""
    message: str
    hint: str | None = None
    is_advice: bool = False
    """Whether the problem is only a suggestion, and everything works."""
    mark: str = ""
    """Key that tells the problem from others in the same file, so that it is reported only
    once; empty if it is reported every time."""

    @property
    def place(self) -> str:
        """Return the place as ``file:line:column``, the form that editors understand."""
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
    """All problems found in the drill files, sorted by file and line."""

    def __init__(self, problems: tuple[Problem, ...], *, hint: str | None = None) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = problems
