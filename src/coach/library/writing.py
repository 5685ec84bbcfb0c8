"""Writes files for authors, and never over what is there."""

from __future__ import annotations

from pathlib import Path

from coach.errors import CoachError


def write_new(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a file with the folders above it.

    Raises:
        CoachError: if something is there already, or the system refuses.
    """
    try:
        missing = [folder for folder in path.absolute().parents if not folder.exists()]
        for folder in reversed(missing):  # the journal may come to lie in one of them
            folder.mkdir(mode=0o700)
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CoachError(
            f"'{path}' is there already, and was left as it is",
            hint="choose another name",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CoachError(
            f"cannot write '{path}': {reason[:1].lower()}{reason[1:]}",
            hint="check the folder and its permissions",
        ) from None
