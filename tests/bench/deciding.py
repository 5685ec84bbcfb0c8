"""What deciding adds to the start of the largest routine, with 1,000 sessions behind it.

    python tests/bench/deciding.py [RUNS]

Whole processes until the first painted frame, with the coach on and off in turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from coach.journal.device import device_id, machine_fingerprint
from coach.journal.record_json import encode
from coach.paths import find_paths
from coach.terminal.clock import SystemClock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.start_up import COACH, _first_paint
from tests.coaching.course import EASY, GOOD, NOTHING, Course
from tests.coaching.records import records_of

SESSIONS = 1_000
ROUTINES = ("strength-c", "pre-run", "post-run-reset")
GOAL_MS = 10


def _fill(home: str, a_day: int = 3) -> None:
    paths = find_paths({"COACH_HOME": home})
    device = device_id(paths.device_file, machine_fingerprint())
    course = Course(kit=("band", "step"))
    course.now = SystemClock().wall() - timedelta(days=SESSIONS / a_day)
    answers = (EASY, NOTHING, GOOD, {"felt": ("low_back",)})
    paths.journal.mkdir(parents=True)
    with (paths.journal / f"{device}.jsonl").open("wb") as file:
        for number in range(SESSIONS):
            course.do(ROUTINES[number % 3], answers[number % 4], then_days=1 / a_day)
            course.sessions = course.sessions[-130:]  # all that a rule can look back on
            records = records_of(course.sessions[-1], device, number * 100)
            file.writelines(encode(record) for record in records)


def main() -> None:
    """Measure, and say what it adds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        _fill(home)
        start = [COACH, "start", "strength-c", "--yes", "--mute"]
        on, off = start, [*start, "--coach", "off"]
        _first_paint(on, home)
        pairs = [(_first_paint(on, home), _first_paint(off, home)) for _ in range(runs)]
    with_ms, without_ms = (
        statistics.median(column) * 1000 for column in zip(*pairs, strict=True)
    )
    added_ms = statistics.median(a - b for a, b in pairs) * 1000
    sys.stdout.write(
        f"first paint of strength-c: {with_ms:.0f} ms, without the coach "
        f"{without_ms:.0f} ms; it adds {added_ms:.1f} ms (goal {GOAL_MS})\n"
    )


if __name__ == "__main__":
    main()
