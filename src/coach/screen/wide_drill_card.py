"""The card of a drill on a wide terminal: both poses, and the instructions in columns."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.drill import Drill
from coach.model.pose import WIDTH
from coach.model.terms import Base
from coach.screen.big_letters import can_draw, fitted, height_of, sentence
from coach.screen.drill_card import (
    GAP,
    STOP_ON_PAIN,
    WIDEST_CARD,
    breath_and_facts,
    start_and_end,
    steps_table,
)
from coach.screen.even_lines import filled
from coach.screen.event_words import group_words
from coach.screen.figure_view import raster_lines, without_sky
from coach.screen.headline import WIDEST, headline
from coach.screen.roles import Role

_MOST_ROWS, _MOST_ROWS_IF_HUGE = 18, 34
"""Rows of the tallest figures side by side."""
_WIDEST_FIGURE, _WIDEST_IF_HUGE, _LEAST_FIGURE = 60, 92, 40
"""Most and fewest columns of two figures one below the other."""
_LETTER = 4
"""Columns of a letter that is easy to read."""
_HUGE_FROM, _WIDEST_IF_SPREAD = 170, 196
"""Width from which the figures have a column of their own, and of the widest such card."""


def wide_drill_card(  # noqa: PLR0913  what the card shows, and where
    drill: Drill,
    motion: Motion | None,
    *,
    columns: int,
    rows: int,
    is_ascii: bool = False,
    has_why: bool = True,
    typed: str = "",
) -> Group:
    """Return a card in two columns below the name in large letters.

    The start and the end of the movement stand beside the breath and the dose, the steps
    beside the cues and the common mistakes; on a huge terminal, large figures stand beside
    all words.

    Args:
        drill: the drill.
        motion: its figure, if it has one.
        columns: the width of the terminal.
        rows: the rows for the figures.
        is_ascii: whether only ASCII signs may be used.
        has_why: whether the purpose of the drill is shown.
        typed: the name or file that the runner typed; otherwise the id is named.
    """
    is_huge = columns >= _HUGE_FROM
    room = min(columns, _WIDEST_IF_SPREAD if is_huge else WIDEST_CARD)
    left = (room - GAP) // 2
    right = room - left - GAP
    about = f"{group_words(drill.group)}, level {drill.level}, {drill.base}"
    figure = _poses(motion, left, rows, is_ascii=is_ascii) if motion is not None else []
    said = [Text(row) for row in filled(drill.why, right)] if has_why else []
    if drill.warning:
        said += (Text(row, Role.CUE.style) for row in filled(drill.warning, right))
    facts: list[RenderableType] = [breath_and_facts(drill, right)]
    facts += [Text(""), *said] if said else []
    faults = [f"{fault.see}: {fault.fix}" for fault in drill.faults]
    side = drill.side_text
    sides = [("left", side.left), ("right", side.right)] if side else []
    steps = steps_table(
        drill.setup,
        sides,
        right if is_huge else left,
        is_side_first=drill.base is Base.SIDE_LYING,
    )
    position: list[RenderableType] = [
        Text(""),
        Text("Get into position", Role.LOUD.style),
        steps,
    ]
    whole = Text("Full details: ", Role.QUIET.style)
    whole.append(f"coach show {typed or drill.id} --plain", Role.KEY.style)
    return Group(
        *_name(drill.name, room, is_ascii=is_ascii),
        Text(""),
        Text(about, Role.QUIET.style),
        Text(""),
        _two_columns(
            [*figure, *position[: 0 if is_huge else None]],
            [
                *facts,
                *position[: None if is_huge else 0],
                Text(""),
                *_list("Cues", drill.cues, right),
                Text(""),
                *_list("Common mistakes", faults, right),
            ],
            left,
            right,
        ),
        Text(""),
        Text(STOP_ON_PAIN, Role.CUE.style),
        whole,
    )


def _name(words: str, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return the name in big letters as wide as the page; a very long one in two lines."""
    if len(words) * _LETTER <= WIDEST or not can_draw(words):
        return headline(words, columns, is_ascii=is_ascii)
    high = height_of(2 if columns >= _HUGE_FROM else 1)
    large = fitted(words.upper(), columns, high, is_ascii=is_ascii)
    if len(words) * _LETTER > columns:
        twice = 2 * height_of(1) + 1
        large = sentence(words.upper(), columns, twice, is_ascii=is_ascii, scales=(1,))
    return [Text(row, Role.LOUD.style) for row in large or (words,)]


def _poses(motion: Motion, columns: int, rows: int, *, is_ascii: bool) -> list[Text]:
    """Return the start and the end: lying ones one below the other, others side by side."""
    is_huge = columns >= (_HUGE_FROM - GAP) // 2
    widest = _WIDEST_IF_HUGE if is_huge else _WIDEST_FIGURE
    least = _WIDEST_FIGURE if is_huge else _LEAST_FIGURE
    for width in range(min(columns, widest), least - 1, -4):
        high = ceil(motion.figure.scale.height * (2 * width - 1) / WIDTH / 4) + 1
        first, last = (
            without_sky(
                raster_lines(draw(joints, motion.figure, width, high, braille=not is_ascii))
            )
            for joints in motion.start_and_end
        )
        if len(first) + 1 + len(last) <= rows:
            return [*first, Text(""), *last]
    most = _MOST_ROWS_IF_HUGE if is_huge else _MOST_ROWS
    return start_and_end(motion, columns, min(rows, most), is_ascii=is_ascii)


def _two_columns(
    left: Sequence[RenderableType], right: Sequence[RenderableType], *widths: int
) -> Table:
    table = Table.grid(padding=(0, GAP, 0, 0))
    for width in widths:
        table.add_column(width=width)
    table.add_row(Group(*left), Group(*right))
    return table


def _list(title: str, lines: Sequence[str], columns: int) -> list[RenderableType]:
    """Return lines below their title, in lines that are filled."""
    if not lines:
        return []
    table = Table.grid(padding=(0, 1))
    for words in lines:
        rows = filled(words, columns - 2)
        table.add_row(Text("-", Role.QUIET.style), Text("\n".join(rows)))
    return [Text(title, Role.LOUD.style), table]
