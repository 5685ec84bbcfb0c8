"""Questions in the foot of the screen, without hiding the lines above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich.text import Text

from coach.moment import Moment
from coach.question.question_text import heading, question_lines
from coach.screen.layout import Band, Sheet, line, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Viewport

FROM_ROWS = 6
NAMED_FROM_ROWS = 9
"""Fewest rows of a screen that names the drill of a question."""


def with_question(
    screen: Callable[[Moment, Viewport], Sheet], moment: Moment, look: Viewport
) -> Sheet:
    """Return a screen's sheet with the open question, if any, in its foot."""
    question = _question(moment, look)
    room = look.rows - question.height
    if not question.height or room < 1:
        return screen(moment, look)
    above = screen(moment, replace(look, rows=room))
    return stack(above.cut(room).padded(room), question)


def _question(moment: Moment, look: Viewport) -> Band:
    if moment.question is None or look.rows < FROM_ROWS:
        return Band()
    rows = list(question_lines(moment.question, look.columns))
    named = heading(moment.question, look.columns)
    if named and look.rows >= NAMED_FROM_ROWS:
        rows.insert(0, named)
    styled = (Text(row, Role.LOUD.style) for row in rows)
    return text_band(line(row, None, look.columns).rows[0] for row in styled)
