"""The open question of a session, and the drill it is about. Pure: has no clock.

An interview receives every event. A question opens in the wait after a drill's last set or
after a skipped set, and closes when the work starts. Unanswered questions are left for the
summary.
"""

from __future__ import annotations

from typing import NamedTuple

from coach.event import (
    WHOLE_DRILL,
    Answered,
    Event,
    Paused,
    PauseReason,
    QuestionAsked,
    SegmentStarted,
    SessionEnded,
    SetFinished,
    Skipped,
    WentBack,
)
from coach.model.records import EndedBy
from coach.question.answer import NOTHING, Answer
from coach.question.dialog import (
    TAKE_BACK,
    Dialog,
    Step,
    ask_felt,
    ask_pain,
    ask_why_skipped,
    hurting,
    press,
)
from coach.timeline import SegmentKind, Timeline

SKIP_MS = 3_000
"""Time for which the written question about a skipped set stays open."""


class OpenQuestion(NamedTuple):
    """The question that is open now."""

    dialog: Dialog
    about: int
    """Index of the block."""
    ends_ms: int | None = None
    """Position at which the question closes by itself; None if it stays open."""
    told: Answer = NOTHING
    """Answers to a postponed question that were already reported."""


class Interview:
    """Opens and closes questions; asks nothing if questions are off."""

    def __init__(self, *, is_wanted: bool, skip_ms: int | None = SKIP_MS) -> None:
        self._is_wanted = is_wanted
        self._skip_ms = skip_ms
        """Time limit of the question about a skipped set; None for the whole wait."""
        self.open: OpenQuestion | None = None
        self._due: OpenQuestion | None = None
        """Question to open as soon as a wait starts."""
        self._last: OpenQuestion | None = None
        """The last answered question of this wait, which may be answered again."""
        self._answered: set[int] = set()
        """Indices of blocks that were answered or whose question was passed over."""
        self._excused: set[int] = set()
        """Indices of blocks with a set that was skipped for a known reason."""
        self._done: set[int] = set()
        """Indices of blocks with a finished set."""
        self._unfinished: int | None = None
        """Index of the last block worked on, if some of its sets are left."""
        self._left: dict[int, None] = {}
        self._pain_left: dict[int, OpenQuestion] = {}

    @property
    def pain_left(self) -> tuple[OpenQuestion, ...]:
        """Return the questions about pain that were put off and never answered."""
        return tuple(self._pain_left.values())

    @property
    def left(self) -> tuple[int, ...]:
        """Return the indices of blocks whose question is left for the summary."""
        return tuple(self._left)

    def wait_ms(self, position_ms: int) -> int | None:
        """Return the session time until the question closes by itself, or None."""
        if self.open is None or self.open.ends_ms is None:
            return None
        return max(0, self.open.ends_ms - position_ms)

    def hear(self, event: Event, timeline: Timeline) -> list[Event]:
        """Open or close a question after an event; return the events that follow."""
        return self._heard(event, timeline) if self._is_wanted else []

    def _heard(self, event: Event, timeline: Timeline) -> list[Event]:
        match event:
            case SetFinished() if not self._is_pain_due:
                self._due = self._question_after(event, timeline)
            case Skipped(kind=kind) if kind == WHOLE_DRILL and not self._is_pain_due:
                number, self._unfinished = self._unfinished, None
                self._due = (
                    self._felt_question(number, timeline) if number in self._done else None
                )
            case Skipped(kind=kind) if kind != SegmentKind.PHASE and not self._is_pain_due:
                self._due = None
            case WentBack():
                self._last = None
                return self._do_again(event, timeline)
            case SegmentStarted(segment=segment) if segment.is_work:
                self._last = None
                return self.close(event.at_ms, timeline)
            case SegmentStarted() if self._due:
                return [self._ask(self._due, event.at_ms, timeline)]
            case Paused(reason=PauseReason.PAIN) if self.open is None:
                about = event.about
                if about is None:
                    about = timeline.at(event.at_ms).block
                block = timeline.prescription.blocks[about]
                question = OpenQuestion(ask_pain(block), about)
                return [self._ask(question, event.at_ms, timeline)]
            case SessionEnded():
                return self.close(event.at_ms, timeline)
            case _:
                pass
        return []

    def advance(self, position_ms: int, timeline: Timeline) -> list[Event]:
        """Close a question whose time is over; return the events that follow."""
        if self.wait_ms(position_ms) != 0:
            return []
        return self.close(position_ms, timeline)

    def press(self, key: str, at_ms: int, timeline: Timeline) -> list[Event] | None:
        """Handle a key; return None if the open question does not use it."""
        if self.open is None:
            return self._open_again(at_ms, timeline) if key == TAKE_BACK else None
        following = press(self.open.dialog, key)
        if following is None:
            return None
        if isinstance(following, Answer):
            # Pain has stopped the session and left out drills, which no key takes back.
            is_final = self.open.dialog.is_about_pain
            self._last = None if is_final else self.open._replace(ends_ms=None)
            return self._answer(self.open, following, at_ms, timeline)
        return self._go_on(self.open, following, at_ms, timeline)

    def hurts(self, at_ms: int, timeline: Timeline) -> list[Event]:
        """Turn the open question into the one about pain; return the events."""
        if self.open is None:
            return []
        return self._go_on(self.open, hurting(self.open.dialog), at_ms, timeline)

    def close(self, at_ms: int, timeline: Timeline) -> list[Event]:
        """Close the question with the answers so far; return the events."""
        for question in (self._due, self.open):
            if question and question.dialog.step in {Step.FELT, Step.PLACES}:
                self._left[question.about] = None
            if question and question.about in self._pain_left:
                self._pain_left[question.about] = question
        said, self.open, self._due = self.open, None, None
        if said is None or said.dialog.answer in {NOTHING, said.told}:
            return []
        answer, is_put_off = said.dialog.answer, said.about in self._pain_left
        events = self._answer(said, answer, at_ms, timeline)
        if is_put_off:
            self._pain_left[said.about] = said._replace(told=answer)
        return events

    def put_off(self, at_ms: int, timeline: Timeline) -> list[Event]:
        """Ask the rest of the questions about pain in the next wait; return the events.

        The answers so far are reported now, because drills may have to be left out.
        """
        asked = self.open
        if asked is None:
            return []
        self._pain_left[asked.about] = asked
        events = self.close(at_ms, timeline)
        self._due = self._pain_left[asked.about]
        return events

    def leave_pain_for_the_end(self) -> None:
        """Ask about pain at the end, because the next wait shows the drills left out."""
        if self._is_pain_due:
            self._due = None

    @property
    def _is_pain_due(self) -> bool:
        return self._due is not None and self._due.dialog.is_about_pain

    def _question_after(
        self, event: SetFinished, timeline: Timeline
    ) -> OpenQuestion | None:
        bouts, number = timeline.bouts, event.block
        block = timeline.prescription.blocks[number]
        following = bouts[event.bout + 1 : event.bout + 2]
        is_last = not any(bout.block == number for bout in following)
        is_test = isinstance(block.test, str)  # a test may end before its first rep
        self._unfinished = None if is_last else number
        if event.ended_by is EndedBy.DONE:
            self._done.add(number)
        felt = self._felt_question(number, timeline) if is_last else None
        match event.ended_by:
            case EndedBy.SKIPPED if felt is not None and number in self._done:
                return felt
            case EndedBy.SKIPPED if number not in self._excused and not is_test:
                return OpenQuestion(ask_why_skipped(block), number)
            case EndedBy.DONE:
                return felt
            case _:
                return None

    def _felt_question(self, number: int | None, timeline: Timeline) -> OpenQuestion | None:
        """Return the question about a whole drill; None if it was answered or is off."""
        if number is None or number in self._answered:
            return None
        block = timeline.prescription.blocks[number]
        return OpenQuestion(ask_felt(block), number) if block.asks else None

    def _do_again(self, event: WentBack, timeline: Timeline) -> list[Event]:
        """Forget answers about bouts that are repeated, so they are asked again."""
        events = self.close(event.at_ms, timeline)
        again = timeline.bouts[event.bout].block
        for number in [number for number in self._left if number >= again]:
            del self._left[number]
        return events

    def _open_again(self, at_ms: int, timeline: Timeline) -> list[Event] | None:
        """Open the last answered question of this wait; None if there is none.

        Only another answer replaces the one that was given.
        """
        self.open, self._last = self._last, None
        if self.open is None:
            return None
        return [_asked(self.open, at_ms, timeline)]

    def _ask(self, question: OpenQuestion, at_ms: int, timeline: Timeline) -> Event:
        is_brief = question.dialog.step is Step.SKIP and self._skip_ms is not None
        ends_ms = at_ms + (self._skip_ms or 0) if is_brief else None
        self.open, self._due = question._replace(ends_ms=ends_ms), None
        return _asked(self.open, at_ms, timeline)

    def _go_on(
        self, before: OpenQuestion, dialog: Dialog, at_ms: int, timeline: Timeline
    ) -> list[Event]:
        self.open = OpenQuestion(dialog, before.about, told=before.told)
        if before.dialog.step is dialog.step:
            return []  # one of several choices; the question stays open
        return [_asked(self.open, at_ms, timeline)]

    def _answer(
        self, question: OpenQuestion, answer: Answer, at_ms: int, timeline: Timeline
    ) -> list[Event]:
        self.open, about = None, question.about
        is_excuse = question.dialog.step is Step.SKIP
        (self._excused if is_excuse else self._answered).add(about)
        self._left.pop(about, None)
        self._pain_left.pop(about, None)
        if answer.is_empty:
            return []
        drill = timeline.prescription.blocks[about].drill
        return [Answered(at_ms, 0, about, drill, answer)]


def _asked(question: OpenQuestion, at_ms: int, timeline: Timeline) -> Event:
    drill = timeline.prescription.blocks[question.about].drill
    return QuestionAsked(at_ms, 0, question.about, drill, question.dialog.step)
