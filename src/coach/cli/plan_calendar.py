"""What is to come of a programme, as a calendar file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from coach.cli.arranging import looking_ahead
from coach.cli.planning import current_plan, judging_of, routine_names
from coach.cli.setup import Setup, tell
from coach.coaching.projecting import appointments
from coach.coaching.stretches import DAYS_BEFORE
from coach.errors import CoachError, UsageError
from coach.export.ics import Event, calendar_file
from coach.export.writing import write_files
from coach.terminal.clock import SystemClock


def write_calendar(drills: list[Path] | None, file: Path, at: str, *, force: bool) -> None:
    """Write a file with one event for each session to come, at this time of the day."""
    begins = _time(at)
    setup = Setup(drills, with_sources=False)
    now = SystemClock().wall()
    current = current_plan(setup, now)
    if current is None:
        raise CoachError(
            "no programme is on, so there is nothing for a calendar",
            hint="`coach plan begin NAME` begins one",
        )
    programme, begun = current.programme, current.begun
    done = setup.index.routines_done(begun.on - timedelta(days=DAYS_BEFORE))
    ahead = looking_ahead(setup, now)
    events = [
        Event(
            uid=f"{each.key}@drill-coach",
            begins=datetime.combine(each.day, begins),  # floating: no time zone
            lasts=timedelta(milliseconds=ahead.length_ms(each.routine) or 0),
            summary=routine_names(setup).get(each.routine, each.routine),
            description=(
                f"{programme.name}, week {each.week}" if each.week else programme.name
            ),
        )
        for each in appointments(programme, begun, done, judging_of(setup), now.date())
    ]
    version = max(0, (now.date() - begun.on).days)
    data = calendar_file(programme.name, events, now, version)
    write_files({file: data}, replace=force)
    many = "1 session" if len(events) == 1 else f"{len(events)} sessions"
    tell(f"written: '{file}', {many}, if every day goes as planned")


def _time(word: str) -> time:
    try:
        return time.fromisoformat(word.strip()).replace(tzinfo=None)
    except ValueError:
        raise UsageError(f"'{word}' is not a time of the day", hint="write 18:00") from None
