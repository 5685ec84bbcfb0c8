"""JSON Schemas for the files that authors write, made from the types for editors.

Draft 7, which editors know best. Descriptions are the docstrings of the fields, examples
come from the bundled drills. A schema finds fewer mistakes than `coach drill check`: it
can't tell whether a breath flows or a hand can reach its position.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
from msgspec import inspect

from coach.library.decode import FORMAT
from coach.library.docstrings import class_doc, field_docs
from coach.library.examples import Examples, Replaced, find_examples
from coach.model.drill import CountRange, Dose, Drill, Id, Routine, Source
from coach.model.pose import BasePose, Figure, Name
from coach.model.programme import Programme
from coach.model.rule import Coaching, PlaceRule, Rule, When
from coach.model.self_test import SelfTest
from coach.units import DURATION_HELP, LONGEST_MS, Milliseconds, format_seconds

Schema = dict[str, Any]

KINDS: Final[Mapping[str, Any]] = {
    "drill": Drill,
    "routine": Routine,
    "poses": dict[Name, BasePose],
    "sources": dict[Id, Source],
    "programme": Programme,
    "test": SelfTest,
    "coaching": Coaching,
}
"""Types of the files, by the name of their schema."""

_PLACES = {
    "": "drill",
    "routines": "routine",
    "programmes": "programme",
    "tests": "test",
} | {f"{name}.yaml": name for name in ("poses", "sources", "coaching")}
"""Schema for each folder and file in a folder of drills; all other files are drills."""

_TITLES = {
    "drill": "A drill for coach",
    "routine": "A routine for coach",
    "poses": "Base positions for figures in coach",
    "sources": "Sources for drills in coach",
    "programme": "A programme for coach",
    "test": "A self-test for runners",
    "coaching": "Coaching rules",
}
_FROM_FILE_NAME = {(kind, "id") for kind in (Drill, Routine, Programme, SelfTest)}
_REPLACED: Replaced = {
    (kind, "figure"): inspect.type_info(Figure) for kind in (Drill, SelfTest)
}
_UNUSED: Mapping[tuple[type, str], object] = {
    (When, "pain_not_at"): ["low_back", "knee"],
    (Rule, "lasting_days"): 14,
    (Rule, "within_days"): 14,
    (PlaceRule, "gone_days"): 14,
    (PlaceRule, "within_days"): 14,
}
"""Examples for fields that no bundled file uses."""
_CUSTOM: Mapping[type, Schema] = {
    Milliseconds: {
        "type": ["string", "number"],
        "minimum": 0,
        "maximum": LONGEST_MS // 1000,
        "pattern": r"^(?=.)([0-9]+m)?\s*([0-9]+(\.[0-9]+)?s)?$"
        r"|^[0-9]+(\.0)?$|^0\.[0-9]$|^[0-9]+:[0-5][0-9]$",
        "patternErrorMessage": DURATION_HELP,
        "examples": ["3s", "1m30s", "1:30", 45],
    },
    CountRange: {
        "type": "string",
        "pattern": "^[0-9]{1,4} ?[-\N{EN DASH}] ?[0-9]{1,4}$",
        "patternErrorMessage": "write a range such as 6-12",
    },
}
_FORMAT_FIELD: Schema = {
    "type": "integer",
    "minimum": 1,
    "maximum": FORMAT,
    "description": "Version of the file format; optional.",
    "examples": [FORMAT],
}


def file_name(kind: str) -> str:
    """Return the file name of a schema: ``drill.schema.json``."""
    return f"{kind}.schema.json"


def schema_text(kind: str, folder: Path) -> str:
    """Return the schema of a kind of file as JSON text, the same every time.

    ``folder`` holds the bundled drills, which give the examples.
    """
    schema = schema_of(kind, folder)
    return msgspec.json.format(msgspec.json.encode(schema), indent=1).decode() + "\n"


def schema_of(kind: str, folder: Path) -> Schema:
    """Return the schema of a kind of file, with examples from ``folder``."""
    types = {place: inspect.type_info(KINDS[name]) for place, name in _PLACES.items()}
    writer = _Writer(find_examples(folder, types, _REPLACED))
    root = inspect.type_info(KINDS[kind])
    top = writer.struct(root) if isinstance(root, inspect.StructType) else writer.of(root)
    if kind != "poses":
        top["properties"] = {"format": _FORMAT_FIELD, **top.get("properties", {})}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": _TITLES[kind],
        **top,
        "definitions": dict(sorted(writer.definitions.items())),
    }


class _Writer:
    """Turns types into schemas, and collects those of structs as definitions."""

    def __init__(self, examples: Examples) -> None:
        self.definitions: dict[str, Schema] = {}
        self._examples = examples

    def of(self, kind: inspect.Type) -> Schema:
        """Return the schema of a type."""
        write = self._WRITERS[type(kind)]
        return write(self, kind)

    def struct(self, kind: inspect.StructType) -> Schema:
        """Return the schema of a struct, without a reference."""
        docs = field_docs(kind.cls)
        written = [
            field for field in kind.fields if (kind.cls, field.name) not in _FROM_FILE_NAME
        ]
        properties = {
            field.encode_name: self._field(kind.cls, field, docs[field.encode_name])
            for field in written
        }
        required = [field.encode_name for field in written if field.required]
        schema: Schema = {
            "type": "object",
            "description": class_doc(kind.cls),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        if kind.cls is Dose:
            one_of = [{"required": [name]} for name in ("reps", "breaths", "time")]
            schema["oneOf"] = one_of
        return schema

    def _field(self, owner: type, field: inspect.Field, doc: str) -> Schema:
        kind = _REPLACED.get((owner, field.name), field.type)
        schema = {**self.of(kind), "description": doc}
        for each in owner.__mro__ + tuple(owner.__subclasses__()):
            found = self._examples.get(each, {}).get(field.encode_name)
            example = _UNUSED.get((each, field.name)) if found is None else found
            if example is not None:
                schema["examples"] = [example]
                break
        default = field.default
        if isinstance(default, Milliseconds):
            schema["default"] = format_seconds(default)
        elif isinstance(default, str | int):
            schema["default"] = default
        return schema

    def _reference(self, kind: inspect.StructType) -> Schema:
        name = kind.cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a type may refer to itself
            self.definitions[name] = self.struct(kind)
        return {"$ref": f"#/definitions/{name}"}

    def _metadata(self, kind: inspect.Metadata) -> Schema:
        return self.of(kind.type) | (kind.extra_json_schema or {})

    def _number(self, kind: inspect.IntType | inspect.FloatType) -> Schema:
        bounds = {"minimum": kind.ge, "exclusiveMinimum": kind.gt, "maximum": kind.le}
        name = "integer" if isinstance(kind, inspect.IntType) else "number"
        return {"type": name, **_given(bounds)}

    def _string(self, kind: inspect.StrType) -> Schema:
        lengths = {"minLength": kind.min_length, "maxLength": kind.max_length}
        return {"type": "string", **_given(lengths | {"pattern": kind.pattern})}

    def _truth(self, _kind: inspect.BoolType) -> Schema:
        return {"type": "boolean"}

    def _array(self, kind: inspect.ListType | inspect.VarTupleType) -> Schema:
        lengths = {"minItems": kind.min_length, "maxItems": kind.max_length}
        return {"type": "array", "items": self.of(kind.item_type), **_given(lengths)}

    def _tuple(self, kind: inspect.TupleType) -> Schema:
        count = len(kind.item_types)
        return {
            "type": "array",
            "items": [self.of(item) for item in kind.item_types],
            "additionalItems": False,
            "minItems": count,
            "maxItems": count,
        }

    def _dict(self, kind: inspect.DictType) -> Schema:
        lengths = {"minProperties": kind.min_length, "maxProperties": kind.max_length}
        return {
            "type": "object",
            "propertyNames": self.of(kind.key_type),
            "additionalProperties": self.of(kind.value_type),
            **_given(lengths),
        }

    def _union(self, kind: inspect.UnionType) -> Schema:
        # A key without a value has no meaning, so editors need not offer one.
        members = [m for m in kind.types if not isinstance(m, inspect.NoneType)]
        schemas = [self.of(member) for member in members]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _choice(self, kind: inspect.EnumType | inspect.LiteralType) -> Schema:
        if isinstance(kind, inspect.LiteralType):
            return {"enum": list(kind.values)}
        return {"enum": [member.value for member in kind.cls]}

    def _custom(self, kind: inspect.CustomType) -> Schema:
        return dict(_CUSTOM[kind.cls])

    _WRITERS: ClassVar[dict[type[inspect.Type], Callable[[_Writer, Any], Schema]]] = {
        inspect.StructType: _reference,
        inspect.Metadata: _metadata,
        inspect.IntType: _number,
        inspect.FloatType: _number,
        inspect.StrType: _string,
        inspect.BoolType: _truth,
        inspect.ListType: _array,
        inspect.VarTupleType: _array,
        inspect.TupleType: _tuple,
        inspect.DictType: _dict,
        inspect.UnionType: _union,
        inspect.EnumType: _choice,
        inspect.LiteralType: _choice,
        inspect.CustomType: _custom,
    }


def _given(keywords: Schema) -> Schema:
    return {name: value for name, value in keywords.items() if value is not None}
