"""A table of sets as CSV, for spreadsheets. Pure."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from coach.errors import CoachError
from coach.model.records import FeedbackRecord, TestResultRecord
from coach.model.session_facts import BoutFacts, SessionFacts
from coach.text.harmless import harmless

COLUMNS = (
    "session",
    "session_started_at",
    "status",
    "session_name",
    "routine",
    "session_rpe",
    "session_pain",
    "session_felt",
    "session_note",
    "drill",
    "drill_name",
    "group",
    "drill_number",
    "set",
    "side",
    "unit",
    "planned",
    "done",
    "ended_by",
    "set_started_at",
    "work_ms",
    "exhale_ms",
    "paused_ms",
    "slow_exhales",
    "felt",
    "rpe",
    "pain",
    "where_pain",
    "note",
    "device",
    "pain_side",
    "load_g",
    "test",
    "test_measure",
    "test_result",
)
"""Each set that was begun has a row; if the sides work separately, each side has one.

Times of day have their offset from UTC; lengths are in whole milliseconds, which
spreadsheets in every language read alike.
"""

_LONGEST_CELL = 1 << 30


_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200d\u2060]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""Start of text that a spreadsheet takes for a formula, including spaces."""
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")


def csv_table(
    sessions: Iterable[SessionFacts],
    results: Iterable[TestResultRecord] = (),
    *,
    has_formulas: bool = True,
    has_mark: bool = False,
) -> bytes:
    """Return all sets of the sessions as CSV, with a header row.

    Args:
        sessions: the sessions whose sets are written.
        results: results of self-tests; each one is written beside the set in which it was
        measured.
        has_formulas: whether to keep text exactly; otherwise, text that a spreadsheet would
        evaluate gets an apostrophe before it, and control characters are removed.
        has_mark: whether to begin with the byte order mark that some spreadsheets need.

    Raises:
        CoachError: if the table could not be read back unchanged.
    """
    rows = [list(COLUMNS)]
    tests = {result.of_session: result for result in results}
    for facts in sessions:
        rows += [_row(facts, bout, tests.get(facts.id)) for bout in facts.bouts]
    if not has_formulas:
        rows = [[_inert(cell) for cell in row] for row in rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    data = text.getvalue().encode()
    if read_csv(data) != rows:
        raise CoachError(
            "the table would differ from the journal, so nothing was written",
            hint="this is a bug in coach; use --format json instead",
        )
    return codecs.BOM_UTF8 + data if has_mark else data


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet evaluates; numbers stay numbers."""
    shown = harmless(cell)
    if _NUMBER.fullmatch(shown):
        return shown
    is_formula = _FORMULA.match(cell) or _FORMULA.match(shown)
    return f"'{shown}" if is_formula else shown


def read_csv(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    finally:
        csv.field_size_limit(before)


def _row(facts: SessionFacts, bout: BoutFacts, test: TestResultRecord | None) -> list[str]:
    blocks = facts.prescription.blocks
    block = blocks[bout.block] if 0 <= bout.block < len(blocks) else None
    said = _said(facts.feedback, bout.block)
    values = (
        facts.id,
        facts.started_at.isoformat(),
        facts.status,
        facts.prescription.name,
        facts.prescription.routine,
        facts.rpe,
        facts.pain,
        "; ".join(facts.felt or ()),
        facts.note,
        bout.drill,
        block.name if block else None,
        block.group if block else None,
        bout.block + 1,
        bout.set,
        bout.side,
        block.unit if block else None,
        bout.reps_planned,
        bout.reps_done,
        bout.ended_by,
        bout.started_at.isoformat(),
        bout.work_ms,
        bout.exhale_ms,
        bout.paused_ms,
        bout.exhales,
        "; ".join(said.felt or ()) if said else None,
        said.rpe if said else None,
        said.pain if said else None,
        said.where_pain if said else None,
        said.note if said else None,
        facts.device,
        said.side if said else None,
        bout.weight.g if bout.weight else None,
        test.test if test else None,
        test.measure if test else None,
        getattr(test, bout.side or "both") if test else None,
    )
    return ["" if value is None else str(value) for value in values]


def _said(feedback: Sequence[FeedbackRecord], block: int) -> FeedbackRecord | None:
    """Return the last answer about a drill; earlier ones are in the complete export."""
    return next((said for said in reversed(feedback) if said.block == block), None)
