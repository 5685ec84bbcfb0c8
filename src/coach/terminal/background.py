"""The colour behind the text, as the terminal tells it; its answer is not a key."""

from __future__ import annotations

import os
import re
import select
import termios
import tty
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

Rgb = tuple[int, int, int]
ASK = "\x1b]11;?\x07"
"""The question for the background colour (OSC 11)."""
_ASK_NAME = "\x1b[c"
"""A question that every terminal answers; after its answer, no other answer comes."""
_ANSWER = rb"\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)"
_BEGUN = rb"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?)?$"
_NAME = rb"\x1b\[\?[0-9;]*c"
_DIGITS = rb"([0-9a-f]{1,4})"
_COLOUR = rb"rgba?:" + rb"/".join([_DIGITS] * 3)
_PATIENCE_S = 0.06
"""The longest wait before a page is printed; terminals answer in a few ms."""
_WITHOUT = ("linux", "vt", "ansi", "cons25", "unknown", "sun", "wyse", "dumb")
"""Beginnings of the names of terminals that print the question instead of answering."""
_FAR_AWAY = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "MOSH_CONNECTION")


class BackgroundAnswer:
    """Removes the terminal's answer from what is typed."""

    def __init__(self, *, is_due: bool) -> None:
        self.is_due = is_due
        """Whether the answer can still come."""
        self.colour: Rgb | None = None
        self._kept = b""

    @property
    def is_begun(self) -> bool:
        """Return whether the last bytes can be the beginning of the answer."""
        return bool(self._kept)

    def typed(self, data: bytes) -> bytes:
        """Return the typed part of the bytes; keep what can be the answer's beginning."""
        if not self.is_due:
            return data
        data, self._kept = self._kept + data, b""
        if answer := re.search(_ANSWER, data):
            self.is_due = False
            self.colour = _colour(answer[1])
            return data[: answer.start()] + data[answer.end() :]
        if begun := re.search(_BEGUN, data):
            data, self._kept = data[: begun.start()], data[begun.start() :]
        return data

    def give_up(self) -> bytes:
        """Stop expecting an answer; return the bytes that were kept."""
        kept, self._kept = self._kept, b""
        self.is_due = False
        return kept


def may_be_asked(env: Mapping[str, str]) -> bool:
    """Return whether coach may ask a terminal with this name."""
    return not env.get("TERM", "dumb").lower().startswith(_WITHOUT)


def background_of(keys: TextIO, screen: TextIO, env: Mapping[str, str]) -> Rgb | None:
    """Return the background before a page is printed; None without a quick answer.

    Only a terminal on this computer is asked: over a network, the answer may come after the
    page is printed, and land in the shell.
    """
    if not may_be_asked(env) or any(env.get(name) for name in _FAR_AWAY):
        return None
    with suppress(OSError, ValueError, termios.error):
        if keys.isatty() and screen.isatty():
            return _asked(keys.fileno(), screen)
    return None


def _asked(fd: int, screen: TextIO) -> Rgb | None:
    # In the background, a question would stop the program, and typed keys are the shell's.
    if os.tcgetpgrp(fd) != os.getpgrp() or select.select([fd], [], [], 0)[0]:
        return None
    before = termios.tcgetattr(fd)
    data = b""
    when = termios.TCSAFLUSH
    try:
        tty.setcbreak(fd, termios.TCSANOW)
        screen.write(ASK + _ASK_NAME)
        screen.flush()
        while not re.search(_NAME, data) and select.select([fd], [], [], _PATIENCE_S)[0]:
            data += os.read(fd, 1024)
        when = termios.TCSANOW if re.search(_NAME, data) else termios.TCSAFLUSH
    finally:
        termios.tcsetattr(fd, when, before)
    answer = re.search(_ANSWER, data)
    return _colour(answer[1]) if answer else None


def _colour(answer: bytes) -> Rgb | None:
    """Return the colour of ``rgb:1e1e/1e1e/2e2e``, with one to four digits each."""
    told = re.match(_COLOUR, answer, re.IGNORECASE)
    if told is None:
        return None
    red, green, blue = (
        round(255 * int(digits, 16) / (16 ** len(digits) - 1)) for digits in told.groups()
    )
    return red, green, blue
