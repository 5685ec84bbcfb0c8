"""Waits long enough to hear what to do. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from coach.model.prescription import Block
from coach.sound.drill_phrases import (
    dose_wordings,
    name_wordings,
    next_drill_wordings,
    sayable,
    side_wordings,
    weight_wordings,
)
from coach.sound.laptop_place import carry_ms, carry_wordings
from coach.sound.opening_words import overview_wordings
from coach.sound.phrase_candidates import NEW_DRILL
from coach.sound.wait_phrases import (
    ANSWER_MS,
    SIDE_STARTS_IN,
    START_IN,
    side_starts_wordings,
    switch_wordings,
)
from coach.sound.way_into_position import (
    AT_THE_START,
    CALM_MS,
    afterwards_wordings,
    done_wording,
    is_told_side,
    leave_ms,
    once_wordings,
    question_wordings,
)
from coach.text.speech_length import BETWEEN_MS, MARGIN_MS, QUIET_MS
from coach.timeline import (
    READY_MS,
    TICKS_MS,
    Bout,
    Segment,
    SegmentKind,
    Timeline,
    is_wait_for_runner,
    lay_out,
    side_of_rep,
    tail_from,
)

LEAST_SWITCH_MS = 6_000
"""Shortest time to switch sides, before the ticks that count down to the breath."""
FOLLOW_MS = 1_000
"""Time to follow the last words of a switch."""
SECOND_MS = 1_000


def with_time_to_listen(
    timeline: Timeline, length_ms: Callable[[str], int], loading_ms: int = 0
) -> Timeline:
    """Return a timeline in which each new drill and side starts after all words about it.

    Those are the name, all steps of the position, the side and the question about the
    previous drill. A wait that was switched off stays off, and one that waits for the
    runner needs no more.

    Args:
        timeline: the session.
        length_ms: returns the length of a spoken text.
        loading_ms: time until the voice can say its first words.
    """
    bouts = tuple(
        replace(bout, wait_ms=_wait_ms(timeline, bout, length_ms, loading_ms))
        if bout.wait in {*NEW_DRILL, SegmentKind.SWITCH} and bout.wait_ms
        else bout
        for bout in timeline.bouts
    )
    if bouts == timeline.bouts:
        return timeline
    prescription = timeline.prescription
    return Timeline(prescription, bouts, lay_out(tail_from(prescription, bouts, 0), 0))


def _wait_ms(
    timeline: Timeline, bout: Bout, length_ms: Callable[[str], int], loading_ms: int
) -> int:
    block = timeline.prescription.blocks[bout.block]
    if bout.wait is SegmentKind.SWITCH:
        return _switch_ms(block, bout, length_ms)
    texts = tuple(_words(timeline, bout, block))
    words_ms = sum(length_ms(text) + BETWEEN_MS for text in texts)
    words_ms += ANSWER_MS if _asked(timeline, bout) else 0
    is_left = bool(afterwards_wordings(timeline, _first(timeline, bout)))
    words_ms += CALM_MS if _asked(timeline, bout) and not is_left else 0
    words_ms += sum(_silence_ms(timeline, bout, text) for text in texts)
    words_ms += 0 if bout.index else loading_ms
    # The last seconds are announced; before a drill that waits, the runner starts the work.
    quiet_ms = READY_MS + MARGIN_MS if block.starts_with_exhale else QUIET_MS
    last_s, _ = START_IN[-1]
    ready_ms = READY_MS if block.starts_with_exhale else 0
    needed_ms = words_ms + (quiet_ms if block.waits else last_s * 1_000 + ready_ms)
    return max(bout.wait_ms, -(-needed_ms // 1_000) * 1_000)


def _switch_ms(block: Block, bout: Bout, length_ms: Callable[[str], int]) -> int:
    """Return a switch long enough to hear what to do, and to do it, before the ticks."""
    if is_wait_for_runner(block, bout.wait):
        return bout.wait_ms
    sides = side_wordings(block, bout.side)[:1] if bout.side else ()
    starts: tuple[str, ...] = ()
    if bout.side:
        starts = side_starts_wordings(block, bout.side, SIDE_STARTS_IN[0])[:1]
    texts = (*switch_wordings(block)[:1], *sides, *starts)
    # The start is announced at a whole second.
    words_ms = sum(length_ms(text) + BETWEEN_MS for text in texts) + SECOND_MS
    ready_ms = READY_MS if block.starts_with_exhale else 0
    needed_ms = max(words_ms + FOLLOW_MS, LEAST_SWITCH_MS) + TICKS_MS + ready_ms
    return max(bout.wait_ms, -(-needed_ms // 1_000) * 1_000)


def _words(timeline: Timeline, bout: Bout, block: Block) -> Iterator[str]:
    """Yield the texts that must be heard before a drill."""
    is_change = bout.wait is SegmentKind.CHANGE
    yield from (next_drill_wordings(block) if is_change else name_wordings(block))[:1]
    if block.waits:
        return
    yield from () if is_change else AT_THE_START[:1]
    yield from dose_wordings(block, bout.set, bout.side)[:1]
    yield from weight_wordings(block)[:1]
    yield from sayable(block.setup)
    side = bout.side or side_of_rep(block, 0, bout.reps)
    if side and is_told_side(block):
        yield from side_wordings(block, side)[:1]
    first = _first(timeline, bout)
    asked = _asked(timeline, bout)[:1]
    left = afterwards_wordings(timeline, first)
    if is_change:
        yield from asked
        yield from (done_wording(timeline, first),) if left or not asked else ()
    else:
        yield from overview_wordings(timeline)
    yield from left
    yield from carry_wordings(timeline, first)
    yield from once_wordings(timeline, first)


def _silence_ms(timeline: Timeline, bout: Bout, text: str) -> int:
    """Return the time to leave the last position after a text, or to carry the laptop."""
    first = _first(timeline, bout)
    if text in carry_wordings(timeline, first):
        return carry_ms(text)
    return leave_ms(text) if text in afterwards_wordings(timeline, first) else 0


def _asked(timeline: Timeline, bout: Bout) -> tuple[str, ...]:
    """Return the question that is asked in a wait of fixed length."""
    waits = timeline.prescription.blocks[bout.block].waits
    return () if waits else question_wordings(timeline, _first(timeline, bout))


def _first(timeline: Timeline, bout: Bout) -> Segment:
    return next(each for each in timeline.segments if each.bout == bout.index)
