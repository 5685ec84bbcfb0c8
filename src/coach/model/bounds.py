"""Limits for all values that enter coach: one table for every source.

Journal records, drill files, settings and options all use these limits. A value outside
them is an error in an option or a drill file; in the journal and the settings it is
reported and left out. The limits are wide: they exclude what is impossible or would keep
the program busy for hours, not what is unwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from coach.units import LONGEST_MS

if TYPE_CHECKING:
    from msgspec import Meta

DAY_MS: Final = 24 * LONGEST_MS
YEAR_DAYS: Final = 366


class Bound(NamedTuple):
    """Smallest and largest allowed value, both included."""

    least: int
    most: int
    what: str
    """Name of the value, for messages."""

    @property
    def number(self) -> Meta:
        """Return the limits for a field with a number."""
        from msgspec import Meta  # noqa: PLC0415  options need only the numbers

        return Meta(ge=self.least, le=self.most)

    @property
    def length(self) -> Meta:
        """Return the limits for a field with text or a list."""
        from msgspec import Meta  # noqa: PLC0415  options need only the numbers

        return Meta(min_length=self.least or None, max_length=self.most)

    def holds(self, value: int) -> bool:
        """Return whether a value is within the limits."""
        return self.least <= value <= self.most

    def nearest(self, value: int) -> int:
        """Return the value, or the nearest limit if it is outside."""
        return max(self.least, min(value, self.most))


# A whole session

SESSION_MS: Final = Bound(0, DAY_MS, "the length of a planned session, in ms")
SEGMENTS: Final = Bound(
    0,
    100_000,
    "the number of phases in a session, with every rep of every set",
)
BLOCKS: Final = Bound(0, 200, "the number of drills or notes in a session")

# The journal

YEAR: Final = Bound(1900, 2200, "the year of a date")
SETS: Final = Bound(0, 100, "the number of sets in a drill")
CYCLES: Final = Bound(0, 5_000, "the number of planned reps or breaths in a set")
PHASES: Final = Bound(0, 50, "the number of phases in a rep or breath")
DURATION_MS: Final = Bound(0, LONGEST_MS, "the length of a phase, a rest or a wait, in ms")
CHANGE_MS: Final = Bound(-LONGEST_MS, LONGEST_MS, "the time added to a breath, in ms")
INDEX: Final = Bound(-1, 1_000, "the number of a drill or a set in a session")
CYCLES_DONE: Final = Bound(
    0, 1_000_000, "the number of reps or breaths in the record of a set"
)
DONE_MS: Final = Bound(0, 31 * DAY_MS, "the length of a session or a time within it, in ms")
STILL_MS: Final = Bound(0, YEAR_DAYS * DAY_MS, "the length of a pause or a gap, in ms")
SCORE: Final = Bound(0, 10, "a score for pain or effort")
LEVEL: Final = Bound(0, 10, "the level of a drill, or its `keep` value")
FLIP: Final = Bound(0, 1_000, "the number of reps or breaths until the side changes")
SET_CHANGE: Final = Bound(-100, 100, "the number of extra sets; negative for fewer")
TIMES: Final = Bound(0, 1_000, "a count of good sessions, setbacks or steps")
PERCENT: Final = Bound(0, 1_000, "a percentage")
RESULT: Final = Bound(0, 10_000, "the result of a self-test")
WEIGHT_G: Final = Bound(1, 500_000, "a weight, in grams")
ID: Final = Bound(
    1, 200, "the number of characters in the id of a record, device or session"
)
WORD: Final = Bound(0, 200, "the number of characters in an id, a name or a word")
TEXT: Final = Bound(
    0, 2_000, "the number of characters in a text, such as a cue or a reason"
)
NOTE: Final = Bound(0, 10_000, "the number of characters in a note or a session's name")
LIST: Final = Bound(0, 100, "the number of entries in most lists in the journal")
FIELDS: Final = Bound(0, 50, "the number of values directly under `fields`")
NESTING: Final = Bound(0, 12, "the number of nested levels under `fields`")
PARTS: Final = Bound(0, 20_000, "the total number of keys and values under `fields`")

# Drill files

FILE_SETS: Final = Bound(1, 20, "the number of sets, in a file or given with `--sets`")
FILE_COUNT: Final = Bound(
    1, 1_000, "the number of reps or breaths, in a file or given with `--reps`"
)
FILE_LEVEL: Final = Bound(1, 3, "the level of a drill, or its `keep` value, in a file")
FILE_FLIP: Final = Bound(1, 50, "the value of `flip` in a drill file")
FILE_PHASES: Final = Bound(2, 12, "the number of phases under `cycle`")
FILE_ITEMS: Final = Bound(1, 40, "the number of items in a routine")
FILE_LINES: Final = Bound(
    1,
    8,
    "the number of lines under `setup`, `cues`, `ends` or `stop` in a file",
)
FILE_WEIGHT: Final = Bound(1, 500, "a weight in a drill file")
FILE_LIST: Final = Bound(
    0,
    50,
    "the number of entries in most other lists in a file",
)

# Settings and options

WEEK_SESSIONS: Final = Bound(1, 21, "the number of sessions in a week (`week`)")
MINUTES: Final = Bound(1, 600, "`--minutes`")
SHOWN_SESSIONS: Final = Bound(1, 1_000_000, "`--last`")
SHOWN_WEEKS: Final = Bound(1, 104, "`--weeks`")
SHOWN_YEAR: Final = Bound(1970, YEAR.most, "`--year`")
STEP_MM: Final = Bound(50, 1_000, "the height of a step or a bench, in mm")
JOURNAL_MB: Final = Bound(0, 2_048, "the size of a journal file, in MB")
IMPORT_MB: Final = Bound(0, 256, "the size of a file to import, in MB")
PLAN_WEEK: Final = Bound(1, 52, "the week of a programme (`--week`)")
SPEED_TENTHS: Final = Bound(1, 10_000, "the value of `--speed`, in tenths")
REMEMBERED_PERCENT: Final = Bound(25, 400, "the saved breath length, as a percentage")

TABLE: Final = {name: bound for name, bound in vars().items() if isinstance(bound, Bound)}
"""All bounds by name."""


def check_year(year: int) -> None:
    """Check that a year is within `YEAR`, far from the first and last of `datetime`.

    Dates near those have no day before or after them to calculate with.

    Raises:
        BeyondError: if the year is too early or too late.
    """
    if not YEAR.holds(year):
        raise BeyondError(YEAR, year)


def check_date(value: object) -> None:
    """Check that a date, as text, has a plausible year; ignore other values.

    Raises:
        BeyondError: if the first four characters are a year outside `YEAR`.
    """
    if isinstance(value, str) and value[:4].isdecimal():
        check_year(int(value[:4]))


def check_week(value: object) -> None:
    """Check that a number is within `PLAN_WEEK`; ignore other values.

    Raises:
        BeyondError: if the number is outside.
    """
    if isinstance(value, int) and not PLAN_WEEK.holds(value):
        raise BeyondError(PLAN_WEEK, value)


def check_size(value: object) -> None:
    """Check that a JSON value is within `NESTING`, `PARTS` and, for each text, `NOTE`.

    Raises:
        BeyondError: if the value is nested too deeply, has too many parts, or contains too
            long a text.
    """
    level: list[object] = [value]
    parts = 0
    for _ in range(NESTING.most + 1):
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                below += item.values()
                below += item.keys()
            elif isinstance(item, list | tuple):
                below += item
            elif isinstance(item, str) and not NOTE.holds(len(item)):
                raise BeyondError(NOTE, len(item))
        parts += len(below)
        if not PARTS.holds(parts):
            raise BeyondError(PARTS, parts)
        if not below:
            return
        level = below
    raise BeyondError(NESTING, NESTING.most + 1)


class BeyondError(ValueError):
    """A value outside its bounds."""

    def __init__(self, bound: Bound, value: int) -> None:
        super().__init__(
            f"{BEYOND}{bound.what}: from {bound.least} to {bound.most}, not {value}"
        )


BEYOND: Final = "beyond bounds: "
"""Start of the message in a `BeyondError`, by which msgspec's error is recognised."""
