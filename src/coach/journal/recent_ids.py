"""Ids of sessions for completion, from the index alone: the Tab key cannot wait."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from coach.journal.id_prefix import shortest_prefixes

MOST = 50
"""More sessions than anyone looks through after pressing Tab."""


def recent_ids(index: Path) -> list[tuple[str, str]]:
    """Return the short ids of the newest sessions, each with its day; never raises.

    The index may lack what was written since a command last used it.
    """
    try:
        db = sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
        try:
            rows = db.execute(
                "select id, local_date from session order by started_us desc"
            ).fetchall()
        finally:
            db.close()
        short = shortest_prefixes(id_ for id_, _ in rows)
        return [(short[id_], str(day)) for id_, day in rows[:MOST]]
    except (sqlite3.Error, ValueError, TypeError):
        return []
