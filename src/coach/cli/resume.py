"""``coach resume``: continues a session that was interrupted or stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.options import (
    CommandWithPhone,
    Drills,
    EventLines,
    Mute,
    Phone,
    Tones,
    Voice,
    phone_wish,
)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("resume", cls=CommandWithPhone)(resume)


def resume(
    session: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="First characters of the session's id."),
    ] = None,
    finish: Annotated[
        bool,
        typer.Option("--finish", help="End the session and keep the sets you've done."),
    ] = False,
    discard: Annotated[
        bool,
        typer.Option(
            "--discard",
            help="Don't offer this session again; coach keeps the sets you've done.",
        ),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes",
            help="Continue without asking: the newest session, unless you give an ID.",
        ),
    ] = False,
    no_input: Annotated[
        bool,
        typer.Option(
            "--no-input",
            help="Don't ask any questions; list the sessions unless you add an ID, --yes, "
            "--finish or --discard.",
        ),
    ] = False,
    plain: EventLines = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print the events of the session, or the unfinished sessions, as JSON.",
        ),
    ] = False,
    voice: Voice = None,
    tones: Tones = None,
    mute: Mute = False,
    phone: Phone = None,
    drills: Drills = None,
) -> None:
    """Continue an unfinished session from the last 24 hours."""
    from signal import Signals

    from coach.app.context import Context
    from coach.app.session.resume_question import Act, Decision
    from coach.app.session.resume_session import (
        ResumeWish,
        choose_what_to_resume,
        resume_session,
    )
    from coach.app.session.session_audio import SoundFlags
    from coach.errors import UsageError

    if finish and discard:
        raise UsageError(
            "you can't use '--finish' and '--discard' together",
            hint="use --finish to end the session, or --discard to set it aside",
        )
    act = Act.FINISH if finish else Act.DISCARD if discard else None
    if act is None and (yes or session is not None):
        act = Act.GO_ON
    context = Context(drills)
    is_plain = bool(plain if plain is not None else context.config.plain)
    context.has_margins = not is_plain
    decision = choose_what_to_resume(
        context, session, act, is_json=as_json, is_plain=is_plain, asks=not no_input
    )
    if isinstance(decision, Signals):
        raise typer.Exit(128 + decision.value)
    if isinstance(decision, Decision):
        flags = SoundFlags(voice, tones, mute)
        wish = phone_wish(phone, setting=context.config.phone and not as_json)
        how = ResumeWish(is_plain, as_json, yes or no_input, flags, wish)
        code = resume_session(context, decision, how)
        raise typer.Exit(code)
