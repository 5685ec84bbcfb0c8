"""Events as JSON, one object on each line, for programs that follow a session."""

from __future__ import annotations

from typing import TextIO

from coach.event import Event, Requested
from coach.event_json import event_fields
from coach.moment import Moment
from coach.text.json_text import encode


class JsonLines:
    """Writes each event as one line of JSON."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def on_event(self, event: Event, moment: Moment) -> None:
        """Write the event."""
        if isinstance(event, Requested):
            return  # JSON has no screen that time could change
        self._out.write(encode(event_fields(event, moment)) + "\n")
        self._out.flush()

    def on_moment(self, moment: Moment) -> int | None:
        """Do nothing: only events are written."""

    def close(self) -> None:
        """Do nothing: there is nothing to release."""
