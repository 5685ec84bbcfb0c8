"""Appending records in order: each is synced before the next, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from coach.errors import JournalError
from coach.files.atomic import write_whole
from coach.files.durable import DISK, Disk, make_folders
from coach.files.os_error import refused
from coach.journal.device_file import DeviceFile
from coach.journal.read import read_journal
from coach.journal.record_ids_and_order import (
    Stamp,
    can_be_followed,
    make_last_stamp,
    make_stamp,
)
from coach.journal.record_json import encode, storable
from coach.model.records import LAST_N, Record
from coach.text.count_of import count_of

R = TypeVar("R", bound=Record)


class JournalWriter:
    """Writes this device's records; several processes may do so concurrently."""

    def __init__(
        self,
        folder: Path,
        device: str,
        disk: Disk = DISK,
        used_elsewhere: Callable[[], int] = int,
    ) -> None:
        """Prepare to write; the first record creates the file.

        Args:
            folder: the journal.
            device: the device that writes.
            disk: how data reaches the disk.
            used_elsewhere: returns the highest counter of this device outside its file, in
                records that wait to be imported.
        """
        self._device = device
        self._used_elsewhere = used_elsewhere
        self._file = DeviceFile(folder / f"{device}.jsonl", device, disk)
        self._disk = disk
        self._pending: list[Record] = []
        self._outside: set[str] = set()
        """Ids of pending records that may already be on a disk, and so must not change."""

    @property
    def path(self) -> Path:
        """Return this device's file; the first record creates it and its folders."""
        return self._file.path

    @property
    def pending(self) -> tuple[Record, ...]:
        """Return the records that are not safely in the file, oldest first."""
        return tuple(self._pending)

    def append(self, at: datetime, build: Callable[[Stamp], R], *, after: int = 0) -> R:
        """Write all pending records, then the one that ``build`` makes; return it.

        Args:
            at: the wall-clock time, with its offset from UTC.
            build: makes the record from a stamp; called once, even if writing fails.
            after: for a record that changes older ones, the highest known counter of any
                device (``History.last_n``); the new counter is higher.

        Raises:
            JournalError: if the system refuses; the record is then the last of ``pending``
                and is written before the next one.
        """
        record: R | None = None
        try:
            with self._file.opened():
                self._write_pending()
                record = self._add(at, build, after)
                self._write_pending()
        except OSError as error:
            if record is None:
                self._file.look()
                record = self._add(at, build, after)
            raise self._refused(error) from error
        return record

    def flush(self) -> None:
        """Write the pending records.

        Raises:
            JournalError: if the disk still refuses.
        """
        if not self._pending:
            return
        try:
            with self._file.opened():
                self._write_pending()
        except OSError as error:
            raise self._refused(error) from error

    def rescue(self, path: Path, *, is_synced: bool = True) -> int:
        """Write the pending records to a new private file; they stay pending.

        If you import the file, or move it into the journal's folder, each record counts
        once.

        Args:
            path: the file; it must not exist.
            is_synced: whether it must survive a power cut.

        Returns:
            The number of records written.

        Raises:
            JournalError: if they cannot be written; then there is no file.
        """
        if not self._pending:
            return 0
        data = b"".join(encode(record) for record in self._pending)
        try:
            make_folders(path.parent, self._disk)
            disk = self._disk if is_synced else None
            write_whole(path, data, replace=False, disk=disk)
        except OSError as error:
            raise refused(f"cannot write to '{path}'", error) from error
        self._outside |= {record.id for record in self._pending}
        return len(self._pending)

    def _add(self, at: datetime, build: Callable[[Stamp], R], after: int) -> R:
        pending = (record.n for record in self._pending)
        last = max(after, self._file.last_n, self._used_elsewhere(), *pending)
        record = storable(build(self._stamp(at, last)))
        encode(record)  # raises now for a record that could not be read back
        self._pending.append(record)
        return record

    def _stamp(self, at: datetime, last: int) -> Stamp:
        if last < LAST_N:
            return make_stamp(at, self._device, last + 1)
        known = self._last_ids() | {record.id for record in self._pending}
        top = max(filter(can_be_followed, known), default="")
        return make_last_stamp(at, self._device, known, top)

    def _last_ids(self) -> set[str]:
        """Return the ids of all records with the highest counter, of any device."""
        records = read_journal(self.path.parent).records
        return {record.id for record in records if record.n == LAST_N}

    def _is_taken(self, record: Record) -> bool:
        """Return whether the file has another record with this counter or id."""
        if record.n == LAST_N:
            return record.id in self._last_ids()
        return record.n <= self._file.last_n

    def _write_pending(self) -> None:
        while self._pending:
            record = self._pending[0]
            if record.id not in self._outside and self._is_taken(record):
                # Another process used its counter since.
                stamp = self._stamp(record.at, self._file.last_n)
                record = replace(record, id=stamp.id, n=stamp.n)
                self._pending[0] = record
            self._file.append(encode(record), record.n)
            self._outside.add(record.id)
            self._file.sync()
            del self._pending[0]
            self._outside.discard(record.id)

    def _refused(self, error: OSError) -> JournalError:
        kept = count_of(len(self._pending), "record")
        return refused(
            f"cannot write the journal '{self.path}'",
            error,
            f"coach keeps {kept} in memory and will try again",
        )
