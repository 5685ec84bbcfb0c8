"""Records as lines of JSON: encoding and decoding."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from coach.model.records import AnyRecord, Counter, Record
from coach.text.harmless import harmless, harmless_line, is_harmless

R = TypeVar("R", bound=Record)


class _Numbered(msgspec.Struct, frozen=True):
    """Fields of a record with any counter."""

    type: str
    id: str
    device: str
    n: int
    format: int


class Head(_Numbered, frozen=True):
    """Fields that a line must have to be a record of any type and format."""

    n: Counter


def decode(line: bytes) -> AnyRecord:
    """Return the record exactly as written; `read_record` makes it safe to show."""
    return _decoder().decode(line)


@cache  # the decoder takes 4 ms to build, and most commands read no record
def _decoder() -> msgspec.json.Decoder[AnyRecord]:
    return msgspec.json.Decoder(AnyRecord)


def decode_head(line: bytes) -> Head:
    """Return the common fields of a record of any type."""
    return msgspec.json.decode(line, type=Head)


NOT_DECODABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""Exceptions that decoding raises for a line that is not a record."""


def is_numbered(line: bytes) -> bool:
    """Return whether a line would be a record with another counter."""
    try:
        msgspec.json.decode(line, type=_Numbered)
    except NOT_DECODABLE:
        return False
    return True


_HAS_LINES = "note"
"""Name of the one field whose text may have several lines."""


def read_record(line: bytes) -> AnyRecord:
    """Return the record on a line, with its texts made safe to show.

    Raises:
        NOT_DECODABLE: if the line is not a record.
    """
    record = decode(line)
    # JSON escapes most control characters, and few lines have any.
    if b"\\" not in line:
        if line.isascii() and b"\x7f" not in line:
            return record
        if is_harmless(line.decode(errors="replace").rstrip()):
            return record
    return msgspec.convert(_harmless(msgspec.to_builtins(record)), type(record))


def _harmless(value: Any, key: str = "") -> Any:  # noqa: ANN401  anything that JSON can hold
    match value:
        case str():
            return harmless(value) if key == _HAS_LINES else harmless_line(value)
        case list() | tuple():
            return [_harmless(item, key) for item in value]
        case dict():
            return {
                harmless_line(name): _harmless(item, name) for name, item in value.items()
            }
        case _:
            return value


def encode(record: Record) -> bytes:
    """Return the record as one line, line end included.

    Raises:
        ValueError: if the line could not be read back.
    """
    line = msgspec.json.encode(record)
    decode(line)
    return line + b"\n"


def storable(record: R) -> R:
    """Return the record without surrogates, which UTF-8 cannot encode.

    Terminals send a surrogate for half a character.
    """
    try:
        msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.convert(_whole(msgspec.to_builtins(record)), type(record))
    return record


def _whole(value: Any) -> Any:  # noqa: ANN401  anything that JSON can hold
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case list() | tuple():
            return [_whole(item) for item in value]
        case dict():
            return {_whole(key): _whole(item) for key, item in value.items()}
        case _:
            return value
