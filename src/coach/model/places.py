"""Parts of the body: the one word for each, wherever it is shown or typed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from coach.model.terms import PainPlace, Place

P = TypeVar("P", bound=StrEnum)

PLACE_WORDS: dict[str, str] = {
    Place.GLUTES: "glutes",
    Place.HAMSTRINGS: "hamstrings",
    Place.QUADS: "quads",
    Place.ABS_CORE: "abs",
    Place.LOW_BACK: "low back",
    Place.KNEE: "knee",
    Place.HIP_FLEXOR: "front of hip",
    Place.NOWHERE: "nowhere",
    PainPlace.HIP: "hip",
    PainPlace.ELSEWHERE: "somewhere else",
}
"""What files and the journal call a place, and what a runner reads and may type."""

_ALSO: dict[str, str] = {
    "core": Place.ABS_CORE,
    "hip_front": Place.HIP_FLEXOR,
    "nowhere_in_particular": Place.NOWHERE,
    "back": Place.LOW_BACK,
    "thighs": Place.QUADS,
}
"""Other words that mean one place and no other."""


def place_words(place: str) -> str:
    """A place as a runner reads it; one that is not known as it is written."""
    return PLACE_WORDS.get(place, place.replace("_", " "))


def place_meant(word: str, kind: type[P]) -> P | None:
    """The place that somebody wrote: the word of the screen or of a file, in any case."""
    key = _key(word)
    spoken = {_key(words): place for place, words in PLACE_WORDS.items()}
    name = spoken.get(key, _ALSO.get(key, key))
    return next((each for each in kind if each == name), None)


def _key(word: str) -> str:
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
