"""The README cannot drift: its tables, pictures and safety text come from the code."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.main import get_command

from coach import safety
from coach.cli.app import app
from coach.cli.choosing import of_routine
from coach.cli.listing import routine_ms
from coach.config import SETTINGS, read_config
from coach.keymap import BINDINGS
from coach.library.bundled import find_bundled
from coach.library.catalogue import Library
from coach.library.check import check_library
from coach.library.figures import motion_of, read_poses
from coach.library.reading import read_library
from coach.moment import Moment
from coach.prescription import Asked, Wishes, prescribe
from coach.screen.picture import svg_of
from coach.screen.view import Look, view
from coach.timeline import compile_timeline
from coach.units import format_clock

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library((), find_bundled())


def _keys_table() -> str:
    rows = [f"| `{'` `'.join(binding.keys)}` | {binding.help} |" for binding in BINDINGS]
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _routines_table(library: Library) -> str:
    rows = []
    for id_, entry in sorted(library.routines.items()):
        length = routine_ms(entry.value, library)
        assert length is not None
        rows.append(f"| `{id_}` | {format_clock(length)} | {entry.value.when} |")
    return "\n".join(["| routine | minutes | when |", "|---|---|---|", *rows])


def _safety_text() -> str:
    asks = "\n".join(f"- {item}" for item in safety.ASK_FIRST)
    return "\n\n".join(
        (
            safety.DISCLAIMER,
            f"**While exercising.** {safety.IN_SHORT}",
            f"**Ask a clinician first** if any of these applies to you:\n\n{asks}",
            f"**Breathing:** {safety.BREATHING}",
            f"**Position.** {safety.POSITION}",
            f"**Stop and get urgent help now:** {safety.STOP_NOW}",
            f"**See a clinician soon:** {safety.BOOK_SOON}",
        )
    )


def _block(name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", README.read_text(), re.DOTALL)
    assert match, f"the README has no block '{name}'"
    return match[1].strip()


@pytest.mark.parametrize("name", ["keys", "routines", "safety"])
def test_readme_block_says_what_the_code_says(
    name: str, library: Library, pytestconfig: pytest.Config
) -> None:
    texts: dict[str, Callable[[], str]] = {
        "keys": _keys_table,
        "routines": lambda: _routines_table(library),
        "safety": _safety_text,
    }
    expected = texts[name]()
    if pytestconfig.getoption("update_golden"):
        new = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- end -->)",
            lambda match: f"{match[1]}{expected}\n{match[2]}",
            README.read_text(),
            flags=re.DOTALL,
        )
        README.write_text(new)
    assert _block(name) == expected


def test_picture_of_the_screen_is_the_screen(
    library: Library, pytestconfig: pytest.Config
) -> None:
    routine = library.routines["pre-run"].value
    asked = Asked(routine.name, (routine.id,), routine.id)
    timeline = compile_timeline(prescribe(asked, of_routine(routine, library), Wishes()))
    lift = next(s for s in timeline.segments if (s.block, s.rep, s.phase) == (1, 3, 1))
    at_ms = lift.at_ms + 2_400
    moment = Moment(timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC))
    bases, _ = read_poses(library.pose_files)
    motion = motion_of(library.drills[moment.block.drill].value, bases)
    lines = view(moment, Look(80, 24), motion)
    svg = svg_of(lines, 80, "coach during a glute bridge")
    picture = ROOT / "docs" / "pictures" / "work.svg"
    if pytestconfig.getoption("update_golden"):
        picture.write_text(svg)
    assert picture.read_text() == svg, "refresh it with pytest --update-golden"
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def _commands() -> dict[str, list[str]]:
    """Every command with its long options."""
    found: dict[str, list[str]] = {}

    def visit(command: object, name: str) -> None:
        found[name] = [
            option
            for parameter in command.params  # type: ignore[attr-defined]  # vendored click
            for option in parameter.opts
            if option.startswith("--")
        ]
        for below, sub in getattr(command, "commands", {}).items():
            visit(sub, f"{name} {below}")

    visit(get_command(app), "coach")
    return found


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text()
    groups = {"coach drill"}
    for name in _commands():
        if name not in groups:
            assert f"`{name}" in text, name


def test_every_option_of_start_is_in_the_readme() -> None:
    text = README.read_text()
    for option in _commands()["coach start"]:
        if option != "--help":
            assert f"`{option}" in text, option


def test_every_option_the_readme_names_exists() -> None:
    known = {option for options in _commands().values() for option in options}
    known |= {"--update-golden"}
    named = set(re.findall(r"`(--[a-z-]+)", README.read_text()))
    assert named <= known


def test_the_drill_of_the_readme_loads_and_passes_every_check(
    tmp_path: Path,
) -> None:
    text = README.read_text()
    lines = text[text.index("    # my-bridge.yaml") :].splitlines()
    example = "\n".join(
        line[4:] for line in lines[: next(i for i, line in enumerate(lines) if not line)]
    )
    (tmp_path / "my-bridge.yaml").write_text(example)
    bundled = find_bundled()
    assert read_library([tmp_path], bundled).drills["my-bridge"].is_own
    assert check_library([tmp_path], bundled) == ()


def test_the_settings_of_the_readme_are_understood(tmp_path: Path) -> None:
    text = README.read_text()
    start = text.index('    breath = "long"')
    example = text[start : text.index("A flag beats")]
    file = tmp_path / "config.toml"
    file.write_text("\n".join(line[4:] for line in example.splitlines()))
    config = read_config(file, {})
    assert config.problems == ()
    assert set(config.given) == {setting.name for setting in SETTINGS}


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
