"""Sentences with commands in them, which are bold and which no line breaks."""

from __future__ import annotations

import re

from rich.text import Text

from coach.screen.even_lines import filled
from coach.screen.roles import Role

_UNBROKEN = "\N{NO-BREAK SPACE}"
_COMMAND = re.compile(
    r"`(?P<quoted>[^`]+)`|(?P<bare>coach plan (?:begin [a-z-]+(?: --week \d+)?|list))"
)
_MARK = re.compile("\x02([^\x02\x03]*)\x03")
"""A command, between two signs that no text has."""


def with_commands(words: str, columns: int, role: Role = Role.PLAIN) -> list[Text]:
    """Return a sentence in full lines, its commands in bold in place of backquotes."""

    def kept(found: re.Match[str]) -> str:
        command = found["quoted"] or found["bare"]
        if len(command) > columns:
            return command
        return f"\x02{command.replace(' ', _UNBROKEN)}\x03"

    lines = []
    # The two signs are as wide as the backquotes that they stand for.
    for row in filled(_COMMAND.sub(kept, words), columns):
        line, end = Text(), 0
        for found in _MARK.finditer(row):
            line.append(row[end : found.start()], role.style)
            line.append(found[1].replace(_UNBROKEN, " "), Role.KEY.style)
            end = found.end()
        lines.append(line.append(row[end:], role.style))
    return lines
