"""The index: what the journal adds up to, kept in an SQLite file so that nobody waits.

It is a cache. The journal is the truth; the file may be deleted at any time, and is made
anew from the journal. Look into it with any SQL tool, and change nothing there: times
end in ``_ms`` (milliseconds) or ``_us`` (microseconds since 1970, UTC), dates are those
of the runner's own clock where the session was done.

``session``
    One row each. ``status`` is *completed*, *stopped* or *open* (interrupted, or
    running now). ``is_deleted`` ones can be restored and count nowhere else. ``facts``
    is all that is known of it as JSON, but for its plan, which is in ``prescription``.
``drill_done``
    One row for each drill of which a session has a whole rep or breath.
``group_done``
    Sets done, for each group of drills in a session.
``day``, ``day_group``, ``day_drill``
    The same by day; sessions without a whole rep or breath are left out.
``prescription``
    Each plan once, as JSON.
``answer``
    What was answered to the texts that had to be read.
``plan``
    The programme that is on, as the JSON of its record; no row if there is none.
``line``, ``file``
    Which record stands where in the journal, and how far each file was read.
``state``
    The highest counter (``last_n``), and what wrote this file.

For example the work of each month::

    select substr(local_date, 1, 7) as month, sum(sessions), sum(active_ms) / 60000
    from day group by month;
"""

from coach.journal.index.history_index import HistoryIndex

__all__ = ["HistoryIndex"]
