"""An error on a terminal: a mark and what is wrong, then the command to type instead."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from coach.errors import Listed
from coach.screen.even_lines import wrapped
from coach.screen.key_bar import to_do_now
from coach.screen.roles import Role
from coach.screen.week_cells import pain_mark

WIDEST = 76
"""Width of the longest line; longer ones are hard to read at one look."""
_BAD = "✗", "!"
_INDENT = 2
_GAP = "  "
_PAIN = "pain "
"""The beginning of a cell with pain."""
_MEANT = re.compile(r"\bdid you mean ('[^'`]+'(?:(?:, | or )'[^'`]+')*)\? *", re.IGNORECASE)
_QUOTED = re.compile(r"'([^'`]+)'")
_WHOLE = re.compile(r"`[^`]+`|'[^']+'")
"""Commands and quotations, which stay on one line."""
_COMMAND = re.compile(r"`([^`]+)`")
_WORD_FIRST = re.compile(r"(?!coach\b)[a-z]+(?=[ ,.:;?!]|'[a-z])")
_KEPT_BLANK = "\N{NO-BREAK SPACE}"


def error_lines(  # noqa: PLR0913  an error, and where it is shown
    message: str,
    hint: str,
    columns: int,
    typed: Sequence[str] = (),
    listed: Listed | None = None,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the lines of an error.

    Args:
        message: what is wrong.
        hint: what to do next; commands are in backquotes.
        columns: the width of the terminal.
        typed: the words typed after ``coach``. If the hint asks whether another word was
            meant, the whole command with that word is ready to copy.
        listed: what the error names, shown in rows in place of message and hint.
        is_ascii: whether only ASCII signs may be used.
    """
    room = min(columns, WIDEST) - _INDENT
    ready = meant_commands(message, hint, typed)
    if ready:
        hint = _MEANT.sub("", hint).strip()
    said = listed.message if listed else message
    sign = Text(_BAD[is_ascii], Role.WARNING.style)
    for number, row in enumerate(_rows(_sentence(said), room)):
        mark = Text(" ") if number else sign
        yield Text.assemble(mark, " ", (row, Role.LOUD.style))
    if ready:
        yield Text()
        asked = "this" if len(ready) == 1 else "one of these"
        yield Text(f"{' ' * _INDENT}Did you mean {asked}?", Role.QUIET.style)
        for command in ready:
            yield to_do_now(command, is_ascii=is_ascii)
    if listed:
        yield Text()
        yield Text(f"{' ' * _INDENT}{listed.title}", Role.QUIET.style)
        yield from _listed(listed.rows, columns, is_ascii=is_ascii)
        if listed.command:
            yield Text()
            yield to_do_now(listed.command, is_ascii=is_ascii)
    elif hint:
        yield Text()
        for row in _rows(_sentence(hint), room, opening="`"):
            yield Text(" " * _INDENT).append_text(_with_commands(row))


def meant_commands(message: str, hint: str, typed: Sequence[str]) -> list[str]:
    """Return the typed command with each word that may be meant; none if it is unclear."""
    meant = _MEANT.search(hint)
    wrong = {word for word in _QUOTED.findall(message) if typed.count(word) == 1}
    if meant is None or len(wrong) != 1:
        return []
    (word,) = wrong
    return [
        shlex.join(["coach", *(right if each == word else each for each in typed)])
        for right in _QUOTED.findall(meant[1])
    ]


def _listed(
    rows: Sequence[Sequence[str]], columns: int, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield the rows in columns; the first, which can be typed, stands out.

    The last columns are left out where they do not fit. Pain has its mark.
    """
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = columns - _INDENT + len(_GAP)
    while len(widths) > 1 and sum(widths) + len(_GAP) * len(widths) > room:
        widths.pop()
    for first, *others in rows:
        line = Text(" " * _INDENT).append(first.ljust(widths[0]), Role.KEY.style)
        for cell, width in zip(others, widths[1:], strict=False):
            line.append(_GAP)
            if cell.startswith(_PAIN) and line.cell_len + _INDENT + len(cell) <= columns:
                line.append_text(pain_mark(is_ascii=is_ascii)).append(" ")
            line.append(f"{cell}{' ' * (width - cell_len(cell))}")
        line.rstrip()
        yield line


def _sentence(words: str) -> str:
    """Return the words with a capital letter, unless they begin with a name."""
    return words[:1].upper() + words[1:] if _WORD_FIRST.match(words) else words


def _rows(words: str, room: int, opening: str = "`'") -> list[str]:
    """Return the words in rows, with every command and quotation that fits in one row."""

    def kept(found: re.Match[str]) -> str:
        fits = len(found[0]) <= room and found[0][0] in opening
        return found[0].replace(" ", _KEPT_BLANK) if fits else found[0]

    return [row.replace(_KEPT_BLANK, " ") for row in wrapped(_WHOLE.sub(kept, words), room)]


def _with_commands(row: str) -> Text:
    """Return a row of a hint, with its commands in bold in place of backquotes."""
    line, end = Text(), 0
    for found in _COMMAND.finditer(row):
        line.append(row[end : found.start()], Role.QUIET.style)
        line.append(found[1], Role.KEY.style)
        end = found.end()
    return line.append(row[end:], Role.QUIET.style)
