"""``coach drill schema``: printed, or written where nothing is yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.commands import Run

from coach.cli.drill.schema import SchemaKind
from coach.library.bundled import find_bundled
from coach.library.json_schema import KINDS, file_name


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_printed_as_it_lies_beside_the_drills(kind: str, run: Run) -> None:
    result = run("drill", "schema", kind)
    assert (result.code, result.err) == (0, "")
    assert result.out == (find_bundled() / file_name(kind)).read_text()


def test_every_kind_of_file_can_be_asked_for(run: Run) -> None:
    assert {kind.value for kind in SchemaKind} == set(KINDS)
    assert run("drill", "schema").out == run("drill", "schema", "drill").out


def test_a_schema_takes_no_other_files_place_unasked(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "new" / "drill.schema.json"
    assert run("drill", "schema", "--output", str(file)).code == 0
    assert file.read_text() == run("drill", "schema").out
    file.write_text("mine")
    result = run("drill", "schema", "--output", str(file))
    assert (result.code, file.read_text()) == (1, "mine")
    assert f"'{file}' already exists, so nothing was changed" in result.err
    assert run("drill", "schema", "--output", str(file), "--force").code == 0
    assert file.read_text() == run("drill", "schema").out
