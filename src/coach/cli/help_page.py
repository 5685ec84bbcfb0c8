"""The help of one command: what can be typed on the left, what it does on the right."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from rich.text import Text
from typer import rich_utils

from coach.cli.help_colours import BOLD, TYPES
from coach.screen.even_lines import filled, paused
from coach.screen.margins import MARGIN, MARGIN_FROM

_NARROWEST, _WIDEST = 20, 140
"""Fewest and most columns; longer lines are hard to read."""
_TWO_FROM, _WIDEST_PAIR, _BETWEEN = 160, 196, 4
"""Width from which a terminal has two columns, their width, and that between them."""
_NARROWEST_BESIDE = 60
"""Fewest columns for the effect beside the words to type; otherwise it is below."""
_SHORT = 9
"""Most columns of words to type that have their effect beside them on every page."""
_LEFT_SHARE, _EXAMPLE_SHARE = 0.3, 0.6
"""Most of the columns for options and arguments, and for examples."""
_SET_IN, _GAP = 2, 2
_EXAMPLES, _COMMANDS = "Examples:", "Commands"


def print_help(command: Any, ctx: Any) -> None:  # noqa: ANN401  classes of Typer's own click
    """Print the usage, the examples, the commands, the arguments and the options."""
    console = rich_utils._get_rich_console()  # noqa: SLF001  the one that prints all other help
    is_page = console.file.isatty()
    margin = MARGIN if is_page and console.width >= MARGIN_FROM[0] else 0
    room = console.width - 2 * margin
    columns = max(_NARROWEST, min(room, _WIDEST))
    if is_page and room >= _TWO_FROM:
        columns = (min(room, _WIDEST_PAIR) - _BETWEEN) // 2
    head = [*_head(command, ctx, columns)]
    blocks = [*_blocks(command, ctx, columns, is_page=is_page)]
    is_wide = is_page and room >= _TWO_FROM
    body = _in_two_columns(blocks, columns) if is_wide else _stacked(blocks)
    for line in (*head, *body):
        line.rstrip()
        line.pad_left(margin if line else 0)
        console.print(line, soft_wrap=True, highlight=False)


def _head(command: Any, ctx: Any, columns: int) -> Iterator[Text]:  # noqa: ANN401  as above
    """Yield the usage, and what the command does."""
    usage = " ".join(command.collect_usage_pieces(ctx))
    for line in textwrap.wrap(f"Usage: {ctx.command_path} {usage}", columns):
        yield Text(line, BOLD)
    yield Text()
    for paragraph in (command.help or "").split("\n\n"):
        yield from map(Text, filled(paragraph, columns) if paragraph else ())
        yield Text()


def _blocks(
    command: Any,  # noqa: ANN401  as above
    ctx: Any,  # noqa: ANN401  as above
    columns: int,
    *,
    is_page: bool,
) -> Iterator[list[Text]]:
    """Yield examples, commands, arguments and options, each part with a heading."""
    shown = [each for each in command.get_params(ctx) if not getattr(each, "hidden", False)]
    _, _, examples = (command.epilog or "").partition(_EXAMPLES)
    if examples:
        lines = examples.strip("\n").split("\n")
        yield [_heading(_EXAMPLES, is_page=is_page), *_examples(lines, columns)]
    groups = {_COMMANDS: _commands(command, ctx)}
    for each in shown:
        groups.setdefault(_title(each), []).append(_row(each, ctx))
    others = [row for title, rows in groups.items() if title != _COMMANDS for row in rows]
    for title, rows in groups.items():
        if rows:
            beside = rows if title == _COMMANDS else others
            told = _rows(rows, columns, _left(beside, columns))
            yield [_heading(f"{title}:", is_page=is_page), *told]


def _stacked(blocks: Sequence[Sequence[Text]]) -> list[Text]:
    """Return the lines of the blocks, with a blank one between two of them."""
    return [line for block in blocks for line in (*block, Text())][:-1]


def _in_two_columns(blocks: Sequence[Sequence[Text]], columns: int) -> list[Text]:
    """Return the blocks in two columns of similar height.

    They are in order, or the last one is below the first if that is more even. Commands
    are never below or behind options.
    """
    parted = [(blocks[:first], blocks[first:]) for first in range(1, len(blocks))]
    parted.append((blocks, []))
    if not any(rows[0].plain == _COMMANDS.upper() for rows in blocks):
        parted.append(([blocks[0], blocks[-1]], blocks[1:-1]))
    sides = min(
        parted, key=lambda each: abs(len(_stacked(each[0])) - len(_stacked(each[1])))
    )
    lines = []
    for left, right in zip_longest(*map(_stacked, sides), fillvalue=Text()):
        # A heading at the left does not lend its style to what is beside it.
        gap = " " * (columns + _BETWEEN - left.cell_len)
        lines.append(Text.assemble(left, gap, right))
    return lines


def _heading(words: str, *, is_page: bool) -> Text:
    """Return a heading; on a page it looks as on the other pages."""
    return Text(words.rstrip(":").upper() if is_page else words, BOLD)


def _title(parameter: Any) -> str:  # noqa: ANN401  as above
    """Return the heading under which the help lists a parameter."""
    if parameter.param_type_name == "argument":
        return "Arguments"
    return getattr(parameter, "rich_help_panel", None) or "Options"


def _commands(command: Any, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401  as above
    """Return the commands of a group, each with what it does."""
    names = getattr(command, "commands", ())
    return [
        (name, command.get_command(ctx, name).get_short_help_str(_WIDEST)) for name in names
    ]


def _row(parameter: Any, ctx: Any) -> tuple[str, str]:  # noqa: ANN401  as above
    """Return the words to type for an option or argument, and what they do."""
    names = [*parameter.opts, *parameter.secondary_opts]
    value = _value(parameter)
    if parameter.param_type_name == "argument":
        typed = value or parameter.human_readable_name
    else:
        names.sort(key=len)
        typed = f"{', '.join(names)}{'' if value.startswith('[=') else ' '}{value}".rstrip()
    _, words = parameter.get_help_record(ctx) or ("", parameter.help or "")
    # The range stands beside the name, and the man page has the defaults in words.
    words = re.sub(r"(; )?\d+<=x<=\d+|(; )?default: \(.*?\)(?=\]|;)", "", words)
    words = words.replace(" []", "")
    return typed, " ".join(words.split())


def _value(parameter: Any) -> str:  # noqa: ANN401  as above
    """Return the form of a value: ``TIME``, ``on|off`` or ``1-20``."""
    kind = parameter.type
    if parameter.metavar:
        return str(parameter.metavar)
    if choices := getattr(kind, "choices", ()):
        return "|".join(str(getattr(each, "value", each)) for each in choices)
    if getattr(parameter, "is_flag", False):
        return ""
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is not None and most is not None:
        return f"{least}-{most}"
    return str(kind.name).upper() if kind.name else ""


def _left(rows: Sequence[tuple[str, str]], columns: int, share: float = _LEFT_SHARE) -> int:
    """Return the width of the words to type, not counting very long ones."""
    most = round(columns * share)
    return max((len(typed) for typed, _ in rows if len(typed) <= most), default=0)


def _rows(rows: Sequence[tuple[str, str]], columns: int, left: int) -> Iterator[Text]:
    """Yield the rows in two columns, or one below the other where there is little room."""
    is_beside = columns >= _NARROWEST_BESIDE or left <= _SHORT
    at = _SET_IN + left + _GAP if is_beside else 3 * _SET_IN
    for typed, does in rows:
        lines = paused(does, columns - at)
        first = Text(" " * _SET_IN).append_text(_typed(typed))
        if is_beside and len(typed) <= left:
            first.pad_right(at - first.cell_len)
            yield first.append(lines[0])
            lines = lines[1:]
        else:
            for part in textwrap.wrap(typed, columns - _SET_IN):
                yield Text(" " * _SET_IN).append_text(_typed(part))
        yield from (Text(" " * at + line) for line in lines)


def _typed(words: str) -> Text:
    """Return the words to type, those that stand for a value in italics."""
    text = Text(words, BOLD)
    text.highlight_regex(r"(?<= )[^-\s,]\S*$|\[=?\w+\]", TYPES)
    return text


def _examples(lines: Sequence[str], columns: int) -> Iterator[Text]:
    """Yield the examples beside what they do, or above it where there is little room."""
    texts = [line.strip() for line in lines]
    pairs = [*zip(texts[::2], texts[1::2], strict=True)]
    longest = max(len(typed) for typed, _ in pairs)
    if columns >= _NARROWEST_BESIDE and longest <= columns * _EXAMPLE_SHARE:
        yield from _rows(pairs, columns, _left(pairs, columns, _EXAMPLE_SHARE))
        return
    for typed, does in pairs:
        for words, indent, role in ((typed, _SET_IN, BOLD), (does, 3 * _SET_IN, "")):
            room = columns - indent
            for part in filled(words, room):
                yield Text(" " * indent).append(part, role)
