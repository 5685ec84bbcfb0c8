"""Reasons, besides pain at a place, why drills do not grow today. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import takewhile

from coach.coaching.drill_history import DrillHistory
from coach.coaching.exits import HARD
from coach.coaching.place_locks import TEXT, PainfulPlaces
from coach.model.days_and_weeks import training_day
from coach.model.drill import Drill
from coach.model.terms import Compared, Flag, SkipReason

_GENTLE_DAYS = 28
"""Days after severe pain, *checked* or a warning sign in which only one drill in each
group grows per session."""


class GrowthToday:
    """Looks up what keeps drills from growing, and whether they grow one at a time."""

    def __init__(self, past: DrillHistory, places: PainfulPlaces, today: date) -> None:
        self._past = past
        last = next((log.session for log in past.logs if log.is_done), "")
        of_last = (log for log in past.logs if log.session == last)
        self._sore = {
            log.block.group
            for log in of_last
            if log.morning == Compared.MORE and log.morning_pain == 0
        }
        # The days count from the last session: whoever was away longer gets no more.
        since = min(today, past.last_day or today) - timedelta(days=_GENTLE_DAYS)
        cleared = (at for text, at in past.checked_at.items() if text.startswith(TEXT))
        self.is_one_at_a_time = any(
            report.is_severe and report.day >= since for report in places.reports
        ) or any(training_day(at) >= since for at in cleared)
        lately = takewhile(lambda log: training_day(log.at) >= since, past.answered)
        self.is_one_at_a_time |= any(Flag.URGENT in log.flags for log in lately)
        """Whether only one drill in each group may get harder per session; going back to
        a larger dose counts as getting harder."""

    def is_held(self, drills: Iterable[Drill], since: datetime | None) -> bool:
        """Return whether muscles are sore, or a drill was too hard after a good answer.

        Args:
            drills: the present drill and the one that it would become.
            since: time of the answer that calls for more; None if there is none.
        """
        return any(
            drill.group in self._sore or self._was_too_hard(drill, since)
            for drill in drills
        )

    def _was_too_hard(self, drill: Drill, since: datetime | None) -> bool:
        return since is not None and any(
            log.at > since
            and ((log.effort or 0) >= HARD or log.skipped == SkipReason.TOO_HARD)
            for log in self._past.of_drill(drill.id)
        )
