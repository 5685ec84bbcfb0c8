"""Drills for the names on the command line, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coach.coaching.equipment import needs_only
from coach.config.choices import WaitMode
from coach.errors import CoachError
from coach.model.drill import Drill, RoutineItem
from coach.model.left_out import as_wanted, left_out_by, stand_in, why_left_out
from coach.model.owned_things import height_of_step, kinds_of
from coach.model.prescription import AppliedRule, LeftOut
from coach.prescribe import Chosen, SessionRequest

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.library.catalogue import Entry, Library
    from coach.model.drill import Routine
    from coach.model.prescription import Prescription


def choose(context: Context, names: Sequence[str]) -> tuple[SessionRequest, list[Chosen]]:
    """Return the session and the drills that the names mean.

    Raises:
        CoachError: if a name is unknown, or a routine needs a drill that is missing.
    """
    library = context.library
    entries = [context.find(name) for name in names]
    chosen: list[Chosen] = []
    routines: list[Routine] = []
    for entry in entries:
        if isinstance(entry.value, Drill):
            chosen.append(Chosen(entry.value, entry.digest))
        else:
            routines.append(entry.value)
            chosen += of_routine(entry.value, library)
    only = routines[0] if len(entries) == 1 and routines else None
    asked = SessionRequest(
        name=" + ".join(entry.value.name for entry in entries),
        names=tuple(entry.value.id for entry in entries),
        routine=only.id if only else None,
        quiet=bool(routines) and all(routine.quiet for routine in routines),
        opens=routines[0].opens if routines else None,
        closes=routines[-1].closes if routines else None,
    )
    return asked, chosen


def of_routine(
    routine: Routine, library: Library, *, with_digests: bool = True
) -> list[Chosen]:
    """Return the drills of a routine, with the doses they have there.

    Only a session needs the digests of the files.

    Raises:
        CoachError: if one of the drills cannot be read.
    """
    return [
        Chosen(
            entry.value,
            entry.digest if with_digests else "",
            item,
            routine.id,
            is_fixed=routine.fixed,
        )
        for item in routine.items
        for entry in [_drill(library, item.drill, routine)]
    ]


def _drill(library: Library, name: str, routine: Routine) -> Entry[Drill]:
    entry = library.drills.get(name)
    if entry is None:
        raise CoachError(
            f"the routine '{routine.id}' needs the drill '{name}', which coach can't use",
            hint="find the reason with `coach drill check`",
        )
    return entry


def without_left_out(
    context: Context, asked: SessionRequest, chosen: Sequence[Chosen]
) -> tuple[list[Chosen], tuple[LeftOut, ...], dict[str, str]]:
    """Return the drills that the runner can do, and those left out by the settings.

    Also returns the ids of the replacements, by the drill that each replaces.

    Raises:
        CoachError: if nothing is left.
    """
    leaves_out = context.leaves_out
    if not leaves_out:
        return list(chosen), (), {}
    there = {choice.drill.id for choice in chosen}
    left: list[Chosen] = []
    out: list[LeftOut] = []
    instead: dict[str, str] = {}
    for choice in chosen:
        drill, what = choice.drill, left_out_by(choice.drill, leaves_out)
        if what is None:
            left.append(replace(choice, drill=as_wanted(drill, leaves_out)))
            continue
        reason = why_left_out(what)
        other = _instead(context, choice, there)
        if other is not None:
            there.add(other.drill.id)
            left.append(replace(other, drill=as_wanted(other.drill, leaves_out)))
            instead[drill.id] = other.drill.id
        rule = AppliedRule(ASKED_TO_LEAVE_OUT, reason)
        out.append(LeftOut(slot=drill.id, name=drill.name, rules=(rule,)))
    if not left:
        reasons = dict.fromkeys(rule.reason for each in out for rule in each.rules)
        raise CoachError(
            f"{asked.all_drills} is left out",
            hint=f"{' '.join(reasons)} To change this, edit leave_out in the settings.",
        )
    return left, tuple(out), instead


def naming_replacements(
    left_out: Sequence[LeftOut], instead: Mapping[str, str], chosen: Sequence[Chosen]
) -> list[LeftOut]:
    """Return the left-out drills; the reason names a replacement that is really done.

    Args:
        left_out: the drills left out by the settings.
        instead: the ids of the replacements, by the drill that each replaces.
        chosen: the drills of the session, after all decisions.
    """
    done = {
        each.decided.kept.slot if each.decided else each.drill.id: each.drill.name
        for each in chosen
    }
    return [
        replace(
            out,
            rules=tuple(
                replace(rule, reason=f"{rule.reason} Do {done[instead[out.slot]]} instead.")
                for rule in out.rules
            ),
        )
        if instead.get(out.slot) in done
        else out
        for out in left_out
    ]


def _instead(context: Context, choice: Chosen, there: Collection[str]) -> Chosen | None:
    """Return a replacement for a left-out drill in a routine; None if there is none."""
    if choice.routine is None or choice.item is None:
        return None  # the runner chose the drill by its name
    at_hand = {*kinds_of(context.config.equipment), *choice.drill.equipment}
    entries = context.library.drills
    others = [
        entry.value
        for id_, entry in entries.items()
        if id_ not in there and needs_only(entry.value.equipment, at_hand)
    ]
    found = stand_in(choice.drill, others, context.leaves_out)
    if found is None:
        return None
    item = RoutineItem(drill=found.id, sets=choice.item.sets, keep=choice.item.keep)
    return replace(choice, drill=found, digest=entries[found.id].digest, item=item)


ASKED_TO_LEAVE_OUT = "LEAVE-OUT"
"""Rule id of a drill left out by the settings."""
MEETINGS = 2
"""Number of sessions after which a drill is no longer new."""


def drills_to_wait_for(context: Context, chosen: Sequence[Chosen]) -> frozenset[str]:
    """Return the drills that begin only when the runner is in position."""
    drills = frozenset(choice.drill.id for choice in chosen)
    if context.config.wait is WaitMode.NEVER:
        return frozenset()
    if context.config.wait is WaitMode.ALWAYS:
        return drills
    met = context.index.times_done(drills, enough=MEETINGS)
    return frozenset(drill for drill in drills if met[drill] < MEETINGS)


def without_questions(prescription: Prescription) -> Prescription:
    """Return the session without questions; its waits keep their length."""
    blocks = tuple(replace(block, asks=False) for block in prescription.blocks)
    return replace(prescription, blocks=blocks)


def with_own_step(context: Context, prescription: Prescription) -> Prescription:
    """Return the session with the height of the runner's step in drills that use one."""
    height = height_of_step(context.config.equipment)
    if not height:
        return prescription
    blocks = tuple(
        replace(
            block,
            equipment=tuple(
                f"step {height}" if thing.split(" or ")[0] == "step" else thing
                for thing in block.equipment
            ),
        )
        for block in prescription.blocks
    )
    return replace(prescription, blocks=blocks)


def ask_a_little(
    context: Context, prescription: Prescription, *, keeps_waits: bool
) -> Prescription:
    """Return the session with a few questions, unless the settings turn them off."""
    from coach.coaching import question_plan

    if not context.config.ask:
        return prescription
    drills = {block.drill for block in prescription.blocks}
    known = context.index.asked_before(drills, enough=question_plan.FIRST_MEETINGS)
    met = {drill: question_plan.Met(*counts) for drill, counts in known.items()}
    return question_plan.with_questions(prescription, met, keeps_waits=keeps_waits)
