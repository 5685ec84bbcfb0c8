"""The home page: today's session and its reasons, this week, the last session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from rich.console import RenderableType
from rich.text import Text

from coach.model.days_and_weeks import ClockFace, day_name, day_of
from coach.model.session_facts import SessionFacts
from coach.screen.big_letters import fitted, height_of
from coach.screen.even_lines import filled, wrapped
from coach.screen.flow import flow
from coach.screen.key_bar import to_do_now
from coach.screen.plots import marks
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS, ago
from coach.screen.viewport import FULL_FROM, NORMAL_FROM, Viewport
from coach.screen.week_cells import pain_mark
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.figure.motion import Motion

COMMANDS = {
    "coach list": "all drills and routines",
    "coach history": "your sessions",
    "coach --help": "everything else",
}
_IN_SHORT = {"coach list": "drills", "coach history": "sessions", "coach --help": "more"}
_COMMANDS_GAP = "    "
FIGURE_COLUMNS, FIGURE_ROWS, LETTERS = 30, 8, 1
LARGE_COLUMNS, LARGE_ROWS, LARGE_LETTERS = 48, 13, 2
HUGE_COLUMNS, HUGE_ROWS, HUGE_LETTERS = 76, 22, 3
"""Sizes of the figure and of the minutes beside it; letters have a scale."""
BESIDE_FROM = 74
"""Width from which the figure appears beside today's pick."""
LARGE_FROM = 110
"""Width from which the figure is large, if everything else fits as well."""
WIDEST, WIDEST_IF_HUGE = 110, 170
"""Width of the page; on a wider one, the figure would stand too far from the words."""
_MOST_MARKS = 24
_RESUME = "coach resume"
_GAP = 2
_NOTHING_BESIDE = 0, 0
_UNBROKEN = "\N{NO-BREAK SPACE}"
_COUNT = re.compile(r"\d+ of \d+|\d+ [A-Z][a-z]+( \d{4})?")
"""A number and its goal, or a date, which no line breaks."""
NOTHING = "No session today"
"""Shown instead of a session if none may start."""


class Today(msgspec.Struct, frozen=True):
    """The content of the home page."""

    name: str
    """Name of today's session."""
    command: str
    why: str
    length: str
    motion: Motion | None = None
    """The figure of the first drill."""
    plan: str = ""
    """The runner's week in the programme; empty if there is none."""
    test: str = ""
    """The offer of a self-test, in one line; usually empty."""
    unfinished: SessionFacts | None = None
    """The unfinished session, shown before anything new."""
    since: timedelta = timedelta()
    """Time since the unfinished session was left."""
    advice: Sequence[str] = ()
    """Advice about pain, or the reason why nothing may start; always shown."""
    cells: Sequence[Text] = ()
    """The days of the week as cells; empty if only lines are wanted."""
    sets_left: int = 0
    """Sets still to do of the unfinished session; 0 if they were not counted."""
    done: SessionFacts | None = None
    """A session completed today, if the plan has none left for today."""
    routine: str = ""
    """Id of today's routine; empty on a day of rest."""
    pain: str = ""
    """The newest pain of this week, in one line; usually empty."""


def home_page(  # noqa: PLR0915  the shapes of the page, one by one
    today: Today,
    week: str,
    last: str,
    look: Viewport,
) -> Iterator[RenderableType]:
    """Yield the page from top to bottom; if rows are few, the least important parts go."""
    words = [
        Text("Or today" if today.unfinished else "Today", Role.QUIET.style),
        Text(f"{today.name}   {today.length}".rstrip(), _role_of_name(today).style),
        *(_sentence(today.why, _room_beside(today, look)) if today.why else []),
        Text(""),
        Text(today.command, Role.LOUD.style)
        if today.unfinished
        else _to_do_now(today.command, today, look),
    ]
    heart = [text for text in words[1:] if text]
    large = _large(today, look)
    if today.unfinished:
        has_marks = bool(today.cells)
        heart = _to_go_on_with(
            today.unfinished,
            today.since,
            look.columns,
            has_marks=has_marks,
            is_ascii=look.is_ascii,
        )
        words = [Text("Not finished yet", Role.QUIET.style), *heart, Text(""), *words]
    elif today.done:
        words = heart = _done_today(today.done, today, look.columns)
    past = _past(today, week, last, look, has_plan=True)
    # The week in the programme is the reason, and told once.
    rest_of_past = _past(today, week, last, look, has_plan=bool(today.why))
    further, in_a_row = _further(look.columns, today)
    figure = _figure(today.motion, look)
    figure_columns = max((row.cell_len for row in figure), default=0)
    advice = _advice(today, look)
    room = look.rows - (_height([advice], look.columns, 0) + 1 if advice else 0)
    below = replace(look, rows=room)
    beside = (len(figure), figure_columns + _GAP) if figure else _NOTHING_BESIDE
    rest = [[words, past, further], [words, past]]
    rest += [[heart, past[:many]] for many in range(len(past), 0, -1)]
    larger: list[list[list[Text]]] = []
    if large:
        roomy = large if today.done else [*large[:-1], Text(""), large[-1]]
        also = [_also(today, look.columns)] if today.unfinished or today.done else []
        shapes: list[tuple[list[Text], list[list[Text]]]] = [
            (roomy, [in_a_row]),
            (roomy, []) if today.advice else (large, [in_a_row]),
            (large, []),
        ]
        larger = [[first, *also, rest_of_past, *last] for first, last in shapes]
    parts = _fitting([*larger, *rest, [heart]], below, beside)
    if advice and figure and parts == [heart]:
        figure = []
        parts = _fitting([*rest, [heart]], below, _NOTHING_BESIDE)
    if advice and parts == [heart]:
        # The reason gives way to the advice; if not even these rows fit, the advice stays
        # in sight because it comes last.
        is_long = _height([[*heart, *advice]], look.columns, 0) >= look.rows
        yield from (*(heart[:: len(heart) - 1] if is_long else heart), *advice)
        return
    if advice:
        yield from (*advice, Text(""))
    if figure:
        yield _beside(parts[0], figure, look)
    else:
        yield from parts[0]
    for part in parts[1:]:
        yield Text("")
        yield from part


def _further(columns: int, today: Today) -> tuple[list[Text], list[Text]]:
    """Return what else can be typed, in rows and in one row; empty if that is too long."""
    rows = [
        Text.assemble((f"{command:<15}", Role.LOUD.style), (does, Role.QUIET.style))
        for command, does in COMMANDS.items()
    ]
    row = Text(_COMMANDS_GAP).join(
        Text.assemble((command, Role.LOUD.style), " ", (does, Role.QUIET.style))
        for command, does in _IN_SHORT.items()
        if command != today.command  # which stands above
    )
    return rows, [row] if row.cell_len <= columns else []


def _large(today: Today, look: Viewport) -> list[Text]:
    """Return today's words around big letters, the command last.

    The letters say what is left of an unfinished session, that today's session is done, or
    how long it takes. Empty if there is no room for them.
    """
    if not today.cells or look.columns < BESIDE_FROM:
        return []
    if today.unfinished:
        if not today.sets_left:
            return []
        noun = "SET" if today.sets_left == 1 else "SETS"
        words, role = f"{today.sets_left} {noun}", Role.LOUD
        above, name = "Unfinished", today.unfinished.prescription.name
        _, *below = _to_go_on_with(
            today.unfinished,
            today.since,
            look.columns,
            has_marks=True,
            is_ascii=look.is_ascii,
        )
        sets = f"{today.unfinished.sets_done} of {today.unfinished.sets_planned} sets"
        below.insert(0, Text(f"Still to do. {sets} done, {ago(today.since)}"))
    elif today.done:
        words, role, above, name = (
            "DONE",
            Role.PROGRESS,
            "Today",
            today.done.prescription.name,
        )
        below = [Text(f"{format_clock(today.done.active_ms)} of exercise")]
    elif today.length:
        words, role, above, name = today.length.upper(), Role.LOUD, "Today", today.name
        # The advice above tells what hurt.
        _, _, brief = today.why.rpartition(": ") if today.advice else ("", "", today.why)
        why = _sentence(brief, _room_beside(today, look)) if brief else []
        if not why and today.plan:
            why = _plan_rows(today, _room_beside(today, look))
        below = [*why, _to_do_now(today.command, today, look)]
    else:
        words, role, above, name = today.name.upper(), _role_of_name(today), "", ""
        below = [
            *_sentence(today.why, look.columns),
            Text(today.command, Role.LOUD.style),
        ]
    _, _, scale = _sizes(look)
    high = height_of(scale)
    rows = fitted(words, _room_beside(today, look), high, is_ascii=look.is_ascii)
    if not rows:
        return []
    head = Text.assemble((f"{above}   ", Role.QUIET.style), (name, Role.LOUD.style))
    return [
        *([head, Text("")] if above else []),
        *(Text(row, role.style) for row in rows),
        Text(""),
        *below,
    ]


def _role_of_name(today: Today) -> Role:
    """Return the role of today's name; that nothing may start is a warning."""
    return Role.WARNING if today.name == NOTHING else Role.LOUD


def _room_beside(today: Today, look: Viewport) -> int:
    """Return the columns for words beside the figure, if there is one."""
    columns = min(look.columns, WIDEST_IF_HUGE if look.is_huge else WIDEST)
    if today.motion is None or look.columns < BESIDE_FROM:
        return columns
    figure, _, _ = _sizes(look)
    return columns - figure - 2 * _GAP


def _sentence(words: str, columns: int) -> list[Text]:
    """Return words as a sentence with a capital, in lines of similar length."""
    return [Text(row) for row in wrapped(f"{words[:1].upper()}{words[1:]}", columns)]


def _done_today(facts: SessionFacts, today: Today, columns: int) -> list[Text]:
    name = facts.prescription.name
    done = Text.assemble(("Done today   ", Role.PROGRESS.style), (name, Role.LOUD.style))
    return [done, *_also(today, columns)]


def _also(today: Today, columns: int) -> list[Text]:
    """Return the other session for today, in the quiet style, its command unbroken."""
    name = ", ".join(filter(None, (today.name, today.length)))
    why = f"{today.why[:1].upper()}{today.why[1:]}"
    offer = Text(f"Or today: {name}", Role.QUIET.style)
    command = Text(today.command, Role.LOUD.style)
    rows = flow([offer, command], columns, "   ")
    return [*rows, *([Text(why, Role.QUIET.style)] if why else [])]


def _advice(today: Today, look: Viewport) -> list[Text]:
    """Return the advice about pain and danger; on a terminal, with a mark before it."""
    if not today.cells:
        return [
            Text(row, Role.LOUD.style)
            for words in today.advice
            for row in wrapped(words, look.columns)
        ]
    from coach.screen.danger import advice_lines  # noqa: PLC0415  rarely needed, and start-up counts

    return [
        row
        for words in today.advice
        for row in advice_lines(words, look.columns, is_ascii=look.is_ascii)
    ]


def _to_do_now(command: str, today: Today, look: Viewport) -> Text:
    """Return the command for the thing to do now, the only one with an arrow."""
    if not today.cells or today.name == NOTHING:
        return Text(command, Role.LOUD.style)
    return to_do_now(command, is_ascii=look.is_ascii)


def _plan_rows(today: Today, columns: int) -> list[Text]:
    """Return the week in the programme with its command, whose words stay together."""
    command = Text("coach plan", Role.LOUD.style)
    whole = _COUNT.sub(lambda count: count[0].replace(" ", _UNBROKEN), today.plan)
    rows = [Text(row.replace(_UNBROKEN, " ")) for row in filled(whole, columns)]
    if rows[-1].cell_len + _GAP + command.cell_len > columns:
        return [*rows, command]
    return [*rows[:-1], Text.assemble(rows[-1], " " * _GAP, command)]


def _past(
    today: Today, week: str, last: str, look: Viewport, *, has_plan: bool
) -> list[Text]:
    """Return the lines about the week, the plan, the tests and the last session."""
    past = list(today.cells)
    if today.cells and look.rows >= NORMAL_FROM[1] and past[-1]:
        past.append(Text(""))
    if today.pain and not today.advice:  # the advice is about this pain
        past.append(Text.assemble(pain_mark(is_ascii=look.is_ascii), " ", today.pain))
    past.append(Text(week))
    if today.plan and has_plan:
        at = len(past) - 1 if today.cells else 0
        past[at:at] = _plan_rows(today, look.columns)
    return [
        *past,
        *([Text(today.test)] if today.test else []),
        *([Text(last, Role.QUIET.style)] if last else []),
    ]


def _beside(
    words: Iterable[Text], figure: Sequence[Text], look: Viewport
) -> RenderableType:
    """Return today's words, with the figure to their right."""
    from rich.table import Table  # noqa: PLC0415  only beside a figure, and start-up counts

    table = Table.grid(padding=(0, _GAP), expand=True)
    table.width = min(look.columns, WIDEST_IF_HUGE if look.is_huge else WIDEST)
    table.add_column(ratio=1)
    table.add_column(width=max(row.cell_len for row in figure), no_wrap=True)
    rows = [*words]
    if len(figure) > len(rows) + 1:  # the words stand in the middle beside the figure
        rows = [*[Text("")] * ((len(figure) - len(rows)) // 2), *rows]
    table.add_row(Text("\n").join(rows), Text("\n").join(figure))
    return table


def _to_go_on_with(
    facts: SessionFacts,
    since: timedelta,
    columns: int,
    *,
    has_marks: bool,
    is_ascii: bool,
) -> list[Text]:
    sets = f"{facts.sets_done} of {facts.sets_planned} sets, {ago(since)}"
    typed = Text(_RESUME, Role.LOUD.style)
    first = Text.assemble((facts.prescription.name, Role.LOUD.style), f"   {sets}")
    if first.cell_len > columns:  # no word of it alone on a row
        first = Text.assemble((facts.prescription.name, Role.LOUD.style), f"\n{sets}")
    lines = [
        first,
        to_do_now(_RESUME, is_ascii=is_ascii) if has_marks else typed,
    ]
    if has_marks and facts.sets_planned <= _MOST_MARKS:
        shown = marks(facts.sets_done, facts.sets_planned, is_ascii=is_ascii)
        lines.insert(1, Text(shown, Role.PROGRESS.style))
    return lines


def _fitting(
    shapes: Sequence[list[list[Text]]], look: Viewport, beside: tuple[int, int]
) -> list[list[Text]]:
    """Return the first shape that fits and leaves a row for the prompt, or the last one.

    ``beside`` holds the rows and columns of the figure beside the first part of a shape.
    """
    rows, columns = beside
    fitting = (s for s in shapes if _height(s, look.columns, rows, columns) < look.rows)
    return next(fitting, shapes[-1])


def _height(
    parts: list[list[Text]], columns: int, least: int, less_columns: int = 0
) -> int:
    """Return the number of rows of the parts; the first takes at least ``least``."""
    widths = [columns - less_columns, *(columns for _ in parts[1:])]
    heights = [
        sum(len(wrap(t.plain, max(1, width))) or 1 for t in part)
        for part, width in zip(parts, widths, strict=True)
    ]
    return max(heights[0], least) + sum(heights[1:]) + len(parts) - 1


def _figure(motion: Motion | None, look: Viewport) -> Sequence[Text]:
    if motion is None or look.columns < BESIDE_FROM:
        return []
    from coach.screen.figure_view import drawn_at_end  # noqa: PLC0415  only for a figure, and start-up counts

    columns, rows, _ = _sizes(look)
    return drawn_at_end(motion, columns, rows, is_ascii=look.is_ascii)


def _sizes(look: Viewport) -> tuple[int, int, int]:
    """Return the columns and rows of the figure, and the scale of the letters."""
    if look.is_huge:
        return HUGE_COLUMNS, HUGE_ROWS, HUGE_LETTERS
    if look.columns >= LARGE_FROM and look.rows >= FULL_FROM[1]:
        return LARGE_COLUMNS, LARGE_ROWS, LARGE_LETTERS
    return FIGURE_COLUMNS, FIGURE_ROWS, LETTERS


def last_line(facts: SessionFacts, today: date, clock: ClockFace = ClockFace.H24) -> str:
    """Return the last session in one line."""
    day = day_name(day_of(facts.started_at), today)
    return (
        f"Last: {facts.prescription.name}, {day} {clock.shown(facts.started_at)}, "
        f"{STATUS_WORDS[facts.status]}, {facts.sets_done} of {facts.sets_planned} sets."
    )
