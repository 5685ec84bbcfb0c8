"""Printing the end of a session."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach.model.records import EndStatus
from coach.screen.charset import can_show_blocks
from coach.screen.summary_page import banner, done_table, headline
from coach.set_counts import has_done_anything

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.event import SetFinished
    from coach.session import Outcome


def print_summary(
    context: Context,
    outcome: Outcome,
    session: str | None,
    *,
    has_banner: bool,
    earlier: Sequence[SetFinished] | None = None,
) -> None:
    """Print the finished work; if recorded, this week and how to see the session again.

    Args:
        context: the settings and the console.
        outcome: how it ended.
        session: its id in the journal, if it is there.
        has_banner: whether to say it in big letters first.
        earlier: what earlier runs did, of a session that was taken up again.
    """
    prescription = outcome.moment.timeline.prescription
    finished = (*(earlier or ()), *outcome.finished)
    console = context.console
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
        from coach.app.session.open_sessions import session_to_go_on_with

        context.look_again()
        unfinished = session_to_go_on_with(context, context.clock.wall())
        if unfinished is not None and unfinished.id == session:
            console.print("To continue it today: coach resume")
    console.print(done_table(prescription, finished))
    if session:
        from coach.model.days_and_weeks import day_of, first_of_week
        from coach.screen.week_line import week_line

        index, config = context.look_again(), context.config
        # The week in which it counts, even if it ended in the next one.
        day = day_of(index.find(session).started_at)
        starts = config.week_starts
        sessions = index.sessions(since=first_of_week(day, starts), with_ahead=True)
        line = week_line(sessions, day, config.week, starts=starts, is_ascii=is_ascii)
        console.print(line)
        console.print(f"Details: coach history show {context.short_id(session)}")
        from coach.app.session.todays_pick import standing_advice

        for words in standing_advice(context, context.clock.wall()):
            console.print(words, style="bold")
