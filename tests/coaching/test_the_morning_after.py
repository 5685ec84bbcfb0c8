"""After which session the morning is asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace
from tests.journal.scribe import Scribe

from coach.coaching.morning_after import session_to_ask_about
from coach.journal.fold import fold
from coach.model.records import FeedbackRecord, MorningAfterRecord
from coach.model.session_facts import SessionFacts, Stop

EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
NEXT_MORNING = EVENING + timedelta(hours=13)
MINUTES = 60_000


def session(planned_ms: int = 15 * MINUTES) -> SessionFacts:
    scribe = Scribe(at=EVENING)
    scribe.did(scribe.start(), 1)
    (facts,) = fold(scribe.records).sessions
    return replace(facts, planned_ms=planned_ms)


def said(**answer: object) -> FeedbackRecord:
    scribe = Scribe(at=EVENING)
    fields = scribe.stamp().fields
    return FeedbackRecord(**fields, session="x", block=0, drill="d", **answer)  # type: ignore[arg-type]


def test_the_morning_after_a_long_session_is_asked_about() -> None:
    facts = session()
    assert session_to_ask_about([facts], NEXT_MORNING) is facts


def test_a_short_one_is_asked_about_only_if_it_hurt() -> None:
    short = session(5 * MINUTES)
    assert session_to_ask_about([short], NEXT_MORNING) is None
    for hurt in (
        replace(short, feedback=(said(pain=2),)),
        replace(short, feedback=(said(where_pain="knee"),)),
        replace(short, stops=(Stop(0, "pain"),)),
        replace(short, pain=1),
    ):
        assert session_to_ask_about([hurt], NEXT_MORNING) is hurt
    for fine in (
        replace(short, feedback=(said(pain=0, rpe=6),)),
        replace(short, stops=(Stop(0, "free"),)),
    ):
        assert session_to_ask_about([fine], NEXT_MORNING) is None


def test_it_is_asked_on_a_later_day_and_within_36_hours() -> None:
    facts = session()
    assert session_to_ask_about([facts], EVENING + timedelta(hours=3)) is None
    assert session_to_ask_about([facts], EVENING + timedelta(hours=37)) is None
    assert session_to_ask_about([facts], EVENING - timedelta(hours=1)) is None


def test_the_day_is_that_of_the_runners_clock() -> None:
    late = EVENING.astimezone(timezone(timedelta(hours=5, minutes=30)))
    after_midnight = late + timedelta(hours=2)
    assert session_to_ask_about([session()], after_midnight) is not None


def test_whoever_was_asked_is_not_asked_again() -> None:
    older, facts = session(), session()
    morning = MorningAfterRecord(
        **Scribe(at=NEXT_MORNING).stamp().fields, session=facts.id, compared="unsaid"
    )
    asked = replace(facts, morning=morning)
    assert session_to_ask_about([older, asked], NEXT_MORNING) is None


def test_a_session_in_which_nothing_was_done_is_nothing_to_ask_about() -> None:
    assert session_to_ask_about([replace(session(), bouts=())], NEXT_MORNING) is None


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_said_the_morning_after_is_no_sign_that_a_session_goes_on(
    number: int,
) -> None:
    scribe = Scribe(at=EVENING)
    id_ = scribe.start()
    last = scribe.did(id_, 1)
    scribe.at = NEXT_MORNING
    fields = scribe.stamp().fields
    later = (
        MorningAfterRecord(**fields, session=id_, compared="same"),
        FeedbackRecord(**fields, session=id_, block=0, drill="glute-bridge", by_hand=True),
    )
    (facts,) = fold([*scribe.records, later[number]]).sessions
    assert facts.last_at == last.at
