"""What an answer changes at once, in the session that runs. Pure.

Several things may be true of one answer, and each counts: whoever is dizzy and in pain
needs both. What the next session makes of it is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from coach.model.loads import block_loads
from coach.model.places import place_words
from coach.model.prescription import Block
from coach.model.records import FeedbackRecord
from coach.model.terms import Flag, PainPlace
from coach.question.answer import Answer

TOO_MUCH = 5
"""Pain above this is not to be exercised with (pain-monitoring model)."""
NOTABLE = 3
"""From here on in low back or knee a drill is over: the stricter rule for runners."""
STRICT = {PainPlace.LOW_BACK, PainPlace.KNEE}
_BRIDGE = "bridge"
"""The pattern in which feet stand on the floor and hips are lifted."""
ALARMING = {Flag.SHARP, Flag.NUMB, Flag.GIVING_WAY}


class LeavesOut(StrEnum):
    """What is not done in the rest of the session."""

    NOTHING = "nothing"
    DRILL = "drill"
    """What is left of this drill."""
    PATTERN = "pattern"
    """This drill, all of its kind, and whatever loads the place that hurts."""


class Reaction(msgspec.Struct, frozen=True, kw_only=True):
    """What happens at once."""

    ends: bool = False
    """The session is over, and help is needed."""
    leaves_out: LeavesOut = LeavesOut.NOTHING
    own_pace: bool = False
    """From here on each drill waits for the runner, and each set for its end."""
    words: tuple[str, ...] = ()
    """What to do now."""


def reaction_to(said: Answer | FeedbackRecord, about: Block | None = None) -> Reaction:
    """What an answer about a drill changes at once; without the drill, about a bridge."""
    if Flag.URGENT in said.flags:
        return Reaction(ends=True)
    words: list[str] = []
    is_dizzy = Flag.DIZZY in said.flags
    if is_dizzy:
        words.append("Sit down and breathe normally. From here on the pace is yours.")
    leaves_out = _leaves_out(said)
    if leaves_out is LeavesOut.PATTERN:
        place = _placed(said)
        if place in {None, PainPlace.ELSEWHERE}:
            words.append("That is enough of this kind of movement for today.")
        else:
            words.append(f"Nothing loads the {place_words(str(place))} again today.")
        words.append("Book a doctor or physio this week.")
    elif leaves_out is LeavesOut.DRILL:
        words.append("That is enough of this drill for today.")
    if Flag.CRAMP in said.flags:
        is_bridge = about is None or about.pattern == _BRIDGE
        then = "heels closer, smaller lift" if is_bridge else "smaller and slower"
        words.append(f"Rest for half a minute. Then: {then}.")
    return Reaction(leaves_out=leaves_out, own_pace=is_dizzy, words=tuple(words))


def _leaves_out(said: Answer | FeedbackRecord) -> LeavesOut:
    pain = said.pain or 0
    if pain > TOO_MUCH or ALARMING & set(said.flags):
        return LeavesOut.PATTERN
    if pain >= NOTABLE and said.where_pain in STRICT:
        return LeavesOut.DRILL
    return LeavesOut.NOTHING


def _placed(said: Answer | FeedbackRecord) -> PainPlace | None:
    """Where it hurts, as far as this version knows the word."""
    known = said.where_pain in set(PainPlace)
    return PainPlace(said.where_pain) if said.where_pain and known else None


def left_out(
    blocks: Sequence[Block], index: int, said: Answer | FeedbackRecord
) -> frozenset[int]:
    """Numbers of the blocks that are not done any more after an answer about one."""
    if not 0 <= index < len(blocks):
        return frozenset()
    about = blocks[index]
    match reaction_to(said).leaves_out:
        case LeavesOut.PATTERN:
            place = _placed(said)
            return frozenset(
                number
                for number, block in enumerate(blocks)
                if block.pattern == about.pattern
                or block.drill == about.drill
                or (place is not None and block_loads(block, place))
            )
        case LeavesOut.DRILL:
            return frozenset(
                number for number, block in enumerate(blocks) if block.drill == about.drill
            )
        case LeavesOut.NOTHING:
            return frozenset()


def left_out_after(
    blocks: Sequence[Block], feedback: Iterable[FeedbackRecord]
) -> frozenset[int]:
    """The same after all that was said in a session: what going on leaves out."""
    return frozenset[int]().union(*(left_out(blocks, s.block, s) for s in feedback))
