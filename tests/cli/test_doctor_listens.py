from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import Result, Run
from tests.doubles import FakeClock, Press, ScriptedKeys

from coach.app.doctor import sound_checks
from coach.app.doctor.result import ProbeResult
from coach.config.choices import SoundMode
from coach.config.remembered import Remembered
from coach.config.settings import read_config
from coach.sound.detect import BETTER_VOICE
from coach.sound.player_process import Channel, ProcessOutput
from coach.sound.speech_engines import own_program
from coach.sound.tones import Tone, render


def told(result: Result) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f["topic"], f["name"]): f for f in result.json["findings"]}


def named(findings: Iterator[ProbeResult]) -> dict[str, ProbeResult]:
    return {finding.name: finding for finding in findings}


def here(program: str) -> str:
    return f"/bin/{program}"


def nowhere(_: str) -> None:
    return None


@pytest.fixture
def settings(coach_home: Path) -> Path:
    file = coach_home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


def test_who_decided_on_the_sound_is_told(settings: Path) -> None:
    def mode(remembered: Remembered, env: dict[str, str]) -> str:
        config = read_config(settings, env)
        return named(sound_checks.modes(config, remembered, env))["mode"].value

    assert (
        mode(Remembered(), {})
        == "not chosen yet; sessions are silent until you choose a mode"
    )
    answered = Remembered(sound=SoundMode.TONES)
    assert mode(answered, {}) == "tones (your choice)"
    settings.write_text('[sound]\nmode = "voice"')
    assert mode(answered, {}) == "voice, set in your settings"
    assert (
        mode(answered, {"COACH_SOUND_MODE": "none"})
        == "none, set by an environment variable"
    )


def test_what_is_missing_comes_with_how_to_get_it(settings: Path) -> None:
    config = read_config(settings, {})
    found = named(
        sound_checks.programs(config, nowhere, platform="linux", has_natural=lambda: False)
    )
    assert "pip install 'drill-coach[voice]'" in found["speech"].hint
    assert "sudo apt install espeak-ng" in found["speech"].hint
    assert "sudo apt install" in found["player"].hint
    assert not found["speech"].is_ok
    assert not found["player"].is_ok


def test_what_is_there_is_named(settings: Path) -> None:
    settings.write_text('[voice]\nname = "en-gb"')
    config = read_config(settings, {})
    found = named(sound_checks.programs(config, here, platform="linux"))
    assert found["speech"].value == "espeak-ng, voice: en-gb"
    assert found["player"].is_ok
    found = named(sound_checks.programs(config, here, platform="darwin"))
    assert (found["speech"].value, found["player"].value) == (
        "say, voice: en-gb",
        "afplay",
    )


def test_who_has_only_the_systems_voice_is_told_of_a_better_one(settings: Path) -> None:
    config = read_config(settings, {})

    def speech(*, has_natural: bool) -> ProbeResult:
        found = sound_checks.programs(config, here, has_natural=lambda: has_natural)
        return named(found)["speech"]

    assert speech(has_natural=False).hint == (
        "for a more natural voice: pip install 'drill-coach[voice]'"
    )
    assert speech(has_natural=True).value == "hibari, voice: default"
    assert speech(has_natural=True).hint == ""
    settings.write_text('[voice]\nengine = "espeak"')
    config = read_config(settings, {})
    assert speech(has_natural=True).value == "espeak, voice: default"


PLAYER = '#!/bin/sh\necho "${2##*/}" >> "$1"\n'
"""Writes down what it was to play."""
SPEAKER = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"


@pytest.fixture
def player(tmp_path: Path) -> str:
    program = tmp_path / "player"
    program.write_text(PLAYER)
    program.chmod(0o755)
    return shlex.join([str(program), str(tmp_path / "played")])


def test_a_test_sounds_only_when_asked_for(run: Run, player: str, tmp_path: Path) -> None:
    env = {"COACH_SOUND_PLAYER": player}
    assert ("sound test", "test") not in told(run("doctor", "--json", env=env))
    assert not (tmp_path / "played").exists()


def test_the_test_plays_every_kind_of_sound(player: str, tmp_path: Path) -> None:
    (tmp_path / "said.wav").write_bytes(render(Tone.TICK))
    speaks = [sys.executable, "-c", SPEAKER, str(tmp_path / "said.wav")]
    waits: list[float] = []
    engine = own_program(shlex.join(speaks))
    output = sound_checks.output_of(player)
    assert list(sound_checks.play_test(engine, output, waits.append)) == [
        ProbeResult(
            "test",
            "coach played a tick, a rising tone (breathe in), a falling tone (breathe out) "
            "and a few words",
            hint="heard nothing? check the volume",
        )
    ]
    assert len(waits) == 4
    assert "sentence.wav" in (tmp_path / "played").read_text().split()


def test_a_test_that_cannot_be_played_says_why() -> None:
    (finding,) = sound_checks.play_test(
        None, sound_checks.output_of("no-such-player"), lambda _: 0
    )
    assert finding.is_ok is False
    assert "no-such-player" in finding.value
    (finding,) = sound_checks.play_test(None, ProcessOutput([]), lambda _: 0)
    assert (finding.value, finding.is_ok) == (
        "coach found no program that can play sound",
        False,
    )


@pytest.mark.parametrize(
    ("late_ms", "value", "hint"),
    [
        (230, "you hear sounds 230 ms late", 'latency = "0.23s"'),
        (20, "you hear sounds 20 ms late", ""),
        (-30, "you hear sounds 0 ms late", ""),
    ],
)
def test_taps_to_a_tick_tell_how_late_it_is_heard(
    late_ms: int, value: str, hint: str
) -> None:
    clock = FakeClock()
    taps: list[Press] = [
        (1_000 + number * 1_000 + late_ms, "space") for number in range(10)
    ]
    keys = ScriptedKeys(clock, taps)
    (found,) = sound_checks.measure_latency(SilentOutput(), keys, clock)
    assert found.value == value
    assert hint in found.hint
    assert bool(found.hint) == bool(hint)


def test_without_taps_no_latency_is_told() -> None:
    clock = FakeClock()
    keys = ScriptedKeys(clock, [(3_000, "space")])
    (found,) = sound_checks.measure_latency(SilentOutput(), keys, clock)
    assert found.value == "not measured: too few taps"


class SilentOutput:
    """An output that takes every file and plays none."""

    is_silent = False
    problem = None

    def play(self, channel: Channel, file: Path) -> None:
        assert file.is_file(), channel

    def stop(self, channel: Channel) -> None:
        raise AssertionError(channel)

    def close(self, wait_ms: int = 0) -> None:
        assert wait_ms == 0


@pytest.mark.parametrize(
    ("engine", "hint"),
    [
        ("espeak-ng", "install 'espeak-ng', or remove the 'voice.engine' setting"),
        ("say", "'say' works only on macOS; remove the 'voice.engine' setting"),
        (
            "hibari",
            f"install it with {BETTER_VOICE}, or remove the 'voice.engine' setting",
        ),
    ],
)
def test_a_chosen_voice_that_is_missing_comes_with_the_way_to_get_it(
    settings: Path, engine: str, hint: str
) -> None:
    config = read_config(settings, {"COACH_VOICE_ENGINE": engine})
    found = named(
        sound_checks.programs(config, nowhere, platform="linux", has_natural=lambda: False)
    )
    assert found["speech"].hint == hint
