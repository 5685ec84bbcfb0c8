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


def with_commands(words: str, columns: int, role: Role = Role.PLAIN) -> list[Text]:
    """Return a sentence in full lines, its commands in bold in place of backquotes."""
    found = [each["quoted"] or each["bare"] for each in _COMMAND.finditer(words)]
    whole = {each: each.replace(" ", _UNBROKEN) for each in found if len(each) <= columns}

    def kept(each: re.Match[str]) -> str:
        command = each["quoted"] or each["bare"]
        return whole.get(command, command)

    lines = []
    for row in filled(_COMMAND.sub(kept, words), columns):
        line = Text(row.replace(_UNBROKEN, " "), role.style)
        for command in whole:
            line.highlight_words([command], Role.KEY.style)
        lines.append(line)
    return lines
