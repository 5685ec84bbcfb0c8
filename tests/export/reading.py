"""Reads exports without the code that wrote them; runs the commands that write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import fitdecode
import msgspec
import pytest
import typer
from tests.cli.commands import Result, stream, text_of
from tests.journal.scribe import Scribe

from coach.cli.history import export, import_file
from coach.errors import CoachError
from coach.journal.fold import fold
from coach.model.records import AnyRecord
from coach.model.session_facts import SessionFacts

Fields = dict[str, Any]


def fit_messages(data: bytes, kind: str = "") -> list[Fields]:
    """The messages of a FIT file; the reader raises for all that is not right in it."""
    reader = fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    )
    return [
        {"kind": frame.name} | {field.name: field.value for field in frame.fields}
        for frame in reader
        if isinstance(frame, fitdecode.FitDataMessage) and kind in {"", frame.name}
    ]


def table(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of their columns."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def sessions_of(scribe: Scribe) -> tuple[SessionFacts, ...]:
    return fold(scribe.records).sessions


def only(scribe: Scribe) -> SessionFacts:
    (facts,) = sessions_of(scribe)
    return facts


def lines(records: list[AnyRecord]) -> bytes:
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def journal(home: Path, records: list[AnyRecord], device: str = "ab12cd") -> Path:
    """Put records into the journal of this test."""
    folder = home / "data" / "journal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{device}.jsonl").write_bytes(lines(records))
    return folder


def history(*argv: str | Path) -> Result:
    """Run ``coach history export`` or ``import``."""
    code, out, err = history_bytes(*argv)
    return Result(code, out.decode(), err)


def history_bytes(*argv: str | Path, is_terminal: bool = False) -> tuple[int, bytes, str]:
    """The same, with what was printed as it is."""
    app = typer.Typer(pretty_exceptions_enable=False)
    export.add_to(app)
    import_file.add_to(app)
    out = _Out(io.BytesIO(), is_terminal=is_terminal)
    err, code = stream(), 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        try:
            app(args=[str(word) for word in argv], prog_name="coach history")
        except CoachError as error:
            code = error.exit_code
            err.write(f"{error.message}\nhint: {error.hint}\n")
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    out.flush()
    return code, out.written.getvalue(), text_of(err)


class _Out(io.TextIOWrapper):
    """Standard output, a pipe or a terminal."""

    def __init__(self, written: io.BytesIO, *, is_terminal: bool) -> None:
        super().__init__(written, encoding="utf-8", newline="\n")
        self.written = written
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal
