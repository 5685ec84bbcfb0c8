"""The page that asks whether to continue an unfinished session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.session_facts import SessionFacts
from coach.question.question_text import Choice
from coach.screen.big_letters import LEAST_HIGH, can_draw, fitted, height_of
from coach.screen.card_frame import beside, right_columns
from coach.screen.event_words import TO_GO
from coach.screen.figure_view import has_room, raster_lines, without_sky
from coach.screen.key_cap import key_cap, wide_cap
from coach.screen.layout import Band
from coach.screen.letter_answers import ascii_letter_answers, letter_answers
from coach.screen.roles import Role
from coach.screen.sentence_letters import LOWEST, sentence
from coach.screen.session_words import ago
from coach.screen.viewport import Size, Viewport
from coach.text.count_of import part_of

CONTINUE = "Continue?"
_DONE, _LEFT = ("■", "#"), ("□", ".")
"""Signs of a set, and those to use without such signs."""
_MOST_CELLS = 20
_HIGHEST, _FEWEST = (11, 9), 2
"""Half rows of an answer on a huge screen, and the fewest answers in letters."""
_HIGH_FROM = 22
"""Rows from which a usual screen has an answer in big letters."""
_NAMED_FROM = 108
"""Columns from which the next drill has its name in big letters."""
_LEAST = 2
"""Rows that are kept for the drills that are left."""
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
    asked = _asked(keys, look)
    below = [Text(""), *asked]
    room = look.rows - len(above) - len(below)
    if room < _LEAST:
        # What is pressed stays apart from what is read.
        above = [each for each in above if each.plain]
        room = look.rows - len(above) - len(below)
    if room < _LEAST and look.size is not Size.NARROW:
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
    # What is pressed stands apart from the figure.
    apart = 2 if look.size is Size.FULL and not look.is_ascii else 0
    art = _figure(motion, look, room - apart, names)
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
    """Return the answers: in letters with their keys where those fit, else the keys.

    A usual screen has the first answer in letters, and the others as key caps below.
    """
    choices = [*_choices(keys)]
    if len(choices) < _FEWEST or look.size in {Size.TINY, Size.NARROW}:
        return [*map(_bright, keys)]
    if look.is_ascii:
        return _asked_in_ascii(choices, keys, look)
    if look.size is Size.FULL:
        highs = (*_HIGHEST, LEAST_HIGH) if look.is_huge else (LEAST_HIGH,)
        found = (
            letter_answers(choices, look.columns, high, beside=beside_, apart=1)
            for beside_, high in product((2, 1), highs)
        )
        return next(([*band.rows] for band in found if band.height), [*keys])
    first = letter_answers(choices[:1], look.columns, LEAST_HIGH)
    if not first.height or look.rows < _HIGH_FROM:
        return [*map(_bright, keys)]
    others = Text("   ").join(
        Text.assemble(key_cap(each.key), f" {each.words}") for each in choices[1:]
    )
    return [*first.rows, Text(""), others]


def _asked_in_ascii(
    choices: Sequence[Choice], keys: Sequence[Text], look: Viewport
) -> list[Text]:
    """Return the answers beside keys that are blocks; a large screen has one in letters."""
    first: list[Text] = []
    if look.size is Size.FULL:
        found = next(ascii_letter_answers(choices[:1], look.columns), Band())
        first, choices = [*found.rows, Text("")], choices[1:]
    rows = [Text("   ").join(row) for row in zip(*map(_cap, choices), strict=True)]
    return [*first, *rows] if rows[0].cell_len <= look.columns else [*map(_bright, keys)]


def _choices(keys: Sequence[Text]) -> Iterator[Choice]:
    """Yield the keys of rows with what each does."""
    for each in re.split(r"\s{2,}", "  ".join(row.plain for row in keys).strip()):
        key, _, does = each.partition(" ")
        yield Choice(key, does)


def _cap(choice: Choice) -> list[Text]:
    """Return a key as a block, in rows of one width with what it does."""
    said = Text(choice.words, Role.LOUD.style)
    first, *rows = wide_cap(choice.key, said)
    wide = max(row.cell_len for row in rows)
    return [Text.assemble(row, " " * (wide - row.cell_len)) for row in (first, *rows)]


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
    most = max(rows // 2, rows - len(others) - _AROUND_NAME)
    drawn = sentence(name.upper(), columns, most, scales=(1, LOWEST), is_thick=True)
    if not drawn:
        return []
    shown = [Text(row, Role.LOUD.style) for row in drawn]
    said = Text(f"{_NEXT.strip()}, {sets}", Role.PLAIN.style)
    then = [Text(row.plain.strip(), Role.QUIET.style) for row in others]
    return [said, Text(""), *shown, Text(""), *then]


_AROUND_NAME = 4
"""Rows around the name of the next drill: its sets, and blank ones."""


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
    space = "" if look.size is Size.NARROW else " "
    wide = len(cells[0][0]) + len(space)
    rows = [Text() for _ in cells[0]]
    if planned <= _MOST_CELLS and planned * wide + 2 + len(said) <= look.columns:
        for row, full, empty in zip(rows, *cells, strict=True):
            row.append(f"{full}{space}" * done, Role.PROGRESS.style)
            row.append(f"{empty}{space}" * (planned - done), Role.QUIET.style)
            row.append(" " * (2 - len(space)))
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
