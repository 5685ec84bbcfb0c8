"""Ids of drills, routines and programmes: their file names without the ending."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64
_ID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST - 1}}}")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
_WRITTEN_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "å": "aa",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "ħ": "h",
        "ŋ": "ng",
        "ŧ": "t",
        "ĸ": "k",
        "ə": "e",
    }
)
"""Letters that change more than a mark when they become Latin letters."""


def is_id(name: str) -> bool:
    """Return whether a name is a valid id."""
    return _ID.fullmatch(name) is not None


def id_of(name: str) -> str:
    """Return the id for a name: ``Übung`` becomes ``uebung``.

    The id is empty if the name has no letters, or letters without a Latin form.
    """
    whole = unicodedata.normalize("NFC", name).lower().translate(_WRITTEN_OUT)
    whole = _APOSTROPHES.sub("", whole)
    parts = unicodedata.normalize("NFKD", whole).lower()
    letters = "".join(each for each in parts if not unicodedata.combining(each))
    if any(each.isalnum() and not each.isascii() for each in letters):
        return ""
    return _NOT_IN_IDS.sub("-", letters).strip("-")[:LONGEST].strip("-")
