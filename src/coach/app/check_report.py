"""The report of a check as plain values and as one line."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.model.terms import Group
from coach.text.count_of import count_of
from coach.text.listed import listed

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


_KINDS = {"routines": "routine"}


def checked_words(report: Report) -> str:
    """Return what was checked: ``43 drills, 8 routines and 9 other files checked``."""
    kinds: Counter[str] = Counter()
    for path in report.files.values():
        is_drill = path.suffix == ".yaml" and path.parent.name in set(Group)
        kinds["drill" if is_drill else _KINDS.get(path.parent.name, "other file")] += 1
    others = kinds.pop("other file", 0)
    counted = [
        count_of(kinds[kind], kind) for kind in ("drill", *_KINDS.values()) if kinds[kind]
    ]
    counted += [count_of(others, "other file" if counted else "file")] if others else []
    return f"{listed(counted)} checked"


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
    wrong = {problem.path for problem in report.problems if not problem.is_advice}
    is_any_good = not wrong.issuperset(report.files)
    rest = "; the files without errors still work" if is_any_good else ""
    return f"{files}: {errors}{also}{rest}"
