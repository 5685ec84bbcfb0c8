"""Playback of files through a player program: never blocks, never raises.

Two channels, words and tones, each with one sound at a time.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Protocol

from coach.files.os_error import reason
from coach.sound.process_group import OWN_GROUP, end

MOST_FAILURES = 3
"""Failures in a row after which a player is no longer used."""
_STEP_S = 0.02
_KILL_AFTER_STEPS = 15


class Channel(StrEnum):
    """The channels, each with at most one sound at a time."""

    VOICE = "voice"
    TONES = "tones"
    QUIET = "quiet"
    """A sound nobody hears, which wakes headphones."""


class Output(Protocol):
    """The interface of sound outputs."""

    @property
    def is_silent(self) -> bool:
        """Return whether the output plays nothing, so that the bell may replace it."""

    @property
    def problem(self) -> str | None:
        """Return the last problem in one line, or None."""

    def play(self, channel: Channel, file: Path) -> None:
        """Start a sound, and end the channel's previous one."""

    def stop(self, channel: Channel) -> None:
        """Stop the channel's sound."""

    def close(self, wait_ms: int = 0) -> None:
        """Wait up to ``wait_ms`` for the sounds to end, then stop them."""


@dataclass(frozen=True, slots=True)
class _Playing:
    """One sound and the process that plays it."""

    channel: Channel
    file: Path
    player: tuple[str, ...]
    process: subprocess.Popen[bytes]


class ProcessOutput:
    """One process per sound; if a player does not work, the next one is tried."""

    def __init__(self, players: Sequence[Sequence[str]]) -> None:
        self.problem: str | None = None
        self.has_played = False
        """Whether a player has played a whole sound."""
        self._players = [tuple(player) for player in players]
        self._failures = 0
        self._playing: dict[Channel, _Playing] = {}
        self._leaving: list[_Playing] = []
        """Sounds that should be over and whose process still runs."""

    @property
    def is_silent(self) -> bool:
        """Return whether no player is left to try."""
        return not self._players

    def play(self, channel: Channel, file: Path) -> None:
        """Start a sound, and end the channel's previous one; words end by themselves."""
        if channel is Channel.VOICE:
            self._leave_to_end(channel)
        else:
            self.stop(channel)
        if not self._players:
            return
        player = self._players[0]
        try:
            process = subprocess.Popen(  # noqa: S603  the system's player or the runner's
                [*player, str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=OWN_GROUP,
            )
        except (OSError, ValueError) as error:
            self._give_up(f"cannot be started: {reason(error)}")
        else:
            self._playing[channel] = _Playing(channel, file, player, process)

    def _leave_to_end(self, channel: Channel) -> None:
        """Let a player that began late on a busy computer play to the end.

        New words begin when the last ones should be over: so at most one is left over.
        """
        playing = self._playing.get(channel)
        if playing is not None and playing.process.poll() is None:
            del self._playing[channel]
        else:
            playing = None
        self.stop(channel)
        if playing is not None:
            self._leaving.append(playing)

    def stop(self, channel: Channel) -> None:
        """Stop the channel's sound."""
        self._leaving = [each for each in self._leaving if each.process.poll() is None]
        for each in self._leaving:
            if each.channel is channel:
                end(each.process)
        if channel not in self._playing:
            return
        playing = self._playing.pop(channel)
        code = playing.process.poll()
        if code is None:
            end(playing.process, at_once=False)
            self._leaving.append(playing)
        elif code == 0:
            self._failures, self.has_played = 0, True
        elif playing.player in self._players[:1]:
            self._on_failure(code)

    def check(self) -> None:
        """Take note of sounds that ended, and play again what a player could not."""
        for channel, playing in tuple(self._playing.items()):
            if playing.process.poll() is None:
                continue
            self.stop(channel)
            if playing.process.returncode != 0:
                self.play(channel, playing.file)

    def close(self, wait_ms: int = 0) -> None:
        """Wait up to ``wait_ms`` for the sounds to end, then stop them."""
        _wait_for(tuple(self._playing.values()), int(wait_ms / 1000 / _STEP_S))
        for channel in Channel:
            self.stop(channel)
        _wait_for(self._leaving, _KILL_AFTER_STEPS)
        for each in self._leaving:
            end(each.process)
            with suppress(subprocess.TimeoutExpired):
                each.process.wait(1)
        self._leaving = []
        self._players = []

    def _on_failure(self, code: int) -> None:
        self._failures += 1
        # If another player can take over, one failure is enough.
        if len(self._players) > 1 or self._failures >= MOST_FAILURES:
            self._give_up(f"failed with exit code {code}")

    def _give_up(self, why: str) -> None:
        self._failures = 0
        if not self._players:
            return
        name = self._players.pop(0)[0]
        if not self._players:
            self.problem = (
                f"the player '{name}' {why}; coach uses the terminal's bell instead"
            )


def _wait_for(playing: Sequence[_Playing], steps: int) -> None:
    """Wait until all processes have ended, for at most ``steps`` steps."""
    never = Event()
    for _ in range(steps):
        if all(each.process.poll() is not None for each in playing):
            return
        never.wait(_STEP_S)
