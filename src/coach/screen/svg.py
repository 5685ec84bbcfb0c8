"""A frame of the screen as an SVG picture, for the README.

Every character is put on a grid: words are stretched to fit their columns, and blocks and
braille dots are drawn as shapes, so no font can tear the picture apart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from coach.config.choices import ThemeName
from coach.screen.palette import theme_of
from coach.text.harmless import harmless_line

THEME = TerminalTheme(
    background=(16, 20, 24),
    foreground=(214, 222, 228),
    normal=[
        (16, 20, 24),
        (240, 113, 120),
        (104, 180, 110),
        (240, 200, 110),
        (110, 160, 240),
        (190, 150, 240),
        (110, 210, 230),
        (214, 222, 228),
    ],
    bright=[
        (130, 142, 152),
        (240, 113, 120),
        (130, 210, 140),
        (255, 206, 84),
        (130, 180, 255),
        (205, 170, 255),
        (92, 224, 250),
        (255, 255, 255),
    ],
)
CELL_WIDTH, CELL_HEIGHT, MARGIN = 12, 24, 16
"""Sizes in the picture, in pixels."""
_BASELINE, _DOT = 18, 6

# A picture must not fetch anything when it is viewed, so there is no web font.
_PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer_width} {outer_height}"
role="img">
<title>{title}</title>
<style>
text {{ font: 20px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
text, path {{ fill: currentColor; }}
path {{ shape-rendering: crispEdges; }}
.shade {{ opacity: .3; }}
.dots {{ fill: none; stroke: currentColor; stroke-width: .8; stroke-linecap: round; }}
.dots path {{ fill: none; shape-rendering: auto; }}
{css}
</style>
<rect fill="{background}" width="{outer_width}" height="{outer_height}" rx="8"/>
<svg x="{margin}" y="{margin}" width="{width}" height="{height}">
{content}
</svg>
</svg>
"""


class SvgKind(StrEnum):
    """Drawing styles of characters; each value is the name of a CSS class."""

    WORDS = "words"
    BLOCKS = "blocks"
    SHADE = "shade"
    DOTS = "dots"


Layer = tuple[SvgKind, str]
"""A layer: characters of one kind and ink."""
Pieces = tuple[tuple[int, str], ...]
"""Runs of characters of a layer in one row, each with its column."""

_RUNS = re.compile(
    r"(?P<blocks>[▀-▐▔-▟─━│╭╮╯╰]+)|(?P<shade>░+)|(?P<dots>[⠁-⣿]+)"
    # A sign may come from a different font than the words beside it.
    r"|(?P<words>[!-~]+(?: [!-~]+)*|[^\s⠀])"
)
_PARTS = {
    "█": ((0, 0, 12, 24),),
    "░": ((0, 0, 12, 24),),
    "▀": ((0, 0, 12, 12),),
    "▐": ((6, 0, 6, 24),),
    "━": ((0, 10, 12, 4),),
    "─": ((0, 11, 12, 2),),
    "│": ((5, 0, 2, 24),),
    "╭": ((5, 11, 2, 13), (7, 11, 5, 2)),
    "╮": ((5, 11, 2, 13), (0, 11, 5, 2)),
    "╰": ((5, 0, 2, 13), (7, 11, 5, 2)),
    "╯": ((5, 0, 2, 13), (0, 11, 5, 2)),
    **{part: ((0, 0, 1.5 * n, 24),) for n, part in enumerate("▏▎▍▌▋▊▉", 1)},
    **{part: ((0, 24 - 3 * n, 12, 3 * n),) for n, part in enumerate("▁▂▃▄▅▆▇", 1)},
    **{
        part: tuple((6 * (n & 1), 6 * (n & 2), 6, 12) for n in quarters)
        for part, quarters in {
            "▖": (2,),
            "▗": (3,),
            "▘": (0,),
            "▙": (0, 2, 3),
            "▚": (0, 3),
            "▛": (0, 1, 2),
            "▜": (0, 1, 3),
            "▝": (1,),
            "▞": (1, 2),
            "▟": (1, 2, 3),
        }.items()
    },
}
"""Rectangles that make up a character: left, top, width and height."""
_BRAILLE = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each dot of a braille character, from the lowest bit."""


class Inks:
    """The styles in a picture, as classes in its style sheet."""

    def __init__(self) -> None:
        theme = theme_of(ThemeName.DARK, {})
        self._console = Console(file=io.StringIO(), theme=theme)
        self._names: dict[str, str] = {}

    def layers(self, line: Text) -> dict[Layer, Pieces]:
        """Return the characters of a line by kind and ink."""
        layers: dict[Layer, Pieces] = {}
        column = 0
        # On its own, Rich renders a text without the style of the whole.
        for text, style, _ in Text.assemble(line).render(self._console):
            for run in _RUNS.finditer(text):
                place = column + cell_len(text[: run.start()])
                layer = SvgKind(run.lastgroup or ""), self._name(style or Style.null())
                layers[layer] = (*layers.get(layer, ()), (place, run[0]))
            column += cell_len(text)
        return layers

    def _name(self, style: Style) -> str:
        red, green, blue = (
            style.color.get_truecolor(THEME) if style.color else THEME.foreground_color
        )
        css = f"color: #{red:02x}{green:02x}{blue:02x};"
        css += " font-weight: bold;" if style.bold else ""
        css += " font-style: italic;" if style.italic else ""
        return self._names.setdefault(css, f"ink{len(self._names)}")

    @property
    def css(self) -> str:
        """Return the CSS rules of all inks used so far."""
        return "\n".join(
            f".{name}, .{name} text {{ {css} }}" for css, name in self._names.items()
        )


def svg_of(lines: Sequence[Text], columns: int, title: str) -> str:
    """Return the lines as an SVG file; the title is for screen readers."""
    inks = Inks()
    return page(still(lines, inks), inks, columns, len(lines), title)


def still(lines: Sequence[Text], inks: Inks) -> str:
    """Return the lines as SVG groups."""
    return "\n".join(
        f"{group(layer, row)}{drawn(layer[0], pieces)}</g>"
        for row, line in enumerate(lines)
        for layer, pieces in inks.layers(line).items()
    )


def page(content: str, inks: Inks, columns: int, rows: int, title: str) -> str:
    """Return the SVG file around the groups of a screen."""
    width, height = columns * CELL_WIDTH, rows * CELL_HEIGHT
    return _PAGE.format(
        title=_words(title),
        css=inks.css,
        background=THEME.background_color.hex,
        width=width,
        height=height,
        margin=MARGIN,
        outer_width=width + 2 * MARGIN,
        outer_height=height + 2 * MARGIN,
        content=content,
    )


def group(layer: Layer, row: int) -> str:
    """Return the opening tag of the group for one layer of one row."""
    kind, ink = layer
    y = row * CELL_HEIGHT
    place = {
        SvgKind.WORDS: f"translate(0 {y + _BASELINE})",
        SvgKind.DOTS: f"translate({_DOT // 2} {y + _DOT // 2}) scale({_DOT})",
    }
    return f'<g class="{kind} {ink}" transform="{place.get(kind, f"translate(0 {y})")}">'


def unit(kind: SvgKind) -> int:
    """Return the width of a column in units inside a group of this kind."""
    return CELL_WIDTH // _DOT if kind is SvgKind.DOTS else CELL_WIDTH


def drawn(kind: SvgKind, pieces: Pieces) -> str:
    """Return the SVG elements for the characters of one layer of one row."""
    if kind is SvgKind.WORDS:
        return "".join(
            f'<text x="{column * CELL_WIDTH}" textLength="{cell_len(text) * CELL_WIDTH}"'
            f' lengthAdjust="spacingAndGlyphs">{_words(text)}</text>'
            for column, text in pieces
        )
    path = _dots(pieces) if kind is SvgKind.DOTS else "".join(_blocks(pieces))
    return f'<path d="{path}"/>'


def _words(text: str) -> str:
    """Return text escaped for XML, without control characters."""
    return escape(harmless_line(text))


def _blocks(pieces: Pieces) -> Iterator[str]:
    for column, text in pieces:
        place = column
        for character, same in groupby(text):
            count = len(list(same))
            for x, y, width, height in _PARTS[character]:
                is_joined = width == CELL_WIDTH
                for at in range(place, place + (1 if is_joined else count)):
                    across = count * width if is_joined else width
                    yield f"M{at * CELL_WIDTH + x:g} {y}h{across:g}v{height}h-{across:g}z"
            place += count


def _dots(pieces: Pieces) -> str:
    """Return the path for braille dots: lines of zero length with round ends."""
    places = sorted(
        (2 * (column + index) + x, y)
        for column, text in pieces
        for index, character in enumerate(text)
        for bit, (x, y) in enumerate(_BRAILLE)
        if (ord(character) - 0x2800) >> bit & 1
    )
    path, before = "", (0, 0)
    for x, y in places:
        path += f"m{x - before[0]} {y - before[1]}h0".replace(" -", "-")
        before = x, y
    return path
