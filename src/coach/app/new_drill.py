"""Checks and the schema for a new drill file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import CoachError

if TYPE_CHECKING:
    from pathlib import Path

    from coach.app.context import Context


def put_schema(bundled: Path, own: Path) -> None:
    """Write the schema into the folder, where editors find it even without coach.

    A schema from an earlier version is replaced.
    """
    from coach.library.new_file import write_new

    text = bundled.read_text(encoding="utf-8")
    path = own / bundled.name
    try:
        is_current = path.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        is_current = False
    if not is_current:
        write_new(path, text, replace=True)


def refuse_file_of_same_name(own: Path, id_: str) -> None:
    """Raise CoachError if a file has this name, in upper or lower case, with any ending."""
    from coach.library.discover import find_files

    if not own.exists():
        return
    for file in find_files(own).files:
        if file.id.casefold() == id_:
            raise CoachError(
                f"'{file.path}' already exists, so nothing was changed",
                hint="choose another name",
            )


def refuse_taken_name(context: Context, id_: str, title: str) -> None:
    """Raise CoachError if a drill or routine has this id or title."""
    for name in (id_, title):
        try:
            entry = context.library.find(name)
        except CoachError:
            continue
        owned = "your" if entry.is_own else "the bundled"
        raise CoachError(
            f"{owned} file '{entry.shown}' already uses the name '{name}'",
            hint="choose another name",
        )
