"""What a person reads has plain words, one name for each thing, and British spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.tools.shown_texts import Shown, shown_texts

from coach.model.terms import FORMER_PLACES

AVOID = {
    r"goes on": "say what it does",
    r"anew": "again",
    r"comes? again": "you repeat it",
    r"so many": "name the number",
    r"stands? in(?! f)": "is in",
    r"(?<!nothing )is there(?! (?:a|an|any|no)\b)": "exists",
    r"told of": "reported",
    r"at once": "immediately, or nothing",
    r"(?<!there )is no(?! longer\b)": "is not a",
    r"smaller way|(?:the )?whole way": "a smaller range, the full range",
    r"one step on": "a little more",
    r"say one": "use",
    r"takes? the place of": "replaces",
    r"lies in the future": "is in the future",
    r"put(?:s)? (?:it|that) right": "correct",
    r"(?:somebody|anybody) else's": "another person's",
    r"taken back": "undone",
    r"takes? away": "removes",
    r"do(?:es)? not go together": "you can't use A and B together",
    r"missing without": "absent if there is no",
    r"begins so": "begins with this",
    r"use for example": "use, for example,",
    r"found no (?:day|room)": "did not fit",
    r"newer coach": "a newer version of coach",
    r"a text that(?= (?:contains|starts))": "text that contains",
    r"in percent": "as a percentage",
}
"""Stilted words, and what to write instead."""

ONE_NAME = {
    r"clinicians?": "doctor or physio",
    r"physicians?": "doctor",
    r"\bkit\b": "equipment",
    r"(?:the|this|your|another) machines?": "computer",
    r"hip front|front hip|front of the hips?(?= pain)": "front of hip",
    r"lower back": "low back",
    r"lumbar": "low back",
    r"repetitions?": "reps",
    r"(?:time )?at work": "of exercise",
    r"rehearses": "trains, practises",
    r"right works|left works": "right side",
    "|".join(FORMER_PLACES): "the name of today",
}
"""Second names for a thing, and its one name."""

AMERICAN = {
    r"colors?|colored|colorful": "colour",
    r"centers?|centered": "centre",
    r"behaviors?": "behaviour",
    r"favorites?": "favourite",
    r"gray": "grey",
    r"neighbors?|neighboring": "neighbour",
    r"labors?": "labour",
    r"(?:centi|kilo|milli)?meters?(?= (?:up|high|away|long|apart))": "metre",
    r"toward": "towards",
    r"(?:recogn|organ|synchron|real|summar|custom|minim|maxim|optim|normal)iz\w+": "-ise",
    r"analyz\w+": "analyse",
    r"canceled|canceling|traveled|traveling|labeled|modeled|leveled": "double the l",
    r"fulfill(?!ed|ing)": "fulfil",
    r"practic(?:ed|es|ing)": "practised",
    r"to practice|you practice": "practise",
    r"(?:training|exercise|weeks?) programs?": "programme",
    r"licenses?": "licence",
    r"defense|offense": "-ence",
    r"skeptical": "sceptical",
}
"""American spelling, and the British one."""

DOCSTRINGS = {**AMERICAN, r"clinicians?": ONE_NAME[r"clinicians?"]}
"""What also holds in docstrings that only those read who change the code."""

FORMER_NAMES = "tells which former names still work"
SOURCE = "quotes the words of a study"
REASONS = {
    ("docs/data.md", "former place"): FORMER_NAMES,
    ("CHANGELOG.md", "kit"): FORMER_NAMES,
    ("src/coach/cli/start.py", "kit"): FORMER_NAMES,
    ("src/coach/config/settings.py", "kit"): FORMER_NAMES,
    ("src/coach/screen/svg.py", "color"): "a word of CSS",
    ("src/coach/export/handout_page.py", "color"): "a word of CSS",
    ("src/coach/export/handout_page.py", "center"): "a word of CSS",
    ("src/coach/screen/palette.py", "color"): "the name of a colour in Rich",
    ("src/coach/figure/vector.py", "color"): "a word of CSS",
    ("docs/authoring.md", "toward"): "a key of figures",
    ("drills/sources.yaml", "lumbar"): SOURCE,
    ("drills/sources.yaml", "repetitions"): SOURCE,
}
"""Where a banned word stays, and why."""


def pattern(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


READ = pattern(AVOID | ONE_NAME | AMERICAN)
WRITTEN = pattern(DOCSTRINGS)


def found() -> Iterator[tuple[str, str, str]]:
    """Yield the file, the banned word and the place of each one that was found."""
    for shown in shown_texts():
        banned = WRITTEN if shown.kind == "docstring" else READ
        for match in banned.finditer(shown.text):
            word = match[0].casefold()
            key = "former place" if word in FORMER_PLACES else word
            yield shown.place.partition(":")[0], key, told(shown, match[0])


def told(shown: Shown, word: str) -> str:
    instead = next(
        each
        for words, each in (AVOID | ONE_NAME | AMERICAN).items()
        if re.search(rf"\b(?:{words})\b", word, re.IGNORECASE)
    )
    return f"{shown.place}: '{word}' ({instead}): {' '.join(shown.text.split())[:90]}"


def test_nobody_reads_a_stilted_word_or_a_second_name_or_american_spelling() -> None:
    wrong, used = [], set()
    for file, word, place in found():
        if (file, word) in REASONS:
            used.add((file, word))
        else:
            wrong.append(place)
    assert wrong == []
    assert used == REASONS.keys()
