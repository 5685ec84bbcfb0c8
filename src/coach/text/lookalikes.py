"""Characters that are invisible, or only look like characters on the keyboard.

They come from web pages, chats and word processors by copy and paste.
"""

from __future__ import annotations

import unicodedata

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces other than the keyboard's, as a character class of a regular expression."""
JOINERS = "\u200c-\u200f\ufe00-\ufe0f"
"""Invisible characters that are right in some scripts, but wrong next to a key or number;
as a class."""
INVISIBLE = "\u00ad\u061c\u180e\u200b\u2060-\u2064\u206a-\u206f\ufff9-\ufffb"
"""Invisible characters that are never intended; as a class."""
DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
"""Dashes and minus signs other than the keyboard's hyphen; as a class."""
BULLETS = "\u00b7\u2022\u2023\u25aa\u25cf\u25e6"
"""Bullet points; as a class."""
QUOTES = "\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c\u300d\uff02\uff07"
"""Typographic quotation marks; as a class."""

_NAMES = {"\t": "tab", "\r": "carriage return", "\x85": "next line"}
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")
_SCRIPTS = ("CYRILLIC ", "GREEK ", "ARMENIAN ")
"""Unicode name prefixes of scripts with letters that look Latin."""


def named(character: str) -> str:
    """Return the code point of a character, with its Unicode name if it has one."""
    name = _NAMES.get(character) or unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def plain(character: str) -> str:
    """Return the keyboard character that another one looks like, or the same one."""
    if _is_in(character, SPACES):
        return " "
    if _is_in(character, JOINERS) or _is_in(character, INVISIBLE):
        return ""
    if _is_in(character, DASHES) or _is_in(character, BULLETS):
        return "-"
    if _is_in(character, QUOTES):
        return "'" if character in "\u2018\u2019\u201a\u201b\uff07" else '"'
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded.isascii() else {"\u3001": ","}.get(character, character)


def plainly(text: str) -> str:
    """Return the text with every lookalike replaced by its keyboard character."""
    return text if text.isascii() else "".join(plain(each) for each in text)


def first_of(text: str) -> int | None:
    """Return the index of the first lookalike in a text, or None."""
    if text.isascii():
        return None
    has_latin = any(each.isascii() and each.isalpha() for each in text)
    for at, each in enumerate(text):
        if plain(each) != each:
            return at
        if has_latin and unicodedata.name(each, "").startswith(_SCRIPTS):
            return at
    return None


def cure(character: str) -> str:
    """Return the advice for one lookalike, as in "type a plain space instead"."""
    if character in _BREAKS:
        return "start a new line instead"
    instead = plain(character)
    if instead == " " or character == "\t":
        return "type a plain space instead"
    if instead in {"'", '"'}:
        return "use straight quotes instead"
    if instead not in {"", character}:
        return f"type {instead} instead"
    return "type a Latin letter instead" if character.isalpha() else "delete it"


def _is_in(character: str, ranges: str) -> bool:
    """Return whether a character is in a character class such as `SPACES`."""
    at = 0
    while at < len(ranges):
        is_range = ranges[at + 1 : at + 2] == "-"
        last = ranges[at + 2] if is_range else ranges[at]
        if ranges[at] <= character <= last:
            return True
        at += 3 if is_range else 1
    return False
