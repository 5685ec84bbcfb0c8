"""Reasons in words: a rule's sentence with names, days and doses filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from coach.coaching.drill_log import SEVERE, DrillLog
from coach.model.days_and_weeks import day_of, on_day, training_day
from coach.model.places import place_words
from coach.model.prescription import Block
from coach.model.terms import BodyPlace, Flag, Sides, Unit
from coach.model.weights import Weight

BLANKS = frozenset({"when", "drill", "place", "felt", "hurt"})
"""Blanks that a rule's sentence may have."""
PLACE_BLANKS = frozenset({"where", "when", "told", "loads", "n"})
"""Blanks that the sentence of a rule about a place may have."""
EXIT_BLANKS = ("drill", "routine", "easier")
"""Blanks of the questions about a drill, or a routine, that no change helped."""
_BLANK = re.compile(r"\{(\w*)\}")
_FELT: Mapping[str, str] = {BodyPlace.LOW_BACK: "back"}
"""Shorter words for places where a drill is felt."""
_COUNTED = {Unit.REPS: "reps", Unit.BREATHS: "breaths", Unit.TIME: "reps"}

MANY = 10
"""Reps or breaths from which a self-test lasts until the runner ends it."""


def blanks_of(sentence: str) -> set[str]:
    """Return the names of a sentence's blanks."""
    return set(_BLANK.findall(sentence))


def filled_sentence(
    sentence: str,
    newest: DrillLog | None,
    drill: str,
    now: datetime,
    felt: Collection[str] = (),
) -> str:
    """Return a rule's sentence with its blanks filled in.

    Args:
        sentence: the sentence, with blanks in braces.
        newest: the runner's answer.
        drill: the name of the drill it is about.
        now: the time at which it is read.
        felt: the places that the rule looks for.
    """
    place = newest.pain_at if newest else None
    filled = {
        "when": when(newest.at, now) if newest else "",
        "drill": drill,
        "place": place_words(place) if place else "body",
        "felt": _felt(newest, felt) if newest else "",
        "hurt": _hurt(newest) if newest else "hurt",
    }
    return fill(sentence, filled)


def _felt(newest: DrillLog, places: Collection[str]) -> str:
    """Return ``You felt your back``, or ``Your low back hurt a little`` if it did."""
    place = newest.pain_at
    if newest.pain and place is not None and place in places:
        return f"Your {place_words(place)} hurt a little"
    felt = [_FELT.get(each, place_words(each)) for each in places]
    return f"You felt your {felt[0]}" if felt else "You felt the drill elsewhere"


def _hurt(newest: DrillLog) -> str:
    """Return how a drill hurt: ``hurt a lot``, ``hurt sharply`` or ``felt wrong``."""
    if (newest.pain or 0) >= SEVERE:
        return "hurt a lot"
    if Flag.SHARP in newest.flags:
        return "hurt sharply"
    return "felt wrong" if newest.has_only_felt_wrong else "hurt"


def fill(sentence: str, words: Mapping[str, str]) -> str:
    """Put words into a sentence's blanks; a blank without a word stays."""
    return _BLANK.sub(lambda match: words.get(match[1], match[0]), sentence)


def when(at: datetime, now: datetime) -> str:
    """Return ``earlier today``, ``last night``, ``on Friday``, ``on 3 November 2025``."""
    day, today = day_of(at), training_day(now)
    if training_day(at) >= today:
        return "earlier today"
    return "last night" if day >= today else on_day(day, today)


def dose_words(sets: int, reps: int, unit: Unit) -> str:
    """Return ``2 x 8 reps``, ``1 breath``."""
    word = _COUNTED[unit]
    counted = f"{reps} {word.removesuffix('s') if reps == 1 else word}"
    return f"{sets} x {counted}" if sets > 1 else counted


def block_dose(block: Block) -> str:
    """Return ``2 x 8 reps a side``, or ``left 2 x 6 reps, right 2 x 8 reps``.

    A weight follows: ``2 x 8 reps, 10 kg``.
    """
    if isinstance(block.test, str):  # a test that the runner ends has no dose
        each = "each side, " if block.sides is Sides.EACH else ""
        if block.reps < MANY:
            return f"{each}at most {dose_words(1, block.reps, block.unit)}"
        return f"{each}until you press space"
    held = f", {block.weight}" if isinstance(block.weight, Weight) else ""
    return f"{dose_counts(block)}{held}"


def dose_counts(block: Block) -> str:
    """Return sets and reps without the weight: ``2 x 8 reps a side``."""
    if block.has_unlike_sides:
        doses = ((side, block.dose_of(side)) for side in block.working_sides if side)
        return ", ".join(
            f"{side} {dose_words(dose.sets, dose.reps, block.unit)}" for side, dose in doses
        )
    a_side = " a side" if block.sides is Sides.EACH else ""
    return f"{dose_words(block.sets, block.reps, block.unit)}{a_side}"
