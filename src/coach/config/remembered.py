"""Answers remembered between sessions, in one small file that may be lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from coach.config.choices import SoundMode
from coach.errors import CoachError
from coach.files.os_error import next_step, reason
from coach.files.regular import read_regular
from coach.model.bounds import REMEMBERED_PERCENT
from coach.model.weights import Weight

FORMAT = 1
"""Format that this version writes; it never changes a file with a higher number."""
LARGEST_BYTES = 256 * 1024
WHOLE = 100


class Remembered(msgspec.Struct, frozen=True):
    """The remembered answers; empty before the first answer, or if the file is damaged."""

    sound: SoundMode | None = None
    breath: Mapping[str, int] = msgspec.field(default_factory=dict)
    """Breath length of each drill in percent of the prescribed one, by drill id."""
    drills: tuple[Path, ...] = ()
    """Folders of drills that the user added, in the order in which they are searched."""
    weights: Mapping[str, Weight] = msgspec.field(default_factory=dict)
    """Weight that each drill was last done with, by drill id."""
    is_silent: bool = False
    """Whether every player failed in the last session with sound."""


def read_remembered(path: Path) -> Remembered:
    """Return the remembered answers without those that are invalid. Never raises."""
    fields = _read(path)
    if _is_newer(fields):
        return Remembered()
    word = fields.get("sound")
    sound = SoundMode(word) if word in list(SoundMode) else None
    breath, drills = _percents(fields.get("breath")), _folders(fields.get("drills"))
    weights, is_silent = _weights(fields.get("weights")), fields.get("silent") is True
    return Remembered(sound, breath, drills, weights, is_silent)


def remember(  # noqa: PLR0913  all that is remembered, each by its name
    path: Path,
    *,
    sound: SoundMode | None = None,
    breath: Mapping[str, int] | None = None,
    weights: Mapping[str, Weight | None] | None = None,
    drills: Callable[[tuple[Path, ...]], Sequence[Path]] | None = None,
    is_silent: bool | None = None,
) -> None:
    """Write new answers; None leaves an answer unchanged.

    A breath of 100 % and a weight of None are removed. ``drills`` returns the new folders
    for the stored ones. Unknown fields stay, and so do the answers of other processes that
    write at the same time.

    Raises:
        CoachError: if the file cannot be written, or a newer version of coach wrote it.
    """
    try:
        with _alone_in(path.parent):
            changed = _changed(path, sound, breath, weights, drills, is_silent=is_silent)
            _write(path, changed)
    except OSError as error:
        raise CoachError(
            f"cannot write '{path}': {reason(error)}",
            hint=next_step(error),
        ) from error


def _changed(  # noqa: PLR0913  all that is remembered
    path: Path,
    sound: SoundMode | None,
    breath: Mapping[str, int] | None,
    weights: Mapping[str, Weight | None] | None,
    drills: Callable[[tuple[Path, ...]], Sequence[Path]] | None,
    *,
    is_silent: bool | None,
) -> bytes:
    """Return the current content of the file with the new answers."""
    fields = _read(path)
    if _is_newer(fields):
        raise CoachError(
            f"'{path}' is from a newer version of coach, so coach did not change the file",
            hint="update coach on this computer",
        )
    fields["format"] = FORMAT
    if sound is not None:
        fields["sound"] = sound.value
    if is_silent is not None:
        fields["silent"] = is_silent
    if breath is not None:
        known = fields.get("breath")
        percents = (known if isinstance(known, dict) else {}) | dict(breath)
        fields["breath"] = {
            drill: percent for drill, percent in percents.items() if percent != WHOLE
        }
    if weights is not None:
        held = _weights(fields.get("weights")) | dict(weights)
        fields["weights"] = {drill: weight for drill, weight in held.items() if weight}
    if drills is not None:
        folders = drills(_folders(fields.get("drills")))
        fields["drills"] = [str(folder) for folder in folders]
    return msgspec.json.encode(fields) + b"\n"


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Lock the answers against other processes, where the system supports it."""
    from coach.files.durable import make_folders  # noqa: PLC0415  rarely written, and start-up counts
    from coach.files.lock import take  # noqa: PLC0415

    make_folders(folder)
    fd = None
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        take(fd, wait=True)
    try:
        yield
    finally:
        if fd is not None:
            os.close(fd)


def _read(path: Path) -> dict[str, Any]:
    try:
        fields = msgspec.json.decode(read_regular(path, LARGEST_BYTES))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _is_newer(fields: Mapping[str, Any]) -> bool:
    format_ = fields.get("format", FORMAT)
    return not isinstance(format_, int) or format_ > FORMAT


def _percents(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {
        drill: percent
        for drill, percent in value.items()
        if isinstance(percent, int) and REMEMBERED_PERCENT.holds(percent)
    }


def _weights(value: object) -> dict[str, Weight]:
    """Return the weights by drill, without impossible ones."""
    found: dict[str, Weight] = {}
    for drill, weight in value.items() if isinstance(value, dict) else ():
        with suppress(msgspec.ValidationError):
            found[drill] = msgspec.convert(weight, Weight)
    return found


def _folders(value: object) -> tuple[Path, ...]:
    names = value if isinstance(value, list) else []
    folders = (Path(n) for n in names if isinstance(n, str) and "\0" not in n)
    return tuple(folder for folder in folders if folder.is_absolute())


def _write(path: Path, content: bytes) -> None:
    """Replace the file atomically: a reader sees the old content or the new."""
    # The file may be a link into a folder kept elsewhere, and the link stays.
    target = Path(os.path.realpath(path))
    from coach.files.atomic import write_whole  # noqa: PLC0415  rarely written, and start-up counts

    write_whole(target, content)
