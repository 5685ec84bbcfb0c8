"""What commands say and leave behind when the disk, or what is on it, is bad."""

from __future__ import annotations

import os
import re
import resource
import shlex
import signal
import stat
import sys
from pathlib import Path

import pytest
from tests.cli.commands import Run, run_apart, stop_at_first_line
from tests.journal.scribe import Scribe

from coach.app.context import Context
from coach.coaching.exits import exit_text
from coach.journal.raw_lines import read_verbatim
from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.model.records import AcknowledgedRecord

SHORTEST = ("--yes", "--plain", "--rest=0", "--change=0", "--lead-in=0", "--mute")


def write_journal(home: Path, text: bytes, name: str = "zz99zz.jsonl") -> Path:
    folder = home / "data" / "journal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text)
    return folder


def past() -> bytes:
    scribe = Scribe()
    id_ = scribe.start()
    scribe.did(id_)
    scribe.end(id_)
    return b"".join(map(encode, scribe.records))


def no_room_at_all() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def rescued_in(said: str) -> Path:
    found = re.search(r"'([^']+\.jsonl)'[^']*coach history import", said)
    assert found, said
    return Path(found[1])


def block_the_journal(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "journal").write_text("in the way")


def unblock(home: Path) -> Path:
    (home / "data" / "journal").unlink()
    return home / "data" / "journal"


def test_a_torn_line_is_named_once_and_doctor_still_lists_it(
    coach_home: Path, run: Run
) -> None:
    write_journal(coach_home, past() + b'{"type":"deleted","id":"06')
    assert "coach skipped" in run("history").err
    for command in (
        ["history"],
        ["history", "stats"],
        ["history", "export", "--format=csv"],
    ):
        assert run(*command).err == ""
    assert "coach skipped 1 line" in " ".join(run("doctor").out.split())
    # The next record gives it an end: it is still the same line.
    run("history", "add", "desk-break", "--date", "2026-01-05")
    write_journal(coach_home, past() + b'{"type":"deleted","id":"06\n')
    assert "coach skipped" not in run("history").err
    write_journal(coach_home, past() + b'{"type":"deleted","id":"06\nmore\n')
    assert "coach skipped 2 lines" in run("history").err


def test_where_nothing_can_be_shown_the_reason_is_named_again(
    coach_home: Path, run: Run
) -> None:
    write_journal(coach_home, b"nothing\n")
    for _ in range(2):
        said = run("history")
        assert said.code == 1
        assert "coach skipped" in said.err
        assert "coach skipped" in run("history", "--json").err


def test_an_endless_session_from_elsewhere_keeps_no_command_busy(
    coach_home: Path, run: Run
) -> None:
    text = past().replace(b'"sets":2', b'"sets":1000000000')
    write_journal(coach_home, past().replace(b"ab12cd", b"ef34gh") + text)
    for command in ([], ["history"], ["history", "stats"], ["plan"], ["why"]):
        assert run(*command).code in {0, 1}
    said = " ".join(run("doctor").out.split())  # a long path breaks its line anywhere
    assert "1 with an impossible value" in said


def test_a_session_that_would_never_end_is_refused(run: Run) -> None:
    said = run("start", "strength-a", "--sets=20", "--reps=1000", "--yes", "--speed=1000")
    assert said.code == 1
    assert "coach: the session" in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.usefixtures("first_command")
def test_a_new_drill_that_finds_no_room_is_not_there(coach_home: Path, run: Run) -> None:
    said = run_apart("drill", "new", "my-bridge", beforehand=no_room_at_all)
    assert said.code == 1
    assert "cannot write" in said.err
    assert not [path for path in coach_home.rglob("*") if path.is_file()]
    assert run("drill", "new", "my-bridge").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["history", "add", "desk-break", "--date", "2026-01-05"],
        ["plan", "begin", "base-weeks"],
    ],
)
def test_what_a_command_could_not_write_waits_and_comes_back(
    coach_home: Path, run: Run, command: list[str]
) -> None:
    block_the_journal(coach_home)
    if command[0] == "plan":
        command = [*command[:2], run("plan", "list", "--json").json["programmes"][0]["id"]]
    said = run(*command)
    assert said.code == 1
    file = rescued_in(said.err)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    journal = unblock(coach_home)
    assert f"coach history import {shlex.quote(str(file))}" in run("history").err
    assert run("history", "import", str(file)).code == 0
    assert read_journal(journal).records
    assert not file.exists()
    assert run("history").err == ""


def test_a_session_given_again_and_brought_back_is_not_two_without_a_word(
    coach_home: Path, run: Run
) -> None:
    add = ("history", "add", "desk-break", "--date", "2026-01-05 18:30")
    block_the_journal(coach_home)
    file = rescued_in(run(*add).err)
    unblock(coach_home)
    run("history", "add", "pre-run", "--date", "2026-01-02")
    assert run(*add).code == 0
    said = " ".join(run("history", "import", str(file)).out.split())
    assert (
        "The new session looks like Desk break, Mon 05 Jan 2026 18:30, which is already in"
        in said
    )
    deletion = re.search(r"coach (history delete \w+)", said)
    assert deletion, said
    assert run(*deletion[1].split()).code == 0
    left = run("history", "--json").json["sessions"]
    assert sorted(each["name"] for each in left) == ["Desk break", "Pre-run activation"]


def test_records_that_wait_and_a_session_added_since_are_both_kept(
    coach_home: Path, run: Run
) -> None:
    add = ("history", "add", "desk-break", "--date", "2026-01-05 18:30", "--note")
    block_the_journal(coach_home)
    file = rescued_in(run(*add, "first").err)
    unblock(coach_home)
    assert run(*add, "second").code == 0
    assert "something else" not in run("history", "import", str(file)).out
    notes = [each["notes"] for each in run("history", "--json").json["sessions"]]
    assert sorted(notes) == [["first"], ["second"]]
    assert not file.exists()


def test_a_file_whose_records_are_not_all_in_the_journal_is_not_thrown_away(
    coach_home: Path, run: Run
) -> None:
    block_the_journal(coach_home)
    file = rescued_in(run("history", "add", "pre-run", "--date", "2026-01-05").err)
    waiting = file.read_bytes()
    unblock(coach_home)
    write_journal(coach_home, waiting.replace(b"Pre-run", b"Other"))
    said = run("history", "import", str(file))
    assert f"Part of '{file}' is not in your journal" in said.out
    assert file.read_bytes() == waiting
    file.write_bytes(waiting + b'{"type":"deleted","id":"06')
    (coach_home / "data" / "journal" / "zz99zz.jsonl").unlink()
    run("history", "import", str(file))
    assert file.exists()


def test_a_session_a_signal_ended_waits_too(
    drills: str, coach_home: Path, run: Run
) -> None:
    block_the_journal(coach_home)
    said = stop_at_first_line("heel-slide", "--plain", "--yes", "--drills", drills)
    file = rescued_in(said.err)
    journal = unblock(coach_home)
    assert run("history", "import", str(file)).code == 0
    assert [facts["status"] for facts in run("history", "--json").json["sessions"]] == [
        "stopped"
    ]
    assert read_journal(journal).problems == ()


def test_what_a_session_leaves_is_for_the_runner_alone(
    drills: str, coach_home: Path, run: Run
) -> None:
    locks = coach_home / "state" / "locks"
    locks.mkdir(parents=True)
    (locks / "0123456789.lock").write_text("")
    mask = os.umask(0o022)
    try:
        said = run(
            "start", "quick-slide", "--sets=1", "--reps=1", *SHORTEST, "--drills", drills
        )
    finally:
        os.umask(mask)
    assert said.code == 0
    assert not list(locks.iterdir())
    for path in coach_home.rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_counts_of_an_import_are_true(coach_home: Path, tmp_path: Path, run: Run) -> None:
    text = past()
    first, *others = text.splitlines(keepends=True)
    (tmp_path / "twice.jsonl").write_bytes(text + text + first.replace(b"Pre-run", b"Else"))
    said = run("history", "import", str(tmp_path / "twice.jsonl"))
    assert said.out == (
        f"Imported: {1 + len(others)} records, 1 new session. "
        f"coach left out {2 + len(others)} duplicate records from this file. "
        "coach found 1 pair of different records with the same id, and uses one record "
        "of each pair.\n"
    )
    assert len(read_verbatim(coach_home / "data" / "journal")) == 1 + len(others)
    again = run("history", "import", str(tmp_path / "twice.jsonl")).out
    assert again.startswith(f"Nothing new: you already have all {1 + len(others)} records.")


def test_only_files_of_a_sensible_size_are_imported(tmp_path: Path, run: Run) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(50 << 30)
    (tmp_path / "empty").write_bytes(b"")
    for name, why in {
        "pipe": "is not a file",
        ".": "is not a file",
        "/dev/zero": "is not a file",
        "huge": "the file is larger than 256 MB",
        "empty": "neither a JSON export from coach nor a journal file",
        "nowhere": "no such file",
    }.items():
        said = run("history", "import", str(tmp_path / name))
        assert said.code == 1
        assert why in said.err, name
        assert len(said.err.splitlines()) == 2


def test_a_value_that_cannot_be_is_named_and_the_rest_of_an_import_counts(
    coach_home: Path, tmp_path: Path, run: Run
) -> None:
    write_journal(coach_home, past())
    exported = run("history", "export", "--format=json").out
    other = exported.replace("ab12cd", "ef34gh").replace('"work_ms":56000', '"work_ms":-1')
    (tmp_path / "other.json").write_text(other)
    said = run("history", "import", str(tmp_path / "other.json"))
    assert said.code == 0
    assert "record 2: coach skipped 1 record (1 with an impossible value)" in said.err
    assert said.out.startswith("Imported: 2 records, 1 new session")


def test_a_note_that_is_too_long_is_refused(coach_home: Path, run: Run) -> None:
    write_journal(coach_home, past())
    (told,) = run("history", "--json").json["sessions"]
    said = run("history", "edit", told["id"], "--note", "n" * 10_001)
    assert said.code == 2
    assert "up to 10,000 characters" in said.err


def test_a_choice_that_cannot_be_undone_is_not_said_to_be_undone() -> None:
    context, text = Context(), exit_text("strength-a", "glute-bridge")
    context.writer().append(
        context.clock.wall(),
        lambda stamp: AcknowledgedRecord(**stamp.fields, text=text, answer="left-out 01J"),
    )
    undoing = ("why", "glute-bridge", "--bring-back")
    result = run_apart(*undoing, beforehand=no_room_at_all)
    assert "Your choice about Glute bridge in Strength A still applies." in result.out
    result = run_apart(*undoing)
    assert "Your choice about Glute bridge in Strength A no longer applies." in result.out


def test_drills_before_a_command_are_refused_with_a_line_that_works(run: Run) -> None:
    for command in ("config", "drill", "history"):
        refused = run("--drills", "mine", command)
        assert refused.code == 2
        assert "as in `coach list --drills mine`" in refused.err
