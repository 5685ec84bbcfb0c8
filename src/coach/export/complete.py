"""Everything as JSON: records as they were written, to be brought back some day. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from coach.errors import CoachError
from coach.journal.encoding import NOT_DECODABLE
from coach.journal.verbatim import BYTE_ORDER_MARK, Line, line_of

KIND = "drill-coach export"
FORMAT = 1
"""Of the wrapping; each record has a format of its own."""


class _Wrapping(msgspec.Struct, frozen=True):
    """What every format of this file begins with."""

    kind: str
    format: int


class _Export(_Wrapping, frozen=True):
    """The whole file."""

    records: list[msgspec.Raw]


def complete_json(lines: Sequence[Line]) -> bytes:
    """Wrap records, one per line, each exactly as it was written.

    Raises:
        CoachError: if they could not be read back as they are.
    """
    head = f'{{"kind":"{KIND}","format":{FORMAT},"records":['.encode()
    data = head + b",".join(b"\n" + line.text for line in lines) + b"\n]}\n"
    again = [bytes(raw) for raw in msgspec.json.decode(data, type=_Export).records]
    if again != [line.text for line in lines]:
        raise CoachError(
            "the export does not hold what the journal holds, so it was not written",
            hint="this is a mistake in coach; the journal's own files can be copied as "
            "they are",
        )
    return data


def read_complete(data: bytes, name: str) -> tuple[Line, ...]:
    """Take the records out again.

    Args:
        data: the file.
        name: what the file is called, for messages.

    Raises:
        CoachError: if it is not such a file, or not whole, or from a newer coach.
    """
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        data.decode()
        wrapping = msgspec.json.decode(data, type=_Wrapping)
        if wrapping.kind == KIND and wrapping.format > FORMAT:
            raise CoachError(
                f"'{name}' was written by a newer coach",
                hint="update coach, then import it",
            )
        if wrapping.kind == KIND:
            return _records(msgspec.json.decode(data, type=_Export), name)
    except NOT_DECODABLE:
        if f'"{KIND}"'.encode() in data[:200]:
            raise CoachError(
                f"'{name}' is damaged or cut off, so nothing was taken in",
                hint="copy the file again from where it comes from",
            ) from None
    first = line_of(data.partition(b"\n")[0])
    if first:
        raise CoachError(
            f"'{name}' is not an export but a journal",
            hint="copy it into the journal's folder as it is: files there fold together",
        )
    raise CoachError(
        f"'{name}' is not a complete export of coach",
        hint="`coach history export --format json --output FILE` writes one",
    )


def _records(export: _Export, name: str) -> tuple[Line, ...]:
    lines = []
    for number, raw in enumerate(export.records, start=1):
        text = bytes(raw)
        if b"\n" in text or b"\r" in text:  # somebody made it pretty
            text = msgspec.json.format(text, indent=-1)
        line = line_of(text)
        if line is None:
            raise CoachError(
                f"record {number} of '{name}' is damaged, so nothing was taken in",
                hint="copy the file again from where it comes from",
            )
        lines.append(line)
    return tuple(lines)
