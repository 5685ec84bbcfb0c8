"""Probes of the runner's files: folders, settings, drills, journal, hooks."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coach.app.doctor.result import ProbeResult
from coach.errors import Problem
from coach.model.days_and_weeks import is_dated_ahead
from coach.paths import Paths
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.config.settings import Config
    from coach.journal.read import JournalRead
    from coach.library.catalogue import Library

_OTHER_HOME = "choose another folder with COACH_HOME"


def folders(paths: Paths, journal: Path) -> Iterator[ProbeResult]:
    """Report each folder, and whether it can be written."""
    named = {
        "settings": paths.config,
        "data": paths.data,
        "journal": journal,
        "state": paths.state,
        "cache": paths.cache,
    }
    for name, folder in named.items():
        is_set = name == "journal" and folder != paths.journal
        remedy = "change the 'journal.folder' setting"
        yield _folder(name, folder, remedy if is_set else _OTHER_HOME)
    if paths.crash_log.exists():
        hint = (
            "coach wrote this file after a bug; report its contents, then delete the file"
        )
        yield ProbeResult("crash log", str(paths.crash_log), False, hint)


def _folder(name: str, folder: Path, remedy: str) -> ProbeResult:
    there = folder
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        hint = f"move or rename '{there}'"
        return ProbeResult(name, f"{folder}: '{there}' is not a folder", False, hint)
    if not os.access(there, os.W_OK | os.X_OK):
        hint = f"make '{there}' writable, or {remedy}"
        return ProbeResult(name, f"{folder}: not writable", False, hint)
    state = "writable" if there == folder else "does not exist yet; coach can create it"
    return ProbeResult(name, f"{folder}: {state}")


def settings(config: Config, file: Path) -> Iterator[ProbeResult]:
    """Report the file, how many settings are not the default, and their problems."""
    state = "" if file.exists() else " (does not exist yet)"
    yield ProbeResult("file", f"{file}{state}")
    own = count_of(len(config.given), "setting")
    yield ProbeResult("changed", f"{own}; `coach config --plain` lists all settings")
    yield from _problems(config.problems)


def drills(
    own_folders: Sequence[Path], read: Callable[[], Library]
) -> Iterator[ProbeResult]:
    """Report the drills and routines that can be used, and their folders."""
    for folder in own_folders:
        yield ProbeResult("folder", str(folder))
    library = read()
    own = sum(entry.is_own for entry in library.entries())
    yield ProbeResult("drills", str(len(library.drills)))
    yield ProbeResult("routines", str(len(library.routines)))
    yield ProbeResult("your own", str(own))
    if library.problems:
        files = Counter(problem.path for problem in library.problems)
        problems = count_of(files.total(), "problem")
        count = f"{count_of(len(files), 'file')} with {problems}"
        yield ProbeResult(
            "bad files", count, False, "`coach drill check` lists all problems"
        )


def journal(read: Callable[[], JournalRead], now: datetime) -> Iterator[ProbeResult]:
    """Report the recorded sessions, and those dated by a clock that was wrong."""
    from coach.journal.fold import fold
    from coach.journal.id_prefix import shortest_prefixes

    found = read()
    yield ProbeResult("records", str(len(found.records)))
    sessions = fold(found.records).sessions
    ahead = [facts for facts in sessions if is_dated_ahead(facts.started_at, now)]
    short = shortest_prefixes(facts.id for facts in sessions) if ahead else {}
    for facts in ahead:
        when = f"{facts.started_at:%Y-%m-%d %H:%M}"
        yield ProbeResult(
            "dated ahead",
            f"{facts.prescription.name} has a future date, {when}, so the session "
            "does not count yet",
            False,
            "check the computer's clock; if the date is wrong, use `coach history "
            f"delete {short[facts.id]}`, then `coach history add`",
        )
    yield from _problems(found.problems)


def hooks(
    commands: Mapping[str, str | None], which: Callable[[str], str | None]
) -> Iterator[ProbeResult]:
    """Report whether the programs to run after sets and sessions exist."""
    for name, command in commands.items():
        if command is None:
            yield ProbeResult(name, "no command")
            continue
        program = shlex.split(command)[0]
        is_there = which(program) is not None
        hint = "" if is_there else f"coach can't run '{program}'; check the program's name"
        yield ProbeResult(name, command, is_there, hint)


def _problems(problems: Sequence[Problem]) -> Iterator[ProbeResult]:
    for problem in problems:
        place = str(problem._replace(message="", hint=None)).rstrip(": ")
        yield ProbeResult(
            "problem", f"{place}: {problem.message}", False, problem.hint or ""
        )
