"""Calendars, read back by a library that did not write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from coach.export.ics_calendar import Event, calendar_file
from coach.text.harmless import harmless

WRITTEN = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
EVENING = datetime(2026, 11, 2, 18)  # noqa: DTZ001  a floating time has no zone


def event(**changes: object) -> Event:
    fields = {
        "uid": "six-week-1@drill-coach",
        "begins": EVENING,
        "lasts": timedelta(minutes=18),
        "summary": "Strength A",
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]  # a test names what matters to it


def read(*events: Event, name: str = "Six weeks") -> list[icalendar.Event]:
    data = calendar_file(name, events, WRITTEN, 3)
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar["version"] == "2.0"
    return [each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event)]


def test_an_event_is_read_back_with_its_floating_time() -> None:
    (found,) = read(event())
    assert found.decoded("dtstart") == EVENING
    assert found.decoded("duration") == timedelta(minutes=18)
    assert found.decoded("dtstamp") == WRITTEN
    assert found["sequence"] == 3
    assert str(found["uid"]) == "six-week-1@drill-coach"
    assert not found.errors


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"))


@given(TEXT.map(str.strip).filter(bool), TEXT)
def test_any_words_survive_long_lines_and_special_signs(
    summary: str, description: str
) -> None:
    data = calendar_file(summary, [event(summary=summary)], WRITTEN, 0)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (found,) = read(event(summary=summary, description=f"x{description}"))
    assert str(found["summary"]) == harmless(summary)
    assert str(found["description"]) == f"x{harmless(description)}"


def test_lines_end_as_the_standard_wants_it() -> None:
    data = calendar_file("Six weeks", [event()], WRITTEN, 0)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_long_line_goes_on_after_75_octets() -> None:
    data = calendar_file("Six weeks", [event(summary="x" * 200)], WRITTEN, 0)
    lines = [line for line in data.split(b"\r\n") if b"xx" in line]
    assert [len(line) for line in lines] == [75, 75, 60]
    assert all(line.startswith(b" ") for line in lines[1:])
