"""The screen while the session stands still."""

from __future__ import annotations

import textwrap

from rich.text import Text

from coach.moment import Moment
from coach.screen.breathing import letters
from coach.screen.frame import foot, head, title
from coach.screen.letters import largest_scale
from coach.screen.look import Look, Size
from coach.screen.roles import Role
from coach.screen.sheet import Band, Sheet, gap, line, stack, text_band


def paused(moment: Moment, look: Look) -> Sheet:
    """That it stands still, why, and how to go on."""
    if moment.is_leaving:
        word, first = "STOP?", "Stop here"
        then = "q stops and saves what you did. space goes on."
    elif moment.is_gap:
        word, first = "PAUSED", "The machine stood still for a while"
        then = "That time does not count. space goes on."
    elif moment.segment.is_work:
        word, first = "PAUSED", "Paused"
        then = "space goes on: five seconds, a breath in, then this rep again."
    else:
        word, first = "PAUSED", "Paused"
        then = "space goes on where it stopped."
    lines = _words(first, then, look)
    if look.size is Size.TINY:
        whole = lines.cut(look.rows)
        if look.rows > whole.height:
            whole = stack(whole.padded(look.rows - 1), foot(moment, look))
        return whole
    top = head(moment, look)
    if look.size is not Size.NARROW:
        top = stack(top, title(moment, look))
    bottom = foot(moment, look)
    room = look.rows - top.height - bottom.height
    spare = room - lines.height - 1
    scale = largest_scale(word, look.columns, spare, is_ascii=look.is_ascii)
    big = letters(word, scale, Role.LOUD, look) if scale else Band()
    return stack(top, stack(big, gap(), lines).centred(room), bottom)


def _words(first: str, then: str, look: Look) -> Band:
    rows = [Text(first, Role.LOUD.style)]
    rows += (Text(piece) for piece in textwrap.wrap(then, max(1, look.columns)))
    return text_band(line(row, None, look.columns).rows[0] for row in rows)
