"""All probes of `coach doctor`, and their results as plain values."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from coach.app.doctor.result import Probe, ProbeResult
    from coach.config.settings import Config
    from coach.library.catalogue import Library
    from coach.paths import Paths
    from coach.terminal.clock import SystemClock


def machine_probes(config: Config, clock: SystemClock) -> dict[str, Probe]:
    """Return the probes of the program, the system and the terminal."""
    import platform
    import time
    from importlib.metadata import version

    import coach
    from coach.app.doctor import machine
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
        "clocks": lambda: machine.clocks(clock, has_boot_clock=has_boot_clock),
        "staying awake": lambda: machine.staying_awake(
            inhibitor(), is_wanted=config.stay_awake
        ),
    }


def sound_probes(
    config: Config, paths: Paths, clock: SystemClock, *, is_test: bool
) -> dict[str, Probe]:
    """Return the probes of sound; with ``is_test``, also the one that plays sounds."""
    import shutil

    from coach.app.doctor import sound_checks
    from coach.config.remembered import read_remembered

    def test() -> Iterator[ProbeResult]:
        from threading import Event

        from coach.sound.detect import find_engines

        engines = find_engines(config.voice_command, config.voice_name, config.voice_engine)
        output = sound_checks.output_of(config.sound_player)
        yield from sound_checks.play_test(next(iter(engines), None), output, Event().wait)
        if sys.stdin.isatty() and sys.stdout.isatty():
            yield from _latency(config, clock)

    remembered = read_remembered(paths.remembered)
    probes: dict[str, Probe] = {
        "sound": lambda: sound_checks.modes(config, remembered, os.environ),
        "sound programs": lambda: sound_checks.programs(config, shutil.which),
    }
    return probes | {"sound test": test} if is_test else probes


def _latency(config: Config, clock: SystemClock) -> Iterator[ProbeResult]:
    """Ask the runner to tap in time with ticks, and measure how late they are heard."""
    from coach.app.doctor import sound_checks
    from coach.terminal.console import Console

    output = sound_checks.output_of(config.sound_player)
    if output.is_silent:
        return
    sys.stdout.write("Tap the space bar in time with the ticks for ten seconds.\n")
    sys.stdout.flush()
    console = Console(keys_from=sys.stdin, screen_on=None)
    with console:
        yield from sound_checks.measure_latency(output, console, clock)


def user_file_probes(
    config: Config, paths: Paths, drills: Sequence[Path], now: datetime
) -> dict[str, Probe]:
    """Return the probes of settings, folders, drills, journal and hooks."""
    import shutil

    from coach.app.doctor import user_files
    from coach.config.remembered import read_remembered
    from coach.journal.read import read_journal
    from coach.library.discover import own_folders

    added = read_remembered(paths.remembered).drills
    variable = os.environ.get("COACH_DRILLS")
    own = own_folders(drills, variable, paths.own_drills, added)
    journal = config.journal_folder or paths.journal
    hooks = {"set end": config.on_set_end, "session end": config.on_session_end}
    return {
        "settings": lambda: user_files.settings(config, paths.config_file),
        "folders": lambda: user_files.folders(paths, journal),
        "drills": lambda: user_files.drills(own, lambda: read_own(own)),
        "journal": lambda: user_files.journal(lambda: read_journal(journal), now),
        "hooks": lambda: user_files.hooks(hooks, shutil.which),
    }


def read_own(own: Sequence[Path]) -> Library:
    """Return the library with the drills of these folders and the bundled ones."""
    from coach.library.bundled import find_bundled
    from coach.library.load import read_library

    return read_library(own, find_bundled())


def doctor_json(found: Mapping[str, Sequence[ProbeResult]]) -> dict[str, Any]:
    """Return the whole answer of ``coach doctor --json``."""
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
