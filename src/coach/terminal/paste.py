"""A filter that drops pasted text."""

from __future__ import annotations

BEGIN, END = b"\x1b[200~", b"\x1b[201~"
"""Marks around pasted text (bracketed paste mode)."""


class PasteFilter:
    """Filter that passes typed bytes and drops pasted ones."""

    def __init__(self) -> None:
        self._is_inside = False
        self._kept = b""
        """Last bytes of a paste, because its end mark may arrive in two pieces."""

    def typed(self, data: bytes) -> bytes:
        """Return the typed part of the bytes."""
        typed = b""
        while data:
            if self._is_inside:
                inside, end, data = (self._kept + data).partition(END)
                self._kept = b"" if end else inside[-len(END) + 1 :]
                self._is_inside = not end
            else:
                before, begin, data = data.partition(BEGIN)
                typed += before
                self._is_inside = bool(begin)
        return typed

    def give_up(self) -> None:
        """End a paste whose closing sequence was lost."""
        self._is_inside, self._kept = False, b""
