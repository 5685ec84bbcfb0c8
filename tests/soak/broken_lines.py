"""Breaks one decisive line after another, and looks whether a test notices.

    python tests/soak/broken_lines.py [--only PATTERN] [--jobs N] [--quick | --check]

The lines are in broken_lines.yaml. Each is broken in a copy of the tree, where the tests
that should notice run until the first one fails. Prints the lines that no test notices, and
those that are no longer found or not there only once; leaves with 1 if there is one of
either. ``--quick`` runs the likeliest tests alone, so that more survive than without it;
``--check`` only looks for the lines.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec
import yaml

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("broken_lines.yaml")
PARTS = ("src", "drills", "tests", "docs", ".ci")
"""Folders of the tree that tests look into; its files are copied, too."""
CACHES = ("*_cache", ".hypothesis")
SOURCES = ("src/coach/**/*.py", "drills/**/*.yaml")
"""Where the lines are looked for; which file they are in may change."""
WORKERS = 2
PATIENCE_S = 900
"""For one run; on a busy machine a folder of tests takes minutes."""
MOST_CPU_S, MOST_KB = 240, 4_000_000
"""A broken loop ends, and does not take all the memory there is."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_CLOSING = (")", "]", "}")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", re.MULTILINE)


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line, what takes its place, and which tests should notice."""

    says: str
    """What is wrong when the line is broken so."""
    was: str
    """Its text, there only once; how it is broken into lines does not matter."""
    now: str
    tests: str
    """Folders or files of tests."""
    after: str = ""
    """A text there only once, behind which it is the first such line."""


@dataclass(frozen=True)
class Broken:
    """A file with one line broken."""

    line: Line
    path: Path
    """Below the root."""
    text: str


class End(StrEnum):
    """What came of the tests."""

    NOTICED = "noticed"
    LATE = "out of time"
    """Noticed, too, but by nobody who could say what is wrong."""
    SURVIVES = "SURVIVES"
    UNCLEAR = "UNCLEAR"
    """The test that fails does so with nothing broken."""


@dataclass(frozen=True)
class Seen:
    """The end of a run."""

    end: End
    failed: tuple[str, ...]
    """The tests that failed; the end of what was said if no test has a name there."""
    took_s: float


class LostError(Exception):
    """A line that cannot be broken as the table says."""


def read_table() -> list[Line]:
    """The lines to be broken."""
    return msgspec.convert(yaml.safe_load(TABLE.read_text("utf-8")), list[Line])


def pattern_of(text: str) -> re.Pattern[str]:
    """Finds a text however it is wrapped, with or without a last comma."""
    tokens = _TOKEN.findall(text)
    parts = [
        rf"(?:,\s*)?{re.escape(token)}" if token in _CLOSING else re.escape(token)
        for token in tokens
    ]
    before = r"(?<!\w)" if tokens[0][0].isidentifier() else ""
    behind = r"(?!\w)" if re.match(r"\w", tokens[-1]) else ""
    return re.compile(before + r"\s*".join(parts) + behind)


def break_line(line: Line, sources: Mapping[Path, str]) -> Broken:
    """Find a line and break it.

    Raises:
        LostError: with the reason, if that is not possible.
    """
    path, start = _only_place(line.after or line.was, sources)
    if line.after:
        start = _end(line.after, sources[path], start)
    match = pattern_of(line.was).search(sources[path], start)
    if match is None:
        raise LostError(f"{path}: not behind `{line.after}`: `{line.was}`")
    whole = sources[path]
    text = whole[: match.start()] + line.now + whole[match.end() :]
    if path.suffix == ".py":
        try:
            is_same = ast.dump(ast.parse(text)) == ast.dump(ast.parse(whole))
        except SyntaxError as error:
            raise LostError(f"{path}: `{line.now}` is no Python there: {error}") from error
        if is_same:
            raise LostError(f"{path}: `{line.now}` changes nothing")
    return Broken(line, path, text)


def _check_tests(line: Line) -> None:
    missing = [name for name in line.tests.split() if not (ROOT / "tests" / name).exists()]
    if missing:
        raise LostError(f"no such tests: {', '.join(missing)}")


def _only_place(text: str, sources: Mapping[Path, str]) -> tuple[Path, int]:
    pattern, tokens = pattern_of(text), _TOKEN.findall(text)
    found = [
        (path, match.start())
        for path, whole in sources.items()
        if all(token in whole for token in tokens)  # much quicker than the pattern
        for match in pattern.finditer(whole)
    ]
    if len(found) != 1:
        names = ", ".join(sorted({str(path) for path, _ in found}))
        raise LostError(f"there {len(found)} times ({names or 'nowhere'}): `{text}`")
    return found[0]


def _end(text: str, whole: str, start: int) -> int:
    match = pattern_of(text).match(whole, start)
    assert match is not None
    return match.end()


def read_sources(root: Path) -> dict[Path, str]:
    """All files whose lines may be broken, by their path below the root."""
    files = (file for glob in SOURCES for file in sorted(root.glob(glob)))
    return {file.relative_to(root): file.read_text("utf-8") for file in files}


class Trial:
    """Runs tests in copies of the tree."""

    def __init__(self, folder: Path, names: Iterable[str], *, is_quick: bool) -> None:
        self._folder = folder
        self._is_quick = is_quick
        self._master = folder / "master"
        copy_tree(ROOT, self._master)
        # Every copy has what Python keeps compiled.
        _run(self._master, ["--collect-only", *names])

    def with_broken(self, number: int, broken: Broken) -> Seen:
        """Run the tests for one broken line."""
        copy = self._folder / str(number)
        copy_tree(self._master, copy)
        try:
            (copy / broken.path).write_text(broken.text, "utf-8")
            places = [copy / "tests" / name for name in broken.line.tests.split()]
            late = {
                file: _how_late(broken.path, file)
                for place in places
                for file in tests_in(place)
            }
            files = sorted(late, key=lambda file: (late[file], file))
            if self._is_quick:
                files = [f for f in files if late[f][0] == late[files[0]][0]]
            seen = _run(copy, [str(file.relative_to(copy)) for file in files])
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        return seen

    def failing(self, tests: Iterable[str]) -> set[str]:
        """Which tests fail with nothing broken."""
        functions = sorted({test.partition("[")[0] for test in tests})
        if not functions:
            return set()
        seen = _run(self._master, ["--maxfail=0", *functions])
        return {test.partition("[")[0] for test in seen.failed}


def _run(copy: Path, tests: Sequence[str]) -> Seen:
    own = copy / "tmp"
    own.mkdir(exist_ok=True)
    began = time.perf_counter()
    limits = f'ulimit -t {MOST_CPU_S} -v {MOST_KB}; exec "$@"'
    process = subprocess.Popen(  # noqa: S603  our own tests
        [
            *("/bin/sh", "-c", limits, "sh"),
            *(sys.executable, "-m", "pytest", "-x", "-q", "-n", "0"),
            *("-p", "no:cacheprovider", *tests),
        ],
        cwd=copy,
        # The same examples each time: what survives today survives tomorrow.
        env={
            **os.environ,
            "CI": "1",
            "PYTHONPATH": str(copy / "src"),
            "TMPDIR": str(own),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        process_group=0,
    )
    said = ""
    try:
        said, _ = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        end = End.LATE
    else:
        code = process.returncode
        end = End.LATE if code < 0 else End.NOTICED if code else End.SURVIVES
    finally:
        _kill(process)
        process.wait()
    failed = tuple(_FAILED.findall(said)) or (said.strip()[-300:],)
    return Seen(end, () if end is End.SURVIVES else failed, time.perf_counter() - began)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the tests with all they started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def copy_tree(root: Path, copy: Path) -> None:
    """Copy what the tests need; what is compiled stays so."""
    ignore = shutil.ignore_patterns(*CACHES)
    for part in (part for part in PARTS if (root / part).is_dir()):
        shutil.copytree(root / part, copy / part, symlinks=True, ignore=ignore)
    for file in root.iterdir():
        if file.is_file() and file.name != ".git":
            shutil.copy2(file, copy / file.name)


def tests_in(place: Path) -> Iterator[Path]:
    """The files of tests in a folder; a file is one."""
    if place.is_file():
        yield place
    else:
        yield from place.rglob("test_*.py")


def _how_late(source: Path, file: Path) -> tuple[bool, bool]:
    """Sorts to the front what names the module: that may well be the first to notice."""
    module = ".".join(source.with_suffix("").parts[1:])
    text = file.read_text("utf-8")
    return not re.search(rf"{re.escape(module)}\b", text), "hypothesis" in text


def try_all(
    broken: Sequence[Broken], jobs: int, *, is_quick: bool
) -> dict[End, list[Line]]:
    """Break line after line; prints what came of each as soon as it is known."""
    ends: dict[End, list[Line]] = {end: [] for end in End}
    if not broken:
        return ends
    noticed: dict[str, list[Line]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="broken-lines-") as folder,
        ThreadPoolExecutor(jobs) as pool,
    ):
        names = {f"tests/{name}" for each in broken for name in each.line.tests.split()}
        trial = Trial(Path(folder), sorted(names), is_quick=is_quick)
        runs = {
            pool.submit(trial.with_broken, number, each): each.line
            for number, each in enumerate(broken)
        }
        try:
            for run in as_completed(runs):
                line, seen = runs[run], run.result()
                if seen.end is End.NOTICED:
                    noticed.setdefault(seen.failed[0], []).append(line)
                else:
                    ends[seen.end].append(line)
                _tell(line, seen)
        finally:
            pool.shutdown(cancel_futures=True)
        failing = trial.failing(noticed)
    for test, lines in noticed.items():
        is_clear = test.partition("[")[0] not in failing
        ends[End.NOTICED if is_clear else End.UNCLEAR] += lines
    return ends


def _tell(line: Line, seen: Seen) -> None:
    sys.stdout.write(f"{seen.end:<11} {seen.took_s:4.0f} s  {line.says}\n")
    if seen.end is End.NOTICED:
        sys.stdout.write(f"{'':20}{seen.failed[0]}\n")
    sys.stdout.flush()


def shown(lines: Iterable[Line]) -> list[str]:
    """Lines as they are listed at the end."""
    return [f"{line.says}: `{line.was}` -> `{line.now}`" for line in lines]


def main() -> int:
    """Break them, list what no test notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="lines whose text matches")
    parser.add_argument("--jobs", type=int, default=WORKERS)
    parser.add_argument("--check", action="store_true", help="only look for the lines")
    parser.add_argument("--quick", action="store_true", help="only the likeliest tests")
    wanted = parser.parse_args()
    began = time.perf_counter()
    lines = [
        line
        for line in read_table()
        if re.search(wanted.only, f"{line.says}\n{line.was}\n{line.tests}", re.MULTILINE)
    ]
    sources = read_sources(ROOT)
    broken: list[Broken] = []
    lost: list[str] = []
    for line in lines:
        try:
            _check_tests(line)
            broken.append(break_line(line, sources))
        except LostError as error:
            lost.append(f"{line.says}: {error}")
    if wanted.check:
        broken.clear()
    ends = try_all(broken, wanted.jobs, is_quick=wanted.quick)
    sys.stdout.write(f"\n{len(lines)} lines, {time.perf_counter() - began:.0f} s\n")
    sys.stdout.write(f"{len(ends[End.NOTICED]):>4} noticed\n")
    for title, rows in (
        ("noticed only by the time it takes", shown(ends[End.LATE])),
        ("not to be found as the table has them", lost),
        ("where a test fails that fails with nothing broken", shown(ends[End.UNCLEAR])),
        ("noticed by no test", shown(ends[End.SURVIVES])),
    ):
        sys.stdout.write(f"{len(rows):>4} {title}\n")
        sys.stdout.writelines(f"     {row}\n" for row in rows)
    return 1 if lost or ends[End.UNCLEAR] or ends[End.SURVIVES] else 0


if __name__ == "__main__":
    sys.exit(main())
