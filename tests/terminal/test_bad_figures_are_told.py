"""What keeps a figure from moving is told where its author can read it."""

from __future__ import annotations

from pathlib import Path

from tests.library.drillfiles import DRILL, write
from tests.terminal.ptys import Terminal, coach

STILL = """\
figure:
  scale: lying
  poses:
    long: {from: supine-hooklying}
"""


def test_why_a_figure_is_not_shown_is_there_when_the_screen_is_gone(tmp_path: Path) -> None:
    drill = DRILL.replace("time: 4s}", "time: 4s, pose: lnog}") + STILL
    write(tmp_path, {"slide.yaml": drill})
    command = coach("start", str(tmp_path / "slide.yaml"), "--speed", "500")
    with Terminal(*command, columns=160) as terminal:
        terminal.wait_for_screen()
        assert terminal.wait_for_end() == 0
        assert "there is no pose 'lnog' (did you mean 'long'?)" in terminal.text
        assert "the affected drills have no figure until you fix" in terminal.text
