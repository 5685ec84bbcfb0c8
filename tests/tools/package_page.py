"""The README as a package index shows it: no file of the project is beside it there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "package" / "page.md"
_SCREEN = ROOT / "tests" / "golden" / "screen-ascii-work-exhale.txt"
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?://)[^)]*\)")
_INSTALL = """\
You need Python 3.11 or newer and a Linux terminal. We also wrote coach for macOS and for
WSL on Windows, but nobody has tried coach there yet.

    pipx install drill-coach
    coach start desk-break

Instead of `pipx`, you can use `uv tool install drill-coach`. You do the first session
standing up: it takes about three minutes, and you need only a wall. `coach
--install-completion` makes the Tab key complete commands, drills and session ids.
"""


def page() -> str:
    """Return the page: the screen as text, links as words, and how to install by name."""
    text = (ROOT / "README.md").read_text()
    text = _PICTURE.sub(lambda _: f"```text\n{_screen()}\n```", text, count=1)
    text = _part(text, "Install", _INSTALL)
    text = _part(text, "Run the tests", "")
    text = text.replace(
        "## Learn more\n", "## Learn more\n\nThese pages are in the source archive:\n", 1
    )
    return re.sub(r"<!-- [^>]* -->\n", "", _LINK.sub(r"\1", text))


def _screen() -> str:
    """Return the first screen of the golden file, without the lines around it."""
    _, _, *rows = _SCREEN.read_text().splitlines()
    end = next(number for number, row in enumerate(rows) if row.startswith("+-"))
    return "\n".join(row.strip("|").rstrip() for row in rows[:end])


def _part(text: str, title: str, instead: str) -> str:
    """Replace what stands below a title; without anything instead, remove the title too."""
    head = f"## {title}\n"
    before, _, rest = text.partition(head)
    after = re.split(r"(?m)^(?=## |MIT licence)", rest, maxsplit=1)[-1]
    return f"{before}{head}\n{instead}\n{after}" if instead else f"{before}{after}"
