"""Parts of the body, and the one word for each on the screen and in options."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from coach.model.terms import BodyPlace, PainPlace, PainSide

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
"""Word that a runner reads and may type, by the name in files and journal."""

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
"""Other unambiguous words for a place."""


def place_words(place: str) -> str:
    """Return the word for a place; an unknown place as it is written."""
    return PLACE_WORDS.get(place, place.replace("_", " "))


def placed_words(place: str, side: str | None) -> str:
    """Return the word for a place with its side: ``left knee``, ``low back (middle)``."""
    words = place_words(place)
    if side is None:
        return words
    is_one = side in {PainSide.LEFT, PainSide.RIGHT} and place != PainPlace.ELSEWHERE
    if is_one:
        return f"{side} {words}"
    shown = "both sides" if side == PainSide.BOTH else side.replace("_", " ")
    return f"{words} ({shown})"


def place_meant(word: str, kind: type[P]) -> P | None:
    """Return the place that a typed word means, in any case; None if unknown."""
    key = _key(word)
    spoken = {_key(words): place for place, words in PLACE_WORDS.items()}
    name = spoken.get(key, _ALSO.get(key, key))
    return next((each for each in kind if each == name), None)


def _key(word: str) -> str:
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
