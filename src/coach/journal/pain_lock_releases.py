"""Safety locks and their releases: the answers that still lock something. Pure.

A lock stays closed until a release that was written after it. A release names the locks it
opens, so that it opens no lock that its device did not know. A release without names opens
the locks with a lower counter; if the counters are equal, the lock wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from coach.journal.record_ids_and_order import order
from coach.model.records import AcknowledgedRecord
from coach.model.terms import SafetyAnswer

RELEASE = SafetyAnswer.CHECKED
LOCKS = frozenset({SafetyAnswer.YES, SafetyAnswer.UNSURE, SafetyAnswer.LOCKED})
"""Answers that lock something until a release; the id of a session may follow them."""


def closed_locks(answers: Iterable[AcknowledgedRecord]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the answers that still lock something, by text.

    The latest comes last.
    """
    return {
        text: tuple(lock.id for lock in closed)
        for text, of in _by_text(answers).items()
        if (closed := _closed(of))
    }


def holding_answers(answers: Iterable[AcknowledgedRecord]) -> dict[str, str]:
    """Return the valid answer to each text: its latest lock, or its last answer."""
    return {text: answer.answer for text, answer in _holding(answers)}


def times_of_answers(answers: Iterable[AcknowledgedRecord]) -> dict[str, datetime]:
    """Return when the valid answer to each text was given."""
    return {text: answer.at for text, answer in _holding(answers)}


def last_releases(answers: Iterable[AcknowledgedRecord]) -> dict[str, AcknowledgedRecord]:
    """Return the last release of each text, even if the text was locked again since."""
    found = {}
    for text, of in _by_text(answers).items():
        releases = [answer for answer in of if _word(answer) == RELEASE]
        if releases:
            found[text] = releases[-1]
    return found


def _holding(
    answers: Iterable[AcknowledgedRecord],
) -> Iterator[tuple[str, AcknowledgedRecord]]:
    for text, of in _by_text(answers).items():
        rest = [answer for answer in of if _word(answer) not in LOCKS]
        yield text, (_closed(of) or rest)[-1]


def _closed(of: list[AcknowledgedRecord]) -> list[AcknowledgedRecord]:
    releases = [answer for answer in of if _word(answer) == RELEASE]
    opened = {id_ for release in releases for id_ in release.opens or ()}
    last = max((release.n for release in releases if release.opens is None), default=0)
    return [
        lock
        for lock in of
        if _word(lock) in LOCKS and lock.id not in opened and lock.n >= last
    ]


def _by_text(answers: Iterable[AcknowledgedRecord]) -> dict[str, list[AcknowledgedRecord]]:
    """Return the answers to each text, the latest last."""
    found: dict[str, list[AcknowledgedRecord]] = {}
    for answer in sorted(answers, key=order):
        found.setdefault(answer.text, []).append(answer)
    return found


def _word(answer: AcknowledgedRecord) -> str:
    return answer.answer.partition(" ")[0]
