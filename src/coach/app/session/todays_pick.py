"""Today's pick, for when the runner names nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.app.current_programme import judging_of
from coach.coaching.trim import Limits
from coach.errors import CoachError
from coach.model.days_and_weeks import day_of, training_day
from coach.timeline import length_ms

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.day_situation import DaySituation
    from coach.coaching.dizziness import Dizziness
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.pain_today import PainToday
    from coach.coaching.pick_routine import Pick
    from coach.coaching.place_locks import PainfulPlaces
    from coach.coaching.programme.standing import PlanDay
    from coach.coaching.running_today import RunningToday
    from coach.model.prescription import Block, Prescription
    from coach.model.terms import PainPlace
    from coach.prescribe import Chosen


EASY_BREATHING = ("breathing-90-90", "crocodile-breathing", "side-lying-exhale-reach")
"""Drills that load nothing, for a runner who wants to do something on a rest day."""


class RestTodayError(CoachError):
    """Today's pick is rest, so there is nothing to start."""

    def __init__(self, because: str, breathing: str | None) -> None:
        from coach.coaching.pick_routine import RACE_DAY

        if because.startswith(RACE_DAY):  # nothing new, and no rest either
            super().__init__(because)
            return
        super().__init__(
            f"rest today: {because}",
            hint=f"easy breathing while lying down is fine: `coach start {breathing}`"
            if breathing
            else None,
        )


def situation_of(context: Context, now: datetime, plan: PlanDay | None) -> DaySituation:
    """Return the facts that today's pick depends on."""
    from coach.coaching.day_situation import LOOK_BACK_DAYS, DaySituation

    first = day_of(now) - timedelta(days=LOOK_BACK_DAYS)
    pain = pain_of(context, now)
    running = _running(context, now, pain)
    last = context.index.last_done()
    dizzy = dizziness_of(context, now)
    return DaySituation(
        now=now,
        done=context.index.routines_done(first),
        is_first=last is None,
        was_away=last is not None and day_of(last.started_at) < first,
        programme=plan,
        verdicts=judging_of(context),
        hurt_today=_hurt_today(pain),
        no_running_until=running.until if running else "",
        locked=_words_for(_to_be_seen_first(pain), "what hurts"),
        may_run=running is None or not running.is_out,
        dizzy=dizzy.words(training_day(now)),
        is_dizzy_again=dizzy.again is not None,
        holds_growth=bool(pain.locks) or _holds_growth(context, now, pain),
        to_be_seen=_to_be_seen(pain),
        clock=context.config.clock,
        names={id_: entry.value.name for id_, entry in context.library.routines.items()},
    )


def _holds_growth(context: Context, now: datetime, pain: PainfulPlaces) -> bool:
    """Return whether any pain, however slight, is too recent for a harder routine."""
    return bool(pain.reports) and pain_today_of(context, now).is_any_place_tender


def _to_be_seen_first(pain: PainfulPlaces) -> list[PainPlace]:
    """Return the locked places, and those numb or giving way that nobody has seen."""
    unsafe = [lock.place for lock in pain.advised if lock.has_felt_unsafe]
    return list(dict.fromkeys((*pain.locks, *unsafe)))


def dizziness_of(context: Context, now: datetime) -> Dizziness:
    """Return the dizziness that matters today."""
    from coach.app.session.decide_from_history import recent_sessions
    from coach.coaching.dizziness import Dizziness, dizziness, was_dizzy

    recent = [] if context.is_untouched else recent_sessions(context, now)
    if not any(was_dizzy(facts) for facts in recent):
        return Dizziness()  # the rules need not be read
    return dizziness(recent, context.coaching.rules, training_day(now))


def pain_of(context: Context, now: datetime) -> PainfulPlaces:
    """Return the places that must be spared today because of recent pain."""
    from coach.coaching.painful_places import painful_places
    from coach.coaching.place_locks import PainfulPlaces

    if context.is_untouched:
        return PainfulPlaces()
    return painful_places(_history(context, now), context.coaching, training_day(now))


def pain_today_of(context: Context, now: datetime) -> PainToday:
    """Return what pain leaves out, eases or keeps small today, drill by drill."""
    from coach.app.session.decide_from_history import frame_of
    from coach.coaching.pain_today import PainToday
    from coach.prescribe import Wishes

    return PainToday(_history(context, now), frame_of(context, Wishes(), now))


def _history(context: Context, now: datetime) -> DrillHistory:
    """Return all sessions in which pain may still matter."""
    from coach.app.session.decide_from_history import recent_sessions
    from coach.coaching.drill_history import DrillHistory

    recent = recent_sessions(context, now)
    known = {facts.id for facts in recent}
    later = context.index.sessions(since=day_of(now), with_ahead=True)
    ahead = [facts for facts in later if facts.id not in known]
    index = context.index
    return DrillHistory(
        recent,
        index.acknowledged,
        index.acknowledged_at,
        index.cleared,
        ahead,
        context.drill_logs,
    )


def standing_advice(context: Context, now: datetime) -> list[str]:
    """Return the advice about doctors, physios, running and dizziness, as in the rules."""
    from coach.app.home_facts import why_nothing_starts_today

    pain = pain_of(context, now)
    said = [advice.sentence for advice in pain.standing(training_day(now))]
    if pain.reports and not why_nothing_starts_today(context):
        said += pain_today_of(context, now).told_at_home
    running = _running(context, now, pain)
    if running is not None and running.sentence and not running.is_told:
        said.append(running.sentence)
    dizzy = dizziness_of(context, now).advice(now)
    return [*said, dizzy] if dizzy else said


def _running(context: Context, now: datetime, pain: PainfulPlaces) -> RunningToday | None:
    """Return what pain, or an urgent sign, says about running; None on nearly all days."""
    from coach.model.terms import SafetyAnswer
    from coach.safety_text import URGENT_TEXT

    has_sign = context.index.acknowledged.get(URGENT_TEXT) == SafetyAnswer.YES
    if not (has_sign or pain.reports or pain.locks):
        return None  # the rules about running need not even be read
    from coach.coaching.running_today import AFTER_A_SIGN, running_today

    return AFTER_A_SIGN if has_sign else running_today(pain_today_of(context, now))


def _hurt_today(found: PainfulPlaces) -> str:
    """Return ``the knee hurt this morning``; empty if no place must be spared today."""
    from coach.coaching.drill_log import SEVERE
    from coach.coaching.pain_words import verb_of

    reports = [report for lock in found.today.values() for report in lock.reports]
    if not reports:
        return ""
    places = _words_for(found.today, "something")
    if all(report.pain >= SEVERE for report in reports):
        return f"{places} hurt a lot today"
    verbs = {verb_of(report) for report in reports}
    verb = "hurt" if all("hurt" in verb for verb in verbs) else "hurt or felt wrong"
    day = "this morning" if all(report.is_morning for report in reports) else "today"
    return f"{places} {verbs.pop() if len(verbs) == 1 else verb} {day}"


def _words_for(places: Iterable[PainPlace], elsewhere: str) -> str:
    """Return ``the knee and the low back``; empty for no place."""
    from coach.model.places import the_place
    from coach.model.terms import PainPlace
    from coach.text.listed import listed

    words = [
        elsewhere if place is PainPlace.ELSEWHERE else the_place(place) for place in places
    ]
    return listed(words) if words else ""


def _to_be_seen(found: PainfulPlaces) -> str:
    """Return the places that running loads and that a doctor or physio should see."""
    from coach.model.places import SPARED_BY_RUNNING

    places = dict.fromkeys((*found.locks, *(lock.place for lock in found.advised)))
    return _words_for((p for p in places if p not in SPARED_BY_RUNNING), "what hurts")


def no_running_words(context: Context, now: datetime) -> str:
    """Return the sentence about running in pain; empty on nearly all days."""
    running = _running(context, now, pain_of(context, now))
    return running.sentence if running else ""


def limits_running(context: Context, now: datetime) -> bool:
    """Return whether recent pain or dizziness says when not to run."""
    if dizziness_of(context, now).last is not None:
        return True
    has_pain = bool(pain_of(context, now).reports)
    return has_pain and bool(pain_today_of(context, now).told_at_home)


def as_pain_allows(context: Context, plan: PlanDay, now: datetime) -> PlanDay:
    """Return a day of a programme without what pain, dizziness or a sign rules out."""
    from msgspec.structs import replace

    from coach.app.home_facts import why_nothing_starts_today
    from coach.coaching.day_situation import AFTER_A_RUN, BEFORE_A_RUN
    from coach.coaching.programme.standing import DayKind, PlannedDay

    pain, has_sign = pain_of(context, now), bool(why_nothing_starts_today(context))
    running = _running(context, now, pain)
    beside = () if has_sign else plan.beside
    dizzy = dizziness_of(context, now)
    is_dizzy = bool(dizzy.words(training_day(now)))
    if is_dizzy:
        beside = tuple(each for each in beside if each.routine == AFTER_A_RUN)
    if dizzy.again is not None or (running is not None and running.is_out):
        beside = tuple(each for each in beside if each.routine not in BEFORE_A_RUN)
    if running is None or not running.is_out:
        who = "a doctor" if is_dizzy else ""
        who = "a doctor or physio" if has_sign or _to_be_seen(pain) else who
        starts_nothing = bool(pain.today or has_sign)
        return replace(plan, beside=beside, ask_first=who, starts_nothing=starts_nothing)
    days = tuple(
        PlannedDay(each.day, DayKind.RACE)
        if each.kind is DayKind.RACE
        else PlannedDay(each.day, DayKind.REST)
        if each.kind is DayKind.TO_COME and each.routine == plan.programme.taper
        else each
        for each in plan.days
    )
    return replace(
        plan,
        days=days,
        beside=beside,
        may_run=False,
        ask_first=running.who or "a doctor or physio",
        starts_nothing=bool(pain.today or has_sign),
    )


def todays_pick(
    context: Context,
    situation: DaySituation,
    limits: Limits,
    prescribed: Callable[[str], Prescription],
) -> Pick:
    """Return a routine that fits into the day and spares sore places, or rest.

    Args:
        context: folders, settings, history.
        situation: the facts of the day.
        limits: the limits of the day.
        prescribed: returns what a routine would contain within the limits.
    """
    from msgspec.structs import replace

    from coach.coaching.pick_routine import pick

    found = pain_of(context, situation.now)
    hurts = bool(found.locks or found.today)

    def spares(name: str) -> bool:
        return not hurts or _spares(name, found, prescribed)

    situation = replace(
        situation, is_whole=lambda name: _is_whole(context, name, prescribed)
    )
    return pick(situation, lambda name: _fits(context, name, limits, prescribed), spares)


def _spares(
    name: str, found: PainfulPlaces, prescribed: Callable[[str], Prescription]
) -> bool:
    """Return whether some of a routine is left, and loads no painful place."""
    try:
        plan = prescribed(name)
    except CoachError:
        return False
    return found.spared_by(plan.blocks)


def _is_whole(
    context: Context, name: str, prescribed: Callable[[str], Prescription]
) -> bool:
    """Return whether a routine has all its drills, at no less than the written dose."""
    from coach.app.session.choose import choose

    try:
        plan = prescribed(name)
    except CoachError:
        return False
    if any(each.rules for each in plan.left_out):
        return False
    chosen = {choice.drill.id: choice for choice in choose(context, (name,))[1]}
    return all(
        _is_as_written(context, block, chosen[block.kept.slot])
        for block in plan.blocks
        if block.kept is not None and block.kept.slot in chosen
    )


def _is_as_written(context: Context, block: Block, choice: Chosen) -> bool:
    """Return whether a place of a routine has its drill, or a harder one, and its dose."""
    from coach.coaching.dose_place import LONGEST_CHAIN
    from coach.prescribe import Wishes, authored_dose

    kept = block.kept
    if block.drill == choice.drill.id:
        if kept is None or kept.weight is not None:
            return True
        sets, reps = authored_dose(choice, Wishes())
        return kept.behind is None and kept.sets * kept.reps >= sets * reps
    easier: str | None = block.drill
    for _ in range(LONGEST_CHAIN):
        entry = context.library.drills.get(easier) if easier else None
        easier = entry.value.easier if entry is not None else None
        if easier == choice.drill.id:
            return True
    return False


def _fits(
    context: Context, name: str, limits: Limits, prescribed: Callable[[str], Prescription]
) -> bool:
    """Return whether the most important drills of a routine fit within the limits."""
    entry = context.library.routines.get(name)
    if entry is None or limits == Limits():
        return entry is not None
    try:
        prescription = prescribed(name)
    except CoachError:
        return False
    core = {item.drill for item in entry.value.items if item.keep == 1}
    # Drills that the coach leaves out today do not count as lacking time or room.
    if core & {gone.slot for gone in prescription.left_out if not gone.rules}:
        return False
    minutes = limits.minutes
    return minutes is None or length_ms(prescription) <= minutes * 60_000
