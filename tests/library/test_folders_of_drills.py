"""How folders of drills become one library, and what stands in the way."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, empty_bundle, write

from coach.library.discover import own_folders
from coach.library.load import read_library

if TYPE_CHECKING:
    from pathlib import Path

    from coach.library.catalogue import Library


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def read(own: Path, *more: Path) -> Library:
    return read_library([own, *more], empty_bundle(own.parent))


def told(library: Library, own: Path) -> list[str]:
    return [str(problem).replace(f"{own}", "OWN") for problem in library.problems]


def test_a_folder_may_mirror_ours_or_simply_hold_drills(own: Path) -> None:
    write(
        own,
        {
            "heel-slide.yaml": DRILL,
            "exhale/sigh.yml": DRILL,
            "a/b/c/deep.yaml": DRILL,
            "routines/short-day.yaml": ROUTINE,
            "routines/mine/long-day.yaml": ROUTINE,
        },
    )
    library = read(own)
    assert sorted(library.drills) == ["deep", "heel-slide", "sigh"]
    assert sorted(library.routines) == ["long-day", "short-day"]
    assert library.problems == ()


def test_what_is_no_drill_is_left_alone(own: Path) -> None:
    no_drill = "anything: at all\n"
    write(
        own,
        {
            "poses.yaml": no_drill,
            "coaching.yaml": no_drill,
            "programmes/spring.yaml": no_drill,
            ".git/config.yaml": no_drill,
            ".#heel-slide.yaml": no_drill,
            "heel-slide.yaml~": no_drill,
            "README.md": no_drill,
            "heel-slide.yaml": DRILL,
        },
    )
    library = read(own)
    assert list(library.drills) == ["heel-slide"]
    assert library.problems == ()


def test_an_entry_knows_its_file_and_its_digest(own: Path) -> None:
    write(own, {"heel-slide.yaml": DRILL})
    entry = read(own).drills["heel-slide"]
    assert entry.path == own / "heel-slide.yaml"
    assert entry.digest == hashlib.sha256(DRILL.encode()).hexdigest()
    assert (entry.is_own, entry.replaces_bundled) == (True, False)


def test_a_bad_file_does_not_hide_the_good_ones(own: Path) -> None:
    write(
        own,
        {
            "heel-slide.yaml": DRILL,
            "a-broken.yaml": "name: [",
            "b-empty.yaml": "",
            "c-wrong.yaml": drill_with("level: 1", "level: 9"),
            "d-breathless.yaml": drill_with("time: 4s", "time: 0s"),
        },
    )
    library = read(own)
    assert list(library.drills) == ["heel-slide"]
    assert told(library, own) == [
        "OWN/a-broken.yaml:2:1: the file ends before a bracket is closed",
        "OWN/b-empty.yaml: the file is empty (start from a copy of a bundled drill)",
        "OWN/c-wrong.yaml:4:8: expected a whole number from 1 to 3, not 9",
        "OWN/d-breathless.yaml:12:53: a phase must last longer than 0 s",
    ]


def test_a_drill_with_words_to_improve_can_still_be_done(own: Path) -> None:
    write(
        own, {"heel-slide.yaml": DRILL + "easier: no-such-drill\nsources: [nobody-1999]\n"}
    )
    library = read(own)
    assert list(library.drills) == ["heel-slide"]
    assert library.problems == ()


def test_the_first_folder_that_has_an_id_wins(own: Path, tmp_path: Path) -> None:
    second = write(
        tmp_path / "second",
        {
            "heel-slide.yaml": drill_with("Heel slide", "Second slide"),
            "sigh.yaml": drill_with("Heel slide", "Second sigh"),
        },
    )
    write(own, {"exhale/heel-slide.yaml": drill_with("Heel slide", "First slide")})
    library = read(own, second)
    assert library.drills["heel-slide"].value.name == "First slide"
    assert library.drills["sigh"].value.name == "Second sigh"
    assert library.problems == ()


def test_an_own_drill_replaces_a_bundled_one_in_every_routine(own: Path) -> None:
    bundle = empty_bundle(own.parent)
    write(bundle, {"exhale/heel-slide.yaml": DRILL, "routines/short-day.yaml": ROUTINE})
    write(own, {"glute-activation/heel-slide.yaml": drill_with("Heel slide", "Mine")})
    library = read_library([own], bundle)
    entry = library.drills["heel-slide"]
    assert entry.value.name == "Mine"
    assert (entry.is_own, entry.replaces_bundled) == (True, True)
    assert not library.routines["short-day"].is_own
    assert library.problems == ()


def test_a_broken_own_drill_leaves_the_bundled_one_in_place(own: Path) -> None:
    bundle = write(empty_bundle(own.parent), {"heel-slide.yaml": DRILL})
    write(own, {"heel-slide.yaml": drill_with("sets: 2", "sets: two")})
    library = read_library([own], bundle)
    assert not library.drills["heel-slide"].is_own
    assert told(library, own) == [
        "OWN/heel-slide.yaml:10:14: expected a whole number, not 'two'"
    ]


def test_bundled_files_are_named_from_the_bundled_folder(own: Path) -> None:
    bundle = write(empty_bundle(own.parent), {"exhale/bad.yaml": "[]"})
    assert [problem.path for problem in read_library([], bundle).problems] == [
        "drills/exhale/bad.yaml"
    ]


def test_files_below_the_current_folder_are_named_from_there(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(own, {"bad.yaml": "[]"})
    monkeypatch.chdir(own)
    assert [problem.path for problem in read(own).problems] == ["bad.yaml"]
    monkeypatch.chdir(own.parent)
    bundle = own.parent / "bundle" / "drills"
    assert [problem.path for problem in read_library([own], bundle).problems] == [
        "own/bad.yaml"
    ]


def test_a_folder_that_is_also_the_bundled_one_replaces_nothing(own: Path) -> None:
    write(own, {"heel-slide.yaml": DRILL})
    library = read_library([own, own], own)
    assert not library.drills["heel-slide"].is_own


def test_two_files_with_one_id_are_both_named_and_the_first_counts(own: Path) -> None:
    write(
        own,
        {
            "b/heel-slide.yaml": drill_with("Heel slide", "From b"),
            "a/heel-slide.yml": drill_with("Heel slide", "From a"),
        },
    )
    library = read(own)
    assert library.drills["heel-slide"].value.name == "From a"
    assert told(library, own) == [
        (
            "OWN/b/heel-slide.yaml: the id 'heel-slide' is already taken by"
            " OWN/a/heel-slide.yml (rename one of the files)"
        )
    ]


def test_drills_and_routines_share_their_ids(own: Path) -> None:
    bundle = write(
        empty_bundle(own.parent),
        {"heel-slide.yaml": DRILL, "routines/short-day.yaml": ROUTINE},
    )
    write(own, {"routines/heel-slide.yaml": ROUTINE, "short-day.yaml": DRILL})
    library = read_library([own], bundle)
    assert (list(library.drills), list(library.routines)) == (["heel-slide"], ["short-day"])
    assert told(library, own) == [
        (
            "OWN/routines/heel-slide.yaml: a routine cannot replace the drill 'heel-slide'"
            " (rename the file)"
        ),
        (
            "OWN/short-day.yaml: a drill cannot replace the routine 'short-day'"
            " (rename the file)"
        ),
    ]


def test_a_routine_without_its_drills_is_left_out(own: Path) -> None:
    write(
        own,
        {
            "heel-slide.yaml": DRILL,
            "broken.yaml": "name: x\n",
            "routines/misspelt.yaml": ROUTINE.replace("heel-slide", "heal-slide"),
            "routines/on-sand.yaml": ROUTINE.replace("heel-slide", "broken"),
            "routines/short-day.yaml": ROUTINE,
        },
    )
    library = read(own)
    assert list(library.routines) == ["short-day"]
    assert [line for line in told(library, own) if "routines" in line] == [
        (
            "OWN/routines/misspelt.yaml:4:13: no drill is called 'heal-slide'"
            " (did you mean 'heel-slide'?)"
        ),
        "OWN/routines/on-sand.yaml:4:13: the file for the drill 'broken' has problems",
    ]


def test_a_file_in_the_wrong_kind_of_folder_is_told_once(own: Path) -> None:
    write(own, {"short-day.yaml": ROUTINE, "routines/heel-slide.yaml": DRILL})
    assert told(read(own), own) == [
        (
            "OWN/routines/heel-slide.yaml:11:1: this is a drill, but it is in a folder"
            " named 'routines' (move the file)"
        ),
        (
            "OWN/short-day.yaml:3:1: this is a routine, but it is not in a folder named"
            " 'routines' (move the file)"
        ),
    ]


def test_a_file_of_10_mb_is_not_even_read_to_its_end(own: Path) -> None:
    write(own, {"heel-slide.yaml": DRILL, "big.yaml": DRILL})
    with (own / "big.yaml").open("r+b") as file:
        file.truncate(10_000_000)
    assert told(read(own), own) == [
        (
            "OWN/big.yaml: the file is larger than 256 KB"
            " (a drill file is about 2 KB; is this the right file?)"
        )
    ]


def test_a_file_name_that_is_no_id_gets_a_suggestion(own: Path) -> None:
    write(own, {"Heel Slide_2.yaml": DRILL})
    assert told(read(own), own) == [
        (
            "OWN/Heel Slide_2.yaml: the file's name may have only lower-case letters, "
            "digits and hyphens (rename the file to 'heel-slide-2.yaml')"
        )
    ]


def test_a_file_name_cannot_start_with_a_hyphen(own: Path) -> None:
    write(own, {"-slide.yaml": DRILL})
    assert told(read(own), own) == [
        (
            "OWN/-slide.yaml: the file's name can't start with a hyphen "
            "(rename the file to 'slide.yaml')"
        )
    ]


def test_own_sources_are_added_to_ours(own: Path) -> None:
    source = "who: W\n  where: A journal\n  facts: [{says: A, mark: verified}]\n"
    bundle = write(
        empty_bundle(own.parent),
        {"sources.yaml": f"a-2001:\n  {source}b-2002:\n  {source}"},
    )
    write(
        own, {"sources.yaml": f"b-2002:\n  {source.replace('W', 'Me')}c-2003:\n  {source}"}
    )
    library = read_library([own], bundle)
    assert sorted(library.sources) == ["a-2001", "b-2002", "c-2003"]
    assert library.sources["b-2002"].who == "Me"


def test_a_broken_list_of_sources_breaks_nothing_else(own: Path) -> None:
    write(own, {"sources.yaml": "a-2001: {}\n", "heel-slide.yaml": DRILL})
    library = read(own)
    assert list(library.drills) == ["heel-slide"]
    assert {problem.path for problem in library.problems} == {str(own / "sources.yaml")}


def test_a_named_folder_that_is_not_there_is_told_and_the_rest_is_read(
    own: Path, tmp_path: Path
) -> None:
    write(own, {"heel-slide.yaml": DRILL, "file": "x"})
    library = read(tmp_path / "typo", own / "file", own)
    assert list(library.drills) == ["heel-slide"]
    assert [str(problem) for problem in library.problems] == [
        f"{own}/file: this is not a folder (check the name and the permissions)",
        f"{tmp_path}/typo: there is no such folder (check the name and the permissions)",
    ]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all"
)
def test_what_may_not_be_read_is_told_and_the_rest_is_read(own: Path) -> None:
    write(own, {"heel-slide.yaml": DRILL, "mine/secret.yaml": DRILL, "locked.yaml": DRILL})
    (own / "mine").chmod(0)
    (own / "locked.yaml").chmod(0)
    try:
        library = read(own)
    finally:
        (own / "mine").chmod(0o700)
    assert list(library.drills) == ["heel-slide"]
    assert told(library, own) == [
        (
            "OWN/locked.yaml: the file cannot be read: permission denied"
            " (check its permissions)"
        ),
        (
            "OWN/mine: you don't have permission to read this folder"
            " (check the name and the permissions)"
        ),
    ]


def test_things_that_only_look_like_files_are_told_and_the_rest_is_read(
    own: Path, tmp_path: Path
) -> None:
    write(own, {"heel-slide.yaml": DRILL, "folder.yaml/x.yaml": DRILL, "real/x.txt": ""})
    outside = write(tmp_path / "outside", {"stranger.yaml": DRILL})
    (own / "dangling.yaml").symlink_to("nowhere.yaml")
    (own / "loop.yaml").symlink_to("loop.yaml")
    (own / "out.yaml").symlink_to(outside / "stranger.yaml")
    (own / "pack").symlink_to(outside)
    (own / "to-folder.yaml").symlink_to("real")
    os.mkfifo(own / "pipe.yaml")
    library = read(own)
    assert list(library.drills) == ["heel-slide"]
    assert told(library, own) == [
        "OWN/dangling.yaml: broken link (remove or correct the link)",
        "OWN/folder.yaml: this is a folder, not a file (rename the folder)",
        "OWN/loop.yaml: broken link (remove or correct the link)",
        (
            "OWN/out.yaml: this link points outside the folder"
            " (replace the link with a copy of the file)"
        ),
        (
            "OWN/pack: this link points to a folder, so coach does not follow it"
            " (to use the linked folder, add --drills FOLDER)"
        ),
        "OWN/pipe.yaml: this is not an ordinary file",
        "OWN/to-folder.yaml: this link points to something that is not a file",
    ]


def test_a_link_within_the_folder_and_a_linked_folder_are_fine(
    own: Path, tmp_path: Path
) -> None:
    write(own, {"exhale/heel-slide.yaml": DRILL})
    (own / "sigh.yaml").symlink_to("exhale/heel-slide.yaml")
    linked = tmp_path / "linked"
    linked.symlink_to(own)
    library = read(linked)
    assert sorted(library.drills) == ["heel-slide", "sigh"]
    assert library.problems == ()


def test_a_whole_disk_is_not_searched(own: Path) -> None:
    write(own, {"heel-slide.yaml": DRILL})
    crowd = own / "crowd"
    crowd.mkdir()
    for number in range(10_001):
        (crowd / str(number)).symlink_to("x")
    (problem,) = read(own).problems
    assert problem.message == (
        "the folder contains more than 10000 files and folders, so coach did not read them "
        "all"
    )


def test_a_file_name_cannot_write_to_the_terminal(own: Path) -> None:
    write(own, {"bad\x1b[2J.yaml": DRILL})
    (problem,) = read(own).problems
    assert problem.path == f"{own}/bad\ufffd[2J.yaml"


def test_folders_are_searched_in_the_order_they_were_named(tmp_path: Path) -> None:
    user = tmp_path / "user"
    user.mkdir()
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    assert own_folders([one], f"{two}{os.pathsep}{os.pathsep}{three}", user) == (
        one,
        two,
        three,
        user,
    )


def test_only_the_users_own_folder_may_be_absent_without_a_word(tmp_path: Path) -> None:
    assert own_folders([], None, tmp_path / "none") == ()
    assert own_folders([tmp_path / "none"], "", None) == (tmp_path / "none",)


def test_a_home_folder_may_be_written_short(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert own_folders([], "~/drills", None) == (tmp_path / "drills",)
