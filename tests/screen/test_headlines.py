"""What a printed page shows in big letters, to be read from the mat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.text import Text
from tests.coaching.courses import LIBRARY, NAMES, PROGRAMMES
from tests.doubles import MORNING
from tests.plans import BRIDGE
from tests.screen.test_plan_pages import PLANS, drills_of
from tests.screen.test_printed_pages import printed
from tests.terminal.ptys import Terminal, coach

from coach.coaching.reasons import block_dose
from coach.config.settings import SETTINGS
from coach.journal.record_ids_and_order import make_stamp
from coach.library.self_tests import read_self_tests
from coach.model.records import TestResultRecord
from coach.model.self_test import Measure
from coach.screen.headline import headline
from coach.screen.plan_week_page import ShownWeek, week_page
from coach.screen.programmes_page import programmes_to_begin
from coach.screen.routine_card import routine_card
from coach.screen.self_test_page import self_tests_page
from coach.screen.self_test_results_page import results_page
from coach.screen.settings_page import (
    ShownSetting,
    one_setting,
    settings_lines,
    settings_page,
)
from coach.screen.viewport import Viewport


def large(words: str) -> str:
    return "\n".join(row.plain.rstrip() for row in headline(words, 80))


@pytest.mark.parametrize("name", ["in-the-middle", "moved"])
def test_a_programme_shows_its_next_session_in_big_letters(name: str) -> None:
    plan = PLANS[name]()
    coming = plan.routine or (plan.next_day and plan.next_day.routine)
    assert coming
    week = ShownWeek(plan, NAMES, drills_of(plan))
    text = printed(week_page(week, Viewport(80, 24)), 80)
    assert large(NAMES[coming]) in text
    assert text.count(f"coach start {coming}") == (1 if plan.routine else 0)


def test_programmes_stand_apart_and_the_current_one_is_marked() -> None:
    rows = [(entry.value, False) for entry in PROGRAMMES.values()]
    text = printed(programmes_to_begin(rows, 80, ("four-week", 2)), 80)
    assert text.lstrip("\n").startswith(large("Four weeks"))
    assert "▶ coach plan\n" in text
    assert "■▣□□  week 2 of 4" in text
    assert "Learn · Build · Build more · Load" in text
    assert "coach plan begin four-week" not in text
    assert "coach plan begin six-week You" in " ".join(text.split())
    own = [(replace(value, name="Base"), True) for value, _ in rows[:1]]
    told = printed(programmes_to_begin(own, 80), 80)
    assert "own, 4 weeks, 2 strength sessions a week" in told
    assert text.count("\n\n") >= len(rows) - 1


def test_without_a_programme_one_stands_out_to_start_with() -> None:
    rows = [(entry.value, False) for entry in PROGRAMMES.values()]
    text = printed(programmes_to_begin(rows, 80), 80)
    assert text.count("▶") == 1
    words = " ".join(text.split())
    assert "▶ coach plan begin six-week start here" in words
    narrow = printed(programmes_to_begin(rows, 40, is_ascii=True), 40)
    assert "> coach plan begin six-week" in narrow
    assert max(map(len, narrow.splitlines())) <= 40
    assert narrow.startswith("\n"), "the title above is not part of a name"
    assert len(narrow.splitlines()) < 12 - 3  # the title, and how to choose days


def test_on_a_wide_screen_two_programmes_stand_side_by_side_week_by_week() -> None:
    rows = [(entry.value, False) for entry in PROGRAMMES.values()]
    lines = printed(
        programmes_to_begin(rows, 200, ("six-week", 2), rows=60), 200
    ).splitlines()
    (both,) = (line for line in lines if "▣ Repeat" in line)
    assert "with all their sets" in both
    assert all(line.index("2 Build ") > 90 for line in lines if "2 Build " in line)
    assert any("2 Build " in line for line in lines)
    assert any(line.lstrip().startswith("■ Learn") for line in lines), "done is not on now"
    listed = [at for at, line in enumerate(lines) if line[:20].strip()[:1] in {*"■▣□"}]
    assert all(not lines[at - 1][:20].strip() for at in listed), "air where there is room"
    narrower = printed(programmes_to_begin(rows, 116), 116)
    assert "1 Learn" in narrower
    assert max(map(len, narrower.splitlines())) <= 116


def test_two_programmes_to_choose_from_fit_a_screen_of_24_rows() -> None:
    rows = [(entry.value, False) for entry in PROGRAMMES.values()]
    text = printed(programmes_to_begin(rows, 76), 76)
    above_and_below = 4
    """A margin, the title, the line about days and the prompt."""
    assert text.count("\n") + above_and_below <= 24


def test_a_routine_shows_its_length_in_big_letters() -> None:
    routine = LIBRARY.routines["strength-a"].value
    drills = {id_: entry.value for id_, entry in LIBRARY.drills.items()}
    card = routine_card(routine, drills, length_ms=1_020_000, is_seen=True)
    assert large("17 min") in printed([card], 80)
    assert large("17 min") not in printed([routine_card(routine, drills)], 80)
    small = routine_card(routine, drills, length_ms=1_020_000, columns=40, is_seen=True)
    assert printed([small], 40).startswith(f"{routine.name}   17 min\n")


def test_a_name_with_letters_that_are_never_big_stays_readable() -> None:
    (row,) = headline("Kräftigung", 80)
    assert row.plain == "Kräftigung"


def test_settings_that_were_changed_come_first_and_no_word_is_broken() -> None:
    settings = [
        ShownSetting("leave_out", "", "", "drills to leave out: " + "on-the-back, " * 9),
        ShownSetting("sound.latency", "0s", "", "delay of your headphones"),
        ShownSetting("rest", "45s", "file", "rest between sets"),
    ]
    lines = [line.plain for line in settings_lines(settings, 60)]
    assert lines[0] == "YOURS"
    assert lines[lines.index("SESSION") + 1].split()[:3] == ["leave_out", "-", "drills"]
    assert lines[lines.index("SOUND") + 1].split()[:2] == ["sound.latency", "0s"]
    assert lines[1].split()[:3] == ["rest", "45s", "file"]
    assert max(map(len, lines)) <= 60
    assert " ".join(lines).count("on-the-back") == 9


def test_every_setting_stands_below_a_heading() -> None:
    settings = [ShownSetting(each.name, "x", "", each.about) for each in SETTINGS]
    words = [line.plain.split() for line in settings_lines(settings, 80)]
    assert all([each.name, "x"] in [row[:2] for row in words] for each in SETTINGS)


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("changed", [0, 2])
def test_all_settings_fit_a_screen_and_the_number_of_changes_comes_first(
    columns: int, rows: int, changed: int
) -> None:
    """The rows below the page are for the file and the prompt."""
    settings = [
        ShownSetting(
            each.name,
            each.shown(each.default),
            "file" if number < changed else "",
            each.about,
        )
        for number, each in enumerate(SETTINGS)
    ]
    lines = [line.plain for line in settings_page(settings, columns, rows - 3)]
    assert len(lines) <= rows - 3 + (changed if columns == 40 else 0)
    assert max(map(len, lines)) <= columns
    words = f"{changed} settings changed" if changed else "all standard"
    first, *_ = (
        headline(words.replace(" settings", ""), columns)
        if columns > 40
        else (Text(words.capitalize()),)
    )
    assert lines[0] == first.plain
    named = " ".join(lines)
    for each in SETTINGS:
        assert each.name in named or columns == 40
    assert "Not set" not in named or columns == 80


def test_one_setting_shows_its_value_in_big_letters_and_a_path_as_it_is() -> None:
    theme = ShownSetting("theme", "dark", "file", "colours: auto, dark, light, contrast")
    page = printed(one_setting(theme, 80, is_ascii=False), 80)
    assert large("dark") in page
    assert "colours: auto, dark" in page
    folder = ShownSetting("journal.folder", "/srv/Runs", "file", "folder for the journal")
    assert "/srv/Runs" in printed(one_setting(folder, 80, is_ascii=False), 80)
    unset = ShownSetting("rest", "", "", "rest between sets")
    assert "not set" in printed(one_setting(unset, 40, is_ascii=True), 40)


def test_a_short_test_does_not_say_that_only_space_ends_it() -> None:
    short = replace(BRIDGE, test="tucked-thomas", reps=3)
    assert "at most 3" in block_dose(short)
    assert "until you press space" in block_dose(replace(short, reps=60))


def test_pages_on_a_terminal_begin_in_big_letters() -> None:
    with Terminal(*coach("show", "desk-break")) as terminal:
        assert terminal.wait_for_end() == 0
        # Figures stand beside the letters.
        assert all(row.strip() in terminal.text for row in large("3 min").splitlines())
        assert "Standing glute squeeze" in terminal.text.partition("coach start")[0]
    with Terminal(*coach("drill", "check")) as terminal:
        assert terminal.wait_for_end() == 0
        terminal.wait_for("✓ .* drills, .* other files")


TESTS = [entry.value for entry in read_self_tests(LIBRARY).entries.values()]
FIRST_RESULT = TestResultRecord(
    **make_stamp(MORNING, "here", 1).fields,
    of_session="session",
    test=TESTS[0].id,
    measure="reps",
    left=9,
    right=8,
)


def page_of_tests(
    results: list[TestResultRecord], columns: int, *, is_ascii: bool = False
) -> str:
    today = MORNING.date()
    head, rows = self_tests_page(TESTS, results, today, columns, is_ascii=is_ascii)
    return printed([*head, Text(""), *rows], columns)


def test_the_tests_that_are_due_are_counted_and_the_first_has_the_arrow() -> None:
    tests = TESTS
    text = page_of_tests([FIRST_RESULT], 80)
    assert large(f"{len(tests) - 1} to do") in text
    assert f"■ {tests[0].name}" in text
    assert "left 9, right 8 reps, today" in text
    assert f"▶ {tests[1].name}" in text
    assert text.count("▶") == 1
    results = [replace(FIRST_RESULT, test=each.id) for each in tests]
    done = page_of_tests(results, 80)
    assert large("all done") in done
    assert "▶" not in done
    narrow = page_of_tests([], 40, is_ascii=True)
    assert narrow.count("\n") < 12
    assert f"> {tests[0].name}" in narrow


def test_tests_that_are_due_come_before_the_others_with_their_commands() -> None:
    text = page_of_tests([FIRST_RESULT], 80)
    assert text.index(f"coach test {TESTS[-1].id}") < text.index(f"■ {TESTS[0].name}")


def page_of_results(
    results: list[TestResultRecord], columns: int = 80, *, test: int = 0
) -> str:
    today = MORNING.date()
    head, rows = results_page(TESTS[test], results, today, columns, is_ascii=False)
    return printed([*head, Text(""), *rows], columns)


def test_the_last_result_of_a_test_is_large_and_all_results_are_bars() -> None:
    again = replace(FIRST_RESULT, at=MORNING + timedelta(days=-1), left=4, right=8)
    text = page_of_results([again, FIRST_RESULT])
    assert large("left 9 right 8") in text
    assert text.index("LEFT") < text.index("RIGHT")
    nine, four = (next(r for r in text.splitlines() if r.endswith(f" {n}")) for n in "94")
    assert nine.count("▆") > four.count("▆")
    assert "weaker" not in text
    narrow = page_of_results([FIRST_RESULT, again], 40)
    assert "left 4, right 8 reps" in narrow
    assert "left side is clearly weaker" in narrow
    assert max(map(len, narrow.splitlines())) <= 40


def test_a_test_without_a_result_shows_the_command_to_take_it() -> None:
    text = page_of_results([])
    assert large("not done yet") in text
    assert f"▶ coach test {TESTS[0].id}" in text


def test_a_question_answered_with_yes_or_no_has_no_bar() -> None:
    (number,) = [n for n, test in enumerate(TESTS) if test.measure is Measure.YES_NO]
    asked = replace(FIRST_RESULT, test=TESTS[number].id, left=1, right=0)
    text = page_of_results([asked], test=number)
    assert large("left yes right no") in text
    assert "▆" not in text
