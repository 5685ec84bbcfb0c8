"""Answers in letters like their keys, in one column or in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from rich.text import Text

from coach.question.question_text import ENTER_WORD, Choice
from coach.screen.big_letters import LEAST_HIGH, can_draw, forms_of_height, letters_in
from coach.screen.even_lines import wrapped
from coach.screen.key_cap import key_cap, tall_cap, wide_cap
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.small_letters import LEAST_ROWS

_KEY, _APART, _AFTER = 9, 4, 2
"""Columns for a key, between two columns of low answers, and after a key or a box."""
_FOR_DIGIT = 3
"""Half columns for a key in two columns, more than its height."""
_LEAST_WIDE, _LEAST_SHARE = 6, 0.85
"""Least width of the letters in half columns, and as a share of their height.

Thinner ones are not read from afar.
"""


def letter_answers(  # noqa: PLR0913  the answers, their room, and their places
    choices: Sequence[Choice],
    columns: int,
    high: int,
    *,
    beside: int = 1,
    apart: int = 0,
    longest: int = 0,
    is_ascii: bool = False,
) -> Band:
    """Return answers in letters like their keys; empty if they do not fit in the columns.

    Args:
        choices: the answers.
        columns: the width of all of them.
        high: the height of the letters in half rows.
        beside: the number of columns of answers, one or two.
        apart: the blank rows between two answers.
        longest: the most letters of a line; an answer is one line if it is 0.
        is_ascii: whether only ASCII signs may be used.
    """
    keys = tuple(each.key.upper() for each in choices if each.key != ENTER_WORD)
    said = [each.words.upper() for each in choices]
    if not all(map(can_draw, (*keys, *said))):
        return Band()
    lines = [tuple(wrapped(each, longest)) if longest else (each,) for each in said]
    down = -(-len(choices) // beside)
    has_boxes = any(each.is_picked is not None for each in choices)
    one = beside == 1 or any(each.key == ENTER_WORD for each in choices[:down])
    usual = max(_KEY, high + 2 * _AFTER)
    # Between higher letters, keys and columns stand further apart.
    after = max(_AFTER, (high + 1) // 3) if beside > 1 else _AFTER
    between = _APART + max(0, high - LEAST_HIGH) // 2
    # Coarse letters run into a key that is near.
    narrow = usual if is_ascii else (high + _FOR_DIGIT) // 2 + after
    fronts = [usual if one else narrow]
    if beside > 1:
        fronts.append(max(_KEY, narrow) if len(keys) < len(choices) else narrow)
    box = high - 1 + after if has_boxes else 0
    before = sum(fronts) + beside * box + (beside - 1) * between
    words = tuple(
        tuple(line for each in lines[at : at + down] for line in each)
        for at in range(0, len(lines), down)
    )
    drawn = _alike(words, columns - before, high, is_ascii=is_ascii)
    digits = letters_in(keys, min(fronts) - after, high, is_ascii=is_ascii)
    if not drawn or not digits:
        return Band()
    named = dict(zip(keys, digits, strict=True))
    shown: list[list[Text]] = []
    for at, (column, front) in enumerate(zip(drawn, fronts, strict=True)):
        rest = iter(column)
        some = choices[at * down : (at + 1) * down]
        rows: list[Text] = []
        for choice, own in zip(some, lines[at * down :], strict=False):
            parts = [row for _ in own for row in next(rest)]
            rows += [Text("") for _ in range(apart if rows else 0)]
            rows += _answer(choice, named, parts, (front, box, after))
        shown.append(rows)
    first, *others = shown
    wide = max(row.cell_len for row in first) + between
    for rows in others:
        for left, right in zip(first, rows, strict=False):
            left.pad_right(wide - left.cell_len)
            left.append_text(right)
    for row in first:
        row.rstrip()
    return text_band(first)


def ascii_letter_answers(choices: Sequence[Choice], columns: int) -> Iterator[Band]:
    """Yield answers in the lowest letters of ASCII, if they fit in the columns."""
    high = 2 * LEAST_ROWS
    band = letter_answers(choices, columns, high, apart=1, is_ascii=True)
    if band.height:
        yield band


def ascii_answers_above_enter(choices: Sequence[Choice], columns: int) -> Iterator[Band]:
    """Yield answers in two columns of the lowest letters of ASCII, above the way out."""
    *answers, last = choices
    if last.key != ENTER_WORD or len(answers) > _FEW:
        return
    high = 2 * LEAST_ROWS
    band = letter_answers(answers, columns, high, beside=2, apart=1, is_ascii=True)
    if band.height:
        out = Text.assemble(key_cap(last.key), f" {last.words}")
        yield stack(band, gap(), text_band([out]))


def letter_answers_beside_enter(choices: Sequence[Choice], columns: int) -> Iterator[Band]:
    """Yield several low answers with air between, the way out at the right of the last."""
    *answers, last = choices
    has_boxes = all(each.is_picked is not None for each in answers)
    if last.key != ENTER_WORD or not has_boxes or len(answers) > _FEW_APART:
        return
    band = letter_answers(answers, columns, LEAST_HIGH, apart=1)
    cap = wide_cap(last.key, Text(last.words), is_ascii=False)
    rows = [row.copy() for row in band.rows]
    wide = max(row.cell_len for row in cap)
    if not rows or max(row.cell_len for row in rows[-len(cap) :]) + _APART > columns - wide:
        return
    for row, part in zip(rows[-len(cap) :], cap, strict=True):
        row.pad_right(columns - wide - row.cell_len)
        row.append_text(part)
    yield text_band(rows)


_FEW_APART = 5
"""Most answers with a row between them."""
_FEW = 3
"""Most answers above the way out."""


def _answer(
    choice: Choice,
    named: dict[str, tuple[str, ...]],
    words: Sequence[str],
    front: tuple[int, int, int],
) -> Iterator[Text]:
    """Yield the rows of an answer: its key, its box and its words."""
    columns, box_columns, after = front
    role = Role.LOUD if choice.is_picked else Role.ANSWER
    if choice.is_urgent:
        role = Role.ALARM
    is_ascii = all(row.isascii() for row in words)
    key_role = Role.ALARM if choice.is_urgent else Role.LOUD
    key = [Text(row, key_role.style) for row in named.get(choice.key.upper(), ())]
    if choice.key == ENTER_WORD:
        key = _enter(len(words), is_ascii=is_ascii)
    box = _box(box_columns - after, len(words), is_picked=choice.is_picked)
    mark = Role.LOUD if choice.is_picked else Role.QUIET
    for number, part in enumerate(words):
        row = key[number].copy() if number < len(key) else Text("")
        row.pad_right(columns - row.cell_len)
        row.append(box[number].ljust(box_columns), mark.style)
        yield row.append(part, role.style)


def _box(columns: int, rows: int, *, is_picked: bool | None) -> list[str]:
    """Return the rows of a box; blank ones for an answer that cannot be picked."""
    if is_picked is None:
        return [""] * rows
    if is_picked:
        return ["█" * columns] * (rows - 1) + ["▀" * columns]
    blank = " " * (columns - 2)
    top, side = f"▛{'▀' * len(blank)}▜", f"▌{blank}▐"
    return [top, *[side] * (rows - 2), "▀" * columns]


def _enter(rows: int, *, is_ascii: bool) -> list[Text]:
    """Return the Enter key as a key cap beside the middle of so many rows."""
    cap = wide_cap(ENTER_WORD, Text("")) if is_ascii else tall_cap(ENTER_WORD)
    return [*[Text("")] * ((rows - len(cap)) // 2), *cap]


_TIGHT_FROM = 70
"""Columns from which letters in two columns may be closer together than usual."""


@lru_cache(32)
def _alike(
    columns: tuple[tuple[str, ...], ...], room: int, high: int, *, is_ascii: bool
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return columns of words in letters of one form; empty if they have no room."""
    unit = 1 if is_ascii else 2
    forms = [forms_of_height(high, is_ascii=is_ascii)]
    if len(columns) > 1 and room >= _TIGHT_FROM:
        forms.append(forms_of_height(high, is_ascii=is_ascii, is_tight=True))
    for usual in chain.from_iterable(forms):
        form = replace(usual, has_open_v=len(columns) > 1)
        share = _LEAST_SHARE if len(columns) == 1 else 1
        if not is_ascii and form.wide < max(_LEAST_WIDE, share * high):
            continue
        widths = [max(map(form.width, words)) for words in columns]
        if sum(-(-wide // unit) for wide in widths) <= room:
            return tuple(tuple(map(form.lines, words)) for words in columns)
    return ()
