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


def shown(*findings: ProbeResult, columns: int = 80, is_ascii: bool = False) -> list[str]:
    found = {"terminal": (GOOD,), "sound programs": findings}
    return [line.plain for line in doctor_lines(found, columns, is_ascii=is_ascii)]


def test_the_verdict_comes_first_with_what_to_do() -> None:
    lines = shown(BAD)
    assert lines[0] == "✗ 1 thing to look at"
    assert lines[1].strip() == "sound programs, speech: no program found"
    assert lines[2].strip() == BAD.hint
    assert any(line.startswith("✗ sound programs") for line in lines[3:])
    assert any(line.startswith("✓ terminal") for line in lines[3:])


def test_where_all_is_well_that_is_the_first_line() -> None:
    assert shown(GOOD)[0] == "✓ No problems found"


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_every_line_fits_and_a_long_path_is_whole(columns: int) -> None:
    lines = shown(BAD, LONG, columns=columns)
    assert max(map(len, lines)) <= columns
    assert LONG.value.replace(" ", "") in "".join("".join(lines).split())


def test_the_marks_need_no_unicode() -> None:
    lines = shown(BAD, is_ascii=True)
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


def test_where_there_is_room_a_long_path_is_whole() -> None:
    lines = many(120)
    assert LONG.value.replace(" ", "") in "".join("".join(lines).split())
    assert not any(line.startswith("Full details") for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
def test_a_large_screen_tells_everything_that_is_well(size: tuple[int, int]) -> None:
    folders = [
        ProbeResult(name, f"/home/anna/.local/{name}/coach: writable")
        for name in ("settings", "data", "journal")
    ]
    found = {f"topic {number}": (GOOD,) for number in range(9)}
    found |= {"folders": (*folders, BAD), "keys": (ProbeResult("keys", "can be read"),)}
    page = "\n".join(row.plain for row in doctor_lines(found, *size))
    assert all(each.value in page for each in folders)
    assert page.count("keys") == 1
    assert page.count(BAD.value) == 1
    assert "--plain" not in page


@pytest.mark.parametrize("columns", range(110, 200, 10))
def test_a_date_that_does_not_fit_is_left_out_and_never_cut(columns: int) -> None:
    wall = ProbeResult("wall", "2026-11-30 08:29:28+00:00")
    long = ProbeResult("clock", "the session clock reads 8134.919 s")
    found = {"terminal": (GOOD,), "clocks": (long, wall), "sound programs": (BAD,)}
    lines = [row.plain for row in doctor_lines(found, columns, rows=60, is_ascii=False)]
    assert all(wall.value in line for line in lines if "wall" in line)
