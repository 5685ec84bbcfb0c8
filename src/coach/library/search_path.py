"""The ordered list of folders searched for drills."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def own_folders(
    named: Sequence[Path],
    variable: str | None,
    user_folder: Path | None,
    added: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Return the user's drill folders in search order.

    Args:
        named: folders given with ``--drills``, in order.
        variable: the value of ``COACH_DRILLS``, split at ``os.pathsep``.
        user_folder: the default folder of own drills, left out if it does not exist. All
            others are expected to exist.
        added: folders added permanently; they come last.
    """
    folders = [*named, *(Path(part) for part in (variable or "").split(os.pathsep) if part)]
    if user_folder is not None and os.path.lexists(user_folder):
        folders.append(user_folder)
    folders += added
    return tuple(_home(folder) for folder in folders)


def _home(folder: Path) -> Path:
    """Return a folder with ``~`` expanded, as no shell does for settings files."""
    try:
        return folder.expanduser()
    except RuntimeError:  # nobody of that name, or no home at all
        return folder
