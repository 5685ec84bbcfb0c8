"""Kills real sessions by SIGKILL at random moments, and looks for what is lost.

    python tests/soak/kills.py [N] [SEED]

Each worker has a home of its own and does one session after the other: begins it, kills
it, looks, sometimes takes it up again (and may kill it again) until it is done. Half of
the kills fall close to the end of a set, where records are written. Prints a table;
leaves with 1 if anything was lost.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from coach.journal.fold import fold
from coach.journal.id_prefix import find_session
from coach.journal.read import read_journal
from coach.journal.resumable import is_something_left, unfinished
from coach.journal.session_file_locks import SessionLocks
from coach.model.records import EndedBy
from coach.model.session_facts import History, SessionFacts, SessionStatus
from coach.model.terms import BoutKey, Side
from coach.paths import Paths, find_paths

WORKERS = 16
PATIENCE_S = 60.0
SET_S = 2.0
"""One rep of two phases, a second each: the shortest that a drill file may ask for."""
SETS = 4
"""Work of one side in one set, as often as a session has it."""
NEAR_S = 0.06
MOST_LOST = 20
"""A worker gives up then: what cannot start cannot be killed."""
RESUMED = 0.5
"""Share of the killed sessions that are taken up again."""
DRILL = """\
name: {name}
group: exhale
pattern: trunk
level: 1
base: supine
sides: {sides}
why: Short enough to be killed often.
setup: [Lie on your back]
dose: {{sets: {sets}, reps: 1, rest: 1s}}
switch: 0s
cycle:
  - {{do: slide the heel away, breath: exhale, time: 1s}}
  - {{do: bring it back, breath: inhale, time: 1s}}
cues: [Slow and smooth]
feel: {{target: [abs]}}
"""
DRILLS = {
    "both-legs": DRILL.format(name="Both legs", sides="both", sets=2),
    "one-leg": DRILL.format(name="One leg", sides="each", sets=1),
}
BLOCKS = {drill: index for index, drill in enumerate(DRILLS)}


@dataclass
class Seen:
    """What came of the kills."""

    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    """One sentence for everything that must not be."""

    def add(self, other: Seen) -> None:
        """Count another worker's."""
        self.counts += other.counts
        self.lost += other.lost


class Worker:
    """One home, one session after the other."""

    def __init__(self, home: Path, seed: float) -> None:
        self._chance = random.Random(seed)  # noqa: S311  nothing here is a secret
        self._env = {**os.environ, "COACH_HOME": str(home / "coach")}
        self._paths: Paths = find_paths(self._env)
        self._out = home / "out"
        self._drills = home / "drills"
        for name, text in DRILLS.items():
            file = self._drills / "exhale" / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self._start_up_s = 0.3
        """How long it takes until the first rep; learnt from the last run."""
        self.seen = Seen()

    def kill(self, number: int) -> Seen:
        """Kill so many times."""
        while self.seen.counts["kills"] < number and len(self.seen.lost) < MOST_LOST:
            before = {facts.id for facts in self._history().sessions}
            begin = ["start", *DRILLS, "--yes", "--rest=0", "--change=0", "--lead-in=0"]
            printed, was_killed = self._run([*begin, "--drills", str(self._drills)], SETS)
            new = [f.id for f in self._history().sessions if f.id not in before]
            if not was_killed:
                self.seen.counts["ended before the kill"] += 1
            elif not new:
                self.seen.counts["killed before the session was written down"] += 1
                self._want(not printed, "a set was told of a session that is not there")
            if new:
                self._look_after(new[0], printed, number)
        return self.seen

    def _look_after(self, session: str, printed: list[BoutKey], number: int) -> None:
        """Check a session; perhaps take it up, as often as it takes."""
        while True:
            facts = self._facts(session)
            told = Counter(printed)
            self._want(
                set(told) <= facts.done_bouts, f"{session}: a finished set is missing"
            )
            self._want(max(told.values(), default=1) == 1, f"{session}: a set came twice")
            self._want(facts.sets_done <= facts.sets_planned, f"{session}: too many sets")
            if facts.status is SessionStatus.COMPLETED:
                whole = facts.sets_done == facts.sets_planned
                self._want(whole, f"{session}: completed, but not all sets are done")
                return
            offered = unfinished([facts], facts.device, datetime.now(UTC))  # noqa: TID251  the real time
            is_offered = offered == [facts]
            self._want(is_offered, f"{session}: it cannot be resumed ({facts.status})")
            self.seen.counts["resumable"] += is_offered
            if self._chance.random() > RESUMED:
                return
            self.seen.counts["taken up again"] += 1
            is_last = self.seen.counts["kills"] >= number or self._chance.random() < 0.5
            if not is_something_left(facts):
                self.seen.counts["taken up with nothing left"] += 1
                is_last = True
            left = SETS - len(facts.done_bouts)
            more, _ = self._run(["resume", session, "--yes"], None if is_last else left)
            printed = printed + more
            if is_last:
                self.seen.counts["resumed to the end"] += 1
                status = self._facts(session).status
                is_done = status is SessionStatus.COMPLETED
                self._want(is_done, f"{session}: {status} after its end")

    def _run(self, argv: list[str], sets: int | None) -> tuple[list[BoutKey], bool]:
        """Run a session; kill it within so many sets, or let it end.

        Returns:
            The sets that were told as done, and whether it was killed.
        """
        began = time.perf_counter()
        with (
            self._out.open("wb") as out,
            subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-m", "coach", *argv, "--json"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                env=self._env,
            ) as process,
        ):
            was_killed = False
            try:
                process.wait(PATIENCE_S if sets is None else self._moment(sets))
            except subprocess.TimeoutExpired:
                process.kill()
                was_killed = True
            assert process.stderr is not None
            said = process.stderr.read().decode()
        self._want(not said, f"{argv[0]} said: {said.strip()}")
        printed = self._printed()
        if was_killed:
            self.seen.counts["kills"] += 1
            self.seen.counts["finished sets told before a kill"] += len(printed)
            self.seen.counts["kills of a session taken up again"] += argv[0] == "resume"
            self._want(sets is not None, f"{argv[0]} came to no end")
        elif process.returncode:
            why = self._paths.crash_log
            trace = why.read_text().splitlines()[-3:] if why.exists() else []
            left = f"{argv[0]} left with {process.returncode}: {trace}"
            self.seen.lost.append(left)
        elif sets is not None:
            self._start_up_s = max(0.1, time.perf_counter() - began - sets * SET_S)
        return printed, was_killed

    def _moment(self, sets: int) -> float:
        """When to kill: anywhere, or close to where a set ends."""
        if self._chance.random() < 0.5:
            return self._chance.uniform(0, self._start_up_s + sets * SET_S)
        ends_s = self._start_up_s + SET_S * self._chance.randint(1, sets)
        return ends_s + self._chance.uniform(-NEAR_S, NEAR_S)

    def _printed(self) -> list[BoutKey]:
        """The sets that were told as done; a line that was cut off was not told."""
        done: list[BoutKey] = []
        for line in self._out.read_bytes().splitlines(keepends=True):
            event = msgspec.json.decode(line) if line.endswith(b"\n") else {}
            is_set = event.get("event") == "set_finished"
            if is_set and event["ended_by"] == EndedBy.DONE:
                side = Side(event["side"]) if event["side"] else None
                done.append((BLOCKS[event["drill"]], event["set"], side))
        return done

    def _history(self) -> History:
        read = read_journal(self._paths.journal)
        for problem in read.problems:
            self.seen.lost.append(f"the journal: {problem}")
        return fold(read.records, SessionLocks(self._paths.locks).is_running)

    def _facts(self, session: str) -> SessionFacts:
        return find_session(self._history(), session)

    def _want(self, is_so: bool, sentence: str) -> None:  # noqa: FBT001  reads like assert
        if not is_so:
            self.seen.lost.append(sentence)


def kill_sessions(folder: Path, number: int, seed: int, workers: int = WORKERS) -> Seen:
    """Kill so many sessions, several at once, in homes below a folder."""
    workers = min(workers, number)
    shares = [number // workers + (n < number % workers) for n in range(workers)]
    each = [Worker(folder / str(n), seed * 1_000 + n) for n in range(workers)]
    seen = Seen()
    with ThreadPoolExecutor(workers) as pool:
        for one in pool.map(Worker.kill, each, shares):
            seen.add(one)
    return seen


def main() -> int:
    """Kill, print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10_000)  # noqa: S311  a place on the command line; no secret
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        seen = kill_sessions(Path(folder), number, seed)
    for name, count in seen.counts.items():
        sys.stdout.write(f"{count:>6}  {name}\n")
    sys.stdout.write(f"{len(seen.lost):>6}  lost or wrong\n")
    for sentence in seen.lost:
        sys.stdout.write(f"        {sentence}\n")
    sys.stdout.write(f"seed {seed}, {time.perf_counter() - began:.0f} s\n")
    return 1 if seen.lost else 0


if __name__ == "__main__":
    sys.exit(main())
