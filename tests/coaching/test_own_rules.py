"""Tables of rules: own ones replace the bundled one, and a mistake costs only them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.library.bundled import find_bundled
from coach.library.coaching_rules import read_coaching
from coach.library.load import read_library

RULE = """\
rules:
  - id: G0
    why: "The same as last time."
    when: [{}]
    then: {}
    basis: nothing
honesty: Nothing here was tested.
"""


def read(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Ids of the rules that count, and the problems."""
    (folder / "coaching.yaml").write_text(text)
    table, problems = read_coaching(read_library([folder], find_bundled()))
    return [rule.id for rule in table.rules], [str(problem) for problem in problems]


def test_an_own_table_takes_the_place_of_the_bundled_one(tmp_path: Path) -> None:
    assert read(tmp_path, RULE) == (["G0"], [])


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        (
            "when: [{}]",
            "when: [{pian: [1, 2]}]",
            "coaching.yaml:4:13: unknown key 'pian' (did you mean 'pain'?)",
        ),
        (
            "then: {}",
            "then: {first: breathing-90-91}",
            (
                "coaching.yaml:5:19: no drill is called 'breathing-90-91' "
                "(did you mean 'breathing-90-90'?)"
            ),
        ),
        (
            "when: [{}]",
            "when: [{routine: [pre-rum]}]",
            "coaching.yaml:4:22: no routine is called 'pre-rum' (did you mean 'pre-run'?)",
        ),
        (
            "The same as last time.",
            "The same as {whenever}.",
            (
                "coaching.yaml:3:10: {whenever} has no meaning here "
                "(use {drill}, {felt}, {hurt}, {place} or {when})"
            ),
        ),
        (
            "The same as last time.",
            "This cures you.",
            "coaching.yaml:3:10: 'cures' promises too much (write 'may help')",
        ),
        (
            "Nothing here was tested.",
            "This cures you.",
            "coaching.yaml:7:10: 'cures' promises too much (write 'may help')",
        ),
        (
            "then: {}",
            "then: {}\n    cue: {any: This cures you}",
            "coaching.yaml:6:16: 'cures' promises too much (write 'may help')",
        ),
        (
            "when: [{}]",
            "when: [{pain: [3, 11]}]",
            "coaching.yaml:4:23: expected a whole number from 0 to 10, not 11",
        ),
        (
            "when: [{}]",
            "when: [{days_since: [9, 3]}]",
            "coaching.yaml:4:25: the range 9 to 3 runs backwards (write [3, 9])",
        ),
        (
            "then: {}",
            "then: {drill: harder}",
            "coaching.yaml:5:19: expected easier, find, out, same or sibling, not 'harder'",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_bundled_table_counts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
    right: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    rules, problems = read(tmp_path, RULE.replace(wrong, right))
    assert problems == [message]
    assert "S1" in rules


def test_the_same_rule_twice_is_a_mistake(tmp_path: Path) -> None:
    again = RULE.split("rules:\n")[1].split("honesty", maxsplit=1)[0]
    _, problems = read(tmp_path, RULE.replace("honesty", again + "honesty"))
    assert len(problems) == 1
    assert "'G0' appears twice" in problems[0]


def test_an_own_table_keeps_the_rules_about_places_that_it_says_nothing_of(
    tmp_path: Path,
) -> None:
    (tmp_path / "coaching.yaml").write_text(RULE)
    table, _ = read_coaching(read_library([tmp_path], find_bundled()))
    assert "P-soon" in [rule.id for rule in table.places]


def test_a_table_of_the_older_form_says_what_to_change(tmp_path: Path) -> None:
    old = RULE.replace("when: [{}]", "when: [{pain: [3, 10]}]")
    old = old.replace("then: {}", "then: {drill: out, clinician: true}")
    ids, (problem,) = read(tmp_path, old)
    assert "S1" in ids
    assert "is in an older format" in problem
    assert "copy `places:` from the bundled coaching.yaml" in problem


@pytest.mark.parametrize("key", ["why", "why_changed", "why_easier", "why_least"])
def test_no_question_about_a_drill_that_does_not_help_may_promise(
    tmp_path: Path, key: str
) -> None:
    texts = dict.fromkeys(["why", "why_changed", "why_easier", "why_least"], "Try less.")
    rows = "".join(f"    {k}: {v}\n" for k, v in (texts | {key: "This cures you."}).items())
    rule = (
        f"exits:\n  drill:\n    id: X-drill\n{rows}    sessions: 6\n    basis: practice\n"
    )
    rule += "  routine: {id: X-routine, why: Too hard., sessions: 3, basis: practice}\n"
    _, (problem,) = read(tmp_path, RULE + rule)
    assert "'cures' promises too much" in problem


@pytest.mark.parametrize(
    ("key", "said", "message"),
    [
        ("why_first", "{told} kept it away.", "{told} has no meaning here"),
        ("why_checked", "Easy on {when}.", "{when} has no meaning here"),
        ("why_today", "Easy on {drill}.", "{drill} has no meaning here"),
        ("why_first", "This will heal {where}.", "promises too much"),
    ],
)
def test_every_sentence_of_a_rule_about_places_is_checked(
    tmp_path: Path, key: str, said: str, message: str
) -> None:
    rule = f"""
places:
  - id: P-own
    why: "{{told}}."
    {key}: "{said}"
    pain: [6, 10]
    then: easier
    basis: practice
"""
    _, (problem,) = read(tmp_path, RULE + rule)
    assert message in problem
