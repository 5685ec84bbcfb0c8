"""An open question on a screen of its own: the question large, an answer to a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace
from rich.text import Text

from coach.event import PauseReason
from coach.model.terms import Sides
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, Dialog, Step, is_of_morning
from coach.question.question_text import question_of
from coach.screen.answer_grid import (
    BESIDE_SIGNS,
    answers,
    answers_in_letters,
)
from coach.screen.answers_below_word import EMERGENCY_FIRST, answers_below_word
from coach.screen.asked_words import (
    LEAST_LETTERS,
    TITLES,
    WHERE,
    is_said,
    large_question,
    narrow_forms,
    titles,
    whole_question,
)
from coach.screen.big_letters import fitted, low_letters
from coach.screen.block_signs import lowered
from coach.screen.card_frame import beside, right_columns
from coach.screen.countdowns import clock_beside, starts_in
from coach.screen.event_words import working_side
from coach.screen.head_foot import foot, head
from coach.screen.key_cap import key_cap
from coach.screen.layout import (
    Band,
    Moving,
    Sheet,
    gap,
    line,
    over,
    stack,
    text_band,
)
from coach.screen.paged_text import page_of
from coach.screen.roles import Role
from coach.screen.signs_page import signs_page
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.stop_words import (
    BRIEF_ONLY_IF,
    URGENT_HEADING,
    stop_and_asked,
    stop_in_a_line,
    stop_with_words,
)
from coach.screen.urgent_signs import signs_list
from coach.screen.viewport import Size, Viewport

_FROM_ROWS = 12
"""Fewest rows of a screen that is high enough for a page."""
_LEAST_SIGNS = 4
"""Rows of a narrow screen that are kept for urgent signs and their heading."""
_WHERE_ASKED = question_of(Dialog(step=Step.WHERE))
_LARGEST_QUESTION, _AIR = {Size.NARROW: 0.35, Size.NORMAL: 0.2, Size.FULL: 0.25}, 2
"""Most of the screen's height for a question, and the rows to leave between the parts."""
_MOST_BETWEEN = 6
"""Most blank rows between the parts of the page."""
_ROWS_AROUND = 3
"""Rows around a printed question: the ways out, the answer, and the cursor."""
_NEXT = "Your next set"
PRESS_SPACE = "press space"
WHEN_READY = f"{PRESS_SPACE} when you are ready"


def owns_screen(moment: Moment, viewport: Viewport) -> bool:
    """Return whether the open question has the screen to itself.

    A cued breath stays visible, and the smallest screens have no room for a page.
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
    keys = foot(moment, viewport)
    bottom = stack(_what_waits(moment, viewport), keys)
    has_signs = dialog.step in BESIDE_SIGNS and not is_of_morning(dialog)
    is_first = moment.pause_reason is PauseReason.PAIN and dialog.step is Step.WHERE
    if is_first and viewport.size is Size.NARROW:
        top = Band()  # the question names the drill
    room = viewport.rows - top.height - bottom.height
    body, is_paged = Band(), False
    if viewport.size is Size.NORMAL and has_signs and not moment.advice:
        body = answers_below_word(TITLES[dialog.step], moment, viewport, room)
    has_more = is_first or has_signs or bool(moment.advice)
    if not has_more:
        body = _in_letters(dialog, viewport, room)
    frames = _frames(moment, viewport, is_first=is_first, has_signs=has_signs)
    for frame in frames if not body.height else ():
        body = _asked(dialog, viewport, room - frame.rows, frame)
        is_paged = frame.rows > 0
        if body.height <= room - frame.rows:
            break
    if is_paged and body.height < room - 1:
        left, is_ascii = room - body.height, viewport.is_ascii
        body = stack(body, signs_page(viewport.columns, left, moment, is_ascii=is_ascii))
    body = body.cut(room).padded(room)
    if viewport.size is Size.NARROW:
        body = _apart_from_keys(body)
    if viewport.size is Size.NARROW and bottom.movers:
        clock = [*clock_beside(body, viewport)]
        body = over(body, *clock)
        # The time is told once.
        bottom = stack(_what_waits(moment, viewport, has_time=not clock), keys)
    return stack(top, body, bottom)


def _apart_from_keys(body: Band) -> Band:
    """Return a body with a blank row at its end instead of one that parts no words.

    That is one at its start, one after another, or one below big letters, which have air.
    """
    plain = [row.plain.strip() for row in body.rows]
    plain = [row if row.isascii() or any(map(str.isalpha, row)) else "" for row in plain]
    blank = [not row.plain.strip() for row in body.rows]
    two = [
        at
        for at, both in enumerate(pairwise(("", *plain)))
        if both == ("", "") and blank[at]
    ]
    if not two or blank[-1]:
        return body
    return text_band([*body.rows[: two[0]], *body.rows[two[0] + 1 :], Text("")])


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
    has_urgent: bool = True
    """Whether the answer for urgent signs is one of the answers."""


def _frames(
    moment: Moment, viewport: Viewport, *, is_first: bool, has_signs: bool
) -> Iterator[_Frame]:
    """Yield the rest of the page, from its longest form to its shortest."""
    stop = [stop_with_words(viewport)] if is_first else []
    question: Band | None = None
    if is_first and viewport.size is Size.NARROW and moment.pause_about is None:
        stop = [stop_with_words(viewport, _WHERE_ASKED)]
        question = text_band([Text(BRIEF_ONLY_IF, Role.LOUD.style)])
    elif is_first and viewport.size is not Size.NARROW:
        stop, question = [], stop_and_asked(moment, viewport, WHERE, _WHERE_ASKED)
    brief = [stop_in_a_line(viewport)] if is_first else []
    advice = [(each, Role.LOUD) for each in moment.advice]
    said = [page_of(advice, viewport.columns, 3, moment)] if advice else []
    if has_signs and viewport.size is not Size.NARROW:
        heading, *signs = signs_list(URGENT_HEADING, viewport.columns)
        # The key is told once: where the answers leave few rows, before the signs.
        dialog = moment.question
        is_many = dialog is not None and dialog.step is Step.FLAGS
        has_room = viewport.is_huge or viewport.is_ascii or not is_many
        has_key = viewport.size is Size.NORMAL or not has_room
        if has_key:
            words = f" {EMERGENCY_FIRST}{URGENT_HEADING[:1].lower()}{URGENT_HEADING[1:]}"
            cap = key_cap(EMERGENCY, Role.WARNING)
            heading = Text.assemble(cap, (words, Role.WARNING.style))
        urgent = text_band([heading, *signs])
        yield _Frame(stop, [*said, urgent], 0, question, has_urgent=not has_key)
    rows = _LEAST_SIGNS if has_signs else 0
    yield _Frame(stop, said, rows, question)
    yield _Frame(brief, [], rows)
    yield _Frame(brief, [], 0)


def _what_waits(moment: Moment, viewport: Viewport, *, has_time: bool = True) -> Band:
    """Return what the session waits for meanwhile, with the time; nothing in a pause.

    The time is left out if it stands elsewhere.
    """
    is_held = moment.is_awaiting_ready or moment.is_paused
    if moment.is_paused and moment.pause_reason is not PauseReason.READY:
        return Band()
    side = moment.segment.side
    is_narrow = viewport.size is Size.NARROW
    named = moment.block.name
    forms = [f"Next: {named}", named, _NEXT]
    if side is not None and moment.block.sides is Sides.EACH:
        whole = f"{named}, {working_side(moment.block, side)}"
        forms = [f"Next: {whole}", whole, *forms]
    right: Text | Moving | None = Moving(14, 1, starts_in) if has_time else None
    if is_held:
        right = Text(PRESS_SPACE if is_narrow else WHEN_READY, Role.LOUD.style)
    width = right.width if isinstance(right, Moving) else len(right or "")
    room = viewport.columns - width - 1
    coming = next((each for each in forms if len(each) <= room), _NEXT)
    return line(Text(coming, Role.QUIET.style), right, viewport.columns)


def _asked(dialog: Dialog, viewport: Viewport, room: int, frame: _Frame) -> Band:
    """Return the question with its answers in the largest form that fits the rows.

    Letters become smaller, then words shorter, then answers stand beside each other. If
    nothing fits, the page is higher than the rows.
    """
    before, after, own = frame.before, frame.after, frame.question
    bands: list[Band] = []
    if viewport.size is Size.NARROW and not frame.before:
        for bands in narrow_forms(dialog, viewport):
            spare = room - sum(band.height for band in (*bands, *after))
            if spare >= 0:
                return _spread([*bands, *after], spare, has_list=bool(after))
    for least in _least_spare(len(before) + 2 + len(after), viewport):
        for question in [own] if own else _questions(dialog, viewport):
            for answer in answers(dialog, viewport, has_urgent=frame.has_urgent):
                bands = [*before, question, answer, *after]
                spare = room - sum(band.height for band in bands)
                if spare >= least:
                    if not own:
                        # Above a list, the answers matter more than a larger question.
                        air = len(bands) if after or viewport.is_huge else 0
                        larger = _larger(dialog, viewport, question, spare - air)
                        bands[len(before)] = larger
                        spare += question.height - bands[len(before)].height
                    return _spread(bands, spare, has_list=bool(after))
    return stack(*bands)


def _in_letters(dialog: Dialog, viewport: Viewport, room: int) -> Band:
    """Return the question beside its word, above answers in letters like their keys.

    Empty if that does not fit.
    """
    is_low = viewport.size is Size.NORMAL or viewport.is_ascii
    if not is_low or viewport.size is Size.NARROW:
        return Band()
    answer = answers_in_letters(dialog, viewport)
    word = next(titles(dialog))
    high = LEAST_ROWS if viewport.is_ascii else LEAST_LETTERS
    large = fitted(word, viewport.columns, high, is_ascii=viewport.is_ascii)
    wide = len(large[0]) if large else 0
    beside_ = replace(viewport, columns=right_columns(viewport.columns, wide))
    if not answer.height or not large:
        return Band()
    asked: Sequence[Text] = ()
    if not is_said(dialog):
        if beside_.columns < _LEAST_BESIDE:
            return Band()
        asked = whole_question(dialog, beside_).rows
    if len(asked) > len(large):
        return Band()
    whole = asked
    asked = (*[Text("")] * ((len(large) - len(asked)) // 2), *asked)
    spare = room - len(large) - answer.height
    if spare < 0:
        return Band()
    low = low_letters((word,), viewport.columns) if spare <= 1 else ()
    if low and len(whole) <= len(low[0]) and not viewport.is_ascii:
        # Then a row parts the last answer from what comes next.
        large, spare = low[0], 1
        asked = (*[Text("")] * ((len(large) - len(whole)) // 2), *whole)
    # The question stands apart from its answers first, then those from what comes next.
    between = min(_AIR, max(0, (spare - 1) // 2))
    between = max(between, min(1, spare))
    above = min(1, max(0, spare - between - (not viewport.is_ascii)))
    # Without a row for it, half a row parts the word from the head.
    rows = large if above else lowered(large)
    texts = [Text(row, Role.LOUD.style) for row in rows]
    question = text_band(beside(texts, asked, len(large[0])))
    return stack(gap(above), question, gap(between), answer)


_LEAST_BESIDE = 18
"""Fewest columns of a question beside its word."""


def _least_spare(parts: int, viewport: Viewport) -> tuple[int, ...]:
    """Return the blank rows that a page must have, and those to try otherwise."""
    if viewport.size is Size.NARROW:
        return (1, 0)
    return (parts, 1) if viewport.size is Size.FULL else (1,)


def _larger(dialog: Dialog, viewport: Viewport, question: Band, spare: int) -> Band:
    """Return the question in letters as large as the spare rows allow."""
    most = int(_LARGEST_QUESTION[viewport.size] * viewport.rows)
    if spare <= 0 or question.height < LEAST_LETTERS:
        return question
    for high in range(min(most, question.height + spare - _AIR), LEAST_LETTERS, -1):
        larger = next(large_question(dialog, viewport, high), question)
        if question.height < larger.height <= question.height + spare - _AIR:
            return larger
    return question


def _spread(bands: Sequence[Band], spare: int, *, has_list: bool) -> Band:
    """Return bands parted by blank rows, and with one above the first if any are left.

    A list at the end first stands apart from the keys.
    """
    between = len(bands) - 1
    each = min(_MOST_BETWEEN, spare // len(bands))
    more = spare - each * between if each == 0 else 0
    parts: list[Band] = [gap(1 if spare > each * between + has_list and each else 0)]
    # The question stands apart from its answers first.
    for number, band in enumerate(bands):
        is_parted = number and (each or number >= len(bands) - more)
        parts += [gap(max(each, 1) if is_parted else 0), band]
    return stack(*parts)


def _questions(dialog: Dialog, viewport: Viewport) -> Iterator[Band]:
    """Yield a word of the question in big letters above all of it, then only all of it."""
    if viewport.size is not Size.NARROW:
        least = LEAST_ROWS if viewport.is_ascii else LEAST_LETTERS
        yield from large_question(dialog, viewport, least)
    yield whole_question(dialog, viewport)
