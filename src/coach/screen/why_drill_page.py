"""The page of reasons for one drill: what changes, and all its sessions so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rich.text import Text

from coach.coaching.drill_story import Coming, Told
from coach.screen.event_words import in_short
from coach.screen.headline import headline
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.session_news import with_arrow
from coach.screen.week_cells import pain_mark
from coach.screen.why_page import (
    INDENT,
    WIDEST,
    below,
    changed,
    in_tenths,
    is_same,
    reasons_of,
)

_EFFORT = re.compile(r"(effort \d+) out of 10")


def drill_heading(name: str, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield the name of the drill that the page is about, in big letters if they fit."""
    if columns >= NARROW:
        yield from headline(name, columns, is_ascii=is_ascii)
    else:
        yield Text(name, Role.LOUD.style)
    yield Text("")


def doses_at(coming: Sequence[tuple[Coming, str]], columns: int) -> int:
    """Return the column of the doses on the page of one drill."""
    names = max((len(routine) for _, routine in coming), default=0)
    return 2 * INDENT + names if columns >= NARROW else 0


def one_drill_lines(
    told: Sequence[Told],
    today: date,
    columns: int,
    at: int | None = None,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the sessions of one drill below its name, the newest first.

    On a page that begins with the name, ``at`` is the column of its doses.
    The answers stand beside the dose, or below it if there is no room.
    """
    if not told:
        return
    name = told[-1].name
    has_effort = any("effort" in each.said for each in told)
    scale = "   effort out of 10" if has_effort else ""
    title = name if at is None else "So far"  # the name stands above
    yield Text.assemble((title, Role.LOUD.style), (scale, Role.QUIET.style))
    doses = [changed(each).removeprefix(name).lstrip(":, ") for each in told]
    if at is not None:  # as on the page of all drills
        doses = [
            in_short(each.dose)
            if is_same(each)
            else with_arrow(in_short(dose), is_ascii=is_ascii)
            for each, dose in zip(told, doses, strict=True)
        ]
    widest = max(map(len, doses))
    newest_first = [*zip(reversed(told), reversed(doses), strict=True)]
    # Sessions in a row that have the same reasons have them once, below all of them.
    for reasons, alike in groupby(newest_first, key=lambda each: reasons_of(each[0])):
        for each, dose in alike:
            year = f" {each.at:%Y}" if each.at.year != today.year else ""
            day = f"{each.at:%a} {each.at.day:>2} {each.at:%b}{year}  ".ljust(at or 0)
            mark = pain_mark(is_ascii=is_ascii) if at is not None else None
            yield from _session(each, (day, dose), widest, columns, mark)
        for reason in reasons:
            yield from below(reason, columns, 1, Role.QUIET)
        if reasons and at is not None and columns < NARROW:
            yield Text("")


def _session(
    each: Told, cells: tuple[str, str], widest: int, columns: int, mark: Text | None
) -> Iterator[Text]:
    """Yield what was done in a session, and beside or below it what was said of it.

    On a page, pain has its mark.
    """
    day, dose = cells
    is_changed = each.rules and not (mark and is_same(each))
    role = Role.LOUD if is_changed else Role.PLAIN
    said = _EFFORT.sub(r"\1", each.said)
    short = Text(in_tenths(said) if mark else said, Role.QUIET.style)
    if mark and said.startswith("pain "):
        short = Text.assemble(mark, " ", short)
    if said and len(day) + widest + INDENT + short.cell_len <= min(columns, WIDEST):
        row = Text.assemble(day, (dose.ljust(widest + INDENT), role.style))
        yield row.append_text(short)
        return
    if len(day) + len(dose) <= min(columns, WIDEST):
        yield Text.assemble(day, (dose, role.style))
    else:
        yield from below(f"{day}{dose}", columns, 0, role)
    if said:
        has_mark = bool(mark) and said.startswith("pain ")
        told = in_tenths(said) if has_mark else f"you said: {said}"
        for number, row in enumerate(below(told, columns - INDENT, 0, Role.QUIET)):
            first = mark if mark and has_mark and not number else Text(" ")
            yield Text.assemble(first, " ", row)
