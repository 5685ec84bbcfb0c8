"""History, stats, calendar and postcard, as plain text in two widths and two alphabets."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console, RenderableType
from tests.conftest import GOLDEN, Golden
from tests.plans import BREATHING, BRIDGE, CLAMSHELL
from tests.screen.stills import motion_for, still

from coach.config.choices import ThemeName
from coach.model.prescription import Block, Prescription
from coach.model.records import FORMAT, EndedBy, MorningAfterRecord
from coach.model.session_facts import BoutFacts, SessionFacts, SessionStatus, sides_of
from coach.model.terms import Breath
from coach.model.trends import (
    NOTHING,
    PastTotals,
    Totals,
    days_of,
    drill_days_of,
    drill_trends,
    firsts_of,
    weeks_of,
)
from coach.model.weights import Weight
from coach.screen.breath_wave import wave_lines
from coach.screen.headline import headline
from coach.screen.history_page import Shown, history_page
from coach.screen.history_tables import (
    TableView,
    history_table,
    morning_lines,
    session_table,
)
from coach.screen.palette import theme_of
from coach.screen.plots import bar, condensed, marks, spark
from coach.screen.postcard import WIDE, WIDTH, Postcard, alternative, postcard_lines
from coach.screen.roles import Role
from coach.screen.stats_page import stats_page
from coach.screen.stats_tables import Stats
from coach.screen.svg import svg_of
from coach.screen.year_calendar import (
    calendar_lines,
    calendar_list,
    since_first,
    year_to,
)
from coach.text.count_of import count_of
from coach.units import format_clock

TODAY = date(2026, 11, 18)
BEGAN = datetime(2026, 3, 2, 7, tzinfo=UTC)
WIDTHS = (80, 40)
LEVEL_TWO = replace(CLAMSHELL, drill="side-plank-clam", name="Side-plank clam", level=2)


def session(
    number: int,
    at: datetime,
    *blocks: Block,
    status: SessionStatus = SessionStatus.COMPLETED,
) -> SessionFacts:
    bouts = tuple(
        BoutFacts(
            block=index,
            set=count,
            side=side,
            drill=block.drill,
            reps_planned=block.reps,
            reps_done=block.reps,
            exhales=block.reps,
            work_ms=(30 + 13 * (number % 9)) * 1000,
            exhale_ms=20_000,
            paused_ms=0,
            started_at=at,
            ended_by=EndedBy.DONE,
        )
        for index, block in enumerate(blocks)
        for count in range(1, block.sets + 1)
        for side in sides_of(block)
    )
    return SessionFacts(
        id=f"{number:04}aaaaaa",
        device="here",
        started_at=at,
        last_at=at,
        prescription=Prescription(name="Short day", names=("short-day",), blocks=blocks),
        planned_ms=60_000,
        status=status,
        bouts=bouts,
    )


def a_year() -> list[SessionFacts]:
    """Sessions as somebody may have done them, with two weeks off in the summer."""
    sessions = []
    plans = ((BREATHING, BRIDGE), (BRIDGE, CLAMSHELL), (BREATHING, LEVEL_TWO, BRIDGE))
    start = datetime(2025, 12, 30, 18, 30, tzinfo=UTC)
    for number in range(130):
        at = start + timedelta(days=number * 5 // 2)
        if 190 < (at - start).days < 205:
            continue
        sessions.append(session(number, at, *plans[min(2, number // 30)]))
    last = replace(sessions[-1], rpe=6, felt=("glutes", "low_back"))
    return [*sessions[:-1], replace(last, status=SessionStatus.STOPPED)]


YEAR = a_year()


def printed(parts: Iterable[RenderableType], columns: int) -> str:
    out = io.StringIO()
    theme = theme_of(ThemeName.DARK, {})
    console = Console(
        file=out, width=columns, highlight=False, color_system=None, theme=theme
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def listed(
    columns: int,
    *,
    is_seen: bool = False,
    is_ascii: bool = False,
    high: int | None = None,
) -> str:
    past, rows = PastTotals(), []
    for each in YEAR:
        rows.append((each, firsts_of(each, past)))
        past = past.after(each)
    shown = [*rows[:2], *rows[58:62], *rows[-3:]]
    short = {facts.id: facts.id[:4] for facts, _ in shown}
    view = TableView(TODAY)
    if is_seen:
        last, firsts = shown[-1]
        shown[-1] = replace(last, pain=4), firsts
        more = "coach history --last 130"
        given = Shown(shown, short, "3 in November", 130, more, view, high)
        return printed(history_page(given, columns, is_ascii=is_ascii), columns)
    return printed([history_table(shown, short, columns, view)], columns)


def stats_of(planned: int | None, number: int) -> Stats:
    past = PastTotals()
    for each in YEAR:
        past = past.after(each)
    first = TODAY - timedelta(weeks=number - 1)
    return Stats(
        weeks_of(days_of(YEAR), first, TODAY),
        drill_trends(drill_days_of(YEAR), first, TODAY),
        past.levels,
        planned,
    )


IN, OUT = Breath.INHALE, Breath.EXHALE
BREATHS = [((IN, 3_000), (OUT, 5_000))] * 8 + [((IN, 3_000), (OUT, 9_000))] * 4


def card(**changes: object) -> Postcard:
    fields = {
        "first_day": date(2026, 11, 16),
        "total": Totals(sessions=2, active_ms=1_450_000, exhales=146, exhale_ms=700_000),
        "planned": 3,
        "drill": "Clamshell",
        "motion": motion_for(still(60_000)),
        "days": {
            date(2026, 11, day): Totals(sessions=1, active_ms=725_000) for day in (16, 18)
        },
        "breaths": BREATHS,
        **changes,
    }
    return Postcard(**fields)  # type: ignore[arg-type]  # a test names what matters to it


def page(name: str, columns: int, *, is_ascii: bool = False) -> str:
    if name in {"list", "lines"}:
        return listed(columns, is_seen=name == "lines", is_ascii=is_ascii)
    if name == "stats":
        stats = stats_of(3, 12 if columns >= 60 else 8)
        return printed(stats_page(stats, columns, is_ascii=is_ascii), columns)
    if name == "calendar":
        days = days_of(YEAR)
        lines = calendar_lines(days, year_to(TODAY), 3, columns, is_ascii=is_ascii)
        return printed(lines, columns)
    card_lines = postcard_lines(card(), is_ascii=is_ascii, is_wide=columns >= WIDE)
    return printed(card_lines, columns)


NAMES = ("list", "lines", "stats", "calendar", "card")


@pytest.mark.parametrize("name", NAMES)
def test_the_past_looks_as_it_did(name: str, golden: Golden) -> None:
    pages = [f"{columns} columns\n{page(name, columns)}" for columns in WIDTHS]
    if name != "list":
        pages.append(f"80 columns, ASCII\n{page(name, 80, is_ascii=True)}")
    golden(f"history-{name}", "\n".join(pages))


def test_the_list_to_be_read_aloud_is_as_it_was(golden: Golden) -> None:
    golden(
        "history-calendar-plain", "\n".join(calendar_list(days_of(YEAR), year_to(TODAY), 3))
    )


def test_no_page_of_the_past_is_left_over() -> None:
    kept = {file.stem for file in GOLDEN.glob("history-*.txt")}
    assert kept == {f"history-{name}" for name in (*NAMES, "calendar-plain")}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", [*WIDTHS, 60, 110, 130])
def test_no_line_of_the_past_is_wider_than_the_terminal(name: str, columns: int) -> None:
    assert max(len(line) for line in page(name, columns).splitlines()) <= columns


@pytest.mark.parametrize("name", ["lines", "stats", "calendar", "card"])
def test_the_past_needs_no_unicode(name: str) -> None:
    assert page(name, 80, is_ascii=True).isascii()


@given(st.integers(6, 140), st.dates(date(1972, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_year_is_in_the_calendar_once(columns: int, last: date) -> None:
    signs = "░▒▓█·"
    lines = [line.plain for line in calendar_lines({}, year_to(last), None, columns)]
    rows = [
        line[5:] for line in lines[2:] if not line[:5].strip() or line[:3] in "MonWedFriSun"
    ]
    days = sum(row.count(sign) for row in rows for sign in signs)
    assert days == 52 * 7 + last.weekday() + 1


def test_rest_is_never_called_missed() -> None:
    text = "".join(page(name, columns) for name in NAMES for columns in WIDTHS)
    for word in ("missed", "broken", "streak", "lost", "!"):
        assert word not in text.lower()
    assert "rest day" in text


def test_a_week_without_a_session_is_not_measured_against_the_plan() -> None:
    start = TODAY - timedelta(weeks=2)
    stats = Stats(weeks_of({}, start, TODAY), (), {}, 3)
    rows = printed(stats_page(stats, 80), 80).splitlines()
    assert [row.split()[2] for row in rows[4:7]] == ["-", "-", "0"]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("weeks", [1, 13, 26, 104])
def test_however_many_weeks_are_asked_for_no_number_is_squeezed_out(
    weeks: int, columns: int
) -> None:
    stats = stats_of(3, weeks)
    lines = printed(stats_page(stats, columns), columns).splitlines()
    assert stats.drills
    for trend in stats.drills:
        (row,) = [line for line in lines if line.startswith(trend.name)]
        assert format_clock(sum(trend.work_ms)) in row.split()
    (plot,) = [n for n, line in enumerate(lines) if line.startswith("Breathing out")]
    assert "in total" in lines[plot + 1]
    assert all(len(line) <= columns for line in lines)


@pytest.mark.parametrize("columns", [60, 80])
def test_a_long_name_gives_way_and_no_number_does(columns: int) -> None:
    stats = stats_of(None, 52)
    name = "Standing hip extension at the wall with a band and a chair and a friend"
    renamed = tuple(replace(trend, name=name) for trend in stats.drills)
    page_ = printed(
        stats_page(dataclasses.replace(stats, drills=renamed), columns), columns
    )
    rows = [line for line in page_.splitlines() if line.startswith("Standing")]
    assert [row.split()[-2] for row in rows] == [
        format_clock(sum(trend.work_ms)) for trend in stats.drills
    ]
    assert all(len(row) <= columns for row in rows)
    assert all(len(row.split()[-1]) > 8 for row in rows)


def test_many_weeks_share_the_columns_of_a_plot_and_the_last_one_is_whole() -> None:
    assert condensed(range(1, 13), 12) == (1, tuple(range(1, 13)))
    assert condensed(range(1, 27), 12) == (3, (3, 12, 21, 30, 39, 48, 57, 66, 75))
    assert condensed([5], 12) == (1, (5,))


@pytest.mark.parametrize("is_ascii", [False, True])
def test_plots_show_the_most_as_full_and_anything_as_something(*, is_ascii: bool) -> None:
    full = "#" if is_ascii else "▆"
    assert bar(9, 9, 4, is_ascii=is_ascii).plain == full * 4
    assert bar(1, 10_000, 4, is_ascii=is_ascii).plain
    assert bar(0, 9, 4, is_ascii=is_ascii).plain == ""
    shown = spark([0, 1, 5, 10_000], is_ascii=is_ascii)
    assert len(shown) == 4
    assert len({shown[0], shown[1], shown[3]}) == 3
    assert len(marks(5, 3, is_ascii=is_ascii)) == 3


def test_pain_has_a_mark_of_its_own() -> None:
    lines = page("lines", 80).splitlines()
    (hurt,) = [line for line in lines if "Tue 17" in line]
    assert "◆ pain 4/10" in hurt
    assert sum("◆ pain" in line for line in lines) == 1


# The postcard


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"compared": "more", "pain": 4}, "more pain or soreness than usual, 4 out of 10"),
        ({"compared": "more", "muscles": True}, "sore muscles, but no pain"),
        ({"compared": "more", "pain": 0}, "sore muscles, but no pain"),
        ({"compared": "same"}, "as usual"),
    ],
)
def test_sore_muscles_are_not_called_pain(answer: dict[str, Any], words: str) -> None:
    facts = a_year()[-1]
    morning = MorningAfterRecord(
        id="09999999",
        device="laptop",
        n=99,
        at=BEGAN,
        format=FORMAT,
        session=facts.id,
        **answer,
    )
    assert morning_lines(replace(facts, morning=morning)) == [f"the next morning: {words}"]


def test_a_postcard_says_the_same_in_words() -> None:
    said = "The week of 16 November 2026: 146 slow exhales, 2 sessions, 24:10 of exercise"
    assert alternative(card()) == said
    svg = svg_of(postcard_lines(card(), is_wide=True), WIDE, alternative(card()))
    assert f"<title>{said}</title>" in svg


@pytest.mark.parametrize("exhales", [0, 1, 37, 146, 4_210, 1_234_567])
@pytest.mark.parametrize("planned", [None, 1, 21])
@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("is_wide", [False, True])
def test_any_week_fits_its_postcard(
    exhales: int, planned: int | None, *, is_ascii: bool, is_wide: bool
) -> None:
    total = Totals(sessions=14, active_ms=36_610_000, exhales=exhales)
    lines = postcard_lines(
        card(total=total, planned=planned, drill="Ein sehr langer Name " * 4),
        is_ascii=is_ascii,
        is_wide=is_wide,
    )
    assert {line.cell_len for line in lines} == {WIDE if is_wide else WIDTH}
    text = "\n".join(line.plain for line in lines)
    assert "slow exhale" in text
    assert "10:10:10 of exercise" in text


def test_a_drill_whose_figure_is_gone_still_has_a_card() -> None:
    text = "\n".join(line.plain for line in postcard_lines(card(motion=None)))
    assert "Clamshell" in text
    assert "2 of 3 sessions" in text


def test_a_postcard_shows_the_days_that_were_trained_and_names_the_program() -> None:
    *_, cells, minutes, foot = (line.plain for line in postcard_lines(card()))
    names = next(line for line in map(str, postcard_lines(card())) if "Mon" in line)
    trained = {
        names[at : at + 3] for at in range(len(cells)) if cells[at : at + 3] == "███"
    }
    assert trained == {"Mon", "Wed"}
    assert minutes.split()[1:-1] == ["12m", "12m"]
    assert foot.endswith(" coach ─╯")


@pytest.mark.parametrize(
    ("columns", "rows", "width"),
    [(196, 58, 196), (196, 26, 116), (116, 38, 116), (116, 20, 76), (76, 22, 76)],
)
def test_a_wide_window_has_a_card_as_large_as_fits(
    columns: int, rows: int, width: int
) -> None:
    lines = postcard_lines(card(), rows, is_wide=True, columns=columns)
    assert {line.cell_len for line in lines} == {width}
    assert len(lines) <= rows
    text = "\n".join(line.plain for line in lines)
    assert text.count("12m") == 2
    assert "2 of 3 sessions" in text


@pytest.mark.parametrize("columns", [116, 196])
def test_a_longer_number_on_a_card_is_smaller_but_still_large(columns: int) -> None:
    many = dataclasses.replace(card(), total=replace(card().total, exhales=1863))
    text = "\n".join(
        row.plain for row in postcard_lines(many, 58, is_wide=True, columns=columns)
    )
    assert "1863" not in text


def test_a_card_for_a_small_window_has_its_title_in_the_frame() -> None:
    lines = [line.plain for line in postcard_lines(card(), 11)]
    assert lines[0].startswith("╭─ Week of 16 November 2026 ─")
    assert not lines[1].strip("│ ")
    assert len(lines) <= 11


# The wave of breaths


def test_the_wave_rises_on_the_inhale_and_falls_on_the_exhale() -> None:
    (line,) = wave_lines([((IN, 4_000), (OUT, 4_000))], 16, 1)
    heights = [" ▁▂▃▄▅▆▇█".index(sign) for sign in line.plain]
    assert heights[:8] == sorted(heights[:8])
    assert heights[8:] == sorted(heights[8:], reverse=True)
    assert max(heights) == 8
    assert {str(span.style) for span in line.spans[:8]} == {Role.INHALE.style}
    assert {str(span.style) for span in line.spans[8:]} == {Role.EXHALE.style}


def test_an_empty_pause_lies_at_the_foot_of_the_wave_and_a_full_one_at_its_top() -> None:
    empty = ((OUT, 2_000), (Breath.PAUSE, 2_000))
    full = ((IN, 2_000), (Breath.PAUSE, 2_000))
    assert wave_lines([empty], 8, 1)[0].plain[4:] == "▁▁▁▁"
    assert wave_lines([full], 8, 1)[0].plain[4:] == "████"


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(Breath), st.integers(0, 9_000)), max_size=4).map(
            tuple
        ),
        max_size=30,
    ),
    st.integers(1, 80),
    st.integers(1, 3),
)
def test_every_wave_fits_its_place(
    breaths: list[tuple[tuple[Breath, int], ...]], columns: int, rows: int
) -> None:
    lines = wave_lines(breaths, columns, rows)
    assert {line.cell_len for line in lines} <= {columns}
    assert len(lines) in {0, rows}


def test_the_sets_of_a_long_drill_are_one_line_each_at_80_columns() -> None:
    long = replace(CLAMSHELL, name="Standing wall-press hip abduction")
    facts = session(1, datetime(2026, 11, 20, tzinfo=UTC), long)
    lines = printed([session_table(facts, 80)], 80).splitlines()
    assert sum(long.name in line for line in lines) == len(facts.bouts)
    assert len([line for line in lines if line.strip()]) == len(facts.bouts) + 2


@pytest.mark.parametrize("columns", WIDTHS)
def test_weights_that_changed_are_plotted_session_by_session(columns: int) -> None:
    done = []
    for number, kilos in enumerate((4, 4, 6, 8)):
        facts = session(number, BEGAN + timedelta(days=2 * number), BRIDGE, CLAMSHELL)
        bouts = [
            replace(bout, weight=None if bout.block else Weight(kilos * 1_000))
            for bout in facts.bouts
        ]
        done.append(replace(facts, bouts=tuple(bouts)))
    first, last = BEGAN.date(), BEGAN.date() + timedelta(days=8)
    trends = drill_trends(drill_days_of(done), first, last)
    stats = Stats(weeks_of(days_of(done), first, last), trends)
    rows = printed(stats_page(stats, columns), columns).splitlines()
    assert rows[-2:] == ["Weights", "Glute bridge  ▄▄▅▇  4 kg → 8 kg"]
    alike = printed(stats_page(dataclasses.replace(stats, drills=trends[:0]), 80), 80)
    assert "Weights" not in alike


def test_a_set_that_the_runner_ended_has_no_planned_number() -> None:
    facts = session(1, BEGAN, BRIDGE)
    open_ended = replace(facts.prescription, self_paced=True)
    planned = printed([session_table(facts, 80)], 80)
    counted = printed([session_table(replace(facts, prescription=open_ended), 80)], 80)
    assert " of 3 reps" in planned
    assert " of 3 reps" not in counted
    assert "3 reps" in counted


@pytest.mark.parametrize(("columns", "cell"), [(120, 2), (200, 3)])
def test_a_wide_calendar_has_wide_days_and_calm_rest_days(columns: int, cell: int) -> None:
    lines = calendar_lines(days_of(YEAR), year_to(TODAY), None, columns)
    rows = printed(lines, columns).splitlines()
    (monday,) = [row for row in rows if row.startswith("Mon")]
    assert "··" not in monday
    assert 53 * cell <= max(map(len, rows)) <= columns
    days = [row for row in rows if row[:5].strip() in {"", "Mon", "Wed", "Fri", "Sun"}]
    assert re.search("░|▒|▓|█", "\n".join(days))


@pytest.mark.parametrize(
    ("begun", "first"),
    [
        (date(2026, 10, 14), None),  # a few weeks remain
        (date(2026, 3, 18), date(2026, 3, 16)),
        (date(2025, 11, 17), date(2025, 11, 17)),
    ],
)
def test_weeks_before_the_first_session_are_not_drawn(
    begun: date, first: date | None
) -> None:
    few = TODAY - timedelta(weeks=3, days=TODAY.weekday())
    first = first or min(few, begun - timedelta(days=begun.weekday()))
    days = {begun: Totals(sessions=1, active_ms=60_000)}
    span = since_first(year_to(TODAY), days)
    assert span.first == first
    assert span.last == TODAY
    title = next(calendar_lines(days, span, None, 80)).plain
    assert title.startswith("The year" if begun.year < 2026 else f"{first.day} {first:%B}")


@pytest.mark.parametrize(("columns", "rows"), [(40, 11), (76, 22), (116, 38)])
def test_the_newest_sessions_fit_the_window_and_the_others_are_counted(
    columns: int, rows: int
) -> None:
    lines = listed(columns, is_seen=True, high=rows).splitlines()
    assert len(lines) <= rows
    shown = sum("Short day" in line for line in lines)
    assert any(f"{130 - shown} more: coach history --last 130" in line for line in lines)


def test_weeks_are_parted_and_the_id_stands_beside_the_day() -> None:
    lines = listed(76, is_seen=True, high=40).splitlines()
    (newest,) = (n for n, line in enumerate(lines) if "Tue 17" in line)
    assert lines[newest].split()[:4] == ["◐", "Tue", "17", "0129"]
    assert lines[newest + 1] == ""


def test_a_wide_screen_has_two_months_side_by_side_and_bars() -> None:
    lines = listed(196, is_seen=True, high=59).splitlines()
    (months,) = (line for line in lines if "November 2026" in line)
    assert len(months.split()) == 4
    assert any(line.count("▆▆") >= 2 for line in lines)


def test_a_wide_screen_shows_the_drills_beside_the_weeks() -> None:
    lines = printed(stats_page(stats_of(3, 9), 196, is_seen=True), 196).splitlines()
    (head,) = (line for line in lines if "week of" in line)
    assert max(map(len, lines)) <= 196
    drills = next(n for n, line in enumerate(lines) if "best set" in line)
    weeks = lines.index(head)
    assert abs(drills - weeks) < 8


def test_letters_that_would_be_cut_at_the_top_of_the_screen_are_not_large() -> None:
    stats = stats_of(3, 9)
    fits, cut = (
        printed(stats_page(stats, 80, rows=rows, is_seen=True), 80) for rows in (60, 12)
    )
    assert "█" in fits.partition("week of")[0].rpartition("\n\n")[0]
    assert "sessions, " in cut
    assert "sessions, " not in fits


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (76, 23), (76, 60)])
def test_on_a_terminal_the_weeks_are_nearest_to_the_prompt(columns: int, rows: int) -> None:
    stats = stats_of(3, 9)
    whole = sum((week.total for week in stats.weeks), NOTHING)
    seen = printed(stats_page(stats, columns, rows=rows, is_seen=True), columns)
    lines = seen.splitlines()
    number = count_of(sum(whole.sets.values()), "set")
    title = headline(number, columns) if columns > 40 else ()
    sets = [row.plain.rstrip() for row in title] or [number]
    assert lines[: len(sets)] == sets
    number = count_of(whole.sessions, "session")
    large = [row.plain.rstrip() for row in headline(number, columns)]
    if columns == 40:
        large = [f"{number}, {format_clock(whole.active_ms)} of exercise"]
    at = lines.index(large[0])
    assert lines[at : at + len(large)] == large
    assert lines[at - 2 : at] == ["", ""]
    assert len(lines) - at < rows
    assert sum("of exercise" in line for line in lines) == 1


def test_statistics_beside_each_other_fit_a_usual_wide_window() -> None:
    stats = stats_of(3, 9)
    lines = printed(stats_page(stats, 116, rows=39, is_seen=True), 116).splitlines()
    assert len(lines) < 39
    assert max(map(len, lines)) <= 116
    assert "by week" in "".join(lines[4:16])


def test_no_name_is_cut_in_a_narrow_window() -> None:
    stats = stats_of(3, 9)
    name = "Standing hip extension at the wall"
    renamed = tuple(replace(trend, name=name) for trend in stats.drills)
    page_ = stats_page(dataclasses.replace(stats, drills=renamed), 40, is_seen=True)
    words = " ".join(printed(page_, 40).split())
    assert words.count("extension at the wall") == len(renamed)
    assert "..." not in words
