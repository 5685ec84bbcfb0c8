"""Cycles, drills and sessions as any author and any runner may put them together."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_dose, make_drill, make_prescription, ms

from coach.model.drill import Drill, Phase
from coach.model.prescription import Block, PrescribedPhase, Prescription
from coach.model.terms import Base, Breath, Side, SideOrder, Sides, Unit
from coach.units import Milliseconds

WAITS_MS = st.sampled_from([0, 500, 2_000, 3_000, 5_000, 30_000])
SIDES = st.sampled_from(Side)
ANY_SIDES = st.sampled_from(Sides)
UNITS = st.sampled_from(Unit)


@st.composite
def reps(draw: st.DrawFn) -> tuple[PrescribedPhase, ...]:
    """Phases with an inhale and an exhale among them, in any order."""
    more = draw(st.lists(st.sampled_from(Breath), max_size=3))
    breaths = draw(st.permutations([Breath.INHALE, Breath.EXHALE, *more]))
    return tuple(
        PrescribedPhase(f"part {number}", breath, draw(st.integers(2, 12)) * 500)
        for number, breath in enumerate(breaths, start=1)
    )


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """One drill as prescribed."""
    sides = draw(ANY_SIDES)
    pairs = draw(st.integers(1, 5))
    return make_block(
        draw(st.sampled_from(["heel-slide", "bird-dog"])),
        phases=draw(reps()),
        sides=sides,
        side_order=draw(st.sampled_from(SideOrder)),
        flip=draw(st.integers(1, 5)),
        first_side=draw(SIDES),
        sets=draw(st.integers(1, 3)),
        reps=2 * pairs if sides is Sides.ALTERNATE else draw(st.integers(1, 4)),
        change_ms=draw(WAITS_MS),
        rest_ms=draw(WAITS_MS),
        switch_ms=draw(WAITS_MS),
    )


@st.composite
def prescriptions(draw: st.DrawFn, *, self_paced: bool | None = None) -> Prescription:
    """A session of one to three drills."""
    return make_prescription(
        *draw(st.lists(blocks(), min_size=1, max_size=3)),
        self_paced=draw(st.booleans()) if self_paced is None else self_paced,
    )


@st.composite
def drills(
    draw: st.DrawFn,
    units: st.SearchStrategy[Unit] = UNITS,
    sides: st.SearchStrategy[Sides] = ANY_SIDES,
) -> Drill:
    """One drill as its author wrote it."""
    unit = draw(units)
    is_time = unit is Unit.TIME
    amount = ms(draw(st.integers(1, 120))) if is_time else draw(st.integers(1, 12))
    drill = make_drill(
        base=draw(st.sampled_from(Base)),
        sides=draw(sides),
        side_order=draw(st.sampled_from(SideOrder)),
        flip=draw(st.integers(1, 5)),
        switch=ms(draw(st.integers(0, 10))),
        settle=draw(st.none() | st.integers(0, 30).map(ms)),
        dose=make_dose(
            sets=draw(st.integers(1, 4)),
            rest=ms(draw(st.integers(0, 60))),
            **{unit.value: amount},
        ),
    )
    cycle = [
        Phase(do=phase.do, breath=phase.breath, time=Milliseconds(phase.duration_ms))
        for phase in draw(reps())
    ]
    return replace(drill, cycle=tuple(cycle))
