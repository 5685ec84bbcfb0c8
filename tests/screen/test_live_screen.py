from __future__ import annotations

import fcntl
import io
import os
import re
import struct
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console
from tests.doubles import EventList, FakeClock, Press, ScriptedKeys, play
from tests.plans import BREATHING, BRIDGE, bridge, pre_run, timeline_of
from tests.screen.stills import STILLS, inside, still, text_of

from coach.breath import scale_phases
from coach.config.choices import ThemeName
from coach.event import (
    Answered,
    BreathChanged,
    PauseReason,
    Request,
    Requested,
    RestChanged,
)
from coach.keymap import COMMAND_OF_KEY
from coach.model.terms import BreathPreset
from coach.question.answer import Answer
from coach.screen.big_letters import fitted
from coach.screen.charset import can_show_blocks
from coach.screen.figure_view import FRAME_MS
from coach.screen.live_screen import Screen
from coach.screen.palette import painting_console
from coach.screen.viewport import Layout, Viewport

HALF_SECONDS = timeline_of(
    *(
        replace(block, phases=scale_phases(block.phases, BreathPreset.SHORT))
        for block in (BREATHING, BRIDGE)
    )
)
"""Breaths that begin and end between two seconds."""


@dataclass
class Pty:
    """A terminal of our own."""

    master: int
    slave: TextIO

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))

    def written(self) -> str:
        """All of it: a terminal hands on in pieces, the last of which may take its time."""
        self.slave.write("\0")
        self.slave.flush()
        data = b""
        while not data.endswith(b"\0"):
            data += os.read(self.master, 65_536)
        return data[:-1].decode()


@pytest.fixture
def pty() -> Iterator[Pty]:
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        pty = Pty(master, stream)
        pty.resize(80, 24)
        yield pty
    os.close(master)


def console_on(out: TextIO) -> Console:
    return painting_console(out, ThemeName.DARK, {})


def screen_on(out: TextIO) -> Screen:
    return Screen(out, console_on(out), on_close=lambda: None)


def shown(written: str, columns: int, rows: int) -> list[str]:
    terminal = pyte.Screen(columns, rows)
    terminal.reset_mode(pyte.modes.DECAWM)
    pyte.Stream(terminal).feed(written)
    return [line.rstrip() for line in terminal.display]


def expected(name: str, columns: int, rows: int) -> list[str]:
    lines = text_of(STILLS[name], Viewport(columns, rows))
    return [line.plain.rstrip() for line in lines]


def test_the_screen_follows_the_size_of_the_terminal(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    for columns, rows in ((80, 24), (3, 10), (40, 12)):
        pty.resize(columns, rows)
        screen.on_moment(STILLS["rest"])
        assert shown(pty.written(), columns, rows) == expected("rest", columns, rows)


def test_a_terminal_that_does_not_know_its_size_gets_the_usual_one(pty: Pty) -> None:
    pty.resize(0, 0)
    screen_on(pty.slave).on_moment(STILLS["rest"])
    assert shown(pty.written(), 80, 24) == expected("rest", 80, 24)


def test_a_lost_screen_is_drawn_anew_from_nothing(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    screen.on_moment(STILLS["rest"])
    pty.written()
    screen.redraw()
    screen.on_moment(STILLS["rest"])
    assert shown(pty.written(), 80, 24) == expected("rest", 80, 24)


def test_closing_gives_the_screen_up() -> None:
    closed = []
    out = io.StringIO()
    Screen(out, console_on(out), on_close=lambda: closed.append(True)).close()
    assert closed == [True]


@pytest.mark.parametrize(
    ("encoding", "can"), [("utf-8", True), ("ascii", False), ("latin-1", False)]
)
def test_blocks_are_drawn_only_where_the_encoding_has_them(
    encoding: str, *, can: bool
) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert can_show_blocks(out) is can
    screen_on(out).on_moment(STILLS["work-exhale"])  # nothing it cannot encode
    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue().isascii() is not can


@pytest.mark.parametrize("name", ["paused", "leaving", "gap"])
def test_a_picture_that_stands_still_asks_for_no_other(name: str) -> None:
    assert screen_on(io.StringIO()).on_moment(STILLS[name]) is None


@given(position_ms=st.integers(0, pre_run().total_ms - 1))
def test_the_next_picture_is_due_on_the_grid_or_when_a_number_changes(
    position_ms: int,
) -> None:
    moment = still(position_ms)
    wish_ms = screen_on(io.StringIO()).on_moment(moment)
    assert wish_ms is not None
    into_ms = position_ms + wish_ms - moment.segment.at_ms
    # All breaths here begin at whole seconds.
    assert into_ms % FRAME_MS == 0 or (moment.left_ms - wish_ms) % 1_000 == 0
    assert 0 < wish_ms <= 1_000


def without_bars(position_ms: int) -> list[str]:
    lines = text_of(still(position_ms, HALF_SECONDS), Viewport(80, 24))
    # The line of the session moves on by itself.
    bars = re.compile("[━─]+")
    shown = inside([line.plain for line in lines], 80, 24)
    return [line for line in shown if not bars.fullmatch(line)]


@given(position_ms=st.integers(0, HALF_SECONDS.total_ms - 1))
def test_no_number_on_the_screen_is_late(position_ms: int) -> None:
    moment = still(position_ms, HALF_SECONDS)
    wish_ms = screen_on(io.StringIO()).on_moment(moment)
    assert wish_ms is not None
    # The next segment is shown whatever the screen asked for.
    until_ms = min(position_ms + wish_ms, moment.segment.end_ms) - 1
    assert without_bars(until_ms) == without_bars(position_ms)


def note(pty: Pty) -> str:
    """The note at the end of the title, while the keys are still below."""
    rows = inside(shown(pty.written(), 80, 24), 80, 24)
    assert rows[-1].startswith("space ")
    return rows[2].rpartition("   ")[2]


def test_the_title_says_for_a_moment_what_was_changed(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    screen.on_event(BreathChanged(48_500, 0, "clamshell", 110), still(48_500))
    screen.on_moment(still(48_500))
    assert note(pty) == "breath length 110%, from the next rep"
    screen.redraw()
    screen.on_moment(still(51_000))
    assert note(pty) == "LEFT LEG"


def test_a_longer_rest_is_answered_during_work(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    screen.on_event(RestChanged(48_500, 0, 30_000, holds=True), still(48_500))
    screen.on_moment(still(48_500))
    assert note(pty) == "next rest 30 s"


def test_asking_for_sound_says_how_it_sounds_now(pty: Pty) -> None:
    words = ["voice: full"]
    screen = Screen(
        pty.slave,
        console_on(pty.slave),
        on_close=lambda: None,
        sound_words=lambda: words[0],
    )
    screen.on_event(Requested(48_500, 0, Request.MUTE), still(48_500))
    words[0] = "sound off"  # who sounds hears of it later
    screen.on_moment(still(48_500))
    assert note(pty) == "sound off"


def test_all_keys_are_shown_and_put_away_again(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    letters = fitted("KEYS", 74, 4)
    for number, expected_ in enumerate((letters[0], "Pre-run activation")):
        screen.on_event(Requested(48_500 + number, 0, Request.HELP), STILLS["paused"])
        screen.on_moment(STILLS["paused"])
        written = inside(shown(pty.written(), 80, 24), 80, 24)
        first = next(row for row in written if row)
        assert first.startswith(expected_)
        screen.redraw()


def test_the_second_layout_is_left_out_where_there_is_no_figure(pty: Pty) -> None:
    screen = screen_on(pty.slave)
    moment = STILLS["work-exhale"]
    screen.on_event(Requested(48_500, 0, Request.LAYOUT), moment)
    screen.on_moment(moment)
    look = Viewport(80, 24, layout=Layout.GIANT)
    giant = [line.plain.rstrip() for line in text_of(moment, look)]
    assert shown(pty.written(), 80, 24) == giant


PAGES = {"w": Request.WHY, "?": Request.HELP}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", sorted(COMMAND_OF_KEY))
def test_no_key_does_something_behind_a_page(key: str, page: str, pty: Pty) -> None:
    clock = FakeClock()
    seen: dict[str, list[str]] = {}
    screen = screen_on(pty.slave)

    def look(name: str) -> Callable[[], None]:
        def note() -> None:
            screen.redraw()
            pty.written()
            screen.on_moment(heard.moments[-1])
            seen[name] = inside(shown(pty.written(), 80, 24), 80, 24)

        return note

    heard = EventList(clock)
    script: list[Press] = [(12_000, page), (13_000, None), (13_001, look("page"))]
    script += [(14_000, key), (14_100, None), (14_200, look("after"))]
    script += [(15_000, "q"), (16_000, "q"), (17_000, "q")]
    keys = ScriptedKeys(clock, script)
    told = play(bridge(), clock=clock, keys=keys, heard=heard, others=[screen]).heard
    did = [
        event
        for event in told.events
        if not isinstance(event, Requested)
        and 12_000 < event.at_ms + 1 <= 15_000
        and told.told_at_ms[told.events.index(event)] == 14_000
    ]
    if did:
        assert seen["after"][1:20] != seen["page"][1:20]
    if key == "h":
        assert any(row.endswith("It hurts: stop this drill") for row in seen["after"])


@pytest.mark.parametrize("page", PAGES.values())
def test_a_question_is_seen_over_every_page(page: Request, pty: Pty) -> None:
    screen = screen_on(pty.slave)
    moment = STILLS["asked-pain"]
    screen.on_event(Requested(moment.position_ms, 0, page), moment)
    screen.on_moment(moment)
    assert "1 low back" in "\n".join(shown(pty.written(), 80, 24))


def test_an_answer_is_noted_while_the_session_waits_for_the_runner(pty: Pty) -> None:
    waiting = still(37_000, is_paused=True, pause_reason=PauseReason.READY)
    screen = screen_on(pty.slave)
    answer = Answer(rpe=6)
    screen.on_event(Answered(37_000, 0, 0, "breathing-90-90", answer), waiting)
    screen.on_moment(waiting)
    assert note(pty) == "noted"
