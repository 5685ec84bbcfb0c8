"""The Tab key completes commands, options and names; each shell is driven for real."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest
from tests.cli.commands import PATIENCE_S, run_here
from tests.library.drillfiles import DRILL, write
from tests.tools.completion_table import table

from coach.cli.completion.command_table import TABLE
from coach.cli.completion.shells import found
from coach.journal.recent_ids import recent_ids
from coach.paths import find_paths


def words(line: str) -> list[str]:
    """What may stand in place of the last word of a command line."""
    *args, word = line.split(" ")[1:]
    return [each for each, _ in found(args, word)]


def test_the_table_for_completion_says_what_the_commands_say(
    pytestconfig: pytest.Config,
) -> None:
    if pytestconfig.getoption("update_golden"):
        TABLE.write_text(table(), encoding="utf-8")
    stale = "refresh it with pytest --update-golden"
    assert TABLE.read_text(encoding="utf-8") == table(), stale


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("coach sta", ["start"]),
        ("coach history un", ["undo"]),
        ("coach show glute-", ["glute-bridge", "glute-squeeze"]),
        ("coach start --mute glute-b", ["glute-bridge"]),
        ("coach start --breath ", ["short", "standard", "long"]),
        ("coach start --breath=st", ["--breath=standard"]),
        ("coach start --no-v", ["--no-voice"]),
        ("coach start --mute --mu", []),
        ("coach plan begin s", ["six-week"]),
        ("coach why clam", ["clamshell"]),
        ("coach history edit ab12 --where gro", ["groin-or-deep-hip"]),
        ("coach history edit ab12 --felt glutes,ham", ["glutes,hamstrings"]),
        ("coach history --routine strength-", ["strength-a", "strength-b", "strength-c"]),
        ("coach drill schema pr", ["programme"]),
        ("coach config voice", ["voice.level", "voice.command", "voice.name"]),
        ("coach help hi", ["history"]),
        ("coach help history und", ["undo"]),
        ("coach drill add ", []),
        ("coach nonsense ", []),
    ],
)
def test_a_beginning_is_completed(line: str, expected: list[str]) -> None:
    assert [word for word in words(line) if word in expected] == expected
    if line != "coach config voice":
        assert words(line) == expected


def test_own_drills_are_completed_but_no_file_name_that_is_a_command(
    tmp_path: Path,
) -> None:
    folder = write(
        tmp_path / "own",
        {"heel-slide.yaml": DRILL, "heel$(touch x).yaml": DRILL, "heel'`id`.yaml": DRILL},
    )
    assert words(f"coach show --drills {folder} heel") == ["heel-tap", "heel-slide"][::-1]


def test_sessions_are_completed_by_their_short_ids(tmp_path: Path) -> None:
    index = find_paths(os.environ).history_index
    assert recent_ids(index) == []
    assert run_here("history", "add", "desk-break", "--date", "yesterday").code == 0
    shown = run_here("history", "show", "--json").json["session"]
    (only,) = words("coach history delete ")
    assert shown["id"].startswith(only)
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no database")
    assert recent_ids(broken) == []


def test_completing_loads_no_command(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "_COACH_COMPLETE": "complete_bash",
        "COMP_WORDS": "coach show glute-",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "coach"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        timeout=PATIENCE_S,
    )
    assert done.stdout == "glute-bridge\nglute-squeeze\n"
    loaded = set(re.findall(r"\| +(\S+)$", done.stderr, re.MULTILINE))
    assert "coach.library.discover" in loaded
    assert not loaded & {"typer", "rich", "yaml", "coach.cli.main", "coach.model.drill"}


SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], ()),
    "zsh": (["-f", "-i"], ("autoload -Uz compinit && compinit -u",)),
    "fish": (["--no-config", "-i"], ()),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_tab_key_works_in_a_real_shell(shell: str, tmp_path: Path) -> None:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"there is no {shell} here")
    _program(tmp_path / "bin")
    options, first = SHELLS[shell]
    terminal = _spawn(path, options, tmp_path)
    try:
        script = f"_COACH_COMPLETE=source_{shell} coach"
        load = f"env {script} | source" if shell == "fish" else f'eval "$({script})"'
        for line in (*first, load):
            terminal.sendline(line)
        terminal.sendline("echo rea''dy")
        terminal.expect("ready")
        # The word is whole only if the shell asked coach about it.
        terminal.send("echo coach > /dev/null; coach show glute-b\t--js\t")
        terminal.expect("glute-bridge")
        terminal.send("\n")
        terminal.expect('"id": *"glute-bridge"')
    finally:
        terminal.close(force=True)


def _program(folder: Path) -> None:
    folder.mkdir()
    program = folder / "coach"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coach "$@"\n')
    program.chmod(0o755)


def _spawn(path: str, options: Sequence[str], folder: Path) -> pexpect.spawn:
    env = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PS1": "> ",
        "HISTFILE": str(folder / "history"),
        "TERM": "xterm",
    }
    return pexpect.spawn(
        path,
        list(options),
        env=env,
        cwd=str(folder),
        encoding="utf-8",
        timeout=PATIENCE_S,
        dimensions=(40, 200),
    )
