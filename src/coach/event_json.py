"""Events and segments as JSON fields, for programs that follow a session."""

from __future__ import annotations

from typing import Any

import msgspec

from coach.event import (
    Answered,
    BreathChanged,
    DrillLeftOut,
    Event,
    Gap,
    Paused,
    QuestionAsked,
    RestChanged,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    SetFinished,
    Skipped,
    WeightChanged,
    WentBack,
)
from coach.moment import Moment
from coach.text.json_text import VERSION
from coach.timeline import Segment, Timeline

NAMES = {
    SessionStarted: "session_started",
    SegmentStarted: "segment_started",
    SetFinished: "set_finished",
    Paused: "paused",
    Gap: "gap",
    Resumed: "resumed",
    Skipped: "skipped",
    WentBack: "went_back",
    RestChanged: "rest_changed",
    BreathChanged: "breath_changed",
    WeightChanged: "weight_changed",
    QuestionAsked: "asked",
    Answered: "answered",
    DrillLeftOut: "left_out",
    SessionEnded: "session_ended",
}


def event_fields(event: Event, moment: Moment) -> dict[str, Any]:
    """Return the event's fields after ``version``, ``event``, ``at_ms``, ``late_ms``."""
    fields: dict[str, Any] = {
        "version": VERSION,
        "event": NAMES[type(event)],
        "at_ms": event.at_ms,
        "late_ms": event.late_ms,
    }
    timeline = moment.timeline
    match event:
        case SegmentStarted(segment=segment):
            about = segment_fields(timeline, segment)
            del about["at_ms"]  # the event has this field already
            return fields | about
        case SessionStarted(planned_ms=planned_ms):
            prescription = timeline.prescription
            return fields | {
                "name": prescription.name,
                "names": prescription.names,
                "planned_ms": planned_ms,
                "sets_planned": prescription.sets_planned,
            }
        case WentBack(bout=bout):
            to = timeline.bouts[bout]
            drill = timeline.prescription.blocks[to.block].drill
            return fields | {"drill": drill, "set": to.set, "side": to.side}
        case Paused(reason=reason):
            return fields | {"reason": reason}
        case DrillLeftOut(blocks=blocks):
            drills = [timeline.prescription.blocks[number].drill for number in blocks]
            return fields | {"drills": drills}
        case _:
            own: dict[str, Any] = msgspec.to_builtins(event)
            # The documented fields of a rest stay unchanged.
            kind = ("kind", "holds") if isinstance(event, RestChanged) else ()
            for internal in ("bout", "block", *kind):
                own.pop(internal, None)
            if isinstance(event, SetFinished | WeightChanged):
                del own["weight"]
                if event.weight is not None or isinstance(event, WeightChanged):
                    own["load_g"] = event.weight.g if event.weight else None
            return fields | own


def segment_fields(timeline: Timeline, segment: Segment) -> dict[str, Any]:
    """Return one segment as events and ``show --timeline --json`` print it."""
    return {
        "at_ms": segment.at_ms,
        "duration_ms": segment.duration_ms,
        "kind": segment.kind,
        "drill": timeline.block_of(segment).drill,
        "set": segment.set,
        "rep": segment.rep,
        "side": segment.side,
        "do": segment.do or None,
        "breath": segment.breath,
        "span_ms": segment.span_ms or None,
    }
