"""The figure stands beside the letters where there is room, and moves with the breath."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.doubles import Press, play
from tests.screen.stills import STILLS, motion_for, still, text_of

from coach.event import PauseReason
from coach.figure.motion import Motion
from coach.library.bundled import find_bundled
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.model.terms import Side, Sides
from coach.moment import Moment
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.question.dialog import Dialog, ask_pain, press
from coach.screen.above_figure import lines_above, place_of_side
from coach.screen.big_letters import fitted
from coach.screen.head_foot import foot, side_letters
from coach.screen.layout import lines_of
from coach.screen.number_aside import number_aside
from coach.screen.session_view import view
from coach.screen.side_place import ABOVE
from coach.screen.stacked_words import headed, stacked
from coach.screen.stage_sizes import sizes_of
from coach.screen.viewport import Viewport
from coach.timeline import Timeline, compile_timeline

LIBRARY = read_library((), find_bundled())
BASES, _ = read_poses(LIBRARY.pose_files)
BUNDLED = LIBRARY.drills.values()


def _session(id_: str) -> tuple[Timeline, Motion]:
    drill = LIBRARY.drills[id_].value
    motion = figure_of(LIBRARY.drills[id_], BASES)[0]
    assert motion is not None
    timeline = compile_timeline(
        prescribe(SessionRequest(id_, (id_,)), [Chosen(drill)], Wishes())
    )
    return timeline, motion


def _shown(id_: str, at_ms: int, columns: int = 80, rows: int = 24) -> list[str]:
    timeline, motion = _session(id_)
    moment = Moment(timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC))
    sheet = view(moment, Viewport(columns, rows), motion)
    return [line.plain for line in lines_of(sheet, moment)]


def _dots(lines: list[str]) -> str:
    return "\n".join(
        "".join(c if c > "\u2800" else " " for c in line).rstrip() for line in lines
    )


def test_hips_rise_while_the_breath_goes_out() -> None:
    low, high = _shown("glute-bridge", 10_100), _shown("glute-bridge", 14_900)
    assert _dots(low) != _dots(high)
    assert _dots(low).strip()


def test_every_rep_shows_the_same_pictures() -> None:
    cycle_ms = 8_000
    assert _dots(_shown("glute-bridge", 12_345)) == _dots(
        _shown("glute-bridge", 12_345 + cycle_ms)
    )


def test_the_other_side_is_another_picture() -> None:
    timeline, motion = _session("clamshell")
    assert motion.joints(0, 1.0, None) != motion.joints(0, 1.0, timeline.bouts[1].side)


def test_the_breath_and_the_reps_stay_readable_beside_the_figure() -> None:
    lines = _shown("glute-bridge", 13_000)
    assert any("▼ OUT" in line for line in lines)
    number = next(n for n, line in enumerate(lines) if "reps to go" in line)
    assert "█" in lines[number - 1]
    assert sum("██" in line for line in lines) > 14


def test_a_tiny_screen_keeps_the_breath_and_leaves_the_figure_out() -> None:
    lines = _shown("glute-bridge", 13_000, 20, 6)
    assert not _dots(lines).strip()
    assert any("OUT" in line for line in lines)


@pytest.mark.parametrize("at_ms", [0, 3_500, 8_000, 10_000, 20_000])
@pytest.mark.parametrize(("columns", "rows"), [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize(
    "id_", ["glute-bridge", "couch-stretch", "hip-airplane", "bird-dog"]
)
def test_the_screen_with_a_figure_is_as_large_as_the_terminal(
    id_: str, columns: int, rows: int, at_ms: int
) -> None:
    lines = _shown(id_, at_ms, columns, rows)
    assert len(lines) == rows
    assert max(len(line) for line in lines) <= columns
    assert "q stop" in lines[-1]


SAME_STAGE = ("lead-in", "change", "rest", "switch", "work-exhale", "paused")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_the_figure_keeps_its_place_and_size_through_waits_work_and_pauses(
    size: tuple[int, int],
) -> None:
    places = set()
    for name in SAME_STAGE:
        moment = STILLS[name]
        sheet = view(moment, Viewport(*size), motion_for(moment))
        figures = [
            mover.place
            for mover in sheet.movers
            if any(c > "\u2800" for line in mover.moving.draw(moment).lines for c in line)
        ]
        places.update(figures)
        assert len(figures) == 1, name
    assert len(places) == 1


@pytest.mark.parametrize(
    "id_",
    [d.value.id for d in BUNDLED if d.value.sides is not Sides.BOTH and d.value.figure],
)
def test_a_side_in_big_letters_never_covers_the_figure(id_: str) -> None:
    timeline, motion = _session(id_)
    look = Viewport(80, 24)
    own = sizes_of(look.inside)
    work = [each for each in timeline.segments if each.is_work]
    moment = still(work[0].at_ms, timeline)
    place = place_of_side(moment, look.inside, motion)
    assert place is not None or moment.block.sides is Sides.ALTERNATE
    if place is None:
        return
    pictures = [
        motion.picture(phase, step / 16, side, own.columns, place.figure_rows)
        for phase in range(motion.phase_count)
        for step in range(17)
        for side in Side
    ]
    rows = ABOVE + place.high - (own.rows - place.figure_rows)
    covered = {
        row[: place.width].strip(" ⠀") for each in pictures for row in each.lines[:rows]
    }
    assert covered <= {""} or rows <= 0
    names = [side_letters(moment, side) for side in Side]
    assert {len(place.lines(name)) for name in names} == {place.high}


@pytest.mark.parametrize("word", ["rest", "switch"])
def test_in_a_rest_the_figure_rests(word: str) -> None:
    moment = STILLS[word]
    into_ms = moment.position_ms - moment.segment.at_ms
    pictures = {
        _dots([line.plain for line in text_of(still(at_ms), Viewport(80, 24), motion)])
        for at_ms in range(moment.position_ms - into_ms, moment.segment.end_ms, 400)
        for motion in [motion_for(moment)]
    }
    assert len(pictures) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize(
    "name", ["lead-in", "work-exhale", "rest", "switch", "cued-inhale", "ready", "own-pace"]
)
def test_the_key_for_pain_is_shown_all_through_a_session(
    name: str, size: tuple[int, int]
) -> None:
    moment = STILLS[name]
    shown = text_of(moment, Viewport(*size), motion_for(moment))
    assert any("h it hurts" in row.plain for row in shown)


def test_a_wait_for_the_runner_counts_nothing_down_until_the_runner_is_ready() -> None:
    plan = make_prescription(replace(make_block(), waits=True, setup=("Lie down",)))
    keys: list[Press] = [(20_000, "space"), (30_000, "q"), (31_000, "q")]
    moments = play(compile_timeline(plan), keys).heard.moments
    lead_ins = [m for m in moments if not m.segment.is_work and not m.is_leaving]
    before = [m for m in lead_ins if m.is_awaiting_ready or m.is_paused]
    assert {m.is_paused for m in before} == {False, True}
    for moment in before:
        rows = [row.plain for row in text_of(moment, Viewport(80, 24))]
        ready = [fitted("READY?", 74, high) for high in (4, 7)]
        assert any(_is_lit(letters, rows) for letters in ready)
        own = sizes_of(Viewport(80, 24).inside)
        assert _is_lit(stacked(("PRESS", "SPACE"), own.side, own.letters), rows)
        assert not any(" to go" in row or "starts in" in row for row in rows[3:])
        narrow = " ".join(row.plain for row in text_of(moment, Viewport(40, 12)))
        assert "SPACE  when ready" in narrow
    after = next(m for m in lead_ins if m not in before)
    rows = [row.plain for row in text_of(after, Viewport(80, 24))]
    assert _is_lit(fitted("0:08", 74, 7), rows)


def _is_lit(letters: tuple[str, ...], rows: list[str]) -> bool:
    """Whether the big letters are on the screen."""
    return bool(letters) and all(any(a.rstrip() in b for b in rows) for a in letters)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
def test_no_page_of_steps_turns_while_the_session_waits_for_the_key(
    size: tuple[int, int],
) -> None:
    setup = ("Lie on your back with your feet on a wall", "Bend the hips and the knees")
    plan = make_prescription(replace(make_block(), waits=True, setup=setup))
    keys: list[Press] = [(60_000, "q"), (61_000, "q")]
    moments = play(compile_timeline(plan), keys).heard.moments
    waiting = [m for m in moments if m.is_awaiting_ready and not m.is_leaving]
    shown = {tuple(row.plain for row in text_of(m, Viewport(*size))[3:-1]) for m in waiting}
    assert len(waiting) > 5
    assert len(shown) == 1
    (rows,) = shown
    text = " ".join(" ".join(rows).split())
    assert all(step in text for step in setup)


def test_pages_of_a_wait_end_with_a_sentence_and_stay_until_they_are_read() -> None:
    setup = (
        "Stand with your back to a wall and your feet a small step in front of it",
        "Let the low back ease towards the wall",
        "Reach both arms forward at the height of your shoulders",
        "Keep your chin tucked and your knees soft through the whole of the set",
        "Let your shoulders sink away from your ears before you reach any further",
    )
    plan = make_prescription(replace(make_block(), waits=True, setup=setup))
    keys: list[Press] = [(80_000, "space"), (81_000, "q"), (82_000, "q")]
    pages: list[tuple[int, str]] = []
    for moment in play(compile_timeline(plan), keys).heard.moments:
        rows = [row.plain for row in text_of(moment, Viewport(80, 24))]
        mark = next((n for n, row in enumerate(rows) if " of 2)" in row), 0)
        rows[mark], _, _ = rows[mark].rpartition("(")
        page = " ".join(" ".join(rows[mark - 2 : mark + 1]).split())
        at_ms = moment.position_ms + moment.stood_ms
        is_wait = moment.is_awaiting_ready or moment.is_paused
        if is_wait and mark and (not pages or pages[-1][1] != page):
            pages.append((at_ms, page))
    assert len(pages) > 2
    assert all(page.endswith(".") for _, page in pages)
    for (shown_ms, page), (turned_ms, _) in pairwise(pages):
        assert turned_ms - shown_ms >= len(page.split()) * 1_000 / 3


def test_after_pain_space_continues_also_before_a_drill_that_waits() -> None:
    moment = still(
        36_000, is_paused=True, pause_reason=PauseReason.PAIN, is_awaiting_ready=True
    )
    shown = text_of(moment, Viewport(80, 24))
    assert any("space continue" in row.plain for row in shown)


def test_a_march_always_has_one_foot_on_the_floor() -> None:
    _, motion = _session("march-on-the-spot")
    floor = min(limb.end[1] for limb in motion.joints(0, 1.0).limbs[:2] if limb)
    for phase in range(motion.phase_count):
        for step in range(17):
            legs = [limb for limb in motion.joints(phase, step / 16).limbs[:2] if limb]
            assert min(leg.end[1] for leg in legs) <= floor + 0.5, (phase, step)


def test_the_key_that_takes_an_answer_back_is_shown_where_there_is_one() -> None:
    second = press(ask_pain(STILLS["asked-pain"].block), "2")
    assert isinstance(second, Dialog)
    for dialog, is_shown in ((second, True), (second.before, False)):
        moment = replace(STILLS["asked-pain"], question=dialog)
        shown = [row.plain for row in text_of(moment, Viewport(80, 24))]
        assert ("backspace correct" in shown[-1]) is is_shown


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
def test_the_movement_is_large_above_the_figure_and_covers_none_of_it(
    size: tuple[int, int],
) -> None:
    look = Viewport(*size)
    large = 0
    for id_ in LIBRARY.drills:
        timeline, motion = _session(id_)
        phases = {each.phase: each for each in timeline.segments if each.is_work}
        for segment in phases.values():
            at_ms = segment.at_ms + segment.duration_ms // 2
            moment = Moment(
                timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC)
            )
            lines = lines_above(moment, look.inside, motion)
            large += bool(lines)
            sheet = view(moment, look, motion)
            taken: set[tuple[int, int]] = set()
            for mover in sheet.movers:
                cells = mover.moving.draw(moment)
                lit = {
                    (mover.row + row, mover.column + column)
                    for row, line in enumerate(cells.lines)
                    for column, character in enumerate(line)
                    if character not in " \u2800"
                }
                assert not lit & taken, (id_, segment.do)
                taken |= lit
            words = "\n".join(row.plain for row in lines_of(sheet, moment))
            assert bool(lines) != (segment.do in words), (id_, segment.do)
    assert large > len(LIBRARY.drills) // 2


def test_the_foot_says_that_the_key_lets_the_voice_go_on_before_it_starts() -> None:
    waiting = STILLS["awaiting"]
    for moment, word in (
        (waiting, "space ready"),
        (replace(waiting, has_more_to_hear=True), "space next step"),
    ):
        (row,) = foot(moment, Viewport(80, 24)).rows
        assert row.plain.startswith(word)


def test_the_large_key_says_whether_it_starts_or_lets_the_voice_go_on() -> None:
    waiting = STILLS["ready"]
    for size in ((80, 24), (120, 40), (40, 12)):
        for has_more, words in ((False, "when ready"), (True, "for the next step")):
            moment = replace(waiting, has_more_to_hear=has_more)
            shown = "\n".join(row.plain for row in text_of(moment, Viewport(*size)))
            assert words in shown, (size, words)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_the_next_drill_is_named_whole_in_letters_below_what_it_is(
    size: tuple[int, int],
) -> None:
    moment, look = STILLS["change"], Viewport(*size)
    shown = "\n".join(line.plain for line in text_of(moment, look, motion_for(moment)))
    own = sizes_of(look.inside)
    lines = headed("NEXT", "CLAMSHELL", own.side, own.letters)
    assert lines
    assert all(row.rstrip() in shown for row in lines)


def test_no_word_of_a_name_is_broken() -> None:
    for columns in range(20, 90):
        for name in ("CLAMSHELL", "HALF-KNEELING HIP-FLEXOR OPENER"):
            lines = headed("NEXT", name, columns, 14)
            words_ = [row for row in lines if row.strip()]
            assert not words_ or len(max(words_, key=len)) <= columns


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_a_number_says_in_letters_what_it_counts_and_no_figure_touches_it(
    size: tuple[int, int],
) -> None:
    moment, look = STILLS["last-rep"], Viewport(*size)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    own = sizes_of(look.inside)
    aside = number_aside(moment, own, is_ascii=False)
    assert aside
    assert all(any(row.strip() in line for line in shown) for row in aside)
    left = look.margin + own.columns
    floor = next(row for row in reversed(shown) if "\u2840" in row)
    assert not floor[left : left + 2].strip()
