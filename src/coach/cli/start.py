"""``coach start``: a session from its names and options to its summary."""

# Annotations are not postponed: Typer would compile each of them twice at every start.

from typing import Annotated

import typer

from coach.cli.options import (
    CommandWithPhone,
    Drills,
    Phone,
    Switch,
    duration,
    phone_wish,
    speed,
)
from coach.model.bounds import FILE_COUNT, FILE_SETS, MINUTES
from coach.model.terms import BreathPreset

HOW_MUCH, TIMES, SHOWN = "How much", "Breath and times", "Sound and screen"
"""Headings of the options in the help."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("start", cls=CommandWithPhone)(start)


def start(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help=(
                "Names or files of routines and drills. Add 10min, standing or "
                "no-equipment to limit the session."
            ),
        ),
    ] = None,
    sets: Annotated[
        int | None,
        typer.Option(
            min=FILE_SETS.least,
            max=FILE_SETS.most,
            help="Number of sets for each drill.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = None,
    reps: Annotated[
        int | None,
        typer.Option(
            min=FILE_COUNT.least,
            max=FILE_COUNT.most,
            help="Number of reps or breaths in each set.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = None,
    load: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]KG",
            help="Weight for a drill, such as 10, 20lb or none. Repeat the option for each "
            "drill.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = None,
    rest: Annotated[
        int | None,
        typer.Option(
            parser=duration,
            metavar="TIME",
            help="Rest between sets; 0 for no rest.",
            rich_help_panel=TIMES,
        ),
    ] = None,
    change: Annotated[
        int | None,
        typer.Option(
            parser=duration,
            metavar="TIME",
            help="Time between drills; 0 for no wait.",
            rich_help_panel=TIMES,
        ),
    ] = None,
    lead_in: Annotated[
        int | None,
        typer.Option(
            parser=duration,
            metavar="TIME",
            help="Time before the first drill; 0 for no wait.",
            rich_help_panel=TIMES,
        ),
    ] = None,
    self_paced: Annotated[
        bool,
        typer.Option(
            "--self-paced",
            help="Let each set last until you press space.",
            rich_help_panel=TIMES,
        ),
    ] = False,
    breath: Annotated[
        BreathPreset | None,
        typer.Option(
            metavar="LENGTH",
            help="Length of the breaths: short, standard or long.",
            rich_help_panel=TIMES,
        ),
    ] = None,
    speed: Annotated[  # noqa: A002, RUF100  the option's own name
        float | None,
        typer.Option(
            parser=speed,
            metavar="N",
            help="Rehearse at N times normal speed; nothing is saved.",
            rich_help_panel=TIMES,
        ),
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option(
            "--plain",
            help="Print plain lines, without animation.",
            rich_help_panel=SHOWN,
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print each event as a line of JSON.", rich_help_panel=SHOWN
        ),
    ] = False,
    voice: Annotated[
        bool | None,
        typer.Option("--voice/--no-voice", help="Speak the cues.", rich_help_panel=SHOWN),
    ] = None,
    tones: Annotated[
        bool | None,
        typer.Option(
            "--tones/--no-tones",
            help="Play a tone for each breath in and out.",
            rich_help_panel=SHOWN,
        ),
    ] = None,
    mute: Annotated[
        bool,
        typer.Option(
            "--mute", help="Don't play any sound on this computer.", rich_help_panel=SHOWN
        ),
    ] = False,
    phone: Phone = None,
    coach: Annotated[
        Switch | None,
        typer.Option(help="Let your answers change drills and doses."),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            min=MINUTES.least,
            max=MINUTES.most,
            help="Minutes you have; if needed, coach leaves out sets and drills.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = None,
    standing: Annotated[
        bool,
        typer.Option(
            "--standing",
            help="Include only drills you do standing up.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = False,
    no_equipment: Annotated[
        bool,
        typer.Option(
            "--no-equipment",
            help="Include only drills without equipment; you may still need a wall.",
            rich_help_panel=HOW_MUCH,
        ),
    ] = False,
    no_kit: Annotated[bool, typer.Option("--no-kit", hidden=True)] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "--no-input", help="Don't ask any questions.")
    ] = False,
    drills: Drills = None,
) -> None:
    """Start a session: routines or drills by name, or today's pick."""
    from msgspec.structs import replace

    from coach.app.context import Context, tell
    from coach.app.home_facts import why_nothing_starts_today
    from coach.app.session.arranger import Manner, wishes_of
    from coach.app.session.display import is_a_person_there, is_screen
    from coach.app.session.offer import Offer
    from coach.app.session.open_sessions import mention_unfinished
    from coach.app.session.session_audio import SoundFlags
    from coach.app.session.session_run import SessionRun
    from coach.coaching.trim import Limits

    context = Context(drills, names or (), with_sources=False, has_margins=not plain)
    asks = not yes and not as_json and speed is None and is_a_person_there()
    # Before any decision, because today's session may depend on the answer.
    if asks:
        from coach.app.session.morning_question import ask_about_the_morning

        if (signal := ask_about_the_morning(context)) is not None:
            raise typer.Exit(128 + signal.value)
    usual = wishes_of(context)
    wishes = replace(
        usual,
        sets=sets,
        reps=reps,
        rest_ms=rest if rest is not None else usual.rest_ms,
        change_ms=change if change is not None else usual.change_ms,
        lead_in_ms=lead_in if lead_in is not None else usual.lead_in_ms,
        breath=breath or usual.breath,
        self_paced=self_paced,
    )
    manner = Manner(
        wishes,
        asks=asks,
        is_coached=context.config.coach if coach is None else coach is Switch.ON,
        is_kept=speed is None,
    )
    if no_kit:
        tell("'--no-kit' is now called '--no-equipment'; both work")
    limits = Limits(minutes, standing, no_equipment or no_kit)
    if names:
        from coach.app.session.quick_words import without_quick_words

        names, limits = without_quick_words(names, context.library, limits)
    if not asks:
        from coach.app.session.safety_question import refuse_if_unsure

        refuse_if_unsure(context)  # before anything is offered
    offer = Offer(context, names or [], manner, context.clock.wall(), limits)
    if load:
        from coach.app.session.weights_of_session import choose_weights

        choose_weights(context, offer, load)
    is_plain = bool(plain if plain is not None else context.config.plain)
    is_on_card = asks and not is_plain and is_screen()
    # After a sign, the changes are told once a doctor or physio has cleared the runner.
    for words in () if is_on_card or why_nothing_starts_today(context) else offer.told:
        tell(words)
    if not yes and not as_json and speed is None:
        # The start card would hide messages printed here.
        offer.unfinished = mention_unfinished(context)
    run = SessionRun(
        context,
        offer.timeline,
        is_plain=is_plain,
        is_json=as_json,
        speed=speed,
        asks=not yes and not as_json and is_a_person_there(),
        flags=SoundFlags(voice, tones, mute),
        offer=offer,
        # A program that follows the events asks for a phone itself.
        phone_wish=phone_wish(phone, setting=context.config.phone and not as_json),
    )
    raise typer.Exit(run.play())
