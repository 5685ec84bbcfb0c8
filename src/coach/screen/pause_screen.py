"""The screen of a paused session."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from rich.text import Text

from coach.event import PauseReason
from coach.figure.motion import Motion
from coach.moment import Moment
from coach.question.reaction import SEE_SOMEBODY
from coach.safety_text import STOP_NOW
from coach.screen.above_figure import lines_above
from coach.screen.advice_page import advice_page
from coach.screen.big_letters import (
    fitted,
    height_of,
    largest_scale,
)
from coach.screen.breath_view import letters, reps_text
from coach.screen.card_frame import beside, right_columns
from coach.screen.even_lines import wrapped
from coach.screen.event_words import restart_sentence
from coach.screen.head_foot import foot, head, side_letters, title, with_question
from coach.screen.layout import Band, Sheet, gap, line, stack, text_band
from coach.screen.leaving_page import leaving
from coach.screen.narrow_word import SPACE, narrow_word, word_across
from coach.screen.paged_text import page_of
from coach.screen.pain_keys import pain_keys, pain_keys_in_brief
from coach.screen.roles import Role
from coach.screen.signs_page import signs_page
from coach.screen.stage import has_sky, press, rows_for_words, standing
from coach.screen.stage_sizes import sizes_of
from coach.screen.stage_word import StageWord
from coach.screen.stop_words import (
    BRIEF_ONLY_IF,
    ONLY_IF_GONE,
    STOP,
    STOP_SHARE,
    URGENT_HEADING,
)
from coach.screen.urgent_signs import (
    signs_apart,
    signs_far_apart,
    signs_list,
    signs_paragraph,
)
from coach.screen.viewport import Size, Viewport


class _Said(NamedTuple):
    """The words for a pause."""

    word: str
    """The word in big letters."""
    first: str
    then: tuple[str, ...]


ADVICE = "NOTED"
_LEAST_LINES = 5
"""Fewest lines of text below big letters."""
_LEAST_ROWS_WITH_STOP = 3
"""Fewest rows in which STOP has a line of its own."""
_ABOVE_LARGE_SIGNS = tuple((scale, signs_far_apart) for scale in (6, 5, 4, 3))
_ABOVE_SIGNS = (
    *((scale, signs_apart) for scale in (6, 5, 4, 3)),
    *((scale, signs_list) for scale in (6, 5, 4, 3, 2, 1)),
    (2, signs_paragraph),
)
"""Scales of STOP, and forms of the urgent signs below it, the best first."""
_CONTINUES = "to continue"
"""What the key in big letters does."""
_LEAVING = _Said("STOP?", "Press q again to stop and save, space to continue.", ())
_GAP = _Said(
    "PAUSED",
    "The computer paused for a while",
    ("That time doesn't count.",),
)
_NARROW_GAP = "The computer paused"
_FREE = _Said("BREATHE", "Breathe as you like", ())
_URGENT = f"{URGENT_HEADING} {STOP_NOW}"
_PAIN = _Said(
    STOP,
    "It hurts: stop this drill",
    (
        "Press q to stop and save, n to leave this drill.",
        ONLY_IF_GONE,
        _URGENT,
    ),
)
_ON_THE_WAY = f"Press q to stop and save. {ONLY_IF_GONE}"


def _said(moment: Moment) -> _Said:
    if moment.pause_reason is PauseReason.PAIN:
        return _pain(moment)
    if moment.advice:
        return _advised(moment)
    if moment.pause_reason is PauseReason.FREE:
        then = (restart_sentence(moment.block),) if moment.segment.is_work else ()
        return _FREE._replace(then=then)
    if moment.is_gap:
        return _GAP
    # The head and the title say what is left of the session and of the set.
    # The key stands in big letters, and at the bottom.
    first = restart_sentence(moment.block) if moment.segment.is_work else ""
    return _Said("PAUSED", first, ())


def _advised(moment: Moment) -> _Said:
    """Return the advice after an answer, with what matters most first."""
    first = next((each for each in moment.advice if each in SEE_SOMEBODY), moment.advice[0])
    others = (each for each in moment.advice if each != first)
    # The keys say what the space bar does.
    restarts = f"Press space. {restart_sentence(moment.block)}"
    then = (restarts,) if moment.segment.is_work else ()
    return _Said(ADVICE, first, (*others, *then))


def _pain(moment: Moment) -> _Said:
    """Return the words after pain, naming the drill if it is not the current one."""
    said, about = _PAIN, moment.pause_about
    if about is not None:
        name = moment.timeline.prescription.blocks[about].name
        said = _Said(STOP, f"{name} hurt: stop here", (_ON_THE_WAY, _URGENT))
    return said._replace(then=(*moment.advice, *said.then))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def paused(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen for a pause: its reason and the keys to continue."""
    if moment.is_leaving and viewport.size is not Size.TINY:
        return leaving(moment, viewport, motion)
    said = _LEAVING if moment.is_leaving else _said(moment)
    if said.word == ADVICE and viewport.size is not Size.TINY:
        return advice_page((said.first, *said.then), moment, viewport)
    if said.word == STOP or viewport.size is Size.TINY:
        return with_question(partial(_told, said), moment, viewport)
    return _standing(said, moment, viewport, motion)


def _standing(
    said: _Said, moment: Moment, viewport: Viewport, motion: Motion | None
) -> Sheet:
    """Return the stage of the moment before the pause, with the reason and what is left.

    On a narrow screen, the word of the pause stands above the figure.
    """
    rows = rows_for_words(moment, viewport)
    is_narrow = viewport.size is Size.NARROW
    own = sizes_of(viewport)
    word = StageWord(said.word, Role.LOUD, is_wide=is_narrow)
    left = _sentence(reps_text(moment).plain) if moment.segment.is_work else ""
    if is_narrow:
        named = _NARROW_GAP if moment.is_gap else said.first
        named = named if said.word != "PAUSED" or moment.is_gap else ""
        first = ". ".join(each for each in (named, left) if each)
        said = said._replace(first=first, then=())
        words = _words(said, viewport.columns, rows, moment)
        bar = press(SPACE, viewport)
        if motion is not None and has_sky(motion, viewport):
            at = viewport.columns - own.side
            caption = Text(_CONTINUES.center(own.side), Role.LOUD.style)
            is_brief = len(first) < at
            start = Text(first if is_brief else "", Role.PLAIN.style)
            start.pad_right(at - start.cell_len)
            told = _words(said, viewport.columns, rows - 1, moment)
            below = Band() if is_brief else told
            words = stack(text_band([start.append_text(caption)]), below)
            return standing(moment, viewport, motion, [bar], words, sky=word)
        large = word_across(said.word, Role.LOUD, viewport)
        return narrow_word(large, _CONTINUES, words, moment, viewport)
    if left and not lines_above(moment, viewport, motion):
        first = f"{said.first.rstrip('.')}."
        then = " ".join((*said.then, f"{left}."))
        said = said._replace(first=first, then=(then,))
        if viewport.size is Size.NORMAL and len(first) + 1 + len(then) <= viewport.columns:
            # One row of words leaves a blank one below the key.
            said = said._replace(first=f"{first} {then}", then=())
    words = _words(said, viewport.columns, rows, moment)
    label = Text.assemble((_CONTINUES, Role.LOUD.style))
    letters = [word, press(SPACE, viewport, label=label)]
    return standing(moment, viewport, motion, letters, words)


def _told(said: _Said, moment: Moment, viewport: Viewport) -> Sheet:
    """Return a screen of words only.

    STOP is visible at every size: its letters come first, then the sentences in pages.
    """
    bottom = foot(moment, viewport)
    if viewport.size is Size.TINY:
        room = max(1, viewport.rows - 1)
        return stack(_lines(said, viewport.columns, room, moment).padded(room), bottom)
    top = head(moment, viewport)
    if viewport.size is not Size.NARROW:
        top = stack(top, title(moment, viewport))
    room = viewport.rows - top.height - bottom.height
    if said.then[-1] == _URGENT and viewport.size is not Size.NARROW:
        whole = _above_signs(said, moment, viewport, room)
        if whole.height:
            # The drill stands beside STOP, so its row stays free.
            top = stack(head(moment, viewport), gap())
            return stack(top, whole.padded(room), bottom)
    if said.then[-1:] == (_URGENT,):
        whole = _narrow_pain(said, moment, viewport, room)
        if whole.height:
            return stack(top, whole, bottom)
    lines = _words(said, viewport.columns, room, moment)
    big = _big(said.word, viewport, room - lines.height - 1)
    if said.word == STOP and not big.height:
        big = _big(said.word, viewport, room - _LEAST_LINES)
        if not big.height:
            lines = _lines(said, viewport.columns, room, moment)
        else:
            lines = _words(said, viewport.columns, room - big.height, moment)
    space = gap(1 if room > big.height + lines.height else 0)
    told = stack(big, space, lines)
    # A single spare row separates the letters from the title.
    above = gap(1 if room == told.height + 1 else 0)
    return stack(top, stack(above, told).centred(room), bottom)


def _narrow_pain(said: _Said, moment: Moment, viewport: Viewport, room: int) -> Band:
    """Return STOP beside its keys, above the urgent signs page by page.

    Empty without room for big letters.
    """
    columns = viewport.columns
    high = height_of(2 if viewport.is_ascii else 1)
    rows = fitted(STOP, columns - _KEYS_BESIDE, high, is_ascii=viewport.is_ascii)
    if viewport.is_ascii and viewport.size is Size.NARROW:
        rows = (STOP,)  # larger letters leave no rows to the signs
    about = moment.pause_about is not None
    said_ = [said.first, *moment.advice] if about or moment.advice else []
    told = [(each, Role.LOUD) for each in (*said_, BRIEF_ONLY_IF)]
    below = page_of(told, columns, 2 * len(told), moment)
    left = room - len(rows) - below.height
    if not rows or left < _LEAST_SIGNS:
        return Band()
    word = [Text(row, Role.ALARM.style) for row in rows]
    keys = pain_keys_in_brief(moment)
    keys = [*[Text("")] * ((len(rows) - len(keys) + 1) // 2), *keys]
    upper = beside(word, keys, len(rows[0]), is_ascii=viewport.is_ascii)
    signs = signs_page(columns, left, moment, is_ascii=viewport.is_ascii)
    return stack(text_band(upper), below, signs.padded(left))


_KEYS_BESIDE = 12
"""Columns for the keys beside STOP on a narrow screen."""
_LEAST_SIGNS = 3
"""Fewest rows for pages of urgent signs, below their heading."""


def _above_signs(said: _Said, moment: Moment, viewport: Viewport, room: int) -> Band:
    """Return STOP beside what to do now, above all urgent signs; empty without space."""
    columns = viewport.columns
    large = _ABOVE_LARGE_SIGNS if viewport.is_huge and not viewport.is_ascii else ()
    for scale, signs in (*large, *_ABOVE_SIGNS):
        rows = fitted(
            STOP,
            round(columns * STOP_SHARE),
            height_of(scale),
            is_ascii=viewport.is_ascii,
        )
        if not rows:
            continue
        word = [Text(row, Role.ALARM.style) for row in rows]
        room_beside = right_columns(columns, len(rows[0]))
        words = _drill_that_hurts(moment, room_beside)
        words += (Text(row, Role.LOUD.style) for row in wrapped(said.first, room_beside))
        words += (Text(row) for then in moment.advice for row in wrapped(then, room_beside))
        words.append(Text(""))
        words += pain_keys(moment, room_beside, len(rows) - len(words), viewport)
        upper = beside(word, words, len(rows[0]), is_ascii=viewport.is_ascii)
        lower = signs(URGENT_HEADING, columns)
        spare = room - len(upper) - len(lower)
        if lower and spare >= (2 if signs in {signs_apart, signs_far_apart} else 0):
            return stack(
                gap(1 if spare > 2 else 0),  # noqa: PLR2004  the list first leaves the keys
                text_band(upper),
                gap(min(spare, 3) if signs is signs_far_apart else 1 if spare else 0),
                text_band(lower),
            )
    return Band()


def _drill_that_hurts(moment: Moment, columns: int) -> list[Text]:
    """Return the rows that name the current drill and its side, if that drill hurts."""
    if moment.pause_about is not None:
        return []
    side = side_letters(moment)
    named = f"{moment.block.name}, {side.lower()}" if side else moment.block.name
    return [Text(row, Role.QUIET.style) for row in wrapped(named, columns)]


def _big(word: str, viewport: Viewport, rows: int) -> Band:
    """Return a word in the largest letters that fit; an empty band if none do."""
    scale = largest_scale(word, viewport.columns, rows, is_ascii=viewport.is_ascii)
    return (
        letters(word, scale, Role.ALARM if word == STOP else Role.LOUD, viewport)
        if scale
        else Band()
    )


def _lines(said: _Said, columns: int, rows: int, moment: Moment) -> Band:
    """Return the sentences without big letters; every page starts with STOP."""
    if said.word != STOP or rows < _LEAST_ROWS_WITH_STOP:
        return _words(said, columns, rows, moment)
    word = text_band([Text(STOP[:columns], Role.WARNING.style)])
    return stack(word, _words(said, columns, rows - 1, moment))


def _sentences(said: _Said) -> list[tuple[str, Role]]:
    first = [(said.first, Role.LOUD)] if said.first else []
    return [*first, *((then, Role.NONE) for then in said.then)]


def _words(said: _Said, columns: int, rows: int, moment: Moment) -> Band:
    """Return the sentences as a band, page by page if they do not fit."""
    page = page_of(_sentences(said), columns, rows, moment)
    return text_band(line(row, None, columns).rows[0] for row in page.rows)
