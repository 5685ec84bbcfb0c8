"""``coach config``: every setting, its value and where the value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text

    from coach.app.context import Context
    from coach.screen.settings_page import ShownSetting

_ROWS_BELOW = 3
"""Rows below the settings: the file, perhaps an answer, and the prompt."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("config")(show_config)


def show_config(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SETTING]...", help="Show only these settings."),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """Show your settings and their values."""
    from coach.app.context import Context
    from coach.app.settings_facts import (
        answered_choices,
        config_json,
        settings_named,
        settings_table,
        shown_settings,
    )

    context = Context(begins_index=False)
    settings = settings_named(names or ())
    config, file = context.config, context.paths.config_file
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(config_json(config, file, settings)))
        return
    if plain if plain is not None else config.plain:
        print_records(settings_table(config, WIDE, settings))
        return
    console = context.console
    answered = "" if names else answered_choices(context)
    if not context.is_looked_at:
        console.print(settings_table(config, console.width, settings))
        if answered:
            console.print(answered)
        missing = "" if file.exists() else " (does not exist yet)"
        console.print(f"settings file{missing}: {file}", soft_wrap=True)
        return
    for line in _page(context, shown_settings(config, settings), is_all=not names):
        console.print(line)
    if answered:
        console.print(answered)
    from rich.text import Text

    from coach.screen.roles import Role

    act = "edit" if file.exists() else "create"
    what = "the setting" if len(settings) == 1 else "a setting"
    from coach.screen.flow import flow

    words = Text(f"To change {what}, {act}", Role.QUIET.style)
    for row in flow([words, Text(str(file), Role.KEY.style)], console.width):
        console.print(row, soft_wrap=True)  # a path is not broken


def _page(
    context: Context, shown: Sequence[ShownSetting], *, is_all: bool
) -> Iterable[Text]:
    """Return the lines of the page on a terminal."""
    import sys

    from coach.screen.charset import can_show_blocks
    from coach.screen.printing import margin_rows
    from coach.screen.settings_page import one_setting, settings_lines, settings_page

    console, is_ascii = context.console, not can_show_blocks(sys.stdout)
    if is_all:
        rows = console.height - margin_rows(console) - _ROWS_BELOW
        return settings_page(shown, console.width, rows, is_ascii=is_ascii)
    if len(shown) == 1:
        return one_setting(shown[0], console.width, is_ascii=is_ascii)
    return settings_lines(shown, console.width)
