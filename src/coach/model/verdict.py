"""The verdict of the coaching rules about a drill in a session. Pure value."""

from __future__ import annotations

import re
from datetime import date

import msgspec

_ALARM = r"[SP]\d"
"""Ids of safety and pain rules: ``S2-again``, ``P1``."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The rule that decided on one drill in one session."""

    session: str
    day: date
    """Day on the runner's clock."""
    routine: str | None
    """Routine of the drill; None for a drill that was started by itself."""
    drill: str
    rule: str
    """Id of the rule: ``S2``, ``P1``, ``F4``, ``G1``, ..."""

    @property
    def is_alarm(self) -> bool:
        """Return whether a safety or pain rule decided."""
        return re.match(_ALARM, self.rule) is not None

    @property
    def is_good(self) -> bool:
        """Return whether the drill was felt in place, painless and not too hard."""
        return self.rule in {"G1", "G1-back", "G2"}

    @property
    def is_silent(self) -> bool:
        """Return whether the runner gave no answer from which to decide."""
        return self.rule == "G0"
