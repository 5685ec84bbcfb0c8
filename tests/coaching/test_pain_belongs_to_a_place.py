"""Pain belongs to a place of the body, whichever drill it was told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.coaching.course import GOOD, MONDAY, Course, library, table

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_today import PainToday
from coach.coaching.painful_places import painful_places
from coach.coaching.place_locks import Advice
from coach.model.loads import spares
from coach.model.records import FORMAT, MorningAfterRecord
from coach.model.terms import PainPlace
from coach.screen.history_tables import answer_lines

BACK = {"pain": 8, "where_pain": "low_back"}
ALL = [name for name, entry in library().routines.items() if entry.value.items]


def loading(course: Course, place: PainPlace) -> set[str]:
    """Drills of any routine that would load a place now."""
    chosen = [each.drill for name in ALL for each in course.decide(name).chosen]
    return {drill.id for drill in chosen if not spares(drill, place)}


def test_pain_of_8_keeps_the_place_from_being_loaded_again_that_day() -> None:
    course = Course()
    course.do("glute-bridge", BACK, then_days=0.1)
    assert loading(course, PainPlace.LOW_BACK) == set()
    course.now += timedelta(days=1)
    assert loading(course, PainPlace.LOW_BACK)


@pytest.mark.parametrize(("hours", "is_spared"), [(1.5, True), (4.5, True), (5.5, False)])
def test_the_day_of_a_pain_in_the_evening_lasts_until_morning(
    hours: float, *, is_spared: bool
) -> None:
    course = Course()
    course.now = MONDAY.replace(hour=23)
    course.do("glute-bridge", BACK, then_days=hours / 24)
    assert (loading(course, PainPlace.LOW_BACK) == set()) is is_spared


def test_pain_after_midnight_is_of_the_evening_before_and_over_the_next_evening() -> None:
    course = Course()
    course.now = MONDAY.replace(hour=0, minute=40)
    course.do("glute-bridge", BACK, then_days=0.4)
    (advice,) = course.decide("strength-a").standing
    assert advice.sentence.startswith("Your low back hurt last night (8 out of 10)")
    course.now = MONDAY.replace(hour=23)
    assert loading(course, PainPlace.LOW_BACK)


@pytest.mark.parametrize(("hour", "is_one"), [(23, True), (7, False)])
def test_two_sessions_of_one_night_are_one_day_without_pain(
    hour: int, *, is_one: bool
) -> None:
    course = Course()
    course.do("strength-a", {"glute-bridge": {"pain": 5, "where_pain": "low_back"}})
    course.now = course.now.replace(hour=hour)
    course.do("strength-a", GOOD, then_days=0.07 if is_one else 1)
    course.do("strength-a", GOOD)
    drills = {block.drill for block in course.plan("strength-a").blocks}
    assert ("glute-bridge" in drills) is not is_one


def test_pain_that_moves_from_drill_to_drill_locks_its_place_at_the_second() -> None:
    course = Course()
    course.do("glute-bridge", BACK)
    course.do("hip-hinge-wall-tap", BACK)
    assert loading(course, PainPlace.LOW_BACK) == set()
    course.now += timedelta(days=300)
    session = course.decide("strength-a")
    assert set(session.locked_places) <= {PainPlace.LOW_BACK}
    reason = session.left_out[0].rules[0].reason
    assert "the low back" in reason
    assert "8 out of 10" in reason
    assert "2 March" in reason


def test_a_place_that_hurts_a_lot_in_two_drills_of_one_session_is_locked() -> None:
    course = Course()
    course.do("strength-a", {"glute-bridge": BACK, "hip-hinge-wall-tap": BACK})
    session = course.decide("strength-a")
    assert set(session.locked_places) == {PainPlace.LOW_BACK}
    assert "until a doctor or physio says it's fine" in session.left_out[0].rules[0].reason


@pytest.mark.parametrize(
    ("sides", "words", "side"),
    [
        (("left", "left"), "Your left knee hurt", "left"),
        (("left", "right"), "Your knee hurt", None),
        (("middle", "middle"), "Your knee hurt", "middle"),
        ((None, None), "Your knee hurt", None),
        (("on top", "on top"), "Your knee hurt", "on top"),
    ],
)
def test_a_side_that_was_always_the_same_is_told_with_the_place(
    sides: tuple[str | None, ...], words: str, side: str | None
) -> None:
    course = Course()
    for each in sides:
        course.do("glute-bridge", {"pain": 7, "where_pain": "knee", "side": each})
    (advice,) = course.decide("strength-a").standing
    assert advice.sentence.startswith(words)
    assert advice.side == side


def test_a_place_that_only_a_newer_program_knows_is_shown_and_locks_no_other_place() -> (
    None
):
    course = Course()
    for _ in range(2):
        course.do("glute-bridge", {"pain": 2, "where_pain": "knee"})
        session = course.sessions[-1]
        morning = MorningAfterRecord(
            id="09999999",
            device="laptop",
            n=99_999,
            at=course.now,
            format=FORMAT,
            session=session.id,
            compared="more",
            pain=8,
            where_pain="lower_jaw",
            side="left",
        )
        course.sessions[-1] = replace(session, morning=morning)
    assert not course.decide("strength-a").all_locks
    assert "painful area: left lower jaw" in " ".join(answer_lines(course.sessions[-1]))


def test_pain_of_5_at_the_hip_locks_it_at_the_third() -> None:
    course = Course()
    for drill in ("glute-bridge", "clamshell", "bird-dog"):
        assert not course.decide("strength-a").locked_places
        course.do(drill, {"pain": 5, "where_pain": "hip"})
    assert loading(course, PainPlace.HIP) == set()


def test_a_small_pain_for_more_than_three_weeks_locks_its_place() -> None:
    course = Course()
    for _ in range(4):
        assert not course.decide("glute-bridge").locked_places
        course.do("glute-bridge", {"pain": 2, "where_pain": "low_back"}, then_days=8)
    (out,) = course.decide("glute-bridge").left_out
    assert "this pain, on and off, for more than three weeks" in out.rules[0].reason


def test_pain_deep_in_the_groin_stops_at_once_and_says_not_to_run() -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 3, "where_pain": "groin_or_deep_hip"}, then_days=3)
    assert loading(course, PainPlace.GROIN_OR_DEEP_HIP) == set()
    said = [out.rules[0].reason for out in course.decide("strength-c").left_out]
    assert any("Do not run" in reason for reason in said)


def test_checked_opens_one_place_and_only_for_what_came_before_it() -> None:
    course = Course()
    pains = {
        "glute-squeeze": "low_back",
        "clamshell": "low_back",
        "hooklying-pelvic-tilt": "knee",
        "crocodile-breathing": "knee",
        "breathing-90-90": "knee",
    }
    for drill, place in pains.items():
        as_written = Course().plan(drill)
        hurt = {"pain": 5 if place == "knee" else 7, "where_pain": place}
        course.do(drill, hurt, then_days=3, plan=as_written)
    course.checked["pain_at:low_back"] = "checked 0002"
    assert set(course.decide("strength-a").all_locks) == {"pain_at:knee"}
    for _ in range(2):
        course.do("strength-a", GOOD)
    assert loading(course, PainPlace.LOW_BACK)
    assert loading(course, PainPlace.KNEE) == set()
    for drill in ("bridge-march", "prone-hip-extension"):
        course.do(drill, BACK, then_days=2)
    assert loading(course, PainPlace.LOW_BACK) == set()


def test_what_a_clinician_said_is_fine_is_not_counted_again() -> None:
    course = Course()
    for drill in ("glute-bridge", "bird-dog"):
        course.do(drill, BACK, then_days=1)
    course.checked["pain_at:low_back"] = "checked 0002"
    course.do("heel-tap", BACK)
    assert not course.decide("strength-a").locked_places


def test_a_lock_of_the_journal_names_its_place_however_long_ago_it_was() -> None:
    course = Course()
    course.checked["pain_at:knee"] = "locked 0001"
    assert loading(course, PainPlace.KNEE) == set()
    assert "the knee" in course.decide("strength-c").left_out[0].rules[0].reason


def test_a_place_that_this_version_does_not_know_decides_nothing() -> None:
    course = Course()
    course.checked["pain_at:left_wing"] = "locked 0001"
    for drill in ("glute-bridge", "bird-dog", "clamshell"):
        course.do(drill, {"pain": 8, "where_pain": "left_wing"}, then_days=1)
    assert not course.decide("strength-a").locked_places


def test_pain_told_by_a_clock_that_ran_ahead_counts_and_can_be_opened() -> None:
    course = Course()
    course.do("glute-bridge", BACK)
    now, course.now = course.now, course.now + timedelta(days=400)
    course.do("glute-bridge", BACK, then_days=0)
    course.now = now
    assert loading(course, PainPlace.LOW_BACK) == set()
    course.checked["pain_at:low_back"] = "checked 0002"
    course.now += timedelta(days=1)
    assert not course.decide("glute-bridge").locked_places


@pytest.mark.parametrize(("days", "is_advised"), [(1, True), (13, True), (14, False)])
def test_a_doctor_or_physio_is_advised_for_two_weeks_without_pain(
    days: int, *, is_advised: bool
) -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 6, "where_pain": "knee"}, then_days=days)
    said = " ".join(course.decide("clamshell").advice)
    assert ("Book an appointment with a doctor or physio this week" in said) is is_advised
    course.checked["seen:knee"] = "seen 0001"
    assert not course.decide("clamshell").advice


def test_four_sessions_of_six_with_pain_hold_everything() -> None:
    course = Course()
    places = ("knee", "neck", "hamstrings", "shin_or_calf")
    for place in places:
        course.do("strength-a", {"glute-bridge": {"pain": 3, "where_pain": place}})
    before = {b.drill: (b.sets, b.reps) for b in course.plan("strength-a").blocks}
    for _ in range(2):
        course.do("strength-a", {"easy": 3})
    after = {b.drill: (b.sets, b.reps) for b in course.plan("strength-a").blocks}
    assert after == before
    assert "in 4 recent sessions" in course.decide("strength-a").advice[0]


def test_two_mornings_of_much_pain_lock_even_where_nobody_said_where() -> None:
    course = Course()
    for _ in range(2):
        course.do("strength-a", GOOD, morning=("more", 9))
    assert loading(course, PainPlace.ELSEWHERE) == set()
    course.sessions[-1] = replace(course.sessions[-1], morning=None)
    assert not course.decide("strength-a").locked_places


def test_with_a_little_pain_nothing_grows() -> None:
    course = Course()
    little = {"easy": 3, "pain": 1, "where_pain": "shin_or_calf"}
    before = course.do("glute-bridge", little).blocks[0]
    for _ in range(3):
        assert course.do("glute-bridge", little).blocks[0].reps == before.reps


def standing(course: Course) -> list[Advice]:
    today = course.now.date()
    past = DrillHistory(course.sessions, course.checked)
    found = painful_places(past, table(), today)
    return list(found.standing(today))


def test_a_locked_place_is_told_and_kept_though_nothing_today_loads_it() -> None:
    course = Course()
    for drill in ("glute-bridge", "bird-dog"):
        course.do(drill, {"pain": 8, "where_pain": "shoulder_or_wrist"})
    session = course.decide("crocodile-breathing")
    assert not session.left_out
    assert "Your shoulder or wrist hurt on Monday (8 out of 10)" in session.advice[0]
    assert session.all_locks == {"pain_at:shoulder_or_wrist": "0002"}
    (told,) = standing(course)
    assert (told.rule, told.is_locked, told.until) == ("P-place-much", True, None)
    assert told.since == MONDAY.date()
    course.checked["pain_at:shoulder_or_wrist"] = "checked 0002"
    assert not any(each.is_locked for each in standing(course))


def test_advice_says_until_when_it_holds_and_whether_to_run() -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 6, "where_pain": "knee"})
    (told,) = standing(course)
    assert (told.rule, told.is_locked, told.stops_running) == ("P-soon", False, False)
    assert told.until == MONDAY.date() + timedelta(days=14)
    course.do("glute-bridge", {"pain": 3, "where_pain": "groin_or_deep_hip"})
    assert [each.place for each in standing(course) if each.stops_running] == [
        "groin_or_deep_hip"
    ]


def test_that_nothing_loads_a_place_is_said_only_on_its_day() -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 6, "where_pain": "knee"}, then_days=0.1)
    assert (
        "For the rest of today, we're leaving out every drill that loads the knee even "
        "a little." in standing(course)[0].sentence
    )
    course.now += timedelta(days=1)
    assert "rest of today" not in standing(course)[0].sentence
    assert (
        "Book an appointment with a doctor or physio this week"
        in standing(course)[0].sentence
    )


@pytest.mark.parametrize(
    ("flag", "said"),
    [("giving_way", "gave way"), ("numb", "felt numb"), ("sharp", "hurt sharply")],
)
def test_what_was_felt_is_said_and_no_number_that_nobody_gave(flag: str, said: str) -> None:
    for pain in ({}, {"pain": 0}):
        course = Course()
        course.do("glute-bridge", {"flags": (flag,), "where_pain": "knee", **pain})
        (told,) = standing(course)
        assert told.sentence.startswith(f"Your knee {said} on Monday.")
        assert "of 10" not in told.sentence


def test_pain_that_lasts_tells_its_first_and_its_last_day() -> None:
    course = Course()
    for _ in range(7):
        course.do("glute-bridge", {"pain": 2, "where_pain": "low_back"}, then_days=4)
    (told,) = standing(course)
    assert "2 March" in told.sentence
    assert "on Thursday (2 out of 10)" in told.sentence
    assert told.since == MONDAY.date()


@pytest.mark.parametrize(
    ("gap", "meanwhile", "is_locked"),
    [
        (14, ("glute-bridge", "bridge-march"), True),
        (15, ("glute-bridge", "bridge-march") * 2, False),
        (15, ("glute-bridge", "bridge-march"), True),
        (15, ("glute-bridge",), True),
        (15, ("clamshell", "clamshell"), True),
        (15, (), True),
    ],
)
def test_pain_was_gone_only_if_its_place_was_loaded_without_it_meanwhile(
    gap: int, meanwhile: tuple[str, ...], *, is_locked: bool
) -> None:
    course = Course()
    little = {"pain": 1, "where_pain": "low_back"}
    for days in (5, 5, 1):
        course.do("glute-bridge", little, then_days=days)
    for drill in meanwhile:
        course.do(drill, GOOD, then_days=1)
    course.now += timedelta(days=gap - 1 - len(meanwhile))
    course.do("glute-bridge", little, then_days=5)
    assert any(each.is_locked for each in standing(course)) is is_locked


def test_three_mornings_of_4_without_a_place_count() -> None:
    course = Course()
    for _ in range(3):
        course.do("strength-a", GOOD, morning=("more", 4))
    assert [each.place for each in standing(course)] == ["elsewhere"]
    assert "somewhere else" not in standing(course)[0].sentence


@pytest.mark.parametrize("is_seen", [False, True])
def test_nothing_grows_until_a_doctor_or_physio_saw_much_pain(*, is_seen: bool) -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 6, "where_pain": "shoulder_or_wrist"}, then_days=1)
    if is_seen:
        course.checked["seen:shoulder_or_wrist"] = "seen 0001"
    first = course.plan("low-step-up").blocks[0].reps
    for _ in range(3):
        course.do("low-step-up", {"easy": 3}, then_days=1)
    assert (course.plan("low-step-up").blocks[0].reps > first) is is_seen


@pytest.mark.parametrize(("pain", "is_advised"), [(5, False), (6, True)])
def test_a_morning_of_6_advises_a_doctor_or_physio(pain: int, *, is_advised: bool) -> None:
    course = Course()
    course.do("strength-a", GOOD, morning=("more", pain))
    assert ("P-soon" in [each.rule for each in standing(course)]) is is_advised


def test_pain_in_four_of_six_sessions_is_said_only_when_it_is_true() -> None:
    course = Course()
    for place in ("knee", "neck", "hamstrings"):
        course.do("glute-bridge", {"pain": 3, "where_pain": place})
    assert not standing(course)
    course.do("glute-bridge", {"pain": 3, "where_pain": "shin_or_calf"})
    assert "in 4 recent sessions" in standing(course)[-1].sentence
    course.do("glute-bridge", {"pain": 3, "where_pain": "outer_hip"})
    assert "in 5 recent sessions" in standing(course)[-1].sentence
    course.checked["pain_at:neck"] = f"checked {course.sessions[1].id}"
    assert "in 4 recent sessions" in standing(course)[-1].sentence


def test_after_much_pain_only_what_spares_the_place_is_right_for_the_day() -> None:
    course = Course()
    plans = {name: course.plan(name).blocks for name in ("strength-a", "breathing-90-90")}
    course.do("glute-bridge", {"pain": 8, "where_pain": "low_back"}, then_days=0.1)
    past = DrillHistory(course.sessions)
    places = painful_places(past, table(), course.now.date())
    spared = [name for name, blocks in plans.items() if places.spared_by(blocks)]
    assert spared == ["breathing-90-90"]


def test_slight_pain_at_an_unnamed_place_for_weeks_is_told_but_locks_nothing() -> None:
    course = Course()
    for _ in range(8):
        course.do("strength-a", {"pain": 1, "where_pain": "elsewhere"}, then_days=3.5)
    session = course.decide("strength-a")
    assert not session.locks
    assert not session.left_out
    past = DrillHistory(course.sessions, course.checked)
    (told,) = PainToday(past, course.frame).told_at_home
    assert "on and off, for more than three weeks, so ask a doctor or physio" in told


def test_a_numb_leg_spares_the_low_back_as_well() -> None:
    course, usual = Course(), Course()
    numb = {"flags": ("numb",), "where_pain": "shin_or_calf", "side": "left"}
    course.do("only standing-hip-flexor", numb)
    before = {block.drill: block for block in usual.plan("strength-b").blocks}
    (bird_dog,) = [b for b in course.plan("strength-b").blocks if b.drill == "bird-dog"]
    assert bird_dog.sets == 1
    assert bird_dog.reps < before["bird-dog"].reps
    told = bird_dog.rules[0].reason
    assert told.startswith("Your left shin or calf felt numb on Monday.")
    assert "Numbness in a leg can come from the back" in told
    past = DrillHistory(course.sessions, course.checked)
    assert told in PainToday(past, course.frame).told_at_home


def test_the_front_of_the_hip_is_named_as_people_say_it() -> None:
    course = Course()
    hurt = {"pain": 7, "where_pain": "front_of_hip", "side": "left"}
    course.do("only glute-bridge", hurt, then_days=0)
    (advice,) = painful_places(
        DrillHistory(course.sessions, course.checked), table(), course.now.date()
    ).standing(course.now.date())
    assert advice.sentence.startswith("The front of your left hip hurt earlier today")
    assert "loads the front of the hip" in advice.sentence


def test_a_numb_leg_is_told_even_if_the_back_was_numb_before_or_is_locked() -> None:
    course = Course()
    numb = {"flags": ("numb",), "where_pain": "low_back", "pain": 7}
    leg = {"flags": ("numb",), "where_pain": "shin_or_calf", "side": "left"}
    for said in (numb, leg, numb):
        course.do("only standing-hip-flexor", said, plan=Course().plan("strength-a"))
        past = DrillHistory(course.sessions, course.checked)
        told = PainToday(past, course.frame).told_at_home
        is_leg = said is leg or len(course.sessions) > 2
        assert any("get medical help straight away" in each for each in told) is is_leg


def test_a_morning_with_pain_at_a_place_rests_only_the_drills_that_load_the_place() -> None:
    course = Course()
    course.do("strength-a", GOOD, then_days=1)
    morning = MorningAfterRecord(
        id="00000900",
        device="laptop",
        n=900,
        at=course.now,
        format=FORMAT,
        session="0001",
        compared="more",
        pain=4,
        where_pain="shoulder_or_wrist",
    )
    course.sessions[-1] = replace(course.sessions[-1], morning=morning)
    done = {block.drill for block in course.plan("strength-a").blocks}
    assert "glute-bridge" in done
    assert "quadruped-hip-extension" not in done


def test_an_answer_is_not_said_to_bring_back_what_pain_holds() -> None:
    course = Course()
    groin = {"glute-bridge": {"pain": 2, "where_pain": "groin_or_deep_hip"}}
    for _ in range(4):
        course.do("strength-a", groin)
    told = [rule.reason for b in course.plan("strength-a").blocks for rule in b.rules]
    assert told
    assert not any("only comes back if you answer" in reason for reason in told)


def test_pain_that_was_checked_is_not_counted_again_after_a_new_lock() -> None:
    course, groin = Course(), "groin_or_deep_hip"
    course.do("glute-bridge", {"pain": 3, "where_pain": groin})
    course.do("glute-squeeze", {"pain": 2, "where_pain": groin})
    text = f"pain_at:{groin}"
    past = DrillHistory(
        course.sessions, {text: "locked 0002"}, cleared={text: ("0001", course.now)}
    )
    (lock,) = painful_places(past, table(), course.now.date()).locks.values()
    assert [report.pain for report in lock.reports] == [2]
    assert lock.rule is not None
    assert lock.rule.id == "P-groin-again"
