"""Whole sentences in big letters."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from coach.screen.big_letters import (
    LEAST_HIGH,
    Form,
    forms_of_height,
    forms_of_scale,
    rows_of,
)

_OF_SENTENCE = (3, 2, 1)
"""Scales to try; the lines of larger letters would stand too far apart."""
LOWEST = 0
"""The scale of the lowest letters, which ASCII has none of."""
_MORE = 2
"""Letters of a line more than its width says: a narrower blank, and the one at its end."""
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

    A blank row parts the lines, or half a row those of the lowest letters. Empty if no
    letters fit, or only narrow ones where the letters must be wide.
    """
    room = columns if is_ascii else 2 * columns
    # Letters much higher than wide are read less well than lower ones.
    for least_wide in (_WIDE_ENOUGH,) if is_wide else (_WIDE_ENOUGH, 0.0):
        for scale in scales:
            if is_ascii and (scale == LOWEST or (scale > 1 and scale % 2)):
                continue
            forms = forms_of_scale(scale, is_ascii=is_ascii) if scale else _lowest()
            apart = ("",) if scale else ()
            most = (rows + len(apart)) // line_rows(scale, is_ascii=is_ascii)
            for form in forms:
                if form.is_narrow or form.is_dense or form.wide < least_wide * form.high:
                    continue
                letters = (room + form.space) // (form.wide + form.space) + _MORE
                if letters * most < len(text):
                    continue
                lines = _in_lines(text, room, form)
                if len(lines) <= most and all(form.width(line) <= room for line in lines):
                    drawn = [(*form.lines(line), *apart) for line in lines]
                    whole = tuple(row for line in drawn for row in line)
                    return whole[:-1] if apart else whole
    return ()


@lru_cache(1)
def _lowest() -> tuple[Form, ...]:
    """Return the forms of the lowest letters, of which there are none in ASCII."""
    return tuple(forms_of_height(LEAST_HIGH, is_tight=True))


def line_rows(scale: int, *, is_ascii: bool) -> int:
    """Return the rows of a line of a sentence, with what parts lines."""
    if scale == LOWEST:
        return (LEAST_HIGH + 1) // 2
    return rows_of(scale, is_ascii=is_ascii) + 1


def in_few_lines(
    text: str, columns: int, rows: int, scale: int, *, is_ascii: bool = False
) -> tuple[str, ...]:
    """Return a sentence in letters of a scale, wide enough, in as few lines as can be."""
    high = line_rows(scale, is_ascii=is_ascii)
    found = (
        sentence(
            text, columns, lines * high, is_ascii=is_ascii, scales=(scale,), is_wide=True
        )
        for lines in range(1, rows // high + 1)
    )
    return next((drawn for drawn in found if drawn), ())


def _in_lines(text: str, room: int, form: Form) -> list[str]:
    """Return the lines of a sentence, all of similar length."""
    most = max(1, (room + form.space) // (form.wide + form.space))
    # A blank is narrower than a letter, so one more may fit.
    lines = textwrap.wrap(text, most + 1, break_long_words=False)
    if any(form.width(line) > room for line in lines):
        lines = textwrap.wrap(text, most, break_long_words=False)
    for fewer in range(most - 1, 0, -1):
        closer = textwrap.wrap(text, fewer, break_long_words=False)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines
