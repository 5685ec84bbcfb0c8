"""Six weeks with a test at both ends, one weak side and one drill with a weight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.coaching.course import EASY, GOOD, Course, library
from tests.coaching.records import make_result
from tests.conftest import Golden

from coach.coaching.differences import differences_of
from coach.coaching.reasons import block_dose
from coach.coaching.self_test_results import courses_of
from coach.library.self_tests import read_self_tests
from coach.model.owned_things import weights_among
from coach.screen.self_test_page import course_lines

BRIDGE, HINGE = "only single-leg-bridge", "only kickstand-rdl"
TEST = "single-leg-bridge"
ANSWERS: Mapping[str, Mapping[str, object]] = {BRIDGE: GOOD, HINGE: EASY}


def test_six_weeks_with_tests_a_weak_side_and_a_weight(golden: Golden) -> None:
    (entry,) = read_self_tests(library(), TEST).entries.values()
    course = Course(at_hand=weights_among(["dumbbells 2-10 kg by 2"]))
    results = [make_result(9, 15, at=course.now)]
    lines: list[str] = []
    for session in range(18):
        if session == 17:
            results.append(make_result(14, 16, at=course.now, number=2))
        weaker = courses_of(results)[TEST].weaker
        course.weaker = {TEST: (weaker, entry.value.name.lower())} if weaker else {}
        for name, answer in ANSWERS.items():
            plan = course.do(name, answer, then_days=0)
            told = [each.today for each in differences_of(plan)]
            change = f"  <- {'; '.join(told)}" if told else ""
            (block,) = plan.blocks
            lines.append(f"{session + 1:2} {block.name}: {block_dose(block)}{change}")
        course.now += timedelta(days=2 + session % 3 // 2)
    today = results[-1].at.date()
    lines += [line.plain for line in course_lines(entry.value, results, today)]
    golden("course-measured", "\n".join(lines) + "\n")
