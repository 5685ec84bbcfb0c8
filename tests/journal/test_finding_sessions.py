from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.scribe import Scribe, make_prescription

from coach.errors import CoachError
from coach.journal.fold import fold
from coach.journal.id_prefix import find_session, shortest_prefixes
from coach.journal.record_ids_and_order import ALPHABET
from coach.model.records import AnyRecord, SessionStartedRecord
from coach.model.session_facts import History


def history_of(*ids: str) -> History:
    scribe = Scribe()
    records: list[AnyRecord] = [
        SessionStartedRecord(
            **scribe.stamp().fields,
            session=id_,
            planned_ms=1,
            prescription=make_prescription(),
        )
        for id_ in ids
    ]
    return fold(records)


def test_a_few_letters_find_a_session() -> None:
    history = history_of("4k2xabcdef", "9z00000000")
    assert find_session(history, "4k").id == "4k2xabcdef"
    assert find_session(history, " 4K2X ").id == "4k2xabcdef"


def test_letters_that_look_like_digits_are_understood() -> None:
    assert find_session(history_of("10zz000000"), "lOzz").id == "10zz000000"


def test_a_whole_id_is_meant_even_if_a_longer_one_begins_with_it() -> None:
    history = history_of("abcde", "abcdefg")
    assert find_session(history, "abcde").id == "abcde"


def test_an_ambiguous_beginning_names_the_candidates() -> None:
    history = history_of("4k2xabcdef", "4k2yabcdef", "9z00000000")
    with pytest.raises(CoachError, match=r"2 sessions.*4k2y \(2026-03-01\), 4k2x") as told:
        find_session(history, "4k")
    assert "9z00" not in told.value.message


def test_an_unknown_beginning_names_the_newest_sessions() -> None:
    with pytest.raises(CoachError, match="no session id begins with 'x'") as told:
        find_session(history_of("4k2xabcdef"), "x")
    assert told.value.hint == "your newest sessions: 4k2x (2026-03-01)"


@pytest.mark.parametrize("prefix", ["", "  ", "4k"])
def test_an_empty_history_has_no_session_of_any_name(prefix: str) -> None:
    with pytest.raises(CoachError, match="there is no session"):
        find_session(History(), prefix)


def test_nothing_typed_is_no_session_even_if_there_is_only_one() -> None:
    with pytest.raises(CoachError, match="no session id begins with ''"):
        find_session(history_of("4k2xabcdef"), "")


@given(st.sets(st.text(ALPHABET[:3], min_size=10, max_size=10), max_size=30))
def test_each_shortest_prefix_means_one_session(ids: set[str]) -> None:
    short = shortest_prefixes(ids)
    assert set(short) == ids
    for id_, prefix in short.items():
        assert len(prefix) >= 4
        assert [other for other in ids if other.startswith(prefix)] == [id_]
        shorter = prefix[:-1]
        assert len(prefix) == 4 or sum(x.startswith(shorter) for x in ids) > 1
