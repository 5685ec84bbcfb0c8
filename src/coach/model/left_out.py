"""Drills that a runner wants to leave out, and gentler words without forced breaths."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from coach.model.drill import Drill
from coach.model.loads import is_breathing
from coach.model.prescription import Block
from coach.model.terms import Base, Breath, BreathEffort, LeaveOut

LEAVE_OUT_WORDS: Mapping[LeaveOut, str] = {
    LeaveOut.FORCED_BREATHS: "forced breaths",
    LeaveOut.ON_THE_BACK: "lying on the back",
    LeaveOut.FACE_DOWN: "lying face down",
    LeaveOut.KNEELING: "kneeling",
}
"""Words on the screen for each choice."""

_BASES: Mapping[LeaveOut, Collection[Base]] = {
    LeaveOut.FORCED_BREATHS: (),
    LeaveOut.ON_THE_BACK: (Base.SUPINE,),
    LeaveOut.FACE_DOWN: (Base.PRONE,),
    LeaveOut.KNEELING: (Base.QUADRUPED, Base.HALF_KNEELING),
}


NOTHING = "nothing"
"""Answer in the journal if nothing is left out."""


def answer_of(leaves_out: Collection[LeaveOut]) -> str:
    """Return the choices as the journal stores them: ``forced-breaths kneeling``."""
    return " ".join(each for each in LeaveOut if each in leaves_out) or NOTHING


def read_answer(answer: str) -> tuple[LeaveOut, ...]:
    """Return the choices in an answer from the journal, without unknown words."""
    words = answer.split()
    return tuple(each for each in LeaveOut if each in words)


def left_out_by(drill: Drill, leaves_out: Iterable[LeaveOut]) -> LeaveOut | None:
    """Return the first choice that excludes a drill; None if the drill can be done."""
    return next((each for each in leaves_out if _needs(drill, each)), None)


def is_doable(drill: Drill, leaves_out: Iterable[LeaveOut]) -> bool:
    """Return whether a drill can be done with these choices."""
    return left_out_by(drill, leaves_out) is None


def _needs(drill: Drill, what: LeaveOut) -> bool:
    if what in drill.counts_as or drill.base in _BASES[what]:
        return True
    is_forced = drill.breath_effort is BreathEffort.FORCED
    return what is LeaveOut.FORCED_BREATHS and is_forced and not _can_be_gentle(drill)


def block_left_out_by(block: Block, leaves_out: Iterable[LeaveOut]) -> LeaveOut | None:
    """Return the first choice that excludes a planned drill, as far as the plan shows."""

    def excludes(what: LeaveOut) -> bool:
        is_forced = block.breath_effort is BreathEffort.FORCED
        is_breath = what is LeaveOut.FORCED_BREATHS and is_forced
        return is_breath or block.base in _BASES[what]

    return next(filter(excludes, leaves_out), None)


def _can_be_gentle(drill: Drill) -> bool:
    return any(phase.gently is not None for phase in drill.cycle)


def gentle(drill: Drill) -> Drill:
    """Return the drill with gentler words, without breath pauses or its warning.

    A forced breath that has no gentler words keeps its warning.
    """
    is_forced = drill.breath_effort is BreathEffort.FORCED and not _can_be_gentle(drill)
    cycle = tuple(
        replace(phase, do=phase.gently or phase.do)
        for phase in drill.cycle
        if phase.breath is not Breath.PAUSE
    )
    cues = drill.gentle_cues or drill.cues
    easy = replace(drill, cycle=cycle, cues=cues)
    if is_forced:
        return easy
    return replace(easy, breath_effort=BreathEffort.EASY, warning=None)


def as_gentle_block(block: Block, drill: Drill, leaves_out: Collection[LeaveOut]) -> Block:
    """Return a planned drill with the words that fit these choices.

    A drill whose words cannot be made gentle is returned unchanged.
    """
    is_forced = block.breath_effort is BreathEffort.FORCED
    is_wanted = LeaveOut.FORCED_BREATHS in leaves_out
    if not (is_forced and is_wanted and _can_be_gentle(drill)):
        return block
    words = {phase.do: phase.gently or phase.do for phase in drill.cycle}
    phases = tuple(
        replace(phase, do=words.get(phase.do, phase.do))
        for phase in block.phases
        if phase.breath is not Breath.PAUSE
    )
    cues = drill.gentle_cues or drill.cues
    return replace(block, phases=phases, cues=cues, breath_effort=BreathEffort.EASY)


def stand_in(
    drill: Drill, others: Iterable[Drill], leaves_out: Collection[LeaveOut]
) -> Drill | None:
    """Return the most similar drill to one that is left out; None if there is none.

    The drill is in the same group, is no harder and has no warning. A breathing drill
    replaces only a breathing drill, and the reverse. Drills of the same pattern come first,
    then those felt in the same place.
    """
    is_breath = is_breathing(drill)
    possible = [
        other
        for other in others
        if other.group is drill.group
        and other.level <= drill.level
        and is_breathing(other) is is_breath
        and other.warning is None
        and is_doable(other, leaves_out)
    ]

    def unlikeness(other: Drill) -> tuple[bool, bool, int, str]:
        feels_alike = bool({*other.feel.target} & {*drill.feel.target})
        level = drill.level - other.level
        return other.pattern != drill.pattern, not feels_alike, level, other.id

    return min(possible, key=unlikeness, default=None)


def as_wanted(drill: Drill, leaves_out: Collection[LeaveOut]) -> Drill:
    """Return the drill with the words that fit these choices."""
    return gentle(drill) if LeaveOut.FORCED_BREATHS in leaves_out else drill


def why_left_out(what: LeaveOut) -> str:
    """Return a reason such as ``You asked coach to leave out lying on the back.``."""
    return f"You asked coach to leave out {LEAVE_OUT_WORDS[what]}."
