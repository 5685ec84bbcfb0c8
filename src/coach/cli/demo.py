"""``coach demo``: what the program is, in 25 seconds; nothing is asked or logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import speed

if TYPE_CHECKING:
    from coach.app.context import Context

DRILL, REPS = "glute-bridge", 3
LEAD_IN_MS = 1_000


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("demo")(demo)


def demo(
    plain: Annotated[
        bool, typer.Option("--plain", help="One line per event, nothing moves.")
    ] = False,
    speed: Annotated[
        float | None,
        typer.Option(parser=speed, metavar="N", help="Run N times as fast."),
    ] = None,
) -> None:
    """Show three bridge reps, paced by the breath; nothing is asked or logged."""
    from coach.app.context import Context

    code = play(Context(with_sources=False), DRILL, REPS, is_plain=plain, speed=speed)
    if code == 0:
        typer.echo("That is how every drill goes. To begin: coach start desk-break")
    raise typer.Exit(code)


def play(
    setup: Context,
    name: str,
    reps: int,
    *,
    is_plain: bool = False,
    speed: float | None = None,
) -> int:
    """Play a few reps of a drill, only to be looked at; the exit code."""
    from coach.app.session.choose import choose
    from coach.app.session.session_run import SessionRun
    from coach.prescribe import Wishes, prescribe
    from coach.timeline import compile_timeline, refuse_endless

    asked, chosen = choose(setup, [name])
    wishes = Wishes(sets=1, reps=reps, lead_in_ms=LEAD_IN_MS)
    prescription = prescribe(asked, chosen, wishes)
    refuse_endless(prescription)
    run = SessionRun(
        setup,
        compile_timeline(prescription),
        is_plain=is_plain,
        is_json=False,
        speed=speed,
        asks=False,
        is_demo=True,
    )
    return run.play()
