"""Names of drills and routines that were done, from the library and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.library.name_lookup import Named, did_you_mean_name, id_meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.app.context import Context
    from coach.model.session_facts import SessionFacts


def drill_of(context: Context, facts: SessionFacts, typed: str) -> str:
    """Return the id of a drill in a session.

    Raises:
        CoachError: if the session has no such drill; suggests a similar name if it has one.
    """
    also = {each.id: each.also for each in context.library.names}
    blocks = facts.prescription.blocks
    there = [Named(b.drill, b.name, also.get(b.drill, ())) for b in blocks]
    found = id_meant(typed, there)
    if found is not None:
        return found
    near = did_you_mean_name(typed, there)
    drills = dict.fromkeys(block.drill for block in blocks)
    hint = f"drills in that session: {', '.join(drills)}"
    raise CoachError(
        f"'{typed}' is not in that session", hint=f"{near} {hint}" if near else hint
    )


def done_name(
    context: Context, typed: str, done: Iterable[tuple[str, str]], what: str
) -> tuple[str, str]:
    """Return the id that was meant, and an error message if nothing has that name.

    Args:
        context: the library, whose names come first.
        typed: the name as typed.
        done: ids and names in the journal; their files may be gone.
        what: a drill or a routine.
    """
    library = context.library
    wanted = library.drills if what == "drill" else library.routines
    known = [each for each in library.names if each.id in wanted]
    known += (Named(id_, name) for id_, name in done)
    found = id_meant(typed, known)
    if found is not None:
        return found, ""
    near = did_you_mean_name(typed, known)
    said = f"no {what} is called '{typed}'"
    return typed, f"{said}; {near}" if near else f"{said}; `coach list` shows all names"
