"""With closed eyes: a slip at the last question is taken back like any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from signal import Signals

from tests.doubles import FakeClock, Press, ScriptedKeys
from tests.plans import BRIDGE
from tests.sound.listening import Heard, speaks_at_once

from coach.app.session.end_voice import THAT_IS_ALL, EndVoice
from coach.app.session.taking_back import AWHILE_MS, WRONG_KEY, Said, ask_until_sure
from coach.model.terms import Flag, PainPlace
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, ask_felt, press
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    how_to_take_out,
    spoken_step,
)
from coach.sound.player_process import Channel
from coach.sound.sound_cache import SoundCache

DONE = "Done. 12 minutes. Nothing more to press."
FELT = ask_felt(BRIDGE)
GOOD = Answer(felt=FELT.target, rpe=6)
EASY = Answer(felt=FELT.target, rpe=3)
ASKED = spoken_step(FELT, is_new=True)


class AtTheEnd:
    """A last question, the keys pressed after it, and what is heard."""

    def __init__(self, folder: Path, *script: Press) -> None:
        self.clock = FakeClock()
        self.keys = ScriptedKeys(self.clock, script)
        self.heard = Heard(self.clock)
        self._cache, self._engine = SoundCache(folder / "sounds"), speaks_at_once(folder)
        self.voice = EndVoice([self._engine], self._cache, self.heard, farewell=DONE)
        self.printed: list[str] = []

    def ask(self, dialog: Dialog, show: Callable[[Dialog], None]) -> Answer | None:
        """Answer with the next keys, as a question in plain lines does."""
        show(dialog)
        while (key := self.keys.read(30_000)) is not None:
            following = press(dialog, str(key))
            if isinstance(following, Answer):
                return following
            if following is not None:
                dialog = following
                show(dialog)
        return None

    def answer(self, dialog: Dialog = FELT) -> Said:
        return ask_until_sure(
            dialog,
            self.ask,
            self.voice.ask,
            self.voice,
            self.keys,
            self.clock,
            self.printed.append,
        )

    def said(self, *known: str) -> list[str]:
        names = {self._cache.path(*self._engine.facts, text): text for text in known}
        return [
            names[file]
            for _, where, file in self.heard.began
            if where is Channel.VOICE and file in names
        ]


def test_backspace_takes_back_the_answer_to_the_last_question(tmp_path: Path) -> None:
    end = AtTheEnd(tmp_path, (2_000, "2"), (4_000, "backspace"), (7_000, "1"))
    assert end.answer() == Said(EASY)
    end.voice.confirm(EASY)
    known = [
        ASKED,
        f"noted: good. {HOW_TO_CORRECT}",
        "noted: easy. Wrong key? Press backspace.",
        f"{DONE} {THAT_IS_ALL}",
    ]
    assert end.said(*known) == [*known[:2], ASKED, *known[2:]]
    assert end.printed == [WRONG_KEY, WRONG_KEY]


def test_after_a_few_seconds_or_any_other_key_the_answer_counts(tmp_path: Path) -> None:
    left = AtTheEnd(tmp_path, (2_000, "2"), (9_000, "backspace"))
    began_ms = left.clock.now_ms()
    assert left.answer() == Said(GOOD)
    waited_ms = left.clock.now_ms() - began_ms - 2_000
    assert AWHILE_MS < waited_ms < AWHILE_MS + 1_000
    (other := tmp_path / "other").mkdir()
    at_once = AtTheEnd(other, (2_000, "2"), (3_000, "space"))
    began_ms = at_once.clock.now_ms()
    assert at_once.answer() == Said(GOOD)
    assert at_once.clock.now_ms() - began_ms == 3_000


def test_an_answer_stays_until_there_is_another_one(tmp_path: Path) -> None:
    silent = AtTheEnd(tmp_path, (2_000, "2"), (4_000, "backspace"))
    assert silent.answer() == Said(GOOD)
    (other := tmp_path / "other").mkdir()
    passed = AtTheEnd(other, (2_000, "2"), (4_000, "backspace"), (6_000, "enter"))
    assert passed.answer() == Said(GOOD)


def test_a_signal_ends_the_wait_and_the_answer_still_counts(tmp_path: Path) -> None:
    end = AtTheEnd(tmp_path, (2_000, "2"), (3_000, Signals.SIGINT))
    assert end.answer() == Said(GOOD, Signals.SIGINT)


def test_an_urgent_sign_waits_for_nothing(tmp_path: Path) -> None:
    end = AtTheEnd(tmp_path, (2_000, "5"), (4_000, "e"), (5_000, "backspace"))
    said = end.answer()
    assert said.answer is not None
    assert said.answer.is_urgent
    assert end.printed == []


def test_pain_at_the_end_is_confirmed_and_corrected_step_by_step(tmp_path: Path) -> None:
    keys = ["5", "2", "7", "backspace", "4", "2", "2", "enter", "backspace", "1", "enter"]
    script: list[Press] = [(at * 2_000, key) for at, key in enumerate(keys, 1)]
    end = AtTheEnd(tmp_path, *script)
    said = end.answer().answer
    assert said is not None
    assert (said.where_pain, said.pain) == (PainPlace.KNEE, 4)
    assert said.flags == (Flag.SHARP,)
    much = spoken_step(Dialog(step=Step.PAIN, is_over=True), is_new=True)
    signs = Dialog(step=Step.FLAGS, is_over=True)
    asked = spoken_step(signs, is_new=True)
    numb = press(signs, "2")
    assert isinstance(numb, Dialog)
    known = [
        f"knee. {HOW_TO_CORRECT} {much}",
        f"pain 7. {asked}",
        much,
        f"pain 4. {asked}",
        how_to_take_out(signs, numb),
        "not numb",
        "noted: knee, pain 4. Wrong key? Press backspace.",
        asked,
        "sharp",
    ]
    noted = known[-3]
    assert end.said(*known) == [*known, noted]
