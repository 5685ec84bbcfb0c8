"""Command lines for speech programs that turn text into a WAV. Nothing is started here.

Text may come from a stranger's drill file, so it reaches a program only on standard input,
never as an argument and never through a shell.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

from coach.errors import CoachError
from coach.text.harmless import harmless_words

FILE = "{file}"
"""Placeholder for the path of the WAV to write."""
FOLDER = "{folder}"
"""Placeholder for the folder of a program that reads many texts, one on each line."""
LINE_PATIENCE_S = 15.0
"""Longest time a program with a large voice may take for one text on a busy computer."""
LOADING_MS = 4_000
"""Time in which a program with a large voice usually says its first words."""
_SENTENCE_END = re.compile(r"[.?!:]+\s+")
_RANGE = re.compile(r"(\d)\s*[-–]\s*(?=\d)")  # noqa: RUF001  the dash of a range
_UNITS = {"cm": "centimetres", "kg": "kilograms", "lb": "pounds"}
_UNIT = re.compile(r"(\d) ?(cm|kg|lb)\b")
LONGEST_TEXT = 500
"""Most characters in one call; about half a minute of speech."""


class SpeechError(CoachError):
    """A speech program failed."""


class HungError(SpeechError):
    """A speech program took too long."""


@dataclass(frozen=True, slots=True)
class Order:
    """One call of a speech program, ready to be started."""

    argv: tuple[str, ...]
    stdin: bytes
    writes_file: bool
    """Whether it writes a file; otherwise the WAV comes on its standard output."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A speech program with its voice."""

    name: str
    """Name of the program, for messages."""
    argv: tuple[str, ...]
    """``{file}`` stands for the WAV to write, ``{folder}`` for the folder of WAVs."""
    voice: str = ""
    patience_s: float = 5.0
    """Longest time for one text, in seconds."""
    joins_sentences: bool = False
    """Whether it writes its file in pieces, so that a text must be a single sentence."""
    facts: tuple[str, ...] = field(init=False)
    """Key for the cache, made from everything but the text that the sound depends on."""

    def __post_init__(self) -> None:
        facts = (part for part in self.argv if part != sys.executable)
        object.__setattr__(self, "facts", ("speech", *facts, "voice", self.voice))

    @property
    def reads_lines(self) -> bool:
        """Return whether one process can render many texts."""
        return any(FOLDER in part for part in self.argv)

    def order(self, text: str, place: Path) -> Order:
        """Return the call that renders a text; ``place`` is the file or the folder."""
        name = FOLDER if self.reads_lines else FILE
        argv = tuple(part.replace(name, str(place)) for part in self.argv)
        if self.joins_sentences:
            text = _SENTENCE_END.sub(", ", text)
        return Order(argv, f"{text}\n".encode(), writes_file=argv != self.argv)


def espeak(program: str, voice: str | None = None) -> Engine:
    """Return the engine for eSpeak NG or the older eSpeak."""
    named = ("-v", voice) if voice else ()
    return Engine(program, (program, *named, "-w", FILE, "--stdin"), voice or "")


def say(voice: str | None = None) -> Engine:
    """Return the engine for the macOS voice; not tested yet."""
    named = ("-v", voice) if voice else ()
    form = ("--file-format=WAVE", "--data-format=LEI16@22050")
    argv = ("say", *named, "-o", FILE, *form, "-f", "-")
    return Engine("say", argv, voice or "", patience_s=10)


def natural(voice: str | None = None) -> Engine:
    """Return the engine for the voice in the extra ``voice``."""
    program = (sys.executable, "-P", "-m", "coach.sound.natural_voice", FOLDER)
    argv = (*program, voice) if voice else program
    return Engine("hibari", argv, voice or "", LINE_PATIENCE_S)


def own_program(command: str) -> Engine:
    """Return the engine for the setting ``voice.command``.

    Raises:
        CoachError: if the command cannot be understood.
    """
    argv = split_command(command, "voice.command")
    if FOLDER in command:
        return Engine(argv[0], argv, patience_s=LINE_PATIENCE_S, joins_sentences=True)
    return Engine(argv[0], argv)


def split_command(command: str, setting: str) -> tuple[str, ...]:
    """Return the parts of a command, split as a shell would.

    Raises:
        CoachError: if the command is empty, ends with a backslash, or a quotation mark is
            never closed.
    """
    try:
        argv = tuple(shlex.split(command))
    except ValueError as error:
        is_escape = "escape" in str(error)
        wrong = (
            "ends with a backslash"
            if is_escape
            else "has a quotation mark that is never closed"
        )
        raise CoachError(
            f"the '{setting}' setting {wrong}",
            hint="remove the last \\" if is_escape else "close every quotation mark",
        ) from None
    if not argv or "\0" in command:
        raise CoachError(
            f"the '{setting}' setting does not name a program",
            hint="write a command, or remove the setting",
        )
    return argv


def clean(text: str) -> str:
    """Return the text to speak, without control characters and engine commands.

    It is empty if the text has no letter and no digit.
    """
    # ``[[`` begins commands for macOS and phonemes for eSpeak.
    text = text.replace("[[", " ").replace("]]", " ").replace("90/90", "ninety-ninety")
    text = _RANGE.sub(r"\1 to ", text)
    text = _UNIT.sub(lambda unit: f"{unit[1]} {_UNITS[unit[2]]}", text)
    kept = harmless_words(text)
    if len(kept) > LONGEST_TEXT:
        kept, *_ = kept[: LONGEST_TEXT + 1].rsplit(" ", 1)  # never in the middle of a word
        kept = kept[:LONGEST_TEXT]
    return kept if any(c.isalnum() for c in kept) else ""
