"""The report of a check as plain values and as one line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.library.check.report import Report


def report_json(report: Report) -> dict[str, Any]:
    """Return the whole answer of ``coach drill check --json``."""
    from coach.text.json_text import VERSION

    problems = [
        {
            "file": _as_text(report.files.get(problem.path, Path(problem.path))),
            "line": problem.line,
            "column": problem.column,
            "kind": "advice" if problem.is_advice else "error",
            "message": problem.message,
            "hint": problem.hint,
            "excerpt": report.excerpt(problem),
        }
        for problem in report.problems
    ]
    return {
        "version": VERSION,
        "files": len(report.files),
        "errors": report.errors,
        "advice": report.advice,
        "problems": problems,
    }


def _as_text(path: Path) -> str:
    """Return a path in a form JSON can hold; some systems allow names that are not text."""
    return os.fsencode(path.absolute()).decode("utf-8", "replace")


def report_words(report: Report) -> str:
    """Return one line that counts files, errors and advice."""
    files = count_of(len(report.files), "file")
    if not report.problems:
        return f"{files}: no problems"
    errors, advice = (
        count_of(report.errors, "error"),
        f"{count_of(report.advice, 'piece')} of advice",
    )
    if not report.errors:
        return f"{files}: no errors, {advice}; everything works"
    also = f", {advice}" if report.advice else ""
    return f"{files}: {errors}{also}; the files without errors still work"
