"""What happens in a session: frozen facts that the player tells its listeners.

``at_ms`` is session time without pauses, as planned; ``late_ms`` is how much later it
was noticed.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Side
from coach.question.answer import Answer
from coach.question.dialog import Step
from coach.timeline import Segment, SegmentKind


class PauseReason(StrEnum):
    """Why the session stands still."""

    RUNNER = "runner"
    GAP = "gap"
    SUSPENDED = "suspended"
    """The program itself was put in the background."""
    READY = "ready"
    """The runner gets into position and says when."""
    FREE = "free"
    """The runner breathes without being paced for a while."""
    PAIN = "pain"
    """It hurts."""


class Request(StrEnum):
    """What only those who show or sound something need to know."""

    LAYOUT = "layout"
    """Another layout of the screen."""
    HELP = "help"
    """What every key does."""
    WHY = "why"
    """What the current drill is for."""
    VOICE = "voice"
    """The next level of the voice."""
    MUTE = "mute"
    """Silence; again: sound."""


class _Happening(msgspec.Struct, frozen=True):
    at_ms: int
    late_ms: int


class SessionStarted(_Happening, frozen=True):
    """The first moment of the session."""

    planned_ms: int


class SegmentStarted(_Happening, frozen=True):
    """A new segment of the timeline began."""

    segment: Segment


class SetFinished(_Happening, frozen=True):
    """The work of one side in one set came to its end."""

    bout: int
    block: int
    drill: str
    set: int
    side: Side | None
    cycles_planned: int
    cycles_done: int
    work_ms: int
    exhale_ms: int
    paused_ms: int
    ended_by: EndedBy


class Paused(_Happening, frozen=True):
    """The session clock stopped."""

    reason: PauseReason
    about: int | None = None
    """Number of the block it is about, where that is not the one it happens in."""


class Gap(_Happening, frozen=True):
    """The machine or the process stood still; the time does not count."""

    gap_ms: int


class Resumed(_Happening, frozen=True):
    """The session clock goes on."""

    paused_ms: int


WHOLE_DRILL = "drill"
"""What was skipped, when it is all that is left of a drill."""


class Skipped(_Happening, frozen=True):
    """The runner went past a wait or the rest of a set."""

    kind: str
    """Kind of the segment that was cut short."""


class WentBack(_Happening, frozen=True):
    """The runner does a set again from its start."""

    bout: int


class RestChanged(_Happening, frozen=True):
    """The current wait or the next rest is longer or shorter now."""

    wait_ms: int
    """What is left of it; 0 when it was ended."""
    kind: SegmentKind | None = SegmentKind.REST
    """What is waited for; None where nothing is left to wait for."""
    holds: bool = False
    """Every later wait of the kind, and every later rest, is changed by as much."""


class BreathChanged(_Happening, frozen=True):
    """The breaths of a drill are shorter or longer from the next rep on."""

    drill: str
    percent: int
    """Of the lengths that were prescribed."""


class QuestionAsked(_Happening, frozen=True):
    """A question is open now."""

    block: int
    drill: str
    step: Step


class Answered(_Happening, frozen=True):
    """The runner said something about a drill."""

    block: int
    drill: str
    answer: Answer


class DrillLeftOut(_Happening, frozen=True):
    """Drills are not done any more today: neither done nor skipped."""

    blocks: tuple[int, ...]


class Requested(_Happening, frozen=True):
    """The runner wants to see or hear it differently; the session itself goes on."""

    what: Request


class SessionEnded(_Happening, frozen=True):
    """The last moment of the session."""

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
    | QuestionAsked
    | Answered
    | DrillLeftOut
    | Requested
    | SessionEnded
)
"""Everything a listener can be told."""
