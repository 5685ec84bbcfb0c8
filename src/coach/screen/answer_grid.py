"""The answers to an open question, each with its key, in ever fewer rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from rich.text import Text

from coach.question.dialog import NO_FLAG, Dialog, Step, is_of_morning
from coach.question.question_text import ENTER_WORD, Choice, choices_of
from coach.screen.big_letters import (
    can_draw,
    fitted,
    fitted_alike,
    height_of,
    low_letters,
)
from coach.screen.even_lines import wrapped
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.letter_shapes import PICKED, UNPICKED
from coach.screen.pain_scale import pain_in_two_rows, pain_scale
from coach.screen.roles import Role
from coach.screen.urgent_signs import second_column
from coach.screen.viewport import Size, Viewport

_KEY_SCALES = (2, 1, 0)
"""Scales of the keys in front of the answers; 0 is plain text."""
_BOXES = {True: "[x] ", False: "[ ] ", None: ""}
_LARGE_BOXES = {True: f"{PICKED} ", False: f"{UNPICKED} ", None: ""}
"""The boxes of answers that are picked and that are not, as text and in big letters."""
BESIDE_SIGNS = frozenset({Step.WHERE, Step.FLAGS})
"""Steps whose answers leave little room, because the urgent signs are below them."""
_ANSWERS_AND_WAYS_OUT = 7
"""Answers to the question with the most of them beside the urgent signs."""
_LARGE_FROM = 4
"""Fewest answers with large keys that fill two columns."""
_BESIDE, _FEW = 3, 5
"""Answers in a row, and the most answers that stand in such rows."""
_LARGE_ANSWERS_FROM, _WIDEST_ANSWERS = 100, (80, 46, 41)
"""Fewest columns for answers in large letters to every question; widths to try."""
_LARGEST_ANSWERS_FROM = 160
"""Fewest columns for answers in letters as high as their keys."""
_PRINTED = frozenset({Step.MORNING, Step.SORE})
"""Steps that are printed, so their answers take few rows."""
_AFTER_KEY = 5
"""Columns between a large key and its answer in large letters: more than a space."""
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
    forms = [*_shown(dialog)]
    forms = [[each for each in form if has_urgent or not each.is_urgent] for form in forms]
    if viewport.size is Size.NARROW:
        forms = [_without_signs(form) for form in forms]
    if dialog.step is Step.PAIN:
        is_today = not is_of_morning(dialog)
        yield from pain_scale(forms[0], viewport, has_emergency=is_today)
        return
    most = len(forms[0])
    is_beside_signs = dialog.step in BESIDE_SIGNS and viewport.size is not Size.NARROW
    has_brief = dialog.step is Step.FLAGS and viewport.columns >= _LARGE_ANSWERS_FROM
    for scale, widest in _sizes(viewport):
        if has_brief and not widest:
            has_brief = False
            yield from _briefly(forms, viewport)
        if scale > 1 and dialog.step is Step.MORNING:
            continue  # the answers are more than their digits
        is_small = viewport.columns < _LARGE_ANSWERS_FROM
        if widest and is_small and dialog.step in _PRINTED:
            continue
        if scale and _BESIDE <= most <= _FEW:
            yield from _in_rows(_cells(forms[0], scale, widest, viewport), viewport)
        for shape in _shapes(most, scale, viewport, is_beside_signs=is_beside_signs):
            # Whole words say more than brief ones in large letters.
            for form in forms[:1] if widest else forms:
                is_whole = form is forms[0] and not widest
                is_whole = is_whole and viewport.size is not Size.NARROW
                choices = [*map(_above_signs, form)] if is_whole else form
                cells = _cells(choices, scale, widest, viewport)
                pairs = [*zip(choices, cells, strict=False)]
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
    choices = next(_shown(dialog))
    is_one = all(each.is_picked is None for each in choices)
    if dialog.step is Step.PAIN or not is_one or len(choices) > _FEW or viewport.is_ascii:
        return Band()
    keys = tuple(each.key for each in choices)
    numbers = tuple(each for each in keys if each != ENTER_WORD)
    said = tuple(_said(each) for each in choices)
    plain = tuple(each.plain.upper() for each in said)
    if not all(map(can_draw, (*numbers, *plain))):
        return Band()
    is_roomy = len(choices) <= _BESIDE
    lines = [wrapped(each, _LONGEST) if is_roomy else [each] for each in plain]
    large = low_letters(tuple(chain.from_iterable(lines)), viewport.columns - _KEY_COLUMNS)
    digits = low_letters(numbers, _KEY_COLUMNS - 1)
    if not large or not digits:
        return Band()
    # The word of that key is short enough only in usual letters.
    digits += (("", ENTER_WORD),) * (len(keys) - len(numbers))
    bands: list[Band] = []
    rest = iter(large)
    for digit, own, words in zip(digits, lines, said, strict=True):
        rows = [row for _ in own for row in next(rest)]
        style = words.spans[-1].style
        bands += [
            gap(1 if is_roomy and bands else 0),
            text_band(
                Text(key.ljust(_KEY_COLUMNS), Role.LOUD.style).append(row, style)
                for key, row in zip_longest(digit, rows, fillvalue="")
            ),
        ]
    return stack(*bands)


_KEY_COLUMNS, _LONGEST = 9, 17
"""Columns for a key in front of an answer in letters like it; letters of its line."""


def answers_in_few_rows(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield the whole answers for a narrow screen, in ever fewer rows."""
    choices = next(_shown(dialog))
    if dialog.step is Step.PAIN:
        is_today = not is_of_morning(dialog)
        yield from pain_scale(choices, viewport, has_emergency=is_today)
        return
    choices = _without_signs(choices)
    pairs = [*zip(choices, _cells(choices, 0, 0, viewport), strict=True)]
    for shape in ((1, 1), (1, 0), (2, 0)):
        yield from _columns(_capped(pairs, shape), 0, shape, viewport)


def scale_in_two_rows(dialog: Dialog, viewport: Viewport) -> Band:
    """Return the numbers for pain in two rows of big digits; empty for other questions."""
    if dialog.step is not Step.PAIN:
        return Band()
    choices = next(_shown(dialog))
    is_today = not is_of_morning(dialog)
    return pain_in_two_rows(choices, viewport, has_emergency=is_today)


def _shown(dialog: Dialog) -> Iterator[list[Choice]]:
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


def _sizes(viewport: Viewport) -> Iterator[tuple[int, int]]:
    """Yield scales of the keys with the columns for answers in big letters, or 0."""
    # Letters of ASCII are too high for a list, and digits without them are islands.
    if viewport.size is not Size.NARROW and not viewport.is_ascii:
        # Keys are never higher than their answers.
        scales = (2, 1) if viewport.columns >= _LARGEST_ANSWERS_FROM else (1,)
        widest = (each for each in _WIDEST_ANSWERS if each < viewport.columns)
        yield from ((scale, wide) for wide in widest for scale in scales)
        yield from ((scale, 0) for scale in (2, 1))
    yield 0, 0


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
    is_apart = is_apart and (has_way_out or not scale)
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


def _cells(
    choices: Sequence[Choice], scale: int, widest: int, viewport: Viewport
) -> list[list[Text]]:
    """Return the rows of each answer; empty if keys or words cannot be so large."""
    said = [_said(choice) for choice in choices]
    if not scale:
        return [[_with_key(*each, viewport)] for each in zip(choices, said, strict=True)]
    high, is_ascii = height_of(scale), viewport.is_ascii
    plain = tuple(f"{_LARGE_BOXES[choice.is_picked]}{choice.words}" for choice in choices)
    is_largest = scale > 1 and viewport.columns >= _LARGEST_ANSWERS_FROM
    tall = 2 if is_largest else 1
    large = fitted_alike(plain, widest * tall, height_of(tall), is_ascii=is_ascii)
    if widest and (not large or len(large[0]) != height_of(tall)):
        return []
    cells = []
    for number, (choice, words_) in enumerate(zip(choices, said, strict=True)):
        key = fitted(choice.key, 5 * scale, high, is_ascii=is_ascii)
        if choice.key == ENTER_WORD:
            middle = (high - 1) // 2
            key = tuple(ENTER_WORD if row == middle else "" for row in range(high))
        if len(key) != high:
            return []
        rows = [Text(row.ljust(5 * scale), Role.LOUD.style) for row in key]
        if widest:
            first = (high - len(large[number])) // 2
            style = Role.ALARM.style if choice.is_urgent else words_.spans[-1].style
            for row, part in zip(rows[first:], large[number], strict=False):
                row.append(" " * _AFTER_KEY).append(part, style)
        else:
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


def _briefly(forms: Sequence[Sequence[Choice]], viewport: Viewport) -> Iterator[Band]:
    """Yield brief answers in large letters, in two columns."""
    pairs = [*zip(forms[0], _in_brief(forms, viewport), strict=False)]
    for apart in (1, 0):
        yield from _columns(pairs, 1, (2, apart), viewport)


def _in_brief(forms: Sequence[Sequence[Choice]], viewport: Viewport) -> list[list[Text]]:
    """Return brief answers in large letters, with the other words behind those.

    Empty if they cannot be so large.
    """
    cells = _cells(forms[-1], 1, _WIDEST_ANSWERS[-1], viewport)
    for whole, brief, cell in zip(forms[0], forms[-1], cells, strict=False):
        more = whole.words.removeprefix(brief.words).lstrip(" :")
        # The heading below says more about the urgent signs.
        if more == whole.words or whole.key == ENTER_WORD or whole.is_urgent:
            continue
        low = max(at for at, row in enumerate(cell) if row.plain.strip())
        cell[low].append(f" {more}", Role.PLAIN.style)
    return cells


def _said(choice: Choice) -> Text:
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
