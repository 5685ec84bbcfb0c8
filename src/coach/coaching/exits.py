"""Exits: if changes do not help, coach asks the runner and follows the answer. Pure.

An answer names the session it was given after: complaints up to that session do not count
any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from coach.coaching.conditions import RulesAbout
from coach.coaching.draft import asks_for_less
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.coaching.larger_doses import GOOD_FORGIVE
from coach.coaching.reasons import fill
from coach.model.days_and_weeks import training_day
from coach.model.prescription import AppliedRule, Block, KeptDose
from coach.model.rule import DrillExit, RoutineExit, Rule

TEXT = "exit:"
"""Prefix for the routine and drill that a runner's answer is about."""
LEFT_OUT, SWAPPED = "X-out", "X-swap"
"""Used in place of a rule's id if the runner has chosen."""
HARD = 8
"""Effort from which a drill counts as too hard."""
_LEAST_HARD = 2
"""Fewest drills that make a session too hard; a single one is about that drill alone."""
_HIGHEST_LEVEL = 10
_WHOLE = 100


class ExitChoice(StrEnum):
    """A runner's choices when changes did not help."""

    OUT = "left-out"
    SWAP = "swapped"
    EASIER = "easier"
    """The easier routine."""
    KEEP = "kept"
    BACK = "back"
    """Undoes the earlier answer."""


class ExitAnswer(msgspec.Struct, frozen=True):
    """An answer, as kept in the journal."""

    choice: ExitChoice
    session: str
    """The newest session at the time of the answer."""
    drill: str = ""
    """The drill that was swapped in."""

    @property
    def words(self) -> str:
        """Return the journal's words: ``swapped 01J... clamshell``."""
        return " ".join(each for each in (self.choice, self.session, self.drill) if each)


ExitAnswers = Mapping[tuple[str | None, str], ExitAnswer]
"""Answers by routine and drill; the drill is empty if the whole routine was too hard."""


class StuckDrill(msgspec.Struct, frozen=True, kw_only=True):
    """A drill that the runner is asked about."""

    routine: str | None
    slot: str
    name: str
    """Name of the drill that is done in this place."""
    session: str
    """The session with the newest complaint."""
    why: str
    swap: str = ""
    """A drill that could be done instead; empty if there is none."""
    swap_name: str = ""


class HardRoutine(msgspec.Struct, frozen=True, kw_only=True):
    """A routine that was too hard several times in a row, and the easier one."""

    routine: str
    easier: str
    session: str
    why: str


def exit_text(routine: str | None, slot: str = "") -> str:
    """Return the journal's name for the subject of an answer."""
    return f"{TEXT}{routine or ''}/{slot}"


def exit_answers(answers: Mapping[str, str]) -> ExitAnswers:
    """Return the answers in the journal, without those that make no sense."""
    found: dict[tuple[str | None, str], ExitAnswer] = {}
    for text, answer in answers.items():
        if not text.startswith(TEXT):
            continue
        routine, _, slot = text.removeprefix(TEXT).partition("/")
        word, *rest = answer.split() or [""]
        if word in set(ExitChoice) and rest:
            said = ExitAnswer(ExitChoice(word), rest[0], rest[1] if rest[1:] else "")
            found[routine or None, slot] = said
    return found


def back_words(name: str) -> str:
    """Return the sentence on how to undo a choice about a drill or a routine."""
    return f"To undo your choice, type `coach why {name} --bring-back`."


def left_out_by_choice(name: str, slot: str) -> AppliedRule:
    """Return the reason for leaving out a drill by the runner's choice."""
    reason = f"You left out {name}, because changing it didn't help. {back_words(slot)}"
    return AppliedRule(LEFT_OUT, reason)


def swapped_by_choice(name: str, slot: str, other: str, dose: str) -> AppliedRule:
    """Return the reason for doing a different drill by the runner's choice."""
    reason = f"You swapped {name} for {other}. {back_words(slot)}"
    return AppliedRule(SWAPPED, reason, about=name, today=f"now {other}, {dose}")


# When to ask the runner


def is_complaint(rule: Rule) -> bool:
    """Return whether a rule takes something away for answers about the drill itself."""
    then = rule.then
    if rule.is_about_time or all(when.morning for when in rule.when):
        return False  # a sore morning is about the whole session
    return (
        asks_for_less(rule)
        or then.drill == "out"
        or then.range_percent < _WHOLE
        or then.breath is not None
        or then.exhale_ms < 0
        or then.exhale_lead_ms > 0
    )


class Complaints(msgspec.Struct, frozen=True):
    """Complaints about one place that count together."""

    told: Sequence[tuple[DrillLog, Rule]]
    """The newest first."""
    easier: str = ""
    """A drill that replaced the routine's own here in between and went well."""
    easier_name: str = ""


def repeated_complaints(
    logs: Iterable[DrillLog], about: RulesAbout, past: DrillHistory, said: str
) -> Complaints:
    """Return the complaints about one place that count together.

    Four good sessions with the routine's own drill begin a new count. Good
    sessions with an easier drill do not: the runner may want to stay with that drill.

    Args:
        logs: answers about the place, newest first.
        about: finds the rules about an answer.
        past: the history of the drills.
        said: the session after which the runner was asked; earlier complaints don't count.
    """
    found: list[tuple[DrillLog, Rule]] = []
    well: Block | None = None
    good = 0
    for log in logs:
        if past.is_up_to(log.session, said):
            break
        rule = next(iter(about(log)), None)
        if rule is None:
            continue
        if is_complaint(rule):
            found.append((log, rule))
            good = 0
        elif rule.then.good:
            is_easier = log.block.drill != log.slot and log.block.level <= _level(found)
            well = log.block if is_easier else well
            good += not is_easier
        if good >= GOOD_FORGIVE:
            break
    if well is None:
        return Complaints(found)
    return Complaints(found, well.drill, well.name)


def _level(found: Sequence[tuple[DrillLog, Rule]]) -> int:
    """Level of the hardest drill the runner complained about; if none, the highest."""
    return max((log.block.level for log, _ in found), default=_HIGHEST_LEVEL)


def why_stuck(
    complaints: Complaints,
    way: DrillExit,
    name: str,
    authored: KeptDose,
    *,
    is_at_the_floor: bool,
) -> str:
    """Return the sentence that asks the runner; empty if it is not time to ask.

    Args:
        complaints: the complaints that count together.
        way: when to ask, and the sentences.
        name: the name of the drill that is done there.
        authored: the dose as written.
        is_at_the_floor: whether the rules can take nothing more away.
    """
    told = complaints.told
    if len(told) < way.sessions:
        return ""
    newest = told[0][1]
    same = [log for log, rule in told if _kind(rule) == _kind(newest)]
    if len(same) >= way.sessions and complaints.easier:
        own = next((log.block.name for log in same if log.block.drill == log.slot), name)
        words = {"drill": own, "easier": complaints.easier_name}
        return fill(way.why_easier, words)
    if len(same) >= way.sessions and all(
        _is_changed(log, authored) for log in same[: way.sessions - 1]
    ):
        is_less = asks_for_less(newest) and newest.then.drill != "find"
        return fill(way.why if is_less else way.why_changed, {"drill": name})
    doses = {_dose(log) for log, _ in told[: way.sessions]}
    if is_at_the_floor and len(doses) == 1:
        return fill(way.why_least, {"drill": name})
    return ""


def _is_changed(log: DrillLog, authored: KeptDose) -> bool:
    kept = log.block.kept
    is_own = log.block.drill == log.slot
    return not is_own or (kept is not None and kept.dose != authored)


def _kind(rule: Rule) -> str:
    """Return ``F2`` for ``F2-again``: the same complaint, made for the first time."""
    return rule.id.partition("-")[0]


def _dose(log: DrillLog) -> tuple[str, KeptDose | int]:
    return log.block.drill, log.block.kept.dose if log.block.kept else log.block.reps


# Routines that are too hard


def _good_days_since(session: str, past: DrillHistory) -> set[date]:
    """Return the days since a session on which every answer was a good one."""
    good: set[date] = set()
    bad: set[date] = set()
    for log in past.answered:
        if past.is_up_to(log.session, session):
            break
        is_bad = log.has_hurt or (log.effort or 0) >= HARD or log.skipped is not None
        (bad if is_bad else good).add(training_day(log.at))
    return good - bad


def hard_routine(
    routine: tuple[str, str],
    easier: tuple[str, str],
    past: DrillHistory,
    way: RoutineExit,
    said: str,
) -> HardRoutine | None:
    """Return the offer of the easier routine; None if it is not time for it.

    Args:
        routine: id and name of the routine that is about to be done.
        easier: id and name of the easier one.
        past: the history of the drills.
        way: when to offer it.
        said: the session after which the runner was last asked.
    """
    answered: dict[str, list[bool]] = {}
    for log in past.answered:
        if log.block.routine != routine[0] or past.is_up_to(log.session, said):
            continue
        if log.effort is not None or log.skipped == "too_hard":
            is_hard = log.skipped == "too_hard" or (log.effort or 0) >= HARD
            answered.setdefault(log.session, []).append(is_hard)
    newest = list(answered.items())[: way.sessions]
    if len(newest) < way.sessions:
        return None
    for _, hard in newest:
        if sum(hard) < _LEAST_HARD or 2 * sum(hard) <= len(hard):
            return None
    if len(_good_days_since(newest[0][0], past)) >= GOOD_FORGIVE:
        return None
    why = fill(way.why, {"routine": routine[1], "easier": easier[1]})
    return HardRoutine(routine=routine[0], easier=easier[0], session=newest[0][0], why=why)
