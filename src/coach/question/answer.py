"""What a runner said, about a drill or about the morning after."""

from __future__ import annotations

import msgspec

from coach.model.terms import BackFelt, BodyPlace, Compared, Flag, PainPlace, SkipReason


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As far as it was said; what was passed over stays at its default."""

    felt: tuple[BodyPlace, ...] | None = None
    rpe: int | None = None
    """0 to 10."""
    pain: int | None = None
    """0 to 10."""
    where_pain: PainPlace | None = None
    """``elsewhere`` where it hurts and nobody said where."""
    flags: tuple[Flag, ...] = ()
    back: BackFelt | None = None
    skipped: SkipReason | None = None
    compared: Compared | None = None
    muscles: bool = False
    """More on the morning after, but only sore muscles of both sides."""

    @property
    def is_empty(self) -> bool:
        """Nothing was said."""
        return self == NOTHING

    @property
    def is_urgent(self) -> bool:
        """One of the signs to get help for at once."""
        return Flag.URGENT in self.flags


NOTHING = Answer()
