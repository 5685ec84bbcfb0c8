from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.export.reading import lines
from tests.journal.scribe import MORNING, Scribe

from coach.errors import CoachError, JournalError
from coach.export.journal_json import complete_json, read_complete
from coach.journal.fold import fold
from coach.journal.raw_lines import (
    Line,
    bring_in,
    of_sessions,
    read_verbatim,
    readable_line,
)
from coach.journal.read import read_journal
from coach.journal.record_json import decode

NEWER = b'{"type":"mood","id":"zz-1","device":"zz","n":1,"format":9,"session":"s"}'
EMPTY = b'{"kind":"drill-coach export","format":1,"records":['


def written(tmp_path: Path, *texts: bytes) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"device{number}.jsonl").write_bytes(text)
    return folder


def two_sessions() -> Scribe:
    scribe = Scribe()
    for reps in (8, 5):
        session = scribe.start()
        scribe.did(session, reps=reps)
        scribe.end(session, rpe=reps)
        scribe.correct(session, note=f"{reps}, and „more“")
    return scribe


def verbatim(records: bytes) -> list[Line]:
    return [line for text in records.splitlines() if (line := readable_line(text))]


def test_every_record_stands_on_a_line_of_its_own_exactly_as_it_was_written(
    tmp_path: Path,
) -> None:
    spaced = b'{"type": "acknowledged", "id": "a-1", "device": "a", "n": 1, '
    spaced += b'"at": "2026-03-01T07:00:00Z", "format": 1, "text": "safety", '
    spaced += b'"answer": "no", "a field of tomorrow": [1.50, 1e3, "\\u00fc"]}'
    folder = written(tmp_path, lines(two_sessions().records), spaced + b"\n" + NEWER)
    data = complete_json(read_verbatim(folder))
    assert b"\n" + spaced + b",\n" in data
    assert NEWER in data
    whole = json.loads(data)
    assert (whole["kind"], whole["format"]) == ("drill-coach export", 1)
    assert len(whole["records"]) == 10


def test_a_session_is_taken_away_with_all_that_changes_it_and_nothing_else() -> None:
    scribe = two_sessions()
    first, second = fold(scribe.records).sessions
    correction = scribe.correct(second.id, rpe=1)
    scribe.delete(correction.id)
    scribe.delete(first.id)
    taken = of_sessions(verbatim(lines(scribe.records)), frozenset({second.id}))
    alone = fold(decode(line.text) for line in taken)
    assert [facts.id for facts in alone.sessions] == [second.id]
    assert alone.sessions[0] == fold(scribe.records).sessions[0]
    assert not alone.deleted


def test_an_export_brings_back_the_same_history(tmp_path: Path) -> None:
    scribe = two_sessions()
    scribe.delete(fold(scribe.records).sessions[0].id)
    data = complete_json(read_verbatim(written(tmp_path, lines(scribe.records))))
    new = tmp_path / "new machine" / "journal"
    bring_in(new, read_complete(data, "my.json").lines)
    assert fold(read_journal(new).records) == fold(scribe.records)
    assert not read_journal(new).problems


def test_what_comes_in_has_a_file_of_its_own_and_the_others_stay_as_they_were(
    tmp_path: Path,
) -> None:
    mine, theirs = Scribe("mine00"), Scribe("theirs")
    mine.did(mine.start())
    theirs.did(theirs.start())
    folder = written(tmp_path, lines(mine.records))
    fresh = bring_in(folder, verbatim(lines(theirs.records))).fresh
    assert {line.text for line in fresh} == set(lines(theirs.records).splitlines())
    assert (folder / "device0.jsonl").read_bytes() == lines(mine.records)
    (new,) = folder.glob("imported-*.jsonl")
    assert new.read_bytes() == lines(theirs.records)
    assert {record.device for record in read_journal(folder).records} == {
        "mine00",
        "theirs",
    }


def test_the_same_export_twice_brings_nothing_the_second_time(tmp_path: Path) -> None:
    data = complete_json(verbatim(lines(two_sessions().records)))
    folder = tmp_path / "journal"
    assert len(bring_in(folder, read_complete(data, "a").lines).fresh) == 8
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert bring_in(folder, read_complete(data, "a").lines).fresh == ()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_only_what_is_missing_comes_in(tmp_path: Path) -> None:
    scribe = two_sessions()
    folder = written(tmp_path, lines(scribe.records[:3]))
    assert len(bring_in(folder, verbatim(lines(scribe.records))).fresh) == 5
    assert fold(read_journal(folder).records) == fold(scribe.records)


def test_a_record_that_is_in_the_export_twice_comes_in_once(tmp_path: Path) -> None:
    record = verbatim(lines(Scribe().records) + lines(two_sessions().records[:1]))
    assert len(bring_in(tmp_path / "journal", record * 2).fresh) == 1


def test_a_record_of_a_newer_coach_is_taken_along_and_does_not_come_in_twice(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "journal"
    again = read_complete(complete_json(verbatim(NEWER)), "a").lines
    assert bring_in(folder, again).fresh[0].is_newer
    assert bring_in(folder, again).fresh == ()
    (problem,) = read_journal(folder).problems
    assert "newer version of coach" in problem.message


def test_a_torn_line_and_a_foreign_file_do_not_hide_the_records(tmp_path: Path) -> None:
    text = lines(two_sessions().records)
    folder = written(tmp_path, b"\xef\xbb\xbf" + text + text[:50], b"dear diary\n\0\0\0\n")
    (folder / "odd.jsonl").mkdir()
    assert [line.text for line in read_verbatim(folder)] == text.splitlines()


def test_an_export_that_somebody_made_pretty_is_the_same_export(tmp_path: Path) -> None:
    data = complete_json(verbatim(lines(two_sessions().records)))
    pretty = b"\xef\xbb\xbf" + json.dumps(json.loads(data), indent=2).encode()
    fresh = bring_in(tmp_path / "journal", read_complete(pretty, "a").lines).fresh
    assert all(b"\n" not in line.text for line in fresh)
    records = read_journal(tmp_path / "journal").records
    assert fold(records) == fold(two_sessions().records)


def test_an_empty_history_is_an_export_without_records() -> None:
    data = complete_json([])
    assert json.loads(data)["records"] == []
    assert read_complete(data, "a").lines == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is neither a JSON export"),
        (b"\0\0\0\0", "is neither a JSON export"),
        (b"[1, 2]", "is neither a JSON export"),
        (b'{"kind":"someone else","format":1,"records":[]}', "is neither a JSON export"),
        (b"session,drill\n", "is neither a JSON export"),
        (
            b'{"kind":"drill-coach export","format":2,"sessions":{}}',
            "by a newer version of coach",
        ),
        (EMPTY, "damaged or cut off"),
        (b'{"kind":"drill-coach export","format":1}', "damaged or cut off"),
        (EMPTY + b"{}]}", "record 1 of 'my.json'"),
        (EMPTY + b"1]}", "record 1 of 'my.json'"),
        (EMPTY + b'"\xff"]}', "damaged"),
    ],
)
def test_what_is_no_export_or_damaged_is_told_in_one_sentence(
    data: bytes, said: str
) -> None:
    with pytest.raises(CoachError) as told:
        read_complete(data, "my.json")
    assert said in told.value.message
    assert "'my.json'" in told.value.message
    assert told.value.hint


def test_a_journal_file_is_brought_in_as_it_is_and_its_bad_lines_are_named() -> None:
    text = lines(two_sessions().records)
    taken = read_complete(text + b'{"type":"deleted","id":"06', "rescued.jsonl")
    assert [line.text for line in taken.lines] == text.splitlines()
    assert taken.problem is not None
    assert taken.problem.line == len(taken.lines) + 1
    assert "coach skipped 1 line (1 cut off or damaged)" in taken.problem.message


def test_an_export_cut_off_anywhere_brings_nothing_in() -> None:
    data = complete_json(verbatim(lines(two_sessions().records)))
    whole = data.rstrip()
    for end in range(0, len(whole), 97):
        with pytest.raises(CoachError):
            read_complete(whole[:end], "my.json")


def test_a_known_record_with_a_field_missing_is_damaged() -> None:
    bad = b'{"type":"discarded","id":"x","device":"a","n":1,"format":1,'
    bad += b'"at":"2026-03-01T07:00:00Z"}'
    with pytest.raises(CoachError, match=r"record 1 of 'my\.json' is damaged"):
        read_complete(EMPTY + bad + b"]}", "my.json")


def test_a_journal_that_cannot_be_written_to_is_told_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    with pytest.raises(JournalError, match="cannot add the records to the journal"):
        bring_in(tmp_path / "journal", verbatim(lines(two_sessions().records)))
    assert (tmp_path / "journal").read_text() == "in the way"


def test_a_correction_made_after_an_import_counts_more_than_what_came_in(
    tmp_path: Path,
) -> None:
    theirs = Scribe("theirs", n=500)
    session = theirs.start()
    theirs.end(session, rpe=3)
    folder = tmp_path / "journal"
    bring_in(folder, verbatim(lines(theirs.records)))
    last = fold(read_journal(folder).records).last_n
    assert last == theirs.n
    mine = Scribe("mine00", at=MORNING, n=last)
    mine.correct(session, rpe=8)
    (folder / "mine00.jsonl").write_bytes(lines(mine.records))
    (facts,) = fold(read_journal(folder).records).sessions
    assert facts.rpe == 8
