"""What people expect of every tool in a terminal: records, no questions, few colours."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.cli.commands import PATIENCE_S, Run, run_apart


@pytest.fixture
def done(run: Run) -> None:
    assert run("history", "add", "desk-break", "--date", "yesterday").code == 0
    assert run("plan", "begin", "four-week", "--days", "mon,thu").code == 0


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize(
    ("command", "record"),
    [
        ("list", "glute-bridge\tglute-activation\t1\t2 x 10 reps\t-"),
        ("plan list", "six-week\t6\tYou do two strength sessions a week"),
        ("plan", "\tStrength A"),
        ("config", "theme\tauto\tdefault\tcolours: auto, dark, light, contrast"),
        ("doctor", "ok\t"),
        ("history", "Desk break new: 3 drills\t"),
        ("history show", "Wall-supported exhale reach\t"),
        ("history stats", "\t1 session\t"),
        ("show desk-break --timeline", "Standing glute squeeze"),
    ],
)
def test_listings_are_plain_records_where_wanted(
    command: str, record: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    plain = run(*command.split(), "--plain")
    assert (plain.code, plain.err) == (0, "")
    assert record in plain.out
    assert not set(plain.out) & set("─━│╭▏")
    # People with a screen reader say it once for all programs.
    assert record in run(*command.split(), env={"ACCESSIBLE": "1"}).out
    usual = {"ACCESSIBLE": "1", "COACH_PLAIN": "off"}
    assert "\t" not in run(*command.split(), env=usual).out


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize(
    "command",
    [
        *("", "list", "show glute-bridge", "show pre-run --timeline", "config", "doctor"),
        *("history", "history show", "history stats", "plan list", "why", "help start"),
        "start desk-break --speed 1000 --plain",
    ],
)
def test_no_line_of_a_pipe_ends_with_a_blank(command: str, run: Run) -> None:
    lines = run(*command.split(), env={"COLUMNS": None}).out.splitlines()
    assert lines
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("env", "is_coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ({"CLICOLOR": "0"}, False),
        ({}, False),
    ],
)
def test_help_and_mistakes_have_the_colours_that_are_wished_for(
    env: dict[str, str], *, is_coloured: bool
) -> None:
    env = {"TERM": "xterm", **env}
    shown = run_apart("list", "-h", env=env)
    assert ("\x1b[3" in shown.out or "\x1b[1;3" in shown.out) is is_coloured
    mistake = run_apart("list", "--nonsense", env=env)
    assert ("\x1b[3" in mistake.err) is is_coloured


def test_help_into_a_reader_that_stops_early_is_silent() -> None:
    command = f"'{sys.executable}' -m coach help | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(  # noqa: S603  our own command line
        ["/bin/bash", "-c", command],
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_nobody_is_asked_with_no_input(run: Run) -> None:
    listed = run("resume", "--no-input")
    assert "no unfinished session from the last 24 hours" in listed.err
    started = run("start", "desk-break", "--no-input", "--speed", "1000", "--plain")
    assert started.code == 0
