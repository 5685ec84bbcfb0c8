"""Examples of a page: files to write, commands to run, answers to compare."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.cli.commands import run_here

_HOME = "/home/you"
_FENCED = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"(?:COACH_HOME=(?P<home>\S+) )?coach (?P<words>.+)")
_QUICK = "1000"
"""So many times faster than on the page a rehearsal runs here."""


class Block(NamedTuple):
    """A fenced block: a file to write, or commands with what they answer."""

    kind: str
    name: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text()
    for match in _FENCED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(match[1], match[2], match[3], line)


def _steps(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines it answers."""
    for part in text.split("$ ")[1:]:
        command, *answer = part.splitlines()
        yield command, answer


def matches(answer: list[str], expected: list[str]) -> bool:
    """Compare lines; ``...`` stands for any number of them."""
    pattern = "\n".join(
        r"(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in expected
    )
    return re.fullmatch(pattern, "\n".join(answer)) is not None


def home_with_work(environment: Mapping[str, str], patch: pytest.MonkeyPatch) -> Path:
    """The home of a user who is in their folder ``work``."""
    home = Path(environment["HOME"])
    patch.delenv("COACH_HOME")
    (home / "work").mkdir()
    patch.chdir(home / "work")
    return home


def run_page(page: Path, home: Path) -> Iterator[tuple[Block, str, list[str], list[str]]]:
    """Write every file and run every command, in the order of the page."""
    work = home / "work"
    for block in blocks(page):
        if block.kind == "yaml":
            file = work / block.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text)
            continue
        for command, expected in _steps(block.text):
            match = _COMMAND.fullmatch(command)
            assert match, command
            words = match["words"].replace("--speed 20", f"--speed {_QUICK}")
            with pytest.MonkeyPatch.context() as patch:
                if match["home"]:
                    patch.setenv("COACH_HOME", str(work / match["home"]))
                result = run_here(*shlex.split(words))
            assert "Traceback" not in result.err
            said = (result.out + result.err).replace(str(home), _HOME)
            said = said.replace(f"{_QUICK} x", "20 x")
            yield block, command, expected, [line.rstrip() for line in said.splitlines()]
