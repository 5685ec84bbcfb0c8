"""Reasons say only what happened: in corners where an easy sentence would be untrue."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace
from tests.coaching.course import Course, chosen_of
from tests.coaching.courses import NAMES
from tests.coaching.test_weeks_of_a_programme import gate_week

from coach.app.session.todays_pick import RestTodayError
from coach.coaching.decide import without_locked
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_story import story
from coach.coaching.pain_reports import PainReport
from coach.coaching.pain_words import told_words
from coach.coaching.pick_routine import AS_ALWAYS
from coach.coaching.place_locks import PlaceLock
from coach.coaching.programme.sentences import reasons
from coach.model.terms import Flag, PainPlace

DAY = date(2026, 3, 2)


def test_after_a_break_a_new_drill_is_not_said_to_have_been_done() -> None:
    course = Course()
    course.do("taper", then_days=22)
    told = {b.drill: [r.reason for r in b.rules] for b in course.plan("desk-break").blocks}
    assert told["wall-exhale-reach"] == [
        "Your last session was 22 days ago. This dose is already easy enough for a restart."
    ]
    (known,) = told["standing-hip-extension-wall"]
    assert known.startswith("You last did this drill 22 days ago.")


def test_with_the_coach_off_one_sore_side_is_not_called_two() -> None:
    course = Course(kit=("step", "bench"))
    course.do("only single-leg-rdl")
    sore = {"pain": 7, "where_pain": "knee", "side": "left"}
    course.do("only glute-bridge", sore, then_days=0)
    past = DrillHistory(course.sessions)
    session = without_locked(chosen_of("only single-leg-rdl"), past, course.frame)
    (out,) = session.left_out
    assert "left knee" in out.rules[0].reason
    assert "Both sides" not in out.rules[0].reason


def test_what_only_felt_numb_is_not_said_to_hurt() -> None:
    course = Course()
    course.do("only glute-squeeze", {"flags": ("numb",), "where_pain": "knee"})
    (told,) = story(DrillHistory(course.sessions), "glute-squeeze")
    assert told.said == "it felt wrong (knee), numbness or tingling"


def test_sharp_pain_without_a_number_is_not_called_numbness() -> None:
    course = Course()
    course.do(
        "clamshell", {"flags": ("sharp",), "where_pain": "shin_or_calf"}, then_days=0.1
    )
    (out,) = course.decide("clamshell").left_out
    assert out.rules[0].reason.endswith("You felt the pain during Clamshell.")


def test_numbness_and_giving_way_are_told_in_words_that_fit_both() -> None:
    for flag in ("numb", "giving_way"):
        course = Course()
        course.do(
            "clamshell", {"flags": (flag,), "where_pain": "shin_or_calf"}, then_days=0.1
        )
        (out,) = course.decide("clamshell").left_out
        assert out.rules[0].reason.endswith("You felt this during Clamshell.")


def knee(days: int, pain: int | None) -> PainReport:
    day = DAY + timedelta(days=days)
    flags = frozenset[str]() if pain else frozenset({str(Flag.NUMB)})
    return PainReport(
        place=PainPlace.KNEE,
        pain=pain or 3,
        is_number=pain is not None,
        flags=flags,
        day=day,
        said_of=day,
        n=days,
    )


def test_of_many_days_those_in_between_are_told_as_they_felt() -> None:
    numb_first = [knee(0, None), *(knee(each, 4) for each in range(1, 7))]
    said = told_words(numb_first, DAY + timedelta(days=90))
    assert "felt numb on 2 March" in said
    assert "hurt on 3 more days" in said
    mixed = [*numb_first[:2], knee(2, None), *numb_first[3:]]
    assert "hurt or felt wrong on 3 more days" in told_words(mixed, DAY + timedelta(90))


def test_only_a_doctor_clears_a_groin_of_which_only_the_journal_knows() -> None:
    groin = PlaceLock(PainPlace.GROIN_OR_DEEP_HIP, "a").why(DAY)
    assert groin.endswith("until a doctor says it's fine.")
    knee_lock = PlaceLock(PainPlace.KNEE, "a").why(DAY)
    assert knee_lock.endswith("until a doctor or physio says it's fine.")


def test_a_week_that_is_repeated_names_the_week_that_really_follows() -> None:
    plan = gate_week(("G1",), ("F4",)).plan()
    after_race = replace(plan, stretch=replace(plan.stretch, resume=5))
    assert "You move on to week 5 when" in " ".join(reasons(after_race, NAMES))
    last = replace(plan, stretch=replace(plan.stretch, week=6))
    assert "You finish the programme when" in " ".join(reasons(last, NAMES))


def test_a_race_day_is_no_day_of_rest() -> None:
    refused = RestTodayError(AS_ALWAYS, "crocodile-breathing")
    assert refused.message == "race day: warm up as you always do, and try nothing new"
    assert refused.hint is None
