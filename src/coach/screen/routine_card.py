"""The card of a routine: its purpose, its length, its drills and their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.model.drill import Drill, Routine, RoutineItem
from coach.model.terms import Sides
from coach.screen.drill_card import GAP, TWO_COLUMNS_FROM, WIDEST_CARD
from coach.screen.entry_tables import dose_text
from coach.screen.even_lines import wrapped
from coach.screen.event_words import COUNTED
from coach.screen.figure_grid import NamedFigure, figure_grid, with_figures
from coach.screen.headline import headline
from coach.screen.key_bar import to_do_now
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.units import format_clock, format_seconds, minutes_words

_ONCE = "1 x "
"""The start of a dose of one set, which goes without saying."""
_FIRST_FIGURES, _FIRST_ROWS = 2, 8
"""Most figures beside the minutes, and the rows they and their names may take."""


def routine_card(  # noqa: PLR0913  what stands on the card, and how wide it is
    routine: Routine,
    drills: Mapping[str, Drill],
    figures: Mapping[str, Motion] | None = None,
    *,
    columns: int = 80,
    is_ascii: bool = False,
    length_ms: int | None = None,
    is_seen: bool = False,
) -> Group:
    """Return a routine's purpose, length, when to do it, and its drills in order.

    On a terminal, the length is in big letters.

    Figures are on the right.
    """
    is_narrow = columns < NARROW
    table = Table.grid(padding=(0, 1 if is_narrow else 2))
    table.add_column()
    table.add_column()
    table.add_column(no_wrap=True)
    for number, item in enumerate(routine.items, start=1):
        drill = drills.get(item.drill)
        name = drill.name if drill else item.drill
        dose = _item_dose(item, drill, is_short=is_narrow)
        table.add_row(f"  {number}.", name, dose.removeprefix(_ONCE))
    length = f"   {format_clock(length_ms)}" if length_ms and not is_seen else ""
    named = [
        NamedFigure(drills[item.drill].name, figures[item.drill])
        for item in routine.items
        if figures and item.drill in figures and item.drill in drills
    ]
    parts: list[RenderableType] = [Text.assemble((routine.name, "bold"), length)]
    if length_ms and is_seen and is_narrow:
        # Letters would be out of sight before the drills are read.
        parts = [Text(f"{routine.name}   {minutes_words(length_ms)}", Role.LOUD.style)]
    elif length_ms and is_seen:
        words = minutes_words(length_ms)
        large = headline(words, columns, is_ascii=is_ascii)
        if named and columns < TWO_COLUMNS_FROM:
            parts = [*parts, Text(""), *large]
            parts = [_beside_figures(parts, large, named, columns, is_ascii=is_ascii)]
            named = []
        else:
            parts += (Text(""), *large)
    parts.append(Padding(Text(routine.why), (1, 0, 1, 0)))
    if routine.when:
        parts += _when(routine.when, columns) if is_seen else [f"When: {routine.when}"]
    command = f"coach start {routine.id}"
    typed = (
        to_do_now(command, is_ascii=is_ascii) if is_seen else Text(command, Role.KEY.style)
    )
    whole = Group(*parts, table, Text(""), typed)
    left_columns = (min(columns, WIDEST_CARD) - GAP) // 2
    return Group(with_figures(whole, named, columns, left_columns, is_ascii=is_ascii))


def _when(words: str, columns: int) -> list[Text]:
    """Return when to do a routine, with its later lines below the words, and a blank."""
    label = "when  "
    rows = wrapped(words, columns - len(label))
    first = Text.assemble((label, Role.QUIET.style), rows[0])
    return [first, *(Text(f"{'':{len(label)}}{row}") for row in rows[1:]), Text("")]


def _beside_figures(
    words: Sequence[RenderableType],
    large: Sequence[Text],
    named: Sequence[NamedFigure],
    columns: int,
    *,
    is_ascii: bool,
) -> RenderableType:
    """Return the name and the minutes with the first figures to their right."""
    left = max(row.cell_len for row in large)
    right = columns - left - GAP
    shown = named[:_FIRST_FIGURES]
    grid = figure_grid(shown, right, _FIRST_ROWS, is_ascii=is_ascii)
    if right < SMALLEST[0] or not grid.rows:
        return Group(*words)
    both = Table.grid(padding=(0, GAP, 0, 0))
    both.add_column(width=left)
    both.add_column(width=right, no_wrap=True)
    both.add_row(Group(*words), Group(*grid.rows))
    return both


def _item_dose(item: RoutineItem, drill: Drill | None, *, is_short: bool = False) -> str:
    if drill is None:
        return "cannot be read"
    sets = item.sets or drill.dose.sets
    amount = item.reps or item.breaths
    if amount is None and item.time is None:
        return dose_text(drill, is_short=is_short)
    side = "/side" if drill.sides is Sides.EACH else ""
    counted = format_seconds(item.time) if item.time else f"{amount}"
    if is_short:
        return f"{sets}x{counted}{side}"
    unit = "" if item.time else f" {COUNTED[drill.unit]}"
    return f"{sets} x {counted}{unit}{side}"
