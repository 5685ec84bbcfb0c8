from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.journal.scribe import Scribe

from coach.errors import JournalError
from coach.journal.device_file import DeviceFile
from coach.journal.read import read_journal
from coach.journal.record_ids_and_order import Stamp
from coach.journal.record_json import encode
from coach.journal.rescue import highest_waiting
from coach.journal.writer import JournalWriter
from coach.model.records import AcknowledgedRecord, AnyRecord, DeletedRecord

NOW = datetime(2026, 3, 1, 7, 30, 15, 123_456, tzinfo=timezone(timedelta(hours=1)))


def deleted(stamp: Stamp) -> DeletedRecord:
    return DeletedRecord(**stamp.fields, target="a session")


def naming(target: str) -> Callable[[Stamp], DeletedRecord]:
    return lambda stamp: DeletedRecord(**stamp.fields, target=target)


def records_in(folder: Path) -> tuple[AnyRecord, ...]:
    return read_journal(folder).records


def counters(folder: Path) -> list[int]:
    return [record.n for record in records_in(folder)]


def test_the_first_record_makes_the_folder_and_the_devices_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "journal"
    writer = JournalWriter(folder, "ab12cd")
    assert not folder.exists()
    record = writer.append(NOW, deleted)
    assert (folder / "ab12cd.jsonl").read_bytes() == encode(record)
    assert writer.path == folder / "ab12cd.jsonl"


def test_a_record_says_who_wrote_it_when_and_which_one_it_is(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    first, second = writer.append(NOW, deleted), writer.append(NOW, deleted)
    assert (first.device, first.n, second.n) == ("ab12cd", 1, 2)
    assert first.id < second.id
    line = writer.path.read_text().splitlines()[0]
    assert '"at":"2026-03-01T07:30:15.123000+01:00"' in line


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_what_a_runner_says_of_their_body_is_for_them_alone(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "journal", "ab12cd")
    writer.append(NOW, deleted)
    assert stat.S_IMODE(writer.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(writer.path.parent.stat().st_mode) == 0o700


def test_counting_goes_on_in_the_next_run(tmp_path: Path) -> None:
    for _ in range(3):
        JournalWriter(tmp_path, "ab12cd").append(NOW, deleted)
    assert counters(tmp_path) == [1, 2, 3]


def test_a_torn_line_is_closed_before_the_next_record(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    writer.append(NOW, deleted)
    with writer.path.open("ab") as file:
        file.write(b'{"type":"deleted","id":"06')
    for same_run in (writer, JournalWriter(tmp_path, "ab12cd")):
        same_run.append(NOW, deleted)
    assert counters(tmp_path) == [1, 2, 3]
    assert writer.path.read_bytes().count(b"\n") == 4


def test_the_last_counter_is_found_behind_a_long_torn_line(tmp_path: Path) -> None:
    JournalWriter(tmp_path, "ab12cd").append(NOW, deleted, after=41)
    with (tmp_path / "ab12cd.jsonl").open("ab") as file:
        file.write(b"\0" * 200_000)
    assert JournalWriter(tmp_path, "ab12cd").append(NOW, deleted).n == 43


def test_counters_of_other_devices_and_of_foreign_lines_do_not_matter(
    tmp_path: Path,
) -> None:
    other = Scribe("phone1", n=900)
    other.start()
    lines = encode(other.records[0]) + b'{"n":77}\nnothing\n'
    (tmp_path / "ab12cd.jsonl").write_bytes(lines)
    assert JournalWriter(tmp_path, "ab12cd").append(NOW, deleted).n == 1


def test_records_of_a_newer_coach_are_counted_on_from(tmp_path: Path) -> None:
    newer = b'{"type":"heartbeat","id":"x","device":"ab12cd","n":7,"format":9}\n'
    (tmp_path / "ab12cd.jsonl").write_bytes(newer)
    assert JournalWriter(tmp_path, "ab12cd").append(NOW, deleted).n == 8


def test_a_change_is_counted_after_all_that_it_knew(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    assert writer.append(NOW, deleted, after=500).n == 501
    assert writer.append(NOW, deleted, after=10).n == 502


def test_counters_of_records_that_wait_to_be_imported_are_not_used_again(
    tmp_path: Path,
) -> None:
    (tmp_path / "journal").write_text("in the way")
    first = JournalWriter(tmp_path / "journal", "ab12cd")
    with pytest.raises(JournalError):
        first.append(NOW, deleted)
    first.rescue(tmp_path / "rescued" / "one.jsonl")
    (tmp_path / "journal").unlink()

    def used() -> int:
        return highest_waiting(tmp_path / "rescued", "ab12cd")

    writer = JournalWriter(tmp_path / "journal", "ab12cd", used_elsewhere=used)
    assert writer.append(NOW, deleted).n == 2
    assert highest_waiting(tmp_path / "rescued", "phone1") == 0


def test_the_counters_of_a_file_that_cannot_be_written_are_still_known(
    tmp_path: Path,
) -> None:
    JournalWriter(tmp_path, "ab12cd").append(NOW, deleted)
    file = DeviceFile(tmp_path / "ab12cd.jsonl", "ab12cd")
    file.look()
    assert file.last_n == 1
    nothing = DeviceFile(tmp_path / "phone1.jsonl", "phone1")
    nothing.look()
    assert nothing.last_n == 0


def test_a_file_replaced_or_removed_in_between_is_written_all_the_same(
    tmp_path: Path,
) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    writer.append(NOW, deleted)
    newer = tmp_path / "arrived"
    other = Scribe("ab12cd", n=30)
    other.start()
    newer.write_bytes(encode(other.records[0]))
    newer.replace(writer.path)
    assert writer.append(NOW, deleted).n == 32
    writer.path.unlink()
    writer.append(NOW, deleted)
    assert len(counters(tmp_path)) == 1


def test_half_a_character_from_the_terminal_does_not_lose_the_record(
    tmp_path: Path,
) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    record = writer.append(
        NOW,
        lambda stamp: AcknowledgedRecord(**stamp.fields, text="safety", answer="n\udcc3o"),
    )
    assert record.answer == "n?o"
    assert read_journal(tmp_path).records == (record,)


def test_a_record_that_could_not_be_read_back_is_never_written(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    with pytest.raises(ValueError, match="Expected `str`"):
        writer.append(NOW, lambda stamp: DeletedRecord(**stamp.fields, target=5))  # type: ignore[arg-type]  # that is the mistake
    assert writer.pending == ()
    assert read_journal(tmp_path).records == ()


@pytest.mark.parametrize("in_the_way", ["journal", "journal/ab12cd.jsonl"])
def test_what_cannot_be_written_is_kept_and_written_first_later(
    tmp_path: Path, in_the_way: str
) -> None:
    folder, obstacle = tmp_path / "journal", tmp_path / in_the_way
    if in_the_way == "journal":
        obstacle.write_text("a file where the folder should be")
    else:
        obstacle.mkdir(parents=True)
    writer = JournalWriter(folder, "ab12cd")
    for count in (1, 2):
        with pytest.raises(JournalError, match=r"cannot write .*ab12cd\.jsonl'") as told:
            writer.append(NOW, naming(f"session {count}"))
        assert "in memory and will try again" in (told.value.hint or "")
        assert [record.n for record in writer.pending] == list(range(1, count + 1))
    if obstacle.is_dir():
        obstacle.rmdir()
    else:
        obstacle.unlink()
    writer.append(NOW, naming("session 3"))
    assert writer.pending == ()
    assert [(record.n, getattr(record, "target", "")) for record in records_in(folder)] == [
        (1, "session 1"),
        (2, "session 2"),
        (3, "session 3"),
    ]


def test_a_kept_record_gives_its_number_up_if_another_session_used_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "journal"
    folder.write_text("in the way")
    writer = JournalWriter(folder, "ab12cd")
    with pytest.raises(JournalError):
        writer.append(NOW, deleted)
    folder.unlink()
    for _ in range(3):
        JournalWriter(folder, "ab12cd").append(NOW, deleted)
    writer.flush()
    assert writer.pending == ()
    assert counters(folder) == [1, 2, 3, 4]


def test_pending_records_can_be_rescued_to_another_place(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.write_text("in the way")
    writer = JournalWriter(folder, "ab12cd")
    with pytest.raises(JournalError):
        writer.append(NOW, deleted)
    rescued = tmp_path / "elsewhere" / "rescued.jsonl"
    assert writer.rescue(rescued) == 1
    folder.unlink()
    for minutes in (1, 2, 3):
        later = NOW + timedelta(minutes=minutes)
        JournalWriter(folder, "ab12cd").append(later, deleted)
    writer.flush()
    rescued.rename(folder / "rescued.jsonl")
    assert len(read_journal(folder).records) == 4


def test_with_nothing_pending_nothing_is_rescued(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    writer.append(NOW, deleted)
    assert writer.rescue(tmp_path / "rescued.jsonl") == 0
    assert not (tmp_path / "rescued.jsonl").exists()


def test_a_rescue_that_fails_says_so_and_keeps_everything(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.write_text("in the way")
    writer = JournalWriter(folder, "ab12cd")
    with pytest.raises(JournalError):
        writer.append(NOW, deleted)
    with pytest.raises(JournalError, match="cannot write to"):
        writer.rescue(folder / "rescued.jsonl")
    assert len(writer.pending) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_a_pipe_in_place_of_the_file_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ab12cd.jsonl")
    with pytest.raises(JournalError, match="the path is not a file"):
        JournalWriter(tmp_path, "ab12cd").append(NOW, deleted)


def test_a_time_of_utc_is_written_as_such(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    writer.append(datetime(2026, 1, 1, tzinfo=UTC), deleted)
    assert '"at":"2026-01-01T00:00:00Z"' in writer.path.read_text()
