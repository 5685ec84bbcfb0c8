"""Two machines, one history: folders brought together by plain git and by plain copies."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journal.scribe import Scribe

from coach.journal.fold import fold
from coach.journal.index import HistoryIndex
from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.model.records import AnyRecord
from coach.model.session_facts import History


class Machine:
    """A device with a journal and an index of its own."""

    def __init__(self, folder: Path, scribe: Scribe) -> None:
        self.journal = folder / "journal"
        self.journal.mkdir(parents=True)
        self.scribe = scribe
        self.index = HistoryIndex(folder / "cache" / "history.sqlite", self.journal)
        self._written = 0

    def save(self) -> None:
        """Append what is new, as the program does."""
        with (self.journal / f"{self.scribe.device}.jsonl").open("ab") as file:
            file.write(b"".join(map(encode, self.scribe.records[self._written :])))
        self._written = len(self.scribe.records)

    def train(self) -> str:
        session = self.scribe.start()
        self.scribe.did(session, 1)
        self.scribe.did(session, 2)
        self.scribe.end(session, rpe=5)
        self.save()
        return session

    def git(self, *arguments: str) -> None:
        subprocess.run(  # noqa: S603  our own arguments
            ["git", *arguments],  # noqa: S607  whichever there is
            cwd=self.journal,
            check=True,
            capture_output=True,
            env=os.environ | NOBODY,
        )

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--message", "what was done")

    def knows(self, history: History) -> bool:
        """Whether the journal and its index say so, and that nothing is wrong."""
        read = read_journal(self.journal)
        self.index.refresh()
        return (
            (read.problems, self.index.problems, self.index.trouble) == ((), (), None)
            and fold(read.records) == history
            and self.index.sessions() == list(history.sessions)
            and self.index.deleted() == list(history.deleted)
        )


NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": "nobody"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "laptop", Scribe("ab12cd"))
    yield machine
    machine.index.close()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Machine]:
    scribe = Scribe("ef34gh")
    scribe.at += timedelta(hours=1)
    machine = Machine(tmp_path / "desktop", scribe)
    yield machine
    machine.index.close()


def all_of(*machines: Machine) -> History:
    records: list[AnyRecord] = []
    for machine in machines:
        records += machine.scribe.records
    return fold(records)


def change_each_others_past(laptop: Machine, desktop: Machine, session: str) -> None:
    """Both correct the same session; one deletes one of its own."""
    laptop.scribe.correct(session, rpe=3, note="quiet")
    laptop.save()
    gone = desktop.train()
    desktop.scribe.n = laptop.scribe.n + 10  # as a change is counted after all it knew
    desktop.scribe.correct(session, rpe=7)
    desktop.scribe.delete(gone)
    desktop.save()
    laptop.train()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_plain_git_merge_brings_two_journals_together(
    laptop: Machine, desktop: Machine
) -> None:
    session = laptop.train()
    laptop.git("init", "--initial-branch", "main")
    laptop.commit()
    desktop.git("init", "--initial-branch", "main")
    desktop.git("pull", str(laptop.journal), "main")
    assert desktop.knows(all_of(laptop))
    change_each_others_past(laptop, desktop, session)
    for machine in (laptop, desktop):
        machine.commit()
    laptop.git("pull", "--no-rebase", "--no-edit", str(desktop.journal), "main")
    desktop.git("pull", "--no-rebase", "--no-edit", str(laptop.journal), "main")
    together = all_of(laptop, desktop)
    first = together.sessions[0]
    assert (first.id, first.rpe, first.note) == (session, 7, "quiet")
    assert (len(together.sessions), len(together.deleted)) == (2, 1)
    assert laptop.knows(together)
    assert desktop.knows(together)
    laptop.train()
    assert laptop.knows(all_of(laptop, desktop))


def test_plain_copies_bring_two_journals_together(
    laptop: Machine, desktop: Machine
) -> None:
    session = laptop.train()
    change_each_others_past(laptop, desktop, session)
    for file in desktop.journal.iterdir():
        shutil.copy(file, laptop.journal)
    for file in laptop.journal.iterdir():
        shutil.copy(file, desktop.journal / file.name.replace(".jsonl", " (copy).jsonl"))
    together = all_of(laptop, desktop)
    assert (len(together.sessions), len(together.deleted)) == (2, 1)
    assert laptop.knows(together)
    assert desktop.knows(together)
