"""What a drill needs, and what is at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

HOUSEHOLD = frozenset({"wall", "chair", "sofa", "pillow", "pad"})
"""What every home has in some form."""


def needs_only(equipment: Iterable[str], kit: Collection[str]) -> bool:
    """Whether what is at hand is enough; of ``wall or chair`` one is."""
    return all(
        any(choice.strip() in kit or choice.strip() in HOUSEHOLD for choice in choices)
        for choices in (thing.split(" or ") for thing in equipment)
    )
