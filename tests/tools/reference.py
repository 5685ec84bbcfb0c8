"""The generated parts of docs/reference.md: commands, keys, settings and exit codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from coach.cli.main import app, home
from coach.config.settings import SETTINGS
from coach.keymap import BINDINGS

HIDDEN = {"--help", "--install-completion", "--show-completion"}
"""Options that Typer adds by itself."""


def command_tree(*, with_groups: bool = False) -> dict[str, Any]:
    """Return every command by its whole name, in the order of the help.

    Args:
        with_groups: also those that only hold other commands.
    """
    found: dict[str, Any] = {}

    def visit(command: Any, name: str) -> None:  # noqa: ANN401  a class of Typer's own click
        below = getattr(command, "commands", {})
        if with_groups or not below or command.invoke_without_command:
            found[name] = command
        for word in below:
            visit(command.get_command(None, word), f"{name} {word}")

    visit(get_command(app), "coach")
    return found


def options_of(command: Any) -> list[str]:  # noqa: ANN401  as above
    """Return the long options of a command, their opposites included."""
    return [
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and not getattr(parameter, "hidden", False)
    ]


def commands() -> str:
    """Return the table of all commands, then one part for each of them."""
    return f"{_index()}\n\n{_parts()}"


def _index() -> str:
    rows = [
        f"| [`{name}`](#{_anchor(name)}) | {first_sentence(command)} |"
        for name, command in command_tree().items()
    ]
    return "\n".join(["| command | does |", "|---|---|", *rows])


def _parts() -> str:
    return "\n\n".join(_command(name, it) for name, it in command_tree().items())


def keys_table() -> str:
    """Return the keys of a session."""
    rows = [f"| `{'` `'.join(binding.keys)}` | {binding.help} |" for binding in BINDINGS]
    return "\n".join(["| key | does |", "|---|---|", *rows])


def settings_table() -> str:
    """Return every setting with its default, environment variable and purpose."""
    rows = [
        f"| `{setting.name}` | {_cell(setting.shown(setting.default))} "
        f"| `{setting.variable}` | {setting.about} |"
        for setting in SETTINGS
    ]
    head = ["| setting | default | environment | what |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _command(name: str, command: Any) -> str:  # noqa: ANN401  as above
    parts = [f"### {name}", first_sentence(command)]
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    if rows := [
        _row(argument.metavar or argument.name.upper(), argument) for argument in arguments
    ]:
        parts.append("\n".join(["| argument | what |", "|---|---|", *rows]))
    shown = [o for o in options if not (o.hidden or HIDDEN & set(o.opts))]
    if rows := [_row(_spelling(option), option) for option in shown]:
        parts.append("\n".join(["| option | what |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _row(name: str, parameter: Any) -> str:  # noqa: ANN401  as above
    return f"| `{name}` | {parameter.help or ''} |"


def _spelling(option: Any) -> str:  # noqa: ANN401  as above
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {' '.join(values_of(option))}"


def values_of(option: Any) -> Iterator[str]:  # noqa: ANN401  as above
    """Yield the words for the value of an option: its choices, its bounds or its kind."""
    choices = getattr(option.type, "choices", None)
    if choices:
        # A bar would end the cell of the table.
        yield "/".join(str(getattr(choice, "value", choice)) for choice in choices)
        return
    least, most = getattr(option.type, "min", None), getattr(option.type, "max", None)
    if least is not None and most is not None:
        yield f"{least}-{most}"
    else:
        yield option.metavar or ("TEXT" if least is None else "N")


def first_sentence(command: Any) -> str:  # noqa: ANN401  as above
    """Return what a command does."""
    # The help of ``coach`` is about the program; its docstring is about the command.
    about = home.__doc__ if command.name == "coach" else command.help
    return " ".join((about or "").split("\n\n")[0].split())


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", name.replace(" ", "-"))


def _cell(text: str) -> str:
    return f"`{text}`" if text else ""
