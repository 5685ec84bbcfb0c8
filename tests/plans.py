"""Two whole small sessions by value, for tests of what a runner sees and hears."""

from __future__ import annotations

from msgspec.structs import replace
from tests.builders import make_block, make_prescription

from coach.model.prescription import Block, PrescribedPhase, SideWords
from coach.model.terms import Base, Breath, Group, Sides, Unit
from coach.timeline import Timeline, compile_timeline

BRIDGE = make_block(
    "glute-bridge",
    group=Group.GLUTE_ACTIVATION,
    sets=2,
    reps=3,
    phases=(
        PrescribedPhase("tuck, hips still heavy", Breath.EXHALE, 1_000),
        PrescribedPhase("press and lift", Breath.EXHALE, 3_000),
        PrescribedPhase("lower slowly", Breath.INHALE, 3_000),
    ),
    rest_ms=20_000,
    setup=("Lie on your back, knees bent", "Feet flat, hip-width apart"),
    cues=("Breathe out before you lift", "Ribs stay down"),
)
BREATHING = make_block(
    "breathing-90-90",
    name="90/90 breathing",
    unit=Unit.BREATHS,
    phases=(
        PrescribedPhase("fill the back of the ribs", Breath.INHALE, 4_000),
        PrescribedPhase("let it all go", Breath.EXHALE, 6_000),
        PrescribedPhase("wait until the air comes", Breath.PAUSE, 2_000),
    ),
    sets=1,
    setup=("Lie on your back, feet on a wall", "Knees and hips at right angles"),
    cues=("Ribs sink with the air",),
)
CLAMSHELL = replace(
    BRIDGE,
    drill="clamshell",
    name="Clamshell",
    base=Base.SIDE_LYING,
    sides=Sides.EACH,
    change_ms=12_000,
    setup=("Lie on your side, knees bent",),
    side_text=SideWords(
        left="Lie on your right side; the left leg works",
        right="Lie on your left side; the right leg works",
    ),
    cues=("Pelvis stacked, only the knee moves",),
)
BIRD_DOG = replace(
    BRIDGE,
    drill="bird-dog",
    name="Bird dog",
    base=Base.QUADRUPED,
    sides=Sides.ALTERNATE,
    sets=1,
    reps=2,
    setup=("Hands under shoulders, knees under hips",),
    cues=("Long from heel to fingers",),
)


def timeline_of(*blocks: Block, name: str = "Pre-run activation") -> Timeline:
    """Lay out a session of these drills."""
    return compile_timeline(make_prescription(*blocks, name=name))


def bridge() -> Timeline:
    """One drill. 0 lead-in, 7 s cued inhale, 10-31 s set 1, rest, 51-72 s set 2."""
    return timeline_of(BRIDGE)


def pre_run() -> Timeline:
    """Three drills: both sides at once, one after the other, in turn."""
    return compile_timeline(
        make_prescription(
            BREATHING,
            CLAMSHELL,
            BIRD_DOG,
            name="Pre-run activation",
            opens="Breathe easily, then you run.",
            closes="Enjoy the run.",
        )
    )
