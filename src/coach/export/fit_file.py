"""FIT files: written by fit-tool, decoded again, and compared value by value.

The only module that knows the library; needs the extra ``[fit]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from coach.errors import CoachError
from coach.text.harmless import harmless_words

Value = int | str | tuple[int, ...]

KINDS = (
    "file_id",
    "device_info",
    "event",
    "exercise_title",
    "set",
    "record",
    "lap",
    "session",
    "activity",
    "workout",
    "workout_step",
)
"""Kinds of messages that coach writes, each defined once in a file; FIT allows 16."""

LENGTHS = frozenset({"duration", "duration_time", "total_elapsed_time", "total_timer_time"})
"""Fields that fit-tool expects in seconds; here they are in milliseconds."""

SIXTEENTHS = frozenset({"weight"})
"""Fields that fit-tool expects in kilos; here they are in sixteenths, as FIT stores
them."""

ABSENT = 65_535
"""Value of a 16-bit field that has no number."""
LONGEST_TEXT = 200
"""Longest text in bytes; FIT allows 255."""
EARLIEST_MS, LATEST_MS = 899_501_056_000, 4_926_032_894_000
"""Range of FIT times, in ms since 1970; smaller FIT values count from power-on."""
_OTHERWISE = (
    "for your history, use --format csv or --format json; for a workout, use fewer sets or "
    "reps"
)


class Message(NamedTuple):
    """One message of a FIT file, its fields named as in fit-tool."""

    kind: str
    fields: Mapping[str, Value]


def require_fit() -> None:
    """Check that fit-tool is installed.

    Raises:
        CoachError: if fit-tool is not installed.
    """
    try:
        import_module("fit_tool")
    except ImportError:
        raise CoachError(
            "FIT files need the package 'fit-tool', which is not installed",
            hint="run `pip install 'drill-coach[fit]'` or `pip install fit-tool` "
            "in coach's own environment",
        ) from None


def number_of(enum: str, name: str) -> int | None:
    """Return the number of a name in an enum of the FIT profile; None if unknown."""
    members: Any = getattr(import_module("fit_tool.profile.profile_type"), enum, None)
    member: Any = getattr(members, name, None)
    return None if member is None else int(member.value)


def number(enum: str, name: str) -> int:
    """Return the number of a name known to be in an enum of the FIT profile.

    Raises:
        LookupError: if fit-tool does not know it.
    """
    found = number_of(enum, name)
    if found is None:
        raise LookupError(f"{enum}.{name} is not in fit-tool's profile")
    return found


def text(words: str) -> str:
    """Return text for a FIT field, on one line and shortened if necessary."""
    plain = harmless_words(words)
    return plain.encode(errors="replace")[:LONGEST_TEXT].decode(errors="ignore").strip()


def within(what: str, value: int, most: int, least: int = 0) -> int:
    """Return the value if its field can hold it.

    Raises:
        CoachError: if the field cannot hold it.
    """
    if not least <= value <= most:
        raise CoachError(
            f"the {what} is {value}, but a FIT file allows only {least} to {most}",
            hint=_OTHERWISE,
        )
    return value


def encode(messages: Sequence[Message]) -> bytes:
    """Return messages as the bytes of a FIT file.

    Raises:
        CoachError: if the decoded file differs from the messages.
    """
    from fit_tool.exceptions import FitError  # noqa: PLC0415  an extra, and it takes 0.1 s
    from fit_tool.fit_file_builder import FitFileBuilder  # noqa: PLC0415  as above

    builder = FitFileBuilder(auto_define=True)
    try:
        for message in messages:
            builder.add(_made(message))
        data: bytes = builder.build_bytes()
        wrong = next(_differences(messages, data), None)
    except FitError as error:
        wrong = str(error)
    if wrong:
        raise CoachError(
            f"a FIT file can't hold this session, so nothing was written: {wrong}",
            hint=_OTHERWISE,
        )
    return data


def _made(message: Message) -> Any:  # noqa: ANN401  fit-tool has no types
    kind = _class_of(message.kind)
    made = kind(local_id=KINDS.index(message.kind))
    for name, value in message.fields.items():
        if not hasattr(kind, name):
            raise LookupError(f"'{message.kind}' has no field '{name}'")
        if isinstance(value, int) and name in LENGTHS:
            setattr(made, name, value / 1000)
        elif isinstance(value, int) and name in SIXTEENTHS:
            setattr(made, name, value / 16)
        else:
            setattr(made, name, _as_list(value))
    return made


def _as_list(value: Value) -> int | str | list[int]:
    return list(value) if isinstance(value, tuple) else value


def _class_of(kind: str) -> Any:  # noqa: ANN401  fit-tool has no types
    module = import_module(f"fit_tool.profile.messages.{kind}_message")
    return getattr(module, "".join(map(str.capitalize, kind.split("_"))) + "Message")


def _differences(messages: Sequence[Message], data: bytes) -> Iterator[str]:
    """Yield the differences between the messages and those decoded from the data."""
    from fit_tool.data_message import DataMessage  # noqa: PLC0415  an extra
    from fit_tool.fit_file import FitFile  # noqa: PLC0415  as above

    records = FitFile.from_bytes(data).records
    read = [r.message for r in records if isinstance(r.message, DataMessage)]
    if len(read) != len(messages):
        yield f"coach wrote {len(messages)} entries and read back {len(read)}"
        return
    for message, again in zip(messages, read, strict=True):
        if not isinstance(again, _class_of(message.kind)):
            yield f"coach wrote '{message.kind}', but read back something else"
            continue
        for name, value in message.fields.items():
            found = getattr(again, name)
            if name in LENGTHS and found is not None:
                found = round(found * 1000)
            if name in SIXTEENTHS and found is not None:
                found = round(found * 16)
            if found != _as_list(value):
                yield f"{message.kind}.{name} reads back as {found} instead of {value}"
