"""The keys of a pause for pain, beside STOP: in letters, else as key caps."""

from __future__ import annotations

from itertools import zip_longest

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import letters_in
from coach.screen.even_lines import wrapped
from coach.screen.key_cap import key_cap
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

_STOPS = ("q", "stop and save")
_LEAVES = ("n", "leave this drill")
_GOES_ON = ("space", "only if the pain has gone")
_BRIEF = {"q": "stop", "n": "leave"}
"""What the keys do in letters."""
_HALF_ROWS = (14, 12, 10, 7)
"""Heights of the letters to try."""
_BETWEEN = "  "


def pain_keys(moment: Moment, columns: int, rows: int, viewport: Viewport) -> list[Text]:
    """Return the keys with what they do, as large as the rows allow."""
    keys = [_STOPS, *([_LEAVES] if moment.pause_about is None else [])]
    large = _in_letters([key for key, _ in keys], columns, rows - 2, viewport)
    if large:
        return [*large, Text(""), *_capped(*_GOES_ON, columns)]
    all_keys = (*keys, _GOES_ON)
    apart = [row for each in all_keys for row in (Text(""), *_capped(*each, columns))][1:]
    if len(apart) <= rows:
        return apart
    both = Text("   ").join(
        Text.assemble(key_cap(key), " ", (_BRIEF[key], Role.LOUD.style)) for key, _ in keys
    )
    in_two = [both, Text(""), *_capped(*_GOES_ON, columns)]
    if both.cell_len <= columns and len(in_two) <= rows:
        return in_two
    # Key caps one below the other would be one block.
    wide = max(len(key) for key, _ in all_keys) + 2
    return [row for each in all_keys for row in _bold(*each, wide, columns)]


def _bold(key: str, does: str, wide: int, columns: int) -> list[Text]:
    """Return a bold key with what the key does, in one row or more."""
    first, *others = wrapped(does, max(8, columns - wide))
    named = Text.assemble((key.ljust(wide), Role.KEY.style), first)
    return [named, *(Text(" " * wide + each) for each in others)]


def pain_keys_in_brief(moment: Moment) -> list[Text]:
    """Return the keys that end the drill or the session, with a blank row between."""
    keys = [_STOPS, *([_LEAVES] if moment.pause_about is None else [])]
    rows = [
        Text.assemble(key_cap(key), " ", (_BRIEF[key], Role.LOUD.style)) for key, _ in keys
    ]
    return [rows[0], *(row for each in rows[1:] for row in (Text(""), each))]


def _in_letters(keys: list[str], columns: int, rows: int, viewport: Viewport) -> list[Text]:
    """Return keys and what they do in letters of one size; empty if none fit."""
    if viewport.size is not Size.FULL or viewport.is_ascii:
        return []
    said = [_BRIEF[key].upper() for key in keys]
    both = [f"{key.upper()}{_BETWEEN}{does}" for key, does in zip(keys, said, strict=True)]
    for high in _HALF_ROWS:
        if len(keys) * ((high + 1) // 2 + 1) - 1 > rows:
            continue
        drawn = letters_in((*both, *(key.upper() for key in keys), *said), columns, high)
        if not drawn:
            continue
        names, does = drawn[len(keys) : 2 * len(keys)], drawn[2 * len(keys) :]
        wide = max(len(each[0]) for each in names)
        after = len(drawn[0][0]) - len(names[0][0]) - len(does[0][0])
        lines: list[Text] = []
        for name, word in zip(names, does, strict=True):
            lines += [Text("")] if lines else []
            lines += (
                Text(a.ljust(wide + after), Role.LOUD.style).append(b, Role.ANSWER.style)
                for a, b in zip_longest(name, word, fillvalue="")
            )
        return lines
    return []


def _capped(key: str, does: str, columns: int) -> list[Text]:
    """Return a key cap with what the key does, in one row or more."""
    cap = key_cap(key)
    first, *others = wrapped(does, max(8, columns - cap.cell_len - 1))
    blank = " " * (cap.cell_len + 1)
    return [Text.assemble(cap, " ", first), *(Text(f"{blank}{each}") for each in others)]
