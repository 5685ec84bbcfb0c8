"""The one order of records, wherever one overrides, takes back or releases another. Pure.

Counters decide, then devices. Clocks may be wrong, and a record that overrides another
is always written with a higher counter than all that its device knew.
"""

from __future__ import annotations

from coach.journal.record_ids import can_be_followed
from coach.model.records import LAST_N, Record


def order(record: Record) -> tuple[int, str, str]:
    """Sorts records so that the later one wins."""
    if record.n < LAST_N:
        return record.n, record.device, record.id
    # No counter is higher: whoever writes then makes an id that is.
    return record.n, record.id if can_be_followed(record.id) else "", record.id
