"""Stances: complete poses, to which the base poses have been applied."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from coach.model.pose import LIMBS, PAIRS, Arrow, BasePose, Figure, Limb, Point, Pose

Path = tuple[str | int, ...]


class FigureFault(ValueError):  # noqa: N818  a fault of a figure, as in 'faults'
    """The file does not describe a complete pose; holds the place and the message."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


class Bones(msgspec.Struct, frozen=True, gc=False):
    """One limb of a stance: a target or two directions."""

    to: Point | None
    dir: tuple[float, float] | None
    bend: int
    foot: float | None
    long: tuple[float, float]


class Effort(msgspec.Struct, frozen=True, gc=False):
    """An arrow, and the share of it that is visible."""

    at: Point | str
    dir: float
    turn: float | None
    strength: float


class Stance(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One position of the body, in numbers."""

    root: Point
    hangs: bool
    """Whether the root is the neck and the hip follows, instead of the reverse."""
    trunk: float
    long: float
    head: float
    face: float | None
    tilt: float
    curve: float
    roll: float
    limbs: tuple[Bones | None, Bones | None, Bones | None, Bones | None]
    breath: float | None
    glow: tuple[tuple[str, float], ...]
    """Names of glowing limbs and joints, with their strength."""
    arrows: tuple[Effort, ...]


def stances(figure: Figure, bases: Mapping[str, BasePose]) -> dict[str, Stance]:
    """Return all poses of a figure as stances, by name.

    Raises:
        FigureFault: for a base pose that does not exist, or a pose with neither hip nor
        neck.
    """
    return {name: stance(name, figure, bases) for name in figure.poses}


def stance(name: str, figure: Figure, bases: Mapping[str, BasePose]) -> Stance:
    """Return one pose of a figure as a stance.

    Raises:
        FigureFault: for a base pose that does not exist, or a pose with neither hip nor
        neck.
    """
    return _numbers(_whole(name, figure, bases), ("poses", name))


def _whole(name: str, figure: Figure, bases: Mapping[str, BasePose]) -> Pose:
    """Resolve a chain of ``from``: poses of the figure first, then base poses."""
    where: Path = ("poses", name, "from")
    pose: Pose = figure.poses[name]
    chain = [pose]
    current = name
    while (origin := pose.from_) is not None:
        is_local = not isinstance(pose, BasePose) and origin != current
        own = figure.poses.get(origin) if is_local else None
        if own is not None:
            pose = own
        elif origin in bases:
            _same_look(bases[origin], origin, figure, where)
            pose = bases[origin]
        elif origin in figure.poses:
            raise FigureFault(where, f"the pose '{origin}' is based on itself")
        else:
            raise FigureFault(where, f"there is no pose '{origin}'")
        if any(pose is link for link in chain):
            raise FigureFault(where, f"the pose '{origin}' is based on itself")
        current = origin
        chain.append(pose)
    whole = _paired(chain.pop())
    while chain:
        whole = _over(whole, _paired(chain.pop()))
    return whole


def _same_look(base: BasePose, name: str, figure: Figure, where: Path) -> None:
    if base.view is not figure.view:
        raise FigureFault(
            where,
            f"base pose '{name}' has 'view: {base.view.value}', but this figure has"
            f" 'view: {figure.view.value}'",
        )
    if base.scale is not figure.scale:
        raise FigureFault(
            where,
            f"base pose '{name}' has 'scale: {base.scale.value}', but this figure"
            f" has 'scale: {figure.scale.value}'",
        )


def _paired(pose: Pose) -> Pose:
    """Split ``legs`` and ``arms`` into near and far."""
    limbs: dict[str, Limb | None] = {}
    for pair, names in PAIRS.items():
        both: Limb | None = getattr(pose, pair)
        for name in names:
            limbs[name] = _limb_over(both, getattr(pose, name))
    own = {key: getattr(pose, key) for key in Pose.__struct_fields__}
    return Pose(**{**own, "legs": None, "arms": None, **limbs})


def _over(under: Pose, own: Pose) -> Pose:
    """Merge a pose into the pose it comes from."""
    merged: dict[str, object] = {}
    for key in Pose.__struct_fields__:
        theirs, mine = getattr(under, key), getattr(own, key)
        if key in LIMBS:
            merged[key] = _limb_over(theirs, mine)
        else:
            merged[key] = theirs if mine is None else mine
    if own.hip is not None and own.neck is None:
        merged["neck"] = None
    if own.neck is not None and own.hip is None:
        merged["hip"] = None
    merged["glow"], merged["arrow"] = own.glow, own.arrow
    return Pose(**merged)  # type: ignore[arg-type]  # each value came from the same field


def _limb_over(under: Limb | None, own: Limb | None) -> Limb | None:
    if under is None or own is None:
        return own or under
    changes_form = own.to is not None or own.dir is not None
    return Limb(
        to=own.to if changes_form else under.to,
        dir=own.dir if changes_form else under.dir,
        bend=under.bend if own.bend is None else own.bend,
        foot=under.foot if own.foot is None else own.foot,
        long=under.long if own.long is None else own.long,
    )


def _numbers(pose: Pose, path: Path) -> Stance:
    root = pose.hip or pose.neck
    if root is None or (pose.hip and pose.neck):
        raise FigureFault(path, "a pose needs either 'hip' or 'neck'")
    if pose.trunk is None:
        raise FigureFault(path, "a pose needs 'trunk'")
    glow = (pose.glow,) if isinstance(pose.glow, str) else pose.glow or ()
    arrows = (pose.arrow,) if isinstance(pose.arrow, Arrow) else pose.arrow or ()
    near_leg, far_leg, near_arm, far_arm = (
        _bones(getattr(pose, name), (*path, name)) for name in LIMBS
    )
    return Stance(
        root=root,
        hangs=pose.hip is None,
        trunk=pose.trunk,
        long=1.0 if pose.long is None else pose.long,
        head=pose.trunk if pose.head is None else pose.head,
        face=pose.face,
        tilt=pose.tilt or 0.0,
        curve=pose.curve or 0.0,
        roll=pose.roll or 0.0,
        limbs=(near_leg, far_leg, near_arm, far_arm),
        breath=pose.breath,
        glow=tuple((name, 1.0) for name in glow),
        arrows=tuple(Effort(arrow.at, arrow.dir, arrow.turn, 1.0) for arrow in arrows),
    )


def _bones(limb: Limb | None, path: Path) -> Bones | None:
    if limb is None:
        return None
    if (limb.to is None) == (limb.dir is None):
        raise FigureFault(path, "a limb needs either 'to' or 'dir'")
    return Bones(limb.to, limb.dir, limb.bend or 1, limb.foot, limb.long or (1.0, 1.0))
