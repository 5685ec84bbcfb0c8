"""What was told of pain, place by place of the body, whichever drill it was told of. Pure.

Where it was not told where it hurts, nothing is counted here: that is old, or of a session
as a whole, and is decided on drill by drill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from coach.model.days_and_weeks import day_of
from coach.model.records import FeedbackRecord
from coach.model.session_facts import SessionFacts
from coach.model.terms import Flag, PainPlace

NOTED = 3
"""Of a morning without a place this much counts: less may be sore muscles."""
UNTOLD = 3
"""That it hurts was said, and not how much: it counts as much as what is noted at all."""
_KNOWN = {place.value: place for place in PainPlace}


class PainReport(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Pain at one place in one session, or on the morning after: the worst of it."""

    place: PainPlace
    side: str | None = None
    """Where it was told."""
    pain: int
    flags: frozenset[str] = frozenset()
    session: str
    drills: frozenset[str] = frozenset()
    """The drills it was told of; none of a morning."""
    n: int
    """Counter of the record: what was written later has a higher one."""
    day: date
    is_morning: bool = False
    is_number: bool = True
    """Whether the runner said how much it hurts; 0 where it gave way is no number."""


def pain_reports(sessions: Iterable[SessionFacts], today: date) -> list[PainReport]:
    """Everything that was told, in the order it was written.

    Args:
        sessions: what happened.
        today: a day that lies ahead is a wrong clock's, and counts as today.
    """
    found = [report for session in sessions for report in _of_session(session, today)]
    return sorted(found, key=lambda report: report.n)


def _of_session(session: SessionFacts, today: date) -> Iterator[PainReport]:
    if not session.feedback and session.morning is None:
        return
    by_block: dict[int, list[FeedbackRecord]] = {}
    for said in session.feedback:
        by_block.setdefault(said.block, []).append(said)
    day = min(day_of(session.started_at), today)
    places: dict[PainPlace, PainReport] = {}
    for each in by_block.values():
        report = _of_drill(session.id, day, each)
        if report is not None:
            before = places.get(report.place)
            places[report.place] = _worse(before, report) if before else report
    yield from places.values()
    morning = session.morning
    if (
        morning is not None
        and morning.pain
        and not morning.muscles
        and morning.compared == "more"
    ):
        told = _KNOWN.get(morning.where_pain or "")
        if told is None and morning.where_pain:
            return  # a newer program knows where that is
        # Without a place it is where it hurt in the session, or else anywhere.
        anywhere = (PainPlace.ELSEWHERE,) if morning.pain >= NOTED else ()
        for place in (told,) if told else places or anywhere:
            yield PainReport(
                place=place,
                side=morning.side,
                pain=morning.pain,
                session=session.id,
                n=morning.n,
                day=min(day_of(morning.at), today),
                is_morning=True,
            )


def _worse(one: PainReport, other: PainReport) -> PainReport:
    return replace(
        one,
        pain=max(one.pain, other.pain),
        side=one.side if one.side == other.side else None,
        is_number=one.is_number or other.is_number,
        flags=one.flags | other.flags,
        drills=one.drills | other.drills,
        n=max(one.n, other.n),
    )


def _of_drill(session: str, day: date, said: Sequence[FeedbackRecord]) -> PainReport | None:
    """Later answers win, field by field."""
    where: str | None = None
    side: str | None = None
    pain: int | None = None
    for each in said:
        where = each.where_pain or where
        side = each.side or side
        pain = pain if each.pain is None else each.pain
    place = _KNOWN.get(where or "")
    flags = frozenset(flag for each in said for flag in each.flags)
    if place is None or (pain == 0 and not flags):
        return None
    # Being dizzy, or a cramp, is no pain at the place.
    alarms = flags & {Flag.SHARP, Flag.NUMB, Flag.GIVING_WAY}
    return PainReport(
        place=place,
        side=side,
        pain=UNTOLD if pain is None else pain,
        is_number=bool(pain),
        flags=alarms,
        session=session,
        drills=frozenset({said[-1].drill}),
        n=max(each.n for each in said),
        day=day,
    )
