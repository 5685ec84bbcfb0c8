"""The help of one command: the words to type on the left, their effects on the right."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text
from typer import rich_utils

from coach.cli.help_colours import BOLD, TYPES

_WIDEST = 140
"""Most columns; longer lines are hard to read."""
_NARROWEST_BESIDE = 60
"""Fewest columns for the effect beside the words to type; otherwise it is below."""
_LEFT_SHARE = 0.4
_SET_IN, _GAP = 2, 2
_EXAMPLES = "Examples:"


def print_help(command: Any, ctx: Any) -> None:  # noqa: ANN401  classes of Typer's own click
    """Print the usage, the arguments, the options and the examples of a command."""
    console = rich_utils._get_rich_console()  # noqa: SLF001  the one that prints all other help
    columns = min(console.width, _WIDEST)
    for line in _page(command, ctx, columns):
        line.rstrip()
        console.print(line, soft_wrap=True, highlight=False)


def _page(command: Any, ctx: Any, columns: int) -> Iterator[Text]:  # noqa: ANN401  as above
    shown = [each for each in command.get_params(ctx) if not getattr(each, "hidden", False)]
    arguments = [each for each in shown if each.param_type_name == "argument"]
    options = [each for each in shown if each.param_type_name == "option"]
    yield Text()
    usage = " ".join(command.collect_usage_pieces(ctx))
    for line in textwrap.wrap(f"Usage: {ctx.command_path} {usage}", columns):
        yield Text(line, BOLD)
    for paragraph in (command.help or "").split("\n\n"):
        yield Text()
        yield from map(Text, textwrap.wrap(paragraph, columns))
    for title, parameters in (("Arguments", arguments), ("Options", options)):
        if parameters:
            yield from (Text(), Text(f"{title}:", BOLD))
            yield from _rows([_row(each, ctx) for each in parameters], columns)
    _, _, examples = (command.epilog or "").partition(_EXAMPLES)
    if examples:
        yield from (Text(), Text(_EXAMPLES, BOLD))
        yield from _examples(examples.strip("\n").split("\n"), columns)


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
    # The range stands beside the name.
    words = re.sub(r"(; )?\d+<=x<=\d+", "", words).replace(" []", "")
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


def _rows(rows: Sequence[tuple[str, str]], columns: int) -> Iterator[Text]:
    """Yield the rows in two columns, or one below the other where there is little room."""
    is_beside = columns >= _NARROWEST_BESIDE
    most = round(columns * _LEFT_SHARE)
    left = max((len(typed) for typed, _ in rows if len(typed) <= most), default=0)
    at = _SET_IN + left + _GAP if is_beside else 3 * _SET_IN
    for typed, does in rows:
        lines = textwrap.wrap(does, columns - at, break_on_hyphens=False) or [""]
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
    """Return the words to type, with placeholders for values in italics."""
    text = Text(words, BOLD)
    text.highlight_regex(r"(?<= )[^-\s,]\S*$|\[=?\w+\]", TYPES)
    return text


def _examples(lines: Sequence[str], columns: int) -> Iterator[Text]:
    """Yield the examples, each above its effect."""
    for line in lines:
        indent = len(line) - len(line.lstrip())
        role = BOLD if indent <= _SET_IN else ""
        wrapped = textwrap.wrap(line.strip(), columns - indent, break_on_hyphens=False)
        for part in wrapped:
            yield Text(" " * indent).append(part, role)
