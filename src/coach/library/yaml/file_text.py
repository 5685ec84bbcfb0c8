"""Decoding of a file's bytes to text; refuses wrong encodings and control characters."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from coach.errors import LibraryError, Problem
from coach.text.harmless import REPLACED
from coach.text.lookalikes import INVISIBLE, cure, named

MAX_BYTES = 256 * 1024
"""Largest file in bytes, because huge YAML can keep a computer busy for long."""
_MOST_REPORTED = 10

UNWANTED = re.compile(rf"[{REPLACED}{INVISIBLE}\ufeff\ufffe\uffff\U000e0000-\U000e007f]")
"""Control characters, other kinds of line break, and characters that are invisible or
reorder text.

A drill may come from a stranger, and its words are printed on a terminal.
"""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def text_of(data: bytes, shown: str) -> str:
    """Return a file's bytes as text.

    Raises:
        LibraryError: if the file is too large, is not UTF-8, or contains control
            characters.
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KB"
        hint = "a drill file is about 2 KB; is this the right file?"
        raise LibraryError((Problem(shown, 0, 0, message, hint),))
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _has_wide_ascii(data):
        problem = Problem(shown, 0, 0, "the file is UTF-16 text", "save the file as UTF-8")
        raise LibraryError((problem,))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = place_at(data[: error.start].decode("utf-8"))
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8 text"
        problem = Problem(shown, *place, message, "save the file as UTF-8")
        raise LibraryError((problem,)) from None
    problems = tuple(
        Problem(shown, *place_at(text, match.start()), unwanted(match[0]), cure(match[0]))
        for match in islice(UNWANTED.finditer(text), _MOST_REPORTED)
    )
    if problems:
        raise LibraryError(problems)
    return text


def unwanted(character: str) -> str:
    """Return the message for an invisible character."""
    return f"the invisible character {named(character)} does not belong in a file"


def _has_wide_ascii(data: bytes) -> bool:
    """Return whether data is UTF-16 without a mark, in which every second byte is zero."""
    even, odd = data[0:4:2], data[1:4:2]
    zeros = b"\0\0"
    return (even == zeros and 0 not in odd) or (odd == zeros and 0 not in even)


def place_at(text: str, index: int | None = None) -> tuple[int, int]:
    """Return line and column, counted from 1, of a character or of the text's end."""
    lines = _LINE_BREAK.split(text[:index])
    return len(lines), len(lines[-1]) + 1
