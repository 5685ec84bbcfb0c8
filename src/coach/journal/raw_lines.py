"""Records as raw lines, including newer ones of unknown types, for export and import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from coach.files.atomic import write_whole
from coach.files.durable import make_folders
from coach.files.os_error import refused
from coach.journal.fold import one_of
from coach.journal.journal_files import (
    LONGEST_LINE,
    LineFault,
    journal_files,
    open_journal_file,
    raw_lines_of,
)
from coach.journal.read import TYPES, record_on
from coach.journal.record_json import NOT_DECODABLE, Head, read_record
from coach.model.records import FORMAT
from coach.text.harmless import harmless_line

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One record, without its line end; its ids are as in the history."""

    id: str
    type: str
    session: str
    """Id of the record's session; empty if there is none."""
    target: str
    """Id of the session or record that this record changes; empty if there is none."""
    is_newer: bool
    """Whether a newer version of coach wrote the record, which is then kept unchanged."""
    text: bytes


class BroughtIn(NamedTuple):
    """Result of an import."""

    fresh: tuple[Line, ...]
    """Records that the journal did not have before."""
    known: int
    """Number of different records that the journal already had."""
    repeated: int
    """Number of copies within the file."""
    other: int
    """Number of records whose copy in the journal differs."""


class _Reference(Head, frozen=True):
    """Fields in which records of any type refer to others."""

    session: Any = None
    target: Any = None


_decode_reference = msgspec.json.Decoder(_Reference).decode


def readable_line(text: bytes) -> Line | None:
    """Return the record on a line; None if there is none."""
    line = line_or_fault(text)
    return line if isinstance(line, Line) else None


def line_or_fault(text: bytes) -> Line | LineFault | None:
    """Return the record on a line, or why there is none; None for an empty line."""
    if len(text) > LONGEST_LINE:
        return LineFault.LONG
    fault = record_on(text)
    if fault is None or (isinstance(fault, LineFault) and fault is not LineFault.NEWER):
        return fault
    # A power cut may leave NUL bytes, and an editor a byte order mark.
    text = text.removeprefix(BYTE_ORDER_MARK).strip(b"\0 \t\r\n")
    try:
        text.decode()  # msgspec does not validate fields that it skips
        head = _decode_reference(text)
        is_newer = head.type not in TYPES or head.format > FORMAT
    except NOT_DECODABLE:
        return LineFault.FOREIGN
    session, target = (
        harmless_line(value) if isinstance(value, str) else ""
        for value in (head.session, head.target)
    )
    return Line(harmless_line(head.id), head.type, session, target, is_newer, text)


def read_verbatim(folder: Path) -> tuple[Line, ...]:
    """Return every record of a journal once, as written; skip other lines.

    Never raises for the contents of the folder; reading the history reports problems.
    """
    found: dict[str, Line] = {}
    try:
        files = journal_files(folder)
    except OSError:
        return ()
    for path in files:
        try:
            with open_journal_file(path) as file:
                for text in raw_lines_of(file):
                    line = readable_line(text)
                    if line is not None:
                        other = found.setdefault(line.id, line)
                        found[line.id] = _one_of(other, line)
        except OSError:
            continue
    return tuple(found.values())


def _one_of(one: Line, other: Line) -> Line:
    """Return the record that counts among differing copies, as the history does."""
    if one.text == other.text or one.is_newer or other.is_newer:
        return one
    records = read_record(one.text), read_record(other.text)
    return one if one_of(*records) is records[0] else other


def of_sessions(lines: Iterable[Line], sessions: frozenset[str]) -> tuple[Line, ...]:
    """Return the records of some sessions and everything that changes them, in order."""
    known = list(lines)
    chosen = {line.id for line in known if line.session in sessions}
    meant = chosen | sessions
    while True:
        # A deletion may target a correction, which targets a record.
        more = {line.id for line in known if line.target in meant} - chosen
        if not more:
            return tuple(line for line in known if line.id in chosen)
        chosen |= more
        meant |= more


def bring_in(folder: Path, lines: Sequence[Line]) -> BroughtIn:
    """Add the records that a journal does not have, in a new file.

    Records are compared by id alone, so that none is added twice.

    Returns:
        The new records, and how many were known, repeated or different.

    Raises:
        JournalError: if the records cannot be written; then none is added.
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
                f"cannot add the records to the journal '{folder}'",
                error,
                "nothing was changed",
            ) from error
    repeated = len(lines) - len(fresh) - len(known)
    return BroughtIn(fresh, len(known), repeated, len(other))


def _free_name(folder: Path, digest: str) -> Path:
    path = folder / f"imported-{digest}.jsonl"
    count = 1
    while path.exists():  # another file with this name has different records
        count += 1
        path = folder / f"imported-{digest}-{count}.jsonl"
    return path
