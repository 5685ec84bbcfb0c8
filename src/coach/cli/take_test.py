"""``coach test``: guided self-tests and their results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import (
    AsJson,
    CommandWithPhone,
    Drills,
    EventLines,
    Mute,
    Phone,
    Tones,
    Voice,
    phone_wish,
)
from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from coach.app.context import Context


_NARROWEST_FIGURE, _LOWEST_FIGURE = 16, 6
_FIGURE, _FIGURE_IF_HUGE = (44, 12), (84, 20)
"""Least and most columns and rows of the figure of a test."""


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
    plain: EventLines = None,
    as_json: AsJson = False,
    voice: Voice = None,
    tones: Tones = None,
    mute: Mute = False,
    phone: Phone = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask any questions.")] = False,
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
        _show(context, name, is_page=context.is_looked_at and not plain)
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


def _show(context: Context, name: str | None, *, is_page: bool) -> None:
    import sys

    from rich.text import Text

    from coach.coaching.self_test_results import courses_of, is_due
    from coach.screen.charset import can_show_blocks
    from coach.screen.self_test_page import course_lines, self_tests_page, test_lines

    today, columns = context.clock.wall().date(), context.console.width
    found, is_ascii = context.index.tests, not can_show_blocks(sys.stdout)
    lines: Iterable[Text]
    if name is not None:
        test = context.self_tests.find(name).value
        lines = course_lines(test, found, today, is_ascii=is_ascii)
        if is_page:
            from coach.screen.self_test_results_page import results_page

            head, rows = results_page(test, found, today, columns, is_ascii=is_ascii)
            lines = _beside_figure(context, head, rows, test.id, is_ascii=is_ascii)
    else:
        tests = [entry.value for entry in context.self_tests.entries.values()]
        lines = test_lines(tests, found, today, columns)
        if is_page:
            head, rows = self_tests_page(tests, found, today, columns, is_ascii=is_ascii)
            courses = courses_of(found)
            due = [test for test in tests if is_due(courses.get(test.id), today)]
            shown = (due or tests)[:1]
            lines = [*head, Text(""), *rows]
            if shown:
                name = shown[0].id
                lines = _beside_figure(context, head, rows, name, is_ascii=is_ascii)
    for line in lines:
        context.console.print(line)


def _beside_figure(
    context: Context, head: list[Text], rows: list[Text], name: str, *, is_ascii: bool
) -> list[Text]:
    """Return the page with the figure of a test, beside all of it or beside its first rows.

    Without room for the figure, the page stays as it is.
    """
    from rich.text import Text

    from coach.app.drill_motions import motion_of_test
    from coach.screen.card_frame import beside, right_columns
    from coach.screen.figure_view import drawn_at_end
    from coach.screen.margins import MARGIN
    from coach.screen.viewport import HUGE_FROM

    page, width = [*head, Text(""), *rows], context.console.width
    *above, _ = page
    is_huge = width >= HUGE_FROM[0] - 2 * MARGIN
    widest, highest = _FIGURE_IF_HUGE if is_huge else _FIGURE
    first = next((n for n, row in enumerate(rows) if not row.plain), 0)
    due = [*head, Text(""), *rows[:first]]
    beside_all = page if is_huge else above
    parts = [(beside_all, highest), (due, len(due)), (head, len(head))]
    for left, most_rows in parts:
        left_columns = max(line.cell_len for line in left)
        columns = min(widest, right_columns(width, left_columns))
        if columns < _NARROWEST_FIGURE or len(left) < _LOWEST_FIGURE:
            continue
        motion = motion_of_test(context, context.self_tests.find(name))
        if motion is None:
            break
        figure = drawn_at_end(motion, columns, most_rows, is_ascii=is_ascii)
        joined = beside(left, figure, left_columns, is_ascii=is_ascii)
        rest = page[len(left) :]
        if len(joined) > len(left) and rest and not rest[0].plain:
            rest = rest[1:]
        return [*joined, *rest]
    return page


def _print_json(context: Context, name: str | None) -> None:
    from coach.app.history.json_fields import tests_fields
    from coach.text.json_text import VERSION, encode

    tests = context.self_tests
    entries = [tests.find(name)] if name else list(tests.entries.values())
    found = tests_fields((entry.value for entry in entries), context.index.tests)
    typer.echo(encode({"version": VERSION, "tests": found}))
