"""Detection of audio players and speech programs, with advice on installing them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping

from coach.sound.speech_engines import (
    Engine,
    espeak,
    own_program,
    say,
    split_command,
)

Which = Callable[[str], str | None]
"""Finds a program, as ``shutil.which`` does."""

_PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q"), ("play", "-q", "-V0")),
}
"""Player commands by platform, the best first; none of them prints anything."""


def find_players(
    command: str | None = None,
    *,
    platform: str = sys.platform,
    which: Which = shutil.which,
) -> tuple[tuple[str, ...], ...]:
    """Return player commands, best first; only the runner's own if it is set.

    Raises:
        CoachError: if the runner's own cannot be understood.
    """
    if command is not None:
        return (split_command(command, "sound.player"),)
    known = _PLAYERS.get(platform, _PLAYERS["linux"])
    return tuple(player for player in known if which(player[0]))


def find_engine(
    command: str | None = None,
    voice: str | None = None,
    *,
    platform: str = sys.platform,
    which: Which = shutil.which,
) -> Engine | None:
    """Return the speech program: the runner's own, else the system's, or None.

    Raises:
        CoachError: if the runner's own cannot be understood.
    """
    if command is not None:
        return own_program(command)
    if platform == "darwin" and which("say"):
        return say(voice)
    for program in ("espeak-ng", "espeak"):
        if which(program):
            return espeak(program, voice)
    return None


def how_to_hear(platform: str = sys.platform) -> str:
    """Return one sentence of advice for a system without a player."""
    if platform == "darwin":
        return (
            "no player was found: 'afplay' is part of macOS; check that PATH has /usr/bin"
        )
    return "no player was found: install one, e.g. 'sudo apt install pulseaudio-utils'"


def how_to_speak(platform: str = sys.platform) -> str:
    """Return one sentence of advice for a system without a speech program."""
    if platform == "darwin":
        return "no voice was found: 'say' is part of macOS; check that PATH has /usr/bin"
    return "no voice was found: install one, e.g. 'sudo apt install espeak-ng'"


def is_over_ssh(environment: Mapping[str, str]) -> bool:
    """Return whether the session runs over SSH, out of the runner's hearing."""
    return any(
        environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
    )
