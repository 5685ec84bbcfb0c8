"""A session under the test's thumb: time passes when told to, commands are pressed."""

from __future__ import annotations

from typing import Any, TypeVar

from tests.builders import make_block, make_prescription, ms

from coach.event import Event, SegmentStarted, SetFinished
from coach.model.prescription import Block, Prescription
from coach.player import Player
from coach.timeline import Segment, compile_timeline

E = TypeVar("E")

POWERED_ON_MS = 7_000_000
"""A monotonic clock rarely begins at zero."""


class Run:
    """One session, started and told everything that is due at once."""

    def __init__(self, *blocks: Block, prescription: Prescription | None = None) -> None:
        plan = prescription or make_prescription(*blocks)
        self.now = POWERED_ON_MS
        self.player = Player(compile_timeline(plan), self.now)
        self.events: list[Event] = []
        self.told(self.player.advance(self.now))

    def told(self, events: list[Event]) -> list[Event]:
        """Remember events; return them."""
        self.events += events
        return events

    # Time

    def wait(self, seconds: float) -> list[Event]:
        """Let time pass and wake up once."""
        self.now += ms(seconds)
        return self.told(self.player.advance(self.now))

    def until(self, seconds: float) -> list[Event]:
        """Let time pass until a time of the session."""
        return self.wait(seconds - self.at)

    def to_the_end(self) -> list[Event]:
        """Let the rest of the session pass."""
        return self.until(ms_to_s(self.player.timeline.total_ms))

    # Keys

    def pause(self) -> list[Event]:
        return self.told(self.player.pause(self.now))

    def resume(self) -> list[Event]:
        return self.told(self.player.resume(self.now))

    def skip(self) -> list[Event]:
        return self.told(self.player.skip(self.now))

    def back(self) -> list[Event]:
        return self.told(self.player.back(self.now))

    def repeat(self) -> list[Event]:
        return self.told(self.player.repeat(self.now))

    def end_set(self) -> list[Event]:
        return self.told(self.player.end_set(self.now))

    def rest(self, by: float) -> list[Event]:
        """Press plus or minus: seconds more or less."""
        return self.told(self.player.change_rest(self.now, ms(by)))

    def ready(self) -> list[Event]:
        return self.told(self.player.ready(self.now))

    def breath(self, by_percent: int) -> list[Event]:
        """Press a square bracket."""
        return self.told(self.player.change_breath(self.now, by_percent))

    def stop(self) -> list[Event]:
        return self.told(self.player.stop(self.now))

    def sleep(self, seconds: float, *, alive: float = 0) -> list[Event]:
        """Close the lid for some seconds; ``alive`` of them the program was awake."""
        alive_ms = self.now + ms(alive)
        self.now += ms(seconds)
        gap_ms = self.now - alive_ms
        return self.told(self.player.gap(alive_ms, self.now, gap_ms))

    # What the runner notices

    @property
    def at(self) -> float:
        """Seconds of the session, without pauses."""
        return ms_to_s(self.player.position_ms(self.now))

    @property
    def segment(self) -> Segment:
        return self.player.current(self.now)

    @property
    def finished(self) -> list[SetFinished]:
        return of_type(self.events, SetFinished)

    def ahead(self) -> list[str]:
        """What the plan still holds, what remains of the current segment included."""
        at_ms = self.player.position_ms(self.now)
        return [
            in_words(segment, ms_to_s(segment.end_ms - max(segment.at_ms, at_ms)))
            for segment in self.player.timeline.segments
            if segment.end_ms > at_ms
        ]


def ms_to_s(milliseconds: int) -> float:
    """Seconds, for people."""
    return milliseconds / 1000


def of_type(events: list[Event], kind: type[E]) -> list[E]:
    """The events of one type."""
    return [event for event in events if isinstance(event, kind)]


def in_words(segment: Segment, seconds: float | None = None) -> str:
    """``set 1 rep 2 exhale 4``, ``rest 27``, ``rest in... ready 3``."""
    shown = f"{ms_to_s(segment.duration_ms) if seconds is None else seconds:g}"
    side = f"{segment.side} " if segment.side else ""
    if segment.is_work:
        return f"{side}set {segment.set} rep {segment.rep} {segment.breath} {shown}"
    ready = f"{segment.do} " if segment.do else ""
    return f"{segment.kind} {ready}{shown}"


def starts(events: list[Event]) -> list[str]:
    """The segments that began, in words."""
    return [in_words(event.segment) for event in of_type(events, SegmentStarted)]


def run_until(seconds: float, **block: Any) -> Run:  # noqa: ANN401  any field of a block
    """Run the default block, or one with other values, up to a time."""
    run = Run(make_block(**block))
    run.until(seconds)
    return run
