"""The listener that remembers breath lengths changed during a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coach.event import (
    BreathChanged,
    Event,
    Paused,
    Resumed,
    SessionEnded,
    SetFinished,
)
from coach.moment import Moment

_HALTS = SetFinished | Paused | Resumed | SessionEnded


class PaceListener:
    """Remembers changes at each pause or end of a set, so a crash loses little.

    It does not save at each key, because saving writes and syncs a file.
    """

    def __init__(self, remember: Callable[[Mapping[str, int]], None]) -> None:
        """Call ``remember`` with breath lengths in percent, by drill."""
        self._remember = remember
        self._changed: dict[str, int] = {}

    def on_event(self, event: Event, moment: Moment) -> None:  # noqa: ARG002  a listener
        """Note breath changes, and save them at the next stop."""
        if isinstance(event, BreathChanged):
            self._changed[event.drill] = event.percent
        elif self._changed and isinstance(event, _HALTS):
            self._remember(self._changed)
            self._changed = {}

    def on_moment(self, moment: Moment) -> int | None:
        """Do nothing: only events matter."""

    def close(self) -> None:
        """Do nothing: there is nothing to release."""
