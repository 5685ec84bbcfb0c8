"""The findings of ``coach doctor`` on a terminal: the verdict, then what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rich.text import Text

from coach.screen.card_frame import beside
from coach.screen.even_lines import wrapped
from coach.screen.figure_grid import WIDE_FROM
from coach.screen.flow import flow
from coach.screen.headline import headline
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.text.count_of import count_of
from coach.text.harmless import harmless_line

_GOOD, _BAD = ("✓", "+"), ("✗", "!")
TOPIC_COLUMNS = 16
_INDENT = 2
_GAP = "   "
_WIDEST_OF_TWO = 70
"""Width of each of two columns of topics."""
_ONLY_FOR_DETAILS = {("clocks", "session"), ("clocks", "boot")}
"""Topics and names of readings that say nothing to a runner."""
_ASIDE = re.compile(r"(?: in|,) \S*[/\\].*| \(\S*[/\\][^)]*\)|;.*|-with-\S+")
"""What a fact says beyond the short form: a path, how to go on, a library."""
_UNBROKEN = "\N{NO-BREAK SPACE}"
WIDEST = 110
"""Width of the longest line; longer lines are hard to read."""


class Finding(Protocol):
    """One finding."""

    @property
    def name(self) -> str:
        """Return the thing that was checked."""

    @property
    def value(self) -> str:
        """Return what was found."""

    @property
    def is_ok(self) -> bool:
        """Return whether all is well with it."""

    @property
    def hint(self) -> str:
        """Return advice, or further facts."""


def doctor_lines(
    found: Mapping[str, Sequence[Finding]],
    columns: int,
    rows: int | None = None,
    *,
    is_ascii: bool = False,
) -> list[Text]:
    """Return the verdict, what needs a look with advice, then the topics that are well.

    Each topic has one mark. A wide page has a few facts on each; the rest is in the full
    details.

    Args:
        found: the findings by topic.
        columns: the width of the terminal.
        rows: its height, including a row for the prompt; None for a page that may scroll.
        is_ascii: whether only ASCII signs may be used.
    """
    room = min(columns, WIDEST)
    names, more = [*_names(found, room, is_ascii=is_ascii)], [*_more(room)]
    verdict = [*_verdict(found, room, is_ascii=is_ascii)]
    gap = [Text("")]
    below = [*names, *gap * bool(names), *more]
    number = [*_number(found, is_ascii=is_ascii), *more]
    shapes = [[*verdict, *gap, *below], [*verdict, *gap, *names, *more]]
    shapes.append([*verdict, *gap, *number])
    if columns >= NARROW:
        above = [*_large_verdict(found, columns, is_ascii=is_ascii), *gap]
        if wrong := [*_to_look_at(found, room, has_marks=True, is_ascii=is_ascii)]:
            above += [*wrong, *gap]
        shapes.insert(0, [*above, *below])
        if columns >= WIDE_FROM:
            both = _in_two_columns(found, columns, is_ascii=is_ascii)
            shapes.insert(0, [*above, *both, *gap * bool(both), *more])
    # Where nothing is short enough, what is last stays in sight.
    last = [*names, *more, *gap, *verdict]
    return next((each for each in shapes if rows is None or len(each) < rows), last)


def _in_two_columns(
    found: Mapping[str, Sequence[Finding]], columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return the topics that are well in two columns, each with as many facts as fit."""
    good = {topic: some for topic, some in found.items() if _are_ok(some)}
    width = min((columns - len(_GAP)) // 2, _WIDEST_OF_TWO)
    mark = mark_of(is_ok=True, is_ascii=is_ascii)
    told = []
    for topic, findings in good.items():
        row = Text.assemble(mark, " ", (topic, Role.LOUD.style))
        row.pad_right(_INDENT + TOPIC_COLUMNS - row.cell_len)
        gap = ""
        for each in _facts(topic, findings):
            if row.cell_len + len(gap) + each.cell_len <= width:
                row.append(gap).append_text(each)
                gap = _GAP
        told.append(row)
    half = -(-len(told) // 2)
    return beside(told[:half], told[half:], width, is_ascii=is_ascii)


def _facts(topic: str, findings: Sequence[Finding]) -> Iterator[Text]:
    """Yield what was found in short: without the paths of programs, and how to go on."""
    for each in findings:
        if (topic, each.name) not in _ONLY_FOR_DETAILS:
            value = _ASIDE.sub("", harmless_line(each.value))
            name = _name_before(each, topic)
            yield Text.assemble((name, Role.QUIET.style), value)


def _large_verdict(
    found: Mapping[str, Sequence[Finding]], room: int, *, is_ascii: bool
) -> list[Text]:
    """Return the verdict in big letters."""
    wrong = sum(not each.is_ok for some in found.values() for each in some)
    words, role = f"{wrong} to look at", Role.LOUD
    if not wrong:
        words, role = "All well", Role.PROGRESS
    return headline(words, room, role, is_ascii=is_ascii)


def _verdict(
    found: Mapping[str, Sequence[Finding]], room: int, *, is_ascii: bool
) -> Iterator[Text]:
    wrong = [
        (topic, each) for topic, some in found.items() for each in some if not each.is_ok
    ]
    number = f"{count_of(len(wrong), 'thing')} to look at" if wrong else "No problems found"
    mark = mark_of(is_ok=not wrong, is_ascii=is_ascii)
    yield Text.assemble(mark, " ", (number, Role.LOUD.style))
    yield from _to_look_at(found, room)


def _to_look_at(
    found: Mapping[str, Sequence[Finding]],
    room: int,
    *,
    has_marks: bool = False,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield what is wrong, each with its advice below it, and perhaps a mark before it."""
    wrong = [
        (topic, each) for topic, some in found.items() for each in some if not each.is_ok
    ]
    for number, (topic, each) in enumerate(wrong):
        # No row ends within the name of what was checked.
        name = harmless_line(each.name).replace(" ", _UNBROKEN)
        said = f"{topic}, {name}: {harmless_line(each.value)}"
        rows = [*_wrapped(said, room, _INDENT, Role.NONE)]
        rows[0].stylize(Role.LOUD.style, _INDENT, _INDENT + len(topic))
        if has_marks:
            if number:
                yield Text("")
            rows[0] = rows[0][_INDENT:]
            mark = mark_of(is_ok=False, is_ascii=is_ascii)
            rows[0] = Text.assemble(mark, " ", rows[0])
        yield from rows
        indent = _INDENT if has_marks else 2 * _INDENT
        yield from _wrapped(harmless_line(each.hint), room, indent, Role.QUIET)


def _names(
    found: Mapping[str, Sequence[Finding]], room: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield the names of the topics in which all is well."""
    good = [Text(topic) for topic, findings in found.items() if _are_ok(findings)]
    mark = mark_of(is_ok=True, is_ascii=is_ascii)
    if room < NARROW:
        for row in flow(good, room - _INDENT, _GAP):
            yield Text.assemble(mark, " ", row)
        return
    # Each has its mark, in columns that are read downwards.
    width = _INDENT + max((each.cell_len for each in good), default=0) + len(_GAP)
    high = -(-len(good) // max(1, (room + len(_GAP)) // width))
    for first in range(high):
        row = Text("")
        for number, each in enumerate(good[first::high]):
            row.pad_right(number * width - row.cell_len)
            row = Text.assemble(row, mark, " ", each)
        yield row


def _number(found: Mapping[str, Sequence[Finding]], *, is_ascii: bool) -> Iterator[Text]:
    """Yield the number of topics in which all is well."""
    good = sum(_are_ok(findings) for findings in found.values())
    if good:
        mark = mark_of(is_ok=True, is_ascii=is_ascii)
        topic = "other topic" if good < len(found) else "topic"
        yield Text.assemble(mark, f" {count_of(good, topic)}: all well")


def _more(room: int) -> Iterator[Text]:
    command = Text("coach doctor --plain", Role.KEY.style)
    yield from flow([Text("Full details:", Role.QUIET.style), command], room)


def _are_ok(findings: Sequence[Finding]) -> bool:
    return all(each.is_ok for each in findings)


def mark_of(*, is_ok: bool, is_ascii: bool) -> Text:
    """Return the sign for something that is well, or that needs a look."""
    if is_ok:
        return Text(_GOOD[is_ascii], Role.PROGRESS.style)
    return Text(_BAD[is_ascii], Role.WARNING.style)


def _name_before(found: Finding, topic: str) -> str:
    """Return the name of a finding and a blank; empty if topic or value say the name."""
    name = harmless_line(found.name)
    return "" if name == topic or f"the {name} " in found.value else f"{name} "


def _wrapped(text: str, room: int, indent: int, role: Role) -> Iterator[Text]:
    for row in wrapped(text, max(1, room - indent)):
        yield Text.assemble(" " * indent, (row.replace(_UNBROKEN, " "), role.style))
