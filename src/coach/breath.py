"""Breath lengths: presets, and how neighbouring phases share one breath. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from coach.model.prescription import Block, KeptDose, PrescribedPhase
from coach.model.terms import Breath, BreathPreset

STEP_MS = 500
"""Step that breath lengths are rounded to, in milliseconds."""
SHORTEST_MS = 1_000
PACE_STEP_MS = 100
SHORTEST_PERCENT, LONGEST_PERCENT = 70, 130
"""Limits for the breath lengths a runner can choose during a session, in percent."""
LONGEST_EXHALE_MS = 8_000
"""Longest exhale that is cued."""
LONG_EXHALE_MS = 6_000
"""Exhales of at least this length are not made longer."""
LONGEST_STILL_MS = 1_500
"""Longest pause in movement at the start of an exhale, before the effort."""
SHORTEST_CHANGED_MS = 2_000
"""Shortest exhale that the coach chooses."""
LEAST_INHALE_PERCENT = 45
"""Shortest inhale, in percent of the exhale."""
STILL = "breathe out, stay still"
SLOW_EXHALE_MS = 3_000
"""Exhales of at least this length count as slow."""

_FACTORS = {
    BreathPreset.SHORT: {Breath.INHALE: (3, 4), Breath.EXHALE: (2, 3)},
    BreathPreset.STANDARD: {},
    BreathPreset.LONG: {Breath.EXHALE: (4, 3)},
}


def spans_of_cycle(breaths: Sequence[Breath]) -> list[list[int]]:
    """Return the phase indices of each breath in a repeating cycle.

    The last breath joins the first when both are of the same kind, because the next cycle
    follows immediately.
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
    """Return the phases with the breath lengths of a preset.

    Lengths are rounded to half seconds. No phase is shorter than one second, no exhale is
    made longer than eight. Pauses of length 0 do not change. If no phase lasts longer than
    a second, the phases are a beat, which stays even.
    """
    if all(phase.duration_ms <= SHORTEST_MS for phase in phases):
        return tuple(phases)
    factors = _FACTORS[preset]
    lengths = [
        _scaled_ms(phase.duration_ms, *factors.get(phase.breath, (1, 1)))
        for phase in phases
    ]
    for span in spans_of_cycle([phase.breath for phase in phases]):
        if phases[span[0]].breath is Breath.EXHALE:
            _cap(lengths, span, [phase.duration_ms for phase in phases])
    return _with_lengths(phases, lengths)


def pace_phases(
    phases: Sequence[PrescribedPhase], from_percent: int, to_percent: int
) -> tuple[PrescribedPhase, ...]:
    """Return the phases with breath lengths changed from one percentage to another.

    Lengths are rounded to tenths of a second. No phase is made shorter than one second, no
    exhale longer than eight. Pauses of length 0 do not change.
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
    return _with_lengths(phases, lengths)


def adjust_phases(
    phases: Sequence[PrescribedPhase], kept: KeptDose, *, is_held: bool
) -> tuple[PrescribedPhase, ...]:
    """Return the phases with the breath changes that the coach decided on.

    A changed exhale stays between two and eight seconds. An exhale that starts earlier and
    already lasts six seconds takes the time from the effort. The inhale stays at least 45 %
    of the exhale.

    Args:
        phases: one cycle, with the phase lengths of this session.
        kept: what the coach carries over for the drill.
        is_held: whether the drill is a hold, in which no effort starts with a breath.
    """
    if kept.breath is not None:
        phases = _long_enough(scale_phases(phases, kept.breath), phases)
    phases = tuple(phases)
    if kept.exhale_ms:
        phases = _lengthened(phases, Breath.EXHALE, kept.exhale_ms, SHORTEST_CHANGED_MS)
    if kept.inhale_ms:
        phases = _lengthened(phases, Breath.INHALE, kept.inhale_ms, SHORTEST_MS)
    if kept.exhale_lead_ms and not is_held:
        phases = _with_lead(phases, kept.exhale_lead_ms)
    return _with_enough_inhale(phases) if _changes_breath(kept) else phases


def _long_enough(
    scaled: Sequence[PrescribedPhase], before: Sequence[PrescribedPhase]
) -> tuple[PrescribedPhase, ...]:
    """Return scaled phases, with each exhale at least two seconds or its old length."""
    lengths = [phase.duration_ms for phase in scaled]
    for span in _spans_of(tuple(scaled), Breath.EXHALE):
        before_ms = sum(before[index].duration_ms for index in span)
        missing_ms = min(SHORTEST_CHANGED_MS, before_ms) - sum(lengths[i] for i in span)
        if missing_ms > 0:
            lengths[max(span, key=lambda index: lengths[index])] += missing_ms
    return _with_lengths(scaled, lengths)


def _changes_breath(kept: KeptDose) -> bool:
    return bool(kept.exhale_ms or kept.inhale_ms or kept.exhale_lead_ms)


def _lengthened(
    phases: tuple[PrescribedPhase, ...], breath: Breath, by_ms: int, shortest_ms: int
) -> tuple[PrescribedPhase, ...]:
    """Change the longest phase of each breath of this kind, within its limits."""
    lengths = [phase.duration_ms for phase in phases]
    for span in _spans_of(phases, breath):
        whole_ms = sum(lengths[index] for index in span)
        if by_ms > 0 and breath is Breath.EXHALE and whole_ms >= LONG_EXHALE_MS:
            continue
        longest_ms = max(LONGEST_EXHALE_MS, whole_ms)
        wanted_ms = max(min(shortest_ms, whole_ms), min(longest_ms, whole_ms + by_ms))
        index = max(span, key=lambda index: lengths[index])
        lengths[index] = max(SHORTEST_MS, lengths[index] + wanted_ms - whole_ms)
    return _with_lengths(phases, lengths)


def _with_lead(
    phases: tuple[PrescribedPhase, ...], lead_ms: int
) -> tuple[PrescribedPhase, ...]:
    """Return the phases with each exhale starting earlier than the effort.

    The still phase before the effort gets longer; where there is none, one is added.
    """
    lengths = [phase.duration_ms for phase in phases]
    still: set[int] = set()
    for span in _spans_of(phases, Breath.EXHALE):
        whole_ms = sum(lengths[index] for index in span)
        moving = span
        if len(span) > 1 and lengths[span[0]] <= LONGEST_STILL_MS:
            lengths[span[0]] += lead_ms
            moving = span[1:]
        else:
            still.add(span[0])
        if whole_ms >= LONG_EXHALE_MS:
            index = max(moving, key=lambda index: lengths[index])
            lengths[index] = max(SHORTEST_MS, lengths[index] - lead_ms)
    led: list[PrescribedPhase] = []
    for index, phase in enumerate(_with_lengths(phases, lengths)):
        if index in still:
            led.append(PrescribedPhase(STILL, Breath.EXHALE, lead_ms, is_added=True))
        led.append(phase)
    return tuple(led)


def _with_enough_inhale(
    phases: tuple[PrescribedPhase, ...],
) -> tuple[PrescribedPhase, ...]:
    lengths = [phase.duration_ms for phase in phases]
    inhales = [i for i, phase in enumerate(phases) if phase.breath is Breath.INHALE]
    if not inhales:
        return phases
    out_ms = sum(p.duration_ms for p in phases if p.breath is Breath.EXHALE)
    in_ms = sum(lengths[index] for index in inhales)
    short_ms = out_ms * LEAST_INHALE_PERCENT // 100 - in_ms
    if short_ms > 0:
        index = max(inhales, key=lambda index: lengths[index])
        lengths[index] += -(-short_ms // PACE_STEP_MS) * PACE_STEP_MS
    return _with_lengths(phases, lengths)


def _spans_of(phases: Sequence[PrescribedPhase], breath: Breath) -> list[list[int]]:
    spans = spans_of_cycle([phase.breath for phase in phases])
    return [span for span in spans if phases[span[0]].breath is breath]


def _with_lengths(
    phases: Sequence[PrescribedPhase], lengths: Sequence[int]
) -> tuple[PrescribedPhase, ...]:
    return tuple(
        replace(phase, duration_ms=length)
        for phase, length in zip(phases, lengths, strict=True)
    )


def pace_block(block: Block, percent: int) -> Block:
    """Return a block with breaths at this percentage of the drill's own lengths."""
    if percent == block.pace:
        return block  # at 100 percent, rounding must not change the lengths
    phases = pace_phases(block.phases, block.pace, percent)
    return replace(block, pace=percent, phases=phases)


def _paced_ms(length_ms: int, from_percent: int, to_percent: int) -> int:
    steps = (2 * length_ms * to_percent + PACE_STEP_MS * from_percent) // (
        2 * PACE_STEP_MS * from_percent
    )
    return max(steps * PACE_STEP_MS, min(SHORTEST_MS, length_ms))


def slow_exhales_in_cycle(phases: Sequence[PrescribedPhase]) -> int:
    """Return the number of slow exhales (three seconds or more) in one cycle."""
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
    # A phase written shorter than a second must not grow when the breath is shortened.
    return min(scaled, length_ms) if numerator < denominator else scaled


def _cap(
    lengths: list[int], span: list[int], authored: list[int], step_ms: int = STEP_MS
) -> None:
    """Undo lengthening beyond the limit, one step at a time."""
    limit = max(LONGEST_EXHALE_MS, sum(authored[index] for index in span))
    while sum(lengths[index] for index in span) > limit:
        longest = max(span, key=lambda index: lengths[index] - authored[index])
        lengths[longest] = max(lengths[longest] - step_ms, authored[longest])
