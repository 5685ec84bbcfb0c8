"""Commands that are made when somebody asks for them.

To import and make all of them takes longer than most of them take to run.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_group


class LazyGroup(TyperGroup):
    """A group that knows its commands by name, and the modules that make them."""

    modules: ClassVar[Mapping[str, str]]
    """Module with the ``add_to`` of each command, in the order of the help."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  everything Typer says of a group
        super().__init__(**settings)
        self._made: dict[str, Any] = {}
        names: dict[str, Any] = dict.fromkeys(self.modules)
        self.commands = names  # Typer reads only the names here, also for a mistyped one

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002  classes of Typer's own click
        """Return a command, made at its first use; None if there is none."""
        if cmd_name in self.modules and cmd_name not in self._made:
            maker = typer.Typer()
            import_module(self.modules[cmd_name]).add_to(maker)
            self._made |= get_group(maker).commands
        return self._made.get(cmd_name)
