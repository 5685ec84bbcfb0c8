"""Self-tests, exactly as in their files, and the drills that guide them.

The types are the format: the library decodes files straight into them. Their docstrings
become the schemas for editors and the tables of ``docs/authoring.md``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from coach.model import bounds
from coach.model.drill import (
    AuthoredPart,
    Dose,
    Drill,
    Feel,
    Id,
    Line,
    Lines,
    LoadedPlace,
    Phase,
    SideText,
)
from coach.model.terms import Base, Group, Load, Sides
from coach.units import Milliseconds

TEST_DRILL = "test-"
"""Prefix of a test's id that makes the id of the drill that guides it; no file has such an
id."""


class Measure(StrEnum):
    """Kinds of result of a self-test."""

    REPS = "reps"
    SECONDS = "seconds"
    YES_NO = "yes-no"


class SelfTest(AuthoredPart, frozen=True, kw_only=True):
    """A self-test: one set, or one for each side, until you end it or reach ``count``."""

    id: Id
    name: Line
    """Name on the screen."""
    also: Lines = ()
    """Other names by which you can find the test."""
    measure: Measure
    """What the test measures: reps, seconds, or the answer yes or no."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """What the result tells you and what the result doesn't, without promises or norms."""
    group: Group
    """Group of the drills that train the same thing."""
    pattern: Id
    """One word for drills with the same movement; the coaching rules use it."""
    base: Base
    """Start position."""
    sides: Sides
    """``each``: left and right separately; ``both``: both sides together.

    ``alternate`` is an error.
    """
    equipment: Lines = ()
    """Equipment the test needs."""
    setup: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """Steps into the start position."""
    side_text: SideText | None = None
    """Instructions for each side: the position, or what this side does."""
    cycle: Annotated[tuple[Phase, ...], bounds.FILE_PHASES.length]
    """Tempo of one rep, or one breath of a hold."""
    count: Annotated[int, bounds.FILE_COUNT.number]
    """Most reps or breaths in a set; the set then ends by itself."""
    ends: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """Signs at which the runner should end the set."""
    stop: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """Reasons to stop the whole test, which then has no result."""
    rest: Milliseconds = Milliseconds(60_000)
    """Rest between the sides."""
    question: Line | None = None
    """With ``measure: yes-no``: the question about each side."""
    loads: dict[LoadedPlace, Load]
    """Load on each body area that works, takes weight or is stretched."""
    trains: Annotated[tuple[Id, ...], bounds.FILE_LIST.length] = ()
    """Drills that train the same thing; a clearly weaker side can get one more set of
    them."""
    # Undecoded until shown, so that a mistake in it loses only the figure.
    figure: dict[str, Any] | None = None
    """The moving figure; most poses list only what differs from another pose."""
    sources: Annotated[tuple[Id, ...], bounds.FILE_LIST.length] = ()
    """Evidence for the test: ids from ``sources.yaml``."""

    @property
    def ends_words(self) -> str:
        """Return when a side is over, as one step of the setup."""
        signs = "; ".join(map(in_a_sentence, self.ends))
        whose = "Each side's test" if self.sides is Sides.EACH else "The test"
        # In a plank no hand is free before the runner relaxes.
        return (
            f"{whose} ends at the first of these signs: {signs}. Then relax and press space"
        )

    @property
    def stop_words(self) -> str:
        """Return when the whole test is over, as one step of the setup."""
        signs = "; ".join(map(in_a_sentence, self.stop))
        return f"Stop the test with q or h at any of these signs: {signs}"

    @property
    def cycle_ms(self) -> int:
        """Return the length of one rep or breath."""
        return sum(phase.time for phase in self.cycle)

    @property
    def drill(self) -> Drill:
        """Return the drill that guides the test: one set, for as long as the runner can."""
        is_held = self.measure is not Measure.REPS
        return Drill(
            id=f"{TEST_DRILL}{self.id}",
            name=self.name,
            group=self.group,
            pattern=self.pattern,
            level=1,
            base=self.base,
            equipment=self.equipment,
            sides=self.sides,
            switch=self.rest,
            side_text=self.side_text,
            why=f"{self.why} {self.stop_words}.",
            setup=(*self.setup, self.ends_words, self.stop_words),
            dose=Dose(
                sets=1,
                reps=None if is_held else self.count,
                breaths=self.count if is_held else None,
            ),
            cycle=self.cycle,
            cues=tuple(f"The test ends when {in_a_sentence(line)}" for line in self.ends),
            feel=Feel(target=()),
            loads=self.loads,
            figure=self.figure,
            sources=self.sources,
        )


def in_a_sentence(line: str) -> str:
    """Return a line of a file without its capital, to be part of a sentence."""
    return line if line[1:2].isupper() else line[:1].lower() + line[1:]
