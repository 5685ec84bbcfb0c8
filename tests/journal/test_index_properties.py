from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.journal.fold import fold
from coach.journal.index import HistoryIndex
from coach.journal.read import read_journal
from coach.journal.record_ids_and_order import make_stamp
from coach.journal.record_json import encode, read_record
from coach.model.records import (
    AcknowledgedRecord,
    AnyRecord,
    EndedBy,
    EndStatus,
    PlanBegunRecord,
    PlanStoppedRecord,
)
from coach.model.session_facts import History, SessionFacts, routines_done
from coach.model.terms import Group, Side, Sides
from coach.model.trends import PastTotals, days_of, drill_days_of, drill_trends

PLAN = make_prescription(
    make_block(),
    make_block(sides=Sides.EACH),
    replace(make_block("wall-drill"), group=Group.EXHALE, level=2),
)
OTHER_PLAN = replace(make_prescription(first_side=Side.RIGHT), routine="pre-run")
TWO_ROUTINES = replace(
    make_prescription(
        replace(make_block(), routine="pre-run"), replace(make_block(), routine="taper")
    ),
    names=("pre-run", "taper"),
)
SIDES = st.sampled_from([None, Side.LEFT, Side.RIGHT])
VALUES = st.one_of(st.integers(-5, 20), st.none(), st.text(max_size=3))
FIELDS = st.dictionaries(
    st.sampled_from(["cycles_done", "rpe", "note", "set", "status", "answer", "plan"]),
    VALUES,
    min_size=1,
    max_size=3,
) | st.fixed_dictionaries({"started_at": st.sampled_from(["2025-01-01T09:00:00+09:00"])})


@st.composite
def standing_records(draw: st.DrawFn, scribe: Scribe) -> AnyRecord:
    """Records that belong to no session."""
    if draw(st.booleans()):
        answer = draw(st.sampled_from(["no", "unsure", "checked", "checked 0001"]))
        said = [each.id for each in scribe.records if isinstance(each, AcknowledgedRecord)]
        opens = draw(st.none() | st.just(tuple(said)))
        return AcknowledgedRecord(
            **scribe.stamp().fields, text="safety", answer=answer, opens=opens
        )
    plan = draw(st.sampled_from(["six-week", "four-week"]))
    if draw(st.booleans()):
        return PlanStoppedRecord(**scribe.stamp().fields, plan=plan)
    fields = {"week": draw(st.integers(1, 6)), "days": ["mon", "thu"]}
    return PlanBegunRecord(**scribe.stamp().fields, plan=plan, fields=fields)


@st.composite
def journals(draw: st.DrawFn) -> list[AnyRecord]:
    """What two devices may have written, changes of changes and edited copies included."""
    scribes = [Scribe("laptop"), Scribe("phone1")]
    sessions = [
        scribes[0].start(PLAN),
        scribes[1].start(OTHER_PLAN),
        scribes[0].start(PLAN),
        scribes[1].start(TWO_ROUTINES),
    ]
    copies: list[AnyRecord] = []
    for _ in range(draw(st.integers(0, 25))):
        scribe = draw(st.sampled_from(scribes))
        scribe.at += timedelta(days=draw(st.sampled_from([0, 0, -300, 300])))
        session = draw(st.sampled_from(sessions))
        written = [record for each in scribes for record in each.records]
        coming = make_stamp(scribe.at, scribe.device, scribe.n + 3).id
        target = draw(st.sampled_from([*(r.id for r in written), *sessions, coming]))
        match draw(st.integers(0, 8)):
            case 0 | 1 | 2:
                scribe.did(
                    session,
                    draw(st.integers(0, 3)),
                    draw(SIDES),
                    block=draw(st.integers(-1, 3)),
                    reps=draw(st.integers(0, 8)),
                    ended_by=draw(st.sampled_from(EndedBy)),
                )
            case 3:
                scribe.end(session, draw(st.sampled_from(EndStatus)))
            case 4:
                scribe.correct(target, **draw(FIELDS))
            case 5:
                scribe.records.append(draw(standing_records(scribe)))
            case 6:
                scribe.delete(target)
            case 7:
                scribe.restore(target)
            case _:
                one = draw(st.sampled_from(written))
                if hasattr(one, "session"):
                    copies.append(replace(one, session=draw(st.sampled_from(sessions))))
                elif hasattr(one, "target"):
                    copies.append(replace(one, target=target))
    return scribes[0].records + scribes[1].records + copies


def as_read(records: list[AnyRecord]) -> list[AnyRecord]:
    """Return records as the journal gives them: nothing in them steers a terminal."""
    return [read_record(encode(record)) for record in records]


def assert_says_the_same(index: HistoryIndex, history: History) -> None:
    assert index.sessions() == list(history.sessions)
    assert index.count() == len(history.sessions)
    assert index.acknowledged == history.acknowledged
    assert index.plan == history.plan
    done = [each for facts in history.sessions for each in routines_done(facts)]
    done.sort(key=lambda each: (each.at, each.session))
    assert index.routines_done() == done
    assert index.last_n == history.last_n
    newest = history.sessions[-1].prescription if history.sessions else None
    assert index.last_first_side == (newest and newest.first_side)
    assert index.days() == days_of(history.sessions)
    first, last = min(index.days(), default=None), max(index.days(), default=None)
    if first and last:
        theirs = drill_trends(drill_days_of(history.sessions), first, last)
        assert drill_trends(index.drill_days(), first, last) == theirs
    past = PastTotals()
    for facts in history.sessions:
        assert index.past(facts) == past
        past = past.after(facts)
    assert index.past() == past


@settings(max_examples=200)
@given(st.data(), journals())
def test_the_index_says_what_the_journal_says_however_it_grew(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    ordered = data.draw(st.permutations(records))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(ordered)), max_size=4)))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        journal = home / "journal"
        journal.mkdir()
        index = HistoryIndex(home / "history.sqlite", journal)
        for start, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True):
            name = data.draw(st.sampled_from(["a.jsonl", "b.jsonl"]))
            with (journal / name).open("ab") as file:
                file.write(b"".join(map(encode, ordered[start:end])))
            index.refresh()
            if data.draw(st.booleans()):
                index.close()
        assert_says_the_same(index, fold(as_read(records)))
        assert_says_the_same(HistoryIndex(None, journal), fold(as_read(records)))
        assert fold(read_journal(journal).records) == fold(as_read(records))
        index.close()


@settings(max_examples=100)
@given(st.data(), journals())
def test_bytes_may_come_in_any_pieces(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    content = b"".join(map(encode, records))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=6)))
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal"
        journal.mkdir()
        index = HistoryIndex(Path(folder) / "history.sqlite", journal)
        for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
            with (journal / "a.jsonl").open("ab") as file:
                file.write(content[start:end])
            index.refresh()
            read = read_journal(journal)
            assert index.sessions() == list(fold(read.records).sessions)
            assert index.problems == read.problems
        assert_says_the_same(index, fold(as_read(records)))
        index.close()


@settings(max_examples=30)
@given(st.data(), journals())
def test_a_journal_may_be_edited_at_any_place(
    data: st.DataObject, records: list[AnyRecord]
) -> None:
    lines = [encode(record) for record in records]
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal"
        journal.mkdir()
        index = HistoryIndex(Path(folder) / "history.sqlite", journal)
        for _ in range(3):
            (journal / "a.jsonl").write_bytes(b"".join(lines))
            index.refresh()
            assert_says_the_same(index, fold(read_journal(journal).records))
            del lines[data.draw(st.integers(0, len(lines) - 1))]
            lines = lines or [encode(records[0])]
        index.close()


def test_the_property_has_something_to_compare() -> None:
    scribe = Scribe()
    session = scribe.start(PLAN)
    scribe.did(session)
    facts: SessionFacts = fold(scribe.records).sessions[0]
    assert days_of([facts])
