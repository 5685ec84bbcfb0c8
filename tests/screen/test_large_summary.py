"""The card after a session on a large screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from tests.coaching.course import Course, library

from coach.event import SetFinished
from coach.library.figures import figure_of, read_poses
from coach.model.records import EndStatus
from coach.screen.summary_card import Summary, summary_card


def card(columns: int, rows: int, *, is_ascii: bool = False) -> list[str]:
    """The card after Strength A."""
    course = Course()
    course.do("strength-a")
    (facts,) = course.sessions
    bases, _ = read_poses(library().pose_files)
    motion, _ = figure_of(library().drills["glute-bridge"], bases)
    said = "Done. 18:20, 60 slow exhales."
    finished = cast("Sequence[SetFinished]", facts.bouts)  # the same facts, from the log
    summary = Summary(facts.prescription, EndStatus.COMPLETED, said, finished, motion)
    return [row.plain for row in summary_card(summary, columns, rows, is_ascii=is_ascii)]


@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("size", [(116, 40), (146, 50), (196, 60)])
def test_it_is_as_wide_as_the_screen_and_no_higher(
    size: tuple[int, int], *, is_ascii: bool
) -> None:
    columns, rows = size
    shown = card(columns, rows, is_ascii=is_ascii)
    assert {len(row) for row in shown} == {columns}
    assert len(shown) < rows


def test_each_result_is_at_the_edge_and_dots_lead_to_it() -> None:
    shown = card(196, 60)
    (row,) = [row for row in shown if "Glute bridge" in row]
    assert row.endswith("2 x 10 reps │")
    assert "· · · ·" in row


def test_how_it_went_is_told_once() -> None:
    assert sum("60 slow exhales" in row for row in card(116, 40)) == 1
    assert not any("60 slow exhales" in row for row in card(196, 60))  # in letters
