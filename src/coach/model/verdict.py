"""What the coaching rules said about a drill in a session. Pure value."""

from __future__ import annotations

import re
from datetime import date

import msgspec

_ALARM = re.compile(r"[SP]\d")
"""Safety and pain rules: ``S2-again``, ``P1``."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The rule that decided about one drill of one session."""

    session: str
    day: date
    """Of the runner's own clock."""
    routine: str | None
    """The routine it was done in; none for a drill by itself."""
    drill: str
    rule: str
    """Id of the rule: ``S2``, ``P1``, ``F4``, ``G1``, ..."""

    @property
    def is_alarm(self) -> bool:
        """A safety or a pain rule."""
        return _ALARM.match(self.rule) is not None

    @property
    def is_good(self) -> bool:
        """Felt in the right place, without pain, at an effort that is easy or right."""
        return self.rule in {"G1", "G1-back", "G2", "G2-pain"}

    @property
    def is_silent(self) -> bool:
        """Nothing was answered that says anything yet."""
        return self.rule == "G0"
