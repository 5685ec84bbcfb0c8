"""The program itself, and the machine and terminal it runs on."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from coach.app.doctor.result import ProbeResult
from coach.session import Clock

DEPENDENCIES = ("typer", "rich", "pyyaml", "msgspec", "platformdirs")
NEVER_RUN = {
    "darwin": "please report anything that doesn't work, especially sound, folders and "
    "clocks",
    "win32": "Windows itself is not supported; use WSL, though coach hasn't been "
    "tested there",
    "wsl": "sound may fail, and the clock may be wrong after the computer has been asleep",
}
"""Hints for systems on which nobody has tried coach yet."""
ASLEEP = "the computer may go to sleep while you train"
SYSTEMD_RUNS = Path("/run/systemd/system")
"""A folder that exists while systemd runs the machine."""
TINY = (20, 6)
"""The smallest window that any layout fits: columns and rows."""


def program(package: Path) -> Iterator[ProbeResult]:
    """Report the version of coach and its interpreter."""
    import platform

    from coach import __version__

    yield ProbeResult("coach", f"version {__version__} in {package}")
    python = f"{platform.python_version()} ({platform.python_implementation()})"
    yield ProbeResult("Python", f"{python}, {sys.executable}")


def system(name: str, description: str) -> Iterator[ProbeResult]:
    """Report the operating system, and whether coach has been tried on it."""
    yield ProbeResult("system", description)
    kind = "wsl" if "microsoft" in description.lower() else name
    shown = {"darwin": "macOS", "win32": "Windows", "wsl": "WSL"}.get(kind, kind)
    if kind == "linux":
        yield ProbeResult("support", "yes: coach is developed and tested on Linux")
    else:
        hint = NEVER_RUN.get(kind, "please report anything that doesn't work")
        yield ProbeResult(
            "support", f"no: coach hasn't been tested on {shown} yet", False, hint
        )


def dependencies(version: Callable[[str], str]) -> Iterator[ProbeResult]:
    """Report the versions of the packages that coach uses."""
    from importlib.metadata import PackageNotFoundError
    from importlib.util import find_spec

    for name in DEPENDENCIES:
        try:
            yield ProbeResult(name, version(name))
        except PackageNotFoundError:
            yield ProbeResult(name, "version unknown", False, "reinstall drill-coach")
    if find_spec("yaml._yaml") is None:
        hint = "without libyaml, drills load slowly; install PyYAML from a wheel"
        yield ProbeResult("libyaml", "missing", False, hint)


def terminal(out: TextIO, env: Mapping[str, str]) -> Iterator[ProbeResult]:
    """Report what the terminal can show."""
    from coach.config.choices import ThemeName
    from coach.screen.charset import can_show_blocks, is_poor
    from coach.screen.palette import colour_wish, painting_console

    term = env.get("TERM", "")
    is_dumb = term in {"", "dumb"}
    hint = "sessions print plain lines; set TERM to the name of your terminal" * is_dumb
    yield ProbeResult("TERM", term or "not set", not is_dumb, hint)
    yield _size(out)
    colours = painting_console(out, ThemeName.AUTO, env).color_system
    wish = colour_wish(env)
    if wish.is_refused:
        yield ProbeResult(
            "colours", "none: the variable NO_COLOR or CLICOLOR turns colours off"
        )
    elif colours is None:
        why = (
            "the terminal named in TERM has no colours"
            if out.isatty()
            else "the output does not go to a terminal"
        )
        yield ProbeResult("colours", f"none: {why}")
    else:
        yield ProbeResult("colours", {"standard": "16"}.get(colours, colours))
    shown = can_show_blocks(out)
    other = "another terminal" if out.isatty() and is_poor() else "a UTF-8 locale"
    hint = (
        ""
        if shown
        else "coach draws the figure with letters and symbols; for a more detailed figure, "
        f"use {other}"
    )
    yield ProbeResult("encoding", out.encoding or "unknown", shown, hint)
    yield ProbeResult(
        "braille",
        "the figure uses braille dots" if shown else "the figure can't use braille dots",
        shown,
    )


def _size(out: TextIO) -> ProbeResult:
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return ProbeResult("size", "unknown: the output does not go to a terminal")
    is_tiny = columns < TINY[0] or rows < TINY[1]
    size = f"{TINY[0]} columns wide and {TINY[1]} rows high"
    hint = f"make the window at least {size}" if is_tiny else ""
    return ProbeResult("size", f"{columns} x {rows}", not is_tiny, hint)


def streams(**named: TextIO) -> Iterator[ProbeResult]:
    """Report what the standard streams are connected to."""
    for name, stream in named.items():
        yield ProbeResult(name, kind_of(stream))


def kind_of(stream: TextIO) -> str:
    """Return the kind of a stream: terminal, pipe, file and so on."""
    try:
        if stream.isatty():
            return f"terminal ({os.ttyname(stream.fileno())})"
        found = os.fstat(stream.fileno())
        if os.path.samestat(found, os.stat(os.devnull)):  # noqa: PTH116  a name, no path
            return f"nowhere ({os.devnull})"
    except (OSError, ValueError):
        return "closed or unknown"
    kinds = {
        stat.S_ISFIFO: "pipe",
        stat.S_ISREG: "file",
        stat.S_ISSOCK: "socket",
        stat.S_ISCHR: "device",
    }
    named = (kind for is_kind, kind in kinds.items() if is_kind(found.st_mode))
    return next(named, "something else")


def keys(stdin: TextIO) -> Iterator[ProbeResult]:
    """Report whether keys could control a session here."""
    import termios

    try:
        termios.tcgetattr(stdin.fileno())
    except (termios.error, OSError, ValueError):
        hint = "to use the keys, start coach in a terminal"
        yield ProbeResult(
            "keys",
            "coach can't read keys: the input does not come from a terminal",
            False,
            hint,
        )
    else:
        yield ProbeResult("keys", "coach can read the keys you press")


def clocks(clock: Clock, *, has_boot_clock: bool) -> Iterator[ProbeResult]:
    """Report the clocks in use, and whether a sleeping machine is noticed."""
    now_ms, boot_ms = clock.now_ms(), clock.boot_ms()
    yield ProbeResult("session", f"the session clock reads {now_ms / 1000:.3f} s")
    if has_boot_clock:
        slept_ms = max(0, boot_ms - now_ms)
        yield ProbeResult(
            "boot",
            f"the boot clock reads {boot_ms / 1000:.3f} s: the computer has been asleep "
            f"for {slept_ms / 1000:.3f} s since it started",
        )
    else:
        hint = "coach can't always tell whether the computer has slept"
        yield ProbeResult(
            "boot",
            "this computer doesn't say how long it has been asleep",
            False,
            hint,
        )
    yield ProbeResult("wall", f"{clock.wall().isoformat(sep=' ', timespec='seconds')}")


def staying_awake(
    command: tuple[str, ...] | None, *, is_wanted: bool, booted: Path = SYSTEMD_RUNS
) -> Iterator[ProbeResult]:
    """Report whether the machine can be kept from falling asleep."""
    if not is_wanted:
        yield ProbeResult("inhibitor", "not used: 'stay_awake' is false")
    elif command is None:
        hint = f"{ASLEEP}; on Linux, 'systemd-inhibit' prevents this"
        yield ProbeResult("inhibitor", "none found", False, hint)
    elif "systemd-inhibit" in command[0] and not booted.is_dir():
        yield ProbeResult(
            "inhibitor",
            f"{command[0]} has no effect, because systemd is not running",
            False,
            ASLEEP,
        )
    else:
        yield ProbeResult("inhibitor", command[0])
