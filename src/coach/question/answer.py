"""A runner's answer about a drill or the morning after."""

from __future__ import annotations

import msgspec

from coach.model.terms import (
    BackFelt,
    BodyPlace,
    Compared,
    Flag,
    PainPlace,
    PainSide,
    SkipReason,
)


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answers given so far; skipped questions keep their default."""

    felt: tuple[BodyPlace, ...] | None = None
    rpe: int | None = None
    """Effort (RPE) from 0 to 10."""
    pain: int | None = None
    """Pain from 0 to 10."""
    where_pain: PainPlace | None = None
    """Place that hurts; ``elsewhere`` if it was not named."""
    side: PainSide | None = None
    """Side of that place; None until the runner is asked."""
    flags: tuple[Flag, ...] = ()
    back: BackFelt | None = None
    skipped: SkipReason | None = None
    compared: Compared | None = None
    muscles: bool = False
    """Whether more pain in the morning was only muscle soreness on both sides."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was answered."""
        return self == NOTHING

    @property
    def is_urgent(self) -> bool:
        """Return whether the runner reported a sign that needs help immediately."""
        return Flag.URGENT in self.flags


NOTHING = Answer()
