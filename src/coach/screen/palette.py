"""Themes: the colours of each role, and the choice of colour or none.

The two breaths stay apart for the colour-blind (blue and orange), and words, signs and
shapes say everything once more: no colour carries a meaning alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

import msgspec
from rich.console import Console
from rich.theme import Theme

from coach.config.choices import ThemeName
from coach.screen.harmless_console import HarmlessConsole
from coach.screen.roles import Role

DARK = {
    Role.FLOOR: "bright_black",
    Role.FAR: "bright_black",
    Role.PROP: "yellow",
    Role.PLAIN: "white",
    Role.ACCENT: "bright_cyan",
    Role.GLOW: "bold bright_yellow",
    Role.LOUD: "bold",
    Role.QUIET: "bright_black",
    Role.INHALE: "bold bright_cyan",
    Role.EXHALE: "bold bright_yellow",
    Role.PAUSE: "bold white",
    Role.PROGRESS: "green",
    Role.CUE: "italic",
}
"""The terminal's own sixteen colours, which its owner can choose."""
LIGHT = DARK | {
    Role.FLOOR: "#767676",
    Role.FAR: "#767676",
    Role.PROP: "#8a5a00",
    Role.PLAIN: "#303030",
    Role.ACCENT: "#0060a8",
    Role.GLOW: "bold #b34700",
    Role.QUIET: "#5f5f5f",
    Role.INHALE: "bold #0060a8",
    Role.EXHALE: "bold #b34700",
    Role.PAUSE: "bold #303030",
    Role.PROGRESS: "#2e7d32",
}
"""At least 4.5 : 1 against white, as WCAG 2.2 asks of text (1.4.3)."""
CONTRAST = dict.fromkeys(DARK, "") | {
    Role.GLOW: "bold",
    Role.ACCENT: "bold",
    Role.LOUD: "bold",
    Role.INHALE: "bold",
    Role.EXHALE: "bold",
    Role.PAUSE: "bold",
}

THEMES = {ThemeName.DARK: DARK, ThemeName.LIGHT: LIGHT, ThemeName.CONTRAST: CONTRAST}
LIGHT_BACKGROUNDS = {"7", "15"}
"""Numbers of light background colours in COLORFGBG."""


def theme_of(name: ThemeName, env: Mapping[str, str]) -> Theme:
    """Return a theme's styles under the names of their roles."""
    if name is ThemeName.AUTO:
        # rxvt, Konsole and others write "text;background" there.
        background = env.get("COLORFGBG", "").rpartition(";")[2]
        name = ThemeName.LIGHT if background in LIGHT_BACKGROUNDS else ThemeName.DARK
    return Theme({role.style: style for role, style in THEMES[name].items()})


class ColourWish(msgspec.Struct, frozen=True):
    """Wish of the environment to force or refuse colours."""

    is_forced: bool
    is_refused: bool


def colour_wish(env: Mapping[str, str]) -> ColourWish:
    """Return the wish of the environment.

    NO_COLOR beats FORCE_COLOR and CLICOLOR_FORCE, which beat CLICOLOR=0.
    """
    is_refused = bool(env.get("NO_COLOR"))
    is_forced = bool(env.get("FORCE_COLOR")) or env.get("CLICOLOR_FORCE", "0") not in {
        "",
        "0",
    }
    if not is_forced and env.get("CLICOLOR") == "0":
        is_refused = True
    return ColourWish(is_forced and not is_refused, is_refused)


def painting_console(out: TextIO, name: ThemeName, env: Mapping[str, str]) -> Console:
    """Return a console that renders for a terminal's colours but never writes to it."""
    colours = colour_wish(env)
    # Where the text goes decides on the colours; ``capture`` never lets it go there.
    return HarmlessConsole(
        file=out,
        width=1000,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        theme=theme_of(name, env),
        force_terminal=True if colours.is_forced else None,
        no_color=colours.is_refused,
    )
