"""What is heard of a whole session with keys, from the sounds as they were played.

    python tests/bench/heard.py ROUTINE [FILE [RAW]]
    COACH_VOICE_ENGINE=espeak-ng python tests/bench/heard.py strength-a

Runs `coach start ROUTINE` in a terminal and in real time, with an empty cache and a player
that writes down when each sound begins, ends or is cut off. Keys are pressed as a runner
would who only listens: each a while after a phrase has ended. Writes the words and tones
with their times, for somebody who has not seen the screen. RAW keeps what the player wrote
down, in microseconds.
"""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from coach.sound.tones import Tone
from coach.sound.wav import from_wav

STARTER = """
import os
from pathlib import Path
from coach.sound.sound_cache import SoundCache
plain = SoundCache.path
def path(self, *facts):
    found = plain(self, *facts)
    if found is not None:
        with Path(os.environ["FACTS"]).open("a", encoding="utf-8") as file:
            file.write(f"{found.name}\\t{facts[0]}\\t{facts[-2]}\\t{facts[-1]}\\n")
    return found
SoundCache.path = path
from coach.__main__ import main
main()
"""
"""Runs coach, and writes down which words or tone each file holds."""
RECORDER = """#!/bin/bash
echo "$EPOCHREALTIME start $$ $1" >> "$RECORDED"
trap 'echo "$EPOCHREALTIME cut $$ $1" >> "$RECORDED"; kill $!; exit 143' TERM INT
rate=$(od -An -tu4 -j24 -N4 "$1"); bytes=$(stat -c %s "$1")
sleep "$(( (bytes - 44) * 500 / rate ))e-3" & wait $!
echo "$EPOCHREALTIME end $$ $1" >> "$RECORDED"
"""
COMMON = [
    (r"^press space when (ready|you are in position)", 4.0, " ", "space"),
    (r"^press space when (you are there|the laptop is in place)", 8.0, " ", "space"),
    (r"Press space when you have everything|press space for the next", 8.0, " ", "space"),
    (r"^Rest as long as you like", 8.0, " ", "space"),
]
"""Keys pressed each time: after which phrase, how many seconds later, key, name."""
PAIN = [
    (r"Where (does|did) it hurt", 1.5, "3", "3"),
    (r"^Where in the hip", 1.5, "2", "2"),
    (r"^Which side", 1.5, "2", "2"),
    (r"^How much (does|did) it hurt", 1.5, "4", "4"),
    (r"^Anything else", 1.5, "0", "0"),
    (r"If the pain stays|still hurts at rest", 3.0, "n", "n"),
]
PAUSE = [
    (r"^rest, ", 4.0, " ", "space"),
    (r"^Paused", 6.0, " ", "space"),
]
KEYS = {
    "post-run-reset": [
        (r"hip-flexor opener.*\? (Press one|One easy)", 1.5, "2", "2"),
        (r"^out, both knees to the right", 9.0, "h", "h"),
        *PAIN[:3],
        (PAIN[3][0], 1.5, "7", "7"),
        (r"^Anything else", 1.0, "\x7f", "backspace"),
        *PAIN[3:],
        *PAUSE,
        (r"wall breathing.*\? (Press one|One easy)", 1.5, "2", "2"),
    ],
    "strength-a": [
        (r"wall breathing.*\? (Press one|One easy)", 1.5, "2", "2"),
        (r"^Wrong key", 6.0, "\x7f", "backspace"),
        (r"wall breathing.*\? (Press one|One easy)", 1.5, "1", "1"),
        *PAUSE,
        (r"bridge.*\? (Press one|One easy)", 1.5, "3", "3"),
        (r"abduction.*\? (Press one|One easy)", 1.5, "5", "5"),
        *PAIN[:-1],
        (r"If the pain stays|still hurts at rest", 4.0, " ", "space"),
        (r"^push the heel up", 16.0, "n", "n"),
        (r"^Why did you skip", 1.5, "1", "1"),
        (r"wall tap.*\? (Press one|One easy)", 1.5, "2", "2"),
    ],
}
"""Keys pressed once, in this order."""
LATEST_S = 3600.0
NEAR_S = 0.1
"""The end of a sound is silence: what is missing of it is not heard."""


@dataclass
class Sound:
    """A sound as it was played."""

    at: float
    file: str
    length_s: float
    ended_at: float = 0.0
    is_cut: bool = False


@dataclass
class Session:
    """A session in a terminal of which only the sounds are known."""

    home: Path
    sounds: dict[str, Sound] = field(default_factory=dict)
    keys: list[tuple[float, str]] = field(default_factory=list)
    facts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _read: int = 0

    def look(self) -> None:
        """Read what the player and the cache wrote down."""
        lines = (self.home / "recorded").read_text().splitlines()
        for line in lines[self._read :]:
            at, what, number, file = line.split(" ", 3)
            if what == "start":
                length_s = from_wav(Path(file).read_bytes()).length_ms / 1000
                self.sounds[number + file] = Sound(float(at), Path(file).name, length_s)
            else:
                sound = self.sounds[number + file]
                sound.ended_at = float(at)
                sound.is_cut = float(at) - sound.at < sound.length_s - NEAR_S
        self._read = len(lines)
        for line in (self.home / "facts").read_text().splitlines():
            name, *rest = line.split("\t")
            if len(rest) == 3:
                self.facts[name] = (rest[0], rest[1], rest[2])

    def words(self, sound: Sound) -> str | None:
        """Return the words of a sound; None for a tone."""
        kind, _, text = self.facts[sound.file]
        return text if kind == "speech" else None


def main() -> None:
    """Run one session, and write what was heard."""
    routine = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder))
        start = run(session, routine)
        session.look()
        text = "\n".join(lines_of(session, start)) + "\n"
        if len(sys.argv) > 3:
            keep_raw(session, start, Path(sys.argv[3]))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(text)
    sys.stdout.write(text)


def keep_raw(session: Session, start: float, file: Path) -> None:
    """Write each sound: when it began and ended, its length, if it was cut, what it is."""
    rows = [
        (each.at - start, each.ended_at - start, each.length_s, each.is_cut)
        + session.facts[each.file]
        for each in session.sounds.values()
    ]
    rows += [
        (at - start, at - start, 0.0, False, "key", "", name) for at, name in session.keys
    ]
    file.write_text("".join("\t".join(map(str, row)) + "\n" for row in sorted(rows)))


def run(session: Session, routine: str) -> float:
    """Play the session with its keys; return the time of the key that started it."""
    home = session.home
    recorder = home / "recorder"
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    for name in ("recorded", "facts"):
        (home / name).touch()
    environment = os.environ | {
        "COACH_HOME": str(home / "coach"),
        "COACH_SOUND_PLAYER": str(recorder),
        "RECORDED": str(home / "recorded"),
        "FACTS": str(home / "facts"),
        "TERM": "xterm-256color",
        "COLUMNS": "90",
        "LINES": "30",
    }
    master, slave = pty.openpty()
    process = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-c", STARTER, "start", routine],
        env=environment,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    # The two pages about safety, then on the card: voice and tones, start.
    pages = ((b"more", " "), (b"apply", "n"), (b"voice and tones", "1"), (b"", " "))
    for shown, key in pages:
        wait_for(master, shown)
        pass_time(master, 1.0)
        start = now_s()
        os.write(master, key.encode())
    runner = Runner(session, list(KEYS[routine]))
    while process.poll() is None and now_s() - start < LATEST_S:
        pass_time(master, 0.1)
        for key in runner.presses():
            os.write(master, key.encode())
    pass_time(master, 1.0)
    if process.poll() is None:
        process.kill()
    if runner.left:
        sys.stderr.write(f"never pressed: {runner.left}\n")
    return start


@dataclass
class Runner:
    """Somebody who presses keys after what was heard."""

    session: Session
    left: list[tuple[str, float, str, str]]
    answered: set[str] = field(default_factory=set)
    """The sounds after which a key was pressed."""

    def presses(self) -> Iterator[str]:
        """Yield the keys that are due now."""
        self.session.look()
        sounds = list(self.session.sounds.items())
        # Who is asked something answers first.
        pressed = max((at for at, _ in self.session.keys), default=0.0)
        asked = [each.at for _, each in sounds if "?" in (self.session.words(each) or "")]
        for number, sound in sounds:
            words = self.session.words(sound)
            is_whole = sound.ended_at and not sound.is_cut
            if words is None or not is_whole or number in self.answered:
                continue
            is_asked = any(at > max(sound.at, pressed) for at in asked)
            wanted = [*self.left, *([] if is_asked else COMMON)]
            for at, (pattern, after_s, key, name) in enumerate(wanted):
                is_due = now_s() >= sound.ended_at + after_s
                if is_due and re.search(pattern, words):
                    self.answered.add(number)
                    self.session.keys.append((now_s(), name))
                    self.left = self.left[at + 1 :] if at < len(self.left) else self.left
                    yield key
                    break


def now_s() -> float:
    """Return the time of day, which the player's shell knows too."""
    return time.clock_gettime(time.CLOCK_REALTIME)


def wait_for(master: int, shown: bytes) -> None:
    """Wait until the screen shows something."""
    seen = b""
    while shown not in seen:
        seen += os.read(master, 1 << 16)


def pass_time(master: int, seconds: float) -> None:
    """Let time pass, and read the screen without looking at it."""
    until = time.perf_counter() + seconds
    while (rest := until - time.perf_counter()) > 0:
        if not select.select([master], [], [], rest)[0]:
            return
        try:
            os.read(master, 1 << 16)
        except OSError:
            return


def lines_of(session: Session, start: float) -> list[str]:
    """Return what was heard, a line each, in order."""
    told: list[tuple[float, str]] = [
        (at, f"(you press {name})") for at, name in session.keys
    ]
    ticks: list[float] = []
    for sound in session.sounds.values():
        words = session.words(sound)
        cut = (
            f"   (cut off after {sound.ended_at - sound.at:.1f} s)" if sound.is_cut else ""
        )
        if words is not None:
            # A player that was stopped as soon as it had begun writes down no end.
            until = f"until {clock(sound.ended_at - start)}"
            until = until if sound.ended_at else "cut off almost at once"
            told.append((sound.at, f'spoken: "{words}"   ({until}){cut}'))
            continue
        _, tone, span = session.facts[sound.file]
        if tone == Tone.TICK:
            ticks.append(sound.at)
        elif tone != Tone.QUIET:
            told.append((sound.at, f"tone: {tone_words(Tone(tone), int(span))}{cut}"))
    told += [(group[0], beeps(len(group))) for group in in_a_row(sorted(ticks))]
    return [f"{clock(at - start)}  {what}" for at, what in sorted(told)]


def in_a_row(times: list[float]) -> list[list[float]]:
    """Return times in groups that follow one another each second."""
    groups: list[list[float]] = [[at] for at in times[:1]]
    for before, at in pairwise(times):
        if at - before < 1.5:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def beeps(number: int) -> str:
    return f"tone: {['', 'one', 'two', 'three'][number]} short beep{'s' * (number > 1)}"


def tone_words(tone: Tone, span_ms: int) -> str:
    """Return how a tone sounds."""
    seconds = f"{span_ms / 1000:g} s"
    return {
        Tone.IN: f"rising, {seconds} long",
        Tone.OUT: f"falling, {seconds} long",
        Tone.READY: f"one short beep, and with it rising, {seconds} long",
        Tone.SWITCH: "two notes, high then low",
        Tone.SWITCH_READY: f"two notes, high then low, with them rising, {seconds} long",
        Tone.DONE: "three notes up",
    }[tone]


def clock(seconds: float) -> str:
    """Return ``m:ss.s``."""
    tenths = max(0, round(seconds * 10))
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


if __name__ == "__main__":
    main()
