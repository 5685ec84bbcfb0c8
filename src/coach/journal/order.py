"""The order of records that change, undo or release each other. Pure.

The counter decides, then the device. Clocks may be wrong, but a record that changes another
one always has a higher counter than all that its device knew.
"""

from __future__ import annotations

from coach.journal.record_ids import can_be_followed
from coach.model.records import LAST_N, Record


def order(record: Record) -> tuple[int, str, str]:
    """Return the sort key by which the record that wins comes last."""
    if record.n < LAST_N:
        return record.n, record.device, record.id
    # At the highest counter, the id decides; writers then choose a higher id.
    return record.n, record.id if can_be_followed(record.id) else "", record.id
