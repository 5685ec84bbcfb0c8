"""``history edit``, ``delete``, ``undo`` and ``add``: all by new records."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.journal.record_json import encode
from coach.journal.session_file_locks import SessionLocks
from coach.model.records import AcknowledgedRecord, FeedbackRecord
from coach.safety_text import URGENT_TEXT
from coach.terminal.clock import SystemClock


@pytest.fixture
def session(coach_home: Path) -> str:
    """One session of another device, with one of three sets done."""
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(sets=3)))
    scribe.did(session, 1)
    scribe.end(session)
    file = coach_home / "data" / "journal" / f"{scribe.device}.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"".join(encode(record) for record in scribe.records))
    return session


def journal(coach_home: Path) -> dict[str, bytes]:
    folder = coach_home / "data" / "journal"
    return {file.name: file.read_bytes() for file in folder.glob("*.jsonl")}


def only(run: Run) -> dict[str, object]:
    (told,) = run("history", "--json").json["sessions"]
    assert isinstance(told, dict)
    return told


def test_a_correction_shows_and_rewrites_nothing(
    run: Run, coach_home: Path, session: str
) -> None:
    before = journal(coach_home)
    result = run(
        "history", "edit", session[:4], "--rpe=7", "--pain=0", "--felt=Low-back, glutes",
        "--note=cold\n\x1b[31mhands",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    said = "changed the note, the effort, the pain and where you felt the work."
    assert f"{said}\nUndo: coach history undo" in result.out
    told = only(run)
    assert (told["rpe"], told["pain"], told["felt"]) == (7, 0, ["low_back", "glutes"])
    assert told["notes"] == ["cold [31mhands"]
    shown = run("history", "show").out
    for line in (
        "effort 7 out of 10",
        "felt in low back, glutes",
        "pain 0 out of 10",
        "cold [31m",
    ):
        assert line in shown
    after = journal(coach_home)
    assert all(after[name] == text for name, text in before.items())
    assert len(after) == len(before) + 1


def test_sets_done_and_back_again(run: Run, session: str) -> None:
    said = run("history", "edit", session, "--sets-done", "glute-bridge=3", "--rpe=3").out
    assert "changed the effort and the sets of glute-bridge." in said
    assert only(run)["sets_done"] == 3
    said = run("history", "undo").out
    assert "the effort is blank again; 1 of 3 sets count as done again." in said
    assert (only(run)["sets_done"], only(run)["rpe"]) == (1, None)
    assert "no changes from this computer to undo" in run("history", "undo").out


def test_undo_says_which_value_is_back(run: Run, session: str) -> None:
    run("history", "edit", session, "--rpe", "0", "--note", "cold")
    run("history", "edit", session, "--rpe", "9", "--note", "")
    assert only(run)["notes"] == []
    said = run("history", "undo").out
    assert said.endswith(": the note is 'cold' again; the effort is 0 again.\n")
    run("history", "edit", session, "--felt", "front of hip,glutes")
    run("history", "edit", session, "--felt", "quads")
    assert run("history", "undo").out.endswith(
        ": felt in front of hip, glutes, as before.\n"
    )


def test_a_deleted_session_is_gone_until_it_is_brought_back(run: Run, session: str) -> None:
    assert "Deleted: Pre-run" in run("history", "delete", session[:5]).out
    assert run("history", "--json").json["sessions"] == []
    assert run("history", "show", session).code == 1
    assert run("history", "undo").out == "Pre-run, Sun 01 Mar 2026 07:01: restored.\n"
    assert only(run)["id"] == session


def test_a_running_session_is_not_deleted(run: Run, coach_home: Path) -> None:
    scribe = Scribe()
    running = scribe.start()
    file = coach_home / "data" / "journal" / "ab12cd.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"".join(encode(record) for record in scribe.records))
    lock = SessionLocks(coach_home / "state" / "locks").hold(running)
    try:
        result = run("history", "delete", running)
    finally:
        lock.release()
    assert (result.code, result.out) == (1, "")
    assert "is still running" in result.err


WRONG = {
    "you didn't say what to change": ((), 2, "you didn't say what to change"),
    "an effort of 11": (("--rpe=11",), 2, "11 is not in the range"),
    "pain below none": (("--pain=-1",), 2, "-1 is not in the range"),
    "a place nobody has": (("--felt=elbow",), 2, "unknown body area 'elbow'"),
    "no number": (("--sets-done=glute-bridge",), 2, "does not name a drill and a number"),
    "a number in words": (
        ("--sets-done=glute-bridge=two",),
        2,
        "does not name a drill and a number",
    ),
    "a huge number": (
        ("--sets-done=glute-bridge=" + "9" * 5000,),
        1,
        "not have that many sets",
    ),
    "more than planned": (("--sets-done=glute-bridge=4",), 1, "3 sets of 'glute-bridge'"),
    "another drill": (("--sets-done=plank=1",), 1, "'plank' is not in that session"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_correction_is_one_sentence_and_writes_nothing(
    name: str, run: Run, coach_home: Path, session: str
) -> None:
    argv, code, sentence = WRONG[name]
    before = journal(coach_home)
    result = run("history", "edit", session, *argv)
    assert (result.code, result.out) == (code, "")
    assert sentence in result.sentence
    assert journal(coach_home) == before


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("command", ["edit", "delete"])
def test_a_session_that_is_not_there_cannot_be_changed(command: str, run: Run) -> None:
    more = ("--rpe=1",) if command == "edit" else ()
    result = run("history", command, "zzzz", *more)
    assert (result.code, result.out) == (1, "")
    assert "no session id begins with 'zzzz'" in result.err


# Added by hand


def test_what_was_done_away_from_the_machine_is_whole(run: Run, drills: str) -> None:
    argv = ("short-day", "--drills", drills, "--date", "2026-01-05T18:30", "--note", "park")
    result = run("history", "add", *argv)
    assert (result.code, result.err) == (0, "")
    assert "Added: Short day, Mon 05 Jan 2026 18:30" in result.out
    told = only(run)
    assert told["started_at"] == "2026-01-05T18:30:00Z"
    assert (told["status"], told["by_hand"], told["notes"]) == ("completed", True, ["park"])
    assert told["sets_done"] == told["sets_planned"]
    assert "added by hand" in run("history", "show").out
    assert "removed; you had added this session by hand" in run("history", "undo").out
    assert run("history", "--json").json["sessions"] == []


def test_a_session_added_by_hand_can_be_corrected(run: Run, drills: str) -> None:
    run("history", "add", "short-day", "--drills", drills, "--date", "2026-01-05T18:30")
    id_ = only(run)["id"]
    run("history", "edit", str(id_), "--sets-done", "heel-slide=0")
    assert only(run)["sets_done"] == 0
    run("history", "undo")
    assert only(run)["sets_done"] == only(run)["sets_planned"]


def test_how_long_it_took_can_be_said(run: Run, drills: str) -> None:
    argv = ("heel-slide", "--drills", drills, "--date", "2026-01-05", "--minutes")
    run("history", "add", *argv, "10")
    run("history", "add", *argv, "20")
    told = run("history", "--json").json["sessions"]
    short, long = sorted(session["active_ms"] for session in told)
    assert short * 2 == pytest.approx(long, abs=40)
    assert long < 20 * 60_000


def test_without_an_hour_it_says_that_it_guessed(run: Run) -> None:
    said = run("history", "add", "desk-break", "--date", "2026-01-05").out
    assert "12:00, 3 sets." in said
    assert "guessed the time of day" in said
    today = SystemClock().wall().date()
    assert run("history", "add", "desk-break", "--date", f"{today}").code == 0


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("2999-01-01", "'2999-01-01' is in the future"),
        ("1066-10-14", "is before 1970"),
        ("05.01.2026", "is not a date"),
        ("now", "is not a date"),
    ],
)
def test_only_the_past_can_be_added(
    run: Run, coach_home: Path, word: str, sentence: str
) -> None:
    result = run("history", "add", "desk-break", "--date", word)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert not journal(coach_home)


def test_what_is_not_over_yet_cannot_have_been_done(run: Run) -> None:
    just_now = SystemClock().wall() - timedelta(seconds=5)
    result = run("history", "add", "desk-break", "--date", just_now.isoformat())
    assert result.code == 2
    assert "would not be over yet" in result.err


def test_an_unknown_routine_adds_nothing(run: Run, coach_home: Path) -> None:
    result = run("history", "add", "desk-brake", "--date", "2026-01-05")
    assert result.code == 1
    assert "did you mean 'desk-break'" in result.err
    assert not journal(coach_home)


def test_a_journal_that_cannot_be_written_is_one_sentence(
    run: Run, coach_home: Path
) -> None:
    (coach_home / "data").mkdir(parents=True)
    (coach_home / "data" / "journal").write_text("not a folder")
    result = run("history", "add", "desk-break", "--date", "2026-01-05")
    assert (result.code, result.out) == (1, "")
    assert "cannot write the journal" in result.err
    assert "then run the command again" in result.err
    assert "Traceback" not in result.err


def answers(run: Run) -> list[dict[str, object]]:
    told: list[dict[str, object]] = run("history", "show", "--json").json["session"][
        "answers"
    ]
    return told


def test_later_answers_of_one_drill_are_added_then_corrected_then_taken_back(
    run: Run, session: str
) -> None:
    result = run(
        "history", "edit", session, "--drill=Glute bridge", "--felt=glutes", "--rpe=6",
        "--pain=4", "--where=Knee", "--flags=sharp, tingling",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    said = " ".join(result.out.split())
    assert "where it hurt and the signs you reported." in said
    first = {
        "block": 0,
        "drill": "glute-bridge",
        "felt": ["glutes"],
        "rpe": 6,
        "pain": 4,
        "where_pain": "knee",
        "flags": ["sharp", "numb"],
        "by_hand": True,
    }
    assert answers(run) == [first]
    shown = run("history", "show").out
    line = (
        "Glute bridge: effort 6 out of 10, felt in glutes, pain 4 out of 10, "
        "painful area: knee"
    )
    assert line in " ".join(shown.split())
    assert run("history", "edit", session, "--drill=glute-bridge", "--pain=2").code == 0
    assert answers(run) == [first | {"pain": 2}]
    said = run("history", "undo").out
    assert "your last answers about glute-bridge no longer count" in said
    assert answers(run) == [first]
    run("history", "undo")
    assert answers(run) == []
    assert "no changes from this computer to undo" in run("history", "undo").out


def test_a_flag_that_was_told_twice_is_gone_after_one_correction(
    run: Run, coach_home: Path
) -> None:
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(sets=3)))
    scribe.records += [
        FeedbackRecord(
            **scribe.stamp().fields,
            session=session,
            block=0,
            drill="glute-bridge",
            flags=("numb",),
        )
        for _ in range(2)
    ]
    scribe.end(session)
    file = coach_home / "data" / "journal" / f"{scribe.device}.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"".join(encode(record) for record in scribe.records))
    run("history", "edit", session, "--drill=glute-bridge", "--flags=none", "--pain=0")
    assert all("flags" not in told for told in answers(run))
    assert "numb" not in run("history", "show").out
    run("history", "undo")
    assert [told["flags"] for told in answers(run)] == [["numb"], ["numb"]]


def test_an_urgent_sign_told_by_hand_locks_every_session_until_it_is_taken_back(
    run: Run, session: str
) -> None:
    said = run("history", "edit", session, "--drill=glute-bridge", "--flags=urgent").out
    assert "Get urgent help now if you have:" in said
    locked = "You can't start a session"
    assert locked in " ".join(run().out.split())
    refused = run("start", "pre-run", "--plain", "--yes")
    assert refused.code != 0
    assert refused.err.startswith("coach: you reported a sign that needs urgent help")
    run("history", "undo")
    assert locked not in " ".join(run().out.split())
    in_both_legs = ("--flags=numb", "--where=hamstrings", "--side=both")
    said = run("history", "edit", session, "--drill=glute-bridge", *in_both_legs).out
    assert "Get urgent help now if you have:" in said
    assert locked in " ".join(run().out.split())


def test_a_drill_felt_nowhere_is_shown_in_plain_words(run: Run, session: str) -> None:
    run("history", "edit", session, "--drill=glute-bridge", "--felt=nowhere", "--rpe=5")
    assert "Glute bridge: effort 5 out of 10, felt nowhere" in run("history", "show").out


def test_undo_is_offered_only_for_an_urgent_sign_that_was_typed(
    run: Run, coach_home: Path, session: str
) -> None:
    of_drill = ("history", "edit", session, "--drill=glute-bridge")
    run(*of_drill, "--flags=urgent")
    assert "Run coach history undo twice." in run(*of_drill, "--flags=none").out
    run("history", "undo")
    run("history", "undo")
    in_session = Scribe("cd34ef")
    lock = AcknowledgedRecord(**in_session.stamp().fields, text=URGENT_TEXT, answer="yes")
    file = coach_home / "data" / "journal" / f"{in_session.device}.jsonl"
    file.write_bytes(encode(lock))
    said = run(*of_drill, "--flags=none").out
    assert "undo twice" not in said
    assert "You still can't start a session until a doctor has cleared you." in said


def test_flags_can_be_taken_away_and_the_back_be_told(run: Run, session: str) -> None:
    run("history", "edit", session, "--drill=glute-bridge", "--flags=numb", "--back=tight")
    run("history", "edit", session, "--drill=glute-bridge", "--flags=none")
    (told,) = answers(run)
    assert "flags" not in told
    assert told["back"] == "tight"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--where=knee",), "--where, --flags and --back apply to one drill"),
        (("--drill=clamshell", "--pain=3"), "'clamshell' is not in that session"),
        (("--drill=glute-bridge", "--where=toe"), "unknown body area 'toe'"),
        (("--drill=glute-bridge", "--flags=itchy"), "unknown flag 'itchy'"),
        (("--drill=glute-bridge",), "you didn't say what to change"),
    ],
)
def test_answers_that_mean_nothing_are_told(
    run: Run, session: str, argv: tuple[str, ...], said: str
) -> None:
    result = run("history", "edit", session, *argv)
    assert result.code in {1, 2}
    assert said in result.sentence
    assert answers(run) == []


def test_health_answers_are_not_on_the_postcard(run: Run, session: str) -> None:
    run("history", "edit", session, "--drill=glute-bridge", "--pain=4", "--where=knee")
    card = run("history", "card").out
    assert "knee" not in card
    assert "pain" not in card


@pytest.mark.parametrize(
    "note",
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f469\u200d\U0001f9b0 ran"],
)
def test_a_note_keeps_the_joiners_of_words_and_signs(
    run: Run, session: str, note: str
) -> None:
    assert run("history", "edit", session, "--note", note).code == 0
    assert only(run)["notes"] == [note]
    assert note in run("history", "show", session).out


def test_the_side_that_hurt_can_be_said_afterwards_and_is_named_everywhere(
    run: Run,
) -> None:
    assert run("history", "add", "single-leg-bridge", "--date", "today").code == 0
    session = str(run("history", "--json").json["sessions"][-1]["id"])
    said = (
        "--drill",
        "single-leg-bridge",
        "--where",
        "knee",
        "--pain",
        "7",
        "--side",
        "left",
    )
    assert run("history", "edit", session, *said).code == 0
    (answer,) = run("history", "show", "--json").json["session"]["answers"]
    assert (answer["where_pain"], answer["side"]) == ("knee", "left")
    for page in (run().out, run("why").out):
        assert "left knee" in " ".join(page.split())
    table = run("history", "export", "--format", "csv").out.splitlines()
    assert table[1].split(",")[table[0].split(",").index("pain_side")] == "left"


def test_a_tight_back_told_afterwards_changes_the_next_session(
    run: Run, session: str
) -> None:
    edited = run("history", "edit", session, "--drill", "glute-bridge", "--back", "tight")
    assert "how your low back felt and where you felt" in edited.out
    (told,) = answers(run)
    assert told["felt"] == ["low_back"]
