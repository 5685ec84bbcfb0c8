"""Undo of this device's last change, by appending records. Pure.

A deleted correction no longer counts, so the earlier value, or the one from another device,
counts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.journal.latest_wins import deleted_ids
from coach.journal.manual_records import Build
from coach.journal.record_ids_and_order import order
from coach.model.records import (
    AcknowledgedRecord,
    AnyRecord,
    CorrectedRecord,
    DeletedRecord,
    FeedbackRecord,
    RestoredRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)


class ChangeKind(StrEnum):
    """Kinds of change to the past."""

    EDITED = "edited"
    DELETED = "deleted"
    ADDED = "added"


@dataclass(frozen=True)
class PastChange:
    """The records of one command that still count."""

    kind: ChangeKind
    session: str
    records: tuple[AnyRecord, ...]
    drill: str | None = None
    """Id of the drill that the change is about, if any."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the corrected fields."""
        named = [r.fields for r in self.records if isinstance(r, CorrectedRecord)]
        return tuple(dict.fromkeys(name for fields in named for name in fields))

    @property
    def has_sets(self) -> bool:
        """Return whether the number of sets was corrected."""
        return self.kind is ChangeKind.EDITED and any(
            isinstance(record, SetFinishedRecord | DeletedRecord) for record in self.records
        )


def last_change(records: Sequence[AnyRecord], device: str) -> PastChange | None:
    """Return the latest change of a device that still counts, or None."""
    still = _still_counting(records)
    parts = {r.id: r for r in records if isinstance(r, SetFinishedRecord | FeedbackRecord)}
    own = (r for r in records if r.device == device and r.id in still)
    group = _newest_act(sorted(own, key=order))
    if not group:
        return None
    first = group[0]
    match first:
        case SessionStartedRecord():
            return PastChange(ChangeKind.ADDED, first.session, tuple(group))
        case DeletedRecord() if first.target not in parts:
            return PastChange(ChangeKind.DELETED, first.target, tuple(group))
        case CorrectedRecord() | DeletedRecord():
            part = parts.get(first.target)
            session = part.session if part else first.target
        case _:
            part = first if isinstance(first, FeedbackRecord) else None
            session = getattr(first, "session", "")
    drill = part.drill if isinstance(part, FeedbackRecord) else None
    return PastChange(ChangeKind.EDITED, session, tuple(group), drill)


def _newest_act(ordered: Sequence[AnyRecord]) -> list[AnyRecord]:
    """Return the records of the command that wrote the last record."""
    if not ordered:
        return []
    last = ordered[-1]
    if last.act:
        return [record for record in ordered if record.act == last.act]
    # Old records have no act, but those of one command share a time.
    group = [last]
    for record in reversed(ordered[:-1]):
        if record.act or record.at != last.at or record.n != group[-1].n - 1:
            break
        group.append(record)
    return group[::-1]


def taking_back(change: PastChange) -> list[Build]:
    """Return builders of the records that undo a change."""
    return [
        _restoring(record.target)
        if isinstance(record, DeletedRecord)
        else _removing(
            record.session if isinstance(record, SessionStartedRecord) else record.id
        )
        for record in reversed(change.records)
    ]


def _still_counting(records: Iterable[AnyRecord]) -> set[str]:
    """Return the ids of changes that were not undone."""
    records = tuple(records)
    gone = deleted_ids(records)
    newest: dict[str, DeletedRecord | RestoredRecord] = {}
    for record in sorted(
        (r for r in records if isinstance(r, DeletedRecord | RestoredRecord)), key=order
    ):
        newest[record.target] = record
    return {
        record.id
        for record in records
        if (
            isinstance(record, DeletedRecord)
            and not record.by_undo
            and newest[record.target] is record
        )
        or (isinstance(record, CorrectedRecord) and record.id not in gone)
        # An urgent sign entered by hand also wrote a lock.
        or (isinstance(record, AcknowledgedRecord) and record.act and record.id not in gone)
        or (
            isinstance(record, SetFinishedRecord | FeedbackRecord)
            and record.by_hand
            and record.id not in gone
        )
        or (
            isinstance(record, SessionStartedRecord)
            and record.by_hand
            and record.session not in gone
        )
    }


def _restoring(target: str) -> Build:
    return lambda stamp: RestoredRecord(**stamp.fields, target=target)


def _removing(target: str) -> Build:
    return lambda stamp: DeletedRecord(**stamp.fields, target=target, by_undo=True)
