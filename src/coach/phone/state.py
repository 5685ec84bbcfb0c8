"""The state that the page shows, as JSON fields. Pure.

The page gets the timeline when it changes, and draws every frame from the time. Anything
that does not follow from the time, such as a pause or a question, is in the fields of the
moment.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from msgspec.structs import replace

from coach.coaching.reasons import block_dose
from coach.config.choices import VoiceLevel
from coach.event import PauseReason
from coach.model.prescription import Block, Prescription
from coach.model.terms import Sides
from coach.moment import Moment
from coach.phone.question_choices import question_fields
from coach.safety_text import STOP_NOW
from coach.screen.event_words import (
    BREATH_WORDS,
    COUNTED,
    WAIT_TITLES,
    set_words,
    side_sentence,
    what_next,
)
from coach.sound.speech_plan import PhraseKind, phrases
from coach.sound.tone_plan import tone_notes
from coach.sound.way_into_position import (
    standing_texts,
    when_in_position,
)
from coach.text.speech_length import estimated_ms
from coach.timeline import Bout, Segment, Timeline, side_of_rep

TAP_IN_POSITION = "tap when you are in position"
STOP_ON_PAIN = "Stop if it hurts. Never strain."
_URGENT = f"Get urgent help now if you have: {STOP_NOW}"


def card_fields(timeline: Timeline) -> dict[str, Any]:
    """Return the session before its start: name, length, drills and the key to press."""
    prescription = timeline.prescription
    return {
        "big": "",
        "title": prescription.name,
        "length_ms": timeline.total_ms,
        "drills": [[block.name, block_dose(block)] for block in prescription.blocks],
        "say": [*([prescription.opens] if prescription.opens else []), STOP_ON_PAIN],
        "main": ["space", "Start"],
        "second": ["q", "Leave"],
    }


# The timeline for the phone


def timeline_fields(moment: Moment) -> dict[str, Any]:
    """Return everything that the page draws by itself as time passes."""
    timeline = moment.timeline
    prescription = timeline.prescription
    return {
        "name": prescription.name,
        "total": timeline.total_ms,
        "open": prescription.self_paced,
        "words": {str(breath): word for breath, word in BREATH_WORDS.items()},
        "titles": {str(kind): title for kind, title in WAIT_TITLES.items()},
        "blocks": [_block(block, prescription) for block in prescription.blocks],
        "bouts": [_bout(bout, moment) for bout in timeline.bouts],
        "segments": [_segment(segment) for segment in timeline.segments],
    }


def _block(block: Block, prescription: Prescription) -> dict[str, Any]:
    word = "reps" if prescription.self_paced else COUNTED[block.unit]
    return {
        "drill": block.drill,
        "name": block.name,
        "counted": word,
        "alternates": block.sides is Sides.ALTERNATE,
        "setup": [f"{step}." for step in block.setup],
        "do": [phase.do for phase in block.phases],
    }


def _bout(bout: Bout, moment: Moment) -> dict[str, Any]:
    timeline = moment.timeline
    block = timeline.prescription.blocks[bout.block]
    own = [segment for segment in timeline.segments if segment.bout == bout.index]
    if not own:  # left out
        return {"block": bout.block, "reps": bout.reps, "set": "", "cue": "", "next": ""}
    last = own[-1]
    there = replace(moment, position_ms=last.at_ms, segment=last)
    return {
        "block": bout.block,
        "reps": bout.reps,
        "set": set_words(block, own[0]),
        "place": side_sentence(block, own[0].side),
        "cue": there.cue,
        "think": there.cue_sentence,
        "next": what_next(there),
    }


def _segment(segment: Segment) -> list[Any]:
    return [
        segment.at_ms,
        segment.duration_ms,
        segment.kind,
        segment.bout,
        segment.rep,
        segment.side,
        segment.phase,
        segment.breath,
        segment.span_at_ms,
        segment.span_ms,
    ]


def sound_fields(
    timeline: Timeline, level: VoiceLevel, skip: Collection[str]
) -> dict[str, Any]:
    """Return the tones and the spoken words of a session, with their times."""
    kinds = [PhraseKind(word) for word in skip]
    spoken = phrases(timeline, level, estimated_ms, kinds)
    return {
        "tones": [[n.at_ms, n.tone, n.span_ms] for n in tone_notes(timeline)],
        "phrases": [[phrase.at_ms, phrase.text] for phrase in spoken],
        "standing": [
            _standing(block, level, kinds) for block in timeline.prescription.blocks
        ],
    }


def _standing(block: Block, level: VoiceLevel, kinds: Collection[PhraseKind]) -> list[str]:
    """Return the words spoken while the session waits for the runner."""
    side = block.working_sides[0] or side_of_rep(block, 0, block.reps)
    texts = standing_texts(block, 1, level, kinds, side)
    return [TAP_IN_POSITION if text == when_in_position(block) else text for text in texts]


# The moment for the phone


def moment_fields(moment: Moment) -> dict[str, Any]:
    """Return what does not follow from the time: pauses, questions and buttons."""
    question = moment.question
    big, sentences, buttons = _halted(moment)
    main, second, third, *_ = [*buttons, None, None, None]
    return {
        "runs": not (moment.is_paused or moment.is_ended),
        "ended": moment.is_ended,
        "ready": moment.pause_reason is PauseReason.READY and not moment.is_leaving,
        "standing": moment.is_awaiting_ready and not moment.is_leaving,
        "big": big,
        "say": sentences,
        "main": main,
        "second": second,
        "third": third,
        "hurts": moment.pause_reason is PauseReason.PAIN,
        "question": question_fields(question) if question else None,
    }


_Button = tuple[str, str]
"""The key that a button sends, and its label."""
_CONTINUE = "space", "Continue"
_STOP = "q", "Stop and save"


def _halted(moment: Moment) -> tuple[str, list[str], list[_Button]]:
    """Return the big word, the sentences, and the large buttons with the largest first."""
    big, sentences, buttons = "PAUSED", [""], [_CONTINUE, _STOP]
    if moment.is_ended:
        big, buttons = "", []
    elif moment.is_leaving:
        big, sentences = "STOP?", ["Stop here?"]
    elif moment.pause_reason is PauseReason.PAIN:
        big, sentences, buttons = _hurting(moment)
    elif moment.pause_reason is PauseReason.READY or not moment.is_paused:
        big, buttons = "", [_main_button(moment)]
    elif moment.advice:
        big, sentences = "NOTED", [*moment.advice]
    elif moment.pause_reason is PauseReason.FREE:
        big, sentences = "BREATHE", ["Breathe as you like."]
    elif moment.is_gap:
        sentences = ["The computer paused for a while. That time doesn't count."]
    return big, [each for each in sentences if each], buttons


def _main_button(moment: Moment) -> _Button:
    if moment.has_more_to_hear:
        return "space", "Next step"
    if moment.is_paused or moment.is_awaiting_ready:
        return "space", "I'm in position"
    if moment.is_open_ended and moment.segment.is_work:
        return "space", "End set"
    return "space", "Pause"


def _hurting(moment: Moment) -> tuple[str, list[str], list[_Button]]:
    first, about = "It hurts: stop this drill.", moment.pause_about
    buttons = [("n", "Leave this drill"), _STOP, ("space", "Pain gone")]
    if about is not None:
        name = moment.timeline.prescription.blocks[about].name
        first, buttons = f"{name} hurt: stop here.", buttons[1:]
    return "STOP", [first, *moment.advice, _URGENT], buttons


# The end of the session


def summary_fields(
    headline: str, drills: Sequence[Sequence[str]], *, is_urgent: bool
) -> dict[str, Any]:
    """Return the summary: how the session ended, and the finished sets of each drill."""
    return {
        "big": "STOP" if is_urgent else "",
        "title": "Get urgent help now." if is_urgent else headline,
        "drills": [] if is_urgent else [list(row) for row in drills],
        "say": [f"You reported one of these: {STOP_NOW}"] if is_urgent else [],
        "main": None,
        "second": None,
    }
