"""``coach why NAME --bring-back``: undoes a choice made when changes did not help."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def bring_back_choice(
    name: str | None, drills: list[Path] | None, *, as_json: bool
) -> None:
    """Undo a choice that the runner made when changes did not help."""
    from coach.app.context import Context
    from coach.app.session.exit_questions import take_back
    from coach.errors import CoachError, UsageError

    if name is None:
        raise UsageError(
            "'--bring-back' needs a drill or a routine",
            hint="use `coach why NAME --bring-back`",
        )
    if as_json:
        raise UsageError(
            "you can't use '--json' and '--bring-back' together",
            hint="leave out one of them",
        )
    context = Context(drills, with_sources=False)
    found = context.library.find(name).value
    said = take_back(context, found.id)
    if not said:
        raise CoachError(
            f"you didn't choose to leave out or replace {found.name}",
            hint="use `coach why` to see what changes next time, and why",
        )
    for line in said:
        context.console.print(line)
