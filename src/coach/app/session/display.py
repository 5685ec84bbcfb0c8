"""Displays of a session: the full screen, plain lines, or events as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.app.context import Context
from coach.terminal.stdio import screen_of

if TYPE_CHECKING:
    from rich.console import Console as Colours

    from coach.model.prescription import Prescription
    from coach.screen.live_screen import ShownDrill
    from coach.screen.phone_code import PhoneCode
    from coach.session import Listener
    from coach.terminal.console import Console


def is_a_person_there() -> bool:
    """Return whether somebody can read a question and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def is_screen() -> bool:
    """Return whether the output is a terminal that can be painted on."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def shown_drills(
    context: Context, prescription: Prescription
) -> tuple[dict[str, ShownDrill], list[str]]:
    """Return figure and reason of each drill, and messages about unusable figures.

    Print the messages after the full screen has gone; it would paint over them.
    """
    from coach.app.drill_motions import motions_of
    from coach.screen.live_screen import ShownDrill

    library = context.library
    drills = (block.drill for block in prescription.blocks)
    motions, problems = motions_of(context, drills)
    shown = {
        id_: ShownDrill(motion, library.drills[id_].value.why)
        for id_, motion in motions.items()
    }
    told = [str(problem) for problem in problems]
    if told:
        told.append("the affected drills have no figure until you fix their files")
    return shown, told


def full_screen(
    context: Context,
    console: Console,
    drills: dict[str, ShownDrill],
    sound_words: Callable[[], str],
    phone: PhoneCode | None,
) -> Listener:
    """Return the listener that paints the full screen."""
    from coach.config.choices import Movement
    from coach.screen.live_screen import Screen

    out = screen_of(sys.stdout)
    screen = Screen(
        out,
        colours(context, console),
        on_close=console.leave_full_screen,
        drills=drills,
        is_reduced=context.config.motion is Movement.REDUCED,
        sound_words=sound_words,
        phone=phone,
    )
    console.on_screen_lost = screen.redraw
    console.on_background = lambda: screen.recolour(colours(context, console))
    return screen


def colours(context: Context, console: Console) -> Colours:
    """Return the colours for the screen, on the background the terminal reported."""
    from coach.screen.palette import painting_console

    out, theme = screen_of(sys.stdout), context.config.theme
    return painting_console(out, theme, os.environ, console.background)


def can_ask_background(context: Context) -> bool:
    """Return whether the theme needs the background and the terminal can report it."""
    from coach.screen.palette import asks_background
    from coach.terminal.background import may_be_asked

    return asks_background(context.config.theme) and may_be_asked(os.environ)


def lines(
    context: Context,
    prescription: Prescription,
    sound_words: Callable[[], str],
    phone: PhoneCode | None,
) -> Listener:
    """Return the listener that prints each event in plain lines, for people."""
    from coach.screen.plain_lines import PlainLines

    drills = context.library.drills
    whys = {
        block.drill: drills[block.drill].value.why
        for block in prescription.blocks
        if block.drill in drills
    }
    return PlainLines(sys.stdout, whys, sound_words, phone)


def json_lines() -> Listener:
    """Return the listener that prints one JSON line per event, for programs."""
    from coach.screen.json_lines import JsonLines

    return JsonLines(sys.stdout)
