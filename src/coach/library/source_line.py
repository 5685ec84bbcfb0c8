"""Single lines of files, made safe to show below a problem."""

from __future__ import annotations

import re
from pathlib import Path

from coach.errors import LibraryError
from coach.library.one_file import bytes_of
from coach.library.yaml.file_text import MAX_BYTES
from coach.text.harmless import REPLACEMENT, harmless_line

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def line_of(path: Path, number: int) -> str | None:
    """Return one line of a file, counted from 1; None if there is none to show.

    Each control character is replaced by one character, so that columns stay right.
    """
    try:
        data = bytes_of(path, str(path))
    except LibraryError:
        return None
    if len(data) > MAX_BYTES or b"\0" in data[:4]:  # lines in UTF-16 cannot be shown
        return None
    text = data.decode("utf-8", "replace").removeprefix("\N{BYTE ORDER MARK}")
    lines = _LINE_BREAK.split(text)
    if not 1 <= number <= len(lines):
        return None
    line = lines[number - 1]
    if not line.isprintable():
        line = "".join(harmless_line(each) or REPLACEMENT for each in line)
    return line.rstrip() or None
