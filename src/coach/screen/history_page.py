"""Past sessions on a terminal, week by week, as many of the newest as fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from coach.model.days_and_weeks import WeekStart, day_of, first_of_week
from coach.model.session_facts import SessionFacts, SessionStatus, feeling_of, is_hurt
from coach.model.trends import Firsts
from coach.screen.even_lines import cut_words, wrapped
from coach.screen.flow import flow
from coach.screen.headline import headline
from coach.screen.history_tables import (
    AHEAD_WORDS,
    TableView,
    firsts_words,
    sets_words,
)
from coach.screen.plots import bar
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS
from coach.screen.week_cells import pain_mark
from coach.units import format_clock

WIDEST = 110
"""Width of the longest row; a longer one is hard to read at one look."""
_MARKS = {
    SessionStatus.STOPPED: ("◐", "/", Role.PLAIN),
    SessionStatus.INTERRUPTED: ("◌", "-", Role.QUIET),
    SessionStatus.RUNNING: ("○", "o", Role.LOUD),
}
"""Marks of sessions that were not done to their end."""
_COMMAND = "coach history show ID"
_GAP = "  "
_BESIDE_FROM, _BESIDE_GAP = 170, 6
"""Width from which two months stand side by side, and columns between them."""
_BAR_FROM, _BAR = 90, 14
"""Width from which a bar shows how long a session was, and its columns."""
_PARTED_FROM = 20
"""Fewest rows of a page whose weeks are parted by a blank row."""
_NARROW_GAP = " "
_NAME_SHARE = 0.36
"""Largest share of a line for the session's name."""

Row = tuple[SessionFacts, Firsts]


class Shown(NamedTuple):
    """The sessions of a page, and the room for them."""

    sessions: Sequence[Row]
    """The sessions with their firsts, the newest last."""
    short: Mapping[str, str]
    """The shown prefix of each id."""
    counted: str
    """The words for the headline, ``15 in November``."""
    number: int
    """Number of sessions there are."""
    more: str
    """The command that shows all of them."""
    view: TableView
    rows: int | None = None
    """Most rows of the page; None if all sessions were asked for."""
    starts: WeekStart = WeekStart.MONDAY


class _Widths(NamedTuple):
    """The widths of the columns; 0 for a column that is left out."""

    room: int
    mark: int
    id_: int
    name: int
    clock: int
    bar: int
    sets: int
    longest_ms: int


class _Entry(NamedTuple):
    """The rows of a session, and where it belongs."""

    day: date
    lines: list[Text]


def history_page(
    shown: Shown, columns: int, *, is_ascii: bool = False
) -> Iterator[Text | Table]:
    """Yield the newest sessions under their number, as many as fit, and what to type."""
    is_low = shown.rows is not None and shown.rows < _PARTED_FROM
    head = [Text(shown.counted, Role.LOUD.style)]
    if not is_low:
        head = [*headline(shown.counted, columns, is_ascii=is_ascii), Text()]
    foot = _foot(shown, 0, columns, is_ascii=is_ascii)
    longest = _foot(shown, shown.number, columns, is_ascii=is_ascii)
    rows = None
    if shown.rows is not None:
        rows = max(1, shown.rows - len(head) - len(longest) - (not is_low))
    is_beside = columns >= _BESIDE_FROM
    width = (columns - _BESIDE_GAP) // 2 if is_beside else columns
    entries = [*_entries(shown, width, is_ascii=is_ascii)]
    months = [[*each] for _, each in groupby(entries, lambda each: each.day.replace(day=1))]
    yield from head
    if is_beside and len(months) > 1:
        left, number = _column(months[0], shown, rows)
        # Without the whole first month, a second one would leave a hole between them.
        later = entries[number:] if number == len(months[0]) else []
        right, on_right = _column(later, shown, rows)
        number += on_right
        yield _beside(left, right, width)
    else:
        lines, number = _column(entries, shown, rows, is_parted=not is_low, has_title=False)
        yield from lines
    if not is_low:
        yield Text()
    hidden = shown.number - number
    yield from _foot(shown, hidden, columns, is_ascii=is_ascii) if hidden else foot


def _beside(left: Sequence[Text], right: Sequence[Text], width: int) -> Table:
    both = Table.grid(padding=(0, _BESIDE_GAP, 0, 0))
    both.add_column(width=width, no_wrap=True)
    both.add_column(width=width, no_wrap=True)
    both.add_row(Text("\n").join(left), Text("\n").join(right))
    return both


def _column(
    entries: Sequence[_Entry],
    shown: Shown,
    rows: int | None,
    *,
    is_parted: bool = True,
    has_title: bool = True,
) -> tuple[list[Text], int]:
    """Return the first entries under their months, and how many fit.

    The headline names the first month already, unless ``has_title``.
    """
    lines: list[Text] = []
    before: date | None = None
    for number, (day, own) in enumerate(entries):
        above: list[Text] = []
        is_new = before is None or (before.year, before.month) != (day.year, day.month)
        if before is not None and is_parted:
            weeks = {first_of_week(each, shown.starts) for each in (before, day)}
            above = [Text()] * (is_new or len(weeks) > 1)
        if is_new and (before is not None or has_title):
            above = [*above, Text(f"{day:%B %Y}", Role.LOUD.style)]
        if rows is not None and lines and len(lines) + len(above) + len(own) > rows:
            return lines, number
        lines += [*above, *own]
        before = day
    return lines, len(entries)


def _entries(shown: Shown, columns: int, *, is_ascii: bool) -> Iterator[_Entry]:
    """Yield the rows of each session, the newest first."""
    widths = _widths(shown, columns)
    for facts, firsts in reversed(shown.sessions):
        if columns < NARROW:
            lines = [_brief(facts, shown, widths, is_ascii=is_ascii)]
        else:
            lines = _whole(facts, firsts, shown, widths, is_ascii=is_ascii)
        indent = widths.mark + len(_day(facts)) + len(_GAP)
        words = AHEAD_WORDS if facts.id in shown.view.ahead else ""
        for row in wrapped(words, max(1, widths.room - indent)) if words else ():
            lines.append(Text(" " * indent).append(row, Role.QUIET.style))
        yield _Entry(day_of(facts.started_at), lines)


def _widths(shown: Shown, columns: int) -> _Widths:
    all_ = [facts for facts, _ in shown.sessions]
    room = min(columns, WIDEST)
    clock = max((len(format_clock(facts.active_ms)) for facts in all_), default=0)
    id_ = max((len(shown.short[facts.id]) for facts in all_), default=0)
    names = max((cell_len(facts.prescription.name) for facts in all_), default=0)
    if columns < NARROW:
        last = max((len(_brief_marks(facts, is_ascii=True)) for facts in all_), default=0)
        name = room - len("Thu 26 ") - id_ - 1 - 1 - clock - (last and last + 1)
        return _Widths(room, 0, id_, max(1, min(names, name)), clock, 0, 0, 0)
    mark = 2 * any(facts.status in _MARKS for facts in all_)
    return _Widths(
        room,
        mark,
        id_,
        min(names, int(room * _NAME_SHARE)),
        clock,
        _BAR if columns >= _BAR_FROM else 0,
        max((len(sets_words(facts)) for facts in all_), default=0),
        max((facts.active_ms for facts in all_), default=0),
    )


def _day(facts: SessionFacts) -> str:
    return f"{facts.started_at:%a} {facts.started_at.day:>2}"


def _mark(facts: SessionFacts, widths: _Widths, *, is_ascii: bool) -> Text:
    sign, ascii_sign, role = _MARKS.get(facts.status, ("", "", Role.PLAIN))
    mark = Text(ascii_sign if is_ascii else sign, role.style)
    mark.pad_right(widths.mark - mark.cell_len)
    return mark


def _name(facts: SessionFacts, widths: _Widths) -> Text:
    name = Text(cut_words(facts.prescription.name, widths.name))
    name.truncate(widths.name, overflow="crop", pad=True)
    return name


def _brief(facts: SessionFacts, shown: Shown, widths: _Widths, *, is_ascii: bool) -> Text:
    """Return one row for a narrow window: day, id, name, time and marks."""
    id_ = f"{shown.short[facts.id]:<{widths.id_}}"
    pieces = [
        Text(_day(facts)),
        Text(id_, Role.KEY.style),
        _name(facts, widths),
        Text(f"{format_clock(facts.active_ms):>{widths.clock}}"),
        _brief_marks(facts, is_ascii=is_ascii),
    ]
    row = Text(_NARROW_GAP).join(pieces)
    row.rstrip()
    return row


def _brief_marks(facts: SessionFacts, *, is_ascii: bool) -> Text:
    """Return how a session ended, and its pain."""
    sign, ascii_sign, role = _MARKS.get(facts.status, ("", "", Role.PLAIN))
    marks = Text.assemble((ascii_sign if is_ascii else sign, role.style))
    if is_hurt(facts):
        marks.append_text(pain_mark(is_ascii=is_ascii))
        marks.append(f"{feeling_of(facts).pain or ''}", Role.LOUD.style)
    return marks


def _whole(
    facts: SessionFacts, firsts: Firsts, shown: Shown, widths: _Widths, *, is_ascii: bool
) -> list[Text]:
    """Return the rows of a session in columns, with what was said at the end."""
    row = _mark(facts, widths, is_ascii=is_ascii).append(_day(facts))
    row.append(f"{_GAP}{shown.short[facts.id]:<{widths.id_}}{_GAP}", Role.QUIET.style)
    row.append_text(_name(facts, widths))
    row.append(f"{_GAP}{format_clock(facts.active_ms):>{widths.clock}}")
    if widths.bar:
        drawn = bar(facts.active_ms, widths.longest_ms, widths.bar, is_ascii=is_ascii)
        drawn.pad_right(widths.bar - drawn.cell_len)
        row.append(_GAP).append_text(drawn)
    row.append(f"{_GAP}{sets_words(facts):<{widths.sets}}{_GAP}", Role.QUIET.style)
    spare = widths.room - row.cell_len
    said = _said(facts, shown.view.results.get(facts.id, ""), is_ascii=is_ascii)
    first, *below = flow(_with_news(said, firsts_words(firsts), spare), spare, _GAP) or [
        Text()
    ]
    indent = widths.mark + len(_day(facts)) + widths.id_ + 2 * len(_GAP)
    whole = row.append_text(first)
    whole.rstrip()
    return [whole, *(Text(" " * indent).append_text(line) for line in below)]


def _with_news(said: list[Text], news: Sequence[str], columns: int) -> list[Text]:
    """Return the words about a session with as many of its firsts as fit into its row.

    The page of the session shows all of them.
    """
    for number in range(len(news), 0, -1):
        new = Text(f"new: {', '.join(news[:number])}", Role.PROGRESS.style)
        together = flow([*said, new], columns, _GAP)
        if len(together) == 1 and together[0].cell_len <= columns:
            return [*said, new]
    return said


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


def _foot(shown: Shown, hidden: int, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return the meaning of the marks that are used, and the commands for more."""
    sessions = [facts for facts, _ in shown.sessions]
    used = {facts.status for facts in sessions}
    pieces = [
        Text.assemble(
            (ascii_sign if is_ascii else sign, role.style),
            (f" {STATUS_WORDS[status]}", Role.QUIET.style),
        )
        for status, (sign, ascii_sign, role) in _MARKS.items()
        if status in used
    ]
    if columns < NARROW and any(is_hurt(facts) for facts in sessions):
        pieces.append(
            Text.assemble(pain_mark(is_ascii=is_ascii), (" pain", Role.QUIET.style))
        )
    pieces.append(Text(_COMMAND, Role.KEY.style))
    if hidden > 0:
        pieces.append(
            Text.assemble(
                (f"{hidden} more: ", Role.QUIET.style), (shown.more, Role.KEY.style)
            )
        )
    return flow(pieces, columns, _GAP + " ")
