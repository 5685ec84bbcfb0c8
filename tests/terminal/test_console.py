from __future__ import annotations

import io
import os
import select
import signal
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from signal import Signals
from typing import Any, TextIO

import pytest

from coach.terminal.console import ENTER_FULL_SCREEN, LEAVE_FULL_SCREEN, Console

SOON_MS = 5_000
"""Longer than anything here takes; what is waited for is there already."""


@dataclass
class Pty:
    """A terminal of our own, and its two ends."""

    master: int
    slave: TextIO
    is_open: bool = True

    @property
    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self.slave.fileno())

    def type(self, data: bytes) -> None:
        """Press keys, and wait until they have come through."""
        os.write(self.master, data)
        select.select([self.slave], [], [], SOON_MS / 1000)

    def hang_up(self) -> None:
        os.close(self.master)
        self.is_open = False


@pytest.fixture
def pty() -> Iterator[Pty]:
    master, slave = os.openpty()
    with os.fdopen(slave, "r", encoding="utf-8") as stream:
        pty = Pty(master, stream)
        yield pty
        if pty.is_open:
            os.close(master)


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in signal.valid_signals()]


def test_keys_come_at_once_and_without_echo(pty: Pty) -> None:
    before = pty.attributes
    with Console(keys_from=pty.slave) as console:
        assert not pty.attributes[3] & (termios.ECHO | termios.ICANON)
        assert pty.attributes[3] & termios.ISIG
        pty.type(b" n")
        assert console.read(SOON_MS) == "space"
        assert console.read(SOON_MS) == "n"
        assert console.read(0) is None
    assert pty.attributes == before


def test_the_terminal_comes_back_after_a_mistake(pty: Pty) -> None:
    before, watched = pty.attributes, handlers()
    screen = io.StringIO()
    with (
        pytest.raises(LookupError),
        Console(keys_from=pty.slave, screen_on=screen),
    ):
        raise LookupError
    assert pty.attributes == before
    assert handlers() == watched
    assert screen.getvalue() == ENTER_FULL_SCREEN + LEAVE_FULL_SCREEN


def test_without_a_terminal_nobody_can_press_a_key() -> None:
    for source in (None, io.StringIO("q")):
        with Console(keys_from=source) as console:
            assert not console.can_press
            assert console.read(0) is None


def test_a_screen_given_up_early_is_not_left_twice() -> None:
    screen = io.StringIO()
    with Console(screen_on=screen) as console:
        console.leave_full_screen()
        console.leave_full_screen()
    assert screen.getvalue() == ENTER_FULL_SCREEN + LEAVE_FULL_SCREEN


@pytest.mark.parametrize("number", [Signals.SIGTERM, Signals.SIGHUP, Signals.SIGTSTP])
def test_a_signal_is_something_to_read(number: Signals) -> None:
    with Console() as console:
        os.kill(os.getpid(), number)
        assert console.read(SOON_MS) is number
        assert console.read(0) is None


def test_signals_come_in_their_order_and_none_is_lost() -> None:
    with Console() as console:
        for number in (Signals.SIGTSTP, Signals.SIGTERM):
            os.kill(os.getpid(), number)
        assert [console.read(SOON_MS), console.read(SOON_MS)] == [
            Signals.SIGTSTP,
            Signals.SIGTERM,
        ]


def test_a_second_ctrl_c_that_nobody_reads_interrupts_at_once() -> None:
    # Tests that run in the background of a shell would ignore Ctrl-C.
    old = signal.signal(Signals.SIGINT, signal.default_int_handler)
    try:
        with Console():
            os.kill(os.getpid(), Signals.SIGINT)
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), Signals.SIGINT)
    finally:
        signal.signal(Signals.SIGINT, old)


def test_a_signal_the_caller_ignores_stays_ignored() -> None:
    old = signal.signal(Signals.SIGHUP, signal.SIG_IGN)
    try:
        with Console() as console:
            os.kill(os.getpid(), Signals.SIGHUP)
            assert console.read(0) is None
        assert signal.getsignal(Signals.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(Signals.SIGHUP, old)


def test_a_new_size_wakes_the_wait_and_has_everything_drawn_anew(pty: Pty) -> None:
    redrawn = []
    with Console(keys_from=pty.slave) as console:
        console.on_screen_lost = lambda: redrawn.append(True)
        os.kill(os.getpid(), Signals.SIGWINCH)
        assert console.read(SOON_MS) is None
        assert redrawn == [True]
        assert console.read(0) is None
    assert redrawn == [True]


def test_a_terminal_that_went_away_is_a_hang_up(pty: Pty) -> None:
    screen = io.StringIO()
    with Console(keys_from=pty.slave, screen_on=screen) as console:
        pty.hang_up()
        assert console.read(SOON_MS) is Signals.SIGHUP
        assert not console.can_press
        assert console.read(0) is None
    assert screen.getvalue().endswith(LEAVE_FULL_SCREEN)


def test_escape_is_told_though_nothing_follows(pty: Pty) -> None:
    with Console(keys_from=pty.slave) as console:
        pty.type(b"\x1b")
        assert [console.read(0), console.read(0)] == [None, "escape"]


def test_an_arrow_that_comes_in_two_parts_is_one_key(pty: Pty) -> None:
    with Console(keys_from=pty.slave) as console:
        pty.type(b"\x1b")
        assert console.read(SOON_MS) is None
        pty.type(b"[B")
        assert console.read(0) == "down"


def test_what_is_typed_for_the_session_does_not_reach_the_shell(pty: Pty) -> None:
    with Console(keys_from=pty.slave):
        pty.type(b"rm -r\n")
    os.set_blocking(pty.slave.fileno(), False)
    with pytest.raises(BlockingIOError):
        os.read(pty.slave.fileno(), 64)


def test_a_screen_that_cannot_be_written_to_does_not_hinder_the_way_out(
    pty: Pty,
) -> None:
    before = pty.attributes

    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, f"no space for {len(text)} characters")

    with Console(keys_from=pty.slave, screen_on=Full()):
        pass
    assert pty.attributes == before


def test_keys_that_come_all_at_once_are_nobodys(pty: Pty) -> None:
    with Console(keys_from=pty.slave) as console:
        pty.type(b"ls -la 2")
        assert console.read(100) is None
        pty.type(b"2n")
        assert console.read(SOON_MS) == "2"
        assert not console.came_alone
        assert console.read(SOON_MS) == "n"
        pty.type(b"2")
        assert console.read(SOON_MS) == "2"
        assert console.came_alone


def test_what_is_pasted_is_dropped_and_a_key_after_it_is_not(pty: Pty) -> None:
    with Console(keys_from=pty.slave) as console:
        pty.type(b"\x1b[200~q\x1b[201~n")
        assert console.read(SOON_MS) == "n"
        assert console.came_alone


class OnePipe:
    """Keys that arrive on a pipe, one a byte."""

    def __init__(self) -> None:
        self.out, self.into = os.pipe()
        os.set_blocking(self.out, False)

    def fileno(self) -> int | None:
        return self.out

    def take(self) -> str | None:
        try:
            return os.read(self.out, 1).decode()
        except BlockingIOError:
            return None


def test_keys_from_elsewhere_come_beside_those_of_the_keyboard(pty: Pty) -> None:
    phone = OnePipe()
    with Console(keys_from=pty.slave, also_from=phone) as console:
        os.write(phone.into, b"nb")
        assert console.read(SOON_MS) == "n"
        assert console.came_alone
        pty.type(b"h")
        assert {console.read(SOON_MS), console.read(SOON_MS)} == {"h", "b"}
        assert console.read(0) is None


def test_keys_from_elsewhere_come_where_no_keyboard_is() -> None:
    phone = OnePipe()
    with Console(also_from=phone) as console:
        os.write(phone.into, b"n")
        assert console.read(SOON_MS) == "n"
        assert not console.can_press
