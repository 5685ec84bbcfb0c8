"""The folder of the bundled drills, in an installed package or a checkout."""

from __future__ import annotations

import re
from pathlib import Path

from coach.errors import CoachError

_OUR_PROJECT = r"""^name\s*=\s*["']drill-coach["']\s*$"""
_PACKAGE = Path(__file__).resolve().parent.parent


def find_bundled(package: Path = _PACKAGE) -> Path:
    """Return the folder of bundled drills, in the package or at the root of a checkout.

    An editable install has no copy of them inside the package.

    Raises:
        CoachError: if there are none in either place.
    """
    inside = package / "drills"
    if inside.is_dir():
        return inside
    checkout = package.parent.parent
    try:
        project = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        project = ""
    if re.search(_OUR_PROJECT, project, re.MULTILINE) and (checkout / "drills").is_dir():
        return checkout / "drills"
    raise CoachError(
        f"the bundled drills are missing from '{package}'",
        hint="install drill-coach again",
    )
