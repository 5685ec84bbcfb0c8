"""An example for every field of the file types, taken from the bundled drills."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import inspect

from coach.library.yaml.guarded_load import load

_FIRST = "glute-bridge.yaml"
"""File from which examples are taken first."""
_MOST = 2
"""Most items of a list in an example."""

Examples = dict[type, dict[str, object]]
"""Examples by type and name of the field."""
Replaced = Mapping[tuple[type, str], inspect.Type]
"""Types of the fields that are decoded later."""


def find_examples(
    folder: Path, kinds: Mapping[str, inspect.Type], replaced: Replaced
) -> Examples:
    """Return an example value for every field, from a folder of drills.

    ``kinds`` says what a folder or file with a name contains; the empty name stands for all
    other folders.
    """
    collector = _Collector(replaced)
    files = sorted(folder.rglob("*.yaml"), key=lambda path: (path.name != _FIRST, path))
    for file in files:
        first, *below = file.relative_to(folder).parts
        kind = kinds.get(first) or (kinds[""] if below else None)
        if kind is not None:
            collector.collect(kind, load(file.read_bytes(), file.name).value)
    return collector.found


class _Collector:
    def __init__(self, replaced: Replaced) -> None:
        self.found: Examples = {}
        self._replaced = replaced

    def collect(self, kind: inspect.Type, value: object) -> None:
        match kind, value:
            case inspect.Metadata(), _:
                self.collect(kind.type, value)
            case inspect.UnionType(), _:
                for member in kind.types:
                    self.collect(member, value)
            case inspect.StructType(), dict():
                self._fields(kind, value)
            case inspect.DictType(), dict():
                for item in value.values():
                    self.collect(kind.value_type, item)
            case inspect.VarTupleType(), list():
                for item in value:
                    self.collect(kind.item_type, item)
            case _:
                pass

    def _fields(self, kind: inspect.StructType, value: Mapping[str, object]) -> None:
        examples = self.found.setdefault(kind.cls, {})
        for field in kind.fields:
            item = value.get(field.encode_name)
            if item not in (None, [], {}):
                examples.setdefault(field.encode_name, _short(item))
                inner = self._replaced.get((kind.cls, field.name), field.type)
                self.collect(inner, item)


def _short(value: object) -> object:
    """Return a shortened example value; points and sizes stay whole."""
    if isinstance(value, list) and value and not isinstance(value[0], int | float):
        return [_short(item) for item in value[:_MOST]]
    if isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
        return {key: _short(value[key]) for key in list(value)[:_MOST]}
    return value
