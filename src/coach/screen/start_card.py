"""What a runner wants to know before pressing start: how long, where, with what."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from coach.model.prescription import Block, Prescription
from coach.model.terms import Base, Sides
from coach.screen.breathing import letters
from coach.screen.letters import largest_scale
from coach.screen.look import Look, Size
from coach.screen.roles import Role
from coach.screen.sheet import Band, Sheet, gap, line, stack, text_band
from coach.screen.words import counted
from coach.timeline import Timeline
from coach.units import format_clock

STOP_ON_PAIN = "Stop on pain. Never strain."
LARGEST = 2
_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Choice:
    """A key of the card."""

    shown: str
    does: str
    is_on: bool = False
    """It was pressed, and counts."""


def start_card(
    timeline: Timeline,
    sound: str,
    choices: Sequence[Sequence[Choice]],
    look: Look,
    said: Sequence[str] = (),
) -> Sheet:
    """Minutes in big letters, the drills with their doses, the keys in lines.

    ``said`` is why it is this session, and what is not as usual; the first ones are
    shown even where there is hardly room.
    """
    prescription = timeline.prescription
    columns = look.columns
    top = line(
        Text(prescription.name, Role.LOUD.style),
        Text(format_clock(timeline.total_ms)),
        columns,
    )
    facts = text_band(_facts(prescription, sound, columns))
    safety = line(Text(STOP_ON_PAIN, Role.CUE.style), None, columns)
    keys = stack(*(line(_keys(row), None, columns) for row in choices))
    spare = look.rows - top.height - facts.height - keys.height - safety.height
    facts = stack(_said(said, columns, max(1, spare // 2)), facts)
    if look.size is Size.TINY:
        room = look.rows - keys.height
        return stack(stack(top, facts).cut(room).padded(room), keys).cut(look.rows)
    bottom = stack(safety, keys)
    room = look.rows - top.height - facts.height - bottom.height
    drills = _drills(prescription.blocks, columns)
    minutes = max(1, round(timeline.total_ms / _MINUTE_MS))
    number = f"{minutes} MIN"
    spare = room - min(len(drills), room // 2) - 2
    scale = min(LARGEST, largest_scale(number, columns, spare, is_ascii=look.is_ascii))
    big = stack(gap(), letters(number, scale, Role.EXHALE, look)) if scale else Band()
    left = room - big.height - 1
    if len(drills) > left:
        more = len(drills) - left + 1
        drills = [*drills[: max(0, left - 1)], Text(f"  and {more} more", Role.QUIET.style)]
    body = stack(big, gap(), text_band(drills)).cut(room)
    return stack(top, facts, body.padded(room), bottom).cut(look.rows).padded(look.rows)


def _facts(prescription: Prescription, sound: str, columns: int) -> list[Text]:
    facts = f"{where(prescription)}. Kit: {kit(prescription)}. Sound: {sound}."
    if prescription.opens:
        facts = f"{facts} {prescription.opens}"
    return [Text(piece) for piece in textwrap.wrap(facts, max(1, columns))]


def _said(said: Sequence[str], columns: int, room: int) -> Band:
    lines = [line for words in said for line in textwrap.wrap(words, max(1, columns))]
    if len(lines) > room:
        last = f"{lines[room - 1][: max(0, columns - 4)]} ..."
        lines = [*lines[: room - 1], last[:columns]]
    return text_band([Text(line, Role.CUE.style) for line in lines])


def where(prescription: Prescription) -> str:
    """On the floor, standing, or both."""
    standing = {block.base is Base.STANDING for block in prescription.blocks}
    if standing == {True}:
        return "Standing"
    return "On the floor" if standing == {False} else "On the floor and standing"


def kit(prescription: Prescription) -> str:
    """Everything that is needed, each thing once."""
    things = dict.fromkeys(thing for b in prescription.blocks for thing in b.equipment)
    # "wall or chair" says nothing more where a wall is needed anyhow.
    needed = [
        thing
        for thing in things
        if " or " not in thing or not things.keys() & set(thing.split(" or "))
    ]
    return ", ".join(needed) or "nothing"


def _drills(blocks: Sequence[Block], columns: int) -> list[Text]:
    rows = []
    for block in blocks:
        dose = counted(block.unit, block.cycles)
        side = " a side" if block.sides is Sides.EACH else ""
        sets = f"{block.sets} x " if block.sets > 1 else ""
        right = Text(f"{sets}{dose}{side}", Role.QUIET.style)
        rows.append(line(Text(f"  {block.name}"), right, min(columns, 56)).rows[0])
    return rows


def _keys(choices: Sequence[Choice]) -> Text:
    return Text("  ").join(
        Text.assemble(
            (choice.shown, Role.LOUD.style),
            " ",
            (choice.does, Role.PROGRESS.style if choice.is_on else Role.QUIET.style),
        )
        for choice in choices
    )
