"""Whatever happens to the files of a journal, the index says what is in them now."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journal.scribe import Scribe
from tests.journal.test_index_properties import assert_says_the_same, journals

from coach.journal.fold import fold
from coach.journal.index import HistoryIndex
from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.model.records import AnyRecord

NAMES = ("ab12cd.jsonl", "phone1.jsonl", "ab12cd.sync-conflict.jsonl")
DAY_NS = 24 * 60 * 60 * 1_000_000_000


def says_the_truth(index: HistoryIndex, journal: Path) -> None:
    read = read_journal(journal)
    assert_says_the_same(index, fold(read.records))
    assert index.problems == read.problems
    assert index.trouble is None


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def _append(data: st.DataObject, path: Path, records: list[AnyRecord]) -> None:
    with path.open("ab") as file:
        for _ in range(data.draw(st.integers(1, 6))):
            file.write(encode(data.draw(st.sampled_from(records))))


def _append_half(data: st.DataObject, path: Path, records: list[AnyRecord]) -> None:
    line = encode(data.draw(st.sampled_from(records)))
    with path.open("ab") as file:
        file.write(line[: data.draw(st.integers(1, len(line) - 1))])


def _end_the_line(_: st.DataObject, path: Path, __: list[AnyRecord]) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


def _rewrite_in_place(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    """The same size, the same file, and often the same tick of its clock."""
    text = path.read_bytes()
    place = data.draw(st.integers(0, len(text) - 1))
    times = path.stat()
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"7" if text[place : place + 1].isdigit() else b"x")
    if data.draw(st.booleans()):
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _grow_in_the_middle(data: st.DataObject, path: Path, records: list[AnyRecord]) -> None:
    lines = lines_of(path)
    place = data.draw(st.integers(0, len(lines)))
    lines.insert(place, encode(data.draw(st.sampled_from(records))))
    path.write_bytes(b"".join(lines))


def _drop_a_line(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    lines = lines_of(path)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    path.write_bytes(b"".join(lines))


def _truncate(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    os.truncate(path, data.draw(st.integers(0, path.stat().st_size)))


def _replace(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    lines = lines_of(path)
    other = path.with_name(".other")
    other.write_bytes(b"".join(data.draw(st.permutations(lines))))
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


def _remove(_: st.DataObject, path: Path, __: list[AnyRecord]) -> None:
    path.unlink()


def _touch(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    days = data.draw(st.integers(-1_000, 1_000))
    time_ns = path.stat().st_mtime_ns + days * DAY_NS
    os.utime(path, ns=(time_ns, time_ns))


def _copy(_: st.DataObject, path: Path, __: list[AnyRecord]) -> None:
    shutil.copy2(path, path.with_name("copy.jsonl"))


def _exchange(data: st.DataObject, path: Path, _: list[AnyRecord]) -> None:
    """Two files have each other's names."""
    other = data.draw(st.sampled_from(sorted(path.parent.iterdir())))
    kept = path.rename(path.with_name(".kept"))
    if other != path:
        other.rename(path)
    kept.rename(other)


Change = Callable[[st.DataObject, Path, list[AnyRecord]], None]
APPENDS: list[Change] = [_append, _append_half, _end_the_line]
CHANGES: list[Change] = [
    *APPENDS,
    _rewrite_in_place,
    _grow_in_the_middle,
    _drop_a_line,
    _truncate,
    _replace,
    _remove,
    _touch,
    _copy,
    _exchange,
]


@settings(max_examples=150)
@given(st.data(), journals())
def test_the_index_says_what_is_in_the_files_however_they_changed(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal, cache = Path(folder) / "journal", Path(folder) / "history.sqlite"
        journal.mkdir()
        windows = [HistoryIndex(cache, journal) for _ in range(2)]
        for _ in range(data.draw(st.integers(1, 8))):
            path = journal / data.draw(st.sampled_from(NAMES))
            is_empty = not path.exists() or not path.stat().st_size
            some = APPENDS if is_empty else CHANGES
            data.draw(st.sampled_from(some))(data, path, records)
            index = data.draw(st.sampled_from(windows))
            index.refresh()
            says_the_truth(index, journal)
            if data.draw(st.booleans()):
                index.close()
        for index in windows:
            index.refresh()
            says_the_truth(index, journal)
            index.close()


def some_past(scribe: Scribe, sessions: int = 30) -> list[str]:
    made = []
    for _ in range(sessions):
        made.append(scribe.start())
        scribe.did(made[-1], 1)
        scribe.did(made[-1], 2)
        scribe.end(made[-1], rpe=4)
        scribe.at += timedelta(days=2)
    return made


def write(journal: Path, scribe: Scribe, first: int = 0) -> Path:
    path = journal / f"{scribe.device}.jsonl"
    with path.open("ab") as file:
        file.write(b"".join(map(encode, scribe.records[first:])))
    return path


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "history.sqlite"


def test_a_file_that_changes_twice_within_one_tick_is_seen_to_change_twice(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    some_past(scribe, 1)
    path = write(journal, scribe)
    text = path.read_bytes()
    place = text.index(b'"rpe":4') + len(b'"rpe":')
    index = HistoryIndex(cache, journal)
    for effort in [*range(10)] * 5:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(str(effort).encode())
        index.refresh()
        assert [facts.rpe for facts in index.sessions()] == [effort]
    index.close()


@pytest.mark.parametrize(("age_s", "is_trusted"), [(-60, False), (1, False), (3, True)])
def test_a_file_is_trusted_by_its_times_once_they_cannot_miss_a_change(
    age_s: int,
    is_trusted: bool,  # noqa: FBT001  a parameter of the test
    cache: Path,
    journal: Path,
) -> None:
    scribe = Scribe()
    some_past(scribe, 1)
    changed_ns = write(journal, scribe).stat().st_ctime_ns
    for _ in range(2):  # the first look reads it, the second one compares it
        index = HistoryIndex(
            cache, journal, now_ns=lambda: changed_ns + age_s * 1_000_000_000
        )
        index.refresh()
        with sqlite3.connect(cache) as db:
            ((body,),) = db.execute("select body from file").fetchall()
        db.close()
        assert (str(changed_ns) in body) is is_trusted
        index.close()


def mark_as_read_before(cache: Path) -> None:
    with sqlite3.connect(cache) as db:
        db.execute("update session set active_ms = -1")
    db.close()


def read_again(cache: Path) -> set[str]:
    """Sessions that were folded since they were marked."""
    with sqlite3.connect(cache) as db:
        found = {
            id_ for (id_,) in db.execute("select id from session where active_ms >= 0")
        }
    db.close()
    return found


def test_the_end_of_a_session_and_what_is_said_after_it_fold_that_session_alone(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    some_past(scribe)
    write(journal, scribe)
    index = HistoryIndex(cache, journal)
    index.refresh()
    says: list[Callable[[str], object]] = [
        lambda session: scribe.did(session, 1),
        lambda session: scribe.correct(session, rpe=7),
        lambda _: scribe.correct(scribe.records[-2].id, cycles_done=3),
        scribe.delete,
        scribe.restore,
    ]
    for say in says:
        mark_as_read_before(cache)
        written = len(scribe.records)
        (session,) = some_past(scribe, 1)
        say(session)
        write(journal, scribe, written)
        index.refresh()
        assert read_again(cache) <= {session}
        assert index.sessions() == list(fold(read_journal(journal).records).sessions)
    index.close()


def test_an_old_session_is_corrected_without_folding_all_others(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    made = some_past(scribe)
    write(journal, scribe)
    index = HistoryIndex(cache, journal)
    index.refresh()
    says: list[Callable[[], object]] = [
        lambda: scribe.correct(scribe.records[5].id, cycles_done=3),
        lambda: scribe.delete(scribe.records[-1].id),
        lambda: scribe.correct(made[1], rpe=9),
        lambda: scribe.delete(made[1]),
        lambda: scribe.restore(made[1]),
    ]
    for say in says:
        mark_as_read_before(cache)
        written = len(scribe.records)
        say()
        write(journal, scribe, written)
        index.refresh()
        assert read_again(cache) <= {made[1]}
        assert index.sessions() == list(fold(read_journal(journal).records).sessions)
    index.close()


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.parametrize("is_replaced", [False, True])
@pytest.mark.parametrize("grows", [False, True])
def test_a_change_in_any_part_of_a_long_file_is_noticed(
    part: int,
    is_replaced: bool,  # noqa: FBT001  a parameter of the test
    grows: bool,  # noqa: FBT001  a parameter of the test
    cache: Path,
    journal: Path,
) -> None:
    scribe = Scribe()
    some_past(scribe, 600)
    path = write(journal, scribe)
    index = HistoryIndex(cache, journal)
    assert {facts.rpe for facts in index.sessions()} == {4}
    text = path.read_bytes()
    assert len(text) > 1_000_000
    efforts = [found.end() - 1 for found in re.finditer(b'"rpe":4', text)]
    place = efforts[(0, len(efforts) // 2, -1)[part]]
    if is_replaced:
        fresh = journal / ".fresh"
        fresh.write_bytes(text[:place] + b"9" + text[place + 1 :])
        fresh.replace(path)
    else:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"9")
    if grows:
        written = len(scribe.records)
        some_past(scribe, 1)
        write(journal, scribe, written)
    index.refresh()
    assert [facts.rpe for facts in index.sessions()].count(9) == 1
    assert index.count() == 600 + grows
    index.close()


def test_a_plan_that_was_damaged_in_the_index_is_read_again(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    some_past(scribe)
    write(journal, scribe)
    index = HistoryIndex(cache, journal)
    index.refresh()
    index.close()
    with sqlite3.connect(cache) as db:
        db.execute("update prescription set body = replace(body, 'bridge', 'fridge')")
    db.close()
    says_the_truth(index, journal)
    index.close()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file of Linux")
def test_a_file_that_breaks_off_while_it_is_read_is_named_each_time(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    some_past(scribe)
    write(journal, scribe)
    (journal / "broken.jsonl").symlink_to("/proc/self/mem")  # opens, and gives nothing
    for _ in range(2):
        index = HistoryIndex(cache, journal)
        assert "cannot be read" in str(index.problems)
        says_the_truth(index, journal)
        index.close()


def test_an_index_that_another_window_threw_away_is_opened_again(
    cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    some_past(scribe)
    path = write(journal, scribe)
    index = HistoryIndex(cache, journal)
    index.refresh()
    cache.unlink()
    written = len(scribe.records)
    some_past(scribe, 1)
    write(journal, scribe, written)
    index.refresh()
    says_the_truth(index, journal)
    path.unlink()
    index.refresh()
    says_the_truth(index, journal)
    index.close()
