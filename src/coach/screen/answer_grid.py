"""The answers to an open question, each with its key, in ever fewer rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from rich.text import Text

from coach.question.dialog import NO_FLAG, Dialog, Step, is_of_morning
from coach.question.question_text import ENTER_WORD, Choice, choices_of
from coach.screen.big_letters import LEAST_HIGH, fitted, height_of
from coach.screen.key_cap import wide_cap
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.letter_answers import (
    ascii_answers_above_enter,
    ascii_letter_answers,
    letter_answers,
    letter_answers_beside_enter,
)
from coach.screen.pain_scale import pain_in_two_rows, pain_scale
from coach.screen.roles import Role
from coach.screen.urgent_signs import second_column
from coach.screen.viewport import Size, Viewport

_BOXES = {True: "[x] ", False: "[ ] ", None: ""}
"""The boxes of answers that are picked and that are not."""
BESIDE_SIGNS = frozenset({Step.WHERE, Step.FLAGS})
"""Steps whose answers leave little room, because the urgent signs are below them."""
_ANSWERS_AND_WAYS_OUT = 7
"""Answers to the question with the most of them beside the urgent signs."""
_LARGE_FROM = 4
"""Fewest answers with large keys that fill two columns."""
_BESIDE, _FEW = 3, 5
"""Answers in a row, and the most answers that stand in such rows."""
_LARGE_ANSWERS_FROM = 100
"""Fewest columns for answers in large letters to printed questions."""
_APART = 4
"""Columns between two columns of answers."""
_URGENT = "emergency"
"""The answer above the list of urgent signs."""
_NOTHING_ELSE = "nothing else"
"""What Enter means while no answer is selected."""


def answers(
    dialog: Dialog, viewport: Viewport, *, has_urgent: bool = True
) -> Iterator[Band]:
    """Yield the answers in ever fewer rows, without the one for urgent signs if told so."""
    forms = [*shown_choices(dialog)]
    forms = [[each for each in form if has_urgent or not each.is_urgent] for form in forms]
    if viewport.size is Size.NARROW:
        forms = [_without_signs(form) for form in forms]
    if dialog.step is Step.PAIN:
        is_today = not is_of_morning(dialog)
        yield from pain_scale(forms[0], viewport, has_emergency=is_today)
        return
    most = len(forms[0])
    is_beside_signs = dialog.step in BESIDE_SIGNS and viewport.size is not Size.NARROW
    is_small = viewport.columns < _LARGE_ANSWERS_FROM
    is_printed = dialog.step is Step.MORNING or is_of_morning(dialog)
    if not (is_small and is_printed):  # printed questions have few rows
        yield from _letters(forms[0], dialog.step, viewport)
    # Beside large keys, the words of many answers would be overlooked.
    has_boxes = any(each.is_picked is not None for each in forms[0])
    is_even = has_boxes and viewport.size is Size.NORMAL
    for scale in (0,) if is_even else _sizes(viewport):
        if scale > 1 and dialog.step is Step.MORNING:
            continue  # the answers are more than their digits
        if scale and _BESIDE <= most <= _FEW:
            yield from _in_rows(_cells(forms[0], scale, viewport), viewport)
        for shape in _shapes(most, scale, viewport, is_beside_signs=is_beside_signs):
            for form in forms:
                is_whole = form is forms[0] and viewport.size is not Size.NARROW
                choices = [*map(_above_signs, form)] if is_whole else form
                pairs = [*zip(choices, _cells(choices, scale, viewport), strict=False)]
                yield from _columns(_capped(pairs, shape), scale, shape, viewport)


def _without_signs(choices: Sequence[Choice]) -> list[Choice]:
    """Return answers for a narrow screen, whose urgent signs have pages of their own."""
    return [
        each._replace(words=each.words.partition(":")[0]) if each.is_urgent else each
        for each in choices
    ]


def _above_signs(choice: Choice) -> Choice:
    """Return an answer that tells where the urgent signs stand, if it is about them."""
    return choice._replace(words=_URGENT) if choice.is_urgent else choice


def answers_in_letters(dialog: Dialog, viewport: Viewport) -> Band:
    """Return a few answers one below the other, in letters like their keys.

    Empty if the question has many answers, several at once, or too long ones.
    """
    choices = next(shown_choices(dialog))
    is_one = all(each.is_picked is None for each in choices)
    if dialog.step is Step.PAIN or not is_one or len(choices) > _FEW:
        return Band()
    if viewport.is_ascii:
        # Only so many answers leave no rows for a question above them.
        has_rows = viewport.size is Size.FULL and len(choices) == _FEW
        bands = ascii_letter_answers(choices, viewport.columns)
        return next(bands, Band()) if has_rows else Band()
    is_roomy = len(choices) <= _BESIDE
    longest = _LONGEST if is_roomy else 0
    return letter_answers(
        choices, viewport.columns, LEAST_HIGH, apart=int(is_roomy), longest=longest
    )


_LONGEST = 17
"""Most letters of a line of an answer."""


def _letters(choices: Sequence[Choice], step: Step, viewport: Viewport) -> Iterator[Band]:
    """Yield the whole answers in letters like their keys, in ever fewer rows."""
    if viewport.size is Size.NARROW:
        return
    if viewport.is_ascii:
        if viewport.size is not Size.FULL:
            yield from ascii_answers_above_enter(choices, viewport.columns)
            return
        has_boxes = any(each.is_picked is not None for each in choices)
        if len(choices) <= _FEW and not has_boxes:
            yield from ascii_letter_answers(choices, viewport.columns)
        yield from _in_caps(choices, viewport)
        return
    yield from letter_answers_beside_enter(choices, viewport.columns)
    highs = (*(_HIGHEST if viewport.is_huge else ()), _HIGH, LEAST_HIGH)
    if step is Step.MORNING:
        highs = (_HIGH, LEAST_HIGH)  # the answers are more than their digits
    few = 3 if viewport.is_huge else 2
    most = few if len(choices) < _FEW else few - 1
    shapes = [(high, 1, 0) for high in highs]
    if len(choices) > _FEW:
        # Answers a row apart in two columns are read sooner than close ones in one column,
        # and one column of higher letters would leave too little to the question.
        pairs = [*product(highs, (1, 2))]
        pairs = [each for each in pairs if each[0] <= _HIGH or each[1] > 1]
        shapes = [(*each, int(viewport.size is Size.FULL)) for each in pairs]
        shapes += [(*each, 0) for each in pairs]
    for high, beside, least in shapes:
        for apart in range(most, least - 1, -1):
            band = letter_answers(
                choices, viewport.columns, high, beside=beside, apart=apart
            )
            if band.height:
                yield band


def _in_caps(choices: Sequence[Choice], viewport: Viewport) -> Iterator[Band]:
    """Yield answers beside keys that are blocks, in one column and in two."""
    has_word = any(each.key == ENTER_WORD for each in choices)
    wide = len(ENTER_WORD) if has_word else 0
    caps = [
        wide_cap(
            each.key,
            said_of(each),
            Role.WARNING if each.is_urgent else Role.KEY,
            columns=wide,
            is_ascii=viewport.is_ascii,
        )
        for each in choices
    ]
    pairs = [*zip(choices, caps, strict=True)]
    for beside in (1, 2):
        yield from _columns(pairs, 1, (beside, 1), viewport)


_HIGHEST, _HIGH = (14, 11, 9), 7
"""Half rows of the letters of answers on a huge screen, and on a large one."""


def answers_in_few_rows(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield the whole answers for a narrow screen, in ever fewer rows."""
    choices = next(shown_choices(dialog))
    if dialog.step is Step.PAIN:
        is_today = not is_of_morning(dialog)
        yield from pain_scale(choices, viewport, has_emergency=is_today)
        return
    choices = _without_signs(choices)
    if dialog.step is Step.FLAGS:
        yield from _flags_in_few_rows(choices, viewport)
    pairs = [*zip(choices, _cells(choices, 0, viewport), strict=True)]
    for shape in ((1, 1), (1, 0), (2, 0)):
        yield from _columns(_capped(pairs, shape), 0, shape, viewport)


def _flags_in_few_rows(choices: Sequence[Choice], viewport: Viewport) -> Iterator[Band]:
    """Yield the other signs in two columns above the way out, if those are not too wide."""
    shown = [each._replace(is_picked=None) if each.is_urgent else each for each in choices]
    rows = [row for cell in _cells(shown, 0, viewport) for row in map(_without_cap, cell)]
    *answers_, way_out = rows
    left, right = answers_[:_LEFT_FLAGS], answers_[_LEFT_FLAGS:]
    wide = max(row.cell_len for row in left) + _APART // 2
    if wide + max(row.cell_len for row in right) > viewport.columns:
        return
    for row, other in zip(left, right, strict=False):
        row.pad_right(wide - row.cell_len)
        row.append_text(other)
    yield text_band([*left, way_out])


_LEFT_FLAGS = 4
"""Other signs in the left one of two columns."""


def scale_in_two_rows(dialog: Dialog, viewport: Viewport) -> Band:
    """Return the numbers for pain in two rows of big digits; empty for other questions."""
    if dialog.step is not Step.PAIN:
        return Band()
    choices = next(shown_choices(dialog))
    is_today = not is_of_morning(dialog)
    return pain_in_two_rows(choices, viewport, has_emergency=is_today)


def shown_choices(dialog: Dialog) -> Iterator[list[Choice]]:
    """Yield the answers in ever shorter words, with one way out of the last question."""
    for number, choices in enumerate(choices_of(dialog)):
        if dialog.step is not Step.FLAGS:
            yield choices
            continue
        is_any = any(each.is_picked for each in choices)
        shown = []
        for each in choices:
            if each.is_urgent:
                words_ = each.words if number else _URGENT
                shown.append(each._replace(words=words_, is_picked=False))
            elif each.key == ENTER_WORD and not is_any:
                shown.append(each._replace(words=_NOTHING_ELSE))
            elif each.key != NO_FLAG:
                shown.append(each)
        yield shown


def _shapes(
    most: int, scale: int, viewport: Viewport, *, is_beside_signs: bool
) -> list[tuple[int, int]]:
    """Return numbers of columns of answers, with the blank rows between answers."""
    if scale:
        return [(1, 1), (2, 1)][: 1 + (most >= _LARGE_FROM)]
    if is_beside_signs:
        # Blank rows would part answers that belong to one column.
        # Two columns leave more rows to the signs than one.
        return [(1, 1), (2, 0), (1, 0), *((each, 0) for each in range(3, most + 1))]
    shapes = [(each, apart) for each in range(1, most + 1) for apart in (1, 0)]
    if viewport.size is not Size.NARROW:
        shapes = [(1, 1), (2, 1), *(each for each in shapes if each != (2, 1))]
    return shapes


def _sizes(viewport: Viewport) -> Iterator[int]:
    """Yield scales of the keys before answers in usual letters; 0 is usual letters too."""
    # Digits without letters of ASCII are islands.
    if viewport.size is not Size.NARROW and not viewport.is_ascii:
        yield from (2, 1)
    yield 0


def _in_rows(cells: Sequence[list[Text]], viewport: Viewport) -> Iterator[Band]:
    """Yield a few answers three to a row; the first row of those to a drill means yes."""
    if not cells:
        return
    lines = [cells[at : at + _BESIDE] for at in range(0, len(cells), _BESIDE)]
    widths = [
        max(row.cell_len for cell in cells[at::_BESIDE] for row in cell)
        for at in range(min(_BESIDE, len(cells)))
    ]
    even = viewport.columns // len(widths)
    if max(widths[:-1]) + _APART <= even and widths[-1] <= even:
        widths = [even] * len(widths)
    else:
        space = (viewport.columns - sum(widths)) // (len(widths) - 1)
        if space < _APART:
            return
        widths = [width + min(space, 2 * _APART) for width in widths]
    bands: list[Band] = []
    for some in lines:
        rows = [Text() for _ in some[0]]
        for cell, width in zip(some, widths, strict=False):
            for row, part in zip(rows, cell, strict=True):
                row.append_text(part)
                row.pad_right(width - part.cell_len)
        for row in rows:
            row.rstrip()
        bands += [gap(1 if bands else 0), text_band(rows)]
    yield stack(*bands)


def _columns(
    cells: Sequence[tuple[Choice, list[Text]]],
    scale: int,
    shape: tuple[int, int],
    viewport: Viewport,
) -> Iterator[Band]:
    """Yield the answers in columns, if they are narrow enough."""
    if not cells:
        return
    beside, apart = shape
    # The way out of a question with many answers has a column of its own.
    is_apart = beside > 1 and len(cells) == _ANSWERS_AND_WAYS_OUT
    has_way_out = apart > 0 and cells[-1][0].key == ENTER_WORD
    is_apart = is_apart and (has_way_out or not scale) and viewport.size is not Size.FULL
    kinds: list[list[list[Text]]] = [[], []]
    for number, (_, cell) in enumerate(cells, 1):
        kinds[is_apart and number == len(cells)].append(cell)
    taken = []
    down = -(-len(kinds[0]) // beside)
    for kind in kinds:
        taken += [kind[at : at + down] for at in range(0, len(kind), down)]
    has_way_on = cells[-1][0].key == ENTER_WORD and not is_apart
    taken[-1] = _with_way_on_last(taken[-1], down if has_way_on else 0)
    widths = [max(row.cell_len for cell in column for row in cell) for column in taken]
    half = second_column(viewport.columns)
    is_wide = viewport.size is not Size.NARROW
    if is_wide and len(taken) == 2 and half + widths[1] <= viewport.columns:  # noqa: PLR2004  as the signs
        widths[0] = max(widths[0], half - _APART + 1)
    spaces = (_APART,) if scale else (_APART - 1, _APART - 2)
    room = viewport.columns - sum(widths)
    between = next((each for each in spaces if each * (len(taken) - 1) <= room), 0)
    if not between:
        return
    rows: list[Text] = []
    for number in range(down):
        for part in range(len(taken[0][0])):
            row = Text()
            for column, width in zip(taken, widths, strict=True):
                if number < len(column):
                    words_ = column[number][part].copy()
                    words_.pad_right(width - words_.cell_len + between)
                    row.append_text(words_)
            row.rstrip()
            rows.append(row)
        rows += [Text("")] * (apart if number < down - 1 else 0)
    yield text_band(rows)


def _with_way_on_last(column: list[list[Text]], down: int) -> list[list[Text]]:
    """Return a column with its last answer on the last of so many rows of answers."""
    *above, last = column
    return [*above, *[[Text("") for _ in last]] * (down - len(column)), last]


def _cells(choices: Sequence[Choice], scale: int, viewport: Viewport) -> list[list[Text]]:
    """Return the rows of each answer; empty if the keys cannot be so large."""
    said = [said_of(choice) for choice in choices]
    if not scale:
        return [[_with_key(*each, viewport)] for each in zip(choices, said, strict=True)]
    high = height_of(scale)
    cells = []
    for choice, words_ in zip(choices, said, strict=True):
        key = fitted(choice.key, 5 * scale, high, is_ascii=viewport.is_ascii)
        if choice.key == ENTER_WORD:
            middle = (high - 1) // 2
            key = tuple(ENTER_WORD if row == middle else "" for row in range(high))
        if len(key) != high:
            return []
        rows = [Text(row.ljust(5 * scale), Role.LOUD.style) for row in key]
        rows[(high - 1) // 2].append("   ").append_text(words_)
        cells.append(rows)
    return cells


def _capped(
    pairs: Sequence[tuple[Choice, list[Text]]], shape: tuple[int, int]
) -> list[tuple[Choice, list[Text]]]:
    """Return answers without key caps if those would run together in a column."""
    _, apart = shape
    if apart:
        return [*pairs]
    return [(choice, [*map(_without_cap, rows)]) for choice, rows in pairs]


def _without_cap(row: Text) -> Text:
    """Return an answer whose key is bold, but no key cap."""
    spans = [each for each in row.spans if each.style != _CAP]
    return Text(row.plain, spans=spans)


_CAP = "reverse"


def said_of(choice: Choice) -> Text:
    """Return the words of an answer, with the mark of one that can be picked."""
    own, box = (Role.ANSWER, Role.QUIET) if not choice.is_picked else (Role.LOUD, Role.LOUD)
    if choice.is_urgent:
        own = Role.WARNING
    return Text.assemble((_BOXES[choice.is_picked], box.style), (choice.words, own.style))


def _with_key(choice: Choice, said: Text, viewport: Viewport) -> Text:
    """Return an answer in one row, with its key in front, as on a key cap."""
    role = Role.WARNING if choice.is_urgent else Role.KEY
    is_narrow = viewport.size is Size.NARROW
    key = Text(choice.key if is_narrow else f" {choice.key} ", role.style)
    key.stylize(_CAP)
    return Text.assemble(key, " ", said)
