"""Every blow once more with sound and a moving figure on: nothing goes on sounding."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.unfinished import answer_safety
from tests.terminal.ptys import Terminal, coach
from tests.terminal.test_terminal_comes_back import ENDS, quit_with_q

PLAYER = """#!/bin/sh
echo $$ >> "{pids}"
exec sleep 60
"""
SPEAKER = """#!/bin/sh
cat > /dev/null
cp "{sound}" "$1"
"""
SESSION = ("start", "glute-bridge", "--yes", "--lead-in", "4s", "--voice")


class Heard:
    """A session that is heard through a player that never ends by itself."""

    def __init__(self, folder: Path) -> None:
        self._pids = folder / "pids"
        sound = folder / "sound.wav"
        _write_tone(sound)
        self.environment = {
            "COACH_SOUND_PLAYER": str(_script(folder / "player", PLAYER, pids=self._pids)),
            "COACH_VOICE_COMMAND": f"{_script(folder / 'speaker', SPEAKER, sound=sound)}"
            " {file}",
        }

    def session(self) -> Terminal:
        """Start it, and wait until the figure moves and something sounds."""
        terminal = Terminal(*coach(*SESSION), env=self.environment)
        terminal.wait_for_screen()
        terminal.wait_for("[⠁-⣿]")
        terminal.wait_until(lambda: bool(self.players), "a sound")
        return terminal

    @property
    def players(self) -> list[int]:
        """Every player that was started."""
        if not self._pids.exists():
            return []
        return [int(line) for line in self._pids.read_text().split()]

    @property
    def sounding(self) -> list[int]:
        """Those that still run."""
        return [pid for pid in self.players if _is_running(pid)]


def _script(path: Path, text: str, **places: Path) -> Path:
    path.write_text(text.format(**places))
    path.chmod(0o755)
    return path


def _write_tone(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(b"\x00\x20\x00\xe0" * 4_000)


def _is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return status != "Z"


def _last_session() -> dict[str, Any]:
    said = subprocess.run(  # noqa: S603  our own command line
        coach("history", "--json"), check=True, capture_output=True, text=True
    ).stdout
    (session,) = json.loads(said)["sessions"]
    return dict(session)


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    heard = Heard(tmp_path)
    yield heard
    for pid in heard.sounding:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("name", ENDS)
def test_the_end_is_silent_and_the_terminal_whole(name: str, heard: Heard) -> None:
    end, code = ENDS[name]
    with heard.session() as terminal:
        end(terminal)
        assert terminal.wait_for_end() == code
        assert terminal.state == terminal.before
    assert heard.sounding == []
    assert _last_session()["status"] == "stopped"


def test_a_closed_terminal_is_silent(heard: Heard) -> None:
    with heard.session() as terminal:
        terminal.hang_up()
        assert terminal.wait_for_end() == 129
    assert heard.sounding == []
    assert _last_session()["status"] == "stopped"


def test_ctrl_z_is_silent_and_fg_shows_a_paused_session(heard: Heard) -> None:
    with heard.session() as terminal:
        terminal.type("\x1a")
        terminal.wait_until_stopped()
        assert terminal.state == terminal.before
        terminal.wait_until(lambda: heard.sounding == [], "silence")
        terminal.send(signal.SIGCONT)
        terminal.wait_for_screen()
        terminal.wait_for("space continue")
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_a_window_made_tiny_and_large_again_keeps_figure_and_sound(heard: Heard) -> None:
    with heard.session() as terminal:
        terminal.resize(3, 10)
        terminal.wipe()
        terminal.wait_for(r"\S")
        terminal.resize(80, 24)
        terminal.wipe()
        terminal.wait_for("[⠁-⣿]")
        assert heard.sounding
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_a_process_that_was_stopped_notices_that_time_has_passed(heard: Heard) -> None:
    with heard.session() as terminal:
        terminal.send(signal.SIGSTOP)
        terminal.wait_until_stopped_in_place()
        # Two seconds after its own deadline, which is never later than a second.
        terminal.let_pass(3.4)
        terminal.send(signal.SIGCONT)
        terminal.wait_for("computer paused")
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
    assert _last_session()["active_ms"] < 4_000


def test_a_voice_that_is_chosen_loads_while_the_start_card_is_shown(tmp_path: Path) -> None:
    answer_safety()
    said = tmp_path / "said"
    speaker = _script(tmp_path / "speaker", 'cat >> "{said}"\n', said=said)
    environment = {
        "COACH_SOUND_PLAYER": "true",
        "COACH_VOICE_COMMAND": f"sh {speaker} {{folder}}",
    }
    with Terminal(*coach("start", "glute-bridge"), env=environment) as terminal:
        terminal.wait_for("sound  1 voice and tones")
        assert not said.exists()
        terminal.type("1")
        terminal.wait_until(
            # This program makes no sounds, so only the first words are sure to reach it;
            # on a busy computer they may be any. Their order has its own tests.
            lambda: said.exists() and "\n" in said.read_text(),
            "the first words",
        )
        terminal.wait_for("space start")
        terminal.type("q")
        terminal.wait_for_end()


@pytest.mark.parametrize("player", ["false", "true"])
def test_the_start_card_tells_that_the_computer_cannot_play(player: str) -> None:
    answer_safety()
    environment = {"COACH_SOUND_PLAYER": player}
    with Terminal(
        *coach("start", "glute-bridge"), env=environment, columns=120
    ) as terminal:
        terminal.wait_for("sound  1 voice and tones")
        terminal.type("2")
        terminal.wait_for("2 tones")
        if player == "false":
            terminal.wait_for(r"but your computer\s+can't play sound")
        else:
            terminal.let_pass(2.5)  # the card is painted each second
            assert "can't play" not in terminal.text
        terminal.type("q")
        terminal.wait_for_end()
