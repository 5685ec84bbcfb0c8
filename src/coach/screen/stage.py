"""The moving figure as lines of text, at the moment's place in the cycle."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import Raster
from coach.figure.strokes import Ink
from coach.moment import Moment

INK_STYLES = {
    Ink.NONE: "",
    Ink.FLOOR: "bright_black",
    Ink.FAR: "bright_black",
    Ink.PROP: "yellow",
    Ink.PLAIN: "white",
    Ink.ACCENT: "bright_cyan",
    Ink.GLOW: "bold bright_yellow",
}
FRAME_MS = 80
"""Time between two pictures of a moving figure: twelve a second."""
_LOOP_MS = 4_000
"""While the runner gets into position the figure goes there and back in this time."""


def figure_at(
    motion: Motion, moment: Moment, columns: int, rows: int, *, is_ascii: bool
) -> list[Text]:
    """The figure of a moment; in a wait it loops through the first movement."""
    segment = moment.segment
    if segment.phase is not None:
        share = (moment.position_ms - segment.at_ms) / segment.duration_ms
        phase = segment.phase
    else:
        phase, share = motion.looped(moment.position_ms % _LOOP_MS / _LOOP_MS)
    raster = motion.picture(phase, share, segment.side, columns, rows, braille=not is_ascii)
    return raster_lines(raster)


def raster_lines(raster: Raster) -> list[Text]:
    """A drawn figure in the colours of its inks."""
    return [
        Text.assemble(*((text, INK_STYLES[ink]) for text, ink in raster.runs(row)))
        for row in range(raster.rows)
    ]


def beside(left: Sequence[Text], right: Sequence[Text], columns: int) -> list[Text]:
    """Two columns of lines; the right one ends at the last column."""
    rows = max(len(left), len(right))
    lines = []
    for row in range(rows):
        one = left[row] if row < len(left) else Text("")
        other = right[row] if row < len(right) else Text("")
        gap = max(1, columns - one.cell_len - other.cell_len)
        lines.append(Text.assemble(one, " " * gap, other))
    return lines
