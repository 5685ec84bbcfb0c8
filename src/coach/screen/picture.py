"""A frame of the screen as an SVG picture, for the README."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

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
        (96, 108, 118),
        (240, 113, 120),
        (130, 210, 140),
        (255, 206, 84),
        (130, 180, 255),
        (205, 170, 255),
        (92, 224, 250),
        (255, 255, 255),
    ],
)

# No web font: a picture must not fetch anything when it is looked at.
FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>{aria}</title>
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
    font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect fill="#101418" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def svg_of(lines: Sequence[Text], columns: int, title: str) -> str:
    """The lines as a picture; the title is what a screen reader says."""
    console = Console(
        record=True,
        width=columns,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    for line in lines:
        console.print(line, no_wrap=True, crop=True, highlight=False)
    form = FORMAT.replace("{aria}", title)
    svg = console.export_svg(title="", theme=THEME, code_format=form, unique_id="coach")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
