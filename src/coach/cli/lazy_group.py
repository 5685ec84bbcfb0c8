"""Commands that are created only when somebody asks for them.

Importing and creating all of them takes longer than running most of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_group


class LazyGroup(TyperGroup):
    """A group of commands that imports the module of each command only when needed."""

    modules: ClassVar[Mapping[str, str]]
    """The module of each command, in the order in which the help lists the commands."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  everything Typer says of a group
        super().__init__(**settings)
        self._made: dict[str, Any] = {}
        names: dict[str, Any] = dict.fromkeys(self.modules)
        self.commands = names  # Typer reads only the names here, even for a mistyped one

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002  classes of Typer's own click
        """Return the command, created on first use; None if there is no such command."""
        if cmd_name in self.modules and cmd_name not in self._made:
            maker = typer.Typer()
            import_module(self.modules[cmd_name]).add_to(maker)
            made = get_group(maker).commands
            for each in made.values():
                with_notes(each)
            self._made |= made
        return self._made.get(cmd_name)


def with_notes(command: Any) -> None:  # noqa: ANN401  a class of Typer's own click
    """Add examples to the help of a command and its subcommands."""

    def noted(ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG001  as above
        from coach.cli.help_notes import note

        note(command, ctx.command_path)
        from coach.cli.help_page import print_help

        print_help(command, ctx)

    command.format_help = noted
    if not isinstance(command, LazyGroup):
        for below in getattr(command, "commands", {}).values():
            with_notes(below)
