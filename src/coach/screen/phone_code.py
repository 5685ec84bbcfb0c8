"""The code and address for the phone, shown beside the start card or on a page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import msgspec
from rich.text import Text

from coach.screen.layout import Sheet, stack, text_band
from coach.screen.roles import Role

SCAN = "Scan the code with your phone's camera, or open this address in its browser:"
NO_PHONE = (
    "This session doesn't use a phone. To use your phone, start the next session with "
    "--phone."
)
_LEAST_TEXT = 44
"""Fewest columns for the card beside a code."""
_ON_WHITE = "reverse #ffffff on #000000"
"""The style of the code: cameras need dark on light, whatever the theme. Without colours,
``reverse`` does this on a dark terminal."""
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


class PhoneCode(msgspec.Struct, frozen=True):
    """The phone's way to the session: a code for its camera, and an address."""

    problem: str
    """Reason no phone can be used; empty if one can."""
    url: str = ""
    cells: Sequence[Sequence[bool]] | None = None
    """Rows of the code, with True for dark; None if there is no code."""

    @property
    def line(self) -> str:
        """Return the line for plain output."""
        return f"Phone: {self.url}" if self.url else f"No phone: {self.problem}."


def code_rows(code: PhoneCode, *, is_ascii: bool) -> tuple[Text, ...]:
    """Return the rows of the code, two cells high each; empty if it cannot be drawn."""
    if code.cells is None or is_ascii:
        return ()
    cells = [*code.cells, *([(False,) * len(code.cells[0])] * (len(code.cells) % 2))]
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return tuple(
        Text("".join(_HALVES[pair] for pair in zip(above, below, strict=True)), _ON_WHITE)
        for above, below in pairs
    )


def columns_beside(
    code: PhoneCode | None, columns: int, rows: int, *, is_ascii: bool
) -> int:
    """Return the columns left for the card beside the code; all if it doesn't fit."""
    drawn = code_rows(code, is_ascii=is_ascii) if code else ()
    if not drawn or len(drawn) > rows:
        return columns
    left = columns - drawn[0].cell_len - 2
    return left if left >= _LEAST_TEXT else columns


def with_code(
    sheet: Sheet, code: PhoneCode | None, columns: int, *, is_ascii: bool
) -> Sheet:
    """Return the card with the code on its right, and the address in its last lines.

    Args:
        sheet: the card, as narrow as `columns_beside` says.
        code: the phone's code.
        columns: the width of the screen.
        is_ascii: whether the terminal has no half blocks.
    """
    if code is None:
        return sheet
    rows = sheet.height
    left = columns_beside(code, columns, rows, is_ascii=is_ascii)
    beside = code_rows(code, is_ascii=is_ascii) if left < columns else ()
    lines = list(sheet.rows)
    for number, drawn in enumerate(beside):
        text = lines[number].copy()
        text.truncate(left)
        lines[number] = Text.assemble(
            text, " " * (columns - drawn.cell_len - text.cell_len), drawn
        )
    return stack(text_band(lines), text_band(_address(code, columns)))


def code_alone(code: PhoneCode, columns: int, rows: int, *, is_ascii: bool) -> Sheet:
    """Return the screen with only the address and, if all of it fits, the code."""
    drawn = code_rows(code, is_ascii=is_ascii)
    address = _address(code, columns)
    if drawn and (drawn[0].cell_len > columns or len(drawn) > rows):
        text = "The code needs a larger window."
        drawn = tuple(Text(row) for row in textwrap.wrap(text, max(1, columns)))
    # A code that fills the screen is more useful than the address below it.
    return text_band([*drawn, *address][:rows]).padded(rows)


def address_height(code: PhoneCode | None, columns: int) -> int:
    """Return the number of lines of the address below the card."""
    return len(_address(code, columns)) if code else 0


def _address(code: PhoneCode | None, columns: int) -> list[Text]:
    if code is None:
        return []
    pieces = textwrap.wrap(code.line, max(1, columns), break_on_hyphens=False)
    return [Text(piece, Role.QUIET.style) for piece in pieces]
