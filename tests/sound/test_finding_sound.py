from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.config.choices import VoiceEngine
from coach.errors import CoachError
from coach.sound.detect import (
    find_engines,
    find_players,
    how_to_hear,
    how_to_speak,
    is_over_ssh,
)


def having(*programs: str) -> Callable[[str], str | None]:
    """A machine with these programs."""
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("platform", "programs", "players"),
    [
        ("linux", ["play", "aplay", "pw-play"], ["pw-play", "aplay", "play"]),
        ("linux", ["afplay"], []),
        ("freebsd14", ["play"], ["play"]),
        ("darwin", ["afplay", "play"], ["afplay"]),
    ],
)
def test_players_are_tried_in_order_of_their_worth(
    platform: str, programs: list[str], players: list[str]
) -> None:
    found = find_players(platform=platform, which=having(*programs))
    assert [player[0] for player in found] == players


def test_the_runners_own_player_stands_alone() -> None:
    found = find_players("mpv --really-quiet", which=having("pw-play"))
    assert found == (("mpv", "--really-quiet"),)


@pytest.mark.parametrize(
    ("platform", "programs", "name"),
    [
        ("linux", ["espeak", "espeak-ng"], "espeak-ng"),
        ("linux", ["espeak"], "espeak"),
        ("linux", ["say"], None),
        ("darwin", ["say", "espeak-ng"], "say"),
        ("darwin", ["espeak-ng"], "espeak-ng"),
    ],
)
def test_the_systems_own_speech_program_comes_first(
    platform: str, programs: list[str], name: str | None
) -> None:
    found = find_engines(
        platform=platform, which=having(*programs), has_natural=lambda: False
    )
    assert (found[0].name if found else None) == name


def test_the_runners_own_speech_program_comes_before_all() -> None:
    (found,) = find_engines("piper --output_file {file}", which=having("espeak-ng"))
    order = found.order("out", Path("/tmp/x.wav"))  # noqa: S108  only named
    assert order.argv == ("piper", "--output_file", "/tmp/x.wav")  # noqa: S108
    assert order.writes_file


def test_the_natural_voice_comes_first_and_the_systems_follows_it() -> None:
    here = {"platform": "linux", "which": having("espeak-ng"), "has_natural": lambda: True}

    def found(voice: str | None = None, engine: VoiceEngine | None = None) -> list[str]:
        engines = find_engines(None, voice, engine, **here)  # type: ignore[arg-type]
        return [each.name for each in engines]

    assert found() == ["hibari", "espeak-ng"]
    assert found("emma") == ["hibari", "espeak-ng"]
    # A name that only the system's program knows is meant for that.
    assert found("en-gb") == ["espeak-ng"]
    assert found(engine=VoiceEngine.ESPEAK_NG) == ["espeak-ng"]
    assert found(engine=VoiceEngine.SAY) == []


def test_settings_that_cannot_be_understood_are_told() -> None:
    with pytest.raises(CoachError, match=r"sound\.player"):
        find_players('mpv "')


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_there_is_always_one_sentence_on_what_to_do(platform: str) -> None:
    for sentence in (how_to_hear(platform), how_to_speak(platform)):
        assert "\n" not in sentence
        assert len(sentence) > 30


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_whoever_asked_for_a_missing_voice_is_told_how_to_get_that_one(
    platform: str,
) -> None:
    assert how_to_speak(platform, VoiceEngine.ESPEAK) == (
        "no voice was found: install 'espeak', or remove the 'voice.engine' setting"
    )


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_a_runner_at_another_machine_is_noticed(name: str) -> None:
    assert is_over_ssh({name: "10.0.0.1 22"})
    assert not is_over_ssh({name: ""})
    assert not is_over_ssh({})
