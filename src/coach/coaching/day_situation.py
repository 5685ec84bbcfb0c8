"""The facts of a day on which today's pick depends. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

import msgspec

from coach.coaching.programme.gate import Verdicts, all_of, judge
from coach.coaching.programme.sentences import name_of, named_day
from coach.coaching.programme.standing import DayKind, PlanDay
from coach.coaching.programme.training_days import APART_DAYS
from coach.coaching.programme.weeks import SpanKind
from coach.model.days_and_weeks import ClockFace, day_of
from coach.model.session_facts import RoutineDone

FIRST = "desk-break"
"""A first session for anybody: short, standing, with only a wall."""
BEFORE_A_RUN = ("pre-run", "standing-warm-up")
AFTER_A_RUN = "post-run-reset"
LADDER = ("strength-a", "strength-b", "strength-c")
"""Strength routines from easy to hard; the gate of programmes opens the next one."""
OURS = frozenset({FIRST, *BEFORE_A_RUN, AFTER_A_RUN, *LADDER, "taper"})
LOOK_BACK_DAYS = 28
"""Days for which a session matters to the pick."""

REST = timedelta(hours=40)
"""Least rest between two strength sessions."""
RUN_IS_OVER = timedelta(hours=3)
"""Time from a warm-up to the assumed end of the run."""
_MORNING, _WORK, _EVENING, _LATE = 5, 9, 17, 21
_SATURDAY = 5
_ENOUGH_FOR_STRENGTH = 2
"""Number of sessions of any kind before strength is suggested."""
_ENOUGH_TO_CLIMB = 4
"""Number of sessions with one strength routine before a harder one, as in programmes."""
_SAME_DAYS = 7
"""Most days since strength after which a harder routine may follow."""


_NOTHING_SAID = all_of(())


def strength_of(plan: PlanDay | None) -> frozenset[str]:
    """Return the ids of all strength routines, those of a programme among them."""
    weeks = plan.programme.weeks if plan else ()
    return frozenset({*LADDER, *(t.routine for week in weeks for t in week.strength)})


class DaySituation(msgspec.Struct, frozen=True, dict=True):
    """The facts that the pick depends on."""

    now: datetime
    """The present time by the runner's clock."""
    done: Sequence[RoutineDone]
    """The routines of the last `LOOK_BACK_DAYS`, newest last."""
    is_first: bool = False
    """Whether no session has ever been done."""
    was_away: bool = False
    """Whether the last session was more than `LOOK_BACK_DAYS` ago."""
    hurt_today: str = ""
    """What hurt too much today to be loaded again: ``the knee hurt a lot today``."""
    no_running_until: str = ""
    """What must come before the next run: ``a doctor has checked the groin``."""
    locked: str = ""
    """The places that stay out until a doctor or physio has been asked."""
    may_run: bool = True
    """Whether pain lets the runner run, and so get ready for a race."""
    dizzy: str = ""
    """Dizziness today, or again lately: ``you were dizzy again on Friday``."""
    is_dizzy_again: bool = False
    """Whether the runner should ask a doctor about dizziness that came back."""
    holds_growth: bool = False
    """Whether pain keeps every drill from getting harder."""
    is_whole: Callable[[str], bool] = lambda _: True
    """Returns whether a routine has all its drills at no less than the written dose."""
    to_be_seen: str = ""
    """The place that running loads, and that a doctor or physio should see first."""
    programme: PlanDay | None = None
    """Today's place in the current programme; None if there is none."""
    verdicts: Verdicts = _NOTHING_SAID
    """The coaching rules' verdicts."""
    names: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Names of routines by id."""
    clock: ClockFace = ClockFace.H24
    """Format for times in the reasons."""

    @property
    def plan(self) -> PlanDay | None:
        """Return the programme, even if only one session a week is left of it."""
        return self.programme

    @cached_property
    def strength(self) -> frozenset[str]:
        """Return the ids of all strength routines."""
        return strength_of(self.plan)

    @property
    def today(self) -> date:
        """Return today by the runner's own clock."""
        return day_of(self.now)

    @cached_property
    def last_strength(self) -> RoutineDone | None:
        """Return the newest strength session; None if there is none."""
        return next((d for d in reversed(self.done) if d.routine in self.strength), None)

    @property
    def is_rested(self) -> bool:
        """Return whether strength is allowed: 40 hours and a day later, not at night."""
        if self.is_late:
            return False
        last = self.last_strength
        if last is None:
            return True
        is_apart = (self.today - last.day).days >= APART_DAYS
        return is_apart and self.now - last.at >= REST

    @property
    def is_late(self) -> bool:
        """Return whether it is too late, or too early, for hard work."""
        return self.now.hour >= _LATE or self.now.hour < _MORNING

    @property
    def is_working_time(self) -> bool:
        """Return whether this is a working day between morning and evening."""
        return self.now.weekday() < _SATURDAY and _WORK <= self.now.hour < _EVENING

    @property
    def is_after_race(self) -> bool:
        """Return whether these are the days after a race, with only the reset."""
        return self.plan is not None and self.plan.stretch.kind is SpanKind.RECOVERY

    def was_done(self, routine: str) -> bool:
        """Return whether a routine was done lately."""
        return any(each.routine == routine for each in self.done)

    def was_done_today(self, *routines: str) -> bool:
        """Return whether one of the routines was done today."""
        # After travel west, a session may be dated tomorrow; that session is done as well.
        return any(d.day >= self.today and d.routine in routines for d in self.done)

    # Conditions of the rows

    @property
    def has_race(self) -> bool:
        """Return whether the race of the programme is today."""
        plan = self.plan
        return plan is not None and any(
            each.day == self.today and each.kind is DayKind.RACE for each in plan.days
        )

    @property
    def warmed_up(self) -> RoutineDone | None:
        """Return the last session if it was a warm-up in the last three hours, or None."""
        last = self.done[-1] if self.done else None
        if last is None or last.routine not in BEFORE_A_RUN:
            return None
        return last if timedelta(0) <= self.now - last.at < RUN_IS_OVER else None

    @property
    def planned(self) -> str:
        """Return the programme's routine for today; empty if none, or if rest is due."""
        routine = self.plan.routine if self.plan else None
        if routine is None or (routine in self.strength and not self.is_rested):
            return ""
        if self.plan and routine == self.plan.programme.taper and not self.may_run:
            return ""
        return routine

    @property
    def own(self) -> str:
        """Return the last routine if it is the runner's own; otherwise empty."""
        last = self.done[-1].routine if self.done else FIRST
        return "" if last in OURS | self.strength else last

    @cached_property
    def rung(self) -> str:
        """Return the runner's strength routine from the ladder, outside a programme."""
        last = self.last_strength
        if last is None or last.routine not in LADDER:
            return LADDER[0]
        place = LADDER.index(last.routine)
        times = sum(d.routine == last.routine for d in self.done)
        if place + 1 < len(LADDER) and times >= _ENOUGH_TO_CLIMB:
            place += self._may_climb_from(last)
        return LADDER[place]

    def _may_climb_from(self, last: RoutineDone) -> bool:
        """Return whether a harder routine follows: after neither a break nor pain."""
        is_away = (self.today - last.day).days > _SAME_DAYS
        if is_away or self.holds_growth:
            return False
        gate = judge(last.routine, self.done, self.verdicts, self.today)
        return gate.is_open and self.is_whole(last.routine)

    @property
    def may_do_strength(self) -> bool:
        """Return whether a runner without a programme is rested and no longer new."""
        is_new = len(self.done) < _ENOUGH_FOR_STRENGTH and self.last_strength is None
        return self.plan is None and self.is_rested and not is_new

    @property
    def only_the_reset(self) -> str:
        """Return why today offers only the reset, or rest; empty on most days."""
        if self.locked and self.no_running_until:
            return f"no running until {self.no_running_until}"
        if self.hurt_today:
            return self.hurt_today
        if self.dizzy:
            return self.dizzy
        return self.whom_to_ask

    @property
    def whom_to_ask(self) -> str:
        """Return the advice to ask about the places that stay out; empty without any."""
        return f"ask a doctor or physio about {self.locked}" if self.locked else ""

    def is_out(self, routine: str) -> bool:
        """Return whether pain, or a race, keeps a routine from being suggested."""
        if routine == AFTER_A_RUN:
            return False
        if self.only_the_reset or self.is_kept_for_later(routine):
            return True
        # A warm-up would send the runner out for a run despite the pain or dizziness.
        waits = bool(self.to_be_seen) or self.is_dizzy_again or not self.may_run
        return waits and routine in BEFORE_A_RUN

    def is_kept_for_later(self, routine: str) -> bool:
        """Return whether a routine would be new, too near a race for anything new."""
        plan = self.plan
        if plan is None or routine == AFTER_A_RUN:
            return False
        if plan.is_too_near:
            return not self.was_done(routine)
        return plan.stretch.kind is SpanKind.TAPER and routine != plan.routine

    # Words for the reasons

    @property
    def since_strength(self) -> str:
        """Return words about the time since the last strength session."""
        last = self.last_strength
        if last is None:
            return "a good strength session to start with"
        days = (self.today - last.day).days
        routine = name_of(last.routine, self.names)
        if self.rung != last.routine:
            return f"{routine} went well, so this comes next"
        return f"{days} days since {routine}"

    @property
    def meanwhile(self) -> str:
        """Return why there is no strength if a runner might expect it; otherwise empty."""
        plan = self.plan
        if plan is None:
            return ""
        if self.was_done_today(*self.strength):
            return "you've done a strength session today; "
        if plan.routine in self.strength and self.last_strength and not self.is_late:
            ready = (self.last_strength.at + REST).astimezone(self.now.tzinfo)
            if ready.date() == self.today:
                return f"no strength session until {self.clock.shown(ready)}; "
            return "no strength session today; "
        if plan.routine is None and plan.next_day is not None:
            following = name_of(plan.next_day.routine, self.names)
            when = named_day(plan.next_day.day, self.today)
            return f"a planned rest day, then {following} {when}; "
        return "a planned rest day; " if plan.routine is None else ""
