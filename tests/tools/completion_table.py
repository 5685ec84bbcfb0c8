"""The table of commands for completion, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.tools.reference import HIDDEN, command_tree, first_sentence

from coach.app.session.quick_words import WORDS
from coach.cli.completion.command_table import ARGUMENT, ARGUMENTS, FILE, FLAG, FOLDER
from coach.config.settings import SETTINGS
from coach.model.places import place_words
from coach.model.terms import BodyPlace, PainPlace


def _choices(words: Iterable[str]) -> str:
    return "".join(f"|{word.replace(' ', '-')}" for word in words)


KINDS = {
    "PLACES": f",{_choices(map(place_words, BodyPlace))}",
    "PLACE": _choices(map(place_words, PainPlace)),
    "DAYS": ",|mon|tue|wed|thu|fri|sat|sun",
    "ID": "|@session",
    "DRILL": "|@drill",
    "SETTING": _choices(setting.name for setting in SETTINGS),
    "FILE": FILE,
    "PATH": FILE,
    "DIR": FOLDER,
}
"""Kinds of values by the word for them in the help."""
_EVERYTHING = "|@drill|@routine"
NAMED = {
    "coach start": f"{_EVERYTHING}{_choices(('5min', '10min', '20min', *WORDS))}",
    "coach show": f"{_EVERYTHING}|@programme",
    "coach test": "|@test",
    "coach plan begin": "|@programme",
    "coach drill pack": f"{_EVERYTHING}|@programme",
    "coach history add": _EVERYTHING,
    "coach history --drill": "|@drill",
    "coach history --routine": "|@routine",
    "coach history edit --drill": "|@drill",
    "coach history delete --drill": "|@drill",
}
"""Kinds of values by command and option, where the help calls them only NAME."""


def table() -> str:
    """Return all lines of the table."""
    tree = command_tree(with_groups=True)
    lines = [line for name, command in tree.items() for line in _lines(name, command)]
    return "\n".join([*lines, ""])


def _lines(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401  a class of Typer's own click
    yield f"{name}\t{first_sentence(command)}"
    for parameter in command.params:
        if getattr(parameter, "hidden", False) or HIDDEN & {*parameter.opts}:
            continue
        is_option = parameter.param_type_name == "option"
        if is_option:
            names = ",".join([*parameter.opts, *parameter.secondary_opts])
        else:
            names = ARGUMENTS if parameter.nargs == -1 else ARGUMENT
        kind = kind_of(name, parameter)
        about = parameter.help or ""
        assert "\t" not in about
        yield f"\t{names}\t{kind}\t{about}"
    yield "\t--help\tflag\tShow this message and exit."


def kind_of(name: str, parameter: Any) -> str:  # noqa: ANN401  as above
    """Return the kind of value that an option or argument takes."""
    if getattr(parameter, "is_flag", False):
        return FLAG
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return _choices(str(getattr(each, "value", each)) for each in choices)
    option = next((each for each in parameter.opts if each.startswith("--")), "")
    place = f"{name} {option}".strip()
    word = (parameter.metavar or "").strip("[].")
    return NAMED.get(place) or KINDS.get(word, "text")
