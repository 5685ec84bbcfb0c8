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
    Place.HIP_STRETCH: "hip stretch",
    Place.WAIST: "waist and low back",
    Place.NOWHERE: "nowhere",
    PainPlace.HIP: "hip",
    PainPlace.HIP_JOINT: "groin or deep hip",
    PainPlace.OUTER_HIP: "outer hip",
    PainPlace.SHIN_CALF: "shin or calf",
    PainPlace.ANKLE_FOOT: "ankle or foot",
    PainPlace.SHOULDER_WRIST: "shoulder or wrist",
    PainPlace.NECK: "neck",
    PainPlace.ELSEWHERE: "somewhere else",
}
"""What files and the journal call a place, and what a runner reads and may type."""

_ALSO: dict[str, str] = {
    "core": Place.ABS_CORE,
    "hip_front": Place.HIP_FLEXOR,
    "nowhere_in_particular": Place.NOWHERE,
    "back": Place.LOW_BACK,
    "thighs": Place.QUADS,
    "groin": PainPlace.HIP_JOINT,
    "deep_hip": PainPlace.HIP_JOINT,
    "front_of_the_hip": Place.HIP_FLEXOR,
    "outer_side_of_the_hip": PainPlace.OUTER_HIP,
    "glute": Place.GLUTES,
    "hamstring": Place.HAMSTRINGS,
    "shin": PainPlace.SHIN_CALF,
    "calf": PainPlace.SHIN_CALF,
    "ankle": PainPlace.ANKLE_FOOT,
    "foot": PainPlace.ANKLE_FOOT,
    "shoulder": PainPlace.SHOULDER_WRIST,
    "wrist": PainPlace.SHOULDER_WRIST,
    "waist": Place.WAIST,
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
