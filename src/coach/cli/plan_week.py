"""Prints this week of a programme, for `coach plan` and after a programme was begun."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.cli.options import WIDE, print_records

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.programme.standing import PlanDay
    from coach.screen.figure_grid import NamedFigure

_WIDEST = 78
"""Columns of a week in a pipe."""


def print_week(context: Context, current: PlanDay, *, is_plain: bool = False) -> None:
    """Print the dangers of today, then the week of a programme."""
    from coach.app.current_programme import drill_names, routine_names
    from coach.app.home_facts import why_nothing_starts_today
    from coach.app.plan_today import as_home_suggests
    from coach.app.self_test_offer import self_test_offer
    from coach.app.session.todays_pick import as_pain_allows, standing_advice
    from coach.screen.charset import can_show_blocks
    from coach.screen.printing import margin_rows

    console, now = context.console, context.clock.wall()
    current = as_home_suggests(context, as_pain_allows(context, current, now), now)
    is_seen = context.is_looked_at and not is_plain
    is_ascii = is_plain or not can_show_blocks(sys.stdout)
    advice = [*why_nothing_starts_today(context), *standing_advice(context, now)]
    names = routine_names(context)
    drills = drill_names(context, current.week.sessions)
    offer = self_test_offer(context, now, current)
    if is_seen:
        from coach.screen.danger_page import danger_shapes
        from coach.screen.plan_week_page import ShownWeek, week_page
        from coach.screen.viewport import Viewport

        rows = console.height - margin_rows(console) - bool(offer)
        week = ShownWeek(current, names, drills, _figures_of_next(context, current))
        look = Viewport(console.width, rows, is_ascii)
        dangers = danger_shapes(advice, look.columns, is_ascii=is_ascii) if advice else []
        for line in week_page(week, look, dangers):
            console.print(line)
    else:
        from rich.table import Table
        from rich.text import Text

        from coach.screen.plan_page import plan_page
        from coach.screen.roles import Role

        for words in advice:
            console.print(Text(words, Role.LOUD.style), soft_wrap=is_plain)

        columns = WIDE if is_plain else min(console.width, _WIDEST)
        for part in plan_page(current, names, drills, columns, is_ascii=is_ascii):
            if is_plain and isinstance(part, Table):
                print_records(part)
            else:
                console.print(part, soft_wrap=is_plain)
    if offer:
        console.print(offer)


def _figures_of_next(context: Context, current: PlanDay) -> list[NamedFigure]:
    """Return the figures of the next session's drills, if the terminal is wide.

    There are none while another session is suggested.
    """
    from coach.app.drill_motions import motions_of
    from coach.screen.figure_grid import WIDE_FROM, NamedFigure

    if context.console.width < WIDE_FROM or current.starts_nothing:
        return []
    following = current.next_day.routine if current.next_day else None
    entry = context.library.routines.get(current.routine or following or "")
    items = entry.value.items if entry is not None else ()
    motions, _ = motions_of(context, (item.drill for item in items))
    drills = context.library.drills
    return [
        NamedFigure(drills[id_].value.name, motion)
        for id_, motion in motions.items()
        if motion
    ]
