"""The index: the history of the journal, cached in an SQLite file.

The journal is the truth; the file may be deleted at any time, and the next command makes a
new one. It can be read with any SQL tool, but must not be changed. Times end in ``_ms``
(milliseconds) or ``_us`` (microseconds since 1970, UTC). Dates are those of the runner's
own clock where the session was done.

``session``
    One row for each session that was not deleted. ``facts`` holds all that is known of it
    as JSON, except its plan. ``has_work`` says whether a whole rep or breath was trained;
    without, and in a self-test, ``sets_done`` and ``active_ms`` (exercise time) are zero.
``drill_done``
    The drills of which a session has a whole rep or breath; one row for each name and
    level. ``is_asked`` says whether the runner was asked about it.
``prescription``
    Each plan once, as JSON.
``standing``
    The answers to texts that had to be read and the programme that is on, as JSON.
``file``, ``place``, ``loose``
    How far each file of the journal was read, where the records of each session are in it,
    and the records that belong to no session. Names of files are bytes.

For example the exercise time of each month, and the effort of the last ten sessions::

    select substr(local_date, 1, 7) as month, count(*), sum(active_ms) / 60000
    from session where has_work group by month;

    select local_date, json_extract(facts, '$.rpe')
    from session order by started_us desc limit 10;
"""

from coach.journal.index.history_index import HistoryIndex

__all__ = ["HistoryIndex"]
