"""The rows of the page of all keys, in groups by purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.text import Text

from coach.keymap import BINDINGS, Binding, Command
from coach.screen.big_letters import LEAST_HIGH, letters_in
from coach.screen.even_lines import wrapped
from coach.screen.key_cap import key_cap, tall_cap
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
    (("Now", _NOW[:-1]), ("Breath", _BREATH)),
    (("Set", (*_SET, *_REST)),),
    (("More", (*_SCREEN, *_OTHERS, Command.HELP)),),
)
"""The groups in three columns of short words."""
_ARROWS = {"right": "→", "left": "←", "up": "↑", "down": "↓"}
_NARROW_KEYS, _LARGE_KEYS, _AFTER = 2, 9, 2
"""Widths of the column of keys, and columns after a key."""
_TWO_FROM = 70
"""Screen width from which keys fill two columns."""
_LARGE_GROUPS: Sequence[_Groups] = (
    (("Now", _NOW),),
    (("Set and rest", (*_SET, *_REST)),),
    (("Screen and sound", (*_SCREEN, *_OTHERS)),),
)
_ACROSS = ("Breath", _BREATH)
"""The groups in columns of big letters, and the one below them with a key to a column."""
_BETWEEN = 3
"""Least columns between two columns of keys."""
_IN_BRIEF = {Command.MORE_REST: "add rest", Command.LESS_REST: "cut rest"}
"""Words that are shorter than usual, so that three columns fit a narrow screen."""
_PAUSES = "pause and "
_LEAST_WORDS = 28
"""Columns for what a key in the right column does."""


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
        return _narrow(columns)
    if viewport.is_huge and not is_ascii:
        wide = columns // len(_LARGE_GROUPS)
        for apart in (2, 1):
            *large, below = _in_letters(wide - 2 * _BETWEEN, apart) or [[]]
            shown = _above_breath(large, below, wide, columns) if large else []
            if 0 < len(shown) <= rows:
                return shown
    if columns < _TWO_FROM:
        return _group_rows(_GROUPS, columns, is_ascii=is_ascii)
    halves = (_GROUPS[:_LEFT_GROUPS], _GROUPS[_LEFT_GROUPS:])
    drawn: list[list[Text]] = []
    for has_caps in (True, False):
        widths = _widths(halves, columns, is_ascii=is_ascii, has_caps=has_caps)
        drawn = [
            _group_rows(each, wide, is_ascii=is_ascii, has_caps=has_caps)
            for each, wide in zip(halves, widths, strict=True)
        ]
        if max(map(len, drawn)) <= rows:
            break
    return _beside(drawn, [widths[0] + _BETWEEN, widths[1]], columns)


def _above_breath(
    large: Sequence[Sequence[Text]], below: Sequence[Text], wide: int, columns: int
) -> list[Text]:
    """Return columns of keys above those of the breath, which stand side by side."""
    heading, _ = _ACROSS
    high = len(below) // len(large)
    keys = [below[at : at + high] for at in range(0, len(below), high)]
    widths = [wide] * len(large)
    rule = _heading(heading, columns - 2 * _BETWEEN, is_ascii=False)
    return [
        *_beside(large, widths, columns),
        rule,
        Text(""),
        *_beside(keys, widths, columns),
    ]


def _narrow(columns: int) -> list[Text]:
    """Return the keys with a word or two, in three columns as far apart as possible."""
    drawn = [[*_short(each)] for each in _NARROW_COLUMNS]
    widths = [max(row.cell_len for row in column) for column in drawn]
    space = max(1, (columns - sum(widths)) // (len(widths) - 1))
    return _beside(drawn, [wide + space for wide in widths], columns)


def _widths(
    halves: Sequence[_Groups], columns: int, *, is_ascii: bool, has_caps: bool
) -> tuple[int, int]:
    """Return the widths of two columns: even ones, or as wide as the left one needs."""
    wide = (columns - _BETWEEN) // 2
    keys, right_keys = (
        _key_columns(each, is_ascii=is_ascii, has_caps=has_caps) for each in halves
    )
    commands = [command for _, group in halves[0] for command in group]
    words = max(len(re.split("[;:,]", _BOUND[each].help)[0]) for each in commands)
    most = columns - _BETWEEN - right_keys - _LEAST_WORDS
    wide = max(wide, min(keys + words, most))
    return wide, columns - _BETWEEN - wide


def _brief(command: Command, wide: int, words: str = "") -> Text:
    """Return a key with one or two words, or with other ones."""
    binding = _BOUND[command]
    shown = binding.shown.ljust(wide)
    if not shown.endswith(" "):
        shown += " "
    return Text.assemble((shown, Role.KEY.style), (words or binding.short))


def _short(groups: _Groups) -> Iterator[Text]:
    """Yield the headings and the keys with short words."""
    for number, (heading, commands) in enumerate(groups):
        if number:
            yield Text("")
        yield Text.assemble((heading, Role.LOUD.style))
        for command in commands:
            yield _brief(command, _NARROW_KEYS, _IN_BRIEF.get(command, ""))


def _said(binding: Binding, columns: int) -> list[str]:
    """Return what a key does in a single row, as fully as fits, or else in more rows."""
    whole = binding.help
    ends = [each.start() for each in re.finditer("[;:]", whole)]
    parts = [whole, *(whole[:end] for end in reversed(ends)), whole.partition(",")[0]]
    parts += [part.removeprefix(_PAUSES) for part in parts]
    fitting = (part for part in (*parts, binding.short) if len(part) <= columns)
    return [found] if (found := next(fitting, "")) else wrapped(binding.short, columns)


def _key_columns(groups: _Groups, *, is_ascii: bool, has_caps: bool) -> int:
    """Return the columns for the keys of groups, with the blanks behind them."""
    commands = [command for _, group in groups for command in group]
    most = max(len(_keys(each, is_ascii=is_ascii)) for each in commands)
    return most + _AFTER + 2 * has_caps


def _keys(command: Command, *, is_ascii: bool) -> str:
    """Return all keys of a command."""
    arrows = {} if is_ascii else _ARROWS
    return " ".join(arrows.get(key, key) for key in _BOUND[command].keys)


def _group_rows(
    groups: _Groups, columns: int, *, is_ascii: bool, has_caps: bool = False
) -> list[Text]:
    """Return headings with the keys of each group below them.

    Key caps are parted by blank rows.
    """
    rows: list[Text] = []
    wide = _key_columns(groups, is_ascii=is_ascii, has_caps=has_caps)
    for heading, commands in groups:
        rows += [Text("") for _ in range(2 if has_caps and rows else 1)]
        rows.append(_heading(heading, columns, is_ascii=is_ascii))
        for command in commands:
            keys = _keys(command, is_ascii=is_ascii)
            key = key_cap(keys) if has_caps else Text.assemble((keys, Role.KEY.style))
            first, *more = _said(_BOUND[command], max(1, columns - wide))
            rows += [Text("") for _ in range(has_caps)]
            rows.append(Text.assemble(key, " " * (wide - key.cell_len), first))
            rows += (Text(" " * wide + piece) for piece in more)
    return rows


def _heading(words: str, columns: int, *, is_ascii: bool) -> Text:
    """Return the heading of a group, with a rule behind it."""
    rule = ("-" if is_ascii else "─") * max(0, columns - len(words) - 1)
    return Text.assemble((words, Role.LOUD.style), " ", (rule, Role.EDGE.style))


def _in_letters(columns: int, apart: int) -> list[list[Text]]:
    """Return the keys in big letters, with what they do, in columns so wide.

    The keys of the breath come last, one below the other. Empty if they do not fit.
    """
    groups = [*(group for each in _LARGE_GROUPS for group in each), _ACROSS]
    commands = [command for _, some in groups for command in some]
    shorts = tuple(_BOUND[each].short.upper() for each in commands)
    names = tuple(_BOUND[each].shown.upper() for each in commands)
    letters = tuple(each for each in names if len(each) == 1)
    words = letters_in(shorts, columns - _LARGE_KEYS, LEAST_HIGH)
    keys = letters_in(letters, _LARGE_KEYS - _AFTER, LEAST_HIGH)
    if not words or not keys:
        return []
    large = {each: [*map(_loud, rows)] for each, rows in zip(letters, keys, strict=True)}
    word = dict(zip(commands, words, strict=True))
    drawn: list[list[Text]] = []
    for group in groups:
        heading, some = group
        rows: list[Text] = []
        if group is not _ACROSS:
            rows += [Text(""), _heading(heading, columns, is_ascii=False), Text("")]
        for command in some:
            shown = _BOUND[command].shown
            key = large.get(shown.upper()) or tall_cap(shown)
            said, *_ = _said(_BOUND[command], columns - _LARGE_KEYS)
            rows += _large_row(key, word[command], said)
            rows += [Text("") for _ in range(apart)]
        drawn.append(rows)
    return drawn


def _loud(row: str) -> Text:
    return Text(row, Role.LOUD.style)


def _large_row(key: Sequence[Text], word: Sequence[str], said: str) -> Iterator[Text]:
    """Yield a key in big letters beside its word, above the sentence about it."""
    for left, right in zip(key, word, strict=True):
        space = " " * (_LARGE_KEYS - left.cell_len)
        yield Text.assemble(left, space, (right, Role.ANSWER.style))
    yield Text.assemble(" " * _LARGE_KEYS, (said, Role.PLAIN.style))


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
