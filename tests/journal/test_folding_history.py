from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from tests.journal.scribe import MORNING, Scribe, make_block, make_prescription

from coach.journal.fold import fold
from coach.model.records import (
    AcknowledgedRecord,
    AnyRecord,
    DiscardedRecord,
    EndedBy,
    EndStatus,
    FeedbackRecord,
    PlanBegunRecord,
    PlanStoppedRecord,
)
from coach.model.session_facts import SessionFacts, SessionStatus, routines_done
from coach.model.terms import Side, Sides


def only_session(records: list[AnyRecord]) -> SessionFacts:
    (facts,) = fold(records).sessions
    return facts


def test_a_finished_session_is_completed_with_all_it_was() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    scribe.did(session, 2)
    scribe.end(session)
    facts = only_session(scribe.records)
    assert facts.id == session
    assert facts.status is SessionStatus.COMPLETED
    assert (facts.sets_done, facts.sets_planned) == (2, 2)
    assert facts.active_ms == 2 * 8 * 7_000
    assert facts.exhale_ms == 2 * 8 * 4_000
    assert facts.exhales == 16
    assert facts.started_at == MORNING + timedelta(minutes=1)


def test_a_killed_session_keeps_its_sets_and_is_interrupted() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    facts = only_session(scribe.records)
    assert facts.status is SessionStatus.INTERRUPTED
    assert facts.sets_done == 1


def test_a_session_without_an_end_is_running_while_its_lock_is_held() -> None:
    scribe = Scribe()
    held, killed = scribe.start(), scribe.start()
    history = fold(scribe.records, is_running=lambda session: session == held)
    status = {facts.id: facts.status for facts in history.sessions}
    assert status == {held: SessionStatus.RUNNING, killed: SessionStatus.INTERRUPTED}


def test_a_session_that_ended_is_not_running_though_its_lock_is_still_held() -> None:
    scribe = Scribe()
    scribe.end(scribe.start(), EndStatus.STOPPED)
    history = fold(scribe.records, is_running=lambda _: True)
    assert history.sessions[0].status is SessionStatus.STOPPED


def test_a_set_counts_only_when_both_of_its_sides_are_done() -> None:
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(sides=Sides.EACH)))
    scribe.did(session, 1, Side.LEFT)
    assert only_session(scribe.records).sets_done == 0
    scribe.did(session, 1, Side.RIGHT)
    assert only_session(scribe.records).sets_done == 1


def test_a_repeated_set_is_one_set_but_all_its_time_counts() -> None:
    scribe = Scribe()
    session = scribe.start()
    first = scribe.did(session, 1, reps=8)
    scribe.did(session, 1, reps=3, ended_by=EndedBy.SKIPPED)
    facts = only_session(scribe.records)
    (bout,) = facts.bouts
    assert (facts.sets_done, bout.reps_done, bout.ended_by) == (1, 8, EndedBy.DONE)
    assert bout.work_ms == (8 + 3) * 7_000
    assert bout.paused_ms == 1_000
    assert bout.started_at == first.started_at


def test_a_skipped_set_is_not_done() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1, reps=5, ended_by=EndedBy.SKIPPED)
    facts = only_session(scribe.records)
    assert facts.sets_done == 0
    assert facts.exhales == 5


def test_more_sets_than_planned_are_never_done() -> None:
    scribe = Scribe()
    session = scribe.start()
    for number in (1, 2, 3, 0):
        scribe.did(session, number)
    scribe.did(session, 1, block=7)
    scribe.did(session, 1, Side.LEFT)
    assert only_session(scribe.records).sets_done == 2


def test_a_resumed_session_goes_on_under_its_own_id() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    scribe.end(session, EndStatus.STOPPED)
    assert only_session(scribe.records).status is SessionStatus.STOPPED
    scribe.resume(session)
    assert only_session(scribe.records).status is SessionStatus.INTERRUPTED
    scribe.did(session, 2)
    scribe.end(session, EndStatus.COMPLETED)
    facts = only_session(scribe.records)
    assert (facts.status, facts.sets_done) == (SessionStatus.COMPLETED, 2)


def test_a_clock_set_back_between_two_runs_does_not_bring_the_first_end_back() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.end(session, EndStatus.STOPPED, rpe=3)
    scribe.at -= timedelta(days=1)
    scribe.resume(session)
    assert only_session(scribe.records).status is SessionStatus.INTERRUPTED
    scribe.end(session, EndStatus.COMPLETED, rpe=5)
    facts = only_session(scribe.records)
    assert (facts.status, facts.rpe) == (SessionStatus.COMPLETED, 5)


def test_corrections_of_two_devices_are_sorted_whichever_file_is_read_first() -> None:
    scribe = Scribe()
    done = scribe.did(scribe.start())
    phone = Scribe("phone1", n=scribe.n)
    scribe.correct(done.id, cycles_done=6)
    phone.at += timedelta(hours=1)
    phone.correct(done.id, cycles_done=7)
    for records in (scribe.records + phone.records, phone.records + scribe.records):
        assert only_session(records).bouts[0].reps_done == 7


def test_the_latest_correction_of_each_field_wins() -> None:
    scribe = Scribe()
    session = scribe.start()
    done = scribe.did(session, 1, reps=8)
    scribe.correct(done.id, cycles_done=6, paused_ms=0)
    scribe.correct(done.id, cycles_done=7)
    (bout,) = only_session(scribe.records).bouts
    assert (bout.reps_done, bout.paused_ms) == (7, 0)


def test_a_correction_with_a_higher_counter_beats_a_clock_that_is_ahead() -> None:
    scribe = Scribe()
    session = scribe.start()
    done = scribe.did(session)
    ahead = Scribe("phone1", MORNING + timedelta(days=400), n=scribe.n)
    ahead.correct(done.id, cycles_done=1)
    later = Scribe("laptop", MORNING, n=fold(scribe.records + ahead.records).last_n)
    later.correct(done.id, cycles_done=5)
    (bout,) = only_session(scribe.records + ahead.records + later.records).bouts
    assert bout.reps_done == 5


def test_a_correction_that_makes_no_sense_changes_nothing() -> None:
    scribe = Scribe()
    session = scribe.start()
    done = scribe.did(session)
    scribe.end(session, rpe=4)
    before = only_session(scribe.records)
    scribe.correct(done.id, cycles_done="many", ended_by=3, id="other", session="x", zz=1)
    scribe.correct(session, rpe="hard", started_at="yesterday", prescription=None)
    scribe.correct("nobody", rpe=1)
    assert only_session(scribe.records) == before


def test_a_session_can_be_corrected_as_a_whole() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.end(session, rpe=4)
    scribe.correct(session, rpe=6, note="left hip", started_at="2026-02-28T18:00:00+01:00")
    facts = only_session(scribe.records)
    assert (facts.rpe, facts.note) == (6, "left hip")
    assert facts.started_at.isoformat() == "2026-02-28T18:00:00+01:00"
    scribe.correct(session, rpe=None)
    assert only_session(scribe.records).rpe is None


def test_a_deleted_correction_is_undone() -> None:
    scribe = Scribe()
    session = scribe.start()
    done = scribe.did(session)
    wrong = scribe.correct(done.id, cycles_done=2)
    scribe.delete(wrong.id)
    assert only_session(scribe.records).bouts[0].reps_done == 8


def test_a_deleted_session_is_gone_until_it_is_restored() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.delete(session)
    history = fold(scribe.records)
    assert history.sessions == ()
    assert [facts.id for facts in history.deleted] == [session]
    scribe.restore(session)
    assert only_session(scribe.records).id == session
    scribe.delete(session)
    assert fold(scribe.records).sessions == ()


def test_a_deleted_set_no_longer_counts() -> None:
    scribe = Scribe()
    session = scribe.start()
    done = scribe.did(session)
    scribe.delete(done.id)
    assert only_session(scribe.records).sets_done == 0


def test_an_edited_copy_of_a_record_gives_the_same_history_in_any_order() -> None:
    one, other = Scribe(), Scribe()
    session = one.start()
    one.did(session, reps=8)
    assert other.start() == session
    other.did(session, reps=3)
    assert fold(one.records + other.records) == fold(other.records + one.records)


def test_sessions_are_in_the_order_of_their_starts_whatever_the_time_zone() -> None:
    home = Scribe("laptop", MORNING)
    abroad = Scribe("phone1", (MORNING - timedelta(hours=2)))
    late, early = home.start(), abroad.start()
    history = fold(home.records + abroad.records)
    assert [facts.id for facts in history.sessions] == [early, late]


def test_the_latest_answer_to_a_text_is_known() -> None:
    scribe = Scribe()
    for answer in ("no", "checked"):
        fields = scribe.stamp().fields
        scribe.records.append(AcknowledgedRecord(**fields, text="safety", answer=answer))
    assert fold(scribe.records[::-1]).acknowledged == {"safety": "checked"}


def test_a_session_given_up_is_discarded_until_it_is_resumed() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.records.append(DiscardedRecord(**scribe.stamp().fields, session=session))
    assert only_session(scribe.records).discarded
    scribe.resume(session)
    assert not only_session(scribe.records).discarded


def test_feedback_stays_with_its_session() -> None:
    scribe = Scribe()
    session = scribe.start()
    said = FeedbackRecord(
        **scribe.stamp().fields, session=session, block=0, drill="glute-bridge", rpe=5
    )
    scribe.records.append(said)
    assert only_session(scribe.records).feedback == (said,)


def test_a_drill_in_two_blocks_is_summed_up_once() -> None:
    scribe = Scribe()
    plan = make_prescription(make_block(sets=1), make_block("dead-bug"), make_block())
    session = scribe.start(plan)
    scribe.did(session, 1)
    scribe.did(session, 2, block=2)
    bridge, bug = only_session(scribe.records).drills
    assert (bridge.drill, bridge.sets_planned, bridge.sets_done) == ("glute-bridge", 3, 2)
    assert (bridge.reps_done, bridge.exhales, bridge.work_ms) == (16, 16, 112_000)
    assert (bug.name, bug.sets_planned, bug.sets_done) == ("Dead bug", 2, 0)


def test_sets_whose_session_never_began_make_no_session() -> None:
    scribe = Scribe()
    scribe.did("0123456789")
    assert fold(scribe.records).sessions == ()


def begin(scribe: Scribe, plan: str) -> PlanBegunRecord:
    begun = PlanBegunRecord(**scribe.stamp().fields, plan=plan, fields={"week": 2})
    scribe.records.append(begun)
    return begun


def test_the_programme_that_is_on_is_the_newest_that_was_begun() -> None:
    scribe = Scribe()
    assert fold(scribe.records).plan is None
    begin(scribe, "six-week")
    newest = begin(scribe, "four-week")
    assert fold(scribe.records).plan == newest
    assert fold(scribe.records[::-1]).plan == newest


def test_a_programme_that_was_stopped_is_not_on_and_can_be_begun_again() -> None:
    scribe = Scribe()
    begin(scribe, "six-week")
    scribe.records.append(PlanStoppedRecord(**scribe.stamp().fields, plan="six-week"))
    assert fold(scribe.records).plan is None
    again = begin(scribe, "six-week")
    assert fold(scribe.records).plan == again


def test_stopping_another_programme_leaves_the_one_that_is_on() -> None:
    scribe = Scribe()
    begun = begin(scribe, "six-week")
    scribe.records.append(PlanStoppedRecord(**scribe.stamp().fields, plan="four-week"))
    assert fold(scribe.records).plan == begun


def test_a_corrected_programme_is_begun_as_corrected() -> None:
    scribe = Scribe()
    begun = begin(scribe, "six-week")
    scribe.correct(begun.id, fields={"week": 3})
    plan = fold(scribe.records).plan
    assert plan is not None
    assert plan.fields == {"week": 3}


def test_a_routine_counts_as_done_from_half_of_its_sets_on() -> None:
    scribe = Scribe()
    two = make_prescription(
        replace(make_block(sets=3), routine="strength-a"),
        replace(make_block(sets=2), routine="taper"),
        replace(make_block(sets=1), routine=None),
    )
    session = scribe.start(two)
    scribe.did(session, 1, block=0)
    scribe.did(session, 1, block=1)
    facts = only_session(scribe.records)
    assert [done.routine for done in routines_done(facts)] == ["taper"]
    scribe.did(session, 2, block=0)
    facts = only_session(scribe.records)
    assert [done.routine for done in routines_done(facts)] == ["strength-a", "taper"]
