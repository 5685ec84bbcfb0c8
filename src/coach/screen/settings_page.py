"""All settings on a terminal: by group, and those that were changed last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from coach.screen.even_lines import filled
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


def settings_lines(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield the settings with their defaults by group, then those that were changed.

    The changed settings come last, so that they are in sight above the prompt.
    """
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if not each.changed_in]
    names = max(len(each.name) for each in settings) + _GAP
    values = max((cell_len(each.value or _UNSET) for each in usual), default=0) + _GAP
    room = min(columns, WIDEST)
    for group in _ORDER:
        members = [each for each in usual if _group_of(each.name) == group]
        if members:
            yield Text(group, Role.LOUD.style)
            for each in members:
                yield from _usual(each, names, names + values, room)
            yield Text("")
    if changed:
        yield Text("CHANGED", Role.LOUD.style)
        for each in changed:
            value = Text(each.name.ljust(names))
            value.append(each.value or _UNSET, Role.PROGRESS.style)
            yield value.append(f"  {each.changed_in}", Role.QUIET.style)
            for row in filled(_plain(each.about), max(1, room - names)):
                yield Text(" " * names).append(row, Role.QUIET.style)
        yield Text("")


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
