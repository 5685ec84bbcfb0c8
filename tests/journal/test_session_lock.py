from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.errors import JournalError
from coach.journal.session_file_locks import SessionLocks

SESSION = "4k2xabcdef"


def test_a_held_session_runs_until_it_is_released(tmp_path: Path) -> None:
    locks = SessionLocks(tmp_path / "state" / "locks")
    with locks.hold(SESSION) as held:
        assert locks.is_running(SESSION)
        assert not locks.is_running("9z00000000")
        held.release()
        assert not locks.is_running(SESSION)
    assert list((tmp_path / "state" / "locks").iterdir()) == []


def test_a_session_cannot_be_held_twice(tmp_path: Path) -> None:
    locks = SessionLocks(tmp_path)
    with locks.hold(SESSION):
        with pytest.raises(JournalError, match=f"'{SESSION}' is running"):
            locks.hold(SESSION)
        assert locks.is_running(SESSION)
    with locks.hold(SESSION):
        assert locks.is_running(SESSION)


def test_a_lock_that_another_lets_go_of_just_now_is_taken_whole(tmp_path: Path) -> None:
    locks = SessionLocks(tmp_path)

    def take_turns(_: int) -> list[bool]:
        """Whether the session ran each time this one held it."""
        ran: list[bool] = []
        while len(ran) < 200:
            try:
                with locks.hold(SESSION):
                    ran.append(locks.is_running(SESSION))
            except JournalError:
                continue  # the other one was quicker
        return ran

    with ThreadPoolExecutor(2) as pool:
        for ran in pool.map(take_turns, range(2)):
            assert all(ran)


def test_asking_makes_no_files(tmp_path: Path) -> None:
    assert not SessionLocks(tmp_path / "locks").is_running(SESSION)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../escape", "", "a/b", "x" * 300, "a\0b"])
def test_a_foreign_journal_cannot_reach_out_of_the_folder(
    tmp_path: Path, name: str
) -> None:
    locks = SessionLocks(tmp_path / "locks")
    assert not locks.is_running(name)
    with pytest.raises(JournalError, match="is not a valid session id"):
        locks.hold(name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_error_with_a_next_step(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("in the way")
    locks = SessionLocks(tmp_path / "locks")
    assert not locks.is_running(SESSION)
    with pytest.raises(JournalError, match="cannot mark the session as running") as told:
        locks.hold(SESSION)
    assert told.value.hint == "move the file that is in the way or choose another folder"
