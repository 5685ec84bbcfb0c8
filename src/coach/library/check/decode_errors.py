"""All type and value errors in a file, as messages for its author.

msgspec stops at the first mistake. After a refusal, this module checks all types and values
again, so that the author sees all mistakes together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import inspect

from coach.errors import Problem
from coach.library.custom_values import custom_value
from coach.library.phrasing import did_you_mean, got, nearest, quoted
from coach.library.value_problem import PathPart
from coach.library.yaml.document import Document
from coach.text.listed import listed
from coach.text.lookalikes import cure, first_of, named, plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

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
    """Return the problems of a value, in the order of the file.

    ``at`` is the path to the value in the file.
    """
    walk = _Walk(document, given)
    walk.check(at, value, inspect.type_info(kind))
    problems = sorted(walk.problems, key=lambda problem: (problem.line, problem.column))
    return tuple(problems[:_MOST_PROBLEMS])


_Path = tuple[PathPart, ...]
_AnyList = inspect.ListType | inspect.VarTupleType
if TYPE_CHECKING:
    _Check = Callable[["_Walk", _Path, Any, Any], None]


class _Walk:
    def __init__(self, document: Document, given: Collection[str]) -> None:
        self._document = document
        self._given = given
        self.problems: list[Problem] = []

    def _report(
        self, path: _Path, message: str, hint: str | None = None, *, key: bool = False
    ) -> None:
        self.problems.append(self._document.problem(path, message, hint, key=key))

    def _lookalike(
        self,
        path: _Path,
        text: object,
        message: str,
        hint: str | None = None,
        *,
        key: bool = False,
    ) -> None:
        """Report a word, and any character in it that only looks like the right one."""
        at = first_of(text) if isinstance(text, str) else None
        if not isinstance(text, str) or at is None:
            self._report(path, message, hint, key=key)
            return
        place = self._document.character(path, at, key=key)
        message = f"{message}; it contains {named(text[at])}"
        self.problems.append(Problem(self._document.shown, *place, message, cure(text[at])))

    @property
    def _is_enough(self) -> bool:
        """Return whether enough problems are listed; every further one costs time."""
        return len(self.problems) >= _MOST_PROBLEMS

    def check(self, path: _Path, value: object, kind: inspect.Type) -> None:
        accepted, check = self._CHECKS.get(type(kind), self._UNKNOWN)
        # Exact types: a truth value is a number to Python, and no number to an author.
        if not accepted or type(value) in accepted:
            check(self, path, value, kind)
        else:
            self._wrong_type(path, value, kind)

    def _wrong_type(self, path: _Path, value: object, kind: inspect.Type) -> None:
        expected = _expected(kind)
        hint = None
        if isinstance(kind, inspect.StrType) and isinstance(value, dict):
            hint = "text that contains ': ' needs quotes"
        elif isinstance(kind, inspect.StrType) and isinstance(value, int | float):
            hint = "put the value in quotes"
        elif expected.startswith("a list") and isinstance(value, str):
            hint = "put the value in [brackets]"
        self._lookalike(path, value, f"expected {expected}, not {got(value)}", hint)

    def _nothing(self, path: _Path, value: object, kind: inspect.Type) -> None:
        """Accept any value of a type that is checked elsewhere."""

    def _inner(self, path: _Path, value: object, kind: inspect.Metadata) -> None:
        self.check(path, value, kind.type)

    def _dict(self, path: _Path, value: dict[str, object], kind: inspect.DictType) -> None:
        self._length(path, len(value), kind)
        for key, item in value.items():
            if self._is_enough:
                return
            self._key(path, key, kind.key_type)
            self.check((*path, key), item, kind.value_type)

    def _list(self, path: _Path, value: list[object], kind: _AnyList) -> None:
        self._length(path, len(value), kind)
        for index, item in enumerate(value):
            if self._is_enough:
                return
            self.check((*path, index), item, kind.item_type)

    def _tuple(self, path: _Path, value: list[object], kind: inspect.TupleType) -> None:
        count = len(kind.item_types)
        if len(value) != count:  # otherwise nobody knows which entry was meant as which
            self._report(path, f"expected {_entries(count)}, not {len(value)}")
            return
        for index, (item, wanted) in enumerate(zip(value, kind.item_types, strict=True)):
            self.check((*path, index), item, wanted)

    def _struct(
        self, path: _Path, value: dict[str, object], kind: inspect.StructType
    ) -> None:
        given = self._given if not path else ()
        fields = {
            field.encode_name: field
            for field in kind.fields
            if field.encode_name not in given
        }
        meant: set[str | None] = set()
        for key, item in value.items():
            if self._is_enough:
                return
            if key in fields:
                self.check((*path, key), item, fields[key].type)
            else:
                meant.add(self._unknown_key(path, key, item, list(fields), given))
        for name, field in fields.items():
            # A mistyped key is one mistake, not two.
            if field.required and name not in value and name not in meant:
                self._report(path, f"the key {quoted(name)} is missing")

    def _unknown_key(
        self,
        path: _Path,
        key: str,
        item: object,
        known: list[str],
        given: Collection[str],
    ) -> str | None:
        """Report an unknown key; return the known key that is probably meant."""
        meant: str | None = None
        hint: str | None = None
        if key in given:
            hint = "remove this line; the file's name is the id"
        elif item is None and self._document.is_flow(path):
            hint = "text that contains ',' needs quotes"
        else:
            meant = nearest(plainly(key).casefold(), known)
            if meant is not None:
                hint = f"did you mean {quoted(meant)}?"
            elif len(known) <= _FEW_KEYS:
                hint = f"the known keys are {', '.join(known)}"
        self._lookalike((*path, key), key, f"unknown key {quoted(key)}", hint, key=True)
        return meant

    def _key(self, path: _Path, key: str, kind: inspect.Type) -> None:
        kind = kind.type if isinstance(kind, inspect.Metadata) else kind
        if isinstance(kind, inspect.StrType | inspect.EnumType):
            before = len(self.problems)
            if isinstance(kind, inspect.EnumType):
                self._enum((*path, key), key, kind)
            else:
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
        meant: list[_Walk] = []
        for member in members:
            attempt = _Walk(self._document, self._given)
            attempt.check(path, value, member)
            if not attempt.problems:
                return
            if type(value) in self._CHECKS.get(type(member), self._UNKNOWN)[0]:
                meant.append(attempt)
        if len(meant) == 1:
            self.problems += meant[0].problems
            return
        choices = [word for member in members for word in _choices(member)]
        others = [_expected(member) for member in members if not _choices(member)]
        self._not_among(path, value, [*choices, *others], choices)

    def _custom(self, path: _Path, value: object, kind: inspect.CustomType) -> None:
        try:
            custom_value(kind.cls, value)
        except ValueError as error:
            self._lookalike(path, value, str(error))

    def _enum(self, path: _Path, value: object, kind: inspect.EnumType) -> None:
        allowed = _choices(kind)
        if not isinstance(value, str) or value not in allowed:
            self._not_among(path, value, allowed, allowed)

    def _literal(self, path: _Path, value: object, kind: inspect.LiteralType) -> None:
        if not any(type(value) is type(one) and value == one for one in kind.values):
            self._not_among(path, value, _choices(kind), _choices(kind))

    def _not_among(
        self, path: _Path, value: object, expected: list[str], choices: list[str]
    ) -> None:
        hint = did_you_mean(value, choices) if isinstance(value, str) else None
        message = f"expected {listed(expected, 'or')}, not {got(value)}"
        self._lookalike(path, value, message, hint)

    def _text(self, path: _Path, value: str, kind: inspect.StrType) -> None:
        if len(value) < (kind.min_length or 0):
            self._report(path, "the text is empty")
        elif kind.max_length is not None and len(value) > kind.max_length:
            self._report(
                path,
                f"the text has {len(value)} characters; the limit is {kind.max_length}",
            )
        elif kind.pattern is not None and not re.search(kind.pattern, value):
            message = (
                f"{quoted(value)} is not a valid id: "
                "use lower-case letters, digits and hyphens, and no hyphen at the start"
            )
            self._lookalike(path, value, message)

    def _bounds(
        self, path: _Path, value: object, kind: inspect.IntType | inspect.FloatType
    ) -> None:
        number = float(str(value))
        low, high, above = kind.ge, kind.le, kind.gt
        is_low = (low is None or number >= low) and (above is None or number > above)
        if is_low and (high is None or number <= high):
            return
        expected = _EXPECTED[type(kind)]
        if above is not None:
            expected = f"{expected} above {above:g}"
            if high is not None:
                expected = f"{expected} and up to {high:g}"
        elif low is not None and high is not None:
            expected = f"{expected} from {low:g} to {high:g}"
        elif low is not None:
            expected = f"{expected} of at least {low:g}"
        else:
            expected = f"{expected} of at most {high:g}"
        self._report(path, f"expected {expected}, not {got(value)}")

    def _length(self, path: _Path, count: int, kind: _AnyList | inspect.DictType) -> None:
        if kind.min_length is not None and count < kind.min_length:
            self._report(
                path, f"expected at least {_entries(kind.min_length)}, not {count}"
            )
        if kind.max_length is not None and count > kind.max_length:
            self._report(path, f"expected at most {_entries(kind.max_length)}, not {count}")

    _CHECKS: ClassVar[dict[type[inspect.Type], tuple[tuple[type, ...], _Check]]] = {
        inspect.StructType: ((dict,), _struct),
        inspect.DictType: ((dict,), _dict),
        inspect.ListType: ((list,), _list),
        inspect.VarTupleType: ((list,), _list),
        inspect.TupleType: ((list,), _tuple),
        inspect.StrType: ((str,), _text),
        inspect.IntType: ((int,), _bounds),
        inspect.FloatType: ((int, float), _bounds),
        inspect.BoolType: ((bool,), _nothing),
        inspect.NoneType: ((type(None),), _nothing),
        inspect.AnyType: ((), _nothing),
        inspect.Metadata: ((), _inner),
        inspect.UnionType: ((), _union),
        inspect.CustomType: ((), _custom),
        inspect.EnumType: ((), _enum),
        inspect.LiteralType: ((), _literal),
    }
    """Values that may be meant as each type, and how they are checked; () means any
    value."""
    _UNKNOWN: ClassVar[tuple[tuple[type, ...], _Check]] = ((), _wrong_type)


def _choices(kind: inspect.Type) -> list[str]:
    """Return the allowed values of an enumeration or literal type."""
    if isinstance(kind, inspect.EnumType):
        return [str(member.value) for member in kind.cls]
    if isinstance(kind, inspect.LiteralType):
        return [str(one) for one in kind.values]
    return []


def _expected(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.TupleType):
        return f"a list of {_entries(len(kind.item_types))}"
    return _EXPECTED.get(type(kind), "something else")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
