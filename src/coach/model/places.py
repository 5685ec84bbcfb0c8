"""The words that people read and type for a body area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from coach.model.terms import BodyPlace, Flag, PainPlace, PainSide, todays_place

P = TypeVar("P", bound=StrEnum)

IN_THE_MIDDLE = frozenset({PainPlace.LOW_BACK, PainPlace.NECK})
"""Places that work on both sides of a drill, whichever side hurts."""

SPARED_BY_RUNNING = frozenset({PainPlace.NECK, PainPlace.SHOULDER_OR_WRIST})
"""Places that running hardly loads; all others carry the weight of each step."""

NEAR_BONE = frozenset({PainPlace.SHIN_OR_CALF, PainPlace.ANKLE_OR_FOOT, PainPlace.HIP})
"""Places where severe pain may come from a bone that each step of a run loads again; the
answer ``hip`` may mean the groin."""
MAY_BE_BONE = NEAR_BONE | {PainPlace.GROIN_OR_DEEP_HIP}
"""The places near a bone, and the groin, which has its own rules."""

_IN_THE_LEG = {
    PainPlace.GLUTES,
    PainPlace.HAMSTRINGS,
    PainPlace.KNEE,
    PainPlace.SHIN_OR_CALF,
    PainPlace.ANKLE_OR_FOOT,
}

_ALSO: dict[str, str] = {
    "core": BodyPlace.ABS,
    "somewhere_else": PainPlace.ELSEWHERE,
    "waist_and_low_back": BodyPlace.WAIST,
    "hip_front": BodyPlace.FRONT_OF_HIP,
    "nowhere_in_particular": BodyPlace.NOWHERE,
    "back": BodyPlace.LOW_BACK,
    "thighs": BodyPlace.QUADS,
    "groin": PainPlace.GROIN_OR_DEEP_HIP,
    "deep_hip": PainPlace.GROIN_OR_DEEP_HIP,
    "front_of_the_hip": BodyPlace.FRONT_OF_HIP,
    "outer_side_of_the_hip": PainPlace.OUTER_HIP,
    "glute": BodyPlace.GLUTES,
    "hamstring": BodyPlace.HAMSTRINGS,
    "shin": PainPlace.SHIN_OR_CALF,
    "calf": PainPlace.SHIN_OR_CALF,
    "ankle": PainPlace.ANKLE_OR_FOOT,
    "foot": PainPlace.ANKLE_OR_FOOT,
    "shoulder": PainPlace.SHOULDER_OR_WRIST,
    "wrist": PainPlace.SHOULDER_OR_WRIST,
}
"""Other words for a place, all unambiguous."""


def with_urgent_sign(
    flags: Collection[str], place: str | None, side: str | None
) -> tuple[Flag, ...]:
    """Return the signs, and the urgent sign if these answers need urgent help.

    They do after numbness in both legs, or numbness and giving way with low back pain.
    """
    told = tuple(Flag(flag) for flag in flags)
    in_both_legs = place in _IN_THE_LEG and side == PainSide.BOTH
    from_the_back = place == PainPlace.LOW_BACK and Flag.GIVING_WAY in told
    is_on_it = Flag.NUMB in told and (in_both_legs or from_the_back)
    return (*told, Flag.URGENT) if is_on_it and Flag.URGENT not in told else told


def place_words(place: str) -> str:
    """Return the words for a place, whichever of its names is given: ``front of hip``."""
    return todays_place(place).replace("_", " ")


def where_felt(places: Iterable[str], join: str = ", ") -> str:
    """Return ``felt in glutes, abs``; ``felt nowhere`` if the runner felt nothing."""
    words = join.join(map(place_words, places))
    return f"felt {words}" if words == BodyPlace.NOWHERE else f"felt in {words}"


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


def the_place(place: str, side: str | None = None) -> str:
    """Return ``the low back`` or ``the front of the left hip``.

    Return ``the area that hurt`` if the place is ``elsewhere``.

    Args:
        place: the place.
        side: the side that hurts; only ``left`` and ``right`` appear.
    """
    if place == PainPlace.ELSEWHERE:
        return "the area that hurt"
    one = f"{side} " if side in {PainSide.LEFT, PainSide.RIGHT} else ""
    if place == PainPlace.FRONT_OF_HIP:
        return f"the front of the {one}hip"
    return f"the {one}{place_words(place)}"


def place_meant(word: str, kind: type[P]) -> P | None:
    """Return the place that a typed word means, in any case; None if unknown."""
    key = _key(word)
    try:
        return kind(_ALSO.get(key, key))
    except ValueError:
        return None


def _key(word: str) -> str:
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
