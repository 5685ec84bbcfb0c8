"""docs/programmes.md: its example is a programme, and it promises nothing."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.library.drillfiles import write

from coach.library.bundled import find_bundled
from coach.library.check.promises import find_promise
from coach.library.check.report import check
from coach.library.load import read_library
from coach.library.programmes import read_programmes

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "programmes.md").read_text()


def test_the_example_can_be_begun_and_passes_every_check(tmp_path: Path) -> None:
    example = textwrap.dedent(PAGE[PAGE.index("    # programmes/spring.yaml") :])
    folder = write(tmp_path, {"programmes/spring.yaml": example})
    assert check([folder], find_bundled()).problems == ()
    found = read_programmes(read_library([folder], find_bundled()))
    assert [week.name for week in found.entries["spring"].value.weeks] == ["Begin", "Build"]


def test_the_page_promises_nothing() -> None:
    assert find_promise(PAGE) is None
    assert "!" not in PAGE
