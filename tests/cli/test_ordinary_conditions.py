"""A full disk, a reader who goes away, a screen of a billion columns: nobody's bug."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.commands import Run, run_apart

FULL = Path("/dev/full")
COMMANDS = ("", "-h", "--version", "list", "list --json", "show glute-bridge", "history -h")


def coach_into(target: str, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of the shell that sends the results somewhere."""
    return subprocess.run(  # noqa: S603  our own command line
        ["/bin/sh", "-c", f'"{sys.executable}" -m coach {command} {target}'],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", COMMANDS)
def test_results_that_find_no_room_are_told_in_a_sentence(command: str) -> None:
    done = coach_into(f"> {FULL}", command)
    assert done.returncode == 1
    assert done.stderr.startswith("coach: the output cannot be written: no space left")
    assert "bug" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_seen_enough_ends_it_well(command: str) -> None:
    done = coach_into("| :; echo ${PIPESTATUS:-}", command)
    assert done.stderr == ""
    # What is read is closed before it starts: every way of writing meets it.
    script = f'trap "" PIPE; ("{sys.executable}" -m coach {command}; echo $? >&2) | :'
    done = subprocess.run(  # noqa: S603  our own command line
        ["/bin/sh", "-c", script], capture_output=True, text=True, check=False, timeout=20
    )
    assert done.stderr == "0\n"


@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_stop_nothing(stream: str) -> None:
    assert coach_into(stream, "list").returncode == 0


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
def test_messages_that_find_no_room_change_no_exit_code() -> None:
    assert coach_into(f"2> {FULL}", "show no-such-drill").returncode == 1


@pytest.mark.parametrize("name", ["COLUMNS", "LINES", "TERMINAL_WIDTH"])
@pytest.mark.parametrize("size", ["0", "1", "-5", "abc", "1000000000", "9" * 30])
@pytest.mark.parametrize("command", ["show", "-h"])
def test_a_screen_of_any_size_is_written_on(
    name: str, size: str, command: str, run: Run
) -> None:
    argv = ("show", "glute-bridge") if command == "show" else (command,)
    # Typer reads its variable while it is imported; of the others one word will do.
    is_apart = name == "TERMINAL_WIDTH" or size == "abc"
    result = (run_apart if is_apart else run)(*argv, env={name: size})
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 1_000


@pytest.mark.parametrize("zone", ["AAA99999", "UTC+99"])
def test_a_time_zone_that_is_none_is_named(zone: str) -> None:
    result = run_apart("history", env={"TZ": zone})
    assert result.code == 1
    assert f"there is no time zone '{zone}'" in result.err
    assert "Europe/Berlin" in result.err


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    script = f'mkdir "{gone}"; cd "{gone}"; rmdir "{gone}"; COACH_HOME=here '
    done = subprocess.run(  # noqa: S603  our own command line
        ["/bin/sh", "-c", f'{script} "{sys.executable}" -m coach.cli.main history'],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 1
    assert "the folder you are in no longer exists" in done.stderr
