"""A session that is taken up again goes on where the runner was, whatever was pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.doubles import EventList, FakeClock, Press, ScriptedKeys, play

from coach.errors import JournalError
from coach.journal.fold import fold
from coach.journal.read import read_journal
from coach.journal.recorder import GoingOn, Recorder
from coach.journal.resumable import over_bouts
from coach.journal.session_file_locks import SessionLocks
from coach.journal.writer import JournalWriter
from coach.model.records import ResumedRecord
from coach.model.session_facts import SessionFacts
from coach.model.terms import BoutKey
from coach.timeline import compile_timeline, plan_bouts

# Ten seconds of waiting and ten of work: set n is of exercise from 20 n - 10 to 20 n.
PLAN = make_prescription(
    *(
        make_block(
            drill, cycle="exhale 5, inhale 5", sets=2, reps=1, change_ms=10_000,
            rest_ms=10_000,
        )
        for drill in ("first", "second", "third")
    )
)  # fmt: skip


class _KilledError(Exception):
    """The process is gone."""


def _die() -> None:
    raise _KilledError


def _refuse(error: JournalError) -> None:
    raise AssertionError(error)


def do(folder: Path, script: list[Press], killed_ms: int) -> SessionFacts:
    """Do the plan, or go on with it, until the process is killed; what is known then."""
    locks = SessionLocks(folder / "locks")
    history = fold(read_journal(folder).records)
    going_on, over = None, frozenset[BoutKey]()
    if history.sessions:
        before = history.sessions[-1]
        going_on = GoingOn(before, locks.hold(before.id))
        over = over_bouts(before)
    writer = JournalWriter(folder, "ab12cd")
    recorder = Recorder(writer, locks, _refuse, going_on, history.last_n)
    clock = FakeClock()
    keys = ScriptedKeys(clock, [*script, (killed_ms, _die)])
    with pytest.raises(_KilledError):
        play(
            compile_timeline(PLAN, over),
            clock=clock,
            keys=keys,
            heard=EventList(clock),
            others=[recorder],
        )
    recorder.close()
    return fold(read_journal(folder).records).sessions[-1]


def goes_on(facts: SessionFacts) -> list[tuple[int, int]]:
    """Drills and sets in the order in which going on would do them."""
    return [(b.block + 1, b.set) for b in plan_bouts(PLAN, over_bouts(facts))]


ALL = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]


@pytest.mark.parametrize(
    ("script", "killed_ms", "first"),
    [
        pytest.param([], 55_000, 2, id="in order"),
        pytest.param([(53_000, "b"), (54_000, "b")], 55_000, 1, id="back twice"),
        pytest.param(
            [(n * 1_000, "b") for n in range(42, 46)], 47_000, 0, id="back to the start"
        ),
        pytest.param([(45_000, "r")], 47_000, 1, id="a set again"),
        pytest.param([(45_000, "r")], 62_000, 2, id="a set again, and on"),
        pytest.param([(15_000, "n")], 17_000, 1, id="the rest of a set skipped"),
        pytest.param([(15_000, "h"), (16_000, "n")], 17_000, 2, id="a drill left"),
        pytest.param(
            [(15_000, "h"), (16_000, "n"), (17_000, "h"), (18_000, "n")],
            19_000,
            4,
            id="two drills left",
        ),
        pytest.param(
            [(15_000, "h"), (16_000, "n"), (17_000, "b")], 18_000, 1, id="left, and back"
        ),
    ],
)
def test_it_goes_on_in_the_set_the_runner_was_in(
    tmp_path: Path, script: list[Press], killed_ms: int, first: int
) -> None:
    assert goes_on(do(tmp_path, script, killed_ms)) == ALL[first:]


def test_what_was_done_again_is_over_and_counts_once(tmp_path: Path) -> None:
    facts = do(tmp_path, [(53_000, "b"), (54_000, "b")], 75_000)
    assert goes_on(facts) == ALL[2:]
    assert facts.sets_done == 2


def test_going_back_in_a_later_run_counts_as_well(tmp_path: Path) -> None:
    do(tmp_path, [], 55_000)
    facts = do(tmp_path, [(35_000, "b"), (36_000, "b")], 37_000)
    assert goes_on(facts) == ALL[2:]


def test_the_journal_says_where_the_runner_went(tmp_path: Path) -> None:
    do(tmp_path, [(53_000, "b"), (54_000, "b")], 55_000)
    moves = [r for r in read_journal(tmp_path).records if isinstance(r, ResumedRecord)]
    assert [(r.block, r.set, r.side, r.new_run) for r in moves] == [
        (1, 1, None, False),
        (0, 2, None, False),
    ]


def test_a_place_that_is_not_in_the_plan_is_as_if_nobody_had_gone_there(
    tmp_path: Path,
) -> None:
    facts = do(tmp_path, [(53_000, "b"), (54_000, "b")], 55_000)
    assert facts.went_to is not None
    stray = replace(facts, went_to=replace(facts.went_to, block=9))
    assert goes_on(stray) == ALL[2:]
