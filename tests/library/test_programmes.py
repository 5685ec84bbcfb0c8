from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, empty_bundle, write

from coach.errors import CoachError, LibraryError
from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.load import read_library
from coach.library.programmes import Programmes, read_programmes

PROGRAMME = """\
name: Spring
why: A few weeks of short days.
weeks:
  - name: Begin
    about: Get to know it.
    strength: [{routine: short-day, times: 2}]
    changes: [{sets: -1, drills: [heel-slide]}]
    gate: short-day
  - name: Go on
    about: The same again.
    strength: [{routine: short-day, times: 3}]
"""
FILES = {"heel-slide.yaml": DRILL, "routines/short-day.yaml": ROUTINE}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def read(own: Path, text: str = PROGRAMME) -> Programmes:
    write(own, {**FILES, "programmes/spring.yaml": text})
    return read_programmes(read_library([own], empty_bundle(own.parent)))


def told(own: Path, programmes: Programmes) -> list[str]:
    return [str(problem).replace(str(own), "OWN") for problem in programmes.problems]


def test_the_bundled_programmes_are_right() -> None:
    programmes = read_programmes(read_library([], find_bundled()))
    assert sorted(programmes.entries) == ["four-week", "six-week"]
    assert programmes.problems == ()
    lengths = {id_: len(entry.value.weeks) for id_, entry in programmes.entries.items()}
    assert lengths == {"four-week": 4, "six-week": 6}


def test_a_programme_is_found_by_its_id_and_its_name(own: Path) -> None:
    programmes = read(own)
    assert programmes.find("spring").value is programmes.find("Spring").value
    with pytest.raises(CoachError, match="no programme is called 'sprint'") as caught:
        programmes.find("sprint")
    assert caught.value.hint == "did you mean 'spring'? `coach plan list` shows all names"


def test_different_routines_take_turns_in_a_week() -> None:
    programmes = read_programmes(read_library([], find_bundled()))
    weeks = programmes.entries["six-week"].value.weeks
    assert [week.sessions for week in weeks] == [
        ("strength-a", "strength-a"),
        ("strength-a", "strength-a"),
        ("strength-a", "strength-b"),
        ("strength-b", "strength-b"),
        ("strength-b", "strength-c"),
        ("strength-c", "strength-b"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{routine: short-day, times: 3}",
            "{routine: short-dy, times: 3}",
            "11:26: no routine is called 'short-dy' (did you mean 'short-day'?)",
        ),
        (
            "gate: short-day",
            "gate: x",
            (
                "8:11: the gate 'x' is not one of this week's strength routines"
                " (use short-day)"
            ),
        ),
        (
            "times: 3",
            "times: 4",
            (
                "11:15: 4 strength sessions a week leave too few rest days in between "
                "(plan at most 3)"
            ),
        ),
        (
            "sets: -1",
            "sets: less",
            "7:22: expected a whole number, not 'less'",
        ),
        ("name: Spring", "nam: Spring", "1:1: unknown key 'nam' (did you mean 'name'?)"),
    ],
)
def test_a_mistake_costs_the_programme_and_is_told_with_its_place(
    own: Path, old: str, new: str, problem: str
) -> None:
    programmes = read(own, PROGRAMME.replace(old, new))
    assert programmes.entries == {}
    assert f"OWN/programmes/spring.yaml:{problem}" in told(own, programmes)
    with pytest.raises(LibraryError):
        programmes.find("spring")


def test_a_bad_programme_costs_no_drill_and_no_other_programme(own: Path) -> None:
    write(own, {**FILES, "programmes/bad.yaml": "weeks: 7\n"})
    programmes = read(own)
    assert list(programmes.entries) == ["spring"]
    library = read_library([own], empty_bundle(own))
    assert (list(library.drills), library.problems) == (["heel-slide"], ())


def test_an_own_programme_takes_the_place_of_a_bundled_one(own: Path) -> None:
    text = PROGRAMME.replace("short-day", "strength-a").replace(
        ", drills: [heel-slide]", ""
    )
    write(own, {"programmes/six-week.yaml": text})
    entry = read_programmes(read_library([own], find_bundled())).entries["six-week"]
    assert (entry.value.name, entry.is_own, entry.replaces_bundled) == (
        "Spring",
        True,
        True,
    )


def test_what_a_programme_says_is_checked_too(own: Path) -> None:
    text = PROGRAMME.replace("Get to know it.", "It prevents injuries.")
    text = text.replace("heel-slide", "heel-slid")
    write(own, {**FILES, "programmes/spring.yaml": text})
    problems = [str(each) for each in check([own], empty_bundle(own.parent)).problems]
    assert len(problems) == 2
    assert "'prevents injuries' promises too much" in problems[0]
    assert "no drill is called 'heel-slid' (did you mean 'heel-slide'?)" in problems[1]


def test_one_file_can_be_checked_alone(own: Path) -> None:
    write(own, {**FILES, "programmes/spring.yaml": PROGRAMME.replace("short-day", "x")})
    file = own / "programmes" / "spring.yaml"
    assert len(check([own], empty_bundle(own.parent), [file]).problems) == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("spring.yaml", PROGRAMME, "this is a programme, but it is not in a folder named"),
        (
            "programmes/x.yaml",
            DRILL,
            "this is a drill, but it is in a folder named 'programmes'",
        ),
        ("programmes/x.yaml", ROUTINE, "this is a routine, but it is in a folder named"),
        ("routines/x.yaml", PROGRAMME, "this is a programme, but it is in a folder named"),
    ],
)
def test_a_file_in_the_wrong_folder_is_told_once(
    own: Path, name: str, text: str, said: str
) -> None:
    write(own, {**FILES, name: text})
    (problem,) = check([own], empty_bundle(own.parent)).problems
    assert said in problem.message
