"""FIT exercises for drills: category, exercise number and title."""

from __future__ import annotations

from collections.abc import Iterable

from coach.export.fit_file import ABSENT, Message, number, number_of, text
from coach.model.prescription import Block, FitNames

Codes = tuple[int, int]
"""Numbers of a category and of an exercise in the category."""


class Exercises:
    """The exercises of one file; no two drills share their codes."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._unknown = number("ExerciseCategory", "UNKNOWN")
        self._codes: dict[str, Codes] = {}
        self._names: dict[Codes, str] = {}
        for block in blocks:
            self._add(block.drill, block.name, block.fit)

    def codes(self, drill: str) -> Codes:
        """Return the codes of category and exercise, found by id if not prescribed."""
        if drill not in self._codes:
            self._add(drill, drill, None)
        return self._codes[drill]

    @property
    def titles(self) -> tuple[Message, ...]:
        """Return the title messages with the drills' own names."""
        return tuple(
            Message(
                "exercise_title",
                {
                    "message_index": index,
                    "exercise_category": category,
                    "exercise_name": exercise,
                    "workout_step_name": name,
                },
            )
            for index, ((category, exercise), name) in enumerate(self._names.items())
        )

    def _add(self, drill: str, name: str, fit: FitNames | None) -> None:
        if drill in self._codes:
            return
        # A reader finds the title by these two numbers alone. A second drill of one kind
        # keeps the category. A drill that fits nowhere gets its own numbers, just as
        # watches number exercises that people made up.
        wishes = [*_codes_of(fit), (self._unknown, len(self._names))]
        free = next(codes for codes in wishes if codes not in self._names)
        self._codes[drill] = free
        self._names[free] = text(name) or text(drill) or "drill"


def _codes_of(fit: FitNames | None) -> list[Codes]:
    """Return the codes for a drill, best first.

    Never returns an exercise from another category: services refuse the whole file for
    that.
    """
    if fit is None:
        return []
    category = number_of("ExerciseCategory", fit.category.upper())
    if category is None:
        return []
    words = fit.category.split("_")
    names = "".join(word.capitalize() for word in words) + "ExerciseName"
    exercise = number_of(names, fit.exercise.upper())
    general = (category, ABSENT)
    return [general] if exercise is None else [(category, exercise), general]
