"""A word in big letters on the stage, as large as its place allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as replace_word

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import fitted_alike
from coach.screen.block_signs import lowered
from coach.screen.cells import Cells, block
from coach.screen.layout import Band, Moving, gap, moving_band, stack
from coach.screen.roles import Role
from coach.screen.viewport import Viewport

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
    alike: tuple[str, ...] = ()
    """Other words whose letters have the same width."""
    is_wide: bool = False
    """Whether the letters fill the columns, as those of a breath do."""
    lines: tuple[str, ...] = ()
    """The big letters, if they are drawn already."""
    aside: tuple[str, ...] = ()
    """Letters at the right edge, beside the foot of the word."""
    indent: int = 0
    """Columns before the word, so that no figure touches the letters."""
    is_lowered: bool = False
    """Whether the free half row of the letters is above them, not below."""
    drawn: Callable[..., Cells] | None = None
    """Returns the picture for a number of columns, if it has more than one role."""


def lit(
    each: StageWord, side: int, height: int, viewport: Viewport, *, at_foot: bool
) -> Band:
    """Return one word in big letters, or in small ones if no big ones fit."""
    if each.drawn is not None:
        picture = each.drawn(side, is_ascii=viewport.is_ascii)
        space = gap(max(0, height - picture.height) if at_foot else 0)
        still = Moving(side, picture.height, lambda _: picture)
        return stack(space, moving_band((0, still))).padded(height)
    if each.read is not None:
        moving = _changing(each, side, height, viewport, at_foot=at_foot)
        return moving_band((0, moving)).padded(height)
    texts = (each.text, each.shorter) if each.shorter else (each.text,)
    brief = each.brief_label
    if brief and not _drawn(each, each.text, side, height, viewport):
        each = replace_word(each, label=brief)
    found = [each.lines or _drawn(each, text, side, height, viewport) for text in texts]
    lines = found[0]
    # A shorter word in taller letters can be read from farther away.
    if len(lines) < _HIGH_ENOUGH * len(found[-1]):
        lines = found[-1]
    lines = lines or (texts[-1],)
    cells = _labelled(each, lines, side, height, at_foot=at_foot)
    # Still letters are a moving part too, so a new breath rewrites only what differs.
    return moving_band((0, Moving(side, height, lambda _: cells)))


def _drawn(
    each: StageWord, text: str, side: int, height: int, viewport: Viewport
) -> tuple[str, ...]:
    """Return a text in the big letters of a word."""
    both = fitted_alike(
        (text, *each.alike),
        _beside_label(each, side),
        height,
        is_ascii=viewport.is_ascii,
        is_wide=each.is_wide,
    )
    lines = next(iter(both), ())
    return lowered(lines) if each.is_lowered else lines


def _beside_label(each: StageWord, side: int) -> int:
    room = side - each.indent
    return room - each.label.cell_len - 1 if each.label else room


def _labelled(
    each: StageWord, lines: tuple[str, ...], side: int, height: int, *, at_foot: bool
) -> Cells:
    """Return big letters with their label, if any, at the foot of the last letter."""
    space = ("",) * (height - len(lines))
    rows = ((*space, *lines) if at_foot else (*lines, *space))[:height]
    rows = tuple(" " * each.indent + row if row else row for row in rows)
    cells = block(rows, side, each.role, at_right=False)
    if each.aside:
        return _with_aside(cells, each.aside, rows)
    if each.label is None:
        return cells
    foot_ = max(index for index, row in enumerate(rows) if row)
    label = f"{rows[foot_]} {each.label.plain}"[:side].ljust(side)
    roles = bytes([each.role]) * len(rows[foot_])
    roles += bytes([Role.QUIET]) * (side - len(roles))
    return Cells(
        (*cells.lines[:foot_], label, *cells.lines[foot_ + 1 :]),
        (*cells.roles[:foot_], roles[:side], *cells.roles[foot_ + 1 :]),
    )


def _with_aside(cells: Cells, aside: tuple[str, ...], rows: tuple[str, ...]) -> Cells:
    """Return big letters with others at the right edge, at the foot of the letters."""
    foot_ = max(index for index, row in enumerate(rows) if row)
    wide, first = len(aside[0]), foot_ + 1 - len(aside)
    lines, roles = [*cells.lines], [*cells.roles]
    for index, row in enumerate(aside, first):
        lines[index] = lines[index][:-wide] + row
        roles[index] = roles[index][:-wide] + bytes([Role.PLAIN]) * wide
    return Cells(tuple(lines), tuple(roles))


def _changing(
    each: StageWord, side: int, height: int, viewport: Viewport, *, at_foot: bool
) -> Moving:
    """Return big letters that change."""
    read = each.read or (lambda _: each.text)

    def draw(moment: Moment) -> Cells:
        lines = _drawn(each, read(moment), side, height, viewport)
        return _labelled(each, lines or (read(moment),), side, height, at_foot=at_foot)

    return Moving(side, height, draw)
