"""``coach plan``: programmes, begun, shown, stopped and written to a calendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, Drills, print_records
from coach.errors import CoachError, UsageError
from coach.model.bounds import PLAN_WEEK
from coach.model.terms import RaceDistance
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from rich.console import Console

    from coach.app.context import Context
    from coach.journal.record_ids_and_order import Stamp
    from coach.model.records import PlanBegunRecord, PlanStoppedRecord

plan_app = typer.Typer(invoke_without_command=True)

EVENING = "18:00"
"""Default time for sessions in a calendar."""
_NO_PLAN = "You're not following a programme."
_CHOOSE = "Choose a programme"
_WAYS_TO_BEGIN = (
    ("coach plan list", "all programmes"),
    ("coach plan begin NAME", "begin one"),
)
_WIDEST_WAY = max(len(command) for command, _ in _WAYS_TO_BEGIN)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(
        plan_app, name="plan", help="Follow a training programme over several weeks."
    )


@plan_app.callback()
def plan(
    invocation: typer.Context,
    ics: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            readable=False,
            help="Write the upcoming sessions to a calendar file.",
        ),
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="Time of day for sessions in the calendar, such as 18:30 or 6:30pm.",
        ),
    ] = EVENING,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an existing file.")
    ] = False,
    plain: AsPlain = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Show this week of your programme, or use a command below."""
    if invocation.invoked_subcommand is not None:
        given = {"--ics": ics is not None, "--json": as_json, "--drills": bool(drills)}
        given |= {"--plain": bool(plain)}
        given |= {"--at": at != EVENING, "--force": force}
        for name in (name for name, is_given in given.items() if is_given):
            sub = invocation.invoked_subcommand
            if name in _options_of(invocation, sub):
                raise UsageError(
                    f"'{name}' belongs after the command",
                    hint=f"put '{name}' after '{sub}'",
                )
            raise UsageError(
                f"you can't use '{name}' with `coach plan {sub}`",
                hint=f"leave out '{name}'",
            )
    elif ics is None and (force or at != EVENING):
        option = "--force" if force else "--at"
        raise UsageError(f"'{option}' needs a calendar file", hint="add --ics FILE")
    elif ics is None:
        _show(drills, as_json=as_json, plain=plain)
    elif as_json:
        raise UsageError(
            "you can't use '--json' and '--ics' together", hint="leave out one of them"
        )
    else:
        from coach.app.programme_calendar import write_calendar

        write_calendar(drills, ics, at, force=force)


def _options_of(invocation: typer.Context, subcommand: str) -> set[str]:
    """Return the options that a subcommand of ``coach plan`` takes."""
    group: Any = invocation.command
    parameters = group.commands[subcommand].params
    return {option for parameter in parameters for option in parameter.opts}


@plan_app.command("show")
def show(plain: AsPlain = None, as_json: AsJson = False, drills: Drills = None) -> None:
    """Show this week of your programme."""
    _show(drills, as_json=as_json, plain=plain)


def _show(drills: list[Path] | None, *, as_json: bool, plain: bool | None) -> None:
    from rich.text import Text

    from coach.app.context import Context
    from coach.app.current_programme import current_plan
    from coach.app.programme_choices import plan_fields
    from coach.screen.roles import Role

    context = Context(drills, with_sources=False)
    current = current_plan(context, context.clock.wall())
    if as_json:
        from coach.text.json_text import VERSION, encode

        typer.echo(encode({"version": VERSION, "plan": plan_fields(context, current)}))
    elif current is None:
        from coach.screen.charset import can_show_blocks
        from coach.screen.programmes_page import programmes_to_begin

        is_plain = bool(plain if plain is not None else context.config.plain)
        is_choice = context.is_looked_at and not is_plain
        words = _CHOOSE if is_choice else _NO_PLAN
        context.console.print(words, style=Role.LOUD.style)
        entries = sorted(context.programmes.entries.items())
        known = [(entry.value, entry.is_own) for _, entry in entries]
        if not is_plain:
            is_ascii = not can_show_blocks(sys.stdout)
            columns = context.console.width
            for line in programmes_to_begin(
                known,
                columns,
                rows=context.console.height,
                is_ascii=is_ascii,
                is_seen=is_choice,
            ):
                context.console.print(line)
        if is_choice:
            _print_days_of_choice(context.console)
            return
        for command, does in _WAYS_TO_BEGIN:
            context.console.print(
                Text.assemble(
                    "  ", (command.ljust(_WIDEST_WAY), Role.KEY.style), f"  {does}"
                )
            )
    else:
        is_plain = bool(plain if plain is not None else context.config.plain)
        from coach.cli.plan_week import print_week

        print_week(context, current, is_plain=is_plain)


@plan_app.command("list")
def list_programmes(
    plain: AsPlain = None, as_json: AsJson = False, drills: Drills = None
) -> None:
    """List all programmes."""
    from coach.app.context import Context

    context = Context(drills, with_sources=False)
    entries = sorted(context.programmes.entries.items())
    record = context.index.plan
    on = record.plan if record else None
    if as_json:
        from coach.text.json_text import VERSION, encode

        found = [
            {
                "id": id_,
                "name": entry.value.name,
                "weeks": len(entry.value.weeks),
                "on": id_ == on,
                "own": entry.is_own,
            }
            for id_, entry in entries
        ]
        typer.echo(encode({"version": VERSION, "programmes": found}))
        return
    from coach.screen.plan_page import programme_table
    from coach.screen.programmes_page import programmes_to_begin

    console = context.console
    rows = [(entry.value, entry.is_own) for _, entry in entries]
    if plain if plain is not None else context.config.plain:
        print_records(programme_table(rows, on, WIDE))
        return
    if context.is_looked_at:
        from coach.screen.charset import can_show_blocks
        from coach.screen.roles import Role

        console.print("Programmes", style=Role.QUIET.style)
        current = _current_week(context)
        is_ascii = not can_show_blocks(sys.stdout)
        columns, height = console.size
        for line in programmes_to_begin(
            rows, columns, current, rows=height, is_ascii=is_ascii
        ):
            console.print(line)
    else:
        console.print(programme_table(rows, on, console.width))
    _print_days_of_choice(console)


def _current_week(context: Context) -> tuple[str, int] | None:
    """Return the id of the current programme and its week; 0 if it cannot be read."""
    from coach.app.current_programme import current_plan

    record = context.index.plan
    if record is None:
        return None
    try:
        plan = current_plan(context, context.clock.wall())
    except CoachError:
        return record.plan, 0
    return record.plan, plan.stretch.week if plan else 0


def _print_days_of_choice(console: Console) -> None:
    from rich.text import Text

    from coach.screen.flow import flow
    from coach.screen.roles import Role

    begin = (
        Text("To choose your days:", Role.QUIET.style),
        Text("coach plan begin NAME --days mon,thu", Role.KEY.style),
    )
    for line in flow(begin, console.width):
        console.print(line)


@plan_app.command("begin")
def begin(
    name: Annotated[str, typer.Argument(help="Name of the programme.")],
    days: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help="Your strength days, such as mon,wed,fri."),
    ] = None,
    race: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Day of your race, such as 2027-03-14 or sunday."),
    ] = None,
    distance: Annotated[
        RaceDistance | None,
        typer.Option(
            help="Distance of your race, which sets the taper and the easy days afterwards."
        ),
    ] = None,
    week: Annotated[int, typer.Option(min=PLAN_WEEK.least, help="Week to start with.")] = 1,
    drills: Drills = None,
) -> None:
    """Begin a programme today; this stops your current programme."""
    from coach.app.context import Context
    from coach.app.current_programme import current_plan
    from coach.app.history.changes import HistoryChanges
    from coach.app.programme_choices import race_day, training_days_of
    from coach.coaching.programme.begun_with import ProgrammeStart
    from coach.model.records import PlanBegunRecord

    context = Context(drills, with_sources=False)
    programme = context.programme(name)
    changes = HistoryChanges(context)
    today = changes.now.date()
    if week > len(programme.weeks):
        last = len(programme.weeks)
        raise UsageError(
            f"'{programme.id}' has {count_of(last, 'week')}, so there is no week {week}",
            hint=f"use a week from 1 to {last}" if last > 1 else "use week 1",
        )
    if distance is not None and race is None:
        raise UsageError("'--distance' needs a race", hint="add --race DAY")
    begun = ProgrammeStart(
        plan=programme.id,
        on=today,
        days=training_days_of(days, programme),
        race=race_day(race, today),
        distance=distance,
        week=week,
    )
    before = context.index.plan

    def build(stamp: Stamp) -> PlanBegunRecord:
        return PlanBegunRecord(**stamp.fields, plan=begun.plan, fields=begun.fields)

    changes.write([build])
    context.look_again()
    now_on = context.index.plan
    if now_on is None or (now_on.plan, now_on.fields) != (begun.plan, begun.fields):
        still = (
            f"'{now_on.plan}' is still your programme"
            if now_on
            else "coach still finds no programme"
        )
        raise CoachError(
            f"'{begun.plan}' was saved, but {still}",
            hint="check the journal with `coach doctor`",
        )
    if before is not None:
        if before.plan == begun.plan:
            typer.echo(f"You've restarted '{before.plan}'; your sessions are kept.")
        else:
            typer.echo(f"You've stopped '{before.plan}'; your sessions are kept.")
    current = current_plan(context, changes.now)
    if current is not None:
        from coach.app.start_from_test import start_words
        from coach.cli.plan_week import print_week

        print_week(context, current)

        if words := start_words(context, current.programme, week):
            typer.echo(words)
    if begun.race is not None and distance is None:
        others = (each for each in RaceDistance if each is not RaceDistance.TEN_K)
        typer.echo(
            "coach assumes a 10 km race. For another distance, begin again and add "
            f"--distance with one of {', '.join(others)}."
        )


@plan_app.command("stop")
def stop() -> None:
    """Stop your current programme."""
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges
    from coach.app.programme_choices import week_to_go_on_with
    from coach.model.records import PlanStoppedRecord

    context = Context()
    record = context.index.plan
    if record is None:
        raise CoachError(
            "you have no programme to stop",
            hint="use `coach plan list` to list all programmes",
        )
    left = record.plan

    def build(stamp: Stamp) -> PlanStoppedRecord:
        return PlanStoppedRecord(**stamp.fields, plan=left)

    changes = HistoryChanges(context)
    again = f"coach plan begin {left}"
    week = week_to_go_on_with(context, changes.now)
    changes.write([build])
    context.look_again()
    still_on = context.index.plan
    if still_on is not None:
        raise CoachError(
            f"'{left}' was stopped, but '{still_on.plan}' is your programme now",
            hint="see this programme with `coach plan`, or stop it with `coach plan stop`",
        )
    typer.echo(f"You've stopped '{left}'. Your sessions stay in your history.")
    typer.echo(f"To continue later: {again}{f' --week {week}' if week else ''}")
