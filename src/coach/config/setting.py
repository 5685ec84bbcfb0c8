"""The `Setting` descriptor, and parsers for the values of settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar, overload

from coach.model.bounds import WEEK_SESSIONS
from coach.units import DURATION_HELP, Milliseconds, format_seconds, parse_duration

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Origin(StrEnum):
    """The source of a value."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"


def variable_of(name: str) -> str:
    """Return the environment variable for the setting with this name."""
    return "COACH_" + name.replace(".", "_").upper()


class HasGiven(Protocol):
    """The interface a setting needs of its config."""

    @property
    def given(self) -> Mapping[str, tuple[Any, Origin]]:
        """Return the values that are not the default, by the setting's name."""


class Setting(Generic[T]):
    """One setting: its name in the file, its parser, its default and its purpose.

    Read from the config's class, it is the setting itself; read from a config, its value.
    """

    def __init__(
        self,
        name: str,
        parse: Callable[[object], T],
        default: T,
        about: str,
        formerly: str = "",
    ) -> None:
        self.name = name
        self.parse = parse
        """Parser that returns the value, or raises ValueError with ``problem; what to
        write``."""
        self.default = default
        self.about = about
        self.formerly = formerly
        """An older name that still works, with a note; empty if there is none."""

    def written(self, value: T) -> str | int | list[str] | None:
        """Return a value as written in the settings file; None if it is not set."""
        if isinstance(value, Milliseconds):
            return format_seconds(value)
        if isinstance(value, tuple):
            return list(value)
        return value if value is None or isinstance(value, int) else str(value)

    def shown(self, value: T) -> str:
        """Return a value as text to show; empty if it is not set."""
        words = self.written(value)
        if isinstance(words, list):
            return ", ".join(words)
        if isinstance(words, bool):
            return str(words).lower()
        return "" if words is None else str(words)

    @property
    def variable(self) -> str:
        """Return the environment variable of this setting."""
        return variable_of(self.name)

    @overload
    def __get__(self, config: None, owner: type) -> Self: ...
    @overload
    def __get__(self, config: HasGiven, owner: type) -> T: ...
    def __get__(self, config: HasGiven | None, owner: type) -> Self | T:
        """Return the value in a config, or the setting itself on the class."""
        if config is None:
            return self
        value: T = config.given.get(self.name, (self.default, Origin.DEFAULT))[0]
        return value


def member_of(kind: type[E]) -> Callable[[object], E]:
    """Return a parser for the values of an enumeration."""

    def parse(value: object) -> E:
        for member in kind:
            if value == member.value:
                return member
        *others, last = (member.value for member in kind)
        raise ValueError(f"{_shown(value)} is unknown; write {', '.join(others)} or {last}")

    return parse


def switch(value: object) -> bool:
    """Return True for on and False for off.

    Raises:
        ValueError: if the value is neither.
    """
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word in {"true", "yes", "on", "1"}:
        return True
    if word in {"false", "no", "off", "0"}:
        return False
    raise ValueError(f"{_shown(value)} is neither on nor off; write true or false")


def duration(value: object) -> Milliseconds:
    """Return a length of time in milliseconds.

    Raises:
        ValueError: if the value is not a length of time.
    """
    readable = isinstance(value, str | int | float)
    if isinstance(value, dict | list):
        raise ValueError(f"{_shown(value)} is not a duration; {DURATION_HELP}")  # noqa: TRY004  a setting may hold anything
    return parse_duration(value if readable else _shown(value))


MOST_LATENCY_MS = 1_000


def latency(value: object) -> Milliseconds:
    """Return the delay of the sound in milliseconds.

    Raises:
        ValueError: if the value is not a length of time, or is longer than a second.
    """
    found = duration(value)
    if found > MOST_LATENCY_MS:
        raise ValueError(f"{_shown(value)} is more than a second; write 0.2s, for example")
    return found


_MOST_DIGITS = 9
"""Most digits that coach converts; Python refuses more than 4,300."""


def sessions(value: object) -> int:
    """Return a number of sessions a week.

    Raises:
        ValueError: if the value is not such a number.
    """
    number = value
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS:
        number = int(value)
    if isinstance(number, int) and WEEK_SESSIONS.holds(number) and number is not True:
        return number
    least, most = WEEK_SESSIONS.least, WEEK_SESSIONS.most
    raise ValueError(
        f"{_shown(value)} is not a valid number of sessions; "
        f"write a whole number from {least} to {most}"
    )


def folder(value: object) -> Path:
    """Return a folder as a full path, independent of the current folder.

    Raises:
        ValueError: if the value is not a full path.
    """
    if isinstance(value, str) and "\0" not in value:
        path = Path(os.path.expanduser(value))  # noqa: PTH111  Path's own raises without a home
        if path.is_absolute():
            return path
    raise ValueError(f"{_shown(value)} is not a full path; begin the path with / or ~/")


def command(value: object) -> str:
    """Return a command as one string: a program and its arguments.

    coach splits the string with ``shlex.split`` and runs the command without a shell, so
    nothing but ``~/`` before the program is expanded.

    Raises:
        ValueError: if the value is not a command.
    """
    import shlex  # noqa: PLC0415  most people have set no command

    argv = _words(value)
    if isinstance(value, str) and "\0" not in value:
        try:
            argv = shlex.split(value)
        except ValueError as error:
            if "escape" in str(error):
                wrong, step = "ends with a backslash", "remove the last \\"
            else:
                wrong = "has a quotation mark that is never closed"
                step = "close every quotation mark"
            raise ValueError(f"{_shown(value)} {wrong}; {step}") from None
    if not argv or not argv[0]:
        raise ValueError(
            f"{_shown(value)} is not a command; write a program, and any arguments, in "
            "quotation marks"
        )
    program = os.path.expanduser(argv[0])  # noqa: PTH111  Path's own raises without a home
    return shlex.join([program, *argv[1:]])


_NAME_HELP = "write the name in quotation marks, on one line, with ordinary spaces"


def text(value: object) -> str:
    """Return one line of text.

    Raises:
        ValueError: if the value is not one line of text.
    """
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise ValueError(f"{_shown(value)} is not a name; {_NAME_HELP}")


def some_of(allowed: Sequence[str]) -> Callable[[object], tuple[str, ...]]:
    """Return a parser for a list of words, which may be one string with commas."""
    *others, last = allowed
    hint = f"choose from {', '.join(others)} and {last}"

    def parse(value: object) -> tuple[str, ...]:
        words = value.split(",") if isinstance(value, str) else _words(value)
        if words is None:
            raise ValueError(f"{_not_words(value)}; {hint}")
        words = [word.strip() for word in words if word.strip()]
        for word in words:
            if word not in allowed:
                raise ValueError(f"{_shown(word)} is unknown; {hint}")
        return tuple(word for word in allowed if word in words)

    return parse


def things(value: object) -> tuple[str, ...]:
    """Return a list of equipment, which may be one string with commas.

    Raises:
        ValueError: if coach does not know one of the things.
    """
    from coach.model.owned_things import WRITE, parse_thing  # noqa: PLC0415  most people have set nothing

    words = value.split(",") if isinstance(value, str) else _words(value)
    if words is None:
        raise ValueError(f"{_not_words(value)}; {WRITE}")
    found = (parse_thing(word).words for word in words if word.strip())
    return tuple(dict.fromkeys(found))


def _not_words(value: object) -> str:
    """Return why a value is not a list of words."""
    if isinstance(value, list):
        return "the list contains something that is not in quotation marks"
    return f"{_shown(value)} is not a list of words"


def _words(value: object) -> list[str] | None:
    """Return the value if it is a list of strings; None for anything else."""
    if not isinstance(value, list):
        return None
    words = [word for word in value if isinstance(word, str) and "\0" not in word]
    return words if len(words) == len(value) else None


def _shown(value: object) -> str:
    """Return a value nearly as it was written."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "this list"
    return repr(value) if isinstance(value, str) else str(value)
