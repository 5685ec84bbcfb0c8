"""The movement of a breath, or a cue, in big letters above the figure.

A large screen has room there, and the runner can read it from the floor.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from coach.figure.motion import Motion
from coach.screen.big_letters import can_draw
from coach.screen.sentence_letters import LOWEST, line_rows, sentence
from coach.screen.side_place import ABOVE, APART, BELOW, room_above

_LEAST_WIDE = 3.6
"""Fewest columns of a letter of scale 1, with the space behind it."""

_NARROWEST = 2.5
"""Columns of the narrowest letter, with the space behind it."""
MOST_LINES = 4


@lru_cache(64)
def movement_letters(  # noqa: PLR0913, PLR0917  a figure, its place, and the letters
    motion: Motion,
    texts: tuple[str, ...],
    columns: int,
    rows: int,
    taken: int,
    scales: tuple[int, ...],
    *,
    is_ascii: bool,
    is_wide: bool = False,
    is_thick: bool = False,
    most_lines: int = MOST_LINES,
) -> tuple[tuple[str, ...], ...]:
    """Return texts in letters of one height; empty if one has no room above the figure.

    Args:
        motion: the figure, in all its poses and for both sides.
        texts: the texts, of which one is shown at a time.
        columns: the columns of the figure.
        rows: the rows of the figure.
        taken: rows above that something else takes; negative if the figure has free rows
            above it.
        scales: the scales of letters to try, the largest first.
        is_ascii: whether only ASCII signs may be used.
        is_wide: whether narrow letters are no help.
        is_thick: whether thin letters are no help.
        most_lines: the most lines of a text.
    """
    firsts = room_above(motion, columns, rows)
    if not all(map(can_draw, texts)):
        return ()
    longest = max(len(word) for text in texts for word in text.split()) * _NARROWEST
    for scale in scales:
        high = line_rows(scale, is_ascii=is_ascii)
        # Below the lowest letters, half a row is free anyway.
        free = 0 if scale == LOWEST else 1
        # Few lines are read sooner than many, unless their letters are very narrow.
        least = ceil(max(map(len, texts)) * max(1, scale) * _LEAST_WIDE / columns)
        least = max(2, least)
        fewer = range(min(least - 1, most_lines), 0, -1)
        for lines in (*range(least, most_lines + 1), *fewer):
            least_first = taken + ABOVE + lines * high - free + BELOW * free
            low = (at for at, first in enumerate(firsts) if first < least_first)
            room = min(columns, next(low, columns)) - APART
            if room < longest:
                continue
            drawn = tuple(
                sentence(
                    text,
                    room,
                    lines * high - free,
                    is_ascii=is_ascii,
                    scales=(scale,),
                    is_wide=is_wide,
                    is_thick=is_thick,
                )
                for text in texts
            )
            if all(drawn):
                return drawn
    return ()
