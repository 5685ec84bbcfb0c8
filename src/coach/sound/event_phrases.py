"""Phrases about events: pressed keys, and the end of the session. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from coach.config.choices import VoiceLevel
from coach.event import (
    WHOLE_DRILL,
    BreathChanged,
    DrillLeftOut,
    Event,
    Paused,
    PauseReason,
    RestChanged,
    Resumed,
    SetFinished,
    Skipped,
    WeightChanged,
    WentBack,
)
from coach.model.places import place_words
from coach.model.prescription import Block, Prescription
from coach.model.terms import PainPlace, Side, Sides
from coach.moment import Moment
from coach.question.question_text import left_out_words
from coach.set_counts import count_slow_exhales
from coach.sound.drill_phrases import position_wording, short_side_wordings
from coach.sound.phrase_candidates import NEW_DRILL
from coach.sound.wait_phrases import WHEN_IN_POSITION
from coach.text.count_of import count_of
from coach.timeline import READY_MS, RESTART_MS, Segment, SegmentKind, is_wait_for_runner
from coach.units import seconds_left

CONTINUE = "press space to continue"
PAUSES = {
    PauseReason.RUNNER: ("Paused. Press space to go on.",),
    PauseReason.GAP: ("paused after a gap", CONTINUE),
    PauseReason.FREE: ("breathe freely", CONTINUE),
    PauseReason.PAIN: ("stopped, ease out of the position and rest",),
}
"""Words for a pause; a wait for the runner to get into position says the setup instead."""
PAUSED_TO_ANSWER = "paused, take your time"
"""Words for pain reported in a wait, in which there is nothing to stop."""
WHEN_IN_POSITION_OR_NOT = f"{WHEN_IN_POSITION}, N to skip, Q to stop"
LEAVING = "press Q again to stop"
LEVELS = {
    VoiceLevel.FULL: "speaking more",
    VoiceLevel.ESSENTIAL: "speaking less",
    VoiceLevel.TONES: "tones only",
}
STOPPED, SOUND_ON, READ = "stopped", "voice and sound on", "please read the screen"
CONTINUING, BACK = "continuing", "back to the start"
N_AGAIN = "Press N again to skip the whole drill."
SKIPPED_SETS = {
    Side.LEFT: f"Skipping to the left side. {N_AGAIN}",
    Side.RIGHT: f"Skipping to the right side. {N_AGAIN}",
    None: f"Skipping to the next set. {N_AGAIN}",
}
"""Words after a skipped set, by the side that follows if it is another one."""
SKIPPED_TURNS = {
    side: (
        f"Skipping to the {side} side. "
        f"The {side.other} side has another set later. {N_AGAIN}"
    )
    for side in Side
}
"""Words after a skipped set, by the side that follows, if both sides take turns."""
READY_IN = f"starting in {RESTART_MS // 1_000} seconds"
"""Words after the key that says that the runner is in position."""
SKIPPED_DRILL, SKIPPED_WAIT, SKIPPED_REST = (
    "Skipping the rest of this drill.",
    "Skipping the wait.",
    "Skipping the rest break.",
)
PAIN_GONE = "To end the session, press Q. Once the pain has gone, press space: {then}."
GO_ON_HERE = PAIN_GONE.format(then="this drill continues")
NEXT_DRILL = f"To leave this drill, press N. {GO_ON_HERE}"
LEAVE_LAST = (
    "To leave this drill, press N. "
    "Once the pain has gone, press space: this drill continues."
)
"""The keys after pain in the last drill, after which the session is over."""
_COMMON_PAUSES = (PAUSES[PauseReason.RUNNER], PAUSES[PauseReason.PAIN])
COMMON_WORDS = (
    CONTINUING,
    BACK,
    LEAVING,
    STOPPED,
    READY_IN,
    *SKIPPED_SETS.values(),
    *SKIPPED_TURNS.values(),
    SKIPPED_DRILL,
    SKIPPED_WAIT,
    SKIPPED_REST,
    *chain(*_COMMON_PAUSES),
    PAUSED_TO_ANSWER,
)
"""Words that should never be late: rendered before the start."""
_PLAIN: Mapping[type[Event], str] = {
    WentBack: BACK,
}


def event_wordings(event: Event, moment: Moment) -> tuple[str, ...]:
    """Return what to say about an event, in order; empty if the plan says it."""
    match event:
        case Paused(reason=reason):
            is_stopped = reason is not PauseReason.PAIN or _is_at_work(moment.segment)
            return PAUSES.get(reason, ()) if is_stopped else (PAUSED_TO_ANSWER,)
        case RestChanged():
            return (_rest(event, moment),)
        case BreathChanged(percent=percent):
            return (f"breaths at {percent} percent",)
        case WeightChanged(weight=weight):
            return (weight.spoken if weight else "no weight",)
        case DrillLeftOut(blocks=blocks):
            return (left_out_words(moment.timeline.prescription.blocks, blocks),)
        case _:
            return _plain(event, moment)


def _plain(event: Event, moment: Moment) -> tuple[str, ...]:
    """Return the words for events of which nothing but the kind is said."""
    if isinstance(event, Skipped):
        return (_skipped(event.kind, moment),)
    if isinstance(event, Resumed) and moment.is_awaiting_ready:
        where = position_wording(moment.block, moment.segment.side)
        return (CONTINUING, where, WHEN_IN_POSITION_OR_NOT)
    is_in_position = is_wait_for_runner(moment.block, moment.segment.kind)
    if isinstance(event, Resumed) and is_in_position:
        return (_starting_in(moment.work_starts_ms, moment),)
    if isinstance(event, Resumed):
        return continuing_wordings(moment)
    return (_PLAIN[type(event)],) if type(event) in _PLAIN else ()


def _is_at_work(segment: Segment) -> bool:
    """Return whether the runner is in the position of a drill that has begun."""
    return segment.is_work or segment.kind is SegmentKind.RESTART


def _skipped(kind: str, moment: Moment) -> str:
    """Return what is skipped and, within a drill, what follows and how to leave it."""
    following = moment.segment
    if kind == WHOLE_DRILL or (kind == SegmentKind.PHASE and following.kind in NEW_DRILL):
        return SKIPPED_DRILL
    if kind == SegmentKind.REST:
        return SKIPPED_REST
    if kind != SegmentKind.PHASE:
        return SKIPPED_WAIT
    side = following.side
    if following.kind is not SegmentKind.SWITCH or side is None:
        return SKIPPED_SETS[None]
    later = moment.timeline.bouts[following.bout + 1 :]
    returns = any(
        each.block == following.block and each.side is side.other for each in later
    )
    return (SKIPPED_TURNS if returns else SKIPPED_SETS)[side]


def continuing_wordings(moment: Moment) -> tuple[str, ...]:
    """Return that the session continues, with the rest that is left, or the side."""
    segment, block = moment.segment, moment.block
    if segment.kind is SegmentKind.REST:
        left = count_of(seconds_left(moment.work_starts_ms), "second")
        return (f"{CONTINUING}, {left} of rest left",)
    if segment.side and block.sides is Sides.EACH:
        return (CONTINUING, short_side_wordings(block, segment.side)[-1])
    return (CONTINUING,)


def _rest(event: RestChanged, moment: Moment) -> str:
    """Return ``20 seconds left``, or during a set the length of the next rest."""
    seconds = count_of(seconds_left(event.wait_ms), "second")
    if event.holds:
        return f"next {event.kind or SegmentKind.REST} {seconds}"
    if event.kind is SegmentKind.REST and moment.segment.kind is not SegmentKind.REST:
        return _starting_in(event.wait_ms, moment)  # the runner is in position
    return f"{seconds} left" if event.wait_ms and event.kind else "no rest left"


def _starting_in(wait_ms: int, moment: Moment) -> str:
    return f"starting in {_seconds_to_breath(wait_ms, moment)}"


def _seconds_to_breath(wait_ms: int, moment: Moment) -> str:
    """Return the time until the first cued breath, which may come before the work."""
    ready_ms = READY_MS if moment.block.starts_with_exhale else 0
    return count_of(seconds_left(max(0, wait_ms - ready_ms)), "second")


def way_on_wording(moment: Moment) -> str:
    """Return the keys that continue after pain; empty if no key is needed."""
    if moment.pause_reason is PauseReason.PAIN and moment.pause_about is not None:
        if moment.sore is not None:
            return sore_wording(moment.block, moment.sore, is_paused=True)
        return PAIN_GONE.format(then=f"the next drill is {moment.block.name}")
    if moment.pause_reason is PauseReason.PAIN:
        return NEXT_DRILL if moment.next_block else LEAVE_LAST
    is_halted = moment.is_paused and moment.pause_reason is not PauseReason.READY
    return CONTINUE if is_halted else ""


def sore_wording(block: Block, place: PainPlace, *, is_paused: bool = False) -> str:
    """Return that the next drill loads a place that hurt, and the key that skips it."""
    told = f"{block.name} loads the {place_words(place)}, which hurt."
    if is_paused:
        leave = f"{told} To leave that drill out, press N."
        return f"{leave} {PAIN_GONE.format(then='that drill starts')}"
    return f"{told} To leave this drill out, press N."


def closing_words(
    prescription: Prescription,
    finished: Sequence[SetFinished],
    total_ms: int,
    stood_ms: int = 0,
    way_out: str = "",
) -> str:
    """Return the last words of a whole session: the way out, its length, slow breaths.

    They are rendered beforehand; after sets that the runner ended, only ``Done.``.

    Args:
        prescription: the session as planned.
        finished: its sets.
        total_ms: its exercise time.
        stood_ms: all pauses and waits for the runner, which are not exercise time.
        way_out: how to come out of the last position.
    """
    if prescription.self_paced:
        return "Done."
    told = count_of(max(1, round((total_ms + stood_ms) / 60_000)), "minute")
    number = count_slow_exhales(prescription, finished)
    breaths = f", {count_of(number, 'slow breath')}" if number else ""
    is_asked = prescription.blocks[-1].asks
    left = "There is one more question" if is_asked else "Nothing more to press"
    closing = f"Done. {told}{breaths}. {left}."
    return f"{way_out}. {closing}" if way_out else closing
