"""The page that asks whether to continue an unfinished session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.session_facts import SessionFacts
from coach.screen.big_letters import (
    can_draw,
    fitted,
    height_of,
    letters_in,
    low_letters,
)
from coach.screen.card_frame import beside, right_columns
from coach.screen.event_words import TO_GO
from coach.screen.figure_view import has_room, raster_lines, without_sky
from coach.screen.roles import Role
from coach.screen.sentence_letters import sentence
from coach.screen.session_words import ago
from coach.screen.viewport import Size, Viewport
from coach.text.count_of import part_of

CONTINUE = "Continue?"
_DONE, _LEFT = ("■", "#"), ("□", ".")
"""Signs of a set, and those to use without such signs."""
_MOST_CELLS = 20
_ANSWER_HIGH = 5, 7
"""Half rows of an answer in big letters, and of one on a huge screen."""
_HIGH_FROM = 22
"""Rows from which a usual screen asks in big letters."""
_NAMED_FROM = 108
"""Columns from which the next drill has its name in big letters."""
_NO_DOTS = "\u2800"
_LARGEST, _LARGEST_IF_HUGE = (60, 22), (90, 34)
"""Columns and rows of the largest figure."""


def resume_page(
    facts: SessionFacts,
    now: datetime,
    motion: Motion | None,
    keys: Sequence[Text],
    look: Viewport,
) -> list[Text]:
    """Return the page: the sets that are left, the drills they belong to, and the keys.

    Args:
        facts: the unfinished session.
        now: the present time.
        motion: the figure of the drill that comes next, if there is one.
        keys: the rows of keys, which come last.
        look: the page without its margins.
    """
    left = facts.sets_planned - facts.sets_done
    title = f"{left or 'no'} {'set' if left == 1 else 'sets'} {TO_GO}".upper()
    name = Text(facts.prescription.name, Role.LOUD.style)
    age = f"   {ago(now - facts.last_at)}"
    if name.cell_len + len(age) <= look.columns:
        name.append(age, Role.QUIET.style)
    high = height_of(2 if look.is_ascii or look.size is Size.FULL else 1)
    big = _letters(title, high, look)
    above = [Text(""), name, Text(""), *big, Text(""), *_cells(facts, look), Text("")]
    asked = _asked([_bright(row) for row in keys], look)
    below = [Text(""), *asked]
    room = look.rows - len(above) - len(below)
    if room < 1:
        above, below = ([each for each in part if each.plain] for part in (above, below))
        room = look.rows - len(above) - len(below)
    drills = [*_drills_left(facts, look)]
    if look.is_huge or (look.size is Size.FULL and look.columns >= _NAMED_FROM):
        drills = _next_large(drills, look, room) or drills
    if len(drills) > room > 0:
        more = f"and {len(drills) - room + 1} more"
        drills = [*drills[: room - 1], Text(more, Role.QUIET.style)]
    drills = drills[: max(0, room)]
    names = max((row.cell_len for row in drills), default=0)
    art = _figure(motion, look, room, names)
    middle = drills
    if art:
        # The names stand beside the middle of the figure.
        drills = [*[Text("")] * ((len(art) - len(drills)) // 2), *drills]
        art = [*[Text("")] * (len(drills) - len(art)), *art]
        wide = max((row.cell_len for row in art), default=0)
        middle = beside(art, drills, wide, is_ascii=look.is_ascii)
    spare = room - len(middle)
    over = spare // 2 if art else 0
    blanks = [Text("")] * spare
    return [*above, *blanks[:over], *middle, *blanks[over:], *below]


def _asked(keys: Sequence[Text], look: Viewport) -> list[Text]:
    """Return the question and its answers, in big letters where those fit."""
    asked = [Text(CONTINUE, Role.LOUD.style), *keys]
    low = low_letters((CONTINUE.upper(),), look.columns)
    if look.size is Size.NORMAL and low and look.rows >= _HIGH_FROM and not look.is_ascii:
        asked = [*(Text(row, Role.LOUD.style) for row in low[0]), Text(""), *keys]
    elif look.size is Size.FULL:
        question = _letters(CONTINUE.upper(), height_of(2 if look.is_ascii else 1), look)
        asked = [*question, Text(""), *(_large_answers(keys, look) or keys)]
    return asked


def _bright(row: Text) -> Text:
    """Return a row of keys whose words are as bright as other text."""
    bright = Text(row.plain)
    for start, end, style in row.spans:
        bright.stylize(Role.PLAIN.style if style == Role.QUIET.style else style, start, end)
    return bright


def _next_large(drills: Sequence[Text], look: Viewport, rows: int) -> list[Text]:
    """Return the drills with the name of the next one in big letters, if it fits."""
    widest, _ = _LARGEST_IF_HUGE if look.is_huge else _LARGEST
    first, *others = drills
    name, _, sets = first.plain.removeprefix(_NEXT).rpartition("  ")
    columns = right_columns(look.columns, widest)
    if look.is_ascii or not can_draw(name):
        return []
    drawn = sentence(name.upper(), columns, rows // 2, scales=(1,))
    if not drawn:
        return []
    shown = [Text(row, Role.LOUD.style) for row in drawn]
    said = Text(f"{_NEXT.strip()}, {sets}", Role.PLAIN.style)
    then = [Text(row.plain.strip(), Role.QUIET.style) for row in others]
    return [said, Text(""), *shown, Text(""), *then]


def _large_answers(keys: Sequence[Text], look: Viewport) -> list[Text]:
    """Return the keys and what they do in big letters, two in a row, if they fit."""
    found = re.split(r"\s{2,}", "  ".join(row.plain for row in keys).strip())
    answers = tuple(each.upper() for each in found)
    wide = look.columns // 2
    if look.is_ascii or len(answers) == 1 or not all(map(can_draw, answers)):
        return []
    drawn = letters_in(answers, wide - 4, _ANSWER_HIGH[look.is_huge])
    rows: list[Text] = []
    for at in range(0, len(drawn), 2):
        pair = drawn[at : at + 2]
        for cells in zip(*pair, strict=True):
            row = Text()
            for cell in cells:
                row.append(cell.ljust(wide), Role.PLAIN.style)
            rows.append(row)
        rows.append(Text(""))
    return rows[:-1]


def _letters(words: str, high: int, look: Viewport) -> list[Text]:
    large = fitted(words, look.columns, high, is_ascii=look.is_ascii)
    return [Text(row, Role.LOUD.style) for row in large or (words,)]


def next_drill(facts: SessionFacts) -> str | None:
    """Return the id of the first drill with a set that is left; None without one."""
    return next((facts.prescription.blocks[index].drill for index, _ in _left(facts)), None)


def _left(facts: SessionFacts) -> Iterator[tuple[int, int]]:
    """Yield the number of each drill with sets that are left, and how many those are."""
    done = facts.done_sets
    for index, block in enumerate(facts.prescription.blocks):
        left = sum((index, number) not in done for number in range(1, block.sets + 1))
        if left:
            yield index, left


def _cells(facts: SessionFacts, look: Viewport) -> list[Text]:
    """Return a cell for each set, those that are done full, and how many those are."""
    done, planned = facts.sets_done, facts.sets_planned
    said = f"{part_of(done, planned, 'set')} done"
    is_large = look.size in {Size.NORMAL, Size.FULL} and not look.is_ascii
    cells = _LARGE if is_large else ((_DONE[look.is_ascii],), (_LEFT[look.is_ascii],))
    wide = len(cells[0][0]) + 1
    rows = [Text() for _ in cells[0]]
    if planned <= _MOST_CELLS and planned * wide + 1 + len(said) <= look.columns:
        for row, full, empty in zip(rows, *cells, strict=True):
            row.append(f"{full} " * done, Role.PROGRESS.style)
            row.append(f"{empty} " * (planned - done), Role.QUIET.style)
            row.append(" ")
    rows[-1].append(said, Role.PLAIN.style)
    return rows if len(rows) == 1 or rows[0] else rows[-1:]


_LARGE = ("███", "███"), ("▛▀▜", "▙▄▟")
"""A cell of two rows for a set that is done, and for one that is left."""


def _drills_left(facts: SessionFacts, look: Viewport) -> Iterator[Text]:
    """Yield a row for each drill with sets that are left; the next one is bright."""
    is_wide = look.size in {Size.NORMAL, Size.FULL}
    for place, (index, number) in enumerate(_left(facts)):
        sets = f"{number} {'set' if number == 1 else 'sets'}"
        role = Role.PLAIN if place else Role.LOUD
        mark = "" if not is_wide else _BLANK if place else _NEXT
        row = Text.assemble((mark, Role.QUIET.style))
        row.append(facts.prescription.blocks[index].name, role.style)
        yield row.append(f"  {sets}", Role.QUIET.style)


_NEXT = "next  "
_BLANK = " " * len(_NEXT)


def _figure(motion: Motion | None, look: Viewport, rows: int, names: int) -> list[Text]:
    """Return the figure in its start pose; empty without one or without room for it."""
    widest, highest = _LARGEST_IF_HUGE if look.is_huge else _LARGEST
    columns = min(widest, right_columns(look.columns, names))
    high = min(highest, rows)
    if motion is None or not has_room(columns, high):
        return []
    start, _ = motion.start_and_end
    raster = draw(start, motion.figure, columns, high, braille=not look.is_ascii)
    shown = without_sky(raster_lines(raster))
    floor = shown[-1].plain.replace(_NO_DOTS, " ")
    first, last = len(floor) - len(floor.lstrip()), len(floor.rstrip())
    return [row[first:last] for row in shown]
