"""What a runner wants left out: which drills fit, gentle words, and what stands in."""

from __future__ import annotations

import re

import pytest

from coach.config.choices import LEAVE_OUT
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.drill import Drill
from coach.model.left_out import (
    LEAVE_OUT_WORDS,
    answer_of,
    as_wanted,
    gentle,
    is_doable,
    read_answer,
    stand_in,
    why_left_out,
)
from coach.model.terms import Base, Breath, BreathEffort, LeaveOut

LIBRARY = read_library([], find_bundled())
DRILLS = {id_: entry.value for id_, entry in LIBRARY.drills.items()}
EMPTYING = re.compile(
    r"\b(empty|emptying|all the air|all the way|fully|full breath|blow|hiss|tighten all)\b",
    re.IGNORECASE,
)


def _left_out(what: LeaveOut) -> set[str]:
    return {id_ for id_, drill in DRILLS.items() if not is_doable(drill, [what])}


def test_settings_questions_and_drills_have_the_same_words() -> None:
    assert LEAVE_OUT == tuple(LeaveOut) == tuple(LEAVE_OUT_WORDS)


def test_only_the_straw_cannot_be_done_gently() -> None:
    assert _left_out(LeaveOut.FORCED_BREATHS) == {"straw-exhale"}


def test_who_does_not_kneel_is_spared_all_fours_and_the_side_of_a_knee() -> None:
    left_out = _left_out(LeaveOut.KNEELING)
    assert {"side-plank-clam", "bird-dog", "couch-stretch", "bear-breathing"} <= left_out
    assert "standing-hip-flexor" not in left_out


def test_who_does_not_lie_on_the_back_does_no_bridge_at_all() -> None:
    bridges = {id_ for id_, drill in DRILLS.items() if drill.pattern == "bridge"}
    assert bridges <= _left_out(LeaveOut.ON_THE_BACK)


def test_who_does_not_lie_face_down_does_no_drill_that_does() -> None:
    prone = {id_ for id_, drill in DRILLS.items() if drill.base is Base.PRONE}
    assert _left_out(LeaveOut.FACE_DOWN) == prone


def test_standing_drills_fit_everybody() -> None:
    for drill in DRILLS.values():
        if drill.base is Base.STANDING:
            assert is_doable(drill, LeaveOut), drill.id


@pytest.mark.parametrize("drill", DRILLS.values(), ids=DRILLS)
def test_a_gentle_drill_asks_nobody_to_empty_the_lungs(drill: Drill) -> None:
    if not is_doable(drill, [LeaveOut.FORCED_BREATHS]):
        return
    easy = gentle(drill)
    said = [*easy.setup, *easy.cues, *(phase.do for phase in easy.cycle)]
    assert [words for words in said if EMPTYING.search(words)] == []
    assert all(phase.breath is not Breath.PAUSE for phase in easy.cycle)
    assert (easy.breath_effort, easy.warning) == (BreathEffort.EASY, None)


def test_only_who_leaves_out_forced_breaths_gets_the_gentle_words() -> None:
    plank = DRILLS["plank-exhale"]
    assert as_wanted(plank, [LeaveOut.KNEELING]) is plank
    assert as_wanted(plank, [LeaveOut.FORCED_BREATHS]) == gentle(plank)


def test_forced_breaths_come_with_a_warning_and_nothing_else_does() -> None:
    forced = {i for i, d in DRILLS.items() if d.breath_effort is BreathEffort.FORCED}
    assert forced == {"straw-exhale", "plank-exhale", "bear-breathing"}
    assert {id_ for id_, drill in DRILLS.items() if drill.warning} == forced


def test_no_drill_and_no_routine_leads_to_the_straw() -> None:
    leading = [d.id for d in DRILLS.values() if "straw-exhale" in {d.easier, d.harder}]
    items = (item for entry in LIBRARY.routines.values() for item in entry.value.items)
    assert leading == [item.drill for item in items if item.drill == "straw-exhale"] == []


def test_breathing_never_leads_to_anything_else_that_lies_down() -> None:
    for drill in DRILLS.values():
        if drill.pattern == "breath" and drill.base is not Base.STANDING and drill.harder:
            assert DRILLS[drill.harder].pattern == "breath", drill.id


@pytest.mark.parametrize(
    ("left_out", "what", "instead"),
    [
        ("breathing-90-90", LeaveOut.ON_THE_BACK, "side-lying-exhale-reach"),
        ("half-kneeling-hip-flexor", LeaveOut.KNEELING, "standing-hip-flexor"),
        ("prone-hip-extension", LeaveOut.FACE_DOWN, "standing-hip-extension-wall"),
    ],
)
def test_the_drill_most_like_it_stands_in(
    left_out: str, what: LeaveOut, instead: str
) -> None:
    found = stand_in(DRILLS[left_out], DRILLS.values(), [what])
    assert found is DRILLS[instead]


@pytest.mark.parametrize("drill", DRILLS.values(), ids=DRILLS)
def test_what_stands_in_fits_is_no_harder_and_has_no_warning(drill: Drill) -> None:
    for what in LeaveOut:
        found = stand_in(drill, DRILLS.values(), [what])
        if found is not None:
            assert is_doable(found, [what])
            assert (found.warning, found.group) == (None, drill.group)
            assert found.level <= drill.level


@pytest.mark.parametrize(
    "some", [(), (LeaveOut.KNEELING,), (LeaveOut.FORCED_BREATHS, LeaveOut.ON_THE_BACK)]
)
def test_an_answer_is_read_as_it_was_kept(some: tuple[LeaveOut, ...]) -> None:
    assert read_answer(answer_of(some)) == some


def test_words_of_a_later_coach_are_passed_over() -> None:
    assert read_answer("upside-down kneeling") == (LeaveOut.KNEELING,)


def test_the_reason_names_what_the_runner_asked_for() -> None:
    reason = why_left_out(LeaveOut.ON_THE_BACK)
    assert reason == "You asked coach to leave out lying on the back."
