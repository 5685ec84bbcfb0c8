"""Two columns, at the edges of the screen, that fill and empty with the breath.

The runner can see them out of the corner of the eye while looking at the ceiling.
"""

from __future__ import annotations

from functools import lru_cache

from coach.figure.blend import smooth
from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.cells import Cells
from coach.screen.layout import Mover, Moving, Sheet
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.viewport import Viewport

BAR_STEP_MS = 1_000
"""Time between two steps of the columns if movement is reduced."""
_PARTS = " ▁▂▃▄▅▆▇█"
"""Cells filled from below, in eighths."""
_ASCII_PARTS = " #"
_EMPTY = -1
"""The step of empty lungs."""
_Key = tuple[int, Role]


def with_side_columns(sheet: Sheet, whole: Viewport, *, is_breathing: bool) -> Sheet:
    """Return a sheet with the breath columns on both sides of it.

    Args:
        sheet: the sheet between the columns.
        whole: the whole screen.
        is_breathing: whether there is a breath to show; if not, the margins stay empty.
    """
    width = whole.margin - 1
    if width < 1:
        return sheet
    if not is_breathing:
        return sheet.shifted(whole.margin)
    columns = Moving(width, whole.rows, _columns_of(width, whole).draw)
    inside = sheet.shifted(whole.margin)
    right = whole.columns - width
    return Sheet(
        inside.rows, (*inside.movers, Mover(0, 0, columns), Mover(0, right, columns))
    )


@lru_cache(2)
def _columns_of(width: int, viewport: Viewport) -> _Columns:
    """Return the columns for a screen; they keep what they have drawn."""
    return _Columns(width, viewport)


class _Columns:
    """Draws one column; the other is the same."""

    def __init__(self, width: int, viewport: Viewport) -> None:
        self._width, self._rows = width, viewport.rows
        self._is_reduced = viewport.is_reduced
        self._parts = _ASCII_PARTS if viewport.is_ascii else _PARTS
        self._drawn: dict[_Key, Cells] = {}

    def draw(self, moment: Moment) -> Cells:
        """Return the column as full as the lungs are."""
        breath = moment.segment.breath
        steps = self._rows * (len(self._parts) - 1)
        share = 0.0 if breath is None else air(moment, is_reduced=self._is_reduced)
        role = BREATH_ROLES[breath or Breath.PAUSE]
        step = _EMPTY if breath is Breath.PAUSE else round(share * steps)
        key = step, role
        if key not in self._drawn:
            self._drawn[key] = self._filled(*key)
        return self._drawn[key]

    def _filled(self, step: int, role: Role) -> Cells:
        if step == _EMPTY:
            return self._hollow()
        whole, part = divmod(step, len(self._parts) - 1)
        cells = self._parts[-1] * whole + self._parts[part]
        lines = cells.ljust(self._rows)[: self._rows][::-1]
        return Cells(
            tuple(cell * self._width for cell in lines),
            (bytes([role]) * self._width,) * self._rows,
        )

    def _hollow(self) -> Cells:
        """Return the column of empty lungs: its walls and its floor."""
        width, inner = self._width, self._width - 2
        if self._parts is _ASCII_PARTS:
            # Cells without halves leave room for both walls only from three columns on.
            wall = "#".ljust(width) if inner < 1 else f"#{' ' * inner}#"
            floor = "#" * width
        elif inner < 0:
            wall, floor = "▌", "▙"
        else:
            wall, floor = f"▌{' ' * inner}▐", f"▙{'▄' * inner}▟"
        lines = [wall] * (self._rows - 1) + [floor]
        return Cells(tuple(lines), (bytes([Role.PAUSE]) * width,) * self._rows)


def air(moment: Moment, *, is_reduced: bool = False) -> float:
    """Return the filled share of the lungs, from 0 to 1; it moves like the figure."""
    segment = moment.segment
    into_ms = moment.position_ms - segment.span_at_ms
    if is_reduced:
        into_ms -= into_ms % BAR_STEP_MS
    share = smooth(into_ms / max(1, segment.span_ms))
    return {Breath.INHALE: share, Breath.EXHALE: 1 - share}.get(
        segment.breath or Breath.PAUSE, 0.0
    )
