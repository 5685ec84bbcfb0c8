"""How well the voice is understood: what a recogniser writes down of every phrase.

    pip install -e '.[voice,bench]'
    python tests/bench/understood.py [ENGINE ...]

Renders each phrase that the bundled routines can say, with every engine that is here, and
lets pocketsphinx write it down. It knows only everyday English, so that its error rate is
high; engines are compared with it, and phrases with one another. `COMMAND='piper ...'`
adds a program of your own, `EACH=5` takes every fifth phrase. Prints the word error rate of
each engine, and the phrases that
no engine gets across.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from array import array
from pathlib import Path
from typing import Any

from pocketsphinx import Decoder
from tests.core.test_bundled_sessions import library, session_of

from coach.config.choices import VoiceLevel
from coach.model.terms import BreathPreset
from coach.question.dialog import Dialog, Step
from coach.question.questions_by_ear import spoken_about_pain, spoken_step
from coach.sound.detect import find_engines
from coach.sound.event_phrases import COMMON_WORDS, LEVELS
from coach.sound.line_speech import renderer_of
from coach.sound.listening_time import with_time_to_listen
from coach.sound.speech_engines import Engine, SpeechError, clean, own_program
from coach.sound.speech_plan import phrases
from coach.sound.wav import from_wav
from coach.sound.way_into_position import (
    standing_texts,
)
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline

HEARD_RATE = 16_000
BELOW_TWENTY = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORST = 25


def main() -> None:
    """Render, recognise and compare."""
    engines = list(find_engines())
    if os.environ.get("COMMAND"):
        engines.append(own_program(os.environ["COMMAND"]))
    wanted = sys.argv[1:]
    engines = [each for each in engines if not wanted or each.name in wanted]
    said = spoken_texts()[:: int(os.environ.get("EACH", "1"))]
    decoder = Decoder(samprate=HEARD_RATE, loglevel="FATAL")
    rates: dict[str, list[float]] = {text: [] for text in said}
    for engine in engines:
        wrong = words = 0
        began = time.perf_counter()
        for text, samples in rendered(engine, said):
            heard = recognised(decoder, samples)
            expected = words_of(text)
            errors = distance(expected, heard)
            wrong, words = wrong + errors, words + len(expected)
            rates[text].append(errors / max(1, len(expected)))
            if os.environ.get("VERBOSE"):
                sys.stdout.write(f"{engine.name} {text!r}: {' '.join(heard)}\n")
        sys.stdout.write(
            f"{engine.name}: {len(said)} phrases, {words} words, "
            f"{wrong / max(1, words):.0%} wrong, {time.perf_counter() - began:.0f} s\n"
        )
    lost = sorted(said, key=lambda text: -min(rates[text], default=0))
    sys.stdout.write("worst phrases, with the lowest rate of all engines:\n")
    for text in lost[:WORST]:
        sys.stdout.write(f"  {min(rates[text], default=0):4.0%}  {text}\n")


def spoken_texts() -> list[str]:
    """Return every phrase of the bundled routines, of keys and of questions."""
    found: dict[str, None] = {}
    for name in sorted(library().routines):
        plan = compile_timeline(session_of(name, BreathPreset.STANDARD))
        timeline = with_time_to_listen(plan, estimated_ms)
        planned = phrases(timeline, VoiceLevel.FULL, estimated_ms)
        found |= dict.fromkeys(phrase.text for phrase in planned)
        for block in timeline.prescription.blocks:
            side = block.working_sides[0]
            standing = standing_texts(block, 1, VoiceLevel.FULL, side=side, is_start=True)
            found |= dict.fromkeys(standing)
    found |= dict.fromkeys([*COMMON_WORDS, *LEVELS.values(), *spoken_about_pain()])
    dialogs = [Dialog(step=step, drill="Glute bridge") for step in Step]
    found |= dict.fromkeys(spoken_step(each, is_new=True) for each in dialogs)
    return list(found)


def rendered(engine: Engine, said: list[str]) -> list[tuple[str, Any]]:
    """Return what an engine makes of the phrases."""
    speaker, sounds = renderer_of(engine), []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for text in said:
                content = speaker.render(engine, clean(text), Path(folder) / "part.wav")
                sounds.append((text, from_wav(content)))
        except SpeechError as error:
            sys.stdout.write(f"{error.message}\n")
        finally:
            speaker.close()
    return sounds


def recognised(decoder: Any, samples: Any) -> list[str]:  # noqa: ANN401  a library without types
    """Return the words that the recogniser hears."""
    values, rate = samples.values, samples.rate
    count = len(values) * HEARD_RATE // rate
    heard = array("h", [0] * (HEARD_RATE // 4))
    for number in range(count):  # straight lines between the samples are good enough
        place, rest = divmod(number * rate, HEARD_RATE)
        after = values[min(place + 1, len(values) - 1)]
        heard.append(values[place] + (after - values[place]) * rest // HEARD_RATE)
    heard.extend([0] * (HEARD_RATE // 4))
    decoder.start_utt()
    decoder.process_raw(heard.tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return words_of(found.hypstr) if found else []


def words_of(text: str) -> list[str]:
    """Return the words as they are spoken."""
    spoken = re.sub(r"\d+", lambda digits: in_words(int(digits[0])), clean(text).casefold())
    return re.findall(r"[a-z']+", spoken)


def in_words(number: int) -> str:
    """Return a number below a thousand as it is spoken."""
    if number < len(BELOW_TWENTY):
        return BELOW_TWENTY[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return " ".join([TENS[tens - 1], *([in_words(ones)] if ones else [])])
    hundreds, left = divmod(number, 100)
    return " ".join([in_words(hundreds), "hundred", *([in_words(left)] if left else [])])


def distance(expected: list[str], heard: list[str]) -> int:
    """Return the number of words to change, add or remove."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(expected, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(heard, start=1):
            kept = before + (word != other)
            before = row[place]
            row[place] = min(kept, row[place] + 1, row[place - 1] + 1)
    return row[-1]


if __name__ == "__main__":
    main()
