"""Which key does what: the one table behind the keys, the help and the README."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Command(Enum):
    """What a runner can ask for during a session."""

    PAUSE = auto()
    SKIP = auto()
    BACK = auto()
    REPEAT = auto()
    MORE_REST = auto()
    LESS_REST = auto()
    LAYOUT = auto()
    STOP = auto()


class Binding(NamedTuple):
    """The keys of one command; the first is the one that is shown."""

    command: Command
    keys: tuple[str, ...]
    shown: str
    short: str
    """One or two words for the foot of the screen."""
    help: str
    """What it does, in one sentence."""


BINDINGS = (
    Binding(
        Command.PAUSE,
        ("space",),
        "space",
        "pause",
        "pause; again: go on with five seconds and a breath in",
    ),
    Binding(
        Command.SKIP,
        ("n", "right"),
        "n",
        "skip",
        "skip the rest of a wait, or this side's set",
    ),
    Binding(
        Command.BACK,
        ("b", "left"),
        "b",
        "back",
        "start this set again; right after its start, the one before",
    ),
    Binding(
        Command.REPEAT,
        ("r",),
        "r",
        "repeat",
        "do this set again, or in a rest the one just done",
    ),
    Binding(
        Command.MORE_REST,
        ("+", "=", "up"),
        "+",
        "more rest",
        "ten seconds more for this wait or the next rest",
    ),
    Binding(
        Command.LESS_REST,
        ("-", "down"),
        "-",
        "less rest",
        "ten seconds less for this wait or the next rest",
    ),
    Binding(
        Command.LAYOUT,
        ("f",),
        "f",
        "view",
        "another view: all, the figure across the screen, giant letters",
    ),
    Binding(
        Command.STOP,
        ("q",),
        "q",
        "stop",
        "pause and ask; again: stop and save what was done",
    ),
)

COMMAND_OF_KEY = {key: binding.command for binding in BINDINGS for key in binding.keys}
"""Every bound key."""
