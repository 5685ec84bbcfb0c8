from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from tests.export.reading import only, sessions_of, table
from tests.journal.scribe import Scribe, make_block, make_prescription

from coach.export.sets_csv import COLUMNS, csv_table
from coach.model.records import EndedBy, FeedbackRecord, SetFinishedRecord
from coach.model.terms import Side, Sides


def test_each_set_is_one_row_with_its_numbers() -> None:
    scribe = Scribe()
    session = scribe.start()
    first = scribe.did(session, 1)
    scribe.did(session, 2, reps=5, ended_by=EndedBy.STOPPED)
    scribe.end(session, rpe=4)
    rows = table(csv_table(sessions_of(scribe)))
    assert [(row["set"], row["done"], row["planned"], row["ended_by"]) for row in rows] == [
        ("1", "8", "8", "done"),
        ("2", "5", "8", "stopped"),
    ]
    assert rows[0]["work_ms"] == "56000"
    assert rows[0]["exhale_ms"] == "32000"
    assert rows[0]["paused_ms"] == "500"
    assert rows[0]["slow_exhales"] == "8"
    assert rows[0]["session_rpe"] == "4"
    assert rows[0]["unit"] == "reps"
    assert datetime.fromisoformat(rows[0]["set_started_at"]) == first.started_at


def test_each_side_has_a_row_of_its_own_and_a_skipped_one_says_so() -> None:
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(sides=Sides.EACH)))
    scribe.did(session, 1, Side.LEFT)
    scribe.did(session, 1, Side.RIGHT, reps=0, ended_by=EndedBy.SKIPPED)
    rows = table(csv_table(sessions_of(scribe)))
    assert [(row["side"], row["done"], row["ended_by"]) for row in rows] == [
        ("left", "8", "done"),
        ("right", "0", "skipped"),
    ]
    assert {row["status"] for row in rows} == {"interrupted"}


def test_where_both_sides_work_together_the_side_is_empty() -> None:
    scribe = Scribe()
    scribe.did(scribe.start())
    (row,) = table(csv_table(sessions_of(scribe)))
    assert row["side"] == ""


@pytest.mark.parametrize(
    "name",
    [
        "Bridge, slow",
        'The "good" one',
        "two\nlines",
        "two\r\nlines",
        "lone\rreturn",
        "Hüftöffner Übung 深呼吸 🦵",
        " spaces ",
        "nul\0inside",
        "=1+1",
        "'",
    ],
)
def test_any_name_comes_out_as_it_went_in(name: str) -> None:
    scribe = Scribe()
    block = replace(make_block(), name=name)
    session = scribe.start(replace(make_prescription(block), name=name))
    scribe.did(session)
    scribe.correct(session, note=name)
    (row,) = table(csv_table(sessions_of(scribe)))
    assert (row["drill_name"], row["session_name"], row["session_note"]) == (name,) * 3


def test_times_keep_their_own_offset_when_the_clocks_change_between_two_sets() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    scribe = Scribe(at=datetime(2026, 10, 25, 0, 58, tzinfo=UTC).astimezone(berlin))
    session = scribe.start()
    for minutes in (0, 4):
        stamp = scribe.stamp()
        at = (datetime(2026, 10, 25, 0, 58, tzinfo=UTC)) + timedelta(minutes=minutes)
        record = scribe.did(session, number=1 + minutes // 4)
        scribe.records[-1] = replace(record, started_at=at.astimezone(berlin), n=stamp.n)
    rows = table(csv_table(sessions_of(scribe)))
    assert [row["set_started_at"] for row in rows] == [
        "2026-10-25T02:58:00+02:00",
        "2026-10-25T02:02:00+01:00",
    ]


def test_a_set_after_midnight_has_the_date_of_its_own_day() -> None:
    scribe = Scribe(at=datetime(2026, 12, 31, 23, 57, tzinfo=UTC))
    session = scribe.start()
    scribe.did(session, 1)
    scribe.at += timedelta(minutes=5)
    scribe.did(session, 2)
    rows = table(csv_table(sessions_of(scribe)))
    assert [row["set_started_at"][:10] for row in rows] == ["2026-12-31", "2027-01-01"]
    assert {row["session_started_at"][:10] for row in rows} == {"2026-12-31"}


def test_what_was_said_about_a_drill_stands_beside_its_sets() -> None:
    scribe = Scribe()
    session = scribe.start(make_prescription(make_block(), make_block("clamshell")))
    scribe.did(session, 1)
    scribe.did(session, 1, block=1)
    scribe.records.append(
        FeedbackRecord(
            **scribe.stamp().fields,
            session=session,
            block=0,
            drill="glute-bridge",
            felt=("glutes", "hamstrings"),
            rpe=6,
            pain=2,
            where_pain="left knee",
            side="left",
            note="fine, mostly",
        )
    )
    first, second = table(csv_table(sessions_of(scribe)))
    assert [first[name] for name in ("felt", "rpe", "pain", "where_pain", "note")] == [
        "glutes; hamstrings",
        "6",
        "2",
        "left knee",
        "fine, mostly",
    ]
    assert not any(second[name] for name in ("felt", "rpe", "pain", "where_pain", "note"))
    assert [first["pain_side"], second["pain_side"]] == ["left", ""]


def test_of_two_answers_about_a_drill_the_last_one_is_in_the_table() -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    for rpe in (8, 3):
        fields = scribe.stamp().fields
        scribe.records.append(
            FeedbackRecord(
                **fields, session=session, block=0, drill="glute-bridge", rpe=rpe
            )
        )
    (row,) = table(csv_table(sessions_of(scribe)))
    assert row["rpe"] == "3"


def test_without_any_session_there_is_still_the_row_of_names() -> None:
    assert csv_table([]) == ",".join(COLUMNS).encode() + b"\r\n"


def test_a_set_of_seventy_thousand_reps_is_seventy_thousand() -> None:
    scribe = Scribe()
    scribe.did(scribe.start(), reps=70_000)
    (row,) = table(csv_table([only(scribe)]))
    assert row["done"] == "70000"


def test_a_set_of_a_drill_that_was_not_prescribed_is_there_too() -> None:
    scribe = Scribe()
    session = scribe.start()
    record = scribe.did(session, block=7)
    assert isinstance(record, SetFinishedRecord)
    (row,) = table(csv_table(sessions_of(scribe)))
    assert (row["drill"], row["drill_name"], row["drill_number"]) == (
        "glute-bridge",
        "",
        "8",
    )


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "  =1",
        "\u00a0=1",
        "\uff1d1",
        "\u200b=1",
    ],
)
def test_a_spreadsheet_has_nothing_to_work_out(text: str) -> None:
    scribe = Scribe()
    session = scribe.start(replace(make_prescription(), name=text))
    scribe.did(session)
    scribe.correct(session, note=text)
    (row,) = table(csv_table(sessions_of(scribe), has_formulas=False))
    for cell in (row["session_name"], row["session_note"]):
        assert cell.startswith("'")


@pytest.mark.parametrize(
    "text", ["-5", "+1.5", "fine - mostly", "a=b", "'quoted'", "5 + 5"]
)
def test_numbers_and_plain_words_stay_as_they_are_in_a_spreadsheet(text: str) -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session)
    scribe.correct(session, note=text)
    (row,) = table(csv_table(sessions_of(scribe), has_formulas=False))
    assert row["session_note"] == text
    assert row["done"] == "8"


def test_a_byte_order_mark_comes_first_and_once() -> None:
    scribe = Scribe()
    scribe.did(scribe.start())
    plain = csv_table(sessions_of(scribe))
    assert csv_table(sessions_of(scribe), has_mark=True) == b"\xef\xbb\xbf" + plain
