"""A drill has its names, and a part of the body its word, in every command."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.cli.commands import Run

from coach.model.places import place_meant, place_words
from coach.model.terms import FORMER_PLACES, BodyPlace, PainPlace
from coach.terminal.clock import SystemClock

SPELLINGS = (
    "glute-squeeze",
    "Standing glute squeeze",
    "standing-glute-squeeze",
    "GLUTE_ISOMETRIC",
    "gluteal set",
)


@pytest.fixture
def session(run: Run) -> str:
    """The id of a desk break that was added by hand."""
    day = (SystemClock().wall() - timedelta(days=1)).date().isoformat()
    out = run("history", "add", "desk-break", "--date", day).out
    found = re.search(r"coach history show (\w+)", out)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_name_of_a_drill_means_it_in_every_command(
    run: Run, session: str, name: str
) -> None:
    assert run("show", name, "--json").json["drill"]["id"] == "glute-squeeze"
    assert run("why", name).code == 0
    assert len(run("history", "--drill", name, "--json").json["sessions"]) == 1
    assert run("history", "edit", session, "--drill", name, "--rpe", "3").code == 0
    assert run("history", "edit", session, f"--sets-done={name}=0").code == 0
    started = run("start", name, "--speed", "1000", "--yes", "--json").lines[0]
    assert started["names"] == ["glute-squeeze"]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("name", ["desk-break", "Desk break", "DESK_BREAK"])
def test_every_name_of_a_routine_means_it_in_the_history(run: Run, name: str) -> None:
    assert len(run("history", "--routine", name, "--json").json["sessions"]) == 1


def test_a_drill_that_nothing_is_called_gets_a_suggestion(run: Run, session: str) -> None:
    bridge = run("history", "--drill", "bridge")
    assert bridge.out == "No sessions match. To list your latest sessions: coach history\n"
    assert "no drill is called 'bridge'; did you mean" in bridge.err
    assert "bridge'?" in bridge.err
    assert "did you mean 'desk-break'?" in run("history", "--routine", "desk brake").err
    wrong = run("history", "edit", session, "--drill", "squeeze", "--rpe", "3")
    assert "'squeeze' is not in that session" in wrong.err
    assert "did you mean 'glute-squeeze'?" in wrong.err
    assert "did you mean" in run("plan", "begin", "6 weeks").err


def test_a_drill_of_the_library_that_was_never_done_needs_no_suggestion(run: Run) -> None:
    assert run("history", "--drill", "bird dog").err == ""


def test_a_drill_whose_file_is_gone_is_still_found_in_the_history(
    run: Run, drills: str
) -> None:
    day = (SystemClock().wall() - timedelta(days=1)).date().isoformat()
    added = ("history", "add", "quick-slide", "--date", day, "--drills", drills)
    assert run(*added).code == 0
    for name in ("quick-slide", "Quick Slide"):
        found = run("history", "--drill", name, "--json")
        assert (len(found.json["sessions"]), found.err) == (1, "")


@pytest.mark.parametrize("kind", [BodyPlace, PainPlace])
def test_what_is_shown_and_what_is_stored_are_both_understood(
    kind: type[BodyPlace | PainPlace],
) -> None:
    for place in kind:
        words = place_words(place)
        spellings = {words, words.upper(), words.replace(" ", "-"), str(place)}
        assert {place_meant(each, kind) for each in spellings} == {place}


def test_no_two_places_have_one_word() -> None:
    places = {str(place) for place in (*BodyPlace, *PainPlace)}
    assert len(set(map(place_words, places))) == len(places)


def test_one_word_for_a_place_is_shown_and_stored() -> None:
    for place in (*BodyPlace, *PainPlace):
        assert place_words(place).replace(" ", "_") == place


def test_earlier_names_of_places_are_understood_and_none_is_a_name_today() -> None:
    today = {str(place) for place in (*BodyPlace, *PainPlace)}
    assert FORMER_PLACES
    for former, name in FORMER_PLACES.items():
        assert former not in today
        assert name in today
        assert name in {place_meant(former, BodyPlace), place_meant(former, PainPlace)}


@pytest.mark.parametrize("word", ["front of hip", "hip_flexor", "Hip flexor", "hip front"])
def test_the_journal_has_the_word_of_the_screen_for_a_place(
    run: Run, session: str, word: str
) -> None:
    argv = ("history", "edit", session, "--drill", "glute-squeeze", "--felt", word)
    assert run(*argv).code == 0
    (said,) = run("history", "show", "--json").json["session"]["answers"]
    assert said["felt"] == ["front_of_hip"]
    assert "felt in front of hip" in " ".join(run("history", "show").out.split())


def test_a_place_nobody_has_is_told_with_the_words_of_the_screen(
    run: Run, session: str
) -> None:
    said = run("history", "edit", session, "--felt", "toes").sentence
    assert "front of hip" in said
    assert "front_of_hip" not in said
    assert "hip_flexor" not in said


def test_a_former_name_of_a_place_is_taken_with_a_note(run: Run, session: str) -> None:
    said = run("history", "edit", session, "--felt", "hip_flexor,glutes")
    assert said.code == 0
    assert said.err == "coach: 'hip_flexor' is now called 'front of hip'; both work\n"
    assert run("history", "edit", session, "--felt", "front_of_hip").err == ""
