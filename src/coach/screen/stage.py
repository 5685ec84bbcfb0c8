"""The stage: the figure on the left, big letters on the right and words below.

Waits, work, questions and pauses share it, so nothing jumps between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as replace_word
from functools import partial

from msgspec.structs import replace
from rich.text import Text

from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.above_figure import (
    lines_above,
    note_rows,
    place_of_side,
    row_of_lines,
    sky_rows,
)
from coach.screen.big_letters import height_of
from coach.screen.block_signs import lowered
from coach.screen.breath_view import brief_left_text, reps_left_text
from coach.screen.cells import Cells, block
from coach.screen.event_words import COUNTED
from coach.screen.figure_view import figure, has_room
from coach.screen.head_foot import foot, head, question_band, side_letters, title
from coach.screen.key_cap import large_cap
from coach.screen.layout import (
    Band,
    Draw,
    Moving,
    Sheet,
    gap,
    moving_band,
    over,
    stack,
    text_band,
)
from coach.screen.narrow_word import SPACE
from coach.screen.roles import Role
from coach.screen.side_place import room_above
from coach.screen.stacked_words import stacked
from coach.screen.stage_sizes import WORD_ROWS, StageSizes, sizes_of, small_height
from coach.screen.stage_word import StageWord, lit
from coach.screen.viewport import Size, Viewport


def standing(  # noqa: PLR0913, PLR0917  all that shares the stage
    moment: Moment,
    viewport: Viewport,
    motion: Motion | None,
    letters: Sequence[StageWord],
    words: Band,
    other: Band | None = None,
    clock: Draw | None = None,
    sky: StageWord | None = None,
) -> Sheet:
    """Return a screen with the stage.

    Args:
        moment: the moment to show.
        viewport: the screen inside its margins.
        motion: the figure, if there is one.
        letters: up to three words on the right.
        words: the text below, cut to fit its rows.
        other: what to show instead of a missing figure.
        clock: draws the time until the work, for a narrow screen whose letters lack it.
        sky: a word above the figure, instead of the side that works.
    """
    own = sizes_of(viewport)
    place = place_of_side(moment, viewport, motion)
    top = head(moment, viewport, clock)
    has_figure = motion is not None and has_room(own.columns, own.rows)
    if viewport.size is not Size.NARROW:
        is_named = place is not None and place.is_whole
        top = stack(top, title(moment, viewport, has_side=not is_named))
        at = viewport.columns - own.side if has_figure else 0
        has_air = words.height + 1 < rows_for_words(moment, viewport)
        words = stack(_caption(letters, at, viewport), gap(1 if has_air else 0), words)
        letters = [replace_word(each, label=None) for each in letters]
    if motion is not None and has_figure:
        right = _beside(letters, own.side, own, viewport).padded(own.rows)
        scene = _beside_figure(moment, motion, right, own, viewport, sky)
    else:
        scene = _without_figure(letters, own, viewport, other or Band())
    return stack(top, scene.cut(own.rows).padded(own.rows), below(moment, viewport, words))


def _caption(letters: Sequence[StageWord], at: int, viewport: Viewport) -> Band:
    """Return the row below the stage: the label of the last letters, or nothing."""
    label = letters[-1].label or Text("") if letters else Text("")
    if label.style == Role.QUIET.style:
        label = Text(label.plain, Role.PLAIN.style)
    row = Text(" " * min(at, max(0, viewport.columns - label.cell_len)))
    return text_band([row.append_text(label)])


_APART = 3
"""Columns between letters above the figure and those beside them."""
_FROM_ABOVE = "seen from above"


def _beside_figure(  # noqa: PLR0913, PLR0917  all that stands around the figure
    moment: Moment,
    motion: Motion,
    right: Band,
    own: StageSizes,
    viewport: Viewport,
    sky: StageWord | None = None,
) -> Band:
    """Return the figure with the letters and the side that works.

    A figure seen from above has a note that says so.
    """
    at = viewport.columns - own.side
    scene = right.shifted(at)
    note = note_rows(motion, own)
    place = place_of_side(moment, viewport, motion)
    rows = place.figure_rows if place else own.rows - note
    shown = moving_band((0, figure(motion, own.columns, rows, viewport)))
    above = [stack(gap(own.rows - rows), shown)]
    if place and sky is None:
        lines = place.lines(side_letters(moment))
        lines = lowered(lines) if viewport.size is Size.NARROW else lines
        cells = block(lines, len(lines[0]), Role.ACCENT)
        still = Moving(cells.width, cells.height, lambda _: cells)
        above.append(stack(gap(note + sky_rows(viewport)), moving_band((0, still))))
    elif sky is not None and has_sky(motion, viewport):
        room = viewport.columns if sky.is_wide else own.columns - _APART
        # Half a row parts the word from the head.
        sky = replace_word(sky, is_lowered=True)
        above.append(lit(sky, room, height_of(1), viewport, at_foot=False))
    if movement := lines_above(moment, viewport, motion):
        words_ = block(movement, max(map(len, movement)), Role.PLAIN, at_right=False)
        at_row = note + row_of_lines(place, viewport)
        moving = Moving(words_.width, words_.height, lambda _: words_)
        above.append(stack(gap(at_row), moving_band((0, moving))))
    if note:
        first = Text(_FROM_ABOVE, Role.QUIET.style)
        first.pad_right(at - first.cell_len)
        first.append_text(right.rows[0])
        scene = replace(scene, rows=(first, *scene.rows[1:]))
    return over(scene, *above)


def has_sky(motion: Motion, viewport: Viewport) -> bool:
    """Return whether letters have room above the whole figure of a narrow screen."""
    own = sizes_of(viewport)
    if not has_room(own.columns, own.rows):
        return False
    firsts = room_above(motion, own.columns, own.rows)
    return not viewport.is_ascii and min(firsts[: own.columns - 1]) >= height_of(1)


def rows_for_words(moment: Moment, viewport: Viewport) -> int:
    """Return the rows below the stage and its caption, without keys or a question."""
    rows = WORD_ROWS[viewport.size] - (question_band(moment, viewport).height or 1)
    return rows if viewport.size is Size.NARROW else rows - 1


_PRESS = "PRESS"
PRESS_SPACE = f"{_PRESS} {SPACE}"
"""What to do to continue, in big letters, after the form for little room."""


def press(
    key: str, viewport: Viewport, *, label: Text | None = None, gives_way: bool = False
) -> StageWord:
    """Return the key to press, in two lines of thick letters, or as a large key cap."""
    own, is_ascii = sizes_of(viewport), viewport.is_ascii
    lines: tuple[str, ...] = ()
    drawn: Callable[..., Cells] | None = None
    if viewport.size is not Size.NARROW:
        # The letters of all keys have one size.
        widest = stacked((_PRESS, SPACE), own.side, own.letters, is_ascii=is_ascii)
        wide = len(widest[0]) if widest else own.side
        lines = stacked((_PRESS, key), wide, own.letters, is_ascii=is_ascii)
    if not lines:
        is_lowered = viewport.size is Size.NARROW and not is_ascii
        drawn = partial(large_cap, rows=own.letters, key=key, is_lowered=is_lowered)
    return StageWord(
        f"{_PRESS} {key}",
        Role.KEY,
        label=label,
        shorter=key,
        gives_way=gives_way,
        lines=lines,
        drawn=drawn,
    )


ENDS_SET = "space ends the set"
"""The label of a number that counts up."""


def reps_letters(moment: Moment, role: Role = Role.LOUD) -> StageWord:
    """Return the reps left for big letters, or the number of one without an end."""
    if moment.is_open_ended:
        counted = COUNTED[moment.block.unit].removesuffix("s").upper()
        number = str(moment.shown_reps)
        ends = Text(ENDS_SET, Role.QUIET.style)
        brief = brief_left_text(moment)
        return StageWord(
            f"{counted} {number}", role, label=ends, brief_label=brief, shorter=number
        )
    return StageWord(
        str(moment.shown_reps),
        role,
        label=reps_left_text(moment),
        brief_label=brief_left_text(moment),
    )


def below(moment: Moment, viewport: Viewport, words: Band) -> Band:
    """Return the rows below the stage: words, then the keys, or the open question.

    On a narrow screen, the keys give way to words that need all the rows.
    """
    rows = WORD_ROWS[viewport.size]
    question = question_band(moment, viewport).cut(rows)
    if question.height:
        return stack(
            words.cut(rows - question.height).padded(rows - question.height), question
        )
    if viewport.size is Size.NARROW and words.height >= rows:
        return words.cut(rows)
    return stack(words.cut(rows - 1).padded(rows - 1), foot(moment, viewport))


def kept(letters: Sequence[StageWord], viewport: Viewport) -> Sequence[StageWord]:
    """Return the words that have room on the stage of a screen."""
    is_chosen = len(letters) <= 2 or any(each.lines for each in letters)  # noqa: PLR2004  two fit
    if is_chosen or small_height(sizes_of(viewport), viewport):
        return letters
    return [each for each in letters if not each.gives_way]


def _without_figure(
    letters: Sequence[StageWord], own: StageSizes, viewport: Viewport, other: Band
) -> Band:
    """Return the letters across the full width, above whatever replaces the figure."""
    rows = own.rows - (other.height + 1 if other.height else 0)
    if rows < min(own.rows, 2 * own.letters):
        rows, other = own.rows, Band()
    scene = _beside(letters, viewport.columns, own, viewport).cut(rows)
    return stack(scene, gap(1 if other.height else 0), other).centred(own.rows)


def _beside(
    letters: Sequence[StageWord], side: int, own: StageSizes, viewport: Viewport
) -> Band:
    """Return words one below the other, the last of several at the floor."""
    letters = kept(letters, viewport)
    if viewport.size is Size.NARROW:
        # The letters stand right below the head; half a row parts them from it.
        letters = [replace_word(each, is_lowered=True) for each in letters]
    heights = _heights(letters, own, viewport)
    spare = max(0, own.rows - sum(heights))
    bands: list[Band] = []
    for index, (each, height) in enumerate(zip(letters, heights, strict=True)):
        is_last = index == len(letters) - 1 > 0 or each.drawn is not None
        # The gaps between words come first, then one above, the rest above the last.
        space = 1 if spare >= len(letters) - bool(index) else 0
        if is_last:
            space = own.rows - sum(heights[index:]) - sum(band.height for band in bands)
        bands += [gap(space), lit(each, side, height, viewport, at_foot=is_last)]
    return stack(*bands).padded(own.rows).cut(own.rows)


def _heights(
    letters: Sequence[StageWord], own: StageSizes, viewport: Viewport
) -> list[int]:
    """Return the heights of the words; the second of three may be higher."""
    small = small_height(own, viewport)
    if any(each.lines for each in letters):
        drawn = sum(len(each.lines) + 1 for each in letters if each.lines)
        others = sum(1 for each in letters if not each.lines)
        has_room = own.rows + 1 >= drawn + others * (own.letters + 1)
        other = own.letters if has_room else small
        return [len(each.lines) or other for each in letters]
    heights = [own.letters] * len(letters)
    if len(letters) > 2:  # noqa: PLR2004  two of them are smaller
        heights = [small] * len(letters)
        if own.letters + 2 * (small + 1) <= own.rows:
            heights[1] = own.letters
    return heights
