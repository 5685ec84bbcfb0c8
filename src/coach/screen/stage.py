"""The stage: the figure on the left, big letters on the right and words below.

Waits, work, questions and pauses share it, so nothing jumps between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_word

from msgspec.structs import replace
from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.model.pose import View
from coach.moment import Moment
from coach.screen.big_letters import fitted, height_of
from coach.screen.cells import Cells, block
from coach.screen.figure_view import figure, has_room
from coach.screen.head_foot import foot, head, question_band, title
from coach.screen.layout import (
    Band,
    Draw,
    Moving,
    Sheet,
    gap,
    moving_band,
    over,
    stack,
)
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

SIDE_SHARE = 0.45
"""Share of the width that the letters take beside a figure."""
WORD_ROWS = {Size.NARROW: 3, Size.NORMAL: 5, Size.FULL: 7}
"""Rows below the stage, for words and the keys or a question."""
_LARGEST = 8
_HIGH_ENOUGH = 0.5
"""If the whole word is lower than this share of the short form, the short form is used."""


@dataclass(frozen=True, slots=True)
class StageWord:
    """Big letters with a role; the text may change with the moment."""

    text: str
    role: Role
    read: Callable[[Moment], str] | None = None
    """Returns the text for a moment, if it changes."""
    label: Text | None = None
    """The unit that the letters count."""
    brief_label: Text | None = None
    """The label to use where the whole one leaves no room for big letters."""
    shorter: str = ""
    """The text to use if the whole one does not fit."""
    gives_way: bool = False
    """Whether the word is left out if three words do not fit."""
    lines: tuple[str, ...] = ()
    """The big letters, if they are drawn already."""


@dataclass(frozen=True, slots=True)
class StageSizes:
    """Sizes of the parts of the stage, the same throughout a session."""

    columns: int
    """Width of the figure."""
    side: int
    """Width of the letters."""
    rows: int
    letters: int
    """Height of each of two words in big letters."""


def sizes_of(viewport: Viewport) -> StageSizes:
    """Return the sizes of the stage of a screen."""
    side = round(viewport.columns * SIDE_SHARE)
    columns = viewport.columns - side - 1
    if columns < SMALLEST[0]:
        side, columns = viewport.columns - SMALLEST[0], SMALLEST[0]
    rows = max(1, viewport.rows - _top_rows(viewport) - WORD_ROWS[viewport.size])
    return StageSizes(columns, side, rows, _highest(rows // 2, viewport) or rows)


def _highest(rows: int, viewport: Viewport) -> int:
    """Return the height of the tallest letters that fit in these rows; 0 if none do."""
    step = 2 if viewport.is_ascii else 1
    heights = map(height_of, range(_LARGEST - _LARGEST % step, 0, -step))
    return next((height for height in heights if height <= rows), 0)


def _top_rows(viewport: Viewport) -> int:
    return 1 if viewport.size is Size.NARROW else 3


def standing(  # noqa: PLR0913, PLR0917  all that shares the stage
    moment: Moment,
    viewport: Viewport,
    motion: Motion | None,
    letters: Sequence[StageWord],
    words: Band,
    other: Band | None = None,
    clock: Draw | None = None,
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
    """
    own = sizes_of(viewport)
    top = head(moment, viewport, clock)
    if viewport.size is not Size.NARROW:
        top = stack(top, title(moment, viewport))
    if motion is not None and has_room(own.columns, own.rows):
        right = _beside(letters, own.side, own, viewport).padded(own.rows)
        scene = _beside_figure(motion, right, own, viewport)
    else:
        scene = _without_figure(letters, own, viewport, other or Band())
    return stack(top, scene.cut(own.rows).padded(own.rows), below(moment, viewport, words))


_FROM_ABOVE = "seen from above"


def _beside_figure(
    motion: Motion, right: Band, own: StageSizes, viewport: Viewport
) -> Band:
    """Return the figure with the letters, and with a note if it is seen from above."""
    at = viewport.columns - own.side
    scene = right.shifted(at)
    if motion.figure.view is not View.ABOVE or own.rows <= SMALLEST[1]:
        return over(
            scene, moving_band((0, figure(motion, own.columns, own.rows, viewport)))
        )
    first = Text(_FROM_ABOVE, Role.QUIET.style)
    first.pad_right(at - first.cell_len)
    first.append_text(right.rows[0])
    shown = figure(motion, own.columns, own.rows - 1, viewport)
    scene = replace(scene, rows=(first, *scene.rows[1:]))
    return over(scene, stack(gap(), moving_band((0, shown))))


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


def small_height(own: StageSizes, viewport: Viewport) -> int:
    """Return the height of the smaller two of three words; 0 if there is no room."""
    return _highest((own.rows - own.letters) // 2, viewport)


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
    """Return words one below the other; the second of three may be higher."""
    letters = kept(letters, viewport)
    heights = [own.letters] * len(letters)
    if len(letters) > 2:  # noqa: PLR2004  two of them are smaller
        heights = [small_height(own, viewport)] * len(letters)
        if own.letters + 2 * (heights[0] + 1) <= own.rows:
            heights[1] = own.letters
    if any(each.lines for each in letters):
        heights = [len(each.lines) or small_height(own, viewport) for each in letters]
    spare = max(0, own.rows - sum(heights))
    bands: list[Band] = []
    for each, height in zip(reversed(letters), reversed(heights), strict=True):
        space = 1 if bands and spare else 0
        spare -= space
        bands += [gap(space), _lit(each, side, height, viewport)]
    return stack(gap(min(1, spare)), *reversed(bands)).padded(own.rows).cut(own.rows)


def _lit(each: StageWord, side: int, height: int, viewport: Viewport) -> Band:
    """Return one word in big letters, or in small ones if no big ones fit."""
    if each.read is not None:
        return moving_band((0, _changing(each, side, height, viewport))).padded(height)
    texts = (each.text, each.shorter) if each.shorter else (each.text,)
    brief = each.brief_label
    if brief and not fitted(
        each.text, _beside_label(each, side), height, is_ascii=viewport.is_ascii
    ):
        each = replace_word(each, label=brief)
    room = _beside_label(each, side)
    found = [
        each.lines or fitted(text, room, height, is_ascii=viewport.is_ascii)
        for text in texts
    ]
    lines = found[0]
    # A shorter word in taller letters can be read from farther away.
    if len(lines) < _HIGH_ENOUGH * len(found[-1]):
        lines = found[-1]
    lines = lines or (texts[-1],)
    cells = _labelled(each, lines, side, height)
    # Still letters are a moving part too, so a new breath rewrites only what differs.
    return moving_band((0, Moving(side, height, lambda _: cells)))


def _beside_label(each: StageWord, side: int) -> int:
    return side - each.label.cell_len - 1 if each.label else side


def _labelled(each: StageWord, lines: tuple[str, ...], side: int, height: int) -> Cells:
    """Return big letters with their label at the foot of the last letter."""
    rows = (*lines, *("",) * (height - len(lines)))[:height]
    cells = block(rows, side, each.role, at_right=False)
    if each.label is None:
        return cells
    foot_ = min(len(lines), height) - 1
    label = f"{lines[foot_]} {each.label.plain}"[:side].ljust(side)
    roles = bytes([each.role]) * len(lines[foot_])
    roles += bytes([Role.QUIET]) * (side - len(roles))
    return Cells(
        (*cells.lines[:foot_], label, *cells.lines[foot_ + 1 :]),
        (*cells.roles[:foot_], roles[:side], *cells.roles[foot_ + 1 :]),
    )


def _changing(each: StageWord, side: int, height: int, viewport: Viewport) -> Moving:
    """Return big letters that change."""
    read = each.read or (lambda _: each.text)
    room = _beside_label(each, side)

    def draw(moment: Moment) -> Cells:
        lines = fitted(read(moment), room, height, is_ascii=viewport.is_ascii)
        return _labelled(each, lines or (read(moment),), side, height)

    return Moving(side, height, draw)
