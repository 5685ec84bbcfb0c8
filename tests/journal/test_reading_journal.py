from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.scribe import Scribe

from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.model.records import AnyRecord


def some_records(device: str = "ab12cd", count: int = 3) -> list[AnyRecord]:
    scribe = Scribe(device)
    session = scribe.start()
    for number in range(1, count):
        scribe.did(session, number)
    return scribe.records


def lines_of(records: list[AnyRecord]) -> bytes:
    return b"".join(map(encode, records))


GOOD = lines_of(some_records())


def test_no_folder_is_an_empty_history(tmp_path: Path) -> None:
    journal = read_journal(tmp_path / "missing")
    assert (journal.records, journal.problems) == ((), ())


def test_files_of_all_devices_are_read(tmp_path: Path) -> None:
    laptop, phone = some_records("laptop"), some_records("phone1")
    (tmp_path / "laptop.jsonl").write_bytes(lines_of(laptop))
    (tmp_path / "phone1.jsonl").write_bytes(lines_of(phone))
    (tmp_path / "notes.txt").write_text("not ours")
    (tmp_path / "._laptop.jsonl").write_bytes(b"\0\5\26\7")
    journal = read_journal(tmp_path)
    assert journal.records == (*laptop, *phone)
    assert journal.problems == ()


def test_a_conflict_copy_adds_what_only_it_has(tmp_path: Path) -> None:
    records = some_records(count=5)
    (tmp_path / "ab12cd.jsonl").write_bytes(lines_of(records[:4]))
    copy = tmp_path / "ab12cd.sync-conflict-20260301-070000-ABCDEFG.jsonl"
    copy.write_bytes(lines_of(records[1:]))
    journal = read_journal(tmp_path)
    assert set(map(encode, journal.records)) == set(map(encode, records))
    assert len(journal.records) == 5
    assert journal.problems == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (GOOD[:40], "1 cut off or damaged"),
        (b"\0" * 512, "1 with NUL bytes"),
        (b'{"type":"deleted","target":"\xff"}', "1 not UTF-8"),
        (b"<<<<<<< HEAD", "1 not a record"),
        (b'{"lat": 48.1, "lon": 11.5}', "1 not a record"),
        (b"[1, 2]", "1 not a record"),
        (b"[" * 200_000, "1 not a record"),
        (
            b'{"type":"heartbeat","id":"x","device":"d","n":1,"format":1,"bpm":60}',
            "1 from a newer version of coach",
        ),
        (
            GOOD.splitlines()[1].replace(b'"format":1', b'"format":2'),
            "1 from a newer version of coach",
        ),
        (
            GOOD.splitlines()[1].replace(b'Z"', b'"'),  # times without their offset
            "1 not a record",
        ),
    ],
)
def test_a_bad_line_loses_no_other_and_is_named_once(
    tmp_path: Path, line: bytes, kind: str
) -> None:
    first, rest = GOOD.split(b"\n", 1)
    (tmp_path / "ab12cd.jsonl").write_bytes(first + b"\n" + line + b"\n" + rest)
    journal = read_journal(tmp_path)
    assert list(journal.records) == some_records()
    (problem,) = journal.problems
    assert problem.path == str(tmp_path / "ab12cd.jsonl")
    assert problem.line == 2
    assert problem.message == f"coach skipped 1 line ({kind})"


def test_a_torn_last_line_loses_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "ab12cd.jsonl").write_bytes(GOOD[:-30])
    journal = read_journal(tmp_path)
    assert list(journal.records) == some_records()[:-1]
    assert [problem.line for problem in journal.problems] == [3]


def test_many_bad_lines_of_a_file_are_one_problem(tmp_path: Path) -> None:
    newer = b'{"type":"heartbeat","id":"x","device":"d","n":1,"format":1}\n'
    (tmp_path / "a.jsonl").write_bytes(newer * 3 + b"nonsense\n" + GOOD + newer)
    (tmp_path / "b.jsonl").write_bytes(b"nonsense\n")
    one, other = read_journal(tmp_path).problems
    assert (
        one.message
        == "coach skipped 5 lines (4 from a newer version of coach, 1 not a record)"
    )
    assert one.hint == "update coach to read newer lines"
    assert other.hint == "coach read everything else"


def test_empty_lines_other_line_ends_and_byte_order_marks_are_no_problem(
    tmp_path: Path,
) -> None:
    text = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n") + b"\r\n\n"
    (tmp_path / "ab12cd.jsonl").write_bytes(text)
    journal = read_journal(tmp_path)
    assert list(journal.records) == some_records()
    assert journal.problems == ()


def test_a_record_behind_a_run_of_nul_bytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "ab12cd.jsonl").write_bytes(b"\0" * 4096 + GOOD)
    assert list(read_journal(tmp_path).records) == some_records()


def test_fields_that_a_newer_coach_added_are_passed_over(tmp_path: Path) -> None:
    added = GOOD.replace(b'"format":1', b'"format":1,"heart_rate":{"max":181}')
    (tmp_path / "ab12cd.jsonl").write_bytes(added)
    journal = read_journal(tmp_path)
    assert list(journal.records) == some_records()
    assert journal.problems == ()


def test_a_huge_line_is_passed_over_without_being_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "ab12cd.jsonl"
    with path.open("wb") as file:
        file.write(GOOD)
        file.seek(256 * 1024**2, os.SEEK_CUR)  # a hole: takes no room on the disk
        file.write(b"\n" + lines_of(some_records("phone1")))
    tracemalloc.start()
    try:
        journal = read_journal(tmp_path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert list(journal.records) == some_records() + some_records("phone1")
    assert journal.problems[0].message == "coach skipped 1 line (1 longer than 16 MB)"
    assert most < 64 * 1024 * 1024


def test_a_journal_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file")
    (problem,) = read_journal(tmp_path / "journal").problems
    assert problem.message == "the journal cannot be read: not a directory"


def test_files_that_are_no_files_hide_no_good_ones(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "zz.jsonl").write_bytes(GOOD)
    journal = read_journal(tmp_path)
    assert list(journal.records) == some_records()
    assert [(Path(p.path).name, p.message) for p in journal.problems] == [
        ("folder.jsonl", "this is not a file"),
        ("gone.jsonl", "the file cannot be read: no such file or directory"),
        ("pipe.jsonl", "this is not a file"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD)
    (tmp_path / "a.jsonl").chmod(0)
    (problem,) = read_journal(tmp_path).problems
    assert problem.message == "the file cannot be read: permission denied"


@given(st.data())
def test_no_damage_to_one_line_reaches_another(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    first, second, third = GOOD.splitlines()
    start = data.draw(st.integers(0, len(second)))
    end = data.draw(st.integers(start, len(second)))
    junk = data.draw(st.binary(max_size=8)).replace(b"\n", b"")
    folder = tmp_path_factory.mktemp("journal")
    damaged = second[:start] + junk + second[end:]
    (folder / "a.jsonl").write_bytes(b"\n".join((first, damaged, third)))
    read = [record.id for record in read_journal(folder).records]
    ids = [record.id for record in some_records()]
    assert read[0] == ids[0]
    assert read[-1] == ids[2]
