"""A guarded loader for one small YAML 1.2 document.

YAML 1.1 turns ``no`` into false, ``1:30`` into 90 and ``010`` into 8, keeps the last of two
equal keys, and lets nine lines grow into millions of values; PyYAML's C parser ends the
process at some 25,000 open brackets. This loader does none of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.error import Mark, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coach.errors import LibraryError, Problem
from coach.library.phrasing import got, quoted
from coach.library.yaml.document import Document
from coach.library.yaml.file_text import UNWANTED, place_at, text_of, unwanted
from coach.library.yaml.parser import (
    COLLECTION,
    FAST_PARSER,
    MAX_DEPTH,
    PLAIN,
    QUOTED,
    Parsing,
    compose,
    too_deep,
)
from coach.library.yaml.scalars import plain_value
from coach.library.yaml.stray_characters import (
    stray_problem,
    strays_in_key,
    strays_in_plain,
)
from coach.library.yaml.syntax_messages import syntax_problems
from coach.text.lookalikes import cure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_PROBLEMS = 50
_UNWANTED_IN_TEXT = rf"[\t\r]|{UNWANTED.pattern}"
"""Escapes in double quotes, and blocks, can add characters that the file's text cannot."""
_STANDARD_TAG = "tag:yaml.org,2002:"


def load(
    data: bytes, shown: str, *, parser: Callable[[str], Parsing] = FAST_PARSER
) -> Document:
    """Return the document in the bytes of one file.

    Raises:
        LibraryError: with every problem in the file as YAML.
    """
    text = text_of(data, shown)
    try:
        root = compose(text, shown, parser)
    except YAMLError as error:
        raise LibraryError(syntax_problems(error, text, shown)) from None
    if root is None or (isinstance(root, ScalarNode) and not root.value):
        hint = "start from a copy of a bundled drill"
        raise LibraryError((Problem(shown, 0, 0, "the file is empty", hint),))
    builder = _Builder(shown, text)
    value = builder.build(root, 1)
    if isinstance(root, MappingNode) and isinstance(value, dict) and not builder.problems:
        return Document(shown, value, root)
    if not isinstance(root, MappingNode) and not builder.problems:
        builder.report(root.start_mark, f"expected keys with values, not {got(value)}")
    raise LibraryError(tuple(builder.problems[:_MOST_PROBLEMS]))


class _Builder:
    """Builder of plain values from nodes, which collects problems on the way."""

    def __init__(self, shown: str, text: str) -> None:
        self._shown = shown
        self._text = text
        self.problems: list[Problem] = []

    def report(self, mark: Mark, message: str, hint: str | None = None) -> None:
        place = (mark.line + 1, mark.column + 1)
        self.problems.append(Problem(self._shown, *place, message, hint))

    def build(self, node: Node, depth: int) -> object:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag != COLLECTION:
            self._refuse_tag(node)
        if depth > MAX_DEPTH:
            mark = node.start_mark
            raise too_deep(self._shown, mark.line + 1, mark.column + 1)
        if isinstance(node, SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: Node, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            before = len(self.problems)
            key = self.build(key_node, depth + 1)
            value = self.build(value_node, depth + 1)
            mark = key_node.start_mark
            if isinstance(key_node, ScalarNode) and len(self.problems) == before:
                self._report_strays(key_node, strays_in_key(self._raw(key_node)))
            if not isinstance(key, str):
                self.report(
                    mark, f"a key must be text, not {got(key)}", "put the key in quotes"
                )
            elif key == "<<" and key_node.tag == PLAIN:
                self.report(
                    mark, "the merge key '<<' is not allowed", "write the keys in full"
                )
            elif key in values:
                first = first_lines[key]
                self.report(mark, f"the key {quoted(key)} is already on line {first}")
            else:
                values[key] = value
                first_lines[key] = mark.line + 1
        return values

    def _scalar(self, node: ScalarNode) -> object:
        text: str = node.value
        if node.tag == PLAIN:
            if not text.isascii():
                self._report_strays(node, strays_in_plain(self._raw(node)))
            try:
                value = plain_value(text)
            except ValueError:
                self.report(node.start_mark, f"the number {quoted(text)} is too long")
                return 0
            if not isinstance(value, str):
                return value
        elif node.tag != QUOTED:
            self._refuse_tag(node)
        # Blanks around text never have a meaning, nor does the last line break of a block.
        stripped = text.strip()
        if not stripped.isprintable():
            self._check_text(node, stripped)
        return stripped

    def _check_text(self, node: ScalarNode, text: str) -> None:
        match = re.search(_UNWANTED_IN_TEXT, text)
        if match:
            at = self._raw(node).find(match[0])  # this search does not find escapes
            place = place_at(self._text, node.start_mark.index + max(at, 0))
            problem = Problem(self._shown, *place, unwanted(match[0]), cure(match[0]))
            self.problems.append(problem)
        elif "\n" in text:
            hint = "use '>-', which joins the lines"
            self.report(node.start_mark, "text cannot contain line breaks", hint)

    def _raw(self, node: ScalarNode) -> str:
        """Return a scalar as it is written in the file."""
        return self._text[node.start_mark.index : node.end_mark.index]

    def _report_strays(self, node: ScalarNode, found: Iterable[int]) -> None:
        for at in found:
            index = node.start_mark.index + at
            place = place_at(self._text, index)
            self.problems.append(stray_problem(self._shown, place, self._text[index]))

    def _refuse_tag(self, node: Node) -> None:
        tag = node.tag
        if tag.startswith(_STANDARD_TAG):
            tag = f"!!{tag.removeprefix(_STANDARD_TAG)}"
        hint = "remove the tag; text that starts with '!' needs quotes"
        self.report(node.start_mark, f"the tag {quoted(tag)} is not allowed", hint)
