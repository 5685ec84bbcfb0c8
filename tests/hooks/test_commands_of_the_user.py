from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from signal import Signals
from typing import Any

import pytest
from tests.builders import make_block, make_prescription
from tests.doubles import Played, play
from tests.plans import pre_run

from coach.event import SetFinished
from coach.hooks.hook_listener import HookListener
from coach.model.prescription import Prescription
from coach.timeline import Timeline, compile_timeline

PATIENCE_S = 20.0
"""For a machine that is busy; whoever waits this long has failed."""
QUICKLY_S = 5.0
"""Far less than any of the commands here would take by itself."""

Script = Callable[[str], str]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A program of the user's own, from the lines of a shell script."""

    def make(lines: str) -> str:
        file = tmp_path / f"hook-{len(list(tmp_path.iterdir()))}"
        file.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        file.chmod(0o755)
        return shlex.join([str(file), str(tmp_path)])

    return make


def short(name: str = "Short day") -> Timeline:
    return compile_timeline(make_prescription(make_block(sets=2), name=name))


def play_with(hooks: HookListener, timeline: Timeline | None = None) -> Played:
    """Play a session with real commands; what real time it took has a limit."""
    began = time.perf_counter()
    timeline = timeline or short()
    played = play(timeline, others=[hooks])
    assert time.perf_counter() - began < QUICKLY_S
    assert played.dropped == []
    assert played.took_ms == timeline.total_ms
    assert played.heard.told_at_ms == [event.at_ms for event in played.heard.events]
    return played


def jsons(folder: Path, pattern: str) -> list[dict[str, Any]]:
    files = [json.loads(file.read_text()) for file in folder.glob(pattern)]
    return sorted(files, key=lambda fields: fields["at_ms"])


def test_the_facts_of_each_set_arrive_as_json(script: Script, tmp_path: Path) -> None:
    hooks = HookListener(on_set_end=script('cat > "$1/set-$$.json"'))
    played = play_with(hooks)
    assert hooks.finish(PATIENCE_S) is None
    first, second = jsons(tmp_path, "set-*.json")
    assert first == {
        "version": 1,
        "event": "set_finished",
        "at_ms": 24_000,
        "late_ms": 0,
        "drill": "heel-slide",
        "set": 1,
        "side": None,
        "cycles_planned": 2,
        "cycles_done": 2,
        "work_ms": 14_000,
        "exhale_ms": 8_000,
        "paused_ms": 0,
        "ended_by": "done",
    }
    assert second["set"] == 2
    assert second["at_ms"] == played.heard.of(SetFinished)[1].at_ms


def test_the_facts_of_the_session_arrive_when_it_ends(
    script: Script, tmp_path: Path
) -> None:
    hooks = HookListener(on_session_end=script('cat > "$1/end.json"'))
    play_with(hooks)
    assert hooks.finish(PATIENCE_S) is None
    assert json.loads((tmp_path / "end.json").read_text()) == {
        "version": 1,
        "event": "session_ended",
        "at_ms": short().total_ms,
        "late_ms": 0,
        "status": "completed",
        "name": "Short day",
        "names": ["short-day"],
        "sets_done": 2,
        "sets_planned": 2,
        "slow_exhales": 4,
    }


def test_a_stopped_session_says_how_far_it_came(script: Script, tmp_path: Path) -> None:
    hooks = HookListener(on_session_end=script('cat > "$1/end.json"'))
    play(short(), [(30_000, Signals.SIGTERM)], others=[hooks])
    assert hooks.finish(PATIENCE_S) is None
    facts = json.loads((tmp_path / "end.json").read_text())
    assert (facts["status"], facts["sets_done"], facts["slow_exhales"]) == ("stopped", 1, 2)


def test_without_commands_nothing_is_run() -> None:
    hooks = HookListener()
    play_with(hooks, pre_run())
    assert hooks.finish(PATIENCE_S) is None


def test_a_command_is_no_line_for_a_shell(script: Script, tmp_path: Path) -> None:
    hostile = f"$(touch {tmp_path}/bad)"
    program = script('shift; printf "%s," "$@" > "${0%/*}/told"')
    hooks = HookListener(on_session_end=f"{program} {hostile} ; -rf *")
    play_with(hooks)
    assert hooks.finish(PATIENCE_S) is None
    assert (tmp_path / "told").read_text() == f"$(touch,{tmp_path}/bad),;,-rf,*,"
    assert not (tmp_path / "bad").exists()


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("sleep 60", "still running after 0.3 s, so coach stopped the program"),
        ("exec yes", "still running after 0.3 s, so coach stopped the program"),
        ("trap '' TERM INT HUP; while :; do sleep 1; done", "still running after"),
        ("exit 3", "the program ended with exit code 3"),
        ("kill -KILL $$", "signal 9 stopped the program"),
        (
            "echo no >&2; head -c 1000000 /dev/zero; exit 1",
            "the program ended with exit code 1",
        ),
    ],
)
def test_a_bad_command_is_told_once_and_holds_nobody_up(
    script: Script, lines: str, problem: str
) -> None:
    hooks = HookListener(
        on_set_end=script(lines), on_session_end=script(lines), patience_s=0.3
    )
    play_with(hooks)
    told = hooks.finish(PATIENCE_S)
    assert told is not None
    assert told.startswith("the command for the hook 'hooks.on_se")
    assert f"' failed: {problem}" in told


def test_a_command_that_is_missing_or_cannot_be_run_is_told(
    tmp_path: Path, script: Script
) -> None:
    hooks = HookListener(on_set_end="no-such-program x")
    play_with(hooks)
    failed = "the command for the hook 'hooks.on_set_end' failed:"
    assert (
        hooks.finish(PATIENCE_S)
        == f"{failed} 'no-such-program' cannot be started: no such file or directory"
    )
    plain = tmp_path / "plain.txt"
    plain.write_text("not a program")
    hooks = HookListener(on_set_end=shlex.quote(str(plain)))
    play_with(hooks)
    assert hooks.finish(PATIENCE_S) == f"{failed} permission denied"
    hooks = HookListener(on_set_end=script("cat") + " a\0b")
    play_with(hooks)
    assert hooks.finish(PATIENCE_S) == f"{failed} ValueError: embedded null byte"


def test_facts_of_any_size_wait_for_a_command_that_never_reads(script: Script) -> None:
    hooks = HookListener(on_session_end=script("sleep 60"), patience_s=0.3)
    play_with(hooks, short(name="x" * 5_000_000))
    assert "still running after" in str(hooks.finish(PATIENCE_S))


def test_what_a_command_started_is_ended_with_it(script: Script, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alive")
    hooks = HookListener(
        on_session_end=script('sleep 60 > "$1/alive" &\nwait'), patience_s=1.0
    )
    play_with(hooks)
    # Opens when somebody has the other end, and ends when nobody has it any more.
    assert (tmp_path / "alive").read_bytes() == b""
    assert "so coach stopped the program" in str(hooks.finish(PATIENCE_S))


def test_at_the_end_nobody_waits_long(script: Script) -> None:
    hooks = HookListener(on_session_end=script("sleep 60"), patience_s=3.0)
    play_with(hooks)
    began = time.perf_counter()
    assert hooks.finish(0.1) is None
    assert time.perf_counter() - began < 2.0
    assert "so coach stopped the program" in str(hooks.finish(PATIENCE_S))


PLAY_AND_LEAVE = """
import sys
from tests.doubles import play
from tests.hooks.test_commands_of_the_user import short
from coach.hooks.hook_listener import HookListener
hooks = HookListener(on_session_end=sys.argv[1])
play(short(), others=[hooks])
print(hooks.finish(0.5))
"""


def test_a_command_ends_its_work_after_coach_has_left(
    script: Script, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "later")
    # Writing there waits until this test reads, which is after coach has left.
    left = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", PLAY_AND_LEAVE, script('cat > "$1/later"')],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (left.stdout, left.stderr) == ("None\n", "")
    facts = json.loads((tmp_path / "later").read_text())
    assert (facts["event"], facts["name"]) == ("session_ended", "Short day")


LEADER = "import os, sys; open(sys.argv[1], 'w').write(str(os.getsid(0) == os.getpid()))"


def test_a_closed_terminal_is_not_meant_for_a_command(tmp_path: Path) -> None:
    answer = tmp_path / "is-a-session-of-its-own"
    command = shlex.join([sys.executable, "-c", LEADER, str(answer)])
    hooks = HookListener(on_session_end=command)
    play_with(hooks)
    assert hooks.finish(PATIENCE_S) is None
    assert answer.read_text() == "True"


def test_many_sets_in_a_moment_are_all_told(script: Script, tmp_path: Path) -> None:
    hooks = HookListener(on_set_end=script('cat > "$1/set-$$.json"'))
    plan: Prescription = make_prescription(make_block(sets=12))
    # The clock of a test runs through all sets at once.
    played = play(compile_timeline(plan), others=[hooks])
    assert hooks.finish(PATIENCE_S) is None
    finished = played.heard.of(SetFinished)
    assert len(finished) == 12
    assert sorted(f["set"] for f in jsons(tmp_path, "set-*.json")) == list(range(1, 13))


def test_of_a_session_that_went_on_the_whole_is_told_at_its_end(
    script: Script, tmp_path: Path
) -> None:
    earlier = play(short()).outcome.finished[:1]
    hooks = HookListener(on_session_end=script('cat > "$1/end.json"'), earlier=earlier)
    prescription = short().prescription
    play_with(hooks, compile_timeline(prescription, {(0, 1, None)}))
    assert hooks.finish(PATIENCE_S) is None
    (told,) = jsons(tmp_path, "end.json")
    assert (told["sets_done"], told["sets_planned"]) == (2, 2)
