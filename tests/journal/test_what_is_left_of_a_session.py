"""What the runner skipped is not offered again; what was cut off is."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace
from tests.builders import make_block, make_prescription

from coach.journal.record_ids_and_order import make_stamp
from coach.journal.resumable import is_something_left, over_bouts
from coach.model.records import EndedBy, FeedbackRecord
from coach.model.session_facts import BoutFacts, SessionFacts, SessionStatus

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def session(*ended: EndedBy) -> SessionFacts:
    """The default block of two sets, of which the first ones ended so."""
    bouts = tuple(
        BoutFacts(
            block=0,
            set=number,
            side=None,
            drill="heel-slide",
            reps_planned=2,
            reps_done=1,
            exhales=1,
            work_ms=7_000,
            exhale_ms=4_000,
            paused_ms=0,
            started_at=NOON,
            ended_by=how,
        )
        for number, how in enumerate(ended, start=1)
    )
    return SessionFacts(
        id="abcd",
        device="here",
        started_at=NOON,
        last_at=NOON,
        prescription=make_prescription(make_block()),
        planned_ms=68_000,
        status=SessionStatus.STOPPED,
        bouts=bouts,
    )


def test_a_set_that_was_skipped_is_not_offered_again() -> None:
    facts = session(EndedBy.DONE, EndedBy.SKIPPED)
    assert not is_something_left(facts)
    assert facts.over_bouts == {(0, 1, None), (0, 2, None)}
    assert facts.sets_done == 1


def test_a_set_that_was_cut_off_is_offered_again() -> None:
    facts = session(EndedBy.DONE, EndedBy.STOPPED)
    assert is_something_left(facts)
    assert facts.over_bouts == {(0, 1, None)}


def test_a_set_that_never_began_is_left() -> None:
    assert is_something_left(session(EndedBy.SKIPPED))


def test_what_was_left_out_after_pain_is_not_offered_again() -> None:
    facts = session(EndedBy.DONE, EndedBy.STOPPED)
    hurt = FeedbackRecord(
        **make_stamp(NOON, "here", 9).fields,
        session=facts.id,
        block=0,
        drill="heel-slide",
        pain=7,
    )
    hurts = replace(facts, feedback=(hurt,))
    assert over_bouts(hurts) == {(0, 1, None), (0, 2, None)}
    assert not is_something_left(hurts)
    corrected = replace(hurt, pain=1)
    assert is_something_left(replace(facts, feedback=(corrected,)))
