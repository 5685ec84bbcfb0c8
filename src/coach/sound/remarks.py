"""The channel for speech: the words being spoken, and sentences outside the plan."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coach.sound.player_process import Channel, Output
from coach.sound.voice_files import Voice
from coach.text.speech_length import BETWEEN_MS

RETRY_MS = 20
"""Time between checks for a due sound that is not rendered yet."""
LATEST_REMARK_MS = 4_000
"""Longest wait for a sentence about a key; if it came later, it would puzzle the runner."""

LONG_GAP_MS = 1_000
"""Shortest silence after words in which the runner does what they say."""


@dataclass(frozen=True, slots=True)
class _Remark:
    """A sentence that waits for its turn."""

    text: str
    gap_ms: int
    """Silence after the sentence."""
    until_ms: int | None
    """Latest start; None for a sentence worth waiting for."""


class Speech:
    """Words on one channel, one after the other, timed by the session's clock."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._remarks: deque[_Remark] = deque()
        self._free_ms = 0
        """Time at which the last words are over."""
        self._words_end_ms = 0
        self._last_ms = 0
        self._gap_ms = 0
        """Silence after the words spoken last."""
        self._text = ""
        """The words spoken last."""
        self.is_kept = False
        """Whether the words spoken last continue when the runner answers."""

    def is_saying(self, texts: Collection[str], now_ms: int) -> bool:
        """Return whether one of these texts is being spoken."""
        return self._text in texts and self.free_in_ms(now_ms) > 0

    @property
    def last_text(self) -> str:
        """Return the words spoken last; empty if there were none."""
        return self._text

    @property
    def has_remarks(self) -> bool:
        """Return whether a sentence outside the plan waits for its turn."""
        return bool(self._remarks)

    def free_in_ms(self, now_ms: int) -> int:
        """Return the time until the channel is silent; 0 if it already is."""
        if now_ms < self._last_ms:  # a gap was taken out of the session
            self._free_ms = now_ms
        self._last_ms = now_ms
        return max(0, self._free_ms - now_ms)

    def silent_for_ms(self, now_ms: int) -> int:
        """Return how long nothing has been said; 0 while something is."""
        return max(0, now_ms - self._free_ms)

    @property
    def lasting(self) -> tuple[str, ...]:
        """Return the sentences that are waiting and worth waiting for."""
        return tuple(each.text for each in self._remarks if each.until_ms is None)

    def silent_from(self, now_ms: int) -> None:
        """Note that speech has stopped."""
        self._free_ms = now_ms

    def settle(self, gap_ms: int, now_ms: int) -> None:
        """Leave some silence before the next words."""
        self._free_ms = max(self._free_ms, now_ms) + gap_ms

    def end_gap(self, now_ms: int) -> None:
        """Let the next sentence start as soon as the current words are over."""
        self._free_ms = min(self._free_ms, max(now_ms, self._words_end_ms))

    def say_once_more(self, now_ms: int) -> None:
        """Say the words that are interrupted again, with all the time after them."""
        is_said = now_ms >= self._words_end_ms and self._gap_ms < LONG_GAP_MS
        if not is_said:
            self._remarks.appendleft(_Remark(self._text, self._gap_ms, None))

    def forget(self, but: Collection[str] = ()) -> None:
        """Forget the sentences outside the plan, except some texts."""
        self._remarks = deque(each for each in self._remarks if each.text in but)

    def remark(
        self,
        texts: Iterable[str],
        now_ms: int,
        *,
        gap_ms: int = BETWEEN_MS,
        is_lasting: bool = False,
        ahead_of: Collection[str] = (),
    ) -> None:
        """Add sentences to be spoken as soon as nothing else is.

        They wait for earlier sentences, except for the texts in `ahead_of`.
        """
        until_ms = None if is_lasting else now_ms + LATEST_REMARK_MS
        wanted = [text for text in texts if text]
        self._voice.prepare(wanted)
        told = list(self._remarks)
        place = next((at for at, one in enumerate(told) if one.text in ahead_of), len(told))
        told[place:place] = (_Remark(text, gap_ms, until_ms) for text in wanted)
        self._remarks = deque(told)

    def play(
        self,
        text: str,
        output: Output,
        now_ms: int,
        gap_ms: int = 0,
        *,
        is_kept: bool = False,
    ) -> bool:
        """Start speaking a text; return whether its sound was ready."""
        file = self._voice.file(text)
        if file is None:
            return False
        output.play(Channel.VOICE, file)
        self._free_ms = now_ms + self._voice.length_ms(text) + gap_ms
        self._words_end_ms = now_ms + self._voice.length_ms(text)
        self._text, self._gap_ms, self.is_kept = text, gap_ms, is_kept
        return True

    def say_remarks(self, output: Output | None, now_ms: int) -> int | None:
        """Speak the next remark if it is due; return the ms until the next, or None."""
        while self._remarks:
            first = self._remarks[0]
            wait_ms = self.free_in_ms(now_ms)
            if wait_ms:
                return wait_ms
            if output is not None and self.play(first.text, output, now_ms, first.gap_ms):
                self._remarks.popleft()
                continue
            is_late = first.until_ms is not None and now_ms > first.until_ms
            if output is not None and not is_late and not self._voice.problem:
                return RETRY_MS
            self._remarks.popleft()
        return None
