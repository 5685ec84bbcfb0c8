"""Past sessions on a terminal, month by month, with marks for pain and how each ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from coach.model.session_facts import SessionFacts, SessionStatus, feeling_of, is_hurt
from coach.model.trends import Firsts
from coach.screen.even_lines import wrapped
from coach.screen.flow import flow
from coach.screen.history_tables import (
    AHEAD_WORDS,
    TableView,
    firsts_words,
    sets_words,
)
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS
from coach.screen.week_cells import pain_mark
from coach.units import format_clock

WIDEST = 100
"""Width of the longest line, so that the id stays near its session."""
_MARKS = {
    SessionStatus.COMPLETED: ("●", "#", Role.PLAIN),
    SessionStatus.STOPPED: ("◐", "/", Role.PLAIN),
    SessionStatus.INTERRUPTED: ("◌", "-", Role.QUIET),
    SessionStatus.RUNNING: ("○", "o", Role.LOUD),
}
_COMMAND = "coach history show ID"
_ID_WORDS = " (ID on the right)"
_DAY = 7
"""Columns for a day, ``Fri 27``, and a blank."""
_INDENT = 2 + _DAY
_NAME_SHARE = 0.36
"""Largest share of a line for the session's name."""

Row = tuple[SessionFacts, Firsts]


def history_lines(
    sessions: Sequence[Row],
    short: Mapping[str, str],
    columns: int,
    view: TableView,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the sessions under their months, newest first, then a legend of the marks.

    Args:
        sessions: the sessions with their firsts, the newest last.
        short: the shown prefix of each id.
        columns: the width of the terminal.
        view: how dates are shown.
        is_ascii: whether only ASCII signs may be used.
    """
    room = min(columns, WIDEST)
    names = max((cell_len(facts.prescription.name) for facts, _ in sessions), default=0)
    names = min(names, int(room * _NAME_SHARE))
    clocks = max((len(format_clock(facts.active_ms)) for facts, _ in sessions), default=0)
    sets = max((len(sets_words(facts)) for facts, _ in sessions), default=0)
    newest_first = reversed(sessions)
    for month, rows in groupby(newest_first, key=lambda row: f"{row[0].started_at:%B %Y}"):
        yield Text(month, Role.LOUD.style)
        for facts, firsts in rows:
            id_ = Text(short[facts.id], Role.QUIET.style)
            first = _start(facts, is_ascii=is_ascii)
            said = _said(facts, view.results.get(facts.id, ""), is_ascii=is_ascii)
            left = room - id_.cell_len - 1
            if columns < NARROW:
                first.append(facts.prescription.name)
                work = f"{format_clock(facts.active_ms)}  {sets_words(facts)} "
                said = _with_news(said, firsts_words(firsts), room - _INDENT - len(work))
                below = flow([Text(work, Role.QUIET.style), *said], room - _INDENT)
            else:
                first.append_text(_work(facts, names, clocks, sets))
                spare = left - first.cell_len
                said = _with_news(said, firsts_words(firsts), spare)
                flown = flow(said, spare)
                first.append_text(flown[0] if flown else Text())
                below = flown[1:]
            first.truncate(left, overflow="crop", pad=True)
            yield Text.assemble(first, " ", id_)
            for line in (*below, *_below(facts, view, room - _INDENT)):
                yield Text(" " * _INDENT).append_text(line)
        yield Text("")
    marks = _legend([facts for facts, _ in sessions], is_ascii=is_ascii)
    command = Text(_COMMAND, Role.KEY.style).append(_ID_WORDS, Role.QUIET.style)
    line = Text.assemble(marks, command)
    if line.cell_len <= columns:
        yield line
    else:
        marks.rstrip()
        yield marks
        yield command


def _start(facts: SessionFacts, *, is_ascii: bool) -> Text:
    sign, ascii_sign, role = _MARKS[facts.status]
    at = facts.started_at
    day = f"{at:%a} {at.day:>2}".ljust(_DAY)
    return Text.assemble((ascii_sign if is_ascii else sign, role.style), f" {day}")


def _work(facts: SessionFacts, names: int, clocks: int, sets: int) -> Text:
    """Return the name, exercise time and sets in columns of these widths."""
    name = Text(facts.prescription.name)
    name.truncate(names, overflow="crop", pad=True)
    work = f"  {format_clock(facts.active_ms):>{clocks}}  {sets_words(facts):<{sets}}  "
    return Text.assemble(name, work)


def _with_news(said: list[Text], news: Sequence[str], columns: int) -> list[Text]:
    """Return the words about a session with as many of its firsts as fit into its row.

    The page of the session shows all of them.
    """
    for number in range(len(news), 0, -1):
        new = Text(f"new: {', '.join(news[:number])}", Role.PROGRESS.style)
        together = flow([*said, new], columns)
        if len(together) == 1 and together[0].cell_len <= columns:
            return [*said, new]
    return said


def _below(facts: SessionFacts, view: TableView, room: int) -> list[Text]:
    words = AHEAD_WORDS if facts.id in view.ahead else ""
    rows = wrapped(words, max(1, room)) if words else []
    return [Text(row, Role.QUIET.style) for row in rows]


def _said(facts: SessionFacts, result: str, *, is_ascii: bool) -> list[Text]:
    """Return a test's result, the effort, and the pain with its mark, one by one.

    The places are on the page of the session, so that here a session takes one row.
    """
    feeling = feeling_of(facts)
    pieces = [Text(result)] if result else []
    if feeling.rpe is not None:
        pieces.append(Text(f"effort {feeling.rpe}", Role.QUIET.style))
    if is_hurt(facts):
        how = f" {feeling.pain}/10" if feeling.pain else ""
        words = (f" pain{how}", Role.LOUD.style)
        pieces.append(Text.assemble(pain_mark(is_ascii=is_ascii), words))
    return pieces


def _legend(sessions: Sequence[SessionFacts], *, is_ascii: bool) -> Text:
    """Return the meaning of each mark that is used."""
    used = {facts.status for facts in sessions}
    line = Text()
    for status, (sign, ascii_sign, role) in _MARKS.items():
        if status in used:
            line.append(ascii_sign if is_ascii else sign, role.style)
            line.append(f" {STATUS_WORDS[status]}  ", Role.QUIET.style)
    if any(is_hurt(facts) for facts in sessions):
        line.append_text(pain_mark(is_ascii=is_ascii))
        line.append(" pain  ", Role.QUIET.style)
    return line
