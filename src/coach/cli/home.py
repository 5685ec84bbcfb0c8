"""``coach`` alone: what to do today and why, this week, the last session."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from coach.cli.choosing import todays_pick
from coach.cli.listing import routine_ms
from coach.cli.setup import Setup
from coach.screen.output import printing_console
from coach.screen.past import STATUS_WORDS
from coach.terminal.clock import SystemClock
from coach.units import format_clock

if TYPE_CHECKING:
    from datetime import datetime

    from coach.model.history import SessionFacts


COMMANDS = {
    "coach list": "all drills and routines",
    "coach history": "what you did",
    "coach --help": "everything else",
}


def show_home(drills: Sequence[Path] | None) -> None:
    """Print it; never wait."""
    setup = Setup(drills)
    library, sessions = setup.library, setup.history.sessions
    console = printing_console(sys.stdout)
    name, why = todays_pick(setup.history, library)
    routine = library.routines.get(name)
    length = routine_ms(routine.value, library) if routine else None
    minutes = f", {format_clock(length)}" if length else ""
    title = routine.value.name if routine else name
    console.print(Text.assemble("Today: ", (title, "bold"), minutes))
    console.print(f"  {why}")
    console.print(f"  coach start {name}\n", style="bold")
    now = SystemClock().wall()
    console.print(_week(sessions, now))
    if sessions:
        console.print(_last(sessions[-1]))
    console.print()
    for command, does in COMMANDS.items():
        console.print(Text.assemble((f"{command:<15}", "bold"), does))


def _week(sessions: Sequence[SessionFacts], now: datetime) -> str:
    monday = (now - timedelta(days=now.weekday())).date()
    this_week = [s for s in sessions if s.started_at.astimezone().date() >= monday]
    number = len(this_week)
    if not number:
        return "This week: nothing yet."
    work = format_clock(sum(session.active_ms for session in this_week))
    exhales = sum(session.exhales for session in this_week)
    sessions_word = "session" if number == 1 else "sessions"
    return f"This week: {number} {sessions_word}, {work} at work, {exhales} slow exhales."


def _last(facts: SessionFacts) -> str:
    return (
        f"Last: {facts.prescription.name}, {facts.started_at:%A %H:%M}, "
        f"{STATUS_WORDS[facts.status]}, {facts.sets_done} of {facts.sets_planned} sets."
    )
