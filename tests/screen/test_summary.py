"""The end of a session says what was done, no more."""

from __future__ import annotations

import io

import pytest
from msgspec import structs
from rich.console import Console
from tests.builders import make_prescription
from tests.coaching.course import Course
from tests.doubles import Press, play
from tests.plans import CLAMSHELL, bridge, pre_run

from coach.model.records import EndStatus
from coach.model.terms import Unit
from coach.model.weights import Weight
from coach.screen.summary_card import Summary, summary_card
from coach.screen.summary_page import done_table, done_texts, how_it_ended
from coach.timeline import Timeline, compile_timeline
from coach.units import format_clock


def said(timeline: Timeline, script: list[Press]) -> str:
    outcome = play(timeline, script).outcome
    return how_it_ended(outcome.status, outcome.moment, outcome.finished, is_kept=True)


def table(timeline: Timeline, script: list[Press]) -> list[str]:
    outcome = play(timeline, script).outcome
    console = Console(file=io.StringIO(), width=40, color_system=None)
    with console.capture() as capture:
        console.print(done_table(timeline.prescription, outcome.finished, outcome.hurt))
    return [" ".join(line.split()) for line in capture.get().splitlines()]


def test_a_whole_session_is_done() -> None:
    assert said(bridge(), []) == "Done. 1:12, 6 slow exhales."


def test_a_session_that_was_skipped_through_is_not_called_done() -> None:
    skips: list[Press] = [(at_ms, "n") for at_ms in range(1_000, 9_000, 1_000)]
    assert said(bridge(), skips).startswith("All drills were skipped. ")


def test_stopping_before_the_first_rep_promises_nothing() -> None:
    line = said(bridge(), [(1_000, "q"), (2_000, "q")])
    assert line.startswith("Stopped before the first rep. ")
    assert "counts" not in line


def test_what_matters_more_takes_the_place_of_the_usual_last_words() -> None:
    sign = "You reported a sign that needs urgent help."
    stops: list[list[Press]] = [
        [],
        [(1_000, "q"), (2_000, "q")],
        [(40_000, "q"), (41_000, "q")],
    ]
    for script in stops:
        outcome = play(pre_run(), script).outcome
        line = how_it_ended(
            outcome.status, outcome.moment, outcome.finished, is_kept=True, last_words=sign
        )
        assert line.endswith(sign)
        for usual in ("Enjoy the run.", "That is fine too.", "is saved."):
            assert usual not in line


def test_what_was_done_is_saved_when_it_was_stopped() -> None:
    line = said(bridge(), [(40_000, "q"), (41_000, "q")])
    assert line == "Stopped after 1 of 2 sets, 0:40. Your session is saved."


def test_a_session_that_was_stopped_in_its_first_set_counts_no_sets() -> None:
    line = said(bridge(), [(24_000, "q"), (25_000, "q")])
    assert line == "Stopped after 0:24, with no set done. Your session is saved."


def test_a_part_of_a_single_set_is_told_in_reps() -> None:
    rows = table(pre_run(), [(179_000, "n")])
    assert rows[-1] == "Bird dog 1 of 2 reps"


def test_a_drill_that_was_left_because_it_hurt_says_so() -> None:
    # The next drill, and each turn in it, waits.
    ready: list[Press] = [(at_ms, "space") for at_ms in (60_000, 150_000, 250_000)]
    rows = table(pre_run(), [(12_000, "h"), (14_000, "n"), *ready])
    assert rows[0] == "90/90 breathing not done, it hurt"
    assert not any("hurt" in row for row in rows[1:])


def test_sets_at_the_runners_own_pace_are_counted_as_they_were() -> None:
    plan = structs.replace(bridge().prescription, self_paced=True)
    keys: list[Press] = [(60_000, "space"), (130_000, "space")]
    (row,) = table(compile_timeline(plan), keys)
    reps = int(row.split()[2])
    assert row == f"Glute bridge {reps} reps"
    assert reps > 6


def with_weights(*grams: int) -> str:
    """What is said of a bridge with a weight in each set."""
    timeline = bridge()
    finished = [
        structs.replace(event, weight=Weight(g))
        for event, g in zip(play(timeline).outcome.finished, grams, strict=True)
    ]
    (text,) = done_texts(timeline.prescription, finished)
    return text.plain


def test_the_weight_that_was_held_stands_beside_the_sets() -> None:
    assert with_weights(8_000, 8_000) == "2 x 3 reps, 8 kg"
    assert with_weights(6_000, 8_000) == "2 x 3 reps, up to 8 kg"


def test_the_sides_of_a_self_test_are_not_added_up() -> None:
    block = structs.replace(CLAMSHELL, sets=1, test="clamshell")
    plan = make_prescription(block, self_paced=True)
    timeline = compile_timeline(plan)
    outcome = play(timeline, [(40_000, "space"), (80_000, "space")]).outcome
    left, right = (event.reps_done for event in outcome.finished)
    (text,) = done_texts(plan, outcome.finished)
    assert left != right
    assert text.plain == f"left {left}, right {right} reps"


def test_a_test_that_is_held_shows_how_long_and_never_breaths() -> None:
    held = structs.replace(CLAMSHELL, sets=1, test="side-plank", unit=Unit.BREATHS)
    plan = make_prescription(held, self_paced=True)
    keys: list[Press] = [(12_000, "space"), (40_000, "space")]
    outcome = play(compile_timeline(plan), keys).outcome
    times = [format_clock(event.work_ms) for event in outcome.finished]
    (text,) = done_texts(plan, outcome.finished)
    assert text.plain == f"left {times[0]}, right {times[1]}"
    said = how_it_ended(outcome.status, outcome.moment, outcome.finished, is_kept=True)
    assert said.startswith("Done. ")
    assert "exhale" not in said
    assert "first rep" not in said


@pytest.mark.parametrize("name", ["pre-run", "strength-a", "post-run-reset"])
def test_the_card_leaves_rows_to_a_question_on_a_usual_screen(name: str) -> None:
    course = Course()
    course.do(name)
    (facts,) = course.sessions
    sets = play(compile_timeline(facts.prescription), []).outcome.finished
    said = "Done. 18:20, 60 slow exhales."
    summary = Summary(facts.prescription, EndStatus.COMPLETED, said, sets)
    rows_of_a_question = 6
    rows = 24 - rows_of_a_question
    shown = [row.plain for row in summary_card(summary, 80, rows, is_ascii=False)]
    assert len(shown) + 3 <= rows  # a blank row, what to type next, and the prompt
    text = "\n".join(shown)
    assert "18:20, 60 slow exhales." in text
    assert all(block.name in text for block in facts.prescription.blocks)
