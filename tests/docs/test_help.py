"""The help of every command shows examples; the man page has the defaults as well."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from rich.style import Style
from tests.cli.commands import run_here
from tests.tools import man_page
from tests.tools.reference import command_tree
from typer import rich_utils

from coach.cli.help_notes import DEFAULTS, EXAMPLES, default_words

TREE = command_tree(with_groups=True)
MAN = Path(__file__).resolve().parents[2] / "docs" / "coach.1"


def test_the_man_page_says_what_the_commands_say(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_golden"):
        MAN.write_text(man_page.page())
    assert MAN.read_text() == man_page.page(), "refresh it with pytest --update-golden"


def test_man_reads_its_page_without_a_complaint() -> None:
    man = shutil.which("man")
    if man is None or not shutil.which("groff"):
        pytest.skip("there is no man here")
    done = subprocess.run(  # noqa: S603  the system's own program
        [man, "--warnings", "--local-file", str(MAN)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "coach history export" in done.stdout
    assert "Default: today's pick." in re.sub(r"\s+", " ", done.stdout)


def test_the_options_of_the_tab_key_are_told_in_the_words_of_coach() -> None:
    said = " ".join(run_here("--help").out.split())
    assert "Let the Tab key complete commands." in said
    assert "Print the completion script, so you can install it yourself." in said
    assert "customize" not in said


def test_every_value_has_a_default_in_the_help() -> None:
    used = set()
    for name, command in TREE.items():
        for parameter in command.params:
            is_plain_flag = parameter.param_type_name == "option" and parameter.is_flag
            if parameter.required or getattr(parameter, "hidden", False):
                continue
            words = default_words(parameter, name)
            used |= {key for key in DEFAULTS if words and DEFAULTS[key] == words}
            has_value = parameter.default not in {None, False}
            assert words or has_value or is_plain_flag, (name, parameter.opts)
    assert used == set(DEFAULTS)  # none is left over from an option that is gone


@pytest.mark.parametrize("name", TREE)
def test_every_command_shows_examples_that_it_understands(name: str) -> None:
    assert EXAMPLES[name]
    for line, _ in EXAMPLES[name]:
        words = shlex.split(line)
        assert " ".join(words).startswith(name) or name == "coach"
        command, path = TREE["coach"], ["coach"]
        rest = words[1:]
        while rest and " ".join([*path, rest[0]]) in TREE:
            path.append(rest.pop(0))
            command = TREE[" ".join(path)]
        command.make_context(" ".join(path), [*rest], resilient_parsing=False)


def test_help_is_the_same_however_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for words in ((), ("start",), ("history", "add"), ("plan",)):
        asked = run_here("help", *words)
        assert asked == run_here(*words, "--help") == run_here(*words, "-h")
        assert (asked.code, asked.err) == (0, "")
        assert f"Usage: coach {' '.join(words)}".strip() in asked.out
        assert "Examples:" in asked.out


def test_what_to_type_comes_before_all_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run_here("--help").out
    assert out.index("Examples:") < out.index("Commands:") < out.index("Options:")
    assert re.search(r"^  start +Start a session", out, re.MULTILINE)
    start = run_here("help", "start").out
    assert start.index("Examples:") < start.index("How much:") < start.index("Options:")
    assert "default: (" not in start
    assert len(start.splitlines()) < 55


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_help_of_a_command_fits_the_terminal_and_has_an_effect_beside_each_option(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = run_here("help", "start").out.splitlines()
    assert max(map(len, rows)) <= columns
    at = next(n for n, row in enumerate(rows) if row.startswith("  --sets 1-20"))
    effect = rows[at].removeprefix("  --sets 1-20") if columns > 40 else rows[at + 1]
    assert effect.split()[:3] == ["Number", "of", "sets"]
    assert not any("<=" in row or "│" in row or "…" in row for row in rows)


def test_the_options_of_all_groups_have_their_effects_below_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run_here("help", "start").out.splitlines()
    wanted = ("--sets", "--rest", "--mute", "--yes")
    rows = [next(row for row in lines if row.startswith(f"  {w}")) for w in wanted]
    assert len({re.search(r"  [A-Z]", row).start() for row in rows}) == 1  # type: ignore[union-attr]  # there is one


def test_help_about_a_command_that_is_not_there_suggests_another() -> None:
    result = run_here("help", "history", "exprot")
    assert result.code == 2
    assert "did you mean 'export'?" in result.err


def test_help_and_errors_are_in_the_terminals_own_colour() -> None:
    run_here("--help")
    console = rich_utils._get_rich_console()  # noqa: SLF001  the one that help is printed with
    named = ("option", "switch", "negative_option", "negative_switch", "types", "usage")
    styles = [console.get_style(name) for name in named]
    styles += (
        Style.parse(style)
        for name, style in vars(rich_utils).items()
        if name.startswith("STYLE_") and isinstance(style, str)
    )
    assert all(style.color is None and not style.dim for style in styles)
    assert console.get_style("option").bold
