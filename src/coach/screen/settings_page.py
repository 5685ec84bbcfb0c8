"""All settings on a terminal: those that were changed first, then the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from coach.screen.card_frame import beside
from coach.screen.even_lines import filled, wrapped
from coach.screen.figure_grid import WIDE_FROM
from coach.screen.headline import headline
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.text.count_of import count_of

WIDEST = 110
"""Width of the longest line; longer lines are hard to read."""
_GAP = 2


class ShownSetting(NamedTuple):
    """A setting as it is shown."""

    name: str
    value: str
    """Empty if the setting has no value."""
    changed_in: str
    """Where the value comes from; empty for a default."""
    about: str


_GROUPS = {"sound": "SOUND", "voice": "SOUND", "hooks": "FILES", "journal": "FILES"}
_SCREEN = {"plain", "theme", "motion", "clock", "week_starts", "phone", "stay_awake"}
_ORDER = ("SESSION", "SCREEN", "SOUND", "FILES")
_YOURS = "YOURS"
_BESIDE_FROM = 150
"""Width from which the groups stand in two columns."""
_MOST_LETTERS = 12
"""Most letters of a value in big letters; longer ones are lists."""
_ORIGIN = len("  environment")
_LEAST_PURPOSE = 34
"""Fewest columns for the purpose of a setting beside its value."""
_UNSET = "-"
"""Stands for a setting without a value."""


def settings_page(
    settings: Sequence[ShownSetting], columns: int, rows: int, *, is_ascii: bool = False
) -> list[Text]:
    """Return how many settings were changed, then all of them, as briefly as they must be.

    A wide screen shows the groups in two columns, with what each setting is for. If the
    rows are too few for that, each group is a column of values, and the settings without a
    value are only named.
    """
    number = sum(bool(each.changed_in) for each in settings)
    words = f"{count_of(number, 'setting')} changed" if number else "all standard"
    head = [Text(words.capitalize(), Role.LOUD.style)]
    if columns >= NARROW:
        large = words.replace(" settings", "").replace(" setting", "")
        head = [*headline(large, columns, is_ascii=is_ascii), Text("")]
    if columns >= _BESIDE_FROM:
        return [*head, *_side_by_side(settings, columns)]
    if columns >= NARROW:
        whole = [*head, *settings_lines(settings, columns)]
        if len(whole) < rows:
            return whole
    short = [*head, *_in_short(settings, columns, has_unset=columns >= WIDE_FROM)]
    if columns >= WIDE_FROM and len(short) > rows:
        short = [*head, *_in_short(settings, columns)]
    if columns >= NARROW and len(short) > rows:
        short = short[:-1]  # the names say what else can be read about
    if columns >= NARROW or len(short) <= rows:
        return short
    changed = [each for each in settings if each.changed_in]
    rest = count_of(len(settings) - number, "other setting")
    more = Text.assemble(
        (f"{rest}: ", Role.QUIET.style), ("coach config --plain", Role.KEY.style)
    )
    return [*head, *_changed_rows(changed, columns), Text(""), more]


def one_setting(each: ShownSetting, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return a setting with its value in big letters, and what it is for."""
    origin = f"   {each.changed_in or 'standard'}"
    name = (each.name, Role.LOUD.style)
    about = [Text(row) for row in wrapped(_plain(each.about), min(columns, WIDEST))]
    value = each.value or "not set"
    for row in about:  # the choice that is on, among the others
        row.highlight_regex(rf"(?<![\w-]){re.escape(value)}(?![\w-])", Role.LOUD.style)
    if columns < NARROW:
        head = [Text.assemble(name, "  ", (value, Role.LOUD.style))]
        return [head[0].append(origin, Role.QUIET.style), *about, Text("")]
    if len(value) > _MOST_LETTERS or "/" in value or value != value.lower():
        large = [Text(value, Role.LOUD.style)]  # paths and names as they are written
    else:
        large = headline(value, columns, is_ascii=is_ascii)
    head = [Text.assemble(name, (origin, Role.QUIET.style)), Text("")]
    return [*head, *large, Text(""), *about, Text("")]


def settings_lines(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield the settings with their purposes: those that were changed, then by group."""
    for lines in _groups(settings, columns).values():
        yield from lines


def _groups(settings: Sequence[ShownSetting], columns: int) -> dict[str, list[Text]]:
    """Return the lines of each group, with a blank one at their end."""
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if not each.changed_in]
    names = max(len(each.name) for each in settings) + _GAP
    values = max((cell_len(each.value or _UNSET) for each in usual), default=0) + _GAP
    room = min(columns, WIDEST)
    groups: dict[str, list[Text]] = {}
    if changed:
        groups[_YOURS] = [
            Text(_YOURS, Role.LOUD.style),
            *_changed_with_purpose(changed, names, room),
            Text(""),
        ]
    for group in _ORDER:
        members = [each for each in usual if _group_of(each.name) == group]
        if members:
            lines = groups[group] = [Text(group, Role.LOUD.style)]
            for each in members:
                lines += _usual(each, names, names + values, room)
            lines.append(Text(""))
    return groups


def _changed_with_purpose(
    changed: Sequence[ShownSetting], names: int, room: int
) -> Iterator[Text]:
    """Yield the changed settings, each with its purpose beside it, or else below it."""
    widest = max((cell_len(each.value or _UNSET) for each in changed), default=0)
    at = names + widest + _ORIGIN + _GAP
    for each in changed:
        row = _changed(each, names, widest)
        first, *others = filled(_plain(each.about), max(1, room - at))
        if room - at < _LEAST_PURPOSE:
            first, others = "", filled(_plain(each.about), max(1, room - names))
        row.pad_right(at - row.cell_len if first else 0)
        yield row.append(first, Role.QUIET.style)
        indent = at if first else names
        yield from (Text(" " * indent).append(line, Role.QUIET.style) for line in others)


def _side_by_side(settings: Sequence[ShownSetting], columns: int) -> list[Text]:
    """Return the groups in two columns: what was changed and the session at the left."""
    room = (columns - 2 * _GAP) // 2
    groups = _groups(settings, room)
    at_left = {_YOURS, _ORDER[0]}
    left, right = (
        [
            line
            for group in groups
            if (group in at_left) is is_left
            for line in groups[group]
        ]
        for is_left in (True, False)
    )
    return beside(left, right, room)


def _in_short(
    settings: Sequence[ShownSetting], columns: int, *, has_unset: bool = False
) -> Iterator[Text]:
    """Yield the settings: changed, usual, and the names of those without a value.

    Where ``has_unset``, these are in their groups too.
    """
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if each.value and not each.changed_in]
    usual.sort(key=lambda each: _ORDER.index(_group_of(each.name)))
    unset = [each.name for each in settings if not (each.value or each.changed_in)]
    has_room = columns >= NARROW
    yield from _changed_rows(changed, columns)
    if changed and has_room:
        yield Text("")
    if has_room:
        standard = [each for each in settings if not each.changed_in]
        yield from _in_columns(standard if has_unset else usual)
        yield Text("")
        names = "" if has_unset else f"Not set: {', '.join(unset)}."
        for line in wrapped(names, min(columns, WIDEST)) if names else ():
            yield Text(line, Role.QUIET.style)
        words = ("Read about a setting: ", Role.QUIET.style)
        yield Text.assemble(words, ("coach config NAME", Role.KEY.style))
    else:
        yield from _in_two_columns(usual, columns)


def _changed_rows(changed: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield the changed settings, one a row; where there is room, with their purposes."""
    gap = _GAP if columns >= NARROW else 1
    names = max((len(each.name) for each in changed), default=0) + gap
    if columns >= WIDE_FROM:
        yield from _changed_with_purpose(changed, names, columns)
        return
    values = max((cell_len(each.value or _UNSET) for each in changed), default=0)
    for each in changed:
        yield _changed(each, names, min(values, columns - names - _ORIGIN))


def _in_columns(settings: Sequence[ShownSetting]) -> Iterator[Text]:
    """Yield names and values, each group in a column below its name."""
    columns = []
    for group in _ORDER:
        members = [each for each in settings if _group_of(each.name) == group]
        if members:
            names = max(len(each.name) for each in members) + _GAP
            rows = [Text(group, Role.LOUD.style)]
            for each in members:
                row = Text(each.name.ljust(names), Role.QUIET.style)
                rows.append(row.append(each.value or _UNSET, Role.PLAIN.style))
            columns.append(rows)
    for cells in zip_longest(*columns, fillvalue=Text("")):
        line, at = Text(""), 0
        for cell, of_column in zip(cells, columns, strict=True):
            line.pad_right(at - line.cell_len)
            line.append_text(cell)
            at += max(each.cell_len for each in of_column) + 2 * _GAP
        line.rstrip()
        yield line


def _in_two_columns(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield names and values, the values at the right."""
    half = (len(settings) + 1) // 2
    width = (columns - _GAP) // 2
    for pair in zip_longest(settings[:half], settings[half:]):
        row = Text()
        for each in filter(None, pair):
            row.pad_right(width + _GAP - row.cell_len if row else 0)
            row.append(each.name.ljust(width - cell_len(each.value)), Role.QUIET.style)
            row.append(each.value)
        yield row


def _changed(each: ShownSetting, names: int, values: int) -> Text:
    value = Text(each.name.ljust(names)).append(each.value or _UNSET, Role.LOUD.style)
    value.pad_right(names + values - value.cell_len)
    return value.append(f"  {each.changed_in}", Role.QUIET.style)


def _usual(each: ShownSetting, names: int, at: int, room: int) -> Iterator[Text]:
    role = Role.PLAIN if each.value else Role.QUIET
    line = Text(each.name.ljust(names)).append(each.value or _UNSET, role.style)
    line.pad_right(at - line.cell_len)
    first, *others = filled(_plain(each.about), max(1, room - at))
    yield line.append(first, Role.QUIET.style)
    yield from (Text(" " * at).append(row, Role.QUIET.style) for row in others)


def _plain(about: str) -> str:
    """Return words without the marks of a command."""
    return about.replace("`", "")


def _group_of(name: str) -> str:
    first, dot, _ = name.partition(".")
    if dot:
        return _GROUPS.get(first, "FILES")
    return "SCREEN" if name in _SCREEN else "SESSION"
