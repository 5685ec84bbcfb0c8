from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.errors import CoachError
from coach.journal.fold import fold
from coach.journal.id_prefix import find_session, shortest_prefixes
from coach.journal.index import HistoryIndex
from coach.journal.nothing_done import NothingDone
from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.model.records import AnyRecord, CorrectedRecord, EndStatus, SessionEndedRecord
from coach.model.session_facts import History, SessionStatus
from coach.model.terms import Side


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "history.sqlite"


def some_past(count: int = 12, device: str = "ab12cd") -> list[AnyRecord]:
    """A session every other day, the last one without an end."""
    scribe = Scribe(device)
    for number in range(count):
        session = scribe.start()
        scribe.did(session, 1)
        scribe.did(session, 2, reps=number)
        if number < count - 1:
            scribe.end(session, rpe=number % 10)
        scribe.at += timedelta(days=2)
    return scribe.records


def write(folder: Path, records: list[AnyRecord], name: str = "ab12cd") -> Path:
    path = folder / f"{name}.jsonl"
    with path.open("ab") as file:
        file.write(b"".join(map(encode, records)))
    return path


def truth(folder: Path) -> History:
    return fold(read_journal(folder).records)


def says_the_truth(cache: Path | None, folder: Path) -> HistoryIndex:
    index = HistoryIndex(cache, folder)
    history = truth(folder)
    assert index.sessions() == list(history.sessions)
    assert index.problems == read_journal(folder).problems
    assert index.last_n == history.last_n
    assert sum(day.sessions for day in index.days().values()) == len(
        [facts for facts in history.sessions if any(b.reps_done for b in facts.bouts)]
    )
    return index


# What can happen to the file


def test_a_deleted_index_is_made_anew(cache: Path, journal: Path) -> None:
    write(journal, some_past())
    says_the_truth(cache, journal).close()
    cache.unlink()
    index = says_the_truth(cache, journal)
    assert index.trouble is None
    assert cache.stat().st_size > 0


def _whole(file: Path) -> None:
    file.write_bytes(b"not a database" * 1000)


def _nothing(file: Path) -> None:
    file.write_bytes(b"")


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _odd(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _no_table(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("drop table session")
    db.close()


def _other_program(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("update written_by set program = 'another'")
        db.execute("update session set active_ms = 99")
    db.close()


def _foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as db:
        db.execute("create table bookmarks (url)")
    db.close()


def _damaged_facts(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("update session set facts = replace(facts, '\"rpe\":1', '\"rpe\":9')")
    db.close()


@pytest.mark.parametrize(
    "spoil",
    [
        _whole,
        _nothing,
        _half,
        _odd,
        _no_table,
        _other_program,
        _foreign,
        _damaged_facts,
    ],
)
def test_a_spoilt_index_is_made_anew(
    spoil: Callable[[Path], None], cache: Path, journal: Path
) -> None:
    write(journal, some_past())
    says_the_truth(cache, journal).close()
    spoil(cache)
    says_the_truth(cache, journal).close()
    assert says_the_truth(cache, journal).trouble is None


def test_overwritten_pages_never_change_an_answer(cache: Path, journal: Path) -> None:
    write(journal, some_past(60))
    chance = random.Random(5)  # noqa: S311  the same ones each time
    for _ in range(40):
        says_the_truth(cache, journal).close()
        content = bytearray(cache.read_bytes())
        place = chance.randrange(len(content) // 4096) * 4096
        content[place : place + 4096] = chance.randbytes(4096)
        cache.write_bytes(content)
        says_the_truth(cache, journal).close()


def test_an_index_of_a_newer_coach_is_left_alone(cache: Path, journal: Path) -> None:
    write(journal, some_past())
    says_the_truth(cache, journal).close()
    with sqlite3.connect(cache) as db:
        db.execute("pragma user_version = 99")
    db.close()
    before = cache.read_bytes()
    index = says_the_truth(cache, journal)
    assert "newer" in str(index.trouble)
    assert cache.read_bytes() == before


def test_without_a_place_for_the_index_the_answers_are_the_same(
    tmp_path: Path, journal: Path
) -> None:
    write(journal, some_past())
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert says_the_truth(in_the_way / "history.sqlite", journal).trouble
    folder = tmp_path / "history.sqlite"
    folder.mkdir()
    assert "is not a file" in str(says_the_truth(folder, journal).trouble)


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_nobody_waits_for_a_pipe_in_its_place(tmp_path: Path, journal: Path) -> None:
    write(journal, some_past())
    pipe = tmp_path / "history.sqlite"
    os.mkfifo(pipe)
    assert says_the_truth(pipe, journal).trouble


READ_ONLY = """
import os, sys
from pathlib import Path
from coach.journal.index import HistoryIndex
import coach.journal.read  # while the place of the program may still be looked into
if os.geteuid() == 0:
    os.setgid(65534)  # nothing is forbidden to root
    os.setuid(65534)
index = HistoryIndex(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(index.sessions()), len(index.days()), index.trouble is None)
"""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user may look into; those of pytest are private."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize(("more", "is_used"), [(0, True), (4, False)])
def test_an_index_that_cannot_be_written_still_answers(
    more: int,
    is_used: bool,  # noqa: FBT001  a parameter of the test
    open_place: Path,
) -> None:
    cache, journal = open_place / "cache" / "history.sqlite", open_place / "journal"
    journal.mkdir()
    records = some_past()
    own = write(journal, records[: len(records) - more])
    for _ in range(2):
        says_the_truth(cache, journal).close()
    write(journal, records[len(records) - more :])
    own.chmod(0o444)
    cache.chmod(0o444)
    cache.parent.chmod(0o555)
    try:
        done = subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", READ_ONLY, str(cache), str(journal)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        cache.parent.chmod(0o755)
    assert done.stderr == ""
    sessions, days, was_used = done.stdout.split()
    assert (int(sessions), int(days)) == (
        len(truth(journal).sessions),
        len(truth(journal).sessions),
    )
    assert was_used in {"False", str(is_used)}  # a log beside the file needs the folder


def test_what_a_runner_says_of_their_body_is_for_them_alone_here_too(
    cache: Path, journal: Path
) -> None:
    write(journal, some_past())
    index = says_the_truth(cache, journal)
    kept = list(cache.parent.iterdir())
    assert kept
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in kept)
    assert stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    index.close()


FOLD = """
import sys
from pathlib import Path
from coach.journal.index import HistoryIndex
index = HistoryIndex(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(index.sessions()), sum(d.sessions for d in index.days().values()), index.trouble)
"""


def test_processes_that_fold_at_once_all_answer_right(cache: Path, journal: Path) -> None:
    write(journal, some_past(400))
    running = [
        subprocess.Popen(  # noqa: S603  our own code
            [sys.executable, "-c", FOLD, str(cache), str(journal)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    said = [process.communicate() for process in running]
    assert said == [("400 400 None\n", "")] * 4


def test_two_windows_see_what_the_other_one_did(cache: Path, journal: Path) -> None:
    records = some_past()
    write(journal, records[:20])
    one, other = HistoryIndex(cache, journal), HistoryIndex(cache, journal)
    assert one.count() == other.count()
    write(journal, records[20:])
    for index in (one, other):
        index.refresh()
        assert index.sessions() == list(truth(journal).sessions)
        assert index.trouble is None
    one.close()
    other.close()


# What can happen to the journal


def test_an_edit_at_the_beginning_of_a_growing_file_is_noticed(
    cache: Path, journal: Path
) -> None:
    path = write(journal, some_past(400))
    index = says_the_truth(cache, journal)
    with path.open("r+b") as file:
        file.write(b"x")
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    index.refresh()
    assert index.count() == 399
    index.close()


@pytest.mark.parametrize("spoil", [b"", b"\0" * 4096, b"<<<<<<< HEAD\n", b'{"type":'])
def test_a_journal_that_was_cut_or_spoilt_is_folded_anew(
    spoil: bytes, cache: Path, journal: Path
) -> None:
    path = write(journal, some_past())
    says_the_truth(cache, journal).close()
    path.write_bytes(path.read_bytes()[:3000] + spoil)
    says_the_truth(cache, journal).close()
    write(journal, some_past(3, "phone1"), "phone1")
    says_the_truth(cache, journal).close()
    path.unlink()
    assert says_the_truth(cache, journal).count() == 3


def test_a_file_that_another_program_replaced_is_read_on(
    cache: Path, journal: Path
) -> None:
    records = some_past()
    path = write(journal, records[:20])
    says_the_truth(cache, journal).close()
    copy = journal / ".syncthing.tmp"
    copy.write_bytes(b"".join(map(encode, records)))
    copy.replace(path)
    says_the_truth(cache, journal).close()


def test_a_change_within_a_replaced_file_is_noticed(cache: Path, journal: Path) -> None:
    path = write(journal, some_past())
    says_the_truth(cache, journal).close()
    fresh = journal / ".merged"
    fresh.write_bytes(path.read_bytes().replace(b'"rpe":3', b'"rpe":8'))
    times = path.stat()
    os.utime(fresh, ns=(times.st_atime_ns, times.st_mtime_ns))
    fresh.replace(path)
    index = says_the_truth(cache, journal)
    assert [facts.rpe for facts in index.sessions()].count(8) == 2


def test_a_copy_of_a_conflict_adds_what_only_it_has(cache: Path, journal: Path) -> None:
    records = some_past()
    write(journal, records[:20])
    says_the_truth(cache, journal).close()
    write(journal, records[8:], "ab12cd.sync-conflict-20260301-070000-ABCDEFG")
    index = says_the_truth(cache, journal)
    assert index.count() == 12


def test_a_journal_that_is_no_folder_is_named_once(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "journal"
    file.write_text("")
    index = says_the_truth(cache, file)
    assert len(index.problems) == 1
    assert index.last() is None
    assert index.last_first_side is None
    assert index.began() is None


def test_folders_and_nuls_in_the_journal_are_named_once(cache: Path, journal: Path) -> None:
    write(journal, some_past())
    (journal / "folder.jsonl").mkdir()
    (journal / "nuls.jsonl").write_bytes(b"\0" * 5000 + b"\n")
    for _ in range(2):
        index = says_the_truth(cache, journal)
        assert len(index.problems) == 2
        index.close()


@pytest.mark.skipif(sys.platform == "win32", reason="names of POSIX are bytes")
def test_a_file_whose_name_is_no_text_counts_too(cache: Path, journal: Path) -> None:
    text = b"".join(map(encode, some_past()))
    Path(os.fsdecode(os.fsencode(journal) + b"/\xff.jsonl")).write_bytes(text + b"torn\n")
    for _ in range(2):
        index = HistoryIndex(cache, journal)
        assert index.sessions() == list(truth(journal).sessions)
        assert index.trouble is None
        (problem,) = index.problems
        assert problem.line == text.count(b"\n") + 1
        index.close()


def test_a_hole_of_a_terabyte_is_not_read(cache: Path, journal: Path) -> None:
    with (journal / "hole.jsonl").open("wb") as file:
        file.truncate(1 << 40)
    index = HistoryIndex(cache, journal)
    index.refresh()
    (problem,) = index.problems
    assert "the file is larger than 2048 MB" in problem.message
    index.close()


def test_a_line_of_a_gigabyte_is_passed_over(cache: Path, journal: Path) -> None:
    records = some_past()
    path = write(journal, records[:20])
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size + 2**30)  # takes no place on the disk
    index = HistoryIndex(cache, journal)
    assert index.sessions() == list(fold(records[:20]).sessions)
    assert "longer than 16 MB" in str(index.problems)
    with path.open("ab") as file:
        file.write(b"\n")
    write(journal, records[20:])
    index.refresh()
    assert index.sessions() == list(fold(records).sessions)
    assert "coach skipped 1 line" in str(index.problems)
    index.close()


def test_a_clock_that_was_set_back_loses_nothing(cache: Path, journal: Path) -> None:
    now = Scribe(at=datetime(2026, 5, 1, tzinfo=UTC))
    now.end(now.start())
    write(journal, now.records)
    index = says_the_truth(cache, journal)
    back = Scribe(at=datetime(2025, 5, 1, tzinfo=UTC), n=now.n)
    session = back.start()
    back.end(session)
    write(journal, back.records)
    index.refresh()
    assert index.sessions()[0].id == session
    assert index.sessions() == list(truth(journal).sessions)
    index.close()


def test_absurd_numbers_of_a_foreign_program_are_survived(
    cache: Path, journal: Path
) -> None:
    text = b"".join(map(encode, some_past()))
    huge = text.replace(b'"work_ms":56000', b'"work_ms":' + b"9" * 30)
    (journal / "a.jsonl").write_bytes(huge)
    index = HistoryIndex(cache, journal)
    assert index.sessions() == list(truth(journal).sessions)
    assert index.trouble is None
    assert index.days()


# Questions


@pytest.fixture
def index(cache: Path, journal: Path) -> HistoryIndex:
    write(journal, some_past(30))
    return HistoryIndex(cache, journal)


def test_the_newest_ones_are_enough(index: HistoryIndex, journal: Path) -> None:
    assert index.sessions(last=4) == list(truth(journal).sessions[-4:])
    assert index.last() == truth(journal).sessions[-1]


def test_days_are_those_of_the_runners_clock(index: HistoryIndex, journal: Path) -> None:
    day = truth(journal).sessions[10].started_at.date()
    since = index.sessions(since=day)
    assert since == list(truth(journal).sessions[10:])
    assert index.count(since=day, until=day) == 1


@pytest.mark.parametrize("zone", ["-12:00", "+00:00", "+14:00"])
def test_the_first_and_last_minute_of_a_day_are_in_it_wherever_it_was(
    zone: str, cache: Path, journal: Path
) -> None:
    scribe = Scribe()
    for time in ("06T23:59", "07T00:00", "07T23:59", "08T00:00"):
        scribe.correct(scribe.start(), started_at=f"2026-05-{time}:00{zone}")
    write(journal, scribe.records)
    index = HistoryIndex(cache, journal)
    day = date(2026, 5, 7)
    assert [index.count(), index.count(since=day), index.count(until=day)] == [4, 3, 3]
    found = index.sessions(since=day, until=day)
    assert [f"{facts.started_at:%H:%M}" for facts in found] == ["00:00", "23:59"]
    index.close()


def test_drills_and_routines_are_known_by_id_and_name(index: HistoryIndex) -> None:
    for word in ("glute-bridge", "Glute Bridge", "glute_bridge"):
        assert index.count(drill=word) == 30
    for word in ("pre-run", "Pre-Run", "pre_run"):
        assert index.count(routine=word) == 30
    assert index.sessions(drill="plank") == index.sessions(routine="plank") == []
    assert index.times_done(["glute-bridge", "plank"]) == {"glute-bridge": 30, "plank": 0}


def _told(error: CoachError) -> tuple[str, str | None]:
    return error.message, error.hint


def test_counting_may_stop_where_it_is_enough(index: HistoryIndex) -> None:
    assert index.times_done(["glute-bridge"], enough=2) == {"glute-bridge": 2}


def test_an_id_is_found_as_in_the_whole_history(index: HistoryIndex, journal: Path) -> None:
    history = truth(journal)
    words = [facts.id[:length] for facts in history.sessions for length in (0, 1, 4, 10)]
    for word in [*words, " ", "zzzz", "\udcff", history.sessions[0].id.upper()]:
        try:
            expected: object = find_session(history, word)
        except CoachError as error:
            with pytest.raises(CoachError) as raised:
                index.find(word)
            assert _told(raised.value) == _told(error)  # noqa: PT017  both say the same
        else:
            assert index.find(word) == expected
    ids = [facts.id for facts in history.sessions]
    assert index.short_ids(ids) == shortest_prefixes(ids)


def test_nothing_done_is_told_as_in_the_whole_history(cache: Path, journal: Path) -> None:
    with pytest.raises(CoachError, match="there is no session 'abcd'"):
        HistoryIndex(cache, journal).find("abcd")


def test_whether_a_session_runs_is_asked_each_time(cache: Path, journal: Path) -> None:
    scribe = Scribe()
    session = scribe.start()
    write(journal, scribe.records)
    running = {session}
    index = HistoryIndex(cache, journal, running.__contains__)
    assert index.sessions()[0].status is SessionStatus.RUNNING
    running.clear()
    assert index.sessions()[0].status is SessionStatus.INTERRUPTED
    scribe.end(session)
    write(journal, scribe.records[1:])
    index.refresh()
    assert index.find(session).status is SessionStatus.COMPLETED


def test_recent_sessions_are_found_by_their_last_record(cache: Path, journal: Path) -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.end(session, EndStatus.STOPPED)
    later = scribe.at + timedelta(hours=20)
    scribe.at = later
    scribe.resume(session)
    write(journal, scribe.records)
    index = HistoryIndex(cache, journal)
    assert [facts.id for facts in index.active_since(later)] == [session]
    assert index.active_since(later + timedelta(hours=1)) == []


def test_the_side_of_the_newest_session_is_known(cache: Path, journal: Path) -> None:
    scribe = Scribe()
    scribe.start(make_prescription(make_block(), first_side=Side.RIGHT))
    write(journal, scribe.records)
    assert HistoryIndex(cache, journal).last_first_side is Side.RIGHT


def test_other_tools_may_ask_too(index: HistoryIndex, cache: Path) -> None:
    index.refresh()
    with sqlite3.connect(cache) as db:
        rows = db.execute(
            "select substr(local_date, 1, 7), count(*), sum(active_ms) / 60000 "
            "from session where has_work group by 1"
        ).fetchall()
        columns = [
            (table, column)
            for (table,) in db.execute(
                "select name from sqlite_master where type = 'table'"
            )
            for (_, column, *_) in db.execute(f"pragma table_info({table})")
        ]
    db.close()
    assert rows[0][:2] == ("2026-03", 16)
    assert ("session", "active_ms") in columns
    assert index.trouble is None


def test_records_from_elsewhere_may_change_each_other(cache: Path, journal: Path) -> None:
    """A correction may come before what it corrects."""
    scribe = Scribe()
    session = scribe.start()
    ended = scribe.end(session, rpe=3)
    correction = scribe.correct(ended.id, rpe=7)
    index = HistoryIndex(cache, journal)
    for name, record, expected in (
        ("phone1", correction, None),
        ("ab12cd", scribe.records[0], None),
        ("other1", ended, 7),
    ):
        assert isinstance(
            record, CorrectedRecord | SessionEndedRecord | type(scribe.records[0])
        )
        write(journal, [record], name)
        index.refresh()
        assert [facts.rpe for facts in index.sessions()] in ([], [expected])
    scribe.delete(correction.id)
    write(journal, scribe.records[-1:], "third1")
    index.refresh()
    assert [facts.rpe for facts in index.sessions()] == [3]
    assert index.trouble is None


def test_a_question_asked_again_is_answered_from_memory_until_the_next_look(
    cache: Path, journal: Path
) -> None:
    write(journal, some_past())
    index = HistoryIndex(cache, journal)
    first, again = index.sessions(last=3), index.sessions(last=3)
    assert [facts is other for facts, other in zip(first, again, strict=True)] == [True] * 3
    again.clear()  # a caller's list is its own
    assert index.sessions(last=3) == first
    index.refresh()
    assert index.sessions(last=3)[0] is not first[0]


def test_a_journal_that_does_not_exist_is_answered_for_as_an_empty_one(
    cache: Path, journal: Path
) -> None:
    index = HistoryIndex(cache, journal)
    nothing = NothingDone(lambda: index)
    assert nothing.sessions(last=3, since=None) == index.sessions(last=3, since=None)
    assert nothing.routines_done() == index.routines_done()
    ever = datetime(1970, 1, 1, tzinfo=UTC)
    assert nothing.active_since(ever) == index.active_since(ever)
    assert nothing.asked_before(["heel-tap"], 3) == index.asked_before(["heel-tap"], 3)
    assert nothing.drill_names() == index.drill_names()
    for name in ("last_done", "newest_day"):
        assert getattr(nothing, name)() is getattr(index, name)() is None
    for name in ("problems", "trouble", "plan", "acknowledged", "last_n"):
        assert getattr(nothing, name) == getattr(index, name)
    assert nothing.last_first_side == index.last_first_side
