"""The home page: today's session and its reasons, this week, the last session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from rich.console import RenderableType
from rich.text import Text

from coach.model.days_and_weeks import ClockFace, day_name, day_of
from coach.model.session_facts import SessionFacts
from coach.screen.even_lines import wrapped
from coach.screen.event_words import TO_GO
from coach.screen.flow import flow
from coach.screen.headline import open_letters
from coach.screen.home_rows import further_rows, past_rows, plan_rows, rows_to_go_on_with
from coach.screen.key_bar import to_do_now
from coach.screen.page_shapes import fits, height, with_advice
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS, ago
from coach.screen.viewport import FULL_FROM, Viewport
from coach.text.count_of import count_of, part_of
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.figure.motion import Motion

FIGURE_COLUMNS, FIGURE_ROWS, LETTERS = 30, 8, 4
LARGE_COLUMNS, LARGE_ROWS, LARGE_LETTERS = 54, 16, 8
HUGE_COLUMNS, HUGE_ROWS, HUGE_LETTERS = 90, 26, 14
"""Sizes of the figure, and the rows of the minutes beside it."""
BESIDE_FROM = 74
"""Width from which the figure appears beside today's pick."""
LARGE_FROM = 110
"""Width from which the figure is large, if everything else fits as well."""
WIDEST, WIDEST_IF_HUGE = 118, 196
"""Width of the page; on a wider one, the figure would stand too far from the words."""
_GAP = 2
_NOTHING_BESIDE = 0, 0
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
    drill: str = ""
    """The name of the drill of the figure."""
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
    advices = _advice(today, look)
    words, heart = _words(today, look)
    large = _large(today, look)
    # On a wide terminal, the week stands beside the figure as well.
    is_wide = bool(today.cells and today.motion and look.columns >= LARGE_FROM)
    room = _room_beside(today, look) if is_wide else look.columns
    has_plan = not (today.cells and today.unfinished)
    past = past_rows(today, week, last, replace(look, columns=room), has_plan=has_plan)
    # The week in the programme is the reason, and told once.
    has_plan = has_plan and bool(today.why)
    rest_of_past = past_rows(
        today, week, last, replace(look, columns=room), has_plan=has_plan
    )
    further, in_a_row = further_rows(look.columns, today)
    figure = _figure(today, look)
    figure_columns = max((row.cell_len for row in figure), default=0)
    beside = (len(figure), figure_columns + _GAP) if figure else _NOTHING_BESIDE
    if _is_no_day_to_run(today) and today.cells:
        from coach.screen.home_danger import Parts, danger_home  # noqa: PLC0415  rarely needed, and start-up counts

        below = [past, in_a_row] if in_a_row else [past]
        yield from danger_home(advices, Parts(words, heart, below, figure), look)
        return
    rest = [[words, past, further], [words, past, in_a_row], [words, past]]
    if last and in_a_row:
        rest.insert(2, [words, past[:-1], in_a_row])
    least = max(1, len(today.cells))  # a week is not cut
    fewer = range(len(past), least - 1, -1)
    if today.cells and today.unfinished:
        also_today = [*heart, Text(""), *_also(today, look.columns)]
        rest += [[also_today, past[:many]] for many in fewer]
    rest += [[heart, past[:many]] for many in fewer]
    larger: list[list[list[Text]]] = []
    if large:
        is_roomy = bool(today.done or not large[-2])
        roomy = large if is_roomy else [*large[:-1], Text(""), large[-1]]
        also = [_also(today, room)] if today.unfinished or today.done else []
        shapes: list[tuple[list[Text], list[list[Text]]]] = [
            (roomy, [in_a_row]),
            (roomy, []) if today.advice else (large, [in_a_row]),
            (large, []),
        ]
        larger = [
            [_parted([first, *also, rest_of_past]), *last]
            if is_wide
            else [first, *also, rest_of_past, *last]
            for first, last in shapes
        ]
    shapes_of_page = [*larger, *rest, [heart]]
    advice, parts = with_advice(advices, shapes_of_page, look, beside)
    if advice and figure and parts == [heart]:
        figure = []
        advice, parts = with_advice(advices, [*rest, [heart]], look, _NOTHING_BESIDE)
    if advice and parts == [heart] and not fits([[*advice], [*heart]], look):
        yield from _least_with_advice(advice, heart, look)
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


def _least_with_advice(
    advice: Sequence[Text], heart: Sequence[Text], look: Viewport
) -> list[Text]:
    """Return advice and today's command on a screen too small for more.

    The reason gives way to the advice; if not even these rows fit, the advice stays in
    sight because it comes last.
    """
    brief = heart[:: len(heart) - 1]
    if fits([[*advice, *brief]], look):
        return [*advice, *brief]
    is_long = height([[*heart, *advice]], look.columns, 0) >= look.rows
    return [*(brief if is_long else heart), *advice]


def _words(today: Today, look: Viewport) -> tuple[list[Text], list[Text]]:
    """Return the words about today's session, and the least of them."""
    why = today.why
    if today.cells and today.advice and ": " in why:
        _, _, why = why.rpartition(": ")  # the advice above tells what hurt
    words = [
        Text("Or today" if today.unfinished else "Today", Role.QUIET.style),
        Text(f"{today.name}   {today.length}".rstrip(), _role_of_name(today).style),
        *(_sentence(why, _room_beside(today, look)) if why else []),
        Text(""),
        Text(today.command, Role.LOUD.style)
        if today.unfinished
        else _to_do_now(today.command, today, look),
    ]
    heart = [text for text in words[1:] if text]
    if today.cells and look.columns < BESIDE_FROM and not today.advice:
        heart[0] = Text.assemble(("Today   ", Role.QUIET.style), heart[0])
    if today.unfinished:
        has_marks = bool(today.cells)
        heart = rows_to_go_on_with(
            today.unfinished,
            today.since,
            look.columns,
            has_marks=has_marks,
            is_ascii=look.is_ascii,
        )
        words = [Text("Not finished yet", Role.QUIET.style), *heart, Text(""), *words]
    elif today.done:
        words = heart = _done_today(today.done, today, look.columns)
    return words, heart


def _large(today: Today, look: Viewport) -> list[Text]:
    """Return today's words around big letters, the command last.

    The letters say what is left of an unfinished session, that today's session is done, or
    how long it takes. Empty if there is no room for them.
    """
    if not today.cells or look.columns < BESIDE_FROM or _is_no_day_to_run(today):
        return []
    if today.unfinished:
        if not today.sets_left:
            return []
        words, role = f"{count_of(today.sets_left, 'set')} {TO_GO}".upper(), Role.LOUD
        above, name = "Unfinished", today.unfinished.prescription.name
        _, *below = rows_to_go_on_with(
            today.unfinished,
            today.since,
            look.columns,
            has_marks=True,
            is_ascii=look.is_ascii,
        )
        begun = today.unfinished
        sets = part_of(begun.sets_done, begun.sets_planned, "set")
        said = f"{sets} done, {ago(today.since)}"
        done, command = below[:-1], below[-1]
        below = [Text("  ").join([*done, Text(said)]), Text(""), command]
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
            why = plan_rows(today, _room_beside(today, look))
        below = [*why, _to_do_now(today.command, today, look)]
    else:
        words, role, above, name = today.name.upper(), _role_of_name(today), "", ""
        below = [
            *_sentence(today.why, look.columns),
            Text(today.command, Role.LOUD.style),
        ]
    _, _, most = _sizes(look)
    room = _room_beside(today, look)
    rows = open_letters(words, room, most, role, is_ascii=look.is_ascii)
    if not rows:
        return []
    head = Text.assemble((f"{above}   ", Role.QUIET.style), (name, Role.LOUD.style))
    return [
        *([head, Text("")] if above else []),
        *rows,
        Text(""),
        *below,
    ]


def _parted(parts: Sequence[Sequence[Text]]) -> list[Text]:
    """Return parts with a blank row between them."""
    return [row for part in parts for row in (Text(""), *part)][1:]


def _is_no_day_to_run(today: Today) -> bool:
    """Return whether advice forbids running, in letters larger than all else."""
    if not today.advice:
        return False
    from coach.screen.danger_page import forbids_running  # noqa: PLC0415  rarely needed, and start-up counts

    return forbids_running(today.advice)


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
    if offer.cell_len + command.cell_len + len("   ") > columns:
        offer = Text(f"Or {name}", Role.QUIET.style)
    rows = flow([offer, command], columns, "   ")
    reason = wrapped(why, columns) if why else []
    return [*rows, *(Text(row, Role.QUIET.style) for row in reason)]


def _advice(today: Today, look: Viewport) -> list[list[Text]]:
    """Return the advice about pain and danger, from its largest shape to its briefest."""
    if not today.advice:
        return []
    if not today.cells:
        return [
            [
                Text(row, Role.LOUD.style)
                for words in today.advice
                for row in wrapped(words, look.columns)
            ]
        ]
    from coach.screen.danger_page import danger_shapes  # noqa: PLC0415  rarely needed, and start-up counts

    return danger_shapes(today.advice, look.columns, is_ascii=look.is_ascii)


def _to_do_now(command: str, today: Today, look: Viewport) -> Text:
    """Return the command for the thing to do now, the only one with an arrow."""
    if not today.cells or today.name == NOTHING:
        return Text(command, Role.LOUD.style)
    return to_do_now(command, is_ascii=look.is_ascii)


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


def _figure(today: Today, look: Viewport) -> Sequence[Text]:
    """Return the figure with the name of its drill below it; empty if there is no room."""
    if today.motion is None or look.columns < BESIDE_FROM:
        return []
    from coach.screen.figure_view import drawn_at_end  # noqa: PLC0415  only for a figure, and start-up counts

    columns, rows, _ = _sizes(look)
    figure = drawn_at_end(today.motion, columns, rows, is_ascii=look.is_ascii)
    names = wrapped(today.drill, columns) if today.drill else []
    return [*figure, *(Text(f"{row:^{columns}}", Role.QUIET.style) for row in names)]


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
    sets = part_of(facts.sets_done, facts.sets_planned, "set")
    return (
        f"Last: {facts.prescription.name}, {day} {clock.shown(facts.started_at)}, "
        f"{STATUS_WORDS[facts.status]}, {sets}."
    )
