"""Appending to the journal from commands; what the disk refuses is put elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import JournalError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.manual_records import Build


def append_all(
    setup: Context,
    device: str,
    builds: Iterable[tuple[datetime, Build]],
    *,
    after: int = 0,
    step: str = "",
) -> None:
    """Append records, each with its time, and wait until they are on the disk.

    Args:
        setup: whose journal it is.
        device: who writes.
        builds: the records, in order.
        after: the highest counter known, for records that change older ones.
        step: what else the user can do if the disk refuses.

    Raises:
        JournalError: if the disk refuses; it names the file that has the records instead.
    """
    from coach.journal.rescue import rescue_pending
    from coach.journal.writer import JournalWriter

    writer = JournalWriter(setup.journal_folder, device)
    refusal: JournalError | None = None
    for at, build in builds:
        try:
            writer.append(at, build, after=after)
        except JournalError as error:
            refusal = error
    if not writer.pending or refusal is None:
        return
    first = (refusal.hint or "check the disk").partition(";")[0]
    first = f"{first}, then {step}" if step else first
    rescued = rescue_pending(writer, setup.paths.rescued)
    if rescued is None:
        raise JournalError(f"{refusal.message}; nothing was kept", hint=first) from refusal
    back = f"`{rescued.how_back}`"
    hint = f"{first}, or bring it back: {back}" if step else f"{first}, then {back}"
    raise JournalError(f"{refusal.message}; {rescued.where}", hint=hint) from refusal


def append_now(setup: Context, build: Build, *, after: int = 0, without: str) -> bool:
    """Append one record of this moment; if the disk refuses, say so and go on.

    Args:
        setup: whose journal it is.
        build: makes the record.
        after: the highest counter known, for records that others must not override.
        without: what follows if the record is lost.

    Returns:
        Whether the record is in the journal.
    """
    from coach.app.context import tell
    from coach.journal.device import device_id, machine_fingerprint
    from coach.terminal.clock import SystemClock

    try:
        device = device_id(setup.paths.device_file, machine_fingerprint())
        append_all(setup, device, [(SystemClock().wall(), build)], after=after)
    except JournalError as error:
        tell(f"{error.message}; {without}")
        if error.hint:
            tell(error.hint)
        return False
    return True
