"""What a drill needs, and what is at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

EVERYWHERE = frozenset({"wall"})
"""Indoors there is one, outdoors a tree or a lamp post will do."""
HOUSEHOLD = frozenset({"wall", "chair", "sofa", "pillow", "pad"})
"""What every home has in some form."""


def needs_only(equipment: Iterable[str], kit: Collection[str]) -> bool:
    """Whether what is at hand is enough; of ``wall or chair`` one is."""
    return _is_enough(equipment, HOUSEHOLD.union(kit))


def needs_equipment(equipment: Iterable[str]) -> bool:
    """Whether something has to be brought along, from wherever the runner lives."""
    return not _is_enough(equipment, EVERYWHERE)


def _is_enough(equipment: Iterable[str], at_hand: Collection[str]) -> bool:
    return all(
        any(choice.strip() in at_hand for choice in thing.split(" or "))
        for thing in equipment
    )
