"""PNG pictures, drawn from SVG by resvg.

The only module that knows the library; needs the extra ``[png]``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from coach.errors import CoachError

ZOOM = 2
"""Pixels for each unit of the SVG, enough for a sharp picture on a phone."""


def png_of(svg: str) -> bytes:
    """Return an SVG file as a PNG file.

    Raises:
        CoachError: if the package that draws the picture is not installed.
    """
    try:
        resvg: Any = import_module("resvg_py")
    except ImportError:
        raise CoachError(
            "PNG pictures need the package 'resvg-py', which is not installed",
            hint="run `pip install 'drill-coach[png]'` in coach's own environment, "
            "or use --svg to write an SVG file",
        ) from None
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=ZOOM))
