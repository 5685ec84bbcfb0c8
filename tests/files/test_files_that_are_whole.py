"""A file is there with all its text or not at all, and nobody steers where it goes."""

from __future__ import annotations

import errno
import os
import re
import stat
import threading
from pathlib import Path

import pytest
from tests.journal.disks import WatchedDisk

from coach.files.atomic import append_private, part_in, sweep, write_whole
from coach.files.durable import Disk, make_folders
from coach.files.lock import take
from coach.files.regular import NotAFileError, TooLargeError, open_regular, read_regular


class FullDisk(Disk):
    def sync(self, fd: int) -> None:
        raise OSError(errno.ENOSPC, f"No space left for {fd}")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("replace", [True, False])
def test_a_file_and_its_name_stay_after_a_power_cut(
    tmp_path: Path, *, replace: bool
) -> None:
    disk = WatchedDisk()
    write_whole(tmp_path / "mine.yaml", b"all of it", replace=replace, disk=disk)
    assert disk.synced == [b"all of it"]
    folder, names = disk.folders[-1]
    assert folder == tmp_path
    assert "mine.yaml" in names


@pytest.mark.parametrize("replace", [True, False])
def test_a_file_that_could_not_be_written_whole_is_not_there(
    tmp_path: Path, *, replace: bool
) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "mine", b"text", replace=replace, disk=FullDisk())
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_when_the_new_text_finds_no_room(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("old")
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "mine", b"new", disk=FullDisk())
    assert (tmp_path / "mine").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_there_is_replaced_only_when_allowed(tmp_path: Path) -> None:
    write_whole(tmp_path / "mine", b"one", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "mine", b"two", replace=False)
    assert (tmp_path / "mine").read_text() == "one"
    write_whole(tmp_path / "mine", b"two")
    assert (tmp_path / "mine").read_text() == "two"
    assert mode_of(tmp_path / "mine") == 0o600


@pytest.mark.parametrize("replace", [True, False])
def test_a_link_in_its_place_is_not_followed(tmp_path: Path, *, replace: bool) -> None:
    other, link = tmp_path / "other", tmp_path / "link"
    other.write_text("mine")
    link.symlink_to(other)
    if replace:
        write_whole(link, b"new")
    else:
        with pytest.raises(FileExistsError):
            write_whole(link, b"new", replace=False)
    assert other.read_text() == "mine"


def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFileError):
        write_whole(tmp_path / "pipe", b"text")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_nobody_can_guess_the_name_a_file_has_on_the_way(tmp_path: Path) -> None:
    names = set()
    for _ in range(20):
        with part_in(tmp_path) as (part, _):
            names.add(part.name)
            assert mode_of(part) == 0o600
    assert len(names) == 20
    assert all(re.fullmatch(r"\.coach-[0-9a-f]{16}\.part", name) for name in names)


def test_what_a_kill_left_is_swept_and_what_is_in_use_stays(tmp_path: Path) -> None:
    left = tmp_path / f".coach-{'0' * 16}.part"
    left.write_text("half")
    hers = tmp_path / ".another-program.part"
    hers.write_text("hers")
    with part_in(tmp_path) as (part, _):
        write_whole(tmp_path / "mine", b"text")
        assert part.exists()
        assert not left.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"mine", hers.name}


def test_a_leftover_that_is_a_link_or_locked_is_left_alone(tmp_path: Path) -> None:
    locked, link = (tmp_path / f".coach-{digit * 16}.part" for digit in "12")
    locked.write_text("")
    link.symlink_to(locked)
    with locked.open("r+") as file:
        assert take(file.fileno(), wait=False)
        sweep(tmp_path)
        assert locked.exists()
        assert link.is_symlink()


def test_many_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    failed: list[Exception] = []

    def write(name: str) -> None:
        try:
            for _ in range(30):
                write_whole(tmp_path / name, name.encode(), disk=None)
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert {path.name for path in tmp_path.iterdir()} == set("abcd")


def test_new_folders_are_for_the_user_alone(tmp_path: Path) -> None:
    make_folders(tmp_path / "a" / "b")
    assert [mode_of(tmp_path / name) for name in ("a", "a/b")] == [0o700, 0o700]


def test_a_log_becomes_private_and_follows_no_link(tmp_path: Path) -> None:
    log = tmp_path / "state" / "log"
    append_private(log, b"one\n")
    log.chmod(0o644)
    append_private(log, b"two\n")
    assert (log.read_text(), mode_of(log)) == ("one\ntwo\n", 0o600)
    log.unlink()
    log.symlink_to(tmp_path / "other")
    with pytest.raises(OSError, match="symbolic"):
        append_private(log, b"three\n")
    assert not (tmp_path / "other").exists()


def test_only_real_files_of_a_sensible_size_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(NotAFileError):
            open_regular(path)
    (tmp_path / "file").write_bytes(b"12345")
    assert read_regular(tmp_path / "file", 5) == b"12345"
    with pytest.raises(TooLargeError):
        read_regular(tmp_path / "file", 4)
