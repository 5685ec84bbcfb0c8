"""From a YAML document to a drill, a routine or sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from coach.errors import LibraryError
from coach.library.wording import got, quoted
from coach.model.drill import CountRange, Id, Source
from coach.units import DURATION_HELP, Milliseconds, parse_duration

if TYPE_CHECKING:
    from coach.library.document import Document

FORMAT = 1
"""The format of drill files this program reads."""

T = TypeVar("T")

_LONGEST_DURATION = 20
_RANGE = re.compile(r"([0-9]{1,4}) ?[-–] ?([0-9]{1,4})")  # noqa: RUF001  people paste en dashes
_MOST_CYCLES = 1000


def decode(document: Document, kind: type[T], **given: str) -> T:
    """Decode a file; ``given`` are fields that do not come from it, such as the id.

    Raises:
        LibraryError: with all problems of the file, each with its place.
    """
    return cast("T", _convert(document, kind, given))


def decode_sources(document: Document) -> dict[str, Source]:
    """Decode the list of sources.

    Raises:
        LibraryError: with all problems of the file, each with its place.
    """
    return cast("dict[str, Source]", _convert(document, dict[Id, Source], {}))


def custom_value(kind: type, value: object) -> object:
    """Decode the types that msgspec does not know.

    Raises:
        ValueError: with a sentence that says what is wrong and what to write.
        NotImplementedError: for a type nobody taught it.
    """
    if kind is Milliseconds:
        return _duration(value)
    if kind is CountRange:
        return _range(value)
    raise NotImplementedError(kind)


def _convert(document: Document, kind: Any, given: dict[str, str]) -> object:  # noqa: ANN401  a type form such as dict[Id, Source]
    _check_format(document)
    value = {key: item for key, item in document.value.items() if key != "format"}
    reason: str = "some given fields are in the file"
    if given.keys().isdisjoint(value):
        try:
            return msgspec.convert({**value, **given}, kind, dec_hook=custom_value)
        except msgspec.ValidationError as error:
            reason = str(error)
    # Only now: a good file pays nothing for good messages.
    from coach.library.explain import explain  # noqa: PLC0415

    problems = explain(document, value, kind, given.keys())
    raise LibraryError(problems or (document.problem((), reason),))


def _check_format(document: Document) -> None:
    if "format" not in document.value:
        return
    number = document.value["format"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        message, hint = f"expected a format number, got {got(number)}", f"write {FORMAT}"
    elif number > FORMAT:
        message = f"needs a newer coach (format {number}, this one reads {FORMAT})"
        hint = None
    else:
        return
    raise LibraryError((document.problem(("format",), message, hint),))


def _duration(value: object) -> Milliseconds:
    if not isinstance(value, str | int | float):
        raise ValueError(f"expected a duration, got {got(value)}; {DURATION_HELP}")  # noqa: TRY004  msgspec reports ValueErrors
    if isinstance(value, str) and len(value) > _LONGEST_DURATION:
        raise ValueError(f"{quoted(value)} is not a duration; {DURATION_HELP}")
    return parse_duration(value)


def _range(value: object) -> CountRange:
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"expected a range such as 6-12, got {got(value)}")
    low, high = int(match[1]), int(match[2])
    if low > high:
        raise ValueError(f"the range {low}-{high} runs backwards; write {high}-{low}")
    if low < 1 or high > _MOST_CYCLES:
        raise ValueError(f"a range lies between 1 and {_MOST_CYCLES}, got {low}-{high}")
    return CountRange((low, high))
