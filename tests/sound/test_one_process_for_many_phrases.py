"""A speech program that reads many texts, a line for each: the natural voice and others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.plans import pre_run
from tests.sound.listening import AtOnce, Listening

from coach.model.records import EndStatus
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine, natural, own_program
from coach.sound.tones import Tone, render
from coach.sound.voice_files import Voice
from coach.sound.wav import from_wav
from coach.sound.worker_threads import WorkerThreads

Lines = Callable[[str], Engine]
SPEAK = 'cp "$WORD" "$1/$n.part"; mv "$1/$n.part" "$1/$n.wav"'
"""What a program of shell does with the line number ``$n``."""


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    """Make a speech program that does something with every line it reads."""
    word = tmp_path / "word.wav"
    word.write_bytes(render(Tone.TICK))

    def make(each: str) -> Engine:
        file = tmp_path / "lines.sh"
        file.write_text(
            f"#!/bin/sh\nWORD='{word}'; echo started >> {tmp_path}/starts\n"
            f'while read -r line; do n=$((n + 1)); echo "$line" >> {tmp_path}/asked\n'
            f"{each}\ndone\necho over >> {tmp_path}/starts\n",
            encoding="utf-8",
        )
        file.chmod(0o700)
        return Engine("lines.sh", (str(file), "{folder}"), patience_s=0.5)

    return make


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No program here needs long to load, and each folder must be gone in the end."""
    monkeypatch.setattr("coach.sound.line_speech.LOADING_S", 0.5)
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))


def voice_of(engines: list[Engine], folder: Path) -> Voice:
    return Voice(engines, SoundCache(folder / "sounds"), AtOnce(), lambda _: 1_234)


def test_one_process_speaks_all_texts_and_ends_with_the_session(
    lines: Lines, tmp_path: Path
) -> None:
    voice = voice_of([lines(SPEAK)], tmp_path)
    voice.prepare([f"text {number}" for number in range(9)])
    assert (voice.ready, voice.problem) == (9, None)
    assert (tmp_path / "starts").read_text(encoding="utf-8") == "started\n"
    voice.close()
    assert (tmp_path / "starts").read_text(encoding="utf-8") == "started\nover\n"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_first_words_are_rendered_at_once_and_others_at_leisure(
    lines: Lines, tmp_path: Path
) -> None:
    voice = voice_of([lines(f"ps -o ni= -p $$ >> {tmp_path}/kind; {SPEAK}")], tmp_path)
    voice.prepare(["Glute bridge", "next: Clamshell"])
    voice.close()
    first, second = map(int, (tmp_path / "kind").read_text(encoding="utf-8").split())
    assert first == os.nice(0) < second


def test_a_file_that_is_still_written_is_not_taken(lines: Lines, tmp_path: Path) -> None:
    slowly = 'head -c 600 "$WORD" > "$1/a.wav"; sleep 0.2; cp "$WORD" "$1/a.wav"'
    voice = voice_of([lines(slowly)], tmp_path)
    voice.prepare(["out"])
    voice.close()
    assert 60 <= voice.length_ms("out") <= 70


FAILING = {
    "ends": ("echo no such voice; exit 3", "exit code 3: no such voice"),
    "hangs": ("sleep 60", "did not answer in time"),
    "floods": ("yes", "produced too much output"),
    "garbage": ('echo garbage > "$1/$n.wav"', "did not answer in time"),
    "is silent": ('head -c 44 "$WORD" > "$1/$n.wav"', "did not answer in time"),
}


@pytest.mark.parametrize("how", FAILING)
def test_a_program_for_many_texts_that_fails_leaves_the_session_as_it_is(
    how: str, lines: Lines, tmp_path: Path
) -> None:
    each, told = FAILING[how]
    listening = Listening(pre_run(), tmp_path, engine=lines(each))
    played = listening.play()
    listening.ears.close()
    assert played.took_ms == pre_run().total_ms
    assert played.outcome.status is EndStatus.COMPLETED
    assert told in str(listening.voice.problem)
    assert "\n" not in str(listening.voice.problem)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_systems_voice_speaks_where_the_better_one_fails(
    lines: Lines, tmp_path: Path
) -> None:
    other = own_program(f"cat '{tmp_path}/word.wav'")
    voice = voice_of([lines("echo no model; exit 1"), other], tmp_path)
    voice.prepare(["out", "in"])
    assert voice.ready == 2
    assert voice.problem == (
        "the speech program 'lines.sh' ended with exit code 1: no model; "
        "coach used 'cat' instead"
    )
    voice.close()


def test_two_sentences_are_one_line_and_one_file_for_a_program_of_the_runner() -> None:
    engine = own_program("piper -m voice.onnx --output-dir {folder}")
    order = engine.order("Stopped. Where does it hurt?", Path("/sounds"))
    assert order.stdin == b"Stopped, Where does it hurt?\n"
    assert order.argv[-1] == "/sounds"


def test_closing_ends_a_program_that_hangs_in_a_text(lines: Lines, tmp_path: Path) -> None:
    workers = WorkerThreads()
    engine = lines("sleep 60")
    slow = Engine(engine.name, engine.argv, patience_s=60)
    voice = Voice([slow], SoundCache(tmp_path / "sounds"), workers, lambda _: 1)
    voice.prepare(["out", "in"])
    while not (tmp_path / "asked").exists():
        threading.Event().wait(0.01)
    voice.close()
    workers.close(patience_s=10)
    assert voice.problem is None
    assert list((tmp_path / "tmp").iterdir()) == []


needs_natural = pytest.mark.skipif(
    find_spec("hibari") is None, reason="the extra 'voice' is not installed"
)


@needs_natural
def test_the_natural_voice_speaks_without_silence_before_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    voice = voice_of([natural()], tmp_path)
    voice.prepare(["out, press and lift", "in", "你好", "-rf $(touch x)"])
    assert voice.problem == "not all words were spoken: 'hibari' cannot say '你好'"
    assert 1_000 < voice.length_ms("out, press and lift") < 2_500
    assert 150 < voice.length_ms("in") < 800
    file = voice.file("in")
    assert file is not None
    assert next(i for i, v in enumerate(from_wav(file.read_bytes()).values) if v) < 300
    voice.close()


@needs_natural
def test_a_natural_voice_that_is_not_here_is_told_and_not_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "none"))
    voice = voice_of([natural("emma")], tmp_path)
    voice.prepare(["out"])
    assert "the voice 'emma' is not on this computer" in str(voice.problem)


@needs_natural
def test_the_natural_voice_ends_when_the_session_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "its folder"
    folder.mkdir()
    argv = natural().order("", folder).argv
    holder = (
        "import subprocess, sys\n"
        "child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, text=True)\n"
        "print(child.pid, flush=True)\nchild.stdin.write('in\\n')\nchild.stdin.flush()\n"
        "child.wait()\n"
    )
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-c", holder, *argv], stdout=subprocess.PIPE, text=True
    ) as session:
        assert session.stdout is not None
        session.stdout.readline()
        session.send_signal(signal.SIGKILL)
    for _ in range(1_500):
        if not folder.exists():
            return
        threading.Event().wait(0.02)
    pytest.fail("the voice still runs")
