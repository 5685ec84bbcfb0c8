"""The drills we ship keep every rule we have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.library.drillfiles import write

from coach.errors import CoachError
from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.load import read_library
from coach.library.yaml.guarded_load import load
from coach.library.yaml.parser import FAST_PARSER, PureParser
from coach.model.terms import Base, Breath, Sides

if TYPE_CHECKING:
    from pathlib import Path

# Kept apart from the checker's own list, so that a hole there shows here.
_FORBIDDEN = {
    *("prevent", "cure", "cures", "cured", "heal", "heals", "healing", "miracle", "proven"),
    *("guarantee", "guaranteed", "asleep", "dormant", "amnesia", "medical", "bulletproof"),
    *("treats", "treatment", "therapy", "therapeutic", "injury-free", "injury-proof"),
    *("eliminates", "relieves", "corrects", "correcting", "fixes", "fixing", "injury"),
}


def test_a_check_finds_nothing() -> None:
    assert check([], find_bundled()).problems == ()


def test_nothing_is_left_out_of_the_library() -> None:
    bundled = find_bundled()
    library = read_library([], bundled)
    files = {path.stem for path in bundled.rglob("*.yaml") if path.parent != bundled}
    others = {
        path.stem
        for folder in ("programmes", "tests")
        for path in bundled.glob(f"{folder}/*.yaml")
    }
    tested = {"single-leg-bridge"}  # a drill and a test
    assert {*library.drills, *library.routines} == (files - others) | tested
    assert (len(library.drills), len(library.routines)) >= (40, 8)


def test_no_file_has_words_of_healing() -> None:
    for path in sorted(find_bundled().glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8").lower()
        words = re.findall(r"[a-z]+(?:-[a-z]+)*", text)
        assert not _FORBIDDEN.intersection(words), path.name


def test_no_phase_holds_the_breath() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        for phase in entry.value.cycle:
            assert "hold" not in phase.do.lower(), entry.shown
            assert phase.breath is not Breath.PAUSE or phase.time <= 2000, entry.shown


def test_every_drill_counts_its_sides_fairly() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        dose = entry.value.dose
        if entry.value.sides is Sides.ALTERNATE and dose.time is None:
            assert (dose.reps or dose.breaths or 0) % 2 == 0, entry.shown


def test_both_parsers_read_every_file_alike() -> None:
    for path in sorted(find_bundled().rglob("*.yaml")):
        data = path.read_bytes()
        fast = load(data, path.name, parser=FAST_PARSER)
        pure = load(data, path.name, parser=PureParser)
        assert fast.value == pure.value, path.name


def test_an_installed_package_brings_its_drills(tmp_path: Path) -> None:
    package = write(tmp_path / "lib" / "coach", {"drills/exhale/x.yaml": ""})
    assert find_bundled(package) == package / "drills"


@pytest.mark.parametrize(
    ("project", "found"),
    [
        ('[project]\nname = "drill-coach"\n', True),
        ('[project]\nname = "somebody-else"\ndependencies = ["drill-coach"]\n', False),
        (b"\xff\xfe", False),
    ],
)
def test_a_checkout_is_known_by_its_project_name(
    tmp_path: Path, project: str | bytes, *, found: bool
) -> None:
    write(tmp_path, {"src/coach/x.py": "", "drills/x.yaml": "", "pyproject.toml": project})
    if found:
        assert find_bundled(tmp_path / "src" / "coach") == tmp_path / "drills"
    else:
        with pytest.raises(CoachError, match="the bundled drills are missing"):
            find_bundled(tmp_path / "src" / "coach")


def test_no_routine_names_a_key_beside_the_one_on_the_screen() -> None:
    routines = read_library([], find_bundled()).routines.values()
    said = [words for each in routines for words in (each.value.opens, each.value.closes)]
    assert any(said)
    assert not [words for words in said if words and re.search(r"(?i)\bpress\b", words)]


def test_every_setup_tells_closed_eyes_what_each_breath_does() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        *_, last = (step for step in entry.value.setup if not _LIMIT.match(step))
        assert re.search(r"(?i)\bbreath|\bblow", last), entry.shown


def test_a_drill_that_can_be_overdone_says_before_it_starts_how_far_to_go() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        if drill.pattern in _CAN_BE_OVERDONE:
            assert any(map(_HOW_FAR.search, drill.setup)), entry.shown
        if drill.id in _STANDING_ON_ONE_LEG:
            assert any(map(_LIMIT.match, drill.setup)), entry.shown


def test_what_may_be_used_is_named_before_the_runner_lies_down() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        things = {*drill.optional_equipment} - {"weight"}  # the voice says it first
        if drill.base in {Base.SUPINE, Base.PRONE, Base.SIDE_LYING} and things:
            assert any(thing in (drill.at_hand or "") for thing in things), entry.shown


_STANDING_ON_ONE_LEG = {
    "hip-airplane",
    "hip-hitch",
    "low-step-up",
    "reverse-lunge-drive",
    "step-up-drive",
}
"""Drills in which a knee or hip gives way before the runner notices."""
_LIMIT = re.compile(
    r"(?:Stop|(?:Reach|Sink|Open|Turn|Lower|Rise) only|Lift the knee no higher)\b"
)
"""Starts a step that says how far to go, after the movement."""
_HOW_FAR = re.compile(r"\b(?:[Ss]top|only|a little|line|level)\b")
_CAN_BE_OVERDONE = {"bridge", "leg-extension", "abduction"}


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z-]+", text.lower()))


def test_the_first_cue_says_more_than_the_setup_just_before_it() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        said = _words_of(drill.cues[0])
        for step in drill.setup:
            assert not said <= _words_of(step), (entry.shown, step)


def test_no_side_text_orders_a_lift_while_the_runner_still_gets_ready() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        side = entry.value.side_text
        assert side is None or not side.left.startswith("Lift"), entry.shown


def test_lying_on_a_side_is_told_once_and_whole_with_the_side() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        if drill.base is Base.SIDE_LYING and drill.side_text is not None:
            assert drill.side_text.left.startswith("Lie on your right side, "), entry.shown
            assert not any("Lie on" in step for step in drill.setup), entry.shown


def test_a_band_that_was_put_on_before_a_drill_is_taken_off_after_it() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        if "band round" in " ".join((drill.at_hand or "", *drill.setup)):
            assert "band" in (drill.afterwards or ""), entry.shown


def test_a_long_stretch_says_how_it_may_feel_and_how_to_leave_it() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        drill = entry.value
        if drill.pattern == "hip-flexor-stretch":
            told = " ".join((*drill.setup, drill.cues[0]))
            assert "gentle stretch but no pain" in told, entry.shown
            assert drill.afterwards, entry.shown
