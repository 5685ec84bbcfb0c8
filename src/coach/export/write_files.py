"""Atomic writing of exported files, without overwriting unless asked to."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from coach.errors import CoachError
from coach.files.atomic import PRIVATE, write_whole
from coach.files.os_error import refused


def write_files(files: Mapping[Path, bytes], *, replace: bool, mode: int = PRIVATE) -> int:
    """Write all files; leave existing ones with the same content alone.

    Args:
        files: the contents, by path; a link stays a link.
        replace: whether files with other content may be replaced.
        mode: file mode; `SHARED` for files that hold no health data.

    Returns:
        The number of files written.

    Raises:
        CoachError: if a path is not a file, or its content differs and must not be
        replaced; then nothing is written.
        JournalError: if the system refuses.
    """
    wanted: dict[Path, bytes] = {}
    in_the_way: list[Path] = []
    for path, data in files.items():
        # The target of a link is replaced, so that the link stays.
        real = Path(os.path.realpath(path))
        match _what_is_there(real, data):
            case "nothing":
                wanted[real] = data
            case "another":
                wanted[real] = data
                in_the_way.append(path)
            case _:
                pass
    if in_the_way and not replace:
        exists = f"'{in_the_way[0]}' already exists"
        if len(in_the_way) > 1:
            exists = f"'{in_the_way[0]}' and {len(in_the_way) - 1} more already exist"
        raise CoachError(
            f"{exists}, so nothing was changed",
            hint="choose another name, or use --force to overwrite",
        )
    for path, data in wanted.items():
        try:
            write_whole(path, data, mode=mode)
        except OSError as error:
            raise refused(f"cannot write '{path}'", error) from error
    return len(wanted)


def _what_is_there(path: Path, data: bytes) -> str:
    """Return ``nothing``, ``same`` or ``another``, compared with the data.

    Raises:
        CoachError: if the path does not lead to a file.
        JournalError: if the file cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            is_folder = stat.S_ISDIR(status.st_mode)
            said = f"'{path}' is a folder" if is_folder else f"'{path}' is not a file"
            raise CoachError(said, hint="choose a file to write to")
        if status.st_size == len(data) and path.read_bytes() == data:
            return "same"
    except FileNotFoundError:
        return "nothing"
    except OSError as error:
        raise refused(f"cannot write '{path}'", error) from error
    return "another"
