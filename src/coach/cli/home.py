"""``coach`` alone: prints the home page and never waits for a key."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from coach.app.context import Context
from coach.app.history.queries import current_day
from coach.app.session.arranger import looking_ahead
from coach.app.session.open_sessions import session_to_go_on_with
from coach.coaching.programme.sentences import standing_words
from coach.coaching.trim import Limits
from coach.model.days_and_weeks import day_of, first_of_week
from coach.screen.charset import can_show_blocks
from coach.screen.home_page import home_page, last_line
from coach.screen.printing import UNBOUNDED, margin_rows
from coach.screen.session_words import week_line
from coach.screen.viewport import Viewport


def show_home(drills: Sequence[Path] | None) -> None:
    """Print today's pick and its reason, this week, and the last session."""
    from coach.app.home_facts import (
        advice_in,
        nothing_today,
        todays_facts,
        why_nothing_starts_today,
    )
    from coach.app.self_test_offer import self_test_offer
    from coach.app.session.todays_pick import as_pain_allows, standing_advice

    context = Context(drills, with_sources=False, begins_index=False)
    is_ascii = not can_show_blocks(sys.stdout)
    now = context.clock.wall()
    day, config = current_day(context, now), context.config
    sessions = context.index.sessions(since=first_of_week(day, config.week_starts))
    week = week_line(
        sessions, day, config.week, starts=config.week_starts, is_ascii=is_ascii
    )
    columns, cells = context.console.width, []
    unfinished = session_to_go_on_with(context, now)
    if context.is_looked_at:
        from coach.app.home_facts import cells_of
        from coach.screen.week_cells import WIDTH

        if columns >= WIDTH:
            cells = cells_of(context, sessions, day, is_ascii=is_ascii)
    ahead = looking_ahead(context, now)
    locked = why_nothing_starts_today(context)
    plan = ahead.plan and as_pain_allows(context, ahead.plan, now)
    today, session = nothing_today(), None
    if not locked:
        found = ahead.easier_than(ahead.pick(Limits()))
        session = None if found.is_rest else ahead.if_possible(found.routine)
        today = todays_facts(context, found, session, columns)
    today = replace(
        today,
        plan=standing_words(plan) if plan else "",
        test=self_test_offer(context, now, plan),
        cells=cells,
        unfinished=unfinished,
        since=now - unfinished.last_at if unfinished else timedelta(),
        advice=(
            *locked,
            *standing_advice(context, now),
            *advice_in(context, session, now),
        ),
    )
    if cells:
        from coach.app.home_facts import at_a_glance

        today = at_a_glance(context, today, plan, sessions, now)
    newest = context.index.last_done()
    last = ""
    if newest is not None and (unfinished is None or newest.id != unfinished.id):
        last = last_line(newest, day_of(now), config.clock)
    rows = UNBOUNDED
    if sys.stdout.isatty():
        rows = context.console.height - margin_rows(context.console)
    page = home_page(today, week, last, Viewport(columns, rows, is_ascii))
    for part in page:
        context.console.print(part)
