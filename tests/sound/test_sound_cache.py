from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from tests.plans import bridge
from tests.sound.listening import AtOnce, Listening

from coach.config.choices import SoundMode
from coach.sound import sound_cache as limits
from coach.sound.sound_cache import SoundCache
from coach.sound.tone_files import ToneFiles
from coach.sound.tone_plan import tone_notes


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A folder that nobody can make, whoever runs the tests."""
    (tmp_path / "file").write_bytes(b"")
    return tmp_path / "file" / "sounds"


def path_in(cache: SoundCache, name: str = "out") -> Path:
    path = cache.path("tone", name)
    assert path is not None
    return path


def test_what_is_kept_is_found_by_the_same_facts(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path / "made" / "when needed")
    cache.keep(path_in(cache), b"sound")
    again = SoundCache(tmp_path / "made" / "when needed")
    assert again.read(path_in(again)) == b"sound"
    assert again.read(path_in(again, "in")) is None
    assert cache.path("a", "bc") != cache.path("ab", "c")


def test_a_folder_that_takes_no_files_is_replaced_by_a_temporary_one(
    unwritable: Path,
) -> None:
    cache = SoundCache(unwritable)
    path = path_in(cache)
    cache.keep(path, b"sound")
    assert (cache.read(path), cache.problem) == (b"sound", None)
    cache.close()
    assert not path.parent.exists()


def test_without_any_folder_there_is_no_sound_but_a_session(
    unwritable: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(unwritable))
    rung: list[None] = []
    listening = Listening(
        bridge(), tmp_path, cache_in=unwritable, on_bell=lambda: rung.append(None)
    )
    assert listening.play().took_ms == bridge().total_ms
    assert listening.heard.began == []
    assert len(rung) == 7
    assert listening.ears.problems == (
        f"no sound: coach can write neither to '{unwritable}' nor to a temporary folder",
    )


def test_a_full_disk_is_told_once_and_the_session_goes_on(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    folder = tmp_path / "sounds"
    folder.rmdir()
    folder.write_bytes(b"in the way")
    assert listening.play().took_ms == bridge().total_ms
    assert [problem.split(":")[0] for problem in listening.ears.problems] == [
        "not all words were spoken",
        "not all tones were played",
    ]


def test_a_torn_tone_is_made_anew(tmp_path: Path) -> None:
    first = Listening(bridge(), tmp_path, mode=SoundMode.TONES)
    first.play()
    for file in (tmp_path / "sounds").iterdir():
        file.write_bytes(file.read_bytes()[:20])
    again = Listening(bridge(), tmp_path, mode=SoundMode.TONES)
    again.play()
    assert again.tones_heard == first.tones_heard
    assert all(file.stat().st_size > 1_000 for file in (tmp_path / "sounds").iterdir())


def test_two_sessions_at_once_share_their_sounds(tmp_path: Path) -> None:
    both = [ToneFiles(SoundCache(tmp_path), AtOnce()) for _ in range(2)]
    notes = tone_notes(bridge())
    for tones in both:
        tones.prepare(notes)
    files = [[tones.file(note) for note in notes] for tones in both]
    assert files[0] == files[1]
    assert None not in files[0]


def test_what_was_not_used_for_long_is_forgotten(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    for name in ("old", "left", "used"):
        cache.keep(path_in(cache, name), b"sound")
        long_ago = path_in(cache, name).stat().st_mtime - 61 * 86_400
        os.utime(path_in(cache, name), (long_ago, long_ago))
    torn = tmp_path / "torn.part"
    torn.write_bytes(b"")
    os.utime(torn, (0, 0))
    foreign = tmp_path / "notes.txt"
    foreign.write_bytes(b"")
    os.utime(foreign, (0, 0))
    assert cache.read(path_in(cache, "used")) == b"sound"
    cache.prune()
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {path_in(cache, "used").name, "notes.txt"}


def test_what_is_too_much_is_forgotten_oldest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 250)
    cache = SoundCache(tmp_path)
    for age, name in enumerate(["newest", "newer", "old", "oldest"]):
        cache.keep(path_in(cache, name), b"x" * 100)
        when = 1_700_000_000 - age
        os.utime(path_in(cache, name), (when, when))
    cache.prune()
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {path_in(cache, name).name for name in ("newest", "newer")}


def test_nothing_is_looked_through_when_nothing_was_added(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    torn = tmp_path / "torn.part"
    torn.write_bytes(b"")
    os.utime(torn, (0, 0))
    cache.prune()
    assert torn.exists()
