from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from tests.builders import (
    make_asked,
    make_block,
    make_chosen,
    make_dose,
    make_drill,
    make_prescription,
)
from tests.core.strategies import prescriptions

from coach.model.drill import Feel, Fit, SideText
from coach.model.prescription import Prescription
from coach.model.terms import BodyPlace, BreathPreset, Side, Sides, Unit
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.timeline import compile_timeline

NOTHING_ASKED = Wishes()


def prescribed(*chosen: Chosen, wishes: Wishes = NOTHING_ASKED) -> Prescription:
    return prescribe(make_asked(), chosen, wishes)


def test_a_session_needs_a_drill() -> None:
    with pytest.raises(ValueError, match="at least one drill"):
        prescribed()


def test_a_prescription_says_what_was_asked_for() -> None:
    asked = SessionRequest(
        "Short day", ("short-day",), "short-day", quiet=True, opens="Hello.", closes="Bye."
    )
    wishes = Wishes(self_paced=True, breath=BreathPreset.LONG)
    got = prescribe(asked, [make_chosen()], wishes)
    assert (got.name, got.names, got.routine) == ("Short day", ("short-day",), "short-day")
    assert (got.quiet, got.opens, got.closes) == (True, "Hello.", "Bye.")
    assert (got.self_paced, got.breath) == (True, BreathPreset.LONG)


def test_a_block_carries_all_a_coach_says_about_the_drill() -> None:
    drill = make_drill(
        setup=("Lie on your right side",),
        cues=("Slow", "Smooth"),
        side_text=SideText(left="The left leg works", right="The right leg works"),
        feel=Feel(
            target=(BodyPlace.GLUTES,), fine=(BodyPlace.HAMSTRINGS,), back_works=True
        ),
        fit=Fit(category="hip_raise", exercise="hip_raise"),
        dose=make_dose(breaths=4),
    )
    chosen = Chosen(drill, "ab12", make_chosen(drill, keep=3).item, "short-day")
    block = prescribed(chosen).blocks[0]
    assert (block.name, block.setup, block.cues) == (drill.name, drill.setup, drill.cues)
    assert (block.unit, block.keep, block.digest) == (Unit.BREATHS, 3, "ab12")
    assert block.routine == "short-day"
    assert block.side_text
    assert block.side_text.for_side(Side.LEFT) == "The left leg works"
    assert block.side_text.for_side(Side.RIGHT) == "The right leg works"
    assert (block.feel.target, block.feel.fine) == (
        (BodyPlace.GLUTES,),
        (BodyPlace.HAMSTRINGS,),
    )
    assert block.feel.back_works
    assert block.fit
    assert (block.fit.category, block.fit.exercise) == ("hip_raise", "hip_raise")


def test_a_drill_by_itself_belongs_to_no_routine_and_is_the_core_of_its_session() -> None:
    block = prescribed(make_chosen()).blocks[0]
    assert (block.routine, block.keep) == (None, 1)


def test_a_set_with_two_sides_is_one_set_of_the_plan() -> None:
    plan = make_prescription(make_block(sets=3, sides=Sides.EACH), make_block(sets=2))
    assert plan.sets_planned == 5


@settings(max_examples=50, deadline=None)
@given(prescriptions())
def test_a_session_can_be_done_from_what_the_journal_keeps_of_it(
    plan: Prescription,
) -> None:
    kept = msgspec.json.decode(msgspec.json.encode(plan), type=Prescription)
    assert compile_timeline(kept) == compile_timeline(plan)


def test_a_plan_kept_by_a_newer_coach_can_be_read() -> None:
    kept = msgspec.json.decode(msgspec.json.encode(make_prescription()))
    kept["weather"] = "rain"
    kept["blocks"][0]["shoes"] = "none"
    assert msgspec.convert(kept, Prescription) == make_prescription()
