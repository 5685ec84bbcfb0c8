"""The week of a programme on a terminal: the next session, why, and day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import product, zip_longest
from typing import NamedTuple

from rich.text import Text

from coach.coaching.programme.sentences import (
    SUGGESTED,
    count,
    more_sets,
    name_of,
    named_day,
    race_reasons,
    title,
    week_reasons,
)
from coach.coaching.programme.standing import DayKind, PlanDay
from coach.coaching.programme.weeks import SpanKind
from coach.screen.card_frame import beside
from coach.screen.danger_page import says_all, way_to_reasons
from coach.screen.even_lines import filled, wrapped
from coach.screen.figure_grid import MOST_BESIDE, WIDE_FROM, NamedFigure, figure_grid
from coach.screen.flow import flow
from coach.screen.headline import headline, open_letters
from coach.screen.key_bar import to_do_now
from coach.screen.plan_page import DAY_MARKS, DAY_STYLES, what_on
from coach.screen.roles import Role
from coach.screen.typed_words import with_commands
from coach.screen.viewport import Viewport

_UNBROKEN = "\N{NO-BREAK SPACE}"
_WIDEST = 90
"""Columns of the longest line of a paragraph."""
_APART = 6
"""Columns between paragraphs side by side."""
_WIDEST_DAY, _WIDEST_IF_WIDE = 14, 20
"""Columns of a day beside others, also on a wide terminal."""
_LETTERS, _LETTERS_IF_HUGE = 7, 9
"""Rows of the largest letters on a wide terminal."""
_LEAST_FIGURE_ROWS, _LARGEST_FIGURE = 9, (48, 14)
"""Rows of the lowest figure below a week, and columns and rows of the largest."""


class ShownWeek(NamedTuple):
    """A week of a programme, with the names in it and the figures of its next session."""

    plan: PlanDay
    routines: Mapping[str, str]
    drills: Mapping[str, str]
    figures: Sequence[NamedFigure] = ()

    @property
    def is_week(self) -> bool:
        """Return whether sessions of the programme are counted."""
        return self.plan.stretch.kind in {SpanKind.WEEK, SpanKind.OVER}


def week_page(
    week: ShownWeek, look: Viewport, dangers: Sequence[Sequence[Text]] = ()
) -> list[Text]:
    """Return the week in the largest shape that leaves a row for the prompt.

    Every shape says the same. Where none fits, what to do next comes last, or what is
    dangerous today.

    Args:
        week: the week.
        look: the size of the terminal.
        dangers: today's dangers, in shapes from the largest to the briefest.
    """
    wholes = [each for each in dangers if says_all(each, dangers)]
    brief = [[*each, way_to_reasons()] for each in dangers if each not in wholes]
    tops = [*wholes, *brief] or [[]]
    for top in tops:
        above = [*top, Text("")] if top else []
        for is_large, air in product((True, False), (_Air.MUCH, _Air.SOME, _Air.NONE)):
            page = [*above, *_page(week, look, air, is_large=is_large)]
            if len(page) < look.rows:
                return _with_figures(page, week, look)
    last = _next_last(week, look)
    return [*last, Text(""), *tops[-1]] if dangers else last


class _Air(IntEnum):
    """The number of blank rows that part a page."""

    NONE = 0
    SOME = 1
    MUCH = 2


def _page(week: ShownWeek, look: Viewport, air: _Air, *, is_large: bool) -> list[Text]:
    gap = [Text("")] * (air is _Air.MUCH)
    following = _next(week, look, air, is_large=is_large)
    rows = _title(week, look.columns)
    for part in (
        following,
        _paragraphs(week, look, gap),
        _days(week, look),
    ):
        rows += [Text("")] * bool(part) + part
    if any_day := _any_day(week, look.columns):
        rows += [Text("")] * bool(air) + any_day
    return rows


def _next_last(week: ShownWeek, look: Viewport) -> list[Text]:
    """Return all of the week; its days and what to do next are in sight at its end."""
    following = _next(week, look, _Air.NONE, is_large=False)
    if week.plan.routine and week.plan.days and not week.plan.starts_nothing:
        following = following[-1:]  # its name stands in the list
    parts = (
        _paragraphs(week, look, []),
        _any_day(week, look.columns),
        [*_title(week, look.columns), *_list(week, look)],
        following,
    )
    return [row for part in parts if part for row in (Text(""), *part)][1:]


def _title(week: ShownWeek, columns: int) -> list[Text]:
    """Return the place in the programme, and how much of its week is done."""
    counted = Text(count(week.plan) if week.is_week else "", Role.QUIET.style)
    names = [Text(row, Role.LOUD.style) for row in wrapped(title(week.plan), columns)]
    return flow([*names, *([counted] if counted else [])], columns, "  ")


def _next(week: ShownWeek, look: Viewport, air: _Air, *, is_large: bool) -> list[Text]:
    """Return the next session, and its day or its command; empty if there is none.

    A note that something else is better today stands in its place.
    """
    plan = week.plan
    following = plan.next_day
    if plan.routine is not None:
        if plan.starts_nothing:
            rows = filled(_suggested(plan), min(_WIDEST, look.columns))
            return [Text(row, Role.LOUD.style) for row in rows if row]
        routine = plan.routine
        when = to_do_now(f"coach start {routine}", is_ascii=look.is_ascii)
    elif following is not None and following.routine is not None:
        routine = following.routine
        when = Text(named_day(following.day, plan.today), Role.KEY.style)
    else:
        return []
    name = name_of(routine, week.routines)
    gap = [Text("")] * (air >= _Air.SOME and is_large)
    return [*_letters(name, look, is_large=is_large), *gap, when]


def _suggested(plan: PlanDay) -> str:
    """Return the note that something else is better today; usually empty."""
    return next((each for each in plan.notes if each.startswith(SUGGESTED)), "")


def _letters(name: str, look: Viewport, *, is_large: bool) -> list[Text]:
    if not is_large:
        return [Text(name, Role.LOUD.style)]
    if look.columns >= WIDE_FROM:
        most = _LETTERS_IF_HUGE if look.is_huge else _LETTERS
        rows = open_letters(name, look.columns, most, is_ascii=look.is_ascii)
        if rows:
            return rows
    return headline(name, look.columns, is_ascii=look.is_ascii)


def _paragraphs(week: ShownWeek, look: Viewport, gap: Sequence[Text]) -> list[Text]:
    """Return why the week is as it is and what the race changes, side by side if wide."""
    plan = week.plan
    rather = _suggested(plan)
    said = [each for each in week_reasons(plan, week.routines) if each != rather]
    sets = more_sets(plan, week.drills, week.drills)
    if sets and not plan.is_all_done:
        said.append(f"{sets[0].upper()}{sets[1:]}.")
    told = [" ".join(part) for part in (said, race_reasons(plan)) if part]
    are_beside = len(told) > 1 and look.columns >= WIDE_FROM
    room = min(_WIDEST, look.columns)
    if are_beside:
        room = min(_WIDEST, (look.columns - _APART) // 2)
    parts = [with_commands(each, room) for each in told]
    if are_beside:
        left, right = parts
        return beside(left, right, room + _APART // 2, is_ascii=look.is_ascii)
    rows: list[Text] = []
    for part in parts:
        rows += [*(gap if rows else []), *part]
    return rows


def _days(week: ShownWeek, look: Viewport) -> list[Text]:
    """Return the days side by side, or one below the other if one is too wide."""
    if not week.plan.days:
        return []
    return _strip(week, look) or _list(week, look)


def _strip(week: ShownWeek, look: Viewport) -> list[Text]:
    """Return the days side by side, each with its session; empty if one is too wide."""
    plan, is_wide = week.plan, look.columns >= WIDE_FROM
    widest = _WIDEST_IF_WIDE if is_wide else _WIDEST_DAY
    width = min(widest, (look.columns + 1) // len(plan.days))
    names = [what_on(each, week.routines) for each in plan.days]
    if any(len(word) >= width for name in names for word in name.split()):
        return []
    cells = []
    for each in plan.days:
        what = (
            []
            if each.kind is DayKind.REST
            else wrapped(what_on(each, week.routines), width - 1)
        )
        has_month = each is plan.days[0] or each.day.day == 1
        month = f" {each.day:%b}" if has_month and width >= _WIDEST_DAY else ""
        is_today = each.day == plan.today
        style, loud = DAY_STYLES[each.kind], Role.LOUD.style
        is_open = is_today and each.kind is DayKind.TO_COME
        if is_open and plan.starts_nothing:
            what.append("not today")
        cells.append(
            [
                Text(
                    f"{each.day:%a} {each.day.day}{month}",
                    loud if is_today else Role.QUIET.style,
                ),
                Text(DAY_MARKS[each.kind][look.is_ascii], loud if is_open else style),
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


def _list(week: ShownWeek, look: Viewport) -> list[Text]:
    """Return the days one below the other; a day of rest is a dot."""
    plan = week.plan
    names = max((len(what_on(each, week.routines)) for each in plan.days), default=0)
    rows = []
    for each in plan.days:
        is_today, style = each.day == plan.today, DAY_STYLES[each.kind]
        if is_today and each.kind is not DayKind.DONE:
            style = Role.LOUD.style
        mark = DAY_MARKS[each.kind][look.is_ascii]
        row = Text(f"{mark}  {each.day:%a} {each.day.day:>2}  ", style)
        what = what_on(each, week.routines).ljust(names)
        row.append(f"{what}  {_state(each.kind, plan, is_today=is_today)}", style)
        row.rstrip()
        rows.append(row)
    return rows


def _state(kind: DayKind, plan: PlanDay, *, is_today: bool) -> str:
    """Return the words for the state of a day; empty where its mark is enough."""
    if kind in {DayKind.REST, DayKind.RACE} or not is_today:
        return "today" if is_today else ""
    if kind is DayKind.DONE:
        return "done today"
    return "not today" if plan.starts_nothing else "today"


def _any_day(week: ShownWeek, columns: int) -> list[Text]:
    """Return the routines for any day, each with its number beside its goal."""
    counts = [
        (name_of(each.routine, week.routines), each.done, each.times)
        for each in week.plan.beside
    ]
    if not counts:
        return []
    whole = f"Any day: {', '.join(f'{name} {done} of {n}' for name, done, n in counts)}."
    if len(whole) <= columns:
        return [Text(whole, Role.QUIET.style)]
    # A routine and its number stay together.
    brief = [f"{name} {done}/{n}".replace(" ", _UNBROKEN) for name, done, n in counts]
    rows = wrapped(f"Any day: {', '.join(brief)}.", columns)
    return [Text(row.replace(_UNBROKEN, " "), Role.QUIET.style) for row in rows]


def _with_figures(page: Sequence[Text], week: ShownWeek, look: Viewport) -> list[Text]:
    """Return the page, with the figures of the next session below it if there is room."""
    room = look.rows - len(page) - 2
    if look.columns < WIDE_FROM:
        return [*page]
    # A few clear figures say more than many small ones.
    shown = week.figures[: MOST_BESIDE * (room // (_LEAST_FIGURE_ROWS + 1))]
    others = len(week.figures) - len(shown)
    grid = figure_grid(
        shown,
        look.columns,
        room - bool(others),
        is_ascii=look.is_ascii,
        largest=_LARGEST_FIGURE,
    )
    if not grid.rows:
        return [*page]
    more = Text(f"+{others} more".center(look.columns), Role.QUIET.style)
    more.rstrip()
    return [*page, Text(""), *grid.rows, *([more] if others else [])]
