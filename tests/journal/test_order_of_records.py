"""Where one record overrides another, counters decide and never clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace
from tests.journal.scribe import MORNING, Scribe, make_block, make_prescription

from coach.journal.fold import fold
from coach.journal.index import HistoryIndex
from coach.journal.manual_records import Build, part_of, whole_session
from coach.journal.read import read_journal
from coach.journal.record_ids_and_order import Stamp, make_stamp
from coach.journal.record_json import decode, encode
from coach.journal.undo import last_change, taking_back
from coach.journal.writer import JournalWriter
from coach.model.records import (
    LAST_N,
    AcknowledgedRecord,
    AnyRecord,
    CorrectedRecord,
    DeletedRecord,
    PlanBegunRecord,
    PlanStoppedRecord,
    Record,
    RestoredRecord,
)
from coach.model.session_facts import History

YEARS = st.integers(-3_000, 3_000).map(lambda days: timedelta(days=days))
PLAN = make_prescription(make_block(sets=2))
DEVICES = ("laptop", "phone1")


def answer(
    stamp: Stamp, word: str, opens: tuple[str, ...] | None = None
) -> AcknowledgedRecord:
    return AcknowledgedRecord(**stamp.fields, text="urgent", answer=word, opens=opens)


class Pair:
    """Two devices whose clocks jump, each of which knows what it has seen of the other."""

    def __init__(self) -> None:
        self.records: list[AnyRecord] = []
        self.known: dict[str, list[AnyRecord]] = {device: [] for device in DEVICES}

    def history(self, device: str) -> History:
        return fold(self.known[device])

    def stamp(self, device: str, jump: timedelta) -> Stamp:
        return make_stamp(MORNING + jump, device, self.history(device).last_n + 1)

    def write(self, record: AnyRecord) -> None:
        self.records.append(record)
        self.known[record.device].append(record)

    def meet(self) -> None:
        for known in self.known.values():
            known[:] = self.records


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["lock", "release", "meet"]), st.sampled_from(DEVICES), YEARS
    ),
    max_size=20,
)


@settings(deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_a_lock_holds_until_a_release_that_was_written_after_it(
    steps: list[tuple[str, str, timedelta]], chance: Random
) -> None:
    pair = Pair()
    still_locked: set[str] = set()
    for act, device, jump in steps:
        if act == "meet":
            pair.meet()
            continue
        stamp = pair.stamp(device, jump)
        locked = pair.history(device).locked.get("urgent", ())
        if act == "lock":
            still_locked.add(stamp.id)
            pair.write(answer(stamp, "yes"))
        elif locked:
            still_locked -= set(locked)
            pair.write(answer(stamp, "checked", locked))
    shuffled = list(pair.records)
    chance.shuffle(shuffled)
    history = fold(shuffled)
    assert set(history.locked.get("urgent", ())) == still_locked
    if pair.records:
        is_locked = history.acknowledged["urgent"] == "yes"
        assert is_locked == bool(still_locked)


def test_what_was_checked_is_remembered_when_it_is_locked_again() -> None:
    pair = Pair()
    for word in ("locked 0001", "checked 0001", "locked 0002"):
        pair.write(answer(pair.stamp("laptop", timedelta()), word))
    history = fold(pair.records)
    assert history.acknowledged["urgent"] == "locked 0002"
    assert history.cleared == {"urgent": ("0001", MORNING)}


@settings(deadline=None)
@given(YEARS, YEARS)
def test_a_release_without_names_opens_what_has_a_lower_counter(
    first: timedelta, second: timedelta
) -> None:
    def said(n: int, word: str, jump: timedelta, device: str = "laptop") -> AnyRecord:
        return answer(make_stamp(MORNING + jump, device, n), word)

    lock, release = said(4, "yes", first), said(5, "checked", second)
    assert fold([release, lock]).acknowledged == {"urgent": "checked"}
    later = said(6, "yes", second, "phone1")
    assert fold([release, later, lock]).acknowledged == {"urgent": "yes"}
    for other in ("aaaaaa", "zzzzzz"):
        same = said(5, "yes", second, other)
        assert fold([release, same]).acknowledged == {"urgent": "yes"}


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), YEARS), max_size=8), st.data())
def test_the_programme_that_is_on_is_the_last_that_was_written(
    steps: list[tuple[bool, timedelta]], data: st.DataObject
) -> None:
    records: list[AnyRecord] = []
    on: Record | None = None
    for n, (begins, jump) in enumerate(steps, start=1):
        fields = make_stamp(MORNING + jump, data.draw(st.sampled_from(DEVICES)), n).fields
        record = (
            PlanBegunRecord(**fields, plan="six-week")
            if begins
            else PlanStoppedRecord(**fields, plan="six-week")
        )
        records.append(record)
        on = record if begins else None
    assert fold(data.draw(st.permutations(records))).plan == on


class Book:
    """A journal in memory of a device whose clock jumps; each command is one act."""

    def __init__(self) -> None:
        scribe = Scribe()
        self.device = scribe.device
        scribe.did(scribe.start(PLAN), 1)
        self.records = scribe.records
        self.acts = 0

    @property
    def history(self) -> History:
        return fold(self.records)

    def write(self, builds: Iterable[Build], jump: timedelta = timedelta(0)) -> None:
        act = ""
        for build in builds:
            act = self.add(part_of(act, build), jump).act

    def add(self, build: Build, jump: timedelta = timedelta(0)) -> Record:
        stamp = make_stamp(MORNING + jump, self.device, self.history.last_n + 1)
        record: AnyRecord = build(stamp)  # type: ignore[assignment]  # each is a known type
        self.records.append(decode(encode(record)))
        return record

    def do(self, what: str, jump: timedelta) -> None:
        self.acts += 1
        sessions = self.history.sessions
        if what == "add":
            made = whole_session(PLAN, f"added{self.acts:05}", MORNING)
            self.write((build for _, build in made), jump)
        elif sessions and what == "delete":
            self.write([deleting(sessions[-1].id)], jump)
        elif sessions:
            number = 1 if what == "note" else 3
            noted = [noting(sessions[0].id, f"{self.acts} {i}") for i in range(number)]
            self.write(noted, jump)

    def undo(self) -> bool:
        change = last_change(self.records, self.device)
        self.write(taking_back(change) if change else ())
        return change is not None

    @property
    def state(self) -> object:
        return [(of.id, of.note, of.done_sets) for of in self.history.sessions]


def deleting(target: str) -> Build:
    return lambda stamp: DeletedRecord(**stamp.fields, target=target)


def noting(target: str, note: str) -> Build:
    return lambda stamp: CorrectedRecord(
        **stamp.fields, target=target, fields={"note": note}
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "note", "notes", "delete"]),
            st.just(timedelta(0)) | YEARS,
        ),
        max_size=7,
    )
)
def test_undo_goes_back_one_act_at_a_time_whatever_the_clock_says(
    acts: list[tuple[str, timedelta]],
) -> None:
    book = Book()
    states = [book.state]
    for what, jump in acts:
        number = len(book.records)
        book.do(what, jump)
        if len(book.records) > number:
            states.append(book.state)
    while len(states) > 1:
        states.pop()
        assert book.undo()
        assert book.state == states[-1]
    assert not book.undo()


def test_two_acts_at_once_are_taken_back_one_by_one() -> None:
    book = Book()
    (session,) = book.history.sessions
    first = book.add(part_of("", noting(session.id, "one"))).act
    second = book.add(part_of("", noting(session.id, "two"))).act
    book.add(part_of(first, noting(session.id, "three")))
    book.add(part_of(second, noting(session.id, "four")))
    assert book.history.sessions[0].note == "four"
    book.undo()
    assert book.history.sessions[0].note == "three"
    book.undo()
    assert book.history.sessions[0].note is None


def test_older_journals_without_acts_are_taken_back_by_their_times() -> None:
    book = Book()
    (session,) = book.history.sessions
    for jump, notes in ((0, ("one", "two")), (-9, ("three", "four"))):
        for note in notes:
            book.add(noting(session.id, note), timedelta(days=jump))
    assert book.undo()
    assert book.history.sessions[0].note == "two"
    assert book.undo()
    assert book.history.sessions[0].note is None
    assert not book.undo()


# Counters that cannot be followed

NOW = MORNING + timedelta(days=1)


def written(folder: Path, *records: AnyRecord, n: int, device: str = "hostil") -> None:
    """Records in a device's file, the last with some other counter."""
    line = encode(records[-1]).replace(b'"n":%d,' % records[-1].n, b'"n":%d,' % n)
    lines = [*map(encode, records[:-1]), line]
    with (folder / f"{device}.jsonl").open("ab") as file:
        file.write(b"".join(lines))


@pytest.mark.parametrize("device", ["hostil", "ab12cd"])
@pytest.mark.parametrize("n", [-1, 0, LAST_N + 1, 2**53 - 1, 2**60])
def test_a_counter_that_cannot_be_followed_is_a_fault_of_its_line(
    tmp_path: Path, n: int, device: str
) -> None:
    scribe = Scribe(device)
    session = scribe.start(PLAN)
    scribe.end(session)
    written(tmp_path, *scribe.records, n=n, device=device)
    read = read_journal(tmp_path)
    (problem,) = read.problems
    assert "coach skipped 1 line (1 with an impossible record number)" in str(problem)
    assert len(read.records) == 1
    index = HistoryIndex(None, tmp_path)
    assert index.problems == read.problems
    writer = JournalWriter(tmp_path, "ab12cd")
    assert writer.append(NOW, deleting(session), after=index.last_n).n == 2


def top(
    folder: Path, device: str, make: Callable[[Stamp], AnyRecord], days: int = 9
) -> None:
    """A record with the highest counter there can be, of a clock that is days ahead."""
    record = make(make_stamp(NOW + timedelta(days=days), device, LAST_N))
    with (folder / f"{device}.jsonl").open("ab") as file:
        file.write(encode(record))


@pytest.mark.parametrize("device", ["zzzzzz", "ab12cd"])
def test_after_the_highest_counter_everything_can_still_be_written_and_overridden(
    tmp_path: Path, device: str
) -> None:
    scribe = Scribe("ab12cd")
    session = scribe.start(PLAN)
    written(tmp_path, *scribe.records, n=1, device="ab12cd")
    top(tmp_path, device, lambda s: DeletedRecord(**s.fields, target=session))
    top(tmp_path, device, lambda s: answer(s, "checked"), days=10)
    writer = JournalWriter(tmp_path, "ab12cd")

    def add(build: Build) -> None:
        writer.append(NOW, build, after=now().last_n)
        assert HistoryIndex(None, tmp_path).plan == now().plan
        assert HistoryIndex(None, tmp_path).acknowledged == now().acknowledged
        assert HistoryIndex(None, tmp_path).sessions() == list(now().sessions)

    def now() -> History:
        return fold(read_journal(tmp_path).records)

    def restoring(stamp: Stamp) -> RestoredRecord:
        return RestoredRecord(**stamp.fields, target=session)

    assert not now().sessions
    for _ in range(3):
        add(restoring)
        assert now().sessions
        add(deleting(session))
        assert not now().sessions
    add(restoring)
    for note in ("one", "two", "three"):
        add(part_of("", noting(session, note)))
    for note in ("two", "one"):
        change = last_change(read_journal(tmp_path).records, "ab12cd")
        assert change is not None
        for build in taking_back(change):
            add(build)
        assert now().sessions[0].note == note
    for _ in range(2):
        add(lambda s: answer(s, "yes"))
        assert now().acknowledged == {"urgent": "yes"}
        locked = now().locked["urgent"]
        add(lambda s, opens=locked: answer(s, "checked", opens))  # type: ignore[misc]  # a default binds it
        assert now().acknowledged == {"urgent": "checked"}
    add(lambda s: PlanBegunRecord(**s.fields, plan="six-week"))
    assert now().plan is not None
    add(lambda s: PlanStoppedRecord(**s.fields, plan="six-week"))
    assert now().plan is None


def test_two_sessions_of_one_moment_stay_two_at_the_highest_counter(
    tmp_path: Path,
) -> None:
    top(tmp_path, "ab12cd", lambda s: answer(s, "no"))
    writer, sessions = JournalWriter(tmp_path, "ab12cd"), set()
    for _ in range(2):
        scribe = Scribe("ab12cd")
        scribe.start(PLAN)
        (start,) = scribe.records
        started = writer.append(
            NOW,
            lambda s, of=start: replace(of, **s.fields, session=s.new_session),  # type: ignore[misc]  # a default binds it
        )
        sessions.add(getattr(started, "session", ""))
    assert {facts.id for facts in fold(read_journal(tmp_path).records).sessions} == sessions
    assert len(sessions) == 2


def test_ids_that_cannot_be_followed_either_lose_nothing(tmp_path: Path) -> None:
    for id_ in ("zzzzzzzzzz-ab12cd-zzzzzzz", "~", "zyzzzzzzzz-ab12cd-zzzzzzz"):
        with (tmp_path / "ab12cd.jsonl").open("ab") as file:
            stamp = structs.replace(make_stamp(NOW, "ab12cd", LAST_N), id=id_)
            file.write(encode(answer(stamp, "no")))
    writer = JournalWriter(tmp_path, "ab12cd")
    ids = [writer.append(NOW, deleting(f"session {i}")).id for i in range(5)]
    read = [record.id for record in read_journal(tmp_path).records]
    assert read[-5:] == ids
    assert len(set(read)) == 8
