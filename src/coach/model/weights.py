"""Weights for drills, kept as given and counted in grams, and the runner's weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

import msgspec

from coach.model import bounds


class WeightUnit(StrEnum):
    """Units of a weight."""

    KG = "kg"
    LB = "lb"


GRAMS = {WeightUnit.KG: 1_000.0, WeightUnit.LB: 453.592_37}
"""Grams in each unit."""
POUNDS_STEP = 5
"""Step between weights in pounds."""
SPOKEN = {WeightUnit.KG: ("kilo", "kilos"), WeightUnit.LB: ("pound", "pounds")}
IN_THE_TANK = "leave 2 reps in reserve"
"""Advice on the right weight: two more reps would still be possible."""
_NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,3})?"
_UNITS = {
    WeightUnit.KG: ("kg", "kgs", "kilo", "kilos"),
    WeightUnit.LB: ("lb", "lbs", "pound", "pounds"),
}
_TYPED = rf"([+-]?{_NUMBER})\s*([a-z]*)"


class Weight(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A weight, with the unit in which it was given."""

    g: Annotated[int, bounds.WEIGHT_G.number]
    """Whole grams."""
    unit: WeightUnit = WeightUnit.KG

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"

    @property
    def number(self) -> str:
        """Return the number of units with at most one decimal: ``10``, ``2.5``."""
        return f"{self.g / GRAMS[self.unit]:.1f}".removesuffix(".0")

    @property
    def spoken(self) -> str:
        """Return the weight as it is spoken: ``10 kilos``."""
        one, many = SPOKEN[self.unit]
        return f"{self.number} {one if self.number == '1' else many}"


class WeightSpan(msgspec.Struct, frozen=True):
    """A range of the runner's weights; a single weight is both ends of the range."""

    least: Weight
    most: Weight
    step_g: int = 0
    """Grams between two weights; 0 if every weight in between is possible."""

    def at_least(self, grams: int) -> Weight | None:
        """Return the lightest weight with at least this many grams, or None."""
        if grams <= self.least.g:
            return self.least
        if self.step_g:
            steps = -(-(grams - self.least.g) // self.step_g)
            grams = self.least.g + steps * self.step_g
        return Weight(grams, self.least.unit) if grams <= self.most.g else None

    def at_most(self, grams: int) -> Weight | None:
        """Return the heaviest weight with at most this many grams, or None."""
        if grams < self.least.g:
            return None
        grams = min(grams, self.most.g)
        if self.step_g:
            grams -= (grams - self.least.g) % self.step_g
        return Weight(grams, self.least.unit)


Ladder = tuple[Weight, ...]
"""The weights to choose from, the lightest first."""
NO_LADDERS: Mapping[str, Ladder] = MappingProxyType({})
LONGEST_LADDER = 20


class WeightSteps(msgspec.Struct, frozen=True):
    """First weight of a drill and its steps, in the runner's unit."""

    start: Weight
    step_g: int


AtHand = tuple[WeightSpan, ...]
"""All of the runner's weights; empty if there are none."""


def heavier(now: Weight | None, steps: WeightSteps, at_hand: AtHand) -> Weight | None:
    """Return the next heavier weight, or the first one; None after the heaviest."""
    if now is None:
        return _lightest(at_hand, steps.start.g) or _heaviest(at_hand, steps.start.g)
    more = _lightest(at_hand, now.g + steps.step_g)
    if more is None:
        more = _heaviest(at_hand, now.g + steps.step_g)
    return more if more is not None and more.g > now.g else None


def lighter(now: Weight, steps: WeightSteps, at_hand: AtHand) -> Weight | None:
    """Return the next lighter weight; None means no weight."""
    grams = now.g - steps.step_g
    if at_hand:
        return _heaviest(at_hand, grams)
    return Weight(grams, now.unit) if grams > 0 else None


def ladder_of(steps: WeightSteps, at_hand: AtHand) -> Ladder:
    """Return the weights to choose from for a drill, the lightest first."""
    ladder: list[Weight] = []
    at_hand = at_hand or (WeightSpan(steps.start, Weight(bounds.WEIGHT_G.most)),)
    while len(ladder) < LONGEST_LADDER:
        more = heavier(ladder[-1] if ladder else None, steps, at_hand)
        if more is None:
            break
        ladder.append(more)
    return tuple(ladder)


def next_weight(now: Weight | None, ladder: Ladder) -> Weight | None:
    """Return the next heavier weight; after the heaviest, none."""
    grams = 0 if now is None else now.g
    return next((weight for weight in ladder if weight.g > grams), None)


def weight_before(now: Weight | None, ladder: Ladder) -> Weight | None:
    """Return the next lighter weight; none below the lightest."""
    grams = 0 if now is None else now.g
    return next((weight for weight in reversed(ladder) if weight.g < grams), None)


def _lightest(at_hand: AtHand, grams: int) -> Weight | None:
    return min(_found(span.at_least(grams) for span in at_hand), key=_grams, default=None)


def _heaviest(at_hand: AtHand, grams: int) -> Weight | None:
    return heaviest(span.at_most(grams) for span in at_hand)


def _found(weights: Iterable[Weight | None]) -> list[Weight]:
    return [weight for weight in weights if weight is not None]


def heaviest(weights: Iterable[Weight | None]) -> Weight | None:
    """Return the heaviest weight; None if there is none."""
    return max(_found(weights), key=_grams, default=None)


def _grams(weight: Weight) -> int:
    return weight.g


def steps_in(unit: WeightUnit, authored: WeightUnit, start: int, step: int) -> WeightSteps:
    """Return the first weight and the step of a drill in the runner's unit.

    For a drill written in kg, pounds are rounded to the nearest five.
    """
    if unit is authored or unit is WeightUnit.KG:
        return WeightSteps(weight_of(start, authored), weight_of(step, authored).g)
    first, more = (
        weight_of(max(POUNDS_STEP, _plates(number) * POUNDS_STEP), WeightUnit.LB)
        for number in (start, step)
    )
    return WeightSteps(first, more.g)


def _plates(kilos: int) -> int:
    return round(kilos * GRAMS[WeightUnit.KG] / GRAMS[WeightUnit.LB] / POUNDS_STEP)


def weight_of(number: float, unit: WeightUnit) -> Weight:
    """Return this many units as a weight, without checking whether it is possible."""
    return Weight(round(number * GRAMS[unit]), unit)


def parse_weight(text: str, unit: WeightUnit) -> Weight:
    """Return a typed weight: ``10``, ``2.5 kg``, ``20lb``.

    Args:
        text: what was typed.
        unit: the unit of a number without one.

    Raises:
        ValueError: with ``problem; what to write``, if it is not a weight, or is
            impossible.
    """
    match = re.fullmatch(_TYPED, text.strip().lower())
    if match is None:
        raise ValueError(f"'{text}' is not a weight; write a number, such as 10kg or 20lb")
    number, word = float(match[1].replace(",", ".")), match[2]
    found = next((each for each, words in _UNITS.items() if word in words), None)
    if word and found is None:
        raise ValueError(f"'{word}' is not a unit of weight; write kg or lb")
    grams = round(number * GRAMS[found or unit])
    if not bounds.WEIGHT_G.holds(grams):
        most = bounds.WEIGHT_G.most / GRAMS[found or unit]
        raise ValueError(
            f"'{text}' is too light or too heavy; write a weight above 0 {found or unit}, "
            f"up to {most:.0f} {found or unit}"
        )
    return Weight(grams, found or unit)
