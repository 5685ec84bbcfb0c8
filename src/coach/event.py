"""Events of a session: frozen facts that the player reports to its listeners.

``at_ms`` is the planned session time without pauses. ``late_ms`` is the delay with which
the event was noticed.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Side
from coach.model.weights import Weight
from coach.question.answer import Answer
from coach.question.dialog import Step
from coach.timeline import Segment, SegmentKind


class PauseReason(StrEnum):
    """Reasons for a pause."""

    RUNNER = "runner"
    GAP = "gap"
    SUSPENDED = "suspended"
    """The program was put in the background."""
    READY = "ready"
    """The runner is getting into position and confirms with a key."""
    FREE = "free"
    """The runner breathes freely for a while."""
    PAIN = "pain"
    """Something hurts."""


class Request(StrEnum):
    """Requests that concern only what is shown or heard."""

    LAYOUT = "layout"
    """The next layout of the screen."""
    HELP = "help"
    """The list of keys."""
    WHY = "why"
    """The purpose of the current drill."""
    VOICE = "voice"
    """The next level of the voice."""
    SAY_AGAIN = "say again"
    """The last words once more."""
    MUTE = "mute"
    """Sound off; pressed again, sound on."""
    PHONE = "phone"
    """The code and the address for a phone."""


class _Happening(msgspec.Struct, frozen=True):
    at_ms: int
    late_ms: int


class SessionStarted(_Happening, frozen=True):
    """The session started."""

    planned_ms: int


class SegmentStarted(_Happening, frozen=True):
    """A new segment of the timeline started."""

    segment: Segment


class SetFinished(
    _Happening,
    frozen=True,
    rename={"reps_planned": "cycles_planned", "reps_done": "cycles_done"},
):
    """The work of one side in one set ended."""

    bout: int
    block: int
    drill: str
    set: int
    side: Side | None
    reps_planned: int
    reps_done: int
    work_ms: int
    exhale_ms: int
    paused_ms: int
    ended_by: EndedBy
    weight: Weight | None = None


class Paused(_Happening, frozen=True):
    """The session clock stopped."""

    reason: PauseReason
    about: int | None = None
    """Index of the block that caused the pause, if it is not the current one."""


class Gap(_Happening, frozen=True):
    """The computer slept or the process stopped; this time does not count as exercise."""

    gap_ms: int


class Resumed(_Happening, frozen=True):
    """The session clock continues."""

    paused_ms: int


WHOLE_DRILL = "drill"
"""`Skipped.kind` if all remaining sets of a drill were skipped."""


class Skipped(_Happening, frozen=True):
    """The runner skipped a wait, or what was left of a set."""

    kind: str
    """Kind of the segment that was cut short."""


class WentBack(_Happening, frozen=True):
    """The runner repeats a set from its start."""

    bout: int


class RestChanged(_Happening, frozen=True):
    """The current wait or the next rest became longer or shorter."""

    wait_ms: int
    """Remaining length of the wait; 0 if it was ended."""
    kind: SegmentKind | None = SegmentKind.REST
    """Kind of the wait; None if no wait is left."""
    holds: bool = False
    """Whether later waits of this kind and later rests change by the same amount."""


class BreathChanged(_Happening, frozen=True):
    """The breaths of a drill are shorter or longer from the next rep."""

    drill: str
    percent: int
    """Length in percent of the prescribed breaths."""


class WeightChanged(_Happening, frozen=True):
    """The runner took another weight for a drill, or none."""

    drill: str
    weight: Weight | None


class QuestionAsked(_Happening, frozen=True):
    """A question opened."""

    block: int
    drill: str
    step: Step


class Answered(_Happening, frozen=True):
    """The runner answered a question about a drill."""

    block: int
    drill: str
    answer: Answer


class DrillLeftOut(_Happening, frozen=True):
    """Drills were removed from the rest of the session; neither done nor skipped."""

    blocks: tuple[int, ...]


class Requested(_Happening, frozen=True):
    """The runner asked for a change of screen or sound; the session continues."""

    what: Request


class SessionEnded(_Happening, frozen=True):
    """The session ended."""

    status: EndStatus


Event = (
    SessionStarted
    | SegmentStarted
    | SetFinished
    | Paused
    | Gap
    | Resumed
    | Skipped
    | WentBack
    | RestChanged
    | BreathChanged
    | WeightChanged
    | QuestionAsked
    | Answered
    | DrillLeftOut
    | Requested
    | SessionEnded
)
"""Every event that a listener receives."""
