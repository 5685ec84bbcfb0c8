"""Killed and taken up again as often as it takes: nothing lost, nothing counted twice."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.core.strategies import prescriptions
from tests.doubles import EventList, FakeClock, Press, ScriptedKeys, play

from coach.breath import pace_block
from coach.errors import CoachError, JournalError
from coach.event import SetFinished
from coach.journal.fold import fold
from coach.journal.read import read_journal
from coach.journal.recorder import GoingOn, Recorder
from coach.journal.resumable import (
    is_something_left,
    plan_to_resume,
    refuse_what_is_over,
    unfinished,
)
from coach.journal.session_file_locks import SessionLocks
from coach.journal.writer import JournalWriter
from coach.model.prescription import Prescription
from coach.model.records import EndedBy, ResumedRecord, SessionStartedRecord
from coach.model.session_facts import SessionFacts, SessionStatus
from coach.model.terms import BoutKey
from coach.timeline import compile_timeline

DEVICE = "ab12cd"


class _KilledError(Exception):
    """The process is gone."""


def _die() -> None:
    raise _KilledError


class Runner:
    """Does one session in several runs, each in what would be a process of its own."""

    def __init__(self, folder: Path, plan: Prescription) -> None:
        self._folder = folder
        self._plan = plan
        self._clock = FakeClock()
        self.locks = SessionLocks(folder / "locks")
        self.told: list[SetFinished] = []
        """Every end of a set that somebody heard of."""

    @property
    def now_ms(self) -> int:
        return self._clock.now_ms()

    def facts(self) -> SessionFacts | None:
        history = fold(read_journal(self._folder).records, self.locks.is_running)
        assert len(history.sessions) <= 1
        return history.sessions[0] if history.sessions else None

    def offered(self) -> list[SessionFacts]:
        sessions = [facts] if (facts := self.facts()) else []
        return unfinished(sessions, DEVICE, self._clock.wall())

    def away(self, hours: float) -> None:
        self._clock.sleep(round(hours * 3_600_000))

    def run(self, script: list[Press] | None = None, killed_ms: int | None = None) -> None:
        """Begin, or go on; until the end or until the process is killed."""
        before = self.facts()
        going_on, timeline = None, compile_timeline(self._plan)
        history = fold(read_journal(self._folder).records)
        if before is not None:
            going_on = GoingOn(before, self.locks.hold(before.id))
            plan = plan_to_resume(before.prescription, {}, waits=False)
            timeline = compile_timeline(plan, before.done_bouts)
        writer = JournalWriter(self._folder, DEVICE)
        recorder = Recorder(writer, self.locks, _refuse, going_on, history.last_n)
        heard = EventList(self._clock)
        presses = sorted(script or [], key=lambda press: press[0])
        if killed_ms is not None:
            presses = [p for p in presses if p[0] < killed_ms]
            presses.append((killed_ms, _die))
        try:
            play(
                timeline,
                clock=self._clock,
                keys=ScriptedKeys(self._clock, presses),
                heard=heard,
                others=[recorder],
            )
        except _KilledError:
            pass
        finally:
            recorder.close()  # the system frees the lock of a process that is gone
        self.told += heard.of(SetFinished)


def _refuse(error: JournalError) -> None:
    raise AssertionError(error)


def key_of(event: SetFinished) -> BoutKey:
    return event.block, event.set, event.side


KEYS = st.sampled_from(["n", "b", "r", "+", "-", "space"])
PRESSES = st.lists(st.tuples(st.integers(0, 60_000), KEYS), max_size=5)
RUNS = st.lists(st.tuples(st.integers(0, 90_000), PRESSES), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(prescriptions(self_paced=False), RUNS)
def test_killed_at_any_moment_and_taken_up_again_no_set_is_lost_and_none_counts_twice(
    plan: Prescription, runs: list[tuple[int, list[Press]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(Path(folder), plan)
        sets_done = 0
        for killed_ms, presses in runs:
            runner.run(presses, killed_ms)
            facts = runner.facts()
            assert facts is not None
            done = {key_of(e) for e in runner.told if e.ended_by is EndedBy.DONE}
            assert facts.done_bouts == done
            assert sets_done <= facts.sets_done <= facts.sets_planned
            sets_done = facts.sets_done
            assert facts.active_ms == sum(event.work_ms for event in runner.told)
            if facts.status is SessionStatus.COMPLETED:
                return
            assert runner.offered() == [facts]
            if not is_something_left(facts):
                return
        runner.run()
        facts = runner.facts()
        assert facts is not None
        assert facts.status is SessionStatus.COMPLETED
        assert facts.sets_done == facts.sets_planned
        assert facts.prescription == plan
        assert runner.offered() == []


@settings(max_examples=60, deadline=None)
@given(prescriptions(self_paced=False), st.lists(st.integers(0, 90_000), max_size=6))
def test_without_a_key_every_set_is_done_once_however_often_it_was_killed(
    plan: Prescription, kills: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(Path(folder), plan)
        for killed_ms in [*kills, None]:
            facts = runner.facts()
            if facts is None or is_something_left(facts):
                runner.run(killed_ms=killed_ms)
        done = Counter(key_of(event) for event in runner.told)
        assert set(done.values()) == {1}
        facts = runner.facts()
        assert facts is not None
        assert facts.sets_done == facts.sets_planned


def taken_up(tmp_path: Path) -> Runner:
    """Two sets, killed in the rest between them: 10 s, 14 s of work, rest."""
    runner = Runner(tmp_path, make_prescription(make_block()))
    runner.run(killed_ms=30_000)
    return runner


def test_it_goes_on_under_the_same_id_with_one_plan_and_says_that_it_is_a_new_run(
    tmp_path: Path,
) -> None:
    runner = taken_up(tmp_path)
    runner.away(hours=2)
    runner.run()
    records = read_journal(tmp_path).records
    assert len({getattr(record, "session", None) for record in records}) == 1
    assert len([r for r in records if isinstance(r, SessionStartedRecord)]) == 1
    (resumed,) = [r for r in records if isinstance(r, ResumedRecord)]
    assert resumed.new_run
    # The first set ended at 24 s; killed at 30 s, and two hours passed.
    assert resumed.paused_ms == 2 * 3_600_000 + 6_000


def test_stopped_in_its_second_run_it_is_stopped_and_can_go_on_again(
    tmp_path: Path,
) -> None:
    runner = taken_up(tmp_path)
    runner.run([(15_000, "q"), (16_000, "q")])
    facts = runner.facts()
    assert facts is not None
    assert (facts.status, facts.sets_done) == (SessionStatus.STOPPED, 1)
    runner.run(killed_ms=12_000)
    facts = runner.facts()
    assert facts is not None
    assert (facts.status, facts.sets_done) == (SessionStatus.INTERRUPTED, 1)


def test_while_it_goes_on_nobody_else_can_take_it_up(tmp_path: Path) -> None:
    runner = taken_up(tmp_path)
    facts = runner.facts()
    assert facts is not None
    with runner.locks.hold(facts.id):
        assert runner.offered() == []
        running = runner.facts()
        assert running is not None
        assert running.status is SessionStatus.RUNNING


@pytest.mark.parametrize(("hours", "is_offered"), [(23.9, True), (24.1, False)])
def test_a_day_later_it_is_the_past(
    hours: float, *, is_offered: bool, tmp_path: Path
) -> None:
    runner = taken_up(tmp_path)
    runner.away(hours)
    assert bool(runner.offered()) == is_offered


def test_a_clock_set_back_by_a_year_says_what_is_wrong(tmp_path: Path) -> None:
    facts = taken_up(tmp_path).facts()
    assert facts is not None
    last_year = facts.last_at.replace(year=facts.last_at.year - 1)
    assert unfinished([facts], DEVICE, last_year) == []
    with pytest.raises(CoachError, match="is in the future"):
        refuse_what_is_over(facts, DEVICE, last_year)


def test_a_plan_without_work_is_not_offered_and_says_so(tmp_path: Path) -> None:
    runner = Runner(tmp_path, make_prescription(make_block()))
    runner.run(killed_ms=30_000)
    file = tmp_path / f"{DEVICE}.jsonl"
    assert '"sets":2' in file.read_text()
    file.write_text(file.read_text().replace('"sets":2', '"sets":0'))
    facts = runner.facts()
    assert facts is not None
    assert runner.offered() == []
    with pytest.raises(CoachError, match="is incomplete"):
        refuse_what_is_over(facts, DEVICE, facts.last_at)


def test_a_finished_test_can_be_repeated_and_its_hint_names_the_test(
    tmp_path: Path,
) -> None:
    block = replace(make_block("heel-raise"), test="heel-raise")
    runner = Runner(tmp_path, make_prescription(block))
    runner.run()
    facts = runner.facts()
    assert facts is not None
    assert facts.status is SessionStatus.COMPLETED
    with pytest.raises(CoachError, match="is a test") as refused:
        refuse_what_is_over(facts, DEVICE, facts.last_at)
    assert refused.value.hint == "repeat the test with `coach test heel-raise`"


def test_an_old_session_from_elsewhere_is_not_sent_back_there(tmp_path: Path) -> None:
    facts = taken_up(tmp_path).facts()
    assert facts is not None
    with pytest.raises(CoachError, match="on another computer"):
        refuse_what_is_over(facts, "zz99zz", facts.last_at)
    with pytest.raises(CoachError, match="more than 24 hours ago"):
        refuse_what_is_over(facts, "zz99zz", facts.last_at + timedelta(days=2))


def test_it_goes_on_in_the_breath_that_was_last_chosen_for_each_drill() -> None:
    as_authored = make_prescription(make_block(), make_block("bridge"), make_block("bird"))
    plan = replace(
        as_authored, blocks=tuple(pace_block(block, 80) for block in as_authored.blocks)
    )
    going_on = plan_to_resume(plan, {"bridge": 80, "bird": 120}, waits=False)
    assert [block.pace for block in going_on.blocks] == [100, 80, 120]
    back, same, longer = (block.phases for block in going_on.blocks)
    assert back == as_authored.blocks[0].phases
    assert same == plan.blocks[1].phases
    assert longer == pace_block(as_authored.blocks[2], 120).phases
