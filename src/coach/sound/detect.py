"""Detection of audio players and speech programs, with advice on installing them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec

from coach.config.choices import VoiceEngine
from coach.sound.natural_voice import VOICES
from coach.sound.speech_engines import (
    Engine,
    espeak,
    natural,
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
"""Player commands for each platform, best first; none of them prints anything."""


def find_players(
    command: str | None = None,
    *,
    platform: str = sys.platform,
    which: Which = shutil.which,
) -> tuple[tuple[str, ...], ...]:
    """Return player commands, best first; if the runner has set one, only that.

    Raises:
        CoachError: if the runner's own command cannot be understood.
    """
    if command is not None:
        return (split_command(command, "sound.player"),)
    known = _PLAYERS.get(platform, _PLAYERS["linux"])
    return tuple(player for player in known if which(player[0]))


def has_natural_voice() -> bool:
    """Return whether the extra ``voice`` is installed."""
    return find_spec("hibari") is not None


def find_engines(  # noqa: PLR0913  three settings, and the machine they are looked for on
    command: str | None = None,
    voice: str | None = None,
    engine: VoiceEngine | None = None,
    *,
    platform: str = sys.platform,
    which: Which = shutil.which,
    has_natural: Callable[[], bool] = has_natural_voice,
) -> tuple[Engine, ...]:
    """Return speech programs, best first; if the runner has set one, only that.

    Raises:
        CoachError: if the runner's own command cannot be understood.
    """
    if command is not None:
        return (own_program(command),)
    found = _installed(voice, platform, which, has_natural)
    named = (each for kind, each in found if engine in {None, kind})
    return tuple(named)


def _installed(
    voice: str | None, platform: str, which: Which, has_natural: Callable[[], bool]
) -> Iterator[tuple[VoiceEngine, Engine]]:
    """Yield this computer's engines, best first; each gets the voice if it has it."""
    is_natural = voice is None or voice in VOICES
    if is_natural and has_natural():
        yield VoiceEngine.HIBARI, natural(voice)
    system = None if voice in VOICES else voice
    if platform == "darwin" and which("say"):
        yield VoiceEngine.SAY, say(system)
    for kind in (VoiceEngine.ESPEAK_NG, VoiceEngine.ESPEAK):
        if which(kind):
            yield kind, espeak(kind, system)


def how_to_hear(platform: str = sys.platform) -> str:
    """Return a sentence of advice for a computer without a player."""
    if platform == "darwin":
        return (
            "no sound player was found; check that PATH includes /usr/bin, where macOS"
            " keeps 'afplay'"
        )
    return (
        "no sound player was found: install one, for example with "
        "'sudo apt install pulseaudio-utils'"
    )


BETTER_VOICE = "pip install 'drill-coach[voice]'"
"""The command that installs the natural voice."""


def how_to_speak(platform: str = sys.platform, engine: VoiceEngine | None = None) -> str:
    """Return a sentence of advice for a computer without a speech program.

    Args:
        platform: the system.
        engine: the only speech program that the settings allow; None for any.
    """
    if engine is not None:
        return f"no voice was found: {instead_of(engine)}"
    if platform == "darwin":
        return (
            f"no voice was found: install one with {BETTER_VOICE}, "
            "or check that PATH includes /usr/bin, where macOS keeps 'say'"
        )
    return (
        f"no voice was found: install one with {BETTER_VOICE}, or "
        "'sudo apt install espeak-ng'"
    )


def instead_of(engine: VoiceEngine) -> str:
    """Return what to do if the speech program from the settings is not installed."""
    match engine:
        case VoiceEngine.HIBARI:
            way = f"install it with {BETTER_VOICE}, or "
        case VoiceEngine.SAY:
            way = "'say' works only on macOS; "
        case _:
            way = f"install '{engine}', or "
    return f"{way}remove the 'voice.engine' setting"


def is_over_ssh(environment: Mapping[str, str]) -> bool:
    """Return whether the session runs over SSH, where the runner can't hear it."""
    return any(
        environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
    )
