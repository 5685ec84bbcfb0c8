"""Something wrong in a value that was read, and which part of it that is."""

from __future__ import annotations

import msgspec

PathPart = str | int
"""A step into a value: a key, or a place in a list counted from 0."""


class ValueProblem(msgspec.Struct, frozen=True):
    """Something wrong with the part of a value that a path leads to."""

    path: tuple[PathPart, ...]
    message: str
    hint: str | None = None
    is_advice: bool = False
    """It can be done as it is; a coach would change it."""
