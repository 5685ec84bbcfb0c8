"""PyYAML's syntax errors, as messages for authors."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError, YAMLError

from coach.errors import Problem
from coach.library.yaml.file_text import place_at
from coach.library.yaml.stray_characters import stray_problem, strays_in_lines

_TABS = "lines cannot be indented with tabs; use spaces"
_INDENTED_BY_TAB = re.compile(r" *\t")

_PLAIN: dict[str, tuple[str, str | None]] = {
    "found undefined alias": (
        "text that starts with '*' needs quotes",
        "aliases are not allowed",
    ),
    "did not find expected alphabetic or numeric character": (
        "text that starts with '*' or '&' needs quotes",
        None,
    ),
    "found undefined tag handle": ("text that starts with '!' needs quotes", None),
    "but found another document": (
        "a file can have only one document, and a second one begins here",
        "remove the '---' and everything after it",
    ),
    "did not find expected <document start>": (
        "the document ends above, but more text follows here",
        "check the brackets and the indentation",
    ),
    "found unknown escape character": (
        "this '\\' has no meaning in double quotes",
        "use single quotes, or write '\\\\'",
    ),
    "block sequence entries are not allowed in this context": (
        "a list with '-' must start on a new line",
        "text that starts with '- ' needs quotes",
    ),
    "could not find expected ':'": (
        "a line above this one has no ': ' after its key",
        None,
    ),
    "did not find expected key": (
        "this does not fit the text before it",
        "check the indentation, quotes and brackets",
    ),
    "did not find expected '-' indicator": (
        "this line does not continue the list above",
        "start the line with '- ', or check the indentation",
    ),
    "did not find expected node content": ("a value is missing here", None),
    "found incompatible YAML document": ("this YAML version is unknown", "write %YAML 1.2"),
}

# What the pure parser says instead; only the beginnings are compared.
_SAME = {
    "expected <block end>, but found '?'": "did not find expected '-' indicator",
    "expected <block end>": "did not find expected key",
    "expected ',' or ']'": "did not find expected ',' or ']'",
    "expected ',' or '}'": "did not find expected ',' or '}'",
    "expected '<document start>'": "did not find expected <document start>",
    "expected the node content": "did not find expected node content",
    "expected alphabetic or numeric character": (
        "did not find expected alphabetic or numeric character"
    ),
    "sequence entries are not allowed here": (
        "block sequence entries are not allowed in this context"
    ),
    "found undefined tag handle": "found undefined tag handle",
    "found unknown escape character": "found unknown escape character",
    "found incompatible YAML document": "found incompatible YAML document",
}


def syntax_problems(error: YAMLError, text: str, shown: str) -> tuple[Problem, ...]:
    """Return problems in plain words for one of PyYAML's syntax errors."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    strays = strays_in_lines(text, mark.line if mark else text.count("\n"))
    if strays:
        return tuple(stray_problem(shown, place_at(text, at), text[at]) for at in strays)
    return (_problem(error, text, shown),)


def _problem(error: YAMLError, text: str, shown: str) -> Problem:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem(shown, 0, 0, f"the YAML cannot be read: {error}")
    mark = error.problem_mark
    lines = text.splitlines() or [""]
    line = lines[mark.line] if mark.line < len(lines) else ""
    tab = _tab_place(lines, mark.line)
    if tab is not None:
        return Problem(shown, *tab, _TABS)
    if error.context_mark is not None and _is_open_quote(error):
        mark = error.context_mark
        message, hint = "this quote is never closed", None
    elif "node content" in str(error.problem) and mark.line >= len(lines):
        message, hint = "the file ends before a bracket is closed", None
    else:
        message, hint = _words(error, line, mark.column)
    return Problem(shown, mark.line + 1, mark.column + 1, message, hint)


def _is_open_quote(error: MarkedYAMLError) -> bool:
    return "end of stream" in str(error.problem) and "quoted" in str(error.context)


def _tab_place(lines: list[str], number: int) -> tuple[int, int] | None:
    """Return line and column of a tab that indents the given line or the one before."""
    for index in (number - 1, number):
        if 0 <= index < len(lines):
            match = _INDENTED_BY_TAB.match(lines[index])
            if match:
                return index + 1, match.end()
    return None


def _words(error: MarkedYAMLError, line: str, column: int) -> tuple[str, str | None]:
    said = str(error.problem)
    for pure, fast in _SAME.items():
        if said.startswith(pure):
            said = fast
    begun = f"opened on line {error.context_mark.line + 1}" if error.context_mark else ""
    if said.startswith("mapping values are not allowed"):
        if ": " in line[:column]:
            return "text that contains ': ' needs quotes", None
        return (
            "this key does not fit the line above",
            "check colons and indentation; text that contains ': ' needs quotes",
        )
    if said.startswith("found character"):
        first = line[column : column + 1]
        if first == "\t":
            return _TABS, None
        return f"text cannot start with '{first}'", "put the text in quotes"
    if said.startswith("did not find expected ',' or"):
        bracket = said.rpartition("or ")[2]
        return (
            f"the bracket {begun} needs ',' or {bracket} here",
            "is a comma missing? text with a comma, a colon or brackets needs quotes",
        )
    return _PLAIN.get(said, (f"the YAML cannot be read here: {said}", None))
