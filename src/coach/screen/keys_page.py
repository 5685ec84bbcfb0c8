"""The rows of the page of all keys, in groups by purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.text import Text

from coach.keymap import BINDINGS, Binding, Command
from coach.screen.big_letters import letters_in, low_letters
from coach.screen.even_lines import wrapped
from coach.screen.layout import line
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

_BOUND = {binding.command: binding for binding in BINDINGS}
_Groups = Sequence[tuple[str, tuple[Command, ...]]]
_NOW = (Command.MAIN, Command.PAUSE, Command.STOP, Command.HURTS, Command.HELP)
_SET = (Command.SKIP, Command.BACK, Command.REPEAT)
_REST = (Command.MORE_REST, Command.LESS_REST, Command.WEIGHT)
_BREATH = (Command.SHORTER, Command.LONGER, Command.FREE)
_SCREEN = (Command.LAYOUT, Command.WHY, Command.VOICE, Command.MUTE)
_OTHERS = (Command.SAY_AGAIN, Command.PHONE)
_GROUPS: _Groups = (
    ("Now", _NOW),
    ("Set and rest", (*_SET, *_REST)),
    ("Breath", _BREATH),
    ("Screen and sound", (*_SCREEN, *_OTHERS)),
)
"""Keys grouped by purpose; those that a paused session needs come first."""
_LEFT_GROUPS = 2
"""Number of groups in the left one of two columns."""
_NARROW_COLUMNS: Sequence[_Groups] = (
    (("Now", _NOW), ("Breath", _BREATH)),
    (("Set", (*_SET, *_REST)),),
    (("More", (*_SCREEN, *_OTHERS)),),
)
"""The groups in three columns of short words."""
_ARROWS = {"right": "→", "left": "←", "up": "↑", "down": "↓"}
_KEYS, _ASCII_KEYS, _NARROW_KEYS, _LARGE_KEYS = 7, 9, 2, 10
"""Widths of the column of keys."""
_TWO_FROM = 70
"""Screen width from which keys fill two columns."""
_LEFT_MORE = 1
"""Columns by which the left one of two columns is wider."""
_LETTER_ROWS, _LETTER_HIGH, _APART = 5, 9, 2
"""Rows of a key in big letters, its half rows, and the columns beside it."""
_LARGE_STEP = 7
"""Rows from one key in big letters to the next."""
_PAUSES = "pause and "


def key_rows(viewport: Viewport, rows: int) -> list[Text]:
    """Return all keys with what they do.

    Args:
        viewport: the screen inside its margins.
        rows: the rows below the title.
    """
    columns, is_ascii = viewport.columns, viewport.is_ascii
    if viewport.size is Size.TINY:
        commands = [command for _, group in _GROUPS for command in group]
        return [line(_brief(each, 6), None, columns).rows[0] for each in commands]
    if viewport.size is Size.NARROW:
        wide = columns // len(_NARROW_COLUMNS)
        return _beside([[*_short(each)] for each in _NARROW_COLUMNS], [wide] * 3, columns)
    if viewport.is_huge and not is_ascii:
        wide = columns // len(_GROUPS)
        drawn = [_large(*each, wide - _APART) for each in _GROUPS]
        high = max(map(len, drawn))
        if high <= rows:
            return _beside(drawn, [wide] * len(drawn), columns)
    if columns < _TWO_FROM:
        return _group_rows(_GROUPS, columns, is_ascii=is_ascii)
    left = columns // 2 + (_LEFT_MORE if columns < 2 * _TWO_FROM else 0)
    halves = [
        _group_rows(groups, room - 1, is_ascii=is_ascii)
        for groups, room in (
            (_GROUPS[:_LEFT_GROUPS], left),
            (_GROUPS[_LEFT_GROUPS:], columns - left + 1),
        )
    ]
    if all(2 * len(half) <= rows for half in halves):
        halves = [[*_spread(half)] for half in halves]
    return _beside(halves, [left, columns - left], columns)


def _brief(command: Command, wide: int) -> Text:
    """Return a key with one or two words."""
    binding = _BOUND[command]
    shown = binding.shown.ljust(wide)
    if not shown.endswith(" "):
        shown += " "
    return Text.assemble((shown, Role.KEY.style), binding.short)


def _short(groups: _Groups) -> Iterator[Text]:
    """Yield the headings and the keys with short words."""
    for heading, commands in groups:
        yield Text.assemble((heading, Role.LOUD.style))
        for command in commands:
            yield _brief(command, _NARROW_KEYS)


def _spread(rows: Sequence[Text]) -> Iterator[Text]:
    """Yield rows with a blank one below each but the headings."""
    for row in rows:
        if row.plain:
            yield row
            yield Text("")


def _said(binding: Binding, columns: int) -> list[str]:
    """Return what a key does in a single row, as fully as fits, or else in more rows."""
    whole = binding.help
    ends = [each.start() for each in re.finditer("[;:]", whole)]
    parts = [whole, *(whole[:end] for end in reversed(ends)), whole.partition(",")[0]]
    parts += [part.removeprefix(_PAUSES) for part in parts]
    fitting = (part for part in (*parts, binding.short) if len(part) <= columns)
    return [found] if (found := next(fitting, "")) else wrapped(binding.short, columns)


def _group_rows(groups: _Groups, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return headings with the keys of each group below them."""
    rows: list[Text] = []
    wide = _ASCII_KEYS if is_ascii else _KEYS
    for heading, commands in groups:
        rows += [Text(""), Text.assemble((heading, Role.LOUD.style))]
        for command in commands:
            binding = _BOUND[command]
            arrows = {} if is_ascii else _ARROWS
            keys = " ".join(arrows.get(key, key) for key in binding.keys).ljust(wide)
            first, *more = _said(binding, max(1, columns - len(keys)))
            rows.append(Text.assemble((keys, Role.KEY.style), first))
            rows += (Text(" " * len(keys) + piece) for piece in more)
    return rows


def _large(heading: str, commands: Sequence[Command], columns: int) -> list[Text]:
    """Return a group with its keys in big letters, and what they do beside them."""
    rows = [Text(""), Text.assemble((heading, Role.LOUD.style)), Text("")]
    for command in commands:
        binding = _BOUND[command]
        shown = letters_in((binding.shown.upper(),), columns // 2, _LETTER_HIGH)
        key = shown[0] if shown else (binding.shown,)
        wide = max(_LARGE_KEYS, len(key[0]) + _APART)
        drawn = low_letters((binding.short.upper(),), columns - wide)
        short = drawn[0] if drawn else (binding.short,)
        said = [Text(row, Role.LOUD.style) for row in short]
        said += [Text(row) for row in wrapped(_first(binding), columns - wide)]
        for left, right in zip_longest(key, said[: _LETTER_ROWS + 1]):
            row = Text.assemble(((left or "").ljust(wide), Role.KEY.style))
            rows.append(row.append_text(right or Text("")))
        rows += [Text("")] * (_LARGE_STEP - max(len(key), len(said)))
    return rows


def _first(binding: Binding) -> str:
    """Return the sentence about a key as far as its first pause, if it says more."""
    said = re.split("[:;]", binding.help)[0]
    return "" if said == binding.short else said


def _beside(
    columns: Sequence[Sequence[Text]], widths: Sequence[int], most: int
) -> list[Text]:
    """Return columns of rows side by side."""
    rows = []
    for cells in zip_longest(*columns, fillvalue=Text("")):
        row = Text()
        at = 0
        for cell, wide in zip(cells, widths, strict=True):
            row.pad_right(max(0, at - row.cell_len))
            row.append_text(cell)
            at += wide
        rows.append(line(row, None, most).rows[0])
    return rows
