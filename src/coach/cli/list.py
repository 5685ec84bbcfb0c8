"""``coach list``: all drills and routines, or some of them."""

# Annotations are not postponed: Typer would compile each of them twice at every start.

import sys
from enum import StrEnum
from typing import Annotated

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, Drills, print_records
from coach.model.bounds import FILE_LEVEL
from coach.model.terms import Focus, Group


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("list")(list_drills)


class Equipment(StrEnum):
    """Choices for ``--equipment``."""

    NONE = "none"


def list_drills(
    group: Annotated[
        Group | None, typer.Option(help="List only drills in this group.")
    ] = None,
    focus: Annotated[
        Focus | None, typer.Option(help="List only drills with this focus.")
    ] = None,
    level: Annotated[
        int | None,
        typer.Option(
            min=FILE_LEVEL.least,
            max=FILE_LEVEL.most,
            help="List only drills at this level.",
        ),
    ] = None,
    equipment: Annotated[
        Equipment | None,
        typer.Option(help="List only drills that need no equipment."),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """List drills and routines."""
    from coach.app.context import Context
    from coach.app.entry_facts import list_json, select
    from coach.app.session.arranger import looking_ahead

    context = Context(drills, with_sources=False, begins_index=False)
    library = context.library
    entries = select(
        library, group, focus, level, needs_nothing=equipment is Equipment.NONE
    )
    is_filtered = any(wish is not None for wish in (group, focus, level, equipment))
    routines = [] if is_filtered else list(library.routines.values())
    ahead = looking_ahead(context, context.clock.wall())
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(list_json(entries, routines, ahead)))
        return

    is_plain = plain if plain is not None else context.config.plain
    console = context.console
    columns = WIDE if is_plain else console.width
    if not entries:
        typer.echo("No drill matches; `coach list` shows all drills.", err=True)
        return
    rows = [(entry.value, entry.is_own) for entry in entries]
    lengths = [(e.value, ahead.length_ms(e.value.id)) for e in routines]
    if not is_plain and context.is_looked_at:
        from coach.screen.charset import can_show_blocks
        from coach.screen.entry_lines import entry_lines

        is_ascii = not can_show_blocks(sys.stdout)
        for line in entry_lines(rows, lengths, console.width, is_ascii=is_ascii):
            console.print(line, soft_wrap=True)
    else:
        from coach.screen.entry_tables import drill_table, routine_table

        tables = [drill_table(rows, columns)]
        if lengths:
            tables.append(routine_table(lengths, columns))
        if is_plain:
            print_records(*tables)
            return
        for table in tables:
            console.print(table)
    if routines:
        from rich.text import Text

        from coach.screen.flow import flow
        from coach.screen.roles import Role

        ways = [
            Text.assemble((f"{does} ", Role.QUIET.style), (typed, Role.KEY.style))
            for does, typed in (
                ("Details:", "coach show NAME"),
                ("Start:", "coach start NAME"),
            )
        ]
        for line in flow(ways, console.width, gap="   "):
            console.print(line)
