"""Colours: readable in every theme, apart for the colour-blind, and off when asked."""

from __future__ import annotations

import io
import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.style import Style
from tests.screen.stills import STILLS, motion_for

from coach.config.choices import ThemeName
from coach.figure.strokes import Ink
from coach.screen.painter import Painter
from coach.screen.palette import THEMES, colour_wish, painting_console, theme_of
from coach.screen.printing import printing_console
from coach.screen.roles import DRAWN, Role
from coach.screen.session_view import view
from coach.screen.svg import THEME as TERMINAL
from coach.screen.viewport import Viewport

Rgb = tuple[float, float, float]

# How the three kinds of cones are missed: Machado, Oliveira and Fernandes 2009,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.
MISSING_CONES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def rgb(style: str | Style) -> Rgb:
    style = style if isinstance(style, Style) else Style.parse(style)
    colour = style.color or Color.parse("white")
    red, green, blue = colour.get_truecolor(TERMINAL)
    return red / 255, green / 255, blue / 255


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: Rgb) -> float:
    red, green, blue = (linear(value) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# The backgrounds of schemes that many people use.
SCHEMES = {
    "black": 0x000000,
    "solarized-dark": 0x002B36,
    "nord": 0x2E3440,
    "tokyo-night": 0x1A1B26,
    "dracula": 0x282A36,
    "gruvbox-dark": 0x282828,
    "catppuccin-mocha": 0x1E1E2E,
    "zenburn": 0x3F3F3F,
    "white": 0xFFFFFF,
    "solarized-light": 0xFDF6E3,
    "gruvbox-light": 0xFBF1C7,
    "catppuccin-latte": 0xEFF1F5,
}


def split(number: int) -> tuple[int, int, int]:
    return number >> 16, number >> 8 & 255, number & 255


def shares(colour: tuple[int, int, int]) -> Rgb:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255


def own_background(style: Style) -> tuple[int, int, int] | None:
    """The colour on which this style stands whatever the terminal has."""
    return style.bgcolor.get_truecolor(TERMINAL) if style.bgcolor else None


def assert_can_be_read(
    theme: ThemeName,
    background: tuple[int, int, int],
    colours: str,
    *,
    is_told: bool = True,
) -> None:
    """4.5 for text, 3 for what is only drawn (WCAG 2.2); 7 in the contrast theme."""
    styles = theme_of(theme, {}, background if is_told else None, colours).styles
    behind = shares(background)
    for role in set(Role) - {Role.NONE}:
        least = 3.0 if role in DRAWN else 4.5
        if theme is ThemeName.CONTRAST and (luminance(behind) < 0.1 or min(behind) > 0.6):
            least = 7.0
        style = styles[role.style]
        own = shares(behind_) if (behind_ := own_background(style)) else behind
        assert contrast(rgb(style), own) >= least, role
        if colours == "256":  # what is written is what was computed
            colour = styles[role.style].color
            assert colour is not None
            written = colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
            assert written == colour.get_truecolor(), role


@pytest.mark.parametrize("background", [0x000000, 0x1E1E2E, 0xFFFFFF])
def test_with_much_contrast_danger_on_a_page_fills_its_cells(background: int) -> None:
    style = theme_of(ThemeName.CONTRAST, {}, split(background)).styles[Role.DANGER.style]
    filled = own_background(style)
    assert filled is not None
    red, *others = filled
    assert red > 4 * max(*others, 1), "white on red, as on a sign"
    assert own_background(theme_of(ThemeName.DARK, {}).styles[Role.DANGER.style]) is None


@pytest.mark.parametrize("colours", ["truecolor", "256"])
@pytest.mark.parametrize("theme", [ThemeName.AUTO, ThemeName.CONTRAST])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_can_be_read_on_the_background_that_is_there(
    scheme: str, theme: ThemeName, colours: str
) -> None:
    assert_can_be_read(theme, split(SCHEMES[scheme]), colours)


@pytest.mark.parametrize("colours", ["truecolor", "256"])
@settings(max_examples=25)
@given(background=st.tuples(*[st.integers(0, 255)] * 3))
def test_text_can_be_read_on_whatever_background_a_terminal_tells_of(
    background: tuple[int, int, int], colours: str
) -> None:
    assert_can_be_read(ThemeName.AUTO, background, colours)


@pytest.mark.parametrize("colours", ["truecolor", "256"])
@pytest.mark.parametrize("scheme", list(SCHEMES)[:7])
def test_dark_schemes_can_be_read_where_the_background_is_unknown(
    scheme: str, colours: str
) -> None:
    for theme in (ThemeName.AUTO, ThemeName.DARK):
        assert_can_be_read(theme, split(SCHEMES[scheme]), colours, is_told=False)


@pytest.mark.parametrize("colours", ["truecolor", "256"])
def test_light_schemes_can_be_read_where_the_theme_is_light(colours: str) -> None:
    for scheme in ("white", "solarized-light"):
        assert_can_be_read(ThemeName.LIGHT, split(SCHEMES[scheme]), colours, is_told=False)


# Background, cyan, yellow, magenta and green; blue and red for a light background.
SIXTEEN_COLOURS = {
    "xterm": (0x000000, {"cyan": 0x00CDCD, "yellow": 0xCDCD00, "magenta": 0xCD00CD}),
    "solarized-dark": (
        0x002B36,
        {"cyan": 0x2AA198, "yellow": 0xB58900, "magenta": 0xD33682, "green": 0x859900},
    ),
    "nord": (0x2E3440, {"cyan": 0x88C0D0, "yellow": 0xEBCB8B, "magenta": 0xB48EAD}),
    "tokyo-night": (0x1A1B26, {"cyan": 0x7DCFFF, "yellow": 0xE0AF68, "magenta": 0xBB9AF7}),
    "apple-basic": (0xFFFFFF, {"blue": 0x0000B2, "red": 0x990000, "magenta": 0xB200B2}),
    "solarized-light": (0xFDF6E3, {"blue": 0x268BD2, "red": 0xDC322F, "magenta": 0xD33682}),
}


@pytest.mark.parametrize("scheme", SIXTEEN_COLOURS)
def test_of_sixteen_colours_only_the_safe_ones_are_used(scheme: str) -> None:
    number, known = SIXTEEN_COLOURS[scheme]
    behind = shares(split(number))
    styles = theme_of(ThemeName.AUTO, {}, split(number), "standard").styles
    for role in set(Role) - {Role.NONE}:
        colour = styles[role.style].color
        # Text has the colour of its owner; what is large, as the breath is, needs 3.
        assert colour is None or role not in {Role.QUIET, Role.LOUD, Role.KEY, Role.CUE}
        if colour is not None and colour.name in known:
            assert contrast(shares(split(known[colour.name])), behind) >= 3, role


@pytest.mark.parametrize("theme", THEMES)
def test_only_the_breath_is_amber_and_sky(theme: ThemeName) -> None:
    breath = {rgb(THEMES[theme][role]) for role in (Role.INHALE, Role.EXHALE)}
    others = set(Role) - {Role.NONE, Role.INHALE, Role.EXHALE}
    for role in others:
        for colour in breath:
            assert math.dist(rgb(THEMES[theme][role]), colour) > 0.2, role


@pytest.mark.parametrize("background", [(0, 0, 0), (255, 255, 255)])
def test_the_contrast_theme_tells_limbs_and_breaths_apart(
    background: tuple[int, int, int],
) -> None:
    styles = theme_of(ThemeName.CONTRAST, {}, background).styles
    roles = (Role.FAR, Role.PLAIN, Role.ACCENT, Role.INHALE, Role.EXHALE, Role.GLOW)
    assert len({rgb(styles[role.style]) for role in roles}) == len(roles)


@pytest.mark.parametrize("theme", [ThemeName.DARK, ThemeName.LIGHT])
def test_no_words_of_the_contrast_theme_are_dimmer_than_usual(theme: ThemeName) -> None:
    is_light = theme is ThemeName.LIGHT
    background = (255, 255, 255) if is_light else (0, 0, 0)
    usual = theme_of(theme, {}, background).styles
    styles = theme_of(ThemeName.CONTRAST, {}, background).styles
    behind = shares(background)
    for role in (Role.ANSWER, Role.KEY, Role.LOUD, Role.QUIET, Role.CUE, Role.PLAIN):
        own = contrast(rgb(styles[role.style]), behind)
        assert own >= contrast(rgb(usual[role.style]), behind), role


def test_the_inks_of_a_figure_are_roles_under_the_same_numbers() -> None:
    assert {ink.name: ink.value for ink in Ink}.items() <= {
        role.name: role.value for role in Role
    }.items()


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_style_in_every_theme(theme: ThemeName) -> None:
    assert set(THEMES[theme]) == set(Role) - {Role.NONE}


@pytest.mark.parametrize("role", set(Role) - {Role.NONE, Role.LOUD, Role.CUE})
def test_the_light_theme_can_be_read_on_white(role: Role) -> None:
    # WCAG 2.2: 4.5 for text, 3 for what is only drawn.
    least = 3.0 if role in DRAWN | {Role.PROGRESS} else 4.5
    assert contrast(rgb(THEMES[ThemeName.LIGHT][role]), (1, 1, 1)) >= least


@pytest.mark.parametrize("theme", [ThemeName.DARK, ThemeName.LIGHT])
@pytest.mark.parametrize("kind", MISSING_CONES)
def test_in_and_out_stay_apart_for_the_colour_blind(theme: ThemeName, kind: str) -> None:
    matrix = MISSING_CONES[kind]
    seen = []
    for role in (Role.INHALE, Role.EXHALE):
        values = [linear(value) for value in rgb(THEMES[theme][role])]
        seen.append(
            [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]
        )
    distance = sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5
    assert distance > 0.25


def test_the_contrast_theme_has_no_grey() -> None:
    for role, style in THEMES[ThemeName.CONTRAST].items():
        parsed = Style.parse(style)
        assert not parsed.dim
        assert len(set(rgb(parsed))) > 1 or rgb(parsed) == (1, 1, 1), role


def test_a_terminal_that_says_its_background_is_light_gets_the_light_theme() -> None:
    light = theme_of(ThemeName.LIGHT, {}).styles
    assert theme_of(ThemeName.AUTO, {"COLORFGBG": "0;15"}).styles == light
    assert theme_of(ThemeName.AUTO, {"COLORFGBG": "0;default;15"}).styles == light
    dark = theme_of(ThemeName.DARK, {}).styles
    assert theme_of(ThemeName.AUTO, {"COLORFGBG": "15;0"}).styles == dark
    assert theme_of(ThemeName.AUTO, {}).styles == dark
    assert theme_of(ThemeName.DARK, {"COLORFGBG": "0;15"}).styles == dark


@pytest.mark.parametrize(
    ("env", "forced", "refused"),
    [
        ({}, False, False),
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, False),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR": "0"}, False, True),
        ({"CLICOLOR": "1"}, False, False),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, True),
    ],
)
def test_the_environment_decides_on_colours(
    env: dict[str, str], *, forced: bool, refused: bool
) -> None:
    wish = colour_wish(env)
    assert (wish.is_forced, wish.is_refused) == (forced, refused)


class Tty(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def painted(console: Console) -> str:
    out = io.StringIO()
    moment = STILLS["work-exhale"]
    sheet = view(moment, Viewport(80, 24), motion_for(moment))
    Painter(out, console).paint(sheet, moment, 80)
    return out.getvalue()


def colours_in(written: str) -> set[str]:
    """The numbers of every colour code."""
    codes = [part.split("m")[0] for part in written.split("\x1b[")[1:] if "m" in part]
    numbers = itertools.chain.from_iterable(code.split(";") for code in codes)
    return {n for n in numbers if n.isdecimal() and int(n) >= 30}


def test_a_session_without_colours_keeps_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    with_colours = painted(painting_console(Tty(), ThemeName.DARK, {}))
    assert colours_in(with_colours)
    without = painted(painting_console(Tty(), ThemeName.DARK, {"NO_COLOR": "1"}))
    assert not colours_in(without)
    assert "▼ OUT" in without


def test_sixteen_colours_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-16color")
    for theme in (ThemeName.DARK, ThemeName.LIGHT):
        written = painted(painting_console(Tty(), theme, {}))
        assert colours_in(written)
        assert "38" not in colours_in(written)


def test_colours_can_be_forced_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for forced in (False, True):
        monkeypatch.setenv("CLICOLOR_FORCE", "1" if forced else "0")
        out = io.StringIO()
        printing_console(out, ThemeName.DARK).print("x", style=Role.EXHALE.style)
        assert ("\x1b[" in out.getvalue()) is forced


def test_printed_text_of_the_contrast_theme_is_as_bright_as_secondary_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = io.StringIO()
    printing_console(out, ThemeName.CONTRAST).print("words")
    assert "255;255;255" in out.getvalue()
