"""``coach history edit``: corrections to a session."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from coach.errors import UsageError
from coach.model.bounds import SCORE
from coach.model.terms import BackFelt, BodyPlace, PainSide


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("edit")(edit)


def edit(
    session: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="First characters of the session's id, at least four."
        ),
    ],
    note: Annotated[
        str | None,
        typer.Option(
            help="A note on the session, or on one drill with --drill; '' removes it."
        ),
    ] = None,
    rpe: Annotated[
        int | None,
        typer.Option(min=SCORE.least, max=SCORE.most, help="Effort (RPE), 0 to 10."),
    ] = None,
    pain: Annotated[
        int | None, typer.Option(min=SCORE.least, max=SCORE.most, help="Pain, 0 to 10.")
    ] = None,
    felt: Annotated[
        str | None,
        typer.Option(
            metavar="PLACES",
            help="Where you felt the work, such as glutes,hamstrings.",
        ),
    ] = None,
    drill: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Correct one drill instead of the whole session."
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="Body area that hurt, such as knee."),
    ] = None,
    side: Annotated[PainSide | None, typer.Option(help="Which side hurt.")] = None,
    flags: Annotated[
        str | None,
        typer.Option(
            metavar="FLAGS",
            help="Signs you noticed in the drill, such as sharp,numb; 'none' removes them.",
        ),
    ] = None,
    back: Annotated[
        BackFelt | None, typer.Option(help="How your low back felt in the drill.")
    ] = None,
    sets_done: Annotated[
        list[str] | None,
        typer.Option(metavar="DRILL=N", help="How many sets of a drill you did."),
    ] = None,
) -> None:
    """Correct a session or one of its drills; to undo this, use `coach history undo`."""
    from coach.app.history.typed_answers import (
        changed_words,
        correction_builds,
        drill_and_number,
        drill_fields,
        listed_words,
        one_note,
        urgent_words,
    )

    fields: dict[str, Any] = {}
    if note is not None:
        fields["note"] = one_note(note)
    if rpe is not None:
        fields["rpe"] = rpe
    if pain is not None:
        fields["pain"] = pain
    if felt is not None:
        fields["felt"] = listed_words(felt, BodyPlace, "body area")
    of_drill = drill_fields(where, flags, back, side)
    if of_drill and drill is None:
        raise UsageError(
            "--side, --where, --flags and --back apply to one drill",
            hint="choose the drill with --drill NAME",
        )
    fields |= of_drill | fields
    sets = [drill_and_number(word) for word in sets_done or []]
    if not fields and not sets:
        raise UsageError(
            "you didn't say what to change",
            hint="use --note, --rpe, --pain, --felt or --sets-done",
        )
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges, words_for
    from coach.app.history.names import drill_of
    from coach.app.history.queries import session_to_change

    context = Context()
    facts = session_to_change(context, session, "coach history edit")
    drill = None if drill is None else drill_of(context, facts, drill)
    sets = [(drill_of(context, facts, name), number) for name, number in sets]
    changes = HistoryChanges(context)
    builds = correction_builds(facts, fields, sets, changes, drill)
    if not builds:
        typer.echo(f"{words_for(facts, context.config.clock)}: nothing to change.")
        return
    if sets or fields.keys() - {"note"}:
        from coach.app.session.next_time import what_it_changes

        told = what_it_changes(context, changes.now, lambda: changes.write(builds))
    else:
        changes.write(builds)
        told = []
    said = changed_words(fields, sets)
    typer.echo(f"{words_for(facts, context.config.clock)}: changed {said}.")
    typer.echo(
        "\n".join(
            [*urgent_words(context, fields, changes), "Undo: coach history undo", *told]
        )
    )
