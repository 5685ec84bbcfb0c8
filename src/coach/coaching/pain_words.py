"""Sentences about pain at a place: which place, on which days, and how it felt. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coach.coaching.pain_reports import PainReport
from coach.model.days_and_weeks import on_day
from coach.model.places import the_place
from coach.model.terms import Flag, PainPlace
from coach.text.listed import listed

_MOST_TOLD = 4
_FELT = {
    Flag.GIVING_WAY: "gave way",
    Flag.NUMB: "felt numb",
    Flag.SHARP: "hurt sharply",
}
"""Words for pain that was reported without a number."""


def told_words(reports: Sequence[PainReport], today: date) -> str:
    """Return ``Your knee hurt on Monday (6 out of 10), and gave way on Friday``.

    If there are many reports, the first and the last appear, with the number of days
    between them. ``Something`` hurt if nobody said which place.
    """
    told = list(
        dict.fromkeys((verb_of(e), _day(e, today)) for e in _worst_of_days(reports))
    )
    if len(told) > _MOST_TOLD:
        between = len(told) - _MOST_TOLD
        more = f"on {between} more day{'s' if between > 1 else ''}"
        verbs = {verb for verb, _ in told[1 : between + 1]}
        verb = verbs.pop() if len(verbs) == 1 else "hurt or felt wrong"
        told = [told[0], (verb, more), *told[-(_MOST_TOLD - 1) :]]
    said, before = [], ""
    for verb, day in told:
        said.append(day if verb == before else f"{verb} {day}")
        before = verb
    return f"{_whose(reports)} {listed(said)}"


def _worst_of_days(reports: Sequence[PainReport]) -> list[PainReport]:
    """Return the worst report for each day or morning, in order."""
    worst: dict[tuple[date, bool], PainReport] = {}
    # A correction may have been written long after the day it is about.
    for each in sorted(reports, key=lambda each: (each.said_of, not each.is_morning)):
        key = each.said_of, each.is_morning
        if key not in worst or (each.pain, len(each.flags)) > (
            worst[key].pain,
            len(worst[key].flags),
        ):
            worst[key] = each
    return list(worst.values())


def side_of(reports: Sequence[PainReport]) -> str | None:
    """Return the side of all reports; None if they differ or have none."""
    sides = {each.side for each in reports}
    return next(iter(sides)) if len(sides) == 1 else None


def _whose(reports: Sequence[PainReport]) -> str:
    place, side = reports[-1].place, side_of(reports)
    if place is PainPlace.ELSEWHERE:
        return "Something"
    # The article nearest to the body area becomes "your".
    before, _, area = the_place(place, side).rpartition("the ")
    return f"{before}your {area}".capitalize()


def verb_of(report: PainReport) -> str:
    """Return how a place felt: ``hurt``, or ``felt numb and hurt``."""
    felt = [words for flag, words in _FELT.items() if flag in report.flags]
    is_said = not felt or (report.is_number and Flag.SHARP not in report.flags)
    return " and ".join([*felt, *(["hurt"] if is_said else [])])


def day_words_of(report: PainReport, today: date) -> str:
    """Return ``earlier today``, ``last night``, ``on Monday``; today lasts all night."""
    if report.day >= today:
        return "earlier today"
    return "last night" if report.said_of >= today else on_day(report.said_of, today)


def _day(report: PainReport, today: date) -> str:
    day = day_words_of(report, today)
    if report.is_morning:
        # The answer is about that morning, even if it was given later in the day.
        if report.day >= today:
            day = "this morning"
        elif any(map(str.isdigit, day)):
            day = f"on the morning of {day.removeprefix('on ')}"
        else:
            day = f"{day} morning"
    number = f" ({report.pain} out of 10)" if report.is_number and report.pain else ""
    return f"{day}{number}"
