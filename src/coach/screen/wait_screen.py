"""The screen between sets: the setup, the side and the time until the next set."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from coach.figure.motion import Motion
from coach.model.terms import Breath, Sides
from coach.moment import Moment
from coach.screen.breath_view import breath_bar, breath_line
from coach.screen.cells import words
from coach.screen.event_words import (
    BREATH_WORDS,
    TINY_TITLES,
    TO_GO,
    WAIT_LETTERS,
    WAIT_TITLES,
    side_sentence,
    weight_sentence,
    what_next,
    working_side,
)
from coach.screen.head_foot import foot, question_band
from coach.screen.layout import (
    Band,
    Moving,
    Sheet,
    line,
    moving_band,
    over,
    stack,
    text_band,
)
from coach.screen.paged_text import page_of
from coach.screen.roles import Role
from coach.screen.stage import WORD_ROWS, StageWord, standing
from coach.screen.viewport import Size, Viewport
from coach.timeline import SegmentKind
from coach.units import format_clock, seconds_left

SPACE = "SPACE"
"""The key that starts the work, in big letters."""
WHEN_READY = "press space when you are ready"


def wait(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen for a wait, with a figure of the coming movement."""
    if viewport.size is Size.TINY:
        return tiny(moment, viewport)
    first = Band()  # on a small screen, big letters give the breath
    if moment.segment.breath is not None and not moment.is_awaiting_ready:
        first = breath_line(moment, viewport, moment.segment.do)
    elif viewport.size is not Size.NARROW:
        first = _starts_line(moment, viewport)
    rows = WORD_ROWS[viewport.size] - first.height
    rows -= question_band(moment, viewport).height or 1
    words = stack(first, _read(moment, viewport.columns, rows))
    return standing(moment, viewport, motion, _letters(moment, viewport), words)


def _letters(moment: Moment, viewport: Viewport) -> list[StageWord]:
    """Return what comes next, the side that works, and the time until then."""
    segment, side = moment.segment, moment.segment.side
    is_rest = segment.kind is SegmentKind.REST
    # ASCII letters are so tall that only the side fits into a few rows.
    is_switch = segment.kind is SegmentKind.SWITCH and not viewport.is_ascii
    is_held = moment.is_paused or moment.is_awaiting_ready
    if is_held:
        word = StageWord(SPACE, Role.KEY)
    elif segment.breath is Breath.INHALE:
        word, side = StageWord(BREATH_WORDS[Breath.INHALE], Role.INHALE), None
    elif moment.block.waits and segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        # The runner has already pressed the key for being in position.
        word = StageWord("STARTS IN", Role.LOUD, shorter="STARTS", gives_way=True)
    else:
        gives_way = not (is_rest or is_switch)
        word = StageWord(WAIT_LETTERS[segment.kind], Role.LOUD, gives_way=gives_way)
    letters = [word]
    if side is not None and moment.block.sides is Sides.EACH:
        # A switch has two tall words; its "left" cannot be read as time remaining.
        working = str(side) if is_switch else working_side(moment.block, side)
        short = str(side).upper()
        # The side comes before the key, so that nobody reads "space left".
        letters.insert(
            0 if is_held else 1,
            StageWord(working.upper(), Role.LOUD, shorter=short, gives_way=is_rest),
        )
    if not is_held:
        # The line below also shows the seconds.
        label = Text(TO_GO, Role.QUIET.style)
        clock = StageWord("0:00", Role.PLAIN, _clock, label, gives_way=is_switch)
        letters.append(clock)
    return letters


def _clock(moment: Moment) -> str:
    """Return the time until the work, never as a bare number, which would mean reps."""
    return format_clock(seconds_left(moment.work_starts_ms) * 1000)


def _starts_line(moment: Moment, viewport: Viewport) -> Band:
    heading = Text(WAIT_TITLES[moment.segment.kind], Role.LOUD.style)
    if moment.is_paused or moment.is_awaiting_ready:
        ready = Text(WHEN_READY, Role.LOUD.style)
        return line(heading, ready, viewport.columns)
    starts = Moving(14, 1, lambda m: words(_starts_in(m), 14, Role.LOUD, at_right=True))
    return line(heading, starts, viewport.columns)


def _seconds(moment: Moment) -> str:
    is_held = moment.is_paused or moment.is_awaiting_ready
    return ">" if is_held else str(seconds_left(moment.work_starts_ms))


def _starts_in(moment: Moment) -> str:
    return f"starts in {seconds_left(moment.work_starts_ms)}"


def _read(moment: Moment, columns: int, rows: int) -> Band:
    """Return the wrapped sentences for a wait, page by page if they do not fit."""
    if rows < 1:
        return Band()
    band = page_of(_sentences(moment), columns, rows, moment, joins=True)
    return text_band(line(text, None, columns).rows[0] for text in band.rows)


def _sentences(moment: Moment) -> Iterator[tuple[str, Role]]:
    """Yield the sentences for a wait: advice, opening, side, setup, cue, what follows."""
    segment, drill = moment.segment, moment.block
    for advice in moment.advice:
        yield advice, Role.WARNING
    opening = moment.timeline.prescription.opens
    if opening and segment.kind is SegmentKind.LEAD_IN:
        yield opening, Role.CUE
    sentence = side_sentence(drill, segment.side)
    if not sentence and drill.sides is Sides.EACH:
        sentence = f"This set is for your {segment.side} side"
    if sentence:
        yield f"{sentence}.", Role.LOUD
    held = weight_sentence(drill)
    if held and segment.kind is not SegmentKind.RESTART:
        yield f"{held}.", Role.LOUD
    if segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        for step in drill.setup:
            yield f"{step}.", Role.NONE
    if moment.cue:
        yield moment.cue_sentence, Role.CUE
    if segment.kind in {SegmentKind.REST, SegmentKind.SWITCH}:
        yield _afterwards(what_next(moment)), Role.QUIET


def _afterwards(following: str) -> str:
    """Return the sentence about what follows the coming set."""
    name = following.removeprefix("next: ")
    return (
        "After this set, you're done." if name == following else f"After this set: {name}."
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
