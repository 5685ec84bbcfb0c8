"""Tables of past sessions, useful from 40 columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from coach.model.days_and_weeks import ClockFace
from coach.model.places import place_words, placed_words, where_felt
from coach.model.records import EndedBy, FeedbackRecord
from coach.model.session_facts import Feeling, SessionFacts, SessionStatus, feeling_of
from coach.model.terms import Compared, SkipReason, Unit
from coach.model.trends import Firsts
from coach.screen.event_words import COUNTED, counted, group_words
from coach.screen.quick_table import NARROW, table_of
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS
from coach.text.harmless import harmless_line
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.question.answer import Answer

_ROOMY = 90
"""Width from which the table of a session needs no short forms."""
AHEAD_WORDS = "dated in the future, so not counted yet"
SKIP_WORDS: dict[str, str] = {
    SkipReason.NO_TIME: "no time or equipment",
    SkipReason.TOO_HARD: "too hard",
    SkipReason.HURTS: "it hurt",
}


class TableView(NamedTuple):
    """Format for dates and times of past sessions."""

    today: date
    """The current day; dates in another year are shown with their year."""
    clock: ClockFace = ClockFace.H24
    ahead: Collection[str] = ()
    """Ids of sessions dated ahead, which do not count yet."""
    results: Mapping[str, str] = MappingProxyType({})
    """Results of self-tests in words, by the id of the session."""


def history_table(
    sessions: Sequence[tuple[SessionFacts, Firsts]],
    short: Mapping[str, str],
    columns: int,
    view: TableView,
) -> Table:
    """Return a table of sessions, the newest first, with the firsts of each.

    Args:
        sessions: the sessions with their firsts, the newest last.
        short: the shown prefix of each id.
        columns: the width of the terminal.
        view: how dates and times are shown.
    """
    is_narrow = columns < NARROW
    table = table_of("id", "date", "session", *([] if is_narrow else ["work"]), "sets")
    table.padding = (0, 1, 0, 0)
    for column in table.columns[:2]:
        column.no_wrap = True
    for facts, firsts in reversed(sessions):
        status = (
            "" if facts.status is SessionStatus.COMPLETED else STATUS_WORDS[facts.status]
        )
        work = format_clock(facts.active_ms)
        new, felt = ", ".join(firsts_words(firsts)), felt_words(feeling_of(facts))
        wrong = AHEAD_WORDS if facts.id in view.ahead else ""
        result = view.results.get(facts.id, "")
        said = [work if is_narrow else "", status, result, felt and f"felt {felt}", wrong]
        below = [
            (", ".join(word for word in said if word), Role.QUIET),
            (new and f"new: {new}", Role.PROGRESS),
        ]
        lines = [Text(text, role.style) for text, role in below if text]
        name = Text("\n").join([Text(facts.prescription.name), *lines])
        date = _date(facts, view, is_narrow=is_narrow)
        work_cells = [] if is_narrow else [work]
        table.add_row(short[facts.id], date, name, *work_cells, sets_words(facts))
    return table


def sets_words(facts: SessionFacts) -> str:
    """Return ``3/5``; empty for a self-test, which has a result instead."""
    is_test = facts.prescription.is_test
    return "" if is_test else f"{facts.sets_done}/{facts.sets_planned}"


def _date(facts: SessionFacts, view: TableView, *, is_narrow: bool) -> str:
    at = facts.started_at
    if at.year != view.today.year:
        return f"{at:%b %Y}" if is_narrow else f"{at:%a %d %b %Y}"
    return f"{at:%d %b}" if is_narrow else f"{at:%a %d %b} {view.clock.shown(at)}"


def felt_words(feeling: Feeling) -> str:
    """Return effort and places: ``6/10 glutes``; empty if there is no answer."""
    hard = "" if feeling.rpe is None else f"{feeling.rpe}/10"
    return f"{hard} {', '.join(map(place_words, feeling.felt))}".strip()


def firsts_words(firsts: Firsts) -> list[str]:
    """Return the firsts: drills, levels, then records: ``2 drills``, ``most sets``."""
    words = [f"level {level} in {group_words(g)}" for g, level in firsts.levels.items()]
    if len(firsts.drills) == 1:
        words.insert(0, firsts.drills[0])
    elif firsts.drills:
        words.insert(0, f"{len(firsts.drills)} drills")
    if firsts.most_sets:
        words.append("most sets")
    if firsts.longest:
        words.append("longest session")
    return words


def said_lines(feeling: Feeling) -> list[str]:
    """Return the runner's answers about a session, one on each line."""
    lines = []
    if feeling.rpe is not None:
        lines.append(f"effort {feeling.rpe} out of 10")
    if feeling.felt:
        lines.append(where_felt(feeling.felt))
    if feeling.pain is not None:
        lines.append(f"pain {feeling.pain} out of 10")
    return lines + [harmless_line(note) for note in feeling.notes]


def pain_lines(facts: SessionFacts) -> list[str]:
    """Return a line for each drill and set stopped for pain, without repeats."""
    blocks = facts.prescription.blocks
    places = dict.fromkeys(
        (blocks[stop.block].name, stop.set)
        for stop in facts.stops
        if stop.reason == "pain" and 0 <= stop.block < len(blocks)
    )
    return [
        f"stopped because of pain or dizziness during {name}"
        + (f", set {number}" if number is not None else "")
        for name, number in places
    ]


def answer_lines(facts: SessionFacts) -> list[str]:
    """Return a line of answers for each drill: ``Glute bridge: effort 6 out of 10``.

    The answers from the morning after come last.
    """
    lines = []
    for said in facts.feedback:
        words = answer_words(said)
        if words and 0 <= said.block < len(facts.prescription.blocks):
            name = facts.prescription.blocks[said.block].name
            lines.append(f"{name}: {', '.join(words)}")
    return lines + morning_lines(facts)


def morning_lines(facts: SessionFacts) -> list[str]:
    """Return the answers from the morning after in a line; usually none."""
    lines = []
    if facts.morning and facts.morning.compared != Compared.UNSAID:
        words = [f"the next morning: {facts.morning.compared} pain or soreness than usual"]
        is_painless = facts.morning.muscles or facts.morning.pain == 0
        is_sore = facts.morning.compared == Compared.MORE and is_painless
        if facts.morning.compared == Compared.SAME:
            words = ["the next morning: as usual"]
        if is_sore:
            words = ["the next morning: sore muscles, but no pain"]
        if facts.morning.pain is not None and not is_sore:
            words.append(f"{facts.morning.pain} out of 10")
        if facts.morning.where_pain:
            where = placed_words(facts.morning.where_pain, facts.morning.side)
            words.append(f"painful area: {where}")
        lines.append(", ".join(words))
    return lines


def answer_words(said: FeedbackRecord | Answer) -> list[str]:
    """Return the answers about one drill: ``effort 6 out of 10``, ``felt in glutes``."""
    words = [] if said.rpe is None else [f"effort {said.rpe} out of 10"]
    if said.felt:
        words.append(where_felt(said.felt, " and "))
    if said.back:
        words.append(f"low back {said.back}")
    if said.pain is not None:
        words.append(f"pain {said.pain} out of 10")
    if said.where_pain:
        words.append(f"painful area: {placed_words(said.where_pain, said.side)}")
    words += (place_words(flag) for flag in said.flags)
    if said.skipped:
        words.append(f"skipped: {SKIP_WORDS.get(said.skipped, said.skipped)}")
    return words


def session_table(facts: SessionFacts, columns: int) -> Table:
    """Return a table of one session, by set and side."""
    is_narrow, is_tight = columns < NARROW, columns < _ROOMY
    names = ["drill", "set", "side", "done", "work", "exhale" if is_tight else "exhaling"]
    if is_narrow:
        names = ["drill", "set", "done"]
    # An empty column would take room from long names.
    elif not is_tight or any(bout.ended_by is not EndedBy.DONE for bout in facts.bouts):
        names.append("")
    table = table_of(*names)
    table.padding = (0, 1, 0, 0)  # so most names of drills fit on one line of 80 columns
    blocks = facts.prescription.blocks
    for bout in facts.bouts:
        # A journal from another program may hold work that was never planned.
        block = blocks[bout.block] if 0 <= bout.block < len(blocks) else None
        name = block.name if block else bout.drill
        unit = Unit(block.unit) if block else None
        of_sets = f"{'/' if is_tight else ' of '}{block.sets}" if block else ""
        # A set that lasts until the runner ends it has no planned number of reps.
        is_open_ended = facts.prescription.self_paced
        planned = "" if is_open_ended else f" of {bout.reps_planned}"
        done = f"{bout.reps_done}{planned}"
        whole = counted(unit, bout.reps_done) if unit and is_open_ended else done
        if unit and not is_open_ended:
            whole = f"{done} {COUNTED[unit]}"
        held = f", {bout.weight}" if bout.weight else ""
        ended = "" if bout.ended_by is EndedBy.DONE else str(bout.ended_by)
        if is_narrow:
            side = f" {bout.side[0]}" if bout.side else ""
            table.add_row(name, f"{bout.set}{side}", f"{done}{held} {ended}".rstrip())
        else:
            cells = (
                *(name, f"{bout.set}{of_sets}", bout.side or ""),
                f"{whole}{held}",
                *(format_clock(bout.work_ms), format_clock(bout.exhale_ms), ended),
            )
            table.add_row(*cells[: len(names)])
    return table
