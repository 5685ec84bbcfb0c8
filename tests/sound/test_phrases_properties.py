"""What holds for every session, however slowly it is spoken and whatever is pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.core.pressing import STEPS, Step, performed
from tests.core.strategies import prescriptions
from tests.core.test_bundled_sessions import library, session_of
from tests.sound.saying import texts

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block, Prescription, SideWords
from coach.model.terms import BreathPreset, Sides
from coach.sound.drill_phrases import is_hold, phase_wordings
from coach.sound.phrase_candidates import NEW_DRILL
from coach.sound.speech_plan import Phrase, PhraseKind, phrases
from coach.text.speech_length import estimated_ms
from coach.timeline import Timeline, compile_timeline

SESSIONS = settings(max_examples=80, deadline=None)
LengthMs = Callable[[str], int]

SPOKEN = st.sampled_from(
    ["Hold", "exhale", "Rest", "", "Lift, slowly", "Bend the knee; push", "in", "Look up"]
)
SPEEDS: list[LengthMs] = [
    estimated_ms,
    lambda text: 3 * estimated_ms(text),
    lambda text: estimated_ms(text) // 3,
    lambda _: 0,
    lambda _: 900,
    lambda text: 300 + hash_of(text) % 3_000,
]


def hash_of(text: str) -> int:
    """The same number for the same text in every run."""
    return sum(ord(letter) * (at + 1) for at, letter in enumerate(text))


@st.composite
def with_words(draw: st.DrawFn, block: Block) -> Block:
    """Give a drill the words of an author, and sometimes longer sets."""
    longer = draw(st.sampled_from([0, 0, 4]))
    phases = block.phases
    if draw(st.booleans()):
        phases = tuple(replace(phase, do=draw(SPOKEN)) for phase in phases)
    sentence = SideWords(draw(SPOKEN), draw(SPOKEN))
    return replace(
        block,
        name=draw(st.sampled_from(["Hold", "Bird dog", "Half-kneeling hip-flexor opener"])),
        reps=block.reps + longer,
        phases=phases,
        setup=tuple(draw(st.lists(SPOKEN, max_size=4))),
        cues=tuple(draw(st.lists(SPOKEN, max_size=3))),
        side_text=sentence if draw(st.booleans()) else None,
    )


@st.composite
def spoken_plans(draw: st.DrawFn) -> Prescription:
    plan = draw(prescriptions())
    return replace(plan, blocks=tuple(draw(with_words(block)) for block in plan.blocks))


@st.composite
def sessions(draw: st.DrawFn) -> Timeline:
    """A session as planned, or as it was after any keys."""
    plan = draw(spoken_plans())
    steps: list[Step] = draw(st.just([]) | STEPS)
    return performed(plan, steps, stop=draw(st.booleans())).player.timeline


speeds = st.sampled_from(SPEEDS)
skips = st.frozensets(st.sampled_from(PhraseKind), max_size=4)


def stretch_of(timeline: Timeline, phrase: Phrase) -> tuple[int, int]:
    """Where the phase, rep, wait or cued inhale of a phrase begins and must be left."""
    if phrase.kind is PhraseKind.DONE:
        return timeline.total_ms, timeline.total_ms + 3_000
    segments = timeline.segments
    index = timeline.index_at(phrase.at_ms)
    own = segments[index]
    following = segments[index + 1 : index + 2]
    if phrase.kind is PhraseKind.BREATH and phrase.end_by_ms > own.end_ms:
        # The words of a short hold begin before it, and nothing but them is said in it.
        (hold,) = following
        assert is_hold(hold.do)
        assert phrase.text in phase_wordings(hold.do, None)
        return own.at_ms, hold.end_ms
    if own.is_work and phrase.kind is not PhraseKind.COUNT:
        is_breath = phrase.kind is PhraseKind.CUE and own.span_ms
        return own.at_ms, own.span_at_ms + own.span_ms if is_breath else own.end_ms
    first, last = index, index

    def is_same(other: int) -> bool:
        each = segments[other]
        return (each.bout, each.kind, each.rep) == (own.bout, own.kind, own.rep) and (
            own.is_work or bool(each.breath) == bool(own.breath)
        )

    while first > 0 and is_same(first - 1):
        first -= 1
    while last + 1 < len(segments) and is_same(last + 1):
        last += 1
    end_ms = segments[last].end_ms
    follows = segments[last + 1] if last + 1 < len(segments) else None
    if not own.is_work and not own.breath and (follows is None or follows.is_work):
        end_ms -= 1_000
    return segments[first].at_ms, end_ms


def check(timeline: Timeline, length_ms: LengthMs, planned: tuple[Phrase, ...]) -> None:
    for phrase in planned:
        start_ms, end_ms = stretch_of(timeline, phrase)
        assert start_ms <= phrase.at_ms
        assert phrase.at_ms + length_ms(phrase.text) <= phrase.end_by_ms <= end_ms
    for before, after in pairwise(planned):
        assert before.at_ms + length_ms(before.text) <= after.at_ms
        assert before.at_ms <= after.at_ms


@SESSIONS
@given(sessions(), speeds, skips)
def test_phrases_never_overlap_and_stay_where_they_belong(
    timeline: Timeline, length_ms: LengthMs, skip: frozenset[PhraseKind]
) -> None:
    for level in VoiceLevel:
        check(timeline, length_ms, phrases(timeline, level, length_ms, skip))


@SESSIONS
@given(sessions(), speeds)
def test_the_essential_is_a_part_of_the_full(
    timeline: Timeline, length_ms: LengthMs
) -> None:
    full = phrases(timeline, VoiceLevel.FULL, length_ms)
    essential = phrases(timeline, VoiceLevel.ESSENTIAL, length_ms)
    # The setup comes before the side, so that a side may be said later and shorter.
    own = {each for each in essential if each.kind is not PhraseKind.SIDE}
    # Only the full voice begins with the whole session, and ends each drill.
    whole = {(each.text, timeline.at(each.at_ms).bout) for each in full}
    early = {each for each in own if timeline.at(each.at_ms).kind in NEW_DRILL}
    assert own - early <= set(full)
    names = (each for each in early if each.kind in {PhraseKind.NAME, PhraseKind.NEXT})
    assert {(each.text, timeline.at(each.at_ms).bout) for each in names} <= whole
    for each in essential:
        here = timeline.at(each.at_ms)
        told = [
            other
            for other in full
            if (there := timeline.at(other.at_ms)).bout == here.bout
            and there.side is here.side
        ]
        assert any(other.kind is each.kind or other.text == each.text for other in told)


@SESSIONS
@given(sessions(), speeds, skips)
def test_a_kind_that_is_switched_off_is_never_said_nor_made_ready(
    timeline: Timeline, length_ms: LengthMs, skip: frozenset[PhraseKind]
) -> None:
    planned = phrases(timeline, VoiceLevel.FULL, length_ms, skip)
    assert skip.isdisjoint(each.kind for each in planned)
    assert {each.text for each in planned} <= set(texts(timeline, VoiceLevel.FULL, skip))


@SESSIONS
@given(sessions(), speeds)
def test_nothing_is_empty_and_nobody_is_told_to_hold(
    timeline: Timeline, length_ms: LengthMs
) -> None:
    for phrase in phrases(timeline, VoiceLevel.FULL, length_ms):
        assert phrase.text.strip() == phrase.text != ""
        if phrase.kind is not PhraseKind.CUE:  # a cue is in the author's own words
            assert phrase.text.casefold().strip(".") not in {"inhale", "exhale", "hold"}


@SESSIONS
@given(spoken_plans(), speeds)
def test_no_text_comes_twice_in_a_row_in_one_wait_or_set(
    plan: Prescription, length_ms: LengthMs
) -> None:
    timeline = compile_timeline(plan)
    planned = phrases(timeline, VoiceLevel.FULL, length_ms)
    for before, after in pairwise(planned[:-1]):
        earlier, later = timeline.at(before.at_ms), timeline.at(after.at_ms)
        is_same = (earlier.bout, earlier.kind) == (later.bout, later.kind)
        # The cued inhale is a signal, whatever a drill's own words are.
        if is_same and bool(earlier.breath) == bool(later.breath):
            assert before.text != after.text


@SESSIONS
@given(sessions(), speeds)
def test_the_last_rep_is_left_in_peace(timeline: Timeline, length_ms: LengthMs) -> None:
    if timeline.prescription.self_paced:
        return
    for phrase in phrases(timeline, VoiceLevel.FULL, length_ms):
        segment = timeline.at(phrase.at_ms)
        reps = timeline.bouts[segment.bout].reps
        if segment.rep == reps > 1 and phrase.kind is not PhraseKind.DONE:
            is_opening = phrase.kind is PhraseKind.SIDE and segment.phase == 0
            assert phrase.kind is PhraseKind.COUNT or is_opening


@SESSIONS
@given(spoken_plans())
def test_every_drill_is_named_where_there_is_time_for_it(plan: Prescription) -> None:
    blocks = tuple(replace(b, name=f"Drill {n}") for n, b in enumerate(plan.blocks))
    timeline = compile_timeline(replace(plan, blocks=blocks))
    planned = phrases(timeline, VoiceLevel.ESSENTIAL, lambda _: 100)
    named = [p.text.removeprefix("next: ") for p in planned if p.kind in {"name", "next"}]
    assert named == [block.name for block in blocks]


@SESSIONS
@given(spoken_plans())
def test_every_side_is_named_where_there_is_time_for_it(plan: Prescription) -> None:
    blocks = tuple(replace(b, side_text=None) for b in plan.blocks)
    timeline = compile_timeline(replace(plan, blocks=blocks))
    planned = phrases(timeline, VoiceLevel.ESSENTIAL, lambda _: 50)
    sides = [
        next(side for side in ("left", "right") if side in phrase.text)
        for phrase in planned
        if phrase.kind is PhraseKind.SIDE
        and timeline.block_of(timeline.at(phrase.at_ms)).sides is Sides.EACH
    ]
    turns = [(b.block, b.side) for b in timeline.bouts if b.side]
    assert sides == [side for (_, side), _ in groupby(turns)]


@cache
def bundled(name: str, preset: BreathPreset) -> Prescription:
    return session_of(name, preset)


def shortened(plan: Prescription, **waits_ms: int) -> Prescription:
    return replace(plan, blocks=tuple(replace(block, **waits_ms) for block in plan.blocks))


WAITS: list[dict[str, int]] = [
    {},
    {"change_ms": 0},
    {"rest_ms": 0},
    {"change_ms": 0, "rest_ms": 0, "switch_ms": 0},
    {"change_ms": 4_000, "rest_ms": 4_000},
]


@pytest.mark.parametrize("preset", BreathPreset)
@pytest.mark.parametrize("name", sorted(library().routines))
def test_a_bundled_routine_is_spoken_cleanly_with_any_waits(
    name: str, preset: BreathPreset
) -> None:
    for waits_ms in WAITS:
        timeline = compile_timeline(shortened(bundled(name, preset), **waits_ms))
        for length_ms in SPEEDS:
            planned = phrases(timeline, VoiceLevel.FULL, length_ms)
            check(timeline, length_ms, planned)
            assert planned[-1].text == "done"
        usual = phrases(timeline, VoiceLevel.FULL, estimated_ms)
        kinds = [phrase.kind for phrase in usual]
        assert kinds.count(PhraseKind.NAME) + kinds.count(PhraseKind.NEXT) > 0
