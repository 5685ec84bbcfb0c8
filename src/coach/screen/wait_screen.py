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
    weight_sentence,
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


def wait(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen of a wait, with a figure of the coming movement."""
    if viewport.size is Size.TINY:
        return tiny(moment, viewport)
    if viewport.size is Size.NARROW:
        return narrow(moment, viewport, motion)
    top = stack(
        head(moment, viewport), _starts_line(moment, viewport), title(moment, viewport)
    )
    # The rows of the breath are there all the time, so that nothing jumps.
    breath = gap(2)
    if moment.segment.breath is not None:
        breath = stack(
            breath_line(moment, viewport, moment.segment.do), breath_bar(viewport)
        )
    bottom = stack(breath, foot(moment, viewport))
    room = viewport.rows - top.height - bottom.height
    what = _read(moment, viewport.columns, room)
    stage = _stage(moment, viewport, motion, room - what.height)
    return stack(top, stage, what, bottom)


def narrow(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen from 32x9 up: figure at the left, words at the right.

    During the cued inhale, the bar replaces the keys.
    """
    top = stack(head(moment, viewport), _starts_line(moment, viewport))
    has_breath = moment.segment.breath is not None
    bottom = breath_bar(viewport) if has_breath else foot(moment, viewport)
    room = viewport.rows - top.height - bottom.height
    columns = max(SMALLEST[0], viewport.columns // 2)
    if motion is not None and has_room(columns, room):
        side = viewport.columns - columns - 2
        beside = _in_letters(moment, viewport, side, room)
        if not has_breath:
            beside = _read(moment, side, room)
        shown = moving_band((0, figure(motion, columns, room, viewport)))
        return stack(top, over(beside.padded(room).shifted(columns + 2), shown), bottom)
    what = _read(moment, viewport.columns, room)
    return stack(top, _stage(moment, viewport, None, room - what.height), what, bottom)


def _in_letters(moment: Moment, viewport: Viewport, columns: int, rows: int) -> Band:
    """Return IN as large as fits, for the cued inhale before the work."""
    word = BREATH_WORDS[Breath.INHALE]
    scale = largest_scale(word, columns, rows, is_ascii=viewport.is_ascii)
    if not scale:
        return breath_line(moment, viewport)
    return letters(word, scale, Role.INHALE, viewport).centred(rows)


def _starts_line(moment: Moment, viewport: Viewport) -> Band:
    heading = Text(WAIT_TITLES[moment.segment.kind], Role.LOUD.style)
    if moment.is_paused:
        ready = Text("press space when you are", Role.LOUD.style)
        return line(
            heading, ready if viewport.size is not Size.NARROW else None, viewport.columns
        )
    starts = Moving(14, 1, lambda m: words(_starts_in(m), 14, Role.LOUD, at_right=True))
    return line(heading, starts, viewport.columns)


def _seconds(moment: Moment) -> str:
    return ">" if moment.is_paused else str(seconds_left(moment.work_starts_ms))


def _starts_in(moment: Moment) -> str:
    return f"starts in {seconds_left(moment.work_starts_ms)}"


def _stage(moment: Moment, viewport: Viewport, motion: Motion | None, rows: int) -> Band:
    """Return the figure with the seconds until the work beside it."""
    scale = _scale(viewport, rows)
    # As wide as the letters of the work that follows, so that nothing jumps.
    side = letters_width(viewport) if scale else 0
    right = (
        _letters(moment, viewport, scale, side, rows).centred(rows) if scale else gap(rows)
    )
    columns = viewport.columns - side - 2
    if motion is None or not has_room(columns, rows):
        return right
    return over(
        right.shifted(columns + 2),
        moving_band((0, figure(motion, columns, rows, viewport))),
    )


def _scale(viewport: Viewport, rows: int) -> int:
    """Return the scale of the seconds, the same all through a wait; 0 if none fits."""
    columns = int(viewport.columns * LETTERS_SHARE)
    word_rows = height_of(2 if viewport.is_ascii else 1)
    fits = (
        largest_scale("00", columns, room, is_ascii=viewport.is_ascii)
        for room in (rows - word_rows, rows)
    )
    return min(LARGEST_NUMBER, next((scale for scale in fits if scale), 0))


def _letters(
    moment: Moment, viewport: Viewport, scale: int, columns: int, rows: int
) -> Band:
    """Return the word for a wait, if it has one, above the seconds until the work."""
    if moment.is_paused:
        own = largest_scale(SPACE, columns, rows, is_ascii=viewport.is_ascii)
        return letters(SPACE, own, Role.EXHALE, viewport) if own else Band()
    segment = moment.segment
    is_breath = segment.breath is Breath.INHALE
    word = BREATH_WORDS[Breath.INHALE] if is_breath else WAIT_LETTERS.get(segment.kind, "")
    role = Role.INHALE if is_breath else Role.QUIET
    left = rows - height_of(scale)
    own = min(scale, largest_scale(word, columns, left, is_ascii=viewport.is_ascii))
    above = letters(word, own, role, viewport) if word and own else Band()
    space = gap(1 if above.height and above.height < left else 0)
    return stack(above, space, moving_band((0, _number(viewport, columns, scale))))


def _number(viewport: Viewport, columns: int, scale: int) -> Moving:
    """Return the seconds until the work as a moving part in big digits."""
    height = height_of(scale)

    def draw(moment: Moment) -> Cells:
        text = str(seconds_left(moment.work_starts_ms))
        own = min(scale, largest_scale(text, columns, height, is_ascii=viewport.is_ascii))
        if not own:
            return blank(columns, height)
        lines = big(text, own, is_ascii=viewport.is_ascii)
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
    held = weight_sentence(drill)
    if held and segment.kind is not SegmentKind.RESTART:
        yield f"{held}.", Role.LOUD
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


def tiny(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the smallest screen: seconds and title, the drill, then the sentences."""
    columns = viewport.columns
    seconds = Moving(
        min(4, columns), 1, lambda m: words(_seconds(m), min(4, columns), Role.LOUD)
    )
    title_ = TINY_TITLES[moment.segment.kind] if columns > 8 else ""  # noqa: PLR2004  a word
    what = Text(f"    {title_}".rstrip(), Role.LOUD.style)
    first = over(line(what, None, columns), moving_band((0, seconds)))
    if moment.segment.breath is not None:
        rest = stack(breath_line(moment, viewport), breath_bar(viewport))
    else:
        side = f", {moment.segment.side}" if moment.segment.side else ""
        name = Text(f"{moment.block.name}{side}", Role.LOUD.style)
        rest = stack(line(name, None, columns), _read(moment, columns, viewport.rows - 3))
    whole = stack(first, rest)
    if viewport.rows > whole.height:
        whole = stack(whole.padded(viewport.rows - 1), foot(moment, viewport))
    return whole.cut(viewport.rows)
