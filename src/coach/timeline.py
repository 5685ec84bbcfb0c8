"""From a prescription to a timeline: segments at absolute milliseconds. Pure.

Durations are summed here and nowhere else. A session is a row of *bouts* (the work of
one side in one set), each after one wait; both become segments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import msgspec
from msgspec.structs import replace

from coach.errors import CoachError
from coach.model.bounds import BLOCKS, SESSION_MS
from coach.model.prescription import Block, Prescription
from coach.model.terms import BoutKey, Breath, Side, SideOrder, Sides
from coach.units import LONGEST_MS

READY_MS = 3_000
"""Length of the cued inhale before work that starts with an exhale."""
RESTART_MS = 5_000
"""Wait before going on after a pause, a gap, back or repeat."""
READY = "in... ready"


class SegmentKind(StrEnum):
    """What a segment is."""

    LEAD_IN = "lead-in"
    PHASE = "phase"
    SWITCH = "switch"
    REST = "rest"
    CHANGE = "change"
    RESTART = "restart"
    """Only while running: the wait before an interrupted rep."""


class Bout(msgspec.Struct, frozen=True):
    """The work of one side in one set, and the wait before it."""

    index: int
    block: int
    set: int
    """Counted from 1."""
    side: Side | None
    """None where both sides work together or take turns from cycle to cycle."""
    cycles: int
    wait: SegmentKind
    wait_ms: int


class Segment(msgspec.Struct, frozen=True):
    """One stretch of time in which nothing that is shown or said changes its name."""

    at_ms: int
    duration_ms: int
    kind: SegmentKind
    bout: int
    """Index of the bout it belongs to; for a wait, the bout it leads to."""
    block: int
    set: int
    rep: int | None = None
    """Counted from 1 within the bout; None in a wait."""
    side: Side | None = None
    phase: int | None = None
    """Index into the block's phases; None in a wait."""
    do: str = ""
    breath: Breath | None = None
    span_at_ms: int = 0
    """Where the breath that this segment is part of begins."""
    span_ms: int = 0
    """How long that breath lasts; 0 without one."""

    @property
    def end_ms(self) -> int:
        """The first millisecond after it."""
        return self.at_ms + self.duration_ms

    @property
    def is_work(self) -> bool:
        """Part of a rep, not of a wait."""
        return self.kind is SegmentKind.PHASE


@dataclass(frozen=True)
class Timeline:
    """Contiguous segments from 0 to the end."""

    prescription: Prescription
    bouts: tuple[Bout, ...]
    segments: tuple[Segment, ...]

    @cached_property
    def total_ms(self) -> int:
        """Length of everything."""
        return self.segments[-1].end_ms if self.segments else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.at_ms for segment in self.segments]

    def index_at(self, position_ms: int) -> int:
        """Index of the segment that holds a position; the last one at the very end."""
        return max(0, bisect_right(self._starts, position_ms) - 1)

    def at(self, position_ms: int) -> Segment:
        """The segment that holds a position; the last one at the very end."""
        return self.segments[self.index_at(position_ms)]

    def block_of(self, segment: Segment) -> Block:
        """The prescribed drill a segment belongs to."""
        return self.prescription.blocks[segment.block]


def compile_timeline(
    prescription: Prescription, done: AbstractSet[BoutKey] = frozenset()
) -> Timeline:
    """Lay out a whole session, or what is left of it.

    Args:
        prescription: what was going to be done.
        done: work that is not done again; some must be left. Blocks, sets and sides keep
            their numbers, and the first wait is the lead-in of the drill that is left.
    """
    bouts = plan_bouts(prescription, done)
    return Timeline(
        prescription, bouts, lay_out(tail_from(prescription, bouts, 0), at_ms=0)
    )


def length_ms(prescription: Prescription) -> int:
    """Length of a whole session, without laying it out."""
    return sum(
        bout.wait_ms + bout.cycles * prescription.blocks[bout.block].cycle_ms
        for bout in plan_bouts(prescription)
    )


def refuse_endless(prescription: Prescription) -> None:
    """Let only sessions pass that can be done in a day, and be kept in the journal.

    Raises:
        CoachError: if it is longer, or has too many drills or reps.
    """
    step = "fewer drills, sets or reps, or a shorter rest"
    if not BLOCKS.holds(len(prescription.blocks)):
        raise CoachError(
            f"a session has at most {BLOCKS.most} drills, not {len(prescription.blocks)}",
            hint=step,
        )
    try:
        prescription.check_size()
    except ValueError:
        raise CoachError("that session would never end", hint=step) from None
    hours = length_ms(prescription) / LONGEST_MS
    if hours * LONGEST_MS > SESSION_MS.most:
        raise CoachError(
            f"that session would take {hours:.0f} hours; "
            f"it can take {SESSION_MS.most // LONGEST_MS}",
            hint=step,
        )


def plan_bouts(
    prescription: Prescription, done: AbstractSet[BoutKey] = frozenset()
) -> tuple[Bout, ...]:
    """Put the sets and sides of all blocks in the order they are done."""
    bouts: list[Bout] = []
    for index, block in enumerate(prescription.blocks):
        left = [turn for turn in _turns(block) if (index, *turn) not in done]
        for turn, (number, side) in enumerate(left):
            if not bouts:
                # Whichever drill comes first, it is the start that was asked for.
                kind, wait_ms = SegmentKind.LEAD_IN, prescription.blocks[0].change_ms
            elif turn == 0:
                kind, wait_ms = SegmentKind.CHANGE, block.change_ms
            elif side is not None and side is not bouts[-1].side:
                # By set, the first side comes back after the rest, not after a switch.
                back = block.side_order is SideOrder.BY_SET and side is block.first_side
                kind = SegmentKind.REST if back else SegmentKind.SWITCH
                wait_ms = block.rest_ms if back else block.switch_ms
            else:
                kind, wait_ms = SegmentKind.REST, block.rest_ms
            bouts.append(Bout(len(bouts), index, number, side, block.cycles, kind, wait_ms))
    return tuple(bouts)


def _turns(block: Block) -> Iterator[tuple[int, Side | None]]:
    sets = range(1, block.sets + 1)
    if block.sides is not Sides.EACH:
        yield from ((number, None) for number in sets)
        return
    sides = (block.first_side, block.first_side.other)
    if block.side_order is SideOrder.BY_SET:
        yield from ((number, side) for number in sets for side in sides)
    else:
        yield from ((number, side) for side in sides for number in sets)


def side_of_cycle(block: Block, cycle: int, cycles: int) -> Side | None:
    """The side that works in an alternating cycle, counted from 0.

    The side flips every ``flip`` cycles; what is left over at the end is shared, so
    that both sides always get the same number. Cycles beyond the planned ones flip
    anew: nobody knows how many will come.
    """
    if block.sides is not Sides.ALTERNATE:
        return None
    if cycle >= cycles:
        is_first = (cycle - cycles) // block.flip % 2 == 0
        return block.first_side if is_first else block.first_side.other
    pair, within = divmod(cycle, 2 * block.flip)
    left_over = cycles - pair * 2 * block.flip
    run = min(block.flip, max(1, left_over // 2))
    return block.first_side if within < run else block.first_side.other


def work_segments(
    prescription: Prescription, bout: Bout, first_rep: int = 1, last_rep: int | None = None
) -> Iterator[Segment]:
    """Phases of a bout, not yet laid out, from one rep to another."""
    block = prescription.blocks[bout.block]
    for rep in range(first_rep, (last_rep or bout.cycles) + 1):
        side = bout.side or side_of_cycle(block, rep - 1, bout.cycles)
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


def wait_segments(
    prescription: Prescription, bout: Bout, kind: SegmentKind, wait_ms: int
) -> Iterator[Segment]:
    """A wait before a bout; its last seconds are a cued inhale before an exhale."""
    block = prescription.blocks[bout.block]
    ready_ms = min(READY_MS, wait_ms) if block.starts_with_exhale else 0
    side = bout.side or side_of_cycle(block, 0, bout.cycles)
    plain = Segment(
        0, wait_ms - ready_ms, kind, bout.index, bout.block, bout.set, side=side
    )
    yield plain
    yield replace(plain, duration_ms=ready_ms, do=READY, breath=Breath.INHALE)


def tail_from(
    prescription: Prescription, bouts: Sequence[Bout], index: int
) -> Iterator[Segment]:
    """Everything from the wait before a bout to the end, not yet laid out."""
    for bout in bouts[index:]:
        yield from wait_segments(prescription, bout, bout.wait, bout.wait_ms)
        yield from work_segments(prescription, bout)


def lay_out(segments: Iterable[Segment], at_ms: int) -> tuple[Segment, ...]:
    """Put segments one after another from a position on, and join breaths into spans.

    Segments without a length are left out.
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
    """Whether a breath goes on: over rep borders, but never from one set into the next."""
    return (
        first.breath is not None
        and first.breath is later.breath
        and first.bout == later.bout
    )
