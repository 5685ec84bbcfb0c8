"""The start card: shown until the runner lies in place and presses a key."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from signal import Signals
from typing import TYPE_CHECKING

from coach.config.choices import SoundMode
from coach.moment import Moment
from coach.screen.charset import can_show_blocks, is_poor
from coach.screen.painter import Painter
from coach.screen.palette import painting_console
from coach.screen.session_view import spelt
from coach.screen.start_card import CardChoice, News, start_card, start_lines
from coach.screen.viewport import Viewport, screen_size
from coach.terminal.stdio import screen_of
from coach.timeline import Timeline

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.offer import Offer
    from coach.session import Clock
    from coach.terminal.console import Console

START, LEAVE = {"space", "enter"}, {"q", "escape"}
SOUNDS = {
    "1": (SoundMode.VOICE, "voice and tones"),
    "2": (SoundMode.TONES, "tones"),
    "3": (SoundMode.NONE, "none"),
}
"""What the digits choose, and how it is called."""
_SOUNDS = tuple(CardChoice(key, word) for key, (_, word) in SOUNDS.items())
_LEAVING = (CardChoice("space", "start"), CardChoice("q", "leave"))
WAIT_MS = 1_000


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What the runner pressed on the card."""

    is_start: bool
    timeline: Timeline
    """The session as it was made to fit."""
    sound: SoundMode | None
    """Chosen just now; None if nothing was."""
    signal: Signals | None = None


def sound_words(mode: SoundMode | None) -> str:
    """A sound mode as the card calls it."""
    return next((word for known, word in SOUNDS.values() if known is mode), "none yet")


def print_lines(context: Context, timeline: Timeline, mode: SoundMode | None) -> None:
    """Say in lines what the card shows; the session begins by itself."""
    for line in start_lines(timeline, sound_words(mode)):
        context.console.print(line)


def choices(offer: Offer | None) -> tuple[tuple[CardChoice, ...], ...]:
    """The keys of the card; what can be made to fit can be changed here."""
    if offer is None:
        return (_SOUNDS, _LEAVING)
    limits = offer.limits
    minutes = f"{limits.minutes} min" if limits.minutes else "shorter"
    standing = "standing on" if limits.standing else "standing"
    no_kit = "no kit on" if limits.no_kit else "no kit"
    fitting = (
        CardChoice("m", minutes, is_on=limits.minutes is not None),
        CardChoice("s", standing, is_on=limits.standing),
        CardChoice("k", no_kit, is_on=limits.no_kit),
    )
    return (_SOUNDS, fitting, _LEAVING)


def wait_for_start(  # noqa: PLR0913, PLR0917  all that the card shows and reads
    context: Context,
    offered: Offer | Timeline,
    mode: SoundMode | None,
    missing: Callable[[SoundMode | None], str],
    console: Console,
    clock: Clock,
) -> CardAnswer:
    """Show the card until the runner starts, leaves, or a signal comes."""
    offer = None if isinstance(offered, Timeline) else offered
    timeline = offered if isinstance(offered, Timeline) else offered.timeline
    out = screen_of(sys.stdout)
    colours = painting_console(out, context.config.theme, os.environ)
    painter = Painter(out, colours, is_synchronised=not is_poor())
    console.on_screen_lost = painter.forget
    is_ascii = not can_show_blocks(sys.stdout)
    chosen: SoundMode | None = None
    while True:
        if offer is not None:
            timeline = offer.timeline
        moment = Moment(timeline, 0, timeline.at(0), clock.wall())
        columns, rows = screen_size(sys.stdout)
        look = Viewport(columns, rows, is_ascii)
        sound = sound_words(chosen or mode)
        lacking = missing(chosen or mode)
        if lacking:
            sound = f"{sound}, but {lacking}"
        news = News(offer.said, offer.differences) if offer is not None else News()
        sheet = spelt(start_card(timeline, sound, choices(offer), look, news), look)
        painter.paint(sheet, moment, columns)
        got = console.read(WAIT_MS)
        if got is Signals.SIGTSTP:
            console.suspend()
        elif isinstance(got, Signals):
            return CardAnswer(is_start=False, timeline=timeline, sound=chosen, signal=got)
        elif got in START | LEAVE:
            return CardAnswer(is_start=got in START, timeline=timeline, sound=chosen)
        elif got in SOUNDS:
            chosen = SOUNDS[str(got)][0]
        elif offer is not None:
            _fit(offer, got)


def _fit(offer: Offer, key: object) -> None:
    """Make the session fit, as the runner wishes it."""
    match key:
        case "m":
            offer.shorten()
        case "s":
            offer.toggle_standing()
        case "k":
            offer.toggle_kit()
        case _:
            pass
