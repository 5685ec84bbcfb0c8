"""Tables as one record per line, for other programs and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from coach.text.harmless import harmless_line


def records(*tables: Table) -> Iterator[str]:
    """Yield each row of the tables, cells separated by tabs, nothing wrapped or cut."""
    for table in tables:
        for row in zip(*(column.cells for column in table.columns), strict=True):
            yield "\t".join(_cell(str(cell)) for cell in row).rstrip("\t")


def _cell(text: str) -> str:
    return " ".join(harmless_line(text).split())
