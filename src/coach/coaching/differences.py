"""What is different today, in so few words that each drill has room for them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from coach.coaching.reasons import block_dose, dose_words
from coach.model.drill import Drill
from coach.model.prescription import KeptDose, Prescription

LEFT_OUT = "left out"
_WHOLE = 100


class Difference(msgspec.Struct, frozen=True):
    """One drill that is not as it was."""

    name: str
    """The drill that was changed; another may be done in its place."""
    today: str
    """What is different, in a few words."""
    reason: str
    """That and why, in a sentence."""

    @property
    def whole(self) -> str:
        """Everything, in one line."""
        return f"{self.name}: {self.today}. {self.reason}"


def differences_of(prescription: Prescription) -> list[Difference]:
    """What the coach changed: what is left out, then drill by drill."""
    changed = [
        Difference(rule.about or block.name, rule.today or block_dose(block), rule.reason)
        for block in prescription.blocks
        for rule in block.rules
    ]
    out = [
        Difference(each.name, LEFT_OUT, rule.reason)
        for each in prescription.left_out
        for rule in each.rules
    ]
    return [*out, *changed]


def today_words(
    before: tuple[KeptDose, Drill], after: tuple[KeptDose, Drill], cue: str | None
) -> str:
    """``2 x 8 reps, not 2 x 10``; what to think of where nothing else is different."""
    kept, drill = after
    if drill.id != before[1].id:
        return f"now {drill.name}, {_dose(kept, drill)}"
    return ", ".join(_changes(before[0], kept, drill)) or cue or ""


def _changes(before: KeptDose, after: KeptDose, drill: Drill) -> Iterator[str]:
    if (before.sets, before.reps) != (after.sets, after.reps):
        yield f"{_dose(after, drill)}, not {_without_word(before, drill)}"
    if after.exhale_lead_ms > before.exhale_lead_ms:
        yield "breath first"
    if after.range_percent != before.range_percent:
        yield "the full range" if after.range_percent == _WHOLE else "a smaller range"
    if after.breath != before.breath:
        yield f"{after.breath} breaths" if after.breath else "breaths as before"
    if after.exhale_ms != before.exhale_ms:
        longer = after.exhale_ms > before.exhale_ms
        yield "longer out" if longer else "shorter out"
    if after.inhale_ms != before.inhale_ms:
        longer = after.inhale_ms > before.inhale_ms
        yield "longer in" if longer else "shorter in"


def _without_word(kept: KeptDose, drill: Drill) -> str:
    return _dose(kept, drill).rpartition(" ")[0]


def _dose(kept: KeptDose, drill: Drill) -> str:
    return dose_words(kept.sets, kept.reps, drill.unit)
