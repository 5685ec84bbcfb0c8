"""Small plots made of characters: bars and sparklines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.screen.roles import Role

_HEIGHTS = "▁▂▃▄▅▆▇"
"""None is as high as its row, so that rows of columns stay apart."""
_ASCII_HEIGHTS = "123456789"
NONE, ASCII_NONE = "·", "."


def bar(value: int, most: int, width: int, *, is_ascii: bool) -> Text:
    """Return a bar that starts on the left; any value above 0 is visible."""
    if value <= 0 or most <= 0 or width <= 0:
        return Text("")
    share = min(1.0, value / most)
    if is_ascii:
        return Text("#" * max(1, round(share * width)), Role.PROGRESS.style)
    # A bar is lower than its row, so that bars one below the other stay apart.
    return Text("▆" * max(1, round(share * width)), Role.PROGRESS.style)


def spark(values: Sequence[int], *, is_ascii: bool, most: int | None = None) -> str:
    """Return one character per value: a dot for 0, a full column for the highest.

    Args:
        values: the values.
        is_ascii: whether digits from 1 to 9 replace columns.
        most: the value of a full column; None for the highest of the values.
    """
    heights, none = (_ASCII_HEIGHTS, ASCII_NONE) if is_ascii else (_HEIGHTS, NONE)
    most = max(values, default=0) if most is None else most
    top = len(heights) - 1
    return "".join(
        none if value <= 0 else heights[round(value / most * top)] for value in values
    )


def condensed(values: Sequence[int], columns: int) -> tuple[int, tuple[int, ...]]:
    """Return the sums of neighbouring values, in at most ``columns`` groups.

    Returns:
        The size of a group, and the sums; the first group may be smaller.
    """
    each = max(1, -(-len(values) // columns))
    first = len(values) % each or each
    ends = range(first, len(values) + 1, each)
    return each, tuple(sum(values[max(0, end - each) : end]) for end in ends)


def marks(done: int, planned: int, *, is_ascii: bool) -> str:
    """Return ``■■□`` for 2 of 3, with never more signs than planned."""
    full, empty = ("#", ".") if is_ascii else ("■", "□")
    return full * min(done, planned) + empty * max(0, planned - done)
