"""Letters beside the number of reps that say what it counts."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from coach.moment import Moment
from coach.screen.big_letters import forms_of_height, scale_of, width_of
from coach.screen.event_words import counted_left
from coach.screen.sentence_letters import WIDE_ASCII
from coach.screen.stage_sizes import StageSizes

_AROUND = (3, 1), (2, 0)
"""Columns between the number and the words, and between the words and the edge."""
_WIDE_ENOUGH = 0.85
"""Width of letters whose strokes are not thin, as a share of their height."""
_LOWEST = 5
"""Half rows of the lowest letters."""
_SHARE = 2, 3
"""Height of the words, to that of the number."""


def number_aside(moment: Moment, own: StageSizes, *, is_ascii: bool) -> tuple[str, ...]:
    """Return ``REPS / TO GO`` in letters that fit beside the number; empty without room.

    Their size and place are the same in a whole set.
    """
    block = moment.block
    most = block.dose_of(moment.segment.side).reps
    texts = tuple(_lines(counted_left(block, number)) for number in (2, 1))
    now = _lines(counted_left(block, moment.reps_left))
    return _drawn(now, texts, len(str(most)), own, is_ascii=is_ascii)


def _lines(words: str) -> tuple[str, str]:
    first, _, rest = words.upper().partition(" ")
    return first, rest


@lru_cache(64)
def _drawn(
    now: tuple[str, str],
    texts: tuple[tuple[str, str], ...],
    digits: int,
    own: StageSizes,
    *,
    is_ascii: bool,
) -> tuple[str, ...]:
    """Return a text in two lines, in letters in which all texts fit."""
    digit = width_of("0" * digits, scale_of(own.letters))
    words = tuple(word for text in texts for word in text)
    most = max(_LOWEST, min(own.letters * _SHARE[0] // _SHARE[1], own.letters - 1))
    if is_ascii:
        most = own.letters - own.letters % 2 - 2
    for (apart, edge), least, high in product(
        _AROUND, (_WIDE_ENOUGH, 0.0), range(most, _LOWEST - 1, -1)
    ):
        room = (own.side - digit - apart - edge) * (1 if is_ascii else 2)
        for form in forms_of_height(high, is_ascii=is_ascii, is_tight=True):
            thin = max(least * form.high, WIDE_ASCII if is_ascii else 0)
            if form.wide >= thin and all(form.width(w) <= room for w in words):
                wide = max(map(form.width, words))
                first, second = ([row.ljust(wide) for row in form.lit(w)] for w in now)
                lines = (*form.cells(first), "", *form.cells(second))
                wide = max(map(len, lines)) + edge
                return tuple(row.ljust(wide) for row in lines)
    return ()
