"""The listener that remembers the weight each drill was done with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coach.event import Event, SetFinished
from coach.model.weights import Weight
from coach.moment import Moment


class WeightListener:
    """Remembers a new weight once a set has been done with it."""

    def __init__(
        self,
        remember: Callable[[Mapping[str, Weight | None]], None],
        known: Mapping[str, Weight],
    ) -> None:
        """Call ``remember`` with new weights by drill; ``known`` holds the current ones."""
        self._remember = remember
        self._held: dict[str, Weight | None] = dict(known)

    def on_event(self, event: Event, moment: Moment) -> None:  # noqa: ARG002  a listener
        """Remember the weight of a set if it has changed."""
        if isinstance(event, SetFinished) and event.reps_done:
            if self._held.get(event.drill) != event.weight:
                self._remember({event.drill: event.weight})
            self._held[event.drill] = event.weight

    def on_moment(self, moment: Moment) -> int | None:
        """Do nothing: only events matter."""

    def close(self) -> None:
        """Do nothing: there is nothing to release."""
