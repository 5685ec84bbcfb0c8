"""Texts and silences on the way into the position of a drill, and out of the last. Pure."""

from __future__ import annotations

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
    things_wordings,
    way_out_wording,
    weight_wordings,
)
from coach.sound.laptop_place import (
    BODY_MS,
    CARRY_MS,
    EYES_OPEN,
    MOVE_MS,
    PLACES,
    carry_ms,
    last_of_drill_before,
    place_of,
    takes_any_time,
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
TURN_ROUND = (
    "switch sides: sit up and turn round, so your head will be where your feet were",
    "Move the laptop within reach of your top hand again, keys towards you",
)
"""The turn in steps, where the wait lasts until the runner lies on the other side."""
CHANGE_KNEES = (
    "switch sides: ease out of the stretch and swap knees. Move the pad, if you use one",
)
"""The same for a runner who kneels on one knee."""
WHEN_THERE = "press space when you are there"
"""Said on the way to a wall, step or chair: the position follows this key."""
WHEN_PLACED = "press space when the laptop is in place"
"""The same where the runner stays, but looks for something to hold on to, or turns."""
WHEN_IN_POSITION = "press space when ready"
AT_THE_WALL = "press space when you are in position at {place}"
"""The same for a drill at a wall, so that nobody presses on the way there."""
IF_IT_HURTS = "If anything hurts, press H."
IF_UNWELL = "If anything hurts, or you feel dizzy, press H."
_KEYS_AT_THE_START = (
    "Keep the laptop within reach. Space pauses, S repeats, N skips, Q twice ends."
)
AT_THE_START = (
    f"{_KEYS_AT_THE_START} {IF_UNWELL}",
    IF_UNWELL,
    IF_IT_HURTS,
)
"""What to know before the first drill, once the way into the position begins."""
TONES_TOLD = (
    "Breathe in while the tone rises, and out while it falls. "
    "Short beeps count down to the start."
)
WHERE_H_IS = (
    "If anything hurts, or you feel dizzy or unwell, press H. H, as in hurt, is just left "
    "of the J with the bump."
)
WHERE_N_IS = "N, as in next, below the gap between H and J"
Q_TWICE, Q_ONCE = "Q twice, right of Tab", "Q once, right of Tab"
"""Keys that are rarely needed, for fingers that have to find them.

Each row of letters is half a key to the right of the one above it, so that straight down
from H, a finger lands on B as often as on N. Q ends the session with its second press, but
with its first one once pain was reported.
"""
PRESS_EARLY = "You can press a key before the voice has finished."
AT_THE_FIRST_START = (
    "Keep the laptop within reach. Press space to pause, and again to continue.",
    WHERE_H_IS,
    f"{WHERE_N_IS}, skips a wait, a set or a drill.",
    "S, as in say again, two keys left of the F with the bump, repeats the last words.",
    f"To end the session, press {Q_TWICE}.",
    PRESS_EARLY,
    TONES_TOLD,
)
"""The same where the first drill is new to the runner, and so may be the keys and tones."""
_SIDE_IS_POSITION = {Base.SIDE_LYING, Base.HALF_KNEELING}
"""Positions in which the whole body lies or kneels differently for each side."""
DRILL_DONE = "That drill is done"
"""The end of a drill, before the way out of its position."""
_UNASKED = f"{DRILL_DONE}. No question this time"
"""The same where the last drill was asked about, and nobody should wait for a question."""
DONE_TEXTS = frozenset({DRILL_DONE, _UNASKED})
CALM_MS = 3_500
"""Silence between the last rep of a drill and the question about it."""
LEAVE_MS = 4_000
"""Silence after the way out of a position, before a question."""
TO_FETCH = "open your eyes for this, then press space for the next step"
"""Said after a thing to fetch or put on, such as a band; the runner takes any time."""
GATES = (TO_FETCH, WHEN_THERE, WHEN_PLACED)
"""Words after which the way into a position continues with a key."""
HANDLE_MS = 5_500
"""Silence after a step with a thing or at a wall."""
SETTLE_MS = 600
"""Silence between two sentences before a set."""
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
        turned = TURN_ROUND if block.base is Base.SIDE_LYING else CHANGE_KNEES
        turn = [(PhraseKind.WAIT, text) for text in turned]
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
        there = _key_for_the_way(ahead)
        said[:0] = ((PhraseKind.SETUP, text) for text in (*ahead, *there))
        said += ((PhraseKind.SETUP, text) for text in behind)
    # All that must be fetched comes before the way to another place.
    said[:0] = ((PhraseKind.SETUP, text) for text in weight_wordings(block)[:1])
    if is_full:
        said[:0] = ((PhraseKind.SETUP, text) for text in things)
        for step in fetched_wordings(block):
            if step in things and _key_for_the_way(ahead):
                continue  # the time to get there is time to fetch it
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


def _key_for_the_way(ahead: Sequence[str]) -> tuple[str, ...]:
    """Return the key to press once the laptop has moved; empty for a short move."""
    if any(carry_ms(each) >= CARRY_MS for each in ahead):
        return (WHEN_THERE,)
    return (WHEN_PLACED,) if any(map(takes_any_time, ahead)) else ()


def when_in_position(block: Block) -> str:
    """Return the key to press in position, with the place if the drill has one."""
    wall = place_of(block)
    return AT_THE_WALL.format(place=wall) if wall else WHEN_IN_POSITION


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
    before, block = last_of_drill_before(timeline, first), timeline.block_of(first)
    if before is None:
        return ()
    return sayable([way_out_wording(timeline.block_of(before), block)])


def done_wording(timeline: Timeline, first: Segment) -> str:
    """Return that the last drill is done, and that no question follows if one might."""
    before = last_of_drill_before(timeline, first)
    if before is None or not before.block:
        return DRILL_DONE
    blocks = timeline.prescription.blocks
    is_missed = blocks[before.block - 1].asks and not blocks[before.block].asks
    return _UNASKED if is_missed else DRILL_DONE


def leave_ms(text: str) -> int:
    """Return the silence after the way out of a position."""
    if text in DONE_TEXTS:
        return BETWEEN_MS
    return PUT_AWAY_MS if is_about_things(text) else LEAVE_MS


def is_elsewhere(timeline: Timeline, first: Segment) -> bool:
    """Return whether a drill starts in another position or place than the last one."""
    before, block = last_of_drill_before(timeline, first), timeline.block_of(first)
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
    if (text in whole and not is_placed) or text in {*TURN_ROUND, *CHANGE_KNEES}:
        return BODY_MS
    return HANDLE_MS if is_about_things(text) or PLACES.search(text) else MOVE_MS


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
    before = last_of_drill_before(timeline, first)
    if before is None or not timeline.block_of(before).asks:
        return ()
    last = timeline.block_of(before)
    whole, short = spoken_questions(last.name, last.feel.target)
    is_first = is_asked_whole(timeline, before.block)
    return sayable([whole, short] if is_first else [short])
