"""Deciding from the history after which drills it is asked where they were felt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.prescription import Prescription


def without_questions(prescription: Prescription) -> Prescription:
    """The same session where nobody answers; its waits stay as long."""
    from msgspec.structs import replace

    blocks = tuple(replace(block, asks=False) for block in prescription.blocks)
    return replace(prescription, blocks=blocks)


def with_questions(
    context: Context, prescription: Prescription, *, keeps_waits: bool
) -> Prescription:
    """The same session with a few questions, unless the settings want none."""
    from coach.coaching import question_plan

    if not context.config.ask:
        return prescription
    drills = {block.drill for block in prescription.blocks}
    known = context.index.asked_before(drills, enough=question_plan.FIRST_MEETINGS)
    met = {drill: question_plan.Met(*counts) for drill, counts in known.items()}
    return question_plan.with_questions(prescription, met, keeps_waits=keeps_waits)
