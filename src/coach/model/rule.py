"""The coaching rules, exactly as ``coaching.yaml`` is written.

The types are the format: the library decodes the file straight into them.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from coach.model.drill import Drill, Id, Line
from coach.model.terms import (
    BackFelt,
    BodyPlace,
    BreathPreset,
    Compared,
    Flag,
    Group,
    PainPlace,
    SkipReason,
    Unit,
)

Score = Annotated[int, msgspec.Meta(ge=0, le=10)]
Scores = tuple[Score, Score]
"""From and to, both included."""
Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]
RuleId = Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


ANY = "any"
"""The key of a cue that stands for all other drills."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of an authored file: a key nobody knows is a mistake."""


class When(_Part, frozen=True, kw_only=True):
    """What must be true of what the runner said; everything that is given must."""

    pain: Scores | None = None
    """Pain that was not spoken of counts as none, unless the runner stopped for it."""
    pain_at: tuple[PainPlace, ...] | None = None
    """One of these places hurt."""
    pain_not_at: tuple[PainPlace, ...] | None = None
    """None of these places hurt."""
    placed: bool | None = None
    """It was told where it hurts, in a word that is known; what was not told, no rule of
    `Coaching.places` counts."""
    flags: tuple[Flag, ...] | None = None
    """One of these was felt."""
    felt: tuple[BodyPlace, ...] | None = None
    """It was felt in one of these places."""
    unexpected: bool = False
    """Places where the drill is meant to be felt, or may be, do not count as felt."""
    felt_right: bool | None = None
    """It was felt where it is meant to be felt, or may be."""
    back: BackFelt | None = None
    """How the low back felt where its muscles are meant to work."""
    effort: Scores | None = None
    """RPE; not known if it was not said."""
    completed: bool | None = None
    """All sets were done."""
    skipped: tuple[SkipReason, ...] | None = None
    """A set was skipped for one of these reasons."""
    stopped: Literal["pain", "free"] | None = None
    """The runner stood still: it hurt, or the breath did not come."""
    morning: tuple[Compared, ...] | None = None
    """The morning after was like this."""
    morning_pain: Scores | None = None
    """Pain on the morning after; one that was not told counts as any."""
    days_since: tuple[Days, Days] | None = None
    """So many days since the drill was last done."""
    group: tuple[Group, ...] | None = None
    """The drill is of one of these groups."""
    unit: tuple[Unit, ...] | None = None
    """Its dose counts one of these; breaths are those of a position that is held."""
    routine: tuple[Id, ...] | None = None
    """It was done in one of these routines."""


class Then(_Part, frozen=True, kw_only=True):
    """What changes. One change at a time: usually one of these."""

    drill: Literal["same", "easier", "sibling", "find", "out"] = "same"
    """Another drill in its place: the easier one, one of ``siblings`` or ``find``, or
    none today."""
    or_out: bool = False
    """None where that drill is in the session already, rather than less of this one."""
    or_rest: bool = False
    """None once where no drill is easier, rather than less of this one."""
    progress: bool = False
    """More cycles, up to the drill's range; from there on the harder drill."""
    restore: bool = False
    """One step back to what the routine says; only where there is less than that."""
    good: bool = False
    """It was a good session: some of them, and setbacks are forgiven."""
    sets: int = 0
    """Sets more or fewer, at least one."""
    or_cycles_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] | None = None
    """Where there is no set to take away, cycles in percent."""
    sets_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] = 100
    """So many of the sets, in percent."""
    cycles_percent: Annotated[int, msgspec.Meta(ge=10, le=100)] = 100
    """So many of the reps or breaths of a set, in percent."""
    exhale_lead_ms: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 0
    """The exhale begins so much earlier than the effort."""
    exhale_ms: Annotated[int, msgspec.Meta(ge=-2000, le=2000)] = 0
    """The exhale is so much longer, or shorter with a minus."""
    inhale_ms: Annotated[int, msgspec.Meta(ge=-2000, le=2000)] = 0
    """The inhale is so much longer, or shorter with a minus."""
    breath: BreathPreset | None = None
    """The breath the drill is done with."""
    range_percent: Annotated[int, msgspec.Meta(ge=30, le=100)] = 100
    """How much of the way to move."""
    first: Id | None = None
    """A drill to begin the session with."""
    clinician: bool = False
    """Drills of this pattern stay out until *checked* is typed."""
    restart: bool = False
    """Back to what the routine says."""


class Rule(_Part, frozen=True, kw_only=True):
    """One row of the table."""

    id: RuleId
    """Its name; each has one of its own."""
    why: Text
    """Said to the runner; ``{when}`` and ``{drill}`` are filled in."""
    when: tuple[When, ...]
    """Any one of these must hold."""
    among: Literal["drill", "slot", "pattern", "dose"] = "drill"
    """Which earlier answers are looked at: those about the drill, about what was done in
    its place, about drills of its pattern, or those since the dose last changed."""
    times: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    """In so many answers in a row, the newest one included."""
    within_days: Days | None = None
    """So many answers in these days instead, in a row or not."""
    lasting_days: Days | None = None
    """In all answers in a row, for longer than these days."""
    then: Then
    """What changes when it holds."""
    cue: dict[str, Line] = {}
    """The first thing to think of: by drill, else by its pattern, else by its base;
    ``any`` for all others, and none where nothing fits."""
    basis: Line
    """What the rule rests on, in a few words."""

    def cue_for(self, drill: Drill) -> str | None:
        """What to think of in a drill; None where no cue of the rule fits it."""
        names = (drill.id, drill.pattern, drill.base.value, ANY)
        return next((self.cue[name] for name in names if name in self.cue), None)

    @property
    def is_about_one(self) -> bool:
        """It asks about the newest answer alone."""
        return self.times == 1 and self.lasting_days is None


class PlaceRule(_Part, frozen=True, kw_only=True):
    """One row about pain at a place of the body, whichever drill it was told of."""

    id: RuleId
    """Its name; each rule has one of its own."""
    why: Text
    """Said to the runner; ``{where}``, ``{when}`` and ``{told}`` are filled in."""
    pain: Scores
    """It was told to be so much."""
    flags: tuple[Flag, ...] = ()
    """Or one of these was felt there."""
    at: tuple[PainPlace, ...] = ()
    """Only at these places; at any without them."""
    mornings: bool = False
    """Only what was told of the morning after counts."""
    times: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    """It was told so often."""
    within_days: Days = 14
    """In so many days."""
    lasting_days: Days | None = None
    """On so many days instead, which span more than these."""
    of_sessions: Annotated[int, msgspec.Meta(ge=1, le=20)] | None = None
    """In so many of the last sessions instead, at whatever places."""
    then: Literal["today", "out", "hold"]
    """What loads the place stays out today, or until *checked*; or nothing grows."""
    basis: Line
    """What the rule rests on, in a few words."""


class Coaching(_Part, frozen=True, kw_only=True):
    """The whole table."""

    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1, max_length=100)]
    """The first one that holds wins."""
    places: Annotated[tuple[PlaceRule, ...], msgspec.Meta(max_length=30)] = ()
    """About pain at a place of the body; each one that holds counts."""
    siblings: dict[str, Id] = {}
    """By pattern: a drill that asks less of back and knee."""
    find: dict[str, Id] = {}
    """By pattern: a drill in which the target is easy to feel."""
    honesty: Text
    """What is and is not known about all this."""
