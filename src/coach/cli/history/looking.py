"""The one place where the commands get past sessions and their sums from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.journal.finding import find_session, shortest_prefixes
from coach.model.trends import (
    DrillDay,
    Firsts,
    Past,
    Totals,
    days_of,
    drill_days_of,
    firsts_of,
)

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.model.history import SessionFacts


@dataclass(frozen=True)
class Wanted:
    """Which sessions to show."""

    since: date | None = None
    drill: str | None = None
    routine: str | None = None
    last: int | None = None

    @property
    def is_filtered(self) -> bool:
        """Some may be left out for what they are."""
        return self.since is not None or self.drill is not None or self.routine is not None


@dataclass(frozen=True)
class Found:
    """The sessions that are wanted, each with what was new in it."""

    sessions: Sequence[tuple[SessionFacts, Firsts]]
    """The newest last."""
    number: int
    """How many there are without ``last``."""
    short: Mapping[str, str]
    """The fewest letters that mean each of them."""


def find(setup: Setup, wanted: Wanted) -> Found:
    """Look sessions up."""
    sessions = setup.history.sessions
    past, with_firsts = Past(), []
    for session in sessions:
        if _is_wanted(session, wanted):
            with_firsts.append((session, firsts_of(session, past)))
        past = past.after(session)
    shown = with_firsts[-wanted.last :] if wanted.last else with_firsts
    return Found(shown, len(with_firsts), shortest_prefixes(s.id for s in sessions))


def find_one(setup: Setup, prefix: str | None) -> tuple[SessionFacts, Firsts]:
    """One session, the newest without a prefix, and what was new in it.

    Raises:
        CoachError: if there is none, or more than one.
    """
    facts = session_of(setup, prefix)
    past = Past()
    for session in setup.history.sessions:
        if session.id == facts.id:
            break
        past = past.after(session)
    return facts, firsts_of(facts, past)


def session_of(setup: Setup, prefix: str | None) -> SessionFacts:
    """One session, the newest without a prefix.

    Raises:
        CoachError: if there is none, or more than one.
    """
    known = setup.history
    if prefix is not None:
        return find_session(known, prefix)
    if not known.sessions:
        raise CoachError(
            "nothing done yet", hint="`coach start desk-break` is a good first"
        )
    return known.sessions[-1]


@dataclass(frozen=True)
class Sums:
    """What some days add up to."""

    days: Mapping[date, Totals]
    drills: Sequence[DrillDay]
    past: Past
    """Everything ever done."""
    began: date | None
    """Day of the very first session."""


def sums(setup: Setup, first: date, last: date) -> Sums:
    """Add days up, both ends included."""
    sessions = setup.history.sessions
    within = [s for s in sessions if first <= s.started_at.date() <= last]
    past = Past()
    for session in sessions:
        past = past.after(session)
    began = sessions[0].started_at.date() if sessions else None
    return Sums(days_of(within), drill_days_of(within), past, began)


def days(setup: Setup, first: date, last: date) -> dict[date, Totals]:
    """What was done on each day, both ends included."""
    within = (s for s in setup.history.sessions if first <= s.started_at.date() <= last)
    return days_of(within)


def is_unreadable(setup: Setup, found: Iterable[object]) -> bool:
    """Nothing was found and not everything could be read: that is not nothing done."""
    return not any(True for _ in found) and bool(setup.journal_problems)


def _is_wanted(session: SessionFacts, wanted: Wanted) -> bool:
    plan = session.prescription
    if wanted.since is not None and session.started_at.date() < wanted.since:
        return False
    if wanted.routine is not None:
        named = {*plan.names, plan.name, *(b.routine for b in plan.blocks)}
        if not _is_among(wanted.routine, named):
            return False
    if wanted.drill is None:
        return True
    done = {bout.block for bout in session.bouts if bout.cycles_done}
    blocks = [block for index, block in enumerate(plan.blocks) if index in done]
    names = {name for block in blocks for name in (block.drill, block.name)}
    return _is_among(wanted.drill, names)


def _is_among(word: str, names: Iterable[str | None]) -> bool:
    return _plain(word) in {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    return "-".join(name.casefold().replace("-", " ").split())
