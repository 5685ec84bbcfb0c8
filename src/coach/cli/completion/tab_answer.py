"""The words that may come next on a command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from coach.cli.completion.command_table import FLAG, Parameter, TabCommand

Commands = Mapping[tuple[str, ...], TabCommand]
Offered = tuple[str, str]
"""A word and its meaning."""
_OPTION = "-"
_DRILLS = "--drills"


class TypedWords:
    """Reads the complete words of a command line one by one."""

    def __init__(self, commands: Commands, args: Sequence[str]) -> None:
        """Read the words after ``coach``."""
        self.command = commands[("coach",)]
        self.arguments = 0
        """Number of arguments so far."""
        self.due: Parameter | None = None
        """Option that still needs its value."""
        self.folders: list[str] = []
        """Folders given with ``--drills``."""
        self.used: set[str] = set()
        """Options so far."""
        self.has_options = True
        """Whether options may still follow; not after ``--``."""
        self._commands = commands
        self.is_about_help = args[:1] == ["help"]
        """Whether the words ask for help on a command."""
        for arg in args[1:] if self.is_about_help else args:
            self._read(arg)

    def _read(self, arg: str) -> None:
        if self.due is not None:
            self._take(self.due, arg)
        elif arg == "--":
            self.has_options = False
        elif self.is_option(arg):
            name, has_value, value = arg.partition("=")
            self.used.add(name)
            option = option_of(self.command, name)
            if has_value:
                self._take(option, value)
            elif option is not None and option.kind != FLAG:
                self.due = option
        elif (below := self._commands.get((*self.command.words, arg))) is not None:
            self.command, self.arguments = below, 0
        else:
            self.arguments += 1

    def _take(self, option: Parameter | None, value: str) -> None:
        self.due = None
        if option is not None and _DRILLS in option.names:
            self.folders.append(value)

    def is_option(self, word: str) -> bool:
        """Return whether a word is an option or the beginning of an option."""
        return word.startswith(_OPTION) and self.has_options


class Expected:
    """The words that can complete the last word: options, commands or values."""

    def __init__(self, commands: Commands, args: Sequence[str], word: str) -> None:
        """Work out what may come next.

        Args:
            commands: all commands.
            args: complete words after ``coach``.
            word: the beginning of the last word.
        """
        typed = TypedWords(commands, args)
        self.folders = typed.folders
        self.value: Parameter | None = typed.due
        """The option or argument the value is for; None if only `offered` fits."""
        self.begun = word
        """The beginning of the value."""
        self.prefix = ""
        """The text before the value in the same word."""
        self.offered: list[Offered] = []
        """Words that fit and are not values."""
        if typed.is_about_help:
            self.offered = list(_subcommands(commands, typed.command))
        elif typed.due is None and typed.is_option(word):
            self._expect_option(typed)
        elif typed.due is None:
            if not typed.arguments:
                self.offered = list(_subcommands(commands, typed.command))
            self.value = _argument(typed.command, typed.arguments)
        if self.value is not None and self.value.is_list and "," in self.begun:
            before, _, self.begun = self.begun.rpartition(",")
            self.prefix += f"{before},"

    def _expect_option(self, typed: TypedWords) -> None:
        name, has_value, value = self.begun.partition("=")
        if has_value:
            self.value = option_of(typed.command, name)
            self.begun, self.prefix = value, f"{name}="
        else:
            self.offered = list(_options(typed.command, typed.used))


def option_of(command: TabCommand, name: str) -> Parameter | None:
    """Return the option with this name; None if there is none."""
    return next((each for each in command.parameters if name in each.names), None)


def _options(command: TabCommand, used: set[str]) -> Iterator[Offered]:
    for each in command.parameters:
        if each.is_option and (_DRILLS in each.names or used.isdisjoint(each.names)):
            yield from ((name, each.help) for name in each.names if name[:2] == "--")


def _subcommands(commands: Commands, command: TabCommand) -> Iterator[Offered]:
    for other in commands.values():
        if other.words[:-1] == command.words:
            yield other.words[-1], other.help


def _argument(command: TabCommand, number: int) -> Parameter | None:
    """Return the argument at a position; None if none is expected there."""
    arguments = [each for each in command.parameters if not each.is_option]
    before = list(takewhile(lambda each: not each.takes_many, arguments))
    if number < len(before):
        return before[number]
    return arguments[len(before)] if len(before) < len(arguments) else None
