"""The complete export as JSON: unchanged records that can be imported again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from coach.errors import CoachError, Problem
from coach.journal.journal_files import LineFault, Tally, digest_of
from coach.journal.raw_lines import BYTE_ORDER_MARK, Line, line_or_fault
from coach.journal.record_json import NOT_DECODABLE

KIND = "drill-coach export"
FORMAT = 1
"""Format of the file; each record has its own format."""


class _Wrapping(msgspec.Struct, frozen=True):
    """The fields common to all versions of the file."""

    kind: str
    format: int


class _Export(_Wrapping, frozen=True):
    """The whole file."""

    records: list[msgspec.Raw]


def complete_json(lines: Sequence[Line]) -> bytes:
    """Return an export with the records unchanged, one per line.

    Raises:
        CoachError: if the records could not be read back unchanged.
    """
    head = f'{{"kind":"{KIND}","format":{FORMAT},"records":['.encode()
    data = head + b",".join(b"\n" + line.text for line in lines) + b"\n]}\n"
    again = [bytes(raw) for raw in msgspec.json.decode(data, type=_Export).records]
    if again != [line.text for line in lines]:
        raise CoachError(
            "the export would differ from the journal, so nothing was written",
            hint="this is a bug in coach; copy the journal's own files instead",
        )
    return data


class Taken(NamedTuple):
    """The content of an export or journal file."""

    lines: tuple[Line, ...]
    problem: Problem | None = None
    """The lines or records that do not count, as one problem; None if all do."""


def read_complete(data: bytes, name: str) -> Taken:
    """Return the records of an export, or of a file with one record per line.

    Args:
        data: the file.
        name: what the file is called, for messages.

    Raises:
        CoachError: if the file is neither, is damaged, or is from a newer version
            of coach.
    """
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        data.decode()
        wrapping = msgspec.json.decode(data, type=_Wrapping)
        if wrapping.kind == KIND and wrapping.format > FORMAT:
            raise CoachError(
                f"'{name}' was written by a newer version of coach",
                hint="update coach, then import the file again",
            )
        if wrapping.kind == KIND:
            return _records(msgspec.json.decode(data, type=_Export), name)
    except NOT_DECODABLE:
        if f'"{KIND}"'.encode() in data[:200]:
            raise CoachError(
                f"'{name}' is damaged or cut off, so nothing was imported",
                hint="copy the file again from its source",
            ) from None
    taken = _journal(data, name)
    if taken.lines:
        return taken
    raise CoachError(
        f"'{name}' is neither a JSON export from coach nor a journal file",
        hint="make an export with `coach history export --format json --output FILE`",
    )


def _journal(data: bytes, name: str) -> Taken:
    """Return the records of a journal file, even if it is cut short."""
    lines, tally = [], Tally()
    for number, text in enumerate(data.split(b"\n"), start=1):
        found = line_or_fault(text)
        if isinstance(found, Line):
            lines.append(found)
        elif found is not None:
            tally.add(found, number, digest_of(text))
    return Taken(tuple(lines), tally.problem(Path(name)))


def _records(export: _Export, name: str) -> Taken:
    lines, tally = [], Tally()
    for number, raw in enumerate(export.records, start=1):
        text = bytes(raw)
        if b"\n" in text or b"\r" in text:  # somebody has reformatted the JSON
            text = msgspec.json.format(text, indent=-1)
        found = line_or_fault(text)
        if isinstance(found, Line):
            lines.append(found)
        elif found is LineFault.BEYOND:
            tally.add(found, number, digest_of(text))
        else:
            raise CoachError(
                f"record {number} of '{name}' is damaged, so nothing was imported",
                hint="copy the file again from its source",
            )
    problem = tally.problem(Path(name))
    if problem is not None:  # the message counts records, not lines
        first = f"record {problem.line}: {problem.message}".replace("line", "record")
        problem = problem._replace(line=0, message=first)
    return Taken(tuple(lines), problem)
