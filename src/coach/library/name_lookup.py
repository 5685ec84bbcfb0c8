"""Lookup of ids by a typed name, with suggestions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coach.library.phrasing import nearest, quoted
from coach.text.listed import listed
from coach.text.name_key import name_key

_MOST, _LEAST = 3, 4
"""Most names that one suggestion has, and fewest letters of the beginning of a word."""


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
    """Return ``did you mean 'glute-bridge'?``; None if no name is similar.

    Only ids are named, as lists have no other names: of a word like ``strength``, which
    begins several, all of these.
    """
    owners: dict[str, str] = {}
    for each in known:
        for name in (each.id, each.name, *each.also):
            owners.setdefault(name_key(name), each.id)
    key = name_key(typed)
    # Whoever types the beginning of a word means a name with this word.
    meant = _beginning(key, owners) if len(key) >= _LEAST else []
    near = None if meant else nearest(key, owners)
    if near is not None:
        meant = [owners[near]]
        if name_key(owners[near]) != near:
            meant += _beginning(f"{near}-", owners)
    elif not meant and key:
        meant = [id_ for each, id_ in owners.items() if f"-{key}-" in f"-{each}-"][:1]
    if not meant:
        return None
    meant = [*dict.fromkeys(meant)]
    return f"did you mean {listed([quoted(each) for each in meant[:_MOST]], 'or')}?"


def _beginning(key: str, owners: Mapping[str, str]) -> list[str]:
    """Return the ids with a name in which a word begins with the key; such ids first."""
    found = [id_ for name, id_ in owners.items() if f"-{key}" in f"-{name}"]
    return sorted(found, key=lambda id_: f"-{key}" not in f"-{name_key(id_)}")
