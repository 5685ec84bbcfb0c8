"""Phrases spoken during a wait: the drill, the setup, the side and a cue. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from coach.model.prescription import Block
from coach.model.terms import Base, Side, Sides, Unit
from coach.sound.drill_phrases import (
    cue_wordings,
    dose_wordings,
    ease_wording,
    name_wordings,
    next_drill_wordings,
    next_set_wordings,
    sayable,
    short_side_wordings,
    side_noun,
    side_wordings,
    stay_wording,
    things_wordings,
    weight_wordings,
)
from coach.sound.laptop_place import (
    EYES_OPEN,
    STAND_UP,
    STAND_UP_SHORT,
    carry_ms,
    carry_wordings,
)
from coach.sound.opening_words import overview_wordings
from coach.sound.phrase_candidates import (
    NEW_DRILL,
    PhraseCandidate,
    PhraseKind,
    SegmentRun,
    cue_key,
    phrase_key,
    side_key,
)
from coach.sound.way_into_position import (
    AT_THE_START,
    CALM_MS,
    TURN_WORDINGS,
    afterwards_wordings,
    done_wording,
    is_held,
    is_told_side,
    leave_ms,
    once_wordings,
    question_wordings,
    steps_before_side,
)
from coach.text.count_of import count_of
from coach.text.speech_length import MARGIN_MS, QUIET_MS
from coach.timeline import (
    TICKS_MS,
    SegmentKind,
)
from coach.units import seconds_left

TOLD_FROM_SETS = 3
"""Fewest sets of a drill whose rests announce the next set."""
TOLD_FROM_REST_MS = 10_000
LONG_REST_MS = 25_000
"""Shortest rest with time to take another position, and to come back."""
COME_BACK = "come back to hands and knees"
COME_BACK_MS = 11_000
"""Time before the first cued breath at which the runner comes back."""

_CUE_AT_ONCE = NEW_DRILL | {SegmentKind.SWITCH}

SWITCH_WORDINGS = ("switch sides", "switch")
_SAME_PLACE = {Base.QUADRUPED, Base.SUPINE, Base.PRONE}
"""Positions that are the same for both sides."""
RESTART = "ready"
START_IN = ((20, "twenty"), (10, "ten"), (5, "five"))
"""Seconds before the first cued breath that are announced."""
START_WITHIN_MS = 1_700
"""Time for which an announced number of seconds is still true."""
SIDE_STARTS_IN = (20, 15, 12, 10, 9, 8, 7, 6, 5)
"""Seconds before the first cued breath at which the start of a side may be announced."""
SIDE_WITHIN_MS = 2_800
"""The longest announcement of a side."""
STAY = "stay there and breathe as you like"
"""What may rest in a drill that trains the breath."""
_AT_REST = {
    Base.SUPINE: "relax on your back",
    Base.PRONE: "relax face down",
    Base.QUADRUPED: "sit back on your heels if you like",
    Base.SEATED: "stay seated and relax",
    Base.STANDING: "stand easy",
    Base.HALF_KNEELING: "ease back and stay kneeling",
}
"""What the runner may do in a rest, where the side does not say so."""
_LYING = {Base.SUPINE, Base.PRONE, Base.SIDE_LYING}
ANSWER_MS = 2_500
"""Silence for an answer, before words that may not wait for it."""
STAY_ON_ALL_FOURS = "stay on hands and knees"
"""Where to be in a rest that is too short to sit back."""
LONG_WAIT_MS = 5_000
"""Shortest time before the ticks in which all words of a wait must be over."""


def wait_candidates(run: SegmentRun) -> Iterator[PhraseCandidate]:
    """Yield the phrases worth saying before a bout."""
    parts = [
        (is_ready, tuple(group))
        for is_ready, group in groupby(run.segments, key=lambda each: bool(each.breath))
    ]
    # Resuming in the cued inhale adds a second wait after the first.
    last_plain = max((at for at, part in enumerate(parts) if not part[0]), default=-1)
    for at, (is_ready, part) in enumerate(parts):
        is_cued = is_ready or at + 1 < len(parts)
        start_ms, end_ms = part[0].at_ms, part[-1].end_ms
        until_ms = end_ms - (MARGIN_MS if is_cued else QUIET_MS)
        is_long = end_ms - TICKS_MS - start_ms >= LONG_WAIT_MS
        if not is_ready and is_long and not is_held(run.block, run.first):
            until_ms = end_ms - TICKS_MS - MARGIN_MS
        base = PhraseCandidate(
            kind=PhraseKind.WAIT,
            wordings=(),
            from_ms=start_ms,
            until_ms=until_ms,
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
            # A wait that a key changed is planned again from that moment.
            yield _cue(run, base, part[-1].at_ms)


def _words(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield all phrases except the cue, in order."""
    kind = run.first.kind
    base = replace(base, may_wait=True)
    if is_held(run.block, run.first):
        if kind in NEW_DRILL:
            yield from _names(run, base)
        return
    if kind in NEW_DRILL:
        yield from _new_drill(run, base)
        return
    sides = tuple(_side(run, base))
    if kind is SegmentKind.SWITCH:
        *at_ease, long, short = switch_wordings(run.block)
        yield from _announced(base, (long, short), sides, "".join(at_ease))
    elif kind is SegmentKind.REST:
        # The side comes late in the rest, as it would sound like the start of the work.
        middle_ms = (run.first.at_ms + run.breathes_ms) // 2
        cue = _cue(run, base, 0)
        room_for = cue.wordings[-1:]
        sides = tuple(replace(side, best_ms=middle_ms, room_for=room_for) for side in sides)
        yield from _announced(base, _rest_wordings(run), (*sides, cue))
    elif kind is SegmentKind.RESTART:
        yield replace(base, wordings=(RESTART,))
        yield from _where_back(run, base)
        return
    yield from sides
    if kind is SegmentKind.REST and _sits_back(run):
        back_ms = run.breathes_ms - COME_BACK_MS
        yield replace(base, wordings=(COME_BACK,), from_ms=back_ms, may_wait=False)
    wait_ms = run.last.end_ms - run.first.at_ms
    if kind is SegmentKind.SWITCH:
        yield from _side_starts(run, base)
    sets = run.block.sets
    if kind is SegmentKind.REST and sets >= TOLD_FROM_SETS and wait_ms >= TOLD_FROM_REST_MS:
        yield replace(
            base,
            kind=PhraseKind.NEXT,
            wordings=next_set_wordings(run.block, run.bout.set),
            is_essential=False,
        )


def _new_drill(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield all phrases except the cue before a new drill, in order."""
    yield from _after_the_last(run, base)
    if run.first.kind is SegmentKind.LEAD_IN:
        yield replace(
            base,
            kind=PhraseKind.NAME,
            wordings=overview_wordings(run.timeline),
            room_for=tuple(_all_words(run, base)),
            spare_ms=_silences_ms(run),
            is_essential=False,
        )
    yield from _names(run, base)
    if run.first.kind is SegmentKind.LEAD_IN:
        room_for = tuple(_most_needed(run, base))
        yield replace(base, wordings=AT_THE_START, room_for=room_for)
    yield from _dose(run, base)
    yield from _taken_along(run, base)
    yield from _position(run, base)
    yield from _start_in(run, base)


def _announced(
    base: PhraseCandidate,
    wordings: Sequence[str],
    following: Iterable[PhraseCandidate],
    at_ease: str = "",
) -> Iterator[PhraseCandidate]:
    """Yield the name of a wait; a short wording if the long ones would leave no time.

    The words at ease are said if all that follows still has its best wording.
    """
    *long, short = wordings
    key = f"wait {base.from_ms}"
    told = tuple(each.wordings for each in following if each.wordings)
    if at_ease:
        whole = tuple(each[0] for each in told)
        yield replace(base, wordings=(at_ease,), room_for=whole, settles=key)
    room_for = tuple(each[-1] for each in told)
    yield replace(base, wordings=tuple(long), room_for=room_for, settles=key, unless=key)
    yield replace(base, wordings=(short,), unless=key)


def switch_wordings(block: Block) -> tuple[str, ...]:
    """Return wordings for a switch: at ease if there is a way to, whole, and short."""
    if block.base is Base.SIDE_LYING:
        return TURN_WORDINGS
    ease = ease_wording(block)
    if ease:
        return (f"{ease}, then switch sides", *SWITCH_WORDINGS)
    if block.base in _SAME_PLACE:
        change = f"change {side_noun(block)}s"
        return (f"{change}, stay where you are", change)
    return SWITCH_WORDINGS


def _rest_wordings(run: SegmentRun) -> tuple[str, ...]:
    """Return wordings for a rest: its length, that a set follows, and where to stay.

    The seconds end with the first cued breath.
    """
    seconds = seconds_left(run.breathes_ms - run.first.at_ms)
    short = f"rest, {count_of(seconds, 'second')}"
    is_last = run.bout.set == run.block.sets
    goes_on = f"{short}, then {'one more set' if is_last else 'the next set'}"
    block, side = run.block, run.first.side
    is_other = run.changes_side(SegmentKind.REST)
    if is_other and side and len(block.sides_in(run.bout.set)) > 1:
        limb = short_side_wordings(block, side)[-1]
        goes_on = f"{goes_on} on each {side_noun(block)}, {limb} first"
    stays = block.sides is Sides.EACH and not is_other
    where = stay_wording(block, side) if side and stays else ""
    if block.unit is Unit.BREATHS and block.base in _LYING:
        where = where or STAY
    if block.base is Base.QUADRUPED and not _sits_back(run):
        where = where or STAY_ON_ALL_FOURS
    where = where or _AT_REST.get(block.base, "")
    return (*([f"{goes_on}; {where}"] if where else []), goes_on, short, "rest")


def _sits_back(run: SegmentRun) -> bool:
    """Return whether a rest on hands and knees has time to sit back and come back."""
    is_long = run.breathes_ms - run.first.at_ms >= LONG_REST_MS
    return run.block.base is Base.QUADRUPED and is_long


def _after_the_last(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield how to leave the last drill and how it was, before anything about the next."""
    most_needed = (*next_drill_wordings(run.block)[:1], *_most_needed(run, base))
    asked = question_wordings(run.timeline, run.first)
    left = afterwards_wordings(run.timeline, run.first)
    if run.first.kind is SegmentKind.CHANGE and (left or not asked):
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=(done_wording(run.timeline, run.first),),
            room_for=tuple(_all_words(run, base)),
            spare_ms=_silences_ms(run),
            is_essential=False,
        )
    for text in left:
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=(text,),
            room_for=most_needed,
            then_ms=leave_ms(text),
            is_essential=False,
        )
    yield replace(
        base,
        kind=PhraseKind.ASK,
        wordings=asked,
        best_ms=base.from_ms + CALM_MS,
        room_for=most_needed,
        then_ms=ANSWER_MS,
        is_essential=False,
    )


def _most_needed(run: SegmentRun, base: PhraseCandidate) -> Iterator[str]:
    """Yield what must be heard before a new drill, in short: the position and the side."""
    yield from sayable(run.block.setup[run.block.steps_ahead or 0 :])[:1]
    yield from (side.wordings[-1] for side in _side(run, base))


def _all_words(run: SegmentRun, base: PhraseCandidate) -> Iterator[str]:
    """Yield all that is said on the way into a new drill, each in its best wording."""
    block, first = run.block, run.first
    if first.kind is SegmentKind.LEAD_IN:
        yield from (*name_wordings(block)[:1], AT_THE_START[0])
    else:
        yield from afterwards_wordings(run.timeline, first)
        yield from question_wordings(run.timeline, first)[:1]
        yield from next_drill_wordings(block)[:1]
    yield from dose_wordings(block, first.set, run.bout.side)[:1]
    yield from carry_wordings(run.timeline, first)
    yield from weight_wordings(block)[:1]
    yield from sayable(block.setup)
    yield from (side.wordings[0] for side in _side(run, base) if side.wordings)


def _silences_ms(run: SegmentRun) -> int:
    """Return the time to move and to answer between those words."""
    timeline, first = run.timeline, run.first
    answer_ms = ANSWER_MS if question_wordings(timeline, first) else 0
    left_ms = sum(map(leave_ms, afterwards_wordings(timeline, first)))
    return answer_ms + left_ms + sum(map(carry_ms, carry_wordings(timeline, first)))


def _start_in(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the seconds until the first cued breath, each at its time."""
    key = f"start {base.from_ms}"
    for seconds, word in START_IN:
        at_ms = run.breathes_ms - seconds * 1_000
        if at_ms >= base.from_ms:
            yield replace(
                base,
                wordings=(f"starting in {word} seconds", f"{word} seconds"),
                from_ms=at_ms,
                until_ms=min(base.until_ms, at_ms + START_WITHIN_MS),
                settles=key,
                unless=key,
                may_wait=False,
                is_essential=False,
            )


def side_starts_wordings(block: Block, side: Side, seconds: int) -> tuple[str, ...]:
    """Return ``left leg starts in 9 seconds``, and a short wording."""
    told = count_of(seconds, "second")
    limb = short_side_wordings(block, side)[-1]
    return (f"{limb} starts in {told}", f"starting in {told}")


def _side_starts(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the seconds until the other side starts by itself, as soon as there is time."""
    side, key = run.first.side, f"start {base.from_ms}"
    if side is None:
        return
    told = {at: side_starts_wordings(run.block, side, at) for at in SIDE_STARTS_IN}
    # Rather a second later with the side than without.
    for place in (0, 1):
        for seconds, wordings in told.items():
            at_ms = run.breathes_ms - seconds * 1_000
            if at_ms >= base.from_ms:
                yield replace(
                    base,
                    wordings=wordings[place : place + 1],
                    from_ms=at_ms,
                    until_ms=min(base.until_ms, at_ms + SIDE_WITHIN_MS),
                    settles=key,
                    unless=key,
                    may_wait=False,
                    is_essential=False,
                )


def _names(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the drill's name; after another drill, as ``next: ...``."""
    key = phrase_key(run.last.end_ms)
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
    """Yield the side if it is news."""
    block, side, kind = run.block, run.first.side, run.first.kind
    is_new = kind in NEW_DRILL and is_told_side(block)
    if side and (is_new or run.changes_side(kind)):
        yield replace(
            base,
            kind=PhraseKind.SIDE,
            wordings=side_wordings(block, side),
            settles=side_key(run.last.end_ms),
        )


def _dose(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the sets and reps, if the whole way into the position is heard all the same."""
    block = run.block
    sides = (side.wordings[0] for side in _side(run, base) if side.wordings)
    yield replace(
        base,
        kind=PhraseKind.NAME,
        wordings=dose_wordings(block, run.first.set, run.bout.side),
        room_for=(*weight_wordings(block)[:1], *sayable(block.setup), *sides),
        is_essential=False,
    )


def _taken_along(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield what to take along: things, the weight, and the laptop to another place."""
    for text in things_wordings(run.block):
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=(text,),
            room_for=tuple(_most_needed(run, base)),
            is_essential=False,
        )
    wordings = weight_wordings(run.block)
    if wordings:
        yield replace(base, kind=PhraseKind.SETUP, wordings=wordings)
    carried = carry_wordings(run.timeline, run.first)
    for text in carried:
        short = (STAND_UP_SHORT,) if text == STAND_UP else ()
        later = (STAND_UP_SHORT,) if text == EYES_OPEN and STAND_UP in carried else ()
        # Without time to carry the laptop, its new place is said all the same.
        for silence_ms in (carry_ms(text), 0):
            yield replace(
                base,
                kind=PhraseKind.SETUP,
                wordings=(text, *short),
                room_for=(*later, *_most_needed(run, base)),
                then_ms=silence_ms,
                settles=f"{text} {base.from_ms}",
                unless=f"{text} {base.from_ms}",
                is_essential=False,
            )


def _position(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield setup and side; a later step makes no sense without those before it.

    If there is not enough time, the last steps give way to the side.
    """
    block, before = run.block, ""
    place, left = steps_before_side(block), tuple(_side(run, base))
    things = things_wordings(block)
    for number, step in enumerate(block.setup):
        if step in things:
            continue  # said before the way to another place
        if number == place:
            yield from left
            left = ()
        key = f"step {number} {base.from_ms}"
        following = [each.wordings for each in left if each.wordings]
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=sayable([step]),
            # The position comes first; later steps leave time for those that follow.
            room_for=tuple(each[0 if number else -1] for each in following),
            settles=key,
            needs=before,
            is_essential=False,
        )
        before = key
    yield from left
    for text in once_wordings(run.timeline, run.first):
        yield replace(
            base,
            kind=PhraseKind.SETUP,
            wordings=(text,),
            needs=before,
            is_essential=False,
        )


def _where_back(run: SegmentRun, base: PhraseCandidate) -> Iterator[PhraseCandidate]:
    """Yield the drill and side after a step back, which may have changed either."""
    previous, block, side = run.previous, run.block, run.first.side
    if previous is None or previous.bout == run.first.bout:
        return
    if previous.block != run.first.block:
        yield replace(base, kind=PhraseKind.NAME, wordings=name_wordings(block))
    if side and block.sides is Sides.EACH:
        wordings = short_side_wordings(block, side)
        yield replace(base, kind=PhraseKind.SIDE, wordings=wordings)


def _cue(run: SegmentRun, base: PhraseCandidate, from_ms: int) -> PhraseCandidate:
    """Return the cue; in a rest it comes near the end, so that it is remembered.

    It is over before the ticks that count down; without room for it, it comes in the set.
    """
    start_ms, end_ms = run.first.at_ms, run.last.end_ms
    last_third_ms = start_ms + (end_ms - start_ms) * 2 // 3
    return replace(
        base,
        kind=PhraseKind.CUE,
        wordings=cue_wordings(run.block, run.bout.set),
        settles=cue_key(run.last.end_ms),
        from_ms=from_ms,
        until_ms=min(base.until_ms, run.breathes_ms - TICKS_MS - MARGIN_MS),
        best_ms=0 if run.first.kind in _CUE_AT_ONCE else last_third_ms,
        is_essential=False,
    )
