"""A self-test, guided like a session, whose result is confirmed and recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coach.app.context import Context, tell
from coach.errors import CoachError
from coach.model.bounds import RESULT
from coach.model.self_test import Measure, SelfTest
from coach.model.terms import Side, Sides

if TYPE_CHECKING:
    from datetime import datetime

    from coach.app.session.session_audio import SoundFlags
    from coach.journal.record_ids_and_order import Stamp
    from coach.library.catalogue import Entry
    from coach.model.drill import Drill
    from coach.model.prescription import Prescription
    from coach.model.records import TestResultRecord
    from coach.model.session_facts import BoutFacts, SessionFacts

Values = dict[str, int]
"""Results by side: ``left``, ``right`` or ``both``."""
_MS = 1_000
_NUMBER = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class TestRequest:
    """A test, and how it is shown and heard."""

    __test__ = False  # pytest must not collect this class

    entry: Entry[SelfTest]
    is_plain: bool
    asks: bool
    flags: SoundFlags
    phone_wish: str | None = None
    """An address for the phone, or ``auto``; None if no phone is used."""


def lead_test(context: Context, request: TestRequest) -> int:
    """Guide the runner through a test, record the result, and return the exit code.

    Raises:
        CoachError: if there is no keyboard, something hurts, or the test is too long.
    """
    import sys

    from coach.app.session.session_run import SessionRun
    from coach.library.self_tests import entry_of_drill
    from coach.timeline import compile_timeline, refuse_endless

    if not sys.stdin.isatty():
        raise CoachError(
            "you end a test by pressing space, but coach can't read keys here",
            hint="run `coach test NAME` in a terminal",
        )
    now = context.clock.wall()
    entry = request.entry
    test, led = entry.value, entry_of_drill(entry)
    context.library.drills[led.value.id] = led  # the screen finds the figure there
    prescription = prescribed_test(context, entry)
    refuse_endless(prescription)
    _refuse_with_pain(context, led.value, prescription, now)
    for words in prescription.notes:
        tell(words)
    run = SessionRun(
        context,
        compile_timeline(prescription),
        is_plain=request.is_plain,
        is_json=False,
        speed=None,
        asks=request.asks,
        flags=request.flags,
        phone_wish=request.phone_wish,
        on_end=lambda session: _keep_result(context, test, session, asks=request.asks),
    )
    return run.play()


def prescribed_test(context: Context, entry: Entry[SelfTest]) -> Prescription:
    """Return the session that leads a test: one set for each side, ended by the runner."""
    from coach.coaching.reasons import MANY, dose_words
    from coach.library.self_tests import entry_of_drill
    from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe

    test, led = entry.value, entry_of_drill(entry)
    title = f"Test: {test.name}"
    last = context.index.last_first_side
    prescription = prescribe(
        SessionRequest(title, (led.value.id,)),
        [Chosen(led.value, led.digest)],
        Wishes(
            self_paced=True,
            lead_in_ms=context.config.lead_in,
            waits_for=frozenset({led.value.id}),
        ),
        Side.LEFT if last is None else last.other,
    )
    (block,) = prescription.blocks
    said = [f"{test.ends_words}."]
    if test.count < MANY:
        said.append(f"The test ends after at most {dose_words(1, block.reps, block.unit)}.")
    if test.sides is Sides.EACH:
        said.append("Then do the other side.")
    notes = (
        " ".join(said),
        f"{test.stop_words}.",
    )
    return replace(prescription, blocks=(replace(block, test=test.id),), notes=notes)


def _refuse_with_pain(
    context: Context, test: Drill, prescription: Prescription, now: datetime
) -> None:
    """Refuse the test if a doctor or physio should come first, or if something hurts.

    A test takes full effort, so it must not load a place that hurt lately, nor follow
    a session in which the runner was dizzy.
    """
    from coach.app.session.todays_pick import dizziness_of, pain_today_of, standing_advice
    from coach.model.days_and_weeks import day_of, training_day

    pain = pain_today_of(context, now)
    if pain.places.locks or pain.places.advised or pain.places.unseen:
        raise CoachError(
            "most tests need full effort, so see a doctor or physio first",
            hint=" ".join(standing_advice(context, now)) or None,
        )
    if pain.holding(test) is not None or not pain.places.spared_by(prescription.blocks):
        raise CoachError(
            "this test loads a body area that hurt or felt wrong recently",
            hint="take the test once that area feels fine in training",
        )
    dizzy = dizziness_of(context, now)
    if dizzy.last is not None:
        is_today = day_of(dizzy.last) >= training_day(now)
        when = "earlier today" if is_today else "in your last session"
        raise CoachError(
            f"you were dizzy {when}, and most tests need full effort",
            hint=dizzy.advice(now) or "take the test after a session without dizziness",
        )
    today = context.index.sessions(since=training_day(now), with_ahead=True)
    if any(_hurt(facts) for facts in today):
        raise CoachError(
            "you reported pain or another symptom today, so a test would be unreliable",
            hint="take the test on a day without pain or other symptoms",
        )


def _hurt(facts: SessionFacts) -> bool:
    said = any(feedback.pain or feedback.flags for feedback in facts.feedback)
    stopped = any(stop.reason == "pain" for stop in facts.stops)
    morning = bool(facts.morning and facts.morning.pain)
    return said or stopped or morning or bool(facts.pain)


# Results of the test


def _keep_result(
    context: Context, test: SelfTest, session: str | None, *, asks: bool
) -> None:
    """Confirm the measured values, record them, and compare them with earlier results."""
    if session is None:
        return
    facts = context.look_again().find(session)
    if _hurt(facts):
        tell(
            "You reported pain or another symptom, so this test does not count. "
            "Repeat the test on a day without pain or other symptoms."
        )
        return
    measured = measured_values(test, facts)
    if not measured:
        tell("You didn't finish the test, so there is no result.")
        return
    if test.measure is Measure.YES_NO:
        values = _answers(test, measured) if asks else {}
        confirmed = values
    else:
        confirmed = measured
        values = _corrected(test, measured) if asks else measured
    if values:
        _write(context, test, session, values, is_corrected=values != confirmed)
        context.look_again()
        from coach.screen.self_test_page import course_lines

        for line in course_lines(test, context.index.tests, context.clock.wall().date()):
            context.console.print(line)


def measured_values(test: SelfTest, facts: SessionFacts) -> Values:
    """Return the reps or seconds on each side; nothing if the test was stopped half-way.

    A side that was skipped has no value.
    """
    from coach.model.records import EndedBy
    from coach.model.session_facts import SessionStatus

    values: Values = {}
    if facts.status is not SessionStatus.COMPLETED:
        return values
    for bout in facts.bouts:
        if bout.ended_by is EndedBy.DONE:
            values[bout.side or "both"] = _measured(test, bout)
    return values


def _measured(test: SelfTest, bout: BoutFacts) -> int:
    if test.measure is Measure.REPS:
        return bout.reps_done
    return round(bout.work_ms / _MS)


def _answers(test: SelfTest, sides: Values) -> Values:
    """Ask the test's question for each side; 1 is yes, 0 is no."""
    from coach.app.session.safety_question import answer_to

    values: Values = {}
    for side in sides:
        about = "" if side == "both" else f"{side.capitalize()}: "
        while True:
            word = answer_to(f"{about}{test.question} Type y or n (Enter skips): ")
            if word in {"", "y", "yes", "n", "no"}:
                break
        if word:
            values[side] = int(word.startswith("y"))
    return values


def _corrected(test: SelfTest, measured: Values) -> Values:
    """Let the runner confirm or correct the numbers."""
    from coach.app.session.safety_question import answer_to
    from coach.screen.self_test_page import values_words

    shown = values_words(test.measure, measured)
    many = (
        "the correct number"
        if len(measured) == 1
        else "the correct numbers in the same order"
    )
    while True:
        words = answer_to(f"{shown}. Press Enter to keep the result, or type {many}: ")
        if not words:
            return measured
        numbers = [int(number) for number in _NUMBER.findall(words)]
        is_right = re.fullmatch(r"[0-9 ,;/]+", words) and all(map(RESULT.holds, numbers))
        if is_right and len(numbers) == len(measured):
            return dict(zip(measured, numbers, strict=True))


def _write(
    context: Context, test: SelfTest, session: str, values: Values, *, is_corrected: bool
) -> None:
    from coach.app.history.safekeeping import append_now
    from coach.model.records import TestResultRecord

    def build(stamp: Stamp) -> TestResultRecord:
        return TestResultRecord(
            **stamp.fields,
            of_session=session,
            test=test.id,
            measure=test.measure.value,
            left=values.get("left"),
            right=values.get("right"),
            both=values.get("both"),
            is_corrected=is_corrected,
        )

    append_now(context, build, after=context.last_n, without="the result is not saved")
