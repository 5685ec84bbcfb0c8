"""``coach list`` and ``coach show``: what there is, and one of it on a card."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, Drills
from coach.model.bounds import FILE_LEVEL
from coach.model.terms import Focus, Group

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.figure.motion import Motion
    from coach.model.drill import Drill, Routine
    from coach.model.prescription import Prescription


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("list")(list_drills)
    app.command("show")(show)


class Kit(StrEnum):
    """What a drill may need."""

    NONE = "none"


def list_drills(
    group: Annotated[Group | None, typer.Option(help="Only this group.")] = None,
    focus: Annotated[Focus | None, typer.Option(help="Only with this focus.")] = None,
    level: Annotated[
        int | None,
        typer.Option(min=FILE_LEVEL.least, max=FILE_LEVEL.most, help="Only this level."),
    ] = None,
    equipment: Annotated[
        Kit | None, typer.Option(help="none: only what needs nothing at all.")
    ] = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """List drills and routines."""
    from coach.app.context import Context
    from coach.app.entry_facts import list_json, select
    from coach.app.session.offer import looking_ahead
    from coach.terminal.clock import SystemClock

    setup = Context(drills, with_sources=False, begins_index=False)
    library = setup.library
    entries = select(library, group, focus, level, needs_nothing=equipment is Kit.NONE)
    is_filtered = any(wish is not None for wish in (group, focus, level, equipment))
    routines = [] if is_filtered else list(library.routines.values())
    ahead = looking_ahead(setup, SystemClock().wall())
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(list_json(entries, routines, ahead)))
        return
    from coach.screen.entry_tables import drill_table, routine_table

    console = setup.console
    if not entries:
        typer.echo("No drill is like that; `coach list` shows all.", err=True)
        return
    rows = [(entry.value, entry.is_own) for entry in entries]
    console.print(drill_table(rows, console.width))
    if routines:
        lengths = [(e.value, ahead.length_ms(e.value.id)) for e in routines]
        console.print(routine_table(lengths, console.width))
        console.print("coach show NAME for one of them, coach start NAME to do it")


def show(
    name: Annotated[str, typer.Argument(help="A drill or routine, or its file.")],
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Every segment with its time.")
    ] = False,
    animate: Annotated[
        bool, typer.Option("--animate", help="Play one rep of a drill.")
    ] = False,
    fit: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Write a FIT workout for a watch."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Take the place of a file that is there.")
    ] = False,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Show one drill or routine: steps, breath, dose, cues, faults, sources."""
    from coach.app.context import Context

    setup = Context(drills, [name], begins_index=False)
    entry = setup.find(name)
    if fit is not None:
        _write_workout(setup, name, fit, force=force)
        return
    if animate:
        from coach.cli.demo import play

        raise typer.Exit(play(setup, name, reps=1))
    if timeline:
        _show_timeline(setup, name, as_json=as_json)
        return
    if as_json:
        from coach.app.entry_facts import entry_json
        from coach.text.json_text import encode

        typer.echo(encode(entry_json(entry, setup.library)))
        return
    from coach.model.drill import Drill
    from coach.screen.charset import can_show_blocks
    from coach.screen.entry_card import drill_card, routine_card

    console = setup.console
    if isinstance(entry.value, Drill):
        card = drill_card(
            entry.value,
            setup.library.sources,
            _motion_of(setup, entry.value),
            columns=console.width,
            is_ascii=not can_show_blocks(sys.stdout),
        )
        console.print(card)
    else:
        console.print(routine_card(entry.value, _drills_of(setup, entry.value)))


def _motion_of(setup: Context, drill: Drill) -> Motion | None:
    """The drill's figure; what is wrong with it is told beside the card."""
    from coach.app.context import tell_problems
    from coach.library.figures import figure_of, read_poses

    bases, problems = read_poses(setup.library.pose_files, setup.kept)
    motion, wrong = figure_of(setup.library.drills[drill.id], bases)
    tell_problems([*problems, *wrong])
    return motion


def _drills_of(setup: Context, routine: Routine) -> dict[str, Drill]:
    drills = setup.library.drills
    return {i.drill: drills[i.drill].value for i in routine.items if i.drill in drills}


def _write_workout(setup: Context, name: str, file: Path, *, force: bool) -> None:
    from coach.app.context import tell
    from coach.export.fit_workout import workout_file
    from coach.export.write_files import write_files
    from coach.terminal.clock import SystemClock

    data = workout_file(_planned(setup, name), SystemClock().wall())
    write_files({file: data}, replace=force)
    tell(f"written: '{file}'; with the watch on a cable, copy it to GARMIN/NewFiles there")


def _planned(setup: Context, name: str) -> Prescription:
    """What `coach start` would do now."""
    from coach.app.session.offer import looking_ahead
    from coach.coaching.trim import Limits
    from coach.terminal.clock import SystemClock

    ahead = looking_ahead(setup, SystemClock().wall())
    return ahead.arrange([name], Limits()).prescription


def _show_timeline(setup: Context, name: str, *, as_json: bool) -> None:
    from coach.event_json import segment_fields
    from coach.text.json_text import VERSION, encode
    from coach.timeline import compile_timeline

    timeline = compile_timeline(_planned(setup, name))
    if as_json:
        fields = [segment_fields(timeline, segment) for segment in timeline.segments]
        whole = {"version": VERSION, "total_ms": timeline.total_ms, "segments": fields}
        typer.echo(encode(whole))
        return
    from coach.screen.entry_tables import timeline_table

    console = setup.console
    console.print(timeline_table(timeline, console.width))
