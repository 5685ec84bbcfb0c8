"""The current week of a programme in a pipe, and the table of all programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coach.coaching.programme.sentences import (
    count,
    more_sets,
    name_of,
    named_day,
    reasons,
    title,
)
from coach.coaching.programme.standing import DayKind, PlanDay, PlannedDay
from coach.coaching.programme.weeks import SpanKind
from coach.model.programme import Programme
from coach.screen.quick_table import NARROW, table_of
from coach.screen.roles import Role

DAY_MARKS = {
    DayKind.DONE: ("■", "#"),
    DayKind.TO_COME: ("□", "o"),
    DayKind.REST: ("·", "."),
    DayKind.RACE: ("★", "*"),
}
DAY_STYLES = {
    DayKind.DONE: Role.PROGRESS.style,
    DayKind.TO_COME: "",
    DayKind.REST: Role.QUIET.style,
    DayKind.RACE: Role.CUE.style,
}


def plan_page(
    plan: PlanDay,
    routines: Mapping[str, str],
    drills: Mapping[str, str],
    columns: int,
    *,
    is_ascii: bool = False,
) -> Iterator[RenderableType]:
    """Yield the week day by day, with the reasons for its plan.

    Args:
        plan: the current week and day.
        routines: names by id.
        drills: names by id, of the drills in the week's sessions.
        columns: the width of the output.
        is_ascii: whether only ASCII signs may be used.
    """
    yield Text(title(plan), Role.LOUD.style)
    yield from map(Text, reasons(plan, routines))
    sets = more_sets(plan, drills, drills)
    if sets and not plan.is_all_done:
        yield Text(f"{sets[0].upper()}{sets[1:]}.", Role.CUE.style)
    if plan.days:
        yield Text("")
        yield _week(plan, routines, is_narrow=columns < NARROW, is_ascii=is_ascii)
    if plan.stretch.kind in {SpanKind.WEEK, SpanKind.OVER}:
        yield Text("")
        told = filter(None, [count(plan), _next(plan, routines)])
        yield Text(f"{'; '.join(told)}.")
    also = [
        f"{name_of(each.routine, routines)} {each.done} of {each.times}"
        for each in plan.beside
    ]
    if also:
        said = f"Also, whenever it suits you: {', '.join(also)}."
        yield Text(said, Role.QUIET.style)


def _next(plan: PlanDay, names: Mapping[str, str]) -> str:
    if plan.routine is not None and plan.starts_nothing:
        return ""
    if plan.routine is not None:
        name = name_of(plan.routine, names)
        return f"today {name}: coach start {plan.routine}"
    following = plan.next_day
    if following is None:
        return ""
    name = name_of(following.routine, names)
    return f"{name} {named_day(following.day, plan.today)}"


def _week(
    plan: PlanDay,
    names: Mapping[str, str],
    *,
    is_narrow: bool,
    is_ascii: bool,
) -> Table:
    table = Table.grid(padding=(0, 1 if is_narrow else 2))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    for each in plan.days:
        style = DAY_STYLES[each.kind]
        mark = DAY_MARKS[each.kind][is_ascii]
        day = f"{each.day:%a} {each.day.day:>2}"
        if each.day == plan.today:
            style = Role.LOUD.style
        table.add_row(
            Text(mark, DAY_STYLES[each.kind] if each.kind is DayKind.DONE else style),
            Text(day if is_narrow else f"{day} {each.day:%b}", style),
            Text(what_on(each, names), style),
            Text(_when(each, plan), style),
        )
    return table


def what_on(each: PlannedDay, names: Mapping[str, str]) -> str:
    """Return the session of a day, or what the day is for."""
    if each.kind is DayKind.REST:
        return "rest"
    return name_of(each.routine, names) or "race"


def _when(each: PlannedDay, plan: PlanDay) -> str:
    """Return the words for the state of a day."""
    is_today = each.day == plan.today
    match each.kind:
        case DayKind.DONE:
            return "done today" if is_today else "done"
        case DayKind.RACE:
            return "race today" if is_today else "race"
        case DayKind.TO_COME:
            if is_today:
                return "not today" if plan.starts_nothing else "today"
            return "to come"
        case DayKind.REST if each.day < plan.today:
            return ""  # the session planned there may have moved
        case DayKind.REST:
            return "today, planned" if is_today else "planned"


def programme_table(
    programmes: Sequence[tuple[Programme, bool]], on: str | None, columns: int
) -> Table:
    """Return a table of programmes; the flag marks one's own, ``on`` the current one."""
    is_narrow = columns < NARROW
    table = table_of("programme", "weeks", *(() if is_narrow else ("purpose",)))
    for programme, is_own in programmes:
        name = Text(programme.id, "bold")
        if is_own:
            name.append(" (own)")
        if programme.id == on:
            name.append(" on", Role.PROGRESS.style)
        about = () if is_narrow else (programme.why,)
        table.add_row(name, str(len(programme.weeks)), *about)
    return table
