"""How long commands take with a thousand drill files, as whole processes.

    python tests/bench/drills.py [RUNS]

Prints medians; `coach list` with 1,000 files takes turns with `coach list` with the
bundled ones, so that a noisy machine bothers both. Run it with the interpreter of the
environment that `coach` is installed in.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from coach.library.bundled import find_bundled

COACH = str(Path(sys.executable).with_name("coach"))
FILES = 1_000
UNTIL_KEPT_S = 2.5
"""Files that were just written are not kept yet."""


def _fill(home: Path) -> None:
    """Put copies of the bundled drills, each with a name of its own, into a home."""
    bundled = find_bundled()
    others = {"routines", "programmes"}
    drills = [p for p in sorted(bundled.glob("*/*.yaml")) if p.parent.name not in others]
    for number in range(FILES - len(drills)):
        source = drills[number % len(drills)]
        text = source.read_text(encoding="utf-8")
        text = re.sub(r"^name: (.*)$", rf"name: \1 {number}", text, flags=re.MULTILINE)
        text = re.sub(r"^also: .*\n", "", text, flags=re.MULTILINE)
        below = source.relative_to(bundled).with_stem(f"{source.stem}-{number}")
        file = home / "data" / "drills" / below
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _seconds(home: Path, *argv: str) -> float:
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  our own program
        [COACH, *argv],
        env={"COACH_HOME": str(home), "PATH": ""},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def _say(what: str, seconds: float, rest: str = "") -> None:
    sys.stdout.write(f"{what:<42} {seconds * 1000:6.0f} ms   {rest}\n")


def main() -> None:
    """Measure everything."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        _fill(many)
        time.sleep(UNTIL_KEPT_S)  # noqa: TID251  a script
        _say("coach list, first time, 1,000 files", _seconds(many, "list"))
        _say("coach list, first time, bundled files", _seconds(few, "list"))
        pairs = [(_seconds(many, "list"), _seconds(few, "list")) for _ in range(runs)]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        _say("coach list, bundled files", theirs)
        _say("coach list, 1,000 files", ours, f"ratio {ratio:.2f} (goal 2)")
        checks = [_seconds(many, "drill", "check") for _ in range(max(3, runs // 5))]
        _say("coach drill check, 1,000 files", statistics.median(checks), "(goal 2000)")


if __name__ == "__main__":
    main()
