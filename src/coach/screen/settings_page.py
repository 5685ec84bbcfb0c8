"""All settings on a terminal: those that were changed first, then the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from coach.screen.even_lines import filled, wrapped
from coach.screen.headline import headline
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role

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
_UNSET = "-"
"""Stands for a setting without a value."""


def settings_page(
    settings: Sequence[ShownSetting], columns: int, rows: int, *, is_ascii: bool = False
) -> list[Text]:
    """Return how many settings were changed, then all of them, as briefly as they must be.

    If the rows are too few to say what each is for, two columns hold the values, and the
    settings without one are only named.
    """
    number = sum(bool(each.changed_in) for each in settings)
    words = f"{number} set by you" if number else "all standard"
    head = [Text(words.capitalize(), Role.LOUD.style)]
    if columns >= NARROW:
        head = [*headline(words, columns, is_ascii=is_ascii), Text("")]
    forms = (
        settings_lines(settings, columns),
        _in_short(settings, columns, has_purposes=True),
    )
    if columns >= NARROW:
        for lines in ([*head, *form] for form in forms):
            if len(lines) < rows:
                return lines
    return [*head, *_in_short(settings, columns)]


def settings_lines(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield the settings with their purposes: those that were changed, then by group."""
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if not each.changed_in]
    names = max(len(each.name) for each in settings) + _GAP
    values = max((cell_len(each.value or _UNSET) for each in usual), default=0) + _GAP
    room = min(columns, WIDEST)
    if changed:
        yield Text("SET BY YOU", Role.LOUD.style)
        for each in changed:
            yield _changed(each, names)
            for row in filled(_plain(each.about), max(1, room - names)):
                yield Text(" " * names).append(row, Role.QUIET.style)
        yield Text("")
    for group in _ORDER:
        members = [each for each in usual if _group_of(each.name) == group]
        if members:
            yield Text(group, Role.LOUD.style)
            for each in members:
                yield from _usual(each, names, names + values, room)
            yield Text("")


def _in_short(
    settings: Sequence[ShownSetting], columns: int, *, has_purposes: bool = False
) -> Iterator[Text]:
    """Yield the settings: changed, usual, and the names of those without a value."""
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if each.value and not each.changed_in]
    usual.sort(key=lambda each: _ORDER.index(_group_of(each.name)))
    unset = [each.name for each in settings if not (each.value or each.changed_in)]
    has_room = columns >= NARROW
    for each in changed:
        yield _changed(each, max(len(one.name) for one in changed) + _GAP)
    if changed and has_room:
        yield Text("")
    if has_purposes:
        names = max((len(each.name) for each in usual), default=0) + _GAP
        values = max((cell_len(each.value) for each in usual), default=0) + _GAP
        for each in usual:
            yield from _usual(each, names, names + values, min(columns, WIDEST))
    else:
        yield from _in_two_columns(usual, columns)
    if has_room:
        yield Text("")
        for line in wrapped(f"Not set: {', '.join(unset)}.", min(columns, WIDEST)):
            yield Text(line, Role.QUIET.style)
        yield Text("")
        words = ("What a setting is for: ", Role.QUIET.style)
        yield Text.assemble(words, ("coach config NAME", Role.KEY.style))


def _in_two_columns(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield names and values; the values are at the right where there is little room."""
    names = max((len(each.name) for each in settings), default=0) + _GAP
    gap = 4 * _GAP if columns >= NARROW else _GAP
    widest = names + max((cell_len(each.value) for each in settings), default=0)
    width = (columns - gap) // 2
    half = (len(settings) + 1) // 2
    for pair in zip_longest(settings[:half], settings[half:]):
        row = Text()
        for each in filter(None, pair):
            at = names if widest <= width else width - cell_len(each.value)
            row.pad_right(min(widest, width) + gap - row.cell_len if row else 0)
            row.append(each.name.ljust(at), Role.QUIET.style)
            row.append(each.value, Role.LOUD.style)
        yield row


def _changed(each: ShownSetting, names: int) -> Text:
    value = Text(each.name.ljust(names)).append(each.value or _UNSET, Role.LOUD.style)
    return value.append(f"  {each.changed_in}", Role.QUIET.style)


def _usual(each: ShownSetting, names: int, at: int, room: int) -> Iterator[Text]:
    role = Role.LOUD if each.value else Role.QUIET
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
