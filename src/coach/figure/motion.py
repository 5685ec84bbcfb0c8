"""A figure that moves through the cycle of its drill: one picture for every moment."""

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
"""Pictures between two poses; finer ones cannot be told apart in braille dots."""


class Motion:
    """The poses of a drill in the order of its phases.

    Drawn pictures are kept: every rep shows the same ones.

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

    def joints(self, phase: int, share: float, side: Side | None = None) -> Joints:
        """The body in a phase, from 0 at its start to 1 at its end."""
        ends = self._ends
        start, end = ends[phase - 1], ends[phase]  # the cycle repeats: -1 is the last
        joints = between(start, end, share, self.figure)
        # Authors draw the side where the near limb works; that is the left one here.
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
        """The body drawn into so many cells."""
        step = round(min(max(share, 0.0), 1.0) * STEPS)
        key = (phase, step, side, columns, rows, braille)
        if key not in self._drawn:
            joints = self.joints(phase, step / STEPS, side)
            self._drawn[key] = draw(joints, self.figure, columns, rows, braille=braille)
        return self._drawn[key]

    def looped(self, share: float) -> tuple[int, float]:
        """Phase and share of a loop through the movement, from 0 to 1 and over again.

        Phases in which the body stays are left out: they only say something with their
        breath.
        """
        moving = [
            index for index, end in enumerate(self._ends) if end != self._ends[index - 1]
        ] or [0]
        place = min(max(share, 0.0), 0.999_999) * len(moving)
        return moving[int(place)], place % 1

    @property
    def start_and_end(self) -> tuple[Joints, Joints]:
        """The pose a cycle begins in, and the one in which the body is farthest away."""
        bodies = [between(end, end, 1, self.figure) for end in self._ends]
        start = bodies[-1]
        return start, max(bodies, key=lambda body: _apart(start, body))


def _apart(one: Joints, other: Joints) -> float:
    """How far the joints of two bodies are from each other, the breath included."""
    pairs = zip(_points(one), _points(other), strict=True)
    moved = sum(math.dist(a, b) for a, b in pairs)
    return moved + abs(one.air - other.air)


def _points(body: Joints) -> list[tuple[float, float]]:
    points = [body.hip, body.neck, body.head]
    for limb in body.limbs:
        if limb is not None:
            points += [limb.middle, limb.end]
    return points
