"""Drills, listed under their groups, and routines: one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from textwrap import shorten

from rich.cells import cell_len
from rich.text import Text

from coach.model.bounds import FILE_LEVEL
from coach.model.drill import Drill, Routine
from coach.screen.entry_tables import dose_text
from coach.screen.even_lines import wrapped
from coach.screen.event_words import group_words
from coach.screen.flow import flow
from coach.screen.plots import marks
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.units import minutes_words

_GROUP_COLUMNS = 66
"""Columns that a group needs; wider screens show groups side by side."""
_DOSE_FROM = 74
"""Width of a group from which reps and breaths are written as words."""
_WIDE_FROM = 112
"""Width from which the names of the drills fit as well."""
_NAMES_FROM, _WIDEST = 190, 116
"""Width from which the routines are beside the drills, and the width of these."""
_GAP = 2
_MORE = " ..."

Cell = tuple[str, Role]


def entry_lines(
    drills: Sequence[tuple[Drill, bool]],
    routines: Sequence[tuple[Routine, int | None]],
    columns: int,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the drills by group, then the routines, which are nearest to the prompt.

    Args:
        drills: the drills by group and level; the flag marks the user's own.
        routines: the routines with their lengths in ms, None if unknown.
        columns: the width of the terminal.
        is_ascii: whether only ASCII signs may be used.
    """
    has_names = columns >= _NAMES_FROM
    beside = 1 if has_names else max(1, columns // _GROUP_COLUMNS)
    room = columns if beside == 1 else columns // beside - _GAP
    room = _WIDEST if has_names else room
    rows = [
        (name, [_row(*each, room, is_ascii=is_ascii) for each in found])
        for name, found in groupby(drills, key=lambda each: str(each[0].group))
    ]
    widths = _widths([row for _, some in rows for row in some])
    groups = [list(_group(name, some, room, widths)) for name, some in rows]
    if has_names:
        left = [row for group in groups for row in (*group, Text())]
        names = {drill.id: drill.name for drill, _ in drills}
        beside_columns = columns - _WIDEST - 2 * _GAP
        right = [*_routines(routines, beside_columns, names)] if routines else []
        for pair in zip_longest(left, right, fillvalue=Text()):
            yield _fitted(pair, _WIDEST + _GAP)
        groups, routines = [], ()
    for start in range(0, len(groups), beside):
        for row in zip_longest(*groups[start : start + beside], fillvalue=Text()):
            yield _fitted(row, room)
        yield Text()
    if routines:
        yield from _routines(routines, columns)
        yield Text()
    if drills:
        most = int(FILE_LEVEL.most)
        words = f"level 1 of {most}, the easiest"
        is_narrow = columns < NARROW
        level = "1 is" if is_narrow else marks(1, most, is_ascii=is_ascii)
        yield Text.assemble(level, (f" {words}", Role.QUIET.style))


def _fitted(cells: Sequence[Text], room: int) -> Text:
    """Return the lines of neighbours as one line, all but the last padded."""
    line = Text()
    for number, cell in enumerate(cells):
        line.pad_right(max(0, number * (room + _GAP) - line.cell_len))
        line.append_text(cell)
    return line


def _group(
    name: str, rows: Sequence[Sequence[Cell]], room: int, widths: Sequence[int]
) -> Iterator[Text]:
    # Of a level, a narrow row has only the digit.
    counted = f"  {len(rows)}{' by level' if room < NARROW else ''}"
    yield Text.assemble(
        (group_words(name).upper(), Role.LOUD.style), (counted, Role.QUIET.style)
    )
    yield from _aligned(rows, room, widths)


def _row(drill: Drill, is_own: bool, room: int, *, is_ascii: bool) -> list[Cell]:  # noqa: FBT001  the flag of the list
    name = f"{drill.id}{' (own)' if is_own else ''}"
    row: list[Cell] = [(name, Role.NONE)]
    if room >= NARROW:
        level = marks(drill.level, int(FILE_LEVEL.most), is_ascii=is_ascii)
        row.append((level, Role.NONE))
    else:
        row = [(f"{drill.level} {name}", Role.NONE)]
    # In less room, the name comes last: it may be cut, but a dose may not.
    if room >= _WIDE_FROM:
        row.append((drill.name, Role.QUIET))
    row.append((dose_text(drill, is_short=room < _DOSE_FROM), Role.NONE))
    if room >= NARROW:
        row.append((", ".join(drill.equipment), Role.QUIET))
    return row


def _routines(
    routines: Sequence[tuple[Routine, int | None]],
    columns: int,
    names: Mapping[str, str] | None = None,
) -> Iterator[Text]:
    """Yield the routines, each with its drills below it if their names are given."""
    yield Text.assemble(
        ("ROUTINES", Role.LOUD.style), (f"  {len(routines)}", Role.QUIET.style)
    )
    rows: list[list[Cell]] = []
    for routine, length_ms in routines:
        length = "?" if length_ms is None else minutes_words(length_ms)
        row = [(routine.id, Role.NONE), (f"{length:>6}", Role.NONE)]
        if columns >= _WIDE_FROM:
            row.append((f"{len(routine.items)} drills", Role.QUIET))
        if columns >= NARROW:
            row.append((routine.when or "", Role.QUIET))
        rows.append(row)
    widths = _widths(rows)
    if names is None:
        yield from _aligned(rows, columns, widths, wraps=True)
        return
    at = sum(widths[:-1]) + _GAP * len(widths[:-1])
    for row, (routine, _) in zip(rows, routines, strict=True):
        yield from _aligned([row], columns, widths, wraps=True)
        said = [names.get(item.drill, item.drill) for item in routine.items]
        pieces = [Text(f"{name},") for name in said[:-1]] + [Text(said[-1])]
        for part in flow(pieces, columns - at):
            yield Text(" " * at).append_text(part)
        yield Text()


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the width of each column."""
    return [max(cell_len(text) for text, _ in column) for column in zip(*rows, strict=True)]


def _aligned(
    rows: Sequence[Sequence[Cell]], room: int, widths: Sequence[int], *, wraps: bool = False
) -> Iterator[Text]:
    """Yield each row as one line; the last cells give way, never the first.

    The last cell may wrap instead of being cut.
    """
    gap = _GAP if room >= NARROW else 1
    for row in rows:
        line = Text()
        for number, ((whole, role), width) in enumerate(zip(row, widths, strict=True)):
            if number:
                line.pad_right(gap)
            at = line.cell_len
            pieces = [_cut(whole, room - at) if number else whole]
            if wraps and number == len(row) - 1 and cell_len(whole) > room - at > _GAP:
                pieces = wrapped(whole, room - at)
            cell = Text(pieces[0], role.style)
            line.append_text(cell)
            line.pad_right(width - cell.cell_len)
        line.rstrip()
        yield line
        yield from (Text(" " * at).append(piece, role.style) for piece in pieces[1:])


def _cut(text: str, room: int) -> str:
    """Return as many whole words as fit, with dots in place of the rest."""
    if cell_len(text) <= room:
        return text
    return shorten(text, max(len(_MORE), room), placeholder=_MORE) if room > 0 else ""
