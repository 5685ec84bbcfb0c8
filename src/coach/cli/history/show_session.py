"""``coach history show``: one session, set by set."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.records import FeedbackRecord, MorningAfterRecord
    from coach.model.session_facts import SessionFacts
    from coach.model.trends import Firsts


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("show")(show)


def show(
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="First characters of the session's id; by default, your last session.",
        ),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """Show one session set by set."""
    from coach.app.context import Context
    from coach.app.history.queries import find_one

    context = Context()
    facts, firsts = find_one(context, session)
    if as_json:
        from coach.app.history.json_fields import result_fields, session_fields
        from coach.text.json_text import VERSION, encode

        fields = session_fields(facts, firsts) | {
            "sets": facts.bouts,
            "answers": [_said(said) for said in facts.feedback],
            "tests": [
                {"test": each.test, "measure": each.measure, **result_fields(each)}
                for each in context.index.tests
                if each.of_session == facts.id
            ],
            "morning_after": facts.morning and _said(facts.morning),
        }
        typer.echo(encode({"version": VERSION, "session": fields}))
        return
    is_plain = bool(plain if plain is not None else context.config.plain)
    _show(facts, firsts, context, is_plain=is_plain)


def _said(record: FeedbackRecord | MorningAfterRecord) -> dict[str, Any]:
    """Return a record's answers as JSON fields, without those that all records have."""
    from msgspec import to_builtins
    from msgspec.structs import fields

    from coach.model.records import Record

    stored = {field.name for field in fields(Record)} | {"type", "session"}
    told: dict[str, Any] = to_builtins(record)
    return {name: value for name, value in told.items() if name not in stored}


def _show(facts: SessionFacts, firsts: Firsts, context: Context, *, is_plain: bool) -> None:
    from msgspec.structs import replace
    from rich.text import Text

    from coach.model.session_facts import feeling_of
    from coach.screen.charset import can_show_blocks
    from coach.screen.event_words import slow_exhales
    from coach.screen.history_tables import (
        AHEAD_WORDS,
        answer_lines,
        firsts_words,
        pain_lines,
        said_lines,
        session_table,
    )
    from coach.screen.quick_table import NARROW
    from coach.screen.roles import Role
    from coach.screen.session_words import STATUS_WORDS
    from coach.units import format_clock

    console, at = context.console, facts.started_at
    if context.is_looked_at and not is_plain:
        from coach.screen.headline import headline

        is_ascii = not can_show_blocks(sys.stdout)
        ended = f"{STATUS_WORDS[facts.status]} {format_clock(facts.active_ms)}"
        for row in headline(ended, console.width, is_ascii=is_ascii):
            console.print(row)
        console.print()
    day = f"{at:%A %d %B %Y}, {context.config.clock.shown(at)}"
    between = "\n" if console.width < NARROW else "  "
    console.print(Text.assemble((day, "bold"), between, facts.prescription.name))
    done = (
        f"{STATUS_WORDS[facts.status]}, {facts.sets_done} of {facts.sets_planned} sets, "
        f"{format_clock(facts.active_ms)} of exercise, {slow_exhales(facts.exhales)}"
    )
    console.print(f"{done}, added by hand" if facts.by_hand else done)
    if facts.id in {each.id for each in context.index.ahead()}:
        console.print(Text(AHEAD_WORDS, Role.CUE.style))
    feeling = feeling_of(facts)
    if context.is_looked_at and not is_plain and any(each.felt for each in facts.feedback):
        # The places stand below, drill by drill.
        feeling = replace(feeling, felt=())
    said = said_lines(feeling)
    for line in (*pain_lines(facts), *said, *answer_lines(facts)):
        console.print(Text(line, Role.CUE.style))
    new = firsts_words(firsts)
    if new:
        console.print(Text(f"for the first time: {', '.join(new)}", Role.PROGRESS.style))
    from coach.app.history.tests_taken import taken_lines

    for each in taken_lines(context, facts.id, is_ascii=not can_show_blocks(sys.stdout)):
        console.print(each)
    if facts.bouts and is_plain:
        print_records(session_table(facts, WIDE))
    elif facts.bouts:
        console.print(session_table(facts, console.width))
