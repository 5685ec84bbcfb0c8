"""How far each file of the journal was read, and whether that part is still the same."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from coach.errors import Problem
from coach.journal.read import LONGEST_LINE, LineFault, Tally, digest_of, record_on
from coach.model.records import AnyRecord

TAIL_BYTES = 64 * 1024
WHOLE_BYTES = 1024 * 1024
"""A file up to this size is compared as a whole each time it changed."""

_PIECE_BYTES = 1024 * 1024


class _Faults(msgspec.Struct):
    kinds: dict[LineFault, int] = {}
    crc32: int = 0


_encode_faults = msgspec.json.Encoder().encode
_decode_faults = msgspec.json.Decoder(_Faults).decode


class KnownFile(msgspec.Struct, kw_only=True):
    """One row of the table ``file``: everything before ``read_bytes`` is in the index."""

    number: int = 0
    name: str
    inode: str = ""
    status: str = ""
    """Changes whenever the file does."""
    read_bytes: int = 0
    """The end of the last whole line."""
    lines: int = 0
    crc32: int = 0
    tail_digest: bytes = b""
    faults: str = "{}"
    first_fault_line: int = 0
    tail_fault: str | None = None
    """What comes after the last whole line, if that is no record: its check sum and why.

    It is read again each time.
    """
    tail_id: str | None = None
    """Id of the record there, if there is one."""

    @property
    def tally(self) -> Tally:
        """What is wrong in it, but for its last, unfinished line."""
        known = _decode_faults(self.faults)
        tally = Tally(first_line=self.first_fault_line, crc32=known.crc32)
        tally.faults.update(known.kinds)
        return tally

    def problem(self, folder: Path, unreadable: str = "") -> Problem | None:
        """All that is wrong in it."""
        tally = self.tally
        if self.tail_fault is not None:
            digest, _, fault = self.tail_fault.partition(" ")
            tally.add(LineFault(fault), self.lines + 1, int(digest, 16))
        return tally.problem(folder / self.name, unreadable)


Found = tuple[AnyRecord, int, int]
"""A record, where it stands, and the length of its line."""


def stored_name(name: str) -> str:
    """Return the name of a file as the table has it: names are bytes, and texts are not."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return f"/{os.fsencode(name).hex()}"
    return name


def real_name(stored: str) -> str:
    """Return the name of a file from the one in the table."""
    return os.fsdecode(bytes.fromhex(stored[1:])) if stored.startswith("/") else stored


def status_of(found: os.stat_result) -> str:
    """Something that is another one after each change of a file."""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def begins_as_known(file: BinaryIO, known: KnownFile) -> bool:
    """Whether what was read of a file is still there, unchanged.

    Of a large file that only grew, the last part must do; of one that was replaced,
    everything is compared.
    """
    found = os.fstat(file.fileno())
    if found.st_size < known.read_bytes:
        return False
    if known.read_bytes > WHOLE_BYTES and str(found.st_ino) == known.inode:
        return tail_digest(file, known.read_bytes) == known.tail_digest
    return _crc32(file, known.read_bytes) == known.crc32


def tail_digest(file: BinaryIO, end: int) -> bytes:
    """Digest of the last bytes before a place."""
    start = max(0, end - TAIL_BYTES)
    file.seek(start)
    return hashlib.blake2b(file.read(end - start), digest_size=16).digest()


def read_on(file: BinaryIO, known: KnownFile) -> Iterator[Found]:
    """Read the records after what is known; ``known`` then knows them too.

    Raises:
        OSError: if the disk does not give them.
    """
    found = os.fstat(file.fileno())  # what comes later is seen as a change
    tally = known.tally
    known.tail_fault = known.tail_id = None
    file.seek(known.read_bytes)
    try:
        while line := file.readline(LONGEST_LINE + 1):
            record = record_on(line)
            length, crc32 = len(line), zlib.crc32(line, known.crc32)
            is_whole = line.endswith(b"\n")
            if length > LONGEST_LINE and not is_whole:
                length, crc32, is_whole = _to_its_end(file, length, crc32)
            offset = known.read_bytes
            if is_whole:
                known.read_bytes += length
                known.lines += 1
                known.crc32 = crc32
            if isinstance(record, LineFault):
                if is_whole:
                    tally.add(record, known.lines, digest_of(line))
                else:
                    known.tail_fault = f"{digest_of(line):08x} {record}"
            elif record is not None:
                known.tail_id = None if is_whole else record.id
                yield record, offset, length
            if not is_whole:
                break  # somebody may write on just now
    finally:
        known.faults = _encode_faults(_Faults(dict(tally.faults), tally.crc32)).decode()
        known.first_fault_line = tally.first_line
    known.tail_digest = tail_digest(file, known.read_bytes)
    known.inode, known.status = str(found.st_ino), status_of(found)


def _to_its_end(file: BinaryIO, length: int, crc32: int) -> tuple[int, int, bool]:
    """Length and check sum of a very long line, and whether it has an end."""
    while piece := file.readline(_PIECE_BYTES):
        length += len(piece)
        crc32 = zlib.crc32(piece, crc32)
        if piece.endswith(b"\n"):
            return length, crc32, True
    return length, crc32, False


def _crc32(file: BinaryIO, end: int) -> int:
    file.seek(0)
    crc32 = 0
    while end:
        piece = file.read(min(end, _PIECE_BYTES))
        if not piece:
            break
        crc32 = zlib.crc32(piece, crc32)
        end -= len(piece)
    return crc32
