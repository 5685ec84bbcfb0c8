"""The equipment that runners have: weights, bands, a bench, the height of a step. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from coach.model.bounds import STEP_MM
from coach.model.weights import AtHand, WeightSpan, WeightUnit, parse_weight

BANDS = ("light", "medium", "heavy")
WEIGHTS = (
    "weight",
    "dumbbell",
    "kettlebell",
    "barbell",
    "plate",
    "sandbag",
    "backpack",
)
"""Things to hold, which may also end in an s."""
WRITE = "write, for example, band, bench, step 20 cm, dumbbells 2-10 kg or kettlebell 8 kg"
_MM = {"cm": 10.0, "in": 25.4}
_SIZED = r"(step|bench)(?: ([0-9]{1,3}(?:\.[0-9])?) ?(cm|in))?"
_BAND = rf"bands?(?: (?:{'|'.join(BANDS)}))?"
_HELD = (
    rf"(?:{'|'.join(WEIGHTS)})s?"
    r" ([0-9.]+)(?:-([0-9.]+)(?: by ([0-9.]+))?)? ?([a-z]+)(?: by ([0-9.]+)(?: ?[a-z]+)?)?"
)


class OwnedThing(msgspec.Struct, frozen=True):
    """One thing that the runner has."""

    words: str
    """The thing as it was written, with single spaces."""
    kind: str
    """Name of the thing in drills: ``band``, ``step``, ``bench``, ``weight``."""
    weights: WeightSpan | None = None
    """Weights of the thing, if you hold it."""


def parse_thing(text: str) -> OwnedThing:
    """Return one thing: ``band``, ``step 20 cm``, ``dumbbells 2-10 kg by 2``.

    Raises:
        ValueError: with ``problem; what to write``, if it is unknown or impossible.
    """
    words = " ".join(text.lower().split())
    if re.fullmatch(_BAND, words):
        return OwnedThing(words, "band")
    sized = re.fullmatch(_SIZED, words)
    if sized is not None:
        if sized[2] and not STEP_MM.holds(round(float(sized[2]) * _MM[sized[3]])):
            raise ValueError(f"'{text}' is not a valid height; write 5 to 100 cm")
        return OwnedThing(words, sized[1])
    held = re.fullmatch(_HELD, words)
    if held is not None:
        return OwnedThing(words, "weight", _span(text, held))
    first = words.split(" ")[0]
    if first.removesuffix("s") in WEIGHTS:
        raise ValueError(
            f"coach can't read a weight in '{text}'; write, for example, {first} 8 kg or "
            f"{first} 2-10 kg"
        )
    raise ValueError(f"'{text}' is unknown; {WRITE}")


def _span(text: str, held: re.Match[str]) -> WeightSpan:
    unit = held[4]
    least = parse_weight(f"{held[1]} {unit}", WeightUnit.KG)
    most = parse_weight(f"{held[2]} {unit}", WeightUnit.KG) if held[2] else least
    step = held[3] or held[5]
    if most.g < least.g:
        raise ValueError(
            f"'{text}' starts with the heavier weight; write the lighter weight first"
        )
    return WeightSpan(
        least, most, parse_weight(f"{step} {unit}", least.unit).g if step else 0
    )


def kinds_of(things: Iterable[str]) -> frozenset[str]:
    """Return the names that drills use for the things in the settings."""
    return frozenset(parse_thing(thing).kind for thing in things)


def weights_among(things: Iterable[str]) -> AtHand:
    """Return the weights among the things in the settings."""
    found = (parse_thing(thing).weights for thing in things)
    return tuple(span for span in found if span is not None)


def height_of_step(things: Iterable[str]) -> str:
    """Return the height of the runner's step, as written: ``20 cm``; empty if unknown."""
    sized = (re.fullmatch(_SIZED, thing) for thing in things)
    found = (f"{m[2]} {m[3]}" for m in sized if m and m[1] == "step" and m[2])
    return next(found, "")


def weight_unit_of(at_hand: AtHand, otherwise: WeightUnit) -> WeightUnit:
    """Return the unit of the runner's weights; without weights, ``otherwise``."""
    return at_hand[0].least.unit if at_hand else otherwise
