"""The one gate for foreign text: what a file, a name or the environment holds, made safe.

A terminal obeys control characters, and marks of direction make a line read differently
from what it is. Words of every language pass unchanged: joiners, variation selectors and
combining marks belong to them.
"""

from __future__ import annotations

import re
from functools import cache

REPLACEMENT = "\ufffd"

REPLACED = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but the ends of lines and tabs, DEL, C1
    r"\u2028\u2029"  # other ends of a line
    r"\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates, old shaping
    r"\ufff9-\ufffb\ufffe\uffff"  # annotations, no characters
    r"\ud800-\udfff"  # halves of a character
)
"""Inside of a character class: what a terminal obeys, or what makes a line read wrong."""
LEFT_OUT = r"\u061c\u200e\u200f\ufeff\U000e0000-\U000e007f"
"""The same for marks of direction and of byte order, and for hidden tags.

They have no look of their own, so nothing is missed where they were. The three marks do no
more than any Hebrew letter does; replacing them would spoil honest text.
"""
_MARKS = r"[\u0300-\u036f]"
_FIRST_BYTES_OF_MARKS = (b"\xcc", b"\xcd")
_MOST_MARKS = 4
"""Above one letter; no language has more, and a pile of them covers other lines."""
_FIRST_BYTE, _FIRST_NOT_ASCII, _LAST = 0xDC00, 0x80, 0xFF
"""Python keeps a byte of a file name that is not UTF-8 as the first plus the byte."""


def harmless(text: str) -> str:
    r"""Return the text as it may be shown; its lines and tabs stay.

    What a terminal would obey becomes a replacement character, a byte of a name that is
    not text its number, as in ``\xff``.
    """
    if is_harmless(text):
        return text
    return _pile().sub(r"\1", _unsafe().sub(_instead, text))


def is_harmless(text: str) -> bool:
    """Return whether nothing in a text can be unsafe; False is only a suspicion."""
    if not (text.isprintable() or text.replace("\n", "").isprintable()):
        return False
    if text.isascii():
        return True
    data = text.encode()
    return not any(byte in data for byte in _FIRST_BYTES_OF_MARKS)


def harmless_line(text: str) -> str:
    """Return the same on one line: ends of lines and tabs become blanks."""
    if not text.isprintable():
        text = _end_of_line().sub(" ", text)
    return harmless(text)


def harmless_words(text: str) -> str:
    """Return words as somebody types or says them: one blank between them, none around."""
    if not text.isprintable():
        text = _unsafe().sub(_nothing_or_blank, text)
    return " ".join(harmless(text).split())


def harmless_json(text: str) -> str:
    """Return JSON with every such character as an escape: the same value, safe to see."""
    return text if text.isprintable() else _unsafe().sub(_escape, text)


# A pattern takes longer to make than most commands take to find out that all is well.
@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"(?P<left_out>[{LEFT_OUT}])|[\\r{REPLACED}]")


@cache
def _pile() -> re.Pattern[str]:
    return re.compile(f"({_MARKS}{{{_MOST_MARKS}}}){_MARKS}+")


@cache
def _end_of_line() -> re.Pattern[str]:
    return re.compile(r"\r\n|[\t-\r\x1c-\x1e\x85\u2028\u2029]")


def _instead(match: re.Match[str]) -> str:
    if match["left_out"]:
        return ""
    byte = ord(match[0]) - _FIRST_BYTE
    return f"\\x{byte:02x}" if _FIRST_NOT_ASCII <= byte <= _LAST else REPLACEMENT


def _nothing_or_blank(match: re.Match[str]) -> str:
    return "" if match["left_out"] else " "


def _escape(match: re.Match[str]) -> str:
    if match[0] == "\r":
        return " "  # between values, where blanks mean nothing
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
