"""Key presses from a terminal, read byte by byte without echo; pasted text is dropped."""

from __future__ import annotations

import codecs
import re

from coach.terminal.keyboard_layouts import by_position

ESCAPES = {
    "[A": "up",
    "[B": "down",
    "[C": "right",
    "[D": "left",
    "OA": "up",
    "OB": "down",
    "OC": "right",
    "OD": "left",
}
"""Names of keys by the characters after ESC."""

_NAMED = {" ": "space", "\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace"}

_BEGINNING = r"\x1b(?:\[\[?[0-?]*[ -/]*|O[0-9;]*|[]PX^_][^\x07\x1b]*%s)?"
"""Escape sequences up to their last byte: CSI (the Linux console doubles its bracket), SS3,
and strings."""
_BEGUN = _BEGINNING % r"\x1b?"
_BROKEN_OFF = _BEGINNING % ""
_WHOLE = (
    r"\x1b(?:\[\[[@-~]|\[[0-?]*[ -/]*[@-Z\\-~]|O[0-9;]*[ -~]"
    r"|[]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[^\x1b[O\]PX^_])"  # lastly, Alt with a key
)


class KeyDecoder:
    """Decoder of bytes into key names; keeps incomplete sequences for the next call."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    @property
    def is_waiting(self) -> bool:
        """Return whether an escape sequence is incomplete."""
        return bool(self._rest)

    def feed(self, data: bytes) -> list[str]:
        """Return the keys in the bytes: characters as they are, others by name.

        An escape sequence without a name becomes ``unknown``, so that the letters in its
        code are never taken for keys.
        """
        text = self._rest + self._text.decode(data)
        self._rest = ""
        keys: list[str] = []
        while text:
            if text[0] != "\x1b":
                key, length = _NAMED.get(text[0]) or by_position(text[0].lower()), 1
            elif whole := re.match(_WHOLE, text, re.DOTALL):
                key, length = ESCAPES.get(whole[0][1:], "unknown"), whole.end()
            elif re.fullmatch(_BEGUN, text):
                self._rest = text
                break
            else:
                key, length = _broken_off(text)
            keys.append(key)
            text = text[length:]
        return keys

    def give_up(self) -> list[str]:
        """Return the keys of an incomplete sequence after a time without input."""
        keys = []
        while self._rest:
            key, length = _broken_off(self._rest)
            keys.append(key)
            self._rest = self._rest[length:]
        return keys


def _broken_off(text: str) -> tuple[str, int]:
    """Return the key of an incomplete sequence, and its length."""
    begun = re.match(_BROKEN_OFF, text)
    length = begun.end() if begun else 1
    return ("escape" if length == 1 else "unknown"), length


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
