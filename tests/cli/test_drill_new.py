"""``coach drill new``: a file that works straight away, and never another one's place."""

from __future__ import annotations

import resource
from pathlib import Path

import msgspec
import pytest
from tests.cli.commands import Run, run_apart
from tests.library.drillfiles import DRILL, ROUTINE, write

from coach.library.bundled import find_bundled
from coach.library.ids import id_of
from coach.library.load import read_library
from coach.library.templates import first_drill, title_of
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill
from coach.model.loads import loads_of, spares
from coach.model.terms import Base, Group, PainPlace, Sides

BUNDLED = read_library([], find_bundled())


@pytest.fixture
def own(coach_home: Path) -> Path:
    return coach_home / "data" / "drills"


def test_a_new_drill_is_written_and_how_to_try_it_is_said(own: Path, run: Run) -> None:
    result = run("drill", "new", "my-bridge")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"written: {own / 'my-bridge.yaml'}",
        "",
        "  see the drill       coach show my-bridge",
        "  rehearse the drill  coach start my-bridge --speed 20",
        "  check the file      coach drill check my-bridge",
        "  do the drill        coach start my-bridge",
    ]


def test_everything_that_is_said_about_a_new_drill_works(run: Run) -> None:
    steps = run("drill", "new", "my-bridge").out.splitlines()[2:]
    commands = [step.partition("coach ")[2].split() for step in steps]
    for command in commands:
        argv = [*command, "--speed", "1000"] if command[:1] == ["start"] else command
        result = run(*argv)
        assert (result.code, "Traceback" in result.err) == (0, False), command
    assert run("drill", "check", "my-bridge").out == "1 file: no problems\n"


def test_a_new_drill_has_a_figure_that_moves(own: Path, run: Run) -> None:
    run("drill", "new", "My own bridge")
    drill = run("show", "my-own-bridge", "--json").json["drill"]
    assert drill["name"] == "My own bridge"
    assert len(drill["figure"]["poses"]) == 2
    assert "⣿" in run("show", "my-own-bridge").out
    assert (own / "my-own-bridge.yaml").exists()


def test_the_comments_of_a_new_drill_name_all_there_is_to_choose() -> None:
    lines = first_drill("X").splitlines()
    for key, kind in {"group": Group, "base": Base, "sides": Sides}.items():
        (line,) = [line for line in lines if line.startswith(f"{key}:")]
        for member in kind:
            assert member.value in line
    value = load("\n".join(lines).encode(), "x.yaml").value
    required = {f.encode_name for f in msgspec.structs.fields(Drill) if f.required}
    assert required - {"id"} <= value.keys()


def test_a_new_drill_loads_what_the_glute_bridge_does(own: Path, run: Run) -> None:
    run("drill", "new", "my-jump")
    drill = read_library([own], find_bundled()).drills["my-jump"].value
    assert loads_of(drill) == loads_of(BUNDLED.drills["glute-bridge"].value)
    assert not spares(drill, PainPlace.GROIN_OR_DEEP_HIP)
    assert BUNDLED.drills["glute-bridge"].value.cycle[1:] == drill.cycle


def test_a_file_that_is_there_is_left_as_it_is(own: Path, run: Run) -> None:
    write(own, {"my-bridge.yaml": "mine\n"})
    for argv in (["my-bridge"], ["My Bridge"], ["my-bridge", "--from", "clamshell"]):
        result = run("drill", "new", *argv)
        assert result.code == 1
        assert f"'{own / 'my-bridge.yaml'}' already exists" in result.err
        assert (own / "my-bridge.yaml").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["glute-bridge", "Glute bridge", "hip raise", "pre-run"])
def test_a_name_that_is_taken_is_refused(own: Path, run: Run, name: str) -> None:
    result = run("drill", "new", name)
    assert result.code == 1
    assert "already uses the name" in result.err
    assert not own.exists()


@pytest.mark.parametrize("name", ["...", "///"])
def test_a_name_without_letters_for_a_file_is_refused(run: Run, name: str) -> None:
    result = run("drill", "new", name)
    assert result.code == 1
    assert result.err == (
        f"coach: '{name}' has no letters or digits, so it can't name a file\n"
        "hint: write a name such as my-bridge\n"
    )


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "a\\b", "a:b #c", '"x"', "no"])
def test_whatever_it_is_called_it_is_one_good_file_in_the_own_folder(
    own: Path, run: Run, name: str
) -> None:
    assert run("drill", "new", name).code == 0
    file, schema = sorted(own.iterdir(), key=lambda path: path.suffix, reverse=True)
    assert schema.name == "drill.schema.json"
    assert file.stem == id_of(name)
    assert load(file.read_bytes(), "x").value["name"] == title_of(name)
    assert run("drill", "check").code == 0


@pytest.mark.parametrize("id_", [*BUNDLED.drills, *BUNDLED.routines])
def test_a_copy_of_any_bundled_file_is_that_file_by_another_name(
    own: Path, run: Run, id_: str
) -> None:
    assert run("drill", "new", "brand-new", "--from", id_).code == 0
    (file,) = own.rglob("*.yaml")
    old, new = (load(each.read_bytes(), "x").value for each in (_file_of(id_), file))
    old.pop("also", None)
    assert new == old | {"name": "Brand new"}
    assert list(new) == list(old)
    assert (file.parent.name == "routines") is (id_ in BUNDLED.routines)
    lines = file.read_text().splitlines()
    for key in new:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
        assert lines[at - 1].startswith("# "), key


def _file_of(id_: str) -> Path:
    return (BUNDLED.drills.get(id_) or BUNDLED.routines[id_]).path


def test_a_copy_has_no_problems_and_no_advice(run: Run) -> None:
    run("drill", "new", "one", "--from", "side-plank-clam")
    run("drill", "new", "two", "--from", "strength-c")
    result = run("drill", "check")
    assert result.code == 0
    assert result.out.endswith("no problems\n")


def test_a_copy_keeps_the_authors_own_comments(own: Path, run: Run, tmp_path: Path) -> None:
    text = "# my first\n" + DRILL.replace("level: 1", "# easy\nlevel: 1  # really")
    write(tmp_path, {"slide.yaml": text})
    assert run("drill", "new", "b", "--from", str(tmp_path / "slide.yaml")).code == 0
    copy = (own / "b.yaml").read_text()
    assert "# my first\n" in copy
    assert "# easy\nlevel: 1  # really\n" in copy


def test_a_file_of_another_shape_is_not_copied_wrong(run: Run, tmp_path: Path) -> None:
    inner = ", ".join(
        line for line in ROUTINE.replace("heel-slide", "clamshell").splitlines()[:2]
    )
    flow = f"{{{inner}, items: [{{drill: clamshell}}]}}\n"
    write(tmp_path, {"day.yaml": flow})
    result = run("drill", "new", "b", "--from", str(tmp_path / "day.yaml"))
    assert result.code == 1
    assert "is written in a way that coach can't copy" in result.err


def test_an_unknown_drill_cannot_be_copied(own: Path, run: Run) -> None:
    result = run("drill", "new", "b", "--from", "clam-shell-x")
    assert result.code == 1
    assert "no drill or routine is called 'clam-shell-x'" in result.err
    assert not own.exists()


def test_a_folder_that_cannot_be_written_is_told(coach_home: Path, run: Run) -> None:
    write(coach_home, {"data": "a file"})
    result = run("drill", "new", "my-bridge")
    assert result.code == 1
    assert result.err.startswith(f"coach: cannot write '{coach_home}/data/drills/my-bri")
    assert "Traceback" not in result.err


def test_a_file_that_finds_no_room_on_the_disk_is_not_there(own: Path, run: Run) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    result = run_apart("drill", "new", "my-bridge", beforehand=fill)
    assert result.code == 1
    assert result.err.startswith(f"coach: cannot write '{own / 'my-bridge.yaml'}': ")
    assert list(own.iterdir()) == []
    assert run("drill", "new", "my-bridge").code == 0


def test_a_file_that_is_replaced_stays_whole_when_there_is_no_room(tmp_path: Path) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    file = write(tmp_path, {"drill.schema.json": "mine"}) / "drill.schema.json"
    result = run_apart("drill", "schema", "--output", str(file), "--force", beforehand=fill)
    assert (result.code, file.read_text()) == (1, "mine")
    assert [path.name for path in tmp_path.glob("*schema*")] == [file.name]


@pytest.mark.parametrize("source", [None, "clamshell", "strength-c"])
def test_the_schema_of_a_new_file_lies_in_the_own_folder(
    own: Path, run: Run, source: str | None
) -> None:
    run("drill", "new", "mine", *(["--from", source] if source else []))
    (file,) = own.rglob("*.yaml")
    line = file.read_text().splitlines()[0]
    relative = line.removeprefix("# yaml-language-server: $schema=")
    assert ":" not in relative
    assert not Path(relative).is_absolute()
    schema = (file.parent / relative).resolve()
    assert schema.parent == own.resolve()
    assert schema.read_bytes() == (find_bundled() / schema.name).read_bytes()


def test_the_schema_of_an_earlier_version_is_renewed(own: Path, run: Run) -> None:
    write(own, {"drill.schema.json": "{}"})
    assert run("drill", "new", "mine").err == ""
    assert len((own / "drill.schema.json").read_text()) > 100


def test_a_schema_that_cannot_be_written_keeps_no_drill_from_it(
    own: Path, run: Run
) -> None:
    write(own, {"drill.schema.json/x": ""})
    result = run("drill", "new", "mine")
    assert (result.code, (own / "mine.yaml").exists()) == (0, True)
    assert "your editor can't mark mistakes" in result.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("\u81c0\u6865", "has letters that coach can't use in a file name"),
        ("\u043c\u043e\u0441\u0442", "hint: choose a name such as my-bridge"),
        ("con", "a new file cannot be called 'con': Windows reserves the name"),
        ("poses", "a new file cannot be called 'poses': coach needs the name"),
        ("sources", "such as my-sources"),
        ("a" * 201, "the name has 201 characters; the limit is 200"),
        ("a\x1bb", "the name contains an invisible character, U+001B"),
        ("a\udcffb", "the name contains an invisible character, U+DCFF"),
        ("gl\u00adute", "the name contains an invisible character, U+00AD (soft hyphen)"),
    ],
)
def test_a_name_that_would_make_a_bad_file_is_refused(
    own: Path, run: Run, name: str, told: str
) -> None:
    result = run("drill", "new", name)
    assert result.code == 1
    assert told in result.err
    assert not own.exists()


@pytest.mark.parametrize("there", ["Mine.yaml", "mine.yml", "sub/MINE.yaml"])
def test_one_name_has_one_file_whatever_its_ending_or_its_capitals(
    own: Path, run: Run, there: str
) -> None:
    write(own, {there: "broken"})
    result = run("drill", "new", "mine")
    assert result.code == 1
    assert f"'{own / there}' already exists" in result.err
    assert not (own / "mine.yaml").exists()
