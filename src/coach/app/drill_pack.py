"""Packs of drills, written into a new folder complete and checked, or not at all."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.files.os_error import refused
from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.discover import names_file
from coach.library.new_file import write_new
from coach.library.pack_contents import Pack, pack_of
from coach.library.path_argument import home_of
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.library.catalogue import AnyEntry, Entry
    from coach.model.programme import Programme

_READABLE = 0o755
_README = "README.md"


def write_pack(context: Context, names: Sequence[str], folder: Path) -> Pack:
    """Write a pack of the named drills and routines into a new or empty folder.

    Raises:
        CoachError: if a name is unknown, coach already has everything, the folder is not
            empty, or the pack would not work by itself.
        JournalError: if the system refuses.
    """
    bundled = find_bundled()
    named = [_entry(context, name) for name in names]
    in_use = [*context.drill_folders, bundled]
    homes = (home_of(entry.path, in_use) for entry in named if names_file(entry.shown))
    folders = [*context.drill_folders, *(home for home in homes if home is not None)]
    pack = pack_of(context.library, named, folders, bundled)
    if pack.is_empty:
        raise CoachError(
            f"nothing to pack: coach already comes with '{' '.join(names)}'",
            hint=f"for a handout, use `coach show {shlex.join(names)} --html FILE`",
        )
    folder = folder.absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CoachError(
                f"'{folder}' already exists, so nothing was changed",
                hint="choose a new name or an empty folder",
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Built beside the folder, so that the pack appears whole or not at all.
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise refused(f"cannot write '{folder}'", error) from error
    try:
        for name, text in {**pack.files, _README: _readme(pack, folder)}.items():
            write_new(work / name, text)
        _refuse_faulty(work, bundled)
        work.chmod(_READABLE)
        work.rename(folder)
    except OSError as error:
        raise refused(f"cannot write '{folder}'", error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return pack


def _entry(context: Context, name: str) -> AnyEntry | Entry[Programme]:
    try:
        return context.find(name)
    except CoachError as unknown:
        try:
            return context.programmes.find(name)
        except CoachError:
            raise unknown from None


def _refuse_faulty(folder: Path, bundled: Path) -> None:
    """Raise CoachError unless the folder works on a computer that has only coach."""
    for problem in check([folder], bundled, [folder]).problems:
        if not problem.is_advice:
            raise CoachError(
                f"'{Path(problem.path).name}' would not work on another computer:"
                f" {problem.message}",
                hint="list every problem with `coach drill check`",
            )


def pack_words(pack: Pack) -> Iterator[str]:
    """Yield a line for each kind of file, and one for the drills that coach already has."""
    kinds = {
        "drill": pack.drills,
        "routine": pack.routines,
        "programme": pack.programmes,
        "pose": pack.poses,
        "source": pack.sources,
    }
    for kind, ids in kinds.items():
        if ids:
            yield f"{count_of(len(ids), kind)}: {', '.join(ids)}"
    if pack.bundled:
        yield f"already in coach, so not copied: {', '.join(pack.bundled)}"


def _readme(pack: Pack, folder: Path) -> str:
    lines = "\n".join(f"- {words}" for words in pack_words(pack))
    first = [*pack.programmes, *pack.routines, *pack.drills][0]
    start = f"coach plan begin {first}" if pack.programmes else f"coach start {first}"
    return (
        f"# {folder.name}\n\n"
        "Drills for coach, a program that guides runners through exercise sessions.\n\n"
        f"{lines}\n\nPut this folder where you want to keep it. Open a terminal in the "
        f"folder that contains {folder.name}, and type:\n\n"
        f"    coach drill add {shlex.quote(folder.name)}\n    {start}\n"
    )
