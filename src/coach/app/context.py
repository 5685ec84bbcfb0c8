"""What every command starts from: folders, settings, drills and history."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coach.errors import Problem
from coach.paths import Paths, find_paths
from coach.terminal import stdio
from coach.text.harmless import harmless_line

if TYPE_CHECKING:
    from rich.console import Console

    from coach.config.remembered import Remembered
    from coach.config.settings import Config
    from coach.journal.index import HistoryIndex
    from coach.journal.session_file_locks import SessionLocks
    from coach.journal.writer import JournalWriter
    from coach.library.cache import DrillFileCache
    from coach.library.catalogue import AnyEntry, Library
    from coach.library.programmes import Programmes
    from coach.model.programme import Programme
    from coach.model.rule import Coaching
    from coach.model.session_facts import History
    from coach.model.terms import LeaveOut
    from coach.terminal.clock import SystemClock


@dataclass
class Context:
    """Read when first asked for; what is wrong on the way is told once, on stderr."""

    drills: Sequence[Path] | None = None
    names: Sequence[str] = ()
    """What was named on the command line: a path brings that file along."""
    with_sources: bool = True
    """Read what is known about the drills too; a list does not show it."""
    begins_index: bool = True
    """Make the file of the index also where nothing was ever done; a list does not."""
    journal_problems: tuple[Problem, ...] = ()
    """What of the journal could not be read; known once the history was asked for."""
    _untold: tuple[Problem, ...] = ()
    """Those of them that an earlier command named."""
    _has_told_problems: bool = False
    _has_told_trouble: bool = False

    @cached_property
    def clock(self) -> SystemClock:
        """The clocks of the machine; commands read the time from nowhere else."""
        from coach.terminal.clock import SystemClock

        return SystemClock()

    @cached_property
    def paths(self) -> Paths:
        """Where this user's things are."""
        return find_paths(os.environ)

    @cached_property
    def config(self) -> Config:
        """The settings."""
        from coach.config.settings import read_config

        config = read_config(self.paths.config_file, os.environ)
        tell_problems(config.problems)
        return config

    @cached_property
    def remembered(self) -> Remembered:
        """What was answered once."""
        from coach.config.remembered import read_remembered

        return read_remembered(self.paths.remembered)

    @cached_property
    def console(self) -> Console:
        """Where results are printed."""
        from coach.screen.printing import printing_console

        return printing_console(sys.stdout, self.config.theme, self.background)

    @cached_property
    def background(self) -> tuple[int, int, int] | None:
        """The colour behind the text, if the theme depends on it and the terminal tells."""
        from coach.screen.palette import asks_background
        from coach.terminal.background import background_of
        from coach.terminal.stdio import screen_of

        if not asks_background(self.config.theme):
            return None
        return background_of(sys.stdin, screen_of(sys.stdout), os.environ)

    @cached_property
    def drill_cache(self) -> DrillFileCache:
        """What drill files said when a command read them before."""
        from coach.library.cache import DrillFileCache

        return DrillFileCache(self.paths.kept_drills, self.clock.wall_ns())

    @cached_property
    def drill_folders(self) -> tuple[Path, ...]:
        """Where own and shared drills are looked for, in this order."""
        from coach.library.discover import own_folders

        return own_folders(
            self.drills or (),
            os.environ.get("COACH_DRILLS"),
            self.paths.own_drills,
            self.remembered.drills,
        )

    @cached_property
    def library(self) -> Library:
        """Drills and routines, own ones first."""
        from coach.library.bundled import find_bundled
        from coach.library.discover import names_file, shown
        from coach.library.load import read_library

        files = [Path(name) for name in self.names if names_file(name)]
        library = read_library(
            self.drill_folders,
            find_bundled(),
            files=files,
            with_sources=self.with_sources,
            cache=self.drill_cache,
        )
        said_later = {shown(file) for file in files}
        beside = [each for each in library.problems if each.path not in said_later]
        tell_problems(beside)
        if beside:
            tell("everything else can be used; `coach drill check` lists all problems")
        return library

    @cached_property
    def leaves_out(self) -> tuple[LeaveOut, ...]:
        """What the runner wants left out: the setting, else the answer after *checked*."""
        from coach.config.setting import Origin
        from coach.config.settings import Config
        from coach.model.left_out import read_answer
        from coach.model.terms import LeaveOut
        from coach.safety_text import LEAVE_OUT_TEXT

        if self.config.origin(Config.leave_out) is not Origin.DEFAULT:
            return tuple(LeaveOut(word) for word in self.config.leave_out)
        return read_answer(self.index.acknowledged.get(LEAVE_OUT_TEXT, ""))

    def find(self, name: str) -> AnyEntry:
        """A drill or a routine, by its name or by the path of its file.

        Raises:
            CoachError: if there is none, or it cannot be used; says why.
        """
        from coach.library.discover import names_file

        if names_file(name):
            return self.library.at(Path(name))
        return self.library.find(name)

    @cached_property
    def programmes(self) -> Programmes:
        """Programmes, own ones first."""
        from coach.library.programmes import read_programmes

        programmes = read_programmes(self.library, cache=self.drill_cache)
        tell_problems(programmes.problems)
        return programmes

    def programme(self, name: str) -> Programme:
        """One programme, by its id or its name.

        Raises:
            CoachError: if there is none, or it cannot be used; says why.
        """
        from coach.errors import LibraryError
        from coach.library.programmes import read_programmes

        programmes = read_programmes(self.library, cache=self.drill_cache)
        said_later: tuple[Problem, ...] = ()
        try:
            return programmes.find(name).value
        except LibraryError as error:
            said_later = error.problems
            raise
        finally:
            tell_problems(each for each in programmes.problems if each not in said_later)

    @cached_property
    def coaching(self) -> Coaching:
        """The coaching rules."""
        from coach.library.coaching_rules import read_coaching

        table, problems = read_coaching(self.library, self.drill_cache)
        self.drill_cache.save()
        tell_problems(problems)
        if problems:
            tell("these rules are left out, all of them, until that is put right")
        return table

    @cached_property
    def journal_folder(self) -> Path:
        """Where the journal is kept."""
        return self.config.journal_folder or self.paths.journal

    @cached_property
    def device(self) -> str:
        """The id under which this device writes.

        Raises:
            JournalError: if it is not known yet and cannot be written down.
        """
        from coach.journal.device import device_id, machine_fingerprint

        return device_id(self.paths.device_file, machine_fingerprint())

    @property
    def device_if_known(self) -> str:
        """The same where the folders may be closed: then a device without a name."""
        from coach.errors import JournalError
        from coach.journal.device import UNNAMED

        try:
            return self.device
        except JournalError:
            return UNNAMED

    def writer(self, *, or_unnamed: bool = False) -> JournalWriter:
        """Return a writer of the journal for this device.

        Args:
            or_unnamed: write even if this device cannot have an id.

        Raises:
            JournalError: if it has none and must have one.
        """
        from coach.journal.writer import JournalWriter

        device = self.device_if_known if or_unnamed else self.device
        return JournalWriter(
            self.journal_folder,
            device,
            used_elsewhere=lambda: self._highest_waiting(device),
        )

    def _highest_waiting(self, device: str) -> int:
        """Return the highest counter of a device in records that wait to be imported."""
        if not self.paths.rescued.is_dir():
            return 0
        from coach.journal.rescue import highest_waiting

        return highest_waiting(self.paths.rescued, device)

    @cached_property
    def locks(self) -> SessionLocks:
        """Which sessions are running."""
        from coach.journal.session_file_locks import SessionLocks

        return SessionLocks(self.paths.locks)

    @cached_property
    def index(self) -> HistoryIndex:
        """What the journal says, for those who need only some of it."""
        index = self._new_index()
        self._tell_once(index.problems)
        self._tell_trouble(index)
        return index

    def _new_index(self) -> HistoryIndex:
        if not self.begins_index and self.is_untouched:
            from coach.journal.nothing_done import NothingDone

            return cast("HistoryIndex", NothingDone(self._real_index))
        return self._real_index()

    def _real_index(self) -> HistoryIndex:
        from coach.journal.index import HistoryIndex
        from coach.model.days_and_weeks import latest_that_counts

        is_kept = self.begins_index or not self.is_untouched
        path = self.paths.history_index if is_kept else None
        latest = latest_that_counts(self.clock.wall())
        return HistoryIndex(path, self.journal_folder, self.locks.is_running, latest)

    @property
    def is_untouched(self) -> bool:
        """Whether there is no journal yet."""
        return not self.journal_folder.exists()

    def look_again(self) -> HistoryIndex:
        """The index with what was written since it was first asked for."""
        self.index.refresh()
        self._tell_trouble(self.index)
        return self.index

    def short_id(self, session: str) -> str:
        """Return the shortest start of a session's id that names it alone."""
        return self.index.short_ids([session])[session]

    @property
    def last_n(self) -> int:
        """The highest counter known by now; what is written after it counts before it."""
        return self.look_again().last_n

    @cached_property
    def history(self) -> History:
        """Everything the journal says, all of it read; `index` is quicker."""
        history = self.read_history()
        self._tell_once(self.journal_problems)
        return history

    def _tell_once(self, problems: tuple[Problem, ...]) -> None:
        """Say what of the journal cannot be read, whoever finds it first."""
        self.journal_problems = problems
        if not self._has_told_problems:
            self._has_told_problems = True
            if problems:
                from coach.journal.reported_problems import not_reported_before

                told = not_reported_before(problems, self.paths.named_damage)
                tell_problems(told)
                self._untold = tuple(each for each in problems if each not in told)
            self._tell_what_waits()

    def is_damaged(self) -> bool:
        """Whether not all of the journal could be read; says then what was kept back.

        For a command that has nothing to show: that is not nothing done.
        """
        tell_problems(self._untold)
        self._untold = ()
        return bool(self.journal_problems)

    def _tell_what_waits(self) -> None:
        """Name the records that the journal did not take, until they are brought back."""
        if not self.paths.rescued.is_dir():
            return
        from coach.journal.rescue import command_for, waiting

        for path in waiting(self.paths.rescued):
            tell(f"records wait in '{path}' to be brought back: {command_for(path)}")

    def _tell_trouble(self, index: HistoryIndex) -> None:
        """Say once why everything takes longer than it need."""
        if index.trouble and not self._has_told_trouble:
            self._has_told_trouble = True
            tell(f"{index.trouble}; the journal itself is read instead")

    def read_history(self) -> History:
        """Everything the journal says by now."""
        from coach.journal.fold import fold
        from coach.journal.read import read_journal

        read = read_journal(self.journal_folder)
        self.journal_problems = read.problems
        return fold(read.records, self.locks.is_running)


def tell_problems(problems: Iterable[Problem]) -> None:
    """One line on stderr for each."""
    for problem in problems:
        tell(str(problem))


def tell(message: str) -> None:
    """A message beside the results."""
    stdio.say(f"coach: {harmless_line(message)}")
