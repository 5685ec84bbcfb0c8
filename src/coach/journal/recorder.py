"""The listener that writes a running session into the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from coach import event as events
from coach.errors import JournalError
from coach.event import Event
from coach.journal.record_ids_and_order import Stamp
from coach.journal.session_file_locks import HeldLock, SessionLocks
from coach.journal.writer import JournalWriter
from coach.model import records
from coach.model.bounds import CYCLES_DONE, DONE_MS, STILL_MS
from coach.model.session_facts import SessionFacts
from coach.moment import Moment
from coach.question.answer import Answer
from coach.safety_text import URGENT_TEXT

R = TypeVar("R", bound=records.Record)


class GoingOn(msgspec.Struct, frozen=True):
    """An unfinished session that is resumed under the same id."""

    facts: SessionFacts
    lock: HeldLock


class Recorder:
    """Writes one record for each event that counts; a full disk does not stop the session.

    A record that cannot be written is kept and written with the next one, or by `finish`.
    """

    def __init__(
        self,
        writer: JournalWriter,
        locks: SessionLocks,
        on_problem: Callable[[JournalError], None],
        resumed: GoingOn | None = None,
        last_n: int = 0,
    ) -> None:
        """Prepare; nothing is written before the session starts.

        Args:
            writer: writes the records.
            locks: marks the session as running.
            on_problem: called for the first record that cannot be written.
            resumed: the session that is resumed; None for a new one.
            last_n: the highest known counter; the answers in a new session, and all records
                of a resumed one, get a higher counter.
        """
        self._writer = writer
        self._locks = locks
        self._on_problem = on_problem
        self._resumed = resumed
        self._last_n = last_n
        self._lock: HeldLock | None = resumed.lock if resumed else None
        self._has_complained = False
        self._began: dict[int, datetime] = {}
        self._has_moved = False
        self.session = resumed.facts.id if resumed else ""
        """Id of the session, once it has started."""

    def on_event(self, event: Event, moment: Moment) -> None:
        """Write the record of an event, if it has one."""
        match event:
            case events.SessionStarted() if self._resumed:
                self._take_up(self._resumed, event, moment)
            case events.SessionStarted():
                self._append(
                    moment,
                    lambda stamp: self._start(stamp, event, moment),
                    after=self._last_n,
                )
            case events.SegmentStarted():
                self._begin(event, moment)
            case events.WentBack() | events.Skipped(kind=events.WHOLE_DRILL):
                # Other skips are recorded with the sets that they end.
                self._has_moved = True
            case events.SetFinished():
                self._append(moment, lambda stamp: self._set(stamp, event, moment))
            case events.Paused() | events.Gap() | events.Resumed():
                self._append(moment, lambda stamp: self._still(stamp, event, moment))
            case events.Answered():
                self._append(moment, lambda stamp: self._feedback(stamp, event))
                if event.answer.is_urgent:
                    self._append(moment, _urgent)
            case events.SessionEnded(status=status):
                self._append(
                    moment,
                    lambda stamp: records.SessionEndedRecord(
                        **stamp.fields,
                        session=self.session,
                        status=status,
                        at_ms=DONE_MS.nearest(event.at_ms),
                    ),
                )
            case _:
                pass  # all other events lead to one of these

    def on_moment(self, moment: Moment) -> int | None:
        """Do nothing: only events are recorded."""

    def close(self) -> None:
        """Release the session's lock."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def finish(self, rescue_to: Path) -> str | None:
        """Write the kept records, if necessary to another file.

        Args:
            rescue_to: the folder for that file.

        Returns:
            A message for the runner if some records are not in the journal, otherwise None.
        """
        self.close()
        try:
            self._writer.flush()
        except JournalError as error:
            from coach.journal.rescue import rescue_pending  # noqa: PLC0415  rarely needed

            rescued = rescue_pending(self._writer, rescue_to)
            if rescued is None:
                return (
                    f"{error.message}; no other folder works either, "
                    "so coach could not save the remaining records"
                )
            return (
                f"{error.message}; {rescued.where}; once the disk works again, "
                f"import the records with {rescued.how_back}"
            )
        return None

    def _append(self, moment: Moment, build: Callable[[Stamp], R], after: int = 0) -> None:
        try:
            self._writer.append(moment.wall, build, after=after)
        except JournalError as error:
            if not self._has_complained:
                self._has_complained = True
                self._on_problem(error)

    def _take_up(
        self, resumed: GoingOn, event: events.SessionStarted, moment: Moment
    ) -> None:
        away = moment.wall - resumed.facts.last_at
        self._append(
            moment,
            lambda stamp: records.ResumedRecord(
                **stamp.fields,
                session=self.session,
                at_ms=DONE_MS.nearest(event.at_ms),
                # If the clock was set back, the difference has no meaning.
                paused_ms=STILL_MS.nearest(away // timedelta(milliseconds=1)),
                new_run=True,
            ),
            after=self._last_n,
        )

    def _start(
        self, stamp: Stamp, event: events.SessionStarted, moment: Moment
    ) -> records.SessionStartedRecord:
        self.session = stamp.new_session
        try:
            self._lock = self._locks.hold(self.session)
        except JournalError as error:
            self._on_problem(error)
        return records.SessionStartedRecord(
            **stamp.fields,
            session=self.session,
            planned_ms=event.planned_ms,
            prescription=moment.timeline.prescription,
        )

    def _still(
        self,
        stamp: Stamp,
        event: events.Paused | events.Gap | events.Resumed,
        moment: Moment,
    ) -> records.PausedRecord | records.GapRecord | records.ResumedRecord:
        match event:
            case events.Paused(reason=reason, about=about):
                return records.PausedRecord(
                    **stamp.fields,
                    session=self.session,
                    at_ms=DONE_MS.nearest(event.at_ms),
                    reason=str(reason),
                    block=moment.segment.block if about is None else about,
                    set=moment.segment.set if about is None else None,
                )
            case events.Gap(gap_ms=gap_ms):
                return records.GapRecord(
                    **stamp.fields,
                    session=self.session,
                    at_ms=DONE_MS.nearest(event.at_ms),
                    gap_ms=STILL_MS.nearest(gap_ms),
                )
            case events.Resumed(paused_ms=paused_ms):
                return records.ResumedRecord(
                    **stamp.fields,
                    session=self.session,
                    at_ms=DONE_MS.nearest(event.at_ms),
                    paused_ms=STILL_MS.nearest(paused_ms),
                )

    def _begin(self, event: events.SegmentStarted, moment: Moment) -> None:
        if self._has_moved:
            self._has_moved = False
            self._append(moment, lambda stamp: self._move(stamp, event, moment))
        if event.segment.is_work:
            began = moment.wall - timedelta(milliseconds=event.late_ms)
            self._began.setdefault(event.segment.bout, began)

    def _move(
        self, stamp: Stamp, event: events.SegmentStarted, moment: Moment
    ) -> records.ResumedRecord:
        """Return the record of a jump to any place but the next one."""
        bout = moment.timeline.bouts[event.segment.bout]
        return records.ResumedRecord(
            **stamp.fields,
            session=self.session,
            at_ms=event.at_ms,
            paused_ms=0,
            block=bout.block,
            set=bout.set,
            side=bout.side,
        )

    def _feedback(self, stamp: Stamp, event: events.Answered) -> records.FeedbackRecord:
        return feedback_of(stamp, self.session, event.block, event.drill, event.answer)

    def _set(
        self, stamp: Stamp, event: events.SetFinished, moment: Moment
    ) -> records.SetFinishedRecord:
        return records.SetFinishedRecord(
            **stamp.fields,
            session=self.session,
            block=event.block,
            drill=event.drill,
            set=event.set,
            side=event.side,
            reps_planned=event.reps_planned,
            reps_done=CYCLES_DONE.nearest(event.reps_done),
            work_ms=DONE_MS.nearest(event.work_ms),
            exhale_ms=DONE_MS.nearest(event.exhale_ms),
            paused_ms=STILL_MS.nearest(event.paused_ms),
            started_at=self._began.pop(event.bout, moment.wall),
            ended_by=event.ended_by,
            weight=event.weight,
        )


def feedback_of(  # noqa: PLR0913  the fields of a record
    stamp: Stamp,
    session: str,
    block: int,
    drill: str,
    answer: Answer,
    *,
    by_hand: bool = False,
) -> records.FeedbackRecord:
    """Return the record of an answer about a drill."""
    return records.FeedbackRecord(
        **stamp.fields,
        session=session,
        block=block,
        drill=drill,
        felt=answer.felt,
        rpe=answer.rpe,
        pain=answer.pain,
        where_pain=answer.where_pain,
        side=answer.side,
        flags=answer.flags,
        back=answer.back,
        skipped=answer.skipped,
        by_hand=by_hand,
    )


def _urgent(stamp: Stamp) -> records.AcknowledgedRecord:
    return records.AcknowledgedRecord(**stamp.fields, text=URGENT_TEXT, answer="yes")
