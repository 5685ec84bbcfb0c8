"""Docstrings of fields, read from the source code of their types."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise


def field_docs(kind: type) -> dict[str, str]:
    """Return the docstrings of a class's fields by name, inherited ones included."""
    docs: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.startswith("coach."):
            docs |= dict(_own_docs(each))
    return docs


def class_doc(kind: type) -> str:
    """Return the first paragraph of a class's docstring on one line."""
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")


def _own_docs(kind: type) -> Iterator[tuple[str, str]]:
    # Python keeps the docstrings of classes and functions, but not those of fields.
    (definition,) = ast.parse(inspect.getsource(kind)).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    for field, text in pairwise(body):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                yield name.rstrip("_"), " ".join(said.replace("``", "`").split())
            case _:
                pass
