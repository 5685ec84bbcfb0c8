"""Writing of new files for authors: atomic, and without overwriting unless asked to."""

from __future__ import annotations

import os
from pathlib import Path

from coach.errors import CoachError
from coach.files.atomic import SHARED, write_whole
from coach.files.durable import make_folders
from coach.files.os_error import refused


def write_new(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a file, and create its missing parent folders as private folders.

    Raises:
        CoachError: if something is already there, or the system refuses.
    """
    try:
        make_folders(path.absolute().parent)  # the journal may be there later
    except OSError as error:
        raise refused(f"cannot write '{path}'", error) from None
    try:
        if replace:
            path = Path(os.path.realpath(path))  # the target of a link is replaced
        write_whole(path, text.encode(), replace=replace, mode=SHARED)
    except FileExistsError:
        raise CoachError(
            f"'{path}' already exists, so nothing was changed",
            hint="choose another name",
        ) from None
    except OSError as error:
        raise refused(f"cannot write '{path}'", error) from None
