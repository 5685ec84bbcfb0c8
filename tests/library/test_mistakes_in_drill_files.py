"""What an author is told about a file that is YAML but not a drill."""

from __future__ import annotations

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, drill_of, drill_with

from coach.errors import LibraryError
from coach.library.decode import decode, decode_sources
from coach.library.yaml.guarded_load import load
from coach.model.drill import CountRange, Routine
from coach.units import Milliseconds


def problems_of(text: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        drill_of(text)
    return [
        str(problem).removeprefix("heel-slide.yaml:") for problem in caught.value.problems
    ]


def problems_with(old: str, new: str) -> list[str]:
    return problems_of(drill_with(old, new))


def test_a_good_drill_is_decoded_with_its_types() -> None:
    drill = drill_of(drill_with("rest: 30s", "rest: 1:30, range: 6-12"))
    assert drill.id == "heel-slide"
    assert drill.dose.rest == Milliseconds(90_000)
    assert drill.dose.range == CountRange((6, 12))
    assert drill.cycle[0].time == Milliseconds(4_000)


def test_a_number_with_a_leading_zero_is_the_number() -> None:
    assert drill_of(drill_with("reps: 8", "reps: 010")).dose.reps == 10


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("sets: 2", "sets: no", "10:14: expected a whole number, not 'no'"),
        ("sets: 2", "sets: ten", "10:14: expected a whole number, not 'ten'"),
        ("sets: 2", "sets: 2.5", "10:14: expected a whole number, not 2.5"),
        ("sets: 2", "sets: .nan", "10:14: expected a whole number, not .nan"),
        ("sets: 2", "sets: true", "10:14: expected a whole number, not true"),
        ("sets: 2", "sets: ", "10:14: expected a whole number, not an empty value"),
        ("sets: 2", "sets: .inf", "10:14: expected a whole number, not .inf"),
        ("sets: 2", "sets: -1", "10:14: expected a whole number from 1 to 20, not -1"),
        ("sets: 2", "sets: 0", "10:14: expected a whole number from 1 to 20, not 0"),
        (
            "reps: 8",
            "reps: 1000000000",
            "10:23: expected a whole number from 1 to 1000, not 1000000000",
        ),
        (
            "reps: 8",
            "time: .nan",
            (
                "10:23: nan is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "reps: 8",
            "time: .inf",
            (
                "10:23: inf is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "time: 4s",
            "time: 4kg",
            (
                "12:53: '4kg' is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "time: 4s",
            "time: 4h",
            (
                "12:53: '4h' is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        ("rest: 30s", "rest: -30s", "10:32: a duration cannot be negative: '-30s'"),
        ("rest: 30s", "rest: -30", "10:32: a duration cannot be negative: -30"),
        (
            "rest: 30s",
            "rest: soon",
            (
                "10:32: 'soon' is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "rest: 30s",
            "rest: [30s]",
            (
                "10:32: expected a duration, not a list;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "rest: 30s",
            f"rest: '{'9' * 400}:30'",
            (
                f"10:32: '{'9' * 40}...' is not a duration;"
                " write 3s, 1m30s, 1:30 or a whole number of seconds"
            ),
        ),
        (
            "rest: 30s",
            "range: 12-6",
            "10:33: the range 12-6 runs backwards; write 6-12",
        ),
        ("rest: 30s", "range: 0-6", "10:33: a range must be between 1 and 1000, not 0-6"),
        ("rest: 30s", "range: 6", "10:33: expected a range such as 6-12, not 6"),
        (
            "group: exhale",
            "group: exhail",
            (
                "2:8: expected hip-extension, exhale or glute-activation, not 'exhail'"
                " (did you mean 'exhale'?)"
            ),
        ),
        (
            "sides: both",
            "sides: Each",
            "6:8: expected both, each or alternate, not 'Each' (did you mean 'each'?)",
        ),
        (
            "sides: both",
            "sides: 2",
            "6:8: expected both, each or alternate, not 2",
        ),
        (
            "group: exhale",
            "gruop: exhale",
            "2:1: unknown key 'gruop' (did you mean 'group'?)",
        ),
        (
            "level: 1",
            "level: 1\nid: heel-slide",
            "5:1: unknown key 'id' (remove this line; the file's name is the id)",
        ),
        (
            "{do: bring it back, breath",
            "{do: bring, it back, breath",
            "13:17: unknown key 'it back' (text that contains ',' needs quotes)",
        ),
        (
            "breath: inhale, time: 3s",
            "breath: inhale, time: 3s, pace: 2",
            "13:51: unknown key 'pace' (the known keys are do, breath, time, pose, gently)",
        ),
        (
            "name: Heel slide",
            "name: 90",
            "1:7: expected text, not 90 (put the value in quotes)",
        ),
        ("name: Heel slide", "name: ''", "1:7: the text is empty"),
        ("name: Heel slide", "name: '   '", "1:7: the text is empty"),
        (
            "slide the heel away",
            "slide the heel away and away and away and away",
            "12:10: the text has 46 characters; the limit is 40",
        ),
        (
            "pattern: trunk",
            "pattern: The trunk",
            (
                "3:10: 'The trunk' is not a valid id: "
                "use lower-case letters, digits and hyphens, and no hyphen at the start"
            ),
        ),
        (
            "level: 1",
            "level: 1\neasier: exhale/sigh",
            (
                "5:9: 'exhale/sigh' is not a valid id: "
                "use lower-case letters, digits and hyphens, and no hyphen at the start"
            ),
        ),
        (
            "level: 1",
            "level: 1\nlevel: 2",
            "5:1: the key 'level' is already on line 4",
        ),
        (
            "- Slow and smooth",
            "- Slow\x07 and smooth",
            "15:9: the invisible character U+0007 does not belong in a file (delete it)",
        ),
        (
            "\n  - Slow and smooth",
            " Slow and smooth",
            "14:7: expected a list, not 'Slow and smooth' (put the value in [brackets])",
        ),
        (
            "- Slow and smooth",
            "- Slow: and smooth",
            (
                "15:5: expected text, not keys with values"
                " (text that contains ': ' needs quotes)"
            ),
        ),
        ("\n  - Slow and smooth", " []", "14:7: expected at least 1 entry, not 0"),
        (
            "feel: {target: [abs]}",
            "feel: [abs]",
            "16:7: expected keys with values, not a list",
        ),
    ],
)
def test_every_kind_of_mistake_has_a_place_and_a_plain_sentence(
    old: str, new: str, expected: str
) -> None:
    assert " | ".join(problems_with(old, new)) == expected


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order() -> None:
    text = (
        DRILL.replace("level: 1\n", "")
        .replace("base: supine", "base: suppine")
        .replace("sets: 2", "sets: two")
        .replace("time: 4s", "time: long")
        .replace("cues:", "ques:")
    )
    assert problems_of(text) == [
        "1:1: the key 'level' is missing",
        (
            "4:7: expected supine, prone, side-lying, quadruped, half-kneeling, seated or"
            " standing, not 'suppine' (did you mean 'supine'?)"
        ),
        "9:14: expected a whole number, not 'two'",
        (
            "11:53: 'long' is not a duration;"
            " write 3s, 1m30s, 1:30 or a whole number of seconds"
        ),
        "13:1: unknown key 'ques' (did you mean 'cues'?)",
    ]


@pytest.mark.parametrize(
    "text", ["\ufeff" + DRILL, DRILL.replace("\n", "\r\n"), DRILL.replace("\n", "\r")]
)
def test_how_another_system_writes_a_file_is_no_mistake(text: str) -> None:
    assert drill_of(text) == drill_of(DRILL)


def test_a_missing_key_is_told_at_the_start_of_its_part() -> None:
    assert problems_with("breath: exhale, ", "") == ["12:5: the key 'breath' is missing"]


def test_a_file_full_of_mistakes_does_not_flood_the_screen() -> None:
    text = DRILL + "".join(f"unknown-{number}: x\n" for number in range(3000))
    assert len(problems_of(text)) == 50


def test_a_newer_format_is_the_only_problem_of_its_file() -> None:
    assert problems_of("format: 2\n" + DRILL.replace("sets: 2", "sets: infinite")) == [
        (
            "1:9: this file needs a newer version of coach: the file has format 2,"
            " but this version reads only format 1"
        )
    ]


@pytest.mark.parametrize("written", ["0", "one", "1.5", "true", ""])
def test_a_format_that_is_no_number_is_refused(written: str) -> None:
    (problem,) = problems_of(f"format: {written}\n{DRILL}")
    assert "expected a format number, not" in problem


def test_the_current_format_may_be_given() -> None:
    assert drill_of("format: 1\n" + DRILL) == drill_of(DRILL)


def test_mistakes_in_a_routine_are_told_alike() -> None:
    text = ROUTINE.replace("reps: 6", "reps: 6, keep: 4").replace("sets:", "set:")
    with pytest.raises(LibraryError) as caught:
        decode(load(text.encode(), "day.yaml"), Routine, id="day")
    assert [str(problem) for problem in caught.value.problems] == [
        "day.yaml:4:25: unknown key 'set' (did you mean 'sets'?)",
        "day.yaml:4:48: expected a whole number from 1 to 3, not 4",
    ]


def test_mistakes_in_the_list_of_sources_are_told_alike() -> None:
    text = (
        "lee-2020:\n  who: Lee\n  where: A journal\n  facts:\n"
        "    - {says: Something, mark: sure}\nLee 2021: {}\n"
    )
    with pytest.raises(LibraryError) as caught:
        decode_sources(load(text.encode(), "sources.yaml"))
    assert [str(problem)[len("sources.yaml:") :] for problem in caught.value.problems] == [
        "5:31: expected verified, abstract, second-hand or unverified, not 'sure'",
        (
            "6:1: 'Lee 2021' is not a valid id: "
            "use lower-case letters, digits and hyphens, and no hyphen at the start"
        ),
        "6:11: the key 'who' is missing",
        "6:11: the key 'where' is missing",
        "6:11: the key 'facts' is missing",
    ]


@pytest.mark.parametrize(
    ("load", "told"),
    [
        ("{start: 0, step: 2}", "expected a whole number from 1 to 500, not 0"),
        ("{start: 4, step: -2}", "expected a whole number from 1 to 500, not -2"),
        ("{start: 1000, step: 2}", "expected a whole number from 1 to 500, not 1000"),
        ("{unit: stone, start: 4, step: 2}", "stone"),
        ("{start: 4}", "step"),
    ],
)
def test_a_weight_that_cannot_be_is_told_with_its_place(load: str, told: str) -> None:
    (problem,) = problems_with("dose:", f"load: {load}\ndose:")
    assert told in problem
