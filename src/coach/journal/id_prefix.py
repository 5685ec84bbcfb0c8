"""Sessions by the first characters of their ids. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import CoachError, Listed

if TYPE_CHECKING:  # the Tab key has no time for this import
    from coach.model.session_facts import History, SessionFacts

SHORTEST = 4
_SHOWN = 5
_MISTYPED = str.maketrans("ilo", "110")
"""Digits that replace letters that no id contains."""


def refuse_what_is_short(prefix: str, found: str, hint: str) -> None:
    """Refuse a prefix so short that a typing error could change a session.

    Args:
        prefix: what was typed.
        found: id of the session that the prefix means.
        hint: what to type instead.

    Raises:
        CoachError: if fewer than four characters of a longer id were typed.
    """
    if len(prefix.strip()) < min(SHORTEST, len(found)):
        raise CoachError(
            f"'{prefix}' is too short to change a session: type at least {SHORTEST} "
            "characters",
            hint=hint,
        )


Ids = Sequence[tuple[str, datetime]]
"""The ids of all sessions and when they started, by start."""


def find_session(history: History, prefix: str) -> SessionFacts:
    """Return the one session whose id has this prefix.

    Raises:
        CoachError: if there is none, or more than one; names the candidates.
    """
    ids = [(facts.id, facts.started_at) for facts in history.sessions]
    found = find_id(ids, prefix)
    return next(facts for facts in history.sessions if facts.id == found)


def find_id(ids: Ids, prefix: str) -> str:
    """Return the one id that has this prefix.

    Raises:
        CoachError: if there is none, or more than one; names the candidates.
    """
    typed = prefix.strip().lower()
    found = _beginning(ids, typed) if typed else []
    if any(id_ == typed for id_, _ in found):
        return typed
    if not found and typed:
        found = _beginning(ids, typed.translate(_MISTYPED))
    if len(found) == 1:
        return found[0][0]
    if found:
        said = f"'{prefix}' matches {len(found)} sessions"
        unclear = CoachError(
            f"{said}: {_some(ids, found)}", hint="type more characters of the id"
        )
        title = "Type more characters of the id"
        unclear.listed = Listed(said, title, _rows(ids, found))
        raise unclear
    if not ids:
        raise CoachError(
            f"there is no session '{prefix}'",
            hint="your history has no sessions; start a session with `coach start`",
        )
    said = f"no session id begins with '{prefix}'"
    unknown = CoachError(said, hint=f"your newest sessions: {_some(ids, ids)}")
    unknown.listed = Listed(said, "Your newest sessions", _rows(ids, ids))
    raise unknown


def shortest_prefixes(ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest unique prefix of each id, at least four characters."""
    ordered = sorted(set(ids))
    short: dict[str, str] = {}
    for index, id_ in enumerate(ordered):
        neighbours = ordered[max(0, index - 1) : index] + ordered[index + 1 : index + 2]
        short[id_] = shortest_prefix(id_, neighbours)
    return short


def _shared(one: str, other: str) -> int:
    """Return the length of the common prefix of two ids."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def shortest_prefix(id_: str, neighbours: Iterable[str]) -> str:
    """Return the shortest prefix of at least four characters that no neighbour has."""
    shared = max((_shared(id_, other) for other in neighbours), default=0)
    return id_[: max(SHORTEST, shared + 1)]


def _beginning(ids: Ids, prefix: str) -> Ids:
    return [each for each in ids if each[0].startswith(prefix)]


def _rows(ids: Ids, found: Ids) -> tuple[tuple[str, str], ...]:
    """Return a row for each of the newest: the short id, and the day."""
    short = shortest_prefixes(id_ for id_, _ in ids)
    newest = found[: -_SHOWN - 1 : -1]
    return tuple((short[id_], f"{at:%a} {at.day:>2} {at:%b}") for id_, at in newest)


def _some(ids: Ids, found: Ids) -> str:
    newest = found[: -_SHOWN - 1 : -1]
    short = shortest_prefixes(id_ for id_, _ in ids)
    shown = ", ".join(f"{short[id_]} ({at:%Y-%m-%d})" for id_, at in newest)
    return shown if len(found) <= _SHOWN else f"{shown}, ..."
