"""A command is made when it is asked for, and nobody notices but the clock."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module

import pytest
import typer
from tests.cli.commands import Run
from typer.main import get_command, get_group

from coach.cli.history import history_app
from coach.cli.lazy_group import LazyGroup
from coach.cli.main import app


def _group(maker: typer.Typer) -> LazyGroup:
    group: object = get_command(maker)
    assert isinstance(group, LazyGroup)
    return group


COACH = _group(app)


@pytest.mark.parametrize("group", [COACH, _group(history_app)], ids=["coach", "history"])
def test_every_command_a_module_makes_can_be_called(group: LazyGroup) -> None:
    made: set[str] = set()
    for module in group.modules.values():
        maker = typer.Typer()
        import_module(module).add_to(maker)
        made |= get_group(maker).commands.keys()
    assert made == group.modules.keys()
    assert [group.get_command(None, name).name for name in group.modules] == [
        *group.modules
    ]


def test_the_help_tells_all_commands_in_their_order(run: Run) -> None:
    _, _, commands = run("--help").out.partition("Commands:")
    told = re.findall(r"^  ([a-z]+) ", commands, re.MULTILINE)
    names = list(COACH.modules)
    assert [name for name in told if name in names] == names


@pytest.mark.parametrize(
    ("argv", "meant"), [(["strat"], "start"), (["history", "stat"], "stats")]
)
def test_a_mistyped_command_is_recognized(run: Run, argv: list[str], meant: str) -> None:
    result = run(*argv)
    assert result.code == 2
    assert f"Did you mean '{meant}'?" in result.sentence


SCRIPT = """
import sys
from coach.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def _imported(*argv: str) -> set[str]:
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", SCRIPT, *argv], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_one_command_does_not_wait_for_the_others() -> None:
    imported = _imported("config")
    assert imported & set(COACH.modules.values()) == {"coach.cli.config"}


def test_a_list_waits_neither_for_an_empty_history_nor_for_the_coach() -> None:
    unwanted = {"sqlite3", "coach.journal.index", "coach.coaching.decide"}
    assert not _imported("list") & unwanted


def test_plain_lines_wait_for_no_screen() -> None:
    started = _imported(
        "start", "straw-exhale", "--sets", "1", "--reps", "1", "--lead-in", "0",
        "--plain", "--mute", "--yes", "--speed", "100",
    )  # fmt: skip
    assert "coach.screen.plain_lines" in started
    assert not started & {"coach.screen.live_screen", "coach.figure.raster"}
