"""Terms of the field, shared by files, options and records. Imports nothing heavy."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class SafetyAnswer(StrEnum):
    """An answer about a sign, a drill or a place, from the runner or from coach."""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"
    LOCKED = "locked"
    """Locked until *checked*."""
    CHECKED = "checked"
    """A doctor or physio cleared the runner, which opens locks."""
    SEEN = "seen"
    """A doctor or physio saw the pain, which ends the advice to see one."""


class Group(StrEnum):
    """The main training effect of a drill."""

    HIP_EXTENSION = "hip-extension"
    EXHALE = "exhale"
    GLUTE_ACTIVATION = "glute-activation"


class Focus(StrEnum):
    """An aim that a runner may have in doing a drill."""

    NEUTRAL_SPINE = "neutral-spine"
    STRIDE_POWER = "stride-power"
    HIP_ROTATION = "hip-rotation"
    KNEE_CONTROL = "knee-control"
    CALM_BREATH = "calm-breath"
    MOBILITY = "mobility"


class Base(StrEnum):
    """The position in which a drill is done; the time to change drills depends on it."""

    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side-lying"
    QUADRUPED = "quadruped"
    HALF_KNEELING = "half-kneeling"
    SEATED = "seated"
    STANDING = "standing"


class Breath(StrEnum):
    """Breath of a phase. A pause is short, with empty lungs, never a strain."""

    INHALE = "inhale"
    EXHALE = "exhale"
    PAUSE = "pause"


class BreathEffort(StrEnum):
    """Completeness of the exhale in a drill."""

    FORCED = "forced"
    """Hard, or against a resistance; not suitable for everyone."""
    FULL = "full"
    EASY = "easy"


class Sides(StrEnum):
    """The ways in which left and right share the work."""

    BOTH = "both"
    """Both sides work as one."""
    EACH = "each"
    """Each side does the full count in turn."""
    ALTERNATE = "alternate"
    """The side changes from rep to rep; the count includes both sides."""


class SideOrder(StrEnum):
    """Order of the sides in a drill with ``sides: each``."""

    BY_SET = "by-set"
    """Left, switch, right, then rest."""
    BY_SIDE = "by-side"
    """All sets of one side, switch, all sets of the other."""


class Side(StrEnum):
    """The side that works."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """Return the opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class RaceDistance(StrEnum):
    """The distance of a race."""

    FIVE_K = "5k"
    TEN_K = "10k"
    HALF = "half"
    MARATHON = "marathon"
    ULTRA = "ultra"


class PainSide(StrEnum):
    """The side of a place that hurts."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDDLE = "middle"


class Unit(StrEnum):
    """Unit that a rep counts as."""

    REPS = "reps"
    BREATHS = "breaths"
    TIME = "time"


FORMER_PLACES = {
    "hip_flexor": "front_of_hip",
    "abs_core": "abs",
    "hip_joint": "groin_or_deep_hip",
    "shin_calf": "shin_or_calf",
    "ankle_foot": "ankle_or_foot",
    "shoulder_wrist": "shoulder_or_wrist",
}
"""Former names of places, which drill files and journals may contain, by today's name."""


def todays_place(name: str) -> str:
    """Return the name of a place as it is written today."""
    return FORMER_PLACES.get(name, name)


class _Place(StrEnum):
    """A place of the body; runners read its value with spaces."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        today = FORMER_PLACES.get(value) if isinstance(value, str) else None
        return next((each for each in cls if each == today), None)


class BodyPlace(_Place):
    """Places where a drill can be felt; equal values mean equal places in `PainPlace`."""

    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    QUADS = "quads"
    ABS = "abs"
    LOW_BACK = "low_back"
    KNEE = "knee"
    FRONT_OF_HIP = "front_of_hip"
    HIP_STRETCH = "hip_stretch"
    """A stretch rather than work."""
    WAIST = "waist"
    """The part of the trunk that widens with the breath."""
    NOWHERE = "nowhere"


class PainPlace(_Place):
    """Places that can hurt, and that a drill can load."""

    LOW_BACK = "low_back"
    KNEE = "knee"
    HIP = "hip"
    """Anywhere in the hip: an answer without details."""
    HAMSTRINGS = "hamstrings"
    ELSEWHERE = "elsewhere"
    """Any other place, which no drill file names; only a drill without loads spares it."""
    GROIN_OR_DEEP_HIP = "groin_or_deep_hip"
    FRONT_OF_HIP = "front_of_hip"
    OUTER_HIP = "outer_hip"
    GLUTES = "glutes"
    SHIN_OR_CALF = "shin_or_calf"
    ANKLE_OR_FOOT = "ankle_or_foot"
    SHOULDER_OR_WRIST = "shoulder_or_wrist"
    NECK = "neck"


class Load(StrEnum):
    """Load of a drill on a place of the body."""

    LOW = "low"
    """Moves or steadies with little effort; hardly noticed by a sore runner."""
    MEDIUM = "medium"
    """Clearly works, carries weight, or is stretched or pressed."""
    HIGH = "high"
    """Does most of the work, carries most of the weight, or reaches the end of its
    range."""

    @property
    def counts(self) -> bool:
        """Return whether the load is at least medium, so that sore places are spared."""
        return self is not Load.LOW


class LeaveOut(StrEnum):
    """Movements to leave out of all sessions, on the advice of a doctor or physio."""

    FORCED_BREATHS = "forced-breaths"
    ON_THE_BACK = "on-the-back"
    FACE_DOWN = "face-down"
    KNEELING = "kneeling"


class Flag(StrEnum):
    """Symptoms other than pain that a runner should not feel."""

    SHARP = "sharp"
    NUMB = "numb"
    """Numb or tingling."""
    GIVING_WAY = "giving_way"
    DIZZY = "dizzy"
    """Dizzy or faint."""
    CRAMP = "cramp"
    URGENT = "urgent"
    """A sign that needs help immediately."""


class BackFelt(StrEnum):
    """Feeling of the low back in a drill in which its muscles are meant to work."""

    WORKING = "working"
    TIGHT = "tight"
    """Tight or pinching."""


class SkipReason(StrEnum):
    """Reasons for skipping a set; only the last two say something about the drill."""

    NO_TIME = "no_time"
    """No time or no equipment."""
    TOO_HARD = "too_hard"
    HURTS = "hurts"


class Compared(StrEnum):
    """Pain on the morning after a session, compared with usual."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    UNSAID = "unsaid"
    """Asked, but not answered."""


class Mark(StrEnum):
    """Care with which a statement from a source was checked."""

    VERIFIED = "verified"
    ABSTRACT = "abstract"
    SECOND_HAND = "second-hand"
    UNVERIFIED = "unverified"


class BreathPreset(StrEnum):
    """Length of the breaths in a session."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


BoutKey = tuple[int, int, Side | None]
"""Block, set and side: identifies a bout in every run of a session."""
