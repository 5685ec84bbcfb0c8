"""The findings of ``coach doctor`` on a terminal: the verdict first, then every topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
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
TOPIC_COLUMNS, _NAME_COLUMNS = 16, 13
_INDENT = 2
_GAP = "   "
_ABOVE = "see above"
_MORE = " ..."
"""The end of a finding that is cut."""
_NAMES_FROM = 80
"""Columns from which the names of listed findings have a column."""
_WIDEST_PAIR = 196
"""Width of two columns of topics."""
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
    """Return the findings to look at, then as much on each topic as fits.

    Args:
        found: the findings by topic.
        columns: the width of the terminal.
        rows: its height, including a row for the prompt; None for a page that may scroll.
        is_ascii: whether only ASCII signs may be used.
    """
    room = min(columns, WIDEST)
    if columns >= NARROW and (
        large := _large_page(found, columns, rows, is_ascii=is_ascii)
    ):
        return large
    verdict = [*_verdict(found, room, is_ascii=is_ascii), Text("")]
    lines = [*verdict, *_whole(found, room, is_ascii=is_ascii)]
    if rows is not None and len(lines) >= rows:
        lines = [*verdict, *_a_line_each(found, room, is_ascii=is_ascii), *_more(room)]
    if rows is not None and len(lines) >= rows:
        cut = _a_line_each(found, room, is_ascii=is_ascii, is_cut=True)
        lines = [*verdict, *cut, *_more(room)]
    if rows is not None and len(lines) >= rows:
        names = [*_names(found, room, is_ascii=is_ascii), *_more(room)]
        lines = [*verdict, *names]
        if len(lines) >= rows:
            lines = [*verdict, *_number(found, is_ascii=is_ascii), *_more(room)]
        if len(lines) >= rows:
            # Nothing shorter is left; what is last stays in sight.
            return [*names, Text(""), *verdict[:-1]]
    return lines


def _large_page(
    found: Mapping[str, Sequence[Finding]],
    columns: int,
    rows: int | None,
    *,
    is_ascii: bool,
) -> list[Text]:
    """Return the page below its verdict in big letters; empty if it does not fit.

    The topics in which all is well give way to what needs a look. A wide page has them in
    two columns, each with what was found first.
    """
    if rows is None:
        return []
    room = min(columns, WIDEST)
    wrong = [*_to_look_at(found, room, has_marks=True, is_ascii=is_ascii)]
    above = [*_large_verdict(found, columns, is_ascii=is_ascii), Text("")]
    above += [*wrong, Text("")] if wrong else []
    # What needs a look is told only once.
    fine = {topic: [each for each in some if each.is_ok] for topic, some in found.items()}
    good = {topic: some for topic, some in fine.items() if some}
    names, more = _names(found, room, is_ascii=is_ascii), [Text(""), *_more(room)]
    if columns >= WIDE_FROM:
        both = _in_two_columns(good, columns, is_ascii=is_ascii)
        if both and len(above) + len(both) < rows:
            return [*above, *both]
    shapes = (
        [*above, *_whole(good, room, is_ascii=is_ascii)],
        [*above, *_a_line_each(good, room, is_ascii=is_ascii), *more],
        [*above, *names, *more],
    )
    return next((lines for lines in shapes if len(lines) < rows), [])


def _in_two_columns(
    found: Mapping[str, Sequence[Finding]], columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return what is well, whole, in two columns of similar height.

    Return nothing if a long path had to be broken.
    """
    width = (min(columns, _WIDEST_PAIR) - len(_GAP)) // 2
    room = width - _INDENT - TOPIC_COLUMNS - _NAME_COLUMNS
    mark = mark_of(is_ok=True, is_ascii=is_ascii)
    told = [[*_listed(mark, topic, findings, width)] for topic, findings in found.items()]
    values = (harmless_line(each.value) for some in found.values() for each in some)
    if max(map(len, " ".join(values).split()), default=0) > room:
        return []
    heights = [*accumulate(map(len, told), initial=0)]
    half = min(range(len(heights)), key=lambda n: abs(2 * heights[n] - heights[-1]))
    left, right = (
        [row for rows in some for row in rows] for some in (told[:half], told[half:])
    )
    return beside(left, right, width, is_ascii=is_ascii)


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
        said = f"{topic}, {harmless_line(each.name)}: {harmless_line(each.value)}"
        rows = [*_wrapped(said, room, _INDENT, Role.NONE)]
        if has_marks:
            if number:
                yield Text("")
            rows[0] = rows[0][_INDENT:]
            rows[0].stylize(Role.LOUD.style, 0, len(topic))
            mark = mark_of(is_ok=False, is_ascii=is_ascii)
            rows[0] = Text.assemble(mark, " ", rows[0])
        yield from rows
        indent = _INDENT if has_marks else 2 * _INDENT
        yield from _wrapped(harmless_line(each.hint), room, indent, Role.QUIET)


def _whole(
    found: Mapping[str, Sequence[Finding]], room: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield a paragraph for each topic."""
    for topic, findings in found.items():
        mark = mark_of(is_ok=_are_ok(findings), is_ascii=is_ascii)
        yield from _paragraph(mark, topic, findings, room)


def _a_line_each(
    found: Mapping[str, Sequence[Finding]],
    room: int,
    *,
    is_ascii: bool,
    is_cut: bool = False,
) -> Iterator[Text]:
    """Yield one line for each topic, with as many findings as fit.

    A finding that is too long takes further rows, or ends with dots.
    """
    for topic, findings in found.items():
        mark = mark_of(is_ok=_are_ok(findings), is_ascii=is_ascii)
        line = Text.assemble(mark, " ", (topic, Role.LOUD.style))
        line.pad_right(_INDENT + TOPIC_COLUMNS - line.cell_len)
        before = line.cell_len
        good = [each for each in findings if each.is_ok]
        if len(good) < len(findings) and not good:
            yield line.append(_ABOVE, Role.QUIET.style)
            continue
        first, *others = _pieces(topic, good)
        if before + first.cell_len > room:
            first = next(_pieces(topic, good, has_hints=False))
        row, *rows = _folded(first, room - before)
        if rows and is_cut:
            row.truncate(room - before - len(_MORE))
            at = row.plain.rfind(" ")
            row = row[:at] if at > len(_MORE) else row
            yield line.append_text(row).append(_MORE, Role.QUIET.style)
            continue
        yield (
            line.append_text(row)
            if rows
            else _with_more(line.append_text(row), others, room)
        )
        yield from (Text(" " * before).append_text(each) for each in rows)


def _with_more(line: Text, others: Sequence[Text], room: int) -> Text:
    """Return the line with as many further findings as fit whole."""
    for piece in others:
        if line.cell_len + len(_GAP) + piece.cell_len > room:
            break
        line.append(_GAP).append_text(piece)
    return line


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


def _paragraph(
    mark: Text, topic: str, findings: Sequence[Finding], room: int
) -> Iterator[Text]:
    """Yield a topic with its findings beside it, or below it if there is less room."""
    is_narrow = room < NARROW
    before = 2 * _INDENT if is_narrow else _INDENT + TOPIC_COLUMNS
    rows = [
        row
        for line in flow(_pieces(topic, findings), room - before, _GAP)
        for row in _folded(line, room - before)
    ]
    title = Text.assemble(mark, " ", (topic, Role.LOUD.style))
    if is_narrow:
        yield title
    elif rows:
        title.pad_right(before - title.cell_len)
        yield title.append_text(rows.pop(0))
    for row in rows:
        yield Text(" " * before).append_text(row)


def _listed(
    mark: Text, topic: str, findings: Sequence[Finding], room: int
) -> Iterator[Text]:
    """Yield a topic and beside it each finding in its own row, behind its name."""
    title = Text.assemble(mark, " ", (topic, Role.LOUD.style))
    for each in findings:
        title.pad_right(_INDENT + TOPIC_COLUMNS - title.cell_len)
        value = harmless_line(each.value)
        title.append(_name_before(each, topic), Role.QUIET.style)
        if room >= _NAMES_FROM:
            title.pad_right(_INDENT + TOPIC_COLUMNS + _NAME_COLUMNS - title.cell_len)
        before = title.cell_len
        for row in _folded(_with_commands(value), max(1, room - before)):
            title.pad_right(before - title.cell_len)
            yield title.append_text(row)
            title = Text()


def _name_before(found: Finding, topic: str) -> str:
    """Return the name of a finding and a blank; empty if topic or value say the name."""
    name = harmless_line(found.name)
    return "" if name == topic or f"the {name} " in found.value else f"{name} "


def _with_commands(words: str, role: Role = Role.NONE) -> Text:
    """Return words with their commands in bold in place of backquotes."""
    text = Text()
    for number, part in enumerate(words.split("`")):
        text.append(part, Role.KEY.style if number % 2 else role.style)
    return text


def _pieces(
    topic: str, findings: Sequence[Finding], *, has_hints: bool = True
) -> Iterator[Text]:
    for each in findings:
        is_told = has_hints and each.hint and each.is_ok
        hint = f" ({harmless_line(each.hint)})" if is_told else ""
        style = Role.NONE if each.is_ok else Role.LOUD
        yield Text.assemble(
            (_name_before(each, topic), Role.QUIET.style),
            _with_commands(harmless_line(each.value), style),
            (hint, Role.QUIET.style),
        )


def _folded(line: Text, room: int) -> Iterator[Text]:
    """Yield a line as rows that fit, broken at blanks where possible."""
    while line.cell_len > room:
        at = line.plain.rfind(" ", 1, room + 1)
        cut = at if at > 0 else max(1, room)
        row, line = line[:cut], line[cut:]
        yield row
        if line.plain.startswith(" "):
            line = line[1:]
    yield line


def _wrapped(text: str, room: int, indent: int, role: Role) -> Iterator[Text]:
    for row in wrapped(text, max(1, room - indent)):
        yield Text.assemble(" " * indent, (row, role.style))
