"""Runs the command line, here or in a process of its own, and says what came of it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import pytest
from tests.kept_bundle import keep_bundle

from coach.cli.main import main

PATIENCE_S = 20.0


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever it is
        """The results as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The results as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """What was said on stderr without the box that Typer draws around it."""
        words = self.err.translate({ord(c): " " for c in "╭╮╰╯│─"})
        return " ".join(words.split())


class Run(Protocol):
    """``run("list", "--json")``: neither waits nor asks, unless something is typed."""

    def __call__(
        self,
        *argv: str,
        stdin: str | None = None,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        """Run one command; None unsets a variable."""


def stream(text: str = "") -> io.TextIOWrapper:
    """A pipe in UTF-8 with something in it."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="\n")


def text_of(written: io.TextIOWrapper) -> str:
    """All that went into it."""
    written.flush()
    assert isinstance(written.buffer, io.BytesIO)
    return written.buffer.getvalue().decode()


def run_here(
    *argv: str, out: io.TextIOBase | None = None, stdin: str | None = None
) -> Result:
    """Run a command in this process; much faster than in one of its own."""
    keep_bundle()
    streams = (stream(stdin or ""), out or stream(), stream())
    with pytest.MonkeyPatch.context() as patch:
        for name, each in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, each)
        with pytest.raises(SystemExit) as left:
            main(argv)
    code = left.value.code
    assert isinstance(code, int)
    said = text_of(streams[1]) if isinstance(streams[1], io.TextIOWrapper) else ""
    return Result(code, said, text_of(streams[2]))


def run_apart(
    *argv: str,
    stdin: str | None = None,
    env: Mapping[str, str] | None = None,
    beforehand: Callable[[], None] | None = None,
) -> Result:
    """Run a command in a process of its own."""
    keep_bundle()
    done = subprocess.run(  # noqa: S603  our own command line
        [sys.executable, "-m", "coach", *argv],
        input=stdin or "",
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **(env or {})},
        timeout=PATIENCE_S,
        preexec_fn=beforehand,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def stop_at_first_line(*argv: str) -> Result:
    """Start a session in a process of its own; SIGTERM as soon as it says something."""
    keep_bundle()
    with subprocess.Popen(  # noqa: S603  our own command line
        [sys.executable, "-m", "coach", "start", *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        out = process.stdout.readline()
        process.terminate()
        out += process.stdout.read()
        err = process.stderr.read()
    return Result(process.returncode, out, err)
