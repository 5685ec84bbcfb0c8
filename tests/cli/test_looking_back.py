"""``coach history`` and its views: lists, sums, calendar, postcard."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from tests.cli.commands import Run, run_apart
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.errors import UsageError
from coach.journal.record_json import encode
from coach.terminal.clock import SystemClock
from coach.text.typed_times import parse_since, parse_when

BRIDGE = make_block(sets=2)
BIRD_DOG = replace(make_block("bird-dog"), level=2, routine="strength-a")


def keep(coach_home: Path, scribe: Scribe, name: str = "ab12cd") -> Path:
    file = coach_home / "data" / "journal" / f"{name}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(encode(record) for record in scribe.records))
    return file


@pytest.fixture
def now() -> datetime:
    return SystemClock().wall()


@pytest.fixture
def scribe(coach_home: Path, now: datetime) -> Scribe:
    """Twenty days ago, ten days ago, and a while ago today or yesterday."""
    scribe = Scribe()
    for days, plan in (
        (20, make_prescription(BRIDGE)),
        (10, make_prescription(BRIDGE, BIRD_DOG)),
        (0, make_prescription(BRIDGE)),
    ):
        scribe.at = now - timedelta(days=days, minutes=10)
        session = scribe.start(plan)
        for number in (1, 2):
            scribe.did(session, number)
        if len(plan.blocks) > 1:
            scribe.did(session, 1, block=1)
        scribe.end(session, rpe=4 if days else None)
    keep(coach_home, scribe)
    return scribe


def days_shown(run: Run, *argv: str) -> list[str]:
    sessions = run("history", "--json", *argv).json["sessions"]
    return [session["started_at"][:10] for session in sessions]


def ago(now: datetime, days: int) -> str:
    return f"{(now - timedelta(days=days, minutes=9)).date()}"


@pytest.mark.usefixtures("scribe")
def test_sessions_can_be_picked_by_day_drill_and_routine(run: Run, now: datetime) -> None:
    old, middle, new = (ago(now, days) for days in (20, 10, 0))
    assert days_shown(run) == [old, middle, new]
    assert days_shown(run, "--since", "15d") == [middle, new]
    assert days_shown(run, "--since", middle) == [middle, new]
    assert days_shown(run, "--drill", "bird-dog") == [middle]
    assert days_shown(run, "--drill", "Bird Dog") == [middle]
    assert days_shown(run, "--routine", "strength-a") == [middle]
    assert days_shown(run, "--routine", "pre-run", "--last", "1") == [new]
    assert days_shown(run, "--drill", "plank") == []


@pytest.mark.usefixtures("scribe")
def test_the_list_says_how_it_felt_and_what_was_new(run: Run) -> None:
    out = run("history", env={"COLUMNS": "120"}).out
    assert "felt 4/10" in out
    assert "new: Glute bridge" in out
    assert "new: Bird dog, level 2 in glute activation, most sets, longest session" in out


@pytest.mark.usefixtures("scribe")
def test_a_filter_that_fits_nothing_says_so(run: Run) -> None:
    result = run("history", "--drill", "plank")
    assert result.code == 0
    assert result.out == "No sessions match. To list your latest sessions: coach history\n"


@pytest.mark.parametrize("word", ["soon", "7", "", "2026-13-01", "-3d"])
def test_a_day_nobody_understands_is_wrong_usage(run: Run, word: str) -> None:
    result = run("history", f"--since={word}")
    assert (result.code, result.out) == (2, "")
    assert "is not a date\nhint: write 2026-11-20, yesterday" in result.err


SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("7d", date(2026, 11, 15)),
        ("2w", date(2026, 11, 8)),
        ("today", SUNDAY),
        ("Yesterday", date(2026, 11, 21)),
        ("last monday", date(2026, 11, 16)),
        ("sunday", SUNDAY),
        ("last sunday", date(2026, 11, 15)),
        ("9999w", date(1835, 4, 5)),
    ],
)
def test_days_as_people_say_them(word: str, day: date) -> None:
    assert parse_since(word, SUNDAY) == day


def test_a_day_without_an_hour_is_noon_unless_that_is_still_to_come() -> None:
    now = datetime.fromisoformat("2026-11-22T09:00+00:00")
    assert parse_when("2026-11-20", now)[0].hour == 12
    assert parse_when("2026-11-22", now) == (now, False, "")
    assert parse_when("2026-11-22T08:30+00:00", now)[1]
    for word in ("yesterday", "1d", "saturday"):
        assert parse_when(word, now) == parse_when("2026-11-21", now)
    for word in ("2026-11-22T09:01+00:00", "2027-01-01", "0001-01-01", "noon"):
        with pytest.raises(UsageError):
            parse_when(word, now)


# Sums


@pytest.mark.usefixtures("scribe")
def test_stats_as_json_add_up(run: Run, coach_home: Path) -> None:
    (coach_home / "config").mkdir(parents=True)
    (coach_home / "config" / "config.toml").write_text("week = 3\n")
    told = run("history", "stats", "--json", "--weeks", "6").json
    assert (told["version"], told["planned"], len(told["weeks"])) == (1, 3, 6)
    assert sum(week["sessions"] for week in told["weeks"]) == 3
    assert sum(week["active_ms"] for week in told["weeks"]) == 7 * 56_000
    assert told["levels"] == {"glute-activation": 2}
    assert [drill["drill"] for drill in told["drills"]] == ["glute-bridge", "bird-dog"]


@pytest.mark.usefixtures("scribe")
def test_weeks_before_the_first_session_are_left_out(run: Run) -> None:
    assert len(run("history", "stats", "--json").json["weeks"]) in {3, 4}


@pytest.mark.usefixtures("scribe")
def test_the_days_of_the_calendar_as_json(run: Run, now: datetime) -> None:
    days = run("history", "calendar", "--json").json["days"]
    assert [day["day"] for day in days] == [ago(now, days) for days in (20, 10, 0)]


@pytest.mark.usefixtures("scribe")
def test_the_calendar_can_be_read_aloud(run: Run) -> None:
    out = run("history", "calendar", "--plain").out
    assert "3 sessions, 6:32 of exercise." in out
    assert out.isascii()
    assert out == run("history", "calendar", env={"COACH_PLAIN": "true"}).out


def test_a_year_to_come_has_no_calendar(run: Run) -> None:
    result = run("history", "calendar", "--year", "9000")
    assert (result.code, result.out) == (2, "")


# The postcard


@pytest.mark.usefixtures("scribe")
def test_the_postcard_says_nothing_about_health(run: Run, tmp_path: Path) -> None:
    session = run("history", "--json", "--last", "1").json["sessions"][0]["id"]
    run("history", "edit", session, "--rpe=9", "--pain=7", "--felt=knee", "--note=Ouch")
    picture = tmp_path / "week.svg"
    card = run("history", "card").out
    written = run("history", "card", "--svg", str(picture))
    assert written.out == f"written: {picture}\n"
    svg = picture.read_text("utf-8")
    assert "Glute bridge" in card
    assert "Glute bridge" in svg
    for word in ("pain", "knee", "Ouch", "9/10", "9 out of 10", "7 out of 10"):
        assert word not in card + svg


@pytest.mark.usefixtures("scribe")
def test_a_picture_that_is_there_stays_unless_told(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "week.svg"
    picture.write_text("mine")
    result = run("history", "card", "--svg", str(picture))
    assert result.code == 1
    assert "already exists, so nothing was changed\n" in result.err
    assert "hint: choose another name, or use --force" in result.err
    assert picture.read_text() == "mine"
    assert run("history", "card", "--svg", str(picture), "--force").code == 0
    assert picture.read_text("utf-8").startswith("<svg")


@pytest.mark.usefixtures("scribe")
@pytest.mark.parametrize("name", ["", "nowhere/week.svg", "."])
def test_a_picture_that_cannot_be_written_is_one_sentence(
    run: Run, tmp_path: Path, name: str
) -> None:
    result = run("history", "card", "--svg", str(tmp_path / name))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: ")


@pytest.mark.usefixtures("scribe")
def test_a_postcard_is_a_png_where_the_package_for_it_is(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    picture = tmp_path / "week.png"
    assert run("history", "card", "--png", str(picture)).out == f"written: {picture}\n"
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("scribe")
def test_what_to_install_is_said_where_nothing_draws_a_png(tmp_path: Path) -> None:
    # Found before the real one, and says what Python says of a package that is not there.
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "resvg_py.py").write_text("raise ModuleNotFoundError('resvg_py')")
    files = tmp_path / "week.svg", tmp_path / "week.png"
    options = ("--svg", str(files[0]), "--png", str(files[1]))
    shown = run_apart("history", "card", *options, env={"PYTHONPATH": str(hidden)})
    assert (shown.code, shown.out) == (1, "")
    assert "PNG pictures need the package 'resvg-py', which is not installed" in shown.err
    assert "pip install 'drill-coach[png]'" in shown.err
    assert not any(file.exists() for file in files)


@pytest.mark.usefixtures("scribe")
def test_a_week_without_a_session_has_no_card(run: Run) -> None:
    result = run("history", "card", "--week-of", "2001-01-01")
    assert result.code == 0
    assert result.out.startswith("There are no sessions in that week")


VIEWS = {
    "list": ((), "Pre-run"),
    "filtered": (("--since", "30d"), "Pre-run"),
    "one": (("show",), "8 of 8"),
    "stats": (("stats",), "Breathing out"),
    "calendar": (("calendar",), "rest day"),
    "card": (("card",), "of exercise"),
    "help": (("--help",), "calendar"),
}


@pytest.mark.usefixtures("scribe")
@pytest.mark.parametrize("name", VIEWS)
def test_forty_columns_are_enough_for_the_past(name: str, run: Run) -> None:
    argv, needed = VIEWS[name]
    result = run("history", *argv, env={"COLUMNS": "40"})
    assert result.code == 0
    assert needed in result.out
    assert [line for line in result.out.splitlines() if cell_len(line) > 40] == []


@pytest.mark.usefixtures("scribe")
@pytest.mark.parametrize("name", VIEWS)
def test_a_terminal_without_unicode_gets_the_past(name: str) -> None:
    argv, needed = VIEWS[name]
    result = run_apart("history", *argv, env={"PYTHONIOENCODING": "ascii"})
    assert (result.code, result.err) == (0, "")
    assert needed in result.out


@pytest.mark.usefixtures("scribe")
@pytest.mark.parametrize("name", ["list", "stats", "calendar", "card"])
def test_the_past_is_the_same_without_colours(name: str, run: Run) -> None:
    argv, _ = VIEWS[name]
    plain = run("history", *argv, env={"NO_COLOR": "1", "TERM": "xterm-256color"})
    assert "\x1b" not in plain.out
    assert run("history", *argv).out == plain.out


@pytest.mark.parametrize("argv", [("stats",), ("calendar",), ("card",)])
def test_before_the_first_session_every_view_is_calm(
    argv: tuple[str, ...], run: Run
) -> None:
    result = run("history", *argv)
    assert (result.code, result.err) == (0, "")
    assert result.out


@pytest.mark.parametrize("argv", [(), ("stats",), ("calendar",), ("card",)])
def test_a_journal_that_cannot_be_read_is_never_called_empty(
    argv: tuple[str, ...], run: Run, coach_home: Path
) -> None:
    (coach_home / "data").mkdir(parents=True)
    (coach_home / "data" / "journal").write_text("not a folder")
    result = run("history", *argv)
    assert (result.code, result.out) == (1, "")
    assert "cannot be read" in result.err


def test_several_devices_and_damage_count_once(
    run: Run, coach_home: Path, scribe: Scribe
) -> None:
    phone = Scribe("phone1", at=scribe.at - timedelta(days=5))
    session = phone.start()
    phone.did(session)
    phone.end(session)
    file = keep(coach_home, phone, "phone1")
    copy = file.with_name("ab12cd (conflicted copy).jsonl")
    copy.write_bytes(
        file.with_name("ab12cd.jsonl").read_bytes()[:-20] + b'\n{"type":"new",'
    )
    result = run("history", "--json")
    assert len(result.json["sessions"]) == 4
    assert result.err.count("conflicted copy") == 1
    totals = json.loads(run("history", "stats", "--json").out)["weeks"]
    assert sum(week["sessions"] for week in totals) == 4


@pytest.mark.parametrize("argv", [(), ("stats",), ("calendar",), ("card",), ("show",)])
@pytest.mark.usefixtures("scribe")
def test_an_index_that_cannot_be_kept_changes_no_answer_and_is_told_once(
    argv: tuple[str, ...], run: Run, coach_home: Path
) -> None:
    argv = ("history", *argv)
    as_ever = run(*argv)
    shutil.rmtree(coach_home / "cache")
    (coach_home / "cache").write_text("in the way")
    result = run(*argv)
    assert (result.code, result.out) == (0, as_ever.out)
    (told,) = result.err.splitlines()
    file = coach_home / "cache" / "history.sqlite"
    assert told.startswith(f"coach: the index '{file}' cannot be used: ")
    assert told.endswith("; coach reads the journal directly, which takes longer")
    assert "Errno" not in told


def test_a_pause_for_pain_is_told_with_its_drill_and_set(
    run: Run, coach_home: Path, scribe: Scribe
) -> None:
    session = scribe.start(make_prescription(BRIDGE, BIRD_DOG))
    for reason, number in (("pain", 2), ("runner", 1), ("pain", 2)):
        scribe.pause(session, reason, block=1, number=number)
    keep(coach_home, scribe)
    said = run("history", "show", session).out
    assert said.count("stopped because of pain") == 1
    assert "stopped because of pain or dizziness during Bird dog, set 2" in said
    stops = run("history", "show", session, "--json").json["session"]["stops"]
    assert stops == [{"block": 1, "reason": "pain", "set": 2}] * 2


def test_a_pause_for_pain_of_an_older_program_or_a_foreign_one_is_told_as_far_as_known(
    run: Run, coach_home: Path, scribe: Scribe
) -> None:
    session = scribe.start(make_prescription(BRIDGE))
    scribe.pause(session, "pain", block=0)
    scribe.pause(session, "pain", block=7, number=1)
    keep(coach_home, scribe)
    said = run("history", "show", session).out
    assert said.count("stopped because of pain") == 1
    assert "stopped because of pain or dizziness during Glute bridge\n" in said


@pytest.mark.parametrize("columns", ["80", "40"])
def test_work_that_was_never_planned_is_shown_as_it_stands_in_the_journal(
    columns: str, run: Run, coach_home: Path, scribe: Scribe
) -> None:
    session = scribe.start(make_prescription(BRIDGE))
    for block in (0, 7, -1):
        scribe.did(session, 1, block=block)
    keep(coach_home, scribe)
    result = run("history", "show", session, env={"COLUMNS": columns})
    assert result.code == 0
    names = [row.split()[0] for row in result.out.splitlines() if "8 of 8" in row]
    assert sorted(names) == ["Glute", "glute-bridge", "glute-bridge"]
