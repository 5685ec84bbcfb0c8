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
    from collections.abc import Sequence
    from datetime import date, datetime

    from rich.text import Text

    from coach.coaching.pick_routine import Pick
    from coach.coaching.programme.standing import PlanDay
    from coach.model.prescription import Prescription
    from coach.model.session_facts import SessionFacts
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
    from coach.screen.home_page import NOTHING, Today

    why = "meanwhile, you can look at any drill"
    return Today(NOTHING, "coach list", why, "")


def advice_in(context: Context, session: Prescription | None, now: datetime) -> list[str]:
    """Return the reasons for today's changes that are also advice, except on dizziness."""
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
    from coach.app.session.todays_pick import dizziness_of

    again = dizziness_of(context, now).again
    told_anyway = again.id if again is not None else ""
    return [reasons[id_] for id_ in advising if id_ in reasons and id_ != told_anyway]


def todays_facts(
    context: Context, found: Pick, session: Prescription | None, columns: int
) -> Today:
    """Return today's routine or drill with its reason, length and figure."""
    from coach.coaching.pick_routine import RACE_DAY
    from coach.screen.home_page import BESIDE_FROM, Today

    if found.is_rest and found.because.startswith(RACE_DAY):
        return Today("Race day", "coach plan", found.because.removeprefix(RACE_DAY), "")
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
    return Today(
        value.name,
        "coach start",
        found.because,
        shown,
        motion,
        _name_of(context, first),
        routine=found.routine,
    )


def _name_of(context: Context, drill: str) -> str:
    found = context.library.drills.get(drill)
    return found.value.name if found is not None else ""


def cells_of(
    context: Context,
    week: Sequence[SessionFacts],
    today: date,
    *,
    is_ascii: bool,
) -> list[Text]:
    """Return the cells of this week, with marks for pain and for stopped sessions."""
    from coach.model.days_and_weeks import first_of_week
    from coach.model.trends import days_of
    from coach.screen.week_cells import marks_of, week_cells

    first = first_of_week(today, context.config.week_starts)
    return week_cells(days_of(week), first, today, marks_of(week), is_ascii=is_ascii)


def at_a_glance(
    context: Context,
    today: Today,
    plan: PlanDay | None,
    week: Sequence[SessionFacts],
    now: datetime,
) -> Today:
    """Return the facts with those that only a runner at a terminal sees.

    These are the plan in short, the newest pain of this week, and either what is left of
    the unfinished session or the session completed today.
    """
    from msgspec.structs import replace

    from coach.app.current_programme import routine_names
    from coach.coaching.programme.sentences import standing_in_short
    from coach.model.days_and_weeks import day_of
    from coach.model.session_facts import SessionStatus

    if plan:
        said = standing_in_short(plan, routine_names(context), today.routine)
        today = replace(today, plan=said)
    today = replace(today, pain=_newest_pain(week, day_of(now)))
    if today.unfinished is not None:
        return _with_what_is_left(context, today, today.unfinished, now)
    done = [
        facts
        for facts in week
        if facts.status is SessionStatus.COMPLETED
        and day_of(facts.started_at) == day_of(now)
        and facts.active_ms
    ]
    is_planned = plan is not None and today.routine == plan.routine
    if is_planned:
        return replace(today, why="")  # the plan in short says it
    if not done:
        return today
    longest = _longest(done[-1])
    motion = None
    if today.motion and longest in context.library.drills:
        from coach.app.drill_motions import motion_of

        motion = motion_of(context, longest)
    drill = _name_of(context, longest)
    return replace(today, done=done[-1], motion=motion, drill=drill)


def _longest(facts: SessionFacts) -> str:
    """Return the id of the drill of a session that took longest; empty if there is none."""
    from collections import Counter

    work_ms: Counter[str] = Counter()
    for bout in facts.bouts:
        work_ms[bout.drill] += bout.work_ms
    ((longest, _),) = work_ms.most_common(1) or [("", 0)]
    return longest


def _with_what_is_left(
    context: Context, today: Today, facts: SessionFacts, now: datetime
) -> Today:
    """Return the facts with the sets left and the figure of the next drill.

    Nothing is counted if pain or a setting leaves nothing to do.
    """
    from msgspec.structs import replace

    from coach.app.session.what_is_left import what_is_left
    from coach.errors import CoachError

    try:
        timeline, _ = what_is_left(context, facts, now, waits=False)
    except CoachError:
        return today
    sets = {(bout.block, bout.set) for bout in timeline.bouts}
    motion, name = today.motion, today.drill
    if motion is not None:
        from coach.app.drill_motions import motion_of

        drill = timeline.prescription.blocks[timeline.bouts[0].block].drill
        motion, name = motion_of(context, drill), _name_of(context, drill)
    return replace(today, sets_left=len(sets), motion=motion, drill=name)


def _newest_pain(week: Sequence[SessionFacts], today: date) -> str:
    """Return ``Pain on Saturday: 5 out of 10, left knee``; empty without pain."""
    from coach.model.days_and_weeks import day_of, on_day
    from coach.model.places import placed_words
    from coach.model.session_facts import feeling_of, is_hurt

    for facts in reversed(week):
        if is_hurt(facts):
            break
    else:
        return ""
    day = day_of(facts.started_at)
    when = "today" if day == today else on_day(day, today)
    pain = feeling_of(facts).pain
    worst = max(facts.feedback, key=lambda said: said.pain or 0, default=None)
    words = [f"{pain} out of 10"] if pain else []
    if worst is not None and worst.where_pain:
        words.append(placed_words(worst.where_pain, worst.side))
    said = f"Pain {when}"
    return f"{said}: {', '.join(words)}" if words else said
