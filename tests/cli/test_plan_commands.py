"""`coach plan`: begun, looked at, left, taken into a calendar."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from tests.cli.commands import Run

from coach.terminal.clock import SystemClock


def test_without_a_programme_it_says_how_to_begin_one(run: Run) -> None:
    result = run("plan")
    assert (result.code, result.err) == (0, "")
    lines = [line.split("  ") for line in result.out.splitlines()]
    assert ["", "coach plan begin NAME", "begin one"] in lines
    assert "`" not in result.out
    assert run("plan", "show", "--json").json == {"version": 1, "plan": None}


def test_all_programmes_are_listed_with_the_one_that_is_on(run: Run) -> None:
    assert "four-week" in run("plan", "list").out
    run("plan", "begin", "four-week")
    assert "four-week on" in run("plan", "list").out
    found = run("plan", "list", "--json").json["programmes"]
    assert [(each["id"], each["weeks"], each["on"]) for each in found] == [
        ("four-week", 4, True),
        ("six-week", 6, False),
    ]


def test_beginning_shows_the_first_week_at_once(run: Run) -> None:
    result = run("plan", "begin", "six-week", "--days", "mon,wed,friday")
    assert result.code == 0
    assert "Six weeks, week 1 of 6: Learn" in result.out
    assert "0 of 2 done this week" in result.out
    assert run("plan", "show").out == run("plan").out
    assert run("plan").out in result.out
    days = run("plan", "show", "--json").json["plan"]["days"]
    assert len(days) == 7
    assert [each["kind"] for each in days].count("to come") <= 2


def test_this_week_as_json_needs_no_second_word(run: Run) -> None:
    run("plan", "begin", "six-week")
    assert run("plan", "--json").json == run("plan", "show", "--json").json
    misplaced = run("plan", "--json", "list")
    assert misplaced.code == 2
    assert "put '--json' after 'list'" in misplaced.err
    assert "can't use '--json' with `coach plan stop`" in run("plan", "--json", "stop").err
    assert run("plan", "--json", "--ics", "file.ics").code == 2


def test_the_home_view_says_where_the_programme_is(run: Run) -> None:
    run("plan", "begin", "six-week", "--week", "3")
    out = run().out
    assert "Six weeks, week 3 of 6: Build, 0 of 2 done this week" in out


def test_another_programme_takes_the_place_of_the_one_that_is_on(run: Run) -> None:
    run("plan", "begin", "six-week")
    again = run("plan", "begin", "six-week").out
    assert "You've restarted 'six-week'; your sessions are kept." in again
    other = run("plan", "begin", "four-week").out
    assert "You've stopped 'six-week'; your sessions are kept." in other
    assert "Four weeks, week 1 of 4" in run("plan").out


def test_a_programme_can_be_left_and_says_how_to_go_on(run: Run) -> None:
    run("plan", "begin", "six-week", "--week", "3")
    result = run("plan", "stop")
    assert result.code == 0
    assert "Your sessions stay in your history." in result.out
    assert "coach plan begin six-week --week 3" in result.out
    assert "You're not following a programme." in run("plan").out
    again = run("plan", "stop")
    assert (again.code, again.err.splitlines()[0]) == (
        1,
        "coach: you have no programme to stop",
    )


@pytest.mark.parametrize(
    ("argv", "said", "hint"),
    [
        (("sixweek",), "no programme is called 'sixweek'", "did you mean 'six-week'?"),
        (("six-week", "--week", "7"), "has 6 weeks, so there is no week 7", "1 to 6"),
        (
            ("six-week", "--race", "2020-03-14"),
            "the race day, 14 March 2020, has passed",
            "use today or a later day, or leave out --race",
        ),
        (("six-week", "--race", "soon"), "'soon' is not a date", "write 2026-11-20"),
        (("six-week", "--days", "mon,funday"), "'funday' is not a day", "mon, tue, wed"),
        (
            ("six-week", "--days", "mon"),
            "needs 2 strength days a week, but you chose 1 day",
            "use, for example, --days mon,thu",
        ),
        (
            ("six-week", "--days", "sun,mon"),
            "the days you chose leave no rest day between strength sessions",
            "mon,thu",
        ),
    ],
)
def test_what_makes_no_sense_is_said_with_a_next_step(
    argv: tuple[str, ...], said: str, hint: str, run: Run
) -> None:
    result = run("plan", "begin", *argv)
    assert result.code in {1, 2}
    message, next_step = result.err.splitlines()
    assert said in message
    assert hint in next_step
    assert "You're not following a programme." in run("plan").out


def test_a_race_is_planned_for(run: Run) -> None:
    race = SystemClock().wall().date() + timedelta(days=3)
    out = run("plan", "begin", "six-week", "--race", race.isoformat()).out
    assert "Six weeks: race week" in out
    assert "Race-week taper" in out or "race" in out


def test_a_bad_programme_is_told_and_the_others_can_be_begun(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "mine" / "programmes"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        "name: Mine\nwhy: Mine.\nweeks:\n  - name: One\n    about: One.\n"
        "    strength: [{routine: strength-d, times: 2}]\n"
    )
    given = ("--drills", str(tmp_path / "mine"))
    result = run("plan", "list", *given)
    assert result.code == 0
    assert "mine.yaml:6:26: no routine is called 'strength-d'" in result.err
    begun = run("plan", "begin", "mine", *given)
    assert (begun.code, begun.err.count("strength-d")) == (1, 1)
    assert run("plan", "begin", "six-week", *given).code == 0
    assert run("list", *given).err == ""
    assert run("drill", "check", *given).code == 1


# The calendar


def events(file: Path) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    return [each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event)]


def test_a_calendar_holds_every_session_in_floating_time(run: Run, tmp_path: Path) -> None:
    run("plan", "begin", "six-week", "--days", "mon,thu")
    file = tmp_path / "plan.ics"
    result = run("plan", "--ics", str(file), "--at", "07:30")
    assert (result.code, result.out) == (0, "")
    assert f"written to '{file}': 12 sessions" in result.err
    found = events(file)
    assert len({str(each["uid"]) for each in found}) == len(found) == 12
    for each in found:
        start = each.decoded("dtstart")
        assert start.tzinfo is None
        assert (start.hour, start.minute) == (7, 30)
        assert start.weekday() in {0, 3}
    names = [str(each["summary"]) for each in found]
    assert names[:3] == ["Strength A"] * 3
    assert str(found[0]["description"]) == "Six weeks, week 1"


def test_a_calendar_written_later_has_the_same_ids(run: Run, tmp_path: Path) -> None:
    run("plan", "begin", "six-week", "--days", "mon,thu")
    first, second = tmp_path / "a.ics", tmp_path / "b.ics"
    run("plan", "--ics", str(first))
    run("plan", "--ics", str(second), "--at", "6:00".zfill(5))
    assert [each["uid"] for each in events(first)] == [e["uid"] for e in events(second)]


def test_another_file_is_not_taken_the_place_of_unasked(run: Run, tmp_path: Path) -> None:
    run("plan", "begin", "six-week")
    file = tmp_path / "plan.ics"
    file.write_text("mine")
    result = run("plan", "--ics", str(file))
    assert result.code == 1
    assert "use --force" in result.err
    assert file.read_text() == "mine"
    assert run("plan", "--ics", str(file), "--force").code == 0
    assert events(file)


def test_there_is_no_calendar_without_a_programme(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    result = run("plan", "--ics", str(file))
    assert result.code == 1
    assert "no programme to put in a calendar" in result.err
    assert not file.exists()
    run("plan", "begin", "six-week")
    assert run("plan", "--ics", str(file), "--at", "noonish").code == 2


# Options of start


def test_start_says_what_was_picked_what_was_left_out_and_why(run: Run) -> None:
    quick = ("--speed", "1000", "--plain")
    picked = run("start", *quick)
    assert "coach: Desk break: a good first session" in picked.err
    short = run("start", "pre-run", "--minutes", "4", *quick)
    assert re.search(r"coach: left out to save time: .*Standing wall-press", short.err)
    standing = run("start", "pre-run", "--standing", *quick)
    assert (
        "coach: left out because you chose standing drills: Quadruped rocking"
        in standing.err
    )
    kit = run("start", "strength-b", "--no-equipment", *quick)
    assert "coach: left out because you chose drills without equipment: " in kit.err


def test_start_says_how_short_it_gets(run: Run) -> None:
    result = run("start", "pre-run", "--minutes", "2", "--speed", "1000", "--plain")
    assert result.code == 0
    assert "left out to save time" in result.err
    assert "shortest possible session: " not in result.err
    breathing = ("start", "crocodile-breathing", "--minutes", "1")
    longer = run(*breathing, "--speed", "1000", "--plain")
    assert "coach: shortest possible session: 1:30" in longer.err


def test_nothing_left_is_said_with_a_next_step(run: Run) -> None:
    result = run("start", "post-run-reset", "--standing")
    assert result.code == 1
    assert result.err.splitlines() == [
        "coach: no drill in this session can be done standing",
        "hint: use `coach start desk-break`, a standing routine that needs only a wall",
    ]


# What was said when a programme was begun


def in_one_line(run: Run, *argv: str) -> str:
    return " ".join(run(*argv).out.split())


def test_the_race_is_said_when_the_programme_begins_and_from_then_on(run: Run) -> None:
    race = SystemClock().wall().date() + timedelta(days=30)
    whole = f"Your race is on {race:%A}, {race.day} {race:%B} {race.year}, in 30 days."
    begin = ("plan", "begin", "six-week", "--race", race.isoformat())
    assert whole in in_one_line(run, *begin)
    assert whole in in_one_line(run, "plan")
    assert whole in run("plan", "--json").json["plan"]["reasons"]
    assert run("plan", "--json").json["plan"]["race"] == race.isoformat()
    assert f"race on {race.day} {race:%B} {race.year}" in in_one_line(run)


def test_without_a_race_none_is_said(run: Run) -> None:
    assert "race" not in in_one_line(run, "plan", "begin", "six-week")
    assert run("plan", "--json").json["plan"]["race"] is None


def test_more_days_than_sessions_are_said_with_the_reason(run: Run) -> None:
    said = (
        "You chose Monday, Wednesday and Friday. This week has two strength sessions, "
        "so Wednesday stays free."
    )
    begin = ("plan", "begin", "six-week", "--days", "mon,wed,fri")
    assert said in in_one_line(run, *begin)
    assert said in in_one_line(run, "plan")
    assert run("plan", "--json").json["plan"]["strength_days"] == ["mon", "wed", "fri"]


def test_as_many_days_as_sessions_need_no_word(run: Run) -> None:
    assert "You named" not in in_one_line(
        run, "plan", "begin", "six-week", "--days", "mon,thu"
    )


@pytest.mark.parametrize(
    "argv", [("--at", "07:00"), ("--force",), ("--at", "07:00", "show")]
)
def test_an_option_of_the_calendar_is_never_passed_over(
    run: Run, argv: tuple[str, ...]
) -> None:
    result = run("plan", *argv)
    assert result.code == 2
    assert argv[0] in result.sentence


def test_the_distance_of_a_race_is_kept_and_what_it_changes_is_said(run: Run) -> None:
    race = SystemClock().wall().date() + timedelta(days=40)
    begin = ("plan", "begin", "six-week", "--race", race.isoformat())
    assert "coach assumes a 10 km race" in in_one_line(run, *begin)
    said = in_one_line(run, *begin, "--distance", "marathon")
    assert "Planned as for" not in said
    assert "The taper for the marathon begins on" in said
    assert "After the race, do only easy stretches and breathing for seven days." in said
    taper = race - timedelta(days=10)
    assert f"taper begins on {taper.day} {taper:%B}" in in_one_line(run)
    plan = run("plan", "--json").json["plan"]
    assert (plan["distance"], plan["taper_from"]) == ("marathon", taper.isoformat())
    alone = run("plan", "begin", "six-week", "--distance", "half")
    assert alone.code == 2
    assert "add --race DAY" in alone.sentence


def test_a_first_programme_close_to_a_race_waits_for_it(run: Run) -> None:
    race = SystemClock().wall().date() + timedelta(days=10)
    begin = ("plan", "begin", "six-week", "--race", race.isoformat())
    said = in_one_line(run, *begin, "--distance", "10k")
    assert "too close to the race to begin strength" in said
    assert "strength sessions start after the race" in in_one_line(run)
    assert run("plan", "--json").json["plan"]["waits_for_race"] is True


def test_without_a_programme_each_is_shown_with_what_it_is(run: Run) -> None:
    lines = run("plan").out.splitlines()
    command = lines[lines.index("Six weeks") + 1]
    assert command.split()[:4] == ["coach", "plan", "begin", "six-week"]
    assert any("strength sessions a week" in line for line in lines)
