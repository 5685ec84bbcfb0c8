"""Problems in files as lines: the place, the message and the marked source line."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from coach.errors import Problem
from coach.screen.roles import Role

_BEFORE = 12
"""Characters of a cut line that stay visible to the left of the mark."""
_CUT = "..."


def problem_lines(
    problem: Problem, excerpt: str | None, columns: int = 80
) -> Iterator[Text]:
    """Yield a problem's lines; editors parse the first, ``file:line:column: what``."""
    told = Text.assemble((f"{problem.place}: ", Role.LOUD.style))
    if problem.is_advice:
        told.append("advice: ", Role.PROGRESS.style)
    told.append(problem.message)
    if problem.hint:
        told.append(f" ({problem.hint})", Role.QUIET.style)
    yield told
    if excerpt is None:
        return
    gutter = f"{problem.line:>6} | "
    text, at = _cut(excerpt, max(0, problem.column - 1), columns - len(gutter))
    yield Text.assemble((gutter, Role.QUIET.style), text)
    if problem.column:
        below = " " * (len(gutter) - 2) + "| "
        blanks = " " * cell_len(text[:at])
        yield Text.assemble((below, Role.QUIET.style), blanks, ("^", Role.GLOW.style))


def _cut(line: str, at: int, columns: int) -> tuple[str, int]:
    """Return the part of a line that fits around a position, and the position in it."""
    if cell_len(line) <= columns or columns < 2 * _BEFORE:
        return line, at
    start = max(0, at - _BEFORE)
    head = _CUT if start else ""
    shown = head + line[start : start + columns]  # lines may be very long
    if start + columns < len(line) or cell_len(shown) > columns:
        while cell_len(shown) + len(_CUT) > columns:
            shown = shown[:-1]
        shown += _CUT
    return shown, at - start + len(head)
