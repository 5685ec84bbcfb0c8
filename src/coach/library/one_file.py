"""One file, read as a drill, a routine, a programme, a self-test or sources."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from coach.errors import LibraryError, Problem
from coach.files.os_error import reason
from coach.files.regular import open_regular
from coach.library.catalogue import AnyEntry, Entry
from coach.library.check.requirements import (
    drill_faults,
    programme_faults,
    routine_faults,
    self_test_faults,
)
from coach.library.decode import decode, decode_sources
from coach.library.discover import PROGRAMMES, ROUTINES, TESTS, FoundFile
from coach.library.ids import LONGEST, id_of, is_id
from coach.library.phrasing import quoted
from coach.library.value_problem import ValueProblem
from coach.library.yaml.document import Document
from coach.library.yaml.file_text import MAX_BYTES
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill, Routine, Source
from coach.model.programme import Programme
from coach.model.self_test import SelfTest

T = TypeVar("T", Drill, Routine, Programme, SelfTest)
Later = TypeVar("Later", Programme, SelfTest)


def read_drill(file: FoundFile, *, is_own: bool) -> Entry[Drill]:
    """Return the drill of a file.

    Raises:
        LibraryError: with everything that makes the file unusable.
    """
    return _read(file, Drill, drill_faults, is_own=is_own)


def read_routine(file: FoundFile, *, is_own: bool) -> Entry[Routine]:
    """Return the routine of a file; does not check that its drills exist.

    Raises:
        LibraryError: with everything that makes the file unusable.
    """
    return _read(file, Routine, routine_faults, is_own=is_own)


def read_later(file: FoundFile, kind: type[Later], *, is_own: bool) -> Entry[Later]:
    """Return the programme or self-test of a file; does not check the names in it.

    Raises:
        LibraryError: with everything that makes the file unusable.
    """
    return _read(file, kind, _FAULTS_OF[kind], is_own=is_own)


_FAULTS_OF: dict[type, Callable[..., Iterable[ValueProblem]]] = {
    Programme: programme_faults,
    SelfTest: self_test_faults,
}


def read_sources(file: FoundFile) -> dict[str, Source]:
    """Return the sources of a file by their keys.

    Raises:
        LibraryError: with everything that makes the file unusable.
    """
    return decode_sources(load(bytes_of(file.path, file.shown), file.shown))


def placed(
    entry: AnyEntry | Entry[Programme] | Entry[SelfTest], findings: Sequence[ValueProblem]
) -> list[Problem]:
    """Return problems with lines and columns for findings in a file read earlier.

    The file is read again, because positions are not kept for files without problems.
    """
    if not findings:
        return []
    try:
        document = load(bytes_of(entry.path, entry.shown), entry.shown)
    except LibraryError:  # the file changed in the meantime
        return [
            Problem(entry.shown, 0, 0, f.message, f.hint, f.is_advice) for f in findings
        ]
    return _problems(document, findings)


def _read(
    file: FoundFile,
    kind: type[T],
    faults_of: Callable[[T], Iterable[ValueProblem]],
    *,
    is_own: bool,
) -> Entry[T]:
    check_id(file)
    data = bytes_of(file.path, file.shown)
    document = load(data, file.shown)
    _check_kind(document, file)
    value = decode(document, kind, id=file.id)
    problems = _problems(document, faults_of(value))
    if problems:
        raise LibraryError(tuple(problems))
    digest = hashlib.sha256(data).hexdigest()
    return Entry(value, file.path, file.shown, digest, is_own)


def _problems(document: Document, findings: Iterable[ValueProblem]) -> list[Problem]:
    return [
        document.problem(f.path, f.message, f.hint)._replace(is_advice=f.is_advice)
        for f in findings
    ]


def check_id(file: FoundFile) -> None:
    """Refuse a file whose name is not an id.

    Raises:
        LibraryError: suggests a name.
    """
    if is_id(file.id):
        return
    message = "the file's name may have only lower-case letters, digits and hyphens"
    if len(file.id) > LONGEST:
        message = f"{message}, and at most {LONGEST} characters"
    elif file.id.startswith("-"):
        message = "the file's name can't start with a hyphen"
    better = id_of(file.id)
    hint = f"rename the file to {quoted(better + file.path.suffix)}"
    if not better:
        hint = (
            "use Latin letters in the file name; 'name:' in the file can have any letters"
        )
    raise LibraryError((Problem(file.shown, 0, 0, message, hint),))


_KINDS = {
    "cycle": "a drill",
    "items": "a routine",
    "weeks": "a programme",
    "measure": "a test",
}
"""The key that only one kind of file has."""
_FOLDERS = {ROUTINES: "items", PROGRAMMES: "weeks", TESTS: "measure"}
"""The key that all files in a folder have."""


def _check_kind(document: Document, file: FoundFile) -> None:
    """Raise one error for a file in the wrong folder, instead of one per key."""
    folder = (
        (file.is_test and TESTS)
        or (file.is_programme and PROGRAMMES)
        or (file.is_routine and ROUTINES)
        or ""
    )
    own = _FOLDERS.get(folder, "cycle")
    # A self-test has a cycle as well, just like a drill.
    looks_like = [key for key in _KINDS if key in document.value]
    if "measure" in looks_like and "cycle" in looks_like:
        looks_like.remove("cycle")
    if len(looks_like) != 1 or looks_like[0] == own:
        return
    key = looks_like[0]
    if own != "cycle":
        message = f"this is {_KINDS[key]}, but it is in a folder named '{folder}'"
    else:
        right = next(name for name, mark in _FOLDERS.items() if mark == key)
        message = f"this is {_KINDS[key]}, but it is not in a folder named '{right}'"
    raise LibraryError((document.problem((key,), message, "move the file", key=True),))


def bytes_of(path: Path, shown: str) -> bytes:
    """Return the bytes of a file, at most one more than a file may have.

    Raises:
        LibraryError: if there is no such file, it is not a regular file, or the system
            refuses.
    """
    try:
        with open_regular(path) as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        problem = Problem(shown, 0, 0, "there is no such file", "check the name")
        raise LibraryError((problem,)) from None
    except OSError as error:
        message = f"the file cannot be read: {reason(error)}"
        hint = "check the file's permissions"
        raise LibraryError((Problem(shown, 0, 0, message, hint),)) from None
