"""The timeline of a session: segments at absolute milliseconds. Pure.

Durations are summed only here. A session is a sequence of *bouts*: the work of one side in
one set. A wait comes before each bout. Waits and bouts both become segments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import cached_property
from math import ceil

import msgspec
from msgspec.structs import replace

from coach.errors import CoachError
from coach.model.bounds import BLOCKS, SESSION_MS
from coach.model.prescription import Block, Prescription
from coach.model.terms import Base, BoutKey, Breath, Side, SideOrder, Sides
from coach.units import LONGEST_MS

TICKS_MS = 3_000
"""Time before the first cued breath in which ticks count down to it."""
READY_MS = 3_000
"""Length of the cued inhale before work that starts with an exhale."""
RESTART_MS = 5_000
"""Wait before the work continues after a pause, a gap, "back" or "repeat"."""
READY = "in... ready"


class SegmentKind(StrEnum):
    """Kinds of segment: work in a phase, or one of the waits."""

    LEAD_IN = "lead-in"
    PHASE = "phase"
    SWITCH = "switch"
    REST = "rest"
    CHANGE = "change"
    RESTART = "restart"
    """The wait before an interrupted rep; added only while a session runs."""


class Bout(msgspec.Struct, frozen=True):
    """The work of one side in one set, and the wait before it."""

    index: int
    block: int
    set: int
    """Number of the set, counted from 1."""
    side: Side | None
    """Working side; None if both work together or alternate from rep to rep."""
    reps: int
    wait: SegmentKind
    wait_ms: int


class Segment(msgspec.Struct, frozen=True):
    """A span of time in which neither the instruction nor the breath changes."""

    at_ms: int
    duration_ms: int
    kind: SegmentKind
    bout: int
    """Index of the bout; for a wait, of the bout that follows."""
    block: int
    set: int
    rep: int | None = None
    """Number of the rep in the bout, counted from 1; None in a wait."""
    side: Side | None = None
    phase: int | None = None
    """Index into the block's phases; None in a wait."""
    do: str = ""
    breath: Breath | None = None
    span_at_ms: int = 0
    """Position where the breath that includes this segment starts."""
    span_ms: int = 0
    """Length of that breath; 0 if the segment has none."""

    @property
    def end_ms(self) -> int:
        """Return the position of the first millisecond after the segment."""
        return self.at_ms + self.duration_ms

    @property
    def is_work(self) -> bool:
        """Return whether the segment is part of a rep rather than a wait."""
        return self.kind is SegmentKind.PHASE


class Timeline(msgspec.Struct, frozen=True, dict=True):
    """Contiguous segments from 0 to the end of the session."""

    prescription: Prescription
    bouts: tuple[Bout, ...]
    segments: tuple[Segment, ...]

    @cached_property
    def total_ms(self) -> int:
        """Return the length of the session in milliseconds."""
        return self.segments[-1].end_ms if self.segments else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.at_ms for segment in self.segments]

    def index_at(self, position_ms: int) -> int:
        """Return the index of the segment at a position; at the very end, of the last."""
        return max(0, bisect_right(self._starts, position_ms) - 1)

    def at(self, position_ms: int) -> Segment:
        """Return the segment at a position; at the very end, the last one."""
        return self.segments[self.index_at(position_ms)]

    def block_of(self, segment: Segment) -> Block:
        """Return the prescribed drill that a segment belongs to."""
        return self.prescription.blocks[segment.block]


def compile_timeline(
    prescription: Prescription, done: AbstractSet[BoutKey] = frozenset()
) -> Timeline:
    """Return the timeline of a whole session, or of the unfinished part of one.

    Args:
        prescription: what was planned.
        done: bouts to leave out; at least one bout must be left. Blocks, sets and sides
            keep their numbers. The first wait is the lead-in.
    """
    bouts = plan_bouts(prescription, done)
    return Timeline(
        prescription, bouts, lay_out(tail_from(prescription, bouts, 0), at_ms=0)
    )


def length_ms(prescription: Prescription) -> int:
    """Return the length of a whole session without building its timeline."""
    return sum(
        bout.wait_ms + bout.reps * prescription.blocks[bout.block].cycle_ms
        for bout in plan_bouts(prescription)
    )


def refuse_endless(prescription: Prescription) -> None:
    """Check that a session fits into a day and into the journal.

    Raises:
        CoachError: if the session takes longer, or has too many drills or reps.
    """
    step = "use fewer drills, sets or reps"
    if not BLOCKS.holds(len(prescription.blocks)):
        raise CoachError(
            f"a session can have at most {BLOCKS.most} drills, "
            f"not {len(prescription.blocks)}",
            hint="use fewer drills",
        )
    try:
        prescription.check_size()
    except ValueError:
        raise CoachError("the session would have far too many reps", hint=step) from None
    hours = length_ms(prescription) / LONGEST_MS
    if hours * LONGEST_MS > SESSION_MS.most:
        raise CoachError(
            f"the session would take {ceil(hours)} hours; "
            f"the longest possible session is {SESSION_MS.most // LONGEST_MS} hours",
            hint=f"{step}, or a shorter rest",
        )


def plan_bouts(
    prescription: Prescription, done: AbstractSet[BoutKey] = frozenset()
) -> tuple[Bout, ...]:
    """Return the bouts of all blocks in the order they are done, without finished ones."""
    bouts: list[Bout] = []
    for index, block in enumerate(prescription.blocks):
        left = [turn for turn in block.turns if (index, *turn) not in done]
        for turn, (number, side) in enumerate(left):
            if not bouts:
                # After resuming, the requested lead-in comes before any drill.
                kind, wait_ms = SegmentKind.LEAD_IN, prescription.blocks[0].change_ms
            elif turn == 0:
                kind, wait_ms = SegmentKind.CHANGE, block.change_ms
            elif side is not None and side is not bouts[-1].side:
                # With sides ordered by set, a rest comes before a set's first side.
                back = block.side_order is SideOrder.BY_SET and number > bouts[-1].set
                kind = SegmentKind.REST if back else SegmentKind.SWITCH
                wait_ms = block.rest_ms if back else block.switch_ms
            else:
                kind, wait_ms = SegmentKind.REST, block.rest_ms
            reps = block.dose_of(side).reps
            bouts.append(Bout(len(bouts), index, number, side, reps, kind, wait_ms))
    return tuple(bouts)


def side_of_rep(block: Block, rep: int, reps: int) -> Side | None:
    """Return the side that works in an alternating rep, counted from 0.

    The side changes every ``flip`` reps. A remainder at the end is shared, so that both
    sides always get the same number. Reps beyond the plan start the pattern again, because
    their number is not known. Return None if the drill does not alternate.
    """
    if block.sides is not Sides.ALTERNATE:
        return None
    if rep >= reps:
        is_first = (rep - reps) // block.flip % 2 == 0
        return block.first_side if is_first else block.first_side.other
    pair, within = divmod(rep, 2 * block.flip)
    left_over = reps - pair * 2 * block.flip
    run = min(block.flip, max(1, left_over // 2))
    return block.first_side if within < run else block.first_side.other


def work_segments(
    prescription: Prescription, bout: Bout, first_rep: int = 1, last_rep: int | None = None
) -> Iterator[Segment]:
    """Yield the phases of a bout from one rep to another, without positions."""
    block = prescription.blocks[bout.block]
    for rep in range(first_rep, (last_rep or bout.reps) + 1):
        side = bout.side or side_of_rep(block, rep - 1, bout.reps)
        for index, phase in enumerate(block.phases):
            yield Segment(
                0,
                phase.duration_ms,
                SegmentKind.PHASE,
                bout.index,
                bout.block,
                bout.set,
                rep,
                side,
                index,
                phase.do,
                phase.breath,
            )


_TURNS = {Base.SIDE_LYING, Base.HALF_KNEELING}
"""Positions in which the other side takes the runner any time."""


def is_wait_for_runner(block: Block, kind: SegmentKind) -> bool:
    """Return whether a wait lasts until the runner is in position.

    A runner who turns over has the head where the feet were, so the keys are out of reach.
    One who changes knees may have to move a pad.
    """
    is_turn = kind is SegmentKind.SWITCH and block.base in _TURNS
    return block.waits and (kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE} or is_turn)


def ready_to_work_ms(block: Block) -> int:
    """Return the time between "I'm in position" and the work.

    The first cued breath starts after five seconds in every drill: it is either the first
    phase, or the inhale before it.
    """
    return RESTART_MS + (READY_MS if block.starts_with_exhale else 0)


def wait_segments(
    prescription: Prescription, bout: Bout, kind: SegmentKind, wait_ms: int
) -> Iterator[Segment]:
    """Yield the wait before a bout, without positions.

    If the work starts with an exhale, the last seconds of the wait are a cued inhale.
    """
    block = prescription.blocks[bout.block]
    ready_ms = min(READY_MS, wait_ms) if block.starts_with_exhale else 0
    side = bout.side or side_of_rep(block, 0, bout.reps)
    plain = Segment(
        0, wait_ms - ready_ms, kind, bout.index, bout.block, bout.set, side=side
    )
    yield plain
    yield replace(plain, duration_ms=ready_ms, do=READY, breath=Breath.INHALE)


def tail_from(
    prescription: Prescription, bouts: Sequence[Bout], index: int
) -> Iterator[Segment]:
    """Yield all segments from the wait before a bout to the end, without positions."""
    for bout in bouts[index:]:
        yield from wait_segments(prescription, bout, bout.wait, bout.wait_ms)
        yield from work_segments(prescription, bout)


def lay_out(segments: Iterable[Segment], at_ms: int) -> tuple[Segment, ...]:
    """Return the segments one after another from a position, joined into breaths.

    Segments of length 0 are left out.
    """
    placed: list[Segment] = []
    for segment in segments:
        if segment.duration_ms > 0:
            placed.append(replace(segment, at_ms=at_ms))
            at_ms += segment.duration_ms
    spanned: list[Segment] = []
    start = 0
    while start < len(placed):
        first = placed[start]
        end = start + 1
        while end < len(placed) and _is_one_breath(first, placed[end]):
            end += 1
        span_ms = placed[end - 1].end_ms - first.at_ms if first.breath else 0
        spanned += (
            replace(segment, span_at_ms=first.at_ms, span_ms=span_ms)
            for segment in placed[start:end]
        )
        start = end
    return tuple(spanned)


def _is_one_breath(first: Segment, later: Segment) -> bool:
    """Return whether a breath continues: across reps, but never across sets."""
    return (
        first.breath is not None
        and first.breath is later.breath
        and first.bout == later.bout
    )
