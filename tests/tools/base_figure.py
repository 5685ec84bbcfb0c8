"""Figures of single base poses, for the tests that check and draw them."""

from __future__ import annotations

from coach.model.pose import BasePose, Figure, Pose


def base_figure(base: BasePose) -> Figure:
    """Return a figure whose only pose, ``base``, is this base pose."""
    own = {key: getattr(base, key) for key in Pose.__struct_fields__}
    return Figure(
        view=base.view, scale=base.scale, props=base.props, poses={"base": Pose(**own)}
    )
