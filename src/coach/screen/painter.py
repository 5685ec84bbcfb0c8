"""Paints a sheet on a terminal, writing only the lines and spans that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TextIO

from rich.console import Console
from rich.text import Text

from coach.moment import Moment
from coach.screen.cells import Cells, blank
from coach.screen.layout import Mover, Sheet
from coach.screen.roles import Role
from coach.text.harmless import harmless_line

BEGIN_UPDATE, END_UPDATE = "\x1b[?2026h", "\x1b[?2026l"
"""Synchronised output (DEC mode 2026), which a terminal without it ignores."""
RESET = "\x1b[m"
STEP_BYTES = 4
"""Bytes of a cursor move across several columns."""
KEPT_CHANGES = 4096
"""Number of cached changes, worth keeping because every rep shows the same pictures."""

_REVERSED = "\x1b[7m"
_SOLID = re.compile(r"#+(?![^\W_])")
"""Signs that fill a cell; before a letter or a digit, the sign is part of a text."""

ANY = -1
"""The role of blanks, which fit any colour."""

Place = tuple[int, int, int, int]
_Spot = tuple[int, int]
"""Row and column on the screen, counted from 0."""
_Piece = tuple[int, int, str]
"""Row and column on the screen, and the text there."""
_Change = tuple[tuple[int, str], ...]
"""Roles, each with the codes that write the changed pieces in its colour."""


class Painter:
    """Paints sheets on a terminal and remembers what is shown."""

    def __init__(
        self,
        out: TextIO,
        console: Console,
        *,
        is_synchronised: bool = True,
        has_blocks: bool = True,
    ) -> None:
        self._out = out
        self._has_blocks = has_blocks
        """Whether the terminal has blocks; if not, reversed blanks fill its cells."""
        self._around = (BEGIN_UPDATE, END_UPDATE) if is_synchronised else ("", "")
        self._console = console
        """Turns styles into escape codes, within the colours the terminal has."""
        self._set_codes()
        self._sheet: Sheet | None = None
        self._columns = 0
        self._role: int = ANY
        """Role whose colour the terminal is set to; `ANY` if none."""
        self._shown: dict[Place, Cells] = {}
        self._change = lru_cache(KEPT_CHANGES)(self._write_change)

    def recolour(self, console: Console) -> None:
        """From now on, paint in the colours of another console."""
        self._console = console
        self._set_codes()
        self._change.cache_clear()
        self.forget()

    def _set_codes(self) -> None:
        """Make the code for each role; roles that look alike share the first one's code."""
        self._codes = tuple(self._code(role) for role in Role)
        self._as = tuple(self._codes.index(code) for code in self._codes)

    def forget(self) -> None:
        """Forget what is shown, so that the next frame is written in full."""
        self._sheet = None

    def paint(self, sheet: Sheet, moment: Moment, columns: int) -> None:
        """Write all differences from the shown frame in a single write."""
        parts = self._lay(sheet, columns) if sheet is not self._sheet else []
        by_role: dict[int, list[str]] = {}
        for mover in sheet.movers:
            place = mover.place
            cells = mover.moving.draw(moment)
            before = self._shown[place]
            if cells is not before:
                self._shown[place] = cells
                for role, codes in self._change(place[0], place[1], before, cells):
                    by_role.setdefault(role, []).append(codes)
        # Pieces in the current colour come first, so each colour is set once at most.
        for role in sorted(by_role, key=lambda role: role not in {self._role, ANY}):
            if role not in {self._role, ANY}:
                parts.append(self._codes[role])
                self._role = role
            parts += by_role[role]
        if parts:
            begin, end = self._around
            self._out.write(f"{begin}{''.join(parts)}{end}")
            self._out.flush()

    def _lay(self, sheet: Sheet, columns: int) -> list[str]:
        """Write the still lines that differ, and clear what moving parts left behind."""
        parts = []
        old = self._sheet
        if old is None or old.height != sheet.height or columns != self._columns:
            parts.append("\x1b[2J")
            old = None
            self._shown = {}
        kept: set[int] = set()
        before = _places_by_row(old) if old else {}
        after = _places_by_row(sheet)
        for row, text in enumerate(sheet.rows):
            is_same = old is not None and _are_alike(text, old.rows[row])
            if is_same and before.get(row) == after.get(row):
                kept.add(row)
            elif old is not None or text.plain.strip():
                # After writing in the last column, the cursor stays on that character.
                rest = "\x1b[K" if text.cell_len < columns else ""
                parts.append(f"\x1b[{row + 1};1H{self._encode(text)}{RESET}{rest}")
        self._shown = {m.place: self._left_of(m, kept) for m in sheet.movers}
        if columns != self._columns:
            self._change.cache_clear()
        self._sheet, self._columns = sheet, columns
        if not parts:
            return []
        self._role = ANY
        return [RESET, *parts]

    def _left_of(self, mover: Mover, kept: set[int]) -> Cells:
        """Return what is still shown of a moving part; rows written again are blank."""
        nothing = blank(mover.moving.width, mover.moving.height)
        shown = self._shown.get(mover.place)
        if shown is None:
            return nothing
        rows = range(mover.row, mover.row + mover.moving.height)
        layers = [shown if row in kept else nothing for row in rows]
        return Cells(
            tuple(layer.lines[index] for index, layer in enumerate(layers)),
            tuple(layer.roles[index] for index, layer in enumerate(layers)),
        )

    def _write_change(self, row: int, column: int, before: Cells, after: Cells) -> _Change:
        """Return the codes that turn one picture into another, colour by colour."""
        by_role: dict[int, list[_Piece]] = {}
        blanks: list[_Piece] = []
        for index, (new, roles) in enumerate(zip(after.lines, after.roles, strict=True)):
            if new == before.lines[index] and roles == before.roles[index]:
                continue
            for first, last in _spans(before.lines[index], before.roles[index], new, roles):
                for role, start, text in _coloured(new, roles, first, last):
                    pieces = blanks if role < 0 else by_role.setdefault(self._as[role], [])
                    pieces.append((row + index, column + start, text))
        if blanks:
            _add_blanks(blanks, by_role)
        return tuple(
            (role, self._coded(pieces, self._codes[role]))
            for role, pieces in by_role.items()
        )

    def _coded(self, pieces: list[_Piece], colour: str) -> str:
        """Return the codes that write pieces of one colour."""
        parts: list[str] = []
        at: _Spot | None = None
        for row, column, text in pieces:
            shown = harmless_line(text)
            if not self._has_blocks:
                shown = _SOLID.sub(
                    lambda solid: f"{_REVERSED}{' ' * len(solid[0])}{colour}", shown
                )
            parts += (way(at, (row, column)), shown)
            end = column + len(text)
            # Terminals disagree on where the cursor is after the last column.
            at = (row, end) if end < self._columns else None
        return "".join(parts)

    def _code(self, role: Role) -> str:
        """Return the code that resets all styles and then sets a role's."""
        marked = self._encode(Text("x", role.style))
        set_, _, _ = marked.partition("x")
        # A single escape sequence resets and then sets the style's own numbers.
        return f"\x1b[0;{set_[2:]}" if set_ else RESET

    def _encode(self, text: Text) -> str:
        if not self._has_blocks:
            text = with_reversed_blanks(text)
        with self._console.capture() as capture:
            self._console.print(text, end="", soft_wrap=True, highlight=False)
        return capture.get()


def with_reversed_blanks(text: Text) -> Text:
    """Return a text with reversed blanks for the signs that fill a cell in ASCII."""
    text = text.copy()
    for solid in _SOLID.finditer(text.plain):
        text.stylize("reverse", *solid.span())
    text.plain = _SOLID.sub(lambda solid: " " * len(solid[0]), text.plain)
    return text


def _coloured(
    line: str, roles: bytes, first: int, last: int
) -> Iterator[tuple[int, int, str]]:
    """Yield the role, column and text of each run of one colour; only blanks have `ANY`."""
    start, current = first, ANY
    for place in range(first, last):
        # Blanks take the colour of their neighbours.
        if roles[place] != current and line[place] != " ":
            if current >= 0:
                yield current, start, line[start:place]
                start = place
            current = roles[place]
    yield current, start, line[start:last]


def _add_blanks(blanks: list[_Piece], by_role: dict[int, list[_Piece]]) -> None:
    """Add blanks, which look the same in every colour, to the colour with most pieces."""
    most = max(by_role, key=lambda role: len(by_role[role]), default=ANY)
    pieces = by_role.setdefault(most, [])
    pieces += blanks
    pieces.sort()


def way(at: _Spot | None, to: _Spot) -> str:
    """Return the shortest code that moves the cursor forward.

    From an unknown place (None), it gives the row and column.
    """
    row, column = to
    whole = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H"
    if at is None:
        return whole
    down, right = row - at[0], column - at[1]
    below = _steps(down, "B")
    if right >= 0:
        return min(whole, below + _steps(right, "C"), key=len)
    return min(whole, below + _steps(-right, "D"), below + "\b" * -right, key=len)


def _steps(number: int, letter: str) -> str:
    """Return the code for a number of steps in one direction."""
    return f"\x1b[{number if number > 1 else ''}{letter}" if number else ""


def _places_by_row(sheet: Sheet) -> dict[int, list[Place]]:
    by_row: dict[int, list[Place]] = {}
    for mover in sheet.movers:
        for row in range(mover.row, mover.row + mover.moving.height):
            by_row.setdefault(row, []).append(mover.place)
    return by_row


def _are_alike(one: Text, other: Text) -> bool:
    # Rich's own comparison leaves out the style of the whole text.
    return one == other and one.style == other.style


def _spans(old: str, old_roles: bytes, new: str, new_roles: bytes) -> list[tuple[int, int]]:
    """Return the spans of columns that differ; spans close together are joined."""
    spans: list[tuple[int, int]] = []
    for column, pair in enumerate(zip(old, new, old_roles, new_roles, strict=True)):
        a, b, c, d = pair
        # The colour of blanks cannot be seen.
        if a == b and (c == d or a == " "):
            continue
        if spans and _is_short(new[spans[-1][1] : column]):
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    return spans


def _is_short(gap: str) -> bool:
    """Return whether rewriting a gap takes no more bytes than moving across it."""
    return len(gap) <= 1 or (len(gap) < STEP_BYTES and not gap.strip(" "))
