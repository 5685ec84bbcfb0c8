"""Corrections, deletions and restorations: what counts now, of what was written. Pure.

The latest of several wins, as `coach.journal.order` sorts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from coach.journal.order import order
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
"""Fields that say which record it is; correcting them would make it another one."""


class SessionChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What can be corrected of a session as a whole."""

    started_at: Moment | None = None
    rpe: Score | msgspec.UnsetType | None = msgspec.UNSET
    note: Note | msgspec.UnsetType | None = msgspec.UNSET
    pain: Score | None = None
    felt: Words | None = None

    def __post_init__(self) -> None:
        if self.started_at is not None:
            bounds.check_year(self.started_at.year)


def deleted_ids(records: Iterable[Record]) -> frozenset[str]:
    """Ids of sessions and records that do not count."""
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
    """Corrections by what they correct, the later ones last."""
    found: dict[str, list[CorrectedRecord]] = {}
    for record in records:
        if isinstance(record, CorrectedRecord):
            found.setdefault(record.target, []).append(record)
    for corrections in found.values():
        corrections.sort(key=order)
    return found


def corrected(record: R, corrections: Iterable[CorrectedRecord]) -> R:
    """Apply corrections field by field; a value the field cannot hold is passed over."""
    for correction in corrections:
        for name, value in correction.fields.items():
            if name not in IDENTITY:
                record = _with(record, name, value)
    return record


def session_changes(corrections: Iterable[CorrectedRecord]) -> SessionChanges:
    """What was corrected of a session as a whole."""
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
