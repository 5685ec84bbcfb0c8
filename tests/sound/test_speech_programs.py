from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plans import pre_run
from tests.sound.listening import AtOnce, Heard, Listening, speaks_at_once

from coach.errors import CoachError
from coach.model.records import EndStatus
from coach.sound.player_process import Channel
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import (
    LONGEST_TEXT,
    Engine,
    clean,
    espeak,
    own_program,
    say,
)
from coach.sound.tones import Tone, render
from coach.sound.voice_files import Voice
from coach.sound.wav import from_wav
from coach.sound.worker_threads import WorkerThreads

HOSTILE = [
    "-rf $(touch x)",
    "--version",
    "`touch x`; touch x | touch x > x",
    "\x1b]0;title\x07 \x00 out",
    "{file}",
    "[[slnc 99999]] out",
    "\udcff out",
    "out " * 5_000,
]
Program = Callable[[str], Engine]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Make a speech program of a few lines of shell; ``$1`` is its file."""

    def make(lines: str) -> Engine:
        file = tmp_path / "speaks.sh"
        file.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        file.chmod(stat.S_IRWXU)
        return Engine("speaks.sh", (str(file), "{file}"), patience_s=0.3)

    return make


def voice_of(engine: Engine, folder: Path, workers: WorkerThreads | None = None) -> Voice:
    return Voice(
        [engine], SoundCache(folder / "sounds"), workers or AtOnce(), lambda _: 1_234
    )


def test_a_text_is_rendered_once_and_found_again_in_the_next_session(
    program: Program, tmp_path: Path
) -> None:
    word = tmp_path / "word.wav"
    word.write_bytes(render(Tone.TICK))
    engine = program(f'cat >> {tmp_path}/asked; cp {word} "$1"')
    for _ in range(2):
        voice = voice_of(engine, tmp_path)
        voice.prepare(["out", "in", "out"])
        voice.prepare(["in"])
        assert voice.file("out") != voice.file("in")
        assert 50 <= voice.length_ms("out") <= 80
        assert (voice.ready, voice.problem) == (2, None)
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "out\nin\n"


def test_until_it_is_rendered_a_length_is_estimated(tmp_path: Path) -> None:
    voice = voice_of(speaks_at_once(tmp_path), tmp_path)
    assert (voice.file("out"), voice.length_ms("out")) == (None, 1_234)


def test_another_voice_or_program_has_files_of_its_own(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    engines = [espeak("espeak-ng"), espeak("espeak-ng", "en-gb"), espeak("espeak"), say()]
    assert len({cache.path(*engine.facts, "out") for engine in engines}) == 4


def test_a_damaged_file_is_rendered_anew(tmp_path: Path) -> None:
    voice = voice_of(speaks_at_once(tmp_path), tmp_path)
    voice.prepare(["out"])
    kept = voice.file("out")
    assert kept is not None
    kept.write_bytes(b"RIFF torn")
    again = voice_of(speaks_at_once(tmp_path), tmp_path)
    again.prepare(["out"])
    assert from_wav(kept.read_bytes()).length_ms > 500


def test_a_command_that_breaks_off_is_told_with_what_to_change() -> None:
    for command, hint in (
        ("piper 'voice", "close every quotation mark"),
        ("piper \\", "remove the last \\"),
    ):
        with pytest.raises(
            CoachError, match=r"never closed|ends with a backslash"
        ) as caught:
            own_program(command)
        assert caught.value.hint == hint


FAILING = {
    "fails": ("echo no such voice >&2; exit 3", "exit code 3: no such voice"),
    "dies": ("kill -9 $$", "was stopped by signal 9"),
    "writes nothing": (":", "wrote no file"),
    "writes an empty file": (': > "$1"', "produced no speech"),
    "prints garbage": ('echo garbage | tee "$1"', "produced no speech: this is not a WAV"),
    "is silent": ('printf "RIFF....WAVE" > "$1"', "produced no speech"),
    "hangs": ("sleep 60", "did not finish in time"),
    "hangs with what it started": ("sleep 60 & sleep 60", "did not finish in time"),
    "leaves something behind": ("sleep 60 &", "did not finish in time"),
    "floods": ("yes", "produced too much output"),
    "hides its flood": ("yes >&2", "produced too much output"),
}


@pytest.mark.parametrize("how", FAILING)
def test_a_speech_program_that_misbehaves_leaves_the_session_as_it_is(
    how: str, program: Program, tmp_path: Path
) -> None:
    lines, told = FAILING[how]
    listening = Listening(pre_run(), tmp_path, engine=program(lines))
    played = listening.play()
    assert played.took_ms == pre_run().total_ms
    assert played.outcome.status is EndStatus.COMPLETED
    assert told in str(listening.voice.problem)
    assert "\n" not in str(listening.voice.problem)
    assert listening.words_heard == []
    assert listening.tones_heard[-1].endswith("done")
    assert not list((tmp_path / "sounds").glob("*.part"))


def test_a_speech_program_that_is_missing_leaves_the_session_as_it_is(
    tmp_path: Path,
) -> None:
    engine = own_program("no-such-program --model x.onnx")
    listening = Listening(pre_run(), tmp_path, engine=engine)
    assert listening.play().took_ms == pre_run().total_ms
    assert listening.voice.problem == (
        "not all words were spoken: "
        "the speech program 'no-such-program' cannot be started: "
        "no such file or directory"
    )


@pytest.mark.parametrize(("lines", "calls"), [("exit 1", 3), ("sleep 60", 1)])
def test_a_program_that_does_not_work_is_soon_left_alone(
    lines: str, calls: int, program: Program, tmp_path: Path
) -> None:
    voice = voice_of(program(f"echo >> {tmp_path}/calls; {lines}"), tmp_path)
    voice.prepare([f"text {number}" for number in range(10)])
    assert (tmp_path / "calls").read_text(encoding="utf-8").count("\n") == calls


def test_one_text_that_cannot_be_said_costs_only_itself(
    program: Program, tmp_path: Path
) -> None:
    word = tmp_path / "word.wav"
    word.write_bytes(render(Tone.TICK))
    voice = voice_of(program(f'grep -q bad && exit 1; cp {word} "$1"'), tmp_path)
    voice.prepare(["bad", "good", "bad 2", "good 2", "bad 3", "good 3"])
    assert voice.ready == 3


def test_a_program_may_print_the_sound_and_need_no_file(tmp_path: Path) -> None:
    word = tmp_path / "a word.wav"
    word.write_bytes(render(Tone.TICK))
    voice = voice_of(own_program(f"cat '{word}'"), tmp_path)
    voice.prepare(["out"])
    assert voice.file("out") is not None


def test_closing_ends_a_program_that_runs(program: Program, tmp_path: Path) -> None:
    workers = WorkerThreads()
    engine = program(f"echo $$ > {tmp_path}/pid; sleep 60")
    voice = voice_of(Engine(engine.name, engine.argv, patience_s=60), tmp_path, workers)
    voice.prepare(["out", "in"])
    voice.close()
    workers.close(patience_s=10)
    assert voice.problem is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_ever_more_than_text(
    text: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = tmp_path / "word.wav"
    word.write_bytes(render(Tone.TICK))
    monkeypatch.chdir(tmp_path)
    voice = voice_of(program(f'cat > heard; cp {word} "$1"; echo $# > arguments'), tmp_path)
    voice.prepare([text])
    heard = (tmp_path / "heard").read_text(encoding="utf-8")
    assert heard == f"{clean(text)}\n"
    assert heard.rstrip("\n").isprintable()
    assert len(heard) <= LONGEST_TEXT + 1
    assert "[[" not in heard
    assert (tmp_path / "arguments").read_text(encoding="utf-8") == "1\n"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("text", ["", "...", "\x1b\x07", "?!"])
def test_what_has_nothing_to_say_is_not_said(text: str, tmp_path: Path) -> None:
    voice = voice_of(own_program("no-such-program"), tmp_path)
    voice.prepare([text])
    assert (voice.file(text), voice.problem) == (None, None)


def test_the_position_90_90_is_said_as_people_say_it() -> None:
    assert clean("90/90 wall breathing") == "ninety-ninety wall breathing"


def test_ranges_and_units_are_said_as_people_say_them() -> None:
    curl = "empty, curl the tail up 2-3 cm"
    assert clean(curl) == "empty, curl the tail up 2 to 3 centimetres"
    assert clean("half-kneeling, 5 kg") == "half-kneeling, 5 kilograms"


@pytest.mark.parametrize("engine", [say("Anna"), espeak("espeak-ng", "de")])
def test_text_never_reaches_the_arguments_of_a_program(engine: Engine) -> None:
    order = engine.order(HOSTILE[0], Path("/tmp/x.wav"))  # noqa: S108  only named
    assert not any("rf" in part for part in order.argv)
    assert HOSTILE[0] in order.stdin.decode()


@pytest.mark.parametrize("command", ["", "  ", "piper 'x", "a\0b"])
def test_a_command_that_cannot_be_understood_is_told(command: str) -> None:
    with pytest.raises(CoachError, match=r"voice\.command"):
        own_program(command)


needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)


@needs_espeak
def test_espeak_speaks(tmp_path: Path) -> None:
    voice = voice_of(espeak("espeak-ng", "en"), tmp_path)
    voice.prepare(["out, press and lift", "in"])
    assert voice.problem is None
    assert 1_000 < voice.length_ms("out, press and lift") < 2_500
    assert 150 < voice.length_ms("in") < 700


@needs_espeak
@pytest.mark.parametrize("text", HOSTILE)
def test_espeak_takes_hostile_text_as_text(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    voice = voice_of(espeak("espeak-ng"), tmp_path)
    voice.prepare([text])
    assert voice.problem is None
    assert voice.length_ms(text) > 150
    assert list(here.iterdir()) == []


@needs_espeak
def test_a_voice_that_espeak_does_not_have_is_told(tmp_path: Path) -> None:
    voice = voice_of(espeak("espeak-ng", "zzzz"), tmp_path)
    voice.prepare(["out", "in"])
    assert "espeak-ng" in str(voice.problem)
    assert "voice" in str(voice.problem)


def test_words_are_played_from_files_that_are_there(tmp_path: Path) -> None:
    listening = Listening(pre_run(), tmp_path)
    listening.play()
    assert isinstance(listening.heard, Heard)
    files = {file for _, where, file in listening.heard.began if where is Channel.VOICE}
    assert all(from_wav(file.read_bytes()).length_ms > 500 for file in files)
    assert len(files) > 10
