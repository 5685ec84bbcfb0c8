"""Any keys, pressed at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st
from tests.core.running import Run

from coach.event import Event
from coach.model.prescription import Prescription

Step = tuple[str, int]
"""A key, or ``wait`` or ``sleep``; and how long or how much."""

NAPS_MS = st.one_of(
    st.sampled_from([0, 1, 500, 1_999, 2_000, 2_001, 3_000, 5_000, 10_000]),
    st.integers(0, 90_000),
)
KEYS = st.sampled_from(["pause", "resume", "skip", "back", "repeat", "end_set"])
AWAKE: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("wait"), NAPS_MS),
    st.tuples(st.just("to_the_border"), st.just(0)),
    st.tuples(KEYS, st.just(0)),
    st.tuples(st.just("rest"), st.sampled_from([-10_000, 10_000])),
)
STEPS = st.lists(AWAKE | st.tuples(st.just("sleep"), NAPS_MS), max_size=40)


def take(run: Run, step: Step) -> list[Event]:
    """Do one step of a session."""
    name, amount_ms = step
    match name:
        case "wait":
            return run.wait(amount_ms / 1000)
        case "to_the_border":
            return run.wait((run.player.wait_ms(run.now) or 0) / 1000)
        case "sleep":
            return run.sleep(60 + amount_ms / 1000, alive=awake_s(run, amount_ms))
        case "rest":
            return run.rest(amount_ms / 1000)
        case _:
            press: Callable[[], list[Event]] = getattr(run, name)
            return press()


def awake_s(run: Run, amount_ms: int) -> float:
    """The loop tells everything that is due as long as it is awake."""
    due_ms = run.player.wait_ms(run.now)
    return min(amount_ms, max(0, due_ms - 1)) / 1000 if due_ms else 0


def performed(plan: Prescription, steps: Sequence[Step], *, stop: bool = True) -> Run:
    run = Run(prescription=plan)
    for step in steps:
        take(run, step)
    if stop:
        run.stop()
    return run
