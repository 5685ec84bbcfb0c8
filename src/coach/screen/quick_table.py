"""A Rich table that is drawn many times faster if nothing has to be wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text


class QuickTable(Table):
    """A table with one line below the headers; strings are not markup.

    Rich measures and wraps every cell several times, which takes a third of a second for a
    thousand rows. Rich still draws tables that are too wide or have sections or styles.
    """

    def __init__(self) -> None:
        super().__init__(box=SIMPLE_HEAD, pad_edge=False)
        self._texts: list[list[str | Text]] = []
        self._is_simple = True
        """Whether every row has one unstyled text for each column."""

    def add_row(
        self,
        *renderables: RenderableType | None,
        style: str | Style | None = None,
        end_section: bool = False,
    ) -> None:
        """Add a row, as Rich does."""
        super().add_row(*renderables, style=style, end_section=end_section)
        texts = [cell for cell in renderables if isinstance(cell, str | Text)]
        self._texts.append(texts)
        if len(texts) != len(self.columns) or style or end_section:
            self._is_simple = False

    def add_section(self) -> None:
        """End a section, as Rich does."""
        super().add_section()
        self._is_simple = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw each row as one line if possible; otherwise let Rich draw the table."""
        widths = self._widths()
        _, right, _, left = self.padding
        gap = left + right + 1  # the box puts a blank between the paddings
        fits = sum(widths) + gap * (len(widths) - 1) + 2 <= options.max_width
        # Without Unicode, the table has bars between its columns.
        is_bare = SIMPLE_HEAD.substitute(options, safe=console.safe_box) is SIMPLE_HEAD
        if min(widths, default=0) > 0 and fits and is_bare and not self._is_airy:
            yield from self._lines(console, widths, gap)
        else:
            yield from super().__rich_console__(console, options)

    @property
    def _is_airy(self) -> bool:
        """Return whether cells have blank lines above or below them."""
        above, _, below, _ = self.padding
        return bool(above or below)

    def _widths(self) -> list[int]:
        """Return the widths of unwrapped columns; empty if Rich must draw the table."""
        rows = [[str(column.header) for column in self.columns]]
        rows += [[str(text) for text in texts] for texts in self._texts]
        is_broken = any(not text.isprintable() for texts in rows for text in texts)
        if is_broken or not self._is_simple:
            return []
        return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]

    def _lines(self, console: Console, widths: list[int], gap: int) -> Iterator[Segment]:
        _, right, _, left = self.padding
        below = [left + width + right for width in widths]
        below[0] -= left
        below[-1] -= right
        names = [Text(str(column.header), "table.header") for column in self.columns]
        yield Segment(SIMPLE_HEAD.get_top(below) + "\n")
        yield from _line(console, names, widths, gap)
        yield Segment(SIMPLE_HEAD.get_row(below, "head") + "\n")
        for texts in self._texts:
            yield from _line(console, texts, widths, gap)
        yield Segment(SIMPLE_HEAD.get_bottom(below) + "\n")


def _line(
    console: Console, texts: Iterable[str | Text], widths: Iterable[int], gap: int
) -> Iterator[Segment]:
    plain = " "
    for text, width in zip(texts, widths, strict=True):
        blanks = " " * (width - cell_len(str(text)) + gap)
        if isinstance(text, str):
            plain += text + blanks
            continue
        yield Segment(plain)
        if text.spans:
            yield from text.render(console)
        else:
            yield Segment(text.plain, console.get_style(text.style, default=""))
        plain = blanks
    # At the edge, the box has a blank but no padding.
    yield Segment(plain[: len(plain) - gap + 1] + "\n")


NARROW = 60
"""Below this width, only the most important columns are shown."""
COPIED = {"id", "routine", "drill id"}
"""Columns with names that people copy; they are never broken."""


def table_of(*columns: str) -> Table:
    """Return a table with these columns and a line below their names."""
    table = QuickTable()
    for name in columns:
        # People copy names, so names are never broken.
        table.add_column(name, overflow="fold", no_wrap=name in COPIED)
    return table
