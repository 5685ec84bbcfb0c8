"""Reports of pain for each body area, whichever drill they came from. Pure.

Pain without a place could have been anywhere, so it counts as pain elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from coach.coaching.drill_log import ALARMS, NOTED_PAIN, SEVERE
from coach.event import PauseReason
from coach.model.days_and_weeks import day_of, training_day
from coach.model.loads import block_loads
from coach.model.records import FeedbackRecord
from coach.model.session_facts import SessionFacts
from coach.model.terms import Flag, PainPlace, SkipReason

UNTOLD = 3
"""Pain assumed if no number was given: the least pain that counts."""
_KNOWN = {place.value: place for place in PainPlace}


class PainReport(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The worst pain at one place in one session, or on the morning after."""

    place: PainPlace
    side: str | None = None
    """The session in which it was reported."""
    pain: int
    flags: frozenset[str] = frozenset()
    session: str = ""
    drills: frozenset[str] = frozenset()
    """Ids of the drills it was reported for; empty for a morning."""
    n: int = 0
    """Counter of the record; later records have a higher one."""
    day: date = date.min
    """The training day, which lasts until four in the morning."""
    said_of: date = date.min
    """The date of the session or of the morning, for sentences."""
    is_morning: bool = False
    is_number: bool = True
    """Whether the runner gave a number; 0 does not count if a joint gave way."""
    is_placed: bool = True
    """Whether the runner said where; otherwise ``place`` is ``elsewhere``."""
    times: int = 1
    """Number of drills in which the place hurt severely; 1 for milder pain."""

    @property
    def is_unsafe(self) -> bool:
        """Return whether the place was numb or gave way."""
        return not self.flags.isdisjoint({Flag.NUMB, Flag.GIVING_WAY})

    @property
    def has_only_felt_wrong(self) -> bool:
        """Return whether the place was numb or gave way, and nothing hurt."""
        return self.is_unsafe and not self.is_number and Flag.SHARP not in self.flags

    @property
    def is_severe(self) -> bool:
        """Return whether the pain was severe, or came with an alarming symptom."""
        return self.pain >= SEVERE or bool(self.flags)


def pain_reports(sessions: Iterable[SessionFacts], today: date) -> list[PainReport]:
    """Return all reports of pain, in the order in which they were written.

    Args:
        sessions: the sessions to search.
        today: the day that counts instead of a day ahead, which a wrong clock wrote.
    """
    found: list[PainReport] = []
    written = 0
    for session in sessions:
        # Pauses have no counter of their own, so they count after all earlier records.
        found += _of_session(session, today, written + 1)
        written = max([written, *(each.n for each in session.feedback)])
    return sorted(found, key=lambda report: report.n)


def _of_session(session: SessionFacts, today: date, n: int) -> Iterator[PainReport]:
    if not (session.feedback or session.stops or session.morning or session.pain):
        return
    day = min(training_day(session.started_at), today)
    said_of = day_of(session.started_at)
    places: dict[PainPlace, PainReport] = {}
    for report in _of_drills(session, day, n):
        before = places.get(report.place)
        places[report.place] = _worse(before, report) if before else report
    if not places and (session.pain or 0) >= NOTED_PAIN:
        places[PainPlace.ELSEWHERE] = PainReport(
            place=PainPlace.ELSEWHERE,
            pain=session.pain or 0,
            session=session.id,
            drills=frozenset(
                block.drill
                for block in session.prescription.blocks
                if block_loads(block, PainPlace.ELSEWHERE)
            ),
            n=max((each.n for each in session.feedback), default=n),
            day=day,
            said_of=said_of,
            is_placed=False,
        )
    yield from places.values()
    morning = session.morning
    if (
        morning is not None
        and not morning.muscles
        and morning.compared == "more"
        and (morning.pain or (morning.pain is None and morning.where_pain))
    ):
        # One spot or a joint is pain, even if nobody gave a number.
        pain = UNTOLD if morning.pain is None else morning.pain
        told = _KNOWN.get(morning.where_pain or "")
        if told is None and morning.where_pain:
            return  # a newer program knows where that is
        # Morning pain without a place counts where the session hurt, or else anywhere.
        # Slight pain without a place may be sore muscles.
        anywhere = (PainPlace.ELSEWHERE,) if pain >= NOTED_PAIN else ()
        for place in (told,) if told else places or anywhere:
            yield PainReport(
                place=place,
                side=morning.side,
                pain=pain,
                session=session.id,
                n=morning.n,
                day=min(_morning_after(session), day_of(morning.at), today),
                said_of=min(_morning_after(session), day_of(morning.at)),
                is_morning=True,
                is_number=morning.pain is not None,
                is_placed=place not in places or places[place].is_placed,
            )


def _morning_after(session: SessionFacts) -> date:
    """Return the day of the morning after, which may be told days later."""
    return day_of(session.last_at) + timedelta(days=1)


def _of_drills(session: SessionFacts, day: date, n: int) -> Iterator[PainReport]:
    """Yield each drill's report, even if the drill was only stopped or skipped for pain."""
    by_block: dict[int, list[FeedbackRecord]] = {}
    for said in session.feedback:
        by_block.setdefault(said.block, []).append(said)
    stopped = {stop.block for stop in session.stops if stop.reason == PauseReason.PAIN}
    blocks = session.prescription.blocks
    for index in sorted(by_block.keys() | stopped):
        if index < len(blocks):
            said_of_it = by_block.get(index, [])
            report = _of_drill(said_of_it, was_stopped=index in stopped)
            if report is not None:
                yield replace(
                    report,
                    session=session.id,
                    drills=frozenset({blocks[index].drill}),
                    n=max((each.n for each in said_of_it), default=n),
                    day=day,
                    said_of=day_of(session.started_at),
                )


def _worse(one: PainReport, other: PainReport) -> PainReport:
    return replace(
        one,
        pain=max(one.pain, other.pain),
        side=one.side if one.side == other.side else None,
        is_number=one.is_number or other.is_number,
        is_placed=one.is_placed and other.is_placed,
        flags=one.flags | other.flags,
        drills=one.drills | other.drills,
        times=sum(each.times for each in (one, other) if each.is_severe) or 1,
        n=max(one.n, other.n),
    )


def _of_drill(said: Sequence[FeedbackRecord], *, was_stopped: bool) -> PainReport | None:
    """Return the answers about a drill; later ones replace earlier ones, field by field."""
    where: str | None = None
    side: str | None = None
    pain: int | None = None
    skipped: str | None = None
    for each in said:
        where = each.where_pain or where
        side = each.side or side
        skipped = each.skipped or skipped
        pain = pain if each.pain is None else each.pain
    flags = frozenset(flag for each in said for flag in each.flags)
    alarms = flags & ALARMS
    place = _KNOWN.get(where or "")
    if where and place is None:
        return None  # a newer program knows where that is
    if place is None:
        hurt = was_stopped or skipped == SkipReason.HURTS
        known = pain if pain is not None else UNTOLD if hurt else 0
        if known < NOTED_PAIN and not alarms:
            return None
    elif (pain == 0 and not flags) or (pain is None and flags == {Flag.CRAMP}):
        return None  # a cramp without a number is a cramp, and has its own rule
    return PainReport(
        place=place or PainPlace.ELSEWHERE,
        side=side if place else None,
        pain=UNTOLD if pain is None else pain,
        is_number=bool(pain),
        is_placed=place is not None,
        flags=alarms,
    )
