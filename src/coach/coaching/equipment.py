"""The equipment a drill needs, and the equipment at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

EVERYWHERE = frozenset({"wall"})
"""Equipment found anywhere: a wall, or outdoors a tree or a lamp post."""
HOUSEHOLD = frozenset({"wall", "chair", "sofa", "pillow", "pad"})
"""Equipment that every home has in some form."""


def needs_only(equipment: Iterable[str], kit: Collection[str]) -> bool:
    """Return whether the equipment at hand is enough; ``wall or chair`` needs only one."""
    return _is_enough(equipment, HOUSEHOLD.union(kit))


def needs_equipment(equipment: Iterable[str]) -> bool:
    """Return whether a drill needs equipment that not every home has."""
    return not _is_enough(equipment, EVERYWHERE)


def _is_enough(equipment: Iterable[str], at_hand: Collection[str]) -> bool:
    return all(
        any(choice.strip() in at_hand for choice in thing.split(" or "))
        for thing in equipment
    )
