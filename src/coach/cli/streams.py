"""The standard streams, made fit for use whatever the caller did to them."""

from __future__ import annotations

import io
import os
import sys


def prepare() -> None:
    """Let closed streams lead nowhere; what an encoding lacks becomes a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  open until the end
        elif name == "stdout" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def mute() -> None:
    """Lead stdout and stderr nowhere: their reader is gone, and nothing may fail of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
