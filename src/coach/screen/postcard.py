"""One week on a postcard to show to others; it says nothing about your health."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from textwrap import wrap

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
from coach.screen.week_cells import DayMarks, week_cells
from coach.text.count_of import count_of
from coach.units import format_clock

WIDTH, WIDE = NARROW_CARD, WIDE_CARD
"""Columns of the upright card and of the wide one, edges included."""
_WEEK_COLUMNS = 36
"""Columns of the right half, for three big digits with words, and seven days."""
_WAVE_ROWS = 2
_FIGURE_ROWS = {False: 9, True: 10}
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
) -> list[Text]:
    """Return the lines of the card from the upper edge to the lower.

    If it has more than ``rows``, the upright card is without its figure and its wave.
    """
    width = WIDE if is_wide else WIDTH
    room = width - 2 * EDGE
    title = f"Week of {day_words(card.first_day)} {card.first_day:%Y}"
    head = [Text(title, Role.LOUD.style), Text("")]
    if is_wide:
        left_columns = right_columns(room, _WEEK_COLUMNS)
        left = _figure(card, left_columns, is_ascii=is_ascii, is_wide=True)
        right = _week(card, _WEEK_COLUMNS, is_ascii=is_ascii)
        # The taller half decides the height; the figure stands at the foot of the card.
        above = [Text("") for _ in range(len(right) - len(left))]
        return framed(
            [*head, *beside([*above, *left], right, left_columns, is_ascii=is_ascii)],
            width,
            is_ascii=is_ascii,
        )
    figure = _figure(card, room, is_ascii=is_ascii, is_wide=False)
    parts = [*head, *figure, *([Text("")] if figure else [])]
    whole = [*parts, *_week(card, room, is_ascii=is_ascii)]
    if rows is not None and len(whole) + _FRAME_ROWS > rows:
        brief = replace(card, breaths=())
        whole = [head[0], *_week(brief, room, is_ascii=is_ascii)]
    return framed(whole, width, is_ascii=is_ascii)


def alternative(card: Postcard) -> str:
    """Return the text alternative of the card."""
    total = card.total
    return (
        f"The week of {day_words(card.first_day)} {card.first_day:%Y}: "
        f"{slow_exhales(total.exhales)}, {count_of(total.sessions, 'session')}, "
        f"{format_clock(total.active_ms)} of exercise"
    )


def _figure(card: Postcard, columns: int, *, is_ascii: bool, is_wide: bool) -> list[Text]:
    """Return the figure of the drill done most, above its name."""
    name = [Text(card.drill, Role.QUIET.style)] if card.drill else []
    if card.motion is None:
        return name
    _, end = card.motion.start_and_end
    rows = _FIGURE_ROWS[is_wide]
    raster = draw(end, card.motion.figure, columns, rows, braille=not is_ascii)
    return [*without_sky(raster_lines(raster)), *name]


def _week(card: Postcard, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return the numbers of the week, a wave of breaths and the seven days."""
    wave = wave_lines(card.breaths, columns, _WAVE_ROWS, is_ascii=is_ascii)
    marks = DayMarks(begun=card.begun)  # and none for pain
    cells = (
        week_cells(card.days, card.first_day, marks=marks, is_ascii=is_ascii)
        if card.days
        else []
    )
    tests = [Text(line) for words in card.tests for line in wrap(words, columns)]
    parts = [_numbers(card, columns, is_ascii=is_ascii), wave, cells, tests]
    lines: list[Text] = []
    for part in parts:
        if part and lines:
            # Above the wave, its legend takes the place of the blank row.
            lines.append(wave_caption() if part is wave else Text(""))
        lines += part
    return lines


def _numbers(card: Postcard, columns: int, *, is_ascii: bool) -> list[Text]:
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
    width = width_of(number, 1)
    if is_ascii or width + _GAP + max(line.cell_len for line in said) > columns:
        said[0] = Text(f"{number} {words}", Role.EXHALE.style)
        return said
    rows = [Text(row.ljust(width + _GAP), Role.EXHALE.style) for row in big(number, 1)]
    # The words are level with the foot of the number.
    above = [Text("") for _ in range(len(rows) - len(said))]
    return [Text.assemble(*pair) for pair in zip(rows, [*above, *said], strict=True)]
