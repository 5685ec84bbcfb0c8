"""Today's pick and its reason, from a table that is read from the top. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from coach.coaching.day_situation import (
    AFTER_A_RUN,
    BEFORE_A_RUN,
    FIRST,
    LADDER,
    REST,
    DaySituation,
    strength_of,
)
from coach.coaching.programme.sentences import count, name_of
from coach.coaching.programme.standing import PlanDay
from coach.coaching.programme.weeks import SpanKind
from coach.model.days_and_weeks import day_name, on_day
from coach.model.session_facts import RoutineDone

RACE_DAY = "race day: "
NOT_IN_PAIN = f"{RACE_DAY}don't race unless a doctor or physio agrees"
AS_ALWAYS = f"{RACE_DAY}warm up as you always do, and try nothing new"


class Pick(msgspec.Struct, frozen=True):
    """A routine, or rest, and the reason for it."""

    routine: str
    """Id of the routine; empty for rest."""
    because: str

    @property
    def is_rest(self) -> bool:
        """Return whether nothing should be done today."""
        return not self.routine


class Row(msgspec.Struct, frozen=True):
    """One row of the table: a condition, a routine and a reason."""

    when: Callable[[DaySituation], bool]
    routine: Callable[[DaySituation], str]
    because: Callable[[DaySituation], str]


def _clock(situation: DaySituation, done: RoutineDone) -> str:
    """Return the start of a session by the runner's clock."""
    return situation.clock.shown(done.at.astimezone(situation.now.tzinfo))


def _always(routine: str) -> Callable[[DaySituation], str]:
    return lambda _: routine


def _reset_or_rest(situation: DaySituation) -> str:
    """Return the reason on a day with only the reset, and that rest is fine as well."""
    why = situation.only_the_reset
    if why == situation.whom_to_ask:
        return f"{why}; until then, a gentle reset or rest"
    return f"{why}: a gentle reset, or rest"


TABLE = (
    Row(
        lambda s: bool(s.only_the_reset),
        _always(AFTER_A_RUN),
        _reset_or_rest,
    ),
    Row(
        lambda s: s.is_first and s.plan is None,
        _always(FIRST),
        _always("a good first session: short, standing, needs only a wall"),
    ),
    Row(
        lambda s: s.is_after_race,
        _always(AFTER_A_RUN),
        _always("the days after your race: easy stretches and breathing"),
    ),
    Row(
        lambda s: s.has_race and bool(s.planned),
        lambda s: s.planned,
        _always("race day: do only this routine"),
    ),
    Row(
        lambda s: s.warmed_up is not None,
        _always(AFTER_A_RUN),
        lambda s: f"you warmed up at {_clock(s, s.warmed_up)}" if s.warmed_up else "",
    ),
    Row(
        lambda s: bool(s.planned),
        lambda s: s.planned,
        lambda s: _of_the_plan(s.plan) if s.plan else "",
    ),
    Row(
        lambda s: s.was_away and s.plan is None and s.is_rested,
        _always(LADDER[0]),
        _always("more than four weeks since your last session: a gentle start"),
    ),
    Row(
        lambda s: bool(s.own) and not s.was_done_today(s.own),
        lambda s: s.own,
        lambda s: f"your own routine, last done {on_day(s.done[-1].day, s.today)}",
    ),
    Row(
        lambda s: s.may_do_strength,
        lambda s: s.rung,
        lambda s: s.since_strength,
    ),
    Row(
        lambda s: s.is_late,
        _always(AFTER_A_RUN),
        lambda s: f"{s.meanwhile}at this hour, only easy stretches and breathing",
    ),
    Row(
        lambda s: s.is_working_time,
        _always(FIRST),
        lambda s: f"{s.meanwhile}a short break from sitting",
    ),
    Row(
        lambda s: not s.was_done_today(*BEFORE_A_RUN),
        _always(BEFORE_A_RUN[0]),
        lambda s: f"{s.meanwhile}before a run or instead of one",
    ),
    Row(
        lambda s: not s.was_done_today(*BEFORE_A_RUN),
        _always(BEFORE_A_RUN[1]),
        lambda s: f"{s.meanwhile}a standing warm-up before a run",
    ),
    Row(
        lambda s: bool(s.to_be_seen),
        _always(AFTER_A_RUN),
        lambda s: (
            f"ask a doctor or physio about {s.to_be_seen}; until then, a gentle reset"
        ),
    ),
    Row(
        lambda _: True,
        _always(FIRST),
        lambda s: f"{s.meanwhile}short, standing, needs only a wall",
    ),
)
"""The first row whose condition is true and whose routine fits the day decides."""


def pick(
    situation: DaySituation,
    fits: Callable[[str], bool],
    spares: Callable[[str], bool] = lambda _: True,
) -> Pick:
    """Return a routine, or rest, with the reason.

    Args:
        situation: the facts of the day.
        fits: whether a routine exists, and its most important drills can be done in the
            time, at the place and with the equipment at hand. If none fits, the last
            row decides, and the session is made as short as possible.
        spares: whether some of a routine is left, and nothing in it loads a place that
            hurts; asked about the reset alone, because nothing else is picked then.
    """
    if situation.has_race and not situation.only_the_reset:
        is_new = not situation.was_done(situation.planned)
        if not situation.may_run or (situation.planned and is_new):
            return Pick("", AS_ALWAYS if situation.may_run else _not_in_pain(situation))
    for row in TABLE:
        routine = row.routine(situation) if row.when(situation) else ""
        if routine and situation.is_out(routine):
            continue
        if routine and fits(routine) and (routine != AFTER_A_RUN or spares(routine)):
            return Pick(routine, row.because(situation))
    if situation.only_the_reset:
        return Pick("", situation.only_the_reset)
    if situation.is_kept_for_later(FIRST):
        is_known = not fits(AFTER_A_RUN) or situation.was_done(AFTER_A_RUN)
        why = f"{'nothing new' if is_known else 'no hard work'} so close to your race"
        if fits(AFTER_A_RUN):
            return Pick(AFTER_A_RUN, f"{why}: easy stretches and breathing")
        return Pick("", why)
    last = TABLE[-1]
    return Pick(last.routine(situation), last.because(situation))


def _not_in_pain(situation: DaySituation) -> str:
    """Return who has to agree to the race, or what has to come before any run."""
    until = situation.no_running_until
    return f"{RACE_DAY}no running until {until}" if until else NOT_IN_PAIN


def too_near_words(routine: str, plan: PlanDay, names: Mapping[str, str]) -> str:
    """Return the note about strength too near a race, before or after; otherwise empty."""
    if routine not in strength_of(plan):
        return ""
    if plan.stretch.kind is SpanKind.RECOVERY:
        until = day_name(plan.stretch.last, plan.today)
        said = (
            f"You've only just raced. Until the end of {until}, do only easy "
            "stretches and breathing."
        )
        return f"{said} {_easier_than_strength(names)}".rstrip()
    is_planned = plan.stretch.kind is not SpanKind.TAPER or plan.routine == routine
    if not plan.is_too_near and is_planned:
        return ""
    ahead = {0: "today", 1: "tomorrow"}.get(plan.days_to_race)
    said = f"Your race is {ahead or f'in {plan.days_to_race} days'}."
    if plan.is_too_near:
        said += (
            " That's too close for a first strength session. It's better to begin after "
            "the race, but you can still do this session."
        )
    else:
        said += " That's too close for hard work, but you can still do this session."
    return f"{said} {_easier_than_strength(names)}".rstrip()


def _easier_than_strength(names: Mapping[str, str]) -> str:
    """Return which routine is easier and how it starts; empty without that routine."""
    if AFTER_A_RUN not in names:
        return ""
    return f"For an easier session, do {names[AFTER_A_RUN]}: coach start {AFTER_A_RUN}"


def too_soon_words(  # noqa: PLR0913  what is said is told, not looked for
    done: Sequence[RoutineDone],
    routine: str,
    plan: PlanDay | None,
    now: datetime,
    names: Mapping[str, str],
    *,
    hurts: bool,
) -> str:
    """Return the note about strength within 40 hours of strength; empty at other times.

    Args:
        done: the routines done in the last 40 hours.
        routine: the routine that is about to be done.
        plan: the programme, if there is one.
        now: the time by the runner's clock.
        names: names of routines by id.
        hurts: whether anything hurts or the runner is dizzy; if so, the note does not say
            that the session can still be done.
    """
    situation = DaySituation(now, done, programme=plan, names=names)
    last, today = situation.last_strength, situation.today
    if last is None or routine not in situation.strength or now - last.at >= REST:
        return ""
    name = name_of(last.routine, names)
    day = f"{on_day(last.day, today)}, less than 40 hours ago"
    said = f"You did {name} {'earlier today' if last.day >= today else day}."
    if not hurts:
        said = f"{said} You can still do this session now."
    return f"{said} {_easier_than_strength(names)}".rstrip()


def _of_the_plan(plan: PlanDay) -> str:
    programme, stretch = plan.programme, plan.stretch
    if stretch.kind is SpanKind.TAPER:
        return f"{programme.name}: {(stretch.last - plan.today).days} days to your race"
    if stretch.kind is SpanKind.OVER:
        return f"{programme.name}: all done; one session a week helps you keep your gains"
    return f"{programme.name}, week {stretch.week}: {count(plan)}"
