from __future__ import annotations

import io
import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import Result, Run, stream
from tests.doubles import FakeClock
from tests.terminal.ptys import Terminal, coach

from coach.app.doctor import machine, user_files
from coach.app.doctor.result import ProbeResult, examine
from coach.errors import CoachError
from coach.paths import find_paths

TOPICS = [
    "program",
    "packages",
    "system",
    "terminal",
    "streams",
    "keys",
    "clocks",
    "staying awake",
    "sound",
    "sound programs",
    "settings",
    "folders",
    "drills",
    "journal",
    "hooks",
]


def told(result: Result) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f["topic"], f["name"]): f for f in result.json["findings"]}


def named(findings: Iterator[ProbeResult]) -> dict[str, ProbeResult]:
    return {finding.name: finding for finding in findings}


@pytest.fixture
def settings(coach_home: Path) -> Path:
    file = coach_home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


# The whole picture


@pytest.mark.usefixtures("first_command")
def test_every_topic_is_looked_at_and_nothing_is_made(run: Run, coach_home: Path) -> None:
    result = run("doctor", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json["version"] == 1
    topics = dict.fromkeys(finding["topic"] for finding in result.json["findings"])
    assert list(topics) == TOPICS
    for finding in result.json["findings"]:
        assert set(finding) == {"topic", "name", "value", "ok", "hint"}
        assert finding["name"] != "not checked", finding
    assert not coach_home.exists()


def test_people_read_the_same_and_where_to_look(run: Run) -> None:
    result = run("doctor", env={"COLUMNS": "40"})
    assert result.code == 0
    lines = result.out.splitlines()
    assert all(len(line) <= 40 for line in lines)
    for topic in TOPICS:
        assert topic in lines
    wrong = [line for line in lines if line.startswith("! ")]
    assert wrong  # at least: standard input is not a terminal here
    count = "line" if len(wrong) == 1 else f"{len(wrong)} lines"
    assert lines[-1] == f"check the {count} marked !"


def test_a_mess_is_described_and_nothing_fails(
    run: Run, settings: Path, coach_home: Path, tmp_path: Path
) -> None:
    settings.write_text('[hooks]\non_set_end = "no-such-program"\nzebra = 1\n')
    (coach_home / "data").write_text("a file in the way")
    (coach_home / "state").mkdir()
    (coach_home / "state" / "crash.log").write_text("Traceback")
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "bad.yaml").write_text("name: [\n")
    env = {"COACH_VOICE_COMMAND": "no-such-voice \x07", "SSH_CONNECTION": "1 2 3 4"}
    argv = ("doctor", "--json", "--drills", str(tmp_path / "drills"))
    result = run(*argv, env=env)
    assert (result.code, result.err) == (0, "")
    found = told(result)
    assert found["hooks", "set end"]["hint"].startswith("coach can't run 'no-such-program'")
    assert found["settings", "problem"]["value"].endswith(
        ":3: there is no setting 'zebra'"[:3] + " there is no setting 'hooks.zebra'"
    )
    assert found["folders", "data"]["value"].endswith("' is not a folder")
    assert found["folders", "crash log"]["ok"] is False
    assert found["drills", "bad files"]["value"] == "1 file with 1 problem"
    assert found["sound programs", "speech"]["ok"] is False
    assert (
        found["sound", "SSH"]["value"]
        == "you are connected over SSH; sessions are silent unless you ask for sound"
    )
    shown = run(*argv[:1], env=env | {"COACH_HOOKS_ON_SET_END": "a\x1b[2Jb"})
    assert "\x1b" not in shown.out
    assert shown.code == 0


def test_a_probe_that_raises_is_a_line_itself() -> None:
    def raising(error: Exception) -> Iterator[ProbeResult]:
        yield ProbeResult("before", "seen")
        raise error

    found = examine(
        {
            "bug": lambda: raising(LookupError("odd")),
            "expected": lambda: raising(CoachError("no drills", hint="install them")),
            "good": lambda: [ProbeResult("fine", "yes")],
        }
    )
    assert found == {
        "bug": (
            ProbeResult("before", "seen"),
            ProbeResult("not checked", "LookupError: odd", is_ok=False),
        ),
        "expected": (
            ProbeResult("before", "seen"),
            ProbeResult("problem", "no drills", is_ok=False, hint="install them"),
        ),
        "good": (ProbeResult("fine", "yes"),),
    }


def test_in_a_terminal_it_sees_the_terminal() -> None:
    size = {"COLUMNS": "160", "LINES": "60"}
    with Terminal(*coach("doctor"), env=size, columns=160, rows=60) as terminal:
        assert terminal.wait_for_end() == 0
        assert "160 x 60" in terminal.text
        assert "coach can read the keys you press" in terminal.text
        assert "input terminal" in terminal.text
        assert "xterm-256color" in terminal.text
        assert terminal.state == terminal.before


# Probes


def test_an_encoding_without_braille_is_told() -> None:
    latin = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    found = named(machine.terminal(latin, {"TERM": "xterm"}))
    assert (found["encoding"].value, found["encoding"].is_ok) == ("latin-1", False)
    assert found["braille"].value == "the figure can't use braille dots"
    assert found["size"].value == "unknown: the output does not go to a terminal"
    assert named(machine.terminal(stream(), {}))["braille"].is_ok
    assert not named(machine.terminal(stream(), {}))["TERM"].is_ok


def test_on_a_plain_console_another_terminal_is_advised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "linux")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(out, "isatty", lambda: True)
    found = named(machine.terminal(out, {"TERM": "linux"}))["encoding"]
    assert found.hint.endswith("for a more detailed figure, use another terminal")


def test_refused_and_forced_colours_are_told() -> None:
    refused = named(machine.terminal(stream(), {"NO_COLOR": "1"}))
    assert (
        refused["colours"].value
        == "none: the variable NO_COLOR or CLICOLOR turns colours off"
    )
    plain = named(machine.terminal(stream(), {}))
    assert plain["colours"].value == "none: the output does not go to a terminal"


def test_the_streams_lead_somewhere(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as file, Path("/dev/null").open() as null:
        assert machine.kind_of(file) == "file"
        assert machine.kind_of(null) == "nowhere (/dev/null)"
    assert machine.kind_of(stream()) == "closed or unknown"


def test_a_machine_that_slept_says_how_long() -> None:
    clock = FakeClock(now_ms=60_000, asleep_ms=0)
    clock.sleep(5_500)
    found = named(machine.clocks(clock, has_boot_clock=True))
    assert found["boot"].value == (
        "the boot clock reads 65.500 s: the computer has been asleep for 5.500 s since "
        "it started"
    )
    assert not named(machine.clocks(clock, has_boot_clock=False))["boot"].is_ok


@pytest.mark.parametrize(
    ("name", "description", "told_"),
    [
        ("linux", "Linux-6.1-x86_64", "yes: coach is developed and tested on Linux"),
        ("linux", "Linux-5.15-Microsoft-WSL2", "no: coach hasn't been tested on WSL yet"),
        ("darwin", "macOS-15.1-arm64", "no: coach hasn't been tested on macOS yet"),
        ("win32", "Windows-11", "no: coach hasn't been tested on Windows yet"),
        ("freebsd14", "FreeBSD-14", "no: coach hasn't been tested on freebsd14 yet"),
    ],
)
def test_where_nobody_tried_it_it_says_so(name: str, description: str, told_: str) -> None:
    finding = named(machine.system(name, description))["support"]
    assert finding.value == told_
    assert finding.is_ok is (name == "linux" and "WSL" not in description)
    assert bool(finding.hint) is not finding.is_ok


def test_a_missing_package_is_told() -> None:
    def version(name: str) -> str:
        if name == "rich":
            raise PackageNotFoundError(name)
        return "1.0"

    found = named(machine.dependencies(version))
    assert found["typer"] == ProbeResult("typer", "1.0")
    assert not found["rich"].is_ok


def test_whether_the_machine_can_be_kept_awake(tmp_path: Path) -> None:
    def value(command: tuple[str, ...] | None, *, is_wanted: bool = True) -> str:
        probe = machine.staying_awake(command, is_wanted=is_wanted, booted=tmp_path / "no")
        return named(probe)["inhibitor"].value

    assert value(None, is_wanted=False) == "not used: 'stay_awake' is false"
    assert value(None) == "none found"
    assert (
        value(("/bin/systemd-inhibit", "x"))
        == "/bin/systemd-inhibit has no effect, because systemd is not running"
    )
    assert value(("/bin/caffeinate", "-i")) == "/bin/caffeinate"


def test_folders_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    paths = find_paths({"COACH_HOME": str(tmp_path / "home")})
    paths.cache.mkdir(parents=True)
    paths.state.write_text("in the way")
    found = named(user_files.folders(paths, paths.state / "journal"))
    assert found["cache"] == ProbeResult("cache", f"{paths.cache}: writable")
    assert found["data"].value.endswith("data: does not exist yet; coach can create it")
    assert found["state"].hint == f"move or rename '{paths.state}'"
    assert found["journal"].hint == found["state"].hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    paths = find_paths({"COACH_HOME": str(tmp_path / "home")})
    found = named(user_files.folders(paths, tmp_path))
    assert found["journal"].value == f"{tmp_path}: not writable"
    assert "COACH_HOME" in found["data"].hint
