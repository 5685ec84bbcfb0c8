"""Every text of the project that a person reads, with its place; sentences drawn from it.

As a script, print all sentences, or some that a seed draws:
``python -m tests.tools.shown_texts --draw 100 --seed 7``.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "coach"
PAGES = (
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
)


class Shown(NamedTuple):
    """A text and where it stands."""

    place: str
    kind: str
    """``string``, ``docstring``, ``help``, ``drill`` or ``page``."""
    text: str


def shown_texts() -> Iterator[Shown]:
    """Yield every text of the sources, of the drill files and of the pages."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from python_texts(path.read_text(), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "drills").rglob("*.yaml")):
        yield from yaml_texts(path.read_text(), str(path.relative_to(ROOT)))
    for path in PAGES:
        yield from page_texts(path.read_text(), str(path.relative_to(ROOT)))


def python_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield the strings and docstrings of a module; gaps of f-strings are ``{name}``."""
    tree = ast.parse(source)
    docs: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        if not isinstance(body, list):
            continue
        is_help = (
            "/cli/" in place and isinstance(node, ast.FunctionDef) and node.name[0] != "_"
        )
        first = body[:1] if isinstance(node, ast.Module | ast.ClassDef | _Function) else []
        fields = [b for a, b in pairwise(body) if isinstance(a, ast.AnnAssign | ast.Assign)]
        for each in (*first, *fields):
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                text = each.value.value
                if isinstance(text, str):
                    docs.add(id(each.value))
                    kind = "help" if is_help else "docstring"
                    yield Shown(f"{place}:{each.lineno}", kind, text)
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in docs or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            yield Shown(f"{place}:{node.lineno}", "string", _joined(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Shown(f"{place}:{node.lineno}", "string", node.value)


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _joined(node: ast.JoinedStr) -> str:
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            parts.append("{" + ast.unparse(part.value) + "}")
    return "".join(parts)


def yaml_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield every value of a YAML file that is text, and every comment."""
    node = yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if node is not None:
        yield from _scalars(node, place)
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(r"\s*# ", line):
            yield Shown(f"{place}:{number}", "comment", line.strip(" #"))


def _scalars(node: yaml.Node, place: str) -> Iterator[Shown]:
    if isinstance(node, yaml.ScalarNode):
        yield Shown(f"{place}:{node.start_mark.line + 1}", "drill", node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, place)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value, place)


def page_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield the paragraphs, list entries and table cells of a page, without its code."""
    without = re.sub(
        r"^```.*?^```$",
        lambda m: "\n" * m[0].count("\n"),
        source,
        flags=re.MULTILINE | re.DOTALL,
    )
    start, lines = 0, list[str]()
    for number, line in enumerate([*without.splitlines(), ""], 1):
        is_code = line.startswith("    ") and not lines
        is_new = not line.strip() or re.match(r"\s*([-*#|<]|\d+\.) ?", line) or is_code
        if is_new and lines:
            yield Shown(f"{place}:{start}", "page", " ".join(lines))
            lines = []
        if line.strip() and not is_code and not line.startswith(("<!--", "|--")):
            if line.startswith("|"):
                for cell in line.strip("|").split("|"):
                    yield Shown(f"{place}:{number}", "page", cell.strip())
            else:
                start = start if lines else number
                lines.append(line.strip().lstrip("#-* "))


_WORDS = 3
"""Fewest words of a sentence."""


def is_prose(shown: Shown) -> bool:
    """Return whether a person would read a text as words: no names, keys or patterns."""
    text = shown.text
    if shown.kind == "string" and re.search(
        r"select |insert into|pragma |create |\(\?|\\[dsw]|^[\w./:{}\[\]<>=%-]*$", text
    ):
        return False
    return len(re.findall(r"[A-Za-z{][\w'}-]*", text)) >= _WORDS


def sentences() -> Iterator[Shown]:
    """Yield every sentence once, with the place where it stands first."""
    seen: set[str] = set()
    for shown in filter(is_prose, shown_texts()):
        for paragraph in re.split(r"\n\s*\n", shown.text):
            flat = " ".join(paragraph.split())
            for each in re.split(r"(?<=[.?!])[*\"')]*\s+(?=[A-Z`'\"*(])", flat):
                part = shown._replace(text=each)
                if each not in seen and is_prose(part):
                    seen.add(each)
                    yield part


def main() -> None:
    """Print sentences with their places."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draw", type=int, help="print only so many")
    parser.add_argument("--seed", help="draw with this seed")
    parser.add_argument("--kind", action="append", help="leave out all other kinds")
    parser.add_argument("--path", default="", help="leave out all other places")
    asked = parser.parse_args()
    found = [
        each
        for each in sentences()
        if (not asked.kind or each.kind in asked.kind) and asked.path in each.place
    ]
    if asked.draw is not None:
        found = random.Random(asked.seed).sample(found, min(asked.draw, len(found)))  # noqa: S311  no secret is drawn
    sys.stdout.writelines(f"{each.place} [{each.kind}] {each.text}\n" for each in found)


if __name__ == "__main__":
    main()
