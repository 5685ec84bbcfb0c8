"""The animation of a drill's figure through the phases of a rep."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from coach.figure.blend import between
from coach.figure.joints import Joints, other_side
from coach.figure.raster import Raster, draw
from coach.figure.stance import FigureFault, stances
from coach.model.pose import BasePose, Figure
from coach.model.terms import Side

STEPS = 64
"""Number of pictures between two poses; with more, braille dots would look the same."""


class Motion:
    """The poses of a drill in the order of its phases.

    Drawn pictures are cached, because every rep shows the same ones.

    Raises:
        FigureFault: if a phase names a pose that the figure does not have.
    """

    def __init__(
        self, figure: Figure, bases: Mapping[str, BasePose], ends: Sequence[str]
    ) -> None:
        known = stances(figure, bases)
        for index, name in enumerate(ends):
            if name not in known:
                raise FigureFault(("cycle", index, "pose"), f"there is no pose '{name}'")
        self.figure = figure
        self._ends = [known[name] for name in ends]
        self._drawn: dict[tuple[int, int, Side | None, int, int, bool], Raster] = {}

    @property
    def phase_count(self) -> int:
        """Return the number of phases of a rep."""
        return len(self._ends)

    def joints(self, phase: int, share: float, side: Side | None = None) -> Joints:
        """Return the joints at a share of a phase, from 0 at its start to 1 at its end."""
        ends = self._ends
        start, end = ends[phase - 1], ends[phase]  # reps repeat, so -1 is the last phase
        joints = between(start, end, share, self.figure)
        # Authors draw the near limb working, which stands for the left side.
        return other_side(joints) if side is Side.RIGHT else joints

    def picture(  # noqa: PLR0913  a moment, a side and a size
        self,
        phase: int,
        share: float,
        side: Side | None,
        columns: int,
        rows: int,
        *,
        braille: bool = True,
    ) -> Raster:
        """Return the picture in a phase, drawn into this many columns and rows of cells."""
        step = round(min(max(share, 0.0), 1.0) * STEPS)
        key = (phase, step, side, columns, rows, braille)
        if key not in self._drawn:
            joints = self.joints(phase, step / STEPS, side)
            self._drawn[key] = draw(joints, self.figure, columns, rows, braille=braille)
        return self._drawn[key]

    def looped(self, share: float) -> tuple[int, float]:
        """Return the phase and share at a position from 0 to 1 in an endless loop.

        Phases without motion are left out, because only their breath differs.
        """
        moving = [
            index for index, end in enumerate(self._ends) if end != self._ends[index - 1]
        ] or [0]
        place = min(max(share, 0.0), 0.999_999) * len(moving)
        return moving[int(place)], place % 1

    @property
    def start_and_end(self) -> tuple[Joints, Joints]:
        """Return the first pose of a rep, and the pose that differs from it most."""
        bodies = [between(end, end, 1, self.figure) for end in self._ends]
        start = bodies[-1]
        return start, max(bodies, key=lambda body: _apart(start, body))


def _apart(one: Joints, other: Joints) -> float:
    """Return the distance between the joints of two bodies, including their breath."""
    pairs = zip(_points(one), _points(other), strict=True)
    moved = sum(math.dist(a, b) for a, b in pairs)
    return moved + abs(one.air - other.air)


def _points(body: Joints) -> list[tuple[float, float]]:
    points = [body.hip, body.neck, body.head]
    for limb in body.limbs:
        if limb is not None:
            points += [limb.middle, limb.end]
    return points
