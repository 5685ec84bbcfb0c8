"""After which session the morning is asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace
from tests.builders import make_block
from tests.journal.scribe import Scribe

from coach.coaching.morning_after import is_more_than_usual, session_to_ask_about
from coach.journal.fold import fold
from coach.model.prescription import AppliedRule
from coach.model.records import FeedbackRecord, MorningAfterRecord
from coach.model.session_facts import SessionFacts, Stop
from coach.model.terms import Group

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
    by_night = late + timedelta(hours=2)
    assert session_to_ask_about([session()], by_night) is None
    next_morning = late + timedelta(hours=6)
    assert session_to_ask_about([session()], next_morning) is not None


def test_whoever_was_asked_is_not_asked_again() -> None:
    older, facts = session(), session()
    morning = MorningAfterRecord(
        **Scribe(at=NEXT_MORNING).stamp().fields, session=facts.id, compared="unsaid"
    )
    asked = replace(facts, morning=morning)
    assert session_to_ask_about([older, asked], NEXT_MORNING) is None


def test_a_session_in_which_nothing_was_done_is_nothing_to_ask_about() -> None:
    assert session_to_ask_about([replace(session(), bouts=())], NEXT_MORNING) is None


STRENGTH = make_block("glute-bridge", group=Group.GLUTE_ACTIVATION)


def strength(
    routine: str | None = "strength-a", rules: tuple[AppliedRule, ...] = ()
) -> SessionFacts:
    """Return a short session, in the evening, with one strength drill in a routine."""
    facts = session(5 * MINUTES)
    block = replace(STRENGTH, routine=routine, rules=rules)
    return replace(facts, prescription=replace(facts.prescription, blocks=(block,)))


def is_more(facts: SessionFacts, times: int) -> bool:
    return is_more_than_usual(facts, {"glute-bridge": times}, {"G1"})


@pytest.mark.parametrize(("times", "is_new"), [(1, True), (3, True), (4, False)])
def test_the_first_strength_sessions_are_more_than_usual(
    times: int, *, is_new: bool
) -> None:
    assert is_more(strength(), times) is is_new
    assert is_more(strength(None), times) is is_new
    assert not is_more(strength("pre-run"), times)
    assert not is_more(strength("post-run-reset"), times)


def test_a_new_drill_among_old_ones_is_more_than_usual() -> None:
    facts = strength()
    plan, (bout, *_) = facts.prescription, facts.bouts
    old = replace(STRENGTH, drill="clamshell")
    two = replace(plan, blocks=(*plan.blocks, old))
    facts = replace(facts, prescription=two, bouts=(bout, replace(bout, block=1)))
    met = {"glute-bridge": 9, "clamshell": 1}
    assert is_more_than_usual(facts, met, ())
    assert not is_more_than_usual(facts, met | {"clamshell": 2}, ())


def test_a_larger_dose_or_something_too_hard_is_more_than_usual() -> None:
    facts = strength()
    assert not is_more(facts, 9)
    for said_of_it in (said(rpe=8), said(skipped="too_hard")):
        assert is_more(replace(facts, feedback=(said_of_it,)), 9)
    assert is_more(replace(facts, rpe=9), 9)
    assert not is_more(replace(facts, feedback=(said(rpe=7),), rpe=7), 9)
    for today, has_grown in (("2 x 9 reps, not 2 x 8", True), ("the same", False)):
        rule = AppliedRule("G1", "Easy twice.", today=today)
        assert is_more(strength(rules=(rule,)), 9) is has_grown
    other = AppliedRule("E1", "Too hard.", today="1 x 8 reps, not 2 x 8")
    assert not is_more(strength(rules=(other,)), 9)


def test_after_more_than_usual_the_next_strength_day_asks_and_no_other_does() -> None:
    facts, two_days = strength(), EVENING + timedelta(hours=48)
    assert session_to_ask_about([facts], two_days) is None
    assert session_to_ask_about([facts], two_days, lambda _: True) is facts
    late = EVENING + timedelta(hours=90)
    assert session_to_ask_about([facts], late, lambda _: True) is None


def test_nobody_is_asked_about_an_older_session_once_a_newer_one_was_asked_about() -> None:
    older = strength()
    morning = MorningAfterRecord(
        **Scribe(at=NEXT_MORNING).stamp().fields, session="x", compared="unsaid"
    )
    day = timedelta(days=1)
    newer = replace(session(), last_at=EVENING + day, morning=morning)
    for hours in (14, 36):
        now = EVENING + day + timedelta(hours=hours)
        assert session_to_ask_about([older, newer], now, lambda _: True) is None


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
