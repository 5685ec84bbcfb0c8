"""The home page while nobody may run: dangers with their reasons, then a gentle session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from coach.screen.danger_page import below_headline, says_all, way_to_reasons
from coach.screen.flow import flow
from coach.screen.page_shapes import height
from coach.screen.viewport import Viewport

_GAP = 2


class Parts(NamedTuple):
    """The parts of the page besides the dangers."""

    words: Sequence[Text]
    """What can be done today, with its command."""
    heart: Sequence[Text]
    """The least of these words."""
    below: Sequence[Sequence[Text]]
    """The week and other commands, the most important first."""
    figure: Sequence[Text] = ()
    """The figure of what can be done."""


def danger_home(
    advices: Sequence[Sequence[Text]], parts: Parts, look: Viewport
) -> list[Text | Table]:
    """Return the page in the first shape that fits; dangers always come first.

    The reasons of the dangers are more important than the figure and the week. Where even
    the reasons do not fit, the page says which command tells them.
    """
    words, heart, below, figure = parts
    brief = flow([*heart[-1:], way_to_reasons()], look.columns, "   ")
    for advice in advices:
        is_whole = says_all(advice, advices)
        for many in range(len(below), -1, -1) if is_whole else ():
            week, others = below[:many][:1], below[:many][1:]
            left = _parted([words, *week])
            if figure and many:
                page = _with_figure(advice, left, others, parts, look)
                if page:
                    return page
            if height([[*advice], left, *map(list, others)], look.columns, 0) < look.rows:
                return [*advice, *_after([left, *others])]
        told = [*heart] if is_whole else [*heart[:1], *brief]
        if height([[*advice], told], look.columns, 0) < look.rows:
            return [*advice, Text(""), *told]
    told = [*heart[:1], *brief]
    in_a_row = Text("   ").join([*heart[-1:], *heart[:1]])
    if len(brief) == 1 and in_a_row.cell_len <= look.columns:
        told = [way_to_reasons(), in_a_row]  # one command in a row
    if height([[*advices[-1], *told]], look.columns, 0) < look.rows:
        return [*advices[-1], *told]
    # Rather than out of sight, the dangers come last.
    return [*heart[:: max(1, len(heart) - 1)], *advices[-1]]


def _with_figure(
    advice: Sequence[Text],
    left: Sequence[Text],
    others: Sequence[Sequence[Text]],
    parts: Parts,
    look: Viewport,
) -> list[Text | Table]:
    """Return the page with the figure beside its words, or empty if it does not fit.

    On a huge terminal, the figure stands beside the reasons of the dangers as well.
    """
    figure = parts.figure
    at = len(advice)
    if look.is_huge:
        at = below_headline(advice)
        left = _parted([advice[at:], left, *others])
        others = []
    room = look.columns - max(row.cell_len for row in figure) - 2 * _GAP
    high = max(len(figure), height([[*left]], room, 0))
    rows = at + high + 1 + sum(len(each) + 1 for each in others)
    if rows >= look.rows:
        return []
    gap = [] if look.is_huge else [Text("")]
    return [*advice[:at], *gap, _beside(left, figure, look), *_after(others)]


def _parted(parts: Sequence[Sequence[Text]]) -> list[Text]:
    return [row for part in parts for row in (Text(""), *part)][1:]


def _after(parts: Sequence[Sequence[Text]]) -> list[Text]:
    return [row for part in parts for row in (Text(""), *part)]


def _beside(words: Sequence[Text], figure: Sequence[Text], look: Viewport) -> Table:
    table = Table.grid(padding=(0, _GAP), expand=True)
    table.width = look.columns
    table.add_column(ratio=1)
    table.add_column(width=max(row.cell_len for row in figure), no_wrap=True)
    table.add_row(Text("\n").join(words), Text("\n").join(figure))
    return table
