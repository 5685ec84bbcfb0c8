"""Sessions and totals as JSON fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coach.model.session_facts import SessionFacts, feeling_of

if TYPE_CHECKING:
    from coach.model.records import TestResultRecord
    from coach.model.self_test import SelfTest
    from coach.model.trends import Firsts, Totals
    from coach.screen.stats_tables import Stats


def session_fields(facts: SessionFacts, firsts: Firsts) -> dict[str, Any]:
    """Return one session as JSON fields."""
    feeling = feeling_of(facts)
    return {
        "id": facts.id,
        "started_at": facts.started_at,
        "status": facts.status,
        "name": facts.prescription.name,
        "routine": facts.prescription.routine,
        "is_test": facts.prescription.is_test,
        "planned_ms": facts.planned_ms,
        "active_ms": facts.active_ms,
        "exhale_ms": facts.exhale_ms,
        "exhales": facts.exhales,
        "sets_done": facts.sets_done,
        "sets_planned": facts.sets_planned,
        "rpe": feeling.rpe,
        "pain": feeling.pain,
        "felt": feeling.felt,
        "notes": feeling.notes,
        "stops": facts.stops,
        "by_hand": facts.by_hand,
        "firsts": firsts,
        "drills": facts.drills,
    }


def result_fields(result: TestResultRecord) -> dict[str, Any]:
    """Return one result of a self-test as JSON fields."""
    from coach.coaching.self_test_results import (
        weaker_side,  # only runners who took a test need this import
    )

    return {
        "session": result.of_session,
        "at": result.at,
        "left": result.left,
        "right": result.right,
        "both": result.both,
        "is_corrected": result.is_corrected,
        "weaker": weaker_side(result),
    }


def tests_fields(
    tests: Iterable[SelfTest], results: Iterable[TestResultRecord]
) -> list[dict[str, Any]]:
    """Return tests with their results, the newest last, as JSON fields."""
    found = list(results)
    return [
        {
            "id": test.id,
            "name": test.name,
            "measure": test.measure.value,
            "results": [result_fields(each) for each in found if each.test == test.id],
        }
        for test in tests
    ]


def stats_fields(stats: Stats) -> dict[str, Any]:
    """Return the last weeks as JSON fields."""
    return {
        "planned": stats.planned,
        "weeks": [
            {
                "first_day": week.first_day,
                "monday": week.first_day + timedelta(days=-week.first_day.weekday() % 7),
                **totals_fields(week.total),
            }
            for week in stats.weeks
        ],
        "levels": stats.levels,
        "drills": stats.drills,
    }


def day_fields(
    days: Mapping[date, Totals], first: date, last: date
) -> list[dict[str, Any]]:
    """Return each day with a session as JSON fields."""
    number = (last - first).days + 1
    every = (first + timedelta(days=index) for index in range(number))
    return [{"day": day, **totals_fields(days[day])} for day in every if day in days]


def totals_fields(total: Totals) -> dict[str, Any]:
    """Return totals as JSON fields."""
    return {
        "sessions": total.sessions,
        "active_ms": total.active_ms,
        "exhales": total.exhales,
        "exhale_ms": total.exhale_ms,
        "sets": total.sets,
    }
