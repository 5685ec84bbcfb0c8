"""Phrases about events: pressed keys, and the end of the session. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from coach.model.places import the_place
from coach.model.prescription import Block, Prescription
from coach.model.terms import PainPlace, PainSide, Side, Sides
from coach.moment import Moment
from coach.question.answer import Answer
from coach.question.questions_by_ear import spoken_place
from coach.set_counts import count_slow_exhales
from coach.sound.drill_phrases import position_wording, short_side_wordings, side_noun
from coach.sound.phrase_candidates import NEW_DRILL
from coach.sound.way_into_position import (
    DONE_TEXTS,
    Q_ONCE,
    Q_TWICE,
    WHEN_IN_POSITION,
    WHEN_PLACED,
    WHEN_THERE,
    WHERE_N_IS,
    is_told_side,
)
from coach.text.count_of import count_of
from coach.text.listed import listed
from coach.text.speech_length import estimated_ms
from coach.timeline import (
    READY_MS,
    RESTART_MS,
    Segment,
    SegmentKind,
    is_wait_for_runner,
)
from coach.units import seconds_left

CONTINUE = "press space to continue"
PAUSES = {
    PauseReason.RUNNER: ("Paused. Press space to continue.",),
    PauseReason.GAP: ("the computer paused", CONTINUE),
    PauseReason.FREE: ("breathe freely", CONTINUE),
    PauseReason.PAIN: ("stopped, ease out of the position and rest",),
}
"""Words for a pause; a wait for the runner to get into position says the setup instead."""
PAUSED_TO_ANSWER = "noted: get comfortable and rest"
"""Words for pain reported in a wait, in which there is nothing to stop."""
WHEN_IN_POSITION_OR_NOT = f"{WHEN_IN_POSITION}. {WHERE_N_IS}, skips. {Q_TWICE}, stops."
LEAVING = "press Q again to stop"
LEVELS = {
    VoiceLevel.FULL: "speaking more",
    VoiceLevel.ESSENTIAL: "speaking less",
    VoiceLevel.TONES: "tones only",
}
STOPPED, SOUND_ON = "stopped", "voice and sound on"
URGENT = "Stopped. Get urgent help now, then read the screen."
"""The last words after an urgent sign."""
CONTINUING, BACK = "continuing", "back to the start"
N_AGAIN = "Press N again to skip the whole drill."
_LIMBS = [f"{side} {noun}" for noun in ("side", "leg", "hip") for side in Side]
SKIPPED_SETS = {
    "": "Skipping to the next set.",
    **{limb: f"Skipping to the {limb}." for limb in _LIMBS},
}
"""Words after a skipped set, by the side that follows if it is another one."""
N_AFTER_TURNS = f"You'll do the {{side}} again later. {N_AGAIN}"
"""What the key does next if both sides take turns."""
REST_FIRST = (
    "Rest as long as you like. Once the pain has gone, press space to hear the next drill. "
    f"If the pain stays, press {Q_TWICE}, to end the session."
)
"""Words after a drill that was left because of pain; nothing more is said until then."""
NEXT_ONE = (
    "Rest as long as you like. Once the pain has gone, press space: the next drill is "
    f"{{name}}. If the pain stays, press {Q_TWICE}, to end the session."
)
"""Words after an answer about pain that has ended a drill."""
EASE_MS = 3_000
"""Silence to ease out of a position that hurts, before the questions."""
READY_IN = f"starting in {RESTART_MS // 1_000} seconds"
"""Words after the key that says that the runner is in position."""
SKIPPED_DRILL, SKIPPED_WAIT, SKIPPED_REST = (
    "Skipping the rest of this drill.",
    "Skipping the wait.",
    "Skipping the rest break.",
)
_POSITION = "get into position and "
"""Said before the key where the set goes on a few seconds after it."""
_GONE = "Once the pain has gone, press space: {then}."
_BACK = f"Once the pain has gone, {_POSITION}press space: {{then}}."
_STAYS = f"press {Q_ONCE}, to end the session."
PAIN_GONE = f"Rest. {_GONE} If the pain stays, {_STAYS}"
NEXT_DRILL = (
    f"Rest until the pain has gone. Then {_POSITION}press space: {{then}}. "
    f"Go more gently. Or press {WHERE_N_IS}, to leave this drill. If the pain stays, "
    f"{_STAYS}"
)
LEAVE_LAST = (
    f"Rest. If the pain stays, press {WHERE_N_IS}, to end the session. {_BACK} "
    "Go more gently."
)
"""The keys after pain in the last drill, after which the session is over."""
ONCE_WELL = (
    f"Once you feel well, {_POSITION}press space. From now on, space also ends each set. "
    f"If you don't feel well, press {Q_TWICE}, to end the session."
)
"""The keys after an answer such as dizzy, after which the runner sits down."""
_COMMON_PAUSES = (PAUSES[PauseReason.RUNNER], PAUSES[PauseReason.PAIN])
COMMON_WORDS = (
    CONTINUING,
    BACK,
    LEAVING,
    STOPPED,
    READY_IN,
    *SKIPPED_SETS.values(),
    N_AGAIN,
    SKIPPED_DRILL,
    SKIPPED_WAIT,
    SKIPPED_REST,
    *chain(*_COMMON_PAUSES),
    PAUSED_TO_ANSWER,
    *sorted(DONE_TEXTS),
    REST_FIRST,
    ONCE_WELL,
    URGENT,
    WHEN_THERE,
    WHEN_PLACED,
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
            return (f"breath length {percent} percent",)
        case WeightChanged(weight=weight):
            return (weight.spoken if weight else "no weight",)
        case DrillLeftOut(blocks=blocks):
            known = moment.timeline.prescription.blocks
            return (later_left_out(known, blocks),) if blocks else ()
        case _:
            return _plain(event, moment)


def _plain(event: Event, moment: Moment) -> tuple[str, ...]:
    """Return the words for events that are announced by their kind alone."""
    if isinstance(event, Skipped):
        skipped = _skipped(event.kind, moment)
        return (skipped, *_starts_after(skipped, event.kind, moment))
    if isinstance(event, Resumed) and moment.is_awaiting_ready:
        where = position_wording(moment.block, moment.segment.side)
        return (CONTINUING, where, WHEN_IN_POSITION_OR_NOT)
    is_in_position = is_wait_for_runner(moment.block, moment.segment.kind)
    if isinstance(event, Resumed) and is_in_position:
        return ready_wordings(moment, moment.work_starts_ms)
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
    is_switch = following.kind is SegmentKind.SWITCH
    side = following.side if is_switch else None
    return SKIPPED_SETS[f"{side} {side_noun(moment.block)}" if side else ""]


def _starts_after(skipped: str, kind: str, moment: Moment) -> tuple[str, ...]:
    """Return when the set starts that follows a skipped one, once this has been said.

    Empty if it starts when the runner presses a key.
    """
    following = moment.segment.kind
    is_set = kind == SegmentKind.PHASE and following not in NEW_DRILL
    is_set = is_set and not is_wait_for_runner(moment.block, following)
    left_ms = moment.work_starts_ms - estimated_ms(skipped)
    return (f"starting in {_seconds_to_breath(left_ms, moment)}",) if is_set else ()


def skip_hints(kind: str, moment: Moment) -> tuple[str, ...]:
    """Return wordings for what the key that skipped a set does next; empty for no set."""
    following = moment.segment
    if kind != SegmentKind.PHASE or following.kind in NEW_DRILL:
        return ()
    side = moment.timeline.bouts[max(0, following.bout - 1)].side
    later = moment.timeline.bouts[following.bout :]
    returns = any(each.block == following.block and each.side is side for each in later)
    if side is None or not returns or moment.segment.side is side:
        return (N_AGAIN,)
    told = N_AFTER_TURNS.format(side=f"{side} {side_noun(moment.block)}")
    return (told, N_AGAIN)


def later_left_out(blocks: Sequence[Block], numbers: Iterable[int]) -> str:
    """Return that later drills are left out, with their names.

    An area may have felt numb without pain, so the reason is not named.
    """
    names = list(dict.fromkeys(blocks[number].name for number in numbers))
    later = "a later drill" if len(names) == 1 else "later drills"
    return f"We're leaving out {later}: {listed(names)}."


def continuing_wordings(moment: Moment) -> tuple[str, ...]:
    """Return that the session continues, with the rest that is left, or the side."""
    segment, block = moment.segment, moment.block
    if segment.kind is SegmentKind.REST:
        left = _seconds_to_breath(moment.work_starts_ms, moment)
        return (f"{CONTINUING}, {left} of rest left",)
    if segment.side and block.sides is Sides.EACH:
        return (CONTINUING, short_side_wordings(block, segment.side)[-1])
    return (CONTINUING,)


def _rest(event: RestChanged, moment: Moment) -> str:
    """Return ``20 seconds left``, or during a set the length of the next rest."""
    if event.holds:
        whole = count_of(seconds_left(event.wait_ms), "second")
        return f"next {'rest' if event.kind is SegmentKind.REST else 'wait'} {whole}"
    seconds = _seconds_to_breath(event.wait_ms, moment)
    if event.kind is SegmentKind.REST and moment.segment.kind is not SegmentKind.REST:
        return _starting_in(event.wait_ms, moment)  # the runner is in position
    if event.kind is None:
        return "no more rests"
    return f"{seconds} left" if event.wait_ms else "no rest left"


def ready_wordings(moment: Moment, wait_ms: int) -> tuple[str, ...]:
    """Return the words after the key that says that the runner is in position."""
    return (_starting_in(wait_ms, moment),)


def _starting_in(wait_ms: int, moment: Moment) -> str:
    """Return ``left leg in 5 seconds``, or ``starting in 5 seconds, left first``."""
    seconds, side = _seconds_to_breath(wait_ms, moment), moment.segment.side
    if side is None or not is_told_side(moment.block):
        return f"starting in {seconds}"
    limb = short_side_wordings(moment.block, side)[-1]
    if moment.block.sides is Sides.ALTERNATE:
        return f"starting in {seconds}, {limb}"
    return f"{limb} in {seconds}"


def _seconds_to_breath(wait_ms: int, moment: Moment) -> str:
    """Return the time until the first cued breath, which may come before the work."""
    ready_ms = READY_MS if moment.block.starts_with_exhale else 0
    return count_of(seconds_left(max(0, wait_ms - ready_ms)), "second")


def way_on_wording(moment: Moment) -> str:
    """Return the keys that continue after pain; empty if no key is needed."""
    told = _keys_after(moment)
    # Before a set, there is time after the key, and the position is said then.
    return told if _is_at_work(moment.segment) else told.replace(_POSITION, "")


def _keys_after(moment: Moment) -> str:
    """Return the keys that continue, for a runner who was in the middle of a set."""
    if moment.pause_reason is PauseReason.PAIN and moment.pause_about is not None:
        if moment.sore is not None:
            return sore_wording(moment.block, moment.sore, is_paused=True)
        return PAIN_GONE.format(then=f"the next drill is {moment.block.name}")
    if moment.pause_reason is PauseReason.PAIN:
        keys = NEXT_DRILL if moment.next_block else LEAVE_LAST
        return keys.format(then=_continues(moment))
    if moment.pause_reason is PauseReason.FREE:
        return ONCE_WELL
    if moment.pause_reason is PauseReason.RUNNER and not moment.segment.is_work:
        return NEXT_ONE.format(name=moment.block.name)
    is_halted = moment.is_paused and moment.pause_reason is not PauseReason.READY
    return CONTINUE if is_halted else ""


def _continues(moment: Moment) -> str:
    """Return ``this drill continues with rep 3, left leg``."""
    segment, block = moment.segment, moment.block
    if not segment.is_work:
        return "this drill continues"
    side = segment.side if is_told_side(block) else None
    limb = short_side_wordings(block, side)[-1] if side else ""
    where = f", {limb.removesuffix(' first')}" if limb else ""
    return f"this drill continues with rep {segment.rep}{where}"


def sore_wording(block: Block, place: PainPlace, *, is_paused: bool = False) -> str:
    """Return that the next drill loads a place that hurt, and the key that skips it."""
    told = f"{block.name} loads {the_place(place)}, which hurt earlier."
    if is_paused:
        leave = f"{told} To leave that drill out, press {WHERE_N_IS}."
        return f"{leave} {PAIN_GONE.format(then='the drill starts')}"
    return f"{told} To leave this drill out, press {WHERE_N_IS}."


def pain_wording(said: Answer) -> str:
    """Return what to do about pain after a session; empty if nothing hurt."""
    if not said.pain:
        return ""
    place = said.where_pain
    where = ""
    if place is not None and place is not PainPlace.ELSEWHERE:
        known = spoken_place(place) if place is PainPlace.GLUTES else place
        where = f" in {the_place(known, said.side)}"
        where += ", on both sides" if said.side is PainSide.BOTH else ""
    told = f"You had pain today{where}."
    return f"{told} If the pain stays or comes back, see a doctor or physio."


_IN_THE_HIP = {
    PainPlace.GROIN_OR_DEEP_HIP: "hip, groin or deep inside",
    PainPlace.FRONT_OF_HIP: "hip, front",
    PainPlace.OUTER_HIP: "hip, outer side",
}


def noted_wording(said: Answer) -> str:
    """Return ``noted: right hip, front, pain 4``; empty without a number."""
    if said.pain is None:
        return ""
    place = sided_wording(said)
    return f"noted: {place}, pain {said.pain}" if place else f"noted: pain {said.pain}"


def sided_wording(said: Answer) -> str:
    """Return the place that hurts with its side: ``right hip, front``; empty for none."""
    if said.where_pain is None:
        return ""
    place = _IN_THE_HIP.get(said.where_pain, spoken_place(said.where_pain))
    if said.side is None:
        return place
    return f"{place}, both sides" if said.side is PainSide.BOTH else f"{said.side} {place}"


ONE_QUESTION = "One question before the end."
"""Said where a question follows the last drill: nobody gets up before it."""


def before_the_question(way_out: str = "") -> str:
    """Return the words after the last drill, if a question about it follows."""
    return f"{way_out}. {ONE_QUESTION}" if way_out else ONE_QUESTION


def closing_words(  # noqa: PLR0913, PLR0917  all that is said at the end
    prescription: Prescription,
    finished: Sequence[SetFinished],
    total_ms: int,
    stood_ms: int = 0,
    way_out: str = "",
    hurt: str = "",
) -> str:
    """Return the last words of a whole session: the way out, its length, slow breaths.

    They are rendered beforehand; after sets that the runner ended, only ``Done.``.

    Args:
        prescription: the session as planned.
        finished: its sets.
        total_ms: its exercise time.
        stood_ms: all pauses and waits for the runner, which are not exercise time.
        way_out: how to come out of the last position.
        hurt: what to do about pain of this session, from `pain_wording`.
    """
    if prescription.self_paced:
        return f"Done. {hurt}".rstrip()
    told = count_of(max(1, round((total_ms + stood_ms) / 60_000)), "minute")
    number = count_slow_exhales(prescription, finished)
    breaths = f", {count_of(number, 'slow breath')}" if number else ""
    closing = f"Done. {told}{breaths}. {f'{hurt} ' if hurt else ''}Nothing more to press."
    return f"{way_out}. {closing}" if way_out else closing
