"""The tables of docs/reference.md and docs/safety.md are made from the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tools import blocks, reference, safety_pages

from coach.config.settings import SETTINGS, read_config

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference.md"
SAFETY = ROOT / "docs" / "safety.md"

BLOCKS = {
    "commands": (REFERENCE, reference.commands),
    "keys": (REFERENCE, reference.keys_table),
    "settings": (REFERENCE, reference.settings_table),
    "safety": (SAFETY, safety_pages.whole),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_of_a_page_says_what_the_code_says(
    name: str, pytestconfig: pytest.Config
) -> None:
    page, text = BLOCKS[name]
    blocks.check(page, name, text(), update=pytestconfig.getoption("update_golden"))


def test_every_command_of_the_reference_has_words_of_its_own() -> None:
    for name, command in reference.command_tree().items():
        for parameter in command.params:
            is_old = getattr(parameter, "hidden", False)
            assert parameter.help or is_old, (name, parameter.name)


def test_the_example_of_the_settings_file_is_understood_and_names_them_all(
    tmp_path: Path,
) -> None:
    example = re.search(r"```toml\n(.*?)```", REFERENCE.read_text(), re.DOTALL)
    assert example
    file = tmp_path / "config.toml"
    file.write_text(example[1])
    config = read_config(file, {})
    assert config.problems == ()
    assert set(config.given) == {setting.name for setting in SETTINGS}


def test_every_page_says_first_who_it_is_for() -> None:
    for page in sorted((ROOT / "docs").glob("*.md")):
        title, _, audience, *_ = page.read_text().splitlines()
        assert title.startswith("# "), page.name
        assert re.match(r"\*For ", audience), page.name
