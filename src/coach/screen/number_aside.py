"""Letters beside the number of reps that say what it counts."""

from __future__ import annotations

from functools import lru_cache

from coach.moment import Moment
from coach.screen.big_letters import fitted, letters_in
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
    return _drawn(len(str(most)), texts, own.side, own.letters)[texts.index(now)]


def _lines(words: str) -> tuple[str, str]:
    first, _, rest = words.upper().partition(" ")
    return first, rest


@lru_cache(64)
def _drawn(
    digits: int, texts: tuple[tuple[str, str], ...], side: int, rows: int
) -> tuple[tuple[str, ...], ...]:
    """Return each text in two lines, all in letters of one size."""
    number = fitted("0" * digits, side, rows)
    room = side - _APART - _EDGE - max(map(len, number), default=side)
    words = tuple(word for text in texts for word in text)
    for high in range(max(_LOWEST, rows * _SHARE[0] // _SHARE[1]), _LOWEST - 1, -1):
        drawn = letters_in(words, room, high)
        if drawn and 2 * len(drawn[0]) + 1 <= rows:
            wide = max(len(word[0]) for word in drawn) + _EDGE
            lines = [tuple(row.ljust(wide) for row in word) for word in drawn]
            pairs = zip(lines[::2], lines[1::2], strict=True)
            return tuple((*first, " " * wide, *second) for first, second in pairs)
    return ((),) * len(texts)
