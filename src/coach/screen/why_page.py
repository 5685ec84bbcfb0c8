"""The page of reasons for the coach's decisions, useful from 40 columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from coach.coaching.differences import THE_SAME
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
INDENT = 2
_LEFT_OUT = "left out"
_MANY = 4
"""Fewest drills that are left out for one reason and stand in columns."""
_DOSE = re.compile(
    r"(?:left )?(?:\d+ x )?\d+(?:, right \d+)? (?:reps?|breaths?)(?: a side)?|\d+ x \d+"
)
"""A dose, which no line breaks."""
_UNBROKEN = "\N{NO-BREAK SPACE}"


def why_lines(told: Sequence[Told], today: date, columns: int) -> Iterator[Text]:
    """Yield days and drills with the reasons for changes, the newest day first."""
    days = [(day, [*some]) for day, some in groupby(told, key=lambda each: each.at.date())]
    for number, (day, drills) in enumerate(reversed(days)):
        year = f" {day:%Y}" if day.year != today.year else ""
        if number:
            yield Text("")
        yield Text(f"{day:%a %d %b}{year}", Role.LOUD.style)
        # A reason that several drills share appears once, below all of them.
        for reasons, alike in groupby(drills, key=reasons_of):
            for each in alike:
                yield from below(changed(each), columns, 1, Role.LOUD)
            for reason in reasons:
                yield from below(reason, columns, 1, Role.QUIET)


def changed(told: Told) -> str:
    """Return ``Glute bridge: 2 x 10 reps, not 2 x 8``, or what was done if unchanged."""
    rule = _shown(told)
    if rule is not None:
        return f"{rule.about or told.name}: {rule.today}"
    now = _LEFT_OUT if told.is_left_out else told.dose
    return f"{told.name}, {now}" if now else told.name


def _shown(told: Told) -> AppliedRule | None:
    """Return the rule whose change is shown; None if the drill is left out or unchanged."""
    return next((r for r in told.rules if r.today and not told.is_left_out), None)


def is_same(told: Told) -> bool:
    """Return whether the rule that is shown leaves the dose as it was."""
    rule = _shown(told)
    return bool(
        rule and rule.today == THE_SAME and rule.about in {"", told.name} and told.dose
    )


def reasons_of(told: Told) -> tuple[str, ...]:
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
        yield from below(f"{first};" if others else first, columns, 0, Role.LOUD)
        # Each drill has a line of its own, below the first.
        indent = " " * len(when + colon)
        for number, each in enumerate(others, start=1):
            said = each if number == len(others) else f"{each};"
            for row in below(said, columns - len(indent), 0, Role.LOUD):
                yield Text(indent).append_text(row)
        if reason:
            yield from below(reason, columns, 1, Role.PLAIN)


class _Change(NamedTuple):
    """A drill that is different, as a row."""

    name: str
    today: str
    """Its doses before and now, or another change."""
    instead_of: str = ""
    is_same: bool = False
    """Whether the dose is as before, so that it does not stand out."""


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
        dose = each.out if is_out else _dose_of(each, is_ascii=is_ascii)
        caption = without_name(each.instead_of or each.name, reason)
        when = each.when
        if is_out or not routine:
            change = _Change(each.name, dose, each.instead_of)
        elif each.name == drill:
            change = _Change(routine, dose)
        else:
            change = _Change(each.name, dose, each.instead_of)
            when = f"{when}: {routine}"
        days.setdefault(when, {}).setdefault(caption, {})[change] = None
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
        rule, is_alike = _shown(each), is_same(each)
        name = (rule.about if rule is not None else "") or each.name
        now = each.dose
        if each.is_left_out:
            now = _LEFT_OUT
        elif rule is not None and not is_alike:
            now = rule.today
        caption = " ".join(without_name(name, reason) for reason in reasons_of(each))
        of_day = days.setdefault(each.at.date(), {})
        shown = with_arrow(in_short(now), is_ascii=is_ascii)
        change = _Change(name, shown, is_same=is_alike)
        of_day.setdefault(caption, {})[change] = None
    for day, of_day in days.items():
        year = f" {day:%Y}" if day.year != today.year else ""
        yield from _day_of_changes(f"{day:%a} {day.day} {day:%b}{year}", of_day, columns)


def _day_of_changes(
    day: str, reasons: Mapping[str, Iterable[_Change]], columns: int
) -> Iterator[Text]:
    """Yield a day, its reasons, and below each of them its drills in columns."""
    yield Text(day, Role.LOUD.style)
    of_day = [each for changes in reasons.values() for each in changes]
    widths = (
        max(len(each.name) for each in of_day) + INDENT,
        max(len(each.today) for each in of_day) + INDENT,
    )
    for number, (reason, changes) in enumerate(reasons.items()):
        if number:
            yield Text("")
        if reason:
            yield from below(reason, columns, 0, Role.QUIET)
        out = [each for each in changes if each.today == _LEFT_OUT]
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
    role = Role.PLAIN if change.is_same else Role.LOUD
    right = Text.assemble((before + arrow, Role.QUIET.style), (now, role.style))
    name = Text(" " * INDENT + change.name)
    row = Text.assemble(name.plain.ljust(INDENT + widths[0]), right)
    beside = f"instead of {change.instead_of}" if change.instead_of else ""
    for at in (INDENT + sum(widths), row.cell_len + INDENT):
        if beside and not is_narrow and at + len(beside) <= room:
            row.pad_right(at - row.cell_len)
            row.append(beside, Role.QUIET.style)
            beside = ""
    if not is_narrow and row.cell_len <= room:
        yield row
    elif name.cell_len + INDENT + right.cell_len <= room:
        (whole,) = line(name, right, room).rows
        whole.rstrip()
        yield whole
    else:
        yield from below(change.name, columns, 1, Role.PLAIN)
        right.rstrip()
        if right.cell_len <= room - 2 * INDENT:  # in the column of the other doses
            yield Text(" " * (room - right.cell_len)).append_text(right)
        else:
            for part in wrapped(right.plain, max(1, room - 2 * INDENT)):
                yield Text(" " * 2 * INDENT).append(part, role.style)
    if beside:
        yield from below(beside, columns, 2, Role.QUIET)


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
        for number, row in enumerate(below(words, columns - INDENT, 0, Role.PLAIN)):
            sign = Text(" ") if number else pain_mark(is_ascii=is_ascii)
            yield Text.assemble(sign, " ", row)
    if hurting:
        yield Text("")


def _pain_in_columns(
    hurting: Sequence[tuple[str, str, date]], today: date, columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return the rows of drills that hurt; empty if one is too long."""
    are_old = any(day.year != today.year for _, _, day in hurting)
    names = max((len(name) for name, _, _ in hurting), default=0) + INDENT
    rows = []
    if columns < NARROW:
        names = 0  # the day and the place tell them apart
    for name, said, day in hurting:
        when = f"{day:%a} {day.day:>2} {day:%b}" + (f" {day:%Y}" if are_old else "")
        row = Text.assemble(
            pain_mark(is_ascii=is_ascii),
            (f" {when}  ", Role.QUIET.style),
            (name.ljust(names) if names else "", Role.PLAIN.style),
            (in_tenths(said), Role.QUIET.style),
        )
        rows.append(row)
    is_long = any(row.cell_len > columns for row in rows)
    return [] if is_long else rows


def in_tenths(said: str) -> str:
    """Return ``pain 4/10`` for ``pain 4 out of 10``."""
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
        for number, row in enumerate(below(basis, columns - INDENT, 0, Role.QUIET)):
            yield Text.assemble((" " * INDENT if number else dot, Role.QUIET.style), row)


def honesty_lines(words: str, columns: int) -> Iterator[Text]:
    """Yield the lines about the evidence for the rules, and its limits."""
    yield Text("")
    yield from below(words, columns, 0, Role.QUIET)


def below(text: str, columns: int, depth: int, role: Role) -> Iterator[Text]:
    """Yield a text in rows set in by its depth; no row breaks a dose."""
    indent = depth * INDENT
    room = max(1, min(columns, WIDEST) - indent)
    # People copy commands, so commands are not broken at their hyphens.
    whole = _DOSE.sub(lambda dose: dose[0].replace(" ", _UNBROKEN), text)
    for row in filled(whole, room):
        yield Text.assemble(" " * indent, (row.replace(_UNBROKEN, " "), role.style))
