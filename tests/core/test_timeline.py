from __future__ import annotations

import pytest
from tests.builders import make_block, make_prescription
from tests.core.running import in_words

from coach.model.prescription import Block
from coach.model.terms import Breath, Side, SideOrder, Sides
from coach.timeline import READY, SegmentKind, Timeline, compile_timeline


def timeline_of(*blocks: Block) -> Timeline:
    return compile_timeline(make_prescription(*blocks))


def in_order(*blocks: Block) -> list[str]:
    """The whole session, segment by segment."""
    return [in_words(segment) for segment in timeline_of(*blocks).segments]


def waits_and_sides(*blocks: Block) -> list[str]:
    """What stands between the sides and sets, one word each."""
    words: list[str] = []
    for segment in timeline_of(*blocks).segments:
        word = f"{segment.side} {segment.set}" if segment.is_work else str(segment.kind)
        if words[-1:] != [word]:
            words.append(word)
    return words


def sides_of_reps(block: Block) -> str:
    """``LRLR``: the side of each rep."""
    return "".join(
        "L" if segment.side is Side.LEFT else "R"
        for segment in timeline_of(block).segments
        if segment.is_work and segment.phase == 0
    )


def test_a_session_is_a_lead_in_then_sets_with_rests_between_them() -> None:
    assert in_order(make_block()) == [
        "lead-in 7",
        "lead-in in... ready 3",
        "set 1 rep 1 exhale 4",
        "set 1 rep 1 inhale 3",
        "set 1 rep 2 exhale 4",
        "set 1 rep 2 inhale 3",
        "rest 27",
        "rest in... ready 3",
        "set 2 rep 1 exhale 4",
        "set 2 rep 1 inhale 3",
        "set 2 rep 2 exhale 4",
        "set 2 rep 2 inhale 3",
    ]


def test_between_two_drills_there_is_a_change_and_no_rest() -> None:
    first = make_block(sets=2)
    second = make_block("bird-dog", sets=2, change_ms=6_000)
    assert waits_and_sides(first, second) == [
        "lead-in",
        "None 1",
        "rest",
        "None 2",
        "change",
        "None 1",
        "rest",
        "None 2",
    ]


def test_the_sides_take_turns_within_a_set_and_the_rest_comes_after_both() -> None:
    assert waits_and_sides(make_block(sides=Sides.EACH)) == [
        "lead-in",
        "left 1",
        "switch",
        "right 1",
        "rest",
        "left 2",
        "switch",
        "right 2",
    ]


def test_by_side_does_all_sets_of_one_side_before_the_other() -> None:
    block = make_block(sides=Sides.EACH, side_order=SideOrder.BY_SIDE)
    assert waits_and_sides(block) == [
        "lead-in",
        "left 1",
        "rest",
        "left 2",
        "switch",
        "right 1",
        "rest",
        "right 2",
    ]


@pytest.mark.parametrize("order", SideOrder)
def test_a_session_that_begins_on_the_right_is_the_mirror_of_one_on_the_left(
    order: SideOrder,
) -> None:
    left = make_block(sides=Sides.EACH, side_order=order)
    right = make_block(sides=Sides.EACH, side_order=order, first_side=Side.RIGHT)
    mirrored = str.maketrans({"L": "R", "R": "L"})
    assert sides_of_reps(right) == sides_of_reps(left).translate(mirrored)


def test_two_drills_with_sides_part_with_a_change_whatever_side_came_last() -> None:
    both = make_block(sides=Sides.EACH, sets=1)
    assert waits_and_sides(both, both) == [
        "lead-in",
        "left 1",
        "switch",
        "right 1",
        "change",
        "left 1",
        "switch",
        "right 1",
    ]


@pytest.mark.parametrize(
    ("flip", "reps", "sides"),
    [
        (1, 6, "LRLRLR"),
        (2, 8, "LLRRLLRR"),
        (4, 8, "LLLLRRRR"),
        (4, 16, "LLLLRRRRLLLLRRRR"),
        # What does not fill another four and four is shared.
        (4, 6, "LLLRRR"),
        (4, 10, "LLLLRRRRLR"),
        (4, 2, "LR"),
    ],
)
def test_alternating_sides_flip_every_rep_or_every_few(
    flip: int, reps: int, sides: str
) -> None:
    block = make_block(sides=Sides.ALTERNATE, flip=flip, reps=reps, sets=1)
    assert sides_of_reps(block) == sides


def test_every_set_of_an_alternating_drill_begins_with_the_first_side() -> None:
    block = make_block(sides=Sides.ALTERNATE, first_side=Side.RIGHT, sets=2)
    assert sides_of_reps(block) == "RLRL"


def test_the_wait_before_a_side_already_says_which_side_it_is() -> None:
    each = timeline_of(make_block(sides=Sides.EACH, sets=1, first_side=Side.RIGHT))
    sides = {segment.kind: segment.side for segment in each.segments if not segment.is_work}
    assert sides == {SegmentKind.LEAD_IN: Side.RIGHT, SegmentKind.SWITCH: Side.LEFT}
    turns = timeline_of(make_block(sides=Sides.ALTERNATE, first_side=Side.RIGHT))
    assert turns.segments[0].side is Side.RIGHT


# Air before an exhale


@pytest.mark.parametrize(
    ("wait", "segments"),
    [
        (10_000, ["lead-in 7", "lead-in in... ready 3"]),
        (3_000, ["lead-in in... ready 3"]),
        (2_000, ["lead-in in... ready 2"]),
        (0, []),
    ],
)
def test_a_wait_ends_with_a_cued_inhale_of_three_seconds_or_all_there_is(
    wait: int, segments: list[str]
) -> None:
    words = in_order(make_block(change_ms=wait, sets=1))
    assert words[: len(segments)] == segments
    assert words[len(segments)] == "set 1 rep 1 exhale 4"


@pytest.mark.parametrize(
    "kind", [SegmentKind.LEAD_IN, SegmentKind.REST, SegmentKind.SWITCH, SegmentKind.CHANGE]
)
def test_every_kind_of_wait_has_the_cued_inhale(kind: SegmentKind) -> None:
    block = make_block(sides=Sides.EACH)
    waits = [each for each in timeline_of(block, block).segments if each.kind is kind]
    assert waits[-1].breath is Breath.INHALE
    assert (waits[-1].do, waits[-1].duration_ms) == (READY, 3_000)
    assert all(each.breath is None for each in waits if each.do != READY)


@pytest.mark.parametrize("cycle", ["inhale 3, exhale 4", "pause 1, exhale 4, inhale 3"])
def test_work_that_does_not_start_with_an_exhale_needs_no_cue(cycle: str) -> None:
    assert in_order(make_block(cycle=cycle, sets=1))[0] == "lead-in 10"


def test_the_cue_belongs_to_the_drill_that_comes_not_to_the_one_before() -> None:
    breathes_in = make_block(cycle="inhale 3, exhale 4", sets=1)
    breathes_out = make_block(sets=1, change_ms=6_000)
    words = in_order(breathes_in, breathes_out)
    assert words[0] == "lead-in 10"
    assert "change in... ready 3" in words
    assert "change 6" in in_order(
        breathes_out, make_block(cycle="inhale 3, exhale 4", change_ms=6_000)
    )


# One breath, however many things to do


def spans(block: Block) -> list[str]:
    """Each breath of the work once: when it begins, how long it lasts."""
    found = {
        f"{segment.breath} {segment.span_at_ms / 1000:g}+{segment.span_ms / 1000:g}": None
        for segment in timeline_of(block).segments
        if segment.is_work
    }
    return list(found)


def test_lift_and_stay_up_are_one_exhale() -> None:
    block = make_block(
        cycle="exhale 1, exhale 3, exhale 1, inhale 3", sets=1, reps=2, change_ms=0
    )
    assert spans(block) == ["exhale 0+5", "inhale 5+3", "exhale 8+5", "inhale 13+3"]


def test_a_breath_goes_on_across_the_border_between_two_reps() -> None:
    block = make_block(cycle="exhale 3, inhale 3, exhale 1", sets=1, reps=2, change_ms=0)
    assert spans(block) == [
        "exhale 0+3",
        "inhale 3+3",
        "exhale 6+4",
        "inhale 10+3",
        "exhale 13+1",
    ]


def test_a_breath_goes_on_when_alternating_sides_flip() -> None:
    block = make_block(
        cycle="exhale 3, inhale 3, exhale 1",
        sets=1,
        reps=2,
        change_ms=0,
        sides=Sides.ALTERNATE,
    )
    assert "exhale 6+4" in spans(block)


def test_a_rest_ends_a_breath() -> None:
    block = make_block(cycle="inhale 3, exhale 4", sets=2, reps=1, change_ms=0)
    assert spans(block) == ["inhale 0+3", "exhale 3+4", "inhale 37+3", "exhale 40+4"]


def test_each_set_begins_a_new_breath_even_without_a_rest() -> None:
    block = make_block(cycle="exhale 3, inhale 3, exhale 3", reps=1, change_ms=0, rest_ms=0)
    assert spans(block)[2:4] == ["exhale 6+3", "exhale 9+3"]


def test_the_cued_inhale_is_a_breath_of_its_own() -> None:
    ready = timeline_of(make_block(cycle="exhale 3, inhale 3", rest_ms=2_000)).segments[6]
    assert (ready.do, ready.span_at_ms, ready.span_ms) == (READY, 22_000, 2_000)


def test_a_plain_wait_has_no_breath() -> None:
    wait = timeline_of(make_block()).segments[0]
    assert (wait.breath, wait.span_ms) == (None, 0)


# Looking up a position


@pytest.mark.parametrize(
    ("position_ms", "found"),
    [
        (0, "lead-in 7"),
        (6_999, "lead-in 7"),
        (7_000, "lead-in in... ready 3"),
        (13_999, "set 1 rep 1 exhale 4"),
        (14_000, "set 1 rep 1 inhale 3"),
        (68_000, "set 2 rep 2 inhale 3"),
    ],
)
def test_a_segment_holds_its_start_but_not_its_end(position_ms: int, found: str) -> None:
    assert in_words(timeline_of(make_block()).at(position_ms)) == found


def test_a_segment_knows_the_drill_it_belongs_to() -> None:
    timeline = timeline_of(make_block("heel-slide", sets=1), make_block("bird-dog", sets=1))
    change = next(each for each in timeline.segments if each.kind is SegmentKind.CHANGE)
    assert timeline.block_of(timeline.segments[0]).drill == "heel-slide"
    assert timeline.block_of(change).drill == "bird-dog"
