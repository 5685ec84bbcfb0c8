"""``coach show``: a drill or a routine on a card, as a timeline, a handout or a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import WIDE, AsJson, Drills, print_records
from coach.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Group

    from coach.app.context import Context
    from coach.app.handout import HandoutWish
    from coach.figure.motion import Motion
    from coach.model.drill import Drill, Routine
    from coach.model.prescription import Prescription

BESIDE_FROM, LEAST_ROWS = 72, 20
"""Least columns and rows for a card that one screen holds."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("show")(show)


def show(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="A drill, routine or file; --html also takes a programme or several "
            "names.",
        ),
    ],
    timeline: Annotated[
        bool,
        typer.Option("--timeline", help="List every breath, rest and wait with its time."),
    ] = False,
    animate: Annotated[
        bool, typer.Option("--animate", help="Play one rep of each drill.")
    ] = False,
    fit: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Write a FIT workout to FILE, for a watch."
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Write a printable handout to FILE."
        ),
    ] = None,
    runner: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="Name of the runner, for the handout."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note for the handout.")] = None,
    as_written: Annotated[
        bool,
        typer.Option(
            "--as-written",
            help="Print the doses from the files in the handout, not those that coach has "
            "adjusted.",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an existing file.")
    ] = False,
    plain: Annotated[
        bool | None,
        typer.Option(
            "--plain",
            help="Print the whole card, even if it is longer than the screen; "
            "with --timeline, put tabs between the columns.",
        ),
    ] = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Show how to do a drill, or which drills are in a routine."""
    from coach.app.context import Context

    wants = {"--fit": fit, "--html": html, "--animate": animate, "--timeline": timeline}
    _refuse_mixtures(names, [option for option, value in wants.items() if value])
    context = Context(drills, names, begins_index=False)
    if html is not None:
        from coach.app.handout import HandoutWish

        wish = HandoutWish(names, runner or "", note or "", is_as_written=as_written)
        _write_handout(context, wish, html, force=force)
        return
    only_with_html = {"--for": runner, "--note": note, "--as-written": as_written}
    for option in (option for option, value in only_with_html.items() if value):
        raise UsageError(f"'{option}' is only for a handout", hint="add --html FILE")
    (name,) = names
    entry = context.find(name)
    if fit is not None:
        _write_workout(context, name, fit, force=force)
        return
    if animate:
        from coach.app.session.drill_preview import play_reps

        raise typer.Exit(play_reps(context, name, reps=1))
    if timeline:
        is_plain = plain if plain is not None else context.config.plain
        _show_timeline(context, name, as_json=as_json, is_plain=is_plain)
        return
    if as_json:
        from coach.app.entry_facts import entry_json
        from coach.text.json_text import encode

        typer.echo(encode(entry_json(entry, context.library)))
        return
    from coach.model.drill import Drill

    if isinstance(entry.value, Drill):
        context.console.print(_drill_card(context, entry.value, name, is_whole=bool(plain)))
    else:
        context.console.print(_routine_card(context, entry.value))


def _drill_card(context: Context, drill: Drill, name: str, *, is_whole: bool) -> Group:
    """Return the whole card of a drill, or as much of it as one screen holds."""
    from shlex import quote

    from coach.screen.charset import can_show_blocks
    from coach.screen.drill_card import (
        FIGURE_ROWS,
        MOST_ROWS,
        TWO_COLUMNS_FROM,
        drill_card,
        short_drill_card,
        smallest_drill_card,
    )

    console, is_seen = context.console, context.is_looked_at
    columns, is_ascii = console.width, not can_show_blocks(sys.stdout)
    motion = _motion_of(context, drill)
    whole = drill_card(
        drill,
        context.library.sources,
        motion,
        columns=columns,
        is_ascii=is_ascii,
        most_rows=MOST_ROWS if is_seen else FIGURE_ROWS,
        has_two_columns=is_seen and columns >= TWO_COLUMNS_FROM,
    )
    if is_whole or not is_seen:
        return whole
    if columns >= TWO_COLUMNS_FROM:
        from coach.screen.wide_drill_card import wide_drill_card

        for has_why in (True, False):
            for rows in range(2 * console.height // 3, FIGURE_ROWS - 1, -2):
                wide = wide_drill_card(
                    drill,
                    motion,
                    columns=columns,
                    rows=rows,
                    is_ascii=is_ascii,
                    has_why=has_why,
                    typed=quote(name),
                )
                if len(console.render_lines(wide)) < console.height:
                    return wide
    if columns < BESIDE_FROM or console.height < LEAST_ROWS:
        for is_airy in (True, False):
            smallest = smallest_drill_card(drill, columns, quote(name), is_airy=is_airy)
            if len(console.render_lines(smallest)) < console.height:
                return smallest
        tight = smallest_drill_card(drill, columns, quote(name), is_tight=True)
        return tight if len(console.render_lines(tight)) < console.height else whole
    cards = [
        short_drill_card(
            drill,
            motion,
            columns=columns,
            is_ascii=is_ascii,
            has_why=has_why,
            has_cues=has_cues,
            is_tight=is_tight,
            typed=quote(name),
        )
        for has_why, has_cues, is_tight in (
            (True, True, False),
            (True, False, False),
            (False, False, False),
            (False, False, True),
        )
    ]
    fitting = (
        card for card in (whole, *cards) if len(console.render_lines(card)) < console.height
    )
    return next(fitting, cards[-1])


def _routine_card(context: Context, routine: Routine) -> Group:
    from coach.app.session.arranger import looking_ahead
    from coach.screen.charset import can_show_blocks
    from coach.screen.routine_card import routine_card
    from coach.screen.viewport import NORMAL_FROM

    columns = context.console.width
    has_figures = context.is_looked_at and columns >= NORMAL_FROM[0]
    ahead = looking_ahead(context, context.clock.wall())
    return routine_card(
        routine,
        _drills_of(context, routine),
        _figures_of(context, routine) if has_figures else None,
        columns=columns,
        is_ascii=not can_show_blocks(sys.stdout),
        length_ms=ahead.length_ms(routine.id),
        is_seen=context.is_looked_at,
    )


def _figures_of(context: Context, routine: Routine) -> dict[str, Motion]:
    """Return the figures of a routine's drills; each drill's own card reports problems."""
    from coach.app.drill_motions import motions_of

    motions, _ = motions_of(context, (item.drill for item in routine.items))
    return {drill: motion for drill, motion in motions.items() if motion is not None}


def _refuse_mixtures(names: list[str], wanted: list[str]) -> None:
    """Raise UsageError for two outputs at once, or several names without a handout."""
    if len(wanted) > 1:
        raise UsageError(
            f"you can't use '{wanted[0]}' and '{wanted[1]}' together",
            hint="leave out one of them",
        )
    if len(names) > 1 and wanted != ["--html"]:
        raise UsageError(
            "you can give several names only for a handout",
            hint="add --html FILE, or give only one name",
        )


def _write_handout(context: Context, wish: HandoutWish, file: Path, *, force: bool) -> None:
    from coach.app.context import tell
    from coach.app.handout import handout_of
    from coach.export.handout_page import handout_page
    from coach.export.write_files import write_files

    page = handout_page(handout_of(context, wish))
    write_files({file: page.encode()}, replace=force)
    tell(f"written: '{file}'; open the file in a browser to print the handout")


def _motion_of(context: Context, drill: Drill) -> Motion | None:
    """Return the drill's figure and print its problems; None if it has no figure."""
    from coach.app.context import tell_problems
    from coach.app.drill_motions import motions_of

    motions, problems = motions_of(context, [drill.id])
    tell_problems(problems)
    return motions[drill.id]


def _drills_of(context: Context, routine: Routine) -> dict[str, Drill]:
    drills = context.library.drills
    return {i.drill: drills[i.drill].value for i in routine.items if i.drill in drills}


def _write_workout(context: Context, name: str, file: Path, *, force: bool) -> None:
    from coach.app.context import tell
    from coach.export.fit_workout import workout_file
    from coach.export.write_files import write_files

    data = workout_file(_planned(context, name), context.clock.wall())
    write_files({file: data}, replace=force)
    tell(f"written: '{file}'; connect a Garmin watch and copy this file to GARMIN/NewFiles")


def _planned(context: Context, name: str) -> Prescription:
    """Return the session that `coach start` would offer now."""
    from coach.app.session.arranger import looking_ahead
    from coach.coaching.trim import Limits

    ahead = looking_ahead(context, context.clock.wall())
    return ahead.arrange([name], Limits()).prescription


def _show_timeline(context: Context, name: str, *, as_json: bool, is_plain: bool) -> None:
    from coach.event_json import segment_fields
    from coach.text.json_text import VERSION, encode
    from coach.timeline import compile_timeline

    timeline = compile_timeline(_planned(context, name))
    if as_json:
        fields = [segment_fields(timeline, segment) for segment in timeline.segments]
        whole = {"version": VERSION, "total_ms": timeline.total_ms, "segments": fields}
        typer.echo(encode(whole))
        return
    from coach.screen.entry_tables import timeline_table

    if is_plain:
        print_records(timeline_table(timeline, WIDE))
        return
    console = context.console
    console.print(timeline_table(timeline, console.width))
