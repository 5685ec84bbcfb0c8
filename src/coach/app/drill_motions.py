"""Moving figures of drills for the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coach.library.figures import figure_of, read_poses

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.errors import Problem
    from coach.figure.motion import Motion
    from coach.library.catalogue import Entry
    from coach.model.prescription import Block
    from coach.model.self_test import SelfTest
    from coach.screen.figure_grid import NamedFigure


def motions_of(
    context: Context, drills: Iterable[str]
) -> tuple[dict[str, Motion | None], list[Problem]]:
    """Return the figure of each drill in the library, and every problem with the figures.

    Args:
        context: the library and the cache of its files.
        drills: ids; those without a drill in the library are left out.

    Returns:
        Figures by drill id, None where a drill has no valid one; and the problems.
    """
    library = context.library
    bases, problems = read_poses(library.pose_files, context.drill_cache)
    motions = {}
    for id_ in dict.fromkeys(drills):
        if id_ in library.drills:
            motions[id_], wrong = figure_of(library.drills[id_], bases)
            problems += wrong
    return motions, problems


def motion_of(context: Context, drill: str) -> Motion | None:
    """Return the figure of a drill; None if it has none or the drill is unknown."""
    motions, _ = motions_of(context, [drill])
    return motions.get(drill)


def named_figures(context: Context, blocks: Iterable[Block]) -> list[NamedFigure]:
    """Return the figures of a session's drills with their names, where there are any."""
    from coach.screen.figure_grid import NamedFigure

    names = {block.drill: block.name for block in blocks}
    motions, _ = motions_of(context, names)
    return [NamedFigure(names[id_], each) for id_, each in motions.items() if each]


def motion_of_test(context: Context, test: Entry[SelfTest]) -> Motion | None:
    """Return the figure of a self-test; None if it has none."""
    from coach.library.self_tests import entry_of_drill

    bases, _ = read_poses(context.library.pose_files, context.drill_cache)
    motion, _ = figure_of(entry_of_drill(test), bases)
    return motion
