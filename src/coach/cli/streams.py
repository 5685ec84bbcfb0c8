"""The standard streams, made fit for use whatever the caller did to them."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO, cast

from coach.harmless_text import harmless


class _Gate:
    """A stream that writes nothing but words: no data can steer the terminal by it.

    Rich writes beside it, to what it calls the proxied file; our consoles make each text
    harmless before they style it. `screen_of` is for those who draw on the terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        """Write the text as it may be shown."""
        return self.rich_proxied_file.write(harmless(text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        # Typer goes around a stream with an ASCII encoding, if it finds the bytes below.
        if name in {"buffer", "rich_proxied_file"}:
            raise AttributeError(name)
        return getattr(self.rich_proxied_file, name)


def prepare() -> None:
    """Let closed streams lead nowhere; what an encoding lacks becomes a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  open until the end
        elif name == "stdout" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, _Gate):
            setattr(sys, name, _Gate(stream))


def screen_of(stream: TextIO) -> TextIO:
    """Return the terminal behind a stream, for codes that move the cursor."""
    return cast("TextIO", getattr(stream, "rich_proxied_file", stream))


def hand_over(data: bytes) -> None:
    """Write bytes to stdout as they are, whatever the terminal's encoding."""
    out = screen_of(sys.stdout)
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()


def mute() -> None:
    """Lead stdout and stderr nowhere: their reader is gone, and nothing may fail of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
