"""Reading a journal: all files of its folder, each record once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO, get_args

import msgspec

from coach.errors import Problem
from coach.journal.fold import one_of
from coach.journal.journal_files import (
    LONGEST_LINE,
    LineFault,
    Tally,
    digest_of,
    journal_files,
    open_journal_file,
    raw_lines_of,
    unreadable,
    why_unreadable,
)
from coach.journal.record_json import NOT_DECODABLE, decode_head, is_numbered, read_record
from coach.model import bounds
from coach.model.records import FORMAT, AnyRecord, Record

_BEYOND = rf"{bounds.BEYOND}|Expected `\w+` (?:[<>]=|of length)|Number out of range"
TYPES = frozenset(kind.__struct_config__.tag for kind in get_args(AnyRecord))
"""The types of all records that this version knows."""


class JournalRead(msgspec.Struct, frozen=True):
    """Contents of a journal folder."""

    records: tuple[AnyRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    """At most one problem per file."""


def read_journal(folder: Path) -> JournalRead:
    """Read all files of a journal, including conflict copies and those of other devices.

    Never raises for the contents of the folder. A missing folder is an empty history.
    """
    try:
        files = journal_files(folder)
    except OSError as error:
        return JournalRead(problems=(unreadable(folder, error),))
    records: dict[str, AnyRecord] = {}
    problems = [problem for path in files if (problem := _read_file(path, records))]
    return JournalRead(tuple(records.values()), tuple(problems))


def _read_file(path: Path, records: dict[str, AnyRecord]) -> Problem | None:
    tally = Tally()
    try:
        with open_journal_file(path) as file:
            _read_lines(file, records, tally)
    except OSError as error:
        return tally.problem(path, why_unreadable(error))
    return tally.problem(path)


def _read_lines(file: BinaryIO, records: dict[str, AnyRecord], tally: Tally) -> None:
    for number, line in enumerate(raw_lines_of(file), start=1):
        found = record_on(line)
        if isinstance(found, LineFault):
            tally.add(found, number, digest_of(line))
        elif found is not None:
            known = records.setdefault(found.id, found)
            if known is not found:
                records[found.id] = one_of(known, found)


def record_on(line: bytes) -> AnyRecord | LineFault | None:
    """Return the record on a line, or why there is none; None for an empty line."""
    try:
        found: AnyRecord | LineFault | None = read_record(line)
    except NOT_DECODABLE:
        found = _salvage(line)
    if isinstance(found, Record) and found.format > FORMAT:
        return LineFault.NEWER
    return found


def _salvage(line: bytes) -> AnyRecord | LineFault | None:
    """Return the fault in a line that does not decode; None for an empty line."""
    if len(line) > LONGEST_LINE:
        return LineFault.LONG
    # A power cut may leave NUL bytes, and an editor a byte order mark.
    text = line.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n")
    if not text:
        return LineFault.NUL if b"\0" in line else None
    try:
        return read_record(text)
    except NOT_DECODABLE as error:
        return _fault(text, error)


def _fault(text: bytes, error: Exception) -> LineFault:
    if not _is_utf8(text):
        return LineFault.NOT_UTF8
    if not isinstance(error, msgspec.ValidationError):
        return LineFault.CUT_OFF if text.startswith(b"{") else LineFault.FOREIGN
    try:
        head = decode_head(text)
    except NOT_DECODABLE:
        return LineFault.COUNTER if is_numbered(text) else LineFault.FOREIGN
    if head.type not in TYPES or head.format > FORMAT:
        return LineFault.NEWER
    return LineFault.BEYOND if is_beyond(error) else LineFault.FOREIGN


def is_beyond(error: Exception) -> bool:
    """Return whether an error means that only a value is out of bounds."""
    return bool(re.match(_BEYOND, str(error)))


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
