from __future__ import annotations

import subprocess
import sys

import pytest
from tests.cli.commands import Result, Run

FAST = ("--yes", "--json", "--speed", "100", "--sets", "1", "--reps", "1", "--lead-in", "0")


def finished(result: Result) -> list[str]:
    """Drills whose sets were done."""
    return [e["drill"] for e in result.lines if e["event"] == "set_finished"]


def test_an_address_may_be_left_out_even_before_a_name(run: Run, drills: str) -> None:
    result = run("start", "--phone", "quick-slide", *FAST, "--drills", drills)
    assert result.code == 0
    assert finished(result) == ["quick-slide"]
    # A computer without a network says so, and the session is done all the same.
    assert "Phone: http://" in result.err or "no phone in this session" in result.err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("quick-slide", "'--phone=quick-slide' is not a network address"),
        ("0.0.0.0", "would open coach to every network that this computer is on"),  # noqa: S104  refused
        ("", "is not a network address"),
    ],
)
def test_an_address_that_is_none_is_told_before_anything_starts(
    run: Run, drills: str, word: str, said: str
) -> None:
    result = run("start", "heel-slide", f"--phone={word}", *FAST, "--drills", drills)
    assert result.code == 2
    assert said in result.sentence
    assert "192.168.1.20" in result.sentence
    assert result.out == ""


def test_an_address_of_another_computer_costs_only_the_phone(run: Run, drills: str) -> None:
    result = run("start", "quick-slide", "--phone=203.0.113.9", *FAST, "--drills", drills)
    assert result.code == 0
    assert finished(result) == ["quick-slide"]
    assert "coach can't use the address 203.0.113.9" in result.err
    assert "use --phone without an address" in result.err


def test_without_the_extra_the_address_is_there_and_the_code_is_not(
    run: Run, drills: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    result = run("start", "quick-slide", "--phone=127.0.0.1", *FAST, "--drills", drills)
    assert result.code == 0
    assert "pip install 'drill-coach[phone]'" in result.err
    assert "Phone: http://127.0.0.1:" in result.err


def test_the_setting_wants_a_phone_in_every_session_and_off_leaves_it_out(
    run: Run, drills: str
) -> None:
    wanted = {"COACH_PHONE": "true"}
    plain = ("--yes", "--plain", *FAST[2:])
    of = ("start", "quick-slide", *plain, "--drills", drills)
    assert "hone" in run(*of, env=wanted).err
    assert "hone" not in run(*of, "--phone=off", env=wanted).err
    # A program that reads the events asks for a phone itself.
    reading = ("start", "quick-slide", *FAST, "--drills", drills)
    assert "hone" not in run(*reading, env=wanted).err


def test_a_demo_can_be_watched_on_the_phone(run: Run) -> None:
    result = run("demo", "--plain", "--speed", "100", "--phone=127.0.0.1")
    assert result.code == 0
    assert "Phone: http://127.0.0.1:" in result.err


def test_whoever_wants_no_phone_loads_nothing_of_it(drills: str) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
        "from coach.cli.main import main; main(sys.argv[1:])"
    )
    command = ["start", "quick-slide", *FAST, "--drills", drills]
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "coach.app.session.session_run" in loaded
    assert not {"segno", "asyncio", "socket"} & loaded
    assert not any(name.startswith("coach.phone") for name in loaded)
