"""The session loop: waits for a key or the next event, and tells the listeners.

Waiting for time means waiting for a key with a timeout. Each pass computes the timeout from
the clock, instead of adding up sleeps, so a session cannot drift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from signal import Signals
from typing import Protocol, runtime_checkable

import msgspec

from coach.command_dispatch import steer
from coach.event import (
    Answered,
    DrillLeftOut,
    Event,
    Paused,
    PauseReason,
    SegmentStarted,
    SessionEnded,
    SetFinished,
)
from coach.interview import SKIP_MS, Interview, OpenQuestion
from coach.keymap import COMMAND_OF_KEY, Command
from coach.model.records import EndStatus
from coach.model.terms import PainPlace
from coach.model.weights import NO_LADDERS, Ladder
from coach.moment import Moment
from coach.player import Player, State
from coach.question.dialog import keys_of
from coach.question.question_text import left_out_words
from coach.question.reaction import LeavesOut, left_out, reaction_to, still_loading
from coach.timeline import SegmentKind, Timeline

LONGEST_WAIT_MS = 1_000
"""Longest single wait of the loop, so that a gap is noticed."""
GAP_MS = 2_000
"""Delay beyond a deadline from which the computer or process counts as stopped."""
SETTLE_MS = 300
"""Time after a question opens in which a key still belongs to the previous screen."""
NOTED = ("Noted.",)
_GOING_ON = {
    Command.MAIN,
    Command.PAUSE,
    Command.SKIP,
    Command.BACK,
    Command.REPEAT,
}
"""Commands that end a pause."""
_AGAIN = {Command.BACK, Command.REPEAT}


class Clock(Protocol):
    """The clock of a session; its only source of time."""

    def now_ms(self) -> int:
        """Return monotonic milliseconds; on most systems without time asleep."""

    def boot_ms(self) -> int:
        """Return monotonic milliseconds, time asleep included."""

    def wall(self) -> datetime:
        """Return the date and time with the offset from UTC; used only for records."""


class Keys(Protocol):
    """The source of key presses and signals."""

    @property
    def can_press(self) -> bool:
        """Return whether a key can be pressed at all; without one, a pause never ends."""

    @property
    def came_alone(self) -> bool:
        """Return whether the last key was typed by itself, not pasted or typed ahead."""

    def read(self, timeout_ms: float) -> str | Signals | None:
        """Return the next key (by name) or signal, or None after the timeout."""

    def suspend(self) -> None:
        """Restore the terminal, stop the process, and take the terminal back after it."""


class Listener(Protocol):
    """Shows, speaks or records the events of a session."""

    def on_event(self, event: Event, moment: Moment) -> None:
        """Handle one event; events arrive in order."""

    def on_moment(self, moment: Moment) -> int | None:
        """Show one instant; return the milliseconds until it looks different, or None."""

    def close(self) -> None:
        """Release all resources; the session continues without this listener."""


@runtime_checkable
class Guide(Protocol):
    """A listener that tells the way into a position in parts, each after the main key."""

    @property
    def has_more(self) -> bool:
        """Return whether the main key is needed to hear more."""

    def go_on(self, moment: Moment) -> None:
        """Tell the next part."""


class Outcome(msgspec.Struct, frozen=True):
    """The result of a session."""

    status: EndStatus
    signal: Signals | None
    """The signal that ended the session, if one did."""
    moment: Moment
    finished: tuple[SetFinished, ...]
    """Every ended bout, in order; a repeated bout appears more than once."""
    unanswered: tuple[int, ...] = ()
    """Indices of the blocks whose question was left open."""
    pain_left: tuple[OpenQuestion, ...] = ()
    """Questions about pain that were put off and never answered."""
    hurt: frozenset[int] = frozenset()
    """Indices of the blocks that hurt."""
    is_urgent: bool = False
    """Whether the runner reported a sign that needs help immediately."""


class Session:
    """Runs a timeline to its end, or until it is stopped."""

    def __init__(  # noqa: PLR0913  everything a session needs comes from outside
        self,
        timeline: Timeline,
        *,
        clock: Clock,
        keys: Keys,
        listeners: Iterable[Listener],
        on_dropped: Callable[[Listener, Exception], None],
        speed: float = 1.0,
        asks: bool = False,
        skip_ms: int | None = SKIP_MS,
        weights: Mapping[str, Ladder] = NO_LADDERS,
    ) -> None:
        self._clock = clock
        self._keys = keys
        self._listeners: list[Listener] = list(listeners)
        self._on_dropped = on_dropped
        self._speed = speed
        self._player = Player(timeline, self._now_ms(), weights)
        self._interview = Interview(is_wanted=asks, skip_ms=skip_ms)
        self._advice: tuple[str, ...] = ()
        self._is_advice_unread = False
        """Whether the advice has not been on the screen of a pause."""
        self._is_urgent = False
        self._is_leaving = False
        self._is_gap = False
        self._answers_from_ms = 0
        """Time from which a key counts as an answer to the open question."""
        self._signal: Signals | None = None
        self._status = EndStatus.STOPPED
        self._finished: list[SetFinished] = []
        self._hurt: set[int] = set()
        """Indices of the blocks that hurt."""
        self._sore: dict[int, PainPlace] = {}
        """Places that hurt today, by the index of each later block that loads one."""

    def run(self) -> Outcome:
        """Run the session; return after every listener received the last event."""
        while True:
            alive_ms, alive_boot_ms = self._clock.now_ms(), self._clock.boot_ms()
            self._pass_time()
            moment = self._moment()
            shown_ms = self._show(moment)
            if moment.is_ended:
                return Outcome(
                    self._status,
                    self._signal,
                    moment,
                    tuple(self._finished),
                    self._interview.left,
                    self._interview.pain_left,
                    frozenset(self._hurt),
                    self._is_urgent,
                )
            deadline_ms = alive_ms + self._longest_wait_ms(alive_ms)
            asked_ms = self._interview.wait_ms(moment.position_ms)
            got = self._wait(deadline_ms, shown_ms, asked_ms)
            # Time beyond the deadline, or asleep, does not count as exercise.
            awake_ms = self._clock.now_ms() - alive_ms
            slept_ms = self._clock.boot_ms() - alive_boot_ms - awake_ms
            is_gap = alive_ms + awake_ms - deadline_ms > GAP_MS or slept_ms > GAP_MS
            is_news = is_gap and self._notice_gap(alive_ms, awake_ms + max(0, slept_ms))
            if isinstance(got, Signals):
                self._on_signal(got)
            elif got is not None and not is_news:  # ignore the key that woke the computer
                self._on_key(got)

    def _longest_wait_ms(self, alive_ms: int) -> float:
        """Return the time to the next event, short enough to notice a gap."""
        due_ms = self._player.wait_ms(int(alive_ms * self._speed))
        if due_ms is None:
            return LONGEST_WAIT_MS
        return min(LONGEST_WAIT_MS, due_ms / self._speed)

    def _pass_time(self) -> None:
        """Report all due events, and close a question whose time is over."""
        now_ms = self._now_ms()
        self._tell(self._player.advance(now_ms))
        position_ms = self._player.position_ms(now_ms)
        self._tell(self._interview.advance(position_ms, self._player.timeline))

    def _wait(self, deadline_ms: float, *wishes: int | None) -> str | Signals | None:
        """Wait for a key, a signal, the deadline or the next change on the screen."""
        wait_ms = deadline_ms - self._clock.now_ms()
        for wish_ms in wishes:
            if wish_ms is not None:
                wait_ms = min(wait_ms, wish_ms / self._speed)
        # Negative if drawing took so long that the next event is due already.
        return self._keys.read(max(0.0, wait_ms))

    def _notice_gap(self, alive_ms: int, gap_ms: int) -> bool:
        """Pause for a gap; return whether the session was running until then."""
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
        self._close_question()
        self._tell(self._player.stop(self._now_ms()))

    def _on_key(self, key: str) -> None:
        self._pass_time()
        if self._is_answer(key):
            return
        command = COMMAND_OF_KEY.get(key)
        if command is None:
            return
        was_leaving, self._is_leaving = self._is_leaving, command is Command.STOP
        self._is_gap = False
        # The pain screen has asked already, and says that q stops.
        is_asked = was_leaving or self._player.pause_reason is PauseReason.PAIN
        if command is Command.STOP and is_asked:
            self._close_question()
            self._tell(self._player.stop(self._now_ms()))
        elif command is Command.HURTS and self._interview.open:
            self._hurts()
        elif command is Command.MAIN and (guide := self._guide_with_more()):
            guide.go_on(self._moment())
        elif command in _GOING_ON:
            self._go_on(command)
        else:
            self._tell(steer(self._player, command, self._now_ms()))
        if self._player.state is State.RUNNING and not self._is_advice_unread:
            self._advice = ()

    def _guide_with_more(self) -> Guide | None:
        """Return the listener that has more to tell before the runner is in position."""
        player = self._player
        is_wait = player.pause_reason in {None, PauseReason.READY}
        if not (player.is_awaiting_ready and is_wait):
            return None
        guides = (each for each in self._listeners if isinstance(each, Guide))
        return next((each for each in guides if each.has_more), None)

    # Questions

    def _is_answer(self, key: str) -> bool:
        """Pass a key to the open question; return whether the question used it."""
        player, interview = self._player, self._interview
        is_meant = self._now_ms() >= self._answers_from_ms and self._keys.came_alone
        if not is_meant:
            return False
        before = interview.open
        if before and before.dialog.is_about_pain and key in keys_of(before.dialog):
            # Put off to this wait, which stays paused until the runner answers.
            self._stand_still_for_pain()
        at_ms = player.position_ms(self._now_ms())
        events = interview.press(key, at_ms, player.timeline)
        if events is None:
            return False
        after = interview.open
        hurts = after is not None and after.dialog.is_about_pain
        if hurts and not (before and before.dialog.is_about_pain):
            self._stand_still_for_pain()
        self._tell(events)
        return True

    def _go_on(self, command: Command) -> None:
        """End a pause; the answers about pain so far count.

        A runner who leaves the drill gets the other questions in the next wait.
        """
        player = self._player
        before, advice = player.current(self._now_ms()).block, self._advice
        has_stopped = player.pause_reason is PauseReason.PAIN or (
            # In that pause, the key means that the runner is in position.
            bool(self._advice) and player.pause_reason is not PauseReason.READY
        )
        asked = self._interview.open
        if command is Command.SKIP and asked and asked.dialog.is_about_pain:
            at_ms = player.position_ms(self._now_ms())
            self._tell(self._interview.put_off(at_ms, player.timeline))
        self._close_question(only_about_pain=True)
        if player.current(self._now_ms()).block != before:
            command = Command.MAIN  # the answer has already ended the drill
        self._is_advice_unread = self._advice not in {advice, NOTED}
        if self._is_advice_unread:
            self._interview.leave_pain_for_the_end()
        is_left = player.pause_reason is PauseReason.PAIN and player.pause_about is None
        goes_on = command in {Command.MAIN, Command.PAUSE} or not is_left
        current = player.current(self._now_ms())
        is_waiting = not current.is_work
        is_before_drill = current.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}
        if command is Command.SKIP and is_before_drill and current.block in self._sore:
            self._tell(player.leave_drill(self._now_ms()))
            return
        if has_stopped and is_waiting and goes_on and command not in _AGAIN:
            # A runner who was asked about pain may have got up.
            self._tell(player.resume(self._now_ms(), whole_wait=True))
        else:
            self._tell(steer(player, command, self._now_ms()))

    def _hurts(self) -> None:
        """Handle the key for pain while a question is open."""
        player = self._player
        at_ms = player.position_ms(self._now_ms())
        events = self._interview.hurts(at_ms, player.timeline)
        self._stand_still_for_pain()
        self._tell(events)

    def _stand_still_for_pain(self) -> None:
        """Pause, so that nothing moves on while the runner reports pain."""
        if self._player.pause_reason is PauseReason.PAIN:
            return
        asked = self._interview.open
        about = asked.about if asked else None
        self._tell(self._player.pause(self._now_ms(), PauseReason.PAIN, about))

    def _close_question(self, *, only_about_pain: bool = False) -> None:
        """Close the open question with the answers so far."""
        asked = self._interview.open
        if asked is None or (only_about_pain and not asked.dialog.is_about_pain):
            return
        at_ms = self._player.position_ms(self._now_ms())
        self._tell(self._interview.close(at_ms, self._player.timeline))

    def _react(self, answered: Answered) -> None:
        """Apply the immediate effects of an answer."""
        player, now_ms = self._player, self._now_ms()
        blocks = player.timeline.prescription.blocks
        reaction = reaction_to(answered.answer, blocks[answered.block])
        if reaction.ends:
            self._is_urgent = True
            self._tell(player.stop(now_ms))
            return
        current = player.current(now_ms).block
        gone = left_out(blocks, answered.block, answered.answer)
        self._sore |= still_loading(blocks, answered.block, answered.answer)
        self._advice = reaction.words
        if player.pause_reason is PauseReason.PAIN:
            self._advice = reaction.words or NOTED
        if gone:
            events = player.leave_out(now_ms, gone)
            told = (event.blocks for event in events if isinstance(event, DrillLeftOut))
            self._advice += tuple(left_out_words(blocks, numbers) for numbers in told)
            self._tell(events)
        if reaction.own_pace:
            player.at_own_pace()
        is_here = current in gone or reaction.leaves_out is not LeavesOut.NOTHING
        if (gone and is_here) or reaction.own_pace:
            player.stand_for(PauseReason.FREE if reaction.own_pace else PauseReason.RUNNER)

    # Events for the listeners

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, SessionEnded):
                self._status = event.status
            elif isinstance(event, SetFinished):
                self._finished.append(event)
            self._note_pain(event)
            was_open = self._interview.open
            following = self._interview.hear(event, self._player.timeline)
            if isinstance(event, SegmentStarted) and event.segment.is_work:
                self._advice, self._is_advice_unread = (), False
            if was_open is None and isinstance(event, SegmentStarted):
                self._answers_from_ms = self._now_ms() + SETTLE_MS
            moment = self._moment()
            for listener in tuple(self._listeners):
                try:
                    listener.on_event(event, moment)
                except Exception as error:  # noqa: BLE001  whatever it is, the session goes on
                    self._drop(listener, error)
            self._tell(following)
            if isinstance(event, Answered):
                self._react(event)

    def _note_pain(self, event: Event) -> None:
        """Remember a drill that hurts; forget it if an answer says that nothing does."""
        if isinstance(event, Paused) and event.reason is PauseReason.PAIN:
            here = self._player.timeline.at(event.at_ms).block
            self._hurt.add(here if event.about is None else event.about)
        elif isinstance(event, Answered):
            answer = event.answer
            is_no_pain = answer.pain == 0 and not answer.flags
            # A sign such as a racing heart is not pain, unless pain was reported as well.
            if is_no_pain or (answer.is_urgent and not answer.pain):
                self._hurt.discard(event.block)

    def _show(self, moment: Moment) -> int | None:
        """Show a moment to all listeners; return the time to the next change."""
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
        with suppress(Exception):  # a broken listener may fail to close, too
            listener.close()
        self._on_dropped(listener, error)

    def _moment(self) -> Moment:
        now_ms = self._now_ms()
        player, asked = self._player, self._interview.open
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
            pause_about=player.pause_about,
            stood_ms=player.stood_ms(now_ms),
            is_awaiting_ready=player.is_awaiting_ready,
            has_more_to_hear=self._guide_with_more() is not None,
            question=asked.dialog if asked else None,
            sore=self._sore.get(player.current(now_ms).block),
            advice=self._advice,
        )

    def _now_ms(self) -> int:
        return int(self._clock.now_ms() * self._speed)
