"""Start card, summary, home and the first-run text, as plain text in two widths."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from rich.console import Console, RenderableType
from tests.conftest import GOLDEN, Golden
from tests.doubles import MORNING, FakeClock, play
from tests.plans import pre_run, timeline_of
from tests.screen.stills import framed, motion_for, still

from coach.app.session.start_card_keys import card_of
from coach.coaching.differences import Difference
from coach.model.records import EndedBy, EndStatus
from coach.model.session_facts import BoutFacts, SessionFacts, SessionStatus
from coach.model.trends import days_of
from coach.question.question_text import Choice
from coach.safety_text import ASK_FIRST, DISCLAIMER, IN_SHORT
from coach.screen.big_letters import fitted, height_of, letters_in, low_letters
from coach.screen.headline import open_letters
from coach.screen.home_page import Today, home_page, last_line
from coach.screen.key_bar import CardChoice
from coach.screen.layout import lines_of
from coach.screen.letter_answers import letter_answers
from coach.screen.printing import UNBOUNDED
from coach.screen.roles import Role
from coach.screen.safety_pages import first_run, pages_of, safety_sheets
from coach.screen.session_news import News
from coach.screen.session_words import week_line
from coach.screen.start_card import start_card
from coach.screen.summary_card import Summary, banner, summary_card
from coach.screen.summary_page import done_table, how_it_ended
from coach.screen.viewport import Viewport
from coach.screen.week_cells import DayMarks, DoneWeek, marks_of, week_cells
from coach.timeline import Timeline

SIZES = ((80, 24), (40, 12))
CHOICES = (
    (CardChoice("1", "voice and tones"), CardChoice("2", "tones"), CardChoice("3", "none")),
    (
        CardChoice("m", "5 min", is_on=True),
        CardChoice("s", "standing"),
        CardChoice("e", "no equipment"),
    ),
    (CardChoice("space", "start"), CardChoice("q", "leave")),
)
SAID = (
    "you warmed up at 07:00",
    "left out to save time: Wall abduction, isometric; some sets of Wall drive march",
)
DIFFERENT = (
    Difference("Hip hinge to wall tap", "left out", "It hurt on Friday."),
    Difference("Glute bridge", "now Standing glute squeeze, 8 reps", "It hurt on Friday."),
    Difference("Quadruped hip extension", "breath first, a smaller range", "In the back."),
    Difference("Side-lying hip abduction", "Sit back a little", "Your thighs took over."),
    Difference("Half-kneeling hip-flexor opener", "2 breaths, not 3", "It was too hard."),
    Difference("90/90 wall breathing", "3 breaths, not 5", "It was too hard."),
)
TODAY = MORNING.date()
NAMES = ("card", "card-trimmed", "done", "done-many", "stopped", "home", "first-run")


def printed(parts: Iterable[RenderableType], columns: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=columns, highlight=False, color_system=None)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def facts(days_ago: int = 0) -> SessionFacts:
    prescription = pre_run().prescription
    return SessionFacts(
        id=f"s{days_ago}",
        device="here",
        prescription=prescription,
        planned_ms=182_000,
        started_at=MORNING - timedelta(days=days_ago),
        last_at=MORNING - timedelta(days=days_ago) + timedelta(minutes=3),
        status=SessionStatus.COMPLETED,
        bouts=(
            BoutFacts(
                block=0,
                set=1,
                side=None,
                drill="breathing-90-90",
                reps_planned=2,
                reps_done=2,
                exhales=2,
                work_ms=24_000,
                exhale_ms=12_000,
                paused_ms=0,
                started_at=MORNING,
                ended_by=EndedBy.DONE,
            ),
        ),
    )


def summary(
    script: list[tuple[int, str]],
    columns: int,
    timeline: Timeline | None = None,
    rows: int = 24,
) -> str:
    clock = FakeClock()
    outcome = play(timeline or pre_run(), script, clock=clock).outcome
    line = how_it_ended(outcome.status, outcome.moment, outcome.finished, is_kept=True)
    prescription = outcome.moment.timeline.prescription
    said = week_line([facts(), facts()], TODAY, 3)
    shown = Summary(
        prescription,
        outcome.status,
        line,
        outcome.finished,
        motion_for(still(60_000)),
        DoneWeek(TODAY, TODAY, days_of([facts(), facts()]), said),
    )
    return printed(summary_card(shown, columns, rows, is_ascii=False), columns)


def seven_drills() -> Timeline:
    blocks = pre_run().prescription.blocks
    return timeline_of(*blocks, *blocks, blocks[0])


def page(name: str, columns: int, rows: int) -> str:
    if name == "card":
        sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows))
        return framed(lines_of(sheet, still(0)), columns)
    if name == "card-trimmed":
        sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows), News(SAID))
        return framed(lines_of(sheet, still(0)), columns)
    if name in {"done", "done-many"}:
        return summary([], columns, seven_drills() if name == "done-many" else None)
    if name == "stopped":
        return summary([(100_000, "q"), (101_000, "q")], columns)
    if name == "first-run":
        pages = pages_of(first_run(), columns, rows)
        return "(Press Enter for more)\n".join(printed(lines, columns) for lines in pages)
    today = Today(
        "Pre-run activation",
        "coach start",
        "a planned rest day, then Strength A on Thursday; before a run or instead of one",
        "5:43",
        motion_for(still(60_000)),
        plan="Six weeks, week 2 of 6: Repeat, 1 of 2 done this week",
    )
    week = week_line([facts()], TODAY, 3)
    return printed(
        home_page(today, week, last_line(facts(), TODAY), Viewport(columns, rows)),
        columns,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_page_looks_as_it_did(name: str, golden: Golden) -> None:
    pages = [f"{columns}x{rows}\n{page(name, columns, rows)}" for columns, rows in SIZES]
    golden(f"page-{name}", "\n".join(pages))


def test_after_many_drills_the_whole_card_is_seen_with_the_prompt() -> None:
    assert len(summary([], 80, seven_drills()).splitlines()) <= 21


def test_stopping_before_the_first_rep_is_told_in_big_letters() -> None:
    lines = summary([(1_000, "q"), (2_000, "q")], 80).splitlines()
    large = [row.plain.rstrip() for row in banner(EndStatus.STOPPED, 74, is_ascii=False)]
    assert large
    assert all(any(row in line for line in lines) for row in large)
    assert not any("not done" in line for line in lines)


def test_on_a_low_terminal_how_it_ended_is_seen_with_the_prompt() -> None:
    lines = summary([], 40, seven_drills(), rows=12).splitlines()
    seen = "\n".join(lines[-10:])  # what to type next, and the prompt, are below
    assert all(
        row.plain.rstrip() in seen
        for row in banner(EndStatus.COMPLETED, 36, is_ascii=False)
    )
    assert re.search(r"\d:\d\d, \d+ slow exhales", seen)
    assert "This week: " in seen


def test_no_page_is_left_over_from_one_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("page-*.txt")} == {f"page-{n}" for n in NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_no_line_is_wider_than_the_terminal(name: str, columns: int, rows: int) -> None:
    width = columns + 2 if name.startswith("card") else columns  # the frame around it
    assert max(len(line) for line in page(name, columns, rows).splitlines()) <= width


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24), (40, 12)])
def test_the_home_page_on_a_terminal_shows_the_days_and_how_far_a_session_came(
    columns: int, rows: int
) -> None:
    cells = week_cells(days_of([facts()]), TODAY, TODAY + timedelta(days=1))
    today = Today(
        "Desk break", "coach start", "short", "2:39", unfinished=facts(), cells=cells
    )
    week = week_line([facts()], TODAY, 3)
    lines = printed(
        home_page(today, week, "", Viewport(columns, rows)), columns
    ).splitlines()
    assert len(lines) < rows
    assert any(line.startswith("■□□□") for line in lines)
    at = lines.index("Mon  Tue  Wed  Thu  Fri  Sat  Sun")
    assert lines[at + 1].startswith("███   □    ·")


@pytest.mark.parametrize(("rows", "most"), [(40, 118), (60, 196)])
def test_on_a_wide_terminal_the_figure_stays_near_the_words(rows: int, most: int) -> None:
    """On a huge one, the figure and the letters are larger."""
    today = Today("Desk break", "coach start", "short", "2:39", motion_for(still(60_000)))
    page = home_page(today, week_line([], TODAY, 3), "", Viewport(200, rows))
    lines = printed(page, 200).splitlines()
    assert any(set(line) & set("⣀⣤⣶⠤⡀⠉") for line in lines)
    assert max(map(len, lines)) <= most


@pytest.mark.parametrize(("columns", "rows", "high"), [(80, 24, 4), (120, 40, 8)])
def test_the_minutes_of_today_are_read_from_the_mat(
    columns: int, rows: int, high: int
) -> None:
    cells = week_cells(days_of([facts()]), TODAY, TODAY + timedelta(days=1))
    motion = motion_for(still(60_000))
    today = Today("Desk break", "coach start", "short", "3 min", motion, cells=cells)
    page = home_page(today, week_line([facts()], TODAY, 3), "", Viewport(columns, rows))
    lines = printed(page, columns).splitlines()
    assert len(lines) < rows
    large = open_letters("3 MIN", columns // 2, high)
    assert len(large) >= high - 1
    assert all(any(line.startswith(row.plain.rstrip()) for line in lines) for row in large)
    assert "Today   Desk break" in lines[0]


def glance(**fields: Any) -> str:  # noqa: ANN401  any fields of the page
    """The home page at 80x24 on a terminal, with these fields."""
    day = TODAY + timedelta(days=1)
    cells = week_cells(days_of([facts()]), TODAY, day, DayMarks(hurt={TODAY}))
    today = Today(
        "Desk break", "coach start", "short", "3 min", motion_for(still(60_000)),
        cells=cells, plan="Week 2 of 6, 1 of 2 done", **fields,
    )  # fmt: skip
    page = home_page(today, week_line([facts()], TODAY, 3), "", Viewport(80, 24))
    text = printed(page, 80)
    assert len(text.splitlines()) < 24
    return text


def has_large(text: str, words: str) -> bool:
    large = open_letters(words, 46, 4)
    return bool(large) and all(row.plain.rstrip() in text for row in large)


@pytest.mark.parametrize(("sets", "words"), [(7, "7 SETS TO GO"), (1, "1 SET TO GO")])
def test_what_is_left_of_a_session_is_read_from_the_mat(sets: int, words: str) -> None:
    text = glance(unfinished=facts(), sets_left=sets, since=timedelta(minutes=12))
    assert has_large(text, words)
    assert not has_large(text, "3 MIN")
    before, _, after = text.partition("coach resume")
    assert "Unfinished   " in before
    assert "Or today: Desk break, 3 min   coach start" in after


def test_after_a_session_home_says_done_before_anything_more() -> None:
    text = glance(done=facts())
    assert has_large(text, "DONE")
    assert not has_large(text, "3 MIN")
    assert "Or today: Desk break, 3 min   coach start" in text


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (60, 24)])
def test_with_less_room_home_still_begins_with_what_is_done(
    columns: int, rows: int
) -> None:
    cells = week_cells(days_of([facts()]), TODAY, TODAY)
    today = Today("Desk break", "coach start", "short", "3 min", cells=cells, done=facts())
    page = home_page(today, week_line([facts()], TODAY, 3), "", Viewport(columns, rows))
    lines = printed(page, columns).splitlines()
    assert lines[0].startswith("Done today")
    assert len(lines) < rows
    assert "coach start" in " ".join(" ".join(lines).split())


def test_a_day_that_hurt_is_marked_and_explained() -> None:
    lines = glance(pain="Pain on Monday: 4 out of 10, low back").splitlines()
    at = lines.index("Mon  Tue  Wed  Thu  Fri  Sat  Sun")
    assert lines[at + 1].startswith("█◆█   □")
    assert lines[at + 3] == ""
    assert lines[at + 4] == "◆ Pain on Monday: 4 out of 10, low back"


@pytest.mark.parametrize("is_ascii", [False, True])
def test_a_day_with_only_an_unfinished_session_is_half_full(*, is_ascii: bool) -> None:
    days = days_of([facts()])
    marks = DayMarks(begun={TODAY})
    cells = week_cells(days, TODAY, TODAY, marks, is_ascii=is_ascii)[1].plain
    assert cells.startswith("#.." if is_ascii else "▄▄▄")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12), (20, 6)])
def test_what_to_do_today_does_not_scroll_off(columns: int, rows: int) -> None:
    today = Today("Desk break", "coach start", "short, and needs only a wall", "2:39")
    week = week_line([facts()], TODAY, 3)
    page = home_page(today, week, last_line(facts(), TODAY), Viewport(columns, rows))
    lines = printed(page, columns).splitlines()
    assert len(lines) < rows, "the last row is the prompt's"
    assert any("Desk break" in line for line in lines)
    assert "coach start" in lines[-1] or rows > 6


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12), (20, 8)])
def test_what_can_be_gone_on_with_comes_before_anything_new(
    columns: int, rows: int
) -> None:
    today = Today(
        "Desk break", "coach start", "short", "2:39", unfinished=facts(),
        since=timedelta(minutes=12),
    )  # fmt: skip
    week = week_line([facts()], TODAY, 3)
    page = home_page(today, week, "", Viewport(columns, rows))
    text = printed(page, columns)
    assert len(text.splitlines()) < rows
    assert "12 min ago" in " ".join(text.split())
    before, resume, after = text.partition("coach resume")
    assert resume
    assert "coach start" not in before
    assert ("coach start" in after) or rows < 24


def test_the_first_page_in_a_pipe_is_whole() -> None:
    today = Today("Desk break", "coach start", "short", "2:39")
    page = home_page(today, week_line([], TODAY, 3), "", Viewport(20, UNBOUNDED))
    text = printed(page, 20)
    assert "coach --help" in text


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (3, 10), (20, 6), (200, 60)])
@pytest.mark.parametrize("news", [News(), News(SAID), News(SAID, DIFFERENT)])
def test_the_start_card_fits_every_screen(columns: int, rows: int, news: News) -> None:
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows), news)
    lines = lines_of(sheet, still(0))
    assert len(lines) == rows
    assert max(line.cell_len for line in lines) <= columns


def test_the_name_of_a_drill_is_level_with_its_figure_on_a_large_start_card() -> None:
    motions = dict.fromkeys(
        (block.drill for block in pre_run().prescription.blocks), motion_for(still(60_000))
    )
    for size in ((120, 40), (200, 60)):
        look = Viewport(*size)
        sheet = start_card(pre_run(), "none", CHOICES, look, figures=motions)
        rows = [row.plain for row in lines_of(sheet, still(0))]
        # A dose ends a name, and a floor without a gap its figure.
        for dose in ("2 breaths", "2 x 3 reps/side", "2 reps"):
            (row,) = (row for row in rows if row.strip().startswith(f"{dose} "))
            floor = row.partition(dose)[2].strip()
            assert len(floor) > 20
            assert not {" ", "\u2800"} & {*floor}
        assert "".join(rows).count("Bird dog") == 0


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("is_ascii", [False, True])
def test_the_start_card_shows_the_figures_of_what_is_coming(
    columns: int, rows: int, *, is_ascii: bool
) -> None:
    motions = dict.fromkeys(
        (block.drill for block in pre_run().prescription.blocks), motion_for(still(60_000))
    )
    look = Viewport(columns, rows, is_ascii)
    sheet = start_card(pre_run(), "none", CHOICES, look, figures=motions)
    lines = [row.plain for row in lines_of(sheet, still(0))]
    assert len(lines) == rows
    assert max(map(len, lines)) <= columns
    right = "\n".join(line[55:] for line in lines)
    # Letters name the figures beside them.
    assert ("90/90 breathing" in right) == (columns == 80 or is_ascii)
    assert any(sign in right for sign in ("oo" if is_ascii else "⣿⣤⣀⢀"))
    left = "\n".join(line[:80] for line in lines)
    named = letters_in(("90/90 BREATHING", "CLAMSHELL", "BIRD DOG"), 78, 7)[2]
    if columns == 120:
        named = letters_in(("90/90 BREATHING", "CLAMSHELL", "BIRD DOG"), 58, 5)[2]
    is_large = columns > 80 and not is_ascii
    assert all(row.rstrip() in left for row in (named if is_large else ("Bird dog",)))
    assert right.isascii() or not is_ascii


def test_a_long_name_below_a_figure_of_the_start_card_is_whole() -> None:
    (block, *_) = pre_run().prescription.blocks
    long = replace(block, name="Half-kneeling hip-flexor opener")
    prescription = replace(pre_run().prescription, blocks=(long,))
    timeline = replace(pre_run(), prescription=prescription)
    motions = {block.drill: motion_for(still(60_000))}
    look = Viewport(80, 24)
    sheet = start_card(timeline, "none", CHOICES, look, figures=motions)
    right = " ".join(row.plain[34:].strip() for row in lines_of(sheet, still(0)))
    assert long.name in right


def test_the_card_of_many_drills_says_how_many_have_no_figure() -> None:
    blocks = pre_run().prescription.blocks[:1] * 7
    timeline = replace(
        pre_run(), prescription=replace(pre_run().prescription, blocks=blocks)
    )
    motions = {blocks[0].drill: motion_for(still(60_000))}
    sheet = start_card(timeline, "none", CHOICES, Viewport(80, 24), figures=motions)
    rows = [row.plain[50:].strip() for row in lines_of(sheet, still(0))]
    assert not any(row.startswith("+") for row in rows)  # the list tells all of them
    assert 0 < rows.count(blocks[0].name) <= 2

    look = Viewport(120, 40)
    sheet = start_card(timeline, "none", CHOICES, look, figures=motions)
    rows = [row.plain[50:] for row in lines_of(sheet, still(0))]
    shown = sum(row.count(blocks[0].name) for row in rows)
    (more,) = (*(int(row.split("+")[1].split()[0]) for row in rows if "more" in row), 0)[:1]
    assert shown == 7 - more


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
def test_pain_before_the_start_asks_for_rest_in_large_letters(
    size: tuple[int, int],
) -> None:
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(*size), is_hurting=True)
    shown = [row.plain for row in lines_of(sheet, still(0))]
    keys = next(row for row in reversed(shown) if "space" in row)
    assert keys.index("leave") < keys.index("space")
    if size > (40, 12):
        pain = fitted("REST TODAY", size[0], 4)
        assert all(any(row.rstrip() in each for each in shown) for row in pain)
        assert not any("MIN" in row for row in shown)


def test_each_page_of_a_small_list_of_reasons_repeats_the_question() -> None:
    sheets = safety_sheets(Viewport(40, 12))
    pages = [[row.plain for row in sheet.rows] for sheet in sheets]
    listing = [page for page in pages if any("- " in row for row in page)]
    assert len(listing) > 1
    for page in listing:
        assert any("any of these" in row.casefold() for row in page)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_how_a_test_ends_is_whole_on_its_card(columns: int, rows: int) -> None:
    (block, *_) = pre_run().prescription.blocks
    prescription = replace(
        pre_run().prescription, blocks=(replace(block, test="single-leg-bridge"),)
    )
    timeline = replace(pre_run(), prescription=prescription)
    ends = (
        "Press space when: the hip no longer comes up all the way; one hip drops or turns.",
        "Stop the test with q or h if: pain of 3 or more, anywhere; you feel unwell.",
    )
    look = Viewport(columns, rows)
    sheet = start_card(timeline, "none", (CHOICES[0], CHOICES[2]), look, News(ends))
    shown = " ".join(row.plain.strip() for row in lines_of(sheet, still(0)))
    assert all(sentence in shown for sentence in ends)


def test_no_key_of_the_start_card_is_cut_where_a_row_is_too_narrow() -> None:
    keys = (*CHOICES[1], CardChoice("+ -", "Glute bridge: no weight"))
    look = Viewport(40, 12)
    sheet = start_card(pre_run(), "none", (CHOICES[0], keys, CHOICES[2]), look)
    shown = " ".join(row.plain for row in lines_of(sheet, still(0)))
    for key in keys:
        assert f"{key.shown} {key.does}" in shown


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_each_changed_drill_has_a_line_on_the_start_card(columns: int, rows: int) -> None:
    news = News((), tuple(replace(each, reason="why " * 40) for each in DIFFERENT))
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows), news)
    lines = [row.plain.rstrip() for row in lines_of(sheet, still(0))]
    for each in DIFFERENT:
        found = [row for row in lines if row.lstrip("•* ").startswith(each.name[:6])]
        assert any(each.today[:8] in row for row in found), each
    assert any(row.startswith("On the floor") for row in lines)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_reasons_are_on_the_start_card_where_there_is_room(columns: int, rows: int) -> None:
    news = News((), DIFFERENT[1:2])
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows), news)
    shown = " ".join(row.plain.strip() for row in lines_of(sheet, still(0)))
    words = "Glute bridge: now Standing glute squeeze, 8 reps. It hurt on Friday."
    assert words in shown


def large_minutes(scale: int) -> list[str]:
    return [row.rstrip() for row in fitted("3 MIN", 52, height_of(scale))]


def test_where_much_is_different_the_minutes_stay_large_above_all_drills() -> None:
    news = News((), tuple(replace(each, reason="why " * 20) for each in DIFFERENT[:3]))
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(80, 24), news)
    lines = [row.plain.rstrip() for row in lines_of(sheet, still(0))]
    first = {large_minutes(scale)[0]: scale for scale in (1, 2)}
    at, row = next((n, row) for n, row in enumerate(lines) if row in first)
    minutes = large_minutes(first[row])
    assert lines[at : at + len(minutes)] == minutes
    for block in pre_run().prescription.blocks:
        assert any(row.startswith(f"  {block.name}") for row in lines[at:])


def test_where_much_is_different_a_narrow_card_names_the_drills() -> None:
    news = News((), tuple(replace(each, reason="why " * 20) for each in DIFFERENT[:3]))
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(40, 12), news)
    lines = [row.plain.rstrip() for row in lines_of(sheet, still(0))]
    assert len(lines) == 12
    assert any(row.startswith("90/90 breathing, Clamshell") for row in lines)
    assert lines[0].endswith("3 min")


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (120, 40)])
def test_a_sentence_about_pain_is_whole_on_the_card_of_a_day_with_many_changes(
    columns: int, rows: int
) -> None:
    warning = "Your knee hurt on Friday (4 of 10). Stop if the knee hurts again today."
    sheet = start_card(
        pre_run(), "none", CHOICES, Viewport(columns, rows), News((warning,), DIFFERENT)
    )
    lines = [row.plain.strip() for row in lines_of(sheet, still(0))]
    assert warning in " ".join(lines)
    assert not any(line.endswith(("...", "…")) for line in lines)


def test_the_minutes_and_the_drills_stand_above_the_reasons_for_them() -> None:
    news = News(("You ran yesterday.",), DIFFERENT[:2])
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(80, 24), news)
    lines = [row.plain.strip() for row in lines_of(sheet, still(0))]
    names = [block.name for block in pre_run().prescription.blocks]
    drills = [at for at, line in enumerate(lines) if line.startswith(tuple(names))]
    assert lines.index("You ran yesterday.") > max(drills[: len(names)])
    assert lines[2] in {large_minutes(scale)[0].strip() for scale in (1, 2)}


def test_a_drill_with_a_long_name_is_whole_on_the_card_with_its_dose() -> None:
    (block, *_) = pre_run().prescription.blocks
    name = "Standing wall-press hip abduction with the arms overhead"
    prescription = replace(pre_run().prescription, blocks=(replace(block, name=name),))
    timeline = replace(pre_run(), prescription=prescription)
    sheet = start_card(timeline, "none", CHOICES, Viewport(80, 24))
    shown = "\n".join(row.plain for row in lines_of(sheet, still(0)))
    assert name in " ".join(shown.split())
    assert "2 breaths" in shown


def test_a_reason_that_many_drills_share_is_on_the_start_card_once() -> None:
    reason = "It was sorer than usual the morning after, so it rests today."
    names = ("Glute bridge", "Clamshell", "Bird dog", "Hip hitch", "Hip thrust", "Heel tap")
    news = News((), [Difference(name, "left out", reason) for name in names])
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(80, 24), news)
    shown = [row.plain.strip() for row in lines_of(sheet, still(0))]
    assert shown.count(reason) == 1
    assert "Clamshell: left out" in shown


@pytest.mark.parametrize(("columns", "rows"), [(20, 6), (40, 12), (80, 24), (200, 60)])
def test_the_first_run_text_is_whole_on_every_terminal(columns: int, rows: int) -> None:
    pages = pages_of(first_run(), columns, rows)
    said = " ".join(line.plain.strip().lstrip("- ") for page in pages for line in page)
    for text in (DISCLAIMER, IN_SHORT, *ASK_FIRST):
        assert text in said
    assert all(len(page) <= rows - 2 for page in pages)


@pytest.mark.parametrize(("columns", "rows"), [(20, 6), (40, 12), (80, 24), (200, 60)])
def test_the_first_question_has_its_keys_on_every_screen(columns: int, rows: int) -> None:
    sheets = safety_sheets(Viewport(columns, rows))
    shown = [[row.plain for row in lines_of(sheet, still(0))] for sheet in sheets]
    assert all(len(lines) == rows for lines in shown)
    assert max(len(line) for lines in shown for line in lines) <= columns
    *first, last = ("\n".join(lines) for lines in shown)
    answers = (Choice("n", "none"), Choice("y", "yes, not sure"))
    in_letters = [
        letter_answers(answers, room, high) for room, high in ((74, 5), (102, 5), (186, 14))
    ]
    is_large = any(all(row.plain in last for row in each.rows) for each in in_letters)
    for key, words in (("n", "none"), ("y", "yes or not sure")):
        assert is_large or f"{key} {words}" in " ".join(last.split())
    assert all("space more" in page and "none" not in page for page in first)
    assert all(page.rpartition("\n")[0].strip() for page in first)


def test_the_first_question_is_asked_in_big_letters_with_its_answers() -> None:
    rules, question = safety_sheets(Viewport(80, 24))
    shown = [row.plain.strip() for row in question.rows]
    assert next(filter(None, shown)) == "Do any of these apply to you?"
    for words in letters_in(("NONE", "YES, NOT SURE"), 65, 5):
        assert all(any(row.strip() in line for line in shown) for row in words)
    said = " ".join(" ".join(row.plain for row in rules.rows).split())
    # Big letters say the first rule.
    first, _, others = IN_SHORT.partition(". ")
    assert first == "Stop if it hurts"
    assert all(text in said for text in (DISCLAIMER, others))
    large = fitted("STOP IF IT HURTS", 74, 7)
    assert all(any(row.strip() in line.plain for line in rules.rows) for row in large)
    assert all(text in " ".join(shown).replace("- ", "") for text in ASK_FIRST)


def test_the_first_run_fits_one_usual_screen() -> None:
    assert len(pages_of(first_run(), 80, 24)) == 1


# This week


def test_a_week_without_a_plan_is_not_measured_against_one() -> None:
    said = week_line([facts()], TODAY, None)
    assert said == "This week: 1 session, 0:24 of exercise, 2 slow exhales."


def test_a_week_with_a_plan_says_how_far_it_is() -> None:
    said = week_line([facts(), facts()], TODAY, 3)
    assert said == "This week: 2 of 3 sessions  ■■□  0:48 of exercise, 4 slow exhales."
    assert "##." in week_line([facts(), facts()], TODAY, 3, is_ascii=True)


def test_more_than_planned_is_told_as_it_is() -> None:
    assert "3 of 2 sessions  ■■  " in week_line([facts()] * 3, TODAY, 2)


def test_the_week_begins_on_monday() -> None:
    assert week_line([facts(days_ago=1)], TODAY, None) == "This week: nothing yet."
    assert week_line([facts(days_ago=1)], TODAY, 3) == "This week: none of 3 sessions yet."
    assert week_line([facts(days_ago=1)], TODAY, 1) == "This week: no session yet."


def test_a_session_that_a_wrong_clock_put_into_the_future_is_not_of_this_week() -> None:
    assert week_line([facts(days_ago=-7)], TODAY, None) == "This week: nothing yet."
    said = week_line([facts(days_ago=-6), facts(days_ago=-366)], TODAY, None)
    assert said.startswith("This week: 1 session,")


def test_a_set_that_was_cut_short_is_not_called_whole() -> None:
    prescription = pre_run().prescription
    events = play(pre_run(), [(50_000, "n")]).outcome.finished
    said = printed([done_table(prescription, events)], 80).splitlines()
    assert said[1].split()[:4] == ["Clamshell", "1", "of", "2"]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12), (20, 6)])
def test_pain_is_answered_on_a_card_of_every_size(columns: int, rows: int) -> None:
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(columns, rows), is_hurting=True)
    lines = lines_of(sheet, still(0))
    assert len(lines) <= rows
    assert "Already in pain?" in "\n".join(str(each) for each in lines)


@pytest.mark.parametrize("reasons", range(1, 9))
def test_a_warning_about_pain_stays_on_the_first_page_of_a_terminal(reasons: int) -> None:
    cells = week_cells(days_of([facts()]), TODAY, TODAY + timedelta(days=1))
    today = Today(
        "Post-run reset",
        "coach start",
        "the low back hurt a lot today: a gentle reset, or rest; " * reasons,
        "5:11",
        motion_for(still(60_000)),
        plan="Six weeks, week 2 of 6: Repeat, 1 of 2 done this week",
        unfinished=facts(),
        advice=("Your low back hurt today (6 of 10). Book a doctor this week. " * 2,),
        cells=cells,
    )
    week = week_line([facts()], TODAY, 3)
    lines = printed(home_page(today, week, "", Viewport(80, 24)), 80).splitlines()
    assert lines[0].startswith("◆ Your low back hurt")
    assert len(lines) < 24, "\n".join(lines)


@pytest.mark.parametrize("different", [DIFFERENT * 2, DIFFERENT[:1]])
def test_a_reason_for_the_session_and_for_its_drills_is_told_once_on_the_card(
    different: tuple[Difference, ...],
) -> None:
    reason = "It hurt on Friday."
    news = News((reason,), different)
    rows = start_card(pre_run(), "none", CHOICES, Viewport(80, 24), news).rows
    text = " ".join(row.plain for row in rows)
    assert text.count(reason) == 1


@pytest.mark.parametrize(
    ("today", "line"),
    [
        ("now Crocodile breathing, 5 breaths", "Now Crocodile breathing, 5 breaths"),
        (
            "now Half-kneeling hip-flexor opener, 2 breaths a side",
            "Now Half-kneeling hip-flexor opener",
        ),
        ("2 x 8 reps, not 2 x 10", "90/90 wall breathing: 2 x 8 reps"),
    ],
)
def test_a_narrow_start_card_tells_the_new_drill_whole(today: str, line: str) -> None:
    news = News((), (Difference("90/90 wall breathing", today, "why " * 40),))
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(40, 12), news)
    assert line in [row.plain.rstrip() for row in lines_of(sheet, still(0))]


def test_a_reason_is_set_apart_from_its_change_by_its_role() -> None:
    news = News((), DIFFERENT[1:2])
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(80, 24), news)
    rows = {
        row.plain[span.start : span.end].strip(): span.style
        for row in sheet.rows
        for span in row.spans
    }
    assert rows["It hurt on Friday."] == Role.CUE.style
    assert rows[next(words for words in rows if words.startswith("Glute bridge: now"))] == (
        Role.PLAIN.style
    )


@pytest.mark.parametrize("columns", [32, 40, 60])
def test_every_key_of_the_safety_question_is_read_whole(columns: int) -> None:
    *_, last = safety_sheets(Viewport(columns, 12))
    shown = " ".join(" ".join(row.plain for row in last.rows).split())
    for words in ("n none", "y yes or not sure", "b back", "q leave"):
        assert words in shown
    assert max(row.cell_len for row in last.rows) <= columns - 1  # nothing at the edge


@pytest.mark.parametrize("rows", range(9, 16))
def test_a_start_card_without_room_leaves_out_whole_sentences(rows: int) -> None:
    news = News((), DIFFERENT)
    sheet = start_card(
        pre_run(),
        "none yet; to hear coach, press 1 or 2",
        CHOICES,
        Viewport(40, rows),
        news,
    )
    shown = " ".join(row.plain.strip() for row in sheet.rows)
    assert "On the floor" in shown
    sound = "Sound: none yet; to hear coach, press 1 or 2."
    assert "Sound:" not in shown or sound in shown


def test_a_card_without_keys_names_no_key_for_the_sound() -> None:
    for has_keys in (True, False):
        card = card_of(pre_run(), None, lambda _: "", has_keys=has_keys)
        assert ("press 1 or 2" in card.sound) is has_keys


@pytest.mark.parametrize("is_ascii", [False, True])
def test_a_changed_drill_is_marked_on_the_start_card_and_the_mark_is_explained(
    *, is_ascii: bool
) -> None:
    first, second, *_ = pre_run().prescription.blocks
    reason = "why " * 120
    news = News(
        (),
        [
            Difference(first.name, "2 breaths, not 3", reason),
            Difference("Hip hitch", f"now {second.name}, 3 reps", reason),
            Difference("Bird dog", "the same", reason),
        ],
    )
    look = Viewport(80, 24, is_ascii=is_ascii)
    lines = [
        row.plain.rstrip()
        for row in lines_of(start_card(pre_run(), "none", CHOICES, look, news), still(0))
    ]
    sign = "*" if is_ascii else "•"
    assert any(
        re.match(rf"\{sign} {first.name} +3 {'->' if is_ascii else '→'} 2 ", row)
        for row in lines
    )
    assert any(row.startswith(f"{sign} {second.name}") for row in lines)
    assert not any(row.startswith(f"{sign} Bird dog") for row in lines)
    assert f"   {sign} changed today" in lines[0]
    assert not any(row.startswith(f"{first.name}: ") for row in lines)


def test_the_card_of_one_drill_names_it_once() -> None:
    (block, *_) = pre_run().prescription.blocks
    plan = replace(pre_run().prescription, blocks=(block,), name=block.name)
    timeline = replace(pre_run(), prescription=plan)
    figures = {block.drill: motion_for(still(0))}
    for size in ((80, 24), (120, 40)):
        sheet = start_card(timeline, "none", CHOICES, Viewport(*size), figures=figures)
        shown = "\n".join(row.plain for row in lines_of(sheet, still(0)))
        assert shown.count(block.name) == 1
        assert "2 breaths" in shown


def test_danger_comes_before_other_news_on_a_narrow_card() -> None:
    danger = "Your low back hurt on Saturday. Book an appointment with a doctor this week."
    said = "You did Strength A on Saturday, less than 40 hours ago. Rest is easier."
    differences = tuple(replace(each, reason=danger) for each in DIFFERENT[:3])
    news = News(
        (said, f"{danger} {'No drill goes beyond its usual dose. ' * 4}"), differences
    )
    sheet = start_card(pre_run(), "none", CHOICES, Viewport(40, 12), news)
    shown = " ".join(" ".join(row.plain for row in lines_of(sheet, still(0))).split())
    assert "Your low back hurt on Saturday" in shown
    assert "Book an appointment with a doctor this week" in shown


@pytest.mark.parametrize("script", [[], [(100_000, "q"), (101_000, "q")]])
def test_on_a_low_terminal_no_row_of_the_summary_is_cut(
    script: list[tuple[int, str]],
) -> None:
    assert len(summary(script, 40, rows=12).splitlines()) <= 9


def test_a_stopped_session_has_half_a_cell_wherever_the_week_stands() -> None:
    stopped = replace(facts(), status=SessionStatus.STOPPED)
    assert marks_of([stopped]).begun == {TODAY}
    assert not marks_of([stopped, facts()]).begun


def test_the_start_card_says_what_to_press_in_letters_without_unicode_too() -> None:
    look = Viewport(80, 24, is_ascii=True)
    motions = dict.fromkeys(
        (block.drill for block in pre_run().prescription.blocks), motion_for(still(60_000))
    )
    sheet = start_card(pre_run(), "none", CHOICES, look.inside, figures=motions)
    shown = [row.plain for row in lines_of(sheet, still(0))]
    (letters,) = low_letters(("PRESS SPACE",), 52, is_ascii=True)
    assert all(any(row.rstrip() in line for line in shown) for row in letters)


def test_drills_of_the_start_card_stand_apart_over_the_free_rows() -> None:
    look = Viewport(120, 40, is_ascii=True)
    sheet = start_card(pre_run(), "none", CHOICES, look.inside)
    shown = [row.plain for row in lines_of(sheet, still(0))]
    places = [
        next(at for at, row in enumerate(shown) if row.startswith(name))
        for name in ("90/90 breathing", "Clamshell", "Bird dog")
    ]
    first, second, third = places
    assert second - first == third - second > 2
