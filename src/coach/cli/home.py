"""``coach`` alone: prints the first page and never waits."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.arranging import looking_ahead
from coach.cli.setup import Setup
from coach.cli.unfinished import session_to_go_on_with
from coach.coaching.plan_words import count, race_words, title
from coach.coaching.trimming import Limits
from coach.model.drill import Drill
from coach.screen.encoding import can_show_blocks
from coach.screen.home import BESIDE_FROM, Today, home_page
from coach.screen.look import Look
from coach.screen.output import UNBOUNDED
from coach.screen.week import earliest_of_week, week_line
from coach.terminal.clock import SystemClock
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.coaching.choosing import Pick
    from coach.figure.motion import Motion


def show_home(drills: Sequence[Path] | None) -> None:
    """Say what to do today and why, this week, the last session."""
    setup = Setup(drills, with_sources=False)
    is_ascii = not can_show_blocks(sys.stdout)
    now = SystemClock().wall()
    sessions = setup.index.sessions(since=earliest_of_week(now))
    week = week_line(sessions, now, setup.config.week, is_ascii=is_ascii)
    last = setup.index.last_done()
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
    for words in _why_nothing_starts(setup):
        setup.console.print(words)
    rows = setup.console.height if sys.stdout.isatty() else UNBOUNDED
    page = home_page(today, week, last, Look(columns, rows, is_ascii))
    for part in page:
        setup.console.print(part)


def _why_nothing_starts(setup: Setup) -> list[str]:
    # Seldom, and start-up counts.
    if not {"unsure", "yes"} & set(setup.index.acknowledged.values()):
        return []
    from coach.cli.safety import why_nothing_starts

    return why_nothing_starts(setup)


def _today(setup: Setup, found: Pick, length: int | None, columns: int) -> Today:
    value = setup.library.find(found.routine).value
    first = value.id if isinstance(value, Drill) else value.items[0].drill
    shown = format_clock(length) if length else ""
    is_seen = sys.stdout.isatty() and columns >= BESIDE_FROM
    motion = _figure_of(setup, first) if is_seen else None
    return Today(value.name, "coach start", found.because, shown, motion)


def _figure_of(setup: Setup, drill: str) -> Motion | None:
    """The drill's figure; what is wrong with one is told where it is used."""
    from coach.library.figures import figure_of, read_poses

    if drill not in setup.library.drills:
        return None
    bases, _ = read_poses(setup.library.pose_files, setup.kept)
    return figure_of(setup.library.drills[drill], bases)[0]
