from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import Result, Run

from coach.config.choices import Movement, SoundMode, ThemeName, VoiceLevel, WaitMode
from coach.config.settings import SETTINGS
from coach.model.terms import BreathPreset

FILE = """
breath = "long"
rest = "1m30s"
zebra = 1
[voice]
skip = ["cue", "setup"]
level = "loud"
command = "piper --model 'my voice.onnx'"
"""


@pytest.fixture
def file(coach_home: Path) -> Path:
    path = coach_home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(FILE)
    return path


def by_name(result: Result) -> dict[str, dict[str, Any]]:
    return {setting["name"]: setting for setting in result.json["settings"]}


def row(result: Result, name: str) -> list[str]:
    (line,) = [line for line in result.out.splitlines() if line.startswith(f" {name} ")]
    return line.split()


def test_every_setting_has_its_value_and_its_origin(run: Run, file: Path) -> None:
    result = run("config", env={"COACH_WEEK": "3", "COLUMNS": "120"})
    assert result.code == 0
    assert row(result, "breath")[:3] == ["breath", "long", "file"]
    assert row(result, "rest")[:3] == ["rest", "90s", "file"]
    assert row(result, "week")[:3] == ["week", "3", "environment"]
    assert row(result, "lead_in")[:3] == ["lead_in", "10s", "default"]
    assert row(result, "plain")[:3] == ["plain", "false", "default"]
    assert row(result, "sound.mode")[:3] == ["sound.mode", "-", "default"]
    assert row(result, "voice.skip")[:4] == ["voice.skip", "setup,", "cue", "file"]
    for setting in SETTINGS:
        assert row(result, setting.name)
    assert f"settings file: {file}" in result.out


def test_what_is_wrong_is_told_beside_and_is_no_failure(run: Run, file: Path) -> None:
    every = "list the settings with `coach config`"
    those = "write full, essential or tones"
    result = run("config")
    assert result.code == 0
    assert result.err.splitlines() == [
        f"coach: {file}:4: there is no setting 'zebra' ({every})",
        f"coach: {file}:7: 'voice.level': 'loud' is unknown ({those})",
    ]


@pytest.mark.usefixtures("file")
def test_forty_columns_are_enough(run: Run) -> None:
    result = run("config", env={"COLUMNS": "40", "COACH_WEEK": "3"})
    *table, where = result.out.splitlines()
    assert all(len(line) <= 40 for line in table)
    assert row(result, "hooks.on_session_end") == ["hooks.on_session_end", "-"]
    assert row(result, "week") == ["week", "3", "env"]
    assert row(result, "breath") == ["breath", "long", "file"]
    assert where.startswith("settings file: ")


@pytest.mark.usefixtures("first_command")
def test_without_a_file_it_says_where_it_would_be(run: Run, coach_home: Path) -> None:
    result = run("config")
    file = coach_home / "config" / "config.toml"
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1] == f"settings file (does not exist yet): {file}"
    assert not coach_home.exists()


def test_programs_read_the_same_as_json(run: Run, file: Path) -> None:
    result = run("config", "--json", env={"COACH_PLAIN": "yes"})
    assert set(result.json) == {"version", "file", "exists", "settings", "problems"}
    assert (result.json["version"], result.json["exists"]) == (1, True)
    assert result.json["file"] == str(file)
    settings = by_name(result)
    assert list(settings) == [setting.name for setting in SETTINGS]
    assert settings["rest"] == {
        "name": "rest",
        "value": "90s",
        "origin": "file",
        "default": None,
        "variable": "COACH_REST",
        "about": "rest between sets; by default, the drill's own rest",
    }
    assert settings["plain"]["value"] is True
    assert settings["plain"]["origin"] == "environment"
    assert settings["voice.skip"]["value"] == ["setup", "cue"]
    assert settings["voice.command"]["value"] == "piper --model 'my voice.onnx'"
    assert settings["voice.level"]["origin"] == "default"
    first, second = result.json["problems"]
    assert (first["line"], second["line"]) == (4, 7)
    assert second["hint"] == "write full, essential or tones"


def test_what_is_shown_can_be_written_into_the_file(run: Run, file: Path) -> None:
    before = by_name(run("config", "--json"))
    lines = [
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for name, setting in before.items()
        if (value := setting["value"]) is not None
        # A TOML basic string would need more care for what holds both quotes.
        and "'" not in str(value).replace("', '", "").strip("[]'")
    ]
    file.write_text("\n".join(lines))
    result = run("config", "--json")
    assert result.json["problems"] == []
    after = by_name(result)
    assert len(lines) > 8
    for name in (line.partition(" ")[0] for line in lines):
        assert (after[name]["value"], after[name]["origin"]) == (
            before[name]["value"],
            "file",
        )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("breath", BreathPreset),
        ("theme", ThemeName),
        ("motion", Movement),
        ("wait", WaitMode),
        ("sound.mode", SoundMode),
        ("voice.level", VoiceLevel),
    ],
)
def test_a_choice_names_all_there_is_to_choose(name: str, kind: Any) -> None:  # noqa: ANN401  any of them
    (setting,) = [setting for setting in SETTINGS if setting.name == name]
    for member in kind:
        assert member.value in setting.about


def test_one_setting_is_shown_by_its_name(run: Run) -> None:
    shown = run("config", "theme", "--json").json["settings"]
    assert [each["name"] for each in shown] == ["theme"]
    result = run("config", "voice.levle")
    assert result.code == 2
    assert "did you mean 'voice.level'?" in result.err
