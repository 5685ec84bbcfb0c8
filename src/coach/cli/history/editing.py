"""``coach history edit``: what was not as it was written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.errors import CoachError, UsageError

if TYPE_CHECKING:
    from coach.cli.history.changing import Changes
    from coach.journal.by_hand import Build
    from coach.model.history import SessionFacts

_PLACES = {"abs": "abs_core", "core": "abs_core"}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("edit")(edit)


def edit(
    session: Annotated[
        str, typer.Argument(metavar="ID", help="The first letters of its id.")
    ],
    note: Annotated[
        str | None, typer.Option(help="A note; an empty one takes it away.")
    ] = None,
    rpe: Annotated[
        int | None, typer.Option(min=0, max=10, help="How hard it was, 0 to 10.")
    ] = None,
    pain: Annotated[int | None, typer.Option(min=0, max=10, help="Pain, 0 to 10.")] = None,
    felt: Annotated[
        str | None,
        typer.Option(metavar="PLACES", help="Where it was felt: glutes,hamstrings."),
    ] = None,
    sets_done: Annotated[
        list[str] | None,
        typer.Option(metavar="DRILL=N", help="Sets of a drill that were done."),
    ] = None,
) -> None:
    """Correct a session; what was written before stays and can be had back."""
    fields: dict[str, Any] = {}
    if note is not None:
        fields["note"] = _one_line(note) or None
    if rpe is not None:
        fields["rpe"] = rpe
    if pain is not None:
        fields["pain"] = pain
    if felt is not None:
        fields["felt"] = _places(felt)
    sets = [_drill_and_number(word) for word in sets_done or []]
    if not fields and not sets:
        raise UsageError(
            "nothing to change", hint="give --note, --rpe, --pain, --felt or --sets-done"
        )
    from coach.cli.history.changing import Changes, words_for
    from coach.cli.history.looking import session_of
    from coach.cli.setup import Setup

    setup = Setup()
    facts = session_of(setup, session)
    changes = Changes(setup)
    builds = _builds(facts, fields, sets, changes)
    if not builds:
        typer.echo(f"{words_for(facts)}: that is what it says already.")
        return
    changes.write(builds)
    said = [*fields, *(f"sets of {drill}" for drill, _ in sets)]
    typer.echo(f"{words_for(facts)}: {', '.join(said)} corrected.")
    typer.echo("As it was: coach history undo")


def _builds(
    facts: SessionFacts,
    fields: dict[str, Any],
    sets: list[tuple[str, int]],
    changes: Changes,
) -> list[Build]:
    from coach.journal.by_hand import other_sets_done
    from coach.model.record import Corrected

    builds: list[Build] = []
    records = changes.records() if sets else ()
    for drill, number in sets:
        builds += other_sets_done(facts, records, drill, number)
    if fields:
        builds.append(
            lambda stamp: Corrected(**stamp.fields, target=facts.id, fields=fields)
        )
    return builds


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _places(words: str) -> list[str]:
    """Places as records name them.

    Raises:
        UsageError: if nobody has such a place.
    """
    from coach.model.terms import Place

    known = [str(place) for place in Place]
    found: list[str] = []
    for word in words.split(","):
        place = word.strip().casefold().replace(" ", "_").replace("-", "_")
        place = _PLACES.get(place, place)
        if place not in known:
            raise UsageError(
                f"'{word.strip()}' is no place to feel it", hint=f"write {', '.join(known)}"
            )
        found.append(place)
    return list(dict.fromkeys(found))


def _drill_and_number(word: str) -> tuple[str, int]:
    drill, sign, number = word.partition("=")
    if not sign or not drill or not (number.isascii() and number.isdecimal()):
        raise UsageError(
            f"'{word}' does not say how many sets of what",
            hint="write the drill's id and a number: glute-bridge=2",
        )
    try:
        return drill.strip(), int(number)
    except ValueError:  # more digits than a number may have
        raise CoachError(f"'{drill}' cannot have so many sets") from None
