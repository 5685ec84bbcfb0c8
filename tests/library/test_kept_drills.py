"""What drill files said is kept, and whatever happens to them is seen all the same."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, empty_bundle, write

import coach
from coach.errors import LibraryError, Problem
from coach.library.bundled import find_bundled
from coach.library.cache import DrillFileCache, code_folders
from coach.library.catalogue import Library
from coach.library.figures import read_poses
from coach.library.load import read_library
from coach.model.drill import CountRange
from coach.units import Milliseconds

LATER_NS = 1 << 62
"""So long after all changes that none can be mistaken for another."""


class Shelf:
    """One file, what it says, and how often it was read for that."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache" / "kept"
        self.file = folder / "file.yaml"
        self.file.write_text("one")
        self.reads = 0

    def ask(self, now_ns: int = LATER_NS, code: Path | None = None) -> str:
        """Ask as a new command would."""
        kept = DrillFileCache(self.cache, now_ns, *([[code]] if code else []))
        said = kept.read(self.file, str, self._read)
        kept.save()
        return said

    def _read(self) -> str:
        self.reads += 1
        return self.file.read_text()


@pytest.fixture(name="shelf")
def _shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_an_unchanged_file_is_read_once(shelf: Shelf) -> None:
    assert [shelf.ask() for _ in range(3)] == ["one"] * 3
    assert shelf.reads == 1


def test_the_cache_and_its_folder_are_for_their_owner_alone(shelf: Shelf) -> None:
    shelf.ask()
    assert shelf.cache.stat().st_mode & 0o777 == 0o600
    assert shelf.cache.parent.stat().st_mode & 0o777 == 0o700
    assert list(shelf.cache.parent.iterdir()) == [shelf.cache]


def test_a_file_that_was_only_touched_is_read_again(shelf: Shelf) -> None:
    shelf.ask()
    os.utime(shelf.file, ns=(0, 0))
    assert shelf.ask() == "one"
    assert shelf.reads == 2


def _until_seen(file: Path, change: Callable[[], object]) -> None:
    """Change a file until its system's clock has ticked."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        change()
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_change_of_equal_size_and_time_is_seen(shelf: Shelf) -> None:
    shelf.ask()
    _until_seen(shelf.file, lambda: shelf.file.write_text("two"))
    assert shelf.ask() == "two"


def test_a_file_put_in_the_place_of_another_is_seen(shelf: Shelf) -> None:
    shelf.ask()
    old = shelf.file.stat()
    other = shelf.file.with_name("other")
    other.write_text("two")
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    other.replace(shelf.file)
    assert shelf.ask() == "two"


def test_a_link_that_leads_elsewhere_is_seen(shelf: Shelf) -> None:
    for name in ("one", "two"):
        shelf.file.with_name(name).write_text(name)
    shelf.file.unlink()
    shelf.file.symlink_to("one")
    assert shelf.ask() == "one"
    shelf.file.unlink()
    shelf.file.symlink_to("two")
    assert shelf.ask() == "two"


def test_a_file_changed_just_before_it_was_read_is_not_trusted(shelf: Shelf) -> None:
    found = shelf.file.stat()
    changed_ns = max(found.st_mtime_ns, found.st_ctime_ns)
    for _ in range(2):
        shelf.ask(changed_ns + 2_000_000_000 - 1)
    assert shelf.reads == 2
    assert not shelf.cache.exists()
    for _ in range(2):
        shelf.ask(changed_ns + 2_000_000_000)
    assert shelf.reads == 3


def test_another_program_reads_the_files_itself(shelf: Shelf, tmp_path: Path) -> None:
    code = write(tmp_path / "code", {"module.py": "A = 1"})
    for _ in range(2):
        shelf.ask(code=code)
    assert shelf.reads == 1
    write(code, {"module.py": "A = 11"})
    for _ in range(2):
        shelf.ask(code=code)
    assert shelf.reads == 2


def _imports_of(module: Path) -> Iterator[str]:
    """Yield the names of the modules that one imports, late imports included."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_change_of_any_code_that_checks_drills_makes_the_cache_anew() -> None:
    code = Path(coach.__file__).parent
    covered = code_folders()
    todo = [*(code / "library").rglob("*.py")]
    seen: set[Path] = set()
    while todo:
        module = todo.pop()
        if module not in seen:
            seen.add(module)
            assert module.parent in covered, module
            names = (name for name in _imports_of(module) if name.startswith("coach"))
            places = [code.parent.joinpath(*name.split(".")) for name in names]
            todo += (p.with_suffix(".py") for p in places if p.with_suffix(".py").exists())
            todo += (p / "__init__.py" for p in places if p.is_dir())
    assert len(seen) > 40


def test_another_version_of_pyyaml_makes_the_cache_anew() -> None:
    assert Path(yaml.__file__).parent in code_folders()


def test_a_mistake_is_not_kept(shelf: Shelf) -> None:
    problem = Problem("file.yaml", 1, 1, "wrong")

    def read() -> str:
        shelf.reads += 1
        raise LibraryError((problem,))

    for _ in range(2):
        kept = DrillFileCache(shelf.cache, LATER_NS)
        with pytest.raises(LibraryError, match="wrong"):
            kept.read(shelf.file, str, read)
        kept.save()
    assert shelf.reads == 2


def test_a_file_is_asked_for_what_it_is_read_as(shelf: Shelf) -> None:
    shelf.ask()
    kept = DrillFileCache(shelf.cache, LATER_NS)
    assert kept.read(shelf.file, list[int], lambda: [1]) == [1]
    kept.save()
    assert shelf.ask() == "one"
    assert shelf.reads == 1


def test_a_file_that_is_gone_is_forgotten(shelf: Shelf) -> None:
    shelf.ask()
    before = shelf.cache.stat().st_size
    old, shelf.file = shelf.file, shelf.file.with_name("elsewhere.yaml")
    old.rename(shelf.file)
    shelf.ask()
    assert shelf.cache.stat().st_size == before + len("elsewhere") - len("file")


def test_a_name_that_is_no_text_is_kept_too(shelf: Shelf) -> None:
    shelf.file = shelf.file.rename(shelf.file.with_name("\udcff.yaml"))
    assert [shelf.ask(), shelf.ask()] == ["one", "one"]
    assert shelf.reads == 1


def test_any_damage_to_the_cache_is_noticed(shelf: Shelf) -> None:
    shelf.ask()
    whole = shelf.cache.read_bytes()
    damaged = [whole[:end] for end in range(len(whole))]
    damaged += [
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        for place in range(len(whole))
    ]
    damaged += [whole + b"more", b"SQLite format 3\0" + whole, b"\0" * 1000]
    for number, data in enumerate(damaged):
        shelf.cache.write_bytes(data)
        assert shelf.ask() == "one"
        assert shelf.reads == number + 2
        assert shelf.cache.read_bytes() == whole


def test_a_cache_of_a_newer_program_is_made_anew(shelf: Shelf) -> None:
    shelf.ask()
    newer = shelf.cache.read_bytes().replace(b"coach drills 1", b"coach drills 2", 1)
    shelf.cache.write_bytes(newer)
    assert [shelf.ask(), shelf.ask()] == ["one", "one"]
    assert shelf.reads == 2


def _nothing_may_be_written(cache: Path) -> None:
    cache.parent.parent.joinpath("cache").write_text("a file")


def _socket_at(cache: Path) -> None:
    cache.parent.mkdir()
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(cache.parent)  # a socket's name may not be long
    try:
        server.bind(cache.name)
    finally:
        os.chdir(here)
        server.close()


def _pipe_at(cache: Path) -> None:
    cache.parent.mkdir()
    os.mkfifo(cache)


@pytest.mark.parametrize(
    "obstacle",
    [
        _nothing_may_be_written,
        lambda cache: cache.mkdir(parents=True),
        lambda cache: (cache.parent.mkdir(), cache.symlink_to("nowhere/at/all")),
        lambda cache: (cache.parent.mkdir(), cache.symlink_to(cache.name)),
        lambda cache: cache.parent.symlink_to("/dev/full"),
        _socket_at,
        _pipe_at,
    ],
    ids=["file", "folder", "dangling", "circle", "device", "socket", "pipe"],
)
def test_whatever_is_in_the_way_of_the_cache_files_are_read(
    shelf: Shelf, obstacle: Callable[[Path], object]
) -> None:
    obstacle(shelf.cache)
    assert [shelf.ask(), shelf.ask()] == ["one", "one"]
    left = {path.name for path in shelf.file.parent.iterdir()}
    assert left == {"file.yaml", "cache"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_costs_only_time(shelf: Shelf) -> None:
    shelf.cache.parent.mkdir()
    shelf.cache.parent.chmod(0o500)
    assert [shelf.ask(), shelf.ask()] == ["one", "one"]
    assert shelf.reads == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_cache_of_somebody_else_is_not_believed(shelf: Shelf) -> None:
    shelf.ask()
    os.chown(shelf.cache, 12345, 12345)
    assert shelf.ask() == "one"
    assert shelf.reads == 2


def test_a_cache_that_may_only_be_read_still_helps(shelf: Shelf) -> None:
    shelf.ask()
    shelf.cache.chmod(0o400)
    assert shelf.ask() == "one"
    assert shelf.reads == 1


def _both_ways(own: list[Path], bundle: Path, cache: Path) -> tuple[Library, Library]:
    """Read folders without a cache, then with it."""
    kept = DrillFileCache(cache, LATER_NS)
    fresh = read_library(own, bundle)
    return fresh, read_library(own, bundle, cache=kept)


def test_bundled_drills_are_the_same_from_the_cache(tmp_path: Path) -> None:
    for _ in range(2):
        fresh, kept = _both_ways([], find_bundled(), tmp_path / "kept")
        assert kept == fresh
    doses = [entry.value.dose for entry in kept.drills.values()]
    assert {type(dose.rest) for dose in doses} == {Milliseconds}
    assert {type(dose.range) for dose in doses} == {CountRange}
    poses = [
        read_poses(fresh.pose_files, DrillFileCache(tmp_path / "kept", LATER_NS))
        for _ in range(2)
    ]
    assert poses == [read_poses(fresh.pose_files)] * 2


def test_wrong_poses_are_told_each_time_and_the_right_ones_used(tmp_path: Path) -> None:
    bundled = (find_bundled() / "poses.yaml").read_text()
    write(tmp_path, {"poses.yaml": f"{bundled}\nodd: 1\n"})
    files = read_library([tmp_path], empty_bundle(tmp_path / "else")).pose_files
    for _ in range(2):
        poses, problems = read_poses(files, DrillFileCache(tmp_path / "kept", LATER_NS))
        assert len(problems) == 1
        assert len(poses) > 1


SOURCE = "{who: Somebody, where: A journal, facts: []}"
NAMES = st.sampled_from(
    [
        "heel-slide.yaml",
        "exhale/sigh.yaml",
        "other/sigh.yaml",
        "routines/short-day.yaml",
        "sources.yaml",
        "poses.yaml",
    ]
)
TEXTS = st.sampled_from(
    [DRILL, ROUTINE, f"lee-2020: {SOURCE}", "nonsense", drill_with("level: 1", "level: 9")]
)
CHANGES = st.one_of(
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.just("remove"), NAMES, st.none()),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("link"), NAMES, NAMES),
)


def _change(folder: Path, what: str, name: str, other: str | None, number: int) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "write":
        path.unlink(missing_ok=True)
        path.write_text(f"{other}{'#' * number}\n")  # no two writes of equal size
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif other is not None and name != other:
        target = folder / other
        target.parent.mkdir(parents=True, exist_ok=True)
        if what == "rename" and os.path.lexists(path):
            path.replace(target)
        elif what == "link":
            target.unlink(missing_ok=True)
            target.symlink_to(path)


@given(
    st.lists(
        st.tuples(st.sampled_from(["own", "bundle"]), CHANGES), min_size=2, max_size=12
    )
)
def test_no_change_of_any_folder_is_missed(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, tuple[str, str, str | None]]],
) -> None:
    root = tmp_path_factory.mktemp("folders")
    for name in ("own", "bundle"):
        (root / name).mkdir()
    for number, (folder, change) in enumerate(changes):
        _change(root / folder, *change, number)
        fresh, kept = _both_ways([root / "own"], root / "bundle", root / "kept")
        assert kept == fresh


def _modules_of(arguments: list[str]) -> tuple[str, set[str]]:
    """What a command prints, and which modules it imports for that."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-X", "importtime", "-m", "coach", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, {
        line.rpartition("|")[2].strip() for line in done.stderr.split("\n")
    }


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["show", "glute-bridge"], [], ["start", "desk-break", "--speed=1000"]],
    ids=" ".join,
)
def test_commands_do_not_parse_unchanged_drills_again(
    coach_home: Path, arguments: list[str]
) -> None:
    assert not (coach_home / "cache" / "drills.msgpack").exists()
    first, modules = _modules_of(arguments)
    assert "yaml" in modules
    again, modules = _modules_of(arguments)
    assert "yaml" not in modules
    assert "coach.library.load" in modules
    assert again == first


def test_commands_at_the_same_time_do_not_disturb_each_other(coach_home: Path) -> None:
    command = [sys.executable, "-m", "coach", "list", "--json"]
    together = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603  our own program
        for _ in range(4)
    ]
    said = {process.communicate() for process in together}
    assert len(said) == 1
    assert said.pop()[1] == b""
    assert [path.name for path in (coach_home / "cache").iterdir()] == ["drills.msgpack"]
