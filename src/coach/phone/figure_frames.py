"""Figures as numbers, which the page draws as SVG: some frames for each phase of a rep."""

from __future__ import annotations

from typing import Any

from coach.figure.joints import Joints
from coach.figure.motion import Motion
from coach.figure.strokes import Disc, Stroke, Thickness, strokes
from coach.model.pose import WIDTH
from coach.model.prescription import Block
from coach.model.terms import Side, Sides

STEPS = 6
"""Number of steps between the frames of a phase; the page glides between frames."""
_WIDTHS = {Thickness.DOTTED: 0.8, Thickness.THIN: 2.0, Thickness.THICK: 4.0}


def figure_fields(motion: Motion, block: Block) -> dict[str, Any]:
    """Return a drill's figure: its size, and the frames of each phase and side.

    Args:
        motion: the figure.
        block: the drill as it is done today, in which coach may have added phases.
    """
    phases = motion.phase_count
    sides = (None,) if block.sides is Sides.BOTH else tuple(Side)
    loop = dict.fromkeys(motion.looped(step / 100)[0] for step in range(100))
    return {
        "width": WIDTH,
        "height": motion.figure.scale.height,
        "sides": {
            side or "both": [_frames(motion, phase, side) for phase in range(phases)]
            for side in sides
        },
        "loop": list(loop),
        "own": _own_phases(block),
    }


def _own_phases(block: Block) -> list[tuple[int, bool]]:
    """Return, for each phase, the figure's phase and whether the body moves in it.

    In a phase that coach added, the body keeps the pose of the phase before.
    """
    own: list[tuple[int, bool]] = []
    count = max(1, sum(not phase.is_added for phase in block.phases))
    number = -1
    for phase in block.phases:
        number += not phase.is_added
        own.append((number % count, not phase.is_added))
    return own


def _frames(motion: Motion, phase: int, side: Side | None) -> list[list[Any]]:
    return [
        _shapes(motion.joints(phase, step / STEPS, side), motion)
        for step in range(STEPS + 1)
    ]


def _shapes(joints: Joints, motion: Motion) -> list[Any]:
    """Return lines (ink, width and points) and discs (ink, 0, centre and radius)."""
    height = motion.figure.scale.height
    shapes: list[Any] = []
    for each in strokes(joints, motion.figure):
        if isinstance(each, Disc):
            x, y = each.centre
            numbers = [x, height - y, each.radius]
            shapes.append([int(each.ink), 0, *(round(number, 1) for number in numbers)])
        else:
            shapes.append(_line(each, height))
    return shapes


def _line(stroke: Stroke, height: float) -> list[Any]:
    numbers = [n for x, y in stroke.points for n in (x, height - y)]
    width = _WIDTHS[stroke.weight]
    return [int(stroke.ink), width, *(round(number, 1) for number in numbers)]
