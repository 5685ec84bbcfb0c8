"""PyYAML's parsers, with as little of PyYAML as possible and with a guard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yaml.composer import Composer
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    StreamEndEvent,
)
from yaml.nodes import Node, ScalarNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from coach.errors import LibraryError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 50
_UNCHECKED_OPENERS = 200
"""Number of brackets and dashes that can't nest deep enough to do harm."""

# No tag written in a file can contain a NUL, so these never meet a real one.
PLAIN = "\0plain"
QUOTED = "\0quoted"
COLLECTION = "\0collection"


class Parsing(Protocol):
    """The part of PyYAML's two parsers that is used here."""

    def get_event(self) -> Event | None:
        """Return the next event, or None after the last."""

    def get_single_node(self) -> Node | None:
        """Return the tree of the only document, or None for an empty file."""


class _Resolver:
    """A resolver that only records whether a scalar is plain or quoted."""

    def resolve(
        self,
        kind: type[Node],
        _value: object,
        implicit: bool | tuple[bool, bool],  # noqa: FBT001  the parsers call it so
    ) -> str:
        if kind is not ScalarNode:
            return COLLECTION
        return PLAIN if isinstance(implicit, tuple) and implicit[0] else QUOTED

    def descend_resolver(self, _node: object, _index: object) -> None:
        """Do nothing: no tag depends on the position of a value."""

    def ascend_resolver(self) -> None:
        """Do nothing: there is no state to remove."""


class PureParser(_Resolver, Reader, Scanner, Parser, Composer):
    """The parser of a PyYAML that was built without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


FAST_PARSER: Callable[[str], Parsing]
try:
    from yaml._yaml import CParser
except ImportError:
    FAST_PARSER = PureParser
else:

    class _FastParser(_Resolver, CParser):
        """The parser of libyaml, which is many times faster."""

    FAST_PARSER = _FastParser


def compose(text: str, shown: str, parser: Callable[[str], Parsing]) -> Node | None:
    """Return the tree of nodes of a text; None for an empty one.

    Raises:
        LibraryError: if the text is nested too deeply or uses aliases.
        YAMLError: if the text is not YAML.
    """
    try:
        if parser is PureParser or _could_hurt(text):
            _walk(parser(text), shown)
        return parser(text).get_single_node()
    except MarkedYAMLError as error:
        # libyaml looks ahead over all open brackets, and lately has a limit of its own.
        mark = error.problem_mark
        if mark and error.problem == "exceeded maximum nesting depth":
            raise too_deep(shown, mark.line + 1, mark.column + 1) from error
        raise


def too_deep(shown: str, line: int, column: int) -> LibraryError:
    """Return the error for a file that is nested more deeply than any drill."""
    message = f"the file is nested more than {MAX_DEPTH} levels deep"
    return LibraryError((Problem(shown, line, column, message),))


def _could_hurt(text: str) -> bool:
    openers = text.count("[") + text.count("{") + text.count("- ") + text.count("? ")
    return openers > _UNCHECKED_OPENERS or ("*" in text and "&" in text)


def _walk(parser: Parsing, shown: str) -> None:
    """Check depth and aliases in the events, which need no stack, before composing."""
    depth = 0
    while (event := parser.get_event()) is not None:
        if isinstance(event, StreamEndEvent):
            return
        if isinstance(event, AliasEvent):
            alias = Problem(
                shown,
                *_place(event),
                f"the alias '*{event.anchor}' is not allowed",
                "write the value in full; text that starts with '*' needs quotes",
            )
            raise LibraryError((alias,))
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise too_deep(shown, *_place(event))
        elif isinstance(event, CollectionEndEvent):
            depth -= 1


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
