from __future__ import annotations

from tests.builders import make_block, make_prescription
from tests.core.running import Run

from coach.set_counts import count_slow_exhales


def test_slow_exhales_of_a_set_that_is_done_again_count_once() -> None:
    plan = make_prescription(make_block(sets=2, reps=2))
    run = Run(prescription=plan)
    run.until(10 + 14 + 5)
    run.repeat()
    run.to_the_end()
    assert [event.reps_done for event in run.finished] == [2, 2, 2]
    assert count_slow_exhales(plan, run.finished) == 4
