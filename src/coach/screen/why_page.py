"""The page of reasons for the coach's decisions, for 40 columns and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from coach.coaching.drill_story import Told
from coach.screen.roles import Role


def why_lines(
    told: Sequence[Told], today: date, *, has_answers: bool
) -> Iterator[RenderableType]:
    """Yield date, work, answers and reasons of each session."""
    for each in told:
        year = f" {each.at:%Y}" if each.at.year != today.year else ""
        day = f"{each.at:%a %d %b}{year}  "
        head = Text.assemble((day, Role.QUIET.style), each.name)
        if each.is_left_out:
            head.append(", left out")
        elif each.dose:
            head.append(f", {each.dose}")
        yield head
        for rule in each.rules:
            yield _below(f"{rule.told_at(each.name)} ", Role.CUE, f"[{rule.rule}]")
        if has_answers and each.said:
            yield _below(f"you said: {each.said}", Role.NONE)


def _below(text: str, role: Role, tail: str = "") -> Text:
    line = Text("    ")
    line.append(text, role.style)
    line.append(tail, Role.QUIET.style)
    return line
