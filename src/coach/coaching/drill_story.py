"""The story of a drill: the work, the answers and the changes they led to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from coach.coaching.differences import LEFT_OUT, OUT_TODAY
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.coaching.reasons import block_dose
from coach.model.places import place_words, placed_words, where_felt
from coach.model.prescription import AppliedRule, Block, LeftOut
from coach.model.terms import Compared
from coach.text.listed import listed

_FLAGS = {
    "sharp": "sharp pain",
    "numb": "numbness or tingling",
    "giving_way": "giving way",
    "urgent": "a sign that needs urgent help",
}
_SKIPPED = {"no_time": "no time or equipment", "too_hard": "too hard", "hurts": "it hurt"}


class Told(msgspec.Struct, frozen=True):
    """One drill of one session."""

    at: datetime
    slot: str
    drill: str
    name: str
    dose: str
    said: str
    """The runner's answers in words; empty if there are none."""
    rules: tuple[AppliedRule, ...] = ()
    """The rules behind the dose, with their reasons."""
    is_left_out: bool = False


class Coming(msgspec.Struct, frozen=True):
    """A drill as it will be done next time."""

    slot: str
    drills: tuple[str, ...]
    """Ids of the drill the routine names and of the one that will be done."""
    name: str
    dose: str = ""
    """The dose in words; empty if the drill is left out."""
    reason: str = ""
    is_change: bool = False
    out: str = LEFT_OUT
    """Words for how long the drill is left out, if it is."""
    instead_of: str = ""
    """Name of the drill that it replaces; empty for none."""
    today: str = ""
    """Its change in a few words, ``5 breaths, not 4``; empty if it is another drill."""
    shared: str = ""
    """The reason without a drill's name, which several drills may have; empty if there is
    none, or more than one."""

    @property
    def when(self) -> str:
        """Return the words before the change: ``Next time`` or ``Today``."""
        return "Today" if not self.dose and self.out == OUT_TODAY else "Next time"

    def told(self, routine: str) -> str:
        """Return ``Glute bridge in Strength A, 2 x 8 reps. It was too hard on Monday.``."""
        if not self.dose:
            return f"{self.name} is {self.out}. {self.reason}"
        return f"{self.name}{_in(routine)}, {self.dose}. {self.reason}".rstrip()

    def listed(self, routine: str) -> str:
        """Return ``Heel tap instead of Dead bug in Strength B, 6 reps``."""
        other = f" instead of {self.instead_of}" if self.instead_of else ""
        return f"{self.name}{other}{_in(routine)}, {self.dose}"


def _in(routine: str) -> str:
    return f" in {routine}" if routine else ""


MOST_NAMED = 4
"""Most drills named with their doses for one reason; the others are counted."""


def told_together(
    coming: Sequence[tuple[Coming, str]], before: str | None = None
) -> list[str]:
    """Return lines about drills and their routines; a shared reason appears only once.

    ``Next time: Glute bridge and Bird dog are left out. Your low back hurt on Monday ...``

    Args:
        coming: the drills, each with its routine's name.
        before: the words before each line; None for the day.
    """
    out: dict[str, list[str]] = {}
    for each, _ in coming:
        if not each.dose:
            out.setdefault(each.reason, []).append(each.name)
    alike: dict[str, list[str]] = {}
    for each, routine in coming:
        if each.dose and each.shared:
            alike.setdefault(each.shared, []).append(each.listed(routine))
    lines: dict[str, None] = {}
    for each, routine in coming:
        names = list(dict.fromkeys(out.get(each.reason, ()))) if not each.dose else []
        said = each.told(routine)
        if before is None and each.out == OUT_TODAY:
            said = f"{each.name} is left out. {each.reason}"
        doses = alike.get(each.shared, []) if each.dose else []
        if len(doses) > 1:
            said = f"{'; '.join(_first_few(doses, 'and '))}. {each.shared}"
        if len(names) > 1:
            said = f"{listed(_first_few(names))} are left out. {each.reason}"
        lines[f"{before or each.when}: {said}"] = None
    return list(lines)


def _first_few(words: list[str], before: str = "") -> list[str]:
    """Return the words for the first few drills, and the number of the others."""
    more = len(words) - MOST_NAMED
    return words if more < 2 else [*words[:MOST_NAMED], f"{before}{more} more drills"]  # noqa: PLR2004  one more is named


def story(past: DrillHistory, drill: str | None = None) -> list[Told]:
    """Return the sessions with a drill or its replacements, oldest first.

    If no drill is given: only sessions in which a rule changed something.
    """
    told = list(_all(past))
    if drill is None:
        return [each for each in told if each.rules]
    return [each for each in told if drill in {each.slot, each.drill}]


def next_time(
    blocks: Sequence[Block], left_out: Sequence[LeftOut], drill: str | None = None
) -> list[Coming]:
    """Return the changes in one session next time, with reasons.

    Args:
        blocks: the drills that would be done.
        left_out: the drills that would not.
        drill: the only drill asked about; it is returned even if nothing changes.
    """
    coming = [
        Coming(
            slot=each.slot,
            drills=(each.slot,),
            name=each.name,
            reason=each.rules[0].reason,
            is_change=True,
            out=each.rules[0].today or LEFT_OUT,
        )
        for each in left_out
        if each.rules
    ]
    for block in blocks:
        reasons = " ".join(rule.told_at(block.name) for rule in block.rules)
        slot = block.kept.slot if block.kept else block.drill
        only = block.rules[0] if len(block.rules) == 1 else None
        is_other = only is not None and only.about not in {"", block.name}
        coming.append(
            Coming(
                slot=slot,
                drills=(slot, block.drill),
                name=block.name,
                dose=block_dose(block),
                reason=reasons,
                is_change=bool(block.rules),
                instead_of=only.about if only is not None and is_other else "",
                today=only.today if only is not None and not is_other else "",
                shared=only.reason if only is not None else "",
            )
        )
    return [
        each
        for each in coming
        if (each.is_change if drill is None else drill in each.drills)
    ]


def _all(past: DrillHistory) -> Iterator[Told]:
    logs: dict[str, list[DrillLog]] = {}
    for log in past.logs:
        logs.setdefault(log.session, []).insert(0, log)
    for session in past.sessions:
        for log in logs.get(session.id, ()):
            yield _told(log)
        for out in session.prescription.left_out:
            yield Told(
                session.started_at, out.slot, out.slot, out.name, "", "", out.rules, True
            )


def _told(log: DrillLog) -> Told:
    block = log.block
    dose = block_dose(block) if log.is_done else "not done"
    said = said_words(log)
    return Told(log.at, log.slot, block.drill, block.name, dose, said, block.rules)


def pain_words(log: DrillLog) -> str:
    """Return ``pain 4 out of 10 (low back)``; empty if nothing was said of pain."""
    where = f" ({placed_words(log.pain_at, log.pain_side)})" if log.pain_at else ""
    if log.pain is not None:
        return f"pain {log.pain} out of 10{where}"
    felt = "it felt wrong" if log.has_only_felt_wrong else "it hurt"
    if log.pain_at:
        return f"{felt}{where}"
    return f"stopped: {felt}" if "pain" in log.stops else ""


def said_words(log: DrillLog) -> str:
    """Return ``felt in glutes, effort 3 out of 10``; empty if unanswered."""
    parts = list(filter(None, [pain_words(log)]))
    parts += [_FLAGS.get(flag, flag) for flag in sorted(log.flags)]
    if log.felt:
        parts.append(where_felt(sorted(log.felt, key=place_words)))
    if log.back:
        parts.append(f"low back {log.back}")
    if log.effort is not None:
        parts.append(f"effort {log.effort} out of 10")
    if log.skipped:
        parts.append(f"skipped: {_SKIPPED.get(log.skipped, log.skipped)}")
    if "free" in log.stops:
        parts.append("breathed freely")
    if log.morning:
        parts.append(f"the next morning: {_morning(log.morning, log.morning_pain)}")
    return ", ".join(parts)


def _morning(compared: str, pain: int | None) -> str:
    if compared == Compared.SAME:
        return "as usual"
    if compared == Compared.MORE and pain == 0:
        return "sore muscles, but no pain"
    number = "" if pain is None else f" ({pain} out of 10)"
    return f"{compared} pain or soreness than usual{number}"
