"""Probes of the sound: modes, programs, and a test that plays."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coach.app.doctor.result import ProbeResult
from coach.session import Clock, Keys
from coach.sound.detect import (
    BETTER_VOICE,
    Which,
    find_engines,
    find_players,
    has_natural_voice,
    how_to_hear,
    how_to_speak,
    instead_of,
    is_over_ssh,
)

if TYPE_CHECKING:
    from coach.config.remembered import Remembered
    from coach.config.settings import Config
    from coach.sound.player_process import Channel, Output
    from coach.sound.speech_engines import Engine

SENTENCE = "This is your coach. Breathe out, and lift."
RISING, FALLING = "a rising tone (breathe in)", "a falling tone (breathe out)"
BREATH_MS = 2_000
BETWEEN_MS = 400


def modes(
    config: Config, remembered: Remembered, env: Mapping[str, str]
) -> Iterator[ProbeResult]:
    """Report how a session would sound, and which setting or answer decides that."""
    from coach.config.setting import Origin
    from coach.config.settings import Config as Settings

    origin = config.origin(Settings.sound_mode)
    if config.sound_mode is not None:
        where = (
            "set in your settings"
            if origin is Origin.FILE
            else "set by an environment variable"
        )
        yield ProbeResult("mode", f"{config.sound_mode}, {where}")
    elif remembered.sound is not None:
        yield ProbeResult("mode", f"{remembered.sound} (your choice)")
    else:
        yield ProbeResult(
            "mode", "not chosen yet; sessions are silent until you choose a mode"
        )
    yield ProbeResult("level", config.voice_level)
    if is_over_ssh(env):
        hint = (
            "the remote computer would play the sound; to allow this, start the session "
            "with --tones or --voice"
        )
        yield ProbeResult(
            "SSH",
            "you are connected over SSH; sessions are silent unless you ask for sound",
            hint=hint,
        )
    else:
        yield ProbeResult("SSH", "no")


def programs(
    config: Config,
    which: Which,
    *,
    platform: str = sys.platform,
    has_natural: Callable[[], bool] = has_natural_voice,
) -> Iterator[ProbeResult]:
    """Report the programs that speak and play."""
    voice = config.voice_name
    engines = find_engines(
        config.voice_command,
        voice,
        config.voice_engine,
        platform=platform,
        which=which,
        has_natural=has_natural,
    )
    if not engines and config.voice_engine is not None:
        hint = instead_of(config.voice_engine)
        yield ProbeResult("speech", "none found", False, hint)
    elif not engines:
        yield ProbeResult("speech", "none found", False, how_to_speak(platform))
    elif config.voice_command and which(engines[0].argv[0]) is None:
        program = engines[0].argv[0]
        hint = f"coach can't run '{program}'; check the 'voice.command' setting"
        yield ProbeResult("speech", engines[0].name, False, hint)
    else:
        engine = engines[0]
        is_best = config.voice_command or config.voice_engine or has_natural()
        hint = "" if is_best else f"for a more natural voice: {BETTER_VOICE}"
        yield ProbeResult(
            "speech", f"{engine.name}, voice: {engine.voice or 'default'}", hint=hint
        )
    players = find_players(config.sound_player, platform=platform, which=which)
    if not players:
        yield ProbeResult(
            "player",
            "no player found; coach uses the terminal's bell instead",
            False,
            how_to_hear(platform),
        )
    elif which(players[0][0]) is None:
        hint = f"coach can't run '{players[0][0]}'; check the 'sound.player' setting"
        yield ProbeResult("player", " ".join(players[0]), False, hint)
    else:
        yield ProbeResult("player", " ".join(players[0]))


def output_of(player: str | None) -> Output:
    """Return the player to use here: the runner's own, otherwise the system's."""
    from coach.sound.player_process import ProcessOutput

    return ProcessOutput(find_players(player))


def play_test(
    engine: Engine | None, output: Output, wait: Callable[[float], object]
) -> Iterator[ProbeResult]:
    """Play a tick, the tones for both breaths and a few words, one after the other."""
    from coach.sound.player_process import Channel

    if output.is_silent:
        yield ProbeResult("test", "coach found no program that can play sound", False)
        return
    is_said = False
    with tempfile.TemporaryDirectory(prefix="coach-sound-") as folder:
        try:
            for channel, file, length_ms in _sounds(engine, Path(folder)):
                output.play(channel, file)
                wait((length_ms + BETWEEN_MS) / 1000)
                is_said = channel is Channel.VOICE
        finally:
            output.close(wait_ms=BETWEEN_MS)
    if output.problem is not None:
        yield ProbeResult("test", output.problem, False)
    else:
        played = (
            f"coach played a tick, {RISING}, {FALLING} and a few words"
            if is_said
            else f"coach played a tick, {RISING} and {FALLING}"
        )
        yield ProbeResult("test", played, hint="heard nothing? check the volume")


def _sounds(engine: Engine | None, folder: Path) -> Iterator[tuple[Channel, Path, int]]:
    """Yield each test sound as a file, with its length."""
    from coach.sound.line_speech import renderer_of
    from coach.sound.player_process import Channel
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
        speaker = renderer_of(engine)
        try:
            content = speaker.render(engine, SENTENCE, folder / "part.wav")
        finally:
            speaker.close()
        file = folder / "sentence.wav"
        file.write_bytes(content)
        yield Channel.VOICE, file, from_wav(content).length_ms


TAPS, TAP_MS = 10, 1_000
SETTLING_TAPS = 3
"""The first ticks, which give the runner time to find the rhythm."""


def measure_latency(output: Output, keys: Keys, clock: Clock) -> Iterator[ProbeResult]:
    """Play a tick every second and compare it with the runner's taps on a key.

    A runner who taps to a steady rhythm taps with the sound, so the taps are as late as
    the sound.
    """
    from coach.sound.player_process import Channel
    from coach.sound.tones import Tone, render

    late: list[int] = []
    with tempfile.TemporaryDirectory(prefix="coach-sound-") as folder:
        file = Path(folder) / "tick.wav"
        file.write_bytes(render(Tone.TICK))
        began_ms = clock.now_ms() + TAP_MS
        for number in range(TAPS):
            at_ms = began_ms + number * TAP_MS
            late += _taps(keys, clock, at_ms, at_ms - TAP_MS, number)
            output.play(Channel.TONES, file)
        end_ms = began_ms + TAPS * TAP_MS
        late += _taps(keys, clock, end_ms, end_ms - TAP_MS, TAPS)
        output.close()
    if len(late) < TAPS - SETTLING_TAPS - 2:
        yield ProbeResult("latency", "not measured: too few taps")
        return
    found_ms = max(0, round(statistics.median(late) / 10) * 10)
    line = f'latency = "{found_ms / 1000:g}s"'
    hint = f"to play sounds earlier, write {line} below [sound] in your settings"
    if found_ms < NOTABLE_LATENCY_MS:
        hint = ""
    yield ProbeResult("latency", f"you hear sounds {found_ms} ms late", hint=hint)


NOTABLE_LATENCY_MS = 60
"""Smaller differences come from the tapping hand."""


def _taps(
    keys: Keys, clock: Clock, until_ms: int, tick_ms: int, number: int
) -> Iterator[int]:
    """Yield the delay of each tap up to a given time, once the rhythm is found."""
    while (left_ms := until_ms - clock.now_ms()) > 0:
        if keys.read(left_ms) == "space" and number > SETTLING_TAPS:
            after_ms = clock.now_ms() - tick_ms
            # A tap just before a tick belongs to that tick.
            yield after_ms if after_ms < TAP_MS * 0.7 else after_ms - TAP_MS
