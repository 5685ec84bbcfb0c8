"""The page of all programmes, to choose one or to see how far the current one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from coach.model.programme import Programme, Week
from coach.screen.card_frame import beside
from coach.screen.danger_page import BESIDE_FROM
from coach.screen.even_lines import filled
from coach.screen.figure_grid import WIDE_FROM
from coach.screen.flow import flow
from coach.screen.headline import headline, open_letters
from coach.screen.key_bar import to_do_now
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.text.count_of import count_of

_SET_IN = "  "
_BESIDE = len("  coach plan begin four-week")
"""Columns for a command, so that the words beside it stand below each other."""
_WIDEST = 78
"""Width of the longest line; longer lines are hard to read."""
_GAP = 6
"""Columns between two programmes side by side."""
_ABOUT_FROM = 70
"""Width from which the list of weeks says what each is for."""
_TALL = 36
"""Rows from which a narrower list says so too."""
_PAIR = 2
_HIGH, _HIGH_IF_HUGE = 4, 8
"""Most rows of letters side by side."""
_AROUND = 6
"""Rows above and below: a margin, the title, the line about days and the prompt."""
_WHY_FROM = 50
"""Width from which a programme says what it is for."""
_ROWS_OF_CHOICE = 2
"""Most rows for the purpose of each of two programmes on a screen of 24 rows."""


class _Shown(NamedTuple):
    """A programme and how it is shown."""

    programme: Programme
    is_own: bool
    is_on: bool
    begun: int
    """Weeks begun, if it is the current one."""
    is_first: bool
    is_large: bool
    is_advised: bool
    is_beside_current: bool
    """Whether another one is current."""
    is_listed: bool
    """Whether its weeks are listed below it."""
    is_tall: bool
    """Whether there are rows to say what each of these weeks is for."""
    high: int = 0
    """Most rows of its letters, if it is listed."""


def programmes_to_begin(  # noqa: PLR0913  what is shown, and the room for it
    programmes: Sequence[tuple[Programme, bool]],
    columns: int,
    on: tuple[str, int] | None = None,
    *,
    rows: int = 24,
    is_ascii: bool = False,
    is_seen: bool = True,
) -> Iterator[Text]:
    """Yield each programme with its weeks, its command and its purpose.

    The current one comes first; otherwise, the longest bundled one, which is for
    beginners. On a terminal, the first has big letters. A wide terminal shows two side by
    side, week by week.

    Args:
        programmes: the programmes; the flag marks one's own.
        columns: the width of the terminal.
        on: the id of the current programme and its weeks begun; None if there is none.
        rows: the height of the terminal.
        is_ascii: whether only ASCII signs may be used.
        is_seen: whether somebody looks at a terminal.
    """
    current, begun = on or ("", 0)
    programmes = sorted(
        programmes, key=lambda each: (each[0].id != current, each[1], -len(each[0].weeks))
    )
    is_pair = len(programmes) == _PAIR
    are_beside = is_seen and is_pair and columns >= WIDE_FROM
    shown = [
        _Shown(
            each,
            is_own,
            is_on=each.id == current,
            begun=begun if each.id == current else 0,
            is_first=is_seen and not number,
            # Two to choose between look alike.
            is_large=is_seen
            and columns >= NARROW
            and (not number or are_beside or (is_pair and not on)),
            is_advised=not on and not number and not is_own,
            is_beside_current=bool(on) and each.id != current,
            is_listed=are_beside,
            is_tall=rows >= _TALL,
        )
        for number, (each, is_own) in enumerate(programmes)
    ]
    yield Text("")
    if are_beside:
        yield from _both(shown, columns, rows, is_ascii=is_ascii)
        yield Text("")
        return
    room = max(1, min(columns, _WIDEST))
    for each in shown:
        is_short = columns < NARROW or not is_seen or not on
        yield from _programme(each, room, is_ascii=is_ascii, is_short=is_short)
        yield Text("")


def _both(
    shown: Sequence[_Shown], columns: int, rows: int, *, is_ascii: bool
) -> list[Text]:
    """Return two programmes side by side, with air between their weeks if it fits."""
    room = (columns - _GAP) // _PAIR
    most = _HIGH_IF_HUGE if columns >= BESIDE_FROM else _HIGH
    names = [each.programme.name for each in shown]
    letters = [
        open_letters(name, room - len(_SET_IN), most, is_ascii=is_ascii) for name in names
    ]
    high = min(map(len, letters))  # letters of one size
    page: list[Text] = []
    for gap in ([Text("")], []):
        sides = [
            [
                *_programme(
                    each._replace(high=high), room, is_ascii=is_ascii, is_short=False
                ),
                *(
                    row
                    for number, week in enumerate(_weeks(each, room, is_ascii=is_ascii))
                    for row in ([Text("")] if not number else gap) + week
                ),
            ]
            for each in shown
        ]
        left, right = sides
        page = beside(left, right, room + _GAP // 2, is_ascii=is_ascii)
        if len(page) + _AROUND < rows:
            break
    return page


def _name_rows(shown: _Shown, room: int, *, is_ascii: bool) -> list[Text]:
    """Return the name of a programme in big letters; the one to do is the brightest."""
    role = Role.LOUD if shown.is_first else Role.QUIET
    name = shown.programme.name
    if shown.high:
        width = room - len(_SET_IN)
        rows = open_letters(name, width, shown.high, role, is_ascii=is_ascii)
        return [Text.assemble(_SET_IN, row) for row in rows]
    return headline(name, room, role, is_ascii=is_ascii)


def _programme(
    shown: _Shown, room: int, *, is_ascii: bool, is_short: bool
) -> Iterator[Text]:
    """Yield the name of a programme, how far it is, its command and its purpose."""
    each = shown.programme
    if shown.is_large:
        yield from _name_rows(shown, room, is_ascii=is_ascii)
    else:
        name = Text(each.name, Role.LOUD.style)
        is_told = room >= _WHY_FROM or shown.is_own
        about = [] if is_told else [Text(_in_short(each, with_weeks=False))]
        yield from flow([name, *about], room, _SET_IN)
    progress = _progress(shown, is_ascii=is_ascii)
    if shown.is_on and not is_short:
        yield Text("")
        yield Text.assemble(_SET_IN if shown.is_listed else "", progress)
        progress = Text("")
        if not shown.is_listed:
            yield from _names(shown, room, is_ascii=is_ascii)
    if shown.is_large:
        yield Text("")
    yield from _command(shown, progress, room, is_ascii=is_ascii)
    # All programmes are in sight at once, also on a small screen.
    if room >= _WHY_FROM:
        width = min(room, _WIDEST) - len(_SET_IN)
        is_cut = is_short and shown.is_large
        why = _first_sentences(each.why, width) if is_cut else filled(each.why, width)
        yield from (Text(f"{_SET_IN}{row}") for row in why)


def _command(shown: _Shown, progress: Text, room: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield the command of a programme, and what is known of it beside or below."""
    each = shown.programme
    typed = Text(_SET_IN).append(f"coach plan begin {each.id}", Role.KEY.style)
    if shown.is_first:
        words = "coach plan" if shown.is_on else f"coach plan begin {each.id}"
        typed = to_do_now(words, is_ascii=is_ascii)
    if not progress:
        yield typed
    elif room < _WHY_FROM and typed.cell_len + len(_SET_IN) + progress.cell_len <= room:
        yield Text.assemble(typed, _SET_IN, progress)
    elif max(typed.cell_len, _BESIDE) + 2 * len(_SET_IN) + progress.cell_len <= room:
        typed.pad_right(max(0, _BESIDE - typed.cell_len))
        yield Text.assemble(typed, _SET_IN * 2, progress)
    else:
        yield from (typed, Text(_SET_IN).append_text(progress))


def _first_sentences(words: str, width: int) -> list[str]:
    """Return as many whole sentences as fit a few rows, and at least one."""
    kept, *others = words.split(". ")
    for each in others:
        longer = f"{kept}. {each}"
        if len(filled(longer, width)) > _ROWS_OF_CHOICE:
            return filled(f"{kept}.", width)
        kept = longer
    return filled(kept, width)


def _progress(shown: _Shown, *, is_ascii: bool) -> Text:
    """Return the weeks of a programme as cells, and what else is known of it."""
    each, told = shown.programme, []
    # Before it is begun, nothing of it is done or open.
    number = len(each.weeks) if shown.is_on else 0
    cells = Text("").join(
        _sign(each, shown.begun, is_ascii=is_ascii) for each in range(1, number + 1)
    )
    if shown.is_on:
        is_within = 0 < shown.begun <= number
        told.append(f"week {shown.begun} of {number}" if is_within else "on")
    if shown.is_advised:
        told.append("start here")
    if shown.is_own:
        told.append(f"own, {_in_short(each)}")
    for words in told:
        cells.append(f"{'  ' if cells else ''}{words}", Role.QUIET.style)
    return cells


def _sign(number: int, begun: int, *, is_ascii: bool) -> Text:
    """Return the sign of a week: done, on now, or to come."""
    done, now, to_come = "#>." if is_ascii else "■▣□"
    if number == begun:
        return Text(now, Role.LOUD.style)
    if number < begun:
        return Text(done, Role.PROGRESS.style)
    return Text(to_come, Role.QUIET.style)


def _names(shown: _Shown, room: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield the names of the weeks in a row, if they fit; the current one stands out."""
    dot = Text(" - " if is_ascii else " · ", Role.QUIET.style)
    row = dot.join(
        Text(week.name, (Role.LOUD if number == shown.begun else Role.QUIET).style)
        for number, week in enumerate(shown.programme.weeks, start=1)
    )
    if row.cell_len <= room:
        yield row


def _weeks(shown: _Shown, room: int, *, is_ascii: bool) -> Iterator[list[Text]]:
    """Yield the rows of each week, the current one in bold."""
    weeks = shown.programme.weeks
    names = max(len(week.name) for week in weeks)
    for number, week in enumerate(weeks, start=1):
        is_now = number == shown.begun
        sign = Text(str(number), Role.QUIET.style)  # a number is not done
        if shown.is_on:
            sign = _sign(number, shown.begun, is_ascii=is_ascii)
        row = Text.assemble(_SET_IN, sign, " ")
        row.append(week.name.ljust(names), (Role.LOUD if is_now else Role.PLAIN).style)
        yield [*_with_about(row, week, room, is_now=is_now, is_tall=shown.is_tall)]


def _with_about(
    row: Text, week: Week, room: int, *, is_now: bool, is_tall: bool
) -> Iterator[Text]:
    if room < _ABOUT_FROM and not is_tall:
        yield row
        return
    row.append("   ")
    at = row.cell_len
    first, *others = filled(week.about, min(room, at + _WIDEST) - at)
    style = (Role.LOUD if is_now else Role.PLAIN).style
    yield row.append(first, style)
    yield from (Text(" " * at).append(each, style) for each in others)


def _in_short(each: Programme, *, with_weeks: bool = True) -> str:
    """Return ``6 weeks, 2 strength sessions a week``, without weeks that a name tells."""
    numbers = [sum(each.times for each in week.strength) for week in each.weeks]
    least, most = min(numbers), max(numbers)
    sessions = count_of(most, "strength session")
    many = sessions if least == most else f"{least} to {sessions}"
    if not with_weeks and each.name.lower().endswith("weeks"):
        return f"{many} a week"
    return f"{count_of(len(each.weeks), 'week')}, {many} a week"
