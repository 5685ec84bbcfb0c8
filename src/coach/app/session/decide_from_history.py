"""The coach's decisions before a session, from the history: drills, doses and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.app.context import Context
from coach.coaching.decide import decide, without_locked
from coach.coaching.decided_session import DecidedSession, Frame
from coach.coaching.drill_history import DrillHistory
from coach.coaching.place_locks import place_lock_text
from coach.errors import CoachError
from coach.model.left_out import as_wanted, is_doable
from coach.model.owned_things import kinds_of, weights_among
from coach.model.terms import LeaveOut
from coach.prescribe import Chosen, Wishes

if TYPE_CHECKING:
    from coach.model.drill import Drill
    from coach.model.prescription import LeftOut
    from coach.model.session_facts import SessionFacts
    from coach.model.terms import Side
    from coach.prescribe import SessionRequest

LOOK_BACK = timedelta(days=42)
"""Time to look back while nothing has hurt."""
PAIN_LOOK_BACK = timedelta(days=182)
"""Time within which pain matters until the body area was loaded without pain."""
LONG_BREAK = timedelta(days=28)
"""After a longer break, the runner is advised to begin with the easiest routine."""
MOST_SESSIONS = 60
"""Most sessions to read while nothing has hurt: three a day over more than two weeks."""
MOST_AFTER_PAIN = 400
"""Most sessions to read after pain: two a day over half a year."""


class NothingToDoError(CoachError):
    """The rules leave out every drill in the session."""

    def __init__(self, message: str, left_out: Sequence[LeftOut], hint: str | None) -> None:
        super().__init__(message, hint=hint)
        self.left_out = left_out


def decided(  # noqa: PLR0913  what decides is told, not looked for
    context: Context,
    asked: SessionRequest,
    chosen: Sequence[Chosen],
    frame: Frame,
    past: Callable[[], DrillHistory],
    *,
    asks: bool,
    is_kept: bool = True,
    is_coached: bool = True,
) -> DecidedSession:
    """Return the session with the coach's decisions from the history.

    Args:
        context: folders, settings, history.
        asked: the session that was named.
        chosen: its drills.
        frame: the other facts that the decisions depend on.
        past: returns the history of the drills.
        asks: whether somebody can say that a doctor or physio was asked.
        is_kept: whether locks are recorded; not in a rehearsal.
        is_coached: whether doses and drills change; locks hold all the same.

    Raises:
        NothingToDoError: if the rules leave nothing to do.
    """
    make = decide if is_coached else without_locked
    session = make(chosen, past(), frame)
    locks: Mapping[str, str] = {}
    if session.all_locks:
        from coach.app.session.pain_lock_question import keep_locked, may_drills_come_back
        from coach.coaching.day_situation import AFTER_A_RUN

        locks, reasons = session.locks, _reasons(session)
        if not locks and asked.routine == AFTER_A_RUN:
            # While a place is locked, coach suggests nothing else, so the question is here.
            advice = [each for each in session.standing if each.is_locked]
            locks = {place_lock_text(each.place): each.session for each in advice}
            reasons = [each.sentence for each in advice]
        is_open = bool(asks and locks) and may_drills_come_back(context, locks, reasons)
        if is_open:
            session = make(chosen, past(), frame)
        if is_kept:
            # Locks of places that this session does not load are kept as well.
            keep_locked(context, session.all_locks)
    # The question about locked places has just been asked.
    told = {p for p in session.advised if place_lock_text(p) in locks}
    advised = {p: by for p, by in session.advised.items() if p not in told}
    if advised and asks:
        from coach.app.session.pain_lock_question import ask_whether_seen

        if ask_whether_seen(context, advised, session.advice):
            session = make(chosen, past(), frame)
    if session.stuck is not None and session.stuck.routine and asks:
        from coach.app.session.exit_questions import ask_about_stuck_drill

        if ask_about_stuck_drill(context, session.stuck):
            session = decide(chosen, past(), frame)
    if not session.chosen:
        hint = " ".join(_reasons(session)) or None
        raise NothingToDoError(
            f"{asked.all_drills} is left out today",
            session.left_out,
            hint=hint,
        )
    return session


def _reasons(session: DecidedSession) -> list[str]:
    """Return the reasons for leaving out drills, without repeating a sentence."""
    reasons = (rule.reason for out in session.left_out for rule in out.rules)
    said: set[str] = set()
    told: list[str] = []
    for reason in dict.fromkeys(reasons):
        sentences = re.split(r"(?<=[.!?]) ", reason)
        told.append(" ".join(each for each in sentences if each not in said))
        said.update(sentences)
    return [reason for reason in told if reason]


def frame_of(context: Context, wishes: Wishes, now: datetime) -> Frame:
    """Return the facts, apart from the history, that decisions depend on."""
    library = context.library

    leaves_out = context.leaves_out

    def drill_of(id_: str) -> Chosen | None:
        entry = library.drills.get(id_)
        if entry is None or not is_doable(entry.value, leaves_out):
            return None
        return Chosen(as_wanted(entry.value, leaves_out), entry.digest)

    def drills() -> list[Drill]:
        found = (entry.value for entry in library.drills.values())
        return [
            as_wanted(each, leaves_out) for each in found if is_doable(each, leaves_out)
        ]

    def is_fixed(routine: str | None) -> bool:
        return routine in library.routines and library.routines[routine].value.fixed

    is_gentle = LeaveOut.FORCED_BREATHS in leaves_out
    return Frame(
        table=context.coaching.gently if is_gentle else context.coaching,
        wishes=wishes,
        now=now,
        drill_of=drill_of,
        is_fixed=is_fixed,
        kit=kinds_of(context.config.equipment),
        at_hand=weights_among(context.config.equipment),
        weaker=weaker_sides(context),
        drills=drills,
        is_gentle=is_gentle,
    )


def weaker_sides(context: Context) -> dict[str, tuple[Side, str]]:
    """Return the clearly weaker side for each drill, according to the last tests."""
    results = context.index.tests
    if not results:
        return {}
    from coach.coaching.self_test_results import courses_of

    found: dict[str, tuple[Side, str]] = {}
    for test, course in courses_of(results).items():
        entry = context.self_tests.entries.get(test)
        if entry is not None and course.weaker is not None:
            name = entry.value.name.lower()
            found |= dict.fromkeys(entry.value.trains, (course.weaker, name))
    return found


def days_away(context: Context, now: datetime) -> timedelta:
    """Return the time since the last day with work done; zero if there is none."""
    newest = context.index.newest_day() or now.date()
    return now.date() - newest


def recent_sessions(context: Context, now: datetime) -> list[SessionFacts]:
    """Return the sessions that may matter to any drill, the newest last.

    They reach back from the last day with a session, so that a place locked before a break
    is still locked after it; and to the pain of the last half year.
    """
    newest = context.index.newest_day() or now.date()
    last = min(newest, now.date())
    since = last - LOOK_BACK
    pain = context.index.first_pain(last - PAIN_LOOK_BACK)
    if pain is None:
        return context.index.sessions(since=since, last=MOST_SESSIONS)
    # All that follows pain is read, as only painless work afterwards ends what pain began.
    return context.index.sessions(since=min(since, pain), last=MOST_AFTER_PAIN)


def _left_out_lately(
    context: Context, chosen: Iterable[Chosen], sessions: Iterable[SessionFacts]
) -> list[str]:
    """Return the drills that were done, but in none of these sessions."""
    logs = (log for session in sessions for log in context.drill_logs(session))
    lately = {each for log in logs if log.is_done for each in (log.block.drill, log.slot)}
    missing = dict.fromkeys(c.drill.id for c in chosen if c.drill.id not in lately)
    return [drill for drill, times in context.index.times_done(missing, 1).items() if times]


def past_of(
    context: Context,
    chosen: Sequence[Chosen],
    now: datetime,
    recent: Sequence[SessionFacts] | None = None,
) -> DrillHistory:
    """Return the sessions that matter for some drills."""
    index = context.index
    sessions = recent_sessions(context, now) if recent is None else recent
    known = {session.id for session in sessions}
    older: dict[str, SessionFacts] = {}
    seen = {session.prescription.routine for session in sessions}
    for routine, drill in dict.fromkeys((c.routine, c.drill.id) for c in chosen):
        if routine is None:
            found = index.sessions(drill=drill, last=1)
        elif routine not in seen:
            seen.add(routine)
            found = index.sessions(routine=routine, last=1)
        else:
            continue
        older |= {session.id: session for session in found if session.id not in known}
    for drill in _left_out_lately(context, chosen, [*older.values(), *sessions]):
        found = index.sessions(drill=drill, last=1)
        older |= {session.id: session for session in found if session.id not in known}
    before = sorted(older.values(), key=lambda facts: (facts.started_at, facts.id))
    known |= older.keys()
    ahead = [
        facts
        for facts in index.sessions(since=now.date(), with_ahead=True)
        if facts.id not in known
    ]
    answers, times = index.acknowledged, index.acknowledged_at
    return DrillHistory(
        [*before, *sessions], answers, times, index.cleared, ahead, context.drill_logs
    )
