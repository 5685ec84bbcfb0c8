"""``coach test``: guided self-tests and their results."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, CommandWithPhone, Drills, Phone, phone_wish
from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from coach.app.context import Context


_WIDEST_FIGURE = 76
"""Most columns for the start and the end of a test, side by side."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("test", cls=CommandWithPhone)(take_test)


def take_test(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Test to take; without a name, coach lists all tests."
        ),
    ] = None,
    results: Annotated[
        bool,
        typer.Option(
            "--results", help="Show your results for this test instead of starting it."
        ),
    ] = False,
    plain: Annotated[
        bool | None,
        typer.Option("--plain", help="Print one line per event, without animation."),
    ] = None,
    as_json: AsJson = False,
    voice: Annotated[
        bool | None, typer.Option("--voice/--no-voice", help="Speak the cues.")
    ] = None,
    tones: Annotated[
        bool | None,
        typer.Option("--tones/--no-tones", help="Play a tone for each breath in and out."),
    ] = None,
    mute: Annotated[bool, typer.Option("--mute", help="Play no sound.")] = False,
    phone: Phone = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask no questions.")] = False,
    drills: Drills = None,
) -> None:
    """Take a self-test, or see your results."""
    from coach.app.context import Context

    context = Context(drills, with_sources=False)
    context.has_margins = not plain
    if results and name is None:
        raise UsageError("'--results' needs a test", hint="use `coach test NAME --results`")
    if as_json:
        _print_json(context, name)
        return
    if name is None or results:
        _show(context, name)
        return
    from coach.app.session.display import is_a_person_there
    from coach.app.session.session_audio import SoundFlags
    from coach.app.taking_self_test import TestRequest, lead_test

    request = TestRequest(
        context.self_tests.find(name),
        is_plain=bool(plain if plain is not None else context.config.plain),
        asks=not yes and is_a_person_there(),
        flags=SoundFlags(voice, tones, mute),
        phone_wish=phone_wish(phone, setting=context.config.phone),
    )
    raise typer.Exit(lead_test(context, request))


def _show(context: Context, name: str | None) -> None:
    import sys

    from coach.screen.charset import can_show_blocks
    from coach.screen.quick_table import NARROW
    from coach.screen.self_test_page import course_lines, test_lines

    today = context.clock.wall().date()
    found = context.index.tests
    if name is None:
        tests = [entry.value for entry in context.self_tests.entries.values()]
        columns, is_seen = context.console.width, context.is_looked_at
        lines = test_lines(tests, found, today, columns, is_seen=is_seen)
        if is_seen and tests and not found and columns >= NARROW:
            lines = chain(lines, _figure(context, tests[0].id))
    else:
        test = context.self_tests.find(name).value
        is_ascii = not can_show_blocks(sys.stdout)
        lines = course_lines(test, found, today, is_ascii=is_ascii)
    for line in lines:
        context.console.print(line)


def _figure(context: Context, test: str) -> Iterator[Text]:
    """Yield the figure of a test, from its start to its end."""
    import sys

    from rich.text import Text

    from coach.app.drill_motions import motion_of_test
    from coach.screen.charset import can_show_blocks
    from coach.screen.entry_card import FIGURE_ROWS, start_and_end

    motion = motion_of_test(context, context.self_tests.find(test))
    if motion is not None:
        is_ascii = not can_show_blocks(sys.stdout)
        columns = min(context.console.width, _WIDEST_FIGURE)
        yield Text("")
        yield from start_and_end(motion, columns, FIGURE_ROWS, is_ascii=is_ascii)


def _print_json(context: Context, name: str | None) -> None:
    from coach.app.history.json_fields import tests_fields
    from coach.text.json_text import VERSION, encode

    tests = context.self_tests
    entries = [tests.find(name)] if name else list(tests.entries.values())
    found = tests_fields((entry.value for entry in entries), context.index.tests)
    typer.echo(encode({"version": VERSION, "tests": found}))
