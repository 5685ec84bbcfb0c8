from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.choices import PHRASE_KINDS, SoundMode, VoiceLevel, WaitMode
from coach.config.setting import command, some_of
from coach.config.settings import Config, read_config


def read(folder: Path, text: str, env: Mapping[str, str] | None = None) -> Config:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return read_config(file, env or {})


def told(config: Config) -> list[str]:
    return [f"{p.line}: {p.message} ({p.hint})" for p in config.problems]


def test_without_a_file_sound_is_undecided_and_everything_is_said() -> None:
    config = Config({})
    assert config.sound_mode is None
    assert (config.voice_level, config.voice_skip) == (VoiceLevel.FULL, ())
    assert (config.wait, config.stay_awake) == (WaitMode.NEW, True)
    assert config.sound_player is config.voice_command is config.voice_name is None
    assert config.on_set_end is config.on_session_end is None


def test_everything_can_be_set_in_the_file(tmp_path: Path) -> None:
    text = """
        wait = "always"
        stay_awake = false
        [sound]
        mode = "voice"
        player = "mpv --really-quiet"
        [voice]
        level = "essential"
        command = ["piper", "--model", "my voice.onnx"]
        name = " Samantha "
        skip = ["setup", "cue", "setup"]
        [hooks]
        on_set_end = "notify-send 'set done'"
        on_session_end = "~/bin/log.sh --quiet"
    """
    config = read(tmp_path, text)
    assert told(config) == []
    assert (config.wait, config.stay_awake) == (WaitMode.ALWAYS, False)
    assert config.sound_mode is SoundMode.VOICE
    assert config.sound_player == "mpv --really-quiet"
    assert config.voice_level is VoiceLevel.ESSENTIAL
    assert config.voice_command == "piper --model 'my voice.onnx'"
    assert config.voice_name == "Samantha"
    assert config.voice_skip == ("setup", "cue")
    assert config.on_set_end == "notify-send 'set done'"
    assert config.on_session_end == f"{Path.home()}/bin/log.sh --quiet"


def test_everything_can_be_set_in_the_environment(tmp_path: Path) -> None:
    env = {
        "COACH_SOUND_MODE": "none",
        "COACH_VOICE_SKIP": "cue, breath,",
        "COACH_HOOKS_ON_SET_END": "log set",
        "COACH_STAY_AWAKE": "no",
    }
    config = read(tmp_path, '[sound]\nmode = "voice"', env)
    assert told(config) == []
    assert config.sound_mode is SoundMode.NONE
    assert config.voice_skip == ("cue", "breath")
    assert config.on_set_end == "log set"
    assert config.stay_awake is False


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sound.mode = "loud"', "'loud' is unknown (write voice, tones or none)"),
        ('voice.level = "some"', "'some' is unknown (write full, essential or tones)"),
        ('wait = "ever"', "'ever' is unknown (write new, always or never)"),
        ('voice.skip = "cues"', "'cues' is unknown (choose from name, side, "),
        ("voice.skip = 3", "3 is not a list of words (choose from name, "),
        (
            "voice.skip = [1]",
            "the list contains something that is not in quotation marks (choose",
        ),
        (
            'voice.name = ""',
            "'' is not a name (write the name in quotation marks, on one line",
        ),
        ('voice.name = "a\\u001bb"', "'a\\x1bb' is not a name (write the name in"),
        (
            'hooks.on_set_end = ""',
            "'' is not a command (write a program",
        ),
        (
            'hooks.on_set_end = "\'"',
            '"\'" has a quotation mark that is never closed (close',
        ),
        ('hooks.on_set_end = ["a", 1]', "this list is not a command (write a program"),
        ("hooks.on_set_end = true", "true is not a command (write a program"),
        ('voice.command = "a\\u0000b"', "'a\\x00b' is not a command (write a program"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write(
    tmp_path: Path, text: str, message: str
) -> None:
    (line,) = told(read(tmp_path, text))
    name = text.partition(" ")[0]
    assert line.startswith(f"1: '{name}': {message}")


@given(st.lists(st.text(st.characters(exclude_characters="\0~"), min_size=1), min_size=1))
def test_a_command_in_one_string_is_the_same_as_in_a_list(argv: list[str]) -> None:
    assert shlex.split(command(argv)) == argv
    assert command(shlex.join(argv)) == command(command(argv)) == command(argv)


def test_no_shell_ever_sees_a_command() -> None:
    parts = ["log", "$(touch", "x)", ";", "rm", "*"]
    assert shlex.split(command("log $(touch x) ; rm *")) == parts


@given(st.sets(st.sampled_from(PHRASE_KINDS)))
def test_words_come_in_one_order_however_they_are_written(kinds: set[str]) -> None:
    parse = some_of(PHRASE_KINDS)
    assert parse(list(kinds)) == parse(", ".join(kinds)) == parse(sorted(kinds))
    assert set(parse(list(kinds))) == kinds
