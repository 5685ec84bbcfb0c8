"""What the journal says happened: one frozen type per record.

Stored. Fields may be added with a default; never rename, renumber or remove one.
Unknown fields are ignored when read back, so that an older program reads a newer
journal.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from coach.model import bounds
from coach.model.prescription import Prescription, Text, Word
from coach.model.terms import Side

FORMAT = 1
"""Format of the records this program writes."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A wall-clock time with its offset from UTC: times of two devices must compare."""

LAST_N = 32**7 - 1
"""No device writes so many records; counters that get here stay here."""

Counter = Annotated[int, msgspec.Meta(ge=1, le=LAST_N)]
"""Fills the digits that an id has for it; a higher one could not be followed."""

RecordId = Annotated[str, bounds.ID.length]
"""Of a record, a device or a session."""

Note = Annotated[str, bounds.NOTE.length]
Index = Annotated[int, bounds.INDEX.number]
Score = Annotated[int, bounds.SCORE.number]
CyclesDone = Annotated[int, bounds.CYCLES_DONE.number]
DoneMs = Annotated[int, bounds.DONE_MS.number]
StillMs = Annotated[int, bounds.STILL_MS.number]
Words = Annotated[tuple[Word, ...], bounds.LIST.length]
Fields = Annotated[dict[Word, Any], bounds.FIELDS.length]


class EndedBy(StrEnum):
    """How the work of one side in one set came to its end."""

    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class EndStatus(StrEnum):
    """How a session came to its end, when it did."""

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
    """What every record carries."""

    id: RecordId
    """Sorts by time, then device, then counter; unique across devices."""
    device: RecordId
    n: Counter
    """Grows with each of this device's records; no two share it, but for `LAST_N`.

    A record that changes older ones has a higher number than all that was known, so that
    the newest change wins across devices whatever their clocks say.
    """
    at: Moment
    format: int
    act: str = ""
    """Id of the first record that the same command wrote about the past, maybe its own."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)


class SessionStartedRecord(Record, frozen=True, kw_only=True, tag="session_started"):
    """A session began; holds everything that was going to be done."""

    session: RecordId
    planned_ms: DoneMs
    """Length of the whole timeline, waits included."""
    prescription: Prescription
    by_hand: bool = False
    """Written down afterwards: it was done away from the machine."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        self.prescription.check_size()


class SetFinishedRecord(Record, frozen=True, kw_only=True, tag="set_finished"):
    """One side's work in one set ended."""

    session: RecordId
    block: Index
    """Index into the prescription's blocks."""
    drill: Word
    set: Index
    """Counted from 1."""
    side: Side | None
    """None where both sides work together or alternate."""
    cycles_planned: CyclesDone
    cycles_done: CyclesDone
    """Whole cycles; the best attempt when the set was repeated."""
    work_ms: DoneMs
    """Time in phases since the last record of this work, repeats included."""
    exhale_ms: DoneMs
    paused_ms: StillMs
    started_at: Moment
    ended_by: EndedBy
    by_hand: bool = False
    """Added to its session by a correction."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_year(self.started_at.year)


class PausedRecord(Record, frozen=True, kw_only=True, tag="paused"):
    """The clock of the session stopped."""

    session: RecordId
    at_ms: DoneMs
    """Session time, without pauses."""
    reason: Word
    """``runner``, ``gap``, ``suspended``, ``ready``, ``free`` or ``pain``."""
    block: Index | None = None
    """Index into the prescription's blocks: the drill it was in, or led to."""
    set: Index | None = None
    """Counted from 1; the set it was in, or led to."""


class GapRecord(Record, frozen=True, kw_only=True, tag="gap"):
    """The machine slept or the process stood still; never counted as work."""

    session: RecordId
    at_ms: DoneMs
    gap_ms: StillMs


class ResumedRecord(Record, frozen=True, kw_only=True, tag="resumed"):
    """The session went on after a pause, or in a new run of the program."""

    session: RecordId
    at_ms: DoneMs
    """Session time, without pauses; a new run counts from 0 again."""
    paused_ms: StillMs
    new_run: bool = False
    """True when a stopped or interrupted session was taken up again."""
    block: int | None = None
    """Where it goes on after going back or leaving a drill: what lies before is over,
    and what comes from there on is to be done, again if need be."""
    set: int | None = None
    """Counted from 1."""
    side: Side | None = None


class FeedbackRecord(Record, frozen=True, kw_only=True, tag="feedback"):
    """What the runner said about a drill."""

    session: RecordId
    block: Index
    drill: Word
    felt: Words | None = None
    rpe: Score | None = None
    """0 to 10."""
    pain: Score | None = None
    """0 to 10."""
    where_pain: Word | None = None
    flags: Words = ()
    """Of `Flag`."""
    note: Note | None = None
    back: Word | None = None
    """Of `BackFelt`: how the low back felt where its muscles are meant to work."""
    skipped: Word | None = None
    """Of `SkipReason`: why a set of it was skipped."""
    by_hand: bool = False
    """Said later, by a correction."""


class MorningAfterRecord(Record, frozen=True, kw_only=True, tag="morning_after"):
    """What the runner said on the day after a session."""

    session: RecordId
    compared: Word
    """Of `Compared`: pain compared with usual."""
    pain: Score | None = None
    """0 to 10, if it was more."""
    where_pain: Word | None = None
    muscles: bool = False
    """More, but dull and in the muscles of both sides: sore, and no pain."""


class SessionEndedRecord(Record, frozen=True, kw_only=True, tag="session_ended"):
    """A session came to its end, complete or not."""

    session: RecordId
    status: EndStatus
    at_ms: DoneMs
    """Session time, without pauses."""
    rpe: Score | None = None
    note: Note | None = None


class DiscardedRecord(Record, frozen=True, kw_only=True, tag="discarded"):
    """The runner does not want to go on with an unfinished session; it stays as it is."""

    session: RecordId


class CorrectedRecord(Record, frozen=True, kw_only=True, tag="corrected"):
    """New values for fields of an older record."""

    target: RecordId
    """Id of the corrected record, or of a session."""
    fields: Fields
    """Of a session ``started_at``, ``rpe``, ``note``, ``pain``, ``felt``; of a record any
    but its identity."""

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_size(self.fields)


class DeletedRecord(Record, frozen=True, kw_only=True, tag="deleted"):
    """A session or record no longer counts, until it is restored."""

    target: RecordId
    by_undo: bool = False
    """Takes a correction or an addition back; is not itself something to undo."""


class RestoredRecord(Record, frozen=True, kw_only=True, tag="restored"):
    """A deletion was taken back."""

    target: RecordId


class AcknowledgedRecord(Record, frozen=True, kw_only=True, tag="acknowledged"):
    """The runner read a text that had to be read."""

    text: Text
    """Which one: ``safety`` at the first start, ``urgent`` after a sign to get help for at
    once, ``pain_at:`` and a place after pain that comes again and again (``pain:`` and a
    pattern where nobody said where), ``seen:`` and a place after a doctor or physio saw it,
    ``leave_out`` after a clinician was asked."""
    answer: Word
    """``no``, ``yes``, ``unsure``, or ``checked`` after a clinician was asked; of
    ``leave_out`` what is left out: ``forced-breaths kneeling``, or ``nothing``."""
    opens: tuple[str, ...] | None = None
    """Of ``checked``: ids of the answers that kept sessions or drills locked until then.

    Without it, those with a lower counter are meant.
    """


class PlanBegunRecord(Record, frozen=True, kw_only=True, tag="plan_begun"):
    """A programme was begun."""

    plan: Word
    fields: Fields = {}

    def __post_init__(self) -> None:
        bounds.check_year(self.at.year)
        bounds.check_size(self.fields)


class PlanStoppedRecord(Record, frozen=True, kw_only=True, tag="plan_stopped"):
    """A programme was left."""

    plan: Word


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
)
"""Every type of record; the field ``type`` tells them apart."""
