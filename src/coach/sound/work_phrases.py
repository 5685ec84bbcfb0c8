"""Phrases spoken during work: breath and movement at first, later less. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from msgspec.structs import replace

from coach.model.terms import Breath, BreathEffort, Side, Sides
from coach.sound.drill_phrases import (
    SPOKEN_BREATHS,
    THINK,
    breath_meant,
    cue_wordings,
    is_hold,
    name_wordings,
    phase_wordings,
    short_side_wordings,
    turn_wordings,
)
from coach.sound.phrase_candidates import (
    NEW_DRILL,
    PhraseCandidate,
    PhraseKind,
    SegmentRun,
    hold_key,
    phrase_key,
    side_key,
)
from coach.text.speech_length import MARGIN_MS
from coach.timeline import Segment, SegmentKind, is_wait_for_runner

GUIDED_REPS = 2
"""Number of reps, in a drill's first set, whose phases are spoken; later sets have one."""
GUIDED_TURNS = 4
"""Number of side changes, in a drill's first set, that are spoken."""
COUNTED_FROM_REPS = {2: 4, 1: 3}
"""Fewest reps of a set whose last two reps, or last rep, are announced."""
REMINDED_FROM_REPS = 6
TOLD_WORDS = 2
"""Fewest words of a movement that the words for the side must share, to stand for it."""
DONE_WITHIN_MS = 3_000
BEFORE_IN_MS = 400
"""Shortest silence between "keep breathing out" and the breath in, in a short breath."""
CALM_BREATH_MS = 4_000
"""Shortest breath in which those words may end with the breath."""
LONG_HOLD_MS = 2_000
"""Shortest hold whose words are spoken during the hold."""

_COUNTS = {2: "last two", 1: "last one"}


def work_candidates(run: SegmentRun) -> Iterator[PhraseCandidate]:
    """Yield the phrases worth saying in a bout."""
    side: Side | None = None
    for rep, group in groupby(run.segments, key=lambda each: each.rep or 0):
        phases = tuple(group)
        opening = phases[0]
        base = _base(run, opening)
        # The number may take the whole rep, because no other words follow in that rep.
        yield from _count(run, rep, replace(base, until_ms=phases[-1].end_ms - MARGIN_MS))
        if opening is run.first:
            yield from _not_said_before(run, base)
        is_turn = opening.side is not side and _is_told_turn(run, opening)
        if is_turn:
            breath = _breath_word(opening) if _is_guided(run, rep) else ""
            # The side comes last, as "left, out" sounds like something left out.
            turns = turn_wordings(run.block, opening.side)
            breathed = (f"{breath}, {turn}" for turn in turns if breath)
            wordings = (*breathed, *turns)
            yield replace(base, kind=PhraseKind.SIDE, wordings=wordings)
        side = opening.side
        if _is_guided(run, rep):
            # The phrase for the side already includes the breath.
            for segment, following in zip_longest(phases, phases[1:]):
                is_told = is_turn and segment is opening
                if not (is_told and _says_movement(run, segment)):
                    yield _phase(run, segment, is_told=is_told)
                yield from _hold_ahead(run, segment, following)
        elif rep == run.bout.reps // 2 + 1 and run.bout.reps >= REMINDED_FROM_REPS:
            yield from _reminders(run, phases)


def _base(run: SegmentRun, segment: Segment) -> PhraseCandidate:
    """Return a candidate for one phase, still without wordings."""
    return PhraseCandidate(
        kind=PhraseKind.COUNT,
        wordings=(),
        from_ms=segment.at_ms,
        until_ms=segment.end_ms - MARGIN_MS,
        passage=run.first.at_ms,
    )


def _count(run: SegmentRun, rep: int, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    left = run.bout.reps - rep + 1
    if run.bout.reps >= COUNTED_FROM_REPS.get(left, run.bout.reps + 1) and (
        not run.is_self_paced
    ):
        yield replace(base, wordings=(_COUNTS[left],))


def _not_said_before(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the drill and side if no wait had room for them."""
    arrival, previous = run.bout.wait, run.previous
    if previous and not previous.is_work:
        arrival = previous.kind
    block, side = run.block, run.first.side
    if arrival in NEW_DRILL:
        yield replace(
            base,
            kind=PhraseKind.NAME,
            wordings=name_wordings(block),
            unless=phrase_key(base.from_ms),
        )
    is_told = is_wait_for_runner(block, arrival)  # with the key that ends the wait
    if (
        side
        and not is_told
        and arrival is not SegmentKind.RESTART
        and (run.changes_side(arrival))
    ):
        yield replace(
            base,
            kind=PhraseKind.SIDE,
            wordings=short_side_wordings(block, side),
            unless=side_key(base.from_ms),
        )


def _breath_word(opening: Segment) -> str:
    return SPOKEN_BREATHS[opening.breath] if opening.breath else ""


def _is_told_turn(run: SegmentRun, opening: Segment) -> bool:
    """Return whether to say a new side: for the first changes, and on resuming in a set."""
    block = run.block
    if block.sides is not Sides.ALTERNATE:
        return False
    goes_on = run.previous is not None and run.previous.kind is SegmentKind.RESTART
    is_early = ((opening.rep or 1) - 1) // block.flip < GUIDED_TURNS
    return (run.bout.set == 1 and is_early) or (goes_on and opening is run.first)


def _says_movement(run: SegmentRun, segment: Segment) -> bool:
    """Return whether the words for the side also say the movement: ``both knees``."""
    told = {
        word for turn in turn_wordings(run.block, segment.side) for word in turn.split()
    }
    return len(told.intersection(segment.do.split()) - {"the", "to"}) >= TOLD_WORDS


def _is_guided(run: SegmentRun, rep: int) -> bool:
    """Return whether a rep's phases are spoken; never in the last rep."""
    reps = run.bout.reps
    is_last = rep >= reps > 1 and not run.is_self_paced
    is_early = rep <= GUIDED_REPS if run.bout.set == 1 else rep == 1
    return is_early and not is_last


def _phase(run: SegmentRun, segment: Segment, *, is_told: bool) -> PhraseCandidate:
    """Return the phrase for a phase: the breath, unless already said, and the movement."""
    begins = segment.at_ms == segment.span_at_ms and not is_told
    return replace(
        _base(run, segment),
        kind=PhraseKind.BREATH,
        wordings=phase_wordings(
            segment.do,
            segment.breath if begins else None,
            is_free=run.block.breath_effort is BreathEffort.EASY,
        ),
        unless=hold_key(segment.at_ms) if is_hold(segment.do) else "",
        is_essential=False,
    )


def _hold_ahead(
    run: SegmentRun, segment: Segment, following: Segment | None
) -> Iterator[PhraseCandidate]:
    """Yield the words for a hold too short to contain them; they start just before it."""
    if following is None or following.duration_ms >= LONG_HOLD_MS:
        return
    if is_hold(following.do) and following.breath is segment.breath:
        key = hold_key(following.at_ms)
        before = replace(
            _base(run, segment),
            kind=PhraseKind.BREATH,
            wordings=phase_wordings(following.do, None),
            best_ms=segment.end_ms,
            settles=key,
            unless=key,
            is_essential=False,
        )
        # If the words do not fit before the hold, they continue into the hold.
        yield before
        quiet_ms = BEFORE_IN_MS if segment.span_ms < CALM_BREATH_MS else MARGIN_MS
        yield replace(before, until_ms=following.end_ms - quiet_ms)


def _reminders(run: SegmentRun, phases: Sequence[Segment]) -> Iterator[PhraseCandidate]:
    """Yield the cue as a reminder: in the breath in, before the effort, if it fits.

    A cue that asks for a breath is heard within this breath, or not at all. Without
    "think", a cue sounds like an order, and so belongs in the out-breath of a drill that
    moves with it.
    """
    wordings = cue_wordings(run.block, run.bout.set)
    meant = breath_meant(wordings[0]) if wordings else None
    inhales = [each for each in phases if each.breath is Breath.INHALE]
    longest = max(phases, key=lambda each: each.duration_ms)
    key = f"reminder {phases[0].at_ms}"
    begins = [
        each for each in phases if each.breath is meant and each.at_ms == each.span_at_ms
    ]
    for segment in (*inhales, longest) if meant is None else begins:
        base = _base(run, segment)
        if meant is not None:
            span_end_ms = segment.span_at_ms + segment.span_ms
            base = replace(base, until_ms=span_end_ms - MARGIN_MS)
        yield replace(
            base,
            kind=PhraseKind.CUE,
            wordings=wordings,
            settles=key,
            unless=key,
            is_essential=False,
        )
    is_effort = longest.breath is Breath.EXHALE and run.block.starts_with_exhale
    efforts = [longest] if is_effort else []
    for segment in efforts if meant is None else begins:
        yield replace(
            _base(run, segment),
            kind=PhraseKind.CUE,
            wordings=tuple(text.removeprefix(THINK) for text in wordings),
            settles=key,
            unless=key,
            is_essential=False,
        )


def end_candidates(run: SegmentRun) -> Iterator[PhraseCandidate]:
    """Yield the closing phrase if the session ends with its last rep."""
    last, bout = run.last, run.bout
    is_last_phase = last.phase == len(run.block.phases) - 1
    # A self-paced set ends in the middle of a rep, because nobody knows the last one.
    is_whole = run.is_self_paced or (is_last_phase and (last.rep or 0) >= bout.reps)
    if last.is_work and bout.index == len(run.timeline.bouts) - 1 and is_whole:
        yield PhraseCandidate(
            kind=PhraseKind.DONE,
            wordings=("done",),
            from_ms=last.end_ms,
            until_ms=last.end_ms + DONE_WITHIN_MS,
            passage=last.end_ms,
        )
