from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.text import Text
from tests.doubles import MORNING
from tests.plans import BRIDGE, pre_run, timeline_of
from tests.screen.stills import STILLS, inside, motion_for, still, text_of

from coach.event import PauseReason
from coach.model.terms import BodyPlace, Breath
from coach.moment import Moment
from coach.player import Player, State
from coach.question.dialog import Dialog, Step
from coach.screen.event_words import ASCII_BREATH_SIGNS, BREATH_SIGNS, BREATH_WORDS
from coach.screen.roles import BREATH_ROLES
from coach.screen.viewport import Layout, Viewport

POSITIONS = st.integers(0, pre_run().total_ms)
LOOKS = st.builds(
    Viewport,
    st.integers(1, 130),
    st.integers(1, 45),
    st.booleans(),
    st.sampled_from(Layout),
    st.booleans(),
)
FOREIGN = timeline_of(
    replace(
        BRIDGE,
        name="Été: Brücke 橋の運動をゆっくり",
        setup=("Legen Sie sich auf den Rücken, Füße auf",),
        cues=("呼吸を長く吐く",),
    ),
    name="Vor dem Läufchen 走る前の準備運動",
)


def assert_fits(lines: Sequence[Text], look: Viewport) -> None:
    assert len(lines) == look.rows
    for line in lines:
        assert line.cell_len <= look.columns
        assert "\n" not in line.plain
        if look.is_ascii:
            assert line.plain.isascii()


@given(
    look=LOOKS,
    position_ms=POSITIONS,
    is_paused=st.booleans(),
    is_leaving=st.booleans(),
    is_gap=st.booleans(),
)
def test_every_instant_fits_every_screen(
    look: Viewport, position_ms: int, *, is_paused: bool, is_leaving: bool, is_gap: bool
) -> None:
    moment = still(position_ms, is_paused=is_paused, is_leaving=is_leaving, is_gap=is_gap)
    for motion in (None, motion_for(moment)):
        assert_fits(text_of(moment, look, motion), look)


@given(
    look=LOOKS,
    position_ms=POSITIONS,
    step=st.sampled_from(Step),
    reason=st.none() | st.sampled_from(PauseReason),
)
def test_every_question_fits_every_screen(
    look: Viewport, position_ms: int, step: Step, reason: PauseReason | None
) -> None:
    moment = still(
        position_ms,
        is_paused=reason is not None,
        pause_reason=reason,
        pause_about=0 if reason is PauseReason.PAIN else None,
        question=Dialog(step=step, target=(BodyPlace.FRONT_OF_HIP, BodyPlace.HAMSTRINGS)),
        advice=(
            "Sit down and breathe normally.",
            "Left out: Glute bridge.",
        ),
    )
    for motion in (None, motion_for(moment)):
        assert_fits(text_of(moment, look, motion), look)


@given(look=LOOKS, position_ms=st.integers(0, FOREIGN.total_ms), is_paused=st.booleans())
def test_a_drill_in_another_script_fits_every_screen(
    look: Viewport, position_ms: int, *, is_paused: bool
) -> None:
    assert_fits(text_of(still(position_ms, FOREIGN, is_paused=is_paused), look), look)


COMMANDS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "resume", "skip", "back", "repeat", "stop"]),
        st.integers(0, 30_000),
    ),
    max_size=8,
)


@given(look=LOOKS, commands=COMMANDS)
def test_the_screen_fits_after_any_commands(
    look: Viewport, commands: list[tuple[str, int]]
) -> None:
    now_ms = 0
    player = Player(pre_run(), now_ms)
    player.advance(now_ms)
    for name, after_ms in commands:
        now_ms += after_ms
        getattr(player, name)(now_ms)
        moment = Moment(
            player.timeline,
            player.position_ms(now_ms),
            player.current(now_ms),
            MORNING,
            is_paused=player.state is State.PAUSED,
            is_ended=player.state is State.ENDED,
        )
        assert_fits(text_of(moment, look), look)


@pytest.mark.parametrize("name", ["work-inhale", "work-exhale", "work-pause"])
@example(columns=3, rows=1, is_ascii=False)
@given(columns=st.integers(2, 120), rows=st.integers(1, 40), is_ascii=st.booleans())
def test_the_breath_is_on_every_screen_however_small(
    name: str, rows: int, columns: int, *, is_ascii: bool
) -> None:
    breath = STILLS[name].segment.breath
    assert breath is not None
    whole = text_of(STILLS[name], Viewport(columns, rows, is_ascii))
    lines = inside([line.plain for line in whole], columns, rows)
    sign = (ASCII_BREATH_SIGNS if is_ascii else BREATH_SIGNS)[breath]
    assert any(line.startswith((sign, BREATH_WORDS[breath])) for line in lines)


def test_breaths_differ_in_word_and_sign_and_colour() -> None:
    for told_apart_by in (BREATH_WORDS, BREATH_SIGNS, ASCII_BREATH_SIGNS, BREATH_ROLES):
        assert set(told_apart_by) == set(Breath)
        assert len(set(told_apart_by.values())) == len(Breath)


@pytest.mark.parametrize("name", ["work-inhale", "work-exhale", "work-pause"])
def test_the_breath_line_has_the_style_of_its_breath(name: str) -> None:
    moment = STILLS[name]
    assert moment.segment.breath is not None
    sign = BREATH_SIGNS[moment.segment.breath]
    (line,) = [line for line in text_of(moment, Viewport(80, 24)) if sign in line.plain]
    at = line.plain.index(sign)
    styles = {span.style for span in line.spans if span.start <= at < span.end}
    assert BREATH_ROLES[moment.segment.breath].style in {*styles, line.style}


def bar_of(position_ms: int) -> int:
    """Filled eighths of the left column of the breath."""
    lines = text_of(still(position_ms), Viewport(50, 10))
    return sum(max(0, " ▁▂▃▄▅▆▇█".find(line.plain[:1] or " ")) for line in lines)


def test_the_bar_fills_on_in_empties_on_out_and_rests_on_empty() -> None:
    inhale = [bar_of(at_ms) for at_ms in range(10_500, 13_900, 100)]
    exhale = [bar_of(at_ms) for at_ms in range(14_500, 19_500, 100)]
    assert inhale == sorted(inhale)
    assert inhale[0] < inhale[-1]
    assert exhale == sorted(exhale, reverse=True)
    assert exhale[0] > exhale[-1]
    assert bar_of(21_000) == 0


def test_one_breath_over_two_movements_has_one_bar() -> None:
    # "tuck" ends and "press and lift" begins at 47 s; both are one breath out.
    assert bar_of(46_990) - bar_of(47_010) <= 1


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_full_lungs_fill_both_edges_of_the_screen(size: tuple[int, int]) -> None:
    for line in text_of(still(13_990), Viewport(*size)):
        assert line.plain.startswith("█")
        assert line.cell_len == size[0]
        assert line.plain.endswith("█")
