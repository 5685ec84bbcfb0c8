"""What the doctor found, on a terminal."""

from __future__ import annotations

import pytest

from coach.app.doctor.result import ProbeResult
from coach.screen.doctor_page import doctor_lines
from coach.screen.headline import headline

GOOD = ProbeResult("TERM", "xterm-256color")
BAD = ProbeResult(
    "speech", "no program found", is_ok=False, hint="install espeak-ng; sessions are silent"
)
LONG = ProbeResult("data", f"/home/runner/{'folder/' * 30}: writable")
WRONG = ProbeResult("data", f"/home/runner/{'folder/' * 30} is full", is_ok=False)


def shown(*findings: ProbeResult, columns: int = 80, is_ascii: bool = False) -> list[str]:
    found = {"terminal": (GOOD,), "sound programs": findings}
    return [line.plain for line in doctor_lines(found, columns, is_ascii=is_ascii)]


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_the_verdict_comes_first_with_what_to_do(columns: int) -> None:
    lines = shown(BAD, columns=columns)
    large = [row.plain for row in headline("1 to look at", columns)]
    assert (
        lines[: len(large)] == large if columns > 40 else lines[0] == "✗ 1 thing to look at"
    )
    words = " ".join(" ".join(lines).split())
    assert "sound programs, speech: no program found" in words
    assert BAD.hint in words
    assert words.index(BAD.hint) < words.index("✓ terminal")


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_a_topic_has_one_mark(columns: int) -> None:
    page = "\n".join(shown(GOOD, BAD, columns=columns))
    assert "✓ sound programs" not in page
    assert page.count("sound programs") == 1


def test_where_all_is_well_that_is_the_first_line() -> None:
    assert shown(GOOD, columns=40)[0] == "✓ No problems found"
    assert not any("✗" in line for line in shown(GOOD))


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_every_line_fits_and_a_long_path_that_is_wrong_is_whole(columns: int) -> None:
    lines = shown(GOOD, WRONG, columns=columns)
    assert max(map(len, lines)) <= columns
    assert WRONG.value.replace(" ", "") in "".join("".join(lines).split())


@pytest.mark.parametrize("columns", range(20, 60, 3))
def test_no_row_ends_within_the_name_of_what_was_checked(columns: int) -> None:
    log = ProbeResult("crash log", "/home/anna/coach/crash.log", is_ok=False, hint="report")
    assert any("crash log:" in line for line in shown(log, columns=columns))


def test_the_marks_need_no_unicode() -> None:
    lines = shown(BAD, is_ascii=True, columns=40)
    assert "".join(lines).isascii()
    assert lines[0].startswith("! ")


def many(rows: int, columns: int = 80) -> list[str]:
    found = {f"topic {number}": [LONG, GOOD] for number in range(14)}
    found["sound programs"] = [BAD]
    return [line.plain for line in doctor_lines(found, columns, rows)]


def test_topics_are_called_other_only_where_something_is_wrong() -> None:
    found = {f"topic {number}": [GOOD] for number in range(14)}
    lines = "\n".join(line.plain for line in doctor_lines(found, 40, 7))
    assert "14 topics: all well" in lines


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_verdict_and_prompt_are_seen_on_one_screen(size: tuple[int, int]) -> None:
    columns, rows = size
    lines = many(rows, columns)
    verdict = "✗ 1 thing to look at"
    large = [row.plain for row in headline("1 to look at", columns)]
    assert lines[: len(large)] == large if columns == 80 else lines[0] == verdict
    assert (verdict in lines) is (columns == 40), "told once"
    assert len(lines) < rows
    assert max(map(len, lines)) <= columns
    assert "Full details: coach doctor --plain" in lines


def test_on_a_screen_too_low_for_all_the_verdict_is_nearest_to_the_prompt() -> None:
    lines = many(8, 40)
    assert len(lines) >= 8
    assert "✗ 1 thing to look at" in lines[-7:]
    assert lines.count("✗ 1 thing to look at") == 1


@pytest.mark.parametrize("size", [(40, 60), (80, 24), (120, 40), (200, 60)])
def test_every_page_says_where_the_details_are(size: tuple[int, int]) -> None:
    lines = many(size[1], size[0])
    assert "Full details: coach doctor --plain" in lines


@pytest.mark.parametrize("columns", range(110, 200, 10))
def test_a_wide_page_tells_facts_of_what_is_well_and_cuts_none(columns: int) -> None:
    wall = ProbeResult("wall", "2026-11-30 08:29:28+00:00")
    session = ProbeResult("session", "the session clock reads 8134.919 s")
    program = ProbeResult("coach", "version 0.1.0 in /home/anna/.local/lib/coach")
    found = {
        "program": (program, LONG),
        "clocks": (session, wall),
        "streams": (ProbeResult("input", "terminal (/dev/pts/3)"),),
        "settings": (
            ProbeResult("changed", "4 settings; `coach config` shows all settings"),
        ),
    }
    lines = [row.plain for row in doctor_lines(found, columns, rows=60, is_ascii=False)]
    page = "\n".join(lines)
    assert max(map(len, lines)) <= columns
    assert f"wall {wall.value}" in page
    assert "8134" not in page, "says nothing to a runner"
    for fact in ("coach version 0.1.0", "input terminal", "changed 4 settings"):
        assert fact in page
    assert not any(sign in page for sign in ("/", ";", "`"))
