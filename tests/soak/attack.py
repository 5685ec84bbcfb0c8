"""Gives coach journals that nobody would write, and looks how every command takes them.

    python tests/soak/attack.py [--minutes N] [--workers N] [--only WORD] [--every N]

Each case is a home of its own with a small good history and one bad thing in its journal.
Every command must end within five seconds of the processor with 0 or 1, without a
traceback, without calling itself mistaken and without hiding what is good. Prints a table;
leaves with 1 if anything was wrong. Control characters that reach the terminal are counted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.journal.record_json import encode

COACH = str(Path(sys.executable).with_name("coach"))
MOST_SECONDS = 5
"""Time of the processor: how busy the machine is, is not the journal's fault."""
LIMITED = ("sh", "-c", f'ulimit -t {MOST_SECONDS} && exec "$@"', "sh", COACH)
PATIENCE_S = 40.0
DEVICE, OTHER = "ab12cd", "zz99zz"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RESUME = ("resume", "--yes", "--plain")
START = ("start", "desk-break", "--plain", "--yes", "--mute", "--speed", "1000")
COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("list",),
    ("show", "glute-bridge"),
    ("history",),
    ("history", "--json"),
    ("history", "show"),
    ("history", "stats"),
    ("history", "stats", "--json"),
    ("history", "calendar"),
    ("history", "card"),
    ("history", "card", "--svg", "card.svg", "--force"),
    ("history", "export", "--format", "csv", "-o", "out.csv", "--force"),
    ("history", "export", "--format", "json", "-o", "out.json", "--force"),
    ("history", "export", "--format", "fit", "-o", "diary", "--force"),
    ("history", "edit", "0000", "--rpe", "3"),
    ("history", "undo"),
    ("plan",),
    ("plan", "list"),
    ("why",),
    ("why", "glute-bridge"),
    ("doctor",),
    START,
    ("resume",),
    ("resume", "--discard"),
    ("history", "import", "JOURNAL"),
)
"""JOURNAL stands for the bad file itself."""

Path_ = tuple[str | int, ...]


@dataclass
class Seen:
    """What came of the commands."""

    runs: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0
    slowest: str = ""
    raw: Counter[str] = field(default_factory=Counter)
    """Commands that let control characters through."""
    wrong: list[str] = field(default_factory=list)
    """One sentence for everything that must not be."""


def past(device: str = DEVICE) -> list[bytes]:
    """A week ago until an hour ago: done, corrected, and one that was interrupted."""
    now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  a script
    scribe = Scribe(device, now - timedelta(days=7))
    for days in (7, 4, 0):
        scribe.at = now - timedelta(days=days, hours=1)
        plan = make_prescription(make_block(), make_block("bridge-march"))
        session = scribe.start(plan)
        scribe.did(session)
        scribe.pause(session, "pain", 0, 1)
        if days:
            scribe.correct(session, rpe=4, note="fine")
            scribe.end(session, rpe=3)
    return [encode(record).rstrip(b"\n") for record in scribe.records]


NUMBERS: tuple[Any, ...] = (
    *(-1, 0, 50, 2**31, 2**53 - 1, 2**63, 2**64, 10**30, -(10**30), 0.5, 1e308, True, None),
    *("7", [], {}),
)
TEXTS: tuple[Any, ...] = (
    *("", "x" * 5_000, "x" * 3_000_000, "\x1b]0;OWNED\x07", "\x9b2J", "\u202eabc", "\0"),
    *("../../etc/passwd", "a" * 64 + "\n", "é" * 200, "=1+1", 5, None, [], {"a": 1}),
)
TIMES: tuple[Any, ...] = (
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", "1969-01-01T00:00Z"),
    *("2100-01-01T00:00:00Z", "1900-01-01T00:00:00+14:00", "2200-12-31T23:59:59-14:00"),
    *("2026-03-29T02:30:00", "2026-13-01T00:00:00Z", 0, 1e18, "", None),
)
FIELDS: dict[str, tuple[Path_, ...]] = {
    "numbers": (
        ("prescription", "blocks", 0, "sets"),
        ("prescription", "blocks", 0, "cycles"),
        ("prescription", "blocks", 0, "flip"),
        ("prescription", "blocks", 0, "level"),
        ("prescription", "blocks", 0, "rest_ms"),
        ("prescription", "blocks", 0, "change_ms"),
        ("prescription", "blocks", 0, "phases", 0, "duration_ms"),
        ("planned_ms",),
        ("block",),
        ("set",),
        ("cycles_planned",),
        ("cycles_done",),
        ("work_ms",),
        ("exhale_ms",),
        ("paused_ms",),
        ("at_ms",),
        ("rpe",),
        ("format",),
        ("fields", "rpe"),
        ("n",),
    ),
    "texts": (
        ("id",),
        ("device",),
        ("session",),
        ("drill",),
        ("target",),
        ("reason",),
        ("fields", "note"),
        ("prescription", "name"),
        ("prescription", "routine"),
        ("prescription", "blocks", 0, "name"),
        ("prescription", "blocks", 0, "drill"),
        ("prescription", "blocks", 0, "pattern"),
        ("prescription", "blocks", 0, "phases", 0, "do"),
    ),
    "times": (("at",), ("started_at",), ("fields", "started_at")),
}
VALUES = {"numbers": NUMBERS, "texts": TEXTS, "times": TIMES}


def changed(path: Path_, value: object) -> bytes:
    """Another device's history in which one field is something else everywhere."""
    lines = []
    for line in past(OTHER):
        record = json.loads(line)
        holder: Any = record
        with suppress(KeyError, TypeError):
            for key in path[:-1]:
                holder = holder[key]
            if path[-1] in holder:
                holder[path[-1]] = value
        lines.append(json.dumps(record).encode("utf-8", "surrogatepass"))
    return b"\n".join(lines) + b"\n"


def many_fields() -> dict[str, Callable[[], bytes]]:
    """Every value in every field of its kind."""
    cases: dict[str, Callable[[], bytes]] = {}
    for kind, paths in FIELDS.items():
        for path in paths:
            for number, value in enumerate(VALUES[kind]):
                name = f"{kind}: {'.'.join(map(str, path))} #{number}"
                cases[name] = partial(changed, path, value)
    return cases


def _raw(*pairs: tuple[bytes, bytes]) -> bytes:
    text = b"\n".join(past(OTHER)) + b"\n"
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def _sets(number: int) -> bytes:
    """One session with many different sets, and as many pauses."""
    scribe = Scribe(OTHER)
    session = scribe.start(make_prescription(*[make_block()] * 100))
    for index in range(number):
        scribe.did(session, index % 100 + 1, block=index // 100 % 100)
        scribe.pause(session, "free", index % 100, 1)
    return b"".join(map(encode, scribe.records))


def _corrections(number: int) -> bytes:
    scribe = Scribe(OTHER)
    session = scribe.start(make_prescription(*[make_block()] * 100))
    first = scribe.records[0].id
    for index in range(number):
        scribe.correct(session, note=f"note {index}")
        scribe.correct(first, planned_ms=index)
    return b"".join(map(encode, scribe.records))


def _product() -> bytes:
    """Each number is within its bounds; the session is none."""
    blocks = b'"sets":100,"cycles":5000'
    return _raw(
        (b'"sets":2,"cycles":8', blocks), (b'"rest_ms":30000', b'"rest_ms":3600000')
    )


WHOLE: dict[str, Callable[[], bytes]] = {
    "many numbers that are too large together": _product,
    "many sets": lambda: _sets(5_000),
    "many corrections": lambda: _corrections(500),
    "duplicate ids with other content": lambda: _raw() + _raw((b"Pre-run", b"Other")),
    "foreign counters": lambda: _raw((b'"n":', b'"n":9007199254740991,"x":')),
    "deep lists": lambda: _raw((b'"format":1', b'"x":' + b"[" * 200_000 + b',"format":1')),
    "deep objects": lambda: _raw((b'"format":1', b'"x":' + b'{"a":' * 99_999)),
    "deep and closed": lambda: _raw(
        (b'"rpe":4', b'"rpe":' + b"[" * 900 + b"]" * 900),
    ),
    "a line of 40 MB": lambda: _raw() + b"x" * 40_000_000 + b"\n" + _raw(),
    "a note of 15 MB": lambda: _raw((b'"fine"', b'"' + b"x" * 15_000_000 + b'"')),
    "NaN": lambda: _raw((b'"rpe":4', b'"rpe":NaN')),
    "infinity": lambda: _raw((b'"rpe":4', b'"rpe":1e999')),
    "invalid UTF-8": lambda: _raw((b"fine", b"\xff\xfe\x80")),
    "half surrogates": lambda: _raw((b"fine", rb"\ud800")),
    "encoded surrogates": lambda: _raw((b"fine", b"\xed\xa0\x80")),
    "NULs": lambda: b"\0" * 100_000 + _raw() + b"\0" * 100,
    "torn": lambda: _raw()[:-40],
    "empty": lambda: b"",
    "a million empty lines": lambda: b"\n" * 1_000_000,
    "not JSON lines": lambda: b"session,drill\n" * 1_000,
    "UTF-16": lambda: _raw().decode().encode("utf-16"),
    "carriage returns": lambda: _raw((b"\n", b"\r\n")),
    "other types": lambda: b'[]\n1\nnull\n{}\n"x"\n' + _raw(),
    "a newer format": lambda: _raw((b'"format":1', b'"format":2')),
    "all of one id": lambda: re.sub(rb'"id":"[^"]+"', b'"id":"same"', _raw()),
    "all of one session": lambda: re.sub(rb'"session":"\w+"', b'"session":"x/y"', _raw()),
    "changes of themselves": lambda: re.sub(
        rb'"id":"[^"]+"(.*?)"target":"[^"]+"', rb'"id":"loop"\1"target":"loop"', _raw()
    ),
}


def odd_things(journal: Path) -> dict[str, Callable[[], object]]:
    """What is no file of a journal but has the name of one."""
    bad = journal / "bad.jsonl"
    return {
        "a folder": bad.mkdir,
        "a pipe": lambda: os.mkfifo(bad),
        "a socket": lambda: _socket(bad),
        "a link to nothing": lambda: bad.symlink_to("nowhere"),
        "a link to itself": lambda: bad.symlink_to(bad.name),
        "a link to a device": lambda: bad.symlink_to("/dev/zero"),
        "a link to another file": lambda: bad.symlink_to(f"{DEVICE}.jsonl"),
        "a conflict copy": lambda: (journal / f"{DEVICE} (conflict).jsonl").write_bytes(
            b"\n".join(past())
        ),
        "a name of bytes": lambda: Path(
            os.fsdecode(os.fsencode(journal) + b"/\xff\x1b[2J.jsonl")
        ).write_bytes(b"x\n"),
        "a hole of 1 TB": lambda: _hole(bad),
    }


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        try:
            os.chdir(path.parent)  # such names are short
            one.bind(path.name)
        finally:
            os.chdir(here)


def _hole(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


class Case:
    """One home with one bad thing."""

    def __init__(self, home: Path, name: str) -> None:
        self.name = name
        self._home = home
        self.journal = home / "coach" / "data" / "journal"
        self.journal.mkdir(parents=True)
        self.bad = self.journal / "bad.jsonl"
        (self.journal / f"{DEVICE}.jsonl").write_bytes(b"\n".join(past()) + b"\n")
        self._env = {
            **{name: word for name, word in os.environ.items() if "COACH" not in name},
            "COACH_HOME": str(home / "coach"),
            "COLUMNS": "80",
        }
        self.seen = Seen()

    def run(self, commands: tuple[tuple[str, ...], ...] = COMMANDS) -> Seen:
        """Give all commands."""
        for command in commands:
            self._run(tuple(str(self.bad) if w == "JOURNAL" else w for w in command))
        return self.seen

    def _run(self, command: tuple[str, ...]) -> None:
        what = f"{self.name}: coach {' '.join(command)}"
        began = time.perf_counter()
        try:
            done = subprocess.run(  # noqa: S603  our own program
                [*LIMITED, *command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                env=self._env,
                cwd=self._home,
                timeout=PATIENCE_S,
            )
        except subprocess.TimeoutExpired:
            self.seen.wrong.append(f"{what}: came to no end")
            return
        took_s = time.perf_counter() - began
        key = " ".join(command[:2])
        self.seen.runs[key] += 1
        if took_s > self.seen.slowest_s:
            self.seen.slowest_s, self.seen.slowest = took_s, what
        said = (done.stdout + done.stderr).decode(errors="surrogateescape")
        if done.returncode not in {0, 1} or "Traceback" in said or "bug in coach" in said:
            last = said.strip().splitlines()[-1:] or [""]
            self.seen.wrong.append(f"{what}: left with {done.returncode}: {last[0][:200]}")
            log = self._home / "coach" / "state" / "crash.log"
            if log.exists():
                trace = [line.strip() for line in log.read_text().splitlines() if line]
                self.seen.wrong.append(f"    {' | '.join(trace[-5:])[:500]}")
        if _CONTROL.search(said):
            self.seen.raw[key] += 1


def attack(folder: Path, name: str, number: int) -> Seen:
    """Build one case and give it all commands."""
    case = Case(folder / str(number), name)
    cases = many_fields() | WHOLE
    try:
        if name in cases:
            case.bad.write_bytes(cases[name]())
        else:
            odd_things(case.journal)[name]()
    except (OSError, msgspec.ValidationError) as error:
        case.seen.wrong.append(f"{name}: could not be built: {error}")
        return case.seen
    return case.run()


def main() -> int:
    """Attack, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--only", default="", help="cases with this in their name")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth case")
    parser.add_argument("--minutes", type=float, default=60, help="no new case after that")
    given = parser.parse_args()
    names = [*WHOLE, *odd_things(Path()), *many_fields()]
    names = [name for name in names if given.only in name][:: given.every]
    whole = Seen()
    began = time.perf_counter()
    cases = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(given.workers) as pool,
    ):

        def one(number: int, name: str) -> Seen | None:
            is_late = time.perf_counter() - began > given.minutes * 60
            return None if is_late else attack(Path(folder), name, number)

        for seen in pool.map(one, range(len(names)), names):
            if seen is None:
                continue
            cases += 1
            for sentence in seen.wrong:
                sys.stdout.write(f"        {sentence}\n")
                sys.stdout.flush()
            whole.runs += seen.runs
            whole.raw += seen.raw
            whole.wrong += seen.wrong
            if seen.slowest_s > whole.slowest_s:
                whole.slowest_s, whole.slowest = seen.slowest_s, seen.slowest
    for command, count in whole.runs.items():
        raw = f"{whole.raw[command]:>6} with control characters" * bool(whole.raw[command])
        sys.stdout.write(f"{count:>6}  coach {command:<22} {raw}\n")
    sys.stdout.write(
        f"{cases:>6}  of {len(names)} cases, {whole.runs.total()} commands, "
        f"{time.perf_counter() - began:.0f} s; the slowest {whole.slowest_s:.1f} s: "
        f"{whole.slowest}\n{len(whole.wrong):>6}  wrong\n"
    )
    return 1 if whole.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
