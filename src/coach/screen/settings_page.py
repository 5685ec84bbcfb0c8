"""All settings on a terminal: those that were changed first, then the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from coach.screen.paged_text import wrapped
from coach.screen.roles import Role

WIDEST = 110
"""Width of the longest line; longer lines are hard to read."""
_GAP = 2


class ShownSetting(NamedTuple):
    """A setting as it is shown."""

    name: str
    value: str
    changed_in: str
    """Where the value comes from; empty for a default."""
    about: str


def settings_lines(settings: Sequence[ShownSetting], columns: int) -> Iterator[Text]:
    """Yield the changed settings, then those with their defaults."""
    changed = [each for each in settings if each.changed_in]
    usual = [each for each in settings if not each.changed_in]
    names = max(len(each.name) for each in settings) + _GAP
    values = max((cell_len(each.value) for each in usual), default=0) + _GAP
    room = min(columns, WIDEST)
    if changed:
        yield Text("CHANGED", Role.LOUD.style)
    for each in changed:
        value = Text(each.name.ljust(names)).append(each.value, Role.PROGRESS.style)
        yield value.append(f"  {each.changed_in}", Role.QUIET.style)
        for row in wrapped(each.about, max(1, room - names)):
            yield Text(" " * names).append(row, Role.QUIET.style)
    if changed and usual:
        yield Text("")
    if usual:
        yield Text("UNCHANGED", Role.LOUD.style)
    for each in usual:
        at = names + values
        line = Text(each.name.ljust(names)).append(each.value)
        line.pad_right(at - line.cell_len)
        first, *others = wrapped(each.about, max(1, room - at))
        yield line.append(first, Role.QUIET.style)
        yield from (Text(" " * at).append(row, Role.QUIET.style) for row in others)
    yield Text("")
