"""The step from drills and a runner's wishes to a prescription. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from coach.breath import adjust_phases, pace_phases, scale_phases
from coach.model.drill import Drill, RoutineItem
from coach.model.left_out import gentle
from coach.model.loads import loaded_words, words_of_load
from coach.model.prescription import (
    AppliedRule,
    Block,
    ExpectedFeel,
    FitNames,
    KeptDose,
    LeftOut,
    PrescribedPhase,
    Prescription,
    SideDose,
    SideDoses,
    SideWords,
)
from coach.model.terms import Base, BreathPreset, Load, Side, Sides, Unit
from coach.model.weights import Weight
from coach.text.listed import listed

NO_MORE = (
    "You asked for more of {drills}, but something hurt or felt wrong, so we're not adding "
    "more today."
)
LEAD_IN_MS = 10_000
SAME_BASE_MS = 6_000
FLOOR_TO_FLOOR_MS = 10_000
FLOOR_TO_STANDING_MS = 15_000
SWITCH_MS = 5_000
"""Time to change sides where the position stays much the same."""
TURN_ROUND_MS = 25_000
"""Time to change sides in a side-lying drill: get up, turn round and lie down again."""
MOST_SETS = 3
"""Most sets that automatic progress or a programme week leads to."""


class Wishes(msgspec.Struct, frozen=True):
    """The runner's own choices; ``None`` leaves the choice to the routine or drill.

    Waits may be `Milliseconds` from a file. A prescription holds plain integers, because
    the journal stores those.
    """

    sets: int | None = None
    reps: int | None = None
    """Reps or breaths per set, depending on what the drill counts."""
    rest_ms: int | None = None
    change_ms: int | None = None
    lead_in_ms: int = LEAD_IN_MS
    breath: BreathPreset = BreathPreset.STANDARD
    self_paced: bool = False
    paces: Mapping[str, int] = {}
    """Preferred breath lengths in percent, by drill id."""
    weights: Mapping[str, Weight | None] = {}
    """Weights that the runner chose for this session, by drill id; None for no weight."""
    usual_weights: Mapping[str, Weight] = {}
    """Weights that the runner used before, by drill id."""
    waits_for: frozenset[str] = frozenset()
    """Ids of drills that start only when the runner confirms being in position."""


class Decided(msgspec.Struct, frozen=True):
    """The coach's decision about one drill in this session."""

    kept: KeptDose
    rules: tuple[AppliedRule, ...] = ()
    """The rules that changed something; empty if nothing changed."""
    cue: str | None = None
    """The cue to show first."""
    only: Side | None = None
    """The only side that is done, because the other one hurts."""
    most_added: int | None = None
    """Most sets that a week of a programme may add; negative if it must remove some."""
    is_most: bool = False
    """Whether the runner can't ask for a larger dose, because something hurts."""


class Chosen(msgspec.Struct, frozen=True):
    """A drill to be done, with the dose of the routine it comes from."""

    drill: Drill
    digest: str = ""
    item: RoutineItem | None = None
    routine: str | None = None
    decided: Decided | None = None
    add_sets: int = 0
    """Extra sets that a programme week asks for; negative for fewer."""
    most_sets: int | None = None
    """Upper limit for the sets, above every other wish, when time is short."""
    is_fixed: bool = False
    """Whether the routine never grows, and so is done without the usual weight."""


class SessionRequest(msgspec.Struct, frozen=True):
    """The routines and drills asked for, in order, and the session's title."""

    name: str
    names: tuple[str, ...]
    routine: str | None = None
    quiet: bool = False
    opens: str | None = None
    closes: str | None = None

    @property
    def all_drills(self) -> str:
        """Return words for all its drills; only the name for a drill alone."""
        is_alone = len(self.names) == 1 and self.routine is None
        return self.name if is_alone else f"every drill in {self.name}"


def prescribe(
    asked: SessionRequest,
    chosen: Sequence[Chosen],
    wishes: Wishes,
    first_side: Side = Side.LEFT,
    left_out: tuple[LeftOut, ...] = (),
) -> Prescription:
    """Return the prescription of a session: doses, breath lengths and waits.

    Raises:
        ValueError: if nothing was chosen.
    """
    if not chosen:
        raise ValueError("a session needs at least one drill")
    blocks: list[Block] = []
    notes: list[str] = []
    held: list[str] = []
    for choice in map(_with_gentle_words, chosen):
        within = within_limit(wishes, choice.drill, choice.decided)
        if within != wishes:
            held.append(choice.drill.name)
        reps, note = _reps(choice, within)
        if note:
            notes.append(note)
        wait_ms = _change_ms(blocks[-1].base if blocks else None, choice.drill, wishes)
        block = _block(choice, reps, wait_ms, within, first_side)
        is_again = any(before.drill == block.drill for before in blocks)
        blocks.append(replace(block, waits=False) if is_again else block)
    if held:
        notes.insert(0, NO_MORE.format(drills=listed(list(dict.fromkeys(held)))))
    return Prescription(
        name=asked.name,
        names=asked.names,
        routine=asked.routine,
        blocks=tuple(blocks),
        breath=wishes.breath,
        self_paced=wishes.self_paced,
        first_side=first_side,
        quiet=asked.quiet,
        opens=asked.opens,
        closes=asked.closes,
        notes=tuple(notes),
        left_out=left_out,
    )


def _with_gentle_words(choice: Chosen) -> Chosen:
    """Return the drill without forced breaths or breath pauses if its breaths are short.

    The coach shortens breaths because the runner was dizzy.
    """
    decided = choice.decided
    if decided is None or decided.kept.breath is not BreathPreset.SHORT:
        return choice
    return replace(choice, drill=gentle(choice.drill))


def within_limit(wishes: Wishes, drill: Drill, decided: Decided | None) -> Wishes:
    """Return the wishes for a drill, none above the coach's dose if that is the limit."""
    if decided is None or not decided.is_most:
        return wishes
    kept, weights = decided.kept, dict(wishes.weights)
    weight = weights.get(drill.id)
    if weight is not None and (kept.weight is None or kept.weight.g < weight.g):
        weights[drill.id] = kept.weight
    return replace(
        wishes,
        sets=None if wishes.sets is None else min(wishes.sets, kept.sets),
        reps=None if wishes.reps is None else min(wishes.reps, kept.reps),
        weights=weights,
    )


def authored_dose(choice: Chosen, wishes: Wishes) -> tuple[int, int]:
    """Return sets and reps as the routine or drill file says.

    Wishes for sets and reps, the coach's decision and the programme week are ignored;
    breath preset and pace still decide how many reps a dose in time has.
    """
    plain = replace(wishes, sets=None, reps=None)
    undecided = replace(choice, decided=None, add_sets=0, most_sets=None)
    return _sets(undecided, plain), _reps(undecided, plain)[0]


def work_ms_of(choice: Chosen, wishes: Wishes) -> int:
    """Return the length of all reps of the decided dose, both sides together."""
    choice = _with_gentle_words(choice)
    cycle_ms = sum(phase.duration_ms for phase in _phases(choice, wishes))
    sides = 2 if choice.drill.sides is Sides.EACH else 1
    if choice.decided is None:
        sets, reps = authored_dose(choice, wishes)
    else:
        sets, reps = choice.decided.kept.sets, choice.decided.kept.reps
    return sets * reps * sides * cycle_ms


def _sets(choice: Chosen, wishes: Wishes) -> int:
    sets = wishes.sets if wishes.sets is not None else _sets_this_week(choice)
    return sets if choice.most_sets is None else min(sets, choice.most_sets)


def _sets_this_week(choice: Chosen) -> int:
    return sets_with(usual_sets(choice), sets_added(choice))


def usual_sets(choice: Chosen) -> int:
    """Return the sets of a drill without those that a programme week adds."""
    item = choice.item
    if choice.decided is not None:
        return choice.decided.kept.sets
    return item.sets if item and item.sets else choice.drill.dose.sets


def sets_added(choice: Chosen) -> int:
    """Return the sets that a programme week adds; negative if it removes some."""
    return added_at_most(
        choice.add_sets, choice.decided.most_added if choice.decided else None
    )


def added_at_most(added: int, most: int | None) -> int:
    """Return the sets to add, limited to the most there may be; None for no limit."""
    return added if most is None else min(most, added)


def sets_with(sets: int, added: int) -> int:
    """Return the sets of a dose plus those that a programme week adds or removes."""
    if added > 0:
        return max(sets, min(sets + added, MOST_SETS))
    return max(1, sets + added)


def _block(
    choice: Chosen, reps: int, wait_ms: int, wishes: Wishes, first_side: Side
) -> Block:
    drill, item = choice.drill, choice.item
    text, feel, fit = drill.side_text, drill.feel, drill.fit
    decided = choice.decided
    cues = drill.cues
    if decided is not None and decided.cue:
        cues = (decided.cue, *(cue for cue in cues if cue != decided.cue))
    sets = _sets(choice, wishes)
    by_side = _by_side(choice, sets, reps)
    if by_side is not msgspec.UNSET:
        sides = (by_side.left, by_side.right)
        sets, reps = max(side.sets for side in sides), max(side.reps for side in sides)
    kept = decided.kept if decided else None
    weaker = (kept.behind or kept.extra_for) if kept else None
    weight = _weight(choice, wishes)
    ahead = tuple(step for step in (drill.warning, drill.at_hand) if step)
    rest_ms = item.rest if item and item.rest is not None else drill.dose.rest
    return Block(
        drill=drill.id,
        name=drill.name,
        routine=choice.routine,
        group=drill.group,
        pattern=drill.pattern,
        focus=drill.focus,
        level=drill.level,
        base=drill.base,
        breath_effort=drill.breath_effort,
        equipment=drill.equipment,
        unit=drill.unit,
        sides=drill.sides,
        side_order=drill.side_order,
        flip=drill.flip,
        first_side=weaker or first_side,
        sets=sets,
        reps=reps,
        by_side=by_side,
        phases=_phases(choice, wishes),
        change_ms=wait_ms,
        rest_ms=int(rest_ms if wishes.rest_ms is None else wishes.rest_ms),
        switch_ms=_switch_ms(drill),
        setup=(*ahead, *drill.setup),
        cues=cues,
        side_text=SideWords(text.left, text.right) if text else None,
        feel=ExpectedFeel(feel.target, feel.fine, feel.back_works),
        keep=item.keep if item else 1,
        fit=FitNames(fit.category, fit.exercise) if fit else None,
        rules=decided.rules if decided else (),
        kept=replace(kept, week_sets=sets_added(choice), weight=weight) if kept else None,
        waits=drill.id in wishes.waits_for,
        pace=wishes.paces.get(drill.id, 100),
        digest=choice.digest,
        weight=msgspec.UNSET if weight is None else weight,
        loads=loaded_words(drill),
        high_loads=words_of_load(drill, Load.HIGH) or msgspec.UNSET,
        low_loads=words_of_load(drill, Load.LOW) or msgspec.UNSET,
        afterwards=drill.afterwards or msgspec.UNSET,
        steps_ahead=len(ahead) or msgspec.UNSET,
    )


def _weight(choice: Chosen, wishes: Wishes) -> Weight | None:
    """Return the weight to hold: the runner's choice, otherwise the decided weight."""
    drill = choice.drill
    if drill.load is None:
        return None
    if drill.id in wishes.weights:
        return wishes.weights[drill.id]
    if choice.decided is not None:
        return choice.decided.kept.weight
    return None if choice.is_fixed else wishes.usual_weights.get(drill.id)


def _by_side(choice: Chosen, sets: int, reps: int) -> SideDoses | msgspec.UnsetType:
    """Return the doses of both sides if the coach decided on different ones."""
    decided = choice.decided
    if decided is None or choice.drill.sides is not Sides.EACH:
        return msgspec.UNSET
    kept, only = decided.kept, decided.only

    def dose(side: Side) -> SideDose:
        if only is side.other:
            return SideDose(0, reps)
        is_behind = kept.behind is side and kept.behind_reps > 0
        has_extra = kept.extra_for is side and sets < (choice.most_sets or MOST_SETS)
        return SideDose(
            sets + 1 if has_extra else sets,
            min(reps, kept.behind_reps) if is_behind else reps,
        )

    left, right = dose(Side.LEFT), dose(Side.RIGHT)
    return msgspec.UNSET if left == right else SideDoses(left, right)


def _phases(choice: Chosen, wishes: Wishes) -> tuple[PrescribedPhase, ...]:
    """Return the phases with the preset, the coach's changes and the runner's pace."""
    drill = choice.drill
    authored = tuple(
        PrescribedPhase(phase.do, phase.breath, int(phase.time)) for phase in drill.cycle
    )
    phases = scale_phases(authored, wishes.breath)
    if choice.decided is not None:
        is_held = drill.unit is Unit.BREATHS
        phases = adjust_phases(phases, choice.decided.kept, is_held=is_held)
    return pace_phases(phases, 100, wishes.paces.get(drill.id, 100))


def _reps(choice: Chosen, wishes: Wishes) -> tuple[int, str | None]:
    """Return the reps per set, and a note for the runner if it differs from the wish."""
    drill = choice.drill
    dose = _dose_of(choice)
    if wishes.reps is not None:
        asked = wishes.reps
    elif choice.decided is not None:
        asked = choice.decided.kept.reps
    elif dose.time is not None:
        cycle_ms = sum(phase.duration_ms for phase in _phases(choice, wishes))
        # Halves round up: 25 s of 10 s reps are three.
        asked = max(1, (2 * dose.time + cycle_ms) // (2 * cycle_ms))
    else:
        asked = dose.reps or dose.breaths or 1
    if drill.sides is not Sides.ALTERNATE or asked % 2 == 0:
        return asked, None
    if dose.time is not None and wishes.reps is None:
        return asked + 1, None  # no number was asked for, so no note is due
    return asked + 1, (
        f"{drill.name}: {asked} rounded up to {asked + 1}, so that both sides match"
    )


class _DoseCounts(msgspec.Struct, frozen=True):
    reps: int | None
    breaths: int | None
    time: int | None


def _dose_of(choice: Chosen) -> _DoseCounts:
    """Return the routine's amount if it names one, otherwise the drill's."""
    item, dose = choice.item, choice.drill.dose
    if item and (item.reps or item.breaths or item.time is not None):
        return _DoseCounts(item.reps, item.breaths, item.time)
    return _DoseCounts(dose.reps, dose.breaths, dose.time)


def _switch_ms(drill: Drill) -> int:
    if drill.switch is not None:
        return int(drill.switch)
    return TURN_ROUND_MS if drill.base is Base.SIDE_LYING else SWITCH_MS


def _change_ms(before: Base | None, drill: Drill, wishes: Wishes) -> int:
    if before is None:
        return int(wishes.lead_in_ms)
    if wishes.change_ms is not None:
        return int(wishes.change_ms)
    if drill.settle is not None:
        return int(drill.settle)
    if before is drill.base:
        return SAME_BASE_MS
    if Base.STANDING in {before, drill.base}:
        return FLOOR_TO_STANDING_MS
    return FLOOR_TO_FLOOR_MS
