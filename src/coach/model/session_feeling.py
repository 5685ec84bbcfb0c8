"""How a session felt: a summary of its answers. Pure."""

from __future__ import annotations

import msgspec

from coach.model.session_facts import SessionFacts


class Feeling(msgspec.Struct, frozen=True, kw_only=True):
    """Answers about the whole session, otherwise the highest of its drills."""

    rpe: int | None = None
    """Effort from 0 to 10."""
    pain: int | None = None
    """Pain from 0 to 10."""
    felt: tuple[str, ...] = ()
    """Where it was felt."""
    notes: tuple[str, ...] = ()


def feeling_of(session: SessionFacts) -> Feeling:
    """Return the summary of a session's answers."""
    rpe = [said.rpe for said in session.feedback if said.rpe is not None]
    pain = [said.pain for said in session.feedback if said.pain is not None]
    places = [place for said in session.feedback for place in said.felt or ()]
    notes = [session.note, *(said.note for said in session.feedback)]
    return Feeling(
        rpe=max(rpe, default=None) if session.rpe is None else session.rpe,
        pain=max(pain, default=None) if session.pain is None else session.pain,
        felt=tuple(dict.fromkeys(places if session.felt is None else session.felt)),
        notes=tuple(note for note in notes if note),
    )
