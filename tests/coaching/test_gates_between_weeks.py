"""When what was said of a week is good enough for the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coach.coaching.programme.gate import Gate, all_of, judge
from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict

ROUTINE = "strength-a"
TODAY = date(2026, 3, 15)


def judged(said: Mapping[int, Sequence[str]]) -> Gate:
    """Sessions of so many days ago, each with the rules that decided about its drills."""
    done, verdicts = [], []
    for days, rules in said.items():
        day = TODAY - timedelta(days=days)
        session = f"session {days}"
        at = datetime.combine(day, time(7), tzinfo=UTC)
        done.append(RoutineDone(session, ROUTINE, at))
        verdicts += [
            Verdict(session, day, ROUTINE, f"drill-{n}", rule)
            for n, rule in enumerate(rules)
        ]
    return judge(ROUTINE, done, all_of(verdicts), TODAY)


@pytest.mark.parametrize(
    ("rules", "is_good"),
    [
        (["G1"], True),
        (["G1", "G2", "F4"], True),
        (["G1", "F4"], False),
        (["G2", "F4", "F4"], False),
        (["G1", "G0", "G0"], True),
    ],
)
def test_a_session_went_well_if_more_than_half_of_its_answers_say_so(
    rules: list[str], *, is_good: bool
) -> None:
    assert judged({0: rules}).good == is_good


@pytest.mark.parametrize(
    ("good", "bad", "is_open"),
    [(1, 0, True), (1, 1, False), (2, 1, False), (3, 1, True), (0, 1, False)],
)
def test_three_of_four_sessions_open_the_next_week(
    good: int, bad: int, *, is_open: bool
) -> None:
    rules = ["G1"] * good + ["F4"] * bad
    gate = judged({days: [rule] for days, rule in enumerate(rules)})
    assert (gate.good, gate.judged) == (good, good + bad)
    assert gate.is_open is is_open


@pytest.mark.parametrize(("days", "judged_sessions"), [(6, 2), (7, 1)])
def test_only_the_seven_days_up_to_the_newest_session_count(
    days: int, judged_sessions: int
) -> None:
    assert judged({days: ["F4"], 0: ["G1"]}).judged == judged_sessions
