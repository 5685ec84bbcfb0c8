from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.journal.fold import fold
from coach.journal.record_json import decode, encode
from coach.model.records import AnyRecord, EndedBy, EndStatus, FeedbackRecord
from coach.model.terms import Side, Sides

PLAN = make_prescription(make_block(), make_block(sides=Sides.EACH))
SIDES = st.sampled_from([None, Side.LEFT, Side.RIGHT])
VALUES = st.one_of(st.integers(-5, 20), st.none(), st.text(max_size=3))
FIELDS = st.dictionaries(
    st.sampled_from(["cycles_done", "rpe", "note", "set", "status", "session"]),
    VALUES,
    min_size=1,
    max_size=3,
)


@st.composite
def journals(draw: st.DrawFn) -> list[AnyRecord]:
    """What two devices may have written about a few sessions."""
    scribes = [Scribe("laptop"), Scribe("phone1")]
    sessions = [scribes[0].start(PLAN), scribes[1].start(PLAN)]
    for _ in range(draw(st.integers(0, 25))):
        scribe = draw(st.sampled_from(scribes))
        session = draw(st.sampled_from(sessions))
        known = [record.id for each in scribes for record in each.records]
        target = draw(st.sampled_from([*known[1:4], *sessions]))
        match draw(st.integers(0, 8)):
            case 0 | 1 | 2:
                scribe.did(
                    session,
                    draw(st.integers(0, 3)),
                    draw(SIDES),
                    block=draw(st.integers(-1, 2)),
                    reps=draw(st.integers(0, 8)),
                    ended_by=draw(st.sampled_from(EndedBy)),
                )
            case 3:
                scribe.end(session, draw(st.sampled_from(EndStatus)))
            case 4:
                scribe.resume(session)
            case 5:
                scribe.correct(target, **draw(FIELDS))
            case 6:
                said = FeedbackRecord(
                    **scribe.stamp().fields, session=session, block=0, drill="glute-bridge"
                )
                scribe.records.append(said)
            case 7:
                scribe.delete(target)
            case _:
                scribe.restore(target)
    return scribes[0].records + scribes[1].records


@settings(max_examples=300, deadline=None)
@given(st.data(), journals())
def test_the_order_of_records_does_not_matter(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    assert fold(data.draw(st.permutations(records))) == fold(records)


@settings(deadline=None)
@given(st.data(), journals())
def test_reading_records_twice_does_not_matter(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    again = data.draw(st.lists(st.sampled_from(records)))
    assert fold(records + again) == fold(records)


@settings(deadline=None)
@given(journals())
def test_no_session_has_more_sets_done_than_planned(records: list[AnyRecord]) -> None:
    for facts in fold(records).sessions:
        assert 0 <= facts.sets_done <= facts.sets_planned
        assert sum(drill.sets_done for drill in facts.drills) == facts.sets_done


@settings(deadline=None)
@given(journals())
def test_every_record_reads_back_as_it_was_written(records: list[AnyRecord]) -> None:
    assert [decode(encode(record)) for record in records] == records
