"""One TOML file: its values, the lines of its keys, and its problems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from coach.errors import Problem
from coach.files.os_error import reason
from coach.files.regular import NotAFileError, TooLargeError, read_regular

LARGEST_BYTES = 256 * 1024
"""Largest settings file in bytes; a larger file can't be one."""
_TEXT_OR_COMMENT = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*"
NOTHING_COUNTS = "coach ignores every setting in this file until you fix the file"


class TomlFile(msgspec.Struct, frozen=True):
    """The content of a file; empty if it is missing or unreadable."""

    table: dict[str, Any] = msgspec.field(default_factory=dict)
    text: str = ""
    problem: Problem | None = None

    def lines(self) -> dict[str, int]:
        """Return the line of each key and table by its dotted name.

        This is not a second TOML parser, but good enough for a message: it takes a line in
        a multi-line string for a key if the line looks like one.
        """
        lines: dict[str, int] = {}
        prefix = ""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if match := re.match(r"\s*\[+\s*([^\[\]]+?)\s*\]", line):
                name = _bare(match[1])
                prefix = f"{name}."
            elif match := re.match(r"\s*([\w\-.\"' ]+?)\s*=", line):
                name = prefix + _bare(match[1])
            else:
                continue
            lines.setdefault(name, number)
        return lines


def read_toml(file: Path) -> TomlFile:
    """Return the content of a file that need not exist."""
    try:
        content = read_regular(file, LARGEST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return TomlFile()
    except NotAFileError:
        hint = "move or delete this; until then, coach uses no settings file"
        return TomlFile(problem=Problem(str(file), 0, 0, "this is not a file", hint))
    except TooLargeError:
        return _unusable(file, f"the file is larger than {LARGEST_BYTES // 1024} KB")
    except OSError as error:
        return _unusable(file, f"the file cannot be read: {reason(error)}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unusable(file, "the file is not UTF-8 text", line)
    return _parse(file, text)


def _parse(file: Path, text: str) -> TomlFile:
    import tomllib  # noqa: PLC0415  most people have no settings file

    line = column = 0
    try:
        return TomlFile(tomllib.loads(text), text)
    except RecursionError:
        message = "the file has too many nested brackets"
    except ValueError as error:  # Python also refuses numbers of more than 4,300 digits
        message = str(error)
        if match := re.search(r" \(at line (\d+), column (\d+)\)$", message):
            line, column = int(match[1]), int(match[2])
            message = message[: match.start()]
            if lookalike := _lookalike(text.split("\n")[line - 1]):
                return _unusable(file, lookalike[1], line, lookalike[0])
        elif message.endswith(" (at end of document)"):
            line = text.count("\n") + 1
    lines = text.splitlines()
    is_known = 0 < line <= len(lines) and not message.endswith("(at end of document)")
    from coach.config.toml_slips import find_slip_in  # noqa: PLC0415  only for a mistake

    found = find_slip_in(lines[line - 1 : line] if is_known else lines)
    if found is not None:
        number, slip = found
        where = (line, column) if is_known else (number, 0)
        hint = f"{slip.step}; {NOTHING_COUNTS}"
        return TomlFile(problem=Problem(str(file), *where, slip.message, hint))
    return _unusable(file, message[:1].lower() + message[1:], line, column)


def _lookalike(line: str) -> tuple[int, str] | None:
    """Return column and name of a look-alike outside the strings and comment of a line."""
    from coach.text.lookalikes import cure, first_of, named  # noqa: PLC0415  rarely needed

    at = first_of(re.sub(_TEXT_OR_COMMENT, lambda match: " " * len(match[0]), line))
    return None if at is None else (at + 1, f"this is {named(line[at])}; {cure(line[at])}")


def _unusable(file: Path, message: str, line: int = 0, column: int = 0) -> TomlFile:
    return TomlFile(problem=Problem(str(file), line, column, message, NOTHING_COUNTS))


def _bare(key: str) -> str:
    """Return a dotted key without quotes and spaces."""
    return ".".join(part.strip(" \t\"'") for part in key.split("."))
