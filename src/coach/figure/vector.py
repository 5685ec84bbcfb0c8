"""The figure as a small SVG picture, for pages: the gallery, and handouts on paper."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from coach.figure.joints import Joints
from coach.figure.strokes import Disc, Ink, Stroke, Thickness, strokes
from coach.model.pose import WIDTH, Figure, Point

_SPACE = "http://www.w3.org/2000/svg"
_GAP, _MARGIN = 12.0, 4.0
_WIDTHS = {Thickness.DOTTED: 0.8, Thickness.THIN: 1.8, Thickness.THICK: 3.4}
SCREEN_STYLE = """\
<style>
.figure * { fill: none; stroke-linecap: round; stroke-linejoin: round }
.floor { stroke: #767676; stroke-dasharray: 0.1 3 }
.far { stroke: #767676 } .prop { stroke: #7d5344 } .plain { stroke: #303030 }
.accent { stroke: #6a3fb5 } .glow { stroke: #ad1470 } .figure .spot { fill: #ad1470 }
@media (prefers-color-scheme: dark) {
.floor { stroke: #828e98 } .far { stroke: #828e98 } .prop { stroke: #c98f74 }
.plain { stroke: #d6dee4 } .accent { stroke: #c4a7f7 } .glow { stroke: #ff85c8 }
.figure .spot { fill: #ff85c8 } }
</style>"""
"""Colours on a screen, light or dark."""


def picture(
    frames: Sequence[Joints], figure: Figure, title: str, style: str = SCREEN_STYLE
) -> str:
    """Return the frames side by side as SVG.

    Args:
        frames: bodies in their poses.
        figure: the props around them, and the scale.
        title: for screen readers.
        style: the ``<style>`` of the picture; empty if the page has one.
    """
    height = figure.scale.height + 2 * _MARGIN
    width = len(frames) * WIDTH + (len(frames) - 1) * _GAP + 2 * _MARGIN
    lines = [
        f'<svg xmlns="{_SPACE}" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>{escape(title)}</title>",
        *([style] if style else []),
    ]
    for number, joints in enumerate(frames):
        left = _MARGIN + number * (WIDTH + _GAP)
        lines.append(f'<g class="figure" transform="translate({left:g} {_MARGIN:g})">')
        lines += [_shape(stroke, figure.scale.height) for stroke in strokes(joints, figure)]
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def _shape(stroke: Stroke | Disc, height: float) -> str:
    name = stroke.ink.name.lower()
    if isinstance(stroke, Disc):
        x, y = _place(stroke.centre, height)
        kind = "glow spot" if stroke.ink is Ink.GLOW else name
        return (
            f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{stroke.radius:.1f}" '
            f'stroke-width="{_WIDTHS[Thickness.THIN]}"/>'
        )
    places = [_place(point, height) for point in stroke.points]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    width = _WIDTHS[stroke.weight]
    return f'<polyline class="{name}" stroke-width="{width}" points="{points}"/>'


def _place(point: Point, height: float) -> Point:
    """Return a point in SVG coordinates, in which y grows downwards."""
    return point[0], height - point[1]
