"""Words for a change that was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.journal.undo import PastChange
    from coach.model.days_and_weeks import ClockFace
    from coach.model.session_facts import History, SessionFacts


EMPTY = (None, ())
"""Values that stand for no answer. An effort of 0 is an answer."""


def session_anywhere(history: History, id_: str) -> SessionFacts | None:
    """Return the session with this id, deleted or not; None if there is none."""
    for facts in (*history.sessions, *history.deleted):
        if facts.id == id_:
            return facts
    return None


def undo_words(change: PastChange, facts: SessionFacts | None, clock: ClockFace) -> str:
    """Return one sentence about the session after a change was taken back."""
    from coach.app.history.changes import words_for
    from coach.journal.undo import ChangeKind

    name = words_for(facts, clock) if facts else f"session {change.session}"
    if change.kind is ChangeKind.DELETED:
        return f"{name}: restored."
    if change.kind is ChangeKind.ADDED:
        return f"{name}: removed; you had added this session by hand."
    return f"{name}: {'; '.join(_as_before(change, facts)) or 'undone'}."


def _as_before(change: PastChange, facts: SessionFacts | None) -> list[str]:
    """Return the parts of a sentence about a correction that was taken back."""
    if change.drill is not None:
        return [f"your last answers about {change.drill} no longer count"]
    from coach.app.history.typed_answers import FIELD_WORDS
    from coach.model.places import where_felt
    from coach.text.listed import listed

    values = {
        FIELD_WORDS.get(field, field): getattr(facts, field, None)
        for field in change.fields
    }
    said = [
        f"{where_felt(value)}, as before"
        if isinstance(value, tuple)
        else f"{field} is {_shown(value)} again"
        for field, value in values.items()
        if value not in EMPTY
    ]
    missing = [field for field, value in values.items() if value in EMPTY]
    if missing:
        said.append(f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} blank again")
    if change.has_sets and facts:
        said.append(f"{facts.sets_done} of {facts.sets_planned} sets count as done again")
    return said


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
