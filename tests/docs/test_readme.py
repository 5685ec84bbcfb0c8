"""The README cannot drift: its tables, pictures and safety text come from the code."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.text import Text
from tests.cli.commands import run_here
from tests.coaching.records import make_result
from tests.doubles import MORNING, FakeClock, play
from tests.tools import blocks, safety_pages
from tests.tools.animated_svg import Shot, film
from tests.tools.reference import command_tree, options_of

from coach.app.context import Context
from coach.app.session.arranger import looking_ahead
from coach.app.session.choose import choose
from coach.app.session.drill_preview import LEAD_IN_MS
from coach.cli import demo
from coach.config.settings import Config
from coach.errors import JournalError
from coach.figure.motion import Motion
from coach.journal.fold import fold
from coach.journal.read import read_journal
from coach.journal.recorder import Recorder
from coach.journal.session_file_locks import SessionLocks
from coach.journal.writer import JournalWriter
from coach.library.bundled import find_bundled
from coach.library.catalogue import Library
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.library.self_tests import read_self_tests
from coach.model.days_and_weeks import first_of_week
from coach.model.session_facts import History
from coach.model.trends import NOTHING, days_of
from coach.moment import Moment
from coach.prescribe import Wishes, prescribe
from coach.screen.breath_wave import breaths_done
from coach.screen.card_frame import WIDE_CARD
from coach.screen.figure_view import FRAME_MS
from coach.screen.layout import lines_of
from coach.screen.postcard import Postcard, alternative, postcard_lines
from coach.screen.self_test_page import course_lines
from coach.screen.session_view import view
from coach.screen.session_words import week_line
from coach.screen.summary_card import Summary, summary_card
from coach.screen.summary_page import how_it_ended
from coach.screen.svg import svg_of
from coach.screen.viewport import Layout, Viewport
from coach.screen.week_cells import DoneWeek
from coach.session import Outcome
from coach.terminal.clock import SystemClock
from coach.timeline import Timeline, compile_timeline
from coach.units import format_clock

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library((), find_bundled())


def _routines_table(library: Library) -> str:
    """The lengths are those of a first session, as `coach list` says them."""
    ahead = looking_ahead(Context(), SystemClock().wall())
    rows = []
    for id_, entry in sorted(library.routines.items()):
        length = ahead.length_ms(id_)
        assert length is not None
        rows.append(f"| `{id_}` | {format_clock(length)} | {entry.value.when} |")
    return "\n".join(["| routine | minutes | when |", "|---|---|---|", *rows])


@pytest.mark.parametrize("name", ["routines", "safety-core"])
def test_readme_block_says_what_the_code_says(
    name: str, library: Library, pytestconfig: pytest.Config
) -> None:
    texts: dict[str, Callable[[], str]] = {
        "routines": lambda: _routines_table(library),
        "safety-core": safety_pages.core,
    }
    blocks.check(
        README, name, texts[name](), update=pytestconfig.getoption("update_golden")
    )


def _timeline(name: str, wishes: Wishes) -> Timeline:
    return compile_timeline(prescribe(*choose(Context(), [name]), wishes))


def _motion(library: Library, drill: str) -> Motion | None:
    bases, _ = read_poses(library.pose_files)
    return figure_of(library.drills[drill], bases)[0]


def _lines(timeline: Timeline, at_ms: int, look: Viewport, library: Library) -> list[Text]:
    """The whole screen at a time of a session."""
    moment = Moment(timeline, at_ms, timeline.at(at_ms), MORNING)
    return lines_of(view(moment, look, _motion(library, moment.block.drill)), moment)


def _at_work(library: Library, layout: Layout, title: str) -> str:
    """The third lift of the second drill."""
    timeline = _timeline("pre-run", Wishes())
    lift = next(s for s in timeline.segments if (s.block, s.rep, s.phase) == (1, 3, 1))
    look = Viewport(80, 24, layout=layout)
    return svg_of(_lines(timeline, lift.at_ms + 2_400, look, library), 80, title)


def _demo(library: Library) -> str:
    """All of ``coach demo``, frame by frame as the screen paints it."""
    wishes = Wishes(sets=1, reps=demo.REPS, lead_in_ms=LEAD_IN_MS)
    timeline = _timeline(demo.DRILL, wishes)
    motion = _motion(library, demo.DRILL)
    shots: list[Shot] = []
    for segment in timeline.segments:
        begin = Moment(timeline, segment.at_ms, segment, MORNING)
        sheet = view(begin, Viewport(80, 24), motion)
        times_ms = range(segment.at_ms, segment.at_ms + segment.duration_ms, FRAME_MS)
        moments = (replace(begin, position_ms=at_ms) for at_ms in times_ms)
        shots += (Shot(m.position_ms, lines_of(sheet, m)) for m in moments)
    lift = next(s for s in timeline.segments if (s.rep, s.phase) == (2, 1))
    title = "coach demo: three reps of a glute bridge, paced by the breath"
    return film(shots, timeline.total_ms, 80, title, still_ms=lift.at_ms + 2_400)


def _play(name: str, clock: FakeClock, folder: Path) -> tuple[Outcome, History]:
    """Play and log a session; what came of it, and all that was logged so far."""
    locks = SessionLocks(folder / "locks")
    problems: list[JournalError] = []
    writer = JournalWriter(folder / "journal", "ab12cd")
    recorder = Recorder(writer, locks, problems.append)
    outcome = play(_timeline(name, Wishes()), clock=clock, others=[recorder]).outcome
    assert not problems
    return outcome, fold(read_journal(folder / "journal").records, locks.is_running)


def _postcard(library: Library, folder: Path) -> str:
    """The card of a week in which three sessions were really played and logged."""
    clock = FakeClock()
    for name in ("pre-run", "desk-break", "pre-run"):
        _, history = _play(name, clock, folder)
        clock.sleep(2 * 24 * 3_600_000)
    first = first_of_week(MORNING.date())
    days = days_of(history.sessions)
    last = history.sessions[-1]
    done = [(bout.block, bout.reps_done) for bout in last.bouts]
    card = Postcard(
        first_day=first,
        total=sum(days.values(), NOTHING),
        planned=3,
        drill=library.drills["glute-bridge"].value.name,
        motion=_motion(library, "glute-bridge"),
        days=days,
        breaths=breaths_done(last.prescription, done),
    )
    return svg_of(postcard_lines(card, is_wide=True), WIDE_CARD, alternative(card))


def _summary(library: Library, folder: Path) -> str:
    """What is printed after a desk break that was really played and logged."""
    clock = FakeClock()
    outcome, history = _play("desk-break", clock, folder)
    said = how_it_ended(outcome.status, outcome.moment, outcome.finished, is_kept=True)
    today = clock.wall().date()
    week = week_line(history.sessions, today, Config.week.default)
    days = days_of(history.sessions)
    longest = max(outcome.finished, key=lambda event: event.work_ms).drill
    summary = Summary(
        outcome.moment.timeline.prescription,
        outcome.status,
        said,
        outcome.finished,
        _motion(library, longest),
        DoneWeek(first_of_week(today), today, days, week),
    )
    lines = summary_card(summary, WIDE_CARD, is_ascii=False)
    return svg_of(lines, WIDE_CARD, "what coach says after a desk break")


def _test_result() -> str:
    """Three times the same self-test in twelve weeks."""
    test = read_self_tests(read_library((), find_bundled()), "single-leg-bridge")
    pairs = ((9, 15), (12, 16), (14, 19))
    results = [
        make_result(*pair, at=MORNING + timedelta(weeks=6 * number))
        for number, pair in enumerate(pairs)
    ]
    (entry,) = test.entries.values()
    lines = list(course_lines(entry.value, results, results[-1].at.date()))
    return svg_of(lines, 72, "what three self-tests in twelve weeks showed")


PICTURES: dict[str, Callable[[Library, Path], str]] = {
    "demo": lambda library, _: _demo(library),
    "far-away": lambda library, _: _at_work(
        library, Layout.GIANT, "coach during a glute bridge, in letters as large as it goes"
    ),
    "postcard": _postcard,
    "summary": _summary,
    "test-result": lambda _, __: _test_result(),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_of_the_readme_is_what_the_screen_shows(
    name: str, library: Library, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    svg = PICTURES[name](library, tmp_path)
    picture = ROOT / "docs" / "pictures" / f"{name}.svg"
    if pytestconfig.getoption("update_golden"):
        picture.write_text(svg)
    is_current = picture.read_text() == svg
    assert is_current, f"refresh {picture.name} with pytest --update-golden"


def test_every_picture_the_readme_shows_is_held_current() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(docs/pictures/([^)]+)\.svg\)", README.read_text())
    assert shown[0] == "demo"
    assert set(shown) <= PICTURES.keys()


def test_the_readme_is_short_enough_to_be_finished() -> None:
    lines = README.read_text().splitlines()
    assert len(lines) <= 120
    install = next(
        n for n, line in enumerate(lines) if line.startswith("    python3 -m venv")
    )
    assert install < 40, "the first session belongs into the first forty lines"


def test_every_command_and_option_the_readme_names_exists() -> None:
    known = {
        option for command in command_tree().values() for option in options_of(command)
    }
    known |= {"--update-golden"}
    for page in (README, *(ROOT / "docs").glob("*.md")):
        named = set(re.findall(r"`(--[a-z-]+)", page.read_text()))
        assert named <= known, (page.name, named - known)


def test_every_session_the_readme_starts_as_an_example_has_something_to_do() -> None:
    lines = [line.strip() for line in README.read_text().splitlines()]
    starts = [
        shlex.split(line, comments=True)[1:]
        for line in lines
        if line.startswith("coach start")
    ]
    assert len(starts) >= 2
    for argv in starts:
        result = run_here(*argv, "--yes", "--plain", "--speed", "1000")
        assert result.code == 0, result.err


def test_the_commands_that_start_and_test_are_those_that_ci_runs() -> None:
    text = README.read_text()
    lines = text.splitlines()
    commands = [line.strip() for line in lines if line.startswith("    python3 -m")]
    assert len(commands) == 2
    run, test = (shlex.split(command) for command in commands)
    assert run[-3:] == [".venv/bin/coach", "start", "desk-break"]
    assert test[-2:] == ["&&", ".venv/bin/pytest"]
    assert ".[test]" in test
    assert "'.[test]'" in (ROOT / ".ci" / "run").read_text()
