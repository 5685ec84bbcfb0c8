"""The table of rules: which one decides, and what the runner notices of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.coaching.course import EASY, GOOD, HARD, NOTHING, Course, chosen_of, drill_of

from coach.coaching.decide import decide
from coach.coaching.differences import differences_of
from coach.coaching.drill_history import DrillHistory
from coach.model.prescription import Block
from coach.model.terms import Breath
from coach.prescribe import Wishes

STRENGTH = "strength-a"


def said_once(drill: str, **answer: Any) -> Course:  # noqa: ANN401  any field of a Feedback
    """A drill done by itself once, with an answer."""
    course = Course()
    course.do(drill, answer)
    return course


def only_block(course: Course, drill: str) -> Block:
    (block,) = course.plan(drill).blocks
    return block


@pytest.mark.parametrize(
    ("drill", "answer", "rule"),
    [
        ("glute-bridge", {"pain": 6, "felt": ("glutes",), "rpe": 2}, "S2"),
        ("glute-bridge", {"pain": 4, "where_pain": "low_back"}, "P1"),
        ("glute-bridge", {"pain": 4, "where_pain": "hip"}, "P2"),
        ("glute-bridge", {"pain": 1, "felt": ("low_back",)}, "F2"),
        ("glute-bridge", {"rpe": 9, "felt": ("glutes",)}, "E1"),
        ("glute-bridge", {"flags": ("cramp",)}, "F1"),
        ("glute-bridge", {"flags": ("dizzy",)}, "S3"),
        ("glute-bridge", {"flags": ("numb",), "rpe": 3}, "S2"),
        ("glute-bridge", {"felt": ("quads",), "rpe": 6}, "F5"),
        ("glute-bridge", {"felt": ("nowhere",), "rpe": 2}, "F7-easy"),
        ("glute-bridge", {"felt": ("nowhere",), "rpe": 6}, "F7"),
        ("glute-bridge", {"stop": "pain"}, "P2"),
        ("glute-bridge", {"where_pain": "elsewhere"}, "P2"),
        ("glute-bridge", {"where_pain": "knee"}, "P1"),
        ("glute-bridge", {"stop": "free"}, "B1"),
        ("glute-bridge", {"skipped": "too_hard"}, "E1"),
        ("glute-bridge", {"skipped": "hurts"}, "P2"),
        ("glute-bridge", {"skipped": "no_time"}, "G0"),
        ("glute-bridge", EASY, "G0"),
        ("glute-bridge", GOOD, "G2"),
        ("glute-bridge", NOTHING, "G0"),
        ("clamshell", {"felt": ("hamstrings",), "rpe": 6}, "F4"),
        ("bird-dog", {"felt": ("low_back",), "back": "working", "rpe": 6}, "F2-working"),
        ("bird-dog", {"felt": ("low_back",), "back": "tight", "rpe": 6}, "F2"),
    ],
)
def test_the_first_rule_that_holds_decides(
    drill: str, answer: dict[str, Any], rule: str
) -> None:
    assert said_once(drill, **answer).rule_for(drill) == rule


def test_hamstrings_are_fine_where_they_may_be_felt() -> None:
    course = Course()
    answer = {"felt": ("hamstrings",), "rpe": 4}
    course.do("prone-hip-extension", answer)
    course.do("prone-hip-extension", answer)
    assert course.rule_for("prone-hip-extension") == "G1"


def test_feeling_nothing_is_fine_in_a_drill_for_the_breath() -> None:
    course = Course()
    for rule in ("G0", "G1"):
        course.do("crocodile-breathing", {"felt": ("nowhere",), "rpe": 3})
        assert course.rule_for("crocodile-breathing") == rule


def test_back_felt_once_starts_the_breath_before_the_lift() -> None:
    course = Course()
    course.do("glute-bridge", {"felt": ("low_back",)}, then_days=3)
    block = only_block(course, "glute-bridge")
    assert [phase.duration_ms for phase in block.phases] == [2000, 3000, 1000, 3000]
    assert block.rules[0].rule == "F2"
    assert block.rules[0].reason == (
        "You felt your back on Monday, so start breathing out before each effort today."
    )
    assert (
        block.cues[0] == "Breathe all the way out first; two thirds of the range is enough"
    )
    assert (block.sets, block.reps) == (2, 10)


def test_back_felt_where_nothing_is_still_yet_puts_a_still_breath_in() -> None:
    course = said_once("clamshell", felt=("low_back",))
    first = only_block(course, "clamshell").phases[0]
    assert (first.breath, first.duration_ms, first.is_added) == (Breath.EXHALE, 1000, True)


def test_back_felt_again_takes_the_easier_drill_and_a_breath_drill_first() -> None:
    course = Course()
    back = {"glute-bridge": {"felt": ("low_back",)}}
    course.do("strength-a", back)
    course.do("strength-a", back)
    plan = course.plan("strength-a")
    assert [block.drill for block in plan.blocks][:2] == [
        "breathing-90-90",
        "glute-squeeze",
    ]


def test_back_tight_in_a_hinge_counts_and_working_does_not() -> None:
    for back, lead_ms in (("working", 0), ("tight", 1000)):
        course = said_once("hip-hinge-wall-tap", felt=("low_back",), back=back)
        kept = only_block(course, "hip-hinge-wall-tap").kept
        assert kept is not None
        assert kept.exhale_lead_ms == lead_ms


def test_pain_in_the_knee_takes_the_easier_drill_that_loads_the_knee_less() -> None:
    course = Course()
    course.do("strength-c", {"reverse-lunge-drive": {"pain": 4, "where_pain": "knee"}})
    drills = [block.drill for block in course.plan("strength-c").blocks]
    assert "low-step-up" in drills
    assert "step-up-drive" not in drills


def test_what_hurt_badly_twice_stays_out_until_checked_with_all_that_it_may_have_been() -> (
    None
):
    course = Course()
    course.do("glute-bridge", {"pain": 7}, then_days=3)
    plan = course.do("glute-bridge", {"pain": 6}, then_days=3)
    assert plan.blocks[0].drill == "glute-squeeze"
    session = course.decide("strength-a")
    assert [each.drill.id for each in session.chosen] == ["breathing-90-90"]
    assert {out.rules[0].rule for out in session.left_out} == {"P-place-much"}
    assert (
        session.left_out[0]
        .rules[0]
        .reason.startswith("Something hurt on Monday (7 out of 10) and")
    )
    assert session.locks == {"pain_at:elsewhere": "0002"}
    course.checked |= dict.fromkeys(session.locks, "checked 0002")
    session = course.decide("strength-a")
    assert session.locks == {}
    assert len(session.chosen) > 1


def test_what_hurts_again_after_it_was_checked_stays_out_again() -> None:
    course = Course()
    for _ in range(2):
        course.do("glute-bridge", {"pain": 7}, then_days=3)
    # Ids of sessions tell nothing of their order.
    course.sessions[-1] = replace(course.sessions[-1], id="zzzz")
    course.checked |= dict.fromkeys(course.decide("glute-bridge").locks, "checked zzzz")
    assert not course.decide("glute-bridge").left_out
    for drill in ("bird-dog", "side-lying-abduction"):
        course.do(drill, {"pain": 7}, then_days=3, plan=Course().plan(drill))
    assert [out.slot for out in course.decide("glute-bridge").left_out] == ["glute-bridge"]


def test_pain_that_nobody_placed_locks_the_kind_it_began_with_too() -> None:
    course = Course()
    for _ in range(3):
        course.do("strength-a", {"glute-bridge": {"pain": 4}})
    assert set(course.decide("strength-a").locked) == {"bridge", "squeeze"}
    assert [out.slot for out in course.decide("strength-b").left_out] == ["bridge-march"]


def test_a_lock_holds_however_long_ago_it_was() -> None:
    course = Course()
    course.checked["pain:bridge"] = "locked 0001"
    assert [out.slot for out in course.decide("strength-a").left_out] == ["glute-bridge"]


def test_a_sore_morning_rests_the_strength_drills_for_a_day_and_then_asks_less() -> None:
    course = Course()
    course.do(STRENGTH, GOOD, then_days=1, morning=("more", 4))
    out = {each.slot for each in course.decide(STRENGTH).left_out}
    assert "glute-bridge" in out
    assert "breathing-90-90" not in out
    course.now = course.sessions[0].started_at.replace(day=4)
    plan = course.plan(STRENGTH)
    assert not plan.left_out
    bridge = plan.blocks[1]
    assert (bridge.drill, bridge.sets) == ("glute-squeeze", 1)
    assert bridge.rules[0].rule == "S4"


def test_a_morning_like_any_other_changes_nothing() -> None:
    course = Course()
    course.do(STRENGTH, GOOD, then_days=1, morning=("same", None))
    assert not course.decide(STRENGTH).left_out


def test_too_hard_takes_a_set_away_and_twice_the_easier_drill() -> None:
    course = Course()
    course.do("glute-bridge", HARD)
    block = only_block(course, "glute-bridge")
    assert (block.sets, block.reps) == (1, 10)
    course.do("glute-bridge", HARD)
    assert only_block(course, "glute-bridge").drill == "glute-squeeze"


def test_a_warm_up_that_is_no_warm_up_any_more_is_cut_to_the_low_end() -> None:
    course = Course()
    course.do("pre-run", {"glute-bridge": {"easy": 7}})
    bridge = course.plan("pre-run").blocks[1]
    assert (bridge.drill, bridge.reps) == ("glute-bridge", 6)
    assert bridge.rules[0].rule == "E2"
    # Too much for a warm-up is not hard yet.
    assert " hard" not in bridge.rules[0].reason
    course = Course()
    course.do("pre-run", {"glute-bridge": HARD})
    assert course.plan("pre-run").blocks[1].reps <= bridge.reps


def test_twice_easy_adds_two_reps_up_to_the_range_and_then_the_harder_drill() -> None:
    course = Course(kit=["band", "step"])
    doses = []
    for _ in range(8):
        plan = course.do(STRENGTH, {"glute-bridge": EASY}, then_days=4)
        bridge = next(b for b in plan.blocks if b.kept and b.kept.slot == "glute-bridge")
        doses.append((bridge.drill, bridge.sets, bridge.reps))
    assert doses == [
        ("glute-bridge", 2, 10),
        ("glute-bridge", 2, 10),
        ("glute-bridge", 2, 12),
        ("glute-bridge", 2, 12),
        ("bridge-march", 2, 10),
        ("bridge-march", 2, 10),
        ("bridge-march", 2, 12),
        ("bridge-march", 2, 12),
    ]


def test_two_drills_of_a_group_never_grow_in_one_session() -> None:
    course = Course()
    course.do(STRENGTH, EASY)
    course.do(STRENGTH, EASY)
    rules = [(b.group, r.rule) for b in course.plan(STRENGTH).blocks for r in b.rules]
    grown = [group for group, rule in rules if rule == "G1"]
    assert grown
    assert len(grown) == len(set(grown))


def test_a_drill_that_was_asked_for_by_name_grows_but_is_never_another() -> None:
    course = Course()
    for _ in range(12):
        plan = course.do("glute-bridge", EASY, then_days=3)
        assert plan.blocks[0].drill == "glute-bridge"
    assert plan.blocks[0].reps == 12


def test_a_harder_drill_that_needs_what_is_not_there_is_not_offered() -> None:
    last: dict[tuple[str, ...], set[str]] = {}
    for kit in ((), ("step",)):
        course = Course(kit=kit)
        for _ in range(12):
            plan = course.do("only wall-drive-march", EASY, then_days=4)
        last[kit] = {block.drill for block in plan.blocks}
    assert last[()] == {"wall-drive-march"}
    assert last["step",] == {"step-up-drive"}


def test_two_weeks_away_step_one_level_down_and_four_begin_with_the_easiest() -> None:
    course = Course(kit=["band", "step"])
    course.do("strength-c", GOOD, then_days=17)
    away = [block.drill for block in course.plan("strength-c").blocks]
    assert "bridge-march" in away
    assert "single-leg-bridge" not in away
    course.do("strength-c", GOOD, then_days=29)
    again = [block.drill for block in course.plan("strength-c").blocks]
    assert "single-leg-bridge" not in again
    assert "glute-bridge" in again  # of level 1


def test_a_week_away_repeats_the_last_dose() -> None:
    course = Course()
    course.do("glute-bridge", EASY, then_days=1)
    course.do("glute-bridge", EASY, then_days=10)
    assert course.rule_for("glute-bridge") == "GAP-8"


def test_pain_that_was_said_of_the_whole_session_lets_nothing_grow() -> None:
    course = Course()
    course.do("glute-bridge", EASY)
    course.do("glute-bridge", EASY)
    assert course.rule_for("glute-bridge") == "G1"
    course.sessions[-1] = replace(course.sessions[-1], pain=4)
    assert course.rule_for("glute-bridge") == "P2"


def test_an_answer_that_is_corrected_decides_anew() -> None:
    course = Course()
    course.do("glute-bridge", HARD)
    assert course.rule_for("glute-bridge") == "E1"
    said = replace(course.sessions[0].feedback[0], rpe=6)
    course.sessions[0] = replace(course.sessions[0], feedback=(said,))
    assert course.rule_for("glute-bridge") == "G2"


def test_answers_that_contradict_each_other_are_taken_carefully() -> None:
    course = said_once("glute-bridge", felt=("glutes", "low_back", "nowhere"), rpe=2)
    assert course.rule_for("glute-bridge") == "F2"
    course = said_once("glute-bridge", felt=("glutes",), rpe=2, pain=0, flags=("sharp",))
    assert course.rule_for("glute-bridge") == "S2"


def test_breathing_freely_shortens_the_way_out_and_lengthens_the_way_in() -> None:
    course = said_once("breathing-90-90", stop="free")
    phases = only_block(course, "breathing-90-90").phases
    assert [phase.duration_ms for phase in phases] == [5000, 5000, 2000]


def test_less_than_the_coach_keeps_is_no_reason_to_grow() -> None:
    course = Course()
    for _ in range(2):
        plan = course.plan("glute-bridge")
        short = replace(plan, blocks=tuple(replace(b, sets=1) for b in plan.blocks))
        course.do("glute-bridge", EASY, plan=short)
    assert course.rule_for("glute-bridge") == "G0"


def test_however_often_it_is_too_hard_a_dose_worth_doing_is_left() -> None:
    course = Course()
    for _ in range(12):
        plan = course.do("glute-squeeze", HARD)
    squeeze = drill_of("glute-squeeze")
    assert squeeze is not None
    assert squeeze.drill.dose.range is not None
    low = squeeze.drill.dose.range.low
    assert (plan.blocks[0].sets, plan.blocks[0].reps) == (1, low)


def test_a_drill_that_comes_back_counts_for_the_group_it_comes_back_to() -> None:
    course = Course()
    course.do(STRENGTH, NOTHING, then_days=16)
    for _ in range(3):
        before = course.do(STRENGTH, EASY, then_days=1)
        grown = [
            block.group
            for old, block in zip(before.blocks, course.plan(STRENGTH).blocks, strict=True)
            if block.drill != old.drill or any(rule.rule == "G1" for rule in block.rules)
        ]
        assert grown
        assert len(grown) == len(set(grown))


def test_a_drill_that_rested_because_the_easier_one_is_there_comes_back_with_less() -> None:
    course = Course()
    hurt = {"hip-hinge-wall-tap": {"pain": 7, "where_pain": "ankle_or_foot"}}
    course.do(STRENGTH, hurt)
    plan = course.do(STRENGTH)
    assert [out.slot for out in plan.left_out] == ["hip-hinge-wall-tap"]
    plan = course.plan(STRENGTH)
    hinge = next(block for block in plan.blocks if block.drill == "hip-hinge-wall-tap")
    assert (hinge.sets, hinge.reps) == (1, 6)
    assert not plan.left_out


def test_back_felt_in_a_position_that_is_held_asks_for_a_whole_breath_out() -> None:
    course = said_once("bear-breathing", felt=("low_back",))
    block = only_block(course, "bear-breathing")
    assert block.rules[0].rule == "F2-held"
    assert [phase.duration_ms for phase in block.phases] == [3000, 6000]


def test_two_places_that_step_down_do_not_end_at_the_same_drill() -> None:
    course = Course()
    for days in (16, 16, 16, 16, 1):
        course.do("strength-c", then_days=days)
    drills = [block.drill for block in course.plan("strength-c").blocks]
    assert len(drills) == len(set(drills))


# How it is told


def test_what_is_told_of_an_easier_drill_is_said_of_the_one_that_was_done() -> None:
    course = Course()
    course.do("strength-a", {"glute-bridge": {"pain": 4, "where_pain": "low_back"}})
    told = {each.name: each for each in differences_of(course.plan("strength-a"))}
    assert told["Glute bridge"].today == "now Standing glute squeeze, 8 reps"
    assert told["Glute bridge"].whole.startswith(
        "Glute bridge: now Standing glute squeeze, 8 reps. Your low back hurt on "
    )


def test_what_is_different_is_told_with_what_it_was() -> None:
    course = said_once("glute-bridge", **HARD)
    (told,) = differences_of(course.plan("glute-bridge"))
    assert told.today == "10 reps, not 2 x 10"
    course = said_once("glute-bridge", felt=("low_back",))
    (told,) = differences_of(course.plan("glute-bridge"))
    assert told.today == "breathe out first, a smaller range"


def test_an_easier_drill_is_named_only_where_there_is_one() -> None:
    course = Course()
    for _ in range(3):
        answer = {"pain": 4, "where_pain": "low_back"}
        plan = course.do("strength-a", {"glute-bridge": answer})
    told = next(each for each in differences_of(plan) if each.today == "6 reps, not 8")
    assert told.reason.endswith("so we're making today easier.")


def test_more_of_the_same_drill_is_called_more() -> None:
    course = Course()
    for _ in range(2):
        course.do("glute-bridge", EASY)
    (told,) = differences_of(course.plan("glute-bridge"))
    assert told.today == "2 x 12 reps, not 2 x 10"
    assert told.reason.endswith("a little more today.")


def test_the_dose_that_is_told_is_the_one_that_is_done_today() -> None:
    course = Course(wishes=Wishes(sets=1, reps=3))
    course.do("glute-bridge", {"pain": 4, "where_pain": "low_back"})
    (told,) = differences_of(course.plan("glute-bridge"))
    assert told.today == "now Standing glute squeeze, 3 reps"


def test_a_session_that_was_left_before_a_drill_decides_nothing_about_it() -> None:
    course = Course()
    course.do("glute-bridge", {"felt": ("low_back",), "rpe": 6})
    course.do("glute-bridge", {"undone": True})
    (told,) = differences_of(course.plan("glute-bridge"))
    assert told.today == "breathe out first, a smaller range"
    # A later answer about the last time it was done still counts.
    first = course.sessions[0]
    corrected = replace(first.feedback[0], felt=("glutes",), flags=("sharp",))
    course.sessions[0] = replace(first, feedback=(corrected,))
    assert course.rule_for("glute-bridge") == "S2"


def test_a_breath_drill_that_comes_first_is_named_only_where_it_does() -> None:
    for routine, slot, is_first in (
        ("strength-a", "glute-bridge", True),
        ("desk-break", "glute-squeeze", False),
    ):
        course = Course()
        for _ in range(2):
            course.do(routine, {slot: {"felt": ("low_back",), "rpe": 6}})
        plan = course.plan(routine)
        (told,) = differences_of(plan)
        assert (plan.blocks[0].drill == "breathing-90-90") is is_first
        assert told.reason.endswith("Start with 90/90 wall breathing.") is is_first


def test_the_dose_that_is_told_is_that_of_the_week_of_a_programme() -> None:
    course = Course()
    course.do("strength-a", {"hip-hinge-wall-tap": {"pain": 3, "where_pain": "hamstrings"}})
    chosen = [replace(choice, add_sets=-1) for choice in chosen_of("strength-a")]
    session = decide(chosen, DrillHistory(course.sessions), course.frame)
    (told,) = (rule for c in session.chosen if c.decided for rule in c.decided.rules)
    assert told.today == "7 reps, not 10"


def test_no_drill_takes_a_place_while_it_stands_in_a_later_one() -> None:
    course = Course()
    back = {"pain": 3, "where_pain": "low_back"}
    for answer, days in ((NOTHING, 16), (back, 1), (EASY, 1), (EASY, 1), (NOTHING, 16)):
        course.do(STRENGTH, answer, then_days=days)
    drills = [block.drill for block in course.plan(STRENGTH).blocks]
    assert len(drills) == len(set(drills))


def test_good_work_in_a_warm_up_is_no_complaint_however_often_it_is_said() -> None:
    course = Course()
    for _ in range(7):
        course.do("pre-run", GOOD)
    plan = course.plan("pre-run")
    assert not any(rule.rule for block in plan.blocks for rule in block.rules)


def test_what_hurt_badly_and_has_nothing_easier_rests_once() -> None:
    course = Course()
    course.do("only glute-squeeze", {"pain": 7})
    session = course.decide("only glute-squeeze")
    (out,) = session.left_out
    assert out.rules[0].reason == (
        "Standing glute squeeze hurt a lot on Monday, and no gentler version fits today, "
        "so we're skipping it."
    )
    # Rested is rested: it comes back, and with less.
    course.now = course.sessions[0].started_at.replace(day=5)
    rested = replace(course.plan(STRENGTH), names=("own-day",), left_out=(out,))
    course.do("only glute-squeeze", plan=rested)
    (choice,) = course.decide("only glute-squeeze").chosen
    assert choice.decided is not None
    assert choice.decided.kept.reps == 4


@pytest.mark.parametrize(
    ("answer", "hurt"),
    [
        ({"pain": 6, "flags": ("numb",)}, "hurt a lot"),
        ({"pain": 4, "flags": ("sharp",)}, "hurt sharply"),
        ({"pain": 0, "flags": ("numb",)}, "felt wrong"),
        ({"flags": ("giving_way",)}, "felt wrong"),
        ({"pain": 4, "flags": ("numb",)}, "hurt"),
    ],
)
def test_only_what_the_runner_answered_is_said(answer: dict[str, Any], hurt: str) -> None:
    course = Course()
    course.do("only glute-squeeze", answer)
    (out,) = course.decide("only glute-squeeze").left_out
    said = f"Standing glute squeeze {hurt} on Monday, and no gentler version fits today"
    assert out.rules[0].reason.startswith(said)


def test_what_hurt_is_named_and_a_painful_morning_is_never_called_sore() -> None:
    course = Course()
    course.do("reverse-lunge-drive", {"pain": 4, "where_pain": "knee"})
    (told,) = differences_of(course.plan("reverse-lunge-drive"))
    assert told.reason.startswith("Your knee hurt on Monday")
    course = Course()
    course.do(STRENGTH, GOOD, then_days=1, morning=("more", 4))
    for days in (0, 1):
        course.now += timedelta(days=days)
        reasons = [each.reason for each in differences_of(course.plan(STRENGTH))]
        assert reasons
        assert not any("sore" in each for each in reasons)


@pytest.mark.parametrize(
    "answer",
    [
        HARD,
        {"pain": 4, "where_pain": "hip"},
        {"pain": 4},
        {"flags": ("cramp",)},
        {"felt": ("quads",), "rpe": 6},
        {"felt": ("low_back",), "rpe": 6},
        {"felt": ("knee",), "rpe": 6},
    ],
)
def test_nothing_is_called_easier_or_less_that_is_the_same(answer: dict[str, Any]) -> None:
    course = Course()
    before: Block | None = None
    for _ in range(8):
        if not course.decide("only glute-squeeze").chosen:
            return
        (block,) = course.do("only glute-squeeze", answer).blocks
        is_same = before is not None and (block.drill, block.sets, block.reps) == (
            before.drill,
            before.sets,
            before.reps,
        )
        said = " ".join(rule.reason for rule in block.rules)
        assert not (is_same and ("easier" in said or "do less" in said)), said
        before = block
