"""Lookup of ids by a typed name, with suggestions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.library.phrasing import nearest, quoted
from coach.text.listed import listed
from coach.text.name_key import name_key

_MOST = 3
"""Most names that one suggestion has."""


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
    near = nearest(key, owners)
    if near is None and key:
        part = f"-{key}-"
        near = next((each for each in owners if part in f"-{each}-"), None)
    if near is None:
        return None
    owner = owners[near]
    meant = [owner]
    if name_key(owner) != near:
        ids = dict.fromkeys(owners.values())
        meant += [id_ for id_ in ids if id_ != owner and id_.startswith(f"{near}-")]
    return f"did you mean {listed([quoted(each) for each in meant[:_MOST]], 'or')}?"
