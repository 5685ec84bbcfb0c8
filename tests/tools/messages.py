"""Every message of the program with its place, to be read aloud.

``python -m tests.tools.messages`` prints errors, problems of files, advice and warnings,
each with its next step.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.tools.shown_texts import ROOT, SOURCE, python_texts

TELLING = {
    "tell",
    "Problem",
    "ValueProblem",
    "ProbeResult",
    "advice",
    "report",
    "lookalike",
}
"""Functions and classes that tell something, without underscores before the name."""


class Message(NamedTuple):
    """What is told at a place in the sources."""

    place: str
    by: str
    texts: tuple[str, ...]


def messages() -> Iterator[Message]:
    """Yield every call that tells a person something, in the order of the files."""
    for path in sorted(SOURCE.rglob("*.py")):
        place = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _tells(_name(node.func)):
                shown = python_texts(ast.unparse(node), place)
                texts = tuple(each.text for each in shown if " " in each.text)
                if texts:
                    yield Message(f"{place}:{node.lineno}", _name(node.func), texts)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr.lstrip("_")
    return function.id.lstrip("_") if isinstance(function, ast.Name) else ""


def _tells(name: str) -> bool:
    return name in TELLING or (name.endswith("Error") and name[0].isupper())


def main() -> None:
    """Print one message a line: place, who tells it, the sentence and the next step."""
    for message in messages():
        sys.stdout.write(f"{message.place}: {message.by}: {' | '.join(message.texts)}\n")


if __name__ == "__main__":
    main()
