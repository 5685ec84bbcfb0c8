"""Phrases spoken in a wait: the drill, the setup, the side and a cue. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block
from coach.model.terms import Sides
from coach.question.question_text import spoken_questions
from coach.sound.drill_phrases import (
    cue_wordings,
    name_wordings,
    next_drill_wordings,
    next_set_wordings,
    sayable,
    short_side_wordings,
    side_wordings,
    weight_wordings,
)
from coach.sound.phrase_candidates import (
    PhraseCandidate,
    PhraseKind,
    SegmentRun,
    is_first_asked,
    name_key,
    side_key,
)
from coach.text.speech_length import MARGIN_MS, QUIET_MS
from coach.timeline import Segment, SegmentKind

TOLD_FROM_SETS = 3
"""Fewest sets of a drill whose rests announce the next set."""
TOLD_FROM_REST_MS = 10_000

_NEW_DRILL = {SegmentKind.LEAD_IN, SegmentKind.CHANGE}
_CUE_AT_ONCE = _NEW_DRILL | {SegmentKind.SWITCH}
_WORDS = {
    SegmentKind.SWITCH: "switch",
    SegmentKind.REST: "rest",
    SegmentKind.RESTART: "ready",
}


START_IN = ((20, "twenty"), (10, "ten"), (5, "five"))
START_WITHIN_MS = 1_700
"""Time in which a number of seconds until the start is still true."""
WHEN_IN_POSITION = "space when you are in position"


def is_held(block: Block, segment: Segment) -> bool:
    """Return whether a wait is held until the runner is in position."""
    return block.waits and segment.kind in _NEW_DRILL


def standing_texts(
    block: Block, number: int, level: VoiceLevel, skip: Collection[PhraseKind] = ()
) -> tuple[str, ...]:
    """Return the texts spoken in order during a held wait before a set."""
    if level is VoiceLevel.TONES:
        return ()
    said: list[tuple[PhraseKind, str]] = []
    if level is VoiceLevel.FULL:
        said += ((PhraseKind.SETUP, step) for step in block.setup)
    said += ((PhraseKind.SETUP, text) for text in weight_wordings(block)[:1])
    if level is VoiceLevel.FULL:
        said += ((PhraseKind.CUE, text) for text in cue_wordings(block, number)[:1])
    said.append((PhraseKind.WAIT, WHEN_IN_POSITION))
    return sayable(text for kind, text in said if kind not in skip)


def wait_candidates(run: SegmentRun) -> Iterator[PhraseCandidate]:
    """Yield the phrases worth saying before a bout."""
    parts = [
        (is_ready, tuple(group))
        for is_ready, group in groupby(run.segments, key=lambda each: bool(each.breath))
    ]
    # Going on after a pause in the cued inhale lays a second wait behind the first.
    last_plain = max((at for at, part in enumerate(parts) if not part[0]), default=-1)
    for at, (is_ready, part) in enumerate(parts):
        is_cued = is_ready or at + 1 < len(parts)
        start_ms, end_ms = part[0].at_ms, part[-1].end_ms
        base = PhraseCandidate(
            kind=PhraseKind.WAIT,
            wordings=(),
            from_ms=start_ms,
            until_ms=end_ms - (MARGIN_MS if is_cued else QUIET_MS),
            passage=start_ms,
        )
        if is_ready:
            yield replace(
                base, kind=PhraseKind.BREATH, wordings=("in",), is_essential=False
            )
        elif at == 0:
            yield from _words(run, base)
        is_told_later = is_held(run.block, run.first)
        if (
            at == last_plain
            and run.first.kind is not SegmentKind.RESTART
            and not is_told_later
        ):
            yield _cue(run, part, base)


def _words(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield all phrases except the cue, in order."""
    kind = run.first.kind
    base = replace(base, may_wait=True)
    if kind in _NEW_DRILL:
        asked = tuple(_question(run, base))
        yield from _names(run, base)
        if not is_held(run.block, run.first):
            yield from _weight(run, base)
            yield from _setup(run, base, asked)
        yield from _side(run, base)
        yield from asked
        if not is_held(run.block, run.first):
            yield from _start_in(run, base)
        return
    if kind in _WORDS:
        yield replace(base, wordings=(_WORDS[kind],))
    if kind is SegmentKind.RESTART:
        yield from _where_back(run, base)
        return
    yield from _side(run, base)
    wait_ms = run.last.end_ms - run.first.at_ms
    sets = run.block.sets
    if kind is SegmentKind.REST and sets >= TOLD_FROM_SETS and wait_ms >= TOLD_FROM_REST_MS:
        yield replace(
            base,
            kind=PhraseKind.NEXT,
            wordings=next_set_wordings(run.block, run.bout.set),
            is_essential=False,
        )


def _question(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the question about the last drill; only the first one lists its keys."""
    if run.previous is None or run.first.kind is not SegmentKind.CHANGE:
        return
    before = run.timeline.block_of(run.previous)
    if before.asks and run.previous.block != run.first.block:
        whole, short = spoken_questions(before.name)
        is_first = is_first_asked(run.timeline, run.previous.block)
        yield replace(
            base,
            kind=PhraseKind.ASK,
            wordings=sayable([whole, short] if is_first else [short]),
            is_essential=False,
        )


def _start_in(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the seconds until the work starts, at their time."""
    key = f"start {base.from_ms}"
    for seconds, word in START_IN:
        at_ms = run.last.end_ms - seconds * 1_000
        if at_ms >= base.from_ms:
            yield replace(
                base,
                wordings=(f"{word} seconds",),
                from_ms=at_ms,
                until_ms=min(base.until_ms, at_ms + START_WITHIN_MS),
                settles=key,
                unless=key,
                may_wait=False,
                is_essential=False,
            )


def _names(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the drill's name, as ``next: ...`` after another drill."""
    key = name_key(run.last.end_ms)
    if run.first.kind is SegmentKind.CHANGE:
        yield replace(
            base,
            kind=PhraseKind.NEXT,
            wordings=next_drill_wordings(run.block),
            settles=key,
        )
    yield replace(
        base,
        kind=PhraseKind.NAME,
        wordings=name_wordings(run.block),
        settles=key,
        unless=key,
    )


def _side(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    block, side, kind = run.block, run.first.side, run.first.kind
    is_first_turn = (
        block.sides is Sides.ALTERNATE
        and block.side_text is not None
        and kind in _NEW_DRILL
    )
    if side and (is_first_turn or run.changes_side(kind)):
        yield replace(
            base,
            kind=PhraseKind.SIDE,
            wordings=side_wordings(block, side),
            settles=side_key(run.last.end_ms),
        )


def _weight(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the weight to hold, before a drill that has one."""
    wordings = weight_wordings(run.block)
    if wordings:
        yield replace(base, kind=PhraseKind.SETUP, wordings=wordings)


def _setup(
    run: SegmentRun, base: PhraseCandidate, asked: Sequence[PhraseCandidate]
) -> Iterator[PhraseCandidate]:
    """Yield the setup steps; a later one makes no sense without those before it.

    Where there is not time for all, the side and the question are heard and the last
    steps are not.
    """
    before = ""
    following = [candidate.wordings for candidate in (*_side(run, base), *asked)]
    for number, step in enumerate(run.block.setup):
        key = f"step {number} {base.from_ms}"
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=sayable([step]),
            # The position comes first; the steps after it leave the side its sentence.
            room_for=tuple(each[0 if number else -1] for each in following if each),
            settles=key,
            needs=before,
            is_essential=False,
        )
        before = key


def _where_back(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield drill and side after a step back, which may have changed either."""
    previous, block, side = run.previous, run.block, run.first.side
    if previous is None or previous.bout == run.first.bout:
        return
    if previous.block != run.first.block:
        yield replace(base, kind=PhraseKind.NAME, wordings=name_wordings(block))
    if side and block.sides is Sides.EACH:
        wordings = short_side_wordings(block, side)
        yield replace(base, kind=PhraseKind.SIDE, wordings=wordings)


def _cue(
    run: SegmentRun, part: Sequence[Segment], base: PhraseCandidate
) -> PhraseCandidate:
    """Return the cue; in a rest near its end, so that it is remembered."""
    # A wait that a key made shorter or longer is laid anew from there on.
    from_ms = part[-1].at_ms
    start_ms, end_ms = run.first.at_ms, run.last.end_ms
    last_third_ms = start_ms + (end_ms - start_ms) * 2 // 3
    return replace(
        base,
        kind=PhraseKind.CUE,
        wordings=cue_wordings(run.block, run.bout.set),
        from_ms=from_ms,
        best_ms=0 if run.first.kind in _CUE_AT_ONCE else last_third_ms,
        is_essential=False,
    )
