"""Whole sentences in big letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
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
_THICK, _LESS = 2, 2
"""Half columns of a thick stroke, and of a letter that may be lost for a better break."""
_WIDE_ENOUGH = 0.68
"""Least width of letters to be read well, as a share of their height."""

WIDE_ASCII = 4
"""Fewest cells of a letter of ASCII: narrower A, H and R look alike."""


@lru_cache(64)
def sentence(  # noqa: PLR0913  a text, its room, and the letters
    text: str,
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    scales: tuple[int, ...] = _OF_SENTENCE,
    is_wide: bool = False,
    is_thick: bool = False,
) -> tuple[str, ...]:
    """Return a sentence in the tallest letters of which all its lines fit.

    A blank row parts the lines, or half a row those of the lowest letters. Empty if no
    letters fit, or only narrow or thin ones where the letters must be wide or thick.
    """
    room = columns if is_ascii else 2 * columns
    # Letters much higher than wide are read less well than lower ones.
    for least_wide in (_WIDE_ENOUGH,) if is_wide else (_WIDE_ENOUGH, 0.0):
        for scale in scales:
            if is_ascii and (scale == LOWEST or (scale > 1 and scale % 2)):
                continue
            lowest = _lowest_open() if is_thick else _lowest()
            forms = forms_of_scale(scale, is_ascii=is_ascii) if scale else lowest
            apart = ("",) if scale else ()
            most = (rows + len(apart)) // line_rows(scale, is_ascii=is_ascii)
            thinnest = _THICK if is_thick and not is_ascii else 1
            usable = _usable(forms, least_wide, thinnest, is_ascii=is_ascii)
            if found := _broken(text, usable, room, most):
                return _drawn(*found, apart)
    return ()


def _usable(
    forms: tuple[Form, ...], least_wide: float, thinnest: int, *, is_ascii: bool
) -> Iterator[Form]:
    """Yield the forms that are wide and thick enough, and fit for a sentence."""
    for form in forms:
        is_odd = form.is_narrow or form.is_dense or (is_ascii and form.wide < WIDE_ASCII)
        if not is_odd and form.wide >= least_wide * form.high and form.pen[0] >= thinnest:
            yield form


def _broken(
    text: str, forms: Iterator[Form], room: int, most: int
) -> tuple[Form, list[str]] | None:
    """Return the widest form in which a text has so many lines at most, with those.

    Letters that are little narrower are better if their lines end where a clause ends.
    """
    found: tuple[Form, list[str]] | None = None
    for form in forms:
        if found and form.wide < found[0].wide - _LESS:
            break
        letters = (room + form.space) // (form.wide + form.space) + _MORE
        if letters * most < len(text):
            continue
        lines = _in_lines(text, room, form)
        if len(lines) <= most and all(form.width(line) <= room for line in lines):
            if not _is_torn(lines):
                return form, lines
            found = found or (form, lines)
    return found


def _drawn(form: Form, lines: list[str], apart: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rows of lines that are parted by blank ones."""
    drawn = [(*form.lines(line), *apart) for line in lines]
    whole = tuple(row for line in drawn for row in line)
    return whole[:-1] if apart else whole


@lru_cache(1)
def _lowest() -> tuple[Form, ...]:
    """Return the forms of the lowest letters, of which there are none in ASCII."""
    return tuple(forms_of_height(LEAST_HIGH, is_tight=True))


@lru_cache(1)
def _lowest_open() -> tuple[Form, ...]:
    """Return the forms of the lowest letters, with a V that is no Y."""
    return tuple(replace(form, has_open_v=True) for form in _lowest())


def line_rows(scale: int, *, is_ascii: bool) -> int:
    """Return the rows of a line of a sentence, with what parts lines."""
    if scale == LOWEST:
        return (LEAST_HIGH + 1) // 2
    return rows_of(scale, is_ascii=is_ascii) + 1


@lru_cache(16)
def in_few_lines(
    texts: tuple[str, ...], columns: int, rows: int, scale: int, *, is_ascii: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return sentences in letters of one form and scale, in as few lines as can be.

    Empty if they have more rows together, or only narrow or thin letters fit.
    """
    if is_ascii and scale == LOWEST:
        return ()
    room = columns if is_ascii else 2 * columns
    forms = forms_of_scale(scale, is_ascii=is_ascii) if scale else _lowest_open()
    apart = ("",) if scale else ()
    found: list[tuple[Form, list[list[str]]]] = []
    thinnest = 1 if is_ascii else _THICK
    for form in _usable(forms, _WIDE_ENOUGH, thinnest, is_ascii=is_ascii):
        broken = [_in_lines(text, room, form) for text in texts]
        if all(form.width(line) <= room for lines in broken for line in lines):
            found.append((form, broken))
            if sum(map(len, broken)) == len(texts):
                break
    if not found:
        return ()
    # The widest form of those with the fewest lines.
    form, broken = min(found, key=lambda each: sum(map(len, each[1])))
    drawn = tuple(_drawn(form, lines, apart) for lines in broken)
    return drawn if sum(map(len, drawn)) <= rows else ()


def _in_lines(text: str, room: int, form: Form) -> list[str]:
    """Return the lines of a sentence, all of similar length."""
    most = max(1, (room + form.space) // (form.wide + form.space))
    # A blank is narrower than a letter, so one more may fit.
    lines = _wrapped(text, most + 1)
    if any(form.width(line) > room for line in lines):
        lines = _wrapped(text, most)
    best = lines
    for fewer in range(most - 1, 0, -1):
        closer = _wrapped(text, fewer)
        if len(closer) > len(lines):
            break
        if _is_torn(best) or not _is_torn(closer):
            best = closer
    return best if _is_torn(best) else _even_clauses(best)


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False)


def _even_clauses(lines: list[str]) -> list[str]:
    """Return lines of which those within a clause are of similar length."""
    shown: list[str] = []
    clause: list[str] = []
    for line in lines:
        clause.append(line)
        if line[-1] in _CLAUSE_ENDS or line is lines[-1]:
            shown += _even(clause)
            clause = []
    return shown


def _even(lines: list[str]) -> list[str]:
    """Return as many lines, the longest of them as short as can be."""
    for columns in range(max(map(len, lines)) - 1, 0, -1):
        closer = _wrapped(" ".join(lines), columns)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _is_torn(lines: list[str]) -> bool:
    """Return whether a line ends amid a clause though one holds the end of a clause."""
    has_end = any(", " in line for line in lines)
    return has_end and any(line[-1] not in _CLAUSE_ENDS for line in lines[:-1])


_CLAUSE_ENDS = ",.;:"
