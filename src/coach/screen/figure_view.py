"""The moving figure on the screen, at its present place in the movement."""

from __future__ import annotations

from rich.text import Text

from coach.figure.ascii_canvas import BODY
from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST, Raster, draw
from coach.model.prescription import Block
from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.cells import Cells
from coach.screen.layout import Moving
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.viewport import Viewport
from coach.timeline import SegmentKind

FRAME_MS = 82
"""Time between two pictures of a moving figure, at twelve a second."""
_SHOWS_WHAT_IS_NEXT = {SegmentKind.LEAD_IN, SegmentKind.CHANGE}
_STILL_COLUMNS, _STILL_ROWS = 34, 11
_WIDEST_STILL, _HIGHEST_STILL = 96, 34
"""Size of the figure in its start pose, and of the one at the end beside it."""
_LOOP_MS = 4_000
"""Length of one loop through the movement during a wait."""


def has_room(columns: int, rows: int) -> bool:
    """Return whether a figure can be recognised at this size."""
    return columns >= SMALLEST[0] and rows >= SMALLEST[1]


def figure(motion: Motion, columns: int, rows: int, viewport: Viewport) -> Moving:
    """Return the figure as a moving part of this many columns and rows."""
    kept: dict[tuple[int, Role], tuple[Raster, Cells]] = {}

    def drawn(moment: Moment) -> Cells:
        phase, share = place_in_cycle(motion, moment, is_reduced=viewport.is_reduced)
        raster = motion.picture(
            phase, share, moment.segment.side, columns, rows, braille=not viewport.is_ascii
        )
        working = _working(moment)
        known = kept.get((id(raster), working))
        if known is None:
            # Inks and roles share numbers. Keeping the raster keeps its id unique.
            lines = _solid(raster) if viewport.is_ascii else raster.lines
            known = raster, Cells(lines, _coloured(raster.inks, working))
            kept[id(raster), working] = known
        return known[1]

    return Moving(columns, rows, drawn)


def _solid(raster: Raster) -> tuple[str, ...]:
    """Return the lines of an ASCII figure with the sign that fills a cell for its body.

    So are what it holds or leans on, and a spot that works. The far limbs, the floor and
    arrows stay thin.
    """
    return tuple(
        "".join(
            _SOLID if letter in _DRAWN_FULL.get(ink, "") else letter
            for letter, ink in zip(line, inks, strict=True)
        )
        for line, inks in zip(raster.lines, raster.inks, strict=True)
    )


_SOLID = "#"
_LINES, _DISC = r"-_|\/.", "o"
_DRAWN_FULL = {
    **dict.fromkeys((*BODY, Role.PROP), f"{_LINES}{_DISC}"),
    Role.GLOW: _DISC,
}
"""The letters of each ink that fill their cell."""


def _working(moment: Moment) -> Role:
    """Return the role of the working limb: that of its breath, or grey in a paused set."""
    breath = moment.segment.breath
    # Before the work, the limb waits while the breath starts.
    if breath is None or breath is Breath.PAUSE or not moment.segment.is_work:
        return Role.ACCENT
    if moment.is_paused:
        return Role.PLAIN
    return BREATH_ROLES[breath]


def _coloured(inks: tuple[bytes, ...], working: Role) -> tuple[bytes, ...]:
    if working is Role.ACCENT:
        return inks
    table = bytes.maketrans(bytes([Role.ACCENT]), bytes([working]))
    return tuple(row.translate(table) for row in inks)


def place_in_cycle(
    motion: Motion, moment: Moment, *, is_reduced: bool = False
) -> tuple[int, float]:
    """Return the phase to show, and how much of it is over, from 0 to 1.

    Before a drill, the figure shows the coming movement; in a rest, it stays in the pose
    that the work starts from. A step is as long as a frame, so every rep shows the same
    pictures.
    """
    segment = moment.segment
    into_ms = moment.position_ms - segment.at_ms
    if segment.phase is not None:
        into_ms -= into_ms % FRAME_MS
        share = 1.0 if is_reduced else into_ms / segment.duration_ms
        return _own_phase(moment.block, segment.phase, share)
    if segment.breath is not None or segment.kind not in _SHOWS_WHAT_IS_NEXT:
        return 0, 0.0
    if moment.is_paused:
        # While the session waits for the runner, the figure shows the position.
        into_ms = int(moment.wall.timestamp() * 1000)
        into_ms -= into_ms % FRAME_MS
    else:
        # The loop counts from the end of the wait, where the work's first pose is.
        left_ms = segment.duration_ms - into_ms
        into_ms = -(left_ms - left_ms % FRAME_MS)
    phase, share = motion.looped(into_ms % _LOOP_MS / _LOOP_MS)
    return phase, 1.0 if is_reduced else share


def _own_phase(block: Block, phase: int, share: float) -> tuple[int, float]:
    """Return the drill's own phase to show, and how much of it is over, from 0 to 1.

    In a phase that the coach added, the body keeps the pose of the phase before.
    """
    added = sum(each.is_added for each in block.phases[: phase + 1])
    if not block.phases[phase].is_added:
        return phase - added, share
    own = sum(not each.is_added for each in block.phases)
    return (phase - added) % own, 1.0


def raster_lines(raster: Raster) -> list[Text]:
    """Return a drawn figure as lines in the colours of its parts."""
    is_ascii = all(line.isascii() for line in raster.lines)
    cells = Cells(_solid(raster) if is_ascii else raster.lines, raster.inks)
    return [
        Text.assemble(*((text, role.style) for text, role in cells.runs(row)))
        for row in range(raster.rows)
    ]


def without_sky(lines: list[Text]) -> list[Text]:
    """Return the lines without the empty ones above the figure."""
    first = next((i for i, line in enumerate(lines) if line.plain.strip(" ⠀")), 0)
    return lines[first:]


def drawn_at_end(motion: Motion, columns: int, rows: int, *, is_ascii: bool) -> list[Text]:
    """Return the figure at the end of its movement, as high as it must be."""
    _, body = motion.start_and_end
    raster = draw(body, motion.figure, columns, rows, braille=not is_ascii)
    return without_sky(raster_lines(raster))


def start_and_end(
    motion: Motion,
    *,
    is_ascii: bool,
    columns: int = _STILL_COLUMNS * 2 + 2,
    rows: int = _STILL_ROWS,
) -> list[Text]:
    """Return the figure at the start and at the end of its movement, side by side.

    Where two figures could not be recognised, only the end is drawn, as low as can be.
    """
    wide, high = min(_WIDEST_STILL, (columns - 2) // 2), min(_HIGHEST_STILL, rows)
    if not has_room(wide, high):
        alone = min(columns, _STILL_COLUMNS), SMALLEST[1]
        if rows < alone[1] or not has_room(*alone):
            return []
        return drawn_at_end(motion, *alone, is_ascii=is_ascii)
    start, end = (
        raster_lines(draw(body, motion.figure, wide, high, braille=not is_ascii))
        for body in motion.start_and_end
    )
    return without_sky([Text("  ").join(pair) for pair in zip(start, end, strict=True)])
