"""``coach config``: every setting, its value and where the value came from."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records

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
    """Show every setting, its value, its source, and the file to edit."""
    from coach.app.context import Context
    from coach.app.settings_facts import (
        config_json,
        left_out_words,
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
    answered = "" if names else left_out_words(context)
    if not context.is_looked_at:
        console.print(settings_table(config, console.width, settings))
        if answered:
            console.print(answered)
        missing = "" if file.exists() else " (does not exist yet)"
        console.print(f"settings file{missing}: {file}", soft_wrap=True)
        return
    import sys

    from rich.text import Text

    from coach.screen.charset import can_show_blocks
    from coach.screen.printing import margin_rows
    from coach.screen.roles import Role
    from coach.screen.settings_page import settings_lines, settings_page

    shown, columns = shown_settings(config, settings), console.width
    rows = console.height - margin_rows(console) - _ROWS_BELOW
    is_ascii = not can_show_blocks(sys.stdout)
    page = settings_page(shown, columns, rows, is_ascii=is_ascii)
    for line in settings_lines(shown, columns) if names else page:
        console.print(line)
    if answered:
        console.print(answered)
    act = "edit" if file.exists() else "create"
    words = (f"To change a setting, {act} ", Role.QUIET.style)
    console.print(Text.assemble(words, (str(file), Role.KEY.style)), soft_wrap=True)
