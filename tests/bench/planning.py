"""What a programme adds to the start of a session, with 1,000 sessions behind it.

    python tests/bench/planning.py [RUNS]

Whole processes until the first painted frame, with the programme on and off in turns: six
weeks of it are over, with one session a day, and again with three.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.journal.device import device_id, machine_fingerprint
from coach.journal.record_ids_and_order import make_stamp
from coach.journal.record_json import encode
from coach.model.records import PlanBegunRecord
from coach.paths import find_paths
from coach.terminal.clock import SystemClock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.deciding import _fill
from tests.bench.start_up import COACH, _first_paint

GOAL_MS = 20
WEEK = """
  - name: A week
    about: All of it.
    strength: [{routine: strength-c, times: 2}]
    gate: strength-c"""
PROGRAMME = f"name: Long\nwhy: To measure.\nweeks:{WEEK * 12}\n"


def _begin(home: str) -> None:
    paths = find_paths({"COACH_HOME": home})
    device = device_id(paths.device_file, machine_fingerprint())
    now = SystemClock().wall()
    folder = paths.own_drills / "programmes"
    folder.mkdir(parents=True)
    (folder / "long.yaml").write_text(PROGRAMME)
    begun = ProgrammeStart(plan="long", on=(now - timedelta(days=42)).date(), days=(0, 3))
    stamp = make_stamp(now, device, 200_000)
    record = PlanBegunRecord(**stamp.fields, plan=begun.plan, fields=begun.fields)
    with (paths.journal / f"{device}.jsonl").open("ab") as file:
        file.write(encode(record))


def main() -> None:
    """Measure, and say what it adds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for a_day in (1, 3):
        sys.stdout.write(f"{a_day} a day (goal {GOAL_MS} ms)\n")
        _measure(runs, a_day)


def _measure(runs: int, a_day: int) -> None:
    with tempfile.TemporaryDirectory() as on, tempfile.TemporaryDirectory() as off:
        for home in (on, off):
            _fill(home, a_day)
        _begin(on)
        for what in ([], ["strength-c"]):
            start = [COACH, "start", *what, "--yes", "--mute"]
            for home in (on, off):
                _first_paint(start, home)
            pairs = [
                (_first_paint(start, on), _first_paint(start, off)) for _ in range(runs)
            ]
            with_ms, without_ms = (
                statistics.median(column) * 1000 for column in zip(*pairs, strict=True)
            )
            added_ms = statistics.median(a - b for a, b in pairs) * 1000
            sys.stdout.write(
                f"  {' '.join(['coach start', *what])}: {with_ms:.0f} ms with a programme, "
                f"{without_ms:.0f} ms without; it adds {added_ms:.1f} ms\n"
            )


if __name__ == "__main__":
    main()
