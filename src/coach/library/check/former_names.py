"""Advice on body areas that a file calls by a former name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coach.errors import LibraryError, Problem
from coach.library.discover import FoundFiles
from coach.library.one_file import bytes_of
from coach.library.yaml.guarded_load import load
from coach.model.terms import FORMER_PLACES, todays_place

_ANY_FORMER = re.compile(rb"\b(" + "|".join(FORMER_PLACES).encode() + rb")\b")


def former_names(found: FoundFiles) -> Iterator[Problem]:
    """Yield advice for each former name in the drills and rules of a folder."""
    for file in (*found.files, found.coaching):
        if file is None or file.is_routine:
            continue
        try:
            data = bytes_of(file.path, file.shown)
            if _ANY_FORMER.search(data) is None:
                continue
            root = load(data, file.shown).root
        except LibraryError:  # reported where the file is read
            continue
        for word in _words(root):
            name = todays_place(word.value)
            if name != word.value:
                line, column = word.start_mark.line + 1, word.start_mark.column + 1
                message = f"'{word.value}' is now called '{name}'; both work"
                hint = f"write '{name}'"
                yield Problem(file.shown, line, column, message, hint, is_advice=True)


def _words(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _words(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _words(key)
            yield from _words(value)
