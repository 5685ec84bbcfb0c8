"""One line per event, never repainted, for pipes, screen readers and plain terminals."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from msgspec.structs import replace

from coach.event import (
    Answered,
    BreathChanged,
    DrillLeftOut,
    Event,
    Gap,
    Paused,
    PauseReason,
    QuestionAsked,
    Request,
    Requested,
    RestChanged,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SetFinished,
    Skipped,
    WeightChanged,
    WentBack,
)
from coach.keymap import BINDINGS
from coach.model.records import EndedBy
from coach.model.terms import Base, Breath, Sides
from coach.moment import Moment
from coach.question.question_text import left_out_words, question_rows
from coach.question.reaction import reaction_to
from coach.safety_text import STOP_NOW
from coach.screen.event_words import (
    BREATH_WORDS,
    WAIT_TITLES,
    after_this_set,
    counted,
    new_weight_words,
    rest_words,
    set_words,
    side_sentence,
    side_word,
    weight_sentence,
)
from coach.screen.phone_code import NO_PHONE, PhoneCode
from coach.screen.viewport import screen_size
from coach.timeline import Segment, SegmentKind
from coach.units import format_clock, format_seconds, seconds_left

URGENT = f"get urgent help now if you have: {STOP_NOW}"
ON_THE_WAY = "stop here; press q to stop and save; press space only if the pain has gone"
LEAVING = "press q again to stop and save, space to continue"
PAUSES = {
    PauseReason.RUNNER: ("paused; press space to continue, q twice to stop",),
    PauseReason.READY: ("press space when you are in position",),
    PauseReason.FREE: ("breathe as you like; press space to continue",),
    PauseReason.PAIN: (
        "it hurts: stop; press n to leave this drill, q to stop and save",
        URGENT,
    ),
}
"""Lines for a pause, keyed by its reason."""
QUESTION_COLUMNS = 73
"""Width of a question, which fits 80 columns together with the time before it."""
_INDENT = " " * 7
"""Blanks as wide as the time before a line."""
SKIPPED = {
    "phase": "the rest of this set",
    "drill": "the rest of this drill",
    "rest": "the rest break",
}


class PlainLines:
    """The listener that writes one or more lines for each event."""

    def __init__(
        self,
        out: TextIO,
        whys: Mapping[str, str] | None = None,
        sound_words: Callable[[], str] = lambda: "this session has no sound",
        phone: PhoneCode | None = None,
    ) -> None:
        self._out = out
        self._phone = phone
        self._whys = whys or {}
        """Purpose of each drill, keyed by id."""
        self._sound_words = sound_words
        self._is_sound_asked = False
        self._was_leaving = False
        self._led_to: tuple[int, SegmentKind] | None = None
        """Bout and kind of the last wait, whose setup has been written."""

    def on_event(self, event: Event, moment: Moment) -> None:
        """Write what happened."""
        if isinstance(event, Requested):
            lines = self._answer(event.what, moment)
        else:
            lines = plain_lines(event, moment, is_known=self._is_known(event))
        self._write(event.at_ms, lines)

    def _is_known(self, event: Event) -> bool:
        """Return whether the setup for this wait has already been written."""
        if not isinstance(event, SegmentStarted):
            return False
        before = self._led_to
        self._led_to = (event.segment.bout, event.segment.kind)
        return before == self._led_to

    def _answer(self, what: Request, moment: Moment) -> list[str]:
        if what is Request.HELP:
            return [f"{' '.join(b.keys)}: {b.help}" for b in BINDINGS]
        if what is Request.WHY:
            block = moment.block
            reasons = [rule.told_at(block.name) for rule in block.rules]
            return [self._whys.get(moment.block.drill, moment.block.name), *reasons]
        if what is Request.PHONE:
            return [self._phone.line if self._phone else NO_PHONE]
        self._is_sound_asked = what in {Request.MUTE, Request.VOICE}
        return []

    def on_moment(self, moment: Moment) -> int | None:
        """Write what a key changed without an event; return None."""
        if moment.is_leaving and not self._was_leaving:
            self._write(moment.position_ms, [LEAVING])
        self._was_leaving = moment.is_leaving
        if self._is_sound_asked:
            self._is_sound_asked = False
            self._write(moment.position_ms, [self._sound_words()])
        return None

    def close(self) -> None:
        """Do nothing: there is nothing to release."""

    def _write(self, at_ms: int, lines: Iterable[str]) -> None:
        for text in lines:
            first, *more = self._rows(text)
            self._out.write(f"{format_clock(at_ms):>5}  {first}\n")
            self._out.write("".join(f"{_INDENT}{row}\n" for row in more))
        self._out.flush()

    def _rows(self, text: str) -> list[str]:
        """Return a text as rows, wrapped between words in a terminal; otherwise one row."""
        if not self._out.isatty():
            return [text]
        columns, _ = screen_size(self._out)
        return textwrap.wrap(text, max(20, columns - len(_INDENT))) or [text]


def plain_lines(  # noqa: C901, PLR0911, PLR0912  one case per event, nothing nested
    event: Event, moment: Moment, *, is_known: bool = False
) -> list[str]:
    """Return the lines for an event; none if a reader does not need them.

    A wait that has been described before gets one line, with its length.
    """
    match event:
        case SegmentStarted(segment=segment) if segment.is_work:
            return [_phase_line(segment, moment)]
        case SegmentStarted(segment=segment):
            return _wait_lines(segment, moment, is_known=is_known)
        case SetFinished(ended_by=ended_by, reps_done=done):
            block = moment.timeline.prescription.blocks[event.block]
            if ended_by is EndedBy.DONE:
                return [f"set done: {counted(block.unit, done)}"]
            return [f"set {ended_by}: {done} of {event.reps_planned} done"]
        case Paused(reason=PauseReason.PAIN, about=int(about)):
            name = moment.timeline.prescription.blocks[about].name
            return [f"{name} hurt: {ON_THE_WAY}", URGENT]
        case Paused(reason=PauseReason.RUNNER) if moment.is_leaving:
            return ["paused"]
        case Paused(reason=reason):
            return list(PAUSES.get(reason, ("paused",)))
        case BreathChanged(percent=percent):
            return [f"breath length {percent}%, from the next rep"]
        case WeightChanged():
            return [new_weight_words(event)]
        case Gap(gap_ms=gap_ms):
            return [
                f"the computer paused for {seconds_left(gap_ms)} s; that time doesn't count"
            ]
        case Resumed():
            return ["continuing"]
        case Skipped(kind=kind):
            return [f"skipped {SKIPPED.get(kind, 'the wait')}"]
        case WentBack():
            return ["back to the start of the set"]
        case RestChanged():
            return [rest_words(event, moment.segment.kind)]
        case QuestionAsked():
            question = moment.question
            if question is None:
                return []
            return list(question_rows(question, QUESTION_COLUMNS))
        case Answered(block=block, answer=answer):
            asked_of = moment.timeline.prescription.blocks[block]
            return ["noted", *reaction_to(answer, asked_of).words]
        case DrillLeftOut(blocks=blocks):
            return [left_out_words(moment.timeline.prescription.blocks, blocks)]
        case SessionEnded(status=status):
            return [f"session {status}"]
        case _:
            return []


def _phase_line(segment: Segment, moment: Moment) -> str:
    block = moment.timeline.block_of(segment)
    word = BREATH_WORDS[segment.breath or Breath.PAUSE]
    # With alternating sides, each rep names its side; otherwise, the wait named it.
    alternates = block.sides is Sides.ALTERNATE and segment.phase == 0
    side = side_word(segment.side, block.sides) if alternates else ""
    do = f"{side}: {segment.do}" if side else segment.do
    if segment.span_at_ms == segment.at_ms:
        breath = f"{word} {format_seconds(segment.span_ms)}"
    else:
        breath = f"  still {word.lower()}"  # one breath may carry several movements
    line = f"{breath:<11} {do}"
    if segment.phase == 0:
        reps = moment.timeline.bouts[segment.bout].reps
        of = "" if moment.is_open_ended else f" of {reps}"
        line += f"   ({segment.rep}{of})"
    return line


def _wait_lines(segment: Segment, moment: Moment, *, is_known: bool) -> list[str]:
    if segment.breath is not None:
        word = BREATH_WORDS[segment.breath]
        breath = f"{word} {format_seconds(segment.duration_ms)}"
        return [f"{breath:<11} {segment.do}"]
    block = moment.timeline.block_of(segment)
    # The planned time is shown, because a line may be written a little late.
    starts = seconds_left(replace(moment, position_ms=segment.at_ms).work_starts_ms)
    title = WAIT_TITLES[segment.kind].lower()
    until = "then press space" if moment.is_awaiting_ready else f"{starts} s"
    lines = [f"{title}, {until}: {block.name}, {set_words(block, segment)}"]
    if is_known:
        return lines
    steps: list[str] = []
    if segment.kind in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
        opening = moment.timeline.prescription.opens
        if opening and segment.kind is SegmentKind.LEAD_IN:
            lines.insert(0, opening)
        steps = [f"  {step}" for step in block.setup]
    sentence = side_sentence(block, segment.side)
    has_side = sentence and segment.kind is not SegmentKind.RESTART
    side = [f"  {sentence}"] if has_side else []
    # The side comes first, because the other steps depend on how the runner lies.
    lines += [*side, *steps] if block.base is Base.SIDE_LYING else [*steps, *side]
    held = weight_sentence(block)
    if held and segment.kind is not SegmentKind.RESTART:
        lines.append(f"  {held}")
    if moment.cue:
        words = moment.cue_sentence.rstrip(".")
        lines.append(f"  {words[:1].lower()}{words[1:]}")
    if segment.kind in {SegmentKind.REST, SegmentKind.SWITCH}:
        lines.append(f"  {after_this_set(moment)}")
    return lines
