"""``coach history show``: one session, set by set."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from coach.app.context import Context
    from coach.model.records import FeedbackRecord, MorningAfterRecord
    from coach.model.session_facts import SessionFacts
    from coach.model.trends import Firsts
    from coach.screen.roles import Role


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
    """Show one session in detail."""
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
    from coach.screen.quick_table import NARROW
    from coach.screen.session_page import can_show_by_drill

    is_wide = context.console.width >= NARROW
    if context.is_looked_at and not is_plain and can_show_by_drill(facts):
        _show_by_drill(facts, firsts, context)
        return
    from rich.text import Text

    from coach.model.session_facts import feeling_of
    from coach.screen.event_words import slow_exhales
    from coach.screen.history_tables import (
        answer_lines,
        pain_lines,
        said_lines,
        session_table,
    )
    from coach.screen.session_words import STATUS_WORDS
    from coach.text.count_of import part_of
    from coach.units import format_clock

    console, at = context.console, facts.started_at
    if context.is_looked_at and not is_plain:
        _print_headline(facts, context)
    day = f"{at:%A %d %B %Y}, {context.config.clock.shown(at)}"
    between = "  " if is_wide else "\n"
    console.print(Text.assemble((day, "bold"), between, facts.prescription.name))
    sets = part_of(facts.sets_done, facts.sets_planned, "set")
    done = (
        f"{STATUS_WORDS[facts.status]}, {sets}, "
        f"{format_clock(facts.active_ms)} of exercise, {slow_exhales(facts.exhales)}"
    )
    console.print(f"{done}, added by hand" if facts.by_hand else done)
    said = (*pain_lines(facts), *said_lines(feeling_of(facts)), *answer_lines(facts))
    for line in _said_lines(said, facts, firsts, context):
        console.print(line)
    if facts.bouts and is_plain:
        print_records(session_table(facts, WIDE))
    elif facts.bouts:
        console.print(session_table(facts, console.width))


def _show_by_drill(facts: SessionFacts, firsts: Firsts, context: Context) -> None:
    """Print the session drill by drill, with the answers at their drills."""
    from coach.screen.charset import can_show_blocks
    from coach.screen.figure_grid import WIDE_FROM
    from coach.screen.history_tables import morning_lines
    from coach.screen.printing import margin_rows
    from coach.screen.quick_table import NARROW
    from coach.screen.session_page import session_page
    from coach.text.harmless import harmless_line

    console, at = context.console, facts.started_at
    day = f"{at:%A} {at.day} {at:%B %Y}, {context.config.clock.shown(at)}"
    if console.width < NARROW:
        day = f"{at:%a} {at.day} {at:%b}"
    notes = [harmless_line(each.note) for each in facts.feedback if each.note]
    said = _said_lines((*notes, *morning_lines(facts)), facts, firsts, context)
    figures = []
    if console.width >= WIDE_FROM:
        from coach.app.drill_motions import named_figures

        figures = named_figures(context, facts.prescription.blocks)
    width, height = console.size
    page = session_page(
        facts,
        day,
        [*said],
        figures,
        columns=width,
        rows=height - margin_rows(console) - 1,
        is_ascii=not can_show_blocks(sys.stdout),
    )
    for part in page:
        console.print(part)


def _ending(facts: SessionFacts) -> tuple[str, Role]:
    """Return how a session ended and how long it was, and the role of these words."""
    from coach.model.session_facts import SessionStatus
    from coach.screen.roles import Role
    from coach.screen.session_words import STATUS_WORDS
    from coach.units import format_clock

    is_done = facts.status is SessionStatus.COMPLETED
    words = f"{STATUS_WORDS[facts.status]} {format_clock(facts.active_ms)}"
    return words, Role.PROGRESS if is_done else Role.LOUD


def _print_headline(facts: SessionFacts, context: Context) -> None:
    from coach.screen.charset import can_show_blocks
    from coach.screen.headline import headline

    words, role = _ending(facts)
    is_ascii = not can_show_blocks(sys.stdout)
    for row in headline(words, context.console.width, role, is_ascii=is_ascii):
        context.console.print(row)
    context.console.print()


def _said_lines(
    said: Iterable[str], facts: SessionFacts, firsts: Firsts, context: Context
) -> Iterator[Text]:
    """Yield what the runner said, what was new, and the results of self-tests."""
    from rich.text import Text

    from coach.app.history.tests_taken import taken_lines
    from coach.screen.charset import can_show_blocks
    from coach.screen.history_tables import AHEAD_WORDS, firsts_words
    from coach.screen.roles import Role

    if facts.id in {each.id for each in context.index.ahead()}:
        yield Text(AHEAD_WORDS, Role.CUE.style)
    for line in said:
        yield Text(line, Role.CUE.style)
    new = firsts_words(firsts)
    if new:
        yield Text(f"for the first time: {', '.join(new)}", Role.PROGRESS.style)
    yield from taken_lines(context, facts.id, is_ascii=not can_show_blocks(sys.stdout))
