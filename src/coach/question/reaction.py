"""Immediate effects of an answer on the running session. Pure.

One answer may have several effects: a runner who is dizzy and in pain needs both. The
coaching rules decide separately about the next session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from coach.model.loads import (
    block_loads,
    block_loads_a_little,
    is_high_load,
    loading_phrase,
)
from coach.model.places import NEAR_BONE, SPARED_BY_RUNNING, the_place
from coach.model.prescription import Block
from coach.model.records import FeedbackRecord
from coach.model.terms import Flag, PainPlace
from coach.question.answer import Answer

TOO_MUCH = 5
"""Highest pain at which exercise continues: 5 out of 10 (pain-monitoring model)."""
NOTABLE = 3
"""Pain in some places that ends a drill: 3 out of 10, a stricter rule for runners."""
STRICT = {PainPlace.LOW_BACK, PainPlace.KNEE, PainPlace.HIP}
"""Places with this stricter limit; pain somewhere in the hip may be deep in the groin."""
BOOK = "See a doctor or physio this week."
STOP_RUNNING = "See a doctor about your groin within a few days. Do not run until then."
"""Pain deep in the groin may come from the bone."""
BOOK_FIRST = "See a doctor or physio this week. Do not run until then."
SEE_SOMEBODY = frozenset({BOOK, STOP_RUNNING, BOOK_FIRST})
"""Sentences that send the runner to somebody who can examine the pain."""
ENOUGH = "That's enough of this drill for today."
_BRIDGE = "bridge"
"""The pattern of drills that lift the hips."""
ALARMING = {Flag.SHARP, Flag.NUMB, Flag.GIVING_WAY}


class LeavesOut(StrEnum):
    """The drills that an answer removes from the rest of the session."""

    NOTHING = "nothing"
    DRILL = "drill"
    """The rest of this drill."""
    PATTERN = "pattern"
    """This drill, all drills with its pattern, and all that load the painful place."""


class Reaction(msgspec.Struct, frozen=True, kw_only=True):
    """The immediate effects of an answer."""

    ends: bool = False
    """Whether the session ends because help is needed."""
    leaves_out: LeavesOut = LeavesOut.NOTHING
    own_pace: bool = False
    """Whether the runner now starts each drill and ends each set."""
    words: tuple[str, ...] = ()
    """Sentences that tell the runner what to do now."""
    spoken: str = ""
    """The sentence about a doctor or physio that is also spoken."""


def reaction_to(said: Answer | FeedbackRecord, about: Block | None = None) -> Reaction:
    """Return the immediate effects of an answer about a drill, or about any drill."""
    if Flag.URGENT in said.flags:
        return Reaction(ends=True)
    words: list[str] = []
    spoken = ""
    is_dizzy = Flag.DIZZY in said.flags
    if is_dizzy:
        words.append("Sit down and breathe normally. From now on, go at your own pace.")
    leaves_out = _leaves_out(said)
    if leaves_out is LeavesOut.PATTERN:
        place = _placed(said)
        if place in {None, PainPlace.ELSEWHERE}:
            words.append("That's enough of this kind of movement for today.")
        else:
            named = the_place(place)
            drills = f"every drill that {loading_phrase(place, named, is_any=True)}"
            words.append(f"For the rest of today, we're leaving out {drills}.")
        in_the_groin = place is PainPlace.GROIN_OR_DEEP_HIP
        is_unsafe = bool({Flag.NUMB, Flag.GIVING_WAY} & set(said.flags))
        may_harm = place in NEAR_BONE or (is_unsafe and place not in SPARED_BY_RUNNING)
        first = BOOK_FIRST if may_harm else BOOK
        spoken = STOP_RUNNING if in_the_groin else first
        words.append(spoken)
    elif leaves_out is LeavesOut.DRILL:
        words.append(ENOUGH)
    if Flag.CRAMP in said.flags:
        then = (
            "bring your heels closer and lift less"
            if about is not None and _lifts_off_the_floor(about)
            else "make the movement smaller and slower"
        )
        words.append(f"Rest for half a minute. If you do more, {then}.")
    return Reaction(
        leaves_out=leaves_out, own_pace=is_dizzy, words=tuple(words), spoken=spoken
    )


def _lifts_off_the_floor(about: Block) -> bool:
    """Return whether a drill lifts the hips with the feet on the floor, not on a wall."""
    return about.pattern == _BRIDGE and "wall" not in about.equipment


def _leaves_out(said: Answer | FeedbackRecord) -> LeavesOut:
    pain = said.pain or 0
    # Without a number, a place that hurts counts as noticeable pain.
    in_the_groin = _placed(said) is PainPlace.GROIN_OR_DEEP_HIP
    is_noted = pain >= NOTABLE or (said.pain is None and in_the_groin)
    if pain > TOO_MUCH or ALARMING & set(said.flags) or (in_the_groin and is_noted):
        return LeavesOut.PATTERN
    if pain >= NOTABLE and said.where_pain in STRICT:
        return LeavesOut.DRILL
    return LeavesOut.NOTHING


def _placed(said: Answer | FeedbackRecord) -> PainPlace | None:
    """Return the place that hurts; None for a word unknown to this version."""
    known = said.where_pain in set(PainPlace)
    return PainPlace(said.where_pain) if said.where_pain and known else None


def left_out(
    blocks: Sequence[Block], index: int, said: Answer | FeedbackRecord
) -> frozenset[int]:
    """Return the indices of the blocks removed after an answer about one block.

    After severe pain: this drill, all with its pattern, and all with any load on the place
    that hurts. After notable pain: later drills with a high load on the place, and in
    some places this drill.
    """
    if not 0 <= index < len(blocks):
        return frozenset()
    about = blocks[index]
    strained = frozenset(
        number
        for number, place in still_loading(blocks, index, said).items()
        if is_high_load(blocks[number], place)
    )
    match reaction_to(said).leaves_out:
        case LeavesOut.PATTERN:
            place = _placed(said)
            return frozenset(
                number
                for number, block in enumerate(blocks)
                if block.pattern == about.pattern
                or block.drill == about.drill
                or (place is not None and block_loads_a_little(block, place))
            )
        case LeavesOut.DRILL:
            return frozenset(
                number for number, block in enumerate(blocks) if block.drill == about.drill
            ).union(strained)
        case LeavesOut.NOTHING:
            return strained


def still_loading(
    blocks: Sequence[Block], index: int, said: Answer | FeedbackRecord
) -> Mapping[int, PainPlace]:
    """Return the later blocks of other drills that load a place with notable pain."""
    place = _placed(said)
    is_known = place is not None and place is not PainPlace.ELSEWHERE
    if place is None or not is_known or (said.pain or 0) < NOTABLE:
        return {}
    if not 0 <= index < len(blocks):
        return {}
    return {
        number: place
        for number, block in enumerate(blocks)
        if number > index
        and block.drill != blocks[index].drill
        and block_loads(block, place)
    }


def left_out_after(
    blocks: Sequence[Block], feedback: Iterable[FeedbackRecord]
) -> frozenset[int]:
    """Return the indices of the blocks removed after all answers of a session."""
    return frozenset[int]().union(*(left_out(blocks, s.block, s) for s in feedback))
