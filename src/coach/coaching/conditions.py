"""Conditions of rules, checked against the runner's answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice, takewhile

import msgspec

from coach.coaching.drill_log import DrillLog
from coach.model.days_and_weeks import training_day
from coach.model.prescription import Block
from coach.model.rule import Rule, Scores, When
from coach.model.terms import PainPlace, Side, Sides

_PLACES = frozenset(place.value for place in PainPlace)


class EarlierAnswers:
    """Finds the answers that count for each word of `Rule.among`, and keeps them."""

    def __init__(
        self,
        newest: DrillLog,
        logs: Sequence[DrillLog],
        slot: Sequence[DrillLog] | None = None,
        in_place: Sequence[DrillLog] | None = None,
    ) -> None:
        """Prepare without looking for anything yet.

        Args:
            newest: the answer to decide about.
            logs: that answer and the earlier ones, newest first.
            slot: the answers about drills done in its place, if those differ.
            in_place: the answers from its own routine and place, if already known.
        """
        self._newest = newest
        self._logs = logs
        self._found: dict[str, Sequence[DrillLog]] = {}
        if slot is not None:
            self._found["slot"] = slot
        self._in_place = in_place

    def of(self, word: str) -> Sequence[DrillLog]:
        """Return the answers that count, the newest first."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._look_for(word)
        return found

    def _look_for(self, word: str) -> Sequence[DrillLog]:
        block, place = self._newest.block, self._newest.place
        if word == "drill":
            return [log for log in self._logs if log.block.drill == block.drill]
        in_place = self._in_place
        if in_place is None:
            in_place = [log for log in self._logs if log.place == place]
        if word == "slot":
            return in_place
        if word == "dose":
            return _same_dose(in_place)
        # After pain, another drill may have taken this place; its answers count as well.
        pattern = block.pattern
        return [
            log for log in self._logs if log.block.pattern == pattern or log.place == place
        ]


class RulesAbout:
    """Finds the rules that one answer may trigger, and looks at equal answers only once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Prepare without looking at anything yet."""
        self._rules = rules
        self._found: dict[tuple[object, ...], list[Rule]] = {}

    def __call__(self, log: DrillLog) -> list[Rule]:
        """Return the rules whose conditions an answer meets, in order."""
        block = log.block
        said = (log.felt, log.effort, log.pain, log.pain_at, log.flags, log.back)
        more = (log.skipped, log.stops, log.morning, log.morning_pain, log.is_completed)
        key = (*said, *more, block.feel, block.group, block.unit, block.routine)
        found = self._found.get(key)
        if found is None:
            found = [rule for rule in self._rules if is_answered_so(rule, log, None)]
            self._found[key] = found
        return found


class DrillSituation(msgspec.Struct, frozen=True):
    """The facts that rules are checked against."""

    newest: DrillLog | None
    """The newest answer since the last decision; None if there is none."""
    days_since: int | None = None
    """Days since the drill was last done; None if it never was."""
    earlier: EarlierAnswers | None = None
    """Earlier answers; None if only the newest counts."""
    today: date | None = None


def _same_dose(logs: Sequence[DrillLog]) -> Sequence[DrillLog]:
    """Return the unbroken run of logs that have the newest one's drill and dose."""
    first = logs[0].block
    return list(takewhile(lambda log: _is_same_dose(log.block, first), logs))


def _is_same_dose(one: Block, other: Block) -> bool:
    """Return whether two blocks had the same dose, as decided or otherwise as done."""
    if one.kept is None or other.kept is None:
        doses = [(block.drill, block.sets, block.reps) for block in (one, other)]
        return doses[0] == doses[1]
    if one.drill != other.drill:
        return False
    return one.kept == other.kept or one.kept.dose == other.kept.dose


def first_rule(rules: Sequence[Rule], situation: DrillSituation) -> Rule | None:
    """Return the first rule that matches; None if none does."""
    return next((rule for rule in rules if holds(rule, situation)), None)


def holds(rule: Rule, situation: DrillSituation) -> bool:
    """Return whether a rule matches."""
    newest, days = situation.newest, situation.days_since
    if not is_answered_so(rule, newest, days):
        return False
    if newest is None:
        return rule.times == 1 and rule.within_days is None
    if rule.is_about_one:
        return True
    such = answers_counted(rule, newest, situation)
    if rule.lasting_days is not None:
        logs = list(such)
        lasted = (logs[0].at - logs[-1].at).days if logs else 0
        return len(logs) >= rule.times and lasted > rule.lasting_days
    return sum(1 for _ in islice(such, rule.times)) == rule.times


def answers_counted(
    rule: Rule, newest: DrillLog, situation: DrillSituation
) -> Iterator[DrillLog]:
    """Yield the answers that a rule counts: in a row, or within a number of days.

    The newest comes first. Older answers are read only if the rule needs them.
    """
    days = situation.days_since
    earlier = situation.earlier
    found = (earlier.of(rule.among) if earlier else ()) or (newest,)
    # A complaint about the other side does not count as a repeat.
    logs = (log for log in found if not _is_other_side(log, newest))
    if rule.within_days is not None:
        end = situation.today or training_day(newest.at)
        since = end - timedelta(days=rule.within_days)
        recent = takewhile(lambda log: training_day(log.at) >= since, logs)
        return (log for log in recent if is_answered_so(rule, log, days))
    such = takewhile(lambda log: is_answered_so(rule, log, days), logs)
    if not rule.then.progress:
        return such
    # A dose grows only after good sessions on different days.
    by_day = groupby(such, key=lambda log: training_day(log.at))
    return (next(of_day) for _, of_day in by_day)


def _is_other_side(log: DrillLog, newest: DrillLog) -> bool:
    sides = {log.pain_side, newest.pain_side}
    return sides == {Side.LEFT, Side.RIGHT} and Sides.EACH in {
        log.block.sides,
        newest.block.sides,
    }


def is_answered_so(rule: Rule, log: DrillLog | None, days_since: int | None = 0) -> bool:
    """Return whether one answer, or None for no answer, meets a rule's conditions."""
    for when in rule.when:  # noqa: SIM110  a generator costs as much as the question
        if _is_true(when, log, days_since):
            return True
    return False


def _is_true(when: When, log: DrillLog | None, days: int | None) -> bool:
    if when.days_since is not None and not _lies_in(days, when.days_since):
        return False
    if log is None:
        return when == When(days_since=when.days_since)
    return (
        _is_pain(when, log)
        and _is_felt(when, log)
        and _is_among(when.flags, log.flags)
        and (when.effort is None or _lies_in(log.effort, when.effort))
        and (when.completed is None or when.completed is log.is_completed)
        and (when.skipped is None or log.skipped in when.skipped)
        and (when.stopped is None or when.stopped in log.stops)
        and _is_morning(when, log)
        and (when.group is None or log.block.group in when.group)
        and (when.unit is None or log.block.unit in when.unit)
        and (when.routine is None or log.block.routine in when.routine)
    )


def _is_pain(when: When, log: DrillLog) -> bool:
    if when.pain is not None and not _lies_in(_pain(log), when.pain):
        return False
    if when.pain_at is not None and log.pain_at not in when.pain_at:
        return False
    if when.placed is not None and when.placed is not (log.pain_at in _PLACES):
        return False
    return when.pain_not_at is None or log.pain_at not in when.pain_not_at


def _pain(log: DrillLog) -> int | None:
    """Return the reported pain: 0 if unreported, None after a stop or skip for pain."""
    if log.pain is not None:
        return log.pain
    return None if "pain" in log.stops or log.skipped == "hurts" else 0


def _is_felt(when: When, log: DrillLog) -> bool:
    if when.back is not None and log.back != when.back:
        return False
    if when.felt_right is None and when.felt is None:
        return True
    felt, feel = log.felt or frozenset(), log.block.feel
    right = {*feel.target, *feel.fine}
    if when.felt_right is not None and when.felt_right is felt.isdisjoint(right):
        return False
    if when.felt is None:
        return True
    places = felt - right if when.unexpected else felt
    return not places.isdisjoint(when.felt)


def _is_morning(when: When, log: DrillLog) -> bool:
    if when.morning is not None and log.morning not in when.morning:
        return False
    return (
        when.morning_pain is None
        or log.morning_pain is None
        or _lies_in(log.morning_pain, when.morning_pain)
    )


def _is_among(wanted: Collection[str] | None, felt: Collection[str]) -> bool:
    return wanted is None or not set(wanted).isdisjoint(felt)


def _lies_in(number: int | None, span: Scores) -> bool:
    return number is not None and span[0] <= number <= span[1]
