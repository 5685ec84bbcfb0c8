"""Puts lines on a terminal, writing only those that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

BEGIN_UPDATE, END_UPDATE = "\x1b[?2026h", "\x1b[?2026l"
"""Synchronised output (DEC mode 2026): the terminal shows a frame whole, or ignores it."""


class Painter:
    """Remembers what is on the screen and brings it up to date."""

    def __init__(self, out: TextIO, console: Console) -> None:
        self._out = out
        self._console = console
        """Turns styles into escape codes, as far as the terminal has colours."""
        self._shown: list[Text] = []

    def forget(self) -> None:
        """Take nothing for shown: the next frame is written whole."""
        self._shown = []

    def paint(self, lines: Sequence[Text], columns: int) -> None:
        """Write the lines that differ from what is shown, in one go."""
        parts = []
        if len(lines) != len(self._shown):
            parts.append("\x1b[2J")
            self._shown = []
        for row, line in enumerate(lines):
            before = self._shown[row] if row < len(self._shown) else None
            if before is None or not _are_alike(line, before):
                parts.append(self._update(row, line, before, columns))
        if parts:
            self._out.write(f"{BEGIN_UPDATE}{''.join(parts)}{END_UPDATE}")
            self._out.flush()
        self._shown = list(lines)

    def _update(self, row: int, line: Text, before: Text | None, columns: int) -> str:
        """Write the part of a line that changed, or all of it."""
        part = _changed(line, before) if before is not None else None
        if part is not None:
            first, last = part
            text = self._encode(line[first:last])
            return f"\x1b[{row + 1};{first + 1}H{text}\x1b[0m"
        # At the last column the cursor stays on what was written there.
        rest = "\x1b[K" if line.cell_len < columns else ""
        return f"\x1b[{row + 1};1H{self._encode(line)}\x1b[0m{rest}"

    def _encode(self, line: Text) -> str:
        with self._console.capture() as capture:
            self._console.print(line, end="", soft_wrap=True, highlight=False)
        return capture.get()


def _are_alike(one: Text, other: Text) -> bool:
    # Rich's own comparison leaves out the style of the whole text.
    return one == other and one.style == other.style


def painting_console(out: TextIO) -> Console:
    """A console that knows the colours of a terminal but never writes to it itself."""
    # Where the text goes decides on the colours; ``capture`` never lets it go there.
    return Console(file=out, width=1000, highlight=False, legacy_windows=False)


def _changed(line: Text, before: Text) -> tuple[int, int] | None:
    """The columns from first to last in which two lines differ.

    None where that cannot be told by counting characters: the lines are not of one
    length, have characters two columns wide, or a style of their own.
    """
    new, old = line.plain, before.plain
    if len(new) != len(old) or line.style or before.style:
        return None
    if line.cell_len != len(new) or before.cell_len != len(old):
        return None
    differ = [
        index for index, pair in enumerate(zip(new, old, strict=True)) if pair[0] != pair[1]
    ]
    # A column whose style differs lies in a span that only one of the two has.
    for span in {*line.spans} ^ {*before.spans}:
        differ += (span.start, min(span.end, len(new)) - 1)
    return (max(0, min(differ)), max(differ) + 1) if differ else None
