"""Whole sentences in big letters."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from coach.screen.big_letters import forms_of_scale

_OF_SENTENCE = (3, 2, 1)
"""Scales to try; the lines of larger letters would stand too far apart."""
_WIDE_ENOUGH = 0.68
"""Least width of letters to be read well, as a share of their height."""


@lru_cache(64)
def sentence(  # noqa: PLR0913  a text, its room, and the letters
    text: str,
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    scales: tuple[int, ...] = _OF_SENTENCE,
    is_wide: bool = False,
) -> tuple[str, ...]:
    """Return a sentence in the tallest letters of which all its lines fit.

    A blank row parts the lines; empty if no letters fit, or only narrow ones where the
    letters must be wide.
    """
    room = columns if is_ascii else 2 * columns
    # Letters much higher than wide are read less well than lower ones.
    for least_wide in (_WIDE_ENOUGH,) if is_wide else (_WIDE_ENOUGH, 0.0):
        for scale in scales:
            if is_ascii and scale % 2 and scale > 1:
                continue
            forms = forms_of_scale(scale, is_ascii=is_ascii)
            most = (rows + 1) // (forms[0].rows + 1)
            for form in forms:
                if form.is_narrow or form.is_dense or form.wide < least_wide * form.high:
                    continue
                lines = _in_lines(text, room, form.wide, form.space)
                if len(lines) <= most and all(form.width(line) <= room for line in lines):
                    drawn = [(*form.lines(line), "") for line in lines]
                    return tuple(row for line in drawn for row in line)[:-1]
    return ()


def _in_lines(text: str, room: int, wide: int, space: int) -> list[str]:
    """Return the lines of a sentence, all of similar length."""
    most = max(1, (room + space) // (wide + space))
    lines = textwrap.wrap(text, most, break_long_words=False)
    for fewer in range(most - 1, 0, -1):
        closer = textwrap.wrap(text, fewer, break_long_words=False)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines
