"""``coach doctor``: what works here, what is missing and how to get it. Never fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import AsJson, Drills
from coach.text.harmless import harmless_line

if TYPE_CHECKING:
    from rich.console import Console

    from coach.app.doctor.result import Probe, ProbeResult
    from coach.config import Config
    from coach.library.catalogue import Library
    from coach.paths import Paths

NAME_WIDTH = 12
"""Columns for the names of findings; those below each other begin alike."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("doctor")(doctor)


def doctor(
    drills: Drills = None,
    sound: Annotated[bool, typer.Option("--sound", help="Play a test, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what works here, where everything lives, and how to get what is missing."""
    from coach.app.doctor.result import examine
    from coach.config import read_config
    from coach.paths import find_paths

    paths = find_paths(os.environ)
    config = read_config(paths.config_file, os.environ)
    probes = _machine(config) | _hearing(config, paths, is_test=sound)
    findings = examine(probes | _belongings(config, paths, drills or ()))
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(doctor_json(findings)))
        return
    from coach.screen.printing import printing_console

    show(findings, printing_console(sys.stdout, config.theme))


def _machine(config: Config) -> dict[str, Probe]:
    import platform
    import time
    from importlib.metadata import version

    import coach
    from coach.app.doctor import machine
    from coach.terminal.clock import SystemClock
    from coach.terminal.keep_awake import inhibitor

    named = {"input": sys.stdin, "output": sys.stdout, "messages": sys.stderr}
    has_boot_clock = hasattr(time, "CLOCK_BOOTTIME") or hasattr(time, "CLOCK_UPTIME_RAW")
    return {
        "program": lambda: machine.program(Path(coach.__file__).parent),
        "packages": lambda: machine.dependencies(version),
        "system": lambda: machine.system(sys.platform, platform.platform()),
        "terminal": lambda: machine.terminal(sys.stdout, os.environ),
        "streams": lambda: machine.streams(**named),
        "keys": lambda: machine.keys(sys.stdin),
        "clocks": lambda: machine.clocks(SystemClock(), has_boot_clock=has_boot_clock),
        "staying awake": lambda: machine.staying_awake(
            inhibitor(), is_wanted=config.stay_awake
        ),
    }


def _hearing(config: Config, paths: Paths, *, is_test: bool) -> dict[str, Probe]:
    import shutil

    from coach.app.doctor import sound_checks
    from coach.config.remembered import read_remembered

    def test() -> Iterator[ProbeResult]:
        from threading import Event

        from coach.sound.detect import find_engine

        engine = find_engine(config.voice_command, config.voice_name)
        output = sound_checks.output_of(config.sound_player)
        yield from sound_checks.play_test(engine, output, Event().wait)

    remembered = read_remembered(paths.remembered)
    probes: dict[str, Probe] = {
        "sound": lambda: sound_checks.modes(config, remembered, os.environ),
        "sound programs": lambda: sound_checks.programs(config, shutil.which),
    }
    return probes | {"sound test": test} if is_test else probes


def _belongings(config: Config, paths: Paths, drills: Sequence[Path]) -> dict[str, Probe]:
    import shutil

    from coach.app.doctor import user_files
    from coach.config.remembered import read_remembered
    from coach.journal.read import read_journal
    from coach.library.search_path import own_folders
    from coach.terminal.clock import SystemClock

    added = read_remembered(paths.remembered).drills
    variable = os.environ.get("COACH_DRILLS")
    own = own_folders(drills, variable, paths.own_drills, added)
    journal = config.journal_folder or paths.journal
    hooks = {"set end": config.on_set_end, "session end": config.on_session_end}
    return {
        "settings": lambda: user_files.settings(config, paths.config_file),
        "folders": lambda: user_files.folders(paths, journal),
        "drills": lambda: user_files.drills(own, lambda: _library(own)),
        "journal": lambda: user_files.journal(
            lambda: read_journal(journal), SystemClock().wall()
        ),
        "hooks": lambda: user_files.hooks(hooks, shutil.which),
    }


def _library(own: Sequence[Path]) -> Library:
    from coach.library.bundled import find_bundled
    from coach.library.load import read_library

    return read_library(own, find_bundled())


def doctor_json(found: Mapping[str, Sequence[ProbeResult]]) -> dict[str, Any]:
    """The whole answer of ``coach doctor --json``."""
    from coach.text.json_text import VERSION

    return {
        "version": VERSION,
        "findings": [
            {
                "topic": topic,
                "name": finding.name,
                "value": finding.value,
                "ok": finding.is_ok,
                "hint": finding.hint or None,
            }
            for topic, findings in found.items()
            for finding in findings
        ],
    }


def show(found: Mapping[str, Sequence[ProbeResult]], console: Console) -> None:
    """Print topic after topic; what is not as it should be begins with a ``!``."""
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
    count = "1 line" if wrong == 1 else f"{wrong} lines"
    console.print(f"{count} with a ! to look at" if wrong else "nothing to look at")
