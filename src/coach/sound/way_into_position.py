"""Texts and silences on the way into the position of a drill, and out of the last. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block
from coach.model.terms import Base, Breath, Side, Sides
from coach.question.questions_by_ear import spoken_questions
from coach.sound.drill_phrases import (
    breath_meant,
    cue_wordings,
    dose_wordings,
    felt_wordings,
    fetched_wordings,
    is_about_things,
    sayable,
    side_wordings,
    stay_wording,
    things_wordings,
    way_out_wording,
    weight_wordings,
)
from coach.sound.phrase_candidates import (
    NEW_DRILL,
    PhraseKind,
    is_asked_whole,
)
from coach.text.speech_length import BETWEEN_MS
from coach.timeline import (
    Segment,
    SegmentKind,
    Timeline,
    is_wait_for_runner,
)

TURN_WORDINGS = (
    "switch sides: turn round, so your head is where your feet were",
    "switch sides: turn round",
    "turn round",
)
"""Words for a switch after which the runner lies the other way round."""
CARRY = "Put the laptop {place}, keys towards you"
"""Said before the runner moves to another position: the keys stay within reach."""
_UP = "Put the laptop on a chair or table at your right side, not in front of you"
CARRY_UP = _UP
"""The same for a runner who stands up."""
TURN_ROUND = (
    "switch sides: sit up and turn round, so your head will be where your feet were",
    "Move the laptop along, so that it is in front of your chest again",
)
"""The turn in steps, where the wait lasts until the runner lies on the other side."""
FEET_TO_WALL = (
    "You will lie on your back, feet towards it. Put the laptop on the floor {where}, "
    "on your right, keys towards you"
)
"""The same for a drill with the feet on a wall, where the hands are far from the wall."""
_FEET_AT = {
    "the wall": "half a metre from the wall",
    "the wall or chair": "half a metre from the wall, or beside the chair",
}
WHEN_THERE = "press space when you are there"
"""Said on the way to a wall, step or chair: the position follows this key."""
EYES_OPEN = "Open your eyes now, and keep them open in this drill"
"""Said before the runner stands up, and before a first drill on the feet, for balance."""
WHEN_IN_POSITION = "press space when ready"
AT_THE_WALL = "press space when you are in position at {place}"
"""The same for a drill at a wall, so that nobody presses on the way there."""
IF_IT_HURTS = "If anything hurts, press H."
_KEYS_AT_THE_START = (
    "Keep the laptop within reach. Space pauses, S repeats, N skips, Q ends the session."
)
AT_THE_START = (
    f"{_KEYS_AT_THE_START} {IF_IT_HURTS}",
    IF_IT_HURTS,
)
"""What to know before the first drill, once the way into the position begins."""
TONES_TOLD = (
    "A rising tone means breathe in; a falling tone, breathe out. "
    "Short beeps count down to the start."
)
WHERE_H_IS = "If anything hurts, press H, just left of the J with the bump."
AT_THE_FIRST_START = (
    "Keep the laptop within reach. The space bar pauses and continues.",
    WHERE_H_IS,
    "N, below and between H and J, skips a drill or a side.",
    "S, two left of the F with the bump, repeats the last words.",
    "Q, the first letter of the top letter row, just right of Tab, ends the session.",
    TONES_TOLD,
)
"""The same where the first drill is new to the runner, and so may be the keys and tones."""
_PLACES = re.compile(r"wall|step|bench|chair|sofa|bed")
_SIDE_IS_POSITION = {Base.SIDE_LYING, Base.HALF_KNEELING}
"""Positions in which the whole body lies or kneels differently for each side."""
TAKE = "Take the laptop to"
TAKE_ALL = "Take the mat and the laptop to"
"""The same for a drill on the floor."""
STAND_UP_SHORT = "Stand up slowly"
STAND_UP = "Pick up the laptop, and stand up slowly"
"""The way from the floor to a standing drill; standing up fast makes you dizzy."""
_BY_HAND = {
    Base.SIDE_LYING: "on the floor in front of you, level with your chest",
    Base.QUADRUPED: "on the floor just ahead of your hands",
    Base.PRONE: "on the floor in front of your head",
    Base.HALF_KNEELING: "on the floor close to your right side",
}
_BESIDE = "on the floor beside your right hip"
"""Where the laptop is within reach of the hands; beside the right hip for all others."""
_WILL_BE = {
    Base.SUPINE: "You will lie on your back",
    Base.SIDE_LYING: "You will lie on your side",
    Base.PRONE: "You will lie face down",
    Base.QUADRUPED: "You will be on hands and knees",
    Base.HALF_KNEELING: "You will kneel",
    Base.SEATED: "You will sit",
}
"""How the body will be, which the place of the laptop depends on."""
_BACK_TO_WALL = re.compile(r"your back .*wall")
DRILL_DONE = "That drill is done"
"""The end of a drill, before the way out of its position."""
CALM_MS = 3_500
"""Silence between the last rep of a drill and the question about it."""
LEAVE_MS = 4_000
"""Silence after the way out of a position, before a question."""
BODY_MS = 6_000
"""Silence after a move of the whole body: to lie down, kneel, stand up or turn round."""
MOVE_MS = 2_500
"""Silence after any other step of the setup."""
TO_FETCH = "press space for the next step"
"""Said after a thing to fetch or put on, such as a band; the runner takes any time."""
GATES = (TO_FETCH, WHEN_THERE)
"""Words after which the way into a position continues with a key."""
HANDLE_MS = 5_500
"""Silence after a step with a thing or at a wall."""
SETTLE_MS = 600
"""Silence between two sentences before a set."""
KEEP_MS = 4_000
"""Silence after the laptop moves along on the floor."""
CARRY_MS = 15_000
"""Silence after the laptop moves to another place."""
PUT_AWAY_MS = 8_000
"""Silence after a thing to take off or put away."""


def is_held(block: Block, segment: Segment) -> bool:
    """Return whether a wait lasts until the runner is in position."""
    return is_wait_for_runner(block, segment.kind)


def standing_texts(  # noqa: PLR0913  a wait, and what the runner wants to hear of it
    block: Block,
    number: int,
    level: VoiceLevel,
    skip: Collection[PhraseKind] = (),
    side: Side | None = None,
    *,
    is_start: bool = False,
    is_turn: bool = False,
    ahead: Sequence[str] = (),
    behind: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return, in order, the texts spoken while a wait before a set is held.

    All that must be within reach comes before the position. To turn round within a drill,
    the new position is enough.

    Args:
        block: the drill.
        number: the set that follows.
        level: how much the voice says.
        skip: what is not said.
        side: the side that works first.
        is_start: whether this is the first wait of a session.
        is_turn: whether the runner turns round within the drill.
        ahead: what else to say before the position, from `carry_wordings`.
        behind: what else to say after the position, from `once_wordings`.
    """
    if level is VoiceLevel.TONES:
        return ()
    if is_turn:
        turn = [(PhraseKind.WAIT, text) for text in TURN_ROUND]
        turn += (
            (PhraseKind.SIDE, text)
            for text in (side_wordings(block, side)[:1] if side else ())
        )
        turn.append((PhraseKind.WAIT, when_in_position(block)))
        return sayable(text for kind, text in turn if kind not in skip)
    is_full = level is VoiceLevel.FULL
    things = things_wordings(block)
    steps = [step for step in block.setup if is_full and step not in things]
    said = [(PhraseKind.SETUP, step) for step in steps]
    if level is VoiceLevel.FULL:
        said += ((PhraseKind.SETUP, text) for text in felt_wordings(block))
    if side and is_told_side(block):
        place = steps_before_side(block) - len(things)
        said.insert(place, (PhraseKind.SIDE, side_wordings(block, side)[0]))
    if is_full:
        there = [WHEN_THERE] if any(carry_ms(each) >= CARRY_MS for each in ahead) else []
        said[:0] = ((PhraseKind.SETUP, text) for text in (*ahead, *there))
        said += ((PhraseKind.SETUP, text) for text in behind)
    # All that must be fetched comes before the way to another place.
    said[:0] = ((PhraseKind.SETUP, text) for text in weight_wordings(block)[:1])
    if is_full:
        said[:0] = ((PhraseKind.SETUP, text) for text in things)
        for step in fetched_wordings(block):
            at = said.index((PhraseKind.SETUP, step)) + 1
            said.insert(at, (PhraseKind.SETUP, TO_FETCH))
        dose = dose_wordings(block, number, side)
        said[:0] = ((PhraseKind.NAME, text) for text in dose)
    start = AT_THE_FIRST_START if is_full else AT_THE_START[:1]
    said[:0] = ((PhraseKind.WAIT, text) for text in start if is_start)
    if is_full:
        said += ((PhraseKind.CUE, text) for text in cue_wordings(block, number)[:1])
    said.append((PhraseKind.WAIT, when_in_position(block)))
    return sayable(text for kind, text in said if kind not in skip)


def when_in_position(block: Block) -> str:
    """Return the key to press in position, with the place if the drill has one."""
    wall = _wall(block)
    return AT_THE_WALL.format(place=wall) if wall else WHEN_IN_POSITION


def _lying(block: Block, side: Side | None) -> str:
    """Return ``on your right side``; empty where the runner doesn't lie on a side."""
    return stay_wording(block, side).removeprefix("stay ") if side else ""


def is_told_side(block: Block) -> bool:
    """Return whether the side is part of the position before a new drill."""
    return block.sides is Sides.EACH or (
        block.sides is Sides.ALTERNATE and block.side_text is not None
    )


def steps_before_side(block: Block) -> int:
    """Return how many setup steps are spoken before the side.

    The steps after the first one depend on the side; on which side to lie is the first
    thing to know. On hands and knees, or face down, both sides have the same position,
    so that the side comes with the movement. If the sides take turns, the side is that of
    the first rep, and comes last.
    """
    if block.sides is not Sides.EACH:
        return len(block.setup)
    ahead = block.steps_ahead or 0
    if block.base in {Base.QUADRUPED, Base.PRONE}:
        moves = (at for at, step in enumerate(block.setup) if breath_meant(step))
        return next(moves, len(block.setup))
    return ahead + (0 if block.base is Base.SIDE_LYING else 1)


def afterwards_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return how to come out of the last drill's position; empty if the next needs it."""
    before, block = _before(timeline, first), timeline.block_of(first)
    if before is None:
        return ()
    return sayable([way_out_wording(timeline.block_of(before), block)])


def leave_ms(text: str) -> int:
    """Return the silence after the way out of a position."""
    if text == DRILL_DONE:
        return BETWEEN_MS
    return PUT_AWAY_MS if is_about_things(text) else LEAVE_MS


def carry_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return where the laptop goes, before a drill in another position or place.

    A runner who was on the floor and stands next is told to stand up. A session that
    begins at a wall begins with the way to it. The laptop goes where the hands will be.
    """
    before, block = _before(timeline, first), timeline.block_of(first)
    if before is None and first.kind is not SegmentKind.LEAD_IN:
        return ()
    last = timeline.block_of(before) if before is not None else None
    is_standing = block.base is Base.STANDING
    wall = _wall(block) if last is None or not _wall(last) else ""
    on_floor = _on_floor(block, first.side)
    at_wall = _at_wall(block, first.side, wall)
    if last is None:
        is_told = is_held(block, first) and not is_standing
        return (at_wall,) if wall else (on_floor,) if is_told else ()
    if is_standing and last.base is not Base.STANDING:
        return (EYES_OPEN, STAND_UP, at_wall if wall else CARRY_UP)
    if wall:
        return (at_wall,)
    if _wall(last) and not _wall(block):
        things = "the laptop" if is_standing else "the mat and the laptop"
        there = CARRY_UP if is_standing else on_floor
        return (f"Come away from {_wall(last)} with {things}. {there}",)
    return (on_floor,) if last.base is not block.base else ()


def _on_floor(block: Block, side: Side | None) -> str:
    """Return how the body will be, and where on the floor the laptop goes."""
    where = _lying(block, side)
    body = f"You will lie {where}" if where else _WILL_BE.get(block.base, "")
    told = CARRY.format(place=_BY_HAND.get(block.base, _BESIDE))
    return f"{body}. {told}" if body else told


def _at_wall(block: Block, side: Side | None, wall: str) -> str:
    """Return the way to a wall, step or chair, and where the laptop goes there."""
    if block.base is Base.STANDING:
        return f"{TAKE} {wall}. {_UP}"
    if block.base is Base.SUPINE and wall in _FEET_AT:
        return f"{TAKE_ALL} {wall}. {FEET_TO_WALL.format(where=_FEET_AT[wall])}"
    where, told = _lying(block, side), _on_floor(block, side)
    sentence = block.side_text.for_side(side) if block.side_text and side else ""
    if where and _BACK_TO_WALL.search(sentence):
        told = told.replace(where, f"{where}, with your back to the wall", 1)
    return f"{TAKE_ALL} {wall}. {told}"


def carry_ms(text: str) -> int:
    """Return the silence after words about the way to the next drill."""
    if text == EYES_OPEN:
        return MOVE_MS
    if text == STAND_UP:
        return BODY_MS
    is_far = text == CARRY_UP or is_way_there(text) or text.startswith("Come away")
    return CARRY_MS if is_far else KEEP_MS


def is_way_there(text: str) -> bool:
    """Return whether a text sends the runner to a wall, step or chair."""
    return text.startswith((TAKE, TAKE_ALL))


def is_elsewhere(timeline: Timeline, first: Segment) -> bool:
    """Return whether a drill starts in another position or place than the last one."""
    before, block = _before(timeline, first), timeline.block_of(first)
    if before is None:
        return True
    last = timeline.block_of(before)
    return block.base is not last.base or block.equipment != last.equipment


def step_ms(
    block: Block, text: str, side: Side | None, carried: Sequence[str], *, is_placed: bool
) -> int:
    """Return the silence after a step into a position, in which the body follows.

    Args:
        block: the drill.
        text: the step.
        side: the side that works first.
        carried: how the laptop moves along, from `carry_wordings`.
        is_placed: whether the runner is in the same position and place already.
    """
    if text in fetched_wordings(block):
        return SETTLE_MS
    if text in carried:
        return carry_ms(text)
    whole = set(block.setup[block.steps_ahead or 0 :][:1])
    if side and block.sides is Sides.EACH and block.base in _SIDE_IS_POSITION:
        lying = block.base is Base.SIDE_LYING  # the side says on which side to lie
        whole = {*(() if lying else whole), *side_wordings(block, side)[:1]}
    if (text in whole and not is_placed) or text == TURN_ROUND[0]:
        return BODY_MS
    return HANDLE_MS if is_about_things(text) or _PLACES.search(text) else MOVE_MS


def _wall(block: Block) -> str:
    """Return ``the wall or chair`` if a drill needs a place like that; otherwise empty."""
    return next((f"the {each}" for each in block.equipment if _PLACES.search(each)), "")


def once_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return what is said once in a session, after the position."""
    return (*empty_wordings(timeline, first), *_eyes_wordings(timeline, first))


def _eyes_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return that the eyes stay open, before a session that begins on the feet."""
    is_standing = timeline.block_of(first).base is Base.STANDING
    return (EYES_OPEN,) if first.kind is SegmentKind.LEAD_IN and is_standing else ()


def empty_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return how long the lungs stay empty, before the first drill of that kind."""
    blocks = timeline.prescription.blocks
    waits = _empty_ms(blocks[first.block])
    if first.kind not in NEW_DRILL or not waits:
        return ()
    if any(_empty_ms(each) for each in blocks[: first.block]):
        return ()
    seconds = f"{waits / 1_000:g}"
    told = f"pause for {seconds} second{'' if seconds == '1' else 's'}"
    return (f"After each breath out, {told}, then breathe in",)


def _empty_ms(block: Block) -> int:
    return sum(each.duration_ms for each in block.phases if each.breath is Breath.PAUSE)


def question_wordings(timeline: Timeline, first: Segment) -> tuple[str, ...]:
    """Return wordings of the question about the last drill, before a wait for the next.

    Only the first questions list their keys.
    """
    before = _before(timeline, first)
    if before is None or not timeline.block_of(before).asks:
        return ()
    last = timeline.block_of(before)
    whole, short = spoken_questions(last.name, last.feel.target)
    is_first = is_asked_whole(timeline, before.block)
    return sayable([whole, short] if is_first else [short])


def _before(timeline: Timeline, first: Segment) -> Segment | None:
    """Return the end of the drill before a wait for a new one; None if there is none."""
    if first.kind is not SegmentKind.CHANGE:
        return None
    earlier = timeline.segments[: timeline.index_at(first.at_ms)]
    last = next((each for each in reversed(earlier) if each.bout != first.bout), None)
    return last if last is not None and last.block != first.block else None
