"""A session's breaths as a wave that rises on the in-breath and falls on the out-breath."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rich.text import Text

from coach.model.prescription import Prescription
from coach.model.terms import Breath
from coach.screen.event_words import BREATH_WORDS
from coach.screen.roles import BREATH_ROLES, Role

BreathPhase = tuple[Breath, int]
"""A breath and its length in ms."""
COLUMNS_A_BREATH = 5
"""Fewest columns in which a breath can be recognised as a wave."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_HALF = 0.5
"""Filled share of a cell from which it is drawn in ASCII."""


def breaths_done(
    prescription: Prescription, done: Iterable[tuple[int, int]]
) -> list[tuple[BreathPhase, ...]]:
    """Return the phases of each rep that was done.

    Args:
        prescription: the session.
        done: the number of a block and its reps done, in order.
    """
    blocks = prescription.blocks
    return [
        tuple((phase.breath, phase.duration_ms) for phase in blocks[block].phases)
        for block, reps in done
        if 0 <= block < len(blocks)
        for _ in range(reps)
    ]


def wave_lines(
    breaths: Sequence[tuple[BreathPhase, ...]],
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
) -> list[Text]:
    """Return the breaths, from first to last, as a filled wave; empty if there are none.

    If there are more than fit, only every second, third and so on is drawn.
    """
    most = max(1, columns // COLUMNS_A_BREATH)
    number = min(most, len(breaths))
    shown = [breaths[index * len(breaths) // number] for index in range(number)]
    curve = list(_levels(_joined(shown), columns))
    if not curve:
        return []
    lines = []
    for row in reversed(range(rows)):
        line = Text()
        for level, role in curve:
            filled = level * rows - row
            line.append(_sign(filled, is_ascii=is_ascii, is_foot=row == 0), role.style)
        lines.append(line)
    return lines


def wave_caption(*, is_brief: bool = False) -> Text:
    """Return the line beside a wave that says what its colours are."""
    caption = Text("" if is_brief else "your breaths: ", Role.QUIET.style)
    for breath in (Breath.INHALE, Breath.EXHALE):
        word = BREATH_WORDS[breath].lower()
        caption.append(f"{word}  ", BREATH_ROLES[breath].style)
    caption.rstrip()
    return caption


def _sign(filled: float, *, is_ascii: bool, is_foot: bool) -> str:
    """Return the character for a cell that is filled from below to a given share."""
    # The wave always has a baseline, which joins all its breaths.
    if is_ascii:
        return "#" if filled > _HALF else "." if is_foot else " "
    top = len(_EIGHTHS) - 1
    return _EIGHTHS[min(top, max(int(is_foot), round(filled * top)))]


def _joined(breaths: Iterable[tuple[BreathPhase, ...]]) -> list[BreathPhase]:
    """Return all phases in order, with neighbours of the same breath joined."""
    joined: list[BreathPhase] = []
    for breath, ms in (phase for phases in breaths for phase in phases):
        if joined and joined[-1][0] is breath:
            joined[-1] = breath, joined[-1][1] + ms
        else:
            joined.append((breath, ms))
    return joined


def _levels(phases: Sequence[BreathPhase], columns: int) -> Iterator[tuple[float, Role]]:
    """Yield how full the lungs are in each column, from 0 to 1, and the breath's role."""
    ends = [0]
    for _, ms in phases:
        ends.append(ends[-1] + ms)
    spans = list(zip(pairwise(ends), phases, strict=True))
    if not ends[-1]:
        return
    place = 0
    for column in range(columns):
        at = (column + 0.5) / columns * ends[-1]
        while at > spans[place][0][1]:
            place += 1
        (start, end), (breath, _) = spans[place]
        yield _level(phases, place, (at - start) / (end - start)), BREATH_ROLES[breath]


def _level(phases: Sequence[BreathPhase], place: int, share: float) -> float:
    """Return the level within a phase; a pause keeps the level of the breath before it."""
    breath = phases[place][0]
    eased = (1 - math.cos(math.pi * share)) / 2
    if breath is Breath.INHALE:
        return eased
    if breath is Breath.EXHALE:
        return 1 - eased
    before = (each for each, _ in reversed(phases[:place]) if each is not Breath.PAUSE)
    return 1.0 if next(before, Breath.EXHALE) is Breath.INHALE else 0.0
