"""``coach history edit``: what was not as it was written down."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.errors import CoachError, UsageError
from coach.model.bounds import NOTE, SCORE
from coach.model.places import place_meant, place_words
from coach.model.terms import BackFelt, BodyPlace, Flag, PainPlace
from coach.text.harmless import harmless_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges
    from coach.journal.manual_records import Build
    from coach.model.session_facts import SessionFacts

_SHORT = {"tingling": "numb", "faint": "dizzy"}
"""What a runner may write for a word of the journal."""
_NAMES = {"where_pain": "where"}
"""Fields whose option is called otherwise."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("edit")(edit)


def edit(
    session: Annotated[
        str, typer.Argument(metavar="ID", help="The first four letters of its id.")
    ],
    note: Annotated[
        str | None, typer.Option(help="A note; an empty one takes it away.")
    ] = None,
    rpe: Annotated[
        int | None,
        typer.Option(min=SCORE.least, max=SCORE.most, help="How hard it was, 0 to 10."),
    ] = None,
    pain: Annotated[
        int | None, typer.Option(min=SCORE.least, max=SCORE.most, help="Pain, 0 to 10.")
    ] = None,
    felt: Annotated[
        str | None,
        typer.Option(metavar="PLACES", help="Where it was felt: glutes,hamstrings."),
    ] = None,
    drill: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Say it of one drill, not of the session."),
    ] = None,
    where: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Where that drill hurt: knee.")
    ] = None,
    flags: Annotated[
        str | None,
        typer.Option(metavar="FLAGS", help="What else it was: sharp,numb; or none."),
    ] = None,
    back: Annotated[
        BackFelt | None, typer.Option(help="How the low back felt in that drill.")
    ] = None,
    sets_done: Annotated[
        list[str] | None,
        typer.Option(metavar="DRILL=N", help="Sets of a drill that were done."),
    ] = None,
) -> None:
    """Correct a session or one drill of it; what was written before can be had back."""
    fields: dict[str, Any] = {}
    if note is not None:
        fields["note"] = one_note(note)
    if rpe is not None:
        fields["rpe"] = rpe
    if pain is not None:
        fields["pain"] = pain
    if felt is not None:
        fields["felt"] = _words(felt, BodyPlace, "place to feel it")
    of_drill = _of_drill(where, flags, back)
    if of_drill and drill is None:
        raise UsageError(
            "--where, --flags and --back are about one drill", hint="name it: --drill NAME"
        )
    fields |= of_drill
    sets = [_drill_and_number(word) for word in sets_done or []]
    if not fields and not sets:
        raise UsageError(
            "nothing to change", hint="give --note, --rpe, --pain, --felt or --sets-done"
        )
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges, words_for
    from coach.app.history.names import drill_of
    from coach.app.history.queries import session_to_change

    setup = Context()
    facts = session_to_change(setup, session, "coach history edit")
    drill = None if drill is None else drill_of(setup, facts, drill)
    sets = [(drill_of(setup, facts, name), number) for name, number in sets]
    changes = HistoryChanges(setup)
    builds = _builds(facts, fields, sets, changes, drill)
    if not builds:
        typer.echo(f"{words_for(facts, setup.config.clock)}: that is what it says already.")
        return
    if sets or fields.keys() - {"note"}:
        told = _write_and_compare(setup, changes, builds)
    else:
        changes.write(builds)
        told = []
    said = [_NAMES.get(field, field) for field in fields]
    said += (f"sets of {name}" for name, _ in sets)
    typer.echo(f"{words_for(facts, setup.config.clock)}: {', '.join(said)} corrected.")
    typer.echo("\n".join(["As it was: coach history undo", *told]))


def _write_and_compare(
    setup: Context, changes: HistoryChanges, builds: Sequence[Build]
) -> list[str]:
    """What is different next time because of what was written."""
    from coach.app.session.next_time import everything_next, what_that_changed

    before = everything_next(setup, changes.now)
    changes.write(builds)
    setup.look_again()
    return what_that_changed(before, everything_next(setup, changes.now))


def _builds(
    facts: SessionFacts,
    fields: dict[str, Any],
    sets: list[tuple[str, int]],
    changes: HistoryChanges,
    drill: str | None,
) -> list[Build]:
    from coach.journal.manual_records import other_sets_done, other_words
    from coach.model.records import CorrectedRecord

    builds: list[Build] = []
    records = changes.records() if sets else ()
    for name, number in sets:
        builds += other_sets_done(facts, records, name, number)
    if fields and drill is not None:
        builds.append(other_words(facts, drill, fields))
    elif fields:
        builds.append(
            lambda stamp: CorrectedRecord(**stamp.fields, target=facts.id, fields=fields)
        )
    return builds


def one_note(text: str) -> str | None:
    """Return a note on one line; None for an empty one.

    Raises:
        UsageError: if it is too long to keep.
    """
    line = harmless_words(text)
    if not NOTE.holds(len(line)):
        raise UsageError(
            f"a note has at most {NOTE.most:,} characters, and this one has {len(line):,}",
            hint="keep the long version in a file of your own",
        )
    return line or None


def _of_drill(
    where: str | None, flags: str | None, back: BackFelt | None
) -> dict[str, Any]:
    """What can only be said of one drill."""
    fields: dict[str, Any] = {}
    if where is not None:
        (fields["where_pain"], *_) = _words(where, PainPlace, "place where it hurts")
    if flags is not None:
        is_none = flags.strip().casefold() in {"", "none"}
        fields["flags"] = [] if is_none else _words(flags, Flag, "flag")
    if back is not None:
        fields["back"] = str(back)
    return fields


def _words(words: str, kind: type[StrEnum], what: str) -> list[str]:
    """Words as records name them.

    Raises:
        UsageError: if one of them is none of its kind.
    """
    found: list[str] = []
    for word in words.split(","):
        name = word.strip().casefold()
        meant = place_meant(_SHORT.get(name, name), kind)
        if meant is None:
            known = ", ".join(place_words(each) for each in kind)
            raise UsageError(f"'{word.strip()}' is no {what}", hint=f"write {known}")
        found.append(str(meant))
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
