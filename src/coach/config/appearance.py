"""Choices for the appearance of the screen: theme and movement."""

from __future__ import annotations

from enum import StrEnum


class ThemeName(StrEnum):
    """The name of a set of colours."""

    AUTO = "auto"
    """Light or dark by the terminal's background; dark if unknown."""
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    """No grey and no colours: the terminal's own text colour alone."""


class Movement(StrEnum):
    """The amount of movement on the screen."""

    FULL = "full"
    REDUCED = "reduced"
    """The figure steps from pose to pose, the bar moves once a second."""
