"""A runner's course: sessions one after another, decided, done and answered in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace
from tests.builders import make_asked

from coach.coaching.decide import decide
from coach.coaching.decided_session import DecidedSession, Frame
from coach.coaching.drill_history import DrillHistory
from coach.library.bundled import find_bundled
from coach.library.catalogue import Library
from coach.library.coaching_rules import read_coaching
from coach.library.load import read_library
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import Block, Prescription
from coach.model.records import FORMAT, EndedBy, FeedbackRecord, MorningAfterRecord
from coach.model.rule import Coaching
from coach.model.session_facts import BoutFacts, SessionFacts, SessionStatus, Stop, sides_of
from coach.model.terms import Side
from coach.model.weights import AtHand
from coach.prescribe import Chosen, Wishes, prescribe

MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)
Answer = Mapping[str, Any]
"""Fields of a Feedback; ``stop`` and ``undone`` besides."""
EASY: Answer = {"easy": 3}
GOOD: Answer = {"easy": 6}
HARD: Answer = {"easy": 8}
NOTHING: Answer = {}


@cache
def library() -> Library:
    return read_library((), find_bundled())


@cache
def table() -> Coaching:
    read, problems = read_coaching(library())
    assert not problems
    return read


def drill_of(id_: str) -> Chosen | None:
    entry = library().drills.get(id_)
    return Chosen(entry.value) if entry else None


def all_drills() -> list[Drill]:
    return [entry.value for entry in library().drills.values()]


def is_fixed(routine: str | None) -> bool:
    return routine in library().routines and library().routines[routine].value.fixed


def chosen_of(name: str) -> list[Chosen]:
    """A routine, a drill, or a routine of one drill: ``only NAME``."""
    if name.startswith("only "):
        drill = library().drills[name.removeprefix("only ")].value
        item = RoutineItem(drill=drill.id)
        return [Chosen(drill, item=item, routine="own-day")]
    if name in library().drills:
        return [Chosen(library().drills[name].value)]
    return [
        Chosen(library().drills[item.drill].value, item=item, routine=name)
        for item in library().routines[name].value.items
    ]


class Course:
    """What one runner did and said, and what the coach makes of it."""

    def __init__(
        self,
        kit: Sequence[str] = (),
        wishes: Wishes | None = None,
        at_hand: AtHand = (),
    ) -> None:
        self.sessions: list[SessionFacts] = []
        self.now = MONDAY
        self.checked: dict[str, str] = {}
        self.checked_at: dict[str, datetime] = {}
        self.weaker: dict[str, tuple[Side, str]] = {}
        """The weaker side by drill, as a test showed it."""
        self._done_so_far = 0
        self._kit = frozenset(kit)
        self._wishes = wishes or Wishes()
        self._at_hand = at_hand

    def decide(self, name: str) -> DecidedSession:
        """What the coach would do now."""
        past = DrillHistory(self.sessions, self.checked, self.checked_at)
        return decide(chosen_of(name), past, self.frame)

    @property
    def frame(self) -> Frame:
        """What its decisions depend on besides the past."""
        return Frame(
            table(),
            self._wishes,
            self.now,
            drill_of,
            is_fixed,
            self._kit,
            all_drills,
            self.weaker,
            self._at_hand,
        )

    def plan(self, name: str) -> Prescription:
        """The same as a prescription."""
        session = self.decide(name)
        asked = replace(make_asked(name), routine=name)
        return prescribe(asked, session.chosen, self._wishes, left_out=session.left_out)

    def do(
        self,
        name: str,
        answers: Answer | Mapping[str, Answer] | Callable[[Block], Answer] = NOTHING,
        *,
        then_days: float = 2,
        morning: tuple[str, int | None] | None = None,
        plan: Prescription | None = None,
    ) -> Prescription:
        """Do a session whole, say something about its drills, let days pass."""
        plan = plan or self.plan(name)
        facts = self._done(plan, answers)
        if morning is not None:
            compared, pain = morning
            said = MorningAfterRecord(
                **self._stamp(900),
                session=facts.id,
                compared="more" if compared == "sore" else compared,
                pain=pain,
                muscles=compared == "sore",
            )
            facts = replace(facts, morning=said)
        self.sessions.append(facts)
        self._done_so_far += 1
        self.now += timedelta(days=then_days)
        return plan

    def rule_for(self, name: str, slot: str | None = None) -> str:
        """The rule that would decide about a drill now."""
        verdicts = {each.slot: each.rule for each in self.decide(name).verdicts}
        return verdicts[slot or name]

    def _stamp(self, n: int) -> dict[str, Any]:
        number = self._done_so_far * 1_000 + n + 1
        return {
            "id": f"{number:08}",
            "device": "laptop",
            "n": number,
            "at": self.now,
            "format": FORMAT,
        }

    def _done(self, plan: Prescription, answers: Any) -> SessionFacts:  # noqa: ANN401  see `do`
        id_ = f"{self._done_so_far + 1:04}"
        feedback: list[FeedbackRecord] = []
        bouts: list[BoutFacts] = []
        stops: list[Stop] = []
        for index, block in enumerate(plan.blocks):
            answer = dict(_answer_for(block, answers))
            is_done = not answer.pop("undone", False)
            reason = answer.pop("stop", None)
            if reason:
                stops.append(Stop(index, reason))
            if "easy" in answer:
                answer["rpe"] = answer.pop("easy")
                answer.setdefault("felt", tuple(block.feel.target))
            if answer:
                stamp = self._stamp(index)
                feedback.append(
                    FeedbackRecord(
                        **stamp, session=id_, block=index, drill=block.drill, **answer
                    )
                )
            if is_done:
                bouts += _bouts(index, block, self.now)
        return SessionFacts(
            id=id_,
            device="laptop",
            started_at=self.now,
            last_at=self.now,
            prescription=plan,
            planned_ms=0,
            status=SessionStatus.COMPLETED,
            bouts=tuple(bouts),
            feedback=tuple(feedback),
            stops=tuple(stops),
        )


def _answer_for(block: Block, answers: Any) -> Answer:  # noqa: ANN401  see `Course.do`
    if callable(answers):
        said: Answer = answers(block)
        return said
    if answers and all(isinstance(value, Mapping) for value in answers.values()):
        slot = block.kept.slot if block.kept else block.drill
        by_drill: Answer = answers.get(slot, NOTHING)
        return by_drill
    whole: Answer = answers
    return whole


def _bouts(index: int, block: Block, at: datetime) -> list[BoutFacts]:
    return [
        BoutFacts(
            block=index,
            set=number,
            side=side,
            drill=block.drill,
            reps_planned=block.reps,
            reps_done=block.reps,
            exhales=block.reps,
            work_ms=block.reps * block.cycle_ms,
            exhale_ms=0,
            paused_ms=0,
            started_at=at,
            ended_by=EndedBy.DONE,
            weight=None if block.weight is UNSET else block.weight,
        )
        for number in range(1, block.sets + 1)
        for side in sides_of(block)
    ]
