"""A docstring says, with a noun, what is returned, done or held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "coach"
VAGUE = {"What", "Which", "How", "Where", "Whether", "Who", "When", "Why", "It", "Its"}
"""First words that leave the reader to find out what is meant."""
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _first_words(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and first word of each docstring."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, text.split()[0].rstrip(",:")


def test_a_docstring_begins_with_what_it_is_about() -> None:
    vague = [
        f"{file.relative_to(SOURCES)}:{line} {word}"
        for file in sorted(SOURCES.rglob("*.py"))
        for line, word in _first_words(file.read_text())
        if word in VAGUE
    ]
    assert not vague
