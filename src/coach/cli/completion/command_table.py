"""The commands, options and arguments, from a table that a test keeps current.

A line that doesn't start with a tab is a command: its words, and what it does. The lines
below it are its options and arguments: names, kind of value and help, separated by tabs.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("commands.tsv")
ARGUMENT, ARGUMENTS = "<>", "<>..."
"""Used instead of names: one argument, or any number of them."""
FLAG, FILE, FOLDER = "flag", "file", "folder"


class Parameter(NamedTuple):
    """An option or an argument."""

    names: tuple[str, ...]
    kind: str
    """``file``, ``folder``, ``text``, ``flag`` (no value) or choices like ``|on|off``."""
    help: str

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the possible values; ``@drill`` stands for the names of all drills."""
        return tuple(self.kind.lstrip(",").split("|")[1:])

    @property
    def is_list(self) -> bool:
        """Return whether the value may be a comma-separated list."""
        return self.kind.startswith(",")

    @property
    def is_option(self) -> bool:
        """Return whether this is an option, such as ``--plain``, and not an argument."""
        return self.names[0].startswith("-")

    @property
    def takes_many(self) -> bool:
        """Return whether this is an argument that can be given any number of times."""
        return self.names == (ARGUMENTS,)


class TabCommand(NamedTuple):
    """A command with its options and arguments."""

    words: tuple[str, ...]
    help: str
    parameters: list[Parameter]


def read_commands(lines: Iterable[str]) -> dict[tuple[str, ...], TabCommand]:
    """Return all commands, keyed by their words, such as ``("coach", "plan")``."""
    commands: dict[tuple[str, ...], TabCommand] = {}
    parameters: list[Parameter] = []
    for line in lines:
        first, *others = line.rstrip("\n").split("\t")
        if first:
            words, parameters = tuple(first.split()), []
            commands[words] = TabCommand(words, others[0], parameters)
        elif others:
            names, kind, about = others
            parameters.append(Parameter(tuple(names.split(",")), kind, about))
    return commands
