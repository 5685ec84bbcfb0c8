"""A page of reasons, cut to the rows of a screen so that what is left makes sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from coach.screen.even_lines import filled
from coach.screen.roles import Role
from coach.text.count_of import count_of

LEFT_OUT_NAME = Role.NONE.style
"""The style of the name of a drill that is left out, beside others."""
_WIDEST_LIST = 140
"""Width of drills in columns, which are read downwards."""
_INDENT = 2
_IN_FULL = "Full details: "
_ALL = "coach why | less"


def fitting(  # noqa: PLR0913  the page, and the room for it
    lines: Sequence[Text | str],
    about: Sequence[Text],
    columns: int,
    rows: int,
    changes: int = 0,
    *,
    whole: int = 0,
) -> list[Text]:
    """Return the page as far as it fits on a screen, which shows its top.

    The newest changes come first. What does not fit is named last, with the way to read it,
    and with the number of the coming ``changes`` that are not shown. The first ``whole``
    lines are dangers, which are never cut: rather than that, the page is too long.
    """
    page = [
        row
        for each in lines
        for row in (
            map(Text, filled(each, columns)) if isinstance(each, str) and each else [each]
        )
        if isinstance(row, Text)
    ]
    if len(page) + len(about) < rows:
        return [*page, *about]
    room = max(1, rows - 3, whole)
    if len(page) <= room:
        return [*page, Text(""), _more(page[whole:], changes)]
    kept = page[:room]
    # No reason is cut, and no day or reason stands last, without a change below it.
    while kept and (_is_reason(page[len(kept)]) or _is_below(page[len(kept)], kept[-1])):
        kept.pop()
    while kept and (_is_heading(kept[-1]) or _is_caption(kept[-1])):
        kept.pop()
    kept = kept or page[:room]
    gap = [Text("")] * (len(kept) + 2 < rows or len(kept) >= rows)
    return [*kept, *gap, _more(kept[whole:], changes)]


def _more(kept: Sequence[Text], changes: int) -> Text:
    """Return the way to read the rest, and how many coming changes are in it."""
    shown = sum(_changes_in(row) for row in kept)
    words, more = _IN_FULL, changes - shown
    if more > 0:
        is_list = any(s.style == LEFT_OUT_NAME for row in kept for s in row.spans)
        one = "more drill" if is_list else "more change" if shown else "change"
        words = f"{count_of(more, one)}: "
    return Text.assemble((words, Role.QUIET.style), (_ALL, Role.KEY.style))


def way_to_rest() -> Text:
    """Return the way to read what a page does not tell."""
    return Text.assemble((_IN_FULL, Role.QUIET.style), (_ALL, Role.KEY.style))


def is_way_to_rest(row: Text) -> bool:
    """Return whether a row tells how to read what is not shown."""
    return row.plain.endswith(_ALL)


def _changes_in(row: Text) -> int:
    """Return the number of changes in a row: one of a dose, or one for each name."""
    if any(span.style == Role.LOUD.style for span in row.spans):
        return 1
    return sum(span.style == LEFT_OUT_NAME for span in row.spans)


def _is_below(row: Text, above: Text) -> bool:
    """Return whether a row is set in below the one above, whose change it tells."""
    indent, before = (len(each.plain) - len(each.plain.lstrip()) for each in (row, above))
    return bool(row.plain and above.plain) and indent > before and not _is_heading(above)


def _is_heading(row: Text) -> bool:
    """Return whether a row is blank, or bold from its start."""
    starts = any(span.style == Role.LOUD.style and not span.start for span in row.spans)
    return not row.plain or row.style == Role.LOUD.style or starts


def _is_caption(row: Text) -> bool:
    """Return whether a row is a reason that stands above its changes."""
    return _is_reason(row) and not row.plain.startswith(" ")


def _is_reason(row: Text) -> bool:
    """Return whether all of a row is quiet."""
    first = len(row.plain) - len(row.plain.lstrip())
    return any(
        span.style == Role.QUIET.style and span.start <= first and span.end >= len(row)
        for span in row.spans
    )


def left_out_lines(names: Sequence[str], columns: int) -> Iterator[Text]:
    """Yield drills that are left out, in columns that are read downwards."""
    if not names:
        return
    yield Text(
        f"{' ' * _INDENT}{count_of(len(names), 'drill')} left out:", Role.PLAIN.style
    )
    width = max(map(len, names)) + _INDENT
    room = min(columns, _WIDEST_LIST) - 2 * _INDENT
    high = -(-len(names) // max(1, (room + _INDENT) // width))
    for first in range(high):
        row = Text(" " * 2 * _INDENT)
        for number, name in enumerate(names[first::high]):
            row.pad_right(max(0, 2 * _INDENT + number * width - row.cell_len))
            row.append(name, LEFT_OUT_NAME)
        yield row
