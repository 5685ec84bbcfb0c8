"""Motion between two stances: all numbers are eased, then the limbs are solved."""

from __future__ import annotations

from coach.figure.joints import Joints
from coach.figure.solve import solve
from coach.figure.stance import Bones, Effort, Stance
from coach.model.pose import Figure, Point

_GONE = 3.0
"""Number of equal parts of the motion; the first arrows fade during the first part."""


def smooth(share: float) -> float:
    """Return an eased share: slow at both ends, 0 at 0 and 1 at 1."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def between(start: Stance, end: Stance, share: float, figure: Figure) -> Joints:
    """Return the joints between two stances; share 0 is the start, and 1 the end."""
    return solve(blend(start, end, smooth(share)), figure)


def blend(start: Stance, end: Stance, share: float) -> Stance:
    """Return the weighted mean of two stances; angles are not normalised."""
    if share <= 0:
        return start
    if share >= 1:
        return end
    shares = (*_shares_of_legs(start, end, share), share, share)
    near_leg, far_leg, near_arm, far_arm = map(_bones, start.limbs, end.limbs, shares)
    return Stance(
        root=_point(start.root, end.root, share),
        hangs=end.hangs,
        trunk=_mix(start.trunk, end.trunk, share),
        long=_mix(start.long, end.long, share),
        head=_mix(start.head, end.head, share),
        face=_maybe(start.face, end.face, share),
        tilt=_mix(start.tilt, end.tilt, share),
        curve=_mix(start.curve, end.curve, share),
        roll=_mix(start.roll, end.roll, share),
        limbs=(near_leg, far_leg, near_arm, far_arm),
        breath=_maybe(start.breath, end.breath, share),
        glow=_glow(start, end, share),
        arrows=_arrows(start, end, share),
    )


def _shares_of_legs(start: Stance, end: Stance, share: float) -> tuple[float, float]:
    """Return the share for each leg; in a step, one foot lands before the other lifts."""
    near, far = (
        end_.long[0] - start_.long[0]
        if start_ and end_ and start_.dir and end_.dir
        else 0.0
        for start_, end_ in zip(start.limbs[:2], end.limbs[:2], strict=True)
    )
    if near * far >= 0:
        return share, share
    landing, lifting = min(1.0, 2 * share), max(0.0, 2 * share - 1)
    return (landing, lifting) if near > 0 else (lifting, landing)


def _mix(start: float, end: float, share: float) -> float:
    # Exact for equal numbers: rounding errors must not move a planted foot.
    return start if start == end else start + (end - start) * share


def _maybe(start: float | None, end: float | None, share: float) -> float | None:
    if start is None or end is None:
        return start if end is None else end
    return _mix(start, end, share)


def _point(start: Point, end: Point, share: float) -> Point:
    return _mix(start[0], end[0], share), _mix(start[1], end[1], share)


def _bones(start: Bones | None, end: Bones | None, share: float) -> Bones | None:
    """Blend two limbs; if they differ in form (a fault), return the nearer one."""
    if start is None or end is None:
        return start or end
    nearer = start if share < 0.5 else end  # noqa: PLR2004  the middle
    same = (start.to is None) == (end.to is None)
    return Bones(
        to=_point(start.to, end.to, share) if start.to and end.to else nearer.to,
        dir=_point(start.dir, end.dir, share) if start.dir and end.dir else nearer.dir,
        bend=nearer.bend,
        foot=_maybe(start.foot, end.foot, share) if same else nearer.foot,
        long=_point(start.long, end.long, share),
    )


def _arrows(start: Stance, end: Stance, share: float) -> tuple[Effort, ...]:
    """Fade the arrows of the start early, so that they never cross those of the end."""
    if start.arrows == end.arrows:
        return end.arrows
    left = max(1 - _GONE * share, 0.0)
    return (
        *(_faded(arrow, left) for arrow in start.arrows),
        *(_faded(arrow, share) for arrow in end.arrows),
    )


def _faded(arrow: Effort, share: float) -> Effort:
    return Effort(arrow.at, arrow.dir, arrow.turn, arrow.strength * share)


def _glow(start: Stance, end: Stance, share: float) -> tuple[tuple[str, float], ...]:
    if start.glow == end.glow:
        return end.glow
    before, after = dict(start.glow), dict(end.glow)
    return tuple(
        (name, _mix(before.get(name, 0.0), after.get(name, 0.0), share))
        for name in (before | after)
    )
