"""The longer away, never more work."""

from __future__ import annotations

import pytest
from tests.coaching.course import EASY, GOOD, HARD, Answer, Course

GAPS = (5, 10, 20, 29, 60, 400)


@pytest.mark.parametrize("answer", [EASY, GOOD, HARD])
@pytest.mark.parametrize("routine", ["strength-a", "strength-b", "strength-c", "pre-run"])
def test_the_longer_away_never_more_work(routine: str, answer: Answer) -> None:
    works = []
    for gap in GAPS:
        course = Course(kit=["band", "step"])
        for _ in range(6):
            course.do(routine, answer)
        course.do(routine, GOOD, then_days=gap)
        blocks = course.plan(routine).blocks
        works.append([(block.level, block.sets) for block in blocks])
    for less, more in zip(works[1:], works, strict=False):
        pairs = list(zip(less, more, strict=False))
        assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairs)
