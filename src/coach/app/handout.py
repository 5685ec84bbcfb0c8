"""A handout of drills, routines or a programme in words, with the coach's doses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coach.app.session.choose import choose
from coach.coaching.reasons import block_dose
from coach.coaching.trim import Limits
from coach.errors import CoachError, UsageError
from coach.export.handout_page import (
    Handout,
    HandoutDrill,
    HandoutPhase,
    HandoutSheet,
    HandoutWeek,
    SheetRow,
)
from coach.figure.vector import picture
from coach.model.drill import Drill, Routine
from coach.model.programme import Programme, SetChange, Times
from coach.model.terms import Base
from coach.prescribe import Wishes, prescribe
from coach.screen.drill_card import feel_words, source_words
from coach.screen.event_words import BREATH_WORDS
from coach.text.count_of import count_of
from coach.text.listed import listed
from coach.units import format_seconds

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.figure.motion import Motion
    from coach.model.prescription import Block, Prescription

_LONG_SET_MS = 120_000


class HandoutWish(NamedTuple):
    """The contents of the page and the person it is for."""

    names: Sequence[str]
    runner: str
    note: str
    is_as_written: bool


class _Planned(NamedTuple):
    """A routine, or loose drills, with the doses to hand out."""

    name: str
    why: str
    when: str
    prescription: Prescription | None
    """The session with its doses; None if the coach leaves out every drill."""
    refused: str = ""


def handout_of(context: Context, wish: HandoutWish) -> Handout:
    """Return the handout for some drills and routines, or for a programme.

    Raises:
        CoachError: if a name is unknown, or none of the named drills is left.
        UsageError: if two programmes are named.
    """
    named = list(dict.fromkeys(wish.names))
    values = [_value(context, name) for name in named]
    programmes = [value for value in values if isinstance(value, Programme)]
    if len(programmes) > 1:
        raise UsageError(
            "a handout can hold only one programme",
            hint="write a separate file for each programme",
        )
    programme = programmes[0] if programmes else None
    planned = [_plan(context, each, wish) for each in _groups(named, values)]
    if not any(each.prescription for each in planned):
        raise CoachError(
            planned[0].refused, hint="to print the doses from the files, add --as-written"
        )
    blocks = [
        (each.name, block)
        for each in planned
        if each.prescription
        for block in each.prescription.blocks
    ]
    today = context.clock.wall()
    day = f"{today.day} {today:%B} {today.year}"
    return Handout(
        title=" + ".join(value.name for value in values),
        why=programme.why if programme else "",
        runner=wish.runner,
        note=wish.note,
        day=day,
        doses_are=(
            "These are the standard doses. coach has not adjusted them."
            if wish.is_as_written
            else f"These are coach's doses for {day}."
        ),
        weeks=tuple(_weeks(context, programme)) if programme else (),
        before_a_race=_before_a_race(context, programme) if programme else "",
        sheets=tuple(map(_sheet, planned)),
        drills=tuple(_drills(context, blocks)),
        sources=tuple(_sources(context, blocks)),
    )


def _value(context: Context, name: str) -> Drill | Routine | Programme:
    try:
        return context.find(name).value
    except CoachError as unknown:
        try:
            return context.programme(name)
        except CoachError:
            raise unknown from None


def _groups(
    names: Sequence[str], values: Sequence[Drill | Routine | Programme]
) -> list[list[str]]:
    """Return the names for each sheet: each routine alone, loose drills together."""
    groups: list[list[str]] = []
    loose: list[str] = []
    for name, value in zip(names, values, strict=True):
        if isinstance(value, Programme):
            groups += [[routine] for routine in _routines_of(value)]
        elif isinstance(value, Routine):
            groups.append([name])
        else:
            loose.append(name)
    if loose:
        groups.append(loose)
    return [group for at, group in enumerate(groups) if group not in groups[:at]]


def _routines_of(programme: Programme) -> list[str]:
    """Return the routines of a programme in the order in which a runner meets them."""
    order = [each.routine for week in programme.weeks for each in week.strength]
    order += [each.routine for week in programme.weeks for each in week.beside]
    order += [each for each in (programme.taper, programme.race_morning) if each]
    return list(dict.fromkeys(order))


def _plan(context: Context, names: Sequence[str], wish: HandoutWish) -> _Planned:
    entries = [context.find(name).value for name in names]
    routine = entries[0] if isinstance(entries[0], Routine) else None
    name = routine.name if routine else "Drills" if len(entries) > 1 else entries[0].name
    why, when = (routine.why, routine.when or "") if routine else ("", "")
    try:
        return _Planned(name, why, when, _prescription(context, names, wish))
    except CoachError as error:
        if wish.is_as_written:
            raise
        return _Planned(name, why, when, None, f"{error.message}. {error.hint or ''}")


def _prescription(
    context: Context, names: Sequence[str], wish: HandoutWish
) -> Prescription:
    if wish.is_as_written:
        asked, chosen = choose(context, names)
        return prescribe(asked, chosen, Wishes())
    from coach.app.session.arranger import looking_ahead

    ahead = looking_ahead(context, context.clock.wall())
    return ahead.arrange(list(names), Limits()).prescription


def _sheet(planned: _Planned) -> HandoutSheet:
    prescription = planned.prescription
    left_out = [planned.refused] if planned.refused else []
    if prescription:
        left_out += [
            f"{each.name}: {' '.join(rule.reason for rule in each.rules)}"
            for each in prescription.left_out
        ]
    return HandoutSheet(
        name=planned.name,
        why=planned.why,
        when=planned.when,
        rows=tuple(
            SheetRow(block.name, _dose(block), block.sets) for block in prescription.blocks
        )
        if prescription
        else (),
        notes=prescription.notes if prescription else (),
        left_out=tuple(left_out),
    )


def _dose(block: Block) -> str:
    """Return a dose in words, such as ``2 x 10 reps a side, rest 30s``."""
    words = block_dose(block)
    rest = f", rest {format_seconds(block.rest_ms)}" if block.sets > 1 else ""
    return f"{words}{rest}"


def _set_length(block: Block) -> str:
    set_ms = block.reps * block.cycle_ms
    if set_ms > _LONG_SET_MS:
        return f"about {count_of(round(set_ms / 60_000), 'minute')} a set"
    return f"about {count_of(round(set_ms / 1000), 'second')} a set"


def _drills(
    context: Context, blocks: Sequence[tuple[str, Block]]
) -> Iterator[HandoutDrill]:
    from coach.app.context import tell_problems
    from coach.app.drill_motions import motions_of

    motions, problems = motions_of(context, (block.drill for _, block in blocks))
    tell_problems(problems)
    found: dict[str, list[tuple[str, Block]]] = {}
    for sheet, block in blocks:
        found.setdefault(block.drill, []).append((sheet, block))
    for id_, places in found.items():
        drill = context.library.drills[id_].value
        yield _drill(drill, places, motions.get(id_))


def _drill(
    drill: Drill, places: Sequence[tuple[str, Block]], motion: Motion | None
) -> HandoutDrill:
    block = places[0][1]
    doses = {sheet: _dose(each) for sheet, each in places}
    is_one = len(set(doses.values())) == 1
    side = block.side_text
    kit = [*drill.equipment, *(f"{item} (optional)" for item in drill.optional_equipment)]
    return HandoutDrill(
        name=drill.name,
        doses=(
            (_dose(block), _set_length(block))
            if is_one
            else tuple(f"{sheet}: {dose}" for sheet, dose in doses.items())
        ),
        pictures=tuple(_pictures(drill, motion)) if motion else (),
        why=drill.why,
        warning=drill.warning or "",
        needs=", ".join(kit) if kit else "nothing",
        setup=block.setup,
        sides=(f"left: {side.left}", f"right: {side.right}") if side else (),
        is_side_first=drill.base is Base.SIDE_LYING,
        phases=tuple(
            HandoutPhase(
                BREATH_WORDS[phase.breath], format_seconds(phase.duration_ms), phase.do
            )
            for phase in block.phases
        ),
        cues=block.cues,
        mistakes=tuple((fault.see, fault.fix) for fault in drill.faults),
        feel=feel_words(drill),
        changes=tuple(
            dict.fromkeys(
                f"{rule.about or each.name}: {rule.today or _dose(each)}. {rule.reason}"
                for _, each in places
                for rule in each.rules
            )
        ),
    )


def _pictures(drill: Drill, motion: Motion) -> Iterator[tuple[str, str]]:
    for joints, words in zip(motion.start_and_end, ("start", "end"), strict=True):
        yield picture((joints,), motion.figure, f"{drill.name}: {words}", ""), words


def _weeks(context: Context, programme: Programme) -> Iterator[HandoutWeek]:
    for week in programme.weeks:
        yield HandoutWeek(
            week.name,
            week.about,
            _times(context, week.strength),
            _times(context, week.beside),
            "; ".join(_sets(context, change) for change in week.changes),
        )


def _times(context: Context, several: Sequence[Times]) -> str:
    return ", ".join(f"{each.times} x {_named(context, each.routine)}" for each in several)


def _named(context: Context, routine: str) -> str:
    entry = context.library.routines.get(routine)
    return entry.value.name if entry else routine


def _sets(context: Context, change: SetChange) -> str:
    drills = context.library.drills
    more = "more" if change.sets > 0 else "fewer"
    sets = count_of(abs(change.sets), f"{more} set")
    names = [drills[id_].value.name if id_ in drills else id_ for id_ in change.drills]
    every = "each drill" if change.sets > 0 else "each drill that has more than one"
    return f"{sets} of {listed(names) if names else every}"


def _before_a_race(context: Context, programme: Programme) -> str:
    said = []
    if programme.taper:
        name = _named(context, programme.taper)
        said.append(
            f"In the last days before a race, do {name} instead of your strength sessions."
        )
    if programme.race_morning:
        name = _named(context, programme.race_morning)
        said.append(
            f"On the morning of the race, do only {name}, if you've done it before."
        )
    return " ".join(said)


def _sources(context: Context, blocks: Sequence[tuple[str, Block]]) -> Iterator[str]:
    library = context.library
    used = (id_ for _, b in blocks for id_ in library.drills[b.drill].value.sources)
    for id_ in dict.fromkeys(used):
        if id_ in library.sources:
            yield source_words(library.sources[id_])
