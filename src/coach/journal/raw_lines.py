"""Records as they are written, newer ones too: to be taken away and brought back whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, get_args

import msgspec

from coach.files.atomic import write_whole
from coach.files.durable import make_folders
from coach.journal.failure import refused
from coach.journal.fold import one_of
from coach.journal.read import (
    LONGEST_LINE,
    LineFault,
    journal_files,
    open_journal_file,
    record_on,
)
from coach.journal.record_json import NOT_DECODABLE, Head, read_record
from coach.model.records import FORMAT, AnyRecord
from coach.text.harmless import harmless_line

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_TYPES = frozenset(kind.__struct_config__.tag for kind in get_args(AnyRecord))


class Line(NamedTuple):
    """One record, without the end of its line; ids are as the history has them."""

    id: str
    type: str
    session: str
    """The session it belongs to; empty for none."""
    target: str
    """The session or record it changes; empty for none."""
    is_newer: bool
    """Written by a newer coach: kept, not understood."""
    text: bytes


class BroughtIn(NamedTuple):
    """What became of records that were to be brought in."""

    fresh: tuple[Line, ...]
    """What the journal did not have."""
    known: int
    """Different ones that it had."""
    repeated: int
    """Copies of others in the same file."""
    other: int
    """Those of which another copy says something else."""


class _Reference(Head, frozen=True):
    """What a record of any type says about other ones."""

    session: Any = None
    target: Any = None


_decode_reference = msgspec.json.Decoder(_Reference).decode


def line_of(text: bytes) -> Line | None:
    """Understand one line; None if it is no record."""
    line = line_or_fault(text)
    return line if isinstance(line, Line) else None


def line_or_fault(text: bytes) -> Line | LineFault | None:
    """Understand one line, or say why it is no record; None if there is nothing on it."""
    if len(text) > LONGEST_LINE:
        return LineFault.LONG
    fault = record_on(text)
    if fault is None or (isinstance(fault, LineFault) and fault is not LineFault.NEWER):
        return fault
    # A power cut may leave a run of NULs, an editor of another system a byte order mark.
    text = text.removeprefix(BYTE_ORDER_MARK).strip(b"\0 \t\r\n")
    try:
        text.decode()  # fields that are passed over are not looked at otherwise
        head = _decode_reference(text)
        is_newer = head.type not in _TYPES or head.format > FORMAT
    except NOT_DECODABLE:
        return LineFault.FOREIGN
    session, target = (
        harmless_line(value) if isinstance(value, str) else ""
        for value in (head.session, head.target)
    )
    return Line(harmless_line(head.id), head.type, session, target, is_newer, text)


def read_verbatim(folder: Path) -> tuple[Line, ...]:
    """Every record of a journal once, as written; what is no record is passed over.

    Never raises for what is in the folder: reading the history says what is wrong there.
    """
    found: dict[str, Line] = {}
    try:
        files = journal_files(folder)
    except OSError:
        return ()
    for path in files:
        try:
            with open_journal_file(path) as file:
                for text in short_lines(file):
                    line = line_of(text)
                    if line is not None:
                        other = found.setdefault(line.id, line)
                        found[line.id] = _one_of(other, line)
        except OSError:
            continue
    return tuple(found.values())


def _one_of(one: Line, other: Line) -> Line:
    """The record that counts where copies of it differ: what the history says of them."""
    if one.text == other.text or one.is_newer or other.is_newer:
        return one
    records = read_record(one.text), read_record(other.text)
    return one if one_of(*records) is records[0] else other


def short_lines(file: BinaryIO) -> Iterator[bytes]:
    """All lines that are short enough to be records."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(1024 * 1024)


def of_sessions(lines: Iterable[Line], sessions: frozenset[str]) -> tuple[Line, ...]:
    """The records of some sessions, and all that changes them, in the same order."""
    known = list(lines)
    chosen = {line.id for line in known if line.session in sessions}
    meant = chosen | sessions
    while True:
        # A deletion may be of a correction, which is of a record.
        more = {line.id for line in known if line.target in meant} - chosen
        if not more:
            return tuple(line for line in known if line.id in chosen)
        chosen |= more
        meant |= more


def bring_in(folder: Path, lines: Sequence[Line]) -> BroughtIn:
    """Add records that a journal does not have, in a file of their own.

    Which ones it has is decided by their ids alone, so that nothing comes in twice.

    Returns:
        What was new, and what became of the others.

    Raises:
        JournalError: if they cannot be written; then none of them is.
    """
    here = {line.id: line for line in read_verbatim(folder)}
    new: dict[str, Line] = {}
    known: set[str] = set()
    other: set[str] = set()
    for line in lines:
        before = here.get(line.id)
        if before is not None:
            known.add(line.id)
        else:
            before = new.setdefault(line.id, line)
            new[line.id] = _one_of(before, line)
        if before.text != line.text:
            other.add(line.id)
    fresh = tuple(new.values())
    if fresh:
        text = b"".join(line.text + b"\n" for line in fresh)
        digest = hashlib.sha256(text).hexdigest()[:12]
        try:
            make_folders(folder)
            write_whole(_free_name(folder, digest), text, replace=False)
        except OSError as error:
            raise refused(
                f"bring records into the journal '{folder}'", error, "nothing was changed"
            ) from error
    repeated = len(lines) - len(fresh) - len(known)
    return BroughtIn(fresh, len(known), repeated, len(other))


def _free_name(folder: Path, digest: str) -> Path:
    path = folder / f"imported-{digest}.jsonl"
    count = 1
    while path.exists():  # whatever it is: it did not hold these records
        count += 1
        path = folder / f"imported-{digest}-{count}.jsonl"
    return path
