"""Weights that are asked for with ``--load``, and equipment that is at home."""

from __future__ import annotations

import pytest
from tests.builders import make_block, make_prescription
from tests.cli.commands import Run
from tests.coaching.course import EASY, Course
from tests.coaching.records import write_course
from tests.doubles import MORNING, play

from coach.app.context import Context
from coach.app.session.arranger import looking_ahead
from coach.app.session.weight_listener import WeightListener
from coach.coaching.trim import Limits
from coach.config.remembered import remember
from coach.model.weights import Weight, WeightUnit, parse_weight
from coach.prescribe import Wishes
from coach.timeline import compile_timeline

FAST = ("--yes", "--plain", "--speed", "1000")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("10", "10 kg, leave 2 reps in reserve"),
        ("hip-thrust=2.5kg", "2.5 kg, leave 2 reps in reserve"),
        ("Hip thrust=20lb", "20 lb, leave 2 reps in reserve"),
    ],
)
def test_a_weight_that_was_asked_for_is_told_before_each_set(
    run: Run, typed: str, shown: str
) -> None:
    done = run("start", "hip-thrust", "--load", typed, *FAST)
    assert done.code == 0
    assert done.out.count(shown) == 3


def test_the_settings_say_whether_a_number_is_in_pounds(run: Run) -> None:
    env = {"COACH_WEIGHT_UNIT": "lb"}
    assert "20 lb" in run("start", "hip-thrust", "--load", "20", *FAST, env=env).out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("hip-thrust", "--load=0"), "a weight above 0 kg, up to 500 kg"),
        (("hip-thrust", "--load=-5"), "a weight above 0 kg, up to 500 kg"),
        (("hip-thrust", "--load=1000"), "a weight above 0 kg, up to 500 kg"),
        (("hip-thrust", "--load=3st"), "write kg or lb"),
        (("hip-thrust", "--load=clamshell=4"), "Clamshell does not use a weight"),
        (("clamshell", "--load=4"), "no drill in Clamshell uses a weight today"),
        (
            ("hip-thrust", "single-leg-rdl", "--load=4"),
            "name the drill, as in --load hip-thrust=10",
        ),
        (("hip-thrust", "--load=single-leg-rdl=4"), "is not in Hip thrust today"),
        (("hip-thrust", "--load=strength-a=4"), "is a routine, not a drill"),
    ],
)
def test_an_impossible_weight_starts_nothing_and_says_what_to_write(
    run: Run, argv: tuple[str, ...], told: str
) -> None:
    refused = run("start", *argv, *FAST)
    assert refused.code in {1, 2}
    assert told in refused.sentence


def test_a_weight_that_was_held_stands_in_history_statistics_and_the_table(
    run: Run,
) -> None:
    held = Wishes(usual_weights={"hip-thrust": parse_weight("20lb", WeightUnit.KG)})
    write_course(Course(wishes=held), [("only hip-thrust", EASY, 1)])
    assert "20 lb" in run("history", "show").out
    assert "20 lb" in run("history", "stats", "--weeks", "104").out
    table = run("history", "export", "--format", "csv").out.splitlines()
    assert table[1].split(",")[table[0].split(",").index("load_g")] == "9072"


def test_a_session_added_by_hand_keeps_the_weight_of_its_drill(run: Run) -> None:
    remember(Context().paths.remembered, weights={"hip-thrust": Weight(8_000)})
    assert run("history", "add", "hip-thrust", "--date", "today").code == 0
    assert "8 kg" in run("history", "show").out
    assert "8 kg, leave 2 reps in reserve" in run("start", "hip-thrust", *FAST).out


def test_a_session_names_the_height_of_the_step_at_home(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("list").code == 0
    monkeypatch.setenv("COACH_EQUIPMENT", "step 20 cm")
    ahead = looking_ahead(Context(), MORNING).arrange(["low-step-up"], Limits())
    assert ahead.prescription.blocks[0].equipment == ("step 20 cm", "wall")


def test_a_weight_is_remembered_once_a_set_was_done_with_it() -> None:
    kept: list[object] = []
    block = make_block(sets=2)
    listener = WeightListener(kept.append, {})
    ladder = {block.drill: (Weight(4_000),)}
    timeline = compile_timeline(make_prescription(block))
    play(timeline, [(1_000, "l")], others=[listener], weights=ladder)
    assert kept == [{block.drill: Weight(4_000)}]


def test_a_number_has_the_unit_of_the_weights_at_home(run: Run) -> None:
    env = {"COACH_EQUIPMENT": "dumbbells 5-50 lb by 5"}
    assert "15 lb" in run("start", "hip-thrust", "--load", "15", *FAST, env=env).out
    assert "or none" in run("start", "hip-thrust", "--load=0", env=env).err
