"""The summary after a session: a closing line, and the sets done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from coach.coaching.reasons import dose_counts
from coach.event import SetFinished
from coach.model.prescription import Block, Prescription
from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Unit
from coach.model.weights import Weight, heaviest
from coach.moment import Moment
from coach.screen.event_words import COUNTED, counted, slow_exhales
from coach.screen.roles import Role
from coach.set_counts import count_sets_done, count_slow_exhales, has_done_anything
from coach.text.count_of import part_of
from coach.units import format_clock

NOT_DONE = "not done"
FINE_TOO = "That's fine too."


def how_it_ended(  # noqa: PLR0913  what ended is told, not looked for
    status: EndStatus,
    moment: Moment,
    finished: Sequence[SetFinished],
    *,
    is_kept: bool,
    is_resumed: bool = False,
    last_words: str | None = None,
) -> str:
    """Return how the session ended: ``Done. 5:10, 46 slow exhales. Enjoy the run.``.

    A resumed session counts all its sets: ``Done. 5 of 5 sets, 4:20 of exercise, 46 slow
    exhales.``. ``last_words`` take the place of the usual ones, even if empty.
    """
    prescription = moment.timeline.prescription
    sets_done = count_sets_done(prescription, finished)
    sets = part_of(sets_done, prescription.sets_planned, "set")
    clock = format_clock(moment.position_ms)
    if is_resumed:
        clock = f"{format_clock(sum(event.work_ms for event in finished))} of exercise"
    if prescription.is_test:
        is_whole = status is EndStatus.COMPLETED and tested_sides(finished)
        return f"{'Done' if is_whole else 'Stopped'}. {clock}."
    if not has_done_anything(finished):
        is_stopped = status is EndStatus.STOPPED
        how = "Stopped before the first rep" if is_stopped else "All drills were skipped"
        closes = FINE_TOO if last_words is None else last_words
        return f"{how}. {closes}".rstrip()
    if status is EndStatus.COMPLETED:
        number = count_slow_exhales(prescription, finished)
        breaths = f", {slow_exhales(number)}" if number else ""
        done = f"{sets}, " if is_resumed else ""
        closes = (prescription.closes or "") if last_words is None else last_words
        return f"Done. {done}{clock}{breaths}. {closes}".rstrip()
    kept = " Your session is saved." if is_kept else ""
    kept = f" {last_words}" if last_words else kept
    if not count_sets_done(prescription, finished):
        return f"Stopped after {clock}, with no set done.{kept}"
    return f"Stopped after {sets}, {clock}.{kept}"


def done_table(
    prescription: Prescription,
    finished: Sequence[SetFinished],
    hurt: Collection[int] = (),
) -> Table:
    """Return a table of the sets and reps done, drill by drill."""
    done = done_texts(prescription, finished, hurt)
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="ellipsis", no_wrap=True)
    # Long names are cut, but results never are.
    table.add_column(no_wrap=True, min_width=max(text.cell_len for text in done))
    for block, text in zip(prescription.blocks, done, strict=True):
        table.add_row(f"  {block.name}", text)
    return table


def done_texts(
    prescription: Prescription,
    finished: Sequence[SetFinished],
    hurt: Collection[int] = (),
    mark: Text | str = "",
) -> list[Text]:
    """Return what was done of each drill, in the order of the plan, and what hurt.

    ``mark`` stands before the words about pain.
    """
    texts = []
    for index, block in enumerate(prescription.blocks):
        events = [event for event in finished if event.block == index]
        text = _done(block, events, is_open_ended=prescription.self_paced)
        if index in hurt:
            text = Text.assemble(text, ", ", mark, ("it hurt", Role.LOUD.style))
        texts.append(text)
    return texts


def tested_sides(finished: Sequence[SetFinished]) -> dict[str, SetFinished]:
    """Return the work of each side of a test that the runner ended, left first."""
    ended = {
        str(event.side or ""): event for event in finished if event.ended_by is EndedBy.DONE
    }
    return dict(sorted(ended.items()))


def _tested(block: Block, events: Sequence[SetFinished]) -> Text:
    """Return the reps of each side, or how long it was held: ``left 0:07, right 0:09``.

    The sides are compared, and never added up.
    """
    found = tested_sides(events)
    if not found:
        return Text(NOT_DONE, Role.QUIET.style)
    is_held = block.unit is not Unit.REPS
    each = (
        f"{side} {format_clock(event.work_ms) if is_held else event.reps_done}".strip()
        for side, event in found.items()
    )
    return Text(f"{', '.join(each)}{'' if is_held else f' {COUNTED[block.unit]}'}")


def _done(block: Block, events: Sequence[SetFinished], *, is_open_ended: bool) -> Text:
    if isinstance(block.test, str):
        return _tested(block, events)
    best: dict[tuple[int, object], int] = {}
    for event in events:
        key = event.set, event.side
        best[key] = max(best.get(key, 0), event.reps_done)
    if not any(best.values()):
        return Text(NOT_DONE, Role.QUIET.style)
    counts = _counts(block, best, is_open_ended=is_open_ended)
    held = [event.weight for event in events if event.reps_done]
    return counts.append(_held_words(held))


def _held_words(weights: Sequence[Weight | None]) -> str:
    """Return the weight used in some sets: ``, 8 kg``, ``, up to 8 kg``, or nothing."""
    most = heaviest(weights)
    if most is None:
        return ""
    return f", {most}" if set(weights) == {most} else f", up to {most}"


def _counts(
    block: Block, best: Mapping[tuple[int, object], int], *, is_open_ended: bool
) -> Text:
    """Return the sets and reps done, of which there are some."""
    if is_open_ended:
        # The number of reps was never planned.
        return Text(counted(block.unit, sum(best.values())))
    whole = {
        number
        for number in range(1, block.sets + 1)
        if all(
            best.get((number, side), 0) >= block.dose_of(side).reps
            for side in block.sides_in(number)
        )
    }
    if len(whole) == block.sets and block.has_unlike_sides:
        return Text(dose_counts(block))
    per_side = " a side" if len(block.working_sides) > 1 else ""
    dose = f"{counted(block.unit, block.reps)}{per_side}"
    if len(whole) == block.sets:
        return Text(f"{block.sets} x {dose}" if block.sets > 1 else dose)
    total = sum(best.values())
    if block.sets == 1:
        planned = block.reps_in_all
        return Text(f"{total} of {counted(block.unit, planned)}", Role.QUIET.style)
    sets = f"{len(whole)} of {block.sets} sets"
    return Text(f"{sets}, {counted(block.unit, total)} in all", Role.QUIET.style)
