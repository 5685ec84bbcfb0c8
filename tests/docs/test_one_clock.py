"""The commands read the time in one place."""

from __future__ import annotations

from pathlib import Path

CODE = Path(__file__).resolve().parents[2] / "src" / "coach"


def test_the_clock_of_the_machine_is_built_in_one_place() -> None:
    built = [
        str(file.relative_to(CODE))
        for file in CODE.rglob("*.py")
        for _ in range(file.read_text().count("SystemClock()"))
        if file.relative_to(CODE).parts[0] != "terminal"
    ]
    assert built == ["app/context.py"]
