"""What `coach drill check` has to say about how files fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, empty_bundle, write

from coach.library.check.report import check
from coach.library.load import read_library
from coach.model.terms import BodyPlace, PainPlace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="bundle")
def _bundle(tmp_path: Path) -> Path:
    return empty_bundle(tmp_path)


def told(bundle: Path) -> list[str]:
    problems = check([], bundle).problems
    return [str(problem).removeprefix("drills/") for problem in problems]


def named(name: str, *lines: str) -> str:
    return drill_with("name: Heel slide", f"name: {name}") + "".join(
        f"{line}\n" for line in lines
    )


def test_files_that_fit_together_have_no_problems(bundle: Path) -> None:
    source = "lee-2020: {who: L, where: J, facts: [{says: A, mark: verified}]}\n"
    write(
        bundle,
        {
            "one.yaml": named("One", "harder: two", "sources: [lee-2020]"),
            "two.yaml": named("Two", "easier: one"),
            "routines/day.yaml": ROUTINE.replace("heel-slide", "one"),
            "sources.yaml": source,
        },
    )
    assert told(bundle) == []


def test_neighbours_must_exist(bundle: Path) -> None:
    write(
        bundle,
        {
            "one.yaml": named("One", "easier: one", "harder: tow"),
            "two.yaml": named("Two", "easier: one", "harder: one"),
        },
    )
    assert told(bundle) == [
        "one.yaml:18:9: a drill cannot be easier or harder than itself",
        "one.yaml:19:9: no drill is called 'tow' (did you mean 'two'?)",
        "two.yaml:19:9: 'one' cannot be both the easier and the harder version",
    ]


def test_a_way_to_harder_drills_never_comes_back(bundle: Path) -> None:
    write(
        bundle,
        {
            "entry.yaml": named("Entry", "harder: b"),
            "a.yaml": named("A", "harder: c"),
            "b.yaml": named("B", "harder: a"),
            "c.yaml": named("C", "harder: b"),
            "d.yaml": named("D", "easier: e"),
            "e.yaml": named("E", "easier: d"),
        },
    )
    assert told(bundle) == [
        "a.yaml:18:9: 'harder' goes round in a circle: a > c > b > a",
        "d.yaml:18:9: 'easier' goes round in a circle: d > e > d",
    ]


def test_every_source_is_in_the_list(bundle: Path) -> None:
    write(
        bundle,
        {
            "one.yaml": named("One", "sources: [lee-2020, lee-2012]"),
            "sources.yaml": "lee-2020: {who: L, where: J, facts: []}\n",
        },
    )
    assert told(bundle) == [
        (
            "one.yaml:18:21: the source 'lee-2012' is not in sources.yaml"
            " (did you mean 'lee-2020'?)"
        )
    ]


def test_a_name_means_one_thing_only(bundle: Path) -> None:
    write(
        bundle,
        {
            "one.yaml": named("Heel Slide", "also: [TWO, one, first]"),
            "two.yaml": named("heel-slide"),
            "routines/day.yaml": ROUTINE.replace("Short day", "First").replace(
                "heel-slide", "one"
            ),
        },
    )
    assert told(bundle) == [
        "one.yaml:18:8: the name 'TWO' already belongs to 'two'",
        "one.yaml:18:18: the name 'first' already belongs to 'day'",
        "two.yaml:1:7: the name 'heel-slide' already belongs to 'one'",
    ]


def test_a_neighbour_with_problems_is_not_said_to_be_missing(bundle: Path) -> None:
    write(
        bundle,
        {
            "one.yaml": named("One", "harder: two"),
            "two.yaml": drill_with("sets: 2", "sets: 0"),
        },
    )
    assert told(bundle) == [
        "one.yaml:18:9: the file for the drill 'two' has problems",
        "two.yaml:10:14: expected a whole number from 1 to 20, not 0",
    ]


def test_unusable_files_and_mere_remarks_come_in_one_list_by_file_and_line(
    bundle: Path,
) -> None:
    write(
        bundle,
        {
            "z.yaml": drill_with("sets: 2", "sets: 0"),
            "a.yaml": named("A", "easier: zz").replace("Slow", "Heals you, slow"),
        },
    )
    assert told(bundle) == [
        "a.yaml:15:5: 'Heals' promises too much (write 'may help')",
        "a.yaml:18:9: no drill is called 'zz'",
        "z.yaml:10:14: expected a whole number from 1 to 20, not 0",
    ]


def test_a_dose_that_does_not_suit_its_drill_is_told_in_the_routine(bundle: Path) -> None:
    write(
        bundle,
        {
            "heel-slide.yaml": drill_with("sides: both", "sides: alternate"),
            "routines/day.yaml": ROUTINE.replace("reps: 6", "reps: 5"),
        },
    )
    assert told(bundle) == [
        (
            "routines/day.yaml:4:40: advice: alternating sides need an even number,"
            " not 5 (write 6; the number counts both sides)"
        )
    ]


def test_an_own_file_replaced_by_another_is_still_checked(
    bundle: Path, tmp_path: Path
) -> None:
    write(bundle, {"heel-slide.yaml": drill_with("Slow", "Heals you, slow")})
    own = write(tmp_path / "own", {"heel-slide.yaml": DRILL})
    assert [problem.path for problem in check([own], bundle).problems] == [
        "drills/heel-slide.yaml"
    ]


def test_one_file_is_checked_against_the_others_and_alone_reported(
    bundle: Path, tmp_path: Path
) -> None:
    write(bundle, {"sigh.yaml": named("Sighing", "harder: nowhere")})
    folder = write(
        tmp_path / "elsewhere",
        {
            "new.yaml": named("Sighing", "easier: sigh", "harder: sihg"),
            "routines/new-day.yaml": ROUTINE.replace("heel-slide", "sigh"),
        },
    )
    problems = check([], bundle, [folder / "new.yaml"]).problems
    assert [(problem.line, problem.message) for problem in problems] == [
        (1, "the name 'Sighing' already belongs to 'sigh'"),
        (19, "no drill is called 'sihg'"),
    ]
    assert check([], bundle, [folder / "routines" / "new-day.yaml"]).problems == ()


def test_a_file_that_is_not_there_cannot_be_checked(bundle: Path, tmp_path: Path) -> None:
    (problem,) = check([], bundle, [tmp_path / "none.yaml"]).problems
    assert problem.message == "there is no such file"


def test_a_bad_name_is_said_and_what_is_in_the_file_waits_for_a_good_one(
    tmp_path: Path,
) -> None:
    write(tmp_path / "own", {"A b.yaml": DRILL})
    problems = check([tmp_path / "own"], empty_bundle(tmp_path)).problems
    assert [problem.hint for problem in problems] == ["rename the file to 'a-b.yaml'"]


def test_a_former_name_of_a_place_works_and_is_advised_about(bundle: Path) -> None:
    text = DRILL.replace("front_of_hip", "hip_flexor").replace("[abs]", "[abs_core]")
    write(bundle, {"heel-slide.yaml": text})
    assert [each.split(": advice")[0] for each in told(bundle)] == [
        "heel-slide.yaml:16:17",
        "heel-slide.yaml:17:9",
    ]
    assert "'hip_flexor' is now called 'front_of_hip'; both work" in told(bundle)[1]
    drill = read_library([], bundle).drills["heel-slide"].value
    assert drill.feel.target == (BodyPlace.ABS,)
    assert set(drill.loads or {}) == {PainPlace.FRONT_OF_HIP}
