"""Themes: the colours of each role, and whether colour is used at all.

With 256 colours or more, the palette is coach's own; a terminal's sixteen colours are
whatever its owner made them. The two breaths (blue and orange) can be told apart by
colour-blind runners, and words, signs and shapes repeat everything: no meaning depends on
colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

import msgspec
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.theme import Theme

from coach.config.choices import ThemeName
from coach.screen.contrast import Rgb, is_light, readable
from coach.screen.harmless_console import HarmlessConsole
from coach.screen.roles import DRAWN, Role

DARK = {
    Role.FLOOR: "#828e98",
    Role.FAR: "#828e98",
    Role.PROP: "#c98f74",
    Role.PLAIN: "#d6dee4",
    Role.ACCENT: "#c4a7f7",
    Role.GLOW: "bold #ff85c8",
    Role.LOUD: "bold #ffffff",
    Role.QUIET: "#a3aeb7",
    Role.INHALE: "bold #5ce0fa",
    Role.EXHALE: "bold #ffce54",
    Role.PAUSE: "bold #ffffff",
    Role.PROGRESS: "#74d184",
    Role.CUE: "italic #d6dee4",
    Role.WARNING: "bold #ff5c57",
    Role.EDGE: "#828e98",
    Role.KEY: "bold #d6dee4",
    Role.CAP: "bold reverse #d6dee4",
    Role.ALARM: "bold #ff5c57",
    Role.ANSWER: "#d6dee4",
    Role.DANGER: "bold #ff5c57",
}
LIGHT = {
    Role.FLOOR: "#767676",
    Role.FAR: "#767676",
    Role.PROP: "#94705f",
    Role.PLAIN: "#303030",
    Role.ACCENT: "#8a2fb0",
    Role.GLOW: "bold #ad1470",
    Role.LOUD: "bold #000000",
    Role.QUIET: "#5f5f5f",
    Role.INHALE: "bold #0060a8",
    Role.EXHALE: "bold #a05a00",
    Role.PAUSE: "bold #000000",
    Role.PROGRESS: "#2a7030",
    Role.CUE: "italic #303030",
    Role.WARNING: "bold #c4001a",
    Role.EDGE: "#767676",
    Role.KEY: "bold #303030",
    Role.CAP: "bold reverse #303030",
    Role.ALARM: "bold #c4001a",
    Role.ANSWER: "#303030",
    Role.DANGER: "bold #c4001a",
}
CONTRAST = DARK | {
    Role.FLOOR: "#a3aeb7",
    Role.FAR: "#a3aeb7",
    Role.PLAIN: "#ffffff",
    Role.QUIET: "#c9d1d8",
    Role.CUE: "italic #ffffff",
    Role.EDGE: "#a3aeb7",
    Role.KEY: "bold #ffffff",
    Role.CAP: "bold reverse #ffffff",
    Role.ANSWER: "#e9eef2",
    Role.DANGER: "bold #ffffff on #af0000",
}
"""Styles with the contrast of `MUCH`; only the far limb and the floor are grey.

A red as light as that would be pink, so danger on a page stands on red instead.
"""
CONTRAST_ON_LIGHT = LIGHT | {
    Role.FLOOR: "#555555",
    Role.FAR: "#555555",
    Role.QUIET: "#484848",
    Role.EDGE: "#555555",
    Role.WARNING: "bold #a00018",
    Role.ALARM: "bold #a00018",
    Role.ANSWER: "#202020",
    Role.DANGER: CONTRAST[Role.DANGER],
    **{
        role: style.replace("#ffffff", "#000000")
        for role, style in CONTRAST.items()
        if style.endswith("#ffffff")
    },
}
SIXTEEN = dict.fromkeys(DARK, "") | {
    Role.ACCENT: "magenta",
    Role.GLOW: "bold magenta",
    Role.LOUD: "bold",
    Role.INHALE: "cyan",
    Role.EXHALE: "yellow",
    Role.PAUSE: "bold",
    Role.PROGRESS: "green",
    Role.CUE: "italic",
    Role.WARNING: "bold",
    Role.KEY: "bold",
    Role.CAP: "bold reverse",
    Role.ALARM: "bold",
    Role.DANGER: "bold",
}
"""The terminal's own colours; text keeps its owner's colour, which is always readable."""
SIXTEEN_ON_LIGHT = SIXTEEN | {
    Role.INHALE: "blue",
    Role.EXHALE: "red",
    Role.PROGRESS: "",
}
SIXTEEN_ON_BLACK = SIXTEEN | {
    Role.ACCENT: "bright_magenta",
    Role.GLOW: "bright_magenta",
    Role.INHALE: "bright_cyan",
    Role.EXHALE: "bright_yellow",
    Role.PROGRESS: "bright_green",
}
"""Styles for the Linux console, whose colours are known and dark."""

THEMES = {ThemeName.DARK: DARK, ThemeName.LIGHT: LIGHT, ThemeName.CONTRAST: CONTRAST}
LIGHT_BACKGROUNDS = {"7", "15"}
"""Numbers that stand for light backgrounds in COLORFGBG."""
_OWN_BACKGROUND = " on "
"""The part of a style before its own background."""
ASSUMED_DARK, ASSUMED_LIGHT = (0x2E, 0x34, 0x40), (0xFD, 0xF6, 0xE3)
"""Backgrounds to assume if none is known: as far from black and white as is usual."""
TEXT, GRAPHIC, MUCH = 4.5, 3.0, 7.0
"""Least contrast for text, graphics and high contrast (WCAG 2.2: 1.4.3, 11, 6)."""


def asks_background(name: ThemeName) -> bool:
    """Return whether a theme depends on the background of the terminal."""
    return name in {ThemeName.AUTO, ThemeName.CONTRAST}


def theme_of(
    name: ThemeName,
    env: Mapping[str, str],
    background: Rgb | None = None,
    colours: str | None = "truecolor",
) -> Theme:
    """Return a theme's styles, keyed by the names of their roles.

    Args:
        name: the theme.
        env: the environment, which may report a light background.
        background: the background colour that the terminal reports.
        colours: Rich's name for the terminal's colour system.
    """
    if not asks_background(name):
        background = None
    is_on_light = name is ThemeName.LIGHT or (
        asks_background(name) and _is_on_light(env, background)
    )
    if colours in {"standard", "windows", None}:
        styles = SIXTEEN_ON_LIGHT if is_on_light else SIXTEEN
        if env.get("TERM") == "linux":
            styles = SIXTEEN_ON_BLACK
    elif name is ThemeName.CONTRAST:
        styles = CONTRAST_ON_LIGHT if is_on_light else CONTRAST
    else:
        styles = LIGHT if is_on_light else DARK
    if colours in {"truecolor", "256"}:
        behind = background or (ASSUMED_LIGHT if is_on_light else ASSUMED_DARK)
        least = MUCH if name is ThemeName.CONTRAST else None
        styles = {
            role: _on(style, behind, least or (GRAPHIC if role in DRAWN else TEXT), colours)
            for role, style in styles.items()
        }
    return Theme({role.style: style for role, style in styles.items()})


def _is_on_light(env: Mapping[str, str], background: Rgb | None) -> bool:
    if background is not None:
        return is_light(background)
    # rxvt, Konsole and others write "text;background" there.
    return env.get("COLORFGBG", "").rpartition(";")[2] in LIGHT_BACKGROUNDS


def _on(style: str, background: Rgb, least: float, colours: str) -> str:
    """Return a style with a colour that is readable on a background."""
    if _OWN_BACKGROUND in style:
        return style
    words, _, colour = style.rpartition(" ")
    red, green, blue = Color.parse(colour).get_truecolor()
    if colours == "256":
        numbers: dict[Rgb, int] = {}
        shown = readable(
            (red, green, blue), background, least, lambda each: _in_256(each, numbers)
        )
        return f"{words} color({numbers[shown]})".strip()
    red, green, blue = readable((red, green, blue), background, least)
    return f"{words} #{red:02x}{green:02x}{blue:02x}".strip()


def _in_256(colour: Rgb, numbers: dict[Rgb, int]) -> Rgb:
    """Return the nearest colour that all terminals share, and note its number."""
    neighbour = Color.from_rgb(*colour).downgrade(ColorSystem.EIGHT_BIT)
    red, green, blue = neighbour.get_truecolor()
    numbers[red, green, blue] = neighbour.number or 0
    return red, green, blue


class ColourWish(msgspec.Struct, frozen=True):
    """A wish in the environment to force or refuse colours."""

    is_forced: bool
    is_refused: bool


def colour_wish(env: Mapping[str, str]) -> ColourWish:
    """Return the wish in the environment.

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


def painting_console(
    out: TextIO, name: ThemeName, env: Mapping[str, str], background: Rgb | None = None
) -> Console:
    """Return a console that renders in a terminal's colours but never writes to it."""
    colours = colour_wish(env)
    # The output decides the colours, but ``capture`` never writes to that output.
    console = HarmlessConsole(
        file=out,
        width=1000,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        force_terminal=True if colours.is_forced else None,
        no_color=colours.is_refused,
    )
    console.push_theme(theme_of(name, env, background, console.color_system))
    console.style = Role.PLAIN.style
    return console
