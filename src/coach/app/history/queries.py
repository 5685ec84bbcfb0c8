"""Queries of past sessions and their totals, for all commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from coach.errors import CoachError, Listed
from coach.model.days_and_weeks import day_of
from coach.model.session_facts import feeling_of, is_hurt
from coach.model.trends import DrillDay, Firsts, PastTotals, Totals, firsts_of
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.index import HistoryIndex
    from coach.model.session_facts import SessionFacts

_ZONES = timedelta(days=2)


class SessionFilter(msgspec.Struct, frozen=True):
    """Criteria for the sessions to show."""

    since: date | None = None
    drill: str | None = None
    routine: str | None = None
    last: int | None = None

    @property
    def is_filtered(self) -> bool:
        """Return whether the filter does more than limit the number of sessions."""
        return self.since is not None or self.drill is not None or self.routine is not None


class FoundSessions(msgspec.Struct, frozen=True):
    """The sessions found, each with its firsts."""

    sessions: Sequence[tuple[SessionFacts, Firsts]]
    """Sessions that fit the filter, the newest last."""
    number: int
    """Number of sessions found before ``last`` limits them."""
    short: Mapping[str, str]
    """The shortest unique start of each id."""


def find(context: Context, wanted: SessionFilter) -> FoundSessions:
    """Return the sessions that fit a filter."""
    index = context.index
    since, drill, routine = wanted.since, wanted.drill, wanted.routine
    shown = index.sessions(
        last=wanted.last, since=since, drill=drill, routine=routine, with_ahead=True
    )
    number = len(shown)
    if wanted.last == number:
        number = index.count(since=since, drill=drill, routine=routine)
    short = index.short_ids(session.id for session in shown)
    return FoundSessions(_with_firsts(index, shown, wanted), number, short)


def _with_firsts(
    index: HistoryIndex, shown: Sequence[SessionFacts], wanted: SessionFilter
) -> list[tuple[SessionFacts, Firsts]]:
    """Return each session with its firsts; unshown sessions in between count too."""
    if not shown:
        return []
    between, first = shown, shown[0]
    if wanted.is_filtered:
        # Dates in other time zones are up to two days apart.
        day = max(day_of(first.started_at), date.min + _ZONES) - _ZONES
        order = first.started_at, first.id
        between = [
            s
            for s in index.sessions(since=day, with_ahead=True)
            if (s.started_at, s.id) >= order
        ]
    ids = {session.id for session in shown}
    past, found = index.past(first), []
    for session in between:
        if session.id in ids:
            found.append((session, firsts_of(session, past)))
        past = past.after(session)
    return found


def find_one(context: Context, prefix: str | None) -> tuple[SessionFacts, Firsts]:
    """Return one session and its firsts; without a prefix, the newest.

    Raises:
        CoachError: if there is none, or more than one.
    """
    facts = session_of(context, prefix)
    return facts, firsts_of(facts, context.index.past(facts))


def session_of(context: Context, prefix: str | None) -> SessionFacts:
    """Return one session; without a prefix, the newest.

    Raises:
        CoachError: if there is none, or more than one.
    """
    if prefix is not None:
        try:
            return context.index.find(prefix)
        except CoachError as error:
            if error.listed is not None:
                error.listed = _with_names(context, error.listed)
            raise
    newest = context.index.last() or next(iter(context.index.ahead()), None)
    if newest is None:
        raise CoachError(
            "your history has no sessions",
            hint="start a session with `coach start desk-break`",
        )
    return newest


def _with_names(context: Context, listed: Listed) -> Listed:
    """Return a list of sessions with the name, the time and the pain of each in its row."""
    found = [context.index.find(short) for short, *_ in listed.rows]
    times = [format_clock(facts.active_ms) for facts in found]
    width = max(map(len, times), default=0)
    return listed._replace(
        rows=tuple(
            (*row, facts.prescription.name, f"{worked:>{width}}", _pain(facts))
            for row, facts, worked in zip(listed.rows, found, times, strict=True)
        )
    )


def _pain(facts: SessionFacts) -> str:
    """Return ``pain 4/10``; empty if nothing hurt."""
    if not is_hurt(facts):
        return ""
    worst = feeling_of(facts).pain
    return f"pain {worst}/10" if worst else "pain"


def session_to_change(context: Context, prefix: str, command: str) -> SessionFacts:
    """Return one session, by enough letters of its id to rule out a typing mistake.

    Args:
        context: folders, settings, history.
        prefix: the start of an id, as typed.
        command: the command as typed, up to the id.

    Raises:
        CoachError: if there is none, more than one, or too little was typed.
    """
    from coach.app.history.changes import words_for
    from coach.journal.id_prefix import refuse_what_is_short

    facts = session_of(context, prefix)
    words, short = words_for(facts, context.config.clock), context.short_id(facts.id)
    hint = f"for {words}, use `{command} {short}`"
    refuse_what_is_short(prefix, facts.id, hint)
    return facts


def current_day(context: Context, now: datetime) -> date:
    """Return today, or the newest session's day if that is later after travel."""
    today = day_of(now)
    return max(today, context.index.newest_day() or today)


class SessionSums(msgspec.Struct, frozen=True):
    """Totals for a span of days."""

    days: Mapping[date, Totals]
    drills: Sequence[DrillDay]
    past: PastTotals
    """Totals of all sessions."""
    began: date | None
    """Day of the first session ever; None if there is none."""


def sums(context: Context, first: date, last: date) -> SessionSums:
    """Return the totals for a span of days, both ends included."""
    index = context.index
    return SessionSums(
        index.days(first, last), index.drill_days(first, last), index.past(), index.began()
    )


def days(context: Context, first: date, last: date) -> dict[date, Totals]:
    """Return the totals for each day, both ends included."""
    return context.index.days(first, last)


def is_unreadable(context: Context, found: Iterable[object]) -> bool:
    """Return whether nothing was found while parts of the journal are unreadable."""
    return not any(True for _ in found) and context.is_damaged()
