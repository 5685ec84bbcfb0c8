"""Terms of the field, shared by files, options and records. Imports nothing heavy."""

from __future__ import annotations

from enum import StrEnum


class SafetyAnswer(StrEnum):
    """What a runner says, or the program writes, about a sign, a drill or a place."""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"
    LOCKED = "locked"
    """Nothing of the kind is practised until it was *checked*."""
    CHECKED = "checked"
    """A doctor or physio said that it is fine: this opens locks."""
    SEEN = "seen"
    """A doctor or physio saw the pain: the advice to have it seen ends."""


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
    """Breath of a phase. A pause is short, with empty lungs, never a strain."""

    INHALE = "inhale"
    EXHALE = "exhale"
    PAUSE = "pause"


class BreathEffort(StrEnum):
    """How completely the lungs are emptied in a drill."""

    FORCED = "forced"
    """Hard, or against a resistance; not suitable for everyone."""
    FULL = "full"
    EASY = "easy"


class Sides(StrEnum):
    """How the work is shared between left and right."""

    BOTH = "both"
    """Both sides work as one."""
    EACH = "each"
    """Full count and full time for each side in turn."""
    ALTERNATE = "alternate"
    """The side changes from rep to rep; the count includes both."""


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
        """Return the opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class RaceDistance(StrEnum):
    """How long a race is."""

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


class BodyPlace(StrEnum):
    """Places where a drill can be felt; equal values mean equal places in `PainPlace`."""

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
    """The part of the trunk that widens with the breath."""
    NOWHERE = "nowhere"


class PainPlace(StrEnum):
    """Places that can hurt, and that a drill can load."""

    LOW_BACK = "low_back"
    KNEE = "knee"
    HIP = "hip"
    """Anywhere at the hip: an answer without details."""
    HAMSTRINGS = "hamstrings"
    ELSEWHERE = "elsewhere"
    """Any other place. No drill file names it; only a drill without loads spares it."""
    HIP_JOINT = "hip_joint"
    """Deep in the hip, or the groin."""
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
    """Moves or steadies with little effort; hardly noticed by a sore runner."""
    MEDIUM = "medium"
    """Clearly works, carries weight, or is stretched or pressed."""
    HIGH = "high"
    """Does most of the work, carries most of the weight, or reaches its end of range."""

    @property
    def counts(self) -> bool:
        """Return whether the load is at least medium, so that sore places are spared."""
        return self is not Load.LOW


class LeaveOut(StrEnum):
    """What a runner may want left out of all sessions, after asking a doctor or physio."""

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
    """How the low back felt where its muscles are meant to work."""

    WORKING = "working"
    TIGHT = "tight"
    """Tight or pinching."""


class SkipReason(StrEnum):
    """Reasons for a skipped set; only the last two say something about the drill."""

    NO_TIME = "no_time"
    """No time or no equipment."""
    TOO_HARD = "too_hard"
    HURTS = "hurts"


class Compared(StrEnum):
    """The morning after a session, compared with usual."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    UNSAID = "unsaid"
    """Asked, but passed over."""


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
"""Block, set and side: identifies a bout in every run of a session."""
