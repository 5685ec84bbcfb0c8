from __future__ import annotations

import re

import pytest

from coach.phone.server import read_page

STYLE = read_page()["/style.css"][1].decode()
BACKGROUNDS = ("back", "in", "out", "empty", "key", "go", "pain")
ENOUGH = 4.5
"""Contrast that WCAG 2.2 asks of text (1.4.3)."""


def colour(name: str) -> str:
    found = re.search(rf"--{name}: #([0-9a-f]+)", STYLE)
    assert found
    return "".join(digit * 2 for digit in found[1]) if len(found[1]) == 3 else found[1]


def luminance(digits: str) -> float:
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_text_can_be_read_on_every_colour(name: str) -> None:
    assert contrast(colour("text"), colour(name)) >= ENOUGH


@pytest.mark.parametrize("name", ["back", "in", "out", "empty"])
def test_quiet_text_can_be_read_on_every_breath(name: str) -> None:
    assert contrast(colour("quiet"), colour(name)) >= ENOUGH
