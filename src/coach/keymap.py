"""Keys and their commands: the one table for key handling, help and docs."""

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
    WEIGHT = auto()
    FREE = auto()
    HURTS = auto()
    WHY = auto()
    LAYOUT = auto()
    VOICE = auto()
    SAY_AGAIN = auto()
    MUTE = auto()
    PHONE = auto()
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
        "pause or continue; tell coach you are in position; end a self-paced set",
    ),
    _binding(Command.PAUSE, "p", "pause", "pause even a self-paced set"),
    _binding(
        Command.SKIP,
        "n right",
        "skip",
        "skip the wait or the set; after a skipped set, or pain in this drill, skip the "
        "drill",
    ),
    _binding(
        Command.BACK,
        "b left",
        "back",
        "start this set again; in a wait or just after the start, go back a set",
    ),
    _binding(
        Command.REPEAT,
        "r",
        "repeat",
        "repeat this set; in a wait, repeat the last set",
    ),
    _binding(
        Command.MORE_REST,
        "+ = up",
        "more rest",
        "add ten seconds to this wait; during a set, to all later rests",
    ),
    _binding(
        Command.LESS_REST,
        "- down",
        "less rest",
        "cut ten seconds from this wait; during a set, from all later rests",
    ),
    _binding(
        Command.SHORTER, "[", "shorter", "shorter breaths in this drill, now and next time"
    ),
    _binding(
        Command.LONGER, "]", "longer", "longer breaths in this drill, now and next time"
    ),
    _binding(
        Command.WEIGHT,
        "l",
        "weight",
        "take the next heavier weight, now and next time, or no weight after the heaviest; "
        "only in a wait",
    ),
    _binding(Command.FREE, "a", "breathe", "breathe freely; press space to continue"),
    _binding(
        Command.HURTS,
        "h",
        "it hurts",
        "it hurts, or you feel dizzy: pause and, if questions are on, answer questions "
        "about it",
    ),
    _binding(Command.WHY, "w", "why", "pause and read why you do this drill"),
    _binding(
        Command.LAYOUT,
        "f",
        "view",
        "change the view: everything, large figure, giant letters",
    ),
    _binding(
        Command.VOICE, "v", "voice", "change the voice: all words, fewer words, tones only"
    ),
    _binding(Command.SAY_AGAIN, "s", "say again", "say the last words again"),
    _binding(Command.MUTE, "m", "mute", "mute or unmute"),
    _binding(Command.PHONE, "c", "phone", "pause and show the code for your phone"),
    _binding(Command.HELP, "?", "keys", "pause and show all keys"),
    _binding(
        Command.STOP,
        "q",
        "stop",
        "stop and save: the first press pauses, the second stops; after h, one press stops",
    ),
)

COMMAND_OF_KEY = {key: binding.command for binding in BINDINGS for key in binding.keys}
"""The command for each bound key."""
