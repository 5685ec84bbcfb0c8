"""Weights in a session: those to choose from, and those the runner asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.model.drill import Drill
from coach.model.owned_things import weight_unit_of, weights_among
from coach.model.weights import Ladder, Weight, ladder_of, parse_weight, steps_in

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.offer import Offer
    from coach.model.prescription import Prescription

NO_WEIGHT = "none"
"""Typed instead of a weight to use none."""


def ladders_of(context: Context, prescription: Prescription) -> dict[str, Ladder]:
    """Return the weights to choose from, for each drill that takes one."""
    found: dict[str, Ladder] = {}
    for block in prescription.blocks:
        entry = context.library.drills.get(block.drill)
        if entry is not None and entry.value.load is not None:
            found[block.drill] = _ladder(context, entry.value)
    return found


def _ladder(context: Context, drill: Drill) -> Ladder:
    load = drill.load
    if load is None:
        return ()
    at_hand = weights_among(context.config.equipment)
    unit = weight_unit_of(at_hand, context.config.weight_unit)
    return ladder_of(steps_in(unit, load.unit, load.start, load.step), at_hand)


def choose_weights(context: Context, offer: Offer, typed: Iterable[str]) -> None:
    """Apply the weights given with ``--load`` to the session on offer.

    Raises:
        CoachError: if one is not a weight, or its drill takes none.
    """
    for words in typed:
        name, _, number = words.rpartition("=")
        weight = _weight(context, number.strip())
        takes = ladders_of(context, offer.timeline.prescription)
        offer.choose_weight(_drill(context, offer, name.strip(), tuple(takes)), weight)


def _weight(context: Context, number: str) -> Weight | None:
    if number.lower() == NO_WEIGHT:
        return None
    at_hand = weights_among(context.config.equipment)
    try:
        return parse_weight(number, weight_unit_of(at_hand, context.config.weight_unit))
    except ValueError as error:
        what, _, hint = str(error).partition("; ")
        raise UsageError(f"'--load': {what}", hint=f"{hint}, or {NO_WEIGHT}") from error


def _drill(context: Context, offer: Offer, name: str, takes: Sequence[str]) -> str:
    """Return the id of the drill that a weight is for."""
    session = offer.timeline.prescription.name
    choices = ", ".join(takes)
    if not takes:
        raise CoachError(
            f"no drill in {session} uses a weight today", hint="leave out '--load'"
        )
    if not name:
        if len(takes) == 1:
            return takes[0]
        raise UsageError(
            f"'--load' needs a drill, because {len(takes)} drills in {session} use weights",
            hint=f"name the drill, as in --load {takes[0]}=10; choose from {choices}",
        )
    drill = context.find(name).value
    if drill.id in takes:
        return drill.id
    if not isinstance(drill, Drill):
        raise CoachError(
            f"{drill.name} is a routine, not a drill",
            hint=f"drills with a weight: {choices}",
        )
    if drill.load is None:
        raise CoachError(
            f"{drill.name} does not use a weight", hint=f"drills with a weight: {choices}"
        )
    raise CoachError(
        f"{drill.name} is not in {session} today", hint=f"drills with a weight: {choices}"
    )
