"""Decoding of YAML documents into drills, routines, programmes and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from coach.errors import LibraryError
from coach.library.custom_values import custom_value
from coach.library.phrasing import got
from coach.model.drill import Id, Source

if TYPE_CHECKING:
    from coach.library.yaml.document import Document

FORMAT = 1
"""The format of drill files that this version reads."""

T = TypeVar("T")


def decode(document: Document, kind: type[T], **given: str) -> T:
    """Return a decoded file; ``given`` are fields from elsewhere, such as the id.

    Raises:
        LibraryError: with all problems of the file, each with its place.
    """
    return cast("T", _convert(document, kind, given))


def decode_sources(document: Document) -> dict[str, Source]:
    """Return the sources of a document by their keys.

    Raises:
        LibraryError: with all problems of the file, each with its place.
    """
    return cast("dict[str, Source]", _convert(document, dict[Id, Source], {}))


def _convert(document: Document, kind: Any, given: dict[str, str]) -> object:  # noqa: ANN401  a type form such as dict[Id, Source]
    _check_format(document)
    value = {key: item for key, item in document.value.items() if key != "format"}
    reason: str = "the file contains a key that only coach sets, such as 'id'"
    if given.keys().isdisjoint(value):
        try:
            return msgspec.convert({**value, **given}, kind, dec_hook=custom_value)
        except msgspec.ValidationError as error:
            reason = str(error)
    # The import comes only now, so that good files load quickly.
    from coach.library.check.decode_errors import explain  # noqa: PLC0415

    problems = explain(document, value, kind, given.keys())
    raise LibraryError(problems or (document.problem((), reason),))


def _check_format(document: Document) -> None:
    if "format" not in document.value:
        return
    number = document.value["format"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        message, hint = f"expected a format number, not {got(number)}", f"write {FORMAT}"
    elif number > FORMAT:
        message = (
            f"this file needs a newer version of coach: the file has format {number}, but"
            f" this version reads only format {FORMAT}"
        )
        hint = None
    else:
        return
    raise LibraryError((document.problem(("format",), message, hint),))
