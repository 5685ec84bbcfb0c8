"""The page of reasons for the coach's decisions, useful from 40 columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from coach.coaching.drill_story import Coming, Told
from coach.model.prescription import AppliedRule
from coach.screen.even_lines import filled, wrapped
from coach.screen.event_words import in_short
from coach.screen.headline import headline
from coach.screen.layout import line
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.session_news import (
    ARROW,
    before_and_now,
    both_with_sets,
    with_arrow,
    without_name,
)
from coach.screen.week_cells import pain_mark
from coach.text.count_of import count_of

WIDEST = 78
"""Width of the longest line; longer lines are hard to read."""
_INDENT = 2
_DOSE = re.compile(
    r"(?:left )?(?:\d+ x )?\d+(?:, right \d+)? (?:reps?|breaths?)(?: a side)?|\d+ x \d+"
)
"""A dose, which no line breaks."""
_IN_FULL = "All of it: "
_EFFORT = re.compile(r"(effort \d+) out of 10")
_UNBROKEN = "\N{NO-BREAK SPACE}"


def why_lines(
    told: Sequence[Told],
    today: date,
    columns: int,
    *,
    is_one_drill: bool,
    at: int | None = None,
) -> Iterator[Text]:
    """Yield days and drills with the reasons for changes, the newest day first.

    For one drill, also the answers; ``at`` is the column of its doses on a page that
    begins with its name.
    """
    if is_one_drill:
        yield from _of_one_drill(told, today, columns, at)
        return
    days = [(day, [*some]) for day, some in groupby(told, key=lambda each: each.at.date())]
    for number, (day, drills) in enumerate(reversed(days)):
        year = f" {day:%Y}" if day.year != today.year else ""
        if number:
            yield Text("")
        yield Text(f"{day:%a %d %b}{year}", Role.LOUD.style)
        # A reason that several drills share appears once, below all of them.
        for reasons, alike in groupby(drills, key=_reasons):
            for each in alike:
                yield from _below(_changed(each), columns, 1, Role.LOUD)
            for reason in reasons:
                yield from _below(reason, columns, 1, Role.QUIET)


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
    return 2 * _INDENT + names if columns >= NARROW else 0


def _of_one_drill(
    told: Sequence[Told], today: date, columns: int, at: int | None
) -> Iterator[Text]:
    """Yield the sessions of one drill below its name, the newest first.

    The answers stand beside the dose, or below it if there is no room.
    """
    if not told:
        return
    name = told[-1].name
    has_effort = any("effort" in each.said for each in told)
    scale = "   effort out of 10" if has_effort else ""
    title = name if at is None else "So far"  # the name stands above
    yield Text.assemble((title, Role.LOUD.style), (scale, Role.QUIET.style))
    doses = [_changed(each).removeprefix(name).lstrip(":, ") for each in told]
    widest = max(map(len, doses))
    for each, dose in zip(reversed(told), reversed(doses), strict=True):
        year = f" {each.at:%Y}" if each.at.year != today.year else ""
        day = f"{each.at:%a} {each.at.day:>2} {each.at:%b}{year}  ".ljust(at or 0)
        role = Role.LOUD if each.rules else Role.PLAIN
        room = min(columns, WIDEST)
        said = _EFFORT.sub(r"\1", each.said)
        is_beside = len(day) + widest + _INDENT + len(said) <= room
        if is_beside and said:
            row = Text.assemble(day, (dose.ljust(widest + _INDENT), role.style))
            yield row.append(said, Role.QUIET.style)
        else:
            yield from _below(f"{day}{dose}", columns, 0, role)
        for reason in _reasons(each):
            yield from _below(reason, columns, 1, Role.QUIET)
        if said and not is_beside:
            yield from _below(f"you said: {said}", columns, 1, Role.QUIET)


def _changed(told: Told) -> str:
    """Return ``Glute bridge: 2 x 10 reps, not 2 x 8``, or what was done if unchanged."""
    rule = _shown(told)
    if rule is not None:
        return f"{rule.about or told.name}: {rule.today}"
    now = "left out" if told.is_left_out else told.dose
    return f"{told.name}, {now}" if now else told.name


def _shown(told: Told) -> AppliedRule | None:
    """Return the rule whose change is shown; None if the drill is left out or unchanged."""
    return next((r for r in told.rules if r.today and not told.is_left_out), None)


def _reasons(told: Told) -> tuple[str, ...]:
    """Return the reasons for what is different; other drills in them are named."""
    shown = _shown(told)
    name = (shown.about if shown is not None else "") or told.name
    return tuple(rule.told_at(name) for rule in told.rules)


def coming_lines(lines: Sequence[str], columns: int) -> Iterator[Text]:
    """Yield the coming changes, each with its reason below it."""
    for each_line in lines:
        what, stop, reason = each_line.partition(". ")
        first, *others = f"{what}{stop.strip()}".split("; ")
        when, colon, _ = first.partition(": ")
        yield from _below(f"{first};" if others else first, columns, 0, Role.LOUD)
        # Each drill has a line of its own, below the first.
        indent = " " * len(when + colon)
        for number, each in enumerate(others, start=1):
            said = each if number == len(others) else f"{each};"
            for row in _below(said, columns - len(indent), 0, Role.LOUD):
                yield Text(indent).append_text(row)
        if reason:
            yield from _below(reason, columns, 1, Role.PLAIN)


class _Change(NamedTuple):
    """A drill that is different, as a row."""

    name: str
    today: str
    """Its doses before and now, or another change."""
    where: str = ""
    """The routine; empty for every one."""
    instead_of: str = ""


def verdict_lines(changes: int, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield the number of changes in big letters, to be read before anything else."""
    if columns >= NARROW:
        yield from headline(count_of(changes, "change"), columns, is_ascii=is_ascii)
        yield Text("")


def coming_page(
    coming: Sequence[tuple[Coming, str]],
    columns: int,
    above: Sequence[str] = (),
    drill: str = "",
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the coming changes in rows, each reason once, above the drills that share it.

    A sentence that stands ``above`` as the first of a message is not repeated, nor is the
    name of the only ``drill`` that the page is about.
    """
    known = {_first_sentence(words) for words in above}
    days: dict[str, dict[str, dict[_Change, None]]] = {}
    for each, routine in coming:
        is_out = not each.dose
        reason = each.reason if is_out else each.shared or each.reason
        first = _first_sentence(reason)
        reason = reason.removeprefix(first).lstrip() if first in known else reason
        change = _Change(
            each.name,
            each.out if is_out else _dose_of(each, is_ascii=is_ascii),
            "" if is_out else routine,
            each.instead_of,
        )
        if drill and each.name == drill and change.where:
            change = _Change(change.where, change.today)
        caption = without_name(each.instead_of or each.name, reason)
        days.setdefault(each.when, {}).setdefault(caption, {})[change] = None
    for day, reasons in days.items():
        yield from _day_of_changes(day, reasons, columns)


def _dose_of(coming: Coming, *, is_ascii: bool) -> str:
    """Return ``1 x 8 → 2 x 8 reps``, or the dose alone if no other was before."""
    dose = in_short(coming.dose)
    before, _ = before_and_now(coming.today)
    return ARROW[is_ascii].join(both_with_sets(before, dose)) if before else dose


def past_page(
    told: Sequence[Told], today: date, columns: int, *, is_ascii: bool = False
) -> Iterator[Text]:
    """Yield the changes of the past in rows, the newest day first."""
    days: dict[date, dict[str, dict[_Change, None]]] = {}
    for each in reversed(told):
        rule = _shown(each)
        name = (rule.about if rule is not None else "") or each.name
        now = (
            rule.today
            if rule is not None
            else "left out"
            if each.is_left_out
            else each.dose
        )
        caption = " ".join(without_name(name, reason) for reason in _reasons(each))
        reasons = days.setdefault(each.at.date(), {})
        change = _Change(name, with_arrow(in_short(now), is_ascii=is_ascii))
        reasons.setdefault(caption, {})[change] = None
    for day, reasons in days.items():
        year = f" {day:%Y}" if day.year != today.year else ""
        yield from _day_of_changes(f"{day:%a} {day.day} {day:%b}{year}", reasons, columns)


def _day_of_changes(
    day: str, reasons: Mapping[str, Iterable[_Change]], columns: int
) -> Iterator[Text]:
    """Yield a day, its reasons, and below each of them its drills in columns."""
    yield Text(day, Role.LOUD.style)
    of_day = [each for changes in reasons.values() for each in changes]
    widths = (
        max(len(each.name) for each in of_day) + _INDENT,
        max(len(each.today) for each in of_day) + _INDENT,
    )
    where = max(len(each.where) for each in of_day)
    if _INDENT + sum(widths) + where > min(columns, WIDEST):
        widths = (widths[0], 0)  # the routine follows its dose at once
    for number, (reason, changes) in enumerate(reasons.items()):
        if number:
            yield Text("")
        if reason:
            yield from _below(reason, columns, 0, Role.QUIET)
        for each in changes:
            yield from _row(each, columns, widths)
    yield Text("")


def _row(change: _Change, columns: int, widths: tuple[int, int]) -> Iterator[Text]:
    """Yield a change: the drill, then near it its dose and its routine in columns."""
    room, is_narrow = min(columns, WIDEST), columns < NARROW
    arrow = next((each for each in ARROW if each in change.today), "")
    before, _, now = change.today.rpartition(arrow) if arrow else ("", "", change.today)
    right = Text.assemble((before + arrow, Role.QUIET.style), (now, Role.LOUD.style))
    name = Text(" " * _INDENT + change.name)
    in_columns = Text.assemble(name.plain.ljust(_INDENT + widths[0]), right)
    most = _INDENT + sum(widths)
    gap = max(_INDENT if change.where else 0, most - in_columns.cell_len)
    in_columns.pad_right(gap)
    in_columns.append(change.where, Role.QUIET.style)
    in_columns.rstrip()
    if not is_narrow and in_columns.cell_len <= room:
        yield in_columns
    elif name.cell_len + _INDENT + right.cell_len <= room:
        (whole,) = line(name, right, room).rows
        whole.rstrip()
        yield whole
    else:
        yield from _below(change.name, columns, 1, Role.PLAIN)
        for row in wrapped(right.plain.rstrip(), max(1, room - 2 * _INDENT)):
            yield Text(" " * 2 * _INDENT).append(row, Role.LOUD.style)
    if change.instead_of:
        yield from _below(f"instead of {change.instead_of}", columns, 2, Role.QUIET)


def _first_sentence(words: str) -> str:
    first, stop, _ = words.partition(". ")
    return f"{first}{stop.strip()}"


def pain_lines(
    hurting: Sequence[tuple[str, str, date]], today: date, columns: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield ``◆ Bird dog: pain 4 out of 10 (low back), Mon 23 Nov``, one row for each.

    Args:
        hurting: drills, what was said of their pain, and the days, the newest first.
        today: the current day; days in another year are shown with their year.
        columns: the width of the terminal.
        is_ascii: whether only ASCII signs may be used.
    """
    for name, said, day in hurting:
        year = f" {day:%Y}" if day.year != today.year else ""
        words = f"{name}: {said}, {day:%a} {day.day} {day:%b}{year}"
        rows = _below(words, columns - _INDENT, 0, Role.PLAIN)
        for number, row in enumerate(rows):
            sign = Text(" ") if number else pain_mark(is_ascii=is_ascii)
            yield Text.assemble(sign, " ", row)
    if hurting:
        yield Text("")


def basis_lines(
    bases: Sequence[str], columns: int, *, is_ascii: bool = True
) -> Iterator[Text]:
    """Yield what the rules are based on, each basis once, with a dot before it."""
    dot = "- " if is_ascii else "· "
    if bases:
        yield Text("")
        yield Text("These changes are based on:", Role.LOUD.style)
    for basis in dict.fromkeys(bases):
        for number, row in enumerate(_below(basis, columns - _INDENT, 0, Role.QUIET)):
            yield Text.assemble((" " * _INDENT if number else dot, Role.QUIET.style), row)


def honesty_lines(words: str, columns: int) -> Iterator[Text]:
    """Yield the lines about the evidence for the rules, and its limits."""
    yield Text("")
    yield from _below(words, columns, 0, Role.QUIET)


def fitting(
    lines: Sequence[Text | str],
    about: Sequence[Text],
    columns: int,
    rows: int,
    changes: int = 0,
) -> list[Text]:
    """Return the page as far as it fits on a screen, which shows its top.

    The newest changes come first. What does not fit is named last, with the way to read it,
    and with the number of the coming ``changes`` that are not shown.
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
    room = max(1, rows - 3)
    if len(page) <= room:
        return [*page, Text(""), _more(page, changes)]
    kept = page[:room]
    # No reason is cut, and no day or reason stands last, without a change below it.
    while kept and _is_reason(page[len(kept)]):
        kept.pop()
    while kept and _is_heading(kept[-1]):
        kept.pop()
    kept = kept or page[:room]
    return [*kept, Text(""), _more(kept, changes)]


def _more(kept: Sequence[Text], changes: int) -> Text:
    """Return the way to read the rest, and how many coming changes are in it."""
    shown = sum(any(span.style == Role.LOUD.style for span in row.spans) for row in kept)
    words, more = _IN_FULL, changes - shown
    if more > 0:
        one = "more change" if shown else "change"
        words = f"{count_of(more, one)}: "
    return Text.assemble((words, Role.QUIET.style), ("coach why | less", Role.KEY.style))


def _is_heading(row: Text) -> bool:
    """Return whether a row is blank, or bold from its start."""
    starts = any(span.style == Role.LOUD.style and not span.start for span in row.spans)
    return not row.plain or row.style == Role.LOUD.style or starts


def _is_reason(row: Text) -> bool:
    """Return whether all of a row is quiet."""
    first = len(row.plain) - len(row.plain.lstrip())
    return any(
        span.style == Role.QUIET.style and span.start <= first and span.end >= len(row)
        for span in row.spans
    )


def _below(text: str, columns: int, depth: int, role: Role) -> Iterator[Text]:
    indent = depth * _INDENT
    room = max(1, min(columns, WIDEST) - indent)
    # People copy commands, so commands are not broken at their hyphens.
    whole = _DOSE.sub(lambda dose: dose[0].replace(" ", _UNBROKEN), text)
    for row in filled(whole, room):
        yield Text.assemble(" " * indent, (row.replace(_UNBROKEN, " "), role.style))
