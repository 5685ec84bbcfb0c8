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
from coach.screen.cut_page import left_out_lines
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
_LEFT_OUT = "left out"
_MANY = 4
"""Fewest drills that are left out for one reason and stand in columns."""
_DOSE = re.compile(
    r"(?:left )?(?:\d+ x )?\d+(?:, right \d+)? (?:reps?|breaths?)(?: a side)?|\d+ x \d+"
)
"""A dose, which no line breaks."""
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
    newest_first = [*zip(reversed(told), reversed(doses), strict=True)]
    # Sessions in a row that have the same reasons have them once, below all of them.
    for reasons, alike in groupby(newest_first, key=lambda each: _reasons(each[0])):
        for each, dose in alike:
            year = f" {each.at:%Y}" if each.at.year != today.year else ""
            day = f"{each.at:%a} {each.at.day:>2} {each.at:%b}{year}  ".ljust(at or 0)
            yield from _session(each, day, dose, columns, widest, is_page=at is not None)
        for reason in reasons:
            yield from _below(reason, columns, 1, Role.QUIET)


def _session(  # noqa: PLR0913  the cells of a row, and their room
    each: Told, day: str, dose: str, columns: int, widest: int, *, is_page: bool
) -> Iterator[Text]:
    """Yield what was done in a session, and beside or below it what was said of it."""
    role = Role.LOUD if each.rules else Role.PLAIN
    said = _EFFORT.sub(r"\1", each.said)
    short = _in_tenths(said) if is_page else said
    if said and len(day) + widest + _INDENT + len(short) <= min(columns, WIDEST):
        row = Text.assemble(day, (dose.ljust(widest + _INDENT), role.style))
        yield row.append(short, Role.QUIET.style)
        return
    if len(day) + len(dose) <= min(columns, WIDEST):
        yield Text.assemble(day, (dose, role.style))
    else:
        yield from _below(f"{day}{dose}", columns, 0, role)
    if said:
        yield from _below(f"you said: {said}", columns, 1, Role.QUIET)


def _changed(told: Told) -> str:
    """Return ``Glute bridge: 2 x 10 reps, not 2 x 8``, or what was done if unchanged."""
    rule = _shown(told)
    if rule is not None:
        return f"{rule.about or told.name}: {rule.today}"
    now = _LEFT_OUT if told.is_left_out else told.dose
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
    words = count_of(changes, "change")
    if columns < NARROW:
        if changes:
            yield Text(words, Role.LOUD.style)
        return
    yield from headline(words, columns, is_ascii=is_ascii)
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

    Sentences that stand ``above`` are not repeated, unless nothing else says why. Nor is
    the name of the only ``drill`` that the page is about.
    """
    days: dict[str, dict[str, dict[_Change, None]]] = {}
    for each, routine in coming:
        is_out = not each.dose
        reason = each.reason if is_out else each.shared or each.reason
        reason = _without(above, reason)
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
            rule.today if rule is not None else _LEFT_OUT if each.is_left_out else each.dose
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
        out = [each for each in changes if each.today == _LEFT_OUT and not each.where]
        if columns < NARROW or len(out) < _MANY:
            out = []
        for each in changes:
            if each not in out:
                yield from _row(each, columns, widths)
        yield from left_out_lines([each.name for each in out], columns)
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


def _without(above: Sequence[str], reason: str) -> str:
    """Return a reason without the sentences above it, but with its last one at least."""
    sentences = [f"{each}." for each in reason.removesuffix(".").split(". ")]
    known = {f"{each}." for words in above for each in words.removesuffix(".").split(". ")}
    new = [each for each in sentences if each not in known]
    return reason if len(new) == len(sentences) else " ".join(new or sentences[-1:])


def pain_lines(
    hurting: Sequence[tuple[str, str, date]], today: date, columns: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield ``◆ Mon 23 Nov  Bird dog  pain 4/10 (low back)``, one row for each, in columns.

    Where a row is too long for columns, it becomes a sentence that may wrap.

    Args:
        hurting: drills, what was said of their pain, and the days, the newest first.
        today: the current day; days in another year are shown with their year.
        columns: the width of the terminal.
        is_ascii: whether only ASCII signs may be used.
    """
    if rows := _pain_in_columns(hurting, today, columns, is_ascii=is_ascii):
        yield from (*rows, Text(""))
        return
    for name, said, day in hurting:
        year = f" {day:%Y}" if day.year != today.year else ""
        words = f"{name}: {said}, {day:%a} {day.day} {day:%b}{year}"
        for number, row in enumerate(_below(words, columns - _INDENT, 0, Role.PLAIN)):
            sign = Text(" ") if number else pain_mark(is_ascii=is_ascii)
            yield Text.assemble(sign, " ", row)
    if hurting:
        yield Text("")


def _pain_in_columns(
    hurting: Sequence[tuple[str, str, date]], today: date, columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return the rows of drills that hurt; empty if one is too long."""
    are_old = any(day.year != today.year for _, _, day in hurting)
    names = max((len(name) for name, _, _ in hurting), default=0) + _INDENT
    rows = []
    if columns < NARROW:
        names = 0  # the day and the place tell them apart
    for name, said, day in hurting:
        when = f"{day:%a} {day.day:>2} {day:%b}" + (f" {day:%Y}" if are_old else "")
        row = Text.assemble(
            pain_mark(is_ascii=is_ascii),
            (f" {when}  ", Role.QUIET.style),
            (name.ljust(names) if names else "", Role.PLAIN.style),
            (_in_tenths(said), Role.QUIET.style),
        )
        rows.append(row)
    is_long = any(row.cell_len > columns for row in rows)
    return [] if is_long else rows


def _in_tenths(said: str) -> str:
    return said.replace(" out of 10", "/10")


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


def _below(text: str, columns: int, depth: int, role: Role) -> Iterator[Text]:
    indent = depth * _INDENT
    room = max(1, min(columns, WIDEST) - indent)
    # People copy commands, so commands are not broken at their hyphens.
    whole = _DOSE.sub(lambda dose: dose[0].replace(" ", _UNBROKEN), text)
    for row in filled(whole, room):
        yield Text.assemble(" " * indent, (row.replace(_UNBROKEN, " "), role.style))
