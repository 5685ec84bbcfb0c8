"""What a drill asks of each place of the body.

A drill says it under ``loads``. One that does not is taken by its pattern and its base:
rather too much than too little, as nobody looked at it. Breathing at rest loads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from coach.model.drill import LOADED_PLACES, Drill
from coach.model.prescription import Block
from coach.model.terms import Base, Load, PainPlace

Loads = Mapping[PainPlace, Load]
"""What is not named is not loaded."""

_BREATH = {"breath", "breathing"}
"""Patterns of drills that are nothing but breathing."""
_AT_REST = {Base.SUPINE, Base.PRONE, Base.SIDE_LYING, Base.SEATED}

HIP_PLACES = (PainPlace.HIP_JOINT, PainPlace.HIP_FLEXOR, PainPlace.OUTER_HIP)
"""What may be meant by ``hip``."""

_LOW, _MEDIUM, _HIGH = Load.LOW, Load.MEDIUM, Load.HIGH

BY_PATTERN: Mapping[str, Loads] = {
    "bridge": {
        PainPlace.GLUTES: _HIGH,
        PainPlace.HAMSTRINGS: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # its muscles help to carry the lift
        PainPlace.HIP_JOINT: _LOW,
        PainPlace.KNEE: _LOW,
        PainPlace.NECK: _LOW,
    },
    "hinge": {
        PainPlace.HAMSTRINGS: _HIGH,
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.OUTER_HIP: _MEDIUM,  # on one leg it keeps the pelvis level
        PainPlace.LOW_BACK: _MEDIUM,  # it is kept long against the weight of the trunk
        PainPlace.HIP_JOINT: _MEDIUM,
        PainPlace.KNEE: _LOW,
    },
    "leg-extension": {
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # the pelvis tips first where the hip stops
        PainPlace.HAMSTRINGS: _LOW,
        PainPlace.HIP_JOINT: _LOW,
        PainPlace.HIP_FLEXOR: _LOW,
    },
    "abduction": {
        PainPlace.OUTER_HIP: _HIGH,
        PainPlace.GLUTES: _MEDIUM,
        PainPlace.HIP_JOINT: _MEDIUM,
        PainPlace.LOW_BACK: _LOW,
    },
    "lunge-step": {
        PainPlace.KNEE: _HIGH,
        PainPlace.GLUTES: _HIGH,
        PainPlace.OUTER_HIP: _MEDIUM,
        PainPlace.HIP_JOINT: _MEDIUM,
        PainPlace.HIP_FLEXOR: _MEDIUM,
        PainPlace.HAMSTRINGS: _LOW,
        PainPlace.SHIN_CALF: _MEDIUM,
        PainPlace.ANKLE_FOOT: _MEDIUM,
        PainPlace.LOW_BACK: _LOW,
    },
    "march": {
        PainPlace.HIP_FLEXOR: _MEDIUM,
        PainPlace.HIP_JOINT: _MEDIUM,
        PainPlace.SHIN_CALF: _MEDIUM,
        PainPlace.ANKLE_FOOT: _MEDIUM,
        PainPlace.GLUTES: _LOW,
        PainPlace.OUTER_HIP: _LOW,
        PainPlace.KNEE: _LOW,
        PainPlace.LOW_BACK: _LOW,
    },
    "hip-flexor-stretch": {
        PainPlace.HIP_FLEXOR: _HIGH,
        PainPlace.HIP_JOINT: _MEDIUM,
        PainPlace.LOW_BACK: _MEDIUM,  # it arches where the tuck is lost
        PainPlace.KNEE: _MEDIUM,
    },
    "hip-rotation": {
        PainPlace.HIP_JOINT: _HIGH,  # turned to the end of its range
        PainPlace.OUTER_HIP: _MEDIUM,
        PainPlace.KNEE: _MEDIUM,  # it is twisted where the hip stops
        PainPlace.LOW_BACK: _LOW,
    },
    "trunk": {
        PainPlace.LOW_BACK: _MEDIUM,
        PainPlace.HIP_FLEXOR: _MEDIUM,
        PainPlace.HIP_JOINT: _LOW,
        PainPlace.NECK: _LOW,
    },
    "squeeze": {PainPlace.GLUTES: _MEDIUM, PainPlace.LOW_BACK: _LOW},
    "breath": {},
    "breathing": {},
}
"""What drills that move alike ask at most."""

_UNKNOWN_PATTERN: Loads = {
    PainPlace.LOW_BACK: _MEDIUM,
    PainPlace.HIP_JOINT: _MEDIUM,
    PainPlace.HIP_FLEXOR: _MEDIUM,
    PainPlace.OUTER_HIP: _MEDIUM,
    PainPlace.GLUTES: _MEDIUM,
    PainPlace.HAMSTRINGS: _MEDIUM,
}
"""A word of an author's own: hips and back work in nearly all drills there are."""

BY_BASE: Mapping[Base, Loads] = {
    Base.SUPINE: {},
    Base.PRONE: {PainPlace.NECK: _LOW},
    Base.SIDE_LYING: {PainPlace.NECK: _LOW},
    Base.SEATED: {},
    Base.QUADRUPED: {
        PainPlace.KNEE: _MEDIUM,  # they carry weight on the kneecaps
        PainPlace.SHOULDER_WRIST: _MEDIUM,
        PainPlace.ANKLE_FOOT: _LOW,
    },
    Base.HALF_KNEELING: {PainPlace.KNEE: _MEDIUM, PainPlace.ANKLE_FOOT: _LOW},
    Base.STANDING: {
        PainPlace.KNEE: _MEDIUM,  # how deep it bends, only the author knows
        PainPlace.SHIN_CALF: _LOW,
        PainPlace.ANKLE_FOOT: _LOW,
    },
}
"""What carries the weight."""


def loads_of(drill: Drill) -> Loads:
    """What a drill loads, the places in one order; empty for breathing at rest."""
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
    """Whether a drill is breathing alone, lying down or sitting."""
    return is_breathing(drill) and drill.base in _AT_REST


def is_breathing(drill: Drill) -> bool:
    """Whether a drill is breathing alone."""
    return drill.pattern in _BREATH


def spares(drill: Drill, place: PainPlace) -> bool:
    """Whether a drill spares a place that hurts: it loads it low at most.

    Pain at the ``hip`` is spared where all parts of the hip are. Of ``elsewhere`` nobody
    knows what loads it: only breathing at rest spares it.
    """
    loads = loads_of(drill)
    if place is PainPlace.ELSEWHERE:
        return not loads
    return _counting(loads).isdisjoint(_parts(place))


def loaded_words(drill: Drill) -> tuple[str, ...]:
    """What a drill loads more than a little, as a plan says it.

    All but breathing at rest loads ``elsewhere``.
    """
    loads = loads_of(drill)
    elsewhere = (PainPlace.ELSEWHERE.value,) if loads else ()
    return (*(place.value for place in loads if loads[place].counts), *elsewhere)


def block_loads(block: Block, place: PainPlace) -> bool:
    """Whether a drill of a plan loads a place more than a little."""
    if block.loads is None:  # an older program wrote it
        at_rest = block.pattern in _BREATH and block.base in _AT_REST
        loads = {} if at_rest else _guessed(block.pattern, block.base)
        words = _counting(loads) | ({PainPlace.ELSEWHERE} if loads else set())
        return not words.isdisjoint(_parts(place))
    return not {part.value for part in _parts(place)}.isdisjoint(block.loads)


def _counting(loads: Loads) -> set[PainPlace]:
    return {place for place, load in loads.items() if load.counts}


def _parts(place: PainPlace) -> tuple[PainPlace, ...]:
    return HIP_PLACES if place is PainPlace.HIP else (place,)
