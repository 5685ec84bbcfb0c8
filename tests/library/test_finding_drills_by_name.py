"""What a runner may type to name a drill."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

import pytest
from tests.library.drillfiles import ROUTINE, drill_with, empty_bundle, write

from coach.errors import CoachError, LibraryError
from coach.library.load import read_library
from coach.library.name_lookup import Named, did_you_mean_name

if TYPE_CHECKING:
    from pathlib import Path

    from coach.library.catalogue import Library


@pytest.fixture(name="library")
def _library(tmp_path: Path) -> Library:
    bundle = write(
        empty_bundle(tmp_path),
        {
            "heel-slide.yaml": drill_with(
                "name: Heel slide", "name: Long heel slide\nalso: [leg slide, sigh]"
            ),
            "sigh.yaml": drill_with("Heel slide", "Sighing"),
            "routines/short-day.yaml": ROUTINE,
        },
    )
    own = write(
        tmp_path / "own",
        {"mine.yaml": drill_with("Heel slide", "Sighing"), "broken.yaml": "name: x\n"},
    )
    return read_library([own], bundle)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("heel-slide", "heel-slide"),
        ("Heel-Slide", "heel-slide"),
        ("heel slide", "heel-slide"),
        (" LONG  heel_slide ", "heel-slide"),
        ("leg slide", "heel-slide"),
        ("short-day", "short-day"),
        ("Short day", "short-day"),
    ],
)
def test_ids_names_and_other_names_are_found_in_any_spelling(
    library: Library, typed: str, found: str
) -> None:
    assert library.find(typed).value.id == found


def test_an_id_comes_before_another_drills_other_name(library: Library) -> None:
    assert library.find("sigh").value.id == "sigh"


def test_an_own_drill_comes_before_a_bundled_one_of_the_same_name(library: Library) -> None:
    assert library.find("sighing").value.id == "mine"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("heel-slid", "did you mean 'heel-slide'? `coach list` shows all names"),
        ("shrot day", "did you mean 'short-day'? `coach list` shows all names"),
        ("leg slid", "did you mean 'heel-slide'? `coach list` shows all names"),
        ("xyzzy", "`coach list` shows all names"),
        ("", "`coach list` shows all names"),
    ],
)
def test_a_name_that_is_nearly_right_gets_a_suggestion(
    library: Library, typed: str, hint: str
) -> None:
    with pytest.raises(CoachError) as caught:
        library.find(typed)
    assert caught.value.message == f"no drill or routine is called '{typed}'"
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("strenght", "did you mean 'strength-a' or 'strength-b'?"),
        ("bridg", "did you mean 'glute-bridge' or 'hip-lift'?"),
        ("glute-brigde", "did you mean 'glute-bridge'?"),
        ("xyzzy", None),
    ],
)
def test_only_names_of_lists_are_suggested_and_all_that_a_word_begins(
    typed: str, hint: str | None
) -> None:
    known = [
        Named("hip-lift", "Hip lift", ("90/90 bridge",)),
        Named("glute-bridge", "Glute bridge"),
        Named("strength-a", "Strength A", ("strength",)),
        Named("strength-b", "Strength B"),
    ]
    assert did_you_mean_name(typed, known) == hint


def test_a_drill_whose_file_is_broken_is_not_called_unknown(library: Library) -> None:
    with pytest.raises(LibraryError) as caught:
        library.find("Broken")
    assert "broken.yaml:1:1: the key 'group' is missing" in caught.value.message


def test_a_broken_file_in_any_folder_is_checked_by_its_path(library: Library) -> None:
    with pytest.raises(LibraryError) as caught:
        library.find("Broken")
    path = caught.value.problems[0].path
    assert caught.value.hint == f"check the file with `coach drill check {quote(path)}`"


def test_a_library_of_nothing_finds_nothing(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="no drill or routine is called 'heel-slide'"):
        read_library([], empty_bundle(tmp_path)).find("heel-slide")
