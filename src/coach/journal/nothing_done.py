"""Answers about a journal that does not exist yet, without an index or a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from datetime import datetime

    from coach.journal.index import HistoryIndex


class NothingDone:
    """Answers like a `HistoryIndex` without records; passes all other queries on to one."""

    problems: ClassVar = ()
    tests: ClassVar = ()
    trouble = plan = last_first_side = None
    acknowledged: ClassVar[Mapping[str, str]] = {}
    acknowledged_at: ClassVar[Mapping[str, datetime]] = {}
    cleared: ClassVar[Mapping[str, tuple[str, datetime]]] = {}
    last_n = 0

    def __init__(self, index: Callable[[], HistoryIndex]) -> None:
        self._index = index

    def sessions(self, **_: object) -> list[Any]:
        """Return no session."""
        return []

    def active_since(self, _: object) -> list[Any]:
        """Return no session."""
        return []

    def routines_done(self, _: object = None) -> list[Any]:
        """Return no routine."""
        return []

    def last_done(self) -> None:
        """Return no session."""

    def newest_day(self) -> None:
        """Return no day."""

    def asked_before(
        self,
        drills: Iterable[str],
        enough: int,  # noqa: ARG002  as the index is asked
    ) -> dict[str, tuple[int, int]]:
        """Return zeros: no drill was done."""
        return dict.fromkeys(drills, (0, 0))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the index has
        """Return the attribute of the index with this name."""
        return getattr(self._index(), name)
