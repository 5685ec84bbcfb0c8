"""Letters beside the number of reps that say what it counts."""

from __future__ import annotations

from functools import lru_cache

from coach.moment import Moment
from coach.screen.big_letters import forms_of_height, scale_of, width_of
from coach.screen.block_signs import quarter_cells
from coach.screen.event_words import counted_left
from coach.screen.stage_sizes import StageSizes

_APART, _EDGE = 3, 1
"""Columns between the number and the words, and between the words and the edge."""
_LOWEST = 5
"""Half rows of the lowest letters."""
_SHARE = 2, 3
"""Height of the words, to that of the number."""


def number_aside(moment: Moment, own: StageSizes) -> tuple[str, ...]:
    """Return ``REPS / TO GO`` in letters that fit beside the number; empty without room.

    Their size and place are the same in a whole set.
    """
    block = moment.block
    most = block.dose_of(moment.segment.side).reps
    texts = tuple(_lines(counted_left(block, number)) for number in (2, 1))
    now = _lines(counted_left(block, moment.reps_left))
    return _drawn(now, texts, len(str(most)), own)


def _lines(words: str) -> tuple[str, str]:
    first, _, rest = words.upper().partition(" ")
    return first, rest


@lru_cache(64)
def _drawn(
    now: tuple[str, str], texts: tuple[tuple[str, str], ...], digits: int, own: StageSizes
) -> tuple[str, ...]:
    """Return a text in two lines, in letters in which all texts fit."""
    room = own.side - _APART - _EDGE - width_of("0" * digits, scale_of(own.letters))
    words = [word for text in texts for word in text]
    most = min(own.letters * _SHARE[0] // _SHARE[1], own.letters - 1)
    for high in range(max(_LOWEST, most), _LOWEST - 1, -1):
        for form in forms_of_height(high):
            wide = max(map(form.width, words))
            if wide <= 2 * room:
                first, second = ([row.ljust(wide) for row in form.lit(w)] for w in now)
                lines = (*quarter_cells(first), "", *quarter_cells(second))
                return tuple(row.ljust((wide + 1) // 2 + _EDGE) for row in lines)
    return ()
