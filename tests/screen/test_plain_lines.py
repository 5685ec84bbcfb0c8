from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.conftest import Golden
from tests.doubles import FakeClock, Press, ScriptedKeys, play
from tests.plans import BIRD_DOG, BREATHING, BRIDGE, bridge, pre_run, timeline_of

from coach.app.context import Context
from coach.app.session.choose import choose
from coach.event import RestChanged
from coach.prescribe import Wishes, prescribe
from coach.safety_text import STOP_NOW
from coach.screen.event_words import rest_words
from coach.screen.plain_lines import PlainLines
from coach.timeline import SegmentKind, Timeline, compile_timeline


def read_aloud(
    timeline: Timeline,
    script: list[Press],
    clock: FakeClock | None = None,
    *,
    asks: bool = False,
) -> list[str]:
    clock = clock or FakeClock()
    out = io.StringIO()
    keys = ScriptedKeys(clock, script)
    play(timeline, clock=clock, keys=keys, others=[PlainLines(out)], asks=asks)
    return out.getvalue().splitlines()


@pytest.fixture
def desk_break() -> Timeline:
    return compile_timeline(prescribe(*choose(Context(), ["desk-break"]), Wishes()))


def test_a_whole_desk_break_reads_as_it_did(desk_break: Timeline, golden: Golden) -> None:
    golden("plain-desk-break", "\n".join([*read_aloud(desk_break, []), ""]))


def test_a_session_in_which_much_happens_reads_as_it_did(golden: Golden) -> None:
    clock = FakeClock()
    script: list[Press] = [
        (2_000, "+"),
        (3_000, "n"),
        (15_000, "space"),
        (19_500, "space"),
        (40_000, "b"),
        (60_000, lambda: clock.sleep(60_000)),
        (61_000, "space"),
        (100_000, "n"),
        (150_000, "q"),
        (151_000, "q"),
    ]
    golden("plain-much-happens", "\n".join([*read_aloud(pre_run(), script, clock), ""]))


def test_every_line_begins_with_its_time() -> None:
    for line in read_aloud(pre_run(), []):
        minutes, seconds = line[:5].split(":")
        assert 0 <= int(minutes) <= 3
        assert 0 <= int(seconds) <= 59


def test_each_breath_is_named_once_with_its_whole_length() -> None:
    lines = [line[7:] for line in read_aloud(bridge(), [])]
    assert lines.count("OUT 4s      tuck, hips still heavy   (1 of 3)") == 2
    assert lines.count("  still out press and lift") == 6


def test_only_alternating_sides_are_said_at_every_rep() -> None:
    reps = [line for line in read_aloud(pre_run(), []) if "tuck" in line]
    assert sum("left: tuck" in line for line in reps) == 1
    assert sum("right: tuck" in line for line in reps) == 1
    assert len(reps) == 14


def test_pain_is_answered_with_what_to_look_out_for() -> None:
    said = " ".join(read_aloud(bridge(), [(12_000, "h"), (20_000, "q"), (21_000, "q")]))
    assert "it hurts: stop; press n to leave this drill" in said
    assert STOP_NOW in said


def test_the_keys_and_the_reason_are_read_out() -> None:
    said = read_aloud(bridge(), [(1_000, "?"), (2_000, "w"), (9_000, "space")])
    assert any("space: pause" in line for line in said)
    assert any(line.endswith("Glute bridge") for line in said)


def test_getting_ready_says_what_to_press() -> None:
    plan = make_prescription(make_block(waits=True))
    said = read_aloud(compile_timeline(plan), [(20_000, "space")])
    assert any("press space when you are in position" in line for line in said)


def test_the_first_press_of_q_asks_for_a_second_one_even_in_a_pause() -> None:
    asked = "press q again to stop and save, space to continue"
    pressed: list[Press] = [(12_000, "q"), (13_000, "q")]
    assert [line[7:] for line in read_aloud(bridge(), pressed)][-4:-2] == ["paused", asked]
    paused: list[Press] = [(12_000, "space"), (13_000, "q"), (14_000, "q")]
    said = [line[7:] for line in read_aloud(bridge(), paused)]
    assert said[-4:-2] == ["paused; press space to continue, q twice to stop", asked]
    plan = compile_timeline(make_prescription(make_block(waits=True)))
    waiting: list[Press] = [(20_000, "q"), (21_000, "space"), (22_000, "q"), (23_000, "q")]
    assert [line[7:] for line in read_aloud(plan, waiting)].count(asked) == 2


def test_how_it_sounds_is_told_once_it_is_so() -> None:
    said = read_aloud(bridge(), [(1_000, "m")])
    assert any(line.endswith("this session has no sound") for line in said)


def test_a_set_at_the_runners_own_pace_has_no_number_to_reach() -> None:
    plan = make_prescription(make_block(), self_paced=True)
    said = read_aloud(compile_timeline(plan), [(32_000, "space"), (90_000, "space")])
    assert any(line.endswith("(3)") for line in said)
    assert not any(" of 2)" in line for line in said)


def test_questions_read_as_they_did(golden: Golden) -> None:
    plan = timeline_of(
        replace(BREATHING, asks=True),
        replace(BRIDGE, sets=1, asks=True, pattern="bridge"),
        replace(BIRD_DOG, pattern="bridge"),
    )
    answers = "4152"  # elsewhere: glutes, the low back, and the hamstrings
    script: list[Press] = [
        *((35_000 + 200 * n, key) for n, key in enumerate(answers)),
        (36_000, "enter"),
        *((66_000 + 200 * n, key) for n, key in enumerate("52840")),
        (70_000, "space"),
    ]
    lines = read_aloud(plan, script, asks=True)
    golden("plain-questions", "\n".join([*lines, ""]))


def test_how_to_get_into_position_is_not_repeated_at_every_space() -> None:
    plan = compile_timeline(make_prescription(make_block(setup=("Lie on your back",))))
    script: list[Press] = [(1_000 * at, "space") for at in range(6, 9 + 1)]
    said = read_aloud(plan, script)
    assert len([line for line in said if "Lie on your back" in line]) == 1


def test_plus_and_minus_say_what_they_did_also_where_no_rest_is_left() -> None:
    said = read_aloud(bridge(), [(12_000, "+"), (80_000, "-")])
    assert any(line.endswith("next rest 30 s") for line in said)
    assert any(line.endswith("no more rests") for line in said)


def test_only_a_rest_is_called_a_rest() -> None:
    changed = RestChanged(0, 0, 20_000)
    assert rest_words(changed, SegmentKind.REST) == "rest: 20 s"
    # The key that says "in position" cuts the wait before a drill.
    assert rest_words(changed, SegmentKind.CHANGE) == "wait: 20 s"


def test_the_cue_of_a_test_is_no_thought() -> None:
    block = make_block(test="side-plank", cues=("Space when the hips sink",))
    plan = make_prescription(block, self_paced=True)
    lines = read_aloud(compile_timeline(plan), [(12_000, "q"), (13_000, "q")])
    assert any("  space when the hips sink" in line for line in lines)
    assert not any("think" in line for line in lines)
