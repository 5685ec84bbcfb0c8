"""Repair of the standard streams and of the screen size.

The caller may have closed the streams, filled the disk behind them, chosen an encoding
without our letters, or set a screen width of a billion columns.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from contextlib import suppress
from textwrap import wrap
from typing import Any, TextIO, cast

from coach.text.harmless import harmless
from coach.text.plain_letters import in_letters_of

SIZES = {"COLUMNS": 1_000, "LINES": 1_000, "TERMINAL_WIDTH": 1_000}
"""Environment variables with a screen size, and the largest value that is used."""
SPELT = "coach.spelt"
"""Name of the error handler that writes a character in the letters of an encoding."""
_BLANKS_AT_END = r" +(?=\n)"
_KEPT_BLANK = "\N{NO-BREAK SPACE}"
_SHORT_LINES = 20
"""Fewest columns at which messages are wrapped between words."""


class _Gate:
    """A stream that writes only text, so that no data can control the terminal.

    Rich bypasses this stream and writes to what it calls the proxied file; our consoles
    make all text harmless before they style it. Code that draws on the terminal uses
    `screen_of`.
    """

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        """Write the text without control codes."""
        return self.rich_proxied_file.write(harmless(text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        # Typer goes around a stream with an ASCII encoding, if it finds the bytes below.
        if name in {"buffer", "rich_proxied_file"}:
            raise AttributeError(name)
        return getattr(self.rich_proxied_file, name)


class _WithoutTrailingBlanks:
    """A stream for files and pipes, without spaces at the ends of lines.

    Tables fill each line up to their width.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._blanks = ""

    def write(self, text: str) -> int:
        """Write the text; hold back spaces until it is clear what follows them."""
        whole = re.sub(_BLANKS_AT_END, "", self._blanks + text)
        kept = whole.rstrip(" ")
        self._blanks = whole[len(kept) :]
        self._stream.write(kept)
        return len(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        return getattr(self._stream, name)


def prepare() -> None:
    """Replace closed streams, handle unencodable characters, and correct sizes."""
    codecs.register_error(SPELT, _spell)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  open until the end
        elif name == "stdout" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SPELT)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, _Gate):
            is_read_as_text = name == "stdout" and not stream.isatty()
            tidy = cast("TextIO", _WithoutTrailingBlanks(stream))
            setattr(sys, name, _Gate(tidy if is_read_as_text else stream))
    for name, most in SIZES.items():
        _settle_size(name, most)
    _settle_colours()


def _settle_colours() -> None:
    """Translate CLICOLOR for Rich and Typer, which do not know it."""
    env = os.environ
    if env.get("NO_COLOR") or env.get("FORCE_COLOR"):
        return
    if env.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        env["FORCE_COLOR"] = "1"
    elif env.get("CLICOLOR") == "0":
        env["NO_COLOR"] = "1"


def screen_of(stream: TextIO) -> TextIO:
    """Return the terminal behind a stream, for codes that move the cursor."""
    return cast("TextIO", getattr(stream, "rich_proxied_file", stream))


def hand_over(data: bytes) -> None:
    """Write bytes to stdout unchanged, whatever the terminal's encoding."""
    out = screen_of(sys.stdout)
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()


def _settle_size(name: str, most: int) -> None:
    """Correct a size in the environment, from which Rich, Typer and Python read it."""
    said = os.environ.get(name)
    if said is None:
        return
    digits = said.strip().lstrip("0")
    if not (digits.isascii() and digits.isdecimal()):
        del os.environ[name]  # an empty value, zero or a word counts as not set
    elif len(digits) > len(str(most)) or int(digits) > most:
        os.environ[name] = str(most)


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return in_letters_of(missing, error.encoding), error.end


def mute() -> None:
    """Redirect stdout and stderr to nothing after their reader has gone."""
    _lead_nowhere("stdout", "stderr")


def give_up_output() -> None:
    """Redirect stdout to nothing, because its remaining output cannot be written."""
    _lead_nowhere("stdout")


def _lead_nowhere(*names: str) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for name in names:
        with suppress(OSError, ValueError):  # the stream has no file, or is closed
            os.dup2(nowhere, getattr(sys, name).fileno())
    os.close(nowhere)


def write_message(message: str) -> None:
    """Write a message to stderr, wrapped between words in a terminal."""
    # If nobody can read messages, the work itself must still continue.
    with suppress(OSError):
        for line in message.split("\n"):
            sys.stderr.write("".join(f"{row}\n" for row in _rows(line)))
        sys.stderr.flush()


def _rows(line: str) -> list[str]:
    if not sys.stderr.isatty():
        return [line]
    with suppress(OSError, ValueError):
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
        if columns >= _SHORT_LINES:
            return _wrapped(line, columns)
    return [line]


def _wrapped(line: str, columns: int) -> list[str]:
    """Return the rows of a line; a command in backquotes stays whole if it fits a row."""

    def kept(found: re.Match[str]) -> str:
        fits = len(found[0]) <= columns
        return found[0].replace(" ", _KEPT_BLANK) if fits else found[0]

    line = re.sub(r"`[^`]+`", kept, line)
    # A path or command to copy may be longer than the line.
    rows = wrap(line, columns, break_long_words=False, break_on_hyphens=False)
    return [row.replace(_KEPT_BLANK, " ") for row in rows] or [""]
