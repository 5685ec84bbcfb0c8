"""Loads: how much a drill demands of each body area.

A drill file gives them under ``loads``. Otherwise coach estimates them from pattern and
base, too high rather than too low, because nobody has assessed the drill. Breathing at rest
loads nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from coach.model.drill import LOADED_PLACES, Drill
from coach.model.places import IN_THE_MIDDLE
from coach.model.prescription import Block
from coach.model.terms import Base, Load, PainPlace, Sides

_EVEN_LOW = {PainPlace.GROIN_OR_DEEP_HIP, PainPlace.NECK}
"""Places for which even a low load counts."""

Loads = Mapping[PainPlace, Load]
"""Load by place; places without an entry are not loaded."""

_BREATH = {"breath", "breathing"}
"""Patterns of drills that are only breathing."""
AT_REST = {Base.SUPINE, Base.PRONE, Base.SIDE_LYING, Base.SEATED}
"""Bases in which the floor or a chair supports the body."""

HIP_PARTS = (PainPlace.GROIN_OR_DEEP_HIP, PainPlace.FRONT_OF_HIP, PainPlace.OUTER_HIP)
"""Places that the answer ``hip`` may mean."""

_LOW, _MEDIUM, _HIGH = Load.LOW, Load.MEDIUM, Load.HIGH

BY_PATTERN: Mapping[str, Loads] = {
    "bridge": {
        PainPlace.GLUTES: _HIGH,
        PainPlace.HAMSTRINGS: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # its muscles help to hold the position
        PainPlace.GROIN_OR_DEEP_HIP: _LOW,
        PainPlace.KNEE: _LOW,
        PainPlace.NECK: _LOW,
    },
    "hinge": {
        PainPlace.HAMSTRINGS: _HIGH,
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.OUTER_HIP: _MEDIUM,  # keeps the pelvis level on one leg
        PainPlace.LOW_BACK: _MEDIUM,  # holds its length against the weight of the trunk
        PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
        PainPlace.KNEE: _LOW,
    },
    "leg-extension": {
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # takes over when the hip reaches its end of range
        PainPlace.HAMSTRINGS: _LOW,
        PainPlace.GROIN_OR_DEEP_HIP: _LOW,
        PainPlace.FRONT_OF_HIP: _LOW,
    },
    "abduction": {
        PainPlace.OUTER_HIP: _HIGH,
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
        PainPlace.LOW_BACK: _LOW,
    },
    "lunge-step": {
        PainPlace.KNEE: _HIGH,
        PainPlace.GLUTES: _HIGH,
        PainPlace.OUTER_HIP: _MEDIUM,
        PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
        PainPlace.FRONT_OF_HIP: _MEDIUM,
        PainPlace.HAMSTRINGS: _LOW,
        PainPlace.SHIN_OR_CALF: _MEDIUM,
        PainPlace.ANKLE_OR_FOOT: _MEDIUM,
        PainPlace.LOW_BACK: _LOW,
    },
    "march": {
        PainPlace.FRONT_OF_HIP: _MEDIUM,
        PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
        PainPlace.SHIN_OR_CALF: _MEDIUM,
        PainPlace.ANKLE_OR_FOOT: _MEDIUM,
        PainPlace.GLUTES: _LOW,
        PainPlace.OUTER_HIP: _LOW,
        PainPlace.KNEE: _LOW,
        PainPlace.LOW_BACK: _LOW,
    },
    "hip-flexor-stretch": {
        PainPlace.FRONT_OF_HIP: _HIGH,
        PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # arches when the tuck is lost
        PainPlace.KNEE: _MEDIUM,
    },
    "hip-rotation": {
        PainPlace.GROIN_OR_DEEP_HIP: _HIGH,  # turned to the end of its range
        PainPlace.OUTER_HIP: _MEDIUM,
        PainPlace.KNEE: _MEDIUM,  # twists when the hip reaches its end of range
        PainPlace.LOW_BACK: _LOW,
    },
    "trunk": {
        PainPlace.LOW_BACK: _MEDIUM,
        PainPlace.FRONT_OF_HIP: _MEDIUM,
        PainPlace.GROIN_OR_DEEP_HIP: _LOW,
        PainPlace.NECK: _LOW,
    },
    "squeeze": {PainPlace.GLUTES: _MEDIUM, PainPlace.LOW_BACK: _LOW},
    "breath": {},
    "breathing": {},
}
"""Highest loads among the drills of each pattern."""

_UNKNOWN_PATTERN: Loads = {
    PainPlace.LOW_BACK: _MEDIUM,
    PainPlace.GROIN_OR_DEEP_HIP: _MEDIUM,
    PainPlace.FRONT_OF_HIP: _MEDIUM,
    PainPlace.OUTER_HIP: _MEDIUM,
    PainPlace.GLUTES: _MEDIUM,
    PainPlace.HAMSTRINGS: _MEDIUM,
}
"""Loads of a pattern that is not in the table: hips and back work in almost all drills."""

BY_BASE: Mapping[Base, Loads] = {
    Base.SUPINE: {},
    Base.PRONE: {PainPlace.NECK: _LOW},
    Base.SIDE_LYING: {PainPlace.NECK: _LOW},
    Base.SEATED: {},
    Base.QUADRUPED: {
        PainPlace.KNEE: _MEDIUM,  # weight on the kneecaps
        PainPlace.SHOULDER_OR_WRIST: _MEDIUM,
        PainPlace.ANKLE_OR_FOOT: _LOW,
    },
    Base.HALF_KNEELING: {PainPlace.KNEE: _MEDIUM, PainPlace.ANKLE_OR_FOOT: _LOW},
    Base.STANDING: {
        PainPlace.KNEE: _MEDIUM,  # the depth of the bend is unknown
        PainPlace.SHIN_OR_CALF: _LOW,
        PainPlace.ANKLE_OR_FOOT: _LOW,
    },
}
"""Loads from bearing weight in each base."""


def loads_of(drill: Drill) -> Loads:
    """Return a drill's loads in a fixed order, as in its file or otherwise estimated."""
    if drill.loads is not None:
        return {
            place: drill.loads[place] for place in LOADED_PLACES if place in drill.loads
        }
    if is_breathing_at_rest(drill):
        return {}
    return _guessed(drill.pattern, drill.base)


def _guessed(pattern: str, base: Base) -> Loads:
    order = tuple(Load)
    found: dict[PainPlace, Load] = {}
    for loads in (BY_PATTERN.get(pattern, _UNKNOWN_PATTERN), BY_BASE[base]):
        for place, load in loads.items():
            found[place] = max(found.get(place, load), load, key=order.index)
    return {place: found[place] for place in LOADED_PLACES if place in found}


def is_breathing_at_rest(drill: Drill) -> bool:
    """Return whether a drill is only breathing, lying or sitting."""
    return is_breathing(drill) and drill.base in AT_REST


def is_breathing(drill: Drill) -> bool:
    """Return whether a drill is only breathing."""
    return drill.pattern in _BREATH


def spares(drill: Drill, place: PainPlace) -> bool:
    """Return whether a drill has at most a low load on a place that hurts.

    For ``hip``, this must be true of all parts of the hip. Deep in the groin, even a low
    load counts, because pain there may come from the bone. On the neck, a low load counts
    because no drill loads the neck more. The loads on ``elsewhere`` are unknown, so only a
    drill without loads spares it.
    """
    loads = loads_of(drill)
    if place is PainPlace.ELSEWHERE:
        return not loads
    return _counting(loads).isdisjoint(_parts(place))


def loading_phrase(place: PainPlace, named: str, *, is_any: bool = False) -> str:
    """Return words such as ``loads the knee more than a little``, or ``loads the neck``.

    Args:
        place: the place.
        named: its name with the article.
        is_any: whether even a low load counts today, whatever the place.
    """
    if place is PainPlace.ELSEWHERE:
        return "loads any part of the body"
    if place in _EVEN_LOW:
        return f"loads {named}"
    return f"loads {named} even a little" if is_any else f"loads {named} more than a little"


def is_more(drill: Drill, other: Drill, place: PainPlace) -> bool:
    """Return whether a drill loads a place more than another drill does."""
    return _most(drill, place) > _most(other, place)


def can_rest(drill: Drill, place: PainPlace, *, is_strict: bool = False) -> bool:
    """Return whether a place of one side has no load that counts while the other works.

    Args:
        drill: the drill.
        place: a place of the side that rests.
        is_strict: whether even a low load counts.
    """
    loads = drill.other_side_loads
    if drill.sides is not Sides.EACH or loads is None or place in IN_THE_MIDDLE:
        return False
    if place is PainPlace.ELSEWHERE:
        return not loads
    return set(loads if is_strict else _counting(loads)).isdisjoint(_parts(place))


def loaded_words(drill: Drill) -> tuple[str, ...]:
    """Return the places with a load that counts, as a plan stores them.

    Every drill that loads anything also loads ``elsewhere``.
    """
    loads = loads_of(drill)
    elsewhere = (PainPlace.ELSEWHERE.value,) if loads else ()
    return (*(place.value for place in loads if place in _counting(loads)), *elsewhere)


def is_less(drill: Drill, other: Drill, place: PainPlace) -> bool:
    """Return whether a drill loads a place less than another drill, or not at all."""
    least = _most(drill, place)
    return least == 0 or least < _most(other, place)


def is_on(drill: Drill, place: PainPlace, least: Load = Load.LOW) -> bool:
    """Return whether a drill loads a place at least this much; by default, at all."""
    return _most(drill, place) > tuple(Load).index(least)


def _most(drill: Drill, place: PainPlace) -> int:
    """Return the highest load on a place or its parts: 0 for none, up to 3."""
    loads = loads_of(drill)
    parts = loads if place is PainPlace.ELSEWHERE else _parts(place)
    order = tuple(Load)
    return max((order.index(loads[p]) + 1 for p in parts if p in loads), default=0)


def block_loads(block: Block, place: PainPlace) -> bool:
    """Return whether a block has at least a medium load on a place."""
    if block.loads is None:
        loads = _of_older_plan(block)
        words = _counting(loads) | ({PainPlace.ELSEWHERE} if loads else set())
        return not words.isdisjoint(_parts(place))
    return not {part.value for part in _parts(place)}.isdisjoint(block.loads)


def block_loads_a_little(block: Block, place: PainPlace) -> bool:
    """Return whether a block has any load on a place, however low."""
    low: Collection[str] = () if block.low_loads is msgspec.UNSET else block.low_loads
    if block.loads is None:
        low = _of_older_plan(block)
    is_low = not {part.value for part in _parts(place)}.isdisjoint(low)
    return is_low or block_loads(block, place)


def _of_older_plan(block: Block) -> Loads:
    """Return the likely loads of a block in a plan that does not name them."""
    at_rest = block.pattern in _BREATH and block.base in AT_REST
    return {} if at_rest else _guessed(block.pattern, block.base)


def words_of_load(drill: Drill, load: Load) -> tuple[str, ...]:
    """Return the places with exactly this load, as a plan stores them."""
    return tuple(place.value for place, is_ in loads_of(drill).items() if is_ is load)


def is_high_load(block: Block, place: PainPlace) -> bool:
    """Return whether a block is known to have a high load on a place."""
    words = () if block.high_loads is msgspec.UNSET else block.high_loads
    return not {part.value for part in _parts(place)}.isdisjoint(words)


def _counting(loads: Loads) -> set[PainPlace]:
    return {place for place, load in loads.items() if load.counts or place in _EVEN_LOW}


def _parts(place: PainPlace) -> tuple[PainPlace, ...]:
    return HIP_PARTS if place is PainPlace.HIP else (place,)
