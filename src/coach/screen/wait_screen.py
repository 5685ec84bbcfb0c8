"""The screen between sets: setup, side and time until the next set."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.model.terms import Breath, Sides
from coach.moment import Moment
from coach.screen.big_letters import big, height_of, largest_scale
from coach.screen.breath_view import breath_bar, breath_line, letters, letters_width
from coach.screen.cells import Cells, blank, block, words
from coach.screen.event_words import (
    BREATH_WORDS,
    TINY_TITLES,
    WAIT_LETTERS,
    WAIT_TITLES,
    side_sentence,
    what_next,
)
from coach.screen.figure_view import figure, has_room
from coach.screen.head_foot import foot, head, title
from coach.screen.layout import (
    Band,
    Moving,
    Sheet,
    gap,
    line,
    moving_band,
    over,
    stack,
    text_band,
)
from coach.screen.paged_text import page_of
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport
from coach.timeline import SegmentKind
from coach.units import seconds_left

LETTERS_SHARE = 0.44
SPACE = "SPACE"
"""Key that starts the work, in big letters."""
LARGEST_NUMBER = 3
"""Largest scale of the seconds, so that the figure keeps its room."""


def wait(moment: Moment, look: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen of a wait, with a figure of the coming movement."""
    if look.size is Size.TINY:
        return tiny(moment, look)
    if look.size is Size.NARROW:
        return narrow(moment, look, motion)
    top = stack(head(moment, look), _starts_line(moment, look), title(moment, look))
    # The rows of the breath are there all the time, so that nothing jumps.
    breath = gap(2)
    if moment.segment.breath is not None:
        breath = stack(breath_line(moment, look, moment.segment.do), breath_bar(look))
    bottom = stack(breath, foot(moment, look))
    room = look.rows - top.height - bottom.height
    what = _read(moment, look.columns, room)
    stage = _stage(moment, look, motion, room - what.height)
    return stack(top, stage, what, bottom)


def narrow(moment: Moment, look: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen from 32x9 up: figure at the left, words at the right.

    During the cued inhale, the bar replaces the keys.
    """
    top = stack(head(moment, look), _starts_line(moment, look))
    has_breath = moment.segment.breath is not None
    bottom = breath_bar(look) if has_breath else foot(moment, look)
    room = look.rows - top.height - bottom.height
    columns = max(SMALLEST[0], look.columns // 2)
    if motion is not None and has_room(columns, room):
        side = look.columns - columns - 2
        beside = _in_letters(moment, look, side, room)
        if not has_breath:
            beside = _read(moment, side, room)
        shown = moving_band((0, figure(motion, columns, room, look)))
        return stack(top, over(beside.padded(room).shifted(columns + 2), shown), bottom)
    what = _read(moment, look.columns, room)
    return stack(top, _stage(moment, look, None, room - what.height), what, bottom)


def _in_letters(moment: Moment, look: Viewport, columns: int, rows: int) -> Band:
    """Return IN as large as fits, for the cued inhale before the work."""
    word = BREATH_WORDS[Breath.INHALE]
    scale = largest_scale(word, columns, rows, is_ascii=look.is_ascii)
    if not scale:
        return breath_line(moment, look)
    return letters(word, scale, Role.INHALE, look).centred(rows)


def _starts_line(moment: Moment, look: Viewport) -> Band:
    heading = Text(WAIT_TITLES[moment.segment.kind], Role.LOUD.style)
    if moment.is_paused:
        ready = Text("press space when you are", Role.LOUD.style)
        return line(heading, ready if look.size is not Size.NARROW else None, look.columns)
    starts = Moving(14, 1, lambda m: words(_starts_in(m), 14, Role.LOUD, at_right=True))
    return line(heading, starts, look.columns)


def _seconds(moment: Moment) -> str:
    return ">" if moment.is_paused else str(seconds_left(moment.work_starts_ms))


def _starts_in(moment: Moment) -> str:
    return f"starts in {seconds_left(moment.work_starts_ms)}"


def _stage(moment: Moment, look: Viewport, motion: Motion | None, rows: int) -> Band:
    """Return the figure with the seconds until the work beside it."""
    scale = _scale(look, rows)
    # As wide as the letters of the work that follows, so that nothing jumps.
    side = letters_width(look) if scale else 0
    right = _letters(moment, look, scale, side, rows).centred(rows) if scale else gap(rows)
    columns = look.columns - side - 2
    if motion is None or not has_room(columns, rows):
        return right
    return over(
        right.shifted(columns + 2), moving_band((0, figure(motion, columns, rows, look)))
    )


def _scale(look: Viewport, rows: int) -> int:
    """Return the scale of the seconds, the same all through a wait; 0 if none fits."""
    columns = int(look.columns * LETTERS_SHARE)
    word_rows = height_of(2 if look.is_ascii else 1)
    fits = (
        largest_scale("00", columns, room, is_ascii=look.is_ascii)
        for room in (rows - word_rows, rows)
    )
    return min(LARGEST_NUMBER, next((scale for scale in fits if scale), 0))


def _letters(moment: Moment, look: Viewport, scale: int, columns: int, rows: int) -> Band:
    """Return the word for a wait, if it has one, above the seconds until the work."""
    if moment.is_paused:
        own = largest_scale(SPACE, columns, rows, is_ascii=look.is_ascii)
        return letters(SPACE, own, Role.EXHALE, look) if own else Band()
    segment = moment.segment
    is_breath = segment.breath is Breath.INHALE
    word = BREATH_WORDS[Breath.INHALE] if is_breath else WAIT_LETTERS.get(segment.kind, "")
    role = Role.INHALE if is_breath else Role.QUIET
    left = rows - height_of(scale)
    own = min(scale, largest_scale(word, columns, left, is_ascii=look.is_ascii))
    above = letters(word, own, role, look) if word and own else Band()
    space = gap(1 if above.height and above.height < left else 0)
    return stack(above, space, moving_band((0, _number(look, columns, scale))))


def _number(look: Viewport, columns: int, scale: int) -> Moving:
    """Return the seconds until the work as a moving part in big digits."""
    height = height_of(scale)

    def draw(moment: Moment) -> Cells:
        text = str(seconds_left(moment.work_starts_ms))
        own = min(scale, largest_scale(text, columns, height, is_ascii=look.is_ascii))
        if not own:
            return blank(columns, height)
        lines = big(text, own, is_ascii=look.is_ascii)
        lines += (" " * len(lines[0]),) * (height - len(lines))
        return block(lines, columns, Role.LOUD, at_right=False)

    return Moving(columns, height, draw)


def _read(moment: Moment, columns: int, rows: int) -> Band:
    """Return the wrapped sentences of a wait, page by page if they do not fit."""
    if rows < 1:
        return Band()
    band = page_of(_sentences(moment), columns, rows, moment)
    return text_band(line(text, None, columns).rows[0] for text in band.rows)


def _sentences(moment: Moment) -> Iterator[tuple[str, Role]]:
    """Yield the sentences of a wait: opening, side, setup, cue and what follows."""
    segment, drill = moment.segment, moment.block
    opening = moment.timeline.prescription.opens
    if opening and segment.kind is SegmentKind.LEAD_IN:
        yield opening, Role.CUE
    sentence = side_sentence(drill, segment.side)
    if not sentence and drill.sides is Sides.EACH:
        sentence = f"The {segment.side} side works"
    if sentence:
        yield f"{sentence}.", Role.LOUD
    if segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        for step in drill.setup:
            yield f"{step}.", Role.NONE
    if moment.cue:
        yield f"Think: {moment.cue}.", Role.CUE
    if segment.kind in {SegmentKind.REST, SegmentKind.SWITCH}:
        yield _afterwards(what_next(moment)), Role.QUIET


def _afterwards(following: str) -> str:
    """Return the sentence about what comes after the coming set."""
    name = following.removeprefix("next: ")
    return (
        "After this set you are done." if name == following else f"After this set: {name}."
    )


def tiny(moment: Moment, look: Viewport) -> Sheet:
    """Return the smallest screen: seconds and title, the drill, then the sentences."""
    columns = look.columns
    seconds = Moving(
        min(4, columns), 1, lambda m: words(_seconds(m), min(4, columns), Role.LOUD)
    )
    title_ = TINY_TITLES[moment.segment.kind] if columns > 8 else ""  # noqa: PLR2004  a word
    what = Text(f"    {title_}".rstrip(), Role.LOUD.style)
    first = over(line(what, None, columns), moving_band((0, seconds)))
    if moment.segment.breath is not None:
        rest = stack(breath_line(moment, look), breath_bar(look))
    else:
        side = f", {moment.segment.side}" if moment.segment.side else ""
        name = Text(f"{moment.block.name}{side}", Role.LOUD.style)
        rest = stack(line(name, None, columns), _read(moment, columns, look.rows - 3))
    whole = stack(first, rest)
    if look.rows > whole.height:
        whole = stack(whole.padded(look.rows - 1), foot(moment, look))
    return whole.cut(look.rows)
