"""Gives coach drill files that no author would write, and looks how it takes them.

    python tests/soak/drill_files.py [--minutes N] [--seed S] [--case N]

Every file must be read within two seconds and 300 MB, without a traceback; every problem
must be one printable line; the cache must not change what is read. A process of its own
reads them one after the other; one file in some hundreds is given to whole commands. Prints
a table; leaves with 1 if anything was wrong. Seed and number of a case make its file again.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import select
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from random import Random

from rich.console import Console

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.soak.hostile import bundled_files, write_case

from coach.app.session.choose import of_routine
from coach.errors import CoachError, LibraryError, Problem
from coach.library.bundled import find_bundled
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Library
from coach.library.check.report import check
from coach.library.coaching_rules import read_coaching
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.library.programmes import read_programmes
from coach.library.yaml.file_text import UNWANTED
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.screen.drill_card import drill_card
from coach.timeline import compile_timeline, length_ms

MOST_SECONDS = 2.0
"""Time of the processor: how busy the machine is, is not the file's fault."""
PATIENCE_S = 20.0
MOST_BYTES = 300 * 1024 * 1024
BARE_BYTES = 50 * 1024 * 1024
"""What the program takes before it reads anything."""
CASES_PER_PROCESS = 2_000
COMMANDS_EVERY = 400
LONGEST_PROBLEM = 2_000
_UNSHOWN = re.compile(rf"[\n\r\t\ud800-\udfff]|{UNWANTED.pattern}")
LATER_NS = 1 << 62
BROKEN = "the reading of it broke off"
ROOT = Path(__file__).parent.parent.parent
COMMANDS: tuple[list[str], ...] = (
    ["drill", "check"],
    ["list"],
    ["list", "--json"],
    ["show", "mine"],
    ["plan", "list"],
    ["why"],
    [],
)


@dataclass
class Seen:
    """What came of the files."""

    kinds: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0
    slowest: str = ""
    most_bytes: int = 0
    wrong: list[str] = field(default_factory=list)
    """One sentence for everything that must not be."""

    @property
    def cases(self) -> int:
        """How many files there were."""
        return self.kinds.total()


def small_bundle(folder: Path) -> Path:
    """A few of the bundled files: all of them would take most of the time."""
    drills = find_bundled()
    bundle = folder / "bundle"
    for name in ("glute-activation/glute-bridge.yaml", "poses.yaml"):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(drills / name, bundle / name)
    return bundle


def examine(own: Path, bundle: Path, cache: Path) -> Iterator[str]:
    """Do with a folder what commands do; yields a sentence for everything wrong."""
    problems = check([own], bundle).problems
    yield from _unreadable(problems)
    fresh = read_library([own], bundle)
    for _ in range(2):
        kept = read_library([own], bundle, cache=DrillFileCache(cache, LATER_NS))
        if repr(kept) != repr(fresh):  # as text: what is not a number is not itself
            yield "the cache changes what is read"
    yield from _decided_otherwise(fresh, cache)
    bases, wrong = read_poses(fresh.pose_files, DrillFileCache(cache, LATER_NS))
    yield from _unreadable(wrong)
    paper = StringIO()
    page = Console(file=paper, width=80, markup=False)
    for entry in fresh.drills.values():
        motion, wrong = figure_of(entry, bases)
        yield from _unreadable(wrong)
        asked = SessionRequest(entry.value.name, (entry.value.id,))
        compile_timeline(prescribe(asked, [Chosen(entry.value, entry.digest)], Wishes()))
        if entry.is_own:
            page.print(drill_card(entry.value, fresh.sources, motion, columns=80))
    for routine in fresh.routines.values():
        whole = SessionRequest(routine.value.name, (routine.value.id,))
        with suppress(CoachError):
            length_ms(prescribe(whole, of_routine(routine.value, fresh), Wishes()))
    paper.getvalue().encode()


def _decided_otherwise(library: Library, cache: Path) -> Iterator[str]:
    """Read programmes and coaching rules, from the files and from the cache."""
    programmes = read_programmes(library)
    yield from _unreadable(programmes.problems)
    rules = _rules(library, NO_CACHE)
    for _ in range(2):
        kept = DrillFileCache(cache, LATER_NS)
        if repr(read_programmes(library, cache=kept)) != repr(programmes):
            yield "the cache changes what programmes say"
        if repr(_rules(library, kept)) != repr(rules):
            yield "the cache changes the coaching rules"
        kept.save()


def _rules(library: Library, kept: DrillFileCache) -> object:
    try:
        return read_coaching(library, kept)
    except LibraryError as error:  # the bundle here has no table to fall back to
        return error.problems


def _unreadable(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        text = str(problem)
        is_odd = _UNSHOWN.search(text) or len(text) > LONGEST_PROBLEM
        if is_odd or min(problem.line, problem.column) < 0:
            yield f"a problem nobody can read: {text[:200]!a}"


def run_commands(own: Path, home: Path) -> Iterator[str]:
    """Give a folder to whole commands."""
    env = {**os.environ, "COACH_HOME": str(home), "COACH_DRILLS": str(own)}
    for command in COMMANDS:
        done = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "coach", *command],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        if done.returncode not in {0, 1}:
            said = done.stderr.decode(errors="replace")[-300:]
            yield f"coach {' '.join(command)} left with {done.returncode}: {said}"


def one_case(seed: int, number: int, folder: Path) -> tuple[str, list[str]]:
    """Make and examine one bad folder; its kind, and what is wrong."""
    own = folder / "own"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    bundle = folder / "bundle" if (folder / "bundle").is_dir() else small_bundle(folder)
    kind = write_case(Random(f"{seed} {number}"), own, bundled_files(find_bundled()))  # noqa: S311  nothing here is a secret
    began, before = time.process_time(), _most_bytes()
    try:
        wrong = list(examine(own, bundle, folder / "kept"))
    except Exception:  # noqa: BLE001  that is what is looked for
        wrong = [traceback.format_exc(limit=-4)]
    seconds = time.process_time() - began
    if seconds > MOST_SECONDS:
        wrong.append(f"took {seconds:.1f} s")
    # In a suite the process has done other things, and held more, before.
    grew = _most_bytes() - before
    if grew > MOST_BYTES - BARE_BYTES:
        wrong.append(f"took {grew >> 20} MB more")
    return kind, wrong


def _most_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _work(seed: int, first: int, folder: Path) -> None:
    """Examine one after the other; a line for each, and lines for what is wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(first, first + CASES_PER_PROCESS):
        began = time.process_time()
        kind, wrong = one_case(seed, number, folder)
        seconds = time.process_time() - began
        if number % COMMANDS_EVERY == 0:
            wrong += run_commands(folder / "own", folder / "home")
        lines = [f"{number}\t{seconds:.4f}\t{_most_bytes()}\t{kind}", *map(repr, wrong)]
        sys.stdout.write("\n".join(lines) + "\n\n")
        sys.stdout.flush()


class _Worker:
    """A process that reads bad files, and what it says about them."""

    def __init__(self, seed: int, first: int, folder: Path) -> None:
        self.next = first
        self._process = subprocess.Popen(  # noqa: S603  this script
            [sys.executable, __file__, "--seed", str(seed), "--work", f"{first}:{folder}"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            bufsize=0,  # what waits to be read can be seen
        )

    def report(self) -> list[str] | None:
        """Wait for the lines about one file; none when the process is through."""
        out = self._process.stdout
        assert out is not None
        lines: list[str] = []
        while True:
            if not select.select([out], [], [], PATIENCE_S)[0]:
                self.stop()
                return self._broken(f"no end within {PATIENCE_S} s")
            line = out.readline().decode()
            if line == "\n":
                self.next += 1
                return lines
            if not line:
                code = self._process.wait()
                return self._broken(f"the process ended with {code}") if code else None
            lines.append(line.rstrip("\n"))

    def _broken(self, sentence: str) -> list[str]:
        self.next += 1
        return [f"{self.next - 1}\t0\t0\t{BROKEN}", sentence]

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def give_files(folder: Path, seconds: float, seed: int, at_least: int = 0) -> Seen:
    """Give as many bad files as the time allows, and so many on the slowest machine."""
    seen = Seen()
    ends = time.perf_counter() + seconds

    def goes_on() -> bool:
        return time.perf_counter() < ends or seen.cases < at_least

    first = 1
    while goes_on() and len(seen.wrong) < 50:
        worker = _Worker(seed, first, folder)
        try:
            while goes_on() and (lines := worker.report()) is not None:
                _take(seen, lines)
                if lines[0].endswith(BROKEN) or seen.most_bytes > MOST_BYTES:
                    break
        finally:
            worker.stop()
        first = worker.next
    return seen


def _take(seen: Seen, lines: list[str]) -> None:
    number, seconds, most, kind = lines[0].split("\t", 3)
    seen.kinds[kind] += 1
    if float(seconds) > seen.slowest_s:
        seen.slowest_s, seen.slowest = float(seconds), f"case {number}, {kind}"
    seen.most_bytes = max(seen.most_bytes, int(most))
    seen.wrong += [f"case {number}, {kind}: {sentence}" for sentence in lines[1:]]


def main() -> int:
    """Give files, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=Random().randrange(10_000))  # noqa: S311  nothing here is a secret
    parser.add_argument("--case", type=int, help="only this one; it stays in the folder")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        first, _, place = asked.work.partition(":")
        _work(asked.seed, int(first), Path(place))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="drill-files-"))
    if asked.case is not None:
        kind, wrong = one_case(asked.seed, asked.case, folder)
        sys.stdout.write("\n".join([f"{kind} in {folder / 'own'}", *wrong, ""]))
        return 1 if wrong else 0
    seen = give_files(folder, asked.minutes * 60, asked.seed)
    for name, count in sorted(seen.kinds.items()):
        sys.stdout.write(f"{count:>8}  {name}\n")
    sys.stdout.write(
        f"{seen.cases:>8}  files, seed {asked.seed}\n"
        f"{seen.slowest_s:>8.2f}  s at most ({seen.slowest})\n"
        f"{seen.most_bytes >> 20:>8}  MB at most\n"
        f"{len(seen.wrong):>8}  wrong\n"
    )
    for sentence in seen.wrong:
        sys.stdout.write(f"          {sentence}\n")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
