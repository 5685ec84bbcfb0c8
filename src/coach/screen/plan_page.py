"""The page of the current week of a programme, and the table of all programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

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
from coach.screen.even_lines import filled, wrapped
from coach.screen.headline import headline
from coach.screen.key_bar import to_do_now
from coach.screen.quick_table import NARROW, table_of
from coach.screen.roles import Role

_UNBROKEN = "\N{NO-BREAK SPACE}"
_WIDEST_DAY = 14
"""Columns of a day beside others."""

_MARKS = {
    DayKind.DONE: ("■", "#"),
    DayKind.TO_COME: ("□", "o"),
    DayKind.REST: ("·", "."),
    DayKind.RACE: ("★", "*"),
}
_STYLES = {
    DayKind.DONE: Role.PROGRESS.style,
    DayKind.TO_COME: "",
    DayKind.REST: Role.QUIET.style,
    DayKind.RACE: Role.CUE.style,
}


def plan_page(  # noqa: PLR0913  what the page shows, and where
    plan: PlanDay,
    routines: Mapping[str, str],
    drills: Mapping[str, str],
    columns: int,
    *,
    is_ascii: bool = False,
    is_seen: bool = False,
    most_reasons: int | None = None,
) -> Iterator[RenderableType]:
    """Yield the week day by day, with the reasons for its plan.

    Args:
        plan: the current week and day.
        routines: names by id.
        drills: names by id, of the drills in the week's sessions.
        columns: the width of the terminal.
        is_ascii: whether only ASCII signs may be used.
        is_seen: whether the next session is shown in big letters.
        most_reasons: most sentences of reasons, the first ones; None for all.
    """
    is_week = plan.stretch.kind in {SpanKind.WEEK, SpanKind.OVER}
    counted = count(plan) if is_week else ""
    # Beside the title, so that the whole page fits 24 rows.
    is_counted = bool(is_seen and plan.routine and counted)
    name = Text(title(plan), Role.LOUD.style)
    yield name.append(f"  {counted}", Role.QUIET.style) if is_counted else name
    if is_seen:
        yield Text("")
        yield from _large(plan, routines, columns, is_ascii=is_ascii)
    said = [*reasons(plan, routines)]
    sets = more_sets(plan, drills, drills)
    if sets and not plan.is_all_done:
        said.append(f"{sets[0].upper()}{sets[1:]}.")
    for number, sentence in enumerate(said[:most_reasons]):
        role = Role.CUE if sets and number == len(said) - 1 else Role.NONE
        rows = filled(sentence, columns) if is_seen else [sentence]
        yield from (Text(row, role.style) for row in rows)
    if plan.days:
        yield Text("")
        strip: list[RenderableType] = []
        if is_seen:
            strip += _strip(plan, routines, columns, is_ascii=is_ascii)
        yield from strip or [
            _week(
                plan,
                routines,
                is_narrow=columns < NARROW,
                is_ascii=is_ascii,
                is_seen=is_seen,
            )
        ]
    if is_week and not is_counted:
        yield Text("")
        # The next session is named once.
        following = "" if is_seen and plan.routine else _next(plan, routines)
        yield Text(f"{'; '.join(filter(None, [counted, following]))}.")
    also = [
        f"{name_of(each.routine, routines)} {each.done} of {each.times}"
        for each in plan.beside
    ]
    if also and is_counted:
        yield Text("")
    if also:
        when = "Any day" if is_seen else "Also, whenever it suits you"
        told = f"{when}: {', '.join(also)}."
        # A number and its goal stay together.
        whole = told.replace(" of ", f"{_UNBROKEN}of{_UNBROKEN}")
        rows = wrapped(whole, columns) if is_seen else [told]
        yield from (Text(row.replace(_UNBROKEN, " "), Role.QUIET.style) for row in rows)


def plan_in_short(
    plan: PlanDay, routines: Mapping[str, str], columns: int, *, is_ascii: bool
) -> Iterator[RenderableType]:
    """Yield the title, the next session and the week, for a screen as small as 40x12."""
    yield Text(title(plan), Role.QUIET.style)
    following = plan.next_day.routine if plan.next_day else None
    yield Text(name_of(plan.routine or following, routines), Role.LOUD.style)
    *_, when, _ = _large(plan, routines, columns, is_ascii=is_ascii)
    yield when
    yield _week(plan, routines, is_narrow=True, is_ascii=is_ascii, is_seen=True)


def has_short_form(plan: PlanDay) -> bool:
    """Return whether the week and its next session are all there is to show."""
    is_told = plan.notes or plan.starts_nothing or not plan.days
    following = plan.next_day.routine if plan.next_day else None
    return not is_told and (plan.routine or following) is not None


def _large(
    plan: PlanDay, names: Mapping[str, str], columns: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield the next session in big letters, with its day or its command below."""
    if plan.routine is not None and plan.starts_nothing:
        return
    following = plan.next_day
    if plan.routine is not None:
        routine, when = plan.routine, f"coach start {plan.routine}"
    elif following is not None and following.routine is not None:
        routine, when = following.routine, named_day(following.day, plan.today)
    else:
        return
    yield from headline(name_of(routine, names), columns, is_ascii=is_ascii)
    if columns >= NARROW:
        yield Text("")
    is_today = plan.routine is not None
    yield to_do_now(when, is_ascii=is_ascii) if is_today else Text(when, Role.KEY.style)
    yield Text("")


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


def _strip(
    plan: PlanDay, names: Mapping[str, str], columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return the days side by side, each with its session; empty if one is too wide."""
    width = min(_WIDEST_DAY, (columns + 1) // len(plan.days))
    cells = []
    for each in plan.days:
        is_rest = each.kind is DayKind.REST
        what = [] if is_rest else wrapped(_what(each, names), width - 1)
        has_month = each is plan.days[0] or each.day.day == 1
        month = f" {each.day:%b}" if has_month and width == _WIDEST_DAY else ""
        is_today = each.day == plan.today
        style = _STYLES[each.kind]
        loud = Role.LOUD.style
        day = f"{each.day:%a} {each.day.day}{month}"
        cells.append(
            [
                Text(day, loud if is_today else Role.QUIET.style),
                Text(
                    _MARKS[each.kind][is_ascii],
                    loud if is_today and each.kind is DayKind.TO_COME else style,
                ),
                *(Text(row, loud if is_today else style) for row in what),
            ]
        )
    if any(text.cell_len >= width for cell in cells for text in cell):
        return []
    rows = []
    for row in zip_longest(*cells, fillvalue=Text("")):
        line = Text("")
        for number, text in enumerate(row):
            line.pad_right(number * width - line.cell_len)
            line.append_text(text)
        rows.append(line)
    return rows


def _week(
    plan: PlanDay,
    names: Mapping[str, str],
    *,
    is_narrow: bool,
    is_ascii: bool,
    is_seen: bool = False,
) -> Table:
    table = Table.grid(padding=(0, 2 if is_seen or not is_narrow else 1))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    for each in plan.days:
        style = _STYLES[each.kind]
        is_rest = each.kind is DayKind.REST and each.day != plan.today
        mark = _MARKS[each.kind][is_ascii]
        day = f"{each.day:%a} {each.day.day:>2}"
        if each.day == plan.today:
            style = Role.LOUD.style
        table.add_row(
            Text(mark, _STYLES[each.kind] if each.kind is DayKind.DONE else style),
            Text(day if is_narrow else f"{day} {each.day:%b}", style),
            Text(_what(each, names), style),
            Text("" if is_seen and is_rest else _when(each, plan), style),
        )
    return table


def _what(each: PlannedDay, names: Mapping[str, str]) -> str:
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
