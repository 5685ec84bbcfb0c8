"""Records that commands append to the journal, kept elsewhere if the disk refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import JournalError
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.manual_records import Build


def append_all(
    context: Context,
    builds: Iterable[tuple[datetime, Build]],
    *,
    after: int = 0,
    step: str = "",
    or_unnamed: bool = False,
) -> None:
    """Append records, each with its time, and wait until they are on the disk.

    Args:
        context: whose journal it is.
        builds: the records, in order.
        after: the highest counter known, for records that change older ones.
        step: another way out for the user if the disk refuses.
        or_unnamed: write even if this device cannot have an id.

    Raises:
        JournalError: if the disk refuses; the message names the file with the records.
    """
    from coach.journal.rescue import rescue_pending

    writer = context.writer(or_unnamed=or_unnamed)
    refusal: JournalError | None = None
    for at, build in builds:
        try:
            writer.append(at, build, after=after)
        except JournalError as error:
            refusal = error
    if not writer.pending or refusal is None:
        return
    first = (refusal.hint or "check the disk").partition(";")[0]
    first = ", then ".join(filter(None, [first, step]))
    rescued = rescue_pending(writer, context.paths.rescued)
    if rescued is None:
        lost = count_of(len(writer.pending), "record")
        raise JournalError(
            f"{refusal.message}; coach could not save {lost}", hint=first
        ) from refusal
    way_back = f"run `{rescued.how_back}`"
    hint = (", or " if step else ", then ").join([first, way_back])
    raise JournalError(f"{refusal.message}; {rescued.where}", hint=hint) from refusal


def append_now(context: Context, build: Build, *, after: int = 0, without: str) -> bool:
    """Append one record, dated now; if the disk refuses, say so and continue.

    Args:
        context: whose journal it is.
        build: makes the record.
        after: the highest counter known, for records that others must not override.
        without: the consequence if the record is lost, for the message.

    Returns:
        Whether the record is in the journal.
    """
    from coach.app.context import tell

    try:
        append_all(context, [(context.clock.wall(), build)], after=after)
    except JournalError as error:
        tell(f"{error.message}; {without}")
        if error.hint:
            tell(error.hint)
        return False
    return True
