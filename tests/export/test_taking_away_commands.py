from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.commands import run_here
from tests.export.reading import (
    fit_messages,
    history,
    history_bytes,
    journal,
    lines,
    sessions_of,
    table,
)
from tests.journal.scribe import Scribe

from coach.export.journal_json import complete_json
from coach.journal.raw_lines import readable_line


@pytest.fixture
def scribe(coach_home: Path) -> Scribe:
    """Three sessions, one of them long ago; the last was only begun."""
    scribe = Scribe(at=datetime(2025, 12, 31, 23, 50, tzinfo=UTC))
    scribe.end(_did(scribe))
    scribe.at = datetime(2026, 3, 1, 7, tzinfo=UTC)
    scribe.end(_did(scribe), rpe=5)
    scribe.start()
    journal(coach_home, scribe.records)
    return scribe


def _did(scribe: Scribe) -> str:
    session = scribe.start()
    scribe.did(session)
    return session


def test_a_table_is_printed_or_written_and_both_are_the_same(
    scribe: Scribe, tmp_path: Path
) -> None:
    code, printed, err = history_bytes("export", "--format", "csv")
    assert (code, err) == (0, "")
    assert [row["session"] for row in table(printed)] == [
        facts.id for facts in sessions_of(scribe)[:2]
    ]
    file = tmp_path / "sets.csv"
    said = history("export", "--format", "csv", "--output", file)
    assert (said.code, said.out) == (0, "")
    assert str(file) in said.err
    assert file.read_bytes() == printed


def test_since_and_session_choose(scribe: Scribe) -> None:
    _, newer, _ = history_bytes("export", "--format", "csv", "--since", "2026-01-01")
    assert len(table(newer)) == 1
    first = sessions_of(scribe)[0]
    _, one, _ = history_bytes("export", "--format", "csv", "--session", first.id[:4])
    assert [row["session"] for row in table(one)] == [first.id]
    both = history("export", "--format", "csv", "--session", "abcd", "--since", "7d")
    assert both.code == 2


def test_everything_is_taken_away_and_brought_back(
    scribe: Scribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scribe.delete(sessions_of(scribe)[0].id)
    journal(Path(os.environ["COACH_HOME"]), scribe.records)
    file = tmp_path / "all.json"
    assert history("export", "--format", "json", "-o", file).code == 0
    assert len(json.loads(file.read_bytes())["records"]) == len(scribe.records)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    said = history("import", file)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Imported: {len(scribe.records)} records, 3 new sessions.\n"
    again = history("import", file)
    assert (
        again.out == f"Nothing new: you already have all {len(scribe.records)} records.\n"
    )
    _, out, _ = history_bytes("export", "--format", "json")
    assert out == file.read_bytes()


def test_deleted_sessions_of_the_time_go_along_so_that_they_can_be_restored(
    scribe: Scribe, coach_home: Path
) -> None:
    old, new, _ = sessions_of(scribe)
    scribe.delete(old.id)
    scribe.delete(new.id)
    journal(coach_home, scribe.records)
    out = history("export", "--format", "json", "--since", "2026-01-01").json
    sessions = {r.get("session") for r in out["records"]} - {None}
    assert new.id in sessions
    assert old.id not in sessions
    assert [r["target"] for r in out["records"] if r["type"] == "deleted"] == [new.id]


def test_one_activity_goes_into_a_file_or_a_pipe_but_not_to_a_terminal(
    scribe: Scribe, tmp_path: Path
) -> None:
    one = ("export", "--format", "fit", "--session", sessions_of(scribe)[1].id)
    file = tmp_path / "one.fit"
    assert history(*one, "--output", file).code == 0
    (session,) = fit_messages(file.read_bytes(), "session")
    assert session["workout_rpe"] == 50
    code, piped, _ = history_bytes(*one)
    assert (code, piped) == (0, file.read_bytes())
    code, shown, err = history_bytes(*one, is_terminal=True)
    assert (code, shown) == (2, b"")
    assert "use --output FILE" in err


def test_several_activities_go_into_a_folder_and_only_new_ones_the_next_time(
    scribe: Scribe, coach_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "diary"
    said = history("export", "--format", "fit", "--output", folder)
    assert said.code == 0
    assert "left out: 1 session without any exercise" in said.err
    ids = [facts.id for facts in sessions_of(scribe)[:2]]
    assert sorted(path.name for path in folder.iterdir()) == [
        f"2025-12-31-2351-drills-{ids[0]}.fit",
        f"2026-03-01-0701-drills-{ids[1]}.fit",
    ]
    _did(scribe)
    journal(coach_home, scribe.records)
    again = history("export", "--format", "fit", "--output", folder)
    assert again.code == 0
    assert f"1 file written to '{folder}'; 2 files already up to date" in again.err
    assert len(list(folder.iterdir())) == 3
    same = history("export", "--format", "fit", "--output", folder)
    assert f"all 3 files in '{folder}' are already up to date" in same.err


def test_several_activities_need_a_folder(scribe: Scribe, tmp_path: Path) -> None:
    assert len(sessions_of(scribe)) == 3
    piped = history("export", "--format", "fit")
    assert piped.code == 2
    assert "--output FOLDER" in piped.err
    file = tmp_path / "all.fit"
    assert history("export", "--format", "fit", "--output", file).code == 2
    assert not file.exists()


def test_one_number_that_does_not_fit_and_no_activity_is_written(
    scribe: Scribe, coach_home: Path, tmp_path: Path
) -> None:
    scribe.did(scribe.start(), reps=70_000)
    journal(coach_home, scribe.records)
    folder = tmp_path / "diary"
    said = history("export", "--format", "fit", "--output", folder)
    assert said.code == 1
    assert "is 70000, but a FIT file allows" in said.err
    assert not folder.exists()


@pytest.mark.parametrize("form", ["csv", "json", "fit"])
def test_a_file_that_is_there_keeps_its_place_unless_told_otherwise(
    scribe: Scribe, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "mine"
    file.write_text("mine")
    one = ("export", "--format", form, "--session", sessions_of(scribe)[1].id)
    said = history(*one, "--output", file)
    assert said.code == 1
    assert "--force" in said.err
    assert file.read_text() == "mine"
    assert history(*one, "--output", file, "--force").code == 0
    assert file.read_bytes() != b"mine"
    # With the same in it there is nothing to replace.
    assert history(*one, "--output", file).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_link_stays_a_link_and_a_device_is_not_replaced(
    scribe: Scribe, tmp_path: Path
) -> None:
    assert scribe.n
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    assert history("export", "--format", "csv", "-o", link, "--force").code == 0
    assert link.is_symlink()
    assert table(real.read_bytes())
    device = tmp_path / "pipe"
    os.mkfifo(device)
    said = history("export", "--format", "csv", "-o", device, "--force")
    assert said.code == 1
    assert "is not a file" in said.err


def test_a_place_that_does_not_exist_is_told(scribe: Scribe, tmp_path: Path) -> None:
    assert scribe.n
    said = history("export", "--format", "csv", "-o", tmp_path / "no" / "such.csv")
    assert said.code == 1
    assert "no such file or directory" in said.err


def test_an_empty_history_is_an_empty_table_an_empty_export_and_no_activity() -> None:
    code, out, _ = history_bytes("export", "--format", "csv")
    assert (code, table(out)) == (0, [])
    assert history("export", "--format", "json").json["records"] == []
    said = history("export", "--format", "fit", "--output", "nowhere.fit")
    assert said.code == 1
    assert "no session in this export includes exercise" in said.err


def test_a_history_that_cannot_be_read_is_not_taken_for_an_empty_one(
    coach_home: Path,
) -> None:
    folder = journal(coach_home, [])
    (folder / "ab12cd.jsonl").write_bytes(b"\0" * 50 + b"\n")
    for form in ("csv", "json"):
        said = history("export", "--format", form)
        assert (said.code, said.out) == (1, "")
        assert "NUL" in said.err


@pytest.mark.parametrize("name", ["not there", "folder", "torn.json"])
def test_what_cannot_be_imported_is_told_and_the_journal_is_as_it_was(
    scribe: Scribe, coach_home: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    whole = [
        line for text in lines(scribe.records).splitlines() if (line := readable_line(text))
    ]
    (tmp_path / "torn.json").write_bytes(complete_json(whole)[:-9])
    before = {p.name: p.read_bytes() for p in (coach_home / "data/journal").iterdir()}
    said = history("import", tmp_path / name)
    assert (said.code, said.out) == (1, "")
    assert name in said.err
    assert len(said.err.splitlines()) == 2
    after = {p.name: p.read_bytes() for p in (coach_home / "data/journal").iterdir()}
    assert after == before


def test_both_are_commands_of_the_history(scribe: Scribe, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    assert run_here("history", "export", "--format", "json", "-o", str(file)).code == 0
    assert (
        f"all {len(scribe.records)} records" in run_here("history", "import", str(file)).out
    )


def test_a_note_like_a_formula_is_inert_unless_asked_for(
    scribe: Scribe, coach_home: Path
) -> None:
    session = sessions_of(scribe)[0].id
    scribe.correct(session, note="=HYPERLINK(1)")
    journal(coach_home, scribe.records)
    _, plain, _ = history_bytes("export", "--format", "csv")
    _, raw, _ = history_bytes("export", "--format", "csv", "--raw")
    _, marked, _ = history_bytes("export", "--format", "csv", "--bom")
    assert table(plain)[0]["session_note"] == "'=HYPERLINK(1)"
    assert table(raw)[0]["session_note"] == "=HYPERLINK(1)"
    assert marked == b"\xef\xbb\xbf" + plain
    for flag in ("--raw", "--bom"):
        refused = history("export", "--format", "json", flag)
        assert refused.code == 2
        assert f"'{flag}' is only for CSV" in refused.err
