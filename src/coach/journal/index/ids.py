"""The ids of sessions, as `coach.journal.id_prefix` looks them up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from coach.journal.id_prefix import shortest_prefix

_AFTER_ALL = "\U0010ffff"


class IdsInIndex:
    """The ids of all sessions that count."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def beginning(self, prefix: str) -> list[tuple[str, datetime]]:
        """Those that begin so and when they started, by start."""
        # The command line may hold half characters; SQLite cannot.
        prefix = prefix.encode(errors="replace").decode()
        rows = self._db.execute(
            "select id, started_at from session where id >= ? and id < ? "
            "and not is_deleted order by started_us, id",
            (prefix, prefix + _AFTER_ALL),
        )
        return _with_times(rows)

    def newest(self, number: int) -> list[tuple[str, datetime]]:
        """The newest ones, by start."""
        rows = self._db.execute(
            "select id, started_at from session where is_deleted = 0 "
            "order by started_us desc, id desc limit ?",
            (number,),
        )
        return _with_times(rows)[::-1]

    def short(self, ids: Iterable[str]) -> dict[str, str]:
        """The fewest letters, four at least, that mean each of them alone."""
        return {id_: shortest_prefix(id_, self._neighbours(id_)) for id_ in ids}

    def _neighbours(self, id_: str) -> list[str]:
        rows = self._db.execute(
            "select * from (select id from session where id < ? and not is_deleted "
            "order by id desc limit 1) union all "
            "select * from (select id from session where id > ? and not is_deleted "
            "order by id limit 1)",
            (id_, id_),
        )
        return [other for (other,) in rows.fetchall()]


def _with_times(rows: sqlite3.Cursor) -> list[tuple[str, datetime]]:
    return [(id_, datetime.fromisoformat(at)) for id_, at in rows.fetchall()]
