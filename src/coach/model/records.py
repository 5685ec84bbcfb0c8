"""Records in the journal: one frozen type for each kind of event.

Records are stored. New fields need a default, and fields are never renamed, reordered or
removed. Unknown fields are ignored when read back, so that an older version of coach can
read a newer journal.
"""

# Annotations are not postponed: msgspec would compile each of them at every start.

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from coach.model import bounds
from coach.model.prescription import Prescription, Text, Word
from coach.model.terms import Side, todays_place
from coach.model.weights import Weight

FORMAT = 1
"""Format of the records that this version writes."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A wall-clock time with its UTC offset, so that times from two devices can be compared."""

LAST_N = 32**7 - 1
"""Highest counter, at which counting stops; no device writes that many records."""

Counter = Annotated[int, msgspec.Meta(ge=1, le=LAST_N)]
"""A counter that fits into the seven digits of an id."""

RecordId = Annotated[str, bounds.ID.length]
"""Id of a record, a device or a session."""

Note = Annotated[str, bounds.NOTE.length]
Index = Annotated[int, bounds.INDEX.number]
Score = Annotated[int, bounds.SCORE.number]
Result = Annotated[int, bounds.RESULT.number]
RepsDone = Annotated[int, bounds.CYCLES_DONE.number]
DoneMs = Annotated[int, bounds.DONE_MS.number]
StillMs = Annotated[int, bounds.STILL_MS.number]
Words = Annotated[tuple[Word, ...], bounds.LIST.length]
Fields = Annotated[dict[Word, Any], bounds.FIELDS.length]


class EndedBy(StrEnum):
    """End of the work of one side in one set."""

    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class EndStatus(StrEnum):
    """End of a session."""

    COMPLETED = "completed"
    STOPPED = "stopped"


class Record(
    msgspec.Struct,
    frozen=True,
    gc=False,
    kw_only=True,
    tag_field="type",
    omit_defaults=True,
):
    """Fields of every record."""

    id: RecordId
    """Unique across devices; sorts by time, then device, then counter."""
    device: RecordId
    n: Counter
    """Counter of this device's records; unique on the device, except for `LAST_N`.

    A record that changes older ones gets a higher counter than any known record, up to
    `LAST_N`, so the newest change wins, whatever the clocks of the devices say.
    """
    at: Moment
    format: int
    act: str = ""
    """Id of the first record that the same command wrote; it may be the record's own."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)


def _todays(value: Any) -> Any:  # noqa: ANN401  a field of a correction holds any JSON
    match value:
        case str():
            return todays_place(value)
        case tuple() | list():
            return type(value)(map(_todays, value))
        case _:
            return value


def _name_places(record: Record, **fields: object) -> None:
    """Replace former names of places from old journals with today's names."""
    for name, value in fields.items():
        if value != getattr(record, name):
            msgspec.structs.force_setattr(record, name, value)


class SessionStartedRecord(Record, frozen=True, kw_only=True, tag="session_started"):
    """A session started; contains the whole plan."""

    session: RecordId
    planned_ms: DoneMs
    """Length of the whole timeline, including waits."""
    prescription: Prescription
    by_hand: bool = False
    """Whether the session was entered later, by hand."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        self.prescription.check_size()


class SetFinishedRecord(
    Record,
    frozen=True,
    kw_only=True,
    tag="set_finished",
    rename={"reps_planned": "cycles_planned", "reps_done": "cycles_done"},
):
    """The work of one side in one set ended."""

    session: RecordId
    block: Index
    """Index into the prescription's blocks."""
    drill: Word
    set: Index
    """Number of the set, counted from 1."""
    side: Side | None
    """Working side; None if both sides work together or alternate."""
    reps_planned: RepsDone
    reps_done: RepsDone
    """Whole reps; in a repeated set, those of the best attempt."""
    work_ms: DoneMs
    """Time in phases since the last record of this work, including repeats."""
    exhale_ms: DoneMs
    paused_ms: StillMs
    started_at: Moment
    ended_by: EndedBy
    weight: Weight | None = None
    """Weight that was held; None if there was none."""
    by_hand: bool = False
    """Whether a correction added the set."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_year(self.started_at.year)


class PausedRecord(Record, frozen=True, kw_only=True, tag="paused"):
    """The session clock stopped."""

    session: RecordId
    at_ms: DoneMs
    """Session time without pauses."""
    reason: Word
    """``runner``, ``gap``, ``suspended``, ``ready``, ``free`` or ``pain``."""
    block: Index | None = None
    """Index of the current, next or hurting drill in the prescription's blocks."""
    set: Index | None = None
    """Number of the current or next set, counted from 1; None if an earlier drill hurt."""


class GapRecord(Record, frozen=True, kw_only=True, tag="gap"):
    """The computer slept or the process stopped; this time does not count as exercise."""

    session: RecordId
    at_ms: DoneMs
    gap_ms: StillMs


class ResumedRecord(Record, frozen=True, kw_only=True, tag="resumed"):
    """The session continued after a pause or in a new run of the program."""

    session: RecordId
    at_ms: DoneMs
    """Session time without pauses; a new run starts at 0."""
    paused_ms: StillMs
    new_run: bool = False
    """Whether a stopped or interrupted session was resumed."""
    block: int | None = None
    """Index of the block where the session continues after "back" or after leaving a drill.
    Earlier work counts as finished; later work has to be done, again if necessary."""
    set: int | None = None
    """Number of the set, counted from 1."""
    side: Side | None = None


class FeedbackRecord(Record, frozen=True, kw_only=True, tag="feedback"):
    """The runner's answers about a drill."""

    session: RecordId
    block: Index
    drill: Word
    felt: Words | None = None
    rpe: Score | None = None
    """Effort from 0 to 10."""
    pain: Score | None = None
    """Pain from 0 to 10."""
    where_pain: Word | None = None
    side: Word | None = None
    """Value of `PainSide`: the side that the answer is about."""
    flags: Words = ()
    """Values of `Flag`."""
    note: Note | None = None
    back: Word | None = None
    """Value of `BackFelt`: how the low back felt."""
    skipped: Word | None = None
    """Value of `SkipReason`: why a set was skipped."""
    by_hand: bool = False
    """Whether the answers were given after the session."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        _name_places(self, felt=_todays(self.felt), where_pain=_todays(self.where_pain))


class MorningAfterRecord(Record, frozen=True, kw_only=True, tag="morning_after"):
    """The runner's answers on the day after a session."""

    session: RecordId
    compared: Word
    """Value of `Compared`: pain compared with usual."""
    pain: Score | None = None
    """Pain from 0 to 10; asked only if there was more than usual."""
    where_pain: Word | None = None
    side: Word | None = None
    """Value of `PainSide`: the side that hurts."""
    muscles: bool = False
    """Whether "more" means only sore muscles: dull, on both sides, and no pain."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        _name_places(self, where_pain=_todays(self.where_pain))


class SessionEndedRecord(Record, frozen=True, kw_only=True, tag="session_ended"):
    """A session ended, complete or not."""

    session: RecordId
    status: EndStatus
    at_ms: DoneMs
    """Session time without pauses; the exercise time if ended by ``resume --finish``."""
    rpe: Score | None = None
    note: Note | None = None


class DiscardedRecord(Record, frozen=True, kw_only=True, tag="discarded"):
    """The runner will not continue an unfinished session; its sets stay."""

    session: RecordId


class CorrectedRecord(Record, frozen=True, kw_only=True, tag="corrected"):
    """New values for fields of an older record."""

    target: RecordId
    """Id of the corrected record or session."""
    fields: Fields
    """For a session: ``started_at``, ``rpe``, ``note``, ``pain``, ``felt``. For a record:
    any field except those that identify it."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_size(self.fields)
        named = {key: _todays(self.fields.get(key)) for key in ("felt", "where_pain")}
        changed = {key: value for key, value in named.items() if key in self.fields}
        _name_places(self, fields={**self.fields, **changed})


class DeletedRecord(Record, frozen=True, kw_only=True, tag="deleted"):
    """A session or record does not count until it is restored."""

    target: RecordId
    by_undo: bool = False
    """Whether this undoes a correction or an addition; then this can't be undone itself."""


class RestoredRecord(Record, frozen=True, kw_only=True, tag="restored"):
    """A deletion was undone."""

    target: RecordId


class AcknowledgedRecord(Record, frozen=True, kw_only=True, tag="acknowledged"):
    """The runner's answer to a text that they must read, or to a question about safety."""

    text: Text
    """Name of the text: ``safety`` at the first start, ``urgent`` after a sign that needs
    help immediately, ``pain_at:`` and a place after recurring pain (``pain:`` and a pattern
    if the place is unknown), ``seen:`` and a place after a doctor or physio saw it,
    ``leave_out`` after asking a doctor or physio, and ``exit:``, a routine, ``/`` and a
    drill if changes did not help."""
    answer: Word
    """``no``, ``yes``, ``unsure`` or ``locked``; ``checked`` or ``seen`` by a doctor or
    physio; the id of a session may follow. For ``leave_out`` the choices:
    ``forced-breaths kneeling``, or ``nothing``. For ``exit:`` the choice, the id of a
    session, and the new drill."""
    opens: tuple[str, ...] | None = None
    """For ``checked``: ids of the answers that locked sessions or drills until then.

    None means all answers with a lower counter.
    """

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        kind, colon, place = self.text.partition(":")
        _name_places(self, text=f"{kind}{colon}{todays_place(place)}")


class PlanBegunRecord(Record, frozen=True, kw_only=True, tag="plan_begun"):
    """A programme was started."""

    plan: Word
    fields: Fields = {}

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_size(self.fields)
        bounds.check_week(self.fields.get("week"))
        bounds.check_date(self.fields.get("begun"))
        bounds.check_date(self.fields.get("race"))


class PlanStoppedRecord(Record, frozen=True, kw_only=True, tag="plan_stopped"):
    """A programme was stopped."""

    plan: Word


class TestResultRecord(Record, frozen=True, kw_only=True, tag="test_result"):
    """The result of a self-test, as the runner confirmed it."""

    __test__ = False  # pytest must not collect this class

    of_session: RecordId
    """Id of the session in which the result was measured."""
    test: Word
    """Id of the test."""
    measure: Word
    """Value of `Measure`: reps, seconds, or 1 for yes and 0 for no."""
    left: Result | None = None
    right: Result | None = None
    both: Result | None = None
    """Result of a test that tests both sides together."""
    is_corrected: bool = False
    """Whether the runner changed the numbers that coach counted."""


AnyRecord = (
    SessionStartedRecord
    | SetFinishedRecord
    | PausedRecord
    | GapRecord
    | ResumedRecord
    | FeedbackRecord
    | MorningAfterRecord
    | SessionEndedRecord
    | DiscardedRecord
    | CorrectedRecord
    | DeletedRecord
    | RestoredRecord
    | AcknowledgedRecord
    | PlanBegunRecord
    | PlanStoppedRecord
    | TestResultRecord
)
"""Every type of record; the field ``type`` tells them apart."""
