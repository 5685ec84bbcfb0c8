"""docs/coaching.md shows the rules as they are; ``pytest --update-golden`` writes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.coaching.course import table

from coach.model.rule import PlaceRule, Rule

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coaching.md"
MARKED = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- end -->)", re.DOTALL)


def _why(rule: Rule | PlaceRule) -> str:
    """Return the reason of a rule; of a rule about pain, the one on the same day."""
    return (isinstance(rule, PlaceRule) and rule.why_today) or rule.why


def rules_table() -> str:
    rules: tuple[Rule | PlaceRule, ...] = (*table().rules, *table().places)
    exits = table().exits
    assert exits is not None
    rows = [f"| {rule.id} | {_why(rule)} | {rule.basis} |" for rule in rules]
    rows += [
        f"| {way.id} | {way.why} | {way.basis} |" for way in (exits.drill, exits.routine)
    ]
    head = ["| rule | what you read | basis of the rule |", "|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def test_the_page_shows_the_rules_as_they_are(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        text = MARKED.sub(lambda _: rules_table(), text)
        PAGE.write_text(text, encoding="utf-8")
    assert MARKED.findall(text) == [rules_table()]


def test_the_page_is_as_honest_as_the_program() -> None:
    words = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert table().honesty in words
