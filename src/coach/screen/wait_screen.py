"""The screen between sets: the setup, the side and the time until the next set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.model.terms import Breath, Sides
from coach.moment import Moment
from coach.screen.above_figure import place_of_side, said_above
from coach.screen.big_letters import can_draw, low_letters
from coach.screen.block_signs import lowered
from coach.screen.breath_view import breath_bar, breath_line
from coach.screen.cells import block, words
from coach.screen.countdowns import starts_in
from coach.screen.even_lines import wrapped
from coach.screen.event_words import (
    BREATH_WORDS,
    TINY_TITLES,
    WAIT_LETTERS,
    WAIT_TITLES,
    after_this_set,
    side_sentence,
    weight_sentence,
)
from coach.screen.figure_view import figure
from coach.screen.head_foot import foot, head, side_letters
from coach.screen.key_cap import large_cap
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
from coach.screen.narrow_word import SPACE, space_row, word_across
from coach.screen.paged_text import page_of
from coach.screen.roles import Role
from coach.screen.side_place import room_above
from coach.screen.stacked_words import headed
from coach.screen.stage import kept, press, rows_for_words, standing
from coach.screen.stage_sizes import sizes_of
from coach.screen.stage_word import StageWord
from coach.screen.viewport import NORMAL_FROM, Size, Viewport
from coach.timeline import SegmentKind
from coach.units import format_clock, seconds_left

UNTIL_START = "until you start"
"""The label of a time until the work."""
_START, _SHORTER_START = "START", {SegmentKind.LEAD_IN, SegmentKind.RESTART}
"""The word above the time until the first breath where there is little room."""
_ZERO = ("0:00",)
"""A time with the widest digits, so that no digit changes its size."""
WHEN = "when ready"
_NEXT_STEP = "for the next step"
"""When to press the key, shown beside the key."""
_BREATH_ROWS = {Size.NORMAL: 1, Size.FULL: 2}
"""Rows of a breath before the work, with the blank below."""
_EDGES = 6
"""Columns of the edges of a screen."""
READY = "READY?"
"""The question to a runner who gets into position, in big letters."""


def wait(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen for a wait, with a figure of the coming movement."""
    if viewport.size is Size.TINY:
        return tiny(moment, viewport)
    if _is_held(moment) and viewport.size is Size.NARROW:
        shown = _position_page(moment, viewport, motion) if motion else None
        return shown or _steps_page(moment, viewport)
    is_side_shown = place_of_side(moment, viewport, motion) is not None
    letters = _letters(moment, viewport, is_side_shown=is_side_shown)
    letters = [*kept(letters, viewport)]
    # Letters of ASCII are so high that a narrow screen has room only for one word.
    is_cramped = viewport.is_ascii and viewport.size is Size.NARROW
    has_clock = any(each.read is not None for each in letters) and not is_cramped
    first = Band()  # big letters say what kind of wait it is
    if moment.segment.breath is not None and not _is_held(moment):
        # Big letters count the seconds; a second countdown would be read as another.
        do = moment.block.phases[0].do
        then = f"then {do}" if do else moment.segment.do
        first = breath_line(moment, viewport, then, has_seconds=False)
    elif viewport.size is not Size.NARROW and not has_clock and not _is_held(moment):
        first = _starts_line(moment, viewport)
    rows = rows_for_words(moment, viewport) - first.height
    if viewport.size is Size.NARROW and first.height:
        rows = 0  # a breath is short, so nothing else is to be read
    elif first.height and moment.segment.breath is not None:
        first, rows = first.padded(_BREATH_ROWS[viewport.size]), 1
    is_airy = viewport.size is Size.NORMAL and moment.question is None and not first.height
    is_rest = moment.segment.kind is SegmentKind.REST
    best = rows - 1 if is_airy else rows if is_rest else None
    is_cue_told = is_rest and said_above(moment, viewport, motion) == moment.cue
    said = _read(moment, viewport.columns, rows, best, is_cue_told=is_cue_told)
    words = stack(first, said)
    starts = None if has_clock or _is_held(moment) else starts_in
    return standing(moment, viewport, motion, letters, words, clock=starts)


def _when(moment: Moment) -> str:
    """Return when to press the key, or what follows if the voice has more to say."""
    return _NEXT_STEP if moment.has_more_to_hear else WHEN


def _is_held(moment: Moment) -> bool:
    """Return whether the wait lasts until the runner presses the key."""
    return moment.is_paused or moment.is_awaiting_ready


_LOW_WORD, _POSITION, _STEPS = 3, 7, 3
"""Rows of the question, of it with the figure, and of the steps on a narrow screen."""


def _position_page(moment: Moment, viewport: Viewport, motion: Motion) -> Sheet | None:
    """Return READY? above the figure and the key cap, and the steps below.

    None if the figure or the steps need more room.
    """
    top, bottom = head(moment, viewport), foot(moment, viewport)
    columns = viewport.columns
    own, low = sizes_of(viewport), _LOW_WORD
    rows = SMALLEST[1]
    said = [*_sentences(moment, has_cue=True, is_narrow=True)]
    is_short = any(_height(each, columns) <= _STEPS for each in _shorter(said))
    room = viewport.rows - top.height - bottom.height
    firsts = room_above(motion, own.columns, rows)
    has_sky_ = min(firsts) >= low - (_POSITION - rows)
    if viewport.is_ascii or not is_short or room < _POSITION + _STEPS or not has_sky_:
        return None
    (word,) = low_letters((READY,), columns)
    shown = block(lowered(word), columns, Role.LOUD, at_right=False)
    cap = large_cap(own.side, _POSITION - low, SPACE, is_ascii=False, is_lowered=True)
    placed = [
        (0, 0, Moving(columns, low, lambda _: shown)),
        (_POSITION - rows, 0, figure(motion, own.columns, rows, viewport)),
        (low, columns - own.side, Moving(own.side, cap.height, lambda _: cap)),
    ]
    scene = gap(_POSITION)
    # The letters come last, because the figure has a free sky.
    for row, column, moving in reversed(placed):
        scene = over(scene, stack(gap(row), moving_band((column, moving))))
    steps = _read(moment, columns, room - _POSITION)
    return stack(top, scene, steps.padded(room - _POSITION), bottom)


def _steps_page(moment: Moment, viewport: Viewport) -> Sheet:
    """Return READY? in big letters above the steps into position, page by page."""
    top, bottom = head(moment, viewport), foot(moment, viewport)
    columns, room = viewport.columns, viewport.rows - top.height - bottom.height
    large = word_across(READY, Role.LOUD, viewport)
    if viewport.is_ascii:  # the steps need the rows
        large = text_band([Text(READY, Role.LOUD.style)])
    ask = stack(large, space_row(_when(moment)))
    said = _read(moment, columns, room - ask.height - 1)
    if said.height > room - ask.height - 1 or not said.height:
        said = _read(moment, columns, room - ask.height)
    space = gap(1 if ask.height + said.height < room else 0)
    return stack(top, stack(ask, space, said).cut(room).padded(room), bottom)


def _letters(moment: Moment, viewport: Viewport, *, is_side_shown: bool) -> list[StageWord]:
    """Return the side that works, what comes next, and the time until then.

    The side is left out if it stands above the figure.
    """
    segment, block = moment.segment, moment.block
    is_switch = segment.kind is SegmentKind.SWITCH
    working = side_letters(moment)
    is_rest = segment.kind is SegmentKind.REST
    shorter = working.partition(" ")[0]
    # Letters of ASCII are wide enough only for few of them.
    own = StageWord(
        shorter if viewport.is_ascii else working,
        Role.ACCENT,
        shorter=shorter,
        gives_way=is_rest,
    )
    # On a narrow screen, the head tells the side.
    is_said = is_side_shown or viewport.size is Size.NARROW
    sides = [own] if working and not is_said else []
    if _is_held(moment):
        ask = StageWord(READY, Role.LOUD)
        when = Text(_when(moment), Role.LOUD.style)
        key = press(SPACE, viewport, label=when, gives_way=True)
        return [*sides, ask, key]
    # The line below says the seconds as well.
    is_narrow = viewport.size is Size.NARROW
    # There, a label would leave the digits too narrow to be told apart.
    label = None if is_narrow else Text(UNTIL_START, Role.QUIET.style)
    clock = StageWord("0:00", Role.QUIET, _clock, label, gives_way=is_switch, alike=_ZERO)
    if segment.breath is Breath.INHALE:
        return [StageWord(BREATH_WORDS[Breath.INHALE], Role.INHALE, is_wide=True), clock]
    text, is_start = WAIT_LETTERS[segment.kind], segment.kind in _SHORTER_START
    shorter = _START if is_start else ""
    word = StageWord(text, Role.LOUD, shorter=shorter, gives_way=not is_rest)
    if block.waits and segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        # The runner has already pressed the key for being in position.
        word = StageWord("STARTS IN", Role.LOUD, shorter="STARTS", gives_way=True)
    elif segment.kind is SegmentKind.CHANGE and viewport.size is not Size.NARROW:
        return _name_and_clock(moment, sides, word, clock, viewport)
    return [*sides, word, clock]


def _name_and_clock(
    moment: Moment,
    sides: list[StageWord],
    word: StageWord,
    clock: StageWord,
    viewport: Viewport,
) -> list[StageWord]:
    """Return the next drill's whole name in big letters, or only that it comes next."""
    name, own = moment.block.name.upper(), sizes_of(viewport)
    if sides or not can_draw(name):
        return [*sides, word, clock]
    lines = headed(word.text, name, own.side, own.letters, is_ascii=viewport.is_ascii)
    drawn = StageWord(word.text, Role.LOUD, lines=lines) if lines else word
    return [drawn, clock]


_SHORT_SETUP = 72
"""Letters of a setup that is read at one look."""


def _clock(moment: Moment) -> str:
    """Return the time until the work, never as a bare number, which would mean reps."""
    return format_clock(seconds_left(moment.work_starts_ms) * 1000)


def _starts_line(moment: Moment, viewport: Viewport) -> Band:
    """Return the time until the work."""
    heading = Text(WAIT_TITLES[moment.segment.kind], Role.LOUD.style)
    return line(heading, Moving(14, 1, starts_in), viewport.columns)


def _seconds(moment: Moment) -> str:
    is_held = moment.is_paused or moment.is_awaiting_ready
    return ">" if is_held else str(seconds_left(moment.work_starts_ms))


def _read(
    moment: Moment,
    columns: int,
    rows: int,
    best: int | None = None,
    *,
    is_cue_told: bool = False,
) -> Band:
    """Return the wrapped sentences for a wait, page by page if they do not fit.

    Sentences that are told elsewhere as well are left out for ``best`` rows, so that a
    blank row is above the keys.

    While the session waits for the key, no page turns if the steps fit without the cue,
    the opening and the sentence about the side, which the title tells as well.
    """
    if rows < 1:
        return Band()
    is_narrow = columns < NORMAL_FROM[0] - _EDGES
    said = [*_sentences(moment, has_cue=not is_cue_told, is_narrow=is_narrow)]
    if moment.segment.kind is SegmentKind.SWITCH and is_narrow:
        # How to lie is needed all through the switch.
        said = [each for each in said if each[1] is Role.LOUD] or said
    if _is_held(moment) or best is not None:
        # The words stand apart from the keys if that takes no step from them.
        rooms = [room for room in (best, rows if _is_held(moment) else None) if room]
        fitting = (
            each
            for room in rooms
            for each in _shorter(said)
            if _height(each, columns) <= room
        )
        said = next(fitting, said)
    band = page_of([each[:2] for each in said], columns, rows, moment, joins=True)
    return text_band(line(text, None, columns).rows[0] for text in band.rows)


_Said = tuple[str, Role, bool]
"""A sentence with its role, and whether others or the title say the same."""


def _shorter(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    """Yield the sentences, then those without a known side, what follows and so on."""
    yield [*said]
    yield [each for each in said if each[1] is not Role.NONE or not each[2]]
    yield [each for each in said if each[1] is not Role.QUIET]
    yield [each for each in said if each[1] is not Role.CUE]
    yield [each for each in said if each[1] is not Role.CUE and not each[2]]


def _height(said: Sequence[_Said], columns: int) -> int:
    """Return the rows of sentences; sentences with the same role share lines."""
    paragraphs = groupby(said, key=lambda each: each[1])
    texts = (" ".join(text for text, *_ in same) for _, same in paragraphs)
    return sum(len(wrapped(text, columns)) for text in texts)


def _sentences(moment: Moment, *, has_cue: bool, is_narrow: bool) -> Iterator[_Said]:
    """Yield the sentences for a wait: advice, opening, side, setup, cue, what follows.

    In a rest, the runner is in position already, so the cue comes before the side.
    """
    segment, drill = moment.segment, moment.block
    for advice in moment.advice:
        yield advice, Role.WARNING, False
    is_rest = segment.kind is SegmentKind.REST
    if is_rest and moment.cue and has_cue:
        cue = f"{moment.cue}." if is_narrow else moment.cue_sentence
        # In a breath before the set, what to do in that breath stands out.
        yield cue, Role.LOUD if segment.breath is None else Role.PLAIN, False
    sentence = _side_of_set(moment)
    if sentence:
        # Beside the big letters, only this sentence says which side to lie on.
        role = Role.NONE if is_rest else Role.LOUD
        yield f"{sentence}.", role, is_rest or drill.side_text is None
    held = weight_sentence(drill)
    if held and segment.kind is not SegmentKind.RESTART:
        yield f"{held}.", Role.LOUD, False
    if segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        # A short setup without a side is what matters most.
        is_short = not sentence and sum(map(len, drill.setup)) < _SHORT_SETUP
        for step in drill.setup:
            yield f"{step}.", Role.LOUD if is_short else Role.NONE, False
    opening = moment.timeline.prescription.opens
    if opening and segment.kind is SegmentKind.LEAD_IN:
        yield opening, Role.CUE, True
    if moment.cue and not is_rest:
        yield moment.cue_sentence, Role.CUE, True
    if segment.kind in {SegmentKind.REST, SegmentKind.SWITCH}:
        following = after_this_set(moment)
        yield f"{following[:1].upper()}{following[1:]}.", Role.QUIET, True


def _side_of_set(moment: Moment) -> str:
    """Return how to lie for a side, or the side; empty if both work."""
    side, block = moment.segment.side, moment.block
    usual = f"This set is for your {side} side" if block.sides is Sides.EACH else ""
    return side_sentence(block, side) or usual


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
