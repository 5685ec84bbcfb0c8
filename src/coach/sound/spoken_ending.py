"""The last words of a session, however it ends."""

from __future__ import annotations

from coach.event import Answered, SetFinished
from coach.model.records import EndedBy
from coach.moment import Moment
from coach.question.answer import Answer
from coach.sound.drill_phrases import way_out_wording
from coach.sound.event_phrases import (
    STOPPED,
    before_the_question,
    closing_words,
    pain_wording,
)
from coach.sound.speaker import Speaker
from coach.sound.speech_plan import PhraseKind
from coach.sound.way_into_position import LEAVE_MS
from coach.timeline import Segment

NOTHING_LEFT = "No drill is left for today, so the session is over."


class SpokenEnding:
    """The last words of a session, and all that they depend on."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self.finished: list[SetFinished] = []
        self.closing = "done"
        self.farewell = ""
        """The last words after a question that follows the session; empty for none."""
        self.is_nothing_left = False
        """Whether drills were just left out, after which the session may be over."""
        self._pains: dict[int, Answer] = {}
        """The last answer about each drill."""
        self._pain = ""
        """What to do about pain."""

    @property
    def is_last_done(self) -> bool:
        """Return whether no key ended the last set, which would have been said."""
        return bool(self.finished) and self.finished[-1].ended_by is EndedBy.DONE

    @property
    def _stopped(self) -> str:
        """Return the last words of a session that was stopped."""
        return f"{STOPPED}. {self._pain}" if self._pain else STOPPED

    @property
    def _hurt(self) -> set[int]:
        """Return the drills about which the questions about pain were answered."""
        return {block for block, said in self._pains.items() if said.pain is not None}

    def note_pain(self, event: Answered, moment: Moment) -> None:
        """Remember what to say about pain at the end."""
        self._pains[event.block] = event.answer
        told = filter(None, map(pain_wording, reversed(self._pains.values())))
        self._pain = next(told, "")
        self._speaker.render([self._stopped])
        self.prepare_closing(moment.segment, moment)

    def prepare_closing(self, segment: Segment, moment: Moment) -> None:
        """Render the last words of the session while its last set runs."""
        timeline = moment.timeline
        if not segment.is_work or segment.bout != len(timeline.bouts) - 1:
            return
        bout, block = timeline.bouts[segment.bout], timeline.block_of(segment)
        expected = SetFinished(
            at_ms=timeline.total_ms,
            late_ms=0,
            bout=bout.index,
            block=bout.block,
            drill=block.drill,
            set=bout.set,
            side=bout.side,
            reps_planned=bout.reps,
            reps_done=bout.reps,
            work_ms=0,
            exhale_ms=0,
            paused_ms=0,
            ended_by=EndedBy.DONE,
        )
        finished = [*self.finished, expected]
        stood_ms = self._speaker.stood_ms + moment.stood_ms
        way_out = way_out_wording(block) if self._speaker.says(PhraseKind.SETUP) else ""
        is_asked = block.asks and segment.block not in self._hurt
        is_asked = is_asked and not timeline.prescription.self_paced
        self.closing = closing_words(
            timeline.prescription,
            finished,
            timeline.total_ms,
            stood_ms,
            "" if is_asked else way_out,
            self._pain,
        )
        self.farewell = self.closing if is_asked else ""
        if is_asked:
            self.closing = before_the_question(way_out)
        self._speaker.render([self.closing])

    def leave_ms(self, text: str) -> int:
        """Return the silence after the last words: time to move, before a last question."""
        is_move = bool(self.farewell) and text == self.closing != before_the_question()
        return LEAVE_MS if is_move else 0

    def is_end_unsaid(self, moment: Moment) -> bool:
        """Return whether the last drill ended without a question, or words after a key."""
        finished = self.finished
        if not finished or not self.is_last_done:
            return False
        number = finished[-1].block
        is_asked = moment.timeline.prescription.blocks[number].asks
        return not is_asked or number in self._hurt

    def end_early(self, moment: Moment) -> None:
        """Say the most important sentence, or that the session has stopped."""
        voice, speech = self._speaker.voice, self._speaker.speech
        output = self._speaker.playing_output
        left = speech.lasting if speech is not None else ()
        self._speaker.silence(moment)
        if speech is None or voice is None or output is None:
            return
        if not self._speaker.is_voice_on:
            return
        ended = map(with_end, left) if self.is_nothing_left else ()
        for text in (*ended, *left, self._stopped, STOPPED):
            if speech.play(text, output, self._speaker.now_ms(moment)):
                self._speaker.finish_with(voice.length_ms(text))
                return


def with_end(advice: str) -> str:
    """Return advice after which the session is over, because no drill is left."""
    return f"{advice} {NOTHING_LEFT}"
