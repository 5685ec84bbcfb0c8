"""A record counts as written when a power cut could not take it any more."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tests.journal.disks import BrokenDisk, WatchedDisk
from tests.journal.test_appending import NOW, deleted, naming

from coach.errors import JournalError
from coach.journal.index.files import (
    TAIL_BYTES,
    WHOLE_BYTES,
    KnownFile,
    begins_as_known,
    read_on,
)
from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.journal.rescue import rescue_pending, waiting
from coach.journal.writer import JournalWriter


def test_each_record_is_on_the_disk_before_the_next_one_is_written(tmp_path: Path) -> None:
    disk = WatchedDisk()
    writer = JournalWriter(tmp_path, "ab12cd", disk)
    text = b""
    for _ in range(3):
        text += encode(writer.append(NOW, deleted))
        assert disk.synced[-1] == text
    assert len(disk.synced) == 3


def test_the_name_of_a_new_journal_file_is_on_the_disk_too(tmp_path: Path) -> None:
    disk = WatchedDisk()
    folder = tmp_path / "new" / "journal"
    writer = JournalWriter(folder, "ab12cd", disk)
    writer.append(NOW, deleted)
    assert disk.folders == [
        (tmp_path, ("new",)),
        (tmp_path / "new", ("journal",)),
        (folder, ("ab12cd.jsonl",)),
    ]
    writer.append(NOW, deleted)
    assert len(disk.folders) == 3


def test_a_kept_record_is_forgotten_only_when_it_is_on_the_disk(tmp_path: Path) -> None:
    disk = WatchedDisk()
    obstacle = tmp_path / "ab12cd.jsonl"
    obstacle.mkdir()
    writer = JournalWriter(tmp_path, "ab12cd", disk)
    for target in ("one", "two"):
        with pytest.raises(JournalError):
            writer.append(NOW, naming(target))
    obstacle.rmdir()
    kept = [encode(record) for record in writer.pending]
    writer.flush()
    assert disk.synced == [kept[0], kept[0] + kept[1]]
    assert not writer.pending


def test_what_a_disk_does_not_confirm_stays_to_be_written(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd", BrokenDisk())
    for count in (1, 2):
        with pytest.raises(JournalError, match="input/output error"):
            writer.append(NOW, deleted)
        assert len(writer.pending) == count


def test_a_disk_that_confirms_nothing_anywhere_still_gets_a_rescue_file(
    tmp_path: Path,
) -> None:
    writer = JournalWriter(tmp_path / "journal", "ab12cd", BrokenDisk())
    for target in ("one", "two", "three"):
        with pytest.raises(JournalError):
            writer.append(NOW, naming(target))
    rescued = rescue_pending(writer, tmp_path / "rescued", lambda: tmp_path / "other")
    assert rescued is not None
    assert rescued.records == 3
    assert rescued.how_back == f"coach history import {rescued.path}"
    assert waiting(tmp_path / "rescued") == [rescued.path]
    assert read_journal(tmp_path / "rescued").records == writer.pending
    assert stat.S_IMODE(rescued.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(rescued.path.parent.stat().st_mode) == 0o700


def test_records_go_to_another_place_where_the_first_takes_none(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    (tmp_path / "rescued").write_text("in the way")
    writer = JournalWriter(tmp_path / "journal", "ab12cd")
    with pytest.raises(JournalError):
        writer.append(NOW, deleted)
    rescued = rescue_pending(writer, tmp_path / "rescued", lambda: tmp_path / "other")
    assert rescued is not None
    assert rescued.path.parent == tmp_path / "other"
    assert (
        rescue_pending(writer, tmp_path / "rescued", lambda: tmp_path / "rescued") is None
    )


def test_nothing_is_written_through_a_link_in_place_of_a_rescue_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "journal").write_text("in the way")
    mine, link = tmp_path / "mine", tmp_path / "rescued.jsonl"
    mine.write_text("mine")
    link.symlink_to(mine)
    writer = JournalWriter(tmp_path / "journal", "ab12cd")
    with pytest.raises(JournalError):
        writer.append(NOW, deleted)
    with pytest.raises(JournalError, match="cannot write to"):
        writer.rescue(link)
    assert mine.read_text() == "mine"


def large_file(folder: Path) -> tuple[Path, KnownFile]:
    """A file too large to be compared as a whole, and what the index knows of it."""
    path = folder / "ab12cd.jsonl"
    line = encode(JournalWriter(folder / "other", "ab12cd").append(NOW, deleted))
    path.write_bytes(line * (2 * WHOLE_BYTES // len(line)))
    known = KnownFile(name=path.name)
    with path.open("rb") as file:
        assert all(read_on(file, known))
        assert begins_as_known(file, known)
    return path, known


def test_a_change_in_the_last_part_of_a_large_file_is_noticed(tmp_path: Path) -> None:
    path, known = large_file(tmp_path)
    with path.open("r+b") as file:
        file.seek(-TAIL_BYTES // 2, os.SEEK_END)
        file.write(b"x")
    with path.open("rb") as file:
        assert not begins_as_known(file, known)


def test_a_change_in_the_first_part_of_a_large_file_that_was_replaced_is_noticed(
    tmp_path: Path,
) -> None:
    path, known = large_file(tmp_path)
    fresh = tmp_path / "fresh"
    fresh.write_bytes(b"x" + path.read_bytes()[1:])
    fresh.replace(path)
    with path.open("rb") as file:
        assert not begins_as_known(file, known)
