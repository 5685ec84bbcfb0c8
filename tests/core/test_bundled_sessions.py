"""Every drill and routine that comes with the coach, with every breath."""

from __future__ import annotations

from functools import cache

import pytest
from tests.builders import make_asked

from coach.library.bundled import find_bundled
from coach.library.catalogue import Library
from coach.library.load import read_library
from coach.model.prescription import Prescription
from coach.model.terms import Breath, BreathPreset, Side, Sides
from coach.prescribe import Chosen, Wishes, prescribe
from coach.timeline import Timeline, compile_timeline


@cache
def library() -> Library:
    return read_library((), find_bundled())


def session_of(name: str, preset: BreathPreset) -> Prescription:
    """A session of one drill or routine with everything as its author wrote it."""
    bundled = library()
    if name in bundled.drills:
        chosen = [Chosen(bundled.drills[name].value)]
    else:
        items = bundled.routines[name].value.items
        chosen = [
            Chosen(bundled.drills[item.drill].value, item=item, routine=name)
            for item in items
        ]
    return prescribe(make_asked(name), chosen, Wishes(breath=preset))


def work_ms(timeline: Timeline, side: Side) -> int:
    return sum(
        each.duration_ms for each in timeline.segments if each.is_work and each.side is side
    )


def length_ms(plan: Prescription) -> int:
    return compile_timeline(plan).total_ms


every_drill = pytest.mark.parametrize("name", sorted(library().drills))
every_routine = pytest.mark.parametrize("name", sorted(library().routines))
every_breath = pytest.mark.parametrize("preset", BreathPreset)


@every_breath
@every_drill
def test_a_bundled_drill_breathes_out_at_least_as_long_as_in(
    name: str, preset: BreathPreset
) -> None:
    segments = compile_timeline(session_of(name, preset)).segments
    work = [each for each in segments if each.is_work]
    out = sum(each.duration_ms for each in work if each.breath is Breath.EXHALE)
    in_ = sum(each.duration_ms for each in work if each.breath is Breath.INHALE)
    assert out >= in_ > 0


@every_breath
@every_drill
def test_no_exhale_of_a_bundled_drill_is_longer_than_eight_seconds(
    name: str, preset: BreathPreset
) -> None:
    segments = compile_timeline(session_of(name, preset)).segments
    exhales = [each.span_ms for each in segments if each.breath is Breath.EXHALE]
    assert 0 < max(exhales) <= 8_000


@every_breath
@every_drill
def test_a_bundled_drill_is_fair_to_both_sides(name: str, preset: BreathPreset) -> None:
    plan = session_of(name, preset)
    timeline = compile_timeline(plan)
    assert work_ms(timeline, Side.LEFT) == work_ms(timeline, Side.RIGHT)
    if plan.blocks[0].sides is Sides.ALTERNATE:
        assert plan.blocks[0].reps % 2 == 0


@every_breath
@every_routine
def test_a_bundled_routine_can_be_done_with_every_breath(
    name: str, preset: BreathPreset
) -> None:
    plan = session_of(name, preset)
    timeline = compile_timeline(plan)
    assert {each.block for each in timeline.segments} == set(range(len(plan.blocks)))
    assert timeline.total_ms == sum(each.duration_ms for each in timeline.segments)
    assert work_ms(timeline, Side.LEFT) == work_ms(timeline, Side.RIGHT)


@every_routine
def test_a_bundled_routine_asks_for_numbers_that_need_no_rounding(name: str) -> None:
    assert session_of(name, BreathPreset.STANDARD).notes == ()


@every_routine
def test_longer_breaths_make_a_bundled_routine_longer(name: str) -> None:
    lengths = [
        compile_timeline(session_of(name, preset)).total_ms for preset in BreathPreset
    ]
    short, standard, long = lengths
    assert short < standard < long
