"""Logs of drills: the work done in one session, and the runner's answers."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import asdict, replace

from coach.model.loads import block_loads
from coach.model.prescription import Block
from coach.model.records import EndedBy, FeedbackRecord, MorningAfterRecord
from coach.model.session_facts import SessionFacts
from coach.model.terms import BodyPlace, Compared, Flag, PainPlace, SkipReason
from coach.model.weights import Weight

ALARMS = frozenset({Flag.SHARP, Flag.NUMB, Flag.GIVING_WAY})
"""Symptoms that belong to the painful place; dizziness and cramp don't."""
SEVERE = 6
"""Least pain that counts as severe (pain-monitoring models stop above 5 out of 10)."""
NOTED_PAIN = 3
"""Least pain that counts as more than slight."""
_FELT_TOO = {PainPlace.LOW_BACK: BodyPlace.LOW_BACK, PainPlace.KNEE: BodyPlace.KNEE}
"""For each painful place, the place where a drill is felt."""


class DrillLog(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One drill in one session."""

    session: str
    at: datetime
    """The start of the session."""
    block: Block
    is_done: bool
    """Whether at least one rep or breath was finished."""
    is_completed: bool
    """Whether all sets were done, and no fewer than the coach asks for."""
    weight: Weight | None = None
    """The last weight used; None if there was none."""
    felt: frozenset[str] | None = None
    """Places where the drill was felt; None if unanswered."""
    effort: int | None = None
    """Effort (RPE), 0 to 10."""
    pain: int | None = None
    """Pain, 0 to 10."""
    pain_at: str | None = None
    pain_side: str | None = None
    is_of_session: bool = False
    """Whether the pain was reported for the whole session, not for this drill."""
    flags: frozenset[str] = frozenset()
    back: str | None = None
    skipped: str | None = None
    stops: frozenset[str] = frozenset()
    """Reasons for pauses: ``pain``, ``free``."""
    morning: str | None = None
    """Pain the next morning, compared with usual."""
    morning_pain: int | None = None

    @property
    def slot(self) -> str:
        """Return the drill the routine names; another may have been done instead."""
        return self.block.kept.slot if self.block.kept else self.block.drill

    @property
    def place(self) -> tuple[str | None, str]:
        """The routine and the drill it names."""
        return self.block.routine, self.slot

    @property
    def is_alarming(self) -> bool:
        """Return whether an answer may send the runner to a doctor or physio."""
        return bool(self.pain or self.flags or self.stops or self.skipped)

    @property
    def has_hurt(self) -> bool:
        """Return whether pain was reported, in whatever way."""
        hurt = bool(self.pain) or "pain" in self.stops or self.skipped == SkipReason.HURTS
        return hurt or not self.flags.isdisjoint(ALARMS)

    @property
    def has_hurt_a_lot(self) -> bool:
        """Return whether the pain was severe, or came with an alarming symptom."""
        return (self.pain or 0) >= SEVERE or not self.flags.isdisjoint(ALARMS)

    @property
    def has_only_felt_wrong(self) -> bool:
        """Return whether a place was numb or gave way, and nothing hurt."""
        is_wrong = not self.flags.isdisjoint({Flag.NUMB, Flag.GIVING_WAY})
        return is_wrong and not self.pain and Flag.SHARP not in self.flags

    @property
    def is_answered(self) -> bool:
        """Return whether the runner said how it was."""
        return any(each is not None for each in (self.felt, self.pain, self.effort))

    @property
    def says_something(self) -> bool:
        """Return whether the log has an answer that a rule can use."""
        return bool(
            self.felt is not None
            or self.effort is not None
            or self.pain is not None
            or self.skipped
            or self.morning
            or self.flags
            or self.stops
        )


def logs_of(session: SessionFacts) -> tuple[DrillLog, ...]:
    """Return the drills of a session, in order; later answers replace earlier ones."""
    blocks = session.prescription.blocks
    said: dict[int, FeedbackRecord] = {}
    for feedback in session.feedback:
        before = said.get(feedback.block)
        said[feedback.block] = feedback if before is None else _both(before, feedback)
    done: dict[int, int] = {}
    begun: set[int] = set()
    held: dict[int, Weight | None] = {}
    for bout in session.bouts:
        if bout.reps_done:
            begun.add(bout.block)
            held[bout.block] = bout.weight
        if bout.ended_by is EndedBy.DONE:
            done[bout.block] = done.get(bout.block, 0) + 1
    is_answered = has_answers(session)
    at = session.started_at
    found = []
    for index, block in enumerate(blocks):
        log = DrillLog(
            session=session.id,
            at=at,
            block=block,
            is_done=index in begun,
            is_completed=done.get(index, 0) >= len(block.turns) and not _is_cut(block),
            weight=held.get(index),
        )
        if is_answered:
            log = _answered(log, session, index, said.get(index))
        found.append(log)
    return tuple(found)


def has_answers(session: SessionFacts) -> bool:
    """Return whether anything was answered that the log of a drill can hold."""
    return bool(
        session.feedback
        or session.stops
        or session.morning
        or session.pain
        or session.rpe is not None
        or session.felt is not None
    )


class ReadLogs:
    """Returns the logs of sessions and reads each session only once."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: dict[int, tuple[SessionFacts, tuple[DrillLog, ...]]] = {}
        """Logs by the id() of their session, which is kept so that the id stays unique."""

    def __call__(self, session: SessionFacts) -> tuple[DrillLog, ...]:
        """Return the drills of a session, in order."""
        read = self._read.get(id(session))
        if read is None:
            read = self._read[id(session)] = (session, logs_of(session))
        return read[1]


def _both(before: FeedbackRecord, after: FeedbackRecord) -> FeedbackRecord:
    """Return two answers about one drill as one; what the later one says counts."""
    said = {name: value for name, value in asdict(after).items() if value is not None}
    return replace(before, **said | {"flags": (*before.flags, *after.flags)})


def _answered(
    log: DrillLog, session: SessionFacts, index: int, said: FeedbackRecord | None
) -> DrillLog:
    """Return the log of a drill with what was answered about it and its session."""
    felt, pain, effort = (said.felt, said.pain, said.rpe) if said else (None, None, None)
    pain_at = said.where_pain if said else None
    is_done = log.is_done
    is_of_session = False
    # Pain reported for the whole session may have come from any of its drills.
    if session.pain is not None and is_done and block_loads(log.block, PainPlace.ELSEWHERE):
        is_of_session = bool(session.pain) and not pain
        pain = max(session.pain, pain or 0)
    # The session's effort and places apply too, unless the drill has its own answers.
    if is_done:
        felt = session.felt if felt is None else felt
        effort = session.rpe if effort is None else effort
    places = None if felt is None else frozenset(felt)
    if (pain or 0) >= NOTED_PAIN and pain_at in _FELT_TOO:
        places = (places or frozenset()) | {_FELT_TOO[PainPlace(pain_at)]}
    if places and len(places) > 1:
        places -= {BodyPlace.NOWHERE}  # a named place overrides "nowhere"
    stops = {stop.reason for stop in session.stops if stop.block == index}
    if pain_at is not None and pain is None:
        stops.add("pain")  # the runner reported pain, but no number
    morning = session.morning if is_done else None
    if morning is not None and (
        morning.compared == Compared.UNSAID or not _may_have_caused(log.block, morning)
    ):
        morning = None
    return DrillLog(
        session=log.session,
        at=log.at,
        block=log.block,
        is_done=is_done,
        is_completed=log.is_completed,
        weight=log.weight,
        felt=places,
        effort=effort,
        pain=pain,
        pain_at=pain_at,
        is_of_session=is_of_session,
        pain_side=said.side if said else None,
        flags=frozenset(said.flags) if said else frozenset(),
        back=said.back if said else None,
        skipped=said.skipped if said else None,
        stops=frozenset(stops),
        morning=morning.compared if morning else None,
        # Sore muscles don't count as pain.
        morning_pain=None if morning is None else 0 if morning.muscles else morning.pain,
    )


def _may_have_caused(block: Block, morning: MorningAfterRecord) -> bool:
    """Return whether a drill may be behind the pain of the morning after.

    If the runner said where it hurt, only drills that load that place are.
    """
    where = morning.where_pain
    is_placed = where in set(PainPlace) and where != PainPlace.ELSEWHERE
    return where is None or not is_placed or block_loads(block, PainPlace(where))


def _is_cut(block: Block) -> bool:
    """Return whether that session asked for less than the coach's dose."""
    kept = block.kept
    if kept is None:
        return False
    meant = max(1, min(kept.sets, kept.sets + kept.week_sets))
    return block.sets < meant or block.reps < kept.reps
