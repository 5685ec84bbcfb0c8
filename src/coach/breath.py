"""Breath lengths: the presets, and how neighbouring phases share one breath. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from coach.model.prescription import Block, PrescribedPhase
from coach.model.terms import Breath, BreathPreset

STEP_MS = 500
"""Breath lengths are rounded to half seconds."""
SHORTEST_MS = 1_000
PACE_STEP_MS = 100
SHORTEST_PERCENT, LONGEST_PERCENT = 70, 130
"""How far a runner can change the breaths of a drill on the way."""
LONGEST_EXHALE_MS = 8_000
"""No exhale is cued for longer than this."""
SLOW_EXHALE_MS = 3_000
"""From here on an exhale counts as a slow one."""

_FACTORS = {
    BreathPreset.SHORT: {Breath.INHALE: (3, 4), Breath.EXHALE: (2, 3)},
    BreathPreset.STANDARD: {},
    BreathPreset.LONG: {Breath.EXHALE: (4, 3)},
}


def spans_of_cycle(breaths: Sequence[Breath]) -> list[list[int]]:
    """Indices of the phases that share a breath, the cycle repeating.

    The last span joins the first when both have the same breath, because the next
    cycle follows at once.
    """
    spans = [
        [index for index, _ in group]
        for _, group in groupby(enumerate(breaths), key=lambda pair: pair[1])
    ]
    if len(spans) > 1 and breaths[0] is breaths[-1]:
        spans[0] = spans.pop() + spans[0]
    return spans


def scale_phases(
    phases: Sequence[PrescribedPhase], preset: BreathPreset
) -> tuple[PrescribedPhase, ...]:
    """Make the breaths of a cycle shorter or longer.

    Rounded to half seconds, no phase shorter than a second, no exhale made longer
    than eight seconds; empty pauses stay as they are.
    """
    factors = _FACTORS[preset]
    lengths = [
        _scaled_ms(phase.duration_ms, *factors.get(phase.breath, (1, 1)))
        for phase in phases
    ]
    for span in spans_of_cycle([phase.breath for phase in phases]):
        if phases[span[0]].breath is Breath.EXHALE:
            _cap(lengths, span, [phase.duration_ms for phase in phases])
    return tuple(
        PrescribedPhase(phase.do, phase.breath, length)
        for phase, length in zip(phases, lengths, strict=True)
    )


def pace_phases(
    phases: Sequence[PrescribedPhase], from_percent: int, to_percent: int
) -> tuple[PrescribedPhase, ...]:
    """Breathe at another pace than the one the phases are in.

    Rounded to tenths of a second; a phase is not made shorter than a second, an exhale
    not longer than eight; empty pauses stay as they are.
    """
    lengths = [
        phase.duration_ms
        if phase.breath is Breath.PAUSE
        else _paced_ms(phase.duration_ms, from_percent, to_percent)
        for phase in phases
    ]
    for span in spans_of_cycle([phase.breath for phase in phases]):
        if phases[span[0]].breath is Breath.EXHALE:
            _cap(lengths, span, [phase.duration_ms for phase in phases], PACE_STEP_MS)
    return tuple(
        PrescribedPhase(phase.do, phase.breath, length)
        for phase, length in zip(phases, lengths, strict=True)
    )


def pace_block(block: Block, percent: int) -> Block:
    """A block in breaths of so many percent of the drill's own."""
    if percent == block.pace:
        return block  # rounding would change lengths that nobody wanted changed
    phases = pace_phases(block.phases, block.pace, percent)
    return replace(block, pace=percent, phases=phases)


def _paced_ms(length_ms: int, from_percent: int, to_percent: int) -> int:
    steps = (2 * length_ms * to_percent + PACE_STEP_MS * from_percent) // (
        2 * PACE_STEP_MS * from_percent
    )
    return max(steps * PACE_STEP_MS, min(SHORTEST_MS, length_ms))


def slow_exhales(phases: Sequence[PrescribedPhase]) -> int:
    """How many exhales of three seconds or more one repeating cycle has."""
    return sum(
        phases[span[0]].breath is Breath.EXHALE
        and sum(phases[index].duration_ms for index in span) >= SLOW_EXHALE_MS
        for span in spans_of_cycle([phase.breath for phase in phases])
    )


def _scaled_ms(length_ms: int, numerator: int, denominator: int) -> int:
    if numerator == denominator:
        return length_ms
    steps = (2 * length_ms * numerator + STEP_MS * denominator) // (
        2 * STEP_MS * denominator
    )
    scaled = max(steps * STEP_MS, SHORTEST_MS)
    # An authored phase below a second must not grow because the breath got shorter.
    return min(scaled, length_ms) if numerator < denominator else scaled


def _cap(
    lengths: list[int], span: list[int], authored: list[int], step_ms: int = STEP_MS
) -> None:
    """Take back, step by step, what lengthening put above the limit."""
    limit = max(LONGEST_EXHALE_MS, sum(authored[index] for index in span))
    while sum(lengths[index] for index in span) > limit:
        longest = max(span, key=lambda index: lengths[index] - authored[index])
        lengths[longest] = max(lengths[longest] - step_ms, authored[longest])
