"""Safe display of foreign text from files, names and the environment.

Terminals obey control characters, and direction marks can make a line look different from
its content. Words in every language pass unchanged: joiners, variation selectors and
combining marks are part of them.
"""

from __future__ import annotations

import re
from functools import cache

REPLACEMENT = "\ufffd"

REPLACED = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 except line ends and tabs, DEL, C1
    r"\u2028\u2029"  # other ends of a line
    r"\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates, old shaping
    r"\ufff9-\ufffb\ufffe\uffff"  # annotations, noncharacters
    r"\ud800-\udfff"  # surrogates
)
"""Characters to replace, as part of a regular expression's character class: control
characters, and those that make a line read wrongly."""
LEFT_OUT = r"\u061c\u200e\u200f\ufeff\U000e0000-\U000e007f"
"""Characters to remove, in the same form: direction marks, byte order marks, hidden tags.
None of them is visible, so nothing looks different without them. Direction marks do no more
harm than a Hebrew letter could. A replacement character for each would spoil honest text.
"""
_MARKS = r"[\u0300-\u036f]"
_FIRST_BYTES_OF_MARKS = (b"\xcc", b"\xcd")
_MOST_MARKS = 4
"""Most combining marks that are kept on one letter; a pile of them covers other lines."""
_FIRST_BYTE, _FIRST_NOT_ASCII, _LAST = 0xDC00, 0x80, 0xFF
"""Code points of ``surrogateescape``, which stand for the bytes of a file name that is not
UTF-8."""


def harmless(text: str) -> str:
    r"""Return the text in a form that is safe to show; line ends and tabs stay.

    Control characters become a replacement character. A byte in a file name that is not
    text becomes its number, as in ``\xff``.
    """
    if is_harmless(text):
        return text
    return _pile().sub(r"\1", _unsafe().sub(_instead, text))


def is_harmless(text: str) -> bool:
    """Return whether a quick look shows that text is safe.

    False means only that `harmless` has to look at each character.
    """
    if not (text.isprintable() or text.replace("\n", "").isprintable()):
        return False
    if text.isascii():
        return True
    data = text.encode()
    return not any(byte in data for byte in _FIRST_BYTES_OF_MARKS)


def harmless_line(text: str) -> str:
    """Return safe text on one line: line ends and tabs become spaces."""
    if not text.isprintable():
        text = _end_of_line().sub(" ", text)
    return harmless(text)


def harmless_words(text: str) -> str:
    """Return safe words, with one space between them and none around them."""
    if not text.isprintable():
        text = _unsafe().sub(_nothing_or_blank, text)
    return " ".join(harmless(text).split())


def harmless_json(text: str) -> str:
    """Return JSON text with unsafe characters escaped: the same value, safe to show."""
    return text if text.isprintable() else _unsafe().sub(_escape, text)


# Compiled when first needed: compiling takes longer than checking a harmless text.
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
        return " "  # between values, where white space has no meaning
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
