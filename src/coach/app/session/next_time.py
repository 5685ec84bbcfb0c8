"""Changes for next time and their reasons, from the sessions `coach start` would offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from coach.app.home_facts import why_nothing_starts_today
from coach.app.session.arranger import looking_ahead
from coach.app.session.decide_from_history import NothingToDoError, past_of
from coach.coaching.drill_story import next_time, told_together
from coach.coaching.trim import Limits
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.arranger import Arranger
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.drill_story import Coming
    from coach.model.drill import Drill


def next_time_of(
    context: Context, past: DrillHistory, now: datetime, drill: Drill | None = None
) -> dict[str, tuple[Coming, str]]:
    """Return the changes for next time by their words; a named drill always appears.

    Recent sessions and today's pick come first. Another routine appears only for a drill
    that changes there, but in none of the recent sessions.
    """
    ahead = looking_ahead(context, now)
    near, others = _near(context, ahead, past, drill), context.library.routines
    found: dict[str, tuple[Coming, str]] = {}
    told: set[str] = set()
    for name in near:
        routine = others[name].value.name if name in others else ""
        for each in _coming(ahead, name, drill):
            told.update(each.drills)
            found.setdefault(each.told(routine), (each, routine))
    for name in (name for name in others if name not in near):
        routine = others[name].value.name
        for each in _coming(ahead, name, drill):
            if each.is_change and not told.intersection(each.drills):
                told.update(each.drills)
                found.setdefault(each.told(routine), (each, routine))
    return found


def what_it_changes(
    context: Context, now: datetime, write: Callable[[], object]
) -> list[str]:
    """Write records about the past; return lines on what they change next time."""
    before = next_time_of(context, past_of(context, (), now), now)
    write()
    context.look_again()
    if locked := why_nothing_starts_today(context):
        return locked
    after = next_time_of(context, past_of(context, (), now), now)
    fresh = told_together([each for words, each in after.items() if words not in before])
    gone = told_together(
        [each for words, each in before.items() if words not in after], "No longer"
    )
    return [*fresh, *gone] or ["Nothing changes next time."]


def _near(
    context: Context, ahead: Arranger, past: DrillHistory, drill: Drill | None
) -> list[str]:
    """Return the names of recent routines and drills, newest first, and of today's pick."""
    names = {
        log.block.routine or log.slot: None
        for log in past.logs
        if drill is None or drill.id in {log.slot, log.block.drill}
    }
    names[ahead.pick(Limits()).routine] = None
    known = context.library.drills.keys() | context.library.routines.keys()
    return [name for name in names if name in known]


def _coming(ahead: Arranger, name: str, drill: Drill | None) -> list[Coming]:
    only = drill.id if drill else None
    try:
        prescription = ahead.arrange([name], Limits()).prescription
    except NothingToDoError as error:
        return next_time((), error.left_out, only)
    except CoachError:
        return []  # a drill cannot be read, which `coach drill check` reports
    return next_time(prescription.blocks, prescription.left_out, only)
