"""Lookup of ids by a typed name, with suggestions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.library.phrasing import nearest, quoted
from coach.text.name_key import name_key


class Named(NamedTuple):
    """Anything that can be found by its names."""

    id: str
    name: str
    also: Sequence[str] = ()
    """Other names by which the thing is found."""


def id_meant(typed: str, known: Iterable[Named]) -> str | None:
    """Return the id that a typed name means; None if it is unknown.

    Ids come first, then names, then other names; of two that are the same, the first
    counts.
    """
    key, named = name_key(typed), list(known)
    by_id = (each.id for each in named if name_key(each.id) == key)
    by_name = (each.id for each in named if name_key(each.name) == key)
    by_other = (each.id for each in named if key in map(name_key, each.also))
    return next(by_id, None) or next(by_name, None) or next(by_other, None)


def did_you_mean_name(typed: str, known: Iterable[Named]) -> str | None:
    """Return ``did you mean 'glute-bridge'?``; None if no name is similar."""
    spelled: dict[str, str] = {}
    for each in known:
        for name in (each.id, each.name, *each.also):
            spelled.setdefault(name_key(name), name)
    key = name_key(typed)
    near = nearest(key, spelled)
    if near is None and key:
        part = f"-{key}-"
        near = next((each for each in spelled if part in f"-{each}-"), None)
    return None if near is None else f"did you mean {quoted(spelled[near])}?"
