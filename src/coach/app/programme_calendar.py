"""The sessions ahead in a programme, as a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from coach.app.context import Context, tell
from coach.app.current_programme import current_plan, judging_of, routine_names
from coach.app.session.arranger import looking_ahead
from coach.coaching.programme.forecast import appointments
from coach.coaching.programme.weeks import DAYS_BEFORE, RaceTerms
from coach.errors import CoachError
from coach.export.ics_calendar import Event, calendar_file
from coach.export.write_files import write_files
from coach.text.count_of import count_of
from coach.text.typed_times import parse_time


def write_calendar(drills: list[Path] | None, file: Path, at: str, *, force: bool) -> None:
    """Write a file with one event for each session to come, at this time of the day."""
    begins = parse_time(at)
    context = Context(drills, with_sources=False)
    now = context.clock.wall()
    current = current_plan(context, now)
    if current is None:
        raise CoachError(
            "you have no programme to put in a calendar",
            hint="begin a programme with `coach plan begin NAME`",
        )
    programme, begun = current.programme, current.begun
    done = context.index.routines_done(begun.on - timedelta(days=DAYS_BEFORE))
    ahead = looking_ahead(context, now)
    events = [
        Event(
            uid=f"{each.key}@drill-coach",
            # Floating times without a zone: only the runner knows when a race begins.
            begins=each.day if each.is_race else datetime.combine(each.day, begins),
            lasts=timedelta(milliseconds=ahead.length_ms(each.routine) or 0),
            summary=routine_names(context).get(each.routine, each.routine),
            description=(
                f"{programme.name}, week {each.week}" if each.week else programme.name
            ),
        )
        for each in appointments(
            programme,
            begun,
            done,
            judging_of(context),
            now.date(),
            terms=RaceTerms(current.race, current.waits_for_race),
        )
    ]
    version = max(0, (now.date() - begun.on).days)
    data = calendar_file(programme.name, events, now, version)
    write_files({file: data}, replace=force)
    many = count_of(len(events), "session")
    tell(
        f"written to '{file}': {many}; the dates are right as long as you train as planned"
    )
