"""Every text of the project that a person reads, with its place; sentences drawn from it.

As a script, it prints all sentences, or as many as asked, drawn with a seed:
``python -m tests.tools.shown_texts --draw 100 --seed 7``.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
from collections.abc import Iterator, Sequence
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
IN_EDITORS = re.compile(r"/(cli/.*|model/(drill|programme|rule|pose))\.py")
"""Modules whose docstrings are shown: as help, or by the schemas in an editor."""


class Shown(NamedTuple):
    """A text and where it stands."""

    place: str
    kind: str
    """``string``, ``help``, ``docstring``, ``drill``, ``comment`` or ``page``."""
    text: str


def shown_texts() -> Iterator[Shown]:
    """Yield every text of the sources, the drill files and the pages."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from python_texts(path.read_text(), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "drills").rglob("*.yaml")):
        yield from yaml_texts(path.read_text(), str(path.relative_to(ROOT)))
    for path in PAGES:
        yield from page_texts(path.read_text(), str(path.relative_to(ROOT)))


def python_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield the strings and docstrings of a module; gaps of f-strings are ``{name}``."""
    is_shown = bool(IN_EDITORS.search(place))

    def visit(node: ast.AST) -> Iterator[Shown]:
        docs = _docstrings(node)
        is_help = is_shown and not str(getattr(node, "name", "_")).startswith("_")
        for doc in docs:
            kind = "help" if is_help else "docstring"
            yield Shown(f"{place}:{doc.lineno}", kind, str(doc.value))
        for child in _children(node):
            if isinstance(child, ast.JoinedStr):
                yield Shown(f"{place}:{child.lineno}", "string", _joined(child))
                for gap in child.values:
                    if isinstance(gap, ast.FormattedValue):
                        yield from visit(gap.value)
            elif isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield Shown(f"{place}:{child.lineno}", "string", child.value)
            elif not (isinstance(child, ast.Expr) and child.value in docs):
                yield from visit(child)

    yield from visit(ast.parse(source))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node; keys of dictionaries are names, nobody reads them."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Dict) and child in node.keys):
            yield child


def _docstrings(node: ast.AST) -> Sequence[ast.Constant]:
    """Return the docstring of a module, class or function, and those of its fields."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not isinstance(node, _DOCUMENTED):
        return ()
    after = [next_ for field, next_ in pairwise(body) if isinstance(field, _FIELDS)]
    return [
        each.value
        for each in (*body[:1], *after)
        if isinstance(each, ast.Expr)
        and isinstance(each.value, ast.Constant)
        and isinstance(each.value.value, str)
    ]


_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_FIELDS = ast.AnnAssign | ast.Assign


def _joined(node: ast.JoinedStr) -> str:
    return "".join(
        str(part.value)
        if isinstance(part, ast.Constant)
        else f"{{{ast.unparse(part.value)}}}"
        for part in node.values
        if isinstance(part, ast.Constant | ast.FormattedValue)
    )


def yaml_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield every value of a YAML file that is text, and every comment."""
    node = yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if node is not None:
        yield from _scalars(node, place)
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(r"\s*# (?!yaml-language-server)", line):
            yield Shown(f"{place}:{number}", "comment", line.strip(" #"))


def _scalars(node: yaml.Node, place: str) -> Iterator[Shown]:
    if isinstance(node, yaml.ScalarNode):
        yield Shown(f"{place}:{node.start_mark.line + 1}", "drill", node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, place)
    elif isinstance(node, yaml.MappingNode):
        for value in (value for key, value in node.value if key.value not in _NAMES):
            yield from _scalars(value, place)


_NAMES = {"who", "where", "fit", "muscles", "also", "id", "sources"}
"""Keys whose values are names: of people, journals, muscles and files."""


_MARK = re.compile(r"^(#+|[-*]) ")
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def page_texts(source: str, place: str) -> Iterator[Shown]:
    """Yield the paragraphs, list entries and table cells of a page, without its code."""
    without = _FENCED.sub(lambda fenced: "\n" * fenced[0].count("\n"), source)
    start, lines = 0, list[str]()
    for number, line in enumerate([*without.splitlines(), ""], 1):
        is_code = line.startswith("    ") and not lines
        is_new = (
            not line.strip() or re.match(r"\s*(([-*]|#+|\d+\.) |[|<])", line) or is_code
        )
        if is_new and lines:
            yield Shown(f"{place}:{start}", "page", " ".join(lines))
            lines = []
        if not line.strip() or is_code or line.startswith(("<!--", "|--")):
            continue
        if line.startswith("|"):
            for cell in line.strip("|").split("|"):
                yield Shown(f"{place}:{number}", "page", cell.strip())
        else:
            start = start if lines else number
            lines.append(_MARK.sub("", line.strip()).replace("**", ""))


_FEWEST_WORDS = 3
_CODE = re.compile(
    r"\x1b|\\[A-Za-z0-9.]|\(\?|^\w+\[.*\]$"  # terminals, patterns, types
    r"|\{ [\w-]+: |\{\"|[\w-]=\"|translate\(|\d\w+\|\d"  # styles, JSON, attributes
    r"|-src '|^\w+(-\w+)+: |^\w+/[\w+-]+;|^(PRODID|DTSTART|HTTP/|event: )"  # headers
    r"|^--\w+=|\[a-z0-9"  # an option, an id
    r"|\$schema=|color\(|\{ \{|\|, \||^(step|tap) \{|#[0-9a-f]{6}"  # styles
    r"|crc32|end of (stream|document)"  # columns of a table, messages of a parser
    r"|^(exceeded|did not find expected|found \w+ (tag|escape|YAML)|block sequence|mapping)"
    r"|\b(select|insert into|pragma|create|delete from|order by) |primary key"
    r"|[<>=] \?| (text|integer), \w+ (text|integer|blob)|^\w+ \(\w+(, \w+)+\)$"  # queries
)
"""Marks of code that no sentence has."""
_TAG = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)
_GAP = re.compile(r"\{[^}]*\}|`[^`]*`")
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_BETWEEN = re.compile(r"(?<=[.?!])[*\"')]*\s+(?=[A-Z`'\"*([])")


def is_prose(shown: Shown) -> bool:
    """Return whether a person would read a text as words: no names, keys or code."""
    text = shown.text
    if shown.kind == "string":
        text = _TAG.sub(" ", text)
        if (
            _CODE.search(text)
            or " " not in text.strip()
            or not _WORD.search(_GAP.sub("", text))
        ):
            return False
    return len(_WORD.findall(_GAP.sub("x", text))) >= _FEWEST_WORDS


def sentences() -> Iterator[Shown]:
    """Yield every sentence once, with the place where it stands first."""
    seen: set[str] = set()
    for shown in filter(is_prose, shown_texts()):
        for paragraph in re.split(r"\n\s*\n", shown.text):
            for each in _BETWEEN.split(" ".join(paragraph.split())):
                part = shown._replace(text=each)
                if each not in seen and is_prose(part):
                    seen.add(each)
                    yield part


def main() -> None:
    """Print sentences with their places; docstrings of the code only on request."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draw", type=int, help="draw as many sentences as this")
    parser.add_argument("--seed", help="draw with this seed")
    parser.add_argument("--kind", action="append", help="leave out all other kinds")
    parser.add_argument("--path", default="", help="leave out all other places")
    asked = parser.parse_args()
    kinds = asked.kind or ["string", "help", "drill", "comment", "page"]
    found = [
        each for each in sentences() if each.kind in kinds and asked.path in each.place
    ]
    if asked.draw is not None:
        found = random.Random(asked.seed).sample(found, min(asked.draw, len(found)))  # noqa: S311  no secret is drawn
    sys.stdout.writelines(f"{each.place} [{each.kind}] {each.text}\n" for each in found)


if __name__ == "__main__":
    main()
