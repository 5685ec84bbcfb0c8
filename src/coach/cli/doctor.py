"""``coach doctor``: what works, what is missing and how to get it. Never fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, AsPlain, Drills
from coach.text.count_of import count_of
from coach.text.harmless import harmless_line

if TYPE_CHECKING:
    from rich.console import Console

    from coach.app.doctor.result import ProbeResult

NAME_WIDTH = 12
"""Least width of the column of names, so that the topics line up."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("doctor")(doctor)


def doctor(
    drills: Drills = None,
    sound: Annotated[
        bool,
        typer.Option(
            "--sound",
            help="Play test sounds; in a terminal, also measure the delay until you "
            "hear them.",
        ),
    ] = False,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """Check this computer: terminal, sound, clocks and folders."""
    from coach.app.context import Context
    from coach.app.doctor.probes import (
        doctor_json,
        machine_probes,
        sound_probes,
        user_file_probes,
    )
    from coach.app.doctor.result import examine
    from coach.config.settings import read_config

    context = Context(drills)
    paths, clock = context.paths, context.clock
    # The doctor reports problems in the settings itself, so they are not printed twice.
    config = read_config(paths.config_file, os.environ)
    probes = machine_probes(config, clock) | sound_probes(
        config, paths, clock, is_test=sound
    )
    probes |= user_file_probes(config, paths, drills or (), clock.wall())
    findings = examine(probes)
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(doctor_json(findings)))
        return
    if plain if plain is not None else config.plain:
        for topic, several in findings.items():
            for each in several:
                sign = "ok" if each.is_ok else "!"
                fields = (sign, topic, each.name, each.value, each.hint or "")
                typer.echo("\t".join(harmless_line(field) for field in fields).rstrip())
        return
    from coach.screen.printing import printing_console

    behind = context.background
    console = printing_console(sys.stdout, config.theme, behind, is_page=not config.plain)
    if sys.stdout.isatty() and not config.plain:
        from coach.screen.charset import can_show_blocks
        from coach.screen.doctor_page import doctor_lines

        is_ascii = not can_show_blocks(sys.stdout)
        size = console.size
        for line in doctor_lines(findings, size.width, size.height, is_ascii=is_ascii):
            console.print(line, soft_wrap=True)
    else:
        show(findings, console)


def show(found: Mapping[str, Sequence[ProbeResult]], console: Console) -> None:
    """Print the findings by topic; a ``!`` marks each problem."""
    from rich.table import Table
    from rich.text import Text

    for topic, findings in found.items():
        console.print(Text(topic, "bold"))
        table = Table.grid(padding=(0, 1))
        table.add_column(width=1)
        table.add_column(no_wrap=True, min_width=NAME_WIDTH)
        table.add_column(overflow="fold")
        for finding in findings:
            value = harmless_line(finding.value)
            if finding.hint:
                value += f"\n({harmless_line(finding.hint)})"
            style = "" if finding.is_ok else "bold"
            table.add_row("" if finding.is_ok else "!", finding.name, value, style=style)
        console.print(table)
    wrong = sum(not finding.is_ok for findings in found.values() for finding in findings)
    lines = "line" if wrong == 1 else count_of(wrong, "line")
    console.print(f"check the {lines} marked !" if wrong else "everything is fine")
