"""The line that offers a self-test, on the home page and with the programme."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.programme.standing import PlanDay


def self_test_offer(context: Context, now: datetime, plan: PlanDay | None) -> str:
    """Return the line; empty if no test is due, or if anything hurts or hurt lately.

    The line is also empty after a dizzy session, until a session without dizziness, and
    shortly before a race, because a test is as hard as strength work.
    """
    results = context.index.tests
    if not results and plan is None:
        return ""
    from coach.app.home_facts import why_nothing_starts_today
    from coach.app.session.todays_pick import dizziness_of, pain_today_of
    from coach.coaching.programme.weeks import SpanKind
    from coach.coaching.self_test_results import offer_words
    from coach.model.days_and_weeks import day_of

    if why_nothing_starts_today(context) or (plan and plan.is_close_to_race):
        return ""
    week = plan.stretch.week if plan and plan.stretch.kind is SpanKind.WEEK else None
    weeks = len(plan.programme.weeks) if plan else 0
    words = offer_words(results, now.date(), week=week, weeks=weeks)
    if not words or pain_today_of(context, now).is_any_place_tender:
        return ""
    if dizziness_of(context, now).last is not None:
        return ""
    today = context.index.sessions(since=day_of(now), with_ahead=True)
    is_hurting = any(
        facts.pain or any(said.pain or said.flags for said in facts.feedback)
        for facts in today
    )
    return "" if is_hurting else words
