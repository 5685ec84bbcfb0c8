from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_asked
from tests.core.strategies import SIDES, drills

from coach.model.drill import Drill
from coach.model.prescription import Prescription
from coach.model.terms import BreathPreset, Side, Sides, Unit
from coach.prescribe import Chosen, Wishes, prescribe

NOTHING_ASKED = Wishes()


def prescribed(*chosen: Chosen, wishes: Wishes = NOTHING_ASKED) -> Prescription:
    return prescribe(make_asked(), chosen, wishes)


WISHES = st.builds(
    Wishes,
    sets=st.none() | st.integers(1, 4),
    reps=st.none() | st.integers(1, 15),
    rest_ms=st.none() | st.integers(0, 60_000),
    change_ms=st.none() | st.integers(0, 60_000),
    lead_in_ms=st.integers(0, 20_000),
    breath=st.sampled_from(BreathPreset),
    self_paced=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(drills(), min_size=1, max_size=3), WISHES, SIDES)
def test_alternating_sides_always_get_an_even_number(
    chosen: list[Drill], wishes: Wishes, side: Side
) -> None:
    plan = prescribe(make_asked(), [Chosen(drill) for drill in chosen], wishes, side)
    for block in plan.blocks:
        assert block.reps % 2 == 0 or block.sides is not Sides.ALTERNATE


@settings(max_examples=200, deadline=None)
@given(
    drills(st.just(Unit.TIME), st.sampled_from([Sides.BOTH, Sides.EACH])),
    st.sampled_from(BreathPreset),
)
def test_no_other_number_of_cycles_is_nearer_to_the_time_that_was_asked_for(
    drill: Drill, breath: BreathPreset
) -> None:
    block = prescribed(Chosen(drill), wishes=Wishes(breath=breath)).blocks[0]
    asked_ms = drill.dose.time or 0
    miss_ms = abs(block.reps * block.cycle_ms - asked_ms)
    assert block.reps >= 1
    assert miss_ms < abs((block.reps + 1) * block.cycle_ms - asked_ms)
    if block.reps > 1:
        assert miss_ms <= abs((block.reps - 1) * block.cycle_ms - asked_ms)


@settings(max_examples=100, deadline=None)
@given(drills(), WISHES)
def test_the_runner_is_told_exactly_when_a_number_was_changed(
    drill: Drill, wishes: Wishes
) -> None:
    plan = prescribed(Chosen(drill), wishes=wishes)
    asked = wishes.reps or drill.dose.reps or drill.dose.breaths
    is_changed = asked is not None and asked != plan.blocks[0].reps
    assert len(plan.notes) == is_changed
