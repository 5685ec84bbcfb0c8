# ruff: noqa: RUF001  characters that look like others are what it is about
"""Substitutes for characters that an encoding lacks: ``90 degrees`` for ``90°``."""

from __future__ import annotations

_SPELLINGS = {
    "°": " degrees",
    "→": "->",
    "←": "<-",
    "↑": "^",
    "↓": "v",
    "▲": "^",
    "▼": "v",
    "■": "=",
    "×": "x",
    "÷": "/",
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "·": "-",
    "•": "-",
    "…": "...",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "±": "+/-",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "✓": "yes",
    "✔": "yes",
    "✗": "no",
    "●": "*",
    "○": "o",
    "█": "#",
    "▀": "#",
    "▄": "#",
    "░": ".",
    "━": "=",
    "─": "-",
    "│": "|",
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "⠀": " ",
}
"""Substitute for each character, as people would type it."""


def in_letters_of(text: str, encoding: str = "ascii") -> str:
    """Return the text with every character that the encoding lacks replaced."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "".join(_spelt(character, encoding) for character in text)
    return text


def _spelt(character: str, encoding: str) -> str:
    import unicodedata  # noqa: PLC0415  few terminals lack a character, and start-up counts

    bare = "".join(
        each
        for each in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(each)
    )
    for spelling in (character, _SPELLINGS.get(character, ""), bare):
        if spelling and _has(encoding, spelling):
            return spelling
    return "" if unicodedata.combining(character) else "?"


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except LookupError:
        return text.isascii()
    except UnicodeEncodeError:
        return False
    return True
