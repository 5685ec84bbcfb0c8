"""Rectangles of characters with roles, used for the screen's moving parts.

Every character is one column wide, so two of the same size can be compared by column.
"""

from __future__ import annotations

import msgspec

from coach.screen.roles import Role


class Cells(msgspec.Struct, frozen=True, gc=False):
    """A rectangle of characters; ``roles`` holds a byte for each."""

    lines: tuple[str, ...]
    roles: tuple[bytes, ...]

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.lines[0]) if self.lines else 0

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def runs(self, row: int) -> list[tuple[str, Role]]:
        """Return a row as runs of one role."""
        return runs(self.lines[row], self.roles[row])


def runs(line: str, roles: bytes) -> list[tuple[str, Role]]:
    """Return the characters of a line as runs of one role."""
    pieces: list[tuple[str, Role]] = []
    start = 0
    for column in range(1, len(line) + 1):
        if column == len(line) or roles[column] != roles[start]:
            pieces.append((line[start:column], Role(roles[start])))
            start = column
    return pieces


def blank(width: int, height: int) -> Cells:
    """Return blank cells."""
    return Cells((" " * width,) * height, (bytes(width),) * height)


def words(text: str, width: int, role: Role, *, at_right: bool = False) -> Cells:
    """Return one line of words in a field of fixed width."""
    text = text[:width]
    text = text.rjust(width) if at_right else text.ljust(width)
    return Cells((text,), (bytes([role]) * width,))


def block(
    lines: tuple[str, ...], width: int, role: Role, *, at_right: bool = True
) -> Cells:
    """Return lines of equal length in a field of fixed width."""
    placed = tuple(
        (line.rjust(width) if at_right else line.ljust(width))[:width] for line in lines
    )
    return Cells(placed, (bytes([role]) * width,) * len(placed))


def bar(share: float, width: int, role: Role, *, is_ascii: bool) -> Cells:
    """Return a horizontal bar, filled from the left."""
    full, empty = ("#", ".") if is_ascii else ("█", "░")
    filled = max(0, min(width, round(share * width)))
    line = full * filled + empty * (width - filled)
    roles = bytes([role]) * filled + bytes([Role.EDGE]) * (width - filled)
    return Cells((line,), (roles,))
