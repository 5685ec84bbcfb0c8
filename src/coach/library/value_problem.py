"""A problem in a decoded value, with the path to the part it is about."""

from __future__ import annotations

import msgspec

PathPart = str | int
"""A step into a value: a key, or a place in a list counted from 0."""


class ValueProblem(msgspec.Struct, frozen=True):
    """A problem in the part of a value that a path leads to."""

    path: tuple[PathPart, ...]
    message: str
    hint: str | None = None
    is_advice: bool = False
    """Whether the problem is only a suggestion, and the file works."""
