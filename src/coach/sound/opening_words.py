"""The words about a whole session, before its first drill. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block
from coach.model.terms import Base
from coach.sound.laptop_place import carry_wordings
from coach.sound.way_into_position import (
    CALM_MS,
    GATES,
    afterwards_wordings,
    is_elsewhere,
    is_held,
    leave_ms,
    once_wordings,
    question_wordings,
    standing_texts,
    step_ms,
)
from coach.text.count_of import count_of
from coach.text.speech_length import BETWEEN_MS, estimated_ms
from coach.timeline import Segment, SegmentKind, Timeline

_ON_THE_FEET = {Base.STANDING}
_MAT, _OR = "mat", " or "
_OPTIONAL = re.compile(r"ball or rolled towel|\b(?:band|ball|pad|pillow|straw)\b(?! by)")
_NAMED = {"pad": "pad to kneel on"}
_FOR_LAPTOP = "chair or table for the laptop"
FETCH_FIRST = (
    "For the list again, press S, two left of the F with the bump. "
    "Press space when you have everything."
)
"""Said after the things of a session; nothing more is said until then."""
_THINGS_NAMED = re.compile(r" minutes?\. (?P<things>.+)$")
PRESS_MS = 6_000
"""Usual time until a runner who is in position presses the key, or answers."""


def overview_wordings(timeline: Timeline) -> tuple[str, ...]:
    """Return the routine, its drills, minutes and things; empty for a single drill.

    ``Strength A: 6 drills, about 26 minutes. You need a mat and a wall. You may also
    want a band.`` The minutes include the usual waits for the runner.
    """
    prescription = timeline.prescription
    numbers = dict.fromkeys(each.block for each in timeline.segments)
    if len(numbers) < 2 or prescription.is_test:  # noqa: PLR2004  a single drill says it all
        return ()
    blocks = [prescription.blocks[number] for number in numbers]
    whole_ms = timeline.total_ms + sum(
        _stood_ms(timeline, each) for each in _held(timeline)
    )
    minutes = count_of(max(1, round(whole_ms / 60_000)), "minute")
    told = f"{prescription.name}: {len(blocks)} drills, about {minutes}."
    is_on_floor = any(block.base not in _ON_THE_FEET for block in blocks)
    things = [_MAT] if is_on_floor else []
    things += _things(each for block in blocks for each in block.equipment)
    needed = [f"You need {_listed(things)}."] if things else []
    liked = [each for each in _liked(blocks) if each not in things]
    if is_on_floor and any(block.base in _ON_THE_FEET for block in blocks):
        liked.append(_FOR_LAPTOP)
    also = " also" if needed else ""
    ready = [f"You may{also} want {_listed(liked)}."] if liked else []
    return (" ".join([told, *needed, *ready]),)


def things_in(overview: str) -> str:
    """Return the sentences of an overview that name things to fetch; empty for none."""
    found = _THINGS_NAMED.search(overview)
    return found["things"] if found else ""


def _liked(blocks: Iterable[Block]) -> list[str]:
    """Return the things that a drill's steps name, but that it does not need."""
    named = [
        _NAMED.get(found, found)
        for block in blocks
        for step in block.setup
        for found in _OPTIONAL.findall(step)
        if found not in block.equipment
    ]
    alone = {part for each in named for part in each.split(_OR) if part != each}
    return [each for each in dict.fromkeys(named) if each not in alone]


def _held(timeline: Timeline) -> list[Segment]:
    """Return the first segment of each wait that lasts until the runner is in position."""
    firsts = {each.bout: each for each in reversed(timeline.segments)}
    return [each for each in firsts.values() if is_held(timeline.block_of(each), each)]


def _stood_ms(timeline: Timeline, first: Segment) -> int:
    """Return the usual length of a wait for the runner, with all that is said in it."""
    block, carried = timeline.block_of(first), carry_wordings(timeline, first)
    is_turn = first.kind is SegmentKind.SWITCH
    texts = standing_texts(
        block,
        first.set,
        VoiceLevel.FULL,
        (),
        first.side,
        is_turn=is_turn,
        ahead=carried,
        behind=once_wordings(timeline, first),
    )
    is_placed = not is_turn and not is_elsewhere(timeline, first)
    moves = {*block.setup, *carried}
    said_ms = sum(
        estimated_ms(text)
        + (
            step_ms(block, text, first.side, carried, is_placed=is_placed)
            if text in moves
            else BETWEEN_MS
        )
        for text in texts
    )
    left = afterwards_wordings(timeline, first)
    said_ms += sum(estimated_ms(text) + leave_ms(text) for text in left)
    said_ms += sum(PRESS_MS for text in texts if text in GATES)
    asked = question_wordings(timeline, first)[-1:]
    said_ms += sum(estimated_ms(text) + CALM_MS + PRESS_MS for text in asked)
    return said_ms + PRESS_MS


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
