"""Numbers of things in words."""

from __future__ import annotations


def count_of(number: int, thing: str) -> str:
    """Return ``1 session`` or ``3 sessions``: a number and a noun with a regular plural."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def part_of(done: int, whole: int, thing: str) -> str:
    """Return ``3 of 5 sets`` or ``0 of 1 set``."""
    return f"{done} of {count_of(whole, thing)}"
