"""Characters that nobody tells apart are named where they stand, with what to do."""

from __future__ import annotations

import pytest
from tests.library.drillfiles import DRILL, drill_of, drill_with

from coach.errors import LibraryError
from coach.library.check.advice import drill_remarks
from coach.library.yaml.guarded_load import load
from coach.library.yaml.parser import FAST_PARSER, PureParser

NO_BREAK = "\N{NO-BREAK SPACE}"
BLANKS = "\u00a0\u2000\u2003\u2009\u200a\u202f\u205f\u3000"


def problems_of(text: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        drill_of(text)
    return [
        str(problem).removeprefix("heel-slide.yaml:") for problem in caught.value.problems
    ]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("level: 1", "level:_1", "4:7"),
        ("level: 1", "level: _1", "4:8"),
        ("level: 1", "level_: 1", "4:6"),
        ("level: 1", "level: 1_", "4:9"),
        ("level: 1", "level: 1_# easy", "4:9"),
        ("  - Slow", "_ - Slow", "15:1"),
        ("  - Slow", "  -_Slow", "15:4"),
        ("cycle:\n", "_\ncycle:\n", "11:1"),
        ("cycle:\n", "cycle:_\n", "11:7"),
        ("sets: 2", "sets:_2", "10:13"),
        ("name: Heel slide\n", "name:_Heel slide\n", "1:6"),
    ],
)
def test_a_blank_that_is_no_space_is_named_where_it_stands(
    old: str, new: str, place: str, blank: str
) -> None:
    (problem,) = problems_of(drill_with(old, new.replace("_", blank)))
    assert problem.startswith(f"{place}: this is U+{ord(blank):04X} (")
    assert problem.endswith("), not a plain space (type a plain space instead)")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\N{BYTE ORDER MARK}"])
@pytest.mark.parametrize("parser", [FAST_PARSER, PureParser], ids=["fast", "pure"])
def test_the_place_is_right_whatever_ends_the_lines_and_however_wide_they_are(
    line_end: str, before: str, parser: type[PureParser]
) -> None:
    text = f"{before}# \U0001f9b5 \u8db3\nname: \u8db3 \U0001f9b5\n{NO_BREAK}a: 1\n"
    with pytest.raises(LibraryError) as caught:
        load(text.replace("\n", line_end).encode(), "x.yaml", parser=parser)
    assert [problem[1:3] for problem in caught.value.problems] == [(3, 1)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "  - Slow and",
            "  \u2013 Slow and",
            (
                "15:3: this is U+2013 (en dash), not the - on your keyboard"
                " (type - instead, or put the whole text in straight quotes)"
            ),
        ),
        (
            "  - Lie",
            "  \u2022 Lie",
            (
                "9:3: this is U+2022 (bullet), not the - on your keyboard"
                " (type - instead, or put the whole text in straight quotes)"
            ),
        ),
        (
            "level: 1",
            "level\uff1a 1",
            (
                "4:6: this is U+FF1A (fullwidth colon), not the : on your keyboard"
                " (type : instead)"
            ),
        ),
        (
            "name: Heel slide",
            "name: \u201cHeel: slide\u201d",
            (
                '1:7: this is U+201C (left double quotation mark), not the "'
                " on your keyboard"
                " (put the whole text in straight quotes)"
            ),
        ),
        (
            "level: 1",
            "level: \u201c1\u201d",
            (
                "4:8: expected a whole number, not '\u201c1\u201d';"
                " it contains U+201C (left double quotation mark)"
                " (use straight quotes instead)"
            ),
        ),
        (
            "group: exhale",
            "group: exh\u0430le",
            (
                "2:11: expected hip-extension, exhale or glute-activation, not"
                " 'exh\u0430le';"
                " it contains U+0430 (cyrillic small letter a)"
                " (type a Latin letter instead)"
            ),
        ),
        (
            "level: 1",
            "lev\u00adel: 1",
            (
                "4:4: the invisible character U+00AD (soft hyphen) does not belong in"
                " a file"
                " (delete it)"
            ),
        ),
        (
            "level: 1",
            "level: 1\u200b",
            (
                "4:9: the invisible character U+200B (zero width space) does not"
                " belong in a"
                " file (delete it)"
            ),
        ),
        (
            "level: 1",
            "\ufefflevel: 1",
            (
                "4:1: the invisible character U+FEFF (zero width no-break space) does not"
                " belong in a file (delete it)"
            ),
        ),
        (
            "level: 1\n",
            "level: 1\x85",
            (
                "4:9: the invisible character U+0085 (next line) does not belong in a file"
                " (start a new line instead)"
            ),
        ),
        (
            "Heel slide",
            "Heel\tslide",
            (
                "1:11: the invisible character U+0009 (tab) does not belong in a file"
                " (type a plain space instead)"
            ),
        ),
        (
            "[abs]",
            "[abs\uff0c glutes]",
            (
                "16:20: expected glutes, hamstrings, quads, abs, low_back, knee,"
                " front_of_hip, hip_stretch, waist or nowhere, not 'abs\uff0c glutes';"
                " it contains U+FF0C (fullwidth comma) (type , instead)"
            ),
        ),
    ],
)
def test_a_lookalike_is_named_with_its_place_and_its_cure(
    old: str, new: str, expected: str
) -> None:
    assert problems_of(drill_with(old, new)) == [expected]


@pytest.mark.parametrize(
    "why",
    [
        f"Rehearses 10{NO_BREAK}reps, slowly.",
        "Rehearses a long \u2013 and easy \u2013 breath.",
        "Lift \u201ctall\u201d, don\u2019t arch.",
        ">-\n  Rehearses a long\n  \u2013 and easy \u2013 breath.",
        "Rehearses the \u00dcbung of L\u00e4ufer \U0001f9b5\ufe0f.",
        "'\u2013 a dash in quotes'",
    ],
)
def test_what_is_right_in_a_text_is_left_alone(why: str) -> None:
    text = drill_with("Rehearses moving one leg over a quiet pelvis.", why)
    assert list(drill_remarks(drill_of(text))) == list(drill_remarks(drill_of(DRILL)))


def test_a_text_in_printed_quotes_is_advised_about() -> None:
    text = drill_with("Slow and smooth", "\u201cSlow and smooth\u201d")
    (remark,) = drill_remarks(drill_of(text))
    assert (remark.path, remark.is_advice) == (("cues", 0), True)
    assert remark.message.startswith("the marks \u201c and \u201d are part of this text")
