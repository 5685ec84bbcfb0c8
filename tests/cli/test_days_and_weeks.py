"""One answer to "which day, which week", wherever and whenever somebody asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.cli.commands import Run
from tests.doubles import play
from tests.journal.scribe import Scribe, make_block, make_prescription
from tests.plans import pre_run
from tests.screen.test_printed_pages import facts

from coach.app.context import Context
from coach.app.session.summary import print_summary
from coach.journal.record_json import encode
from coach.model.days_and_weeks import (
    TRAVEL,
    ClockFace,
    WeekStart,
    day_name,
    day_of,
    first_of_week,
    is_dated_ahead,
)
from coach.model.trends import days_of, weeks_of
from coach.screen.home_page import last_line
from coach.screen.session_words import week_line
from coach.screen.year_calendar import calendar_lines, calendar_list, calendar_year
from coach.terminal.clock import SystemClock


class Keep(Protocol):
    """``keep(at)``: a whole strength session in the journal; says its id."""

    def __call__(self, at: datetime, device: str = "ab12cd") -> str:
        """Write it down as a device would."""


@pytest.fixture
def now() -> datetime:
    return SystemClock().wall()


@pytest.fixture
def keep(coach_home: Path) -> Keep:
    folder = coach_home / "data" / "journal"
    folder.mkdir(parents=True)

    def call(at: datetime, device: str = "ab12cd") -> str:
        scribe = Scribe(device, at=at - timedelta(minutes=1))
        plan = make_prescription(make_block(sets=2))
        session = scribe.start(replace(plan, routine="strength-a"))
        for number in (1, 2):
            scribe.did(session, number)
        scribe.end(session)
        with (folder / f"{device}.jsonl").open("ab") as file:
            file.write(b"".join(encode(record) for record in scribe.records))
        return session

    return call


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Move this process to another time zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def counted(run: Run) -> tuple[str, int]:
    """This week at home, and the newest week of the statistics."""
    home = next(line for line in run().out.splitlines() if "This week" in line)
    weeks = run("history", "stats", "--json").json["weeks"]
    return home.strip(), weeks[-1]["sessions"]


# A day is the date where it was done

OFFSETS = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  its zone is drawn apart
    datetime(2026, 12, 31),  # noqa: DTZ001  its zone is drawn apart
    timezones=OFFSETS,
)


@given(st.lists(MOMENTS, min_size=1, max_size=6), st.sampled_from(WeekStart))
def test_home_and_statistics_count_the_same_week_wherever_it_was_done(
    moments: list[datetime], starts: WeekStart
) -> None:
    sessions = [replace(facts(), started_at=at, last_at=at) for at in moments]
    for at in moments:
        first = first_of_week(day_of(at), starts)
        (week,) = weeks_of(days_of(sessions), first, first + timedelta(days=6), starts)
        said = week_line(sessions, day_of(at), None, starts=starts)
        assert said.startswith(f"This week: {week.total.sessions} session")


@given(st.dates(date(1971, 1, 1), date(2200, 1, 1)), st.sampled_from(WeekStart))
def test_a_week_has_seven_days_from_the_one_it_begins_on(
    day: date, starts: WeekStart
) -> None:
    first = first_of_week(day, starts)
    assert first <= day < first + timedelta(days=7)
    assert f"{first:%A}".lower() == starts


@given(MOMENTS, OFFSETS)
def test_no_journey_makes_a_session_one_that_lies_ahead(
    at: datetime, there: timezone
) -> None:
    assert not is_dated_ahead(at, at.astimezone(there))
    wall = at.replace(tzinfo=there)  # the clock is right, its zone is that of before
    assert not is_dated_ahead(wall, at)
    assert is_dated_ahead(at + TRAVEL + timedelta(seconds=1), at)


def test_what_was_done_in_auckland_tomorrow_counts_at_home_and_in_all_sums(
    run: Run, keep: Keep, now: datetime
) -> None:
    ahead = now.astimezone(timezone(timedelta(hours=14)))
    keep(ahead - timedelta(minutes=20))
    home, weeks = counted(run)
    assert (home[:20], weeks) == ("This week: 1 session", 1)
    assert len(run("history", "--json").json["sessions"]) == 1
    assert len(run("history", "calendar", "--json").json["days"]) == 1
    assert "1 session" in run("history", "card").out


# What lies ahead


def test_a_session_far_ahead_decides_nothing_and_is_named(
    run: Run, keep: Keep, now: datetime
) -> None:
    keep(now - timedelta(days=3))
    before = run().out
    wrong = keep(now + timedelta(days=5), "cd34ef")
    assert run().out == before
    history = run("history")
    assert history.out.count("dated in the future, so not counted yet") == 1
    told = run("history", "--json").json["sessions"]
    assert [each["dated_ahead"] for each in told] == [False, True]
    doctor = run("doctor", "--json").json["findings"]
    (finding,) = [each for each in doctor if each["name"] == "dated ahead"]
    assert not finding["ok"]
    assert f"coach history delete {wrong[:4]}" in finding["hint"]
    assert "dated in the future" in run("history", "show", wrong).out


def test_a_session_over_midnight_is_summed_up_in_the_week_it_began_in(
    keep: Keep, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    session = keep(now - timedelta(days=10))
    outcome = play(pre_run()).outcome
    print_summary(Context(), outcome, session, has_banner=False)
    assert "This week: 1 session" in capsys.readouterr().out


# Years


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_calendar_year_is_january_to_december(
    year: int, run: Run, keep: Keep, now: datetime
) -> None:
    for day in (f"{year - 1}-12-31", f"{year}-01-01", f"{year}-12-31", f"{year + 1}-01-01"):
        at = datetime.fromisoformat(f"{day}T12:00+00:00")
        if at < now:
            keep(at, f"dev{day[:4]}{day[5:7]}"[:6] + day[-2:])
    told = run("history", "calendar", "--year", str(year), "--json").json
    assert (told["first"], told["last"]) == (f"{year}-01-01", f"{year}-12-31")
    assert told["days"]
    assert {each["day"][:4] for each in told["days"]} == {str(year)}
    out = run("history", "calendar", "--year", str(year), "--plain").out
    assert out.startswith(f"The year {year}\n{len(told['days'])} session")


@given(st.integers(1990, 2060), st.sampled_from(WeekStart), st.integers(20, 120))
def test_any_year_has_all_its_days_and_no_others(
    year: int, starts: WeekStart, columns: int
) -> None:
    last = date(year, 12, 31)
    span = calendar_year(year, last, starts)
    lines = [line.plain for line in calendar_lines({}, span, None, columns)]
    shown = sum(line[5:].count("·") for line in lines if not line.startswith("week"))
    assert shown == (last - date(year, 1, 1)).days + 1
    assert next(calendar_list({}, span, None)) == f"The year {year}"


# Words


def test_the_last_session_has_its_date_once_the_weekday_no_longer_says_which() -> None:
    done = facts()
    day = day_of(done.started_at)
    said = [
        last_line(done, day + timedelta(days=days)).split(", ")[1]
        for days in (0, 6, 7, 365)
    ]
    assert said == ["Monday 07:00", "Monday 07:00", "2 March 07:00", "2 March 2026 07:00"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-800, 800))
def test_a_named_day_is_never_two_days(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    name = day_name(day, today)
    assert (name == f"{day:%A}") is (abs(days) <= 6)
    assert (str(day.year) in name) is (abs(days) > 6 and day.year != today.year)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("00:05", "12:05 am"),
        ("06:30", "6:30 am"),
        ("12:00", "12:00 pm"),
        ("18:30", "6:30 pm"),
    ],
)
def test_clocks_have_twelve_or_twenty_four_hours(at: str, shown: str) -> None:
    moment = datetime.fromisoformat(f"2026-11-20T{at}+00:00")
    assert (ClockFace.H12.shown(moment), ClockFace.H24.shown(moment)) == (shown, at)


def test_a_runner_with_twelve_hours_sees_them_wherever_a_time_is_told(run: Run) -> None:
    env = {"COACH_CLOCK": "12h"}
    added = run("history", "add", "desk-break", "--date", "yesterday 6:30 PM", env=env)
    assert "6:30 pm, 3 sets." in added.out
    for argv in ((), ("history",), ("history", "show")):
        out = run(*argv, env=env).out
        assert "6:30 pm" in out
        assert "18:30" not in out


def test_weeks_that_begin_on_sunday_do_so_everywhere(
    run: Run, keep: Keep, now: datetime
) -> None:
    keep(now - timedelta(minutes=30))
    starts = f"{now - timedelta(days=2):%A}".lower()
    first = (now - timedelta(minutes=30)).date()
    first -= timedelta(days=(first.weekday() - WeekStart(starts).weekday) % 7)
    env = {"COACH_WEEK_STARTS": starts}
    (week,) = run("history", "stats", "--json", env=env).json["weeks"]
    assert week["first_day"] == first.isoformat()
    assert f"Week of {first.day} {first:%B %Y}" in run("history", "card", env=env).out
    aloud = run("history", "calendar", "--plain", env=env).out
    assert f"Week of {first.day} {first:%B}" in aloud


# Clocks that are changed


def test_a_time_that_never_was_is_refused_and_one_that_came_twice_is_said(
    run: Run, zone: Callable[[str], None]
) -> None:
    zone("Europe/Berlin")
    gone = run("history", "add", "desk-break", "--date", "2026-03-29T02:30")
    assert gone.code == 2
    assert "there was no 02:30 on 29 March 2026" in gone.err
    twice = run("history", "add", "desk-break", "--date", "2026-10-25T02:30")
    assert "happened twice, and coach uses the first" in twice.out
    (session,) = run("history", "--json").json["sessions"]
    assert session["started_at"] == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize("word", ["2026-11-19t18:30", "2026-11-19T18.30"])
def test_what_was_typed_is_what_is_kept(word: str, run: Run) -> None:
    assert run("history", "add", "desk-break", "--date", word).code == 0
    (session,) = run("history", "--json").json["sessions"]
    assert session["started_at"][:16] == "2026-11-19T18:30"


# Calendars


def test_the_warm_up_of_a_race_is_all_day_in_the_calendar(
    run: Run, tmp_path: Path, now: datetime
) -> None:
    race = (now + timedelta(days=20)).date()
    run("plan", "begin", "six-week", "--race", race.isoformat())
    file = tmp_path / "plan.ics"
    assert run("plan", "--ics", str(file), "--at", "6:30 pm").code == 0
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    begins = [event.decoded("dtstart") for event in events]
    assert [each for each in begins if not isinstance(each, datetime)] == [race]
    timed = {each.strftime("%H:%M") for each in begins if isinstance(each, datetime)}
    assert timed == {"18:30"}
