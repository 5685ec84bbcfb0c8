"""The queue of one sound channel: the planned sounds, and how far they were played."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

LATEST_MS = 250
"""Longest delay; an item that cannot start within it is left out."""


class Timed(Protocol):
    """An item with a start time in the session."""

    @property
    def at_ms(self) -> int:
        """Return the start, in ms from the start of the session."""


T = TypeVar("T", bound=Timed)


class CueQueue(Generic[T]):
    """A queue of planned items; a new plan never repeats an item already taken."""

    def __init__(
        self,
        identity: Callable[[T], Hashable],
        slack_ms: Callable[[T], int] = lambda _: LATEST_MS,
    ) -> None:
        self._identity = identity
        """Returns a key that distinguishes items with the same start time."""
        self._slack_ms = slack_ms
        """Returns how late an item may start."""
        self.plan: Sequence[T] = ()
        self.last: T | None = None
        """The last item that was played or dropped."""

    def lay(self, plan: Sequence[T]) -> None:
        """Replace the plan."""
        self.plan = plan

    def due(self, position_ms: int) -> T | None:
        """Return the item that is due, the same until it is taken; None if none is due."""
        for item in self.plan[self._first_left() : self._following(position_ms)]:
            if position_ms - item.at_ms <= self._slack_ms(item):
                return item
        return None

    def _first_left(self) -> int:
        """Return the index of the first item after the last one taken."""
        last = self.last
        if last is None:
            return 0
        index = bisect_left(self.plan, last.at_ms, key=lambda item: item.at_ms)
        for item in self.plan[index:]:
            if item.at_ms > last.at_ms:
                break
            index += 1
            if self._identity(item) == self._identity(last):
                break
        return index

    def take(self, item: T) -> None:
        """Mark an item as played or dropped."""
        self.last = item

    def wait_ms(self, position_ms: int) -> int | None:
        """Return the ms until the next item; None if there is none."""
        index = self._following(position_ms)
        return self.plan[index].at_ms - position_ms if index < len(self.plan) else None

    def _following(self, position_ms: int) -> int:
        return bisect_right(self.plan, position_ms, key=lambda item: item.at_ms)
