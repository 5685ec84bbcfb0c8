"""Folders of drills that somebody shares: added, used, and unable to do any harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, write

from coach.library.bundled import find_bundled

POSES = """\
on-my-back:
  view: side
  scale: lying
  neck: [22, 4]
  trunk: 180
  head: 166
  legs: {to: [80, 2], bend: 1, foot: 0}
"""
FIGURE = """\
figure:
  scale: lying
  poses:
    long: {from: on-my-back}
    near: {from: on-my-back, legs: {to: [66, 2]}, trunk: 200}
"""
MOVING = (
    DRILL.replace("time: 4s}", "time: 4s, pose: long}")
    .replace("time: 3s}", "time: 3s, pose: near}")
    .replace("Heel slide", "Moving slide")
    + FIGURE
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(
        tmp_path / "pack",
        {
            "exhale/heel-slide.yaml": DRILL,
            "exhale/moving-slide.yaml": MOVING,
            "routines/short-day.yaml": ROUTINE,
            "poses.yaml": POSES,
            "README.md": "# Our drills\n",
            ".git/config": "x",
        },
    )


def ids(run: Run, *argv: str) -> set[str]:
    listed = run("list", "--json", *argv).json
    return {each["id"] for each in listed["drills"] + listed["routines"]}


def test_an_added_folder_is_used_until_it_is_removed(pack: Path, run: Run) -> None:
    result = run("drill", "add", str(pack))
    assert (result.code, result.err) == (0, "")
    assert result.out == f"added: {pack}\n  2 drills, 1 routine\n"
    assert {"heel-slide", "moving-slide", "short-day"} <= ids(run)
    assert run("drill", "check").out.endswith(" files: no problems\n")
    assert "⣿" in run("show", "moving-slide").out
    assert run("start", "short-day", "--speed", "1000", "--plain").code == 0
    result = run("drill", "remove", str(pack))
    assert result.out == f"removed: {pack}; its files are unchanged\n"
    assert not {"heel-slide", "short-day"} & ids(run)
    assert (pack / "exhale" / "heel-slide.yaml").read_text() == DRILL


def test_a_folder_is_added_as_it_is_meant_from_here(
    pack: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack / "exhale")
    assert run("drill", "add", "..").out.startswith(f"added: {pack}\n")
    monkeypatch.chdir("/")
    assert "heel-slide" in ids(run)


def test_own_drills_come_before_added_ones_and_named_ones_before_all(
    pack: Path, coach_home: Path, tmp_path: Path, run: Run
) -> None:
    def name() -> str:
        return str(run("show", "heel-slide", *more, "--json").json["drill"]["name"])

    more: list[str] = []
    run("drill", "add", str(pack))
    assert name() == "Heel slide"
    own = drill_with("Heel slide", "My slide")
    write(coach_home / "data" / "drills", {"heel-slide.yaml": own})
    assert name() == "My slide"
    named = drill_with("Heel slide", "Named slide")
    more = ["--drills", str(write(tmp_path / "named", {"heel-slide.yaml": named}))]
    assert name() == "Named slide"


def test_clashes_are_said_when_a_folder_is_added(
    pack: Path, coach_home: Path, run: Run
) -> None:
    write(coach_home / "data" / "drills", {"heel-slide.yaml": DRILL})
    write(
        pack,
        {
            "clamshell.yaml": drill_with("Heel slide", "Our clam"),
            "routines/bird-dog.yaml": ROUTINE,
            "broken.yaml": drill_with("Heel slide", "Broken").replace(
                "level: 1", "level: 9"
            ),
            "more/moving-slide.yaml": MOVING,
        },
    )
    result = run("drill", "add", str(pack))
    assert result.code == 0
    own = coach_home / "data" / "drills"
    assert result.out.splitlines() == [
        f"added: {pack}",
        "  2 drills, 1 routine",
        "  clamshell replaces the bundled file of the same name",
        (
            f"  {pack}/exhale/heel-slide.yaml: advice: this file is not used:"
            f" {own}/heel-slide.yaml"
            " has the same id 'heel-slide'"
            " (rename one of the files, unless you want the other file to replace this one)"
        ),
        (
            f"  {pack}/more/moving-slide.yaml: the id 'moving-slide' is already taken by"
            f" {pack}/exhale/moving-slide.yaml (rename one of the files)"
        ),
        (
            f"  {pack}/routines/bird-dog.yaml: a routine cannot replace the drill"
            " 'bird-dog' (rename the file)"
        ),
        f"  1 error; for details, use `coach drill check {pack}`",
    ]


def test_what_cannot_be_added_is_refused(
    pack: Path, coach_home: Path, tmp_path: Path, run: Run
) -> None:
    run("drill", "add", str(pack))
    own = coach_home / "data" / "drills"
    own.mkdir()
    linked = tmp_path / "linked"
    linked.symlink_to(pack)
    for folder, reason in {
        pack: "has already been added",
        linked: "has already been added",
        own: "is the folder for your own drills, which coach always uses",
        tmp_path / "nowhere": "cannot be used: there is no such folder",
        pack / "README.md": "cannot be used: this is not a folder",
        Path.home(): "is your whole home folder",
        Path("/"): "is a whole disk",
    }.items():
        result = run("drill", "add", str(folder))
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines()[0] == f"coach: '{folder}' {reason}"


def test_a_folder_that_cannot_be_remembered_is_no_question_for_later(
    pack: Path, coach_home: Path, run: Run
) -> None:
    coach_home.mkdir(exist_ok=True)
    (coach_home / "data").write_text("a file in the way")
    result = run("drill", "add", str(pack))
    assert (result.code, result.out) == (1, "")
    hint = "move the file that is in the way or choose another folder"
    assert result.err.endswith(f"hint: {hint}\n")


def test_what_was_not_added_cannot_be_removed(pack: Path, run: Run) -> None:
    result = run("drill", "remove", str(pack))
    assert (result.code, result.err) == (
        1,
        (
            f"coach: '{pack}' is not a folder that you added\n"
            "hint: you haven't added any folders\n"
        ),
    )
    run("drill", "add", str(pack))
    result = run("drill", "remove", str(pack / "exhale"))
    assert result.err.endswith(f"hint: you added '{pack}'\n")


def test_an_added_folder_that_went_away_is_told_and_can_be_removed(
    pack: Path, run: Run
) -> None:
    run("drill", "add", str(pack))
    pack.rename(pack.with_name("moved"))
    result = run("list")
    assert result.code == 0
    assert f"coach: {pack}: there is no such folder" in result.err
    assert run("drill", "remove", str(pack)).code == 0
    assert run("list").err == ""


def test_doctor_says_where_drills_come_from(pack: Path, run: Run) -> None:
    run("drill", "add", str(pack))
    findings = run("doctor", "--json").json["findings"]
    folders = [
        f["value"] for f in findings if (f["topic"], f["name"]) == ("drills", "folder")
    ]
    assert folders == [str(pack)]


def test_nothing_in_a_folder_is_ever_executed(pack: Path, tmp_path: Path, run: Run) -> None:
    trap = tmp_path / "sprung"
    touch = f"touch {trap}"
    write(
        pack,
        {
            "config.toml": f'[hooks]\non_set_end = "{touch}"\non_session_end = "{touch}"\n',
            "config/config.toml": f'[hooks]\non_set_end = "{touch}"\n',
            "conftest.py": f"import os; os.system({touch!r})\n",
            "sitecustomize.py": f"import os; os.system({touch!r})\n",
            "coach/__init__.py": f"import os; os.system({touch!r})\n",
            "exhale/tag.yaml": f"name: !!python/object/apply:os.system ['{touch}']\n",
            "exhale/shell.yaml": drill_with("Slow and smooth", f'"$({touch}) `{touch}`"'),
        },
    )
    run("drill", "add", str(pack))
    checked = run("drill", "check", str(pack))
    assert "the tag '!!python/object/apply:os.system' is not allowed" in checked.out
    assert run("start", "shell", "short-day", "--speed", "1000", "--plain").code == 0
    assert not trap.exists()


def test_links_out_of_an_added_folder_are_refused(
    pack: Path, tmp_path: Path, run: Run
) -> None:
    outside = write(tmp_path / "outside", {"secret.yaml": drill_with("Heel", "Secret")})
    (pack / "secret.yaml").symlink_to(outside / "secret.yaml")
    (pack / "more").symlink_to(outside)
    result = run("drill", "add", str(pack))
    assert f"{pack}/secret.yaml: this link points outside the folder" in result.out
    assert (
        f"{pack}/more: this link points to a folder, so coach does not follow it"
        in result.out
    )
    assert "secret" not in ids(run)


def test_what_else_a_folder_brings_is_said_when_it_is_added(pack: Path, run: Run) -> None:
    text = (find_bundled() / "programmes" / "six-week.yaml").read_text()
    rules = (find_bundled() / "coaching.yaml").read_text()
    write(
        pack,
        {
            "programmes/spring.yaml": text.replace("name: Six weeks", "name: Spring"),
            "programmes/six-week.yaml": text.replace("name: Six weeks", "name: Ours"),
            "coaching.yaml": rules,
        },
    )
    result = run("drill", "add", str(pack))
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"added: {pack}",
        "  2 drills, 1 routine, 2 programmes",
        "  six-week replaces the bundled file of the same name",
        "  coaching.yaml replaces the bundled rules, including some about pain",
    ]
    write(pack, {"coaching.yaml": rules.replace("then:", "than:")})
    run("drill", "remove", str(pack))
    assert "takes the place of the bundled rules" not in run("drill", "add", str(pack)).out


def test_a_folder_may_hold_programmes_beside_its_drills(pack: Path, run: Run) -> None:
    write(pack, {"programmes/spring.yaml": "weeks: []\n"})
    assert run("drill", "add", str(pack)).err == ""
    assert "spring" not in ids(run)


SOURCED = MOVING.replace("Moving slide", "Sourced slide") + "sources: [ours-2026]\n"
SOURCE = """\
{id}:
  who: A physio
  where: our clinic
  facts: [{{says: We tried it., mark: unverified}}]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A physio's folder: more than what is handed out."""
    items = "[{drill: sourced-slide}, {drill: clamshell}]"
    day = f"name: Clinic day\nwhy: Ours.\nitems: {items}\n"
    folder = write(
        tmp_path / "own",
        {
            "exhale/heel-slide.yaml": DRILL,
            "exhale/sourced-slide.yaml": SOURCED.replace("harder: ", "# harder: "),
            "routines/clinic-day.yaml": day,
            "poses.yaml": POSES + POSES.replace("on-my-back", "unused"),
            "sources.yaml": SOURCE.format(id="ours-2026") + SOURCE.format(id="unused"),
        },
    )
    monkeypatch.setenv("COACH_DRILLS", str(folder))
    return folder


def test_a_pack_holds_what_somebody_needs_and_works_by_itself(
    own: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "for-anna"
    result = run("drill", "pack", "Clinic day", "--output", str(folder))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"written: {folder}\n  1 drill: sourced-slide\n")
    assert "already in coach, so not copied: clamshell" in result.out
    files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert files == {
        *("README.md", "poses.yaml", "sources.yaml", "sourced-slide.yaml"),
        "routines/clinic-day.yaml",
    }
    assert "unused" not in (folder / "poses.yaml").read_text()
    assert "unused" not in (folder / "sources.yaml").read_text()
    elsewhere: dict[str, str | None] = {"COACH_DRILLS": None}
    added = run("drill", "add", str(folder), env=elsewhere)
    assert added.out == f"added: {folder}\n  1 drill, 1 routine\n"
    shown = run("show", "sourced-slide", env=elsewhere)
    assert shown.err == ""
    assert "⣿" in shown.out
    assert "A physio, our clinic" in shown.out
    start = ("start", "clinic-day", "--speed", "1000", "--plain")
    assert run(*start, env=elsewhere).code == 0
    assert own.is_dir()


@pytest.mark.usefixtures("own")
def test_the_command_in_a_pack_fits_a_folder_with_spaces(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "for Anna"
    assert run("drill", "pack", "heel-slide", "--output", str(folder)).code == 0
    assert "\n    coach drill add 'for Anna'\n" in (folder / "README.md").read_text()


@pytest.mark.usefixtures("own")
def test_a_pack_is_refused_where_it_would_do_harm_or_no_good(
    tmp_path: Path, run: Run
) -> None:
    full = write(tmp_path / "full", {"mine.txt": "mine"})
    result = run("drill", "pack", "heel-slide", "--output", str(full))
    assert "already exists, so nothing was changed" in result.err
    assert [file.name for file in full.iterdir()] == ["mine.txt"]
    result = run("drill", "pack", "pre-run", "--output", str(tmp_path / "new"))
    assert "nothing to pack" in result.err
    result = run("drill", "pack", "heel-slid", "--output", str(tmp_path / "new"))
    assert "did you mean 'heel-slide'?" in result.err
    assert {path.name for path in tmp_path.iterdir()} == {"full", "own"}
