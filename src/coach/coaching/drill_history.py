"""The history of the drills in a session that is about to start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

import msgspec

from coach.coaching.drill_log import DrillLog, ReadLogs, has_answers
from coach.model.days_and_weeks import training_day
from coach.model.prescription import Block
from coach.model.session_facts import SessionFacts
from coach.model.terms import PainPlace, SafetyAnswer


class DrillHistory(msgspec.Struct, frozen=True, dict=True):
    """Logs of drills, newest first."""

    sessions: Sequence[SessionFacts]
    """The sessions, newest last."""
    checked: dict[str, str] = msgspec.field(default_factory=dict)
    """Acknowledgements by text: locks and checks, with their sessions."""
    checked_at: Mapping[str, datetime] = {}
    """The time of each acknowledgement whose time is known."""
    cleared: Mapping[str, tuple[str, datetime]] = {}
    """Session and time of the last *checked* for each text, even if locked again since."""
    ahead: Sequence[SessionFacts] = ()
    """Sessions dated ahead by a wrong clock; only their reports of pain count."""
    logs_of: ReadLogs = msgspec.field(default_factory=ReadLogs)
    """Reads the logs of a session; histories that share it read each session once."""

    def checked_up_to(self, text: str) -> str:
        """Return the session up to which a doctor or physio cleared a text; or nothing."""
        word, _, session = self.checked.get(text, "").partition(" ")
        if word == SafetyAnswer.CHECKED:
            return session
        return self.cleared[text][0] if text in self.cleared else ""

    def checked_on(self, text: str) -> datetime | None:
        """Return when a doctor or physio last cleared a text; None if unknown."""
        if text in self.cleared:
            return self.cleared[text][1]
        return self.checked_at.get(text)

    @cached_property
    def logs(self) -> tuple[DrillLog, ...]:
        """Return the logs of all drills."""
        return tuple(self._logs_of(self.sessions))

    @cached_property
    def answered(self) -> tuple[DrillLog, ...]:
        """Return the logs with an answer."""
        sessions = [session for session in self.sessions if has_answers(session)]
        return tuple(log for log in self._logs_of(sessions) if log.says_something)

    def _logs_of(self, sessions: Sequence[SessionFacts]) -> Iterator[DrillLog]:
        for session in reversed(sessions):
            yield from reversed(self.logs_of(session))

    @cached_property
    def _by_drill(self) -> dict[str, list[DrillLog]]:
        found: dict[str, list[DrillLog]] = {}
        for log in self.logs:
            found.setdefault(log.block.drill, []).append(log)
        return found

    @cached_property
    def _by_slot(self) -> dict[tuple[str | None, str], list[DrillLog]]:
        found: dict[tuple[str | None, str], list[DrillLog]] = {}
        for log in self.logs:
            found.setdefault((log.block.routine, log.slot), []).append(log)
        return found

    def of_drill(self, drill: str) -> Sequence[DrillLog]:
        """Return the logs of one drill, in any routine."""
        return self._by_drill.get(drill, ())

    def of_slot(self, routine: str | None, slot: str) -> Sequence[DrillLog]:
        """Return the logs of one place in a routine, whichever drill was there."""
        return self._by_slot.get((routine, slot), ())

    def last_kept(self, routine: str | None, slot: str) -> DrillLog | None:
        """Return the log to build on: the last time the drill was done or answered.

        A session that was left before the drill does not count, so the same answers decide
        again.
        """
        slots = self.of_slot(routine, slot)
        return next(
            (
                log
                for log in slots
                if log.block.kept is not None and (log.is_done or log.says_something)
            ),
            None,
        )

    def has_rested(self, routine: str | None, slot: str, since: datetime) -> bool:
        """Return whether a rule has left a place, or one side, out since then."""
        is_one_sided = any(
            log.block.is_one_sided for log in self.of_slot(routine, slot) if log.at > since
        )
        return is_one_sided or any(
            out.slot == slot and out.rules
            for session in self.sessions
            # Who leaves before the first rep has not rested because of a rule.
            if session.started_at > since and any(b.reps_done for b in session.bouts)
            if routine is None or routine in session.prescription.names
            for out in session.prescription.left_out
        )

    @cached_property
    def _order(self) -> dict[str, int]:
        return {session.id: number for number, session in enumerate(self.sessions)}

    def is_up_to(self, session: str, last: str) -> bool:
        """Return whether a session is ``last`` or came before it; False if unknown."""
        order = self._order
        return session in order and order[session] <= order.get(last, -1)

    @cached_property
    def last_day(self) -> date | None:
        """Return the day of the last finished drill; None if there is none."""
        done = (log for log in self.logs if log.is_done)
        last = next(done, None)
        return training_day(last.at) if last else None

    def days_without_pain(
        self,
        place: PainPlace,
        loads: Callable[[Block], bool],
        after: date | None = None,
        before: date | None = None,
    ) -> tuple[set[date], set[date]]:
        """Return the days a place was loaded without pain, answered and unanswered.

        Args:
            place: the place.
            loads: whether a drill loads it.
            after: only later days; None for all.
            before: only earlier days; None for all.
        """
        answered: set[date] = set()
        silent: set[date] = set()
        for log in self.logs:
            day = training_day(log.at)
            if after is not None and day <= after:
                break
            if before is not None and day >= before:
                continue
            # The side that hurt may have rested.
            if not log.is_done or log.block.is_one_sided or _may_have_hurt(log, place):
                continue
            if loads(log.block):
                (answered if log.is_answered else silent).add(day)
        return answered, silent - answered

    def last_done(self, drill: str) -> date | None:
        """Return the day a drill was last done; None if it never was."""
        done = (log for log in self.of_drill(drill) if log.is_done)
        last = next(done, None)
        return training_day(last.at) if last else None


def _may_have_hurt(log: DrillLog, place: PainPlace) -> bool:
    """Return whether pain was reported at the place, or without naming one."""
    return log.has_hurt and log.pain_at in {None, place}
