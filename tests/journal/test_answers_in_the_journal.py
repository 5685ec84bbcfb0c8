"""What a runner says about a drill is written down as it is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.builders import make_block, make_prescription
from tests.doubles import FakeClock, Press, play

from coach.errors import JournalError
from coach.journal.fold import fold
from coach.journal.index import HistoryIndex
from coach.journal.read import read_journal
from coach.journal.record_json import encode, read_record
from coach.journal.recorder import Recorder
from coach.journal.session_file_locks import SessionLocks
from coach.journal.writer import JournalWriter
from coach.model.prescription import Prescription
from coach.model.records import (
    AcknowledgedRecord,
    CorrectedRecord,
    FeedbackRecord,
    MorningAfterRecord,
)
from coach.model.session_facts import History, SessionFacts, Stop
from coach.model.terms import FORMER_PLACES, BodyPlace, Flag, PainPlace
from coach.timeline import compile_timeline

PLAN = make_prescription(
    make_block("bridge", pattern="bridge", sets=1, asks=True),
    make_block("clam", pattern="abduction", sets=1),
    make_block("march", pattern="bridge", sets=1),
)
QUIET = make_prescription(*(make_block(name, sets=1) for name in ("bridge", "clam")))
IN_WAIT = 25_000


def _refuse(error: JournalError) -> None:
    raise AssertionError(error)


def typed(keys: str) -> list[Press]:
    return [(IN_WAIT + 100 * number, key) for number, key in enumerate(keys)]


def played(folder: Path, script: Sequence[Press], plan: Prescription = PLAN) -> History:
    recorder = Recorder(
        JournalWriter(folder, "ab12cd"), SessionLocks(folder / "locks"), _refuse
    )
    clock = FakeClock()
    clock.sleep(86_400_000 * _days(folder))
    play(compile_timeline(plan), script, clock=clock, others=[recorder], asks=True)
    recorder.close()
    return fold(read_journal(folder).records)


def _days(folder: Path) -> int:
    return len(fold(read_journal(folder).records).sessions)


def the_session(history: History) -> SessionFacts:
    (facts,) = history.sessions
    return facts


def test_where_it_was_felt_and_how_hard_belongs_to_its_drill(tmp_path: Path) -> None:
    (said,) = the_session(played(tmp_path, typed("2"))).feedback
    assert (said.block, said.drill) == (0, "bridge")
    assert (said.felt, said.rpe) == ((BodyPlace.ABS,), 6)


def test_pain_is_kept_with_its_place_and_what_else_was_felt(tmp_path: Path) -> None:
    history = played(tmp_path, [*typed("5262"), (26_000, "enter"), (60_000, "space")])
    facts = the_session(history)
    (said,) = facts.feedback
    assert (said.where_pain, said.pain, said.flags) == (PainPlace.KNEE, 6, (Flag.NUMB,))
    assert facts.stops == (Stop(0, "pain"),)


def test_drills_left_out_are_neither_done_nor_skipped(tmp_path: Path) -> None:
    facts = the_session(played(tmp_path, [*typed("5270"), (60_000, "space")]))
    assert [bout.drill for bout in facts.bouts] == ["bridge", "clam"]
    assert (facts.sets_done, facts.sets_planned) == (2, 3)


def test_an_urgent_sign_is_remembered_until_somebody_was_asked(tmp_path: Path) -> None:
    assert played(tmp_path, typed("519e")).acknowledged == {"urgent": "yes"}


def test_silence_writes_nothing(tmp_path: Path) -> None:
    assert the_session(played(tmp_path, [])).feedback == ()


def test_the_index_knows_how_long_ago_a_drill_was_asked_about(tmp_path: Path) -> None:
    def known() -> dict[str, tuple[int, int]]:
        index = HistoryIndex(None, tmp_path)
        return index.asked_before(["bridge", "clam", "rocking"], 3)

    tmp_path.mkdir(exist_ok=True)
    assert known() == {"bridge": (0, 0), "clam": (0, 0), "rocking": (0, 0)}
    played(tmp_path, [])
    assert known() == {"bridge": (1, 0), "clam": (1, 1), "rocking": (0, 0)}
    played(tmp_path, [], QUIET)
    assert known() == {"bridge": (2, 1), "clam": (2, 2), "rocking": (0, 0)}
    for _ in range(3):
        played(tmp_path, [], QUIET)
    assert known() == {"bridge": (3, 3), "clam": (3, 3), "rocking": (0, 0)}
    played(tmp_path, [(12_000, "n"), (13_000, "1")], QUIET)
    assert known()["clam"] == (3, 3)


FORMER = {name.encode(): former.encode() for former, name in FORMER_PLACES.items()}


def test_an_older_journal_is_read_with_the_names_that_places_have_today() -> None:
    stamp: dict[str, Any] = {
        "id": "0001", "device": "ab12cd", "n": 1, "at": FakeClock().wall(), "format": 1,
    }  # fmt: skip
    place = "front_of_hip"
    answers: dict[str, Any] = {"felt": ["glutes", place], "where_pain": place}
    records = (
        FeedbackRecord(**stamp, session="s", block=0, drill="clam", **answers),
        MorningAfterRecord(**stamp, session="s", compared="more", where_pain=place),
        CorrectedRecord(**stamp, target="s", fields=answers | {"rpe": 3}),
        AcknowledgedRecord(**stamp, text=f"pain_at:{place}", answer="locked"),
    )
    for record in records:
        line = encode(record)
        for name, former in FORMER.items():
            line = line.replace(name, former)
        assert b"hip_flexor" in line
        assert encode(read_record(line)) == encode(record)
