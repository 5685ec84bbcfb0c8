"""Printing the end of a session."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.model.records import EndStatus
from coach.screen.card_frame import NARROW_CARD, WIDE_CARD
from coach.screen.charset import can_show_blocks
from coach.screen.summary_page import done_table, how_it_ended
from coach.screen.week_cells import DoneWeek

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.event import SetFinished
    from coach.session import Outcome


@dataclass(frozen=True)
class _Ended:
    """A session that ended, and what is said about it."""

    outcome: Outcome
    finished: Sequence[SetFinished]
    """Its sets, also those of earlier runs."""
    said: str
    """A sentence or two about how it ended."""
    session: str | None
    """Its id in the journal, if it was recorded."""
    advice: Sequence[str]
    """What the runner must know about pain."""
    is_followed: bool
    """Whether a question follows."""


def print_summary(  # noqa: PLR0913  the session, and what is around its summary
    context: Context,
    outcome: Outcome,
    session: str | None,
    *,
    has_banner: bool,
    is_followed: bool = False,
    earlier: Sequence[SetFinished] | None = None,
) -> None:
    """Print the finished work and, if it was recorded, this week and how to see it again.

    Args:
        context: the settings and the console.
        outcome: the result of the session.
        session: its id in the journal, if it was recorded.
        has_banner: whether the session was full screen, so that a card may follow.
        is_followed: whether a question follows, which needs rows of the screen.
        earlier: the sets of earlier runs, if the session was resumed.
    """
    finished = (*(earlier or ()), *outcome.finished)
    console = context.console
    advice: list[str] = []
    if session:
        from coach.app.session.todays_pick import standing_advice

        context.look_again()
        advice = standing_advice(context, context.clock.wall())
    said = how_it_ended(
        outcome.status,
        outcome.moment,
        finished,
        is_kept=session is not None,
        is_resumed=earlier is not None,
        last_words=last_words(context, outcome, advice),
    )
    has_card = has_banner and not outcome.is_urgent
    prescription = outcome.moment.timeline.prescription
    if has_card and console.width >= NARROW_CARD:
        ended = _Ended(outcome, finished, said, session, advice, is_followed=is_followed)
        _print_card(context, ended)
        advice = []
        _print_way_back(context, outcome, session)
    else:
        console.print(said, style="bold")
        _print_way_back(context, outcome, session)
        console.print(done_table(prescription, finished, outcome.hurt))
        if session and not prescription.is_test:
            console.print(_week(context, session).said)
    if session:
        from rich.text import Text

        from coach.screen.even_lines import wrapped
        from coach.screen.roles import Role

        # As wide as the card above.
        for words in advice:
            for row in wrapped(words, min(console.width, WIDE_CARD)):
                console.print(row, style="bold", soft_wrap=True)
        shown = f"coach history show {context.short_id(session)}"
        console.print(Text.assemble("Details: ", (shown, Role.KEY.style)))


STOPPED_IN_PAIN = "You were right to stop."


def last_words(
    context: Context, outcome: Outcome, advice: Sequence[str] = ()
) -> str | None:
    """Return the last line if the usual words would be wrong; otherwise None.

    The line is empty if the advice that follows says all of it, or if something that was
    said tells the runner when to stop running.
    """
    if outcome.is_urgent:
        return "You reported a sign that needs urgent help."
    from coach.app.session.todays_pick import limits_running, no_running_words

    context.look_again()
    now = context.clock.wall()
    about_running = no_running_words(context, now)
    is_stopped = bool(outcome.hurt) and outcome.status is EndStatus.STOPPED
    if not (about_running or is_stopped or limits_running(context, now)):
        return None
    here = "" if about_running in advice else about_running
    return " ".join(filter(None, (STOPPED_IN_PAIN if is_stopped else "", here)))


def _print_way_back(context: Context, outcome: Outcome, session: str | None) -> None:
    """Name the command that continues a session that was stopped, if nothing hurt in it."""
    is_well = not outcome.is_urgent and not outcome.hurt
    if session and outcome.status is EndStatus.STOPPED and is_well:
        from coach.app.session.open_sessions import session_to_go_on_with

        context.look_again()
        unfinished = session_to_go_on_with(context, context.clock.wall())
        if unfinished is not None and unfinished.id == session:
            from rich.text import Text

            from coach.screen.roles import Role

            command = ("coach resume", Role.KEY.style)
            context.console.print(Text.assemble("To continue today: ", command))


_ROWS_OF_QUESTION = 6
"""Rows of a question below the summary, and of what is said about its answer."""


def _print_card(context: Context, ended: _Ended) -> None:
    """Print the card, below what the runner must know about pain."""
    from coach.app.drill_motions import motion_of
    from coach.screen.danger import advice_lines
    from coach.screen.painter import with_reversed_blanks
    from coach.screen.printing import begin_page
    from coach.screen.summary_card import Summary, summary_card

    work_ms: Counter[str] = Counter()
    for event in ended.finished:
        work_ms[event.drill] += event.work_ms
    outcome = ended.outcome
    plan = outcome.moment.timeline.prescription
    longest = max(work_ms or {plan.blocks[0].drill: 0}, key=work_ms.__getitem__)
    session = None if plan.is_test else ended.session
    week = _week(context, session) if session else None
    summary = Summary(
        prescription=plan,
        status=outcome.status,
        said=ended.said,
        finished=ended.finished,
        hurt=outcome.hurt,
        motion=motion_of(context, longest),
        week=week,
    )
    is_ascii = not can_show_blocks(sys.stdout)
    console = context.console
    begin_page(console)
    width = min(console.width, WIDE_CARD)
    first = [
        row for each in ended.advice for row in advice_lines(each, width, is_ascii=is_ascii)
    ]
    rows = console.height - len(first)
    if ended.is_followed and console.width >= WIDE_CARD:
        rows -= _ROWS_OF_QUESTION
    card = summary_card(summary, console.width, rows, is_ascii=is_ascii)
    is_solid = is_ascii and console.is_terminal and console.color_system is not None
    for line in (*first, *card):
        # Where there are no blocks, reversed blanks fill a cell, as in the session.
        console.print(with_reversed_blanks(line) if is_solid else line, soft_wrap=True)


def _week(context: Context, session: str) -> DoneWeek:
    """Return the week a session belongs to, even if it ended in the next one."""
    from coach.model.days_and_weeks import day_of, first_of_week
    from coach.model.trends import days_of
    from coach.screen.session_words import week_line
    from coach.screen.week_cells import marks_of

    index, config = context.look_again(), context.config
    day = day_of(index.find(session).started_at)
    starts, is_ascii = config.week_starts, not can_show_blocks(sys.stdout)
    first = first_of_week(day, starts)
    sessions = index.sessions(since=first, with_ahead=True)
    said = week_line(sessions, day, config.week, starts=starts, is_ascii=is_ascii)
    return DoneWeek(first, day, days_of(sessions), said, marks_of(sessions))
