"""Courses that a physio can read: the day, what was said, what was decided and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

import pytest
from tests.coaching.course import EASY, GOOD, HARD, MONDAY, NOTHING, Answer, Course
from tests.conftest import Golden

from coach.coaching.differences import differences_of
from coach.coaching.exits import ExitAnswer, ExitChoice, exit_text
from coach.model.prescription import LeftOut, Prescription

A, BRIDGE = "strength-a", "glute-bridge"
BACK_8: Answer = {"pain": 8, "where_pain": "low_back"}
HIP_5: Answer = {"pain": 5, "where_pain": "hip"}
BACK_2: Answer = {"pain": 2, "where_pain": "low_back"}
FELT_BACK: Answer = {"felt": ("low_back",), "rpe": 5}
WORDS = {
    str(EASY): "easy",
    str(GOOD): "good work",
    str(HARD): "too hard",
    str(NOTHING): "nothing",
    str(BACK_8): "it hurts, low back, 8",
    str(HIP_5): "it hurts, hip, 5",
    str(BACK_2): "it hurts, low back, 2",
    str(FELT_BACK): "felt in the low back",
    str({"skipped": "no_time"}): "skipped: no time",
}


class Day(NamedTuple):
    """What is done on one day, and said of it."""

    routine: str
    said: Answer
    of: str = ""
    """The drill it is said of; all of them without one."""
    then_days: float = 2
    morning: tuple[str, int | None] | None = None
    chosen: ExitChoice | None = None


SORE = ("sore", None)
COURSES: dict[str, list[Day]] = {
    "pain 8 in the low back, another drill each time": [
        Day(BRIDGE, BACK_8),
        Day("hip-hinge-wall-tap", BACK_8),
        Day(A, NOTHING),
        Day(A, NOTHING),
    ],
    "hip pain 5 that moves between drills": [
        *(Day(drill, HIP_5) for drill in (BRIDGE, "clamshell", "bird-dog")),
        Day(A, NOTHING),
    ],
    "low-back pain 2 for weeks": [
        *(Day(BRIDGE, BACK_2, then_days=8) for _ in range(4)),
        Day(BRIDGE, NOTHING),
    ],
    "sore two mornings, then easy": [
        *(Day(A, GOOD, then_days=3, morning=SORE) for _ in range(2)),
        *(Day(A, EASY) for _ in range(7)),
    ],
    "too hard in two spells, then easy": [
        *(Day(A, HARD, BRIDGE) for _ in range(3)),
        *(Day(A, GOOD, BRIDGE) for _ in range(2)),
        *(Day(A, HARD, BRIDGE) for _ in range(2)),
        *(Day(A, EASY, BRIDGE) for _ in range(8)),
    ],
    "too hard six times, left out, and back": [
        *(Day(A, HARD, BRIDGE) for _ in range(6)),
        Day(A, NOTHING, chosen=ExitChoice.OUT),
        Day(A, NOTHING),
        Day(A, GOOD, BRIDGE, chosen=ExitChoice.BACK),
        Day(A, NOTHING),
    ],
    "felt in the back at every drill": [Day(A, FELT_BACK) for _ in range(8)],
    "always easy": [Day(A, EASY) for _ in range(9)],
    "away for 5, 10, 20, 29 and 60 days": [
        *(Day(A, GOOD, then_days=days) for days in (2, 5, 10, 20, 29, 60)),
        Day(A, GOOD),
    ],
    "several a day": [Day(A, EASY, BRIDGE, then_days=0.2) for _ in range(3)]
    + [Day(A, EASY, BRIDGE) for _ in range(3)],
    "only skips": [Day(A, {"skipped": "no_time"}) for _ in range(4)],
    "morning 9, four times": [
        Day(A, GOOD, then_days=3, morning=("more", 9)) for _ in range(4)
    ]
    + [Day(A, NOTHING)],
}


def told(days: list[Day]) -> Iterator[str]:
    course = Course(kit=["band", "step"])
    for day in days:
        if day.chosen is not None:
            answer = ExitAnswer(day.chosen, course.sessions[-1].id)
            course.checked[exit_text(day.routine, BRIDGE)] = answer.words
            yield f"        chosen: {day.chosen}"
        decided = course.decide(day.routine)
        number = (course.now - MONDAY).days
        where = f" of {day.of}" if day.of else ""
        yield f"day {number:>3}  {day.routine}, said{where}: {WORDS[str(day.said)]}"
        yield from (f"        {advice}" for advice in decided.advice)
        plan = course.plan(day.routine) if decided.chosen else None
        yield from decisions(plan, decided.left_out)
        if plan is None:
            course.now += timedelta(days=day.then_days)
            continue
        said = {day.of: day.said} if day.of else day.said
        course.do(
            day.routine, said, then_days=day.then_days, morning=day.morning, plan=plan
        )
        if day.morning:
            pain = "" if day.morning[1] is None else f", {day.morning[1]} out of 10"
            yield f"        the next morning: {day.morning[0]}{pain}"


def decisions(plan: Prescription | None, out: Sequence[LeftOut]) -> Iterator[str]:
    """What is different that day; one line for all that have the same reason."""
    found: dict[str, list[str]] = {}
    changed = differences_of(plan) if plan else []
    for each in changed:
        found.setdefault(each.reason, []).append(f"{each.name}: {each.today}")
    for drill in out if plan is None else ():
        for rule in drill.rules:
            found.setdefault(rule.reason, []).append(f"{drill.name}: left out")
    for reason, whats in found.items():
        more = f" (and {len(whats) - 2} more)" if len(whats) > 2 else ""
        yield f"        {'; '.join(whats[:2])}{more}"
        yield f"            {reason}"


@pytest.mark.parametrize("name", COURSES)
def test_the_course_reads_as_it_did(name: str, golden: Golden) -> None:
    text = "\n".join([name, "", *told(COURSES[name])]) + "\n"
    golden(f"course-{name.replace(',', '').replace(' ', '-')}", text)
