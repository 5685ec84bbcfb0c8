"""One week on a postcard, to be shown to others: nothing about health is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.trends import Totals
from coach.screen.big_letters import big, width_of
from coach.screen.event_words import slow_exhales
from coach.screen.figure_view import raster_lines, without_sky
from coach.screen.roles import Role
from coach.screen.stats_page import day_words
from coach.text.count_of import count_of
from coach.units import format_clock

WIDTH = 40
"""Columns with the edge."""
_EDGE = 2
_INSIDE = WIDTH - 2 * _EDGE
_FIGURE_ROWS = 9
_GAP = 2


@dataclass(frozen=True)
class Postcard:
    """The content of a postcard."""

    first_day: date
    total: Totals
    planned: int | None = None
    drill: str = ""
    """Name of the drill that was done most."""
    motion: Motion | None = None
    """Its figure."""


def postcard_lines(
    card: Postcard, *, is_ascii: bool = False, has_edge: bool = True
) -> list[Text]:
    """Return the lines of the card from the upper edge to the lower."""
    inside = [
        Text(f"Week of {day_words(card.first_day)} {card.first_day:%Y}", Role.LOUD.style),
        Text(""),
        *_figure(card, is_ascii=is_ascii),
        *([Text(card.drill, Role.QUIET.style), Text("")] if card.drill else []),
        *_numbers(card, is_ascii=is_ascii),
    ]
    for line in inside:
        line.truncate(_INSIDE, overflow="ellipsis")
    if not has_edge:
        return inside
    return _framed(inside, is_ascii=is_ascii)


def alternative(card: Postcard) -> str:
    """Return the text alternative of the card."""
    total = card.total
    return (
        f"The week of {day_words(card.first_day)} {card.first_day:%Y}: "
        f"{slow_exhales(total.exhales)}, {count_of(total.sessions, 'session')}, "
        f"{format_clock(total.active_ms)} of exercise"
    )


def _figure(card: Postcard, *, is_ascii: bool) -> list[Text]:
    if card.motion is None:
        return []
    _, end = card.motion.start_and_end
    raster = draw(end, card.motion.figure, _INSIDE, _FIGURE_ROWS, braille=not is_ascii)
    return without_sky(raster_lines(raster))


def _numbers(card: Postcard, *, is_ascii: bool) -> list[Text]:
    """Return the exhales in big digits, with sessions and work beside them."""
    total = card.total
    goal = f" of {card.planned}" if card.planned else ""
    counted = "session" if (card.planned or total.sessions) == 1 else "sessions"
    words = "slow exhale" if total.exhales == 1 else "slow exhales"
    beside = [
        Text(words, Role.EXHALE.style),
        Text(f"{total.sessions}{goal} {counted}", Role.PROGRESS.style),
        Text(f"{format_clock(total.active_ms)} of exercise", Role.ACCENT.style),
    ]
    number = str(total.exhales)
    width = width_of(number, 1)
    if is_ascii or width + _GAP + max(line.cell_len for line in beside) > _INSIDE:
        beside[0] = Text(f"{number} {words}", Role.EXHALE.style)
        return beside
    rows = [Text(row.ljust(width + _GAP), Role.EXHALE.style) for row in big(number, 1)]
    # The words stand on the foot of the number.
    above = [Text("") for _ in range(len(rows) - len(beside))]
    return [Text.assemble(*pair) for pair in zip(rows, [*above, *beside], strict=True)]


def _framed(inside: list[Text], *, is_ascii: bool) -> list[Text]:
    corners, across, side = ("++++", "-", "|") if is_ascii else ("╭╮╰╯", "─", "│")
    edge, rule = Role.EDGE.style, across * (WIDTH - 2)
    lines = [Text(f"{corners[0]}{rule}{corners[1]}", edge)]
    for line in inside:
        room = " " * (_INSIDE - line.cell_len)
        lines.append(
            Text.assemble((f"{side} ", edge), line, room, (f" {side}", edge)),
        )
    return [*lines, Text(f"{corners[2]}{rule}{corners[3]}", edge)]
