"""The listener that keeps phones up to date with the session."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, Protocol

from coach.config.choices import VoiceLevel
from coach.event import Answered, BreathChanged, Event, RestChanged, SessionEnded
from coach.figure.motion import Motion
from coach.model.prescription import Prescription
from coach.model.records import EndStatus
from coach.moment import Moment
from coach.phone.figure_frames import figure_fields
from coach.phone.link import ShownNumbers, State
from coach.phone.state import moment_fields, sound_fields, timeline_fields
from coach.question.reaction import reaction_to
from coach.screen.event_words import rest_words
from coach.timeline import Timeline

STEADY_MS = 3_000
"""Longest time between two states, so that the page notices a lost connection."""
NOTE_MS = 2_000
"""Time for which a note about a tap stays."""


class Phones(Protocol):
    """The receiver of the states."""

    shown: ShownNumbers

    def send(self, states: Mapping[str, State]) -> None:
        """Send states; return immediately."""


class PhoneListener:
    """Sends the timeline when it changes, and the moment when the session halts or asks."""

    def __init__(  # noqa: PLR0913  everything it takes part in comes from outside
        self,
        phones: Phones,
        now_ms: Callable[[], float],
        motions: Mapping[str, Motion | None],
        *,
        speed: float = 1.0,
        level: VoiceLevel = VoiceLevel.FULL,
        skip: Collection[str] = (),
    ) -> None:
        self._phones = phones
        self._now_ms = now_ms
        """The monotonic clock, which the server has too."""
        self._motions = motions
        self._speed = speed
        self._level = level
        self._skip = skip
        self._timeline: Timeline | None = None
        self._number = 0
        """Number of the timeline, which is part of every state."""
        self._sent: tuple[object, ...] = ()
        self._sent_ms = -STEADY_MS
        self._is_completed = False
        self._main: object = None
        self._place: object = None
        self._question: object = None
        self._note: tuple[str, float] = "", 0.0
        self._spoken: tuple[int, str] = 0, ""
        """Number and text of the last sentence to be spoken immediately."""

    def on_event(self, event: Event, moment: Moment) -> None:
        """Keep what is shown or said for a short time."""
        match event:
            case Answered(block=block, answer=answer):
                about = moment.timeline.prescription.blocks[block]
                self._say(reaction_to(answer, about).spoken)
            case BreathChanged(percent=percent):
                self._tell(f"breath length {percent}%, from the next rep")
            case SessionEnded(status=status):
                self._is_completed = status is EndStatus.COMPLETED
            case RestChanged():
                self._tell(rest_words(event, moment.segment.kind))
            case _:
                pass

    def on_moment(self, moment: Moment) -> int | None:
        """Send what changed; the page draws everything else from the time."""
        now_ms = self._now_ms()
        states: dict[str, State] = {}
        if moment.timeline is not self._timeline:
            states |= self._timeline_states(moment)
        look = _look(moment)
        note = self._note[0] if now_ms < self._note[1] else ""
        sent = (*look, self._number, note, self._spoken[0])
        if sent != self._sent or now_ms - self._sent_ms >= STEADY_MS:
            self._sent, self._sent_ms = sent, int(now_ms)
            self._count(moment)
            states["now"] = partial(self._now, moment, now_ms, note, self._phones.shown)
        if states:
            self._phones.send(states)
        return None

    def close(self) -> None:
        """Do nothing: the phones also show the summary."""

    def _timeline_states(self, moment: Moment) -> dict[str, State]:
        prescription, self._timeline = moment.timeline.prescription, moment.timeline
        self._number += 1
        number = {"number": self._number}
        states: dict[str, State] = {
            "timeline": lambda: timeline_fields(moment) | number,
            "sounds": lambda: (
                sound_fields(moment.timeline, self._level, self._skip) | number
            ),
        }
        if self._number == 1:
            states = {"figures": partial(self._figures, prescription), **states}
        return states

    def _figures(self, prescription: Prescription) -> dict[str, Any]:
        found = ((block, self._motions.get(block.drill)) for block in prescription.blocks)
        return {
            block.drill: figure_fields(motion, block) for block, motion in found if motion
        }

    def _now(
        self, moment: Moment, now_ms: float, note: str, shown: ShownNumbers
    ) -> dict[str, Any]:
        return moment_fields(moment) | {
            "mode": "session",
            "at": now_ms,
            "position": moment.position_ms,
            "speed": self._speed,
            "number": self._number,
            "note": note,
            "spoken": self._spoken,
            "completed": self._is_completed,
            "seen": shown._asdict(),
        }

    def _count(self, moment: Moment) -> None:
        """Number what the page shows, so that a tap on something else has no effect."""
        shown, question, segment = self._phones.shown, moment.question, moment.segment
        main = (
            moment.is_paused,
            moment.is_leaving,
            moment.is_ended,
            moment.pause_reason,
            moment.is_awaiting_ready,
            moment.has_more_to_hear,
            moment.is_open_ended and segment.is_work,
        )
        place = (segment.bout, segment.kind, self._number)
        asked = question and (question.step, question.drill)
        if main != self._main:
            shown = shown._replace(main=shown.main + 1)
        if place != self._place:
            shown = shown._replace(place=shown.place + 1)
        if asked != self._question:
            shown = shown._replace(question=shown.question + 1)
        self._main, self._place, self._question = main, place, asked
        self._phones.shown = shown

    def _tell(self, note: str) -> None:
        self._note = note, self._now_ms() + NOTE_MS

    def _say(self, text: str) -> None:
        if text:
            self._spoken = self._spoken[0] + 1, text


def _look(moment: Moment) -> tuple[object, ...]:
    """Return everything that changes the page, except time."""
    return (
        moment.is_paused,
        moment.is_leaving,
        moment.is_ended,
        moment.is_gap,
        moment.pause_reason,
        moment.pause_about,
        moment.is_awaiting_ready,
        moment.has_more_to_hear,
        moment.question,
        moment.advice,
        moment.segment.bout,
        moment.segment.kind,
        moment.is_open_ended,
    )
