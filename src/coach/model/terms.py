"""The words of the field that files, options and records share. Imports nothing heavy."""

from __future__ import annotations

from enum import StrEnum


class Group(StrEnum):
    """What a drill mainly trains."""

    HIP_EXTENSION = "hip-extension"
    EXHALE = "exhale"
    GLUTE_ACTIVATION = "glute-activation"


class Focus(StrEnum):
    """What a runner may want from a drill."""

    NEUTRAL_SPINE = "neutral-spine"
    STRIDE_POWER = "stride-power"
    HIP_ROTATION = "hip-rotation"
    KNEE_CONTROL = "knee-control"
    CALM_BREATH = "calm-breath"
    MOBILITY = "mobility"


class Base(StrEnum):
    """The position a drill is done in; decides how long a change takes."""

    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side-lying"
    QUADRUPED = "quadruped"
    HALF_KNEELING = "half-kneeling"
    SEATED = "seated"
    STANDING = "standing"


class Breath(StrEnum):
    """What the lungs do in a phase. A pause is short and empty, never a strain."""

    INHALE = "inhale"
    EXHALE = "exhale"
    PAUSE = "pause"


class BreathEffort(StrEnum):
    """How completely a drill asks the runner to breathe out."""

    FORCED = "forced"
    """Hard, or against a resistance: not for everybody."""
    FULL = "full"
    EASY = "easy"


class Sides(StrEnum):
    """How the work is shared between left and right."""

    BOTH = "both"
    """Nothing special: the body works as one."""
    EACH = "each"
    """Full count and full time for each side in turn."""
    ALTERNATE = "alternate"
    """The side flips from cycle to cycle; the count is of both together."""


class SideOrder(StrEnum):
    """When the sides take turns in a drill with ``sides: each``."""

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
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Unit(StrEnum):
    """What one cycle counts as."""

    REPS = "reps"
    BREATHS = "breaths"
    TIME = "time"


class BodyPlace(StrEnum):
    """Where a drill can be felt; what pain can be at as well has the same value there."""

    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    QUADS = "quads"
    ABS_CORE = "abs_core"
    LOW_BACK = "low_back"
    KNEE = "knee"
    HIP_FLEXOR = "hip_flexor"
    HIP_STRETCH = "hip_stretch"
    """A stretch rather than work."""
    WAIST = "waist"
    """Widens with the breath."""
    NOWHERE = "nowhere"


class PainPlace(StrEnum):
    """A place of the body: where it can hurt, and what a drill loads."""

    LOW_BACK = "low_back"
    KNEE = "knee"
    HIP = "hip"
    """Anywhere at the hip: said where nobody asked more closely."""
    HAMSTRINGS = "hamstrings"
    ELSEWHERE = "elsewhere"
    """At a place without a name here; no drill says that it loads it."""
    HIP_JOINT = "hip_joint"
    """Deep in the hip, or in the groin."""
    HIP_FLEXOR = "hip_flexor"
    """The front of the hip."""
    OUTER_HIP = "outer_hip"
    GLUTES = "glutes"
    SHIN_CALF = "shin_calf"
    ANKLE_FOOT = "ankle_foot"
    SHOULDER_WRIST = "shoulder_wrist"
    NECK = "neck"


class Load(StrEnum):
    """How much a drill asks of a place of the body."""

    LOW = "low"
    """It moves or steadies with little effort: whoever is sore there hardly notices."""
    MEDIUM = "medium"
    """It clearly works, carries weight, or is stretched or pressed."""
    HIGH = "high"
    """It does most of the work, carries most of the weight, or goes to its end of range."""

    @property
    def counts(self) -> bool:
        """Whether whoever must spare the place leaves the drill out: from medium on."""
        return self is not Load.LOW


class LeaveOut(StrEnum):
    """What a runner may want left out of all sessions, after asking a doctor or physio."""

    FORCED_BREATHS = "forced-breaths"
    ON_THE_BACK = "on-the-back"
    FACE_DOWN = "face-down"
    KNEELING = "kneeling"


class Flag(StrEnum):
    """What a runner should not feel, besides pain."""

    SHARP = "sharp"
    NUMB = "numb"
    """Or tingling."""
    GIVING_WAY = "giving_way"
    DIZZY = "dizzy"
    """Or faint."""
    CRAMP = "cramp"
    URGENT = "urgent"
    """One of the signs to get help for at once."""


class BackFelt(StrEnum):
    """How the low back felt where its muscles are meant to work."""

    WORKING = "working"
    TIGHT = "tight"
    """Or pinching."""


class SkipReason(StrEnum):
    """Why a set was skipped; only the last two say anything about the drill."""

    NO_TIME = "no_time"
    """Or no kit."""
    TOO_HARD = "too_hard"
    HURTS = "hurts"


class Compared(StrEnum):
    """The morning after a session, compared with usual."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    UNSAID = "unsaid"
    """Asked, and passed over."""


class Mark(StrEnum):
    """How well a statement of a source was checked."""

    VERIFIED = "verified"
    ABSTRACT = "abstract"
    SECOND_HAND = "second-hand"
    UNVERIFIED = "unverified"


class BreathPreset(StrEnum):
    """How long the breaths of a session are."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


BoutKey = tuple[int, int, Side | None]
"""Block, set and side: which piece of work, in any run of a session."""
