"""Sessions by the first letters of their ids. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from coach.errors import CoachError
from coach.model.session_facts import History, SessionFacts

SHORTEST = 4
_SHOWN = 5
_MISTYPED = str.maketrans("ilo", "110")
"""Ids have none of these letters; who types one means a digit."""


def refuse_what_is_short(prefix: str, found: str, hint: str) -> None:
    """Let no slip of a finger change a session.

    Args:
        prefix: what was typed.
        found: id of the session that it means.
        hint: what to type.

    Raises:
        CoachError: if fewer than four letters were typed of an id that has more.
    """
    if len(prefix.strip()) < min(SHORTEST, len(found)):
        raise CoachError(
            f"'{prefix}' is too short to change a session: use at least {SHORTEST} letters",
            hint=hint,
        )


class Ids(Protocol):
    """The ids of all sessions, wherever they are kept."""

    def beginning(self, prefix: str) -> list[tuple[str, datetime]]:
        """Those that begin so and when they started, by start."""

    def newest(self, number: int) -> list[tuple[str, datetime]]:
        """The newest ones, by start."""

    def short(self, ids: Iterable[str]) -> dict[str, str]:
        """`shortest_prefixes` of some, among all."""


class _IdsOf:
    """The ids in a history."""

    def __init__(self, history: History) -> None:
        self._all = [(facts.id, facts.started_at) for facts in history.sessions]

    def beginning(self, prefix: str) -> list[tuple[str, datetime]]:
        return [each for each in self._all if each[0].startswith(prefix)]

    def newest(self, number: int) -> list[tuple[str, datetime]]:
        return self._all[-number:]

    def short(self, ids: Iterable[str]) -> dict[str, str]:  # noqa: ARG002  all are as quick
        return shortest_prefixes(id_ for id_, _ in self._all)


def find_session(history: History, prefix: str) -> SessionFacts:
    """Find the one session whose id begins so.

    Raises:
        CoachError: if there is none or more than one; it names the candidates.
    """
    found = find_id(_IdsOf(history), prefix)
    return next(facts for facts in history.sessions if facts.id == found)


def find_id(ids: Ids, prefix: str) -> str:
    """Find the one id that begins so.

    Raises:
        CoachError: if there is none or more than one; it names the candidates.
    """
    typed = prefix.strip().lower()
    found = ids.beginning(typed) if typed else []
    if any(id_ == typed for id_, _ in found):
        return typed
    if not found and typed:
        found = ids.beginning(typed.translate(_MISTYPED))
    if len(found) == 1:
        return found[0][0]
    if found:
        raise CoachError(
            f"'{prefix}' is the beginning of {len(found)} sessions: {_some(ids, found)}",
            hint="write one letter more",
        )
    newest = ids.newest(_SHOWN + 1)
    if not newest:
        raise CoachError(f"there is no session '{prefix}'", hint="there is none at all yet")
    raise CoachError(
        f"no session begins with '{prefix}'", hint=f"the newest are {_some(ids, newest)}"
    )


def shortest_prefixes(ids: Iterable[str]) -> dict[str, str]:
    """For each id the fewest letters, four at least, that mean it alone."""
    ordered = sorted(set(ids))
    short: dict[str, str] = {}
    for index, id_ in enumerate(ordered):
        neighbours = ordered[max(0, index - 1) : index] + ordered[index + 1 : index + 2]
        short[id_] = shortest_prefix(id_, neighbours)
    return short


def _shared(one: str, other: str) -> int:
    """How many letters two ids have in common at their beginning."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def shortest_prefix(id_: str, neighbours: Iterable[str]) -> str:
    """The fewest letters, four at least, that no neighbour in the alphabet begins with."""
    shared = max((_shared(id_, other) for other in neighbours), default=0)
    return id_[: max(SHORTEST, shared + 1)]


def _some(ids: Ids, found: list[tuple[str, datetime]]) -> str:
    newest = found[: -_SHOWN - 1 : -1]
    short = ids.short(id_ for id_, _ in newest)
    shown = ", ".join(f"{short[id_]} ({at:%Y-%m-%d})" for id_, at in newest)
    return shown if len(found) <= _SHOWN else f"{shown}, ..."
