"""Real processes: what a double could not show."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach.errors import JournalError
from coach.journal.read import read_journal
from coach.journal.session_file_locks import SessionLocks

fcntl = pytest.importorskip("fcntl", reason="not yet run on Windows")

only_linux = pytest.mark.skipif(
    not Path("/proc/locks").exists(), reason="only Linux lists who waits for a lock"
)

APPEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.errors import JournalError
from coach.journal.writer import JournalWriter
from coach.model.records import AcknowledgedRecord

writer = JournalWriter(Path(sys.argv[1]), "ab12cd")
now = datetime(2026, 1, 1, tzinfo=UTC)
def said(answer):
    return lambda stamp: AcknowledgedRecord(**stamp.fields, text="safety", answer=answer)
"""

MANY = """
print("ready", flush=True)
sys.stdin.readline()
for number in range(200):
    writer.append(now, said(f"{sys.argv[2]}-{number}"))
"""

FULL_DISK = """
import resource
writer.append(now, said("before"))
size = writer.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, resource.RLIM_INFINITY))
try:
    writer.append(now, said("during"))
except JournalError as error:
    print(error.message, "|", error.hint)
print(len(writer.pending), writer.path.stat().st_size - size)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
writer.append(now, said("after"))
print(len(writer.pending))
"""

HOLD = """
import sys
from pathlib import Path
from coach.journal.session_file_locks import SessionLocks
with SessionLocks(Path(sys.argv[1])).hold("4k2xabcdef"):
    print("held", flush=True)
    sys.stdin.readline()
"""


FIRST_START = """
import sys
from pathlib import Path
from coach.journal.device import device_id
print(device_id(Path(sys.argv[1]), "this machine"))
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  our own code
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def wait_until_it_waits(process: subprocess.Popen[str]) -> None:
    """Return when a process waits for a lock; the kernel lists it with an arrow."""
    waiting = re.compile(rf"-> FLOCK .* {process.pid} ")
    while not waiting.search(Path("/proc/locks").read_text()):
        assert process.poll() is None, "it ended without waiting"


def test_two_sessions_at_once_share_no_number_and_tear_no_line(tmp_path: Path) -> None:
    writers = [start(APPEND + MANY, tmp_path, name) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    journal = read_journal(tmp_path)
    assert journal.problems == ()
    assert [record.n for record in journal.records] == list(range(1, 401))
    assert len((tmp_path / "ab12cd.jsonl").read_bytes().splitlines()) == 400


def test_a_disk_that_fills_up_in_the_middle_of_a_record_loses_nothing(
    tmp_path: Path,
) -> None:
    output, _ = start(APPEND + FULL_DISK, tmp_path).communicate(timeout=60)
    told, kept, later = output.splitlines()
    assert told.startswith(f"cannot write the journal '{tmp_path}")
    assert told.endswith(
        "| choose another folder; coach keeps 1 record in memory and will try again"
    )
    assert (kept, later) == ("1 20", "0")
    journal = read_journal(tmp_path)
    answers = [getattr(record, "answer", None) for record in journal.records]
    assert answers == ["before", "during", "after"]
    assert [record.n for record in journal.records] == [1, 2, 3]
    (problem,) = journal.problems
    assert "1 cut off" in problem.message


@only_linux
def test_a_file_that_arrives_while_a_record_waits_gets_the_record(tmp_path: Path) -> None:
    file, arriving = tmp_path / "ab12cd.jsonl", tmp_path / "arriving"
    with locked(file):
        writer = start(APPEND + 'writer.append(now, said("no"))', tmp_path)
        wait_until_it_waits(writer)
        arriving.write_bytes(b"")
        arriving.replace(file)
    writer.communicate(timeout=60)
    assert [record.n for record in read_journal(tmp_path).records] == [1]


@only_linux
def test_two_first_starts_at_once_agree_on_one_device(tmp_path: Path) -> None:
    with locked(tmp_path / "device.lock"):
        slower = start(FIRST_START, tmp_path / "device.json")
        wait_until_it_waits(slower)
        made = '{"device": "ab12cd", "machine": "this machine"}'
        (tmp_path / "device.json").write_text(made)
    output, _ = slower.communicate(timeout=60)
    assert output == "ab12cd\n"


def test_a_session_runs_as_long_as_its_process_lives(tmp_path: Path) -> None:
    locks = SessionLocks(tmp_path / "locks")
    assert not locks.is_running("4k2xabcdef")
    holder = start(HOLD, tmp_path / "locks")
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert locks.is_running("4k2xabcdef")
        with pytest.raises(JournalError, match="running in another window"):
            locks.hold("4k2xabcdef")
    finally:
        holder.kill()
        holder.communicate()
    assert not locks.is_running("4k2xabcdef")
    with locks.hold("4k2xabcdef"):
        assert locks.is_running("4k2xabcdef")
