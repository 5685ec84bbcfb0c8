"""The library of drills and routines, with lookup by name or path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

import msgspec

from coach.errors import CoachError, LibraryError, Problem
from coach.library.discover import FoundFile, shown
from coach.library.name_lookup import Named, did_you_mean_name, id_meant
from coach.library.phrasing import did_you_mean, quoted
from coach.model.drill import Drill, Routine, Source
from coach.text.name_key import name_key

if TYPE_CHECKING:
    from coach.model.programme import Programme
    from coach.model.self_test import SelfTest

T = TypeVar("T", Drill, Routine, "Programme", "SelfTest")


def check_hint(problem: Problem) -> str:
    """Return the hint to check the file of a problem, in whatever folder it is."""
    from shlex import quote  # noqa: PLC0415  only for a file with problems

    return f"check the file with `coach drill check {quote(problem.path)}`"


class Entry(msgspec.Struct, Generic[T], frozen=True):
    """A drill, a routine, a programme or a self-test, and the file it comes from."""

    value: T
    path: Path
    shown: str
    """The file's name in messages about problems."""
    digest: str
    """SHA-256 of the file as it was read, in hexadecimal."""
    is_own: bool
    """Whether the file comes from one of the user's folders."""
    replaces_bundled: bool = False
    """Whether the file is the user's and has the id of a bundled file."""


AnyEntry = Entry[Drill] | Entry[Routine]


class LaterFile(msgspec.Struct, frozen=True):
    """A file with a programme or a self-test, which is read only when needed."""

    file: FoundFile
    is_own: bool


class Library(msgspec.Struct, frozen=True):
    """All drills and routines by id, and the problems of files that are unusable."""

    drills: dict[str, Entry[Drill]]
    routines: dict[str, Entry[Routine]]
    sources: dict[str, Source]
    pose_files: tuple[FoundFile, ...] = ()
    """Files of base positions for figures, the bundled one first; read when a figure is
    shown."""
    coaching_files: tuple[FoundFile, ...] = ()
    """Tables of coaching rules, the bundled one first; the last good one counts."""
    programme_files: tuple[LaterFile, ...] = ()
    """Programmes, the bundled ones first; of two with the same id, the last counts."""
    test_files: tuple[LaterFile, ...] = ()
    """Self-tests, in the same order."""
    problems: tuple[Problem, ...] = ()
    """Problems of the files that are left out."""

    def entries(self) -> Iterator[AnyEntry]:
        """Yield all drills, then all routines."""
        yield from self.drills.values()
        yield from self.routines.values()

    def find(self, name: str) -> AnyEntry:
        """Return the drill or routine with this id, name or other name.

        Capitals do not matter, nor do hyphens instead of spaces. Ids come first, then
        names, then other names; the user's files before bundled ones.

        Raises:
            CoachError: if there is none; suggests a similar name if there is one.
            LibraryError: if its file exists but cannot be used; says why.
        """
        named = self.names
        found = id_meant(name, named)
        if found is None:
            raise self._not_found(name, named)
        return self.drills.get(found) or self.routines[found]

    @property
    def names(self) -> list[Named]:
        """Return all names of drills and routines, the user's files before bundled ones."""
        entries = sorted(self.entries(), key=lambda entry: not entry.is_own)
        return [Named(e.value.id, e.value.name, e.value.also) for e in entries]

    def at(self, path: Path) -> AnyEntry:
        """Return the drill or routine of a file given by its path.

        Raises:
            CoachError: if the file contains neither, or the user also chose another file
                with this name.
            LibraryError: if the file cannot be used; says why.
        """
        for entry in self.entries():
            if entry.path == path:
                return entry
        name = shown(path)
        problems = tuple(problem for problem in self.problems if problem.path == name)
        if problems:
            from shlex import quote  # noqa: PLC0415  only for a file with problems

            hint = f"`coach drill check {quote(name)}` shows each problem with its line"
            has_lines = any(problem.line for problem in problems)
            raise LibraryError(problems, hint=hint if has_lines else None)
        if path.stem in self.drills or path.stem in self.routines:
            raise CoachError(
                f"two of the files are called {quoted(path.stem)}",
                hint="use only one of the files at a time",
            )
        raise CoachError(
            f"'{name}' contains neither a drill nor a routine",
            hint="use a drill file or a routine file",
        )

    def why_missing(
        self, kind: Literal["drill", "routine"], id_: str
    ) -> tuple[str, str | None]:
        """Return why no drill or routine has this id, and what may be meant instead.

        A file with problems is there, so only its problems are to blame.
        """
        if any(Path(problem.path).stem == id_ for problem in self.problems):
            return f"the file for the {kind} {quoted(id_)} has problems", None
        known = self.drills if kind == "drill" else self.routines
        return f"no {kind} is called {quoted(id_)}", did_you_mean(id_, known)

    def _not_found(self, name: str, named: list[Named]) -> CoachError:
        key = name_key(name)
        problems = tuple(
            problem for problem in self.problems if Path(problem.path).stem == key
        )
        if problems:
            return LibraryError(problems, hint=check_hint(problems[0]))
        hint = "`coach list` shows all names"
        near = did_you_mean_name(name, named)
        return CoachError(
            f"no drill or routine is called {quoted(name)}",
            hint=f"{near} {hint}" if near else hint,
        )
