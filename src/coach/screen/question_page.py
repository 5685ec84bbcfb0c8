"""An open question on a screen of its own: the question large, an answer to a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from coach.event import PauseReason
from coach.model.places import place_words
from coach.model.terms import Sides
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, KEYS, NO_FLAG, Dialog, Step, is_of_morning
from coach.question.question_text import ENTER_WORD, Choice, choices_of, question_of
from coach.screen.big_letters import fitted, height_of
from coach.screen.cells import Cells, words
from coach.screen.event_words import working_side
from coach.screen.head_foot import foot, head
from coach.screen.layout import Band, Moving, Sheet, gap, line, stack, text_band
from coach.screen.paged_text import page_of, wrapped
from coach.screen.pause_screen import (
    ONLY_IF_GONE,
    URGENT_HEADING,
    stop_and_word,
    stop_in_a_line,
    stop_with_words,
    urgent_sentences,
)
from coach.screen.roles import Role
from coach.screen.urgent_signs import signs_list
from coach.screen.viewport import Size, Viewport
from coach.units import seconds_left

_QUESTION_SHARES = {Size.NORMAL: 0.2, Size.FULL: 0.3}
"""Most of the height that a question in big letters takes."""
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
    Step.PLACES: _WHERE,
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
_WHERE_WITH_KEY = f"{question_of(Dialog(step=Step.WHERE))} {ONLY_IF_GONE}"
_ANSWERS_AND_WAYS_OUT = 8
"""Answers to the question with the most of them beside the urgent signs."""
_LARGE_FROM = 4
"""Fewest answers with large keys that stand in two columns."""
_APART_DIGITS = 2
"""Fewest columns between two large digits of a scale."""
_MOST_BETWEEN = 3
"""Most blank rows between the parts of the page."""
_LARGE_ANSWERS_FROM, _WIDEST_ANSWER = 140, 80
"""Fewest columns of a screen with answers in large letters, and the widest answer."""
_ROWS_AROUND = 3
"""Rows around a printed question: the ways out, the answer, and the cursor."""
_APART = 4
"""Columns between two columns of answers."""
_WORST, _NO_PAIN = "t is ten, the worst", "no pain"
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
    top = head(moment, viewport, about=_about(dialog, moment))
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
    """Yield what else is on the page, from everything to the least."""
    stop = [stop_with_words(moment, viewport)] if is_first else []
    large = stop_and_word(_WHERE, viewport) if is_first else Band()
    question: Band | None = None
    if large.height and viewport.size is Size.NORMAL:
        stop = [large]
        asked = wrapped(_WHERE_WITH_KEY, viewport.columns)
        question = text_band(Text(row, Role.LOUD.style) for row in asked)
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
    others = sum(band.height + 1 for band in (*before, *after))
    bands: list[Band] = []
    for question in [own] if own else _questions(dialog, viewport, room - others):
        for answers in _answers(dialog, viewport):
            bands = [*before, question, answers, *after]
            needed = sum(band.height for band in bands)
            if needed + 1 <= room or (needed <= room and viewport.size is Size.NARROW):
                return _spread(bands, room - needed)
    return stack(*bands)


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


def _questions(dialog: Dialog, viewport: Viewport, room: int) -> Iterator[Band]:
    """Yield a word of the question in big letters above all of it, then only all of it."""
    columns, asked = viewport.columns, question_of(dialog)
    if dialog.day and dialog.step is not Step.MORNING:
        asked = f"After {dialog.day}: {asked[:1].lower()}{asked[1:]}"
    both = f"{dialog.drill}: {asked[:1].lower()}{asked[1:]}"
    rows = [both] if dialog.drill and len(both) <= columns else wrapped(asked, columns)
    if dialog.drill and both not in rows:
        rows = [f"{dialog.drill}:", *rows]
    whole = text_band(Text(row, Role.LOUD.style) for row in rows)
    share = _QUESTION_SHARES.get(viewport.size)
    high = max(int(room * share) - len(rows), _LEAST_LETTERS) if share else 0
    for high_ in dict.fromkeys((high, _LEAST_LETTERS)) if share else ():
        for word in _titles(dialog):
            large = fitted(word, columns, high_, is_ascii=viewport.is_ascii)
            if large:
                big = text_band(Text(row, Role.LOUD.style) for row in large)
                yield stack(big, whole)
                break
    yield whole


def _titles(dialog: Dialog) -> Iterator[str]:
    """Yield words for a question in big letters, the most exact first."""
    if dialog.step is Step.FELT and dialog.target:
        yield f"{' or '.join(map(place_words, dialog.target))}?".upper()
    yield _TITLES[dialog.step]


def _answers(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield the answers in ever fewer rows."""
    if dialog.step is Step.PAIN:
        for scale in _KEY_SCALES:
            yield from _scale(next(choices_of(dialog)), scale, viewport)
        return
    forms = [*choices_of(dialog)]
    most = len(forms[0])
    is_beside_signs = dialog.step in _BESIDE_SIGNS and viewport.size is not Size.NARROW
    for scale in _KEY_SCALES if viewport.size is not Size.NARROW else (0,):
        shapes = [(1, 1), (2, 1)][: 1 + (most >= _LARGE_FROM)]
        if not scale:
            shapes = [(each, apart) for each in range(1, most + 1) for apart in (1, 0)]
        if is_beside_signs and not scale:
            # Blank rows would part answers that belong to one column.
            shapes = [(1, 1), *((each, 0) for each in range(1, most + 1))]
        for beside, apart in shapes:
            for choices in forms:
                yield from _columns(choices, scale, beside, apart, viewport)


def _columns(
    choices: Sequence[Choice], scale: int, beside: int, apart: int, viewport: Viewport
) -> Iterator[Band]:
    """Yield the answers in columns, if they are narrow enough."""
    # The ways out of a question with several answers have a column of their own.
    is_apart = beside > 1 and len(choices) == _ANSWERS_AND_WAYS_OUT
    ways = [each for each in choices if is_apart and each.key in {NO_FLAG, ENTER_WORD}]
    kinds = [[each for each in choices if each not in ways], ways]
    taken = []
    for kind in kinds:
        cells = [_cell(choice, scale, viewport) for choice in kind]
        if not all(cells):
            return
        down = -(-len(kinds[0]) // beside)
        taken += [cells[at : at + down] for at in range(0, len(cells), down)]
    widths = [max(row.cell_len for cell in column for row in cell) for column in taken]
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
                    cell = column[number][part].copy()
                    cell.pad_right(width - cell.cell_len + between)
                    row.append_text(cell)
            row.rstrip()
            rows.append(row)
        rows += [Text("")] * (apart if number < down - 1 else 0)
    yield text_band(rows)


def _cell(choice: Choice, scale: int, viewport: Viewport) -> list[Text]:
    """Return the rows of one answer; empty if its key cannot be so large."""
    own, box = (Role.PLAIN, Role.QUIET) if not choice.is_picked else (Role.LOUD, Role.LOUD)
    said = Text.assemble((_BOXES[choice.is_picked], box.style), (choice.words, own.style))
    if not scale:
        if viewport.size is Size.NARROW:
            return [Text.assemble((choice.key, Role.KEY.style), " ", said)]
        key_ = Text(f" {choice.key} ", Role.KEY.style)
        key_.stylize("reverse")
        return [Text.assemble(key_, " ", said)]
    high, is_ascii = height_of(scale), viewport.is_ascii
    key = fitted(choice.key, 5 * scale, high, is_ascii=is_ascii)
    if choice.key == ENTER_WORD:
        key = tuple("" if row != high // 2 else ENTER_WORD for row in range(high))
    if len(key) != high:
        return []
    rows = [Text(row.ljust(5 * scale), Role.KEY.style) for row in key]
    large = fitted(said.plain, _WIDEST_ANSWER, height_of(1), is_ascii=is_ascii)
    if viewport.columns < _LARGE_ANSWERS_FROM or not large:
        rows[high // 2].append("   ").append_text(said)
        return rows
    for row, part in zip(rows[(high - len(large)) // 2 :], large, strict=False):
        row.append("   ").append(part, own.style)
    return rows


def _scale(choices: Sequence[Choice], scale: int, viewport: Viewport) -> Iterator[Band]:
    """Yield the numbers for pain in one row, with words for its ends."""
    room, high = viewport.columns // len(choices), height_of(scale) if scale else 1
    # Narrower digits rather than a row that reads like one number.
    wide = (5 if room >= 5 * scale + _APART_DIGITS else 3) * scale or 1
    each = min(room, 2 * wide + 4)
    keys = [
        fitted(choice.key, wide, high, is_ascii=viewport.is_ascii)
        if scale
        else (choice.key,)
        for choice in choices
    ]
    if each < wide + min(scale + 1, _APART_DIGITS) or any(len(key) != high for key in keys):
        return
    rows = ["".join(key[at].ljust(each) for key in keys).rstrip() for at in range(high)]
    room = max(map(len, rows)) - len(_NO_PAIN)
    ends = Text(f"{_NO_PAIN}{_WORST.rjust(max(0, room))}", Role.QUIET.style)
    yield text_band([*(Text(row, Role.KEY.style) for row in rows), ends])
