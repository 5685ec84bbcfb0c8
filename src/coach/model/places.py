"""Parts of the body: the one word for each, wherever it is shown or typed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from coach.model.terms import BodyPlace, PainPlace

P = TypeVar("P", bound=StrEnum)

PLACE_WORDS: dict[str, str] = {
    BodyPlace.GLUTES: "glutes",
    BodyPlace.HAMSTRINGS: "hamstrings",
    BodyPlace.QUADS: "quads",
    BodyPlace.ABS_CORE: "abs",
    BodyPlace.LOW_BACK: "low back",
    BodyPlace.KNEE: "knee",
    BodyPlace.HIP_FLEXOR: "front of hip",
    BodyPlace.HIP_STRETCH: "hip stretch",
    BodyPlace.WAIST: "waist and low back",
    BodyPlace.NOWHERE: "nowhere",
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
    "core": BodyPlace.ABS_CORE,
    "hip_front": BodyPlace.HIP_FLEXOR,
    "nowhere_in_particular": BodyPlace.NOWHERE,
    "back": BodyPlace.LOW_BACK,
    "thighs": BodyPlace.QUADS,
    "groin": PainPlace.HIP_JOINT,
    "deep_hip": PainPlace.HIP_JOINT,
    "front_of_the_hip": BodyPlace.HIP_FLEXOR,
    "outer_side_of_the_hip": PainPlace.OUTER_HIP,
    "glute": BodyPlace.GLUTES,
    "hamstring": BodyPlace.HAMSTRINGS,
    "shin": PainPlace.SHIN_CALF,
    "calf": PainPlace.SHIN_CALF,
    "ankle": PainPlace.ANKLE_FOOT,
    "foot": PainPlace.ANKLE_FOOT,
    "shoulder": PainPlace.SHOULDER_WRIST,
    "wrist": PainPlace.SHOULDER_WRIST,
    "waist": BodyPlace.WAIST,
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
