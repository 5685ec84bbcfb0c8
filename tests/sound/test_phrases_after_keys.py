"""What is said after a runner pressed a key."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from tests.builders import make_prescription
from tests.core.running import Run
from tests.plans import BIRD_DOG, BREATHING, BRIDGE, CLAMSHELL
from tests.sound.saying import said


def after(run: Run, from_s: float, **options: Any) -> list[str]:  # noqa: ANN401  see `said`
    heard = said(run.player.timeline, **options)
    return [each for each in heard if float(each.split()[0]) >= from_s]


def test_going_on_after_a_pause_says_ready_and_in() -> None:
    run = Run(replace(BRIDGE, reps=8))
    run.until(41)
    run.pause()
    run.resume()
    assert after(run, 41)[:2] == ["41.0 ready", "43.0 in"]
    assert after(run, 46)[0] != "46.0 out, tuck, hips still heavy"


def test_going_back_to_the_other_side_says_which() -> None:
    run = Run(replace(CLAMSHELL, sets=1))
    run.until(39)
    assert run.segment.side == "right"
    run.back()
    assert after(run, 39)[:3] == ["39.0 ready", "39.8 the left leg works", "41.0 in"]


def test_going_back_to_another_drill_says_which() -> None:
    run = Run(replace(BRIDGE, sets=1), BREATHING)
    run.until(33)
    assert run.segment.kind == "change"
    run.back()
    assert after(run, 33)[:3] == ["33.0 ready", "33.8 Glute bridge", "35.0 in"]


def test_a_longer_rest_still_has_its_cue_near_the_end() -> None:
    run = Run(BRIDGE)
    run.until(33)
    run.rest(10)
    assert after(run, 33)[:2] == ["51.0 Think: Ribs stay down", "58.0 in"]


def test_a_rest_cut_short_still_has_its_cue() -> None:
    run = Run(replace(BRIDGE, rest_ms=60_000))
    run.until(55)
    run.rest(-25)
    assert after(run, 55)[:2] == ["55.0 Think: Ribs stay down", "63.0 in"]


def test_a_name_that_was_skipped_before_it_was_out_is_said_with_the_first_rep() -> None:
    run = Run(BREATHING)
    run.until(0.3)
    run.skip()
    assert after(run, 0.3)[0] == "0.3 90/90 breathing"


def test_repeating_the_first_set_says_its_words_again() -> None:
    run = Run(BRIDGE)
    run.until(30)
    run.repeat()
    assert after(run, 35)[:2] == ["35.0 out, tuck, hips still heavy", "36.0 press and lift"]


def test_an_alternating_set_that_goes_on_says_the_side() -> None:
    run = Run(replace(BIRD_DOG, reps=8))
    run.until(40)
    assert run.segment.rep == 5
    run.pause()
    run.resume()
    assert after(run, 40)[:3] == ["40.0 ready", "42.0 in", "45.0 left"]


def test_a_pause_in_the_cued_inhale_cues_it_again() -> None:
    run = Run(BRIDGE)
    run.until(8)
    run.pause()
    run.resume()
    assert "10.0 in" in after(run, 8)


def test_a_session_that_was_stopped_is_not_called_done() -> None:
    run = Run(replace(BRIDGE, sets=1))
    run.until(20)
    run.stop()
    assert not any("done" in each for each in said(run.player.timeline))


def test_a_self_paced_session_ends_with_done() -> None:
    plan = make_prescription(replace(BRIDGE, sets=1), self_paced=True)
    run = Run(prescription=plan)
    run.until(47)
    run.end_set()
    assert said(run.player.timeline)[-1] == "47.0 done"
