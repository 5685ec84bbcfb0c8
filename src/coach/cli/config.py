"""``coach config``: every setting, its value and where the value came from."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records


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
    from coach.screen.quick_table import NARROW

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
    is_seen = context.is_looked_at and console.width >= NARROW
    if is_seen:
        from coach.screen.settings_page import settings_lines

        for line in settings_lines(shown_settings(config, settings), console.width):
            console.print(line)
    else:
        console.print(settings_table(config, console.width, settings))
    if not names and (answered := left_out_words(context)):
        console.print(answered)
    missing = "" if file.exists() else " (does not exist yet)"
    between = "\n  " if is_seen else " "
    console.print(f"settings file{missing}:{between}{file}", soft_wrap=True)
