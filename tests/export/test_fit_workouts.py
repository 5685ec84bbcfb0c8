from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.commands import run_apart, run_here
from tests.export.reading import Fields, fit_messages
from tests.journal.scribe import MORNING, make_block, make_prescription

from coach.errors import CoachError
from coach.export.fit_workout import workout_file
from coach.model.prescription import Block, FitNames
from coach.model.terms import Sides, Unit


def steps(*blocks: Block) -> list[Fields]:
    data = workout_file(make_prescription(*blocks), MORNING)
    found = fit_messages(data, "workout_step")
    (workout,) = fit_messages(data, "workout")
    assert workout["num_valid_steps"] == len(found)
    assert [step["message_index"] for step in found] == list(range(len(found)))
    return found


def test_each_set_is_a_step_with_its_reps_and_each_rest_one_with_its_time() -> None:
    first, rest, second = steps(make_block())
    assert (first["duration_type"], first["duration_reps"]) == ("reps", 8)
    assert (rest["duration_type"], rest["duration_time"]) == ("time", 30.0)
    assert (first["intensity"], rest["intensity"]) == ("active", "rest")
    assert first["wkt_step_name"] == second["wkt_step_name"] == "Glute bridge"
    assert first["notes"] == "out 4s press and lift, in 3s lower slowly"


def test_sides_are_named_and_the_switch_between_them_has_its_time() -> None:
    names = [step["wkt_step_name"] for step in steps(make_block(sides=Sides.EACH, sets=1))]
    assert names == ["Glute bridge, left", "Switch sides", "Glute bridge, right"]


@pytest.mark.parametrize("unit", [Unit.BREATHS, Unit.TIME])
def test_a_watch_counts_no_breaths_so_these_steps_last_as_long_as_they_do(
    unit: Unit,
) -> None:
    (step,) = steps(replace(make_block(sets=1), unit=unit))
    assert (step["duration_type"], step["duration_time"]) == ("time", 56.0)


def test_the_change_to_the_next_drill_has_its_time_but_the_first_waits_for_the_button() -> (
    None
):
    found = steps(make_block(sets=1), make_block("clamshell", sets=1))
    assert [step["wkt_step_name"] for step in found] == [
        "Glute bridge",
        "Get into position",
        "Clamshell",
    ]
    assert found[1]["duration_time"] == 6.0


def test_no_rest_is_no_step() -> None:
    assert len(steps(replace(make_block(), rest_ms=0))) == 2


def test_exercises_have_the_names_of_the_watch_and_their_own() -> None:
    block = replace(make_block(sets=1), fit=FitNames("hip_raise", "hip_raise"))
    data = workout_file(make_prescription(block), MORNING)
    (step,), (title,) = (
        fit_messages(data, "workout_step"),
        fit_messages(data, "exercise_title"),
    )
    assert (step["exercise_category"], step["exercise_name"]) == ("hip_raise", 11)
    assert (title["exercise_name"], title["wkt_step_name"]) == (11, "Glute bridge")
    (file_id,) = fit_messages(data, "file_id")
    assert (file_id["type"], file_id["time_created"]) == ("workout", MORNING)


def test_too_many_reps_are_refused() -> None:
    with pytest.raises(CoachError, match="is 70000, but a FIT file allows"):
        steps(replace(make_block(), reps=70_000))


def test_show_writes_a_routine_for_the_watch(tmp_path: Path) -> None:
    file = tmp_path / "pre-run.fit"
    shown = run_here("show", "pre-run", "--fit", str(file))
    assert (shown.code, shown.out) == (0, "")
    assert "GARMIN/NewFiles" in shown.err
    (workout,) = fit_messages(file.read_bytes(), "workout")
    assert workout["wkt_name"] == "Pre-run activation"
    assert workout["num_valid_steps"] == 15


def test_show_leaves_a_file_that_is_there_alone_unless_told_otherwise(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.fit"
    file.write_text("mine")
    refused = run_here("show", "desk-break", "--fit", str(file))
    assert refused.code == 1
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert run_here("show", "desk-break", "--fit", str(file), "--force").code == 0
    assert fit_messages(file.read_bytes(), "workout")


def test_what_to_install_is_said_where_fit_tool_is_missing(tmp_path: Path) -> None:
    # Found before the real one, and says what Python says of a package that is not there.
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "fit_tool.py").write_text("raise ModuleNotFoundError('fit_tool')")
    file = tmp_path / "a.fit"
    shown = run_apart(
        "show", "desk-break", "--fit", str(file), env={"PYTHONPATH": str(hidden)}
    )
    assert shown.code == 1
    assert "FIT files need the package 'fit-tool', which is not installed" in shown.err
    assert "pip install 'drill-coach[fit]'" in shown.err
    assert "Traceback" not in shown.err
    assert not file.exists()


def test_the_card_of_a_routine_needs_no_fit_tool(tmp_path: Path) -> None:
    (tmp_path / "fit_tool.py").write_text("raise ModuleNotFoundError('fit_tool')")
    assert run_apart("show", "desk-break", env={"PYTHONPATH": str(tmp_path)}).code == 0


def test_what_is_in_the_way_of_the_file_is_said(tmp_path: Path) -> None:
    told = run_here("show", "desk-break", "--fit", str(tmp_path))
    assert told.code == 1
    assert "is a folder" in told.err
