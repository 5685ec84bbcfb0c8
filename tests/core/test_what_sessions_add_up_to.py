from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_prescription

from coach.model.days_and_weeks import first_of_week
from coach.model.records import EndedBy, FeedbackRecord
from coach.model.session_facts import BoutFacts, SessionFacts, SessionStatus, feeling_of
from coach.model.terms import Group
from coach.model.trends import (
    NOTHING,
    PastTotals,
    days_of,
    drill_days_of,
    drill_trends,
    firsts_of,
    has_work,
    totals_of,
    weeks_of,
)
from coach.model.weights import Weight

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)
DRILLS = {
    "heel-slide": make_block("heel-slide", level=1, sets=3),
    "bird-dog": make_block("bird-dog", level=2, sets=3),
    "bridge": make_block("bridge", group=Group.GLUTE_ACTIVATION, level=1, sets=3),
}


def session(
    *done: tuple[str, int], at: datetime = MORNING, reps: int = 2, work_ms: int = 14_000
) -> SessionFacts:
    """Whole sets of some drills."""
    blocks = [DRILLS[drill] for drill, _ in done] or [DRILLS["bridge"]]
    bouts = tuple(
        BoutFacts(
            block=index,
            set=number,
            side=None,
            drill=drill,
            reps_planned=2,
            reps_done=reps,
            exhales=reps,
            work_ms=work_ms,
            exhale_ms=work_ms // 2,
            paused_ms=0,
            started_at=at,
            ended_by=EndedBy.DONE if reps == 2 else EndedBy.SKIPPED,
        )
        for index, (drill, sets) in enumerate(done)
        for number in range(1, sets + 1)
    )
    return SessionFacts(
        id=f"{at:%Y%m%d%H%M}",
        device="here",
        started_at=at,
        last_at=at,
        prescription=make_prescription(*blocks),
        planned_ms=60_000,
        status=SessionStatus.COMPLETED,
        bouts=bouts,
    )


OFFSETS = st.sampled_from(
    [UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-9))]
)
SESSIONS = st.lists(
    st.builds(
        lambda done, minutes, zone, reps: session(
            *done.items(),
            at=(MORNING + timedelta(minutes=minutes)).astimezone(zone),
            reps=reps,
        ),
        st.dictionaries(st.sampled_from(list(DRILLS)), st.integers(1, 3), max_size=3),
        st.integers(0, 60 * 24 * 60),
        OFFSETS,
        st.integers(0, 2),
    ),
    max_size=12,
).map(lambda sessions: sorted(sessions, key=lambda facts: (facts.started_at, facts.id)))


def with_past(sessions: Sequence[SessionFacts], past: PastTotals) -> PastTotals:
    for each in sessions:
        past = past.after(each)
    return past


@given(SESSIONS)
def test_weeks_hold_all_that_was_done_and_nothing_twice(
    sessions: list[SessionFacts],
) -> None:
    days = days_of(sessions)
    first, last = date(2026, 2, 28), date(2026, 6, 30)
    weeks = weeks_of(days, first, last)
    whole = sum((week.total for week in weeks), NOTHING)
    alone = sum(map(totals_of, sessions), NOTHING)
    assert (whole.sessions, whole.active_ms, whole.exhales, whole.exhale_ms) == (
        alone.sessions,
        alone.active_ms,
        alone.exhales,
        alone.exhale_ms,
    )
    assert {g: n for g, n in whole.sets.items() if n} == {
        g: n for g, n in alone.sets.items() if n
    }


@given(st.dates(), st.integers(0, 800))
def test_weeks_follow_each_other_from_monday_to_sunday(first: date, length: int) -> None:
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    if first.toordinal() <= 7:
        return
    mondays = [week.first_day for week in weeks_of({}, first, last)]
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays[0] <= first < mondays[0] + timedelta(days=7)
    assert first_of_week(last) == mondays[-1]
    assert mondays == [mondays[0] + timedelta(weeks=n) for n in range(len(mondays))]


@given(SESSIONS)
def test_a_drill_is_done_for_the_first_time_once(sessions: list[SessionFacts]) -> None:
    past = PastTotals()
    new: list[str] = []
    for each in sessions:
        new += firsts_of(each, past).drills
        past = past.after(each)
    assert len(new) == len(set(new)) == len(past.drills)


@given(SESSIONS, st.integers(0, 12))
def test_firsts_are_the_same_whether_the_past_is_given_or_walked_through(
    sessions: list[SessionFacts], cut: int
) -> None:
    past = with_past(sessions[:cut], PastTotals())
    assert with_past(sessions[cut:], past) == with_past(sessions, PastTotals())
    # What was already there once more adds nothing.
    assert with_past(sessions, with_past(sessions, PastTotals())) == with_past(
        sessions, PastTotals()
    )


@given(SESSIONS)
def test_records_only_ever_rise(sessions: list[SessionFacts]) -> None:
    past, sets, works = PastTotals(), [], []
    for each in sessions:
        firsts = firsts_of(each, past)
        sets += [each.sets_done] * firsts.most_sets
        works += [each.active_ms] * firsts.longest
        past = past.after(each)
    assert sets == sorted(set(sets))
    assert works == sorted(set(works))


@given(SESSIONS)
def test_drills_over_time_add_up_to_all_the_work(sessions: list[SessionFacts]) -> None:
    trends = drill_trends(drill_days_of(sessions), date(2026, 2, 28), date(2026, 6, 30))
    done = [each for each in sessions if has_work(each)]
    assert sum(sum(trend.work_ms) for trend in trends) == sum(s.active_ms for s in done)
    assert sum(trend.sets for trend in trends) == sum(s.sets_done for s in done)
    assert len({len(trend.work_ms) for trend in trends}) <= 1


def test_a_first_session_begins_but_breaks_no_record() -> None:
    firsts = firsts_of(session(("bird-dog", 3)), PastTotals())
    assert firsts.drills == ("Bird dog",)
    assert firsts.levels == {Group.EXHALE: 2}
    assert not firsts.most_sets
    assert not firsts.longest


def test_the_first_level_is_where_everybody_is() -> None:
    assert firsts_of(session(("heel-slide", 1)), PastTotals()).levels == {}


def test_the_same_once_more_is_nothing_new_and_more_of_it_is() -> None:
    past = PastTotals().after(session(("bridge", 2)))
    again = firsts_of(session(("bridge", 2)), past)
    assert (again.drills, again.levels, again.most_sets, again.longest) == (
        (),
        {},
        False,
        False,
    )
    more = firsts_of(session(("bridge", 3)), past)
    assert (more.most_sets, more.longest) == (True, True)


def test_a_session_in_which_no_rep_was_done_is_none() -> None:
    nothing = session(("bridge", 2), reps=0)
    assert days_of([nothing]) == {}
    assert PastTotals().after(nothing) == PastTotals()


def test_a_session_belongs_to_the_day_it_was_where_it_was_done() -> None:
    evening = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    assert list(days_of([session(("bridge", 1), at=evening)])) == [date(2026, 3, 2)]


def said(rpe: int | None, pain: int | None, *felt: str) -> FeedbackRecord:
    return FeedbackRecord(
        id=f"f{rpe}{pain}",
        device="here",
        n=1,
        at=MORNING,
        format=1,
        session="s",
        block=0,
        drill="bridge",
        rpe=rpe,
        pain=pain,
        felt=felt,
    )


def test_a_session_felt_as_its_hardest_drill_unless_the_runner_says_otherwise() -> None:
    drills = (said(4, None, "glutes"), said(7, 2, "glutes", "quads"))
    facts = replace(session(("bridge", 1)), feedback=drills)
    feeling = feeling_of(facts)
    assert (feeling.rpe, feeling.pain, feeling.felt) == (7, 2, ("glutes", "quads"))
    told = feeling_of(replace(facts, rpe=0, pain=0, felt=("hamstrings",)))
    assert (told.rpe, told.pain, told.felt) == (0, 0, ("hamstrings",))


def held(weight: Weight | None, reps: int, at: datetime = MORNING) -> SessionFacts:
    """One set with a weight, or without."""
    facts = session(("bridge", 1), at=at, reps=reps)
    return replace(facts, bouts=(replace(facts.bouts[0], weight=weight),))


def test_the_best_set_is_one_that_was_done() -> None:
    later = MORNING + timedelta(days=2)
    done = [held(Weight(8_000), 12), held(Weight(10_000), 10, later), held(None, 15)]
    (trend,) = drill_trends(drill_days_of(done), date(2026, 3, 2), date(2026, 3, 8))
    assert (trend.best_reps, trend.weight) == (10, Weight(10_000))


def test_weights_are_in_the_order_of_the_days() -> None:
    later = MORNING + timedelta(days=2)
    done = [held(Weight(8_000), 8, later), held(Weight(6_000), 12), held(None, 15)]
    (trend,) = drill_trends(drill_days_of(done), date(2026, 3, 2), date(2026, 3, 8))
    assert trend.weights == (Weight(6_000), Weight(8_000))


def test_a_self_test_is_not_among_the_drills() -> None:
    facts = session(("bridge", 1))
    block = replace(facts.prescription.blocks[0], test="single-leg-bridge")
    taken = replace(facts, prescription=make_prescription(block))
    assert not drill_days_of([taken])
    assert drill_days_of([facts])
