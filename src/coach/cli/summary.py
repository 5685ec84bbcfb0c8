"""Printing the end of a session."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach.model.record import EndStatus
from coach.screen.encoding import can_show_blocks
from coach.screen.summary import banner, done_table, headline
from coach.tally import has_done_anything

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.event import SetFinished
    from coach.session import Outcome


def print_summary(
    setup: Setup,
    outcome: Outcome,
    session: str | None,
    *,
    has_banner: bool,
    earlier: Sequence[SetFinished] | None = None,
) -> None:
    """What was done, this week, and how to see it again; the last two only if logged.

    Args:
        setup: the settings and the console.
        outcome: how it ended.
        session: its id in the journal, if it is there.
        has_banner: whether to say it in big letters first.
        earlier: what earlier runs did, of a session that was taken up again.
    """
    from coach.terminal.clock import SystemClock

    prescription = outcome.moment.timeline.prescription
    finished = (*(earlier or ()), *outcome.finished)
    console = setup.console
    is_ascii = not can_show_blocks(sys.stdout)
    if has_banner and has_done_anything(finished):
        for row in banner(outcome.status, console.width, is_ascii=is_ascii):
            console.print(row)
    line = headline(
        outcome.status,
        outcome.moment,
        finished,
        is_kept=session is not None,
        is_resumed=earlier is not None,
    )
    console.print(line, style="bold")
    if session and outcome.status is EndStatus.STOPPED and not outcome.is_urgent:
        from coach.cli.unfinished import session_to_go_on_with

        setup.look_again()
        unfinished = session_to_go_on_with(setup, SystemClock().wall())
        if unfinished is not None and unfinished.id == session:
            console.print("To go on with it today: coach resume")
    console.print(done_table(prescription, finished))
    if session:
        from coach.screen.week import earliest_of_week, week_line

        now = SystemClock().wall()
        sessions = setup.look_again().sessions(since=earliest_of_week(now))
        week = setup.config.week
        console.print(week_line(sessions, now, week, is_ascii=is_ascii))
        console.print(f"See it again: coach history show {session[:4]}")
