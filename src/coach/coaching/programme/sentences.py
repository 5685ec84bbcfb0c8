"""Sentences about a programme: warm, short and free of blame. Pure."""

from __future__ import annotations

from calendar import day_name as weekday_names
from collections.abc import Collection, Mapping
from datetime import date

from coach.coaching.programme.gate import Gate
from coach.coaching.programme.standing import DayKind, PlanDay
from coach.coaching.programme.training_days import spread_days
from coach.coaching.programme.weeks import DAY, SpanKind, SpanReason
from coach.model.days_and_weeks import DAYS_OF_WEEK, date_words, day_name, on_day
from coach.text.count_of import part_of
from coach.text.listed import listed

_NO_STRENGTH = "You haven't done a strength session for more than four weeks"
_WHY = {
    SpanReason.NOT_DONE: (
        "Week {week} again: you didn't get to every session last time. That's fine."
    ),
    SpanReason.UNANSWERED: (
        "Week {week} again: coach needs more answers about how {routine} felt."
    ),
    SpanReason.HELD: (
        "Week {week}: coach needs more answers about how {routine} felt. Until you say "
        "that your sessions feel right, coach won't add any sets."
    ),
    SpanReason.AFTER_RACE: "After the race, start with the easiest week.",
    SpanReason.AFTER_BREAK: f"{_NO_STRENGTH}, so you begin again with week 1.",
}

Names = Mapping[str, str]
"""Names of routines by id."""

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
)
_MANY_WEEKS = 2
"""Number of final weeks to repeat after a programme."""
_WITH_SETS_TO_SPARE = "every drill that has more than one"
_ASK_FIRST = "Don't race unless {who} agrees."
_RACE_WEEK_DAYS = 7
_FAR_RACE_DAYS = 28
"""Days before a race from which its taper is near enough to be told."""
SUGGESTED = "Today we suggest"
"""First words of the note that another session, or rest, is better today."""
TOO_NEAR = (
    "It's too close to the race to begin strength training, so you'll begin afterwards. "
    "Until then, try nothing new except easy stretches and breathing."
)


def title(plan: PlanDay) -> str:
    """Return ``Six weeks, week 2 of 6: Repeat``."""
    programme, stretch = plan.programme, plan.stretch
    if plan.is_all_done:
        return f"{programme.name}: all done"
    match stretch.kind:
        case SpanKind.TAPER if _is_early(plan):
            return f"{programme.name}: begins after the race"
        case SpanKind.TAPER if plan.days_to_race > _RACE_WEEK_DAYS:
            return f"{programme.name}: the last days before the race"
        case SpanKind.TAPER:
            return f"{programme.name}: race week"
        case SpanKind.RECOVERY:
            return f"{programme.name}: after the race"
        case SpanKind.WEEK | SpanKind.OVER:
            of = f"week {stretch.week} of {len(programme.weeks)}"
            return f"{programme.name}, {of}: {plan.week.name}"


def count(plan: PlanDay) -> str:
    """Return ``1 of 2 done this week``; empty if no sessions are planned."""
    if not plan.planned:
        return ""
    # The days before a long race are more than a week.
    this_week = " this week" if len(plan.days) <= DAYS_OF_WEEK else ""
    return f"{plan.done} of {plan.planned} done{this_week}"


def standing_words(plan: PlanDay) -> str:
    """Return the week and its sessions; after the last week, how to keep the gains."""
    if not plan.is_all_done:
        return ", ".join(filter(None, [title(plan), count(plan), race_words(plan)]))
    if plan.stretch.why is SpanReason.AFTER_BREAK:
        ended = f"{title(plan)}, more than four weeks ago"
        return f"{ended}. Begin again, or choose another programme"
    keep = "Do one session a week to help keep your gains, or begin another programme"
    return f"{title(plan)}. {keep}"


def standing_in_short(plan: PlanDay, names: Names, routine: str) -> str:
    """Return ``Week 2 of 6, 0 of 2 done, race in 70 days``, and the next session.

    The next session is named if it is not ``routine``. Around a race, the words are those
    of `standing_words`, because more counts then.
    """
    is_usual = plan.stretch.kind is SpanKind.WEEK and plan.planned and not plan.is_all_done
    is_near = plan.begun.race is not None and plan.days_to_race <= _FAR_RACE_DAYS
    if not is_usual or is_near or plan.ask_first:
        return standing_words(plan)
    said = [f"Week {plan.stretch.week} of {len(plan.programme.weeks)}"]
    said.append(f"{plan.done} of {plan.planned} done")
    if plan.begun.race is not None:
        said.append(f"race in {plan.days_to_race} days")
    if plan.routine not in {None, routine} and not plan.starts_nothing:
        said.append(f"next {name_of(plan.routine, names)}")
    return ", ".join(said)


def reasons(plan: PlanDay, names: Names) -> list[str]:
    """Return the reasons for this week, in whole sentences."""
    return [*week_reasons(plan, names), *race_reasons(plan)]


def week_reasons(plan: PlanDay, names: Names) -> list[str]:
    """Return the reasons for this week without those of a race after it."""
    said = [_why(plan, names), *_about(plan, names), _moved(plan, names), _left_over(plan)]
    said += [_free_days(plan), *plan.notes]
    return [sentence for sentence in said if sentence]


def race_reasons(plan: PlanDay) -> list[str]:
    """Return sentences about the race and what it changes; empty without a race ahead."""
    return [each for each in (_race(plan), _what_the_race_changes(plan)) if each]


def race_words(plan: PlanDay) -> str:
    """Return ``race on 14 March 2027``; empty if no race is ahead."""
    race = plan.begun.race
    if race is None or race < plan.today:
        return ""
    if race == plan.today:
        return f"race today, if {plan.ask_first} agrees" if plan.ask_first else "race today"
    said = f"race on {race.day} {race:%B} {race.year}"
    if plan.ask_first:
        return f"{said}, if {plan.ask_first} agrees"
    if plan.waits_for_race and plan.stretch.kind is SpanKind.TAPER:
        return f"{said}; strength sessions start after the race"
    if plan.taper_from is not None and plan.taper_from > plan.today:
        return f"{said}; the taper begins on {plan.taper_from.day} {plan.taper_from:%B}"
    return said


def more_sets(
    plan: PlanDay, names: Mapping[str, str], within: Collection[str] | None = None
) -> str:
    """Return this week's changes of sets in one line.

    Args:
        plan: the current week.
        names: names of drills by id.
        within: the drills of the week's sessions; None for any.
    """
    said = []
    for change in plan.week.changes if plan.stretch.kind is SpanKind.WEEK else ():
        if change.sets > 0 and plan.stretch.holds:
            continue
        here = [each for each in change.drills if within is None or each in within]
        if here or not change.drills:
            drills = [names.get(drill, drill) for drill in here]
            every = "every drill" if change.sets > 0 else _WITH_SETS_TO_SPARE
            sets = _sets_of(change.sets, listed(drills) if drills else every)
            # The drill's own answers decide whether it gets the set.
            them = "they" if len(drills) > 1 else "it"
            but = f" unless {them} hurt or felt too hard" if change.sets > 0 else ""
            said.append(f"{sets}{but}")
    return "; ".join(said)


def changed_sets_words(changes: Mapping[str, int]) -> str:
    """Return in one line how many more or fewer sets each drill has, by its name."""
    numbers = list(dict.fromkeys(number for number in changes.values() if number))
    if len(numbers) == 1 and all(number < 0 for number in changes.values()):
        return _sets_of(numbers[0], _WITH_SETS_TO_SPARE)
    return "; ".join(
        _sets_of(number, listed([name for name, sets in changes.items() if sets == number]))
        for number in numbers
    )


def _sets_of(number: int, what: str) -> str:
    """Return ``one more set of Clamshell``; ``fewer`` for a negative number."""
    sets = f"set{'s' if abs(number) > 1 else ''}"
    more = "more" if number > 0 else "fewer"
    return f"{_number(abs(number))} {more} {sets} of {what}"


def name_of(routine: str | None, names: Names) -> str:
    """Return the name of a routine."""
    return names.get(routine, routine) if routine else ""


def named_day(day: date, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``on Friday`` or, further away, ``on 3 March``."""
    ahead = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(ahead, on_day(day, today))


def _why(plan: PlanDay, names: Names) -> str:
    stretch = plan.stretch
    if stretch.kind is not SpanKind.WEEK:
        return ""
    if stretch.why is SpanReason.GATE and stretch.gate:
        return f"Week {stretch.week} again: {_gate(plan, stretch.gate, names)}"
    routine = name_of(stretch.gate.routine, names) if stretch.gate else ""
    is_known = 1 < stretch.resume <= len(plan.programme.weeks)
    if stretch.why is SpanReason.AFTER_RACE and is_known:
        return (
            "After the race, start with the easiest week, then move on to week "
            f"{stretch.resume}."
        )
    return _WHY.get(stretch.why, "").format(week=stretch.week, routine=routine)


def _gate(plan: PlanDay, gate: Gate, names: Names) -> str:
    routine, week = name_of(gate.routine, names), plan.stretch.week
    # After a race, the programme goes on where the runner had been.
    following = max(week + 1, plan.stretch.resume)
    is_last = following > len(plan.programme.weeks)
    goal = "finish the programme" if is_last else f"move on to week {following}"
    part = part_of(gate.good, gate.judged, "session")
    felt = (
        f"{part} of {routine} felt right. You {goal} when at least three in four feel right"
    )
    if not gate.has_alarm:
        return f"{felt}."
    hurt = f"you had {_had(gate.alarms)} the week before"
    if gate.is_good_enough:
        return f"{hurt}. {routine} itself felt right."
    return f"{hurt}, and {felt}." if gate.judged else f"{hurt}."


def _had(alarms: Collection[str]) -> str:
    """Return ``pain and dizziness``: what the runner answered for these rules to decide."""
    kinds = {id_[:2] for id_ in alarms}
    found = ["a warning sign"] if "S1" in kinds else []
    found += ["dizziness"] if "S3" in kinds else []
    if "S2" in kinds:  # also about a joint that was numb or gave way
        return listed([*found, "pain, numbness or weakness"])
    return listed([*found, "pain"] if kinds - {"S1", "S3"} else found)


def _about(plan: PlanDay, names: Names) -> list[str]:
    programme, stretch = plan.programme, plan.stretch
    if plan.is_all_done:
        return _what_keeps_it(plan, names)
    match stretch.kind:
        case SpanKind.WEEK | SpanKind.OVER:
            return [plan.week.about]
        case SpanKind.TAPER:
            return [_taper(plan, names)]
        case SpanKind.RECOVERY:
            until = day_name(stretch.last, plan.today)
            first = programme.weeks[0].name
            rest = f"Until the end of {until}, do only easy stretches and breathing."
            if _is_through(plan):
                return [f"{rest} After that, do one strength session a week."]
            return [f"{rest} After that, week 1 begins: {first}."]


def _what_keeps_it(plan: PlanDay, names: Names) -> list[str]:
    """Return what to do once every week is done."""
    programme, stretch = plan.programme, plan.stretch
    begin = f"coach plan begin {programme.id}"
    other = "for another programme: coach plan list"
    if stretch.why is SpanReason.AFTER_BREAK:
        first = name_of(programme.weeks[0].sessions[0], names)
        return [
            f"{_NO_STRENGTH}, so {first} is next. Take it easy.",
            f"To begin again: {begin}; {other}",
        ]
    last = max(1, len(programme.weeks) - _MANY_WEEKS + 1)
    one = "One"
    if stretch.kind is SpanKind.WEEK:
        one = f"From {day_name(stretch.last + DAY, plan.today)}, one"
    keeps = f"{one} session a week helps you keep your gains."
    return [
        f"You've finished the programme. {keeps}",
        f"To continue: {begin} --week {last}; {other}",
    ]


def _is_through(plan: PlanDay) -> bool:
    """Return whether every week was done."""
    return plan.stretch.week > len(plan.programme.weeks)


def _taper(plan: PlanDay, names: Names) -> str:
    race = plan.stretch.last
    strength = next(
        (
            each
            for each in plan.days
            if each.kind is DayKind.TO_COME and each.routine != plan.programme.taper
        ),
        None,
    )
    on = named_day(race, plan.today) if plan.days_to_race <= 1 else f"on {race:%A}"
    until = f"Your race is {on}, {date_words(race, plan.today)}."
    if plan.ask_first:
        return f"{until} {_ASK_FIRST.format(who=plan.ask_first)}"
    if race == plan.today:
        morning = name_of(plan.programme.race_morning, names)
        return (
            f"Race day. Do only {morning}, if you've done it before, and enjoy the race."
            if morning
            else "Race day."
        )
    if plan.waits_for_race:
        return f"{until} {TOO_NEAR}"
    if strength is not None:
        name = name_of(strength.routine, names)
        last = f"Your last strength session is {name} {named_day(strength.day, plan.today)}"
        named, most = plan.begun.days, plan.race.taper_days
        if named and strength.day.weekday() not in named:
            when = f"{most - 1} or {most} days before the race"
            last = f"{last}. None of your strength days is {when}"
        return f"{until} {last}."
    tapers = [each for each in plan.days if each.kind is DayKind.TO_COME]
    if not tapers:
        return f"{until} Rest until then."
    taper = name_of(plan.programme.taper, names)
    return f"{until} Until then, do only {taper}."


def _moved(plan: PlanDay, names: Names) -> str:
    if not plan.missed:
        return ""
    coming = [each for each in plan.days if each.kind is DayKind.TO_COME][: plan.missed]
    said = [
        f"{name_of(each.routine, names)} has moved to "
        f"{named_day(each.day, plan.today).removeprefix('on ')}"
        for each in coming
    ]
    return f"{listed(said)}." if said else ""


def _left_over(plan: PlanDay) -> str:
    left = plan.left_over
    if not left:
        return ""
    if left == 1:
        return "There's no day left for one of the sessions, so you'll repeat this week."
    many = f"{_number(left)} sessions"
    return f"There are no days left for {many}, so you'll repeat this week."


def _race(plan: PlanDay) -> str:
    """Return a sentence with the day of the race; empty in the taper or without a race."""
    race = plan.begun.race
    if race is None or race <= plan.today or plan.stretch.kind is SpanKind.TAPER:
        return ""
    days = (race - plan.today).days
    ahead = "1 day" if days == 1 else f"{days} days"
    said = f"Your race is on {race:%A}, {race.day} {race:%B} {race.year}, in {ahead}."
    return f"{said} {_ASK_FIRST.format(who=plan.ask_first)}" if plan.ask_first else said


def _what_the_race_changes(plan: PlanDay) -> str:
    """Return a sentence on the start of the taper and the days with only the reset."""
    race, taper = plan.begun.race, plan.taper_from
    if race is None or taper is None or taper <= plan.today or not plan.may_run:
        return ""
    days = plan.race.reset_days
    many = "a day" if days == 1 else f"{_number(days)} days"
    return (
        f"The taper for {plan.race.name} begins on {date_words(taper, plan.today)}. After "
        f"the race, do only easy stretches and breathing for {many}."
    )


def _is_early(plan: PlanDay) -> bool:
    """Return whether nothing new starts although the taper has not begun yet."""
    return plan.waits_for_race and plan.days_to_race > plan.race.taper_days


def _free_days(plan: PlanDay) -> str:
    """Return a sentence about named days that stay free; empty if all are used."""
    sessions = len(plan.week.sessions)
    # A missed session may move to a day that would otherwise stay free.
    used = {each.day.weekday() for each in plan.days if each.kind is not DayKind.REST}
    used |= {*spread_days(plan.begun.days, sessions)}
    free = sorted(set(plan.begun.days) - used)
    if not free or plan.is_all_done or plan.stretch.kind is not SpanKind.WEEK:
        return ""
    named = listed([weekday_names[day] for day in sorted(plan.begun.days)])
    many = f"{_number(sessions)} strength session{'s' if sessions > 1 else ''}"
    left = listed([weekday_names[day] for day in free])
    stay = "stays" if len(free) == 1 else "stay"
    return f"You chose {named}. This week has {many}, so {left} {stay} free."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
