"""Small plots made of characters: bars and sparklines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.screen.roles import Role

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_ASCII_HEIGHTS = "123456789"
NONE, ASCII_NONE = "·", "."


def bar(value: int, most: int, width: int, *, is_ascii: bool) -> Text:
    """Return a bar from the left; any value above 0 is visible."""
    if value <= 0 or most <= 0 or width <= 0:
        return Text("")
    share = min(1.0, value / most)
    if is_ascii:
        return Text("#" * max(1, round(share * width)), Role.PROGRESS.style)
    whole, part = divmod(max(1, round(share * width * 8)), 8)
    return Text("█" * whole + (_EIGHTHS[part] if part else ""), Role.PROGRESS.style)


def spark(values: Sequence[int], *, is_ascii: bool, most: int | None = None) -> str:
    """One character for each value; nothing is a dot, the most a full column.

    Args:
        values: what to show.
        is_ascii: digits from 1 to 9 instead of columns.
        most: what a full column means, if not the highest of the values.
    """
    heights, none = (_ASCII_HEIGHTS, ASCII_NONE) if is_ascii else (_HEIGHTS, NONE)
    most = max(values, default=0) if most is None else most
    top = len(heights) - 1
    return "".join(
        none if value <= 0 else heights[round(value / most * top)] for value in values
    )


def condensed(values: Sequence[int], columns: int) -> tuple[int, tuple[int, ...]]:
    """As few neighbours as possible added up, so that there are columns for all.

    Returns:
        How many share a column, and the sums; the first one may be of fewer.
    """
    each = max(1, -(-len(values) // columns))
    first = len(values) % each or each
    ends = range(first, len(values) + 1, each)
    return each, tuple(sum(values[max(0, end - each) : end]) for end in ends)


def marks(done: int, planned: int, *, is_ascii: bool) -> str:
    """``■■□``: what was done of what was planned, never more than planned."""
    full, empty = ("#", ".") if is_ascii else ("■", "□")
    return full * min(done, planned) + empty * max(0, planned - done)
