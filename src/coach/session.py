"""The loop: waits for a key or for the next event, and tells the listeners.

Waiting for time is waiting for a key. Any key, bound or not, has the wait worked out
anew, and nothing adds up sleeps; so a session cannot drift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from signal import Signals
from typing import Protocol

from coach.event import Event, PauseReason, Request, Requested, SessionEnded, SetFinished
from coach.keymap import COMMAND_OF_KEY, Command
from coach.model.record import EndStatus
from coach.moment import Moment
from coach.player import Player, State
from coach.timeline import Timeline

LONGEST_WAIT_MS = 1_000
"""The loop never sleeps longer than this, so that a gap shows."""
GAP_MS = 2_000
"""Being this late for one's own deadline means the machine or process stood still."""
REST_STEP_MS = 10_000


BREATH_STEP_PERCENT = 10


def _main(player: Player, now_ms: int) -> list[Event]:
    """What is most wanted now: go on, I am in position, the set is done, pause."""
    if player.state is State.PAUSED:
        return player.resume(now_ms)
    if player.is_awaiting_ready:
        return player.ready(now_ms)
    is_open_ended = player.timeline.prescription.self_paced
    if is_open_ended and player.current(now_ms).is_work:
        return player.end_set(now_ms)
    return player.pause(now_ms)


def _pause(player: Player, now_ms: int) -> list[Event]:
    if player.pause_reason is PauseReason.READY:
        return []  # it stands still already, and space means something else
    if player.state is State.PAUSED:
        return player.resume(now_ms)
    return player.pause(now_ms)


def _skip(player: Player, now_ms: int) -> list[Event]:
    """After pain, everything that is left of the drill."""
    if player.pause_reason is PauseReason.PAIN:
        return player.leave_drill(now_ms)
    return player.skip(now_ms)


_PLAYED: dict[Command, Callable[[Player, int], list[Event]]] = {
    Command.MAIN: _main,
    Command.PAUSE: _pause,
    Command.STOP: Player.pause,
    Command.SKIP: _skip,
    Command.BACK: Player.back,
    Command.REPEAT: Player.repeat,
    Command.MORE_REST: lambda p, now_ms: p.change_rest(now_ms, REST_STEP_MS),
    Command.LESS_REST: lambda p, now_ms: p.change_rest(now_ms, -REST_STEP_MS),
    Command.SHORTER: lambda p, now_ms: p.change_breath(now_ms, -BREATH_STEP_PERCENT),
    Command.LONGER: lambda p, now_ms: p.change_breath(now_ms, BREATH_STEP_PERCENT),
    Command.FREE: lambda p, now_ms: p.pause(now_ms, PauseReason.FREE),
    Command.HURTS: lambda p, now_ms: p.pause(now_ms, PauseReason.PAIN),
}
"""Commands that move the player."""
_REQUESTS = {
    Command.LAYOUT: Request.LAYOUT,
    Command.HELP: Request.HELP,
    Command.WHY: Request.WHY,
    Command.VOICE: Request.VOICE,
    Command.MUTE: Request.MUTE,
}
"""Commands for those who show or sound it."""
_READ = {Command.HELP, Command.WHY}
"""What is read needs time."""


class Clock(Protocol):
    """The times a session needs; the only place they come from."""

    def now_ms(self) -> int:
        """Monotonic time; stands still while the machine sleeps, on most systems."""

    def boot_ms(self) -> int:
        """Monotonic time that goes on while the machine sleeps."""

    def wall(self) -> datetime:
        """The date and time with its offset; only for the log."""


class Keys(Protocol):
    """Where key presses and signals come from."""

    @property
    def can_press(self) -> bool:
        """Somebody could press a key; else a pause would last for ever."""

    def read(self, timeout_ms: float) -> str | Signals | None:
        """Wait for a key (by name) or a signal; None when the time is over."""

    def suspend(self) -> None:
        """Hand the terminal back, stop the process, take the terminal again."""


class Listener(Protocol):
    """Somebody who shows, says or writes down what happens."""

    def on_event(self, event: Event, moment: Moment) -> None:
        """Take note of one event, in the order they happen."""

    def on_moment(self, moment: Moment) -> int | None:
        """Show an instant; return after how many ms it will look different, if ever."""

    def close(self) -> None:
        """Let go of everything; the session goes on without this listener."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session ended."""

    status: EndStatus
    signal: Signals | None
    """The signal that ended it, if one did."""
    moment: Moment
    finished: tuple[SetFinished, ...]
    """Every ended piece of work, in order; the same one may end more than once."""


class Session:
    """Plays a timeline to its end or until somebody stops it."""

    def __init__(  # noqa: PLR0913  everything a session needs comes from outside
        self,
        timeline: Timeline,
        *,
        clock: Clock,
        keys: Keys,
        listeners: Iterable[Listener],
        on_dropped: Callable[[Listener, Exception], None],
        speed: float = 1.0,
    ) -> None:
        self._clock = clock
        self._keys = keys
        self._listeners: list[Listener] = list(listeners)
        self._on_dropped = on_dropped
        self._speed = speed
        self._player = Player(timeline, self._now_ms())
        self._is_leaving = False
        self._is_gap = False
        self._signal: Signals | None = None
        self._status = EndStatus.STOPPED
        self._finished: list[SetFinished] = []

    def run(self) -> Outcome:
        """Play to the end; returns after every listener heard the last event."""
        while True:
            alive_ms, alive_boot_ms = self._clock.now_ms(), self._clock.boot_ms()
            self._tell(self._player.advance(self._now_ms()))
            moment = self._moment()
            shown_ms = self._show(moment)
            if moment.is_ended:
                finished = tuple(self._finished)
                return Outcome(self._status, self._signal, moment, finished)
            deadline_ms = alive_ms + self._longest_wait_ms(alive_ms)
            got = self._wait(deadline_ms, shown_ms)
            # Late for one's own deadline, or the machine slept: neither is work.
            awake_ms = self._clock.now_ms() - alive_ms
            slept_ms = self._clock.boot_ms() - alive_boot_ms - awake_ms
            is_gap = alive_ms + awake_ms - deadline_ms > GAP_MS or slept_ms > GAP_MS
            is_news = is_gap and self._notice_gap(alive_ms, awake_ms + max(0, slept_ms))
            if isinstance(got, Signals):
                self._on_signal(got)
            elif got is not None and not is_news:  # the key that woke the machine
                self._on_key(got)

    def _longest_wait_ms(self, alive_ms: int) -> float:
        """Until something happens, but never long enough to hide a gap."""
        due_ms = self._player.wait_ms(int(alive_ms * self._speed))
        if due_ms is None:
            return LONGEST_WAIT_MS
        return min(LONGEST_WAIT_MS, due_ms / self._speed)

    def _wait(self, deadline_ms: float, shown_ms: int | None) -> str | Signals | None:
        """Wait for a key, a signal, the deadline or the next picture."""
        wait_ms = deadline_ms - self._clock.now_ms()
        if shown_ms is not None:
            wait_ms = min(wait_ms, shown_ms / self._speed)
        # Drawing may have taken so long that something is due already.
        return self._keys.read(max(0.0, wait_ms))

    def _notice_gap(self, alive_ms: int, gap_ms: int) -> bool:
        """Pause for a gap; whether that is news to the runner."""
        events = self._player.gap(int(alive_ms * self._speed), self._now_ms(), gap_ms)
        self._is_gap = self._is_gap or bool(events)
        self._tell(events)
        if not self._keys.can_press:
            self._tell(self._player.resume(self._now_ms()))
            self._is_gap = False
        return bool(events)

    def _on_signal(self, signal: Signals) -> None:
        if signal is Signals.SIGTSTP:
            self._tell(self._player.pause(self._now_ms(), PauseReason.SUSPENDED))
            self._keys.suspend()
            if not self._keys.can_press:
                self._tell(self._player.resume(self._now_ms()))
            return
        self._signal = signal
        self._tell(self._player.stop(self._now_ms()))

    def _on_key(self, key: str) -> None:
        command = COMMAND_OF_KEY.get(key)
        if command is None:
            return
        was_leaving, self._is_leaving = self._is_leaving, command is Command.STOP
        self._is_gap = False
        if command is Command.STOP and was_leaving:
            self._tell(self._player.stop(self._now_ms()))
        else:
            self._tell(self._act(command, self._now_ms()))

    def _act(self, command: Command, now_ms: int) -> Sequence[Event]:
        player = self._player
        if command in _PLAYED:
            return _PLAYED[command](player, now_ms)
        events: list[Event] = []
        if command in _READ:
            events += player.pause(now_ms)
        request = Requested(player.position_ms(now_ms), 0, _REQUESTS[command])
        return [*events, request]

    # Telling the listeners

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, SessionEnded):
                self._status = event.status
            elif isinstance(event, SetFinished):
                self._finished.append(event)
            moment = self._moment()
            for listener in tuple(self._listeners):
                try:
                    listener.on_event(event, moment)
                except Exception as error:  # noqa: BLE001  whatever it is, the session goes on
                    self._drop(listener, error)

    def _show(self, moment: Moment) -> int | None:
        """Have the moment shown; the shortest time until it looks different."""
        wishes: list[int] = []
        for listener in tuple(self._listeners):
            try:
                wish = listener.on_moment(moment)
            except Exception as error:  # noqa: BLE001  whatever it is, the session goes on
                self._drop(listener, error)
            else:
                if wish is not None:
                    wishes.append(wish)
        return min(wishes, default=None)

    def _drop(self, listener: Listener, error: Exception) -> None:
        self._listeners.remove(listener)
        with suppress(Exception):  # what is broken may not even close
            listener.close()
        self._on_dropped(listener, error)

    def _moment(self) -> Moment:
        now_ms = self._now_ms()
        player = self._player
        return Moment(
            player.timeline,
            player.position_ms(now_ms),
            player.current(now_ms),
            self._clock.wall(),
            is_paused=player.state is State.PAUSED,
            is_ended=player.state is State.ENDED,
            is_leaving=self._is_leaving,
            is_gap=self._is_gap,
            pause_reason=player.pause_reason,
            is_awaiting_ready=player.is_awaiting_ready,
        )

    def _now_ms(self) -> int:
        return int(self._clock.now_ms() * self._speed)
