"""Instants of a session as the screen gets them, and what it makes of them as text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import structs
from msgspec.structs import replace
from rich.text import Text
from tests.doubles import MORNING
from tests.plans import BREATHING, pre_run

from coach.event import PauseReason
from coach.figure.motion import Motion
from coach.library.bundled import find_bundled
from coach.library.catalogue import Library
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.model.pose import BasePose
from coach.model.terms import BodyPlace, Flag
from coach.moment import Moment
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, ask_felt, ask_pain, ask_why_skipped
from coach.question.reaction import reaction_to
from coach.screen.help_pages import Page
from coach.screen.layout import lines_of
from coach.screen.session_view import view
from coach.screen.viewport import Viewport
from coach.timeline import Timeline


def still(
    position_ms: int,
    timeline: Timeline | None = None,
    *,
    is_paused: bool = False,
    is_leaving: bool = False,
    is_gap: bool = False,
    pause_reason: PauseReason | None = None,
    is_awaiting_ready: bool = False,
    question: Dialog | None = None,
    pause_about: int | None = None,
    advice: tuple[str, ...] = (),
) -> Moment:
    """One instant of the small session, or of another one."""
    timeline = timeline or pre_run()
    return Moment(
        timeline,
        position_ms,
        timeline.at(position_ms),
        MORNING,
        is_paused=is_paused,
        is_leaving=is_leaving,
        is_gap=is_gap,
        pause_reason=pause_reason,
        is_awaiting_ready=is_awaiting_ready,
        question=question,
        pause_about=pause_about,
        advice=advice,
    )


OWN_PACE = structs.replace(pre_run().prescription, self_paced=True)


@cache
def _bundled() -> tuple[Library, dict[str, BasePose]]:
    library = read_library((), find_bundled())
    return library, read_poses(library.pose_files)[0]


def motion_for(moment: Moment) -> Motion:
    """The bundled figure of the moment's drill."""
    library, bases = _bundled()
    motion, problems = figure_of(library.drills[moment.block.drill], bases)
    assert motion is not None, problems
    return motion


PLACES = Dialog(
    step=Step.PLACES, answer=Answer(felt=(BodyPlace.HAMSTRINGS, BodyPlace.LOW_BACK))
)
FLAGS = Dialog(step=Step.FLAGS, answer=Answer(pain=4, flags=(Flag.SHARP,)))
STILLS = {
    "lead-in": still(2_000),
    "work-inhale": still(11_500),
    "work-exhale": still(48_500),
    "work-pause": still(20_500),
    "last-rep": still(179_000),
    "change": still(36_000),
    "rest": still(95_000),
    "switch": still(68_000),
    "cued-inhale": still(111_200),
    "paused": still(48_500, is_paused=True),
    "leaving": still(48_500, is_paused=True, is_leaving=True),
    "gap": still(48_500, is_paused=True, is_gap=True),
    "free": still(48_500, is_paused=True, pause_reason=PauseReason.FREE),
    "pain": still(48_500, is_paused=True, pause_reason=PauseReason.PAIN),
    "awaiting": still(33_500, is_awaiting_ready=True),
    "ready": still(37_000, is_paused=True, pause_reason=PauseReason.READY),
    "asked": still(36_000, question=ask_felt(BREATHING)),
    "asked-last-breath": still(44_500, question=ask_felt(BREATHING)),
    "asked-where": still(36_000, question=PLACES),
    "asked-skip": still(68_500, question=ask_why_skipped()),
    "asked-pain": still(
        48_500,
        is_paused=True,
        pause_reason=PauseReason.PAIN,
        question=ask_pain(),
    ),
    "asked-flags": still(
        36_000,
        is_paused=True,
        pause_reason=PauseReason.PAIN,
        question=FLAGS,
        pause_about=0,
    ),
    "advice": still(
        36_000,
        is_paused=True,
        pause_reason=PauseReason.RUNNER,
        advice=(
            *reaction_to(Answer(pain=7)).words,
            "Left out: Bridge march.",
        ),
    ),
    "own-pace": still(48_500, replace(pre_run(), prescription=OWN_PACE)),
}
"""Everything a runner can be shown, by name."""


def text_of(
    moment: Moment, look: Viewport, motion: Motion | None = None, page: Page | None = None
) -> list[Text]:
    """The whole screen, moving parts included."""
    return lines_of(view(moment, look, motion, page), moment)


def framed(lines: Sequence[Text], columns: int) -> str:
    """The screen as plain text, with an edge that shows how wide and high it is."""
    edge = f"+{'-' * columns}+"
    rows = [f"|{line.plain}{' ' * (columns - line.cell_len)}|" for line in lines]
    return "\n".join([edge, *rows, edge, ""])


def inside(lines: Sequence[str], columns: int, rows: int) -> list[str]:
    """The lines between the columns of the breath."""
    margin = Viewport(columns, rows).margin
    return [line[margin : columns - margin].rstrip() for line in lines]
