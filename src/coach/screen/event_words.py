"""Words and signs for events, shared by the screen and the plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.model.prescription import Block
from coach.model.terms import Breath, Side, Sides, Unit
from coach.model.weights import IN_THE_TANK, Weight
from coach.text.count_of import count_of
from coach.timeline import Segment, SegmentKind
from coach.units import seconds_left

if TYPE_CHECKING:
    from coach.event import RestChanged, WeightChanged
    from coach.moment import Moment  # tables of drills don't need this import

BREATH_WORDS = {Breath.INHALE: "IN", Breath.EXHALE: "OUT", Breath.PAUSE: "EMPTY"}
"""The breaths' words; they are short because they are read from three metres."""

BREATH_SIGNS = {Breath.INHALE: "▲", Breath.EXHALE: "▼", Breath.PAUSE: "■"}
"""The breaths' signs: up for in, down for out, like the tones and the bar."""

ASCII_BREATH_SIGNS = {Breath.INHALE: "^", Breath.EXHALE: "v", Breath.PAUSE: "="}

WAIT_TITLES = {
    SegmentKind.LEAD_IN: "GET INTO POSITION",
    SegmentKind.CHANGE: "GET INTO POSITION",
    SegmentKind.SWITCH: "SWITCH SIDES",
    SegmentKind.REST: "REST",
    SegmentKind.RESTART: "READY AGAIN",
}

TINY_TITLES = {
    SegmentKind.LEAD_IN: "get ready",
    SegmentKind.CHANGE: "get ready",
    SegmentKind.SWITCH: "switch sides",
    SegmentKind.REST: "rest",
    SegmentKind.RESTART: "ready again",
}
"""Titles for the smallest screen, at most two words."""

WAIT_LETTERS = {
    SegmentKind.LEAD_IN: "GET SET",
    SegmentKind.CHANGE: "NEXT",
    SegmentKind.SWITCH: "SWITCH",
    SegmentKind.REST: "REST",
    SegmentKind.RESTART: "GET SET",
}
"""Words in big letters above the time left in a wait."""

_CHANGED = {
    SegmentKind.REST: "rest",
    SegmentKind.CHANGE: "wait between drills",
    SegmentKind.SWITCH: "switch",
}

TO_GO = "to go"
"""What remains of reps or time; never ``left``, which is a side."""

COUNTED = {Unit.REPS: "reps", Unit.BREATHS: "breaths", Unit.TIME: "reps"}


def side_word(side: Side | None, sides: Sides) -> str:
    """Return ``left side`` for a set on one side, ``left`` for an alternating rep."""
    if side is None:
        return ""
    return f"{side} side" if sides is Sides.EACH else str(side)


def working_side(block: Block, side: Side) -> str:
    """Return ``left leg`` if this leg works at the end, otherwise ``left side``."""
    leg = f"{side} leg"
    *_, last = side_sentence(block, side).casefold().split(";")
    return leg if leg in last else f"{side} side"


def side_sentence(block: Block, side: Side | None) -> str:
    """Return the position for the working side; empty if it does not matter."""
    if block.side_text is None or side is None:
        return ""
    return block.side_text.for_side(side)


def set_words(block: Block, segment: Segment) -> str:
    """Return the set and its side: ``set 1 of 2, left side``."""
    text = set_number(block, segment)
    if block.sides is Sides.EACH:
        text += f", {side_word(segment.side, block.sides)}"
    held = weight_words(block)
    return f"{text}, {held}" if held else text


def set_number(block: Block, segment: Segment) -> str:
    """Return the set without its side: ``set 1 of 2``."""
    return f"set {segment.set} of {block.dose_of(segment.side).sets or block.sets}"


def weight_words(block: Block) -> str:
    """Return ``10 kg``; empty if there is no weight."""
    return str(block.weight) if isinstance(block.weight, Weight) else ""


def weight_sentence(block: Block) -> str:
    """Return ``10 kg, leave 2 reps in reserve``; empty if there is no weight."""
    weight = block.weight
    return f"{weight}, {IN_THE_TANK}" if isinstance(weight, Weight) else ""


def short_set_words(block: Block, segment: Segment) -> str:
    """Return the set and the working side: ``1/2 left``."""
    text = f"{segment.set}/{block.dose_of(segment.side).sets or block.sets}"
    return f"{text} {segment.side}" if segment.side is not None else text


def counted_left(block: Block, number: int) -> str:
    """Return the words below a number of reps: ``reps to go`` or ``last rep``."""
    word = COUNTED[block.unit]
    return f"last {word.removesuffix('s')}" if number == 1 else f"{word} {TO_GO}"


def restart_sentence(block: Block) -> str:
    """Return what starts again when a paused set continues, and when."""
    return f"This {COUNTED[block.unit].removesuffix('s')} starts again in five seconds."


A_SIDE, PER_SIDE = " a side", "/side"
"""The words for each side in sentences, and their short form in columns."""


def in_short(dose: str) -> str:
    """Return a dose as it stands in a column: ``6 reps/side``."""
    return dose.replace(A_SIDE, PER_SIDE)


def group_words(group: str) -> str:
    """Return the words for a group's id: ``hip extension``."""
    return group.replace("-", " ")


def slow_exhales(number: int) -> str:
    """Return ``1 slow exhale``, ``46 slow exhales``."""
    return count_of(number, "slow exhale")


def counted(unit: Unit, number: int) -> str:
    """Return a number of reps or breaths: ``1 rep``, ``3 breaths``."""
    word = COUNTED[unit]
    return f"{number} {word.removesuffix('s') if number == 1 else word}"


def new_weight_words(event: WeightChanged) -> str:
    """Return the effect of the key for weights: ``10 kg``, ``no weight``."""
    return "no weight" if event.weight is None else str(event.weight)


def rest_words(event: RestChanged, now: SegmentKind) -> str:
    """Return the effect of ``+`` and ``-``: ``next rest 40 s``, ``rest: 20 s``.

    Args:
        event: the change.
        now: the kind of the current segment, because that of the event may be a default.
    """
    if event.kind is None:
        return "no more rests"
    seconds = f"{seconds_left(event.wait_ms)} s"
    if event.holds:
        return f"next {_CHANGED.get(event.kind, 'wait')} {seconds}"
    is_rest = event.kind is now is SegmentKind.REST
    return f"{'rest' if is_rest else 'wait'}: {seconds}"


def what_next(moment: Moment) -> str:
    """Return what follows the set: ``next: set 2 of 3`` or ``then you're done``."""
    if not moment.is_last_bout_of_block:
        block = moment.block
        bouts = moment.timeline.bouts
        following = bouts[moment.segment.bout + 1]
        if following.set == moment.segment.set or following.wait is SegmentKind.SWITCH:
            return f"next: {following.side} side"
        return f"next: set {following.set} of {block.sets}"
    upcoming = moment.next_block
    return f"next: {upcoming.name}" if upcoming else "then you're done"


def after_this_set(moment: Moment) -> str:
    """Return ``after this set: set 2 of 3`` or ``after this set, you're done``."""
    following = what_next(moment)
    name = following.removeprefix("next: ")
    is_end = name == following
    return "after this set, you're done" if is_end else f"after this set: {name}"
