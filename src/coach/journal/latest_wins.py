"""Corrections, deletions and restorations applied to records. Pure.

Of several changes, the latest wins, in the order of
`coach.journal.record_ids_and_order.order`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from coach.journal.record_ids_and_order import order
from coach.model import bounds
from coach.model.records import (
    CorrectedRecord,
    DeletedRecord,
    Moment,
    Note,
    Record,
    RestoredRecord,
    Score,
    Words,
)

R = TypeVar("R", bound=Record)

_REMOVALS = (DeletedRecord, RestoredRecord)

IDENTITY = frozenset({"type", "id", "device", "n", "at", "format", "act", "session"})
"""Fields that identify a record; corrections of them are ignored."""


class SessionChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Corrections of a session as a whole."""

    started_at: Moment | None = None
    rpe: Score | msgspec.UnsetType | None = msgspec.UNSET
    note: Note | msgspec.UnsetType | None = msgspec.UNSET
    pain: Score | None = None
    felt: Words | None = None

    def __post_init__(self) -> None:
        if self.started_at is not None:
            bounds.check_year(self.started_at.year)


def deleted_ids(records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of deleted sessions and records."""
    latest: dict[str, DeletedRecord | RestoredRecord] = {}
    for record in records:
        if isinstance(record, _REMOVALS):
            before = latest.get(record.target)
            if before is None or order(before) < order(record):
                latest[record.target] = record
    return frozenset(
        target for target, record in latest.items() if isinstance(record, DeletedRecord)
    )


def corrections_of(records: Iterable[Record]) -> dict[str, list[CorrectedRecord]]:
    """Return the corrections by the id that they correct, the latest last."""
    found: dict[str, list[CorrectedRecord]] = {}
    for record in records:
        if isinstance(record, CorrectedRecord):
            found.setdefault(record.target, []).append(record)
    for corrections in found.values():
        corrections.sort(key=order)
    return found


def corrected(record: R, corrections: Iterable[CorrectedRecord]) -> R:
    """Return the record with corrections applied; ignore values that don't fit."""
    for correction in corrections:
        for name, value in correction.fields.items():
            if name not in IDENTITY:
                record = _with(record, name, value)
    return record


def session_changes(corrections: Iterable[CorrectedRecord]) -> SessionChanges:
    """Return the corrections of a session as a whole."""
    changes = SessionChanges()
    for correction in corrections:
        for name, value in correction.fields.items():
            changes = _with(changes, name, value)
    return changes


S = TypeVar("S", bound=msgspec.Struct)


def _with(struct: S, name: str, value: Any) -> S:  # noqa: ANN401  anything that JSON can hold
    try:
        return msgspec.convert({**msgspec.to_builtins(struct), name: value}, type(struct))
    except (msgspec.ValidationError, RecursionError):
        return struct
