"""``coach help``: the help of a command, as ``coach COMMAND --help`` shows it."""

from __future__ import annotations

from typing import Annotated, Any

import typer


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("help")(show_help)


def show_help(
    invocation: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help="A command, such as 'history add'."),
    ] = None,
) -> None:
    """Show the help for a command, with examples."""
    root: Any = invocation.find_root()
    found, words = root.command, ["coach"]
    for word in command or ():
        below = getattr(found, "commands", {})
        if word not in below:
            _refuse(words, word, list(below))
        found = found.get_command(root, word)
        words.append(word)
    root.command.main(args=[*words[1:], "--help"], prog_name="coach")


def _refuse(words: list[str], word: str, below: list[str]) -> None:
    from coach.errors import UsageError
    from coach.library.phrasing import did_you_mean

    near = did_you_mean(word, below) if below else None
    shows = "list its commands" if below else "see its help"
    raise UsageError(
        f"'{' '.join(words)}' has no command '{word}'",
        hint=near or f"{shows} with `{' '.join(words)} --help`",
    )
