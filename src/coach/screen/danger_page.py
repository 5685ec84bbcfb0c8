"""Dangers at the top of a page: that nobody may run, then the reasons, each thing once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from coach.screen.danger import advice_lines
from coach.screen.even_lines import filled
from coach.screen.headline import WIDEST_IF_HUGE, headline, open_letters
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.viewport import HUGE_FROM
from coach.screen.week_cells import pain_mark

WIDEST = 90
"""Width of the longest line; longer lines are hard to read."""
BESIDE_FROM = 170
"""Width from which other lines stand beside dangers."""
_INDENT = 2
_HEADLINE = "Do not run"
_HIGH, _HIGH_IF_HUGE = 4, 8
"""Rows of its letters."""
_NO_RUN = re.compile(r"(?:Do not|Don't) run ((?:until|while) [^.;]*)[.;] ?")
"""That the runner may not run, and until when."""
_ROWS_BELOW = 2
"""Rows below the dangers, for the way to read the rest."""
_NO_RACE = "Do not run or race "
_ACTION = re.compile(r"(?:Book|Get|Stop|Rest|See) ")
"""The beginning of a sentence that says what to do."""


class _Danger(NamedTuple):
    """A message, its sentences in the order of their weight."""

    what: str
    to_do: tuple[str, ...]
    rest: tuple[str, ...]


def forbids_running(messages: Sequence[str]) -> bool:
    """Return whether one of the messages says that the runner may not run."""
    return any(_NO_RUN.search(each) or each.startswith(_NO_RACE) for each in messages)


def danger_shapes(
    messages: Sequence[str], columns: int, *, is_ascii: bool
) -> list[list[Text]]:
    """Return the rows of dangers in several shapes, from the largest to the briefest.

    That nobody may run is said first and once, in big letters if there is room. Even the
    briefest shape says what hurt, and what to do.
    """
    room = min(columns, WIDEST)
    if not forbids_running(messages):
        paragraphs = [advice_lines(each, room, is_ascii=is_ascii) for each in messages]
        return [_parted(paragraphs), [row for rows in paragraphs for row in rows]]
    until, dangers = _in_order(messages)
    words = filled(until, room - 2 * _INDENT) if until else []
    below = [Text(row, Role.DANGER.style) for row in words]
    bold = _box(
        [
            Text(row, Role.DANGER.style)
            for row in filled(_in_one(until) if until else f"{_HEADLINE}.", room)
        ]
    )
    whole = [_rows(each, room, is_ascii=is_ascii) for each in dangers]
    brief = [_rows(each._replace(rest=()), room, is_ascii=is_ascii) for each in dangers]
    all_brief = [row for rows in brief for row in rows]
    shapes = [
        _parted([bold, *whole]),
        _parted([bold, all_brief]),
        [*bold, *all_brief],
    ]
    if columns >= NARROW:
        letters = _letters(columns - 2 * _INDENT, is_ascii=is_ascii)
        large = _box([*letters, Text(""), *below], _INDENT)
        shapes[:0] = [_parted([large, *whole]), _parted([large, all_brief])]
    return shapes


def says_all(shape: Sequence[Text], shapes: Sequence[Sequence[Text]]) -> bool:
    """Return whether a shape says as much as the first one; big letters do not count."""
    first, own = (
        sum(letter.isalnum() for row in rows for letter in row.plain)
        for rows in (shapes[0], shape)
    )
    return own >= first


def way_to_reasons() -> Text:
    """Return the command that tells the reasons."""
    return Text.assemble(("reasons: ", Role.QUIET.style), ("coach why", Role.KEY.style))


def _letters(columns: int, *, is_ascii: bool) -> list[Text]:
    """Return the headline in letters of whole rows, so that no edge is below its colour."""
    is_huge = columns >= HUGE_FROM[0]
    room = min(columns, WIDEST_IF_HUGE if is_huge else WIDEST)
    high = _HIGH_IF_HUGE if is_huge else _HIGH
    large = open_letters(_HEADLINE, room, high, Role.DANGER, is_ascii=is_ascii)
    return large or headline(_HEADLINE, columns, Role.DANGER, is_ascii=is_ascii)


def largest_danger(
    messages: Sequence[str],
    below: Sequence[Sequence[Text]],
    columns: int,
    rows: int,
    *,
    is_ascii: bool,
) -> list[Text]:
    """Return dangers in the largest shape that fits, and below them how they end.

    What stands below is told in full or in short. A screen that is too small for all of it
    scrolls.
    """
    shapes = danger_shapes(messages, columns, is_ascii=is_ascii) if messages else [[]]
    full, short = below
    wholes = [_parted([shape, full]) for shape in shapes]
    least = [*shapes[-1], *short]
    return next((e for e in wholes if len(e) + _ROWS_BELOW < rows), least)


def below_headline(rows: Sequence[Text]) -> int:
    """Return the number of rows above the first reason: the headline, as wide as a page."""
    marks = {pain_mark(is_ascii=is_ascii).plain for is_ascii in (False, True)}
    return next((at for at, row in enumerate(rows) if row.plain[:1] in marks), 0)


def _box(rows: Sequence[Text], before: int = 0) -> list[Text]:
    """Return rows of one width, with blanks at both sides, for themes that fill them."""
    wide = max((row.cell_len for row in rows), default=0) + before
    blanks = Text(" " * before, Role.DANGER.style)
    return [
        Text.assemble(blanks, row, (" " * (wide - row.cell_len), Role.DANGER.style))
        for row in rows
    ]


def _in_one(until: str) -> str:
    """Return the headline and what follows it as one sentence."""
    if until.startswith(_HEADLINE):
        return until
    return f"{_HEADLINE} {until[:1].lower()}{until[1:]}"


def _in_order(messages: Sequence[str]) -> tuple[str, list[_Danger]]:
    """Return until when nobody may run, and the other sentences of the messages."""
    # A message of its own names all the places, the others one place each.
    alone = [m for each in messages if (m := _NO_RUN.match(each))]
    found = alone or [m for each in messages if (m := _NO_RUN.search(each))]
    race = next((each for each in messages if each.startswith(_NO_RACE)), "")
    until = race
    if found and not race:
        until = f"{found[0][1][:1].upper()}{found[0][1][1:]}."
    dangers = []
    for each in messages:
        if each == race:
            continue
        said = [s for s in _NO_RUN.sub("\n", each).replace(". ", ".\n").split("\n") if s]
        said = [f"{s.strip()[:1].upper()}{s.strip()[1:]}" for s in said if s.strip()]
        if not said:
            continue
        what, *others = said
        to_do = tuple(s for s in others if _ACTION.match(s))
        rest = tuple(s for s in others if not _ACTION.match(s))
        # No line parts a number from its range.
        dangers.append(_Danger(what.replace(" out of 10", "/10"), to_do, rest))
    return until, dangers


def _rows(danger: _Danger, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return a danger behind its mark: what hurt in bold, what to do, then the rest."""
    room = columns - _INDENT
    to_do = " ".join(danger.to_do)
    rows = [Text(row, Role.LOUD.style) for row in filled(danger.what, room)]
    if to_do and rows[-1].cell_len + len(to_do) + 1 <= room:
        rows[-1] = Text.assemble(rows[-1], " ", (to_do, Role.DANGER.style))
    elif to_do:
        rows += (Text(row, Role.DANGER.style) for row in filled(to_do, room))
    if danger.rest:
        rows += map(Text, filled(" ".join(danger.rest), room))
    mark = pain_mark(is_ascii=is_ascii)
    blank = Text(" ")
    return [
        Text.assemble(blank if number else mark, " " * (_INDENT - 1), row)
        for number, row in enumerate(rows)
    ]


def _parted(paragraphs: Sequence[Sequence[Text]]) -> list[Text]:
    """Return paragraphs with a blank row between them."""
    rows: list[Text] = []
    for each in filter(None, paragraphs):
        rows += [Text("")] * bool(rows) + [*each]
    return rows
