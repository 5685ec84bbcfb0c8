"""``coach why``: what the coach decided, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, Drills

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.coaching.deciding import Frame
    from coach.coaching.past import Past
    from coach.coaching.telling import Told
    from coach.model.coaching import Rule
    from coach.model.drill import Drill
    from coach.prescription import Chosen


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("why")(why)


def why(
    drill: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Only this drill.")
    ] = None,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Say what the coach changed in the last six weeks, and why."""
    from coach.cli.deciding import frame_of, past_of
    from coach.cli.setup import Setup
    from coach.coaching.locks import locks_of
    from coach.coaching.telling import story
    from coach.json_text import VERSION, encode
    from coach.prescription import Chosen, Wishes

    setup = Setup(drills, with_sources=False)
    found = _drill(setup, drill) if drill is not None else None
    past = past_of(setup, [Chosen(found)] if found else [])
    frame = frame_of(setup, Wishes(breath=setup.config.breath))
    told = story(past, found.id if found else None)
    upcoming = _next(setup, found, past, frame) if found else []
    table = frame.table
    if as_json:
        answer = {"version": VERSION, "told": told, "next": upcoming}
        typer.echo(encode(answer))
        return
    from coach.screen.why import why_lines

    console = setup.console
    if not told:
        what = f"of {found.name} yet" if found else "so far"
        console.print(f"Nothing was decided {what}: it is done as it is written.")
    for line in why_lines(told, frame.now.date(), has_answers=found is not None):
        console.print(line)
    for said in upcoming:
        console.print(f"Next time: {said}")
    for pattern in locks_of(past, table):
        console.print(
            f"All of the kind '{pattern}' stays out until a clinician says it is fine: "
            "then type checked at the next coach start."
        )
    used = [rule for rule in table.rules if _is_used(rule, told)]
    if used:
        console.print()
        console.print("What that rests on:")
        for rule in used:
            console.print(f"    [{rule.id}] {rule.basis}", markup=False)
    console.print()
    console.print(table.honesty)


def _is_used(rule: Rule, told: list[Told]) -> bool:
    return any(applied.rule == rule.id for each in told for applied in each.rules)


def _drill(setup: Setup, name: str) -> Drill:
    from coach.errors import CoachError
    from coach.model.drill import Drill

    value = setup.library.find(name).value
    if not isinstance(value, Drill):
        raise CoachError(
            f"'{name}' is a routine; the coach decides about drills",
            hint="coach why, or coach why DRILL",
        )
    return value


def _next(setup: Setup, drill: Drill, past: Past, frame: Frame) -> list[str]:
    """What would be done next time in each routine that has it."""
    from coach.coaching.deciding import decide
    from coach.coaching.words import dose_words

    lines = []
    for routine, chosen in _routines_with(setup, drill, past):
        session = decide(chosen, past, frame)
        for choice in session.chosen:
            decided = choice.decided
            if decided is None or drill.id not in {choice.drill.id, decided.kept.slot}:
                continue
            reasons = " ".join(rule.told_at(choice.drill.name) for rule in decided.rules)
            where = f" in {routine}" if routine else ""
            kept, drill_now = decided.kept, choice.drill
            dose = dose_words(kept.sets, kept.cycles, drill_now.unit)
            lines.append(f"{choice.drill.name}{where}, {dose}. {reasons}".rstrip())
        lines += [
            f"{out.name} is left out. {out.rules[0].reason}"
            for out in session.left_out
            if out.slot == drill.id and out.rules
        ]
    return lines


def _routines_with(
    setup: Setup, drill: Drill, past: Past
) -> list[tuple[str, list[Chosen]]]:
    from coach.cli.choosing import of_routine
    from coach.prescription import Chosen

    done = dict.fromkeys(
        log.block.routine for log in past.logs if drill.id in {log.slot, log.block.drill}
    )
    library = setup.library
    found: list[tuple[str, list[Chosen]]] = []
    for routine in done:
        if routine is None:
            found.append(("", [Chosen(drill)]))
        elif routine in library.routines:
            entry = library.routines[routine]
            found.append((entry.value.name, of_routine(entry.value, library)))
    return found
