"""Everything that keeps a file from being decoded, in plain words.

msgspec stops at the first mistake. Only after it refused a file, types and values are
walked together once more, to tell an author all mistakes at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import inspect

from coach.library.decode import custom_value
from coach.library.document import Document, PathPart
from coach.library.wording import did_you_mean, got, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from coach.errors import Problem

_MOST_PROBLEMS = 50
_FEW_KEYS = 8

_EXPECTED: dict[type[inspect.Type], str] = {
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.StrType: "text",
    inspect.BoolType: "true or false",
    inspect.NoneType: "nothing",
    inspect.ListType: "a list",
    inspect.VarTupleType: "a list",
    inspect.DictType: "keys with values",
    inspect.StructType: "keys with values",
}


def explain(
    document: Document,
    value: object,
    kind: Any,  # noqa: ANN401  a type form such as dict[Id, Source]
    given: Collection[str] = (),
    at: tuple[PathPart, ...] = (),
) -> tuple[Problem, ...]:
    """List what is wrong with a value, in the order of the file.

    ``at`` is where in the file the value stands.
    """
    walk = _Walk(document, given)
    walk.check(at, value, inspect.type_info(kind))
    problems = sorted(walk.problems, key=lambda problem: (problem.line, problem.column))
    return tuple(problems[:_MOST_PROBLEMS])


_Path = tuple[PathPart, ...]


class _Walk:
    def __init__(self, document: Document, given: Collection[str]) -> None:
        self._document = document
        self._given = given
        self.problems: list[Problem] = []

    def _report(
        self, path: _Path, message: str, hint: str | None = None, *, key: bool = False
    ) -> None:
        self.problems.append(self._document.problem(path, message, hint, key=key))

    def check(self, path: _Path, value: object, kind: inspect.Type) -> None:
        match kind:
            case inspect.Metadata():
                self.check(path, value, kind.type)
            case inspect.UnionType():
                self._union(path, value, kind)
            case inspect.CustomType():
                self._custom(path, value, kind)
            case inspect.EnumType():
                self._choice(path, value, [str(member.value) for member in kind.cls])
            case inspect.StructType() if isinstance(value, dict):
                self._struct(path, value, kind)
            case inspect.DictType() if isinstance(value, dict):
                for key, item in value.items():
                    self._key(path, key, kind.key_type)
                    self.check((*path, key), item, kind.value_type)
            case inspect.ListType() | inspect.VarTupleType() if isinstance(value, list):
                self._length(path, value, kind)
                for index, item in enumerate(value):
                    self.check((*path, index), item, kind.item_type)
            case _:
                self._scalar(path, value, kind)

    def _scalar(self, path: _Path, value: object, kind: inspect.Type) -> None:
        match kind:
            case inspect.AnyType():
                pass  # decoded by somebody else, who explains it then
            case inspect.StrType() if isinstance(value, str):
                self._text(path, value, kind)
            case inspect.IntType() if _is_number(value) and isinstance(value, int):
                self._bounds(path, value, kind)
            case inspect.FloatType() if _is_number(value):
                self._bounds(path, value, kind)
            case inspect.BoolType() if isinstance(value, bool):
                pass
            case inspect.NoneType() if value is None:
                pass
            case _:
                self._wrong_type(path, value, kind)

    def _wrong_type(self, path: _Path, value: object, kind: inspect.Type) -> None:
        expected = _EXPECTED.get(type(kind), "something else")
        hint = None
        if isinstance(kind, inspect.StrType) and isinstance(value, dict):
            hint = "a text with ': ' in it needs quotes"
        elif isinstance(kind, inspect.StrType) and isinstance(value, int | float):
            hint = "put it in quotes"
        elif expected == "a list" and isinstance(value, str):
            hint = "put it in [brackets]"
        self._report(path, f"expected {expected}, got {got(value)}", hint)

    def _struct(
        self, path: _Path, value: dict[str, object], kind: inspect.StructType
    ) -> None:
        given = self._given if not path else ()
        fields = {
            field.encode_name: field
            for field in kind.fields
            if field.encode_name not in given
        }
        for key, item in value.items():
            if key in fields:
                self.check((*path, key), item, fields[key].type)
            else:
                self._unknown_key(path, key, item, list(fields), given)
        for name, field in fields.items():
            if field.required and name not in value:
                self._report(path, f"missing key {quoted(name)}")

    def _unknown_key(
        self,
        path: _Path,
        key: str,
        item: object,
        known: list[str],
        given: Collection[str],
    ) -> None:
        if key in given:
            hint: str | None = "it follows from the file's name; remove it"
        elif item is None and self._document.is_flow(path):
            hint = "a text with ',' in it needs quotes"
        else:
            hint = did_you_mean(key, known)
            if hint is None and len(known) <= _FEW_KEYS:
                hint = f"known keys: {', '.join(known)}"
        self._report((*path, key), f"unknown key {quoted(key)}", hint, key=True)

    def _key(self, path: _Path, key: str, kind: inspect.Type) -> None:
        if isinstance(kind, inspect.StrType):
            before = len(self.problems)
            self._text((*path, key), key, kind)
            for index in range(before, len(self.problems)):
                problem = self.problems[index]
                self.problems[index] = self._document.problem(
                    (*path, key), problem.message, problem.hint, key=True
                )

    def _union(self, path: _Path, value: object, kind: inspect.UnionType) -> None:
        members = [
            member for member in kind.types if not isinstance(member, inspect.NoneType)
        ]
        if value is None and len(members) < len(kind.types):
            return
        if len(members) == 1:
            self.check(path, value, members[0])
            return
        for member in members:
            attempt = _Walk(self._document, self._given)
            attempt.check(path, value, member)
            if not attempt.problems:
                return
        expected = listed(_EXPECTED.get(type(member), "a value") for member in members)
        self._report(path, f"expected {expected}, got {got(value)}")

    def _custom(self, path: _Path, value: object, kind: inspect.CustomType) -> None:
        try:
            custom_value(kind.cls, value)
        except ValueError as error:
            self._report(path, str(error))

    def _choice(self, path: _Path, value: object, allowed: list[str]) -> None:
        if isinstance(value, str) and value in allowed:
            return
        hint = did_you_mean(value, allowed) if isinstance(value, str) else None
        self._report(path, f"expected {listed(allowed)}, got {got(value)}", hint)

    def _text(self, path: _Path, value: str, kind: inspect.StrType) -> None:
        if len(value) < (kind.min_length or 0):
            self._report(path, "the text is empty")
        elif kind.max_length is not None and len(value) > kind.max_length:
            self._report(
                path, f"the text has {len(value)} characters, the most is {kind.max_length}"
            )
        elif kind.pattern is not None and not re.search(kind.pattern, value):
            self._report(
                path, f"{quoted(value)} is not an id: small letters, digits and hyphens"
            )

    def _bounds(
        self, path: _Path, value: object, kind: inspect.IntType | inspect.FloatType
    ) -> None:
        number = float(str(value))
        low, high = kind.ge, kind.le
        if (low is None or number >= low) and (high is None or number <= high):
            return
        expected = _EXPECTED[type(kind)]
        if low is not None and high is not None:
            expected += f" from {low} to {high}"
        elif low is not None:
            expected += f" of at least {low}"
        else:
            expected += f" of at most {high}"
        self._report(path, f"expected {expected}, got {got(value)}")

    def _length(
        self,
        path: _Path,
        value: list[object],
        kind: inspect.ListType | inspect.VarTupleType,
    ) -> None:
        count = len(value)
        if kind.min_length is not None and count < kind.min_length:
            self._report(
                path, f"expected at least {_entries(kind.min_length)}, got {count}"
            )
        if kind.max_length is not None and count > kind.max_length:
            self._report(path, f"expected at most {_entries(kind.max_length)}, got {count}")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
