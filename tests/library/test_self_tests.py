"""Files of self-tests: found, checked, and turned into a drill that leads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import make_block, make_prescription
from tests.library.drillfiles import DRILL, empty_bundle, write

from coach.config.choices import VoiceLevel
from coach.errors import CoachError
from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.load import read_library
from coach.library.self_tests import SelfTests, read_self_tests
from coach.model.terms import Unit
from coach.sound.event_phrases import closing_words
from coach.sound.way_into_position import (
    standing_texts,
)

TEST = """\
name: Quick lift
measure: reps
why: Counts how often you lift.
group: glute-activation
pattern: bridge
base: supine
sides: each
setup: [Lie on your back]
cycle:
  - {do: lift, breath: exhale, time: 1s}
  - {do: lower, breath: inhale, time: 1s}
count: 30
ends: [The hip drops]
stop: [Pain of 3 or more]
rest: 1s
loads: {glutes: high, low_back: medium}
"""


def read(folder: Path, text: str = TEST) -> SelfTests:
    own = write(folder / "own", {"tests/quick-lift.yaml": text, "slide.yaml": DRILL})
    return read_self_tests(read_library([own], empty_bundle(folder)))


def test_the_bundled_tests_are_right_and_lead_one_set_a_side() -> None:
    library = read_library([], find_bundled())
    tests = read_self_tests(library)
    assert tests.problems == ()
    assert set(tests.entries) == {
        "heel-raise",
        "side-plank",
        "single-leg-bridge",
        "tucked-thomas",
    }
    for entry in tests.entries.values():
        assert entry.value.drill.dose.sets == 1
        assert set(entry.value.trains) <= set(library.drills)
        assert any("pain" in line.lower() for line in entry.value.stop)


def test_the_way_into_a_test_says_when_to_end_a_side_and_when_to_stop_it_all(
    tmp_path: Path,
) -> None:
    test = read(tmp_path).find("quick-lift").value
    *_, ends, stops = test.drill.setup
    assert ends == (
        "Each side's test ends at the first of these signs: the hip drops. "
        "Then relax and press space"
    )
    assert stops == "Stop the test with q or h at any of these signs: pain of 3 or more"
    plan = make_prescription(make_block(setup=test.drill.setup), self_paced=True)
    heard = standing_texts(plan.blocks[0], 1, VoiceLevel.FULL)
    assert {ends, stops} <= set(heard)
    # The words are made while the last side is at work, and nobody knows how long it takes.
    assert closing_words(plan, (), 360_000) == "Done."


def test_a_test_of_both_sides_together_ends_once(tmp_path: Path) -> None:
    both = read(tmp_path, TEST.replace("sides: each", "sides: both"))
    *_, ends, _ = both.find("quick-lift").value.drill.setup
    assert ends.startswith("The test ends at the first of these signs: ")


def test_a_test_is_found_by_its_name_and_counts_what_it_measures(tmp_path: Path) -> None:
    test = read(tmp_path).find("Quick lift").value
    assert (test.drill.unit, test.drill.dose.reps) == (Unit.REPS, 30)
    held = read(tmp_path / "held", TEST.replace("measure: reps", "measure: seconds"))
    assert held.find("quick-lift").value.drill.unit is Unit.BREATHS
    with pytest.raises(CoachError, match="no test is called 'quick-list'") as caught:
        held.find("quick-list")
    assert caught.value.hint == "did you mean 'quick-lift'? `coach test` shows all names"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("stop: [Pain of 3 or more]\n", "", "stop"),
        ("stop: [Pain of 3 or more]", "stop: []", "at least 1 entry"),
        (
            "stop: [Pain of 3 or more]",
            "stop: [You are tired]",
            "none of the reasons to stop mentions pain",
        ),
        (
            "measure: reps",
            "measure: yes-no",
            "a yes-or-no test needs a question",
        ),
        ("sides: each", "sides: alternate", "a test can't alternate sides"),
        ("count: 30", "count: 30\nquestion: Was it level?", "can't have a question"),
        ("rest: 1s", "rest: 1s\ntrains: [nothing]", "no drill is called 'nothing'"),
        ("why: Counts how", "why: This cures knees. Counts how", "cures"),
    ],
)
def test_what_is_wrong_in_the_file_of_a_test_is_told(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    own = write(tmp_path / "own", {"tests/quick-lift.yaml": TEST.replace(was, now)})
    report = check([own], empty_bundle(tmp_path))
    assert any(told in str(problem) for problem in report.problems)


def test_a_test_in_a_folder_of_drills_is_sent_to_its_own(tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"quick-lift.yaml": TEST})
    report = check([own], empty_bundle(tmp_path))
    assert any("not in a folder named 'tests'" in str(p) for p in report.problems)
