"""The findings of ``coach doctor`` on a terminal: the verdict first, then every topic."""

from __future__ import annotations

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
_ABOVE = "see above"
_MORE = " ..."
"""The end of a finding that is cut."""
_WIDEST_PAIR = 170
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
    names, more = _names(found, room, is_ascii=is_ascii), [Text(""), *_more(room)]
    if columns >= WIDE_FROM:
        wide = [*above, *_in_two_columns(found, columns, is_ascii=is_ascii), *more]
        if len(wide) < rows:
            return wide
    shapes = (
        [*above, *_whole(found, room, is_ascii=is_ascii)],
        [*above, *_a_line_each(found, room, is_ascii=is_ascii), *more],
        [*above, *names, *more],
    )
    return next((lines for lines in shapes if len(lines) < rows), [])


def _in_two_columns(
    found: Mapping[str, Sequence[Finding]], columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return the topics in which all is well, each with as much as fits beside it."""
    width = (min(columns, _WIDEST_PAIR) - len(_GAP)) // 2
    rows = []
    for topic, findings in found.items():
        if not _are_ok(findings):
            continue  # told above
        line = Text.assemble(
            mark_of(is_ok=True, is_ascii=is_ascii), " ", (topic, Role.LOUD.style)
        )
        line.pad_right(_INDENT + TOPIC_COLUMNS - line.cell_len)
        first = line.cell_len
        for each in findings:
            gap = _GAP if line.cell_len > first else ""
            piece = _piece_for(each, topic, width - line.cell_len - len(gap))
            if piece:
                line.append(gap).append_text(piece)
        line.rstrip()
        rows.append(line)
    high = -(-len(rows) // 2)
    return beside(rows[:high], rows[high:], width, is_ascii=is_ascii)


def _piece_for(found: Finding, topic: str, room: int) -> Text:
    """Return a finding, or what comes first in it, in one line; empty if it is too long."""
    name, value = harmless_line(found.name), harmless_line(found.value)
    is_told = name == topic or f"the {name} " in value
    before = Text("" if is_told else f"{name} ", Role.QUIET.style)
    for end in ("", " in ", ", ", "; ", "-with"):
        piece = Text.assemble(before, value.partition(end)[0] if end else value)
        if piece.cell_len <= room:
            return piece
    return Text("")


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
        first, *others = _pieces(good)
        if before + first.cell_len > room:
            first = next(_pieces(good, has_hints=False))
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
    yield from _wrapped("Full details: coach doctor --plain", room, 0, Role.QUIET)


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
        for line in flow(_pieces(findings), room - before, _GAP)
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


def _pieces(findings: Sequence[Finding], *, has_hints: bool = True) -> Iterator[Text]:
    for each in findings:
        name = harmless_line(each.name)
        is_told = has_hints and each.hint and each.is_ok
        hint = f" ({harmless_line(each.hint)})" if is_told else ""
        style = Role.NONE if each.is_ok else Role.LOUD
        yield Text.assemble(
            (f"{name} ", Role.QUIET.style),
            (harmless_line(each.value), style.style),
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
