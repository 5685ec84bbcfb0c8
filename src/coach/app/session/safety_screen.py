"""The question before the first session, full screen, answered with one key."""

from __future__ import annotations

import os
import sys
from signal import Signals
from typing import TYPE_CHECKING

from coach.app.session.key_prompt import READING_MS
from coach.app.session.start_card_keys import LEAVE, WAIT_MS
from coach.model.terms import SafetyAnswer
from coach.moment import Moment
from coach.screen.charset import can_show_blocks, is_poor
from coach.screen.painter import Painter
from coach.screen.palette import painting_console
from coach.screen.safety_pages import safety_sheets
from coach.screen.session_view import spelt
from coach.screen.viewport import Viewport, screen_size
from coach.terminal.stdio import screen_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.timeline import Timeline

_ANSWERS = {
    "n": SafetyAnswer.NO,
    "y": SafetyAnswer.UNSURE,
    "u": SafetyAnswer.UNSURE,
}
_MORE, _BACK = {"space", "enter"}, {"b", "backspace"}


def ask_on_screen(context: Context, timeline: Timeline) -> SafetyAnswer | Signals | None:
    """Show the safety text and wait for an answer on its last page.

    Returns:
        The answer; None if the runner left, or the signal that ended the question.
    """
    from coach.terminal.console import Console

    out, clock = screen_of(sys.stdout), context.clock
    is_ascii = not can_show_blocks(sys.stdout)
    with Console(keys_from=sys.stdin, screen_on=out) as console:
        colours = painting_console(out, context.config.theme, os.environ)
        painter = Painter(
            out, colours, is_synchronised=not is_poor(), has_blocks=not is_ascii
        )
        console.on_screen_lost = painter.forget
        number = 0
        answers_from_ms = clock.now_ms() + READING_MS
        while True:
            columns, rows = screen_size(sys.stdout)
            look = Viewport(columns, rows, is_ascii)
            sheets = safety_sheets(look)
            number = min(number, len(sheets) - 1)
            moment = Moment(timeline, 0, timeline.at(0), clock.wall())
            painter.paint(spelt(sheets[number], look), moment, columns)
            got = console.read(WAIT_MS)
            if got is Signals.SIGTSTP:
                console.suspend()
            elif isinstance(got, Signals):
                return got
            elif got is None or not console.came_alone:
                continue
            elif got in LEAVE:
                return None
            elif got in _BACK or (got in _MORE and number < len(sheets) - 1):
                number = max(0, number - 1) if got in _BACK else number + 1
                answers_from_ms = clock.now_ms() + READING_MS
            elif number == len(sheets) - 1 and clock.now_ms() >= answers_from_ms:
                answer = _ANSWERS.get(got)
                if answer is not None:
                    return answer
