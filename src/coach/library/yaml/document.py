"""A YAML document: its value, and the line and column of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coach.errors import Problem
from coach.library.value_problem import PathPart

if TYPE_CHECKING:
    from collections.abc import Sequence


class Document(msgspec.Struct, frozen=True):
    """The value of a file, with places looked up only for problems."""

    shown: str
    """The file's name in problems."""
    value: dict[str, object]
    root: MappingNode

    def place(self, path: Sequence[PathPart], *, key: bool = False) -> tuple[int, int]:
        """Return line and column of a value, or of its key, counted from 1.

        If the path leads nowhere, return the position of the last part that exists.
        """
        node: Node = self.root
        mark = node.start_mark
        for index, part in enumerate(path):
            found = _child(node, part)
            if found is None:
                break
            key_node, node = found
            is_key = key and index == len(path) - 1
            mark = (key_node if is_key else node).start_mark
        return mark.line + 1, mark.column + 1

    def character(
        self, path: Sequence[PathPart], index: int, *, key: bool = False
    ) -> tuple[int, int]:
        """Return line and column of one character in text that is written on one line."""
        node: Node = self.root
        for number, part in enumerate(path):
            found = _child(node, part)
            if found is None:
                return self.place(path, key=key)
            node = found[0 if key and number == len(path) - 1 else 1]
        line, column = self.place(path, key=key)
        is_on_one = node.start_mark.line == node.end_mark.line
        if not isinstance(node, ScalarNode) or not is_on_one:
            return line, column
        return line, column + index + (node.style in {"'", '"'})

    def problem(
        self,
        path: Sequence[PathPart],
        message: str,
        hint: str | None = None,
        *,
        key: bool = False,
    ) -> Problem:
        """Return a problem at the part of the file that a path leads to."""
        return Problem(self.shown, *self.place(path, key=key), message, hint)

    def is_flow(self, path: Sequence[PathPart]) -> bool:
        """Return whether a part is written in brackets (flow style)."""
        node: Node = self.root
        for part in path:
            found = _child(node, part)
            if found is None:
                return False
            node = found[1]
        return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _child(node: Node, part: PathPart) -> tuple[Node, Node] | None:
    """Return the key node and value node of one step; a list entry is its own key."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == part:
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(part, int):
        items = node.value
        return (items[part], items[part]) if part < len(items) else None
    return None
