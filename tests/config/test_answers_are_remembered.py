from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.choices import SoundMode
from coach.config.remembered import Remembered, read_remembered, remember
from coach.errors import CoachError
from coach.model.weights import Weight, WeightUnit
from coach.paths import find_paths

NOTHING = Remembered()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "remembered.json"


def test_answers_are_kept_beside_the_journal(tmp_path: Path) -> None:
    paths = find_paths({"COACH_HOME": str(tmp_path)})
    assert paths.remembered == tmp_path / "data" / "remembered.json"


def test_before_the_first_answer_nothing_is_remembered(file: Path) -> None:
    assert read_remembered(file) == NOTHING
    assert not file.parent.exists()


def test_an_answer_is_remembered_and_does_not_touch_the_others(file: Path) -> None:
    remember(file, sound=SoundMode.TONES)
    remember(file, breath={"glute-bridge": 90, "clamshell": 110})
    remember(file, breath={"clamshell": 120})
    assert read_remembered(file) == Remembered(
        SoundMode.TONES, {"glute-bridge": 90, "clamshell": 120}
    )
    remember(file, sound=SoundMode.NONE)
    assert read_remembered(file).sound is SoundMode.NONE
    assert read_remembered(file).breath == {"glute-bridge": 90, "clamshell": 120}


def test_what_several_processes_remember_at_once_is_all_kept(file: Path) -> None:
    script = """
import sys
from pathlib import Path
from coach.config.remembered import remember
file, number = Path(sys.argv[1]), sys.argv[2]
for turn in range(20):
    remember(file, drills=lambda known: [*known, Path(f"/{number}/{turn}")])
    remember(file, breath={f"drill-{number}-{turn}": 90})
"""
    many = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", script, str(file), str(number)]
        )
        for number in range(3)
    ]
    assert [each.wait(30) for each in many] == [0, 0, 0]
    remembered = read_remembered(file)
    assert (len(remembered.drills), len(remembered.breath)) == (60, 60)


def test_a_breath_as_prescribed_is_no_longer_remembered(file: Path) -> None:
    remember(file, breath={"glute-bridge": 90})
    remember(file, breath={"glute-bridge": 100})
    assert json.loads(file.read_text()) == {"format": 1, "breath": {}}


def test_a_folder_of_drills_is_the_same_wherever_coach_is_started(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"drills": ["mine", "/home/mo/drills", "../club", 3]}))
    assert read_remembered(file).drills == (Path("/home/mo/drills"),)


def test_what_a_newer_coach_wrote_beside_it_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"format": 1, "sound": "spatial", "light": {"on": true}}')
    assert read_remembered(file) == NOTHING
    remember(file, breath={"glute-bridge": 90})
    assert json.loads(file.read_text()) == {
        "format": 1,
        "sound": "spatial",
        "light": {"on": True},
        "breath": {"glute-bridge": 90},
    }


def test_a_file_in_a_newer_format_is_not_touched(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"format": 2, "sound": "tones"}')
    assert read_remembered(file) == NOTHING
    with pytest.raises(CoachError, match="from a newer version of coach"):
        remember(file, sound=SoundMode.NONE)
    assert file.read_text() == '{"format": 2, "sound": "tones"}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"null",
        b"\xff\xfe",
        b'{"sound": "tones"',
        b"[" * 100_000,
        b'{"format": "one", "sound": "tones"}',
        b'{"sound": ["tones"], "breath": 90}',
        b'{"sound": {"tones": 1}, "breath": {"bridge": "fast", "clam": 9, "dog": 1e9}}',
    ],
)
def test_a_damaged_or_foreign_file_is_as_good_as_none(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert read_remembered(file) == NOTHING


def test_a_damaged_file_is_replaced_by_the_next_answer(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'{"sound": "ton')
    remember(file, sound=SoundMode.VOICE)
    assert read_remembered(file).sound is SoundMode.VOICE


@given(st.binary(max_size=100))
def test_no_file_whatsoever_raises(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("answers") / "remembered.json"
    file.write_bytes(content)
    read_remembered(file)


def test_a_pipe_or_a_folder_in_place_of_the_file_does_not_hold_anybody_up(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_remembered(tmp_path / "pipe") == NOTHING
    assert read_remembered(tmp_path) == NOTHING
    assert read_remembered(tmp_path / "pipe" / "below") == NOTHING


def test_an_answer_that_cannot_be_written_is_an_error_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(CoachError, match="cannot write") as raised:
        remember(tmp_path / "data" / "remembered.json", sound=SoundMode.NONE)
    assert raised.value.hint == "move the file that is in the way or choose another folder"
    folder = tmp_path / "folder.json"
    folder.mkdir()
    with pytest.raises(CoachError, match="is a directory"):
        remember(folder, sound=SoundMode.NONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "folder.json"]


def test_a_link_to_a_file_kept_elsewhere_stays_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    elsewhere = tmp_path / "synced.json"
    file.symlink_to(elsewhere)
    remember(file, sound=SoundMode.TONES)
    assert file.is_symlink()
    assert read_remembered(elsewhere).sound is SoundMode.TONES


def test_only_the_file_itself_stays_in_the_folder(file: Path) -> None:
    for percent in (80, 90, 110):
        remember(file, breath={"glute-bridge": percent})
    assert [path.name for path in file.parent.iterdir()] == ["remembered.json"]


def test_weights_are_remembered_and_an_impossible_one_is_not(file: Path) -> None:
    remember(
        file,
        weights={"hip-thrust": Weight(9_072, WeightUnit.LB), "glute-bridge": Weight(4_000)},
    )
    remember(file, weights={"glute-bridge": None})
    assert read_remembered(file).weights == {"hip-thrust": Weight(9_072, WeightUnit.LB)}
    fields = json.loads(file.read_text())
    for grams in (0, -5, 1_000_000, "heavy"):
        fields["weights"]["hip-thrust"]["g"] = grams
        file.write_text(json.dumps(fields))
        assert not read_remembered(file).weights
