"""The words about a whole session, before its first drill. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from coach.model.terms import Base
from coach.text.count_of import count_of
from coach.timeline import Timeline

_ON_THE_FEET = {Base.STANDING}
_MAT, _OR = "mat", " or "


def overview_wordings(timeline: Timeline) -> tuple[str, ...]:
    """Return the routine, its drills, minutes and things; empty for a single drill.

    ``Strength A: 6 drills, about 26 minutes. You need a mat and a wall.``
    """
    prescription = timeline.prescription
    numbers = dict.fromkeys(each.block for each in timeline.segments)
    if len(numbers) < 2 or prescription.is_test:  # noqa: PLR2004  a single drill says it all
        return ()
    blocks = [prescription.blocks[number] for number in numbers]
    minutes = count_of(max(1, round(timeline.total_ms / 60_000)), "minute")
    told = f"{prescription.name}: {len(blocks)} drills, about {minutes}."
    is_on_floor = any(block.base not in _ON_THE_FEET for block in blocks)
    things = [_MAT] if is_on_floor else []
    things += _things(each for block in blocks for each in block.equipment)
    return (f"{told} You need {_listed(things)}." if things else told,)


def _things(equipment: Iterable[str]) -> list[str]:
    """Return each thing once; ``wall`` serves where ``wall or chair`` is needed."""
    named = list(dict.fromkeys(equipment))
    alone = {each for each in named if _OR not in each}
    return [
        each for each in named if each in alone or not alone.intersection(each.split(_OR))
    ]


def _listed(things: list[str]) -> str:
    *others, last = [f"{'an' if each[:1] in 'aeiou' else 'a'} {each}" for each in things]
    return f"{', '.join(others)} and {last}" if others else last
