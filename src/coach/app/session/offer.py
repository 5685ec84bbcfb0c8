"""A session on offer, arranged again after each choice until the runner starts it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coach.app.session.arranger import Arranger, Manner
from coach.coaching.trim import Limits
from coach.errors import CoachError
from coach.model.weights import Weight, next_weight, weight_before
from coach.timeline import Timeline

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.differences import Difference
    from coach.model.prescription import Block
    from coach.model.weights import Ladder

MINUTES = (20, 15, 10, 7, 5, 3, 2)
"""Lengths in minutes that the start card offers in turn."""
_MINUTE_MS = 60_000


class Offer:
    """A session on offer, as it fits into the day."""

    def __init__(
        self,
        context: Context,
        names: Sequence[str],
        manner: Manner,
        now: datetime,
        limits: Limits,
    ) -> None:
        """Arrange the session.

        Raises:
            CoachError: if a name is unknown, or nothing is left within the limits.
        """
        self._names = names
        self._context = context
        self._weighed = 0
        """Index, among the drills that take a weight, of the drill that the keys change."""
        self._arranger = Arranger(context, manner, now)
        self.limits = limits
        self.refused = ""
        """Reason why the last wish changed nothing; empty if none."""
        self.unfinished = ""
        """The unfinished session and how to resume it; empty if there is none."""
        self.arranged = self._arranger.arrange(names, limits)
        self._arranger.asks = False  # from now on, the card has the screen

    @property
    def timeline(self) -> Timeline:
        """Return the timeline of the session with all choices so far."""
        return self.arranged.timeline

    @property
    def differences(self) -> list[Difference]:
        """Return the coach's changes, drill by drill."""
        from coach.coaching.differences import differences_of

        return differences_of(self.timeline.prescription)

    @property
    def told(self) -> list[str]:
        """Return the lines before a start: the pick, its reason, the changes."""
        from coach.coaching.differences import difference_lines

        prescription, because = self.arranged.prescription, self.arranged.because
        changed = difference_lines(self.differences)
        pick = [f"{prescription.name}: {because}"] if because else []
        return [*pick, *prescription.notes, *changed]

    @property
    def said(self) -> list[str]:
        """Return the lines of the start card below the name, before the changes."""
        notes = self.timeline.prescription.notes
        said = [self.refused, self.unfinished, self.arranged.because, *notes]
        return [words for words in said if words]

    def arrange_again(self) -> Timeline:
        """Arrange the session again after an answer that changes what may be done.

        Raises:
            CoachError: if nothing is left.
        """
        self._arranger.forget()
        self.arranged = self._arranger.arrange(self._names, self.limits)
        return self.timeline

    # Wishes that the runner enters on the card

    def shorten(self) -> None:
        """Choose the next shorter length; after the shortest, the full length."""
        length_ms = self.timeline.total_ms
        most = self.limits.minutes
        is_least = most is not None and length_ms > most * _MINUTE_MS
        shorter = (
            minutes
            for minutes in (() if is_least else MINUTES)
            if minutes * _MINUTE_MS < length_ms and (most is None or minutes < most)
        )
        self._wish(replace(self.limits, minutes=next(shorter, None)))

    def toggle_standing(self) -> None:
        """Switch between standing drills only and all drills."""
        self._wish(replace(self.limits, standing=not self.limits.standing))

    def toggle_equipment(self) -> None:
        """Switch between drills without equipment and all drills."""
        self._wish(replace(self.limits, no_equipment=not self.limits.no_equipment))

    @property
    def _ladders(self) -> dict[str, Ladder]:
        from coach.app.session.weights_of_session import ladders_of

        return ladders_of(self._context, self.timeline.prescription)

    @property
    def weighed(self) -> tuple[Block, int] | None:
        """Return the drill whose weight the keys change, and the number of such drills."""
        drills = tuple(self._ladders)
        if not drills:
            return None
        drill = drills[self._weighed % len(drills)]
        blocks = self.timeline.prescription.blocks
        return next(block for block in blocks if block.drill == drill), len(drills)

    def weigh_other(self) -> None:
        """Let the keys change the weight of the next drill that takes one."""
        self._weighed += 1

    def change_weight(self, *, is_more: bool) -> None:
        """Use the next heavier or lighter weight in that drill."""
        if self.weighed is None:
            return
        block, _ = self.weighed
        ladder = self._ladders[block.drill]
        now = block.weight if isinstance(block.weight, Weight) else None
        other = next_weight(now, ladder) if is_more else weight_before(now, ladder)
        if other is not None or not is_more:
            self.choose_weight(block.drill, other)

    def choose_weight(self, drill: str, weight: Weight | None) -> None:
        """Use a weight in a drill today; None for no weight."""
        self._arranger.choose_weight(drill, weight)
        self._wish(self.limits)

    def _wish(self, limits: Limits) -> None:
        try:
            self.arranged = self._arranger.arrange(self._names, limits)
        except CoachError as error:
            self.refused = error.message
        else:
            self.limits = limits
            self.refused = ""
