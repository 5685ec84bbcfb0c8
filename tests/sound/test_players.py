from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from coach.sound.player_process import Channel, ProcessOutput

Player = Callable[..., str]


@pytest.fixture
def player(tmp_path: Path) -> Player:
    """Make a player of a few lines of shell; it notes every file it is given."""

    def make(lines: str, name: str = "player") -> str:
        file = tmp_path / name
        note = f'echo "$$ $1" >> {tmp_path}/{name}.log'
        file.write_text(f"#!/bin/sh\n{note}\n{lines}\n", encoding="utf-8")
        file.chmod(stat.S_IRWXU)
        return str(file)

    return make


@pytest.fixture
def calls(tmp_path: Path) -> Callable[..., list[tuple[int, str]]]:
    """What a player was given until now, with its process."""

    def read(at_least: int = 0, name: str = "player") -> list[tuple[int, str]]:
        log = tmp_path / f"{name}.log"

        def lines() -> list[str]:
            text = log.read_text(encoding="utf-8") if log.exists() else ""
            return text.splitlines()

        wait_for(lambda: len(lines()) >= at_least)
        pairs = [line.split() for line in lines()]
        return [(int(process), file) for process, file in pairs]

    return read


Calls = Callable[..., list[tuple[int, str]]]


def wait_for(condition: Callable[[], bool]) -> None:
    """Look every few milliseconds, for at most ten seconds."""
    never = Event()
    for _ in range(2_000):
        if condition():
            return
        never.wait(0.005)
    pytest.fail("it never came true")


def wait_until_ended(process: int) -> None:
    """Wait for a process of ours without taking its exit code away."""
    wait_for(lambda: _has_ended(process))


def _has_ended(process: int) -> bool:
    try:
        how = os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT | os.WNOHANG)
    except ChildProcessError:
        return True
    return how is not None


@pytest.fixture
def opened() -> Iterator[Callable[..., ProcessOutput]]:
    outputs: list[ProcessOutput] = []

    def make(*players: str) -> ProcessOutput:
        outputs.append(ProcessOutput([[each] for each in players]))
        return outputs[-1]

    yield make
    for output in outputs:
        output.close()


Opened = Callable[..., ProcessOutput]


def test_a_sound_ends_the_one_before_it_on_its_channel_only(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exec sleep 60"))
    output.play(Channel.TONES, Path("/out.wav"))
    output.play(Channel.VOICE, Path("/word.wav"))
    first = {file: process for process, file in calls(2)}
    output.play(Channel.TONES, Path("/in.wav"))
    wait_until_ended(first["/out.wav"])
    assert not _has_ended(first["/word.wav"])
    assert calls(3)[-1][1] == "/in.wav"


def test_words_whose_player_began_late_are_heard_to_their_end(
    player: Player, opened: Opened, calls: Calls, tmp_path: Path
) -> None:
    output = opened(player(f'sleep 0.2; echo "$1" >> {tmp_path}/whole'))
    for word in ("/left.wav", "/out.wav"):
        output.play(Channel.VOICE, Path(word))
        calls(1)
    whole = tmp_path / "whole"
    wait_for(lambda: whole.exists() and len(whole.read_text().split()) == 2)


def test_words_that_never_end_are_ended_by_those_after_the_next(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exec sleep 60"))
    for number, word in enumerate(("/in.wav", "/out.wav", "/left.wav"), start=1):
        output.play(Channel.VOICE, Path(word))
        calls(number)
    (first, _), (second, _), (third, _) = calls(3)
    wait_until_ended(first)
    assert not _has_ended(second)
    output.stop(Channel.VOICE)
    wait_until_ended(second)
    wait_until_ended(third)


def test_a_player_that_does_not_want_to_end_is_ended(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("trap '' TERM; sleep 60 & wait; sleep 60"))
    output.play(Channel.TONES, Path("/out.wav"))
    ((process, _),) = calls(1)
    output.close()
    assert _has_ended(process)


def test_closing_lets_the_last_sound_end_if_asked(
    player: Player, opened: Opened, tmp_path: Path
) -> None:
    output = opened(player(f"sleep 0.2; touch {tmp_path}/heard"))
    output.play(Channel.VOICE, Path("/done.wav"))
    output.close(wait_ms=10_000)
    assert (tmp_path / "heard").exists()


def test_closing_does_not_wait_longer_than_asked(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exec sleep 60"))
    output.play(Channel.VOICE, Path("/done.wav"))
    ((process, _),) = calls(1)
    output.close(wait_ms=50)
    assert _has_ended(process)
    output.play(Channel.VOICE, Path("/after.wav"))
    assert len(calls()) == 1


def test_a_player_that_fails_three_times_is_given_up_with_one_line(
    player: Player, opened: Opened, calls: Calls
) -> None:
    name = player("exit 7")
    output = opened(name)
    for number in range(1, 6):
        output.play(Channel.TONES, Path("/out.wav"))
        made = calls(min(number, 3))
        assert len(made) == min(number, 3)
        wait_until_ended(made[-1][0])
    assert output.is_silent
    bell = "coach uses the terminal's bell instead"
    told = f"the player '{name}' failed with exit code 7; {bell}"
    assert output.problem == told


def test_where_one_player_does_not_work_the_next_one_plays(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exit 1", "no-server"), player("exit 0", "works"))
    for name, number in [("no-server", 1), ("works", 1), ("works", 2)]:
        output.play(Channel.TONES, Path("/out.wav"))
        wait_until_ended(calls(number, name)[-1][0])
    assert len(calls(name="no-server")) == 1
    assert len(calls(name="works")) == 2
    assert not output.is_silent
    assert output.problem is None


def test_two_sounds_that_fail_together_cost_one_player(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exit 1", "no-server"), player("exit 0", "works"))
    output.play(Channel.TONES, Path("/out.wav"))
    output.play(Channel.VOICE, Path("/word.wav"))
    for process, _ in calls(2, "no-server"):
        wait_until_ended(process)
    output.stop(Channel.TONES)
    output.stop(Channel.VOICE)
    assert not output.is_silent


def test_a_player_that_is_stopped_on_purpose_has_not_failed(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exec sleep 60"))
    for number in range(1, 8):
        output.play(Channel.TONES, Path("/out.wav"))
        calls(number)
    assert not output.is_silent


def test_a_player_that_is_missing_is_told_and_nothing_else_happens(opened: Opened) -> None:
    output = opened("/no/such/player")
    output.play(Channel.TONES, Path("/out.wav"))
    output.play(Channel.VOICE, Path("/word.wav"))
    assert output.is_silent
    assert "'/no/such/player' cannot be started: no such file" in str(output.problem)


def test_players_are_out_of_reach_of_ctrl_c(
    player: Player, opened: Opened, calls: Calls
) -> None:
    output = opened(player("exec sleep 60"))
    output.play(Channel.TONES, Path("/out.wav"))
    ((process, _),) = calls(1)
    assert os.getpgid(process) == process
