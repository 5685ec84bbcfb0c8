"""``coach demo``: coach in 25 seconds; nothing is asked or saved."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.options import CommandWithPhone, Phone, phone_wish, speed

DRILL, REPS = "glute-bridge", 3


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("demo", cls=CommandWithPhone)(demo)


def demo(
    plain: Annotated[
        bool, typer.Option("--plain", help="Print plain lines, without animation.")
    ] = False,
    speed: Annotated[
        float | None,
        typer.Option(
            parser=speed, metavar="N", help="Play the demo at N times normal speed."
        ),
    ] = None,
    phone: Phone = None,
) -> None:
    """Watch three bridge reps in time with the breath; nothing is saved."""
    from coach.app.context import Context
    from coach.app.session.drill_preview import play_reps

    context = Context(with_sources=False)
    wish = phone_wish(phone, setting=context.config.phone)
    code = play_reps(context, DRILL, REPS, is_plain=plain, speed=speed, phone_wish=wish)
    if code == 0:
        typer.echo(
            "Most drills work like this demo. A good first session: coach start desk-break"
        )
    raise typer.Exit(code)
