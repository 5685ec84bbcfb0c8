"""Stand-ins for clocks, keys and listeners: whole, simple implementations, no mocks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from signal import Signals
from typing import TypeVar

from coach.event import Event
from coach.interview import SKIP_MS
from coach.model.weights import NO_LADDERS, Ladder
from coach.moment import Moment
from coach.session import Listener, Outcome, Session
from coach.timeline import Timeline

E = TypeVar("E")

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)
"""A Monday."""


class FakeClock:
    """Time that passes only when a test says so."""

    def __init__(self, now_ms: int = 1_000_000, asleep_ms: int = 250_000) -> None:
        self._now_ms = now_ms
        self._asleep_ms = asleep_ms
        """How long the machine slept since it was switched on."""
        self._began_ms = now_ms + asleep_ms

    def now_ms(self) -> int:
        return self._now_ms

    def boot_ms(self) -> int:
        return self._now_ms + self._asleep_ms

    def wall(self) -> datetime:
        return MORNING + timedelta(milliseconds=self.boot_ms() - self._began_ms)

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self._now_ms += ms

    def sleep(self, ms: int) -> None:
        """Let the machine sleep: only the boot clock and the wall clock go on."""
        self._asleep_ms += ms


BURST_MS = 5
"""Keys that come closer together are no person's."""

Press = tuple[int, str | Signals | Callable[[], None] | None]
"""When, counted from the first moment, and what: a key, a signal, something to do.

None wakes the wait up for nothing, as a change of the terminal's size does.
"""


class ScriptedKeys:
    """Presses keys at set times; waiting for them is what moves the clock on."""

    def __init__(
        self,
        clock: FakeClock,
        script: Iterable[Press] = (),
        *,
        can_press: bool = True,
        late_ms: int = 0,
        away_ms: int = 60_000,
    ) -> None:
        self._clock = clock
        began_ms = clock.now_ms()
        self._script: deque[Press] = deque(
            (began_ms + at_ms, what) for at_ms, what in script
        )
        self._can_press = can_press
        self._late_ms = late_ms
        """How much later than asked every wait ends that no key ends."""
        self._away_ms = away_ms
        """How long the process stays suspended."""
        self._is_alone = True
        self._pressed_ms = -BURST_MS - 1
        self.suspended_at: list[int] = []
        self.waits: list[float] = []
        """Every timeout that was asked for."""

    @property
    def can_press(self) -> bool:
        return self._can_press

    @property
    def came_alone(self) -> bool:
        return self._is_alone

    def read(self, timeout_ms: float) -> str | Signals | None:
        self.waits.append(timeout_ms)
        # A real wait never ends early; clocks here tick in whole milliseconds.
        ends_ms = self._clock.now_ms() + -int(-timeout_ms // 1)
        while self._script and self._script[0][0] <= ends_ms:
            at_ms, what = self._script.popleft()
            self._clock.advance(max(0, at_ms - self._clock.now_ms()))
            if not callable(what):
                next_ms = self._script[0][0] if self._script else at_ms + BURST_MS + 1
                gap_ms = min(at_ms - self._pressed_ms, next_ms - at_ms)
                self._is_alone, self._pressed_ms = gap_ms > BURST_MS, at_ms
                return what
            what()
        self._clock.advance(max(0, ends_ms - self._clock.now_ms()) + self._late_ms)
        return None

    def suspend(self) -> None:
        self.suspended_at.append(self._clock.now_ms())
        self._clock.advance(self._away_ms)


class EventList:
    """Remembers what it was told and when; may be slow, may ask to be shown more."""

    def __init__(
        self, clock: FakeClock, *, takes_ms: int = 0, wish_ms: int | None = None
    ) -> None:
        self._clock = clock
        self._began_ms = clock.now_ms()
        self._takes_ms = takes_ms
        self._wish_ms = wish_ms
        self.events: list[Event] = []
        self.told_at_ms: list[int] = []
        """When each event was told, counted from the beginning."""
        self.moments: list[Moment] = []
        self.is_closed = False

    def on_event(self, event: Event, moment: Moment) -> None:
        assert not self.is_closed
        self.events.append(event)
        self.told_at_ms.append(self._clock.now_ms() - self._began_ms)
        assert moment.position_ms >= event.at_ms
        self._clock.advance(self._takes_ms)

    def on_moment(self, moment: Moment) -> int | None:
        assert not self.is_closed
        self.moments.append(moment)
        self._clock.advance(self._takes_ms)
        return self._wish_ms

    def close(self) -> None:
        self.is_closed = True

    def of(self, kind: type[E]) -> list[E]:
        """All events of one type, in order."""
        return [event for event in self.events if isinstance(event, kind)]


class Breaking:
    """A listener that fails at the first event or moment of its choice, and at closing."""

    def __init__(
        self, *, at_event: type | None = None, at_moment: int | None = None
    ) -> None:
        self._at_event = at_event
        self._at_moment = at_moment
        self.heard = 0
        """Events and moments it was given, the fatal one included."""
        self.closed = 0

    def on_event(self, event: Event, moment: Moment) -> None:  # noqa: ARG002  the protocol's
        self.heard += 1
        if self._at_event is not None and isinstance(event, self._at_event):
            raise LookupError("a listener's own mistake")

    def on_moment(self, moment: Moment) -> int | None:
        self.heard += 1
        if self._at_moment is not None and moment.position_ms >= self._at_moment:
            raise LookupError("a listener's own mistake")
        return None

    def close(self) -> None:
        self.closed += 1
        raise OSError("nothing left to close")


@dataclass
class Played:
    """A session that was played, with everything that took part in it."""

    outcome: Outcome
    heard: EventList
    keys: ScriptedKeys
    took_ms: int
    """Real time from its first to its last moment, sleep left out."""
    dropped: list[tuple[Listener, Exception]] = field(default_factory=list)


def play(
    timeline: Timeline,
    script: Sequence[Press] = (),
    *,
    clock: FakeClock | None = None,
    keys: ScriptedKeys | None = None,
    heard: EventList | None = None,
    others: Sequence[Listener] = (),
    speed: float = 1.0,
    asks: bool = False,
    skip_ms: int | None = SKIP_MS,
    weights: Mapping[str, Ladder] = NO_LADDERS,
) -> Played:
    """Play a timeline with pressed keys; whoever is not given is made."""
    clock = clock or FakeClock()
    keys = keys or ScriptedKeys(clock, script)
    heard = heard or EventList(clock)
    dropped: list[tuple[Listener, Exception]] = []
    session = Session(
        timeline,
        clock=clock,
        keys=keys,
        listeners=[*others, heard],
        on_dropped=lambda who, why: dropped.append((who, why)),
        speed=speed,
        asks=asks,
        skip_ms=skip_ms,
        weights=weights,
    )
    began_ms = clock.now_ms()
    outcome = session.run()
    return Played(outcome, heard, keys, clock.now_ms() - began_ms, dropped)
