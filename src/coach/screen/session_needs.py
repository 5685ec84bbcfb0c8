"""The needs of a session: its place, its equipment and its sound, in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.model.prescription import Prescription
from coach.model.terms import Base
from coach.screen.even_lines import wrapped

_NO_EQUIPMENT = "Equipment: nothing."
_BED = "bed or bench"
"""Equipment of a drill that is not done lying on the floor."""


def is_standing(prescription: Prescription) -> bool:
    """Return whether all drills are done standing."""
    return all(block.base is Base.STANDING for block in prescription.blocks)


def places_text(prescription: Prescription) -> str:
    """Return where a session is done: on a bed, on the floor, standing or both."""
    if all(_BED in block.equipment for block in prescription.blocks):
        return "On a bed or bench"
    if is_standing(prescription):
        return "Standing"
    is_mixed = any(block.base is Base.STANDING for block in prescription.blocks)
    return "On the floor and standing" if is_mixed else "On the floor"


def needs_text(prescription: Prescription) -> str:
    """Return the place and the equipment of a session."""
    return " ".join(_need_sentences(prescription))


def _need_sentences(prescription: Prescription) -> list[str]:
    """Return where a session is done, and with which equipment besides the place."""
    places, things = places_text(prescription), equipment_text(prescription)
    if places.endswith(things):
        return [f"{places}."]
    return [f"{places}.", f"Equipment: {things}."]


def equipment_text(prescription: Prescription) -> str:
    """Return the equipment needed, each item once."""
    things = dict.fromkeys(thing for b in prescription.blocks for thing in b.equipment)
    # "wall or chair" adds nothing if a wall is needed anyway.
    needed = [
        thing
        for thing in things
        if " or " not in thing or not things.keys() & set(thing.split(" or "))
    ]
    return ", ".join(needed) or "nothing"


def needs_lines(
    prescription: Prescription, sound: str, columns: int, most: int | None = None
) -> list[Text]:
    """Return places, equipment, sound and opening: whole sentences, the first at least."""
    needs = [each for each in _need_sentences(prescription) if each != _NO_EQUIPMENT]
    facts = [*needs, *([f"Sound: {sound}."] if sound else [])]
    if prescription.opens:
        facts.append(prescription.opens)
    rows = _packed(facts, columns)
    while most is not None and len(facts) > 1 and len(rows) > most:
        facts.pop()
        rows = _packed(facts, columns)
    return [Text(row) for row in rows]


def _packed(sentences: Sequence[str], columns: int) -> list[str]:
    """Return rows of whole sentences; no more rows than if sentences were broken."""
    rows: list[str] = []
    for each in sentences:
        if rows and len(rows[-1]) + 1 + len(each) <= columns:
            rows[-1] += f" {each}"
        else:
            rows += wrapped(each, columns)
    broken = wrapped(" ".join(sentences), columns)
    return rows if len(rows) <= len(broken) else broken
