"""Who shows a session: the full screen, plain lines, or events as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.app.context import Context
from coach.terminal.stdio import screen_of

if TYPE_CHECKING:
    from coach.model.prescription import Prescription
    from coach.screen.live_screen import ShownDrill
    from coach.screen.phone_code import PhoneCode
    from coach.session import Listener
    from coach.terminal.console import Console


def is_a_person_there() -> bool:
    """Somebody can read a question and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def is_screen() -> bool:
    """The output is a terminal that can be painted on."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def shown_drills(
    context: Context, prescription: Prescription
) -> tuple[dict[str, ShownDrill], list[str]]:
    """Figure and reason of each drill, and what keeps figures from moving.

    That is to be told when the screen is gone, which would paint over it.
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
        told.append("without a valid figure, the session runs but shows none")
    return shown, told


def full_screen(
    context: Context,
    console: Console,
    drills: dict[str, ShownDrill],
    sound_words: Callable[[], str],
    phone: PhoneCode | None,
) -> Listener:
    """The screen that is readable from three metres."""
    from coach.config.choices import Movement
    from coach.screen.live_screen import Screen
    from coach.screen.palette import painting_console

    out = screen_of(sys.stdout)
    screen = Screen(
        out,
        painting_console(out, context.config.theme, os.environ),
        on_close=console.leave_full_screen,
        drills=drills,
        is_reduced=context.config.motion is Movement.REDUCED,
        sound_words=sound_words,
        phone=phone,
    )
    console.on_screen_lost = screen.redraw
    return screen


def lines(
    context: Context,
    prescription: Prescription,
    sound_words: Callable[[], str],
    phone: PhoneCode | None,
) -> Listener:
    """One line per event, for people."""
    from coach.screen.plain_lines import PlainLines

    drills = context.library.drills
    whys = {
        block.drill: drills[block.drill].value.why
        for block in prescription.blocks
        if block.drill in drills
    }
    return PlainLines(sys.stdout, whys, sound_words, phone)


def json_lines() -> Listener:
    """One line per event, for programs."""
    from coach.screen.json_lines import JsonLines

    return JsonLines(sys.stdout)
