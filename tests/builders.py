"""Drills, blocks and prescriptions with sensible values; a test names what matters to it.

A cycle is written in words: ``"exhale 4, inhale 3"`` is four seconds out, three in.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from coach.model.drill import Dose, Drill, Feel, Phase, RoutineItem
from coach.model.prescription import Block, ExpectedFeel, PrescribedPhase, Prescription
from coach.model.terms import Base, BodyPlace, Breath, Group, Sides, Unit
from coach.prescribe import Chosen, SessionRequest
from coach.units import Milliseconds

CYCLE = "exhale 4, inhale 3"


def ms(seconds: float) -> Milliseconds:
    """Seconds as the milliseconds used inside."""
    return Milliseconds(round(seconds * 1000))


def make_cycle(words: str = CYCLE) -> tuple[Phase, ...]:
    """Phases as an author writes them."""
    return tuple(
        Phase(do=f"part {number}", breath=Breath(breath), time=ms(float(seconds)))
        for number, part in enumerate(words.split(","), start=1)
        for breath, seconds in [part.split()]
    )


def make_phases(words: str = CYCLE) -> tuple[PrescribedPhase, ...]:
    """Phases as they are prescribed."""
    return tuple(
        PrescribedPhase(phase.do, phase.breath, int(phase.time))
        for phase in make_cycle(words)
    )


def make_dose(**changes: Any) -> Dose:  # noqa: ANN401  any field of the type
    """Two sets of eight reps with 30 s between them."""
    amount = {} if {"reps", "breaths", "time"} & changes.keys() else {"reps": 8}
    return Dose(**{"sets": 2, "rest": ms(30), **amount, **changes})


def make_drill(
    id: str = "heel-slide",  # noqa: A002  the field's name
    *,
    cycle: str = CYCLE,
    **changes: Any,  # noqa: ANN401  any field of the type
) -> Drill:
    """Make a drill on the back, both sides together."""
    drill = Drill(
        id=id,
        name=id.replace("-", " ").capitalize(),
        group=Group.EXHALE,
        pattern="trunk",
        level=1,
        base=Base.SUPINE,
        sides=Sides.BOTH,
        why="Rehearses moving one leg over a quiet pelvis.",
        setup=("Lie on your back",),
        dose=make_dose(),
        cycle=make_cycle(cycle),
        cues=("Slow and smooth",),
        feel=Feel(target=(BodyPlace.ABS,)),
    )
    return replace(drill, **changes)


def make_chosen(
    drill: Drill | None = None,
    **item: Any,  # noqa: ANN401  any field of a routine's item
) -> Chosen:
    """Choose a drill by itself or, given a dose, as an item of a routine."""
    drill = drill or make_drill()
    if not item:
        return Chosen(drill)
    return Chosen(drill, item=RoutineItem(drill=drill.id, **item), routine="short-day")


def make_asked(name: str = "Short day") -> SessionRequest:
    """Ask for one thing by its name."""
    return SessionRequest(name, (name.lower().replace(" ", "-"),))


def make_block(
    drill: str = "heel-slide",
    *,
    cycle: str = CYCLE,
    **changes: Any,  # noqa: ANN401  any field of the type
) -> Block:
    """Two sets of two cycles: 10 s to get ready, 30 s of rest, 5 s to switch sides."""
    block = Block(
        drill=drill,
        name=drill.replace("-", " ").capitalize(),
        group=Group.EXHALE,
        pattern="trunk",
        level=1,
        base=Base.SUPINE,
        unit=Unit.REPS,
        sides=Sides.BOTH,
        sets=2,
        reps=2,
        phases=make_phases(cycle),
        change_ms=10_000,
        rest_ms=30_000,
        switch_ms=5_000,
        feel=ExpectedFeel(target=(BodyPlace.ABS,)),
    )
    return replace(block, **changes)


def make_prescription(
    *blocks: Block,
    **changes: Any,  # noqa: ANN401  any field of the type
) -> Prescription:
    """Make a session of the given blocks, or of one."""
    prescription = Prescription(
        name="Short day", names=("short-day",), blocks=blocks or (make_block(),)
    )
    return replace(prescription, **changes)
