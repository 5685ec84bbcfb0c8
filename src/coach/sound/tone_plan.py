"""The plan of tones, a pure function of the timeline."""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.terms import Breath
from coach.sound.tones import Tone, signal_ms
from coach.timeline import TICKS_MS, Segment, SegmentKind, Timeline

COUNTDOWN_MS = (TICKS_MS, 2_000, 1_000)
"""Ticks before the first cued breath, which is the work or leads into it."""

_BREATHS = {Breath.INHALE: Tone.IN, Breath.EXHALE: Tone.OUT}


@dataclass(frozen=True, slots=True)
class ToneNote:
    """A tone with its start time."""

    at_ms: int
    tone: Tone
    span_ms: int = 0
    """Length of the breath it accompanies; 0 for a signal."""


def tone_notes(timeline: Timeline) -> tuple[ToneNote, ...]:
    """Return the tones of a session in order, none at the same time as another."""
    notes: list[ToneNote] = []
    wait_at_ms: int | None = None
    """Start of the current wait."""
    before: Segment | None = None
    for segment in timeline.segments:
        begins_wait = not segment.is_work and (before is None or before.is_work)
        if begins_wait:
            wait_at_ms = segment.at_ms
        is_switch = begins_wait and segment.kind is SegmentKind.SWITCH
        breath = _breath_that_begins(segment)
        if segment.is_work:
            if wait_at_ms is not None and before is not None and before.breath is None:
                notes += _countdown(notes, wait_at_ms, segment.at_ms)
            wait_at_ms = None
            if breath is not None:
                notes.append(ToneNote(segment.at_ms, breath, segment.span_ms))
        elif breath is not None:
            ticks: list[ToneNote] = []
            if wait_at_ms is not None and not is_switch:
                ticks = _countdown(notes, wait_at_ms, segment.at_ms)
            # Without time for a tick before the breath, its tone starts with a tick.
            tone = Tone.IN if ticks else Tone.SWITCH_READY if is_switch else Tone.READY
            notes += [*ticks, ToneNote(segment.at_ms, tone, segment.span_ms)]
        elif is_switch:
            notes.append(ToneNote(segment.at_ms, Tone.SWITCH))
        before = segment
    notes.append(ToneNote(timeline.total_ms, Tone.DONE))
    return tuple(notes)


def _breath_that_begins(segment: Segment) -> Tone | None:
    if segment.breath is None or segment.at_ms != segment.span_at_ms:
        return None
    return _BREATHS.get(segment.breath)


def _countdown(notes: list[ToneNote], wait_at_ms: int, breath_at_ms: int) -> list[ToneNote]:
    """Return up to three ticks that fit after the signal at the start of the wait."""
    free_ms = wait_at_ms
    if notes and notes[-1].at_ms >= wait_at_ms:
        free_ms = notes[-1].at_ms + signal_ms(notes[-1].tone)
    return [
        ToneNote(breath_at_ms - before_ms, Tone.TICK)
        for before_ms in COUNTDOWN_MS
        if breath_at_ms - before_ms >= free_ms
    ]
