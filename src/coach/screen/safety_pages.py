"""Safety pages before the first session, fitted to the terminal's size."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from rich.text import Text

from coach.safety_text import ASK_FIRST, DISCLAIMER, IN_SHORT
from coach.screen.roles import Role

PROMPT_ROWS = 2
"""Rows kept free below a page for the question."""

Paragraph = tuple[str, Role, str]
"""Text, role, and the sign before the first line."""


def first_run() -> list[Paragraph]:
    """Return the paragraphs of the safety text and its question."""
    return [
        ("Before your first session", Role.LOUD, ""),
        (DISCLAIMER, Role.NONE, "  "),
        (IN_SHORT, Role.NONE, "  "),
        ("", Role.NONE, ""),
        ("Does any of these apply to you?", Role.LOUD, ""),
        *((item, Role.NONE, "  - ") for item in ASK_FIRST),
    ]


def pages_of(paragraphs: Iterable[Paragraph], columns: int, rows: int) -> list[list[Text]]:
    """Return the paragraphs in pages; one that fits on a page is never split."""
    room = max(1, rows - PROMPT_ROWS)
    pages: list[list[Text]] = [[]]
    for text, role, sign in paragraphs:
        lines = _lines(text, role, sign, columns)
        if len(pages[-1]) + len(lines) > room and pages[-1]:
            pages.append([])
        if not text and not pages[-1]:
            continue  # no page begins with a blank line
        for line in lines:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(line)
    return pages


def _lines(text: str, role: Role, sign: str, columns: int) -> Sequence[Text]:
    wrapped = textwrap.wrap(
        text,
        max(len(sign) + 1, columns),
        initial_indent=sign,
        subsequent_indent=" " * len(sign),
        break_on_hyphens=False,
    )
    return [Text(line, role.style) for line in wrapped or [""]]
