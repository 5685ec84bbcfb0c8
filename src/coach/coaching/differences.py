"""Differences of today's session, in words short enough for every drill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from coach.coaching.reasons import block_dose, dose_words
from coach.model.drill import Drill
from coach.model.prescription import KeptDose, Prescription
from coach.model.terms import Side

THE_SAME = "the same"
LEFT_OUT = "left out"
OUT_TODAY = "left out today"
"""Used instead if the drill is left out for this day only."""
_WHOLE = 100


class Difference(msgspec.Struct, frozen=True):
    """One drill that differs from last time."""

    name: str
    """The drill that was changed; another may take its place."""
    today: str
    """The difference, in a few words."""
    reason: str
    """The difference and its reason, in a sentence."""

    @property
    def whole(self) -> str:
        """Return the whole difference in one line."""
        return f"{self.name}: {self.today}. {self.reason}"


def differences_of(prescription: Prescription) -> list[Difference]:
    """Return the coach's changes: left-out drills first, then drill by drill."""
    changed = [
        Difference(rule.about or block.name, rule.today or block_dose(block), rule.reason)
        for block in prescription.blocks
        for rule in block.rules
    ]
    out = [
        Difference(each.name, rule.today or LEFT_OUT, rule.reason)
        for each in prescription.left_out
        for rule in each.rules
    ]
    return [*out, *changed]


def difference_lines(differences: Iterable[Difference]) -> list[str]:
    """Return one line for each reason, after all the drills that have it."""
    drills: dict[str, dict[str, list[str]]] = {}
    for each in differences:
        drills.setdefault(each.reason, {}).setdefault(each.today, []).append(each.name)
    return [
        " ".join(
            [*(f"{', '.join(names)}: {today}." for today, names in of.items()), reason]
        )
        for reason, of in drills.items()
    ]


def today_words(
    before: tuple[KeptDose, Drill], after: tuple[KeptDose, Drill], cue: str | None
) -> str:
    """Return ``2 x 8 reps, not 2 x 10``, or a cue if the dose is the same."""
    kept, drill = after
    if drill.id != before[1].id:
        return f"now {drill.name}, {_dose(kept, drill)}"
    return ", ".join(_changes(before[0], kept, drill)) or cue or ""


def _changes(before: KeptDose, after: KeptDose, drill: Drill) -> Iterator[str]:
    if before.weight != after.weight:
        yield _weight_words(before, after)
    has_sides = after.behind is not None and before.sets == after.sets
    if (before.sets, before.reps) != (after.sets, after.reps) and not has_sides:
        yield f"{_dose(after, drill)}, not {_without_word(before, drill)}"
    sides = before.behind, before.behind_reps
    if sides != (after.behind, after.behind_reps) or (
        has_sides and before.reps != after.reps
    ):
        yield side_words(after, drill)
    if after.exhale_lead_ms > before.exhale_lead_ms:
        yield "breathe out first"
    if after.range_percent != before.range_percent:
        yield "the full range" if after.range_percent == _WHOLE else "a smaller range"
    if after.breath != before.breath:
        yield f"{after.breath} breaths" if after.breath else "your usual breathing"
    if after.exhale_ms != before.exhale_ms:
        longer = after.exhale_ms > before.exhale_ms
        yield "longer out-breaths" if longer else "shorter out-breaths"
    if after.inhale_ms != before.inhale_ms:
        longer = after.inhale_ms > before.inhale_ms
        yield "longer in-breaths" if longer else "shorter in-breaths"


def _weight_words(before: KeptDose, after: KeptDose) -> str:
    if after.weight is None:
        return "no weight"
    return f"{after.weight}" + (f", not {before.weight}" if before.weight else "")


def side_words(kept: KeptDose, drill: Drill) -> str:
    """Return ``left 6, right 10 reps``; ``the same on both sides`` if neither is behind."""
    if kept.behind is None:
        return "the same on both sides"
    reps = {kept.behind: kept.behind_reps, kept.behind.other: kept.reps}
    counted = dose_words(1, kept.reps, drill.unit).partition(" ")[2]
    return f"left {reps[Side.LEFT]}, right {reps[Side.RIGHT]} {counted}"


def _without_word(kept: KeptDose, drill: Drill) -> str:
    return _dose(kept, drill).rpartition(" ")[0]


def _dose(kept: KeptDose, drill: Drill) -> str:
    return dose_words(kept.sets, kept.reps, drill.unit)
