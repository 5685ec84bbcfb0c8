"""Places for the laptop before a drill, and the way there. Pure."""

from __future__ import annotations

import re

from coach.model.prescription import Block
from coach.model.terms import Base, Side, Sides
from coach.sound.drill_phrases import is_about_things, stay_wording
from coach.timeline import Segment, SegmentKind, Timeline, is_wait_for_runner

CARRY = "Put the laptop {place}, keys towards you"
"""Said before the runner moves to another position, so that the keys stay within reach."""
_CARRY_BEHIND = (
    "Put the laptop on the floor to your right, a little behind your hip, with the space "
    "bar nearest to you"
)
"""The same for a drill in which the knees go to both sides."""
_ON_CHAIR = "put the laptop on a chair or table, or on the floor"
CARRY_UP = (
    f"{_ON_CHAIR[:1].upper()}{_ON_CHAIR[1:]}, and stand so that the laptop is on your right"
)
"""The same for a runner who stands away from a wall."""
STEADY = "Once you feel steady, "
"""Said after standing up, before the runner moves on with the laptop."""
FEET_TO_WALL = (
    "Lay the mat with one end there. You will lie on your back, feet at that end. "
    "Put the laptop on the floor to the right of the mat, where your right hand will be, "
    "keys towards you. That's {where}"
)
"""The same for a drill with the feet on a wall, where the hands are far from the wall."""
_ALONG_THE_WALL = "Lay the mat along the wall. "
_FEET_AT = {
    "the wall": "half a metre from the wall",
    "the wall or chair": "half a metre from the wall, or level with the front of the chair",
}
EYES_OPEN = "Open your eyes now, and keep them open for this drill"
"""Said before the runner stands up, and before a first drill on the feet, for balance."""
PLACES = re.compile(r"wall|step|bench|chair|sofa|bed")
"""Things in a drill's equipment that the runner goes to."""
_MOVE = "Open your eyes, and "
TAKE = f"{_MOVE}take the laptop to"
TAKE_ALL = f"{_MOVE}take the mat and the laptop to"
"""The same for a drill on the floor."""
_TAKE_THINGS = f"{_MOVE}take the mat, the laptop and your other things to"
_TAKE_STEADY = f"{STEADY}take the laptop to"
COME_AWAY = f"{_MOVE}come away from"
STAND_UP_SHORT = "Stand up slowly"
STAND_UP = "Leave the laptop where it is, and stand up slowly"
"""The way from the floor to a standing drill; standing up fast makes you dizzy."""
_BY_HAND = {
    Base.SIDE_LYING: "on the floor in front of your face, at arm's length",
    Base.QUADRUPED: "on the floor just outside your right hand",
    Base.PRONE: "on the floor in front of your head",
    Base.HALF_KNEELING: "on the floor to your right, level with your hips",
    Base.SUPINE: "on the floor just outside your right hand",
}
"""Where the keys are within reach, and neither an arm nor a knee meets the laptop."""
_BESIDE = "on the floor beside your right hip"
_ABOVE_HEAD = "on the floor above your head, within reach of your top hand"
"""The place for a drill in which the top hand reaches forward."""
_REACHES = re.compile(r"\b[Tt]op (?:arm|hand) (?:straight out|reaches)")
"""Words in the steps of such a drill."""
_WILL_BE = {
    Base.SUPINE: "You will lie on your back",
    Base.SIDE_LYING: "You will lie on your side",
    Base.PRONE: "You will lie face down",
    Base.QUADRUPED: "You will be on hands and knees",
    Base.HALF_KNEELING: "You will kneel. Have a chair or wall within reach to hold on to",
    Base.SEATED: "You will sit",
}
"""How the body will be, which the place of the laptop depends on."""
_STANDING_AT = (
    (re.compile(r"sideways to a"), "You will stand sideways to {wall}"),
    (re.compile(r"your back to a"), "You will stand with your back to {wall}"),
    (re.compile(r"^Face a"), "You will face {wall}"),
)
"""How the runner will stand at a wall, by the words of the first step."""
_PAD = re.compile(r"\bpad if you like")
_WALL_BESIDE = re.compile(r"sideways|wall beside you")
_BACK_TO_WALL = re.compile(r"your back .*wall")
BODY_MS = 6_000
"""Silence after a move of the whole body: to lie down, kneel, stand up or turn round."""
MOVE_MS = 2_500
"""Silence after any other step of the setup."""
_LOOKED_FOR = re.compile(r"to hold on to|behind your hip")
_OPEN = "Open your eyes. "
"""Said before words after which the runner looks for something, or behind the back."""
KEEP_MS = 4_000
"""Silence after the laptop moves along on the floor."""
LOOK_MS = 8_000
"""The same if the runner also looks for something, and no key ends the silence."""
CARRY_MS = 15_000
"""Silence after the laptop moves to another place."""


def _lying(block: Block, side: Side | None) -> str:
    """Return ``on your right side``; empty where the runner doesn't lie on a side."""
    return stay_wording(block, side).removeprefix("stay ") if side else ""


_ON_KNEES = _WILL_BE[Base.QUADRUPED]
_ON_PAD = f"{_ON_KNEES}, on a pad if you like"


def carry_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return where the laptop goes, and that knees go on the pad if the session has one."""
    has_pad = any(
        _PAD.search(step) for each in timeline.prescription.blocks for step in each.setup
    )
    ways = _ways(timeline, first)
    return tuple(each.replace(_ON_KNEES, _ON_PAD) for each in ways) if has_pad else ways


def _ways(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return where the laptop goes, before a drill in another position or place.

    Whoever was on the floor and stands next is told to stand up. A session that begins at
    a wall begins with the way to it. The laptop goes where the hands will be.
    """
    before, block = last_of_drill_before(timeline, first), timeline.block_of(first)
    if before is None and first.kind is not SegmentKind.LEAD_IN:
        return ()
    last = timeline.block_of(before) if before is not None else None
    is_standing = block.base is Base.STANDING
    wall = place_of(block) if last is None or not place_of(last) else ""
    on_floor = _with_open_eyes(_on_floor(block, first.side))
    has_things = any(map(_needs_things, timeline.prescription.blocks))
    if last is None:
        at_wall = _at_wall(block, first.side, wall, has_things=has_things)
        is_told = is_wait_for_runner(block, first.kind) and not is_standing
        return (at_wall,) if wall else (on_floor,) if is_told else ()
    if is_standing and last.base is not Base.STANDING:
        place = _place_at(block, wall or place_of(block))
        up = (
            f"{_TAKE_STEADY} {wall}. {place}"
            if wall
            else f"{STEADY}{_decapitalised(place)}"
        )
        return (EYES_OPEN, STAND_UP, up)
    if wall:
        return (_at_wall(block, first.side, wall, has_things=has_things),)
    if place_of(last) and not place_of(block):
        others = "the mat, the laptop and your other things"
        things = others if has_things else "the mat and the laptop"
        things = "the laptop" if is_standing else things
        there = CARRY_UP if is_standing else on_floor.removeprefix(_OPEN)
        return (f"{COME_AWAY} {place_of(last)} with {things}. {there}",)
    return (on_floor,) if last.base is not block.base else ()


def _with_open_eyes(text: str) -> str:
    """Return a text that asks for open eyes first where the runner looks for something."""
    return f"{_OPEN}{text}" if takes_any_time(text) else text


def takes_any_time(text: str) -> bool:
    """Return whether the runner looks for something, so that a key ends the search."""
    return bool(_LOOKED_FOR.search(text))


def _needs_things(block: Block) -> bool:
    """Return whether a drill's steps name things, such as a band, that move along."""
    return any(map(is_about_things, block.setup))


def _decapitalised(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _place_at(block: Block, wall: str) -> str:
    """Return how a runner will stand, and where the laptop goes for that."""
    if not wall:
        return CARRY_UP
    step = next(iter(block.setup[block.steps_ahead or 0 :]), "")
    ways = (told.format(wall=wall) for found, told in _STANDING_AT if found.search(step))
    body = next(ways, "")
    # Whoever turns round at a wall still has the same free side.
    is_beside = any(map(_WALL_BESIDE.search, block.setup))
    side = "on the side away from the wall" if is_beside else "on your right"
    told = f"{_ON_CHAIR[:1].upper()}{_ON_CHAIR[1:]}, beside you, {side}"
    return f"{body}. {told}" if body else told


def _on_floor(block: Block, side: Side | None, *, is_at_wall: bool = False) -> str:
    """Return how the body will be, and where on the floor the laptop goes."""
    where = _lying(block, side)
    body = _WILL_BE.get(block.base, "")
    if where:
        wall = ", your back to the wall" if is_at_wall else ""
        top = Side.RIGHT if where.endswith("left side") else Side.LEFT
        body = f"You will lie {where}{wall}, your {top} leg on top"
    told = CARRY.format(place=_by_hand(block))
    if block.base is Base.SEATED and block.sides is Sides.ALTERNATE:
        told = _CARRY_BEHIND
    return f"{body}. {told}" if body else told


def _by_hand(block: Block) -> str:
    """Return where the keys are within reach, and no arm or knee meets the laptop."""
    if block.base is Base.SIDE_LYING and any(map(_REACHES.search, block.setup)):
        return _ABOVE_HEAD
    return _BY_HAND.get(block.base, _BESIDE)


def _at_wall(block: Block, side: Side | None, wall: str, *, has_things: bool) -> str:
    """Return the way to a wall, step or chair, and where the laptop goes there."""
    if block.base is Base.STANDING:
        return f"{TAKE} {wall}. {_place_at(block, wall)}"
    take = f"{_TAKE_THINGS if has_things else TAKE_ALL} {wall}"
    if block.base is Base.SUPINE and wall in _FEET_AT:
        return f"{take}. {FEET_TO_WALL.format(where=_FEET_AT[wall])}"
    sentence = block.side_text.for_side(side) if block.side_text and side else ""
    is_along = bool(_lying(block, side) and _BACK_TO_WALL.search(sentence))
    mat = _ALONG_THE_WALL if is_along else ""
    return f"{take}. {mat}{_on_floor(block, side, is_at_wall=is_along)}"


def carry_ms(text: str) -> int:
    """Return the silence after words about the way to the next drill."""
    if text == EYES_OPEN:
        return MOVE_MS
    if text == STAND_UP:
        return BODY_MS
    is_far = text == CARRY_UP or text.startswith((STEADY, COME_AWAY)) or is_way_there(text)
    near_ms = LOOK_MS if takes_any_time(text) else KEEP_MS
    return CARRY_MS if is_far else near_ms


def is_way_there(text: str) -> bool:
    """Return whether a text sends the runner to a wall, step or chair."""
    return text.startswith((TAKE, TAKE_ALL, _TAKE_THINGS, _TAKE_STEADY))


def place_of(block: Block) -> str:
    """Return ``the wall or chair`` if a drill needs a place like that; otherwise empty."""
    return next((f"the {each}" for each in block.equipment if PLACES.search(each)), "")


def last_of_drill_before(timeline: Timeline, first: Segment) -> Segment | None:
    """Return the end of the drill before a wait for a new one; None if there is none."""
    if first.kind is not SegmentKind.CHANGE:
        return None
    earlier = timeline.segments[: timeline.index_at(first.at_ms)]
    last = next((each for each in reversed(earlier) if each.bout != first.bout), None)
    return last if last is not None and last.block != first.block else None
