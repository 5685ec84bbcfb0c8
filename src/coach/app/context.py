"""The context of a command: folders, settings, drills and history."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from coach.errors import Problem
from coach.paths import Paths, find_paths
from coach.terminal import stdio
from coach.text.harmless import harmless_line

if TYPE_CHECKING:
    from rich.console import Console

    from coach.coaching.drill_log import ReadLogs
    from coach.config.remembered import Remembered
    from coach.config.settings import Config
    from coach.journal.index import HistoryIndex
    from coach.journal.session_file_locks import SessionLocks
    from coach.journal.writer import JournalWriter
    from coach.library.cache import DrillFileCache
    from coach.library.catalogue import AnyEntry, Library
    from coach.library.programmes import Programmes
    from coach.library.self_tests import SelfTests
    from coach.model.programme import Programme
    from coach.model.rule import Coaching
    from coach.model.session_facts import History
    from coach.model.terms import LeaveOut
    from coach.terminal.clock import SystemClock


class Context(msgspec.Struct, dict=True):
    """Folders, settings, drills and history, read on demand; prints each problem once."""

    drills: Sequence[Path] | None = None
    names: Sequence[str] = ()
    """Names from the command line; if one is a path, that file is read too."""
    with_sources: bool = True
    """Whether to read the sources of the drills; a list does not show them."""
    begins_index: bool = True
    """Whether to create the index before the first session; a list creates none."""
    journal_problems: tuple[Problem, ...] = ()
    """Problems of the journal; set when the history is read."""
    has_margins: bool = True
    """Whether pages on a terminal have margins; plain lines have none."""
    _untold: tuple[Problem, ...] = ()
    """Problems that an earlier command printed, held back now."""
    _has_told_problems: bool = False
    _has_told_trouble: bool = False

    @cached_property
    def clock(self) -> SystemClock:
        """Return the machine's clocks, the only ones that commands read."""
        from coach.terminal.clock import SystemClock

        return SystemClock()

    @cached_property
    def paths(self) -> Paths:
        """Return the folders of this user."""
        return find_paths(os.environ)

    @cached_property
    def config(self) -> Config:
        """Return the settings, and print the problems in them."""
        from coach.config.settings import read_config

        config = read_config(self.paths.config_file, os.environ)
        tell_problems(config.problems)
        return config

    @cached_property
    def remembered(self) -> Remembered:
        """Return the answers remembered from earlier sessions."""
        from coach.config.remembered import read_remembered

        return read_remembered(self.paths.remembered)

    @cached_property
    def console(self) -> Console:
        """Return the console that results are printed on."""
        from coach.screen.printing import printing_console

        theme, background = self.config.theme, self.background
        is_page = self.has_margins and not self.config.plain
        return printing_console(sys.stdout, theme, background, is_page=is_page)

    @cached_property
    def background(self) -> tuple[int, int, int] | None:
        """The background colour, if the theme needs one and the terminal reports it."""
        from coach.screen.palette import asks_background

        if not asks_background(self.config.theme) or not sys.stdout.isatty():
            return None
        from coach.terminal.background import background_of
        from coach.terminal.stdio import screen_of

        return background_of(sys.stdin, screen_of(sys.stdout), os.environ)

    @property
    def is_looked_at(self) -> bool:
        """Return whether results go to a terminal and the 'plain' setting is off."""
        return sys.stdout.isatty() and not self.config.plain

    @cached_property
    def drill_cache(self) -> DrillFileCache:
        """Return the cache of drill files that earlier commands read."""
        from coach.library.cache import DrillFileCache

        return DrillFileCache(self.paths.kept_drills, self.clock.wall_ns())

    @cached_property
    def drill_logs(self) -> ReadLogs:
        """Return the reader of drill logs, shared by all code that reads past sessions."""
        from coach.coaching.drill_log import ReadLogs

        return ReadLogs()

    @cached_property
    def drill_folders(self) -> tuple[Path, ...]:
        """Return the runner's own and shared drill folders, in search order."""
        from coach.library.discover import own_folders

        return own_folders(
            self.drills or (),
            os.environ.get("COACH_DRILLS"),
            self.paths.own_drills,
            self.remembered.drills,
        )

    @cached_property
    def library(self) -> Library:
        """Return drills and routines, the runner's own first, and print their problems."""
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
            import shlex

            named = "".join(f" --drills {shlex.quote(str(d))}" for d in self.drills or ())
            tell(
                "the other drills and routines still work; list all problems with "
                f"`coach drill check{named}`"
            )
        return library

    @cached_property
    def leaves_out(self) -> tuple[LeaveOut, ...]:
        """Return the movements to leave out, from the setting or a remembered answer."""
        from coach.config.setting import Origin
        from coach.config.settings import Config
        from coach.model.left_out import read_answer
        from coach.model.terms import LeaveOut
        from coach.safety_text import LEAVE_OUT_TEXT

        if self.config.origin(Config.leave_out) is not Origin.DEFAULT:
            return tuple(LeaveOut(word) for word in self.config.leave_out)
        return read_answer(self.index.acknowledged.get(LEAVE_OUT_TEXT, ""))

    def find(self, name: str) -> AnyEntry:
        """Return a drill or a routine, by its name or by the path of its file.

        Raises:
            CoachError: if there is none, or its file cannot be used; the message says why.
        """
        from coach.library.discover import names_file

        if names_file(name):
            return self.library.at(Path(name))
        return self.library.find(name)

    @cached_property
    def programmes(self) -> Programmes:
        """Return the programmes, the runner's own first, and print their problems."""
        from coach.library.programmes import read_programmes

        programmes = read_programmes(self.library, cache=self.drill_cache)
        tell_problems(programmes.problems)
        return programmes

    @cached_property
    def self_tests(self) -> SelfTests:
        """Return the self-tests, the runner's own first."""
        from coach.library.self_tests import read_self_tests

        tests = read_self_tests(self.library, cache=self.drill_cache)
        tell_problems(tests.problems)
        return tests

    def programme(self, name: str) -> Programme:
        """Return one programme, by its id or its name.

        Raises:
            CoachError: if there is none, or its file cannot be used; the message says why.
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
        """Return the coaching rules, and print the problems in them."""
        from coach.library.coaching_rules import read_coaching

        table, problems = read_coaching(self.library, self.drill_cache)
        self.drill_cache.save()
        tell_problems(problems)
        if problems:
            file = Path(problems[0].path).name
            tell(f"coach ignores every rule in {file} until you fix the file")
        return table

    @cached_property
    def journal_folder(self) -> Path:
        """Return the folder of the journal."""
        return self.config.journal_folder or self.paths.journal

    @cached_property
    def device(self) -> str:
        """Return the id this device writes under.

        Raises:
            JournalError: if the id is new and cannot be saved.
        """
        from coach.journal.device import device_id, machine_fingerprint

        return device_id(self.paths.device_file, machine_fingerprint())

    @property
    def device_if_known(self) -> str:
        """Return the id of this device, or a placeholder if its file cannot be written."""
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
            JournalError: if the device has no id and must have one.
        """
        from coach.journal.writer import JournalWriter

        device = self.device_if_known if or_unnamed else self.device
        return JournalWriter(
            self.journal_folder,
            device,
            used_elsewhere=lambda: self._highest_waiting(device),
        )

    def _highest_waiting(self, device: str) -> int:
        """Return a device's highest counter among the records waiting to be imported."""
        if not self.paths.rescued.is_dir():
            return 0
        from coach.journal.rescue import highest_waiting

        return highest_waiting(self.paths.rescued, device)

    @cached_property
    def locks(self) -> SessionLocks:
        """Return the locks of running sessions."""
        from coach.journal.session_file_locks import SessionLocks

        return SessionLocks(self.paths.locks)

    @cached_property
    def index(self) -> HistoryIndex:
        """Return the index of the journal, for commands that need only some sessions."""
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
        """Return whether there is no journal yet."""
        return not self.journal_folder.exists()

    def look_again(self) -> HistoryIndex:
        """Return the index, refreshed with the records written since its first use."""
        self.index.refresh()
        self._tell_trouble(self.index)
        return self.index

    def short_id(self, session: str) -> str:
        """Return the shortest unique prefix of a session's id."""
        return self.index.short_ids([session])[session]

    @property
    def last_n(self) -> int:
        """Return the highest record counter so far; a correction needs a higher one."""
        return self.look_again().last_n

    @cached_property
    def history(self) -> History:
        """Return the whole journal, read and folded; `index` is quicker."""
        history = self.read_history()
        self._tell_once(self.journal_problems)
        return history

    def _tell_once(self, problems: tuple[Problem, ...]) -> None:
        """Print the problems of the journal once, whichever way it was read first."""
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
        """Return whether parts of the journal are unreadable, and print what was held back.

        For a command with nothing to show: "unreadable" must not look like "nothing done".
        """
        tell_problems(self._untold)
        self._untold = ()
        return bool(self.journal_problems)

    def _tell_what_waits(self) -> None:
        """Print the names of files whose records are waiting to be imported."""
        if not self.paths.rescued.is_dir():
            return
        from coach.journal.rescue import command_for, waiting

        for path in waiting(self.paths.rescued):
            tell(
                f"some of your records are in '{path}', not in the journal; "
                f"import them with `{command_for(path)}`"
            )

    def _tell_trouble(self, index: HistoryIndex) -> None:
        """Print once why reading the history takes longer than usual."""
        if index.trouble and not self._has_told_trouble:
            self._has_told_trouble = True
            tell(f"{index.trouble}; coach reads the journal directly, which takes longer")

    def read_history(self) -> History:
        """Return the whole journal as it is now, read and folded."""
        from coach.journal.fold import fold
        from coach.journal.read import read_journal

        read = read_journal(self.journal_folder)
        self.journal_problems = read.problems
        return fold(read.records, self.locks.is_running)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print one line on stderr for each problem."""
    for problem in problems:
        tell(str(problem))


def tell(message: str) -> None:
    """Print a message on stderr, beside the results."""
    stdio.write_message(f"coach: {harmless_line(message)}")
