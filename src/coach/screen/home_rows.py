"""Rows below today's session on the home page: the plan, the week, other commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from coach.screen.even_lines import filled, paused
from coach.screen.flow import flow
from coach.screen.key_bar import to_do_now
from coach.screen.plots import marks
from coach.screen.roles import Role
from coach.screen.session_words import ago
from coach.screen.viewport import NORMAL_FROM, Viewport
from coach.screen.week_cells import pain_mark
from coach.text.count_of import part_of

if TYPE_CHECKING:
    from datetime import timedelta

    from coach.model.session_facts import SessionFacts
    from coach.screen.home_page import Today

COMMANDS = {
    "coach list": "all drills and routines",
    "coach history": "your sessions",
    "coach --help": "everything else",
}
_IN_SHORT = {"coach list": "drills", "coach history": "sessions", "coach --help": "more"}
_COMMANDS_GAP = "    "
_PLAN = "coach plan"
_WIDEST_WORDS = 90
"""Columns of the longest sentence; longer ones are hard to read."""
_GAP = 2
_MOST_MARKS = 24
_RESUME = "coach resume"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_COUNT = re.compile(r"\d+ of \d+|\d+ [A-Z][a-z]+( \d{4})?")
"""A number and its goal, or a date, which no line breaks."""
_DONE_THIS_WEEK = re.compile(r", \d+ of \d+ done this week")
_MARKS_OF_WEEK = re.compile(r"  [■□#.]+  ")
"""The sessions as squares, which the cells of the week show already."""


def further_rows(columns: int, today: Today) -> tuple[list[Text], list[Text]]:
    """Return what else can be typed, in rows and in one row; empty if that is too long."""
    rows = [
        Text.assemble((f"{command:<15}", Role.LOUD.style), (does, Role.QUIET.style))
        for command, does in COMMANDS.items()
    ]
    row = Text(_COMMANDS_GAP).join(
        Text.assemble((command, Role.LOUD.style), " ", (does, Role.QUIET.style))
        for command, does in _IN_SHORT.items()
        if command != today.command  # which stands above
    )
    return rows, [row] if row.cell_len <= columns else []


def plan_rows(today: Today, columns: int) -> list[Text]:
    """Return the week in the programme with its command, whose words stay together.

    Below the cells of the week, its sessions are counted once.
    """
    plan = _DONE_THIS_WEEK.sub("", today.plan) if today.cells else today.plan
    command = _PLAN.replace(" ", _UNBROKEN)
    whole = _COUNT.sub(lambda count: count[0].replace(" ", _UNBROKEN), plan)
    said = f"{whole}{_UNBROKEN * _GAP}{command}"
    rows = []
    for row in filled(said, min(columns, _WIDEST_WORDS)):
        words, there, _ = row.partition(command)
        shown = Text(words.replace(_UNBROKEN, " ").rstrip() if not there else "")
        if there:
            before = words.replace(_UNBROKEN, " ")
            shown = Text.assemble(before, (_PLAN, Role.LOUD.style))
        rows.append(shown)
    return rows


def past_rows(
    today: Today, week: str, last: str, look: Viewport, *, has_plan: bool
) -> list[Text]:
    """Return the lines about the week, the plan, the tests and the last session."""
    past = list(today.cells)
    if today.cells and look.rows >= NORMAL_FROM[1] and past[-1]:
        past.append(Text(""))
    if today.pain and not today.advice:  # the advice is about this pain
        past.append(Text.assemble(pain_mark(is_ascii=look.is_ascii), " ", today.pain))
    if today.cells:
        said = paused(_MARKS_OF_WEEK.sub(", ", week), look.columns)
        past.append(Text("\n".join(said)))
    else:
        past.append(Text(week))
    if today.plan and has_plan:
        at = len(past) - 1 if today.cells else 0
        past[at:at] = plan_rows(today, look.columns)
    return [
        *past,
        *([Text(today.test)] if today.test else []),
        *([Text(last, Role.QUIET.style)] if last else []),
    ]


def rows_to_go_on_with(
    facts: SessionFacts,
    since: timedelta,
    columns: int,
    *,
    has_marks: bool,
    is_ascii: bool,
) -> list[Text]:
    """Return how far an unfinished session came, with the command to go on, the last."""
    done = " done" if has_marks else ""
    part = part_of(facts.sets_done, facts.sets_planned, "set")
    sets = f"{part}{done}, {ago(since)}"
    typed = Text(_RESUME, Role.LOUD.style)
    name = Text(facts.prescription.name, Role.LOUD.style)
    shown = Text()
    if has_marks and facts.sets_planned <= _MOST_MARKS:
        done_marks = marks(facts.sets_done, facts.sets_planned, is_ascii=is_ascii)
        shown = Text(done_marks, Role.PROGRESS.style)
    first = Text.assemble(name, f"   {sets}")
    if first.cell_len <= columns:
        rows = [first, *([shown] if shown else [])]
    else:  # no word of it alone on a row
        rows = [name, *flow([*([shown] if shown else []), Text(sets)], columns, "  ")]
    return [*rows, to_do_now(_RESUME, is_ascii=is_ascii) if has_marks else typed]
