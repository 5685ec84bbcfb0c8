from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.export.reading import fit_messages, lines, sessions_of, table
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.export.fit_activity import activity_file, has_activity
from coach.export.journal_json import complete_json, read_complete
from coach.export.sets_csv import csv_table
from coach.journal.fold import fold
from coach.journal.raw_lines import bring_in, readable_line
from coach.journal.read import read_journal
from coach.journal.record_json import read_record
from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Side, Sides

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TIMES = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001  the zone comes from the next line
    datetime(2090, 1, 1),  # noqa: DTZ001  as above
    timezones=st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: timezone(timedelta(minutes=minutes))
    ),
)


@st.composite
def scribes(draw: st.DrawFn) -> Scribe:
    scribe = Scribe(at=draw(TIMES))
    for _ in range(draw(st.integers(0, 3))):
        sides = draw(st.sampled_from(Sides))
        block = replace(make_block(sides=sides), name=draw(WORDS))
        plan = replace(make_prescription(block), name=draw(WORDS))
        session = scribe.start(plan)
        for number in range(draw(st.integers(0, 3))):
            record = scribe.did(
                session,
                number + 1,
                draw(st.sampled_from(Side)) if sides is Sides.EACH else None,
                reps=draw(st.integers(0, 65_534)),
                ended_by=draw(st.sampled_from(EndedBy)),
            )
            scribe.records[-1] = replace(record, paused_ms=draw(st.integers(0, 10**6)))
        if draw(st.booleans()):
            scribe.end(session, draw(st.sampled_from(EndStatus)), draw(st.integers(0, 10)))
        if draw(st.booleans()):
            scribe.correct(session, note=draw(WORDS))
        if draw(st.integers(0, 4)) == 0:
            scribe.delete(session)
    return scribe


@given(scribes())
def test_json_brings_back_what_it_took_away(scribe: Scribe) -> None:
    taken = [
        line for text in lines(scribe.records).splitlines() if (line := readable_line(text))
    ]
    assert len(taken) == len(scribe.records)
    again = read_complete(complete_json(taken), "a").lines
    assert list(again) == taken
    with TemporaryDirectory() as folder:
        bring_in(Path(folder), again)
        as_read = [read_record(line.text) for line in taken]
        assert fold(read_journal(Path(folder)).records) == fold(as_read)


@given(scribes())
def test_the_table_holds_every_set_with_its_words_and_numbers(scribe: Scribe) -> None:
    sessions = sessions_of(scribe)
    rows = table(csv_table(sessions))
    expected = [
        (
            facts.id,
            facts.prescription.name,
            facts.note or "",
            facts.prescription.blocks[0].name,
            str(bout.set),
            bout.side or "",
            str(bout.reps_done),
            str(bout.work_ms),
            bout.started_at,
        )
        for facts in sessions
        for bout in facts.bouts
    ]
    assert expected == [
        (
            row["session"],
            row["session_name"],
            row["session_note"],
            row["drill_name"],
            row["set"],
            row["side"],
            row["done"],
            row["work_ms"],
            datetime.fromisoformat(row["set_started_at"]),
        )
        for row in rows
    ]


@given(scribes())
def test_activities_hold_every_rep_and_add_up(scribe: Scribe) -> None:
    sessions = [facts for facts in sessions_of(scribe) if has_activity(facts)]
    assume(sessions)
    for facts in sessions:
        sets = fit_messages(data := activity_file(facts), "set")
        active = [fields for fields in sets if fields["set_type"] == "active"]
        worked = [bout for bout in facts.bouts if bout.work_ms or bout.reps_done]
        assert sorted(fields["repetitions"] for fields in active) == sorted(
            bout.reps_done for bout in worked
        )
        assert round(1000 * sum(s["duration"] for s in active)) == facts.active_ms
        assert all(s["start_time"] <= s["timestamp"] for s in sets)
        for before, after in pairwise(sets):
            assert before["timestamp"] <= after["start_time"]
        (whole,) = fit_messages(data, "session")
        assert whole["start_time"] == facts.started_at.astimezone(UTC).replace(
            microsecond=0
        )
        assert whole["total_timer_time"] <= whole["total_elapsed_time"]
