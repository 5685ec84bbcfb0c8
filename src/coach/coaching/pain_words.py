"""Sentences about pain at a place: which place, on which days, and how it felt. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coach.coaching.pain_reports import PainReport
from coach.model.days_and_weeks import on_day
from coach.model.places import place_words, placed_words
from coach.model.terms import Flag, PainPlace, PainSide
from coach.text.listed import listed

_MOST_TOLD = 4
_FELT = {
    Flag.GIVING_WAY: "gave way",
    Flag.NUMB: "felt numb",
    Flag.SHARP: "had a sharp pain",
}
"""What a runner said instead of a number."""


def told_words(reports: Sequence[PainReport], today: date) -> str:
    """Return ``Your knee hurt on Monday (6 of 10), and gave way on Friday``.

    Of many reports the first and the last are told.
    """
    told = list(dict.fromkeys((_verb(each), _day(each, today)) for each in reports))
    if len(told) > _MOST_TOLD:
        told = [told[0], *told[-(_MOST_TOLD - 1) :]]
    said, before = [], ""
    for verb, day in told:
        said.append(day if verb == before else f"{verb} {day}")
        before = verb
    return f"Your {_place(reports)} {listed(said)}"


def side_of(reports: Sequence[PainReport]) -> str | None:
    """Return the side of all reports; None if they differ or nobody said."""
    sides = {each.side for each in reports}
    return next(iter(sides)) if len(sides) == 1 else None


def _place(reports: Sequence[PainReport]) -> str:
    place, side = reports[-1].place, side_of(reports)
    if side not in {PainSide.LEFT, PainSide.RIGHT} or place is PainPlace.ELSEWHERE:
        return own_words(place)
    return placed_words(place, side)


def own_words(place: PainPlace) -> str:
    """Return the word for a place that can follow ``your``."""
    return "body" if place is PainPlace.ELSEWHERE else place_words(place)


def _verb(report: PainReport) -> str:
    felt = [words for flag, words in _FELT.items() if flag in report.flags]
    return " and ".join([*felt, *(["hurt"] if report.is_number or not felt else [])])


def _day(report: PainReport, today: date) -> str:
    day = "earlier today" if report.day >= today else on_day(report.day, today)
    morning = " the morning after" if report.is_morning else ""
    number = f" ({report.pain} of 10)" if report.is_number and report.pain else ""
    return f"{day}{morning}{number}"
