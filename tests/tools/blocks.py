"""Blocks of a page that are made from the code: ``<!-- name -->`` to ``<!-- end -->``."""

from __future__ import annotations

import re
from pathlib import Path


def check(page: Path, name: str, expected: str, *, update: bool) -> None:
    """Fail unless the block of the page is as expected; write it there when updating."""
    pattern = re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    if update:
        page.write_text(
            pattern.sub(lambda match: f"{match[1]}{expected}\n{match[3]}", page.read_text())
        )
    match = pattern.search(page.read_text())
    assert match, f"{page.name} has no block '{name}'"
    stale = f"{page.name}, {name}: refresh with pytest --update-golden"
    assert match[2].strip() == expected, stale
