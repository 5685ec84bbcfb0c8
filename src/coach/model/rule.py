"""The coaching rules, exactly as in ``coaching.yaml``.

The types are the format: the library decodes the file straight into them. Their docstrings
become the schema for editors and the tables in ``docs/authoring.md``.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import msgspec
from msgspec.structs import replace

from coach.model.drill import Drill, Id, Line
from coach.model.terms import (
    BackFelt,
    BodyPlace,
    BreathPreset,
    Compared,
    Flag,
    Group,
    Load,
    PainPlace,
    RaceDistance,
    SkipReason,
    Unit,
)

Score = Annotated[int, msgspec.Meta(ge=0, le=10)]
Scores = tuple[Score, Score]
"""Smallest and largest score, both included."""
Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]
RuleId = Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


ANY = "any"
"""Key of the cue for all other drills."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of a rule file; an unknown key is an error."""


class When(_Part, frozen=True, kw_only=True):
    """Conditions about the runner's answers; every condition given must be met."""

    pain: Scores | None = None
    """The pain is in this range. Without an answer, the pain counts as 0. Pain without a
    number does not meet the condition."""
    pain_at: tuple[PainPlace, ...] | None = None
    """One of these body areas hurt."""
    pain_not_at: tuple[PainPlace, ...] | None = None
    """None of these body areas hurt."""
    placed: bool | None = None
    """Whether the runner said where it hurt; the answer ``elsewhere`` counts, too."""
    flags: tuple[Flag, ...] | None = None
    """The runner reported one of these signs."""
    felt: tuple[BodyPlace, ...] | None = None
    """The runner felt the drill in one of these body areas."""
    unexpected: bool = False
    """Count only body areas where the runner should not feel the drill."""
    felt_right: bool | None = None
    """Whether the runner felt the drill in a target area, or in another area that is
    fine."""
    back: BackFelt | None = None
    """How the low back felt in a drill that is meant to work the low back."""
    effort: Scores | None = None
    """The effort (RPE) is in this range; without an answer, the condition is not met."""
    completed: bool | None = None
    """Whether the runner finished every set of the dose that coach chose; a shortened drill
    doesn't count."""
    skipped: tuple[SkipReason, ...] | None = None
    """The runner skipped a set for one of these reasons."""
    stopped: Literal["pain", "free"] | None = None
    """``pain``: the runner paused because of pain, or gave no number for it. ``free``: the
    runner paused to breathe freely."""
    morning: tuple[Compared, ...] | None = None
    """Pain or soreness the next morning, compared with usual."""
    morning_pain: Scores | None = None
    """The pain the next morning is in this range; without an answer, any range matches."""
    days_since: tuple[Days, Days] | None = None
    """The number of days since the drill was last done is in this range. Up to 14 days, any
    drill of its group counts."""
    group: tuple[Group, ...] | None = None
    """The drill belongs to one of these groups."""
    unit: tuple[Unit, ...] | None = None
    """The unit of the dose is one of these; ``breaths`` means a hold counted in breaths."""
    routine: tuple[Id, ...] | None = None
    """The drill was done in one of these routines."""


class Then(_Part, frozen=True, kw_only=True):
    """The changes that a rule makes for next time; ``{}`` for no change."""

    drill: Literal["same", "easier", "sibling", "find", "out"] = "same"
    """Drill to do: the same drill, the easier drill, a drill from ``siblings`` or ``find``,
    or none today."""
    or_out: bool = False
    """If the session already has the drill that the rule picks, leave this drill out once
    instead of reducing its dose."""
    or_rest: bool = False
    """If there is no easier drill, leave this drill out once instead of reducing its
    dose."""
    or_rest_at_floor: bool = False
    """If the dose can't get any smaller, leave the drill out once."""
    progress: bool = False
    """Take one step up: first what is missing from the routine's dose, then reps up to the
    top of the drill's range, then weight, then the harder drill."""
    restore: bool = False
    """If the dose is below the routine's, move back up one step towards it."""
    good: bool = False
    """Whether this counts as a good session."""
    sets: int = 0
    """Sets to add; negative to remove sets. At least one set remains. In a drill
    done with a weight, a negative number makes the weight lighter instead."""
    or_cycles_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] | None = None
    """Reps, as a percentage of the last dose, if no set can be removed."""
    sets_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] = 100
    """Sets, as a percentage of the last dose; if there is only one set, its reps."""
    cycles_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] = 100
    """Reps or breaths per set, as a percentage of the last dose."""
    exhale_lead_ms: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 0
    """How long before the effort the exhale starts."""
    exhale_ms: Annotated[int, msgspec.Meta(ge=-2000, le=2000)] = 0
    """Time to add to the exhale; negative to shorten the exhale."""
    inhale_ms: Annotated[int, msgspec.Meta(ge=-2000, le=2000)] = 0
    """Time to add to the inhale; negative to shorten the inhale."""
    breath: BreathPreset | None = None
    """Breath preset for the drill."""
    range_percent: Annotated[int, msgspec.Meta(ge=30, le=100)] = 100
    """Range of movement, as a percentage of the full range."""
    first: Id | None = None
    """Drill to start the session with."""
    clinician: bool = False
    """Lock all drills of this pattern until the runner types *checked*."""
    restart: bool = False
    """Start again with the easiest version that fits, and one set."""


class Rule(_Part, frozen=True, kw_only=True):
    """One rule in the table."""

    id: RuleId
    """Unique name of the rule."""
    why: Text
    """Reason for the runner; coach fills in ``{when}``, ``{drill}``, ``{place}``,
    ``{felt}`` and ``{hurt}``."""
    why_same: Text | None = None
    """Reason if the rule asks for another drill, but none fits."""
    why_first: Text | None = None
    """Reason for a drill that the runner has never done, if the rule is about time away."""
    when: tuple[When, ...]
    """Alternative conditions; at least one of them must match."""
    among: Literal["drill", "slot", "pattern", "dose"] = "drill"
    """Which earlier answers count. ``drill``: answers about this drill. ``slot``: answers
    about any drill in the same place in the routine. ``pattern``: like ``slot``, plus
    answers about drills with the same pattern. ``dose``: like ``slot``, but only since the
    dose last changed."""
    times: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    """Number of consecutive answers that must match, including the newest. With
    ``progress``, answers from the same day count once."""
    within_days: Days | None = None
    """Count matching answers within this many days, consecutive or not. Without this key,
    only consecutive answers count."""
    lasting_days: Days | None = None
    """Consecutive matching answers must span more than this many days."""
    then: Then
    """The changes that the rule makes."""
    advises: bool = False
    """Whether coach also gives the reason on the home page, as advice."""
    cue: dict[str, Line] = {}
    """The cue to show first, for a drill, a pattern or a base; ``any`` is for all others.
    If no key fits a drill, the rule has no cue for the drill."""
    why_gentle: Text | None = None
    """Reason for runners who leave out forced breaths or were dizzy, instead of ``why``."""
    gentle_cue: dict[str, Line] = {}
    """Cues for runners who leave out forced breaths or were dizzy; they replace the cues
    with the same key."""
    basis: Line
    """Evidence or practice behind the rule, in a few words."""

    @property
    def sentences(self) -> dict[str, str]:
        """Return every reason that the runner may read, by its key."""
        found = {
            "why": self.why,
            "why_same": self.why_same,
            "why_first": self.why_first,
            "why_gentle": self.why_gentle,
        }
        return {key: said for key, said in found.items() if said is not None}

    @property
    def gently(self) -> Self:
        """Return the rule without forced breaths: its gentle words, and no extra exhale."""
        return replace(
            self,
            why=self.why_gentle or self.why,
            cue=self.cue | self.gentle_cue,
            then=replace(self.then, exhale_ms=min(0, self.then.exhale_ms)),
        )

    def cue_for(self, drill: Drill) -> str | None:
        """Return the rule's cue for a drill; None if no cue fits."""
        names = (drill.id, drill.pattern, drill.base.value, ANY)
        return next((self.cue[name] for name in names if name in self.cue), None)

    @property
    def is_about_time(self) -> bool:
        """Return whether the rule looks only at the days since the drill was done."""
        return all(
            when.days_since is not None and when == When(days_since=when.days_since)
            for when in self.when
        )

    @property
    def is_about_effort(self) -> bool:
        """Return whether every condition of the rule is about how hard the drill was."""
        return all(
            when.effort is not None or when.skipped == (SkipReason.TOO_HARD,)
            for when in self.when
        )

    @property
    def is_about_one(self) -> bool:
        """Return whether the rule looks only at the newest answer."""
        return self.times == 1 and self.lasting_days is None


class PlaceRule(_Part, frozen=True, kw_only=True):
    """A rule about pain in a body area, reported in any drill or the morning after."""

    id: RuleId
    """Unique name of the rule."""
    why: Text
    """Reason for the runner; coach fills in ``{where}``, ``{when}``, ``{told}``, ``{n}``
    (the number of painful sessions) and ``{loads}``, as in ``loads the knee more than a
    little``."""
    why_today: Text | None = None
    """Reason on the day of the pain, while coach leaves out drills for the rest of the
    day."""
    pain: Scores | None = None
    """The pain is in this range; without this key, only the signs count."""
    flags: tuple[Flag, ...] = ()
    """The rule also matches if the runner reported one of these signs for the body area."""
    spares: tuple[PainPlace, ...] = ()
    """With ``easier``, ``small`` and ``keep``: the body areas that the rule protects;
    without this key, the area that hurt."""
    at: tuple[PainPlace, ...] = ()
    """Body areas that the rule is about; without this key, all of them."""
    mornings: bool = False
    """Count only reports from the morning after a session."""
    after_checked: bool = False
    """With ``out``: the rule applies only if the runner typed *checked* for the body area
    at most ``within_days`` days before the pain."""
    times: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    """Number of reports that the rule needs. ``rest`` and ``today`` always need just
    one."""
    within_days: Days = 14
    """``out``, ``easier``, ``small`` and ``keep``, without ``lasting_days``, count only
    reports that are at most this many days apart."""
    lasting_days: Days | None = None
    """Count days with pain instead of reports. The first and the last of these days must be
    more than this many days apart."""
    gone_days: Days = 14
    """With ``lasting_days``: pain counts as new after more than this many days without
    pain, if the runner loaded the body area on ``free_days`` of these days."""
    free_days: Annotated[int, msgspec.Meta(ge=1, le=20)] = 2
    """Number of pain-free days on which the runner must load the body area and give an
    answer. Three such days without an answer count as one, except with ``lasting_days``."""
    why_checked: Text | None = None
    """Reason after the runner types *checked*; coach fills in ``{where}`` and
    ``{loads}``."""
    why_first: Text | None = None
    """With ``easier``, ``small`` and ``keep``: reason why a drill starts with a small dose
    after the ``free_days``, because the runner has not done the drill since the pain; coach
    fills in ``{where}`` and ``{loads}``."""
    why_held: Text | None = None
    """With ``today``: reason why a drill doesn't get harder while coach advises the runner
    to see a doctor or physio."""
    load: Load = Load.MEDIUM
    """Smallest load that counts. With ``easier``, choose ``medium`` or ``high``; with
    ``small``, choose ``low`` or ``medium``. For the groin and the neck, ``medium`` includes
    low loads; with ``easier``, the same is true of any area after numbness or giving
    way."""
    advises: bool = True
    """With ``today``: whether coach also advises the runner to see a doctor or physio."""
    at_home: bool = False
    """With ``easier``, ``small`` and ``keep``: whether the home page also shows the
    reason."""
    of_sessions: Annotated[int, msgspec.Meta(ge=1, le=20)] | None = None
    """With ``hold``: count painful sessions instead of reports, among this many recent
    sessions."""
    then: Literal["rest", "today", "out", "easier", "small", "keep", "hold"]
    """``rest``: for the rest of the day, leave out the drill that hurt and its harder
    versions. ``today``: like ``rest``, but also leave out every drill that loads the body
    area more than a little. In the groin and the neck, or after pain above 5 out of 10,
    sharp pain, numbness or giving way, even a low load counts; with ``mornings``, also
    after pain of 3 or more. ``out``: like ``today``, but until the runner types *checked*.
    ``easier``: drills that load the body area become easier. ``small``: these drills get
    their smallest dose. ``keep``: these drills don't get harder. ``easier``, ``small`` and
    ``keep`` end after the ``free_days``. ``hold``: no drill gets harder. If only one side
    hurts, some drills are still done on the other side."""
    stops_running: bool = False
    """Whether the runner should also stop running."""
    basis: Line
    """Evidence or practice behind the rule, in a few words."""

    @property
    def sentences(self) -> dict[str, str]:
        """Return every text of the rule that the runner may read, by its key."""
        found = {
            "why": self.why,
            "why_today": self.why_today,
            "why_checked": self.why_checked,
            "why_first": self.why_first,
            "why_held": self.why_held,
        }
        return {key: said for key, said in found.items() if said is not None}


class DrillExit(_Part, frozen=True, kw_only=True):
    """Limits after which coach stops changing a drill, because the changes do not help."""

    id: RuleId
    """Unique name of the rule."""
    why: Text
    """Question to ask the runner; coach fills in ``{drill}``."""
    why_changed: Text
    """Question to ask if the newest answer calls for a change other than doing less."""
    why_easier: Text
    """Question to ask if the easier version, ``{easier}``, went well between those
    sessions."""
    why_least: Text
    """Question to ask if the dose can't get any smaller."""
    why_many: Text = ""
    """Sentence to add if changes have not helped with several drills; ``{n}`` is the number
    of these drills."""
    sessions: Annotated[int, msgspec.Meta(ge=2, le=20)]
    """Number of sessions with the same complaint, or with any complaint at the smallest
    dose, before coach asks."""
    basis: Line
    """Evidence or practice behind the limits, in a few words."""


class RoutineExit(_Part, frozen=True, kw_only=True):
    """Limit after which coach offers an easier routine: the current one is too hard."""

    id: RuleId
    """Unique name of the rule."""
    why: Text
    """Question to ask the runner; coach fills in ``{routine}`` and ``{easier}``."""
    sessions: Annotated[int, msgspec.Meta(ge=2, le=20)]
    """Number of sessions in a row in which at least two drills, and most of the drills
    whose effort is known, were too hard."""
    basis: Line
    """Evidence or practice behind the limits, in a few words."""


class Exits(_Part, frozen=True, kw_only=True):
    """Limits after which coach asks the runner instead of repeating a rule."""

    drill: DrillExit
    """When coach asks about one drill."""
    routine: RoutineExit
    """When coach asks about a whole routine."""

    @property
    def sentences(self) -> dict[tuple[str, str], str]:
        """Return every text that the runner may read, by the keys on the way to it."""
        drill = self.drill
        return {
            ("drill", "why"): drill.why,
            ("drill", "why_changed"): drill.why_changed,
            ("drill", "why_easier"): drill.why_easier,
            ("drill", "why_least"): drill.why_least,
            ("drill", "why_many"): drill.why_many,
            ("routine", "why"): self.routine.why,
        }


class RaceRule(_Part, frozen=True, kw_only=True):
    """Changes to a programme for one race distance."""

    distance: RaceDistance
    """Value of ``--distance``."""
    name: Line
    """Name in sentences, such as ``the marathon``."""
    taper_days: Annotated[int, msgspec.Meta(ge=6, le=21)]
    """Days from the start of the taper to the race."""
    reset_days: Annotated[int, msgspec.Meta(ge=1, le=28)]
    """Days after the race with only easy stretches and breathing."""
    first_strength_days: Annotated[int, msgspec.Meta(ge=6, le=60)]
    """If the first strength session would fall within this many days of the race, the
    programme starts after the race."""


class Coaching(_Part, frozen=True, kw_only=True):
    """The whole table of rules."""

    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1, max_length=100)]
    """Rules in order. For each drill, coach applies the first matching rule about the
    runner's answers, and the first matching rule about time away."""
    places: Annotated[tuple[PlaceRule, ...], msgspec.Meta(max_length=30)] = ()
    """Rules about pain in a body area. For each area and each effect under ``then``, one
    matching rule applies, usually the first."""
    exits: Exits | None = None
    """Limits after which coach asks the runner instead of repeating a rule; without this
    key, the bundled limits apply."""
    races: Annotated[tuple[RaceRule, ...], msgspec.Meta(max_length=5)] = ()
    """Changes for a race, by distance; without this key, the bundled changes apply."""
    siblings: dict[str, Id] = {}
    """For each pattern, the drill that ``drill: sibling`` switches to. coach takes this
    drill only if it loads the painful body area less."""
    find: dict[str, Id] = {}
    """For each pattern, a drill in which the target is easy to feel."""
    honesty: Text
    """The evidence behind these rules, and its limits."""

    @property
    def gently(self) -> Self:
        """Return the table for a runner who leaves out forced breaths."""
        return replace(self, rules=tuple(rule.gently for rule in self.rules))
