"""One week on a postcard to show to others; it says nothing about your health."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from textwrap import wrap
from typing import NamedTuple

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.trends import Totals
from coach.screen.big_letters import big, width_of
from coach.screen.breath_wave import BreathPhase, wave_caption, wave_lines
from coach.screen.card_frame import (
    EDGE,
    NARROW_CARD,
    WIDE_CARD,
    beside,
    framed,
    right_columns,
)
from coach.screen.event_words import slow_exhales
from coach.screen.figure_view import raster_lines, without_sky
from coach.screen.roles import Role
from coach.screen.stats_page import day_words
from coach.screen.week_cells import CELL, DayMarks, week_cells
from coach.text.count_of import count_of
from coach.units import format_clock

WIDTH, WIDE = NARROW_CARD, WIDE_CARD
"""Columns of the upright card and of the wide one, edges included."""
_FIGURE_ROWS = 9
"""Rows of the figure on an upright card."""


class _Size(NamedTuple):
    """The measures of a wide card."""

    width: int
    week: int
    """Columns of the right half, for three big digits with words, and seven days."""
    figure: int
    """Rows of the figure."""
    wave: int = 2
    """Rows of the wave."""
    scale: int = 1
    """Scale of the big digits."""
    cell: int = CELL
    """Columns of a day."""


_WIDE = _Size(WIDE, 36, 10)
_LARGER = (
    _Size(196, 92, 32, 9, 4, 11),
    _Size(196, 92, 26, 6, 3, 11),
    _Size(116, 57, 16, 4, 2, 6),
)
"""Cards for the whole of a wide window, the largest first."""
_GAP, _FRAME_ROWS = 2, 2


@dataclass(frozen=True)
class Postcard:
    """The content of a postcard."""

    first_day: date
    total: Totals
    planned: int | None = None
    drill: str = ""
    """Name of the drill done most."""
    motion: Motion | None = None
    """The figure of that drill."""
    days: Mapping[date, Totals] = field(default_factory=dict)
    """Totals of the days of the week with sessions."""
    begun: Collection[date] = ()
    """Days without a session done to its end."""
    tests: Sequence[str] = ()
    """The results of the self-tests of that week, in words."""
    breaths: Sequence[tuple[BreathPhase, ...]] = ()
    """The breaths of the week's last session."""


def postcard_lines(
    card: Postcard,
    rows: int | None = None,
    *,
    is_ascii: bool = False,
    is_wide: bool = False,
    columns: int = WIDE,
) -> list[Text]:
    """Return the lines of the card from the upper edge to the lower.

    If it has more than ``rows``, the upright card is without its figure and its wave. The
    wide card is as large as ``columns`` and ``rows`` allow.
    """
    if is_wide:
        for size in _LARGER:
            larger = _wide_card(card, size, is_ascii=is_ascii)
            if size.width <= columns and rows is not None and len(larger) <= rows:
                return larger
        return _wide_card(card, _WIDE, is_ascii=is_ascii)
    width = WIDTH
    room = width - 2 * EDGE
    title = f"Week of {day_words(card.first_day)} {card.first_day:%Y}"
    head = [Text(title, Role.LOUD.style), Text("")]
    figure = _figure(card, room, _FIGURE_ROWS, is_ascii=is_ascii)
    parts = [*head, *figure, *([Text("")] if figure else [])]
    size = _Size(width, room, _FIGURE_ROWS)
    whole = [*parts, *_week(card, size, is_ascii=is_ascii)]
    if rows is not None and len(whole) + _FRAME_ROWS > rows:
        brief = replace(card, breaths=())
        whole = [Text(""), *_week(brief, size, is_ascii=is_ascii)]
        return framed(whole, width, title=title, is_ascii=is_ascii)
    return framed(whole, width, is_ascii=is_ascii)


def _wide_card(card: Postcard, size: _Size, *, is_ascii: bool) -> list[Text]:
    """Return a card with the figure on the left and the week on the right."""
    room = size.width - 2 * EDGE
    day = f"{day_words(card.first_day)} {card.first_day:%Y}"
    head = [Text(f"Week of {day}", Role.LOUD.style), Text("")]
    left_columns = right_columns(room, size.week)
    left = _figure(card, left_columns, size.figure, is_ascii=is_ascii)
    right = _week(card, size, is_ascii=is_ascii)
    # The taller half decides the height; the figure stands at the foot of the card.
    above = [Text("") for _ in range(len(right) - len(left))]
    high = [Text("") for _ in range(len(left) - len(right))]
    both = beside([*above, *left], [*high, *right], left_columns, is_ascii=is_ascii)
    return framed([*head, *both], size.width, is_ascii=is_ascii)


def alternative(card: Postcard) -> str:
    """Return the text alternative of the card."""
    total = card.total
    return (
        f"The week of {day_words(card.first_day)} {card.first_day:%Y}: "
        f"{slow_exhales(total.exhales)}, {count_of(total.sessions, 'session')}, "
        f"{format_clock(total.active_ms)} of exercise"
    )


def _figure(card: Postcard, columns: int, rows: int, *, is_ascii: bool) -> list[Text]:
    """Return the figure of the drill done most, above its name."""
    name = [Text(card.drill, Role.QUIET.style)] if card.drill else []
    if card.motion is None:
        return name
    _, end = card.motion.start_and_end
    raster = draw(end, card.motion.figure, columns, rows, braille=not is_ascii)
    return [*without_sky(raster_lines(raster)), *name]


def _week(card: Postcard, size: _Size, *, is_ascii: bool) -> list[Text]:
    """Return the numbers of the week, a wave of breaths and the seven days."""
    columns = size.week
    wave = wave_lines(card.breaths, columns, size.wave, is_ascii=is_ascii)
    marks = DayMarks(begun=card.begun)  # and none for pain
    cells = _days(card, marks, size, is_ascii=is_ascii) if card.days else []
    tests = [Text(line) for words in card.tests for line in wrap(words, columns)]
    parts = [_numbers(card, size, is_ascii=is_ascii), wave, cells, tests]
    lines: list[Text] = []
    for part in parts:
        if part and lines:
            # Above the wave is its legend, on a small card in place of the blank row.
            lines += [Text("")] * (part is not wave or size.scale > 1)
            lines += [wave_caption()] * (part is wave)
        lines += part
    return lines


def _days(card: Postcard, marks: DayMarks, size: _Size, *, is_ascii: bool) -> list[Text]:
    """Return the seven days; on a large card, their cells are two rows high."""
    names, cells, minutes = week_cells(
        card.days, card.first_day, marks=marks, is_ascii=is_ascii, cell=size.cell
    )
    if size.cell == CELL:
        return [names, cells, minutes]
    above = cells.copy()
    above.plain = cells.plain.replace("·", " ").replace("▄", " ").replace(".", " ")
    below = cells.copy()
    below.plain = cells.plain.replace("▄", "█")
    return [names, above, below, minutes]


def _numbers(card: Postcard, size: _Size, *, is_ascii: bool) -> list[Text]:
    """Return the exhales in big digits, with sessions and exercise time beside them."""
    total = card.total
    goal = f" of {card.planned}" if card.planned else ""
    counted = "session" if (card.planned or total.sessions) == 1 else "sessions"
    words = "slow exhale" if total.exhales == 1 else "slow exhales"
    said = [
        Text(words, Role.EXHALE.style),
        Text(f"{total.sessions}{goal} {counted}", Role.PROGRESS.style),
        Text(f"{format_clock(total.active_ms)} of exercise"),
    ]
    number = str(total.exhales)
    room = size.week - _GAP - max(line.cell_len for line in said)
    scales = range(size.scale, 0, -1)
    scale = next((each for each in scales if width_of(number, each) <= room), 0)
    if is_ascii or not scale:
        said[0] = Text(f"{number} {words}", Role.EXHALE.style)
        return said
    width = width_of(number, scale) + _GAP
    rows = [Text(row.ljust(width), Role.EXHALE.style) for row in big(number, scale)]
    # The words are level with the foot of the number.
    above = [Text("") for _ in range(len(rows) - len(said))]
    return [Text.assemble(*pair) for pair in zip(rows, [*above, *said], strict=True)]
