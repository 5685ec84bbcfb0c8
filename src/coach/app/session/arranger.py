"""Sessions as the runner could do them now, arranged from names and the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from coach.app.current_programme import plan_if_usable, routine_names
from coach.app.session.choose import (
    ask_a_little,
    choose,
    drills_to_wait_for,
    naming_replacements,
    with_own_step,
    without_left_out,
    without_questions,
)
from coach.coaching.trim import Limits, trim
from coach.errors import CoachError
from coach.model.terms import Side
from coach.model.weights import Weight
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.timeline import Timeline, compile_timeline, length_ms, refuse_endless

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.day_situation import DaySituation
    from coach.coaching.decided_session import DecidedSession
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.exits import HardRoutine
    from coach.coaching.pick_routine import Pick
    from coach.coaching.place_locks import PainfulPlaces
    from coach.coaching.programme.standing import PlanDay
    from coach.model.prescription import Prescription
    from coach.model.session_facts import SessionFacts


class Arranged(msgspec.Struct, frozen=True, dict=True):
    """A session that could be done now."""

    prescription: Prescription
    because: str = ""
    """Reason for the pick; empty if the runner named the session."""

    @cached_property
    def timeline(self) -> Timeline:
        """Return the timeline of the session."""
        return compile_timeline(self.prescription)


class Manner(msgspec.Struct, frozen=True):
    """Conditions under which a session is arranged, apart from the limits of the day."""

    wishes: Wishes
    asks: bool = False
    """Whether a person can answer: new drills wait, and locks may be asked about."""
    is_coached: bool = True
    """Whether earlier answers change drills and doses."""
    is_kept: bool = True
    """Whether the session is recorded; a rehearsal is not."""


def wishes_of(context: Context) -> Wishes:
    """Return the wishes from the settings and the remembered breaths and weights."""
    config = context.config
    return Wishes(
        rest_ms=config.rest,
        change_ms=config.change,
        lead_in_ms=config.lead_in,
        breath=config.breath,
        paces=context.remembered.breath,
        usual_weights=context.remembered.weights,
    )


def looking_ahead(context: Context, now: datetime) -> Arranger:
    """Return an arranger that neither asks nor writes anything."""
    manner = Manner(wishes_of(context), is_coached=context.config.coach, is_kept=False)
    return Arranger(context, manner, now)


class Arranger:
    """Arranges sessions from names, for start card, lists and pages alike."""

    def __init__(self, context: Context, manner: Manner, now: datetime) -> None:
        """Make an arranger; drills and history are read on demand."""
        self._context = context
        self._manner = manner
        self._now = now
        self._decided: dict[tuple[str, ...], DecidedSession] = {}
        self._pasts: list[DrillHistory] = []
        self._preferred: dict[tuple[str, ...], tuple[str, ...]] = {}
        """The easier routine that the runner has just chosen instead of the named one."""
        self.asks = manner.asks
        """Whether the runner may be asked about locks now."""

    def choose_weight(self, drill: str, weight: Weight | None) -> None:
        """Use a weight in a drill, whatever was decided; None for no weight."""
        wishes = self._manner.wishes
        weights = {**wishes.weights, drill: weight}
        self._manner = replace(self._manner, wishes=replace(wishes, weights=weights))

    def forget(self) -> None:
        """Forget all decisions, so that each is made again."""
        self._decided.clear()

    def pick(self, limits: Limits) -> Pick:
        """Return today's pick."""
        from coach.app.session.todays_pick import todays_pick

        def prescribed(name: str) -> Prescription:
            return self._prescription((name,), limits, is_trial=True)

        found = todays_pick(self._context, self._situation, limits, prescribed)
        if found.is_rest or not self._pain.reports or self.if_possible(found.routine):
            return found
        name = routine_names(self._context).get(found.routine, found.routine)
        hurts = any(report.pain for report in self._pain.reports)
        signs = "your pain rules" if hurts else "your symptoms rule"
        why = f"{signs} out every drill in {name}; ask a doctor or physio"
        return replace(found, routine="", because=why)

    def arrange(self, names: Sequence[str], limits: Limits) -> Arranged:
        """Return the named session, or today's pick if nothing was named.

        Raises:
            CoachError: if a name is unknown, or nothing is left to do today.
        """
        if names:
            return self._or_easier(tuple(names), limits)
        found = self.pick(limits)
        if found.is_rest and self.asks and self._is_released():
            found = self.pick(limits)
        if found.is_rest:
            from coach.app.session.todays_pick import EASY_BREATHING, RestTodayError

            breathing = next(filter(self.if_possible, EASY_BREATHING), None)
            raise RestTodayError(found.because, breathing)
        known = self._context.index.acknowledged
        arranged = self._or_easier((found.routine,), limits, found.because)
        if self._context.index.acknowledged == known:
            return arranged
        # After *checked* or *seen*, the day may be for another session.
        self._decide_anew()
        return self.arrange(names, limits)

    def _or_easier(
        self, names: tuple[str, ...], limits: Limits, because: str = ""
    ) -> Arranged:
        """Arrange the session, or an easier routine if this one was repeatedly too hard."""
        if names in self._preferred:
            return Arranged(self._prescription(self._preferred[names], limits), because)
        hard = self._hard_routine(names[0]) if len(names) == 1 else None
        if hard is not None and self.asks:
            from coach.app.session.exit_questions import prefers_easier_routine

            if prefers_easier_routine(self._context, hard):
                self._preferred[names] = (hard.easier,)
                return self._or_easier(names, limits)
        elif hard is not None and because:
            # Whoever named no routine gets what the home page shows.
            return self._or_easier((hard.easier,), limits, hard.why)
        prescription = self._prescription(names, limits)
        notes = [
            self._not_running(prescription),
            self._too_near(prescription),
            self._too_soon(prescription),
            self._after_a_break(prescription),
        ]
        if hard is not None and not self.asks:
            notes.insert(
                0, f"{hard.why} To start the easier session: coach start {hard.easier}"
            )
        notes = [note for note in notes if note]
        if notes:
            prescription = replace(prescription, notes=(*notes, *prescription.notes))
        return Arranged(prescription, because)

    def _not_running(self, prescription: Prescription) -> str:
        """Return the advice not to run, for a warm-up; empty on nearly all days."""
        from coach.coaching.day_situation import BEFORE_A_RUN

        if prescription.routine not in BEFORE_A_RUN or self._situation.may_run:
            return ""
        from coach.app.session.todays_pick import no_running_words

        return no_running_words(self._context, self._now)

    def _too_near(self, prescription: Prescription) -> str:
        """Return the note about a first strength session near a race; nothing otherwise."""
        routine = prescription.routine
        if routine is None or self.plan is None:
            return ""
        from coach.coaching.pick_routine import too_near_words

        return too_near_words(routine, self.plan, routine_names(self._context))

    def _too_soon(self, prescription: Prescription) -> str:
        """Return the note about strength too soon after strength; empty at other times."""
        if self._has_nothing_to_decide or not self._manner.is_coached:
            return ""
        from coach.coaching.day_situation import REST
        from coach.coaching.pick_routine import too_soon_words
        from coach.model.session_facts import routines_done

        first = self._now - REST
        recent = [facts for facts in self._recent if facts.started_at > first]
        routine = prescription.routine
        if routine is None or not recent:
            return ""
        done = [each for facts in recent for each in routines_done(facts)]
        names = {id_: e.value.name for id_, e in self._context.library.routines.items()}
        from coach.app.session.todays_pick import dizziness_of

        is_dizzy = dizziness_of(self._context, self._now).last is not None
        hurts = self._pain.is_any or is_dizzy
        return too_soon_words(done, routine, self.plan, self._now, names, hurts=hurts)

    def _after_a_break(self, prescription: Prescription) -> str:
        """Return the note about starting again after a long break; empty otherwise."""
        routine = prescription.routine
        if routine is None or self._has_nothing_to_decide or not self._manner.is_coached:
            return ""
        from coach.app.session.decide_from_history import LONG_BREAK, days_away
        from coach.app.session.exit_questions import first_below

        easiest = first_below(self._context.library, routine)
        if easiest is None or days_away(self._context, self._now) <= LONG_BREAK:
            return ""
        return (
            "You last trained more than four weeks ago. To begin again, start with "
            f"{easiest.name}: coach start {easiest.id}"
        )

    def _hard_routine(self, name: str) -> HardRoutine | None:
        """Return the offer of an easier routine; None if none is due."""
        if self._has_nothing_to_decide or not self._manner.is_coached:
            return None
        from coach.app.session.exit_questions import hard_routine_of

        entry = self._context.library.routines.get(name)
        if entry is None or entry.value.easier is None:
            return None
        chosen = choose(self._context, (name,))[1]
        return hard_routine_of(self._context, name, self._past(chosen))

    def easier_than(self, found: Pick) -> Pick:
        """Return the picked routine, or the easier one if it was repeatedly too hard."""
        hard = None if found.is_rest else self._hard_routine(found.routine)
        return replace(found, routine=hard.easier, because=hard.why) if hard else found

    def _is_released(self) -> bool:
        """Ask about locked places if no routine is left; return whether one opened."""
        from coach.app.session.pain_lock_question import is_any_place_released

        if not is_any_place_released(self._context, self._now):
            return False
        self._decide_anew()
        return True

    def _decide_anew(self) -> None:
        """Forget all that was decided, and the facts that the runner's answer changed."""
        self.forget()
        vars(self).pop("_situation", None)
        vars(self).pop("_pain", None)

    def length_ms(self, name: str) -> int | None:
        """Return the length of a drill or routine now; None if there is nothing to do."""
        prescription = self.if_possible(name)
        return None if prescription is None else length_ms(prescription)

    def work_ms(self, name: str) -> int | None:
        """Return the length of a drill or routine without the wait at its start."""
        prescription = self.if_possible(name)
        if prescription is None:
            return None
        return length_ms(prescription) - prescription.blocks[0].change_ms

    def if_possible(self, name: str) -> Prescription | None:
        """Return the session of a drill or routine now; None if there is nothing to do."""
        try:
            return self._prescription((name,), Limits(), is_trial=True)
        except CoachError:
            return None

    @cached_property
    def plan(self) -> PlanDay | None:
        """Return today's place in the current programme; None if there is none."""
        return plan_if_usable(self._context, self._now)

    @cached_property
    def _pain(self) -> PainfulPlaces:
        from coach.app.session.todays_pick import pain_of

        return pain_of(self._context, self._now)

    @cached_property
    def _situation(self) -> DaySituation:
        from coach.app.session.todays_pick import situation_of

        return situation_of(self._context, self._now, self.plan)

    @cached_property
    def _recent(self) -> Sequence[SessionFacts]:
        from coach.app.session.decide_from_history import recent_sessions

        return recent_sessions(self._context, self._now)

    def _past(self, chosen: Sequence[Chosen]) -> DrillHistory:
        """Return the history of some drills; the same sessions give the same object."""
        from coach.app.session.decide_from_history import past_of

        past = past_of(self._context, chosen, self._now, self._recent)
        found = next((known for known in self._pasts if known == past), None)
        if found is None:
            self._pasts.append(past)
        return found or past

    def _prescription(
        self, names: tuple[str, ...], limits: Limits, *, is_trial: bool = False
    ) -> Prescription:
        asked, named = choose(self._context, names)
        named, never, instead = without_left_out(self._context, asked, named)
        # The reasons need this week's sets, and so does any drill that is swapped in below.
        named = [self._as_this_week(choice) for choice in named]
        leaves_out = self._context.leaves_out
        session = self._coached(asked, named, is_trial=is_trial)
        if self._context.leaves_out != leaves_out:  # the question was already asked
            self.forget()
            return self._prescription(names, limits, is_trial=is_trial)
        chosen = [self._as_this_week(each) for each in session.chosen] if session else named
        out = naming_replacements(never, instead, chosen)
        left_out = (*out, *(session.left_out if session else ()))
        wishes = self._manner.wishes
        if self._manner.asks:
            wishes = replace(wishes, waits_for=drills_to_wait_for(self._context, chosen))
        last_side = self._context.index.last_first_side
        first_side = Side.LEFT if last_side is None else last_side.other

        def plan(some: Sequence[Chosen]) -> Prescription:
            prescription = prescribe(asked, some, wishes, first_side, left_out)
            prescription = with_own_step(self._context, prescription)
            # The waits always have room for questions, so that a session has one length.
            keeps_waits = wishes.change_ms is not None
            asking = ask_a_little(self._context, prescription, keeps_waits=keeps_waits)
            return asking if self._manner.asks else without_questions(asking)

        prescription = trim(chosen, limits, plan)
        refuse_endless(prescription)
        week = self._week_words(chosen, prescription)
        advice = session.advice if session else ()
        notes = (*advice, *([week] if week else []), *prescription.notes)
        return replace(prescription, notes=notes)

    def _coached(
        self, asked: SessionRequest, chosen: Sequence[Chosen], *, is_trial: bool
    ) -> DecidedSession | None:
        """Return the coach's decisions, made once per routine; None if there are none."""
        if self._has_nothing_to_decide:
            return None
        from coach.app.session.decide_from_history import decided, frame_of

        session = self._decided.get(asked.names)
        if session is None:
            frame = frame_of(self._context, self._manner.wishes, self._now)
            is_near_race = self.plan is not None and self.plan.is_near_race
            session = decided(
                self._context,
                asked,
                chosen,
                replace(frame, is_near_race=is_near_race),
                lambda: self._past(chosen),
                asks=self.asks and not is_trial,
                is_kept=self._manner.is_kept and not is_trial,
                is_coached=self._manner.is_coached,
            )
            if not is_trial:
                self._decided[asked.names] = session
        return session

    @property
    def _has_nothing_to_decide(self) -> bool:
        """Return whether there is no history, no record is made, and the rules are bundled.

        The bundled rules decide only from the runner's answers; other rules may not.
        """
        is_ours = len(self._context.library.coaching_files) <= 1
        return is_ours and not self._manner.is_kept and self._context.is_untouched

    def _as_this_week(self, choice: Chosen) -> Chosen:
        """Return the drill with the sets that this week of the programme adds."""
        plan, routine = self.plan, choice.routine
        if plan is None or routine is None or self._manner.wishes.sets is not None:
            return choice
        slot = choice.decided.kept.slot if choice.decided else choice.drill.id
        sets = plan.add_sets(routine, (choice.drill.id, slot))
        if self._context.library.routines[routine].value.fixed:
            sets = min(sets, 0)
        return replace(choice, add_sets=sets)

    def _week_words(self, chosen: Sequence[Chosen], prescription: Prescription) -> str:
        """Return a line on the sets that this programme week really changes today."""
        plan = self.plan
        if plan is None or not any(choice.add_sets for choice in chosen):
            return ""
        from coach.coaching.programme.sentences import changed_sets_words
        from coach.coaching.programme.weeks import SpanKind
        from coach.prescribe import sets_added, usual_sets

        sets = {block.drill: block.sets for block in prescription.blocks}
        changed: dict[str, int] = {}
        for choice in chosen:
            added, drill = sets_added(choice), choice.drill
            if drill.id in sets and added > 0:
                added = max(0, sets[drill.id] - usual_sets(choice))
            if drill.id in sets:
                changed[drill.name] = added
        said = changed_sets_words(changed)
        before = {SpanKind.TAPER: "before the race", SpanKind.RECOVERY: "after the race"}
        when = before.get(plan.stretch.kind, f"week {plan.stretch.week}")
        return f"{plan.programme.name}, {when}: {said}" if said else ""
