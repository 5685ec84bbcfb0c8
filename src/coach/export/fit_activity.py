"""A session as a FIT activity: strength training with sets, reps, rests and effort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

from coach.errors import CoachError
from coach.export.fit_exercises import Exercises
from coach.export.fit_file import (
    EARLIEST_MS,
    LATEST_MS,
    Message,
    Value,
    encode,
    number,
    require_fit,
    text,
    within,
)
from coach.model.session_facts import BoutFacts, SessionFacts, feeling_of
from coach.model.terms import Unit
from coach.model.weights import Weight, WeightUnit

LONGEST_REST_MS = 600_000
"""Longest gap written as a rest; a longer one stops the activity's timer."""
SHORTEST_REST_MS = 1_000
DAY_MS = 86_400_000
MOST_16, MOST_32 = 65_534, 4_294_967_294
"""Highest values in 16 and 32 bits; one more means that there is no value."""
FIT_EPOCH_S = 631_065_600
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Work:
    """One side of one set, and its place in the activity."""

    bout: BoutFacts
    gap_ms: int
    """Time since the previous work, or since the start of the session."""
    start_ms: int
    end_ms: int


def activity_file(facts: SessionFacts) -> bytes:
    """Return one session as a FIT file.

    Raises:
        CoachError: if no work was done, a number does not fit, or FIT files cannot be
        written here.
    """
    require_fit()
    return encode(activity(facts))


def has_activity(facts: SessionFacts) -> bool:
    """Return whether any work was done."""
    return bool(_worked(facts))


def activity(facts: SessionFacts) -> tuple[Message, ...]:
    """Return the messages of a session, in file order.

    Raises:
        CoachError: if no work was done, or a number does not fit.
    """
    works = _lay_out(facts)
    if not works:
        raise CoachError(
            f"nothing was done in session '{facts.id}', so there is no activity to export",
            hint="export the session with --format json",
        )
    start_ms, end_ms = _ms(facts.started_at), works[-1].end_ms
    for when_ms in (start_ms, end_ms):
        what = f"time of session '{facts.id}' in seconds since 1970"
        within(what, when_ms // 1000, LATEST_MS // 1000, EARLIEST_MS // 1000)
    serial = crc32(facts.id.encode(errors="replace")) or 1
    exercises = Exercises(facts.prescription.blocks)
    sets = _sets(facts, works, exercises)
    off_ms = sum(w.gap_ms for w in works if w.gap_ms > LONGEST_REST_MS)
    paused_ms = sum(work.bout.paused_ms for work in works)
    elapsed_ms = within(f"length of session '{facts.id}' in ms", end_ms - start_ms, MOST_32)
    totals: dict[str, Value] = {
        "timestamp": _second(end_ms),
        "start_time": _second(start_ms),
        "total_elapsed_time": elapsed_ms,
        "total_timer_time": elapsed_ms - off_ms - paused_ms,
    }
    return (
        *_heads(serial, start_ms),
        *exercises.titles,
        *_on_the_way(start_ms, works, sets),
        _timer("STOP_ALL", end_ms),
        *_ends(facts, totals),
    )


def _lay_out(facts: SessionFacts) -> list[_Work]:
    """Return the work in sequence, without overlaps even if the clock changed."""
    done = _worked(facts)
    now_ms = _ms(facts.started_at)
    if not done:
        return []
    # A correction moved the start of the session, so its sets move too.
    first_ms = _ms(done[0].started_at)
    moved_ms = 0 if 0 <= first_ms - now_ms <= DAY_MS else now_ms - first_ms
    works = []
    for bout in done:
        start_ms = max(now_ms, _ms(bout.started_at) + moved_ms)
        end_ms = start_ms + bout.work_ms + bout.paused_ms
        works.append(_Work(bout, start_ms - now_ms, start_ms, end_ms))
        now_ms = end_ms
    return works


def _worked(facts: SessionFacts) -> list[BoutFacts]:
    done = [bout for bout in facts.bouts if bout.work_ms > 0 or bout.reps_done > 0]
    return sorted(done, key=lambda bout: bout.started_at)


def _heads(serial: int, start_ms: int) -> tuple[Message, ...]:
    development = number("Manufacturer", "DEVELOPMENT")
    who: dict[str, Value] = {
        "manufacturer": development,
        "product": 0,
        "serial_number": serial,
    }
    kind = number("FileType", "ACTIVITY")
    return (
        Message("file_id", {"type": kind, **who, "time_created": _second(start_ms)}),
        Message(
            "device_info",
            {
                "timestamp": _second(start_ms),
                "device_index": number("DeviceIndex", "CREATOR"),
                **who,
                "product_name": "drill-coach",
            },
        ),
        _timer("START", start_ms),
    )


def _sets(
    facts: SessionFacts, works: Sequence[_Work], exercises: Exercises
) -> list[list[Message]]:
    """Return the messages of each rest and the set that follows it."""
    rest, active = number("SetType", "REST"), number("SetType", "ACTIVE")
    found: list[list[Message]] = []
    index = 0
    for before, work in zip([None, *works], works, strict=False):
        messages = []
        if before and SHORTEST_REST_MS <= work.gap_ms <= LONGEST_REST_MS:
            fields = _set_fields(index, before.end_ms, work.start_ms, work.gap_ms)
            messages.append(Message("set", {**fields, "set_type": rest}))
            index += 1
        what = f"session '{facts.id}', set {work.bout.set} of '{work.bout.drill}'"
        work_ms = within(f"length of {what} in ms", work.bout.work_ms, MOST_32)
        fields = _set_fields(index, work.start_ms, work.end_ms, work_ms)
        category, exercise = exercises.codes(work.bout.drill)
        fields |= {"set_type": active, "category": (category,)}
        fields |= {"category_subtype": (exercise,)}
        if _counts(facts, work.bout):
            reps = within(f"number of reps in {what}", work.bout.reps_done, MOST_16)
            fields |= {"repetitions": reps}
        if work.bout.weight is not None:
            fields |= _weight_fields(what, work.bout.weight)
        messages.append(Message("set", fields))
        index += 1
        found.append(messages)
    within(f"number of sets and rests in session '{facts.id}'", index, 4096)
    return found


def _weight_fields(what: str, weight: Weight) -> dict[str, Value]:
    """Return the weight of a set in sixteenths of a kilo, as FIT stores it."""
    sixteenths = round(weight.g * 16 / 1_000)
    units = {WeightUnit.KG: "KILOGRAM", WeightUnit.LB: "POUND"}
    return {
        "weight": within(f"weight, in sixteenths of a kg, in {what}", sixteenths, MOST_16),
        "weight_display_unit": number("FitBaseUnit", units[weight.unit]),
    }


def _set_fields(index: int, start_ms: int, end_ms: int, lasts_ms: int) -> dict[str, Value]:
    return {
        "timestamp": _second(end_ms),
        "start_time": _second(start_ms),
        "duration": lasts_ms,
        "message_index": index,
    }


def _counts(facts: SessionFacts, bout: BoutFacts) -> bool:
    """Return whether the work has a number of reps: not if only a time was prescribed."""
    blocks = facts.prescription.blocks
    known = 0 <= bout.block < len(blocks)
    return not known or blocks[bout.block].unit is not Unit.TIME


def _on_the_way(
    start_ms: int, works: Sequence[_Work], sets: Iterable[list[Message]]
) -> list[Message]:
    """Return sets, each followed by a record, which some services need."""
    messages = [Message("record", {"timestamp": _second(start_ms)})]
    last_ms = start_ms
    for work, of_work in zip(works, sets, strict=True):
        if work.gap_ms > LONGEST_REST_MS:
            messages += [_timer("STOP", last_ms), _timer("START", work.start_ms)]
        messages += of_work
        if _second(work.end_ms) > _second(last_ms):
            messages.append(Message("record", {"timestamp": _second(work.end_ms)}))
        last_ms = work.end_ms
    return messages


def _timer(event_type: str, at_ms: int) -> Message:
    return Message(
        "event",
        {
            "timestamp": _second(at_ms),
            "event": number("Event", "TIMER"),
            "event_type": number("EventType", event_type),
        },
    )


def _ends(facts: SessionFacts, totals: dict[str, Value]) -> tuple[Message, ...]:
    stop = number("EventType", "STOP")
    common: dict[str, Value] = {
        "message_index": 0,
        **totals,
        "event": number("Event", "LAP"),
        "event_type": stop,
        "sport": number("Sport", "TRAINING"),
        "sub_sport": number("SubSport", "STRENGTH_TRAINING"),
    }
    session = common | {
        "first_lap_index": 0,
        "num_laps": 1,
        "trigger": number("SessionTrigger", "ACTIVITY_END"),
        "sport_profile_name": text(facts.prescription.name) or "drill-coach",
    }
    rpe = feeling_of(facts).rpe
    if rpe is not None:
        # FIT stores effort in tenths.
        session["workout_rpe"] = 10 * within(f"effort in session '{facts.id}'", rpe, 10)
    return (
        Message("lap", common | {"lap_trigger": number("LapTrigger", "SESSION_END")}),
        Message("session", session),
        Message(
            "activity",
            {
                "timestamp": totals["timestamp"],
                "total_timer_time": totals["total_timer_time"],
                "num_sessions": 1,
                "type": number("Activity", "MANUAL"),
                "event": number("Event", "ACTIVITY"),
                "event_type": stop,
                "local_timestamp": _local_second(facts, totals["timestamp"]),
            },
        ),
    )


def _local_second(facts: SessionFacts, end_ms: Value) -> int:
    """Return the local time of ``end_ms`` in FIT seconds."""
    assert isinstance(end_ms, int)  # noqa: S101  a time, as it was put there
    last = max((bout.started_at for bout in facts.bouts), default=facts.started_at)
    offset = last.utcoffset() or timedelta(0)
    return (end_ms + offset // timedelta(milliseconds=1)) // 1000 - FIT_EPOCH_S


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _second(at_ms: int) -> int:
    """Return a time cut to whole seconds, as FIT stores it, in ms."""
    return at_ms // 1000 * 1000
