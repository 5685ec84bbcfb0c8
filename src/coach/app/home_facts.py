"""Facts for the home page: what to do today, or why no session may start."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.app.context import Context
from coach.model.drill import Drill
from coach.model.terms import SafetyAnswer
from coach.timeline import length_ms
from coach.units import minutes_words

if TYPE_CHECKING:
    from coach.coaching.pick_routine import Pick
    from coach.model.prescription import Prescription
    from coach.screen.home_page import Today


def why_nothing_starts_today(context: Context) -> list[str]:
    """Return the reasons why no session may start; usually there are none."""
    # Rarely needed, and start-up time counts.
    if not {SafetyAnswer.UNSURE, SafetyAnswer.YES} & set(
        context.index.acknowledged.values()
    ):
        return []
    from coach.app.session.safety_question import why_nothing_starts

    return why_nothing_starts(context)


def nothing_today() -> Today:
    """Return the facts of a day on which no session may start."""
    from coach.screen.home_page import Today

    why = "meanwhile, you can look at every drill"
    return Today("No session today", "coach why", why, "")


def advice_in(context: Context, session: Prescription | None) -> list[str]:
    """Return those reasons for today's changes that are also advice."""
    if session is None:
        return []
    told = [rule for block in session.blocks for rule in block.rules]
    told += [rule for out in session.left_out for rule in out.rules]
    reasons = {rule.rule: rule.reason for rule in told}
    if not reasons:
        return []
    advising = [rule.id for rule in context.coaching.rules if rule.advises]
    if context.coaching.exits is not None:
        advising.append(context.coaching.exits.drill.id)
    return [reasons[id_] for id_ in advising if id_ in reasons]


def todays_facts(
    context: Context, found: Pick, session: Prescription | None, columns: int
) -> Today:
    """Return today's routine or drill with its reason, length and figure."""
    from coach.screen.home_page import BESIDE_FROM, Today

    if found.is_rest:
        return Today("Rest today", "coach why", found.because, "")
    value = context.library.find(found.routine).value
    first = value.id if isinstance(value, Drill) else value.items[0].drill
    shown = ""
    if session is not None:
        shown = minutes_words(length_ms(session))
        # Another drill may replace the first one today.
        first = session.blocks[0].drill
    is_seen = sys.stdout.isatty() and columns >= BESIDE_FROM
    motion = None
    if is_seen:
        from coach.app.drill_motions import motion_of

        motion = motion_of(context, first)
    return Today(value.name, "coach start", found.because, shown, motion)
