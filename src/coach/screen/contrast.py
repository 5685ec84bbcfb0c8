"""Contrast between colours, and colours that are readable on a background."""

from __future__ import annotations

from collections.abc import Callable

Rgb = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
_MIDDLE = 0.1791
"""Luminance with the same contrast to black and to white."""
_STEPS = 16


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  numbers of sRGB


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_light(background: Rgb) -> bool:
    """Return whether black is easier to read on a background than white."""
    return luminance(background) > _MIDDLE


def readable(
    colour: Rgb,
    background: Rgb,
    least: float,
    shown: Callable[[Rgb], Rgb] = lambda colour: colour,
) -> Rgb:
    """Return the colour, moved towards white or black until its contrast is enough.

    Args:
        colour: the preferred colour.
        background: the colour behind it.
        least: the least contrast.
        shown: returns the colour that the terminal really shows.
    """
    end = BLACK if is_light(background) else WHITE
    for step in range(_STEPS):
        red, green, blue = (
            round(one + (other - one) * step / _STEPS)
            for one, other in zip(colour, end, strict=True)
        )
        mixed = shown((red, green, blue))
        if contrast(mixed, background) >= least:
            return mixed
    return shown(end)
