"""An open question on a screen of its own: the question large, an answer to a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace
from rich.text import Text

from coach.event import PauseReason
from coach.model.places import place_words
from coach.model.terms import Sides
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, KEYS, NO_FLAG, Dialog, Step, is_of_morning
from coach.question.question_text import ENTER_WORD, Choice, choices_of, question_of
from coach.screen.big_letters import fitted, fitted_alike, height_of
from coach.screen.cells import Cells, words
from coach.screen.even_lines import wrapped
from coach.screen.event_words import working_side
from coach.screen.head_foot import foot, head
from coach.screen.layout import Band, Moving, Sheet, gap, line, stack, text_band
from coach.screen.paged_text import page_of
from coach.screen.pause_screen import (
    URGENT_HEADING,
    stop_in_a_line,
    stop_with_words,
    urgent_sentences,
)
from coach.screen.roles import Role
from coach.screen.urgent_signs import second_column, signs_list
from coach.screen.viewport import Size, Viewport
from coach.units import seconds_left

_KEY_SCALES = (2, 1, 0)
"""Scales of the keys in front of the answers; 0 is plain text."""
_BOXES = {True: "[x] ", False: "[ ] ", None: ""}
_FROM_ROWS = 12
"""Fewest rows of a screen that is high enough for a page."""
_LEAST_SIGNS = 3
"""Rows of a narrow screen that are kept for pages of urgent signs."""
_LEAST_LETTERS = 4
"""Rows of the lowest big letters; a question is shown in them wherever they fit."""
_BESIDE_SIGNS = frozenset({Step.WHERE, Step.FLAGS})
"""Steps whose answers leave little room, because the urgent signs are below them."""
_MOST_APART = 3
"""Most columns of their answers that are tried before answers without blank rows."""
_WHERE = "WHERE?"
_TITLES = {
    Step.FELT: "FELT IT?",
    Step.PLACES: "FELT WHERE?",
    Step.BACK: "LOW BACK?",
    Step.WHERE: _WHERE,
    Step.HIP: _WHERE,
    Step.REST: _WHERE,
    Step.SIDE: "WHICH SIDE?",
    Step.PAIN: "HOW MUCH?",
    Step.FLAGS: "ANYTHING ELSE?",
    Step.SKIP: "WHY?",
    Step.MORNING: "SORE?",
    Step.SORE: "WHAT PAIN?",
}
"""The question of each step in one or two words."""
_SAID = frozenset({Step.PLACES, Step.SIDE, Step.PAIN, Step.FLAGS, Step.SKIP})
"""Steps whose question says no more than its word in big letters."""
_WHERE_ASKED = question_of(Dialog(step=Step.WHERE))
_ANSWERS_AND_WAYS_OUT = 7
"""Answers to the question with the most of them beside the urgent signs."""
_LARGE_FROM = 4
"""Fewest answers with large keys that fill two columns."""
_APART_DIGITS = 2
"""Fewest columns between two large digits of a scale."""
_BESIDE, _FEW = 3, 5
"""Answers in a row, and the most answers that stand in such rows."""
_LARGEST_QUESTION, _AIR = {Size.NARROW: 0.35, Size.NORMAL: 0.2, Size.FULL: 0.25}, 2
"""Most of the screen's height for a question, and the rows to leave between the parts."""
_MOST_BETWEEN = 6
"""Most blank rows between the parts of the page."""
_LARGE_ANSWERS_FROM, _WIDEST_ANSWERS = 100, (80, 46)
"""Fewest columns for larger keys of answers in large letters; widths of those to try."""
_ROWS_AROUND = 3
"""Rows around a printed question: the ways out, the answer, and the cursor."""
_PRINTED = frozenset({Step.MORNING, Step.SORE})
"""Steps that are printed, so their answers take few rows."""
_AFTER_KEY = 5
"""Columns between a large key and its answer in large letters: more than a space."""
_APART = 4
"""Columns between two columns of answers."""
_WORST, _NO_PAIN, _TEN = "the worst", "no pain", "10"
_NEXT = "Your next set"
PRESS_SPACE = "press space"
WHEN_READY = f"{PRESS_SPACE} when you are ready"


def owns_screen(moment: Moment, viewport: Viewport) -> bool:
    """Return whether the open question has the screen to itself.

    A breath stays to be seen, and the smallest screens have no room for a page.
    """
    is_standing = moment.is_paused or moment.segment.breath is None
    has_room = viewport.size is not Size.TINY and viewport.rows >= _FROM_ROWS
    return bool(moment.question and is_standing and has_room and not moment.is_leaving)


def question_page(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the page of the open question."""
    dialog = moment.question or Dialog(step=Step.FELT)
    about = _about(dialog, moment)
    top = head(moment, viewport, about=about)
    is_named = moment.timeline.prescription.blocks[about].name == dialog.drill
    if viewport.size is Size.NARROW and is_named:
        dialog = replace(dialog, drill="")  # the head names it
    bottom = foot(moment, viewport)
    bottom = stack(_what_waits(moment, viewport), bottom)
    has_signs = EMERGENCY in KEYS[dialog.step] and dialog.step in _BESIDE_SIGNS
    has_signs = has_signs and not is_of_morning(dialog)
    is_first = moment.pause_reason is PauseReason.PAIN and dialog.step is Step.WHERE
    if is_first and viewport.size is Size.NARROW:
        top = Band()  # the question names the drill
    room = viewport.rows - top.height - bottom.height
    body, is_paged = Band(), False
    for frame in _frames(moment, viewport, is_first=is_first, has_signs=has_signs):
        body = _asked(dialog, viewport, room - frame.rows, frame)
        is_paged = frame.rows > 0
        if body.height <= room - frame.rows:
            break
    if is_paged and body.height < room - 1:
        space = gap(1 if room - body.height > _LEAST_SIGNS else 0)
        spare = room - body.height - space.height
        said = page_of(urgent_sentences(), viewport.columns, spare, moment, joins=True)
        body = stack(body, space, said)
    return stack(top, body.cut(room).padded(room), bottom)


def _about(dialog: Dialog, moment: Moment) -> int:
    """Return the number of the drill that the question is about."""
    now, blocks = moment.segment.block, moment.timeline.prescription.blocks
    numbers = range(now, -1, -1)
    return next((each for each in numbers if blocks[each].name == dialog.drill), now)


def question_rows(dialog: Dialog, columns: int, rows: int) -> list[Text]:
    """Return a question with its answers in large letters, to be printed as lines.

    Empty if there is no room for large letters.
    """
    viewport = Viewport(columns, rows)
    if viewport.size in {Size.TINY, Size.NARROW}:
        return []
    room = rows - _ROWS_AROUND
    body = _asked(dialog, viewport, room, _Frame((), (), 0))
    return [*body.rows] if body.height <= room else []


class _Frame(NamedTuple):
    """Bands above and below the question, and the rows that are kept."""

    before: Sequence[Band]
    after: Sequence[Band]
    rows: int
    """Rows kept for pages of signs."""
    question: Band | None = None
    """The question itself, if it has a form of its own."""


def _frames(
    moment: Moment,
    viewport: Viewport,
    *,
    is_first: bool,
    has_signs: bool,
) -> Iterator[_Frame]:
    """Yield the rest of the page, from its longest form to its shortest."""
    stop = [stop_with_words(moment, viewport)] if is_first else []
    question: Band | None = None
    if is_first and viewport.size is not Size.NARROW:
        stop, question = [], stop_with_words(moment, viewport, _WHERE_ASKED)
    brief = [stop_in_a_line(viewport)] if is_first else []
    advice = [(each, Role.LOUD) for each in moment.advice]
    said = [page_of(advice, viewport.columns, 3, moment)] if advice else []
    if has_signs and viewport.size is not Size.NARROW:
        signs = text_band(signs_list(URGENT_HEADING, viewport.columns))
        yield _Frame(stop, [*said, signs], 0, question)
    rows = _LEAST_SIGNS if has_signs else 0
    yield _Frame(stop, said, rows, question)
    yield _Frame(brief, [], rows)
    yield _Frame(brief, [], 0)


def _what_waits(moment: Moment, viewport: Viewport) -> Band:
    """Return what the session waits for meanwhile, with the time; nothing in a pause."""
    is_held = moment.is_awaiting_ready or moment.is_paused
    if moment.is_paused and moment.pause_reason is not PauseReason.READY:
        return Band()
    side = moment.segment.side
    is_narrow = viewport.size is Size.NARROW
    coming = _NEXT if is_narrow else f"Next: {moment.block.name}"
    if side is not None and moment.block.sides is Sides.EACH and not is_narrow:
        coming += f", {working_side(moment.block, side)}"
    right: Text | Moving = Moving(14, 1, starts_in)
    if is_held:
        right = Text(PRESS_SPACE if is_narrow else WHEN_READY, Role.LOUD.style)
    return line(Text(coming, Role.QUIET.style), right, viewport.columns)


def starts_in(moment: Moment) -> Cells:
    """Return ``starts in 12``."""
    text = f"starts in {seconds_left(moment.work_starts_ms)}"
    return words(text, 14, Role.LOUD, at_right=True)


def _asked(dialog: Dialog, viewport: Viewport, room: int, frame: _Frame) -> Band:
    """Return the question with its answers in the largest form that fits the rows.

    Letters become smaller, then words shorter, then answers stand beside each other. If
    nothing fits, the page is higher than the rows.
    """
    before, after, own = frame.before, frame.after, frame.question
    bands: list[Band] = []
    if viewport.size is Size.NARROW and not frame.before:
        for bands in _narrow(dialog, viewport):
            spare = room - sum(band.height for band in (*bands, *after))
            if spare >= 0:
                return _spread([*bands, *after], spare)
    for least in _least_spare(len(before) + 2 + len(after), viewport):
        for question in [own] if own else _questions(dialog, viewport):
            for answers in _answers(dialog, viewport):
                bands = [*before, question, answers, *after]
                spare = room - sum(band.height for band in bands)
                if spare >= least:
                    if not own:
                        bands[len(before)] = _larger(dialog, viewport, question, spare)
                        spare += question.height - bands[len(before)].height
                    return _spread(bands, spare)
    return stack(*bands)


def _narrow(dialog: Dialog, viewport: Viewport) -> Iterator[list[Band]]:
    """Yield the question in big letters with its whole answers, in few rows."""
    choices = next(_shown(dialog))
    answers: Iterator[Band]
    if dialog.step is Step.PAIN:
        answers = chain.from_iterable(_scale(choices, each, viewport) for each in (1, 0))
    else:
        pairs = [*zip(choices, _cells(choices, 0, 0, viewport), strict=True)]
        answers = chain.from_iterable(
            _columns(pairs, 0, shape, viewport, is_beside_signs=False)
            for shape in ((1, 1), (1, 0), (2, 0))
        )
    for answer in answers:
        for question in _large_question(dialog, viewport, _LEAST_LETTERS):
            yield [question, answer]


def _least_spare(parts: int, viewport: Viewport) -> tuple[int, ...]:
    """Return the blank rows that a page must have, and those to try otherwise."""
    if viewport.size is Size.NARROW:
        return (1, 0)
    return (parts, 1) if viewport.size is Size.FULL else (1,)


def _larger(dialog: Dialog, viewport: Viewport, question: Band, spare: int) -> Band:
    """Return the question in letters as large as the spare rows allow."""
    most = int(_LARGEST_QUESTION[viewport.size] * viewport.rows)
    if not spare or question.height < _LEAST_LETTERS:
        return question
    for high in range(min(most, question.height + spare - _AIR), _LEAST_LETTERS, -1):
        larger = next(_large_question(dialog, viewport, high), question)
        if question.height < larger.height <= question.height + spare - _AIR:
            return larger
    return question


def _spread(bands: Sequence[Band], spare: int) -> Band:
    """Return bands parted by blank rows, and with one above the first if any are left."""
    between = len(bands) - 1
    each = min(_MOST_BETWEEN, spare // len(bands))
    more = spare - each * between if each == 0 else 0
    parts: list[Band] = [gap(1 if spare > each * between and each else 0)]
    # The question stands apart from its answers first.
    for number, band in enumerate(bands):
        is_parted = number and (each or number >= len(bands) - more)
        parts += [gap(max(each, 1) if is_parted else 0), band]
    return stack(*parts)


def _questions(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield a word of the question in big letters above all of it, then only all of it."""
    whole = _whole_question(dialog, viewport.columns)
    if viewport.size is not Size.NARROW:
        yield from _large_question(dialog, viewport, _LEAST_LETTERS)
    yield whole


def _whole_question(dialog: Dialog, columns: int) -> Band:
    """Return the question in plain letters, with the drill that it is about."""
    asked = question_of(dialog)
    if dialog.day and dialog.step is not Step.MORNING:
        asked = f"After {dialog.day}: {asked[:1].lower()}{asked[1:]}"
    both = f"{dialog.drill}: {asked[:1].lower()}{asked[1:]}"
    rows = [both] if dialog.drill and len(both) <= columns else wrapped(asked, columns)
    if dialog.drill and both not in rows:
        rows = [f"{dialog.drill}:", *rows]
    return text_band(Text(row, Role.LOUD.style) for row in rows)


def _large_question(dialog: Dialog, viewport: Viewport, high: int) -> Iterator[Band]:
    """Yield a word of the question in big letters above all of it, if one fits."""
    for word in _titles(dialog):
        large = fitted(word, viewport.columns, high, is_ascii=viewport.is_ascii)
        if large:
            big = text_band(Text(row, Role.LOUD.style) for row in large)
            # Printed once, with rows to spare.
            space = gap(dialog.step is Step.MORNING and viewport.size is not Size.NARROW)
            is_said = not dialog.drill and not dialog.day and dialog.step in _SAID
            whole = Band() if is_said else _whole_question(dialog, viewport.columns)
            yield stack(big, space if whole.height else Band(), whole)
            return


def _titles(dialog: Dialog) -> Iterator[str]:
    """Yield words for a question in big letters, the most exact first."""
    if dialog.step is Step.FELT and dialog.target:
        yield f"{' or '.join(map(place_words, dialog.target))}?".upper()
    yield _TITLES[dialog.step]


def _shown(dialog: Dialog) -> Iterator[list[Choice]]:
    """Yield the answers in ever shorter words, with one way out of the last question."""
    for number, choices in enumerate(choices_of(dialog)):
        if dialog.step is not Step.FLAGS:
            yield choices
            continue
        is_any = any(each.is_picked for each in choices)
        shown = []
        for each in choices:
            if each.key == EMERGENCY:
                words_ = each.words if number else _URGENT
                shown.append(each._replace(words=words_, is_picked=False))
            elif each.key == ENTER_WORD and not is_any:
                shown.append(each._replace(words=_NOTHING_ELSE))
            elif each.key != NO_FLAG:
                shown.append(each)
        yield shown


_URGENT = "an urgent sign"
"""The answer that stands above all urgent signs."""
_NOTHING_ELSE = "nothing else"
"""What Enter means while no answer is selected."""


def _answers(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield the answers in ever fewer rows."""
    forms = [*_shown(dialog)]
    if dialog.step is Step.PAIN:
        for scale in _KEY_SCALES:
            yield from _scale(forms[0], scale, viewport)
        return
    most = len(forms[0])
    is_beside_signs = dialog.step in _BESIDE_SIGNS and viewport.size is not Size.NARROW
    for scale, widest in _sizes(viewport):
        if scale > 1 and dialog.step is Step.MORNING:
            continue  # the answers are more than their digits
        is_small = viewport.columns < _LARGE_ANSWERS_FROM
        if widest and is_small and dialog.step in _PRINTED:
            continue
        if scale and _BESIDE <= most <= _FEW:
            yield from _in_rows(_cells(forms[0], scale, widest, viewport), viewport)
        for shape in _shapes(most, scale, viewport, is_beside_signs=is_beside_signs):
            # Whole words say more than brief ones in large letters.
            for choices in forms[:1] if widest else forms:
                cells = _cells(choices, scale, widest, viewport)
                pairs = [*zip(choices, cells, strict=False)]
                yield from _columns(
                    pairs, scale, shape, viewport, is_beside_signs=is_beside_signs
                )


def _shapes(
    most: int, scale: int, viewport: Viewport, *, is_beside_signs: bool
) -> list[tuple[int, int]]:
    """Return numbers of columns of answers, with the blank rows between answers."""
    if scale:
        return [(1, 1), (2, 1)][: 1 + (most >= _LARGE_FROM)]
    if is_beside_signs:
        # Blank rows would part answers that belong to one column.
        return [(1, 1), *((each, 0) for each in range(1, most + 1))]
    shapes = [(each, apart) for each in range(1, most + 1) for apart in (1, 0)]
    if viewport.size is not Size.NARROW:
        shapes = [(1, 1), (2, 1), *(each for each in shapes if each != (2, 1))]
    return shapes


def _sizes(viewport: Viewport) -> Iterator[tuple[int, int]]:
    """Yield scales of the keys with the columns for answers in big letters, or 0."""
    if viewport.size is not Size.NARROW:
        scales = (2, 1) if viewport.columns >= _LARGE_ANSWERS_FROM else (1,)
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
    *,
    is_beside_signs: bool,
) -> Iterator[Band]:
    """Yield the answers in columns, if they are narrow enough."""
    if not cells:
        return
    beside, apart = shape
    # The ways out of a question with several answers have a column of their own.
    is_apart = beside > 1 and len(cells) == _ANSWERS_AND_WAYS_OUT
    kinds: list[list[list[Text]]] = [[], []]
    for choice, cell in cells:
        kinds[is_apart and choice.key in {NO_FLAG, ENTER_WORD}].append(cell)
    taken = []
    down = -(-len(kinds[0]) // beside)
    for kind in kinds:
        taken += [kind[at : at + down] for at in range(0, len(kind), down)]
    widths = [max(row.cell_len for cell in column for row in cell) for column in taken]
    if is_beside_signs and len(taken) == 2:  # noqa: PLR2004  as the signs below
        widths[0] = max(widths[0], second_column(viewport.columns) - _APART + 1)
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


def _cells(
    choices: Sequence[Choice], scale: int, widest: int, viewport: Viewport
) -> list[list[Text]]:
    """Return the rows of each answer; empty if keys or words cannot be so large."""
    said = [_said(choice) for choice in choices]
    if not scale:
        return [[_with_key(*each, viewport)] for each in zip(choices, said, strict=True)]
    high, is_ascii = height_of(scale), viewport.is_ascii
    plain = tuple(each.plain for each in said)
    large = fitted_alike(plain, widest, height_of(1), is_ascii=is_ascii)
    if widest and not large:
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
            for row, part in zip(rows[first:], large[number], strict=False):
                row.append(" " * _AFTER_KEY).append(part, words_.spans[-1].style)
        else:
            rows[(high - 1) // 2].append("   ").append_text(words_)
        cells.append(rows)
    return cells


def _said(choice: Choice) -> Text:
    """Return the words of an answer, with the mark of one that can be picked."""
    own, box = (Role.PLAIN, Role.QUIET) if not choice.is_picked else (Role.LOUD, Role.LOUD)
    return Text.assemble((_BOXES[choice.is_picked], box.style), (choice.words, own.style))


def _with_key(choice: Choice, said: Text, viewport: Viewport) -> Text:
    """Return an answer in one row, with its key in front."""
    if viewport.size is Size.NARROW:
        return Text.assemble((choice.key, Role.KEY.style), " ", said)
    key = Text(f" {choice.key} ", Role.KEY.style)
    key.stylize("reverse")
    return Text.assemble(key, " ", said)


def _scale(choices: Sequence[Choice], scale: int, viewport: Viewport) -> Iterator[Band]:
    """Yield the numbers for pain across the screen, with words for its ends.

    The key of ten stands below it.
    """
    columns, high = viewport.columns, height_of(scale) if scale else 1
    keys = [each.key for each in choices]
    room = columns // (len(keys) + 1)
    wide = max(1, min(5 * scale, room - _APART_DIGITS))
    shown = [
        fitted(key, wide, high, is_ascii=viewport.is_ascii) if scale else (key,)
        for key in keys[:-1]
    ]
    ten = fitted(_TEN, 2 * wide, high, is_ascii=viewport.is_ascii) if scale else (_TEN,)
    shown.append(ten)
    if any(len(key) != high for key in shown):
        return
    widths = [len(key[0]) for key in shown]
    space = (columns - sum(widths)) / (len(keys) - 1)
    places = [round(sum(widths[:at]) + at * space) for at in range(len(keys))]
    rows = []
    for row in range(high):
        line_ = ""
        for key, place in zip(shown, places, strict=True):
            line_ = line_.ljust(place) + key[row]
        rows.append(Text(line_.rstrip(), Role.LOUD.style))
    below = keys[-1].lower().rjust(places[-1] + (len(ten[0]) + 1) // 2)
    between = max(2, columns - len(_NO_PAIN) - len(_WORST) - 2)
    ends = Text.assemble(
        (_NO_PAIN, Role.QUIET.style),
        (f" {('-' if viewport.is_ascii else '─') * between} ", Role.EDGE.style),
        (_WORST, Role.QUIET.style),
    )
    yield text_band([*rows, Text(below, Role.KEY.style), ends])
