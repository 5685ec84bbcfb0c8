"""What can be heard: modes, programs, and a test that sounds."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.probes.finding import Finding
from coach.sound.finding import (
    Which,
    find_engine,
    find_players,
    how_to_hear,
    how_to_speak,
    is_over_ssh,
)

if TYPE_CHECKING:
    from coach.config import Config
    from coach.config.remembered import Remembered
    from coach.sound.engines import Engine
    from coach.sound.output import Channel, Output

SENTENCE = "This is your coach. Breathe out, and lift."
BREATH_MS = 2_000
BETWEEN_MS = 400


def modes(
    config: Config, remembered: Remembered, env: Mapping[str, str]
) -> Iterator[Finding]:
    """What a session would sound like, and who decided that."""
    from coach.config import Config as Settings
    from coach.config.setting import Origin

    origin = config.origin(Settings.sound_mode)
    if config.sound_mode is not None:
        where = "the file" if origin is Origin.FILE else "the environment"
        yield Finding("mode", f"{config.sound_mode}, set in {where}")
    elif remembered.sound is not None:
        yield Finding("mode", f"{remembered.sound}, as you answered once")
    else:
        yield Finding("mode", "not asked yet; silent until then")
    yield Finding("level", config.voice_level)
    if is_over_ssh(env):
        hint = "sound stays at the other machine; '--tones' or '--voice' ask for it"
        yield Finding("SSH", "yes: sessions are silent", hint=hint)
    else:
        yield Finding("SSH", "no")


def programs(
    config: Config, which: Which, *, platform: str = sys.platform
) -> Iterator[Finding]:
    """What speaks and what plays."""
    voice = config.voice_name
    engine = find_engine(config.voice_command, voice, platform=platform, which=which)
    if engine is None:
        yield Finding("speech", "none found", False, how_to_speak(platform))
    elif which(engine.argv[0]) is None:
        hint = f"'{engine.argv[0]}' is no program that can be run; see 'voice.command'"
        yield Finding("speech", engine.name, False, hint)
    else:
        yield Finding("speech", f"{engine.name}, voice: {engine.voice or 'its own'}")
    players = find_players(config.sound_player, platform=platform, which=which)
    if platform == "win32":
        yield Finding("player", "Windows itself")
    elif not players:
        yield Finding(
            "player", "none found; the bell stands in", False, how_to_hear(platform)
        )
    elif which(players[0][0]) is None:
        hint = f"'{players[0][0]}' is no program that can be run; see 'sound.player'"
        yield Finding("player", " ".join(players[0]), False, hint)
    else:
        yield Finding("player", " ".join(players[0]))


def output_of(player: str | None, *, platform: str = sys.platform) -> Output:
    """What plays here; the runner's own player before the system's."""
    from coach.sound.output import ProcessOutput
    from coach.sound.windows import WinsoundOutput

    if platform == "win32" and player is None:
        return WinsoundOutput()
    return ProcessOutput(find_players(player, platform=platform))


def play_test(
    engine: Engine | None, output: Output, wait: Callable[[float], object]
) -> Iterator[Finding]:
    """Play a tick, a breath in, a breath out and a sentence, one after the other."""
    from coach.sound.output import Channel

    if output.is_silent:
        yield Finding("test", "nothing to play with", False)
        return
    is_said = False
    with tempfile.TemporaryDirectory(prefix="coach-sound-") as folder:
        try:
            for channel, file, length_ms in _sounds(engine, Path(folder)):
                output.play(channel, file)
                wait((length_ms + BETWEEN_MS) / 1000)
                is_said = channel is Channel.VOICE
            said = "a tick, in, out" + (
                " and a sentence" if channel is Channel.VOICE else ""
            )
        finally:
            output.close(wait_ms=BETWEEN_MS)
    if output.problem is not None:
        yield Finding("test", output.problem, False)
    else:
        said = "a tick, in, out, a sentence" if is_said else "a tick, in, out"
        yield Finding("test", f"played: {said}", hint="heard nothing? try the volume first")


def _sounds(engine: Engine | None, folder: Path) -> Iterator[tuple[Channel, Path, int]]:
    """Each sound as a file, with its length."""
    from coach.sound.output import Channel
    from coach.sound.speaking import Speaking
    from coach.sound.tones import Tone, render, signal_ms
    from coach.sound.wav import from_wav

    tick_ms = signal_ms(Tone.TICK)
    for tone, length_ms in (
        (Tone.TICK, tick_ms),
        (Tone.IN, BREATH_MS),
        (Tone.OUT, BREATH_MS),
    ):
        file = folder / f"{tone}.wav"
        file.write_bytes(render(tone, length_ms))
        yield Channel.TONES, file, length_ms
    if engine is not None:
        content = Speaking().render(engine, SENTENCE, folder / "part.wav")
        file = folder / "sentence.wav"
        file.write_bytes(content)
        yield Channel.VOICE, file, from_wav(content).length_ms
