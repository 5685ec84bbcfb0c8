"""Sessions by the first letters of their ids. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from coach.errors import CoachError
from coach.model.history import History, SessionFacts

SHORTEST = 4
_SHOWN = 5
_MISTYPED = str.maketrans("ilo", "110")
"""Ids have none of these letters; who types one means a digit."""


def find_session(history: History, prefix: str) -> SessionFacts:
    """Find the one session whose id begins so.

    Raises:
        CoachError: if there is none or more than one; it names the candidates.
    """
    typed = prefix.strip().lower()
    by_id = {facts.id: facts for facts in history.sessions}
    if typed in by_id:
        return by_id[typed]
    found = [id_ for id_ in by_id if typed and id_.startswith(typed)]
    if not found and typed:
        meant = typed.translate(_MISTYPED)
        found = [id_ for id_ in by_id if id_.startswith(meant)]
    if len(found) == 1:
        return by_id[found[0]]
    short = shortest_prefixes(by_id)
    if found:
        raise CoachError(
            f"'{prefix}' is the beginning of {len(found)} sessions: "
            f"{_some(short, by_id, found)}",
            hint="write one letter more",
        )
    if not by_id:
        raise CoachError(f"there is no session '{prefix}'", hint="there is none at all yet")
    raise CoachError(
        f"no session begins with '{prefix}'",
        hint=f"the newest are {_some(short, by_id, list(by_id))}",
    )


def shortest_prefixes(ids: Iterable[str]) -> dict[str, str]:
    """For each id the fewest letters, four at least, that mean it alone."""
    ordered = sorted(set(ids))
    short: dict[str, str] = {}
    for index, id_ in enumerate(ordered):
        neighbours = ordered[max(0, index - 1) : index] + ordered[index + 1 : index + 2]
        shared = max((_shared(id_, other) for other in neighbours), default=0)
        short[id_] = id_[: max(SHORTEST, shared + 1)]
    return short


def _shared(one: str, other: str) -> int:
    """How many letters two ids have in common at their beginning."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _some(short: dict[str, str], by_id: dict[str, SessionFacts], found: list[str]) -> str:
    newest = found[: -_SHOWN - 1 : -1]
    shown = ", ".join(f"{short[id_]} ({by_id[id_].started_at:%Y-%m-%d})" for id_ in newest)
    return shown if len(found) <= _SHOWN else f"{shown}, ..."
