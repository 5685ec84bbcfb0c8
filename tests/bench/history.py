"""How long the past takes to look at, and whether a long one takes longer.

    python tests/bench/history.py [SESSIONS] [RUNS] [FOLDER]

Writes a journal of so many sessions (10,000 with 150,000 sets unless said otherwise) and a
short one into a folder, once; then measures folding, appending and whole commands. A runner
does 150 sessions a year. The goals are for 10,000 sessions; with more, all commands with a
goal may take three times as long as with ten.
Run it with the interpreter of the environment that `coach` is installed in.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from coach.app.session.choose import of_routine
from coach.journal.index import HistoryIndex
from coach.journal.record_ids_and_order import make_stamp, record_id
from coach.journal.record_json import encode
from coach.journal.writer import JournalWriter
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.prescription import Prescription
from coach.model.records import (
    AnyRecord,
    EndedBy,
    EndStatus,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)
from coach.model.session_facts import sides_of
from coach.prescribe import SessionRequest, Wishes, prescribe

COACH = str(Path(sys.executable).with_name("coach"))
SHORT, USUAL = 10, 10_000
GOAL_BEYOND = 3.0
"""With more than the usual number of sessions."""
ROUTINE = "strength-a"
"""Ten sets in six blocks."""
DEVICE = "abc123"
APART = timedelta(hours=2)
COMMANDS: tuple[tuple[list[str], float | None], ...] = (
    (["history"], 1.3),
    (["history", "stats"], 2.0),
    (["history", "calendar"], None),
    ([], None),
)


def _plan() -> Prescription:
    library = read_library((), find_bundled())
    routine = library.routines[ROUTINE].value
    asked = SessionRequest(routine.name, (routine.id,), routine.id)
    return prescribe(asked, of_routine(routine, library), Wishes())


def _session(plan: Prescription) -> list[AnyRecord]:
    """One session; its id, its records' ids, counters and times are put in later."""
    stamp = make_stamp(datetime(2001, 1, 1, tzinfo=UTC), DEVICE, 1)
    records: list[AnyRecord] = [
        SessionStartedRecord(
            **stamp.fields, session="SESSION", planned_ms=900_000, prescription=plan
        )
    ]
    for index, block in enumerate(plan.blocks):
        for number in range(1, block.sets + 1):
            records += [
                SetFinishedRecord(
                    **stamp.fields,
                    session="SESSION",
                    block=index,
                    drill=block.drill,
                    set=number,
                    side=side,
                    reps_planned=block.reps,
                    reps_done=block.reps,
                    work_ms=block.reps * block.cycle_ms,
                    exhale_ms=block.reps * block.cycle_ms // 2,
                    paused_ms=0,
                    started_at=stamp.at,
                    ended_by=EndedBy.DONE,
                )
                for side in sides_of(block)
            ]
    records.append(
        SessionEndedRecord(
            **stamp.fields, session="SESSION", status=EndStatus.COMPLETED, at_ms=900_000
        )
    )
    return records


def _lines(number: int) -> Iterator[bytes]:
    """The records of so many sessions, the last one yesterday."""
    template = []
    for record in _session(_plan()):
        line = encode(record).decode()
        line = line.replace(f'"id":"{record.id}"', '"id":"%ID%"')
        line = line.replace('"n":1,', '"n":%N%,').replace("2001-01-01T00:00:00Z", "%AT%")
        template.append(line)
    n = 0
    at = datetime.now(UTC).replace(microsecond=0) - APART * number  # noqa: TID251  a script
    for index in range(number):
        stamp = make_stamp(at + APART * index, DEVICE, n + 1)
        moment = stamp.at.isoformat()
        text = []
        for line in template:
            n += 1
            id_ = record_id(stamp.at, DEVICE, n)
            with_id = line.replace("%ID%", id_, 1).replace("%N%", str(n), 1)
            text.append(
                with_id.replace("%AT%", moment).replace("SESSION", stamp.new_session)
            )
        yield "".join(text).encode()


def _home(folder: Path, number: int) -> Path:
    home = folder / f"{number}-sessions"
    journal = home / "data" / "journal" / f"{DEVICE}.jsonl"
    if not journal.exists():
        journal.parent.mkdir(parents=True, exist_ok=True)
        fresh = journal.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines(_lines(number))
        fresh.rename(journal)
    return home


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _command(arguments: list[str], home: Path) -> Callable[[], object]:
    return lambda: subprocess.run(  # noqa: S603  our own program
        [COACH, *arguments],
        env={"COACH_HOME": str(home), "PATH": "", "COLUMNS": "100"},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _fold(home: Path) -> None:
    cache = home / "cache" / "history.sqlite"
    for file in cache.parent.glob("history.sqlite*"):
        file.unlink()
    journal = home / "data" / "journal"
    with (journal / f"{DEVICE}.jsonl").open("rb") as lines:
        records = sum(1 for _ in lines)
    index = HistoryIndex(cache, journal)
    seconds = _timed(index.refresh)
    assert index.trouble is None
    closing = _timed(index.close)
    size = cache.stat().st_size / 1e6
    _say(
        f"folding {records:,} records: {seconds:.1f} s and {closing:.1f} s to close, "
        f"{records / (seconds + closing):,.0f} a second; {size:.0f} MB"
    )


def _append(home: Path, runs: int) -> None:
    index = HistoryIndex(home / "cache" / "history.sqlite", home / "data" / "journal")
    index.refresh()
    writer = JournalWriter(home / "data" / "journal", "def456")
    last = index.last()
    record = replace(_session(_plan())[1], session=last.id if last else "")
    assert isinstance(record, SetFinishedRecord)

    def write() -> None:
        writer.append(
            datetime.now(UTC),  # noqa: TID251  a script
            lambda stamp: SetFinishedRecord(
                **stamp.fields,
                **{
                    name: getattr(record, name)
                    for name in record.__struct_fields__
                    if name not in stamp.fields
                },
            ),
        )

    def ask() -> None:
        index.refresh()
        index.last()

    written, asked = [], []
    for _ in range(runs * 10):
        written.append(_timed(write))
        asked.append(_timed(ask))
    both = [a + b for a, b in zip(written, asked, strict=True)]
    _say(
        f"an append: {statistics.median(written) * 1000:.2f} ms, the next question "
        f"{statistics.median(asked) * 1000:.2f} ms, together "
        f"{statistics.median(both) * 1000:.2f} ms"
    )
    index.close()
    writer.path.unlink()


def _commands(long: Path, short: Path, runs: int, *, is_usual: bool) -> None:
    for arguments, goal in COMMANDS:
        for home in (long, short):
            _command(arguments, home)()
        pairs = [
            (_timed(_command(arguments, long)), _timed(_command(arguments, short)))
            for _ in range(runs)
        ]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        name = " ".join(["coach", *arguments])
        aim = f"(goal {goal if is_usual else GOAL_BEYOND})" if goal else ""
        _say(
            f"{name:<24} {ours * 1000:6.0f} ms, with {SHORT} sessions "
            f"{theirs * 1000:6.0f} ms   ratio {ratio:.2f} {aim}"
        )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure everything."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        long, short = _home(folder, number), _home(folder, SHORT)
        _fold(long)
        _append(long, runs)
        _fold(long)
        _commands(long, short, runs, is_usual=number <= USUAL)


if __name__ == "__main__":
    main()
