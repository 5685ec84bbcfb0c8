"""``coach why``: what the coach decided, and what that rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, Drills

if TYPE_CHECKING:
    from datetime import date

    from coach.app.context import Context
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.drill_story import Told
    from coach.model.drill import Drill
    from coach.model.rule import Coaching, Rule


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("why")(why)


def why(
    drill: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Only this drill.")
    ] = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Explain what the coach changed in the last six weeks."""
    from coach.app.context import Context
    from coach.app.session.decide_from_history import past_of
    from coach.app.session.next_time import next_time_of
    from coach.coaching.drill_story import story, told_together
    from coach.prescribe import Chosen
    from coach.text.json_text import VERSION, encode

    context = Context(drills, with_sources=False)
    found = _drill(context, drill) if drill is not None else None
    now = context.clock.wall()
    past = past_of(context, [Chosen(found)] if found else [], now)
    told = story(past, found.id if found else None)
    upcoming = next_time_of(context, past, now, found)
    table = context.coaching
    if as_json:
        answer = {"version": VERSION, "told": told, "next": list(upcoming)}
        typer.echo(encode(answer))
        return
    from coach.screen.why_page import why_lines

    console = context.console
    if not told and not upcoming:
        what = f"Do {found.name} as planned." if found else "Do every drill as planned."
        console.print(f"No changes yet. {what}")
    for line in why_lines(told, now.date(), has_answers=found is not None):
        console.print(line)
    for said in told_together([*upcoming.values()]):
        console.print(f"Next time: {said}")
    if told and not upcoming:
        console.print("Next time: no changes.")
    reasons = {each.reason for each, _ in upcoming.values()}
    for line in _locks_said(past, table, now.date(), reasons):
        console.print(line)
    used = [rule for rule in table.rules if _is_used(rule, told)]
    if used:
        console.print()
        console.print("What this is based on:")
        for rule in used:
            console.print(f"    [{rule.id}] {rule.basis}", markup=False)
    console.print()
    console.print(table.honesty)


def _locks_said(
    past: DrillHistory, table: Coaching, today: date, reasons: Collection[str]
) -> Iterator[str]:
    """Yield what is locked or advised and not said as a reason, and how a lock opens."""
    from coach.coaching.pattern_locks import locks_of
    from coach.coaching.place_locks import painful_places

    patterns = locks_of(past, table)
    for pattern in patterns:
        yield (
            f"We leave out all drills of the kind '{pattern}' until a doctor or physio "
            "clears them."
        )
    facts = (*past.sessions, *past.ahead)
    painful = painful_places(facts, past.checked, table, today)
    for advice in painful.standing(today):
        if advice.sentence not in reasons:
            yield advice.sentence
    if patterns or painful.locks:
        yield "Cleared by a doctor or physio? Type checked when `coach start` asks you."


def _is_used(rule: Rule, told: list[Told]) -> bool:
    return any(applied.rule == rule.id for each in told for applied in each.rules)


def _drill(context: Context, name: str) -> Drill:
    from coach.errors import CoachError
    from coach.model.drill import Drill

    value = context.library.find(name).value
    if not isinstance(value, Drill):
        raise CoachError(
            f"'{name}' is a routine, and the coach decides drill by drill",
            hint="use `coach why`, or `coach why DRILL`",
        )
    return value
