"""A whole routine by ear: what was played, laid against the plan word by word.

    python tests/bench/sound.py [NAME ...] [--wav FILE]
    COACH_VOICE_ENGINE=espeak-ng python tests/bench/sound.py strength-a

Runs `coach start NAME ... --yes --json --voice` in real time with the real speech program
and a player that writes down what it is given and when. Prints how late events and sounds
are, what preparing the voice costs, and each phrase beside its plan. `--wav` mixes what
was played into one file, to be listened to.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from coach.app.context import Context
from coach.app.session.choose import choose
from coach.config.choices import VoiceEngine, VoiceLevel
from coach.event import SetFinished
from coach.model.records import EndedBy
from coach.prescribe import Wishes, prescribe
from coach.sound.detect import find_engines
from coach.sound.drill_phrases import way_out_wording
from coach.sound.event_phrases import closing_words
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine, clean
from coach.sound.speech_plan import PhraseKind, phrases
from coach.sound.wav import from_wav
from coach.text.speech_length import estimated_ms
from coach.timeline import Timeline, compile_timeline, lay_out, tail_from

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.sound.saying import texts

COACH = str(Path(sys.executable).with_name("coach"))
RECORDER = """#!/bin/bash
echo "$EPOCHREALTIME $1" >> "$RECORDED"
"""
SOON_MS = 300
"""A sound this soon after an event began with it; others begin in between."""
RATE = 24_000
"""Samples per second of the mixed file."""
NEAR_MS = 8_000
"""A sound further away from its phrase belongs to another with the same words."""
LOADED_MS = 30_000
"""How late the first words may be while a voice loads on a busy computer."""
NAMED = os.environ.get("COACH_VOICE_ENGINE")
ENGINE = VoiceEngine(NAMED) if NAMED else None
Events = list[tuple[float, dict[str, Any]]]
"""When each was read, and the event."""


def now_ms() -> float:
    """The time of day, which the recorder's shell knows too."""
    return time.clock_gettime(time.CLOCK_REALTIME) * 1000


def main() -> None:
    """Run one session and print what was heard."""
    arguments = sys.argv[1:]
    wav = (
        Path(arguments.pop(arguments.index("--wav") + 1)) if "--wav" in arguments else None
    )
    names = [a for a in arguments if not a.startswith("--")] or ["desk-break"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        events, began_ms, ended_ms = run(names, home)
        played = [
            (float(at) * 1000, Path(file))
            for at, file in (
                line.split(" ", 1) for line in (home / "recorded").read_text().splitlines()
            )
        ]
        report_events(names, events, ended_ms - began_ms)
        report_sounds(events, [at for at, _ in played])
        report_words(timeline_of(names, events), home, began_ms, played)
        if wav is not None:
            mix(wav, began_ms, played)


def run(names: list[str], home: Path) -> tuple[Events, float, float]:
    """Play a session; its events with the time they were read, its start and its end."""
    recorder = home / "recorder"
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    (home / "recorded").touch()
    environment = {
        "COACH_HOME": folder_of(home),
        "COACH_SOUND_PLAYER": str(recorder),
        "RECORDED": str(home / "recorded"),
        "PATH": os.environ["PATH"],
    } | ({"COACH_VOICE_ENGINE": NAMED} if NAMED else {})
    session = subprocess.Popen(  # noqa: S603  our own program
        [COACH, "start", *names, "--yes", "--json", "--voice"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert session.stdout is not None
    events = [(now_ms(), json.loads(line)) for line in session.stdout]
    session.wait()
    # The first event waits for the journal's first record: all of them say when it began.
    began_ms = statistics.median(
        at - int(event["at_ms"]) - int(event["late_ms"]) for at, event in events
    )
    return events, began_ms, events[-1][0]


def folder_of(home: Path) -> str:
    """Where the session keeps its things."""
    return str(home / "coach")


def report_events(names: list[str], events: Events, took_ms: float) -> None:
    """How late events were, and the end."""
    late = sorted(int(str(event["late_ms"])) for _, event in events)
    planned_ms = int(events[0][1]["planned_ms"])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = (
        f"{' '.join(names)}: {len(late)} events, planned {planned_ms / 1000:g} s",
        f"end {took_ms - planned_ms:+.1f} ms off (goal 20)",
        f"late: 99 % {share(late, 0.99)} ms (goal 20)",
        f"late: 99.9 % {share(late, 0.999)} ms (goal 50), worst {late[-1]} ms",
        f"processor time with speech and players: {used.ru_utime + used.ru_stime:.2f} s",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def share(ordered: list[int], part: float) -> int:
    """The value that so many do not exceed."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def report_sounds(events: Events, played: list[float]) -> None:
    """How soon after its event a sound's player runs."""
    times = [at for at, _ in events]
    gaps = []
    for at in played:
        before = [event for event in times if event <= at + 5]
        if before and at - before[-1] < SOON_MS:
            gaps.append(at - before[-1])
    sys.stdout.write(
        f"{len(played)} sounds; {len(gaps)} with an event, their player runs "
        f"{statistics.median(gaps):.1f} ms after it in the median (goal 60), "
        f"worst {max(gaps):.1f} ms\n"
    )


def timeline_of(names: list[str], events: Events) -> Timeline:
    """The timeline that was played, with the waits that the session had."""
    asked, chosen = choose(Context(), names)
    timeline = compile_timeline(prescribe(asked, chosen, Wishes()))
    started = [event for _, event in events if event["event"] == "segment_started"]
    waits_ms: list[int] = []
    was_work = True
    for event in started:
        is_work = event["kind"] == "phase"
        if not is_work and was_work:
            waits_ms.append(0)
        if not is_work:
            waits_ms[-1] += event["duration_ms"]
        was_work = is_work
    bouts = tuple(
        replace(bout, wait_ms=wait_ms)
        for bout, wait_ms in zip(timeline.bouts, waits_ms, strict=True)
    )
    tail = tail_from(timeline.prescription, bouts, 0)
    return Timeline(timeline.prescription, bouts, lay_out(tail, 0))


def report_words(
    timeline: Timeline, home: Path, began_ms: float, played: list[tuple[float, Path]]
) -> None:
    """Each planned phrase, and when it was heard."""
    engine = find_engines(engine=ENGINE)[0]
    cache = SoundCache(Path(folder_of(home)) / "cache" / "sound")
    said = texts(timeline, VoiceLevel.FULL)
    files = {text: cache.path(*engine.facts, clean(text)) for text in said}

    def length_ms(text: str) -> int:
        file = files.get(text)  # room is kept for words that may never be said
        if file is None or not file.exists():
            return estimated_ms(text)
        return from_wav(file.read_bytes()).length_ms

    left = list(played)
    off: list[tuple[int, float]] = []
    """Of each phrase, its plan and how much later it was."""
    ends_ms, overlaps, missing = 0.0, 0, 0
    plan = phrases(timeline, VoiceLevel.FULL, length_ms)
    closing = closing_file(timeline, cache, engine)
    work_ms = next(each.at_ms for each in timeline.segments if each.is_work)
    for phrase in plan:
        wanted = {files[phrase.text], closing if phrase.kind is PhraseKind.DONE else None}
        near_ms = LOADED_MS if phrase.at_ms < work_ms else NEAR_MS
        found = next(
            (
                (at, file)
                for at, file in left
                if file in wanted and abs(at - began_ms - phrase.at_ms) < near_ms
            ),
            None,
        )
        if found is None:
            missing += 1
            sys.stdout.write(f"{phrase.at_ms / 1000:7.2f}  NOT HEARD  {phrase.text}\n")
            continue
        left.remove(found)
        heard = found[0] - began_ms
        off.append((phrase.at_ms, heard - phrase.at_ms))
        overlaps += heard < ends_ms - 5
        ends_ms = heard + from_wav(found[1].read_bytes()).length_ms
        sys.stdout.write(
            f"{phrase.at_ms / 1000:7.2f}  {off[-1][1]:+6.0f} ms  {phrase.text}\n"
        )
    # The first words wait for headphones that sleep and for the voice to load.
    later = sorted(abs(each) for at_ms, each in off if at_ms >= work_ms)
    sys.stdout.write(
        f"first name {off[0][1]:+.0f} ms; of what is said before the first work, the worst "
        f"{max(each for at_ms, each in off if at_ms < work_ms):+.0f} ms\n"
        f"{len(off)} of {len(plan)} phrases heard, {missing} not heard, {overlaps} cut off "
        f"by the next; {statistics.median(later):.1f} ms from their plan in the median "
        f"(goal 60), worst {later[-1]:.1f} ms (goal 150)\n"
    )


def closing_file(timeline: Timeline, cache: SoundCache, engine: Engine) -> Path | None:
    """Return the file of the last words of a session that was done as planned."""
    finished = [
        SetFinished(
            at_ms=0,
            late_ms=0,
            bout=bout.index,
            block=bout.block,
            drill=timeline.prescription.blocks[bout.block].drill,
            set=bout.set,
            side=bout.side,
            reps_planned=bout.reps,
            reps_done=bout.reps,
            work_ms=0,
            exhale_ms=0,
            paused_ms=0,
            ended_by=EndedBy.DONE,
        )
        for bout in timeline.bouts
    ]
    way_out = way_out_wording(timeline.block_of(timeline.segments[-1]))
    text = closing_words(
        timeline.prescription, finished, timeline.total_ms, way_out=way_out
    )
    return cache.path(*engine.facts, clean(text))


def mix(wav: Path, began_ms: float, played: list[tuple[float, Path]]) -> None:
    """Lay all that was played into one file."""
    whole = array("i")
    for at, file in played:
        sound = from_wav(file.read_bytes())
        count = len(sound.values) * RATE // sound.rate
        samples = [sound.values[number * sound.rate // RATE] for number in range(count)]
        start = max(0, round((at - began_ms) / 1000 * RATE))
        if len(whole) < start + len(samples):
            whole.extend([0] * (start + len(samples) - len(whole)))
        for index, value in enumerate(samples):
            whole[start + index] += value
    clipped = array("h", (max(-32768, min(32767, value)) for value in whole))
    with wave.open(str(wav), "wb") as file_:
        file_.setnchannels(1)
        file_.setsampwidth(2)
        file_.setframerate(RATE)
        file_.writeframes(clipped.tobytes())


if __name__ == "__main__":
    main()
