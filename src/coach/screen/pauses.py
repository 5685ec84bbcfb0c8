"""The screen while the session stands still."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from rich.text import Text

from coach.event import PauseReason
from coach.moment import Moment
from coach.safety import STOP_NOW
from coach.screen.breathing import letters
from coach.screen.frame import foot, head, title
from coach.screen.letters import largest_scale
from coach.screen.look import Look, Size
from coach.screen.roles import Role
from coach.screen.sheet import Band, Sheet, gap, line, stack, text_band


class _Said(NamedTuple):
    """What a pause looks like."""

    word: str
    """In big letters."""
    first: str
    then: tuple[str, ...]


_GO_ON = "space goes on: five seconds, a breath in, then this rep again."
_LEAVING = _Said("STOP?", "Stop here", ("q stops and saves what you did. space goes on.",))
_GAP = _Said(
    "PAUSED",
    "The machine stood still for a while",
    ("That time does not count. space goes on.",),
)
_FREE = _Said("BREATHE", "Breathe as you like", (f"When you are ready: {_GO_ON}",))
_PAIN = _Said(
    "STOP",
    "It hurts: stop this drill",
    (
        "n leaves this drill. q stops and saves what you did. space only when it is gone.",
        f"Get urgent help now with: {STOP_NOW}",
    ),
)


def _said(moment: Moment) -> _Said:
    if moment.is_leaving:
        return _LEAVING
    if moment.pause_reason is PauseReason.PAIN:
        return _PAIN
    if moment.pause_reason is PauseReason.FREE:
        return _FREE
    if moment.is_gap:
        return _GAP
    then = _GO_ON if moment.segment.is_work else "space goes on where it stopped."
    return _Said("PAUSED", "Paused", (then,))


def paused(moment: Moment, look: Look) -> Sheet:
    """That it stands still, why, and how to go on."""
    said = _said(moment)
    lines = _words(said, look)
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
    scale = largest_scale(said.word, look.columns, spare, is_ascii=look.is_ascii)
    big = letters(said.word, scale, Role.LOUD, look) if scale else Band()
    space = gap(1 if room > lines.height else 0)
    return stack(top, stack(big, space, lines).centred(room), bottom)


def _words(said: _Said, look: Look) -> Band:
    rows = [Text(said.first, Role.LOUD.style)]
    for then in said.then:
        rows += (Text(piece) for piece in textwrap.wrap(then, max(1, look.columns)))
    return text_band(line(row, None, look.columns).rows[0] for row in rows)
