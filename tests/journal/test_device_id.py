from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest

from coach.errors import JournalError
from coach.journal.device import device_id, machine_fingerprint


class Dice:
    """Entropy that differs from throw to throw and is the same in every run."""

    def __init__(self) -> None:
        self._throws = itertools.count()

    def __call__(self, size: int) -> bytes:
        return bytes((next(self._throws) * 7 + place) % 256 for place in range(size))


def test_a_device_keeps_its_id(tmp_path: Path) -> None:
    file, dice = tmp_path / "state" / "device.json", Dice()
    first = device_id(file, "this machine", dice)
    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{6}", first)
    assert device_id(file, "this machine", dice) == first


def test_a_state_folder_copied_to_another_machine_gets_an_id_of_its_own(
    tmp_path: Path,
) -> None:
    here, there, dice = tmp_path / "here", tmp_path / "there", Dice()
    original = device_id(here / "device.json", "this machine", dice)
    shutil.copytree(here, there)
    copied = device_id(there / "device.json", "another machine", dice)
    assert copied != original
    assert device_id(there / "device.json", "another machine", dice) == copied
    assert device_id(here / "device.json", "this machine", dice) == original


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 4000,
        b'{"device": "ab12cd"}',
        b'{"device": "../../x", "machine": "this machine"}',
        b'{"device": "AB12CD", "machine": "this machine"}',
    ],
)
def test_a_damaged_device_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "device.json"
    file.write_bytes(content)
    made = device_id(file, "this machine", Dice())
    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{6}", made)
    assert device_id(file, "this machine", Dice()) == made


def test_an_id_that_cannot_be_stored_is_an_error_with_a_next_step(tmp_path: Path) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("not a folder")
    with pytest.raises(JournalError, match=r"computer's id in '.*device\.json'") as told:
        device_id(in_the_way / "device.json", "this machine", Dice())
    assert told.value.hint


def test_the_first_file_that_names_the_machine_decides(tmp_path: Path) -> None:
    empty, named = tmp_path / "empty", tmp_path / "named"
    empty.write_text("\n")
    named.write_text("0123456789abcdef\n")
    files = (tmp_path / "missing", tmp_path, empty, named)
    assert machine_fingerprint(files) == machine_fingerprint((named,))
    assert "0123456789" not in machine_fingerprint(files)


def test_without_such_a_file_the_host_decides_in_whatever_network_it_is() -> None:
    at_home = machine_fingerprint((), "laptop.home.example")
    assert at_home == machine_fingerprint((), "laptop.work.example")
    assert at_home != machine_fingerprint((), "phone")
    assert machine_fingerprint(())
