"""Keys in other alphabets, mapped to the English key in the same position."""

from __future__ import annotations

import unicodedata

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_ROWS = {
    "Russian": "йцукенгшщзхъфывапролджэячсмитьбю",
    "Ukrainian": "йцукенгшщзхїфівапролджєячсмитьбю",
    "Greek": ";ςερτυθιοπ[]ασδφγηξκλ;'ζχψωβνμ,.",
    "Hebrew": "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",
    "Arabic": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ",
}
"""Characters of the 32 keys of three rows, from Q on, by layout."""


def _positions() -> dict[str, str]:
    places: dict[str, str] = {}
    for row in _ROWS.values():
        for letter, latin in zip(row, _LATIN, strict=True):
            if not letter.isascii():
                places.setdefault(letter, latin)
    return places


_LATIN_OF = _positions()


def by_position(character: str) -> str:
    """Return the English key in the same position, or the character itself."""
    if character.isascii():
        return character
    latin = _LATIN_OF.get(character)
    if latin is not None:
        return latin
    digit = unicodedata.digit(character, None)  # the digits of other alphabets
    return character if digit is None else str(digit)
