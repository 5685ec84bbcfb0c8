"""A disk without room for the index: the journal answers, and the reason is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journal.scribe import Scribe

from coach.journal.fold import fold
from coach.journal.record_json import encode
from coach.model.records import AnyRecord

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and disks of POSIX")

OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
"""What runs in there sees disks that nobody else does."""

ASK = """
import sys
from pathlib import Path
from coach.journal.index import HistoryIndex

def ask(cache, journal):
    index = HistoryIndex(cache, journal)
    told = [s.id for s in index.sessions()], len(index.days()), index.last_n
    trouble = index.trouble
    index.close()
    return told, trouble

cache, journal = Path(sys.argv[1]), Path(sys.argv[2])
"""

AT_ANY_BYTE = """
import resource
right, trouble = ask(None, journal)
for limit in range(0, 600_000, 40_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    told, trouble = ask(cache.with_name(f"{limit}.sqlite"), journal)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert told == right, limit
    print(trouble is None)
"""

BEFORE, AFTER = "before.jsonl", "after.jsonl"

FULL = f"""
import os
cache.parent.mkdir()
first, second = (journal / name for name in {(BEFORE, AFTER)!r})
hidden = second.rename(journal / "hidden")
right, trouble = ask(cache, journal)
assert right == ask(None, journal)[0]
assert trouble is None, trouble
with (cache.parent / "large").open("wb", buffering=0) as large:
    try:
        while large.write(bytes(4096)):
            pass
    except OSError:
        pass
hidden.rename(second)
told, trouble = ask(cache, journal)
assert told == ask(None, journal)[0] != right
print(trouble)
(cache.parent / "large").unlink()
told, trouble = ask(cache, journal)
assert told == ask(None, journal)[0]
print(trouble)
"""
"""The index of a part of the journal, then no more room for the rest, then room again."""


def some_past(device: str, count: int = 40) -> list[AnyRecord]:
    scribe = Scribe(device)
    for _ in range(count):
        session = scribe.start()
        scribe.did(session, 1)
        scribe.did(session, 2)
        scribe.end(session)
        scribe.at += timedelta(days=1)
    return scribe.records


def write(folder: Path) -> None:
    folder.mkdir()
    for name, device in ((BEFORE, "ab12cd"), (AFTER, "ef34gh")):
        (folder / name).write_bytes(b"".join(map(encode, some_past(device))))
    assert len(fold([*some_past("ab12cd"), *some_past("ef34gh")]).sessions) == 80


def run(*command: str) -> list[str]:
    done = subprocess.run(  # noqa: S603  our own code
        command, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.splitlines()


def test_wherever_writing_the_index_fails_the_answers_are_the_same(tmp_path: Path) -> None:
    write(tmp_path / "journal")
    code = ASK + AT_ANY_BYTE
    cache = tmp_path / "history.sqlite"
    was_used = run(sys.executable, "-c", code, str(cache), str(tmp_path / "journal"))
    assert {"True", "False"} == set(was_used)  # both sides of the border were tried


def can_mount() -> bool:
    """Whether this user may have a small disk of their own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(  # noqa: S603  our own words
        [*OWN_MOUNTS, "mount -t tmpfs tmpfs /tmp"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


@pytest.mark.parametrize("room", ["600k", "1m"])
def test_a_disk_that_is_full_is_told_and_used_again_when_there_is_room(
    room: str, tmp_path: Path
) -> None:
    if not can_mount():
        pytest.skip("no small disk can be mounted here")
    write(tmp_path / "journal")
    disk = tmp_path / "disk"
    disk.mkdir()
    cache = disk / "cache" / "history.sqlite"
    full, room_again = run(
        *OWN_MOUNTS,
        f'mount -t tmpfs -o size={room} tmpfs "$0" && exec "$@"',
        str(disk),
        sys.executable,
        "-c",
        ASK + FULL,
        str(cache),
        str(tmp_path / "journal"),
    )
    assert full == f"the index '{cache}' cannot be used: database or disk is full"
    assert room_again == "None"
