"""Quick words of ``coach start``: ``10min standing`` instead of two options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coach.errors import UsageError
from coach.model.bounds import MINUTES
from coach.text.count_of import count_of
from coach.text.name_key import name_key

if TYPE_CHECKING:
    from coach.coaching.trim import Limits
    from coach.library.catalogue import Library

WORDS = {"standing": "standing", "no-equipment": "no_equipment"}
"""The limit that each word sets."""
_MINUTE_WORDS = ("m", "min", "mins", "minute", "minutes")
_MINUTES = r"(\d{1,4})([a-z]*)"


def without_quick_words(
    typed: Sequence[str], library: Library, limits: Limits
) -> tuple[list[str], Limits]:
    """Return the names that were typed, and the limits with the quick words among them.

    A drill or routine with the same name comes first.

    Raises:
        UsageError: if a word is nearly a quick word, or the minutes make no sense.
    """
    from coach.library.discover import names_file
    from coach.library.name_lookup import id_meant

    known = library.names
    names: list[str] = []
    for word in _joined(typed):
        if names_file(word) or id_meant(word, known) is not None:
            names.append(word)
            continue
        key = name_key(word)
        match = re.fullmatch(_MINUTES, key)
        if match:
            limits = _with_minutes(limits, word, int(match[1]), match[2])
        elif key in WORDS:
            limits = replace(limits, **{WORDS[key]: True})
        else:
            _refuse_near(word, key, library)
            names.append(word)
    return names, limits


def _joined(typed: Iterable[str]) -> list[str]:
    """Return the words, with ``10 min`` as one word."""
    words: list[str] = []
    for word in typed:
        if words and words[-1].isdecimal() and word.lower() in _MINUTE_WORDS:
            words[-1] += word
        else:
            words.append(word)
    return words


def _with_minutes(limits: Limits, word: str, minutes: int, unit: str) -> Limits:
    if unit and unit not in _MINUTE_WORDS:
        raise UsageError(
            f"no drill or routine is called '{word}'",
            hint=f"for a session of {count_of(minutes, 'minute')}, type {minutes}min",
        )
    if not MINUTES.holds(minutes):
        raise UsageError(
            f"a session can't be limited to {count_of(minutes, 'minute')}",
            hint=f"use {MINUTES.least} to {MINUTES.most} minutes",
        )
    if limits.minutes not in {None, minutes}:
        raise UsageError(
            f"'{word}' sets a second session length", hint="use only one length"
        )
    return replace(limits, minutes=minutes)


def _refuse_near(word: str, key: str, library: Library) -> None:
    """Raise UsageError if a word is closer to a quick word than to any name."""
    from coach.library.phrasing import nearest

    names = {name_key(name) for each in library.names for name in (each.id, each.name)}
    near = nearest(key, [*WORDS, *names])
    if near in WORDS:
        raise UsageError(
            f"no drill or routine is called '{word}'", hint=f"did you mean '{near}'?"
        )
