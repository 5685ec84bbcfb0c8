"""Limits on the requests of strangers and phones."""

from __future__ import annotations

from collections import Counter

MOST_PHONES = 6
"""Most phones that follow one session."""
MOST_OPEN = 64
"""Most connections of all senders together."""
MOST_OPEN_OF_ONE = 16
"""Most connections of one sender; a phone opens up to seven."""
REQUESTS_A_SECOND = 20
"""Requests per second that one sender may keep making."""
BURST = 60
"""Most requests that one sender may make in one burst."""
KEYS_A_SECOND, KEYS_AT_ONE_GO = 8, 12
"""Taps of all phones together, per second and in one burst; nobody taps faster."""
MOST_SENDERS = 256
"""Most senders that are remembered; the oldest is forgotten first."""


class Allowance:
    """A number of requests, which each request reduces and time restores."""

    def __init__(self, a_second: float, at_one_go: float) -> None:
        self._a_second = a_second
        self._most = self._left = at_one_go
        self._counted_s = 0.0

    def take(self, now_s: float) -> bool:
        """Use one request; return whether one was left."""
        grown = max(0.0, now_s - self._counted_s) * self._a_second
        self._left = min(self._most, self._left + grown)
        self._counted_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Visitors:
    """The open connections and the allowance of each sender."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._allowances: dict[str, Allowance] = {}

    def enter(self, sender: str, now_s: float) -> bool:
        """Count a connection; return whether it is within all limits.

        A refused connection must be closed as well: every `enter` needs a `leave`.
        """
        self._open[sender] += 1
        is_few = self._open[sender] <= MOST_OPEN_OF_ONE and self._open.total() <= MOST_OPEN
        allowance = self._allowances.pop(sender, None)
        allowance = allowance or Allowance(REQUESTS_A_SECOND, BURST)
        if len(self._allowances) >= MOST_SENDERS:
            del self._allowances[next(iter(self._allowances))]
        self._allowances[sender] = allowance
        return allowance.take(now_s) and is_few

    def leave(self, sender: str) -> None:
        """Count a closed connection."""
        self._open[sender] -= 1
        if self._open[sender] <= 0:
            del self._open[sender]
