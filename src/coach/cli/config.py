"""``coach config``: every setting, its value and where that came from."""

from __future__ import annotations

import typer

from coach.cli.options import AsJson


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("config")(show_config)


def show_config(as_json: AsJson = False) -> None:
    """Show every setting, its value, its source, and the file to edit."""
    from coach.app.context import Context
    from coach.app.settings_facts import config_json, left_out_words, settings_table

    context = Context(begins_index=False)
    config, file = context.config, context.paths.config_file
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(config_json(config, file)))
        return
    console = context.console
    console.print(settings_table(config, console.width))
    if answered := left_out_words(context):
        console.print(answered)
    missing = "" if file.exists() else " (not there yet)"
    console.print(f"the file{missing}: {file}", soft_wrap=True)
