"""Keys and their commands: the one table for key handling, help and README."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Command(Enum):
    """Commands that a runner can give during a session."""

    MAIN = auto()
    """The main key: start, pause, continue or finish the set, as the moment requires."""
    PAUSE = auto()
    SKIP = auto()
    BACK = auto()
    REPEAT = auto()
    MORE_REST = auto()
    LESS_REST = auto()
    SHORTER = auto()
    LONGER = auto()
    FREE = auto()
    HURTS = auto()
    WHY = auto()
    LAYOUT = auto()
    VOICE = auto()
    MUTE = auto()
    HELP = auto()
    STOP = auto()


class Binding(NamedTuple):
    """The keys of one command; the first one is shown."""

    command: Command
    keys: tuple[str, ...]
    shown: str
    short: str
    """One or two words for the foot of the screen."""
    help: str
    """Effect of the key, in one sentence."""


def _binding(command: Command, keys: str, short: str, help_: str) -> Binding:
    names = tuple(keys.split())
    return Binding(command, names, names[0], short, help_)


BINDINGS = (
    _binding(
        Command.MAIN,
        "space",
        "pause",
        "pause, and go on; I am in position; end the set at your own pace",
    ),
    _binding(Command.PAUSE, "p", "pause", "pause, also where space ends the set"),
    _binding(
        Command.SKIP, "n right", "skip", "skip the rest of a wait, or this side's set"
    ),
    _binding(
        Command.BACK,
        "b left",
        "back",
        "start this set again; right after its start, the one before",
    ),
    _binding(
        Command.REPEAT, "r", "repeat", "do this set again, or in a rest the one just done"
    ),
    _binding(
        Command.MORE_REST,
        "+ = up",
        "more rest",
        "ten seconds more rest; during a set, for all rests to come",
    ),
    _binding(
        Command.LESS_REST,
        "- down",
        "less rest",
        "ten seconds less rest; during a set, for all rests to come",
    ),
    _binding(Command.SHORTER, "[", "shorter", "shorter breaths in this drill, remembered"),
    _binding(Command.LONGER, "]", "longer", "longer breaths in this drill, remembered"),
    _binding(
        Command.FREE, "a", "breathe", "breathe as you like for a while; space when ready"
    ),
    _binding(
        Command.HURTS, "h", "it hurts", "it hurts: stand still, and what to look out for"
    ),
    _binding(Command.WHY, "w", "why", "pause and read what this drill is for"),
    _binding(
        Command.LAYOUT,
        "f",
        "view",
        "another view: all, the figure across the screen, giant letters",
    ),
    _binding(Command.VOICE, "v", "voice", "say more, say less, only tones"),
    _binding(Command.MUTE, "m", "mute", "no sound; again: sound"),
    _binding(Command.HELP, "?", "keys", "pause and see all keys"),
    _binding(
        Command.STOP, "q", "stop", "pause and ask; again: stop and save what was done"
    ),
)

COMMAND_OF_KEY = {key: binding.command for binding in BINDINGS for key in binding.keys}
"""Command of every bound key."""
