"""The big letters above the figure: the side that works, and what to do."""

from __future__ import annotations

import re

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.model.pose import View
from coach.model.terms import Side, Sides
from coach.moment import Moment
from coach.screen.big_letters import height_of
from coach.screen.breath_view import reps_text
from coach.screen.event_words import side_sentence
from coach.screen.figure_view import has_room
from coach.screen.head_foot import side_letters
from coach.screen.movement_letters import MOST_LINES, movement_letters
from coach.screen.sentence_letters import LOWEST
from coach.screen.side_place import ABOVE, APART, SidePlace, side_place
from coach.screen.stage_sizes import StageSizes, sizes_of
from coach.screen.viewport import Size, Viewport
from coach.timeline import SegmentKind


def place_of_side(
    moment: Moment, viewport: Viewport, motion: Motion | None
) -> SidePlace | None:
    """Return the place for the side that works above the figure; None without one."""
    own = sizes_of(viewport)
    has_figure = motion is not None and has_room(own.columns, own.rows)
    if motion is None or not has_figure:
        return None
    names = tuple(side_letters(moment, side) for side in Side)
    if not side_letters(moment):
        return None
    rows = own.rows - note_rows(motion, own)
    least = height_of(2 if viewport.is_ascii else 1)
    # Where nothing else stands above the figure, the side is nearly as high as a breath.
    is_alone = own.letters // _ABOVE_SHARE < height_of(1)
    most = own.letters - 1 if is_alone else (own.letters + 1) // 2
    high = max(least, most)
    # On other screens, there are blank columns behind the figure, but large letters of
    # two words side by side must not be read as one.
    apart = APART if viewport.size is Size.NARROW else own.columns // _APART_SHARE - 1
    # Low letters are seen from farther than usual text.
    for each in dict.fromkeys((high, min(high, _LOWEST_ROWS))):
        place = side_place(
            motion,
            names,
            own.columns,
            rows,
            each,
            above=sky_rows(viewport),
            apart=apart,
            is_ascii=viewport.is_ascii,
        )
        if place:
            break
    # Sides that take turns have no side in a wait, where the figure has the same size.
    is_whole_set = moment.block.sides is Sides.EACH
    return place if place and (is_whole_set or place.figure_rows == rows) else None


def sky_rows(viewport: Viewport) -> int:
    """Return the blank rows above the letters over the figure."""
    return 0 if viewport.size is Size.NARROW else ABOVE


def note_rows(motion: Motion, own: StageSizes) -> int:
    """Return the rows of a note above a figure seen from above."""
    is_from_above = motion.figure.view is View.ABOVE and own.rows > SMALLEST[1]
    return 1 if is_from_above else 0


_LOWEST_ROWS = 3
"""Rows of the lowest letters of a side."""
_APART_SHARE = 19
"""Columns of a figure for each that stays free beside the letters above, after one."""
_SCALES_ABOVE, _ABOVE_SHARE = {Size.FULL: (2, 1), Size.NORMAL: (LOWEST,)}, 3
"""Scales of the letters above the figure to try; a breath is so many times as high."""


_CALM_LINES = 2
"""Most lines of a cue in a rest: more of them are a wall of letters."""


def lines_above(
    moment: Moment, viewport: Viewport, motion: Motion | None
) -> tuple[str, ...]:
    """Return the one thing to do, or to think of, in big letters above the figure.

    Empty on a screen that is not large, or without room above the figure.
    """
    return _drawn_above(moment, viewport, motion)[1]


def row_of_lines(place: SidePlace | None, viewport: Viewport) -> int:
    """Return the first row of the letters that say what to do, below those of the side."""
    if place is None:
        return ABOVE
    # The letters of ASCII are higher, so less is free between them.
    return ABOVE + place.high + ABOVE + (0 if viewport.is_ascii else ABOVE)


def said_above(moment: Moment, viewport: Viewport, motion: Motion | None) -> str:
    """Return what the big letters above the figure say; empty without them."""
    return _drawn_above(moment, viewport, motion)[0]


def _drawn_above(
    moment: Moment, viewport: Viewport, motion: Motion | None
) -> tuple[str, tuple[str, ...]]:
    own = sizes_of(viewport)
    now, texts = _said_above(moment)
    has_figure = motion is not None and has_room(own.columns, own.rows)
    if not (now and has_figure and motion and viewport.size in _SCALES_ABOVE):
        return "", ()
    place, note = place_of_side(moment, viewport, motion), note_rows(motion, own)
    rows = place.figure_rows if place else own.rows - note
    taken = rows - own.rows + note + row_of_lines(place, viewport) - ABOVE
    texts = tuple(dict.fromkeys(texts))
    # The breath and the side come first, so their letters are larger.
    most = own.letters // _ABOVE_SHARE
    most = min(most, place.high - 1) if place else most
    sizes = _SCALES_ABOVE[viewport.size]
    scales = tuple(each for each in sizes if height_of(each) <= most)
    # In a rest, one text is enough, the whole one first; else all take turns in one place.
    is_rest = moment.segment.kind is SegmentKind.REST and not moment.is_paused
    forms = [(texts, False, scales)]
    if is_rest:
        # Low thick letters are read from further off than high thin ones.
        forms = [(texts[:1], True, (*scales, LOWEST))]
        forms += [((text,), is_wide, scales) for is_wide in (True, False) for text in texts]
    for number, (some, is_wide, tried) in enumerate(forms):
        drawn = movement_letters(
            motion,
            some,
            own.columns,
            rows,
            taken,
            tried,
            is_ascii=viewport.is_ascii,
            is_wide=is_wide,
            is_thick=is_rest and number == 0,
            most_lines=_CALM_LINES if is_rest else MOST_LINES,
        )
        if drawn:
            return (some[0], drawn[0]) if is_rest else (now, drawn[texts.index(now)])
    return "", ()


def _said_above(moment: Moment) -> tuple[str, tuple[str, ...]]:
    """Return what to say above the figure now, and all that takes turns there.

    That is the movement during work, what is left of a paused set, the cue in a rest, and
    the position in another wait.
    """
    segment, block = moment.segment, moment.block
    if segment.is_work and moment.is_paused:
        left = reps_text(moment).plain
        return left, (left,)
    if segment.is_work:
        texts = tuple(each.do for each in block.phases)
        return (segment.do if segment.do in texts else ""), texts
    said = ""
    if segment.kind is SegmentKind.REST and moment.cue:
        # The whole cue stands below, so its first words are enough here.
        first = _CLAUSE_END.split(moment.cue)[0]
        return moment.cue, (moment.cue, first)
    if segment.kind in _INTO_POSITION and segment.breath is None:
        # Nothing that only some runners do comes first.
        steps = [step for step in block.setup if not step.startswith(_SOME_DO)]
        position = side_sentence(block, segment.side) or "".join(steps[:1])
        said = _CLAUSE_END.split(position)[0]
    return said, (said,)


_INTO_POSITION = {SegmentKind.LEAD_IN, SegmentKind.CHANGE, SegmentKind.SWITCH}
"""Waits in which the runner gets into position."""
_SOME_DO = "If "
_CLAUSE_END = re.compile(r"[,;:.(]")
"""The end of the first thing to do."""
