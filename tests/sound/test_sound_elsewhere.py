from __future__ import annotations

from pathlib import Path

from tests.doubles import FakeClock
from tests.sound.listening import Heard

from coach.sound.output_elsewhere import OutputUnlessElsewhere
from coach.sound.player_process import Channel


def test_the_computer_is_silent_only_as_long_as_the_phone_plays(tmp_path: Path) -> None:
    file = tmp_path / "tone.wav"
    file.touch()
    heard = Heard(FakeClock())
    is_elsewhere = False
    output = OutputUnlessElsewhere(heard, lambda: is_elsewhere)
    for is_elsewhere, count in ((False, 1), (True, 1), (False, 2)):  # noqa: B007  read by the output
        output.play(Channel.TONES, file)
        assert len(heard.began) == count


def test_a_computer_without_a_player_rings_no_bell_beside_the_phone() -> None:
    silent = Heard(FakeClock(), is_silent=True)
    assert OutputUnlessElsewhere(silent, lambda: False).is_silent
    assert not OutputUnlessElsewhere(silent, lambda: True).is_silent


def test_what_sounds_already_can_be_stopped_and_waited_for() -> None:
    heard = Heard(FakeClock(), problem="the player is gone")
    output = OutputUnlessElsewhere(heard, lambda: True)
    output.stop(Channel.VOICE)
    output.close(300)
    assert heard.stopped == [(0, Channel.VOICE)]
    assert heard.waited_ms == [300]
    assert output.problem == "the player is gone"
