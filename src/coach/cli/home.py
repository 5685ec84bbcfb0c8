"""``coach`` alone: prints the first page and never waits."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coach.app.context import Context
from coach.app.history.queries import current_day
from coach.app.session.offer import looking_ahead
from coach.app.session.open_sessions import session_to_go_on_with
from coach.coaching.programme.sentences import count, race_words, title
from coach.coaching.trim import Limits
from coach.model.days_and_weeks import day_of, first_of_week
from coach.model.drill import Drill
from coach.screen.charset import can_show_blocks
from coach.screen.home_page import BESIDE_FROM, Today, home_page, last_line
from coach.screen.printing import UNBOUNDED
from coach.screen.viewport import Viewport
from coach.screen.week_line import week_line
from coach.terminal.clock import SystemClock
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.coaching.pick_routine import Pick
    from coach.figure.motion import Motion


def show_home(drills: Sequence[Path] | None) -> None:
    """Say what to do today and why, this week, the last session."""
    setup = Context(drills, with_sources=False)
    is_ascii = not can_show_blocks(sys.stdout)
    now = SystemClock().wall()
    day, config = current_day(setup, now), setup.config
    sessions = setup.index.sessions(since=first_of_week(day, config.week_starts))
    week = week_line(
        sessions, day, config.week, starts=config.week_starts, is_ascii=is_ascii
    )
    columns = setup.console.width
    ahead = looking_ahead(setup, now)
    found, plan = ahead.pick(Limits()), ahead.plan
    on = (
        ", ".join(filter(None, (title(plan), count(plan), race_words(plan))))
        if plan
        else ""
    )
    unfinished = session_to_go_on_with(setup, now)
    today = replace(
        _today(setup, found, ahead.length_ms(found.routine), columns),
        plan=on,
        unfinished=unfinished,
        since=now - unfinished.last_at if unfinished else timedelta(),
    )
    newest = setup.index.last_done()
    last = ""
    if newest is not None and (unfinished is None or newest.id != unfinished.id):
        last = last_line(newest, day_of(now), config.clock)
    for words in _why_nothing_starts(setup):
        setup.console.print(words)
    rows = setup.console.height if sys.stdout.isatty() else UNBOUNDED
    page = home_page(today, week, last, Viewport(columns, rows, is_ascii))
    for part in page:
        setup.console.print(part)


def _why_nothing_starts(setup: Context) -> list[str]:
    # Seldom, and start-up counts.
    if not {"unsure", "yes"} & set(setup.index.acknowledged.values()):
        return []
    from coach.app.session.safety_question import why_nothing_starts

    return why_nothing_starts(setup)


def _today(setup: Context, found: Pick, length: int | None, columns: int) -> Today:
    value = setup.library.find(found.routine).value
    first = value.id if isinstance(value, Drill) else value.items[0].drill
    shown = format_clock(length) if length else ""
    is_seen = sys.stdout.isatty() and columns >= BESIDE_FROM
    motion = _figure_of(setup, first) if is_seen else None
    return Today(value.name, "coach start", found.because, shown, motion)


def _figure_of(setup: Context, drill: str) -> Motion | None:
    """The drill's figure; what is wrong with one is told where it is used."""
    from coach.library.figures import figure_of, read_poses

    if drill not in setup.library.drills:
        return None
    bases, _ = read_poses(setup.library.pose_files, setup.kept)
    return figure_of(setup.library.drills[drill], bases)[0]
