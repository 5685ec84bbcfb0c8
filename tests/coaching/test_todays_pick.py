"""What to do today, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_asked
from tests.coaching.courses import LIBRARY, MONDAY, NAMES, Runner, after, did, said

from coach.coaching.day_situation import LADDER, OURS, DaySituation
from coach.coaching.equipment import needs_equipment
from coach.coaching.pick_routine import Pick, pick, too_near_words
from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.gate import all_of
from coach.coaching.programme.weeks import RaceTerms, SpanKind
from coach.coaching.trim import Limits, NothingLeftError, trim
from coach.library.check.promises import find_promise
from coach.model.prescription import Prescription
from coach.model.session_facts import RoutineDone
from coach.model.terms import Base
from coach.model.verdict import Verdict
from coach.prescribe import Chosen, Wishes, prescribe
from coach.timeline import length_ms

NOON = 12
EASIER = "For an easier session, do Post-run reset: coach start post-run-reset"


def at(days: int, hour: int = NOON, minute: int = 0) -> datetime:
    """A time so many days after a Monday."""
    day = after(days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def anything_fits(_: str) -> bool:
    return True


def choose(now: datetime, *done: RoutineDone, **more: object) -> Pick:
    situation = DaySituation(now, done, names=NAMES, **more)  # type: ignore[arg-type]  # a test names what matters
    return pick(situation, anything_fits)


def test_a_very_first_session_is_the_desk_break() -> None:
    found = choose(at(0), is_first=True)
    assert found.routine == "desk-break"
    assert "first" in found.because


def test_after_more_than_four_weeks_the_first_strength_routine_begins_again() -> None:
    found = choose(at(0, 8), was_away=True)
    assert found.routine == "strength-a"
    assert "four weeks" in found.because
    assert choose(at(0, 22), was_away=True).routine != "strength-a"


def test_after_a_warm_up_comes_the_reset_until_three_hours_are_over() -> None:
    warm = did("pre-run", MONDAY, hour=7)
    found = choose(at(0, 9, 59), warm)
    assert found == Pick("post-run-reset", "you warmed up at 07:00")
    assert choose(at(0, 10), warm).routine != "post-run-reset"
    reset = did("post-run-reset", MONDAY, hour=8)
    assert choose(at(0, 9), warm, reset).routine != "post-run-reset"


def test_strength_has_forty_hours_and_a_day_between() -> None:
    last = did("strength-a", MONDAY, hour=20)
    more = [did("desk-break", MONDAY, hour=9), last]
    assert choose(at(1, 18), *more).routine == "pre-run"
    assert choose(at(2, 11), *more).routine == "desk-break"
    found = choose(at(2, 12), *more)
    assert found == Pick("strength-a", "2 days since Strength A")


def test_late_in_the_day_nothing_hard() -> None:
    more = [did("desk-break", MONDAY), did("pre-run", MONDAY)]
    assert choose(at(2, 20), *more).routine == "strength-a"
    assert choose(at(2, 21), *more).routine == "post-run-reset"


@pytest.mark.parametrize(
    ("day", "hour", "routine"),
    [(0, 7, "pre-run"), (0, 10, "desk-break"), (5, 10, "pre-run"), (0, 18, "pre-run")],
)
def test_the_time_of_the_day_decides_where_nothing_else_does(
    day: int, hour: int, routine: str
) -> None:
    assert choose(at(day, hour)).routine == routine


def test_strength_waits_until_two_sessions_of_any_kind_are_done() -> None:
    first, second = did("desk-break", MONDAY), did("desk-break", after(1))
    assert choose(at(2, 18), first).routine == "pre-run"
    assert choose(at(2, 18), first, second).routine == "strength-a"


def climbing(*rules: str) -> tuple[list[RoutineDone], list[Verdict]]:
    done = [did("strength-a", after(days)) for days in (0, 3, 7, 10)]
    return done, [verdict for each in done for verdict in said(each, *rules)]


def test_without_a_programme_the_next_strength_routine_has_to_be_earned() -> None:
    done, verdicts = climbing("G1", "G2")
    found = choose(at(13), *done, verdicts=all_of(verdicts))
    assert found == Pick("strength-b", "Strength A went well, so this comes next")
    assert choose(at(13), *done[1:], verdicts=all_of(verdicts)).routine == "strength-a"


@pytest.mark.parametrize("rules", [(), ("F4",), ("G1", "G1", "P1")])
def test_what_did_not_go_well_comes_again(rules: tuple[str, ...]) -> None:
    done, verdicts = climbing(*rules)
    assert choose(at(13), *done, verdicts=all_of(verdicts)).routine == "strength-a"


def test_a_routine_of_ones_own_is_done_again() -> None:
    mine = did("hill-day", MONDAY)
    assert choose(at(1), mine) == Pick("hill-day", "your own routine, last done on Monday")
    assert choose(at(0, 18), mine).routine != "hill-day"


# With a programme


def on_plan(days: int, **begun: object) -> Runner:
    runner = Runner(ProgrammeStart(plan="six-week", on=MONDAY, **begun))  # type: ignore[arg-type]  # a test names what matters
    runner.train(days)
    return runner


def ask(runner: Runner, hour: int = NOON, **facts: object) -> Pick:
    now = datetime.combine(runner.today, at(0, hour).timetz())
    plan, verdicts = runner.plan(), all_of(runner.verdicts)
    return choose(now, *runner.done, programme=plan, verdicts=verdicts, **facts)


def test_the_programme_says_what_today_is_for() -> None:
    assert ask(on_plan(0)) == Pick("strength-a", "Six weeks, week 1: 0 of 2 done this week")


def test_a_rest_day_says_that_it_is_planned_and_what_comes() -> None:
    found = ask(on_plan(1), hour=18)
    assert found.routine == "pre-run"
    assert found.because == (
        "a planned rest day, then Strength A on Thursday; before a run or instead of one"
    )


def test_after_strength_it_is_done_for_today() -> None:
    runner = on_plan(0)
    runner.do("strength-a")
    assert ask(runner, hour=20).because.startswith("you've done a strength session today; ")


def test_a_planned_session_waits_for_its_forty_hours() -> None:
    runner = on_plan(0)
    runner.done.append(did("strength-b", after(-2), hour=23))
    assert ask(runner, hour=7).because.startswith("no strength session until 15:00; ")
    assert ask(runner, hour=15).routine == "strength-a"


def test_race_week_and_race_day() -> None:
    runner = on_plan(17, race=after(20))
    assert ask(runner) == Pick("taper", "Six weeks: 3 days to your race")
    runner.train(3)
    assert ask(runner, hour=6) == Pick(
        "", "race day: warm up as you always do, and try nothing new"
    )
    runner.done.append(did("standing-warm-up", after(10)))
    assert ask(runner, hour=6) == Pick("standing-warm-up", "race day: do only this routine")


def test_on_race_morning_nobody_in_pain_is_sent_to_the_race() -> None:
    runner = on_plan(20, race=after(20))
    runner.done.append(did("standing-warm-up", after(10)))
    assert ask(runner, hour=6, may_run=False) == Pick(
        "", "race day: don't race unless a doctor or physio agrees"
    )
    until = "a doctor has seen you about the groin"
    assert ask(runner, hour=6, may_run=False, no_running_until=until) == Pick(
        "", f"race day: no running until {until}"
    )


def test_strength_that_is_not_planned_before_a_race_is_said_to_come_too_soon() -> None:
    runner = on_plan(19, race=after(20))
    said = too_near_words("strength-c", runner.plan(), {"post-run-reset": "Post-run reset"})
    assert said.startswith("Your race is tomorrow. That's too close for hard work")
    assert said.endswith(EASIER)
    planned = on_plan(15, race=after(20)).plan()
    assert planned.routine or planned.next_day
    assert not too_near_words(planned.routine or "taper", planned, {})


def test_no_warm_up_is_suggested_while_the_runner_should_not_run() -> None:
    done = did("strength-a", MONDAY), did("desk-break", MONDAY)
    assert choose(at(1, 18), *done).routine == "pre-run"
    assert choose(at(1, 18), *done, may_run=False).routine == "desk-break"


def test_on_a_free_day_before_a_race_home_suggests_no_warm_up() -> None:
    runner = on_plan(18, race=after(20))
    assert runner.plan().routine is None
    assert ask(runner, hour=18) == Pick(
        "post-run-reset",
        "no hard work so close to your race: easy stretches and breathing",
    )


def test_strength_in_the_days_after_a_race_is_said_to_come_too_soon() -> None:
    plan = on_plan(21, race=after(20)).plan()
    said = too_near_words("strength-c", plan, {"post-run-reset": "Post-run reset"})
    assert said.startswith("You've only just raced. Until the end of")
    assert said.endswith(EASIER)
    assert not too_near_words("desk-break", plan, {})


def test_who_should_be_seen_first_is_not_sent_to_a_run() -> None:
    done = did("strength-a", MONDAY), did("desk-break", MONDAY)
    assert choose(at(1, 18), *done).routine == "pre-run"
    assert choose(at(1, 18), *done, to_be_seen="the low back") == Pick(
        "post-run-reset",
        "ask a doctor or physio about the low back; until then, a gentle reset",
    )
    runner = on_plan(20, race=after(20))
    runner.done.append(did("standing-warm-up", after(10)))
    assert ask(runner).routine == "standing-warm-up"
    now = datetime.combine(runner.today, at(0, 18).timetz())
    found = choose(now, *runner.done, programme=runner.plan(), to_be_seen="the low back")
    assert found.routine == "post-run-reset"


@pytest.mark.parametrize("hour", [7, 12, 18])
def test_a_locked_place_leaves_the_reset_or_rest_whatever_else_the_day_is_for(
    hour: int,
) -> None:
    done = did("strength-a", after(-3)), did("desk-break", after(-1))
    found = choose(at(0, hour), *done, locked="the ankle")
    why = "ask a doctor or physio about the ankle"
    said = f"{why}; until then, a gentle reset or rest"
    assert found == Pick("post-run-reset", said)
    runner = on_plan(0)
    situation = DaySituation(
        at(0, hour), done, programme=runner.plan(), names=NAMES, locked="the ankle"
    )
    assert pick(situation, anything_fits, lambda _: False) == Pick("", why)


@pytest.mark.parametrize("hour", [7, 12, 18])
def test_close_to_a_race_nobody_new_is_sent_to_anything_new(hour: int) -> None:
    runner = on_plan(0, race=after(14))
    runner.terms = RaceTerms(is_new=True)
    near = "so close to your race: easy stretches and breathing"
    now = at(0, hour)
    first = choose(now, is_first=True, programme=runner.plan())
    assert first == Pick("post-run-reset", f"no hard work {near}")
    reset = did("post-run-reset", after(-1))
    again = choose(now, reset, programme=runner.plan())
    assert again == Pick("post-run-reset", f"nothing new {near}")
    usual = did("pre-run", after(-3)), did("desk-break", after(-2))
    assert choose(now, *usual, programme=runner.plan()).routine in {"pre-run", "desk-break"}
    situation = DaySituation(now, (), programme=runner.plan())
    assert pick(situation, lambda name: name != "post-run-reset").is_rest


def test_after_a_programme_its_strength_is_picked_once_a_week() -> None:
    runner = on_plan(7 * 6)
    assert ask(runner) == Pick(
        "strength-c", "Six weeks: all done; one session a week helps you keep your gains"
    )
    runner.train(1)
    for _ in range(6):
        assert ask(runner).routine not in LADDER
        runner.train(1)
    assert ask(runner).routine == "strength-b"


def test_in_the_days_after_a_race_the_reset_is_picked() -> None:
    runner = on_plan(21, race=after(20))
    assert ask(runner) == Pick(
        "post-run-reset", "the days after your race: easy stretches and breathing"
    )


# Whatever was done


ROUTINES = st.sampled_from([*sorted(OURS), "hill-day"])
TIMES = st.tuples(st.integers(-30, 0), st.integers(0, 23))


@st.composite
def situations(draw: st.DrawFn) -> DaySituation:
    now = at(0, draw(st.integers(0, 23)), 59)
    drawn = draw(st.lists(st.tuples(ROUTINES, TIMES), max_size=12))
    done = [did(routine, after(days), hour) for routine, (days, hour) in drawn]
    done = sorted((d for d in done if d.at <= now), key=lambda d: d.at)
    plan = None
    if draw(st.booleans()):
        race = draw(st.none() | st.integers(-3, 9).map(after))
        runner = Runner(
            ProgrammeStart(plan="six-week", on=after(draw(st.integers(-20, 0))), race=race)
        )
        runner.done = done
        runner.today = now.date()
        plan = runner.plan()
    return DaySituation(now, done, is_first=not done, programme=plan, names=NAMES)


def prescription_of(routine: str, limits: Limits) -> Prescription:
    value = LIBRARY.routines[routine].value
    chosen = [
        Chosen(LIBRARY.drills[item.drill].value, item=item, routine=routine)
        for item in value.items
    ]

    def plan(some: Sequence[Chosen]) -> Prescription:
        return prescribe(make_asked(), some, Wishes())

    return trim(chosen, limits, plan)


@settings(max_examples=200)
@given(situations(), st.none() | st.integers(1, 30), st.booleans(), st.booleans())
def test_a_pick_has_a_reason_and_keeps_the_limits(
    situation: DaySituation,
    minutes: int | None,
    standing: bool,  # noqa: FBT001  drawn
    no_equipment: bool,  # noqa: FBT001  drawn
) -> None:
    limits = Limits(minutes, standing, no_equipment)

    def fits(routine: str) -> bool:
        if routine not in LIBRARY.routines:
            return False
        try:
            length = length_ms(prescription_of(routine, limits))
        except NothingLeftError:
            return False
        return minutes is None or length <= minutes * 60_000

    found = pick(situation, fits)
    assert found.because
    assert "!" not in found.because
    assert find_promise(found.because) is None
    is_taper = situation.plan and situation.plan.stretch.kind is SpanKind.TAPER
    assert found.routine or situation.has_race or is_taper
    if found.is_rest:
        return
    prescription = prescription_of(found.routine, limits)
    for block in prescription.blocks:
        assert not standing or block.base is Base.STANDING
        assert not no_equipment or not needs_equipment(block.equipment)
    if minutes is not None:
        is_short = length_ms(prescription) <= minutes * 60_000
        assert is_short or any("as short as it gets" in note for note in prescription.notes)


@settings(max_examples=300)
@given(situations())
def test_strength_is_never_picked_within_forty_hours_or_on_days_in_a_row(
    situation: DaySituation,
) -> None:
    found = pick(situation, anything_fits)
    last = max(
        (d for d in situation.done if d.routine in LADDER), key=lambda d: d.at, default=None
    )
    if found.routine in LADDER and last is not None:
        assert situation.now - last.at >= timedelta(hours=40)
        assert (situation.today - last.day).days >= 2
