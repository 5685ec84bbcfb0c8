"""The index: the history of the journal, cached in an SQLite file.

The journal is the truth. You can delete the file at any time: the next command builds a new
one. You can read it with any SQL tool, but must not change it. Times end in ``_ms``
(milliseconds) or ``_us`` (microseconds since 1970, UTC). Dates are those on the runner's
clock at the place of the session.

``session``
    One row for each session that was not deleted. ``facts`` holds all that is known of it
    as JSON, except its plan. ``has_work`` says whether a whole rep or breath was trained;
    if not, or in a self-test, ``sets_done`` and ``active_ms`` (exercise time) are zero.
``drill_done``
    The drills with a whole rep or breath in a session; one row for each name and level.
    ``is_asked`` says whether coach asked about the drill.
``prescription``
    Each plan once, as JSON.
``standing``
    The answers to texts that the runner had to read, and the current programme, as JSON.
``file``, ``place``, ``loose``
    How far each journal file was read, where in it the records of each session are, and the
    records that belong to no session. File names are bytes.

For example the exercise time of each month, and the effort of the last ten sessions::

    select substr(local_date, 1, 7) as month, count(*), sum(active_ms) / 60000
    from session where has_work group by month;

    select local_date, json_extract(facts, '$.rpe')
    from session order by started_us desc limit 10;
"""

from coach.journal.index.history_index import HistoryIndex

__all__ = ["HistoryIndex"]
