"""Writes files for authors: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
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
        if replace and path.is_file():
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            _write_whole(part, text)
            part.replace(path)
        elif replace and path.exists():  # a terminal, a pipe
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        else:
            _write_whole(path, text)
    except FileExistsError:
        raise CoachError(
            f"'{path}' is there already, and was left as it is",
            hint="choose another name",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CoachError(
            f"cannot write '{path}': {reason[:1].lower()}{reason[1:]}",
            hint="check the folder, its permissions and the room on the disk",
        ) from None


def _write_whole(path: Path, text: str) -> None:
    """Write a file that is not there yet; what was begun is not left behind."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:  # Ctrl+C as well
            path.unlink()
            raise
