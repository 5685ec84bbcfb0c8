from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from tests.export.reading import Fields, fit_messages, only
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.app.session.choose import of_routine
from coach.errors import CoachError
from coach.export.fit_activity import activity_file
from coach.export.fit_file import Message, encode
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.prescription import Block, FitNames
from coach.model.records import EndedBy, FeedbackRecord
from coach.model.terms import Side, Sides, Unit
from coach.model.weights import Weight, WeightUnit
from coach.prescribe import SessionRequest, Wishes, prescribe
from coach.timeline import plan_bouts

BRIDGE = FitNames("hip_raise", "hip_raise")
BREATHING = FitNames("move", "ribcage_breathing")


def named(drill: str, fit: FitNames | None, name: str = "") -> Block:
    block = make_block(drill)
    return replace(block, fit=fit, name=name or block.name)


def did(scribe: Scribe, session: str, block: Block, index: int = 0, reps: int = 8) -> None:
    record = scribe.did(session, block=index, reps=reps)
    scribe.records[-1] = replace(record, drill=block.drill)


def done(*blocks: Block, rpe: int | None = None) -> bytes:
    scribe = Scribe()
    session = scribe.start(make_prescription(*blocks))
    for index, block in enumerate(blocks):
        did(scribe, session, block, index)
    scribe.end(session, rpe=rpe)
    return activity_file(only(scribe))


def active(data: bytes) -> list[Fields]:
    return [
        fields for fields in fit_messages(data, "set") if fields["set_type"] == "active"
    ]


def test_a_session_is_a_strength_training_with_everything_services_ask_for() -> None:
    data = done(named("glute-bridge", BRIDGE))
    kinds = [fields["kind"] for fields in fit_messages(data)]
    assert kinds[:3] == ["file_id", "device_info", "event"]
    assert kinds[-4:] == ["event", "lap", "session", "activity"]
    (file_id,) = fit_messages(data, "file_id")
    assert (file_id["type"], file_id["manufacturer"]) == ("activity", "development")
    assert file_id["serial_number"] > 0
    (session,) = fit_messages(data, "session")
    assert (session["sport"], session["sub_sport"]) == ("training", "strength_training")
    assert (session["first_lap_index"], session["num_laps"]) == (0, 1)
    assert session["sport_profile_name"] == "Pre-run"
    events = [(e["event"], e["event_type"]) for e in fit_messages(data, "event")]
    assert events == [("timer", "start"), ("timer", "stop_all")]
    records = [record["timestamp"] for record in fit_messages(data, "record")]
    assert len(records) == 2
    assert records == sorted(records)


def test_sets_have_their_reps_times_and_the_rests_between_them() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    scribe.did(session, 2, reps=5, ended_by=EndedBy.STOPPED)
    data = activity_file(only(scribe))
    first, rest, second = fit_messages(data, "set")
    began = datetime(2026, 3, 1, 7, 1, 10, tzinfo=UTC)
    assert (first["set_type"], rest["set_type"], second["set_type"]) == (
        "active",
        "rest",
        "active",
    )
    assert (first["start_time"], first["duration"]) == (began, 56.0)
    assert (first["repetitions"], second["repetitions"]) == (8, 5)
    # Half a second of the set was a pause.
    assert rest["duration"] == 60 - 56 - 0.5
    assert "repetitions" not in rest
    assert second["start_time"] == began + timedelta(minutes=1)
    assert [m["message_index"] for m in (first, rest, second)] == [0, 1, 2]
    (whole,) = fit_messages(data, "session")
    assert whole["total_elapsed_time"] == 10 + 60 + 35 + 0.5
    assert whole["total_timer_time"] == 10 + 60 + 35 - 0.5
    (lap,), (activity,) = fit_messages(data, "lap"), fit_messages(data, "activity")
    assert lap["total_elapsed_time"] == whole["total_elapsed_time"]
    assert activity["total_timer_time"] == whole["total_timer_time"]


def test_both_sides_are_sets_and_what_was_skipped_at_once_is_none() -> None:
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(sides=Sides.EACH)))
    scribe.did(session, 1, Side.LEFT)
    scribe.did(session, 1, Side.RIGHT, reps=3, ended_by=EndedBy.SKIPPED)
    scribe.did(session, 2, Side.LEFT, reps=0, ended_by=EndedBy.SKIPPED)
    sets = active(activity_file(only(scribe)))
    assert [fields["repetitions"] for fields in sets] == [8, 3]


def test_a_drill_is_called_by_its_own_name_and_by_the_nearest_one_of_the_watch() -> None:
    data = done(named("glute-bridge", BRIDGE, "Brücke, „langsam“"))
    (title,) = fit_messages(data, "exercise_title")
    assert title["wkt_step_name"] == "Brücke, „langsam“"
    assert (title["exercise_category"], title["exercise_name"]) == ("hip_raise", 11)
    (fields,) = active(data)
    assert (fields["category"], fields["category_subtype"]) == ("hip_raise", 11)


def test_two_drills_with_the_same_nearest_name_stay_two() -> None:
    data = done(
        named("straw", BREATHING, "Straw"),
        named("bear", BREATHING, "Bear"),
        named("frog", BREATHING, "Frog"),
        named("hitch", None, "Hitch"),
    )
    titles = {
        (title["exercise_category"], title["exercise_name"]): title["wkt_step_name"]
        for title in fit_messages(data, "exercise_title")
    }
    found = [titles[s["category"], s["category_subtype"]] for s in active(data)]
    assert found == ["Straw", "Bear", "Frog", "Hitch"]
    # The second is still in its category; a made-up number in one would be refused.
    assert [key[0] for key in titles] == ["move", "move", "unknown", "unknown"]


def test_an_exercise_of_another_category_is_never_written() -> None:
    data = done(named("glute-bridge", FitNames("plank", "hip_raise")))
    (fields,) = active(data)
    assert (fields["category"], fields["category_subtype"]) == ("plank", None)


def test_a_category_nobody_knows_is_unknown() -> None:
    (fields,) = active(done(named("glute-bridge", FitNames("levitation", "hip_raise"))))
    assert fields["category"] == "unknown"


def test_a_long_name_with_line_breaks_fits_on_one_line() -> None:
    data = done(named("glute-bridge", BRIDGE, "ü\n\t" * 300))
    (title,) = fit_messages(data, "exercise_title")
    name = title["wkt_step_name"]
    assert set(name) == {"ü", " "}
    assert 190 < len(name.encode()) <= 200


def test_a_stay_has_its_time_and_no_reps() -> None:
    (fields,) = active(done(replace(make_block(), unit=Unit.TIME)))
    assert "repetitions" not in fields
    assert fields["duration"] == 56.0


@pytest.mark.parametrize(("rpe", "written"), [(0, 0), (7, 70), (10, 100)])
def test_how_hard_it_was_is_written_in_tenths(rpe: int, written: int) -> None:
    (session,) = fit_messages(done(make_block(), rpe=rpe), "session")
    assert session["workout_rpe"] == written


def test_how_hard_it_was_is_absent_if_nobody_said_so() -> None:
    (session,) = fit_messages(done(make_block()), "session")
    assert "workout_rpe" not in session


def test_what_was_said_of_the_drills_stands_for_the_session() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session)
    fields = scribe.stamp().fields
    said = FeedbackRecord(**fields, session=session, block=0, drill="glute-bridge", rpe=6)
    scribe.records.append(said)
    (whole,) = fit_messages(activity_file(only(scribe)), "session")
    assert whole["workout_rpe"] == 60


def test_seventy_thousand_reps_are_refused_and_do_not_become_four_thousand() -> None:
    scribe = Scribe()
    scribe.did(scribe.start(), reps=70_000)
    with pytest.raises(CoachError, match="is 70000, but a FIT file allows only 0 to 65534"):
        activity_file(only(scribe))


def test_the_number_that_means_absent_is_refused() -> None:
    scribe = Scribe()
    record = scribe.did(scribe.start())
    scribe.records[-1] = replace(record, reps_done=65_535)
    with pytest.raises(CoachError, match="is 65535, but a FIT file allows"):
        activity_file(only(scribe))
    scribe.records[-1] = replace(record, reps_done=65_534)
    (fields,) = active(activity_file(only(scribe)))
    assert fields["repetitions"] == 65_534


def test_an_effort_that_is_none_is_refused() -> None:
    with pytest.raises(CoachError, match=r"effort in session '.*' is 70, but"):
        done(make_block(), rpe=70)


@pytest.mark.parametrize("year", [1971, 1990, 2200])
def test_a_day_that_fit_cannot_count_is_refused(year: int) -> None:
    scribe = Scribe(at=datetime(year, 1, 1, tzinfo=UTC))
    scribe.did(scribe.start())
    with pytest.raises(CoachError, match="in seconds since 1970"):
        activity_file(only(scribe))


@pytest.mark.parametrize(
    "fields", [{"workout_step_name": "left\0right"}, {"exercise_name": 70_000}]
)
def test_what_would_come_out_otherwise_than_it_went_in_is_not_written(
    fields: dict[str, int | str],
) -> None:
    with pytest.raises(CoachError, match="nothing was written"):
        encode([Message("exercise_title", {"message_index": 0, **fields})])


def test_a_session_goes_over_midnight_and_through_the_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    scribe = Scribe(at=start.astimezone(UTC))
    session = scribe.start()
    record = scribe.did(session)
    began = datetime(2026, 3, 29, 1, 0, 30, tzinfo=UTC).astimezone(berlin)
    scribe.records[-1] = replace(record, started_at=began)
    data = activity_file(only(scribe))
    (fields,) = active(data)
    assert fields["start_time"] == datetime(2026, 3, 29, 1, 0, 30, tzinfo=UTC)
    (activity,) = fit_messages(data, "activity")
    assert activity["timestamp"] == datetime(2026, 3, 29, 1, 1, 26, tzinfo=UTC)
    # On the wall it is summer time by now.
    wall = datetime(2026, 3, 29, 3, 1, 26, tzinfo=UTC)
    assert activity["local_timestamp"].replace(tzinfo=UTC) == wall


def test_a_long_break_is_not_a_rest_and_stops_the_clock() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    scribe.at += timedelta(hours=3)
    scribe.resume(session)
    scribe.did(session, 2)
    data = activity_file(only(scribe))
    assert [fields["set_type"] for fields in fit_messages(data, "set")] == ["active"] * 2
    events = [event["event_type"] for event in fit_messages(data, "event")]
    assert events == ["start", "stop", "start", "stop_all"]
    (whole,) = fit_messages(data, "session")
    assert whole["total_elapsed_time"] > 3 * 3600
    assert whole["total_timer_time"] == 10 + 56 + 56


@pytest.mark.parametrize(("ms_more", "is_rest"), [(0, True), (1, False)])
def test_a_break_of_ten_minutes_is_the_longest_rest(ms_more: int, *, is_rest: bool) -> None:
    scribe = Scribe()
    session = scribe.start()
    first = scribe.did(session, 1)
    ends = first.started_at + timedelta(milliseconds=first.work_ms + first.paused_ms)
    second = scribe.did(session, 2)
    begins = ends + timedelta(minutes=10, milliseconds=ms_more)
    scribe.records[-1] = replace(second, started_at=begins)
    kinds = [f["set_type"] for f in fit_messages(activity_file(only(scribe)), "set")]
    assert ("rest" in kinds) is is_rest


def test_sets_never_overlap_even_if_the_clock_was_set_back() -> None:
    scribe = Scribe()
    session = scribe.start()
    first = scribe.did(session, 1)
    second = scribe.did(session, 2)
    scribe.records[-1] = replace(second, started_at=first.started_at)
    one, two = fit_messages(activity_file(only(scribe)), "set")
    assert one["timestamp"] <= two["start_time"]
    assert one["duration"] == two["duration"] == 56.0


def test_a_session_that_was_given_another_day_is_on_that_day_with_all_its_sets() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session)
    scribe.correct(session, started_at="2026-02-14T18:30:00+01:00")
    data = activity_file(only(scribe))
    (whole,) = fit_messages(data, "session")
    assert whole["start_time"] == datetime(2026, 2, 14, 17, 30, tzinfo=UTC)
    (fields,) = active(data)
    assert fields["start_time"] == whole["start_time"]


def test_a_session_without_any_set_has_no_activity() -> None:
    scribe = Scribe()
    scribe.start()
    with pytest.raises(CoachError, match="nothing was done in session"):
        activity_file(only(scribe))


def test_the_same_session_is_the_same_file_so_that_diaries_see_it_is_known() -> None:
    assert done(make_block()) == done(make_block())


def test_every_bundled_routine_becomes_an_activity_with_names_the_watch_knows() -> None:
    library = read_library([], find_bundled())
    known = 0
    for entry in library.routines.values():
        routine = entry.value
        asked = SessionRequest(routine.name, (routine.id,), routine.id)
        plan = prescribe(asked, of_routine(routine, library), Wishes())
        scribe = Scribe()
        session = scribe.start(plan)
        for bout in plan_bouts(plan):
            record = scribe.did(session, bout.set, bout.side, block=bout.block)
            drill = plan.blocks[bout.block].drill
            scribe.records[-1] = replace(record, drill=drill, reps_done=bout.reps)
        data = activity_file(only(scribe))
        titles = {t["wkt_step_name"] for t in fit_messages(data, "exercise_title")}
        assert titles == {block.name for block in plan.blocks}
        assert len(active(data)) == len(plan_bouts(plan))
        known += sum(s["category"] != "unknown" for s in active(data))
    assert known > 50


def test_every_bundled_drill_names_an_exercise_that_is_in_the_profile() -> None:
    library = read_library([], find_bundled())
    drills = [entry.value for entry in library.drills.values() if entry.value.fit]
    assert drills
    for drill in drills:
        assert drill.fit
        (fields,) = active(
            done(named(drill.id, FitNames(drill.fit.category, drill.fit.exercise)))
        )
        assert fields["category"] == drill.fit.category, drill.id
        assert fields["category_subtype"] is not None, drill.id


def test_the_file_is_small(tmp_path: Path) -> None:
    file = tmp_path / "a.fit"
    file.write_bytes(done(*(named(f"drill-{n}", None) for n in range(12))))
    assert file.stat().st_size < 3_000


def test_the_weight_of_a_set_is_read_back_in_kilos_with_the_unit_it_was_given_in() -> None:
    for weight, kilos, unit in (
        (Weight(10_000), 10.0, "kilogram"),
        (Weight(9_072, WeightUnit.LB), 9.0625, "pound"),
    ):
        scribe = Scribe()
        block = named("hip-thrust", BRIDGE)
        session = scribe.start(make_prescription(replace(block, weight=weight)))
        did(scribe, session, block)
        scribe.records[-1] = replace(scribe.records[-1], weight=weight)
        scribe.end(session)
        first, *_ = active(activity_file(only(scribe)))
        assert (first["weight"], first["weight_display_unit"]) == (kilos, unit)


def test_a_set_without_a_weight_has_none() -> None:
    (only_set,) = active(done(named("hip-thrust", BRIDGE)))
    assert only_set.get("weight") is None
