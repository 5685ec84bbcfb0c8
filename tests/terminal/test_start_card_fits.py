"""The start card on a real terminal: keys that make a session fit."""

from __future__ import annotations

import json
import subprocess

from tests.cli.unfinished import answer_safety
from tests.terminal.ptys import READING_S, Terminal, coach


def test_what_is_chosen_on_the_card_is_what_is_done_and_written_down() -> None:
    with Terminal(*coach("start", "pre-run")) as terminal:
        terminal.wait_for("space more  q leave")
        terminal.let_pass(READING_S)
        terminal.type(" ")
        terminal.wait_for("(?s)missed periods.*b back.*2 of 2")
        terminal.let_pass(READING_S)
        terminal.type("n")
        terminal.wait_for("m shorter  s standing  e no equipment")
        assert "Quadruped rocking  " in terminal.text
        terminal.type("s")
        terminal.wait_for("s standing: on")
        standing = "left out because you chose standing drills: Quadruped rocking"
        assert standing in " ".join(terminal.text.split())
        terminal.type("m")
        terminal.wait_for("left out to save time")
        terminal.type(" ")
        terminal.wait_for("hip extension")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
    exported = subprocess.run(  # noqa: S603  our own command line
        coach("history", "export", "--format", "json"), check=True, capture_output=True
    ).stdout
    records = json.loads(exported)["records"]
    (start,) = [each for each in records if each["type"] == "session_started"]
    plan = start["prescription"]
    drills = [block["drill"] for block in plan["blocks"]]
    assert drills == ["standing-hip-extension-wall"]
    assert len(plan["left_out"]) == 5
    assert any("left out to save time" in note for note in plan["notes"])


def test_pain_on_the_card_is_answered() -> None:
    answer_safety()
    with Terminal(*coach("start", "pre-run")) as terminal:
        terminal.wait_for("space start")
        terminal.type("h")
        terminal.wait_for("Already in pain")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_in_lines_the_card_waits_for_a_key_too() -> None:
    answer_safety()
    with Terminal(*coach("start", "pre-run", "--plain"), rows=70) as terminal:
        terminal.wait_for(r"(?s)Before the start: .*space start, q leave\.")
        terminal.type("h")
        terminal.wait_for("Already in pain")
        terminal.type("?")
        terminal.wait_for("pause even a self-paced set")
        terminal.type("s")
        terminal.wait_for("(?s)left out because you chose standing drills.*standing: on,")
        assert "get into position" not in terminal.text
        terminal.type("\r")
        terminal.wait_for("get into position")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
    with Terminal(*coach("start", "pre-run", "--plain")) as terminal:
        terminal.wait_for("q leave")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert "no session was started" in terminal.text


def test_the_card_shows_all_keys_and_only_the_choices_that_change_something() -> None:
    answer_safety()
    with Terminal(*coach("start", "desk-break")) as terminal:
        terminal.wait_for("space start")
        assert "sound  1 voice and tones" in terminal.text
        assert "m shorter" in terminal.text
        assert "s standing" not in terminal.text
        terminal.type("?")
        terminal.wait_for("it hurts")
        assert "space start" in terminal.text
        for key in ("?", "\x1b"):  # both lead back to the card
            terminal.wait_for("[?] back")
            terminal.type(key)
            terminal.wait_for("sound  1 voice and tones")
            terminal.type("?")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_the_card_says_that_no_sound_was_played_the_last_time() -> None:
    answer_safety()
    player = {"COACH_SOUND_PLAYER": "false"}
    short = ("--tones", "--sets", "1", "--reps", "1", "--lead-in", "3s")
    with Terminal(*coach("start", "glute-bridge", *short), env=player) as terminal:
        terminal.wait_for("space start")
        assert "last time" not in terminal.text
        terminal.type(" ")
        terminal.wait_for("space ready")
        terminal.type(" ")
        terminal.wait_for("yes, too hard")
        terminal.let_pass(READING_S)
        terminal.type("q")
        terminal.wait_for("your computer could not play the sound")
        assert "exit code" not in terminal.text
        assert terminal.wait_for_end() == 0
    with Terminal(*coach("start", "glute-bridge", "--tones"), env=player) as terminal:
        # As long as the players are still tried, the card tells of the last time.
        terminal.wait_for(r"(can't|last time,\s+your computer\s+couldn't)\s+play\s+sound")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
