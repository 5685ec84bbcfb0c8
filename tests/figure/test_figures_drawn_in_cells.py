from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tools.base_figure import base_figure

from coach.figure.blend import between
from coach.figure.joints import Joints, other_side
from coach.figure.raster import Raster, draw
from coach.figure.stance import stances
from coach.figure.strokes import Ink
from coach.figure.vector import picture
from coach.model.pose import BasePose, Figure

POSES = Path(__file__).parents[2] / "drills" / "poses.yaml"
EXAMPLES = Path(__file__).parent / "examples.yaml"
BASES = msgspec.convert(yaml.safe_load(POSES.read_text()), dict[str, BasePose])
FIGURES = {
    name: msgspec.convert(value, Figure)
    for name, value in yaml.safe_load(EXAMPLES.read_text())["figures"].items()
}
LETTERS = set(" -/\\|_o.")


def at(name: str, share: float) -> tuple[Joints, Figure]:
    figure = FIGURES[name]
    start, end, *_ = stances(figure, BASES).values()
    return between(start, end, share, figure), figure


def dots(raster: Raster, ink: Ink | None = None) -> int:
    return sum(
        (ord(char) - 0x2800).bit_count()
        for line, inks in zip(raster.lines, raster.inks, strict=True)
        for char, cell in zip(line, inks, strict=True)
        if char != " " and (ink is None or cell == ink)
    )


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(FIGURES)),
    share=st.floats(0, 1),
    columns=st.integers(20, 120),
    rows=st.integers(6, 40),
    braille=st.booleans(),
)
def test_a_drawing_fills_exactly_the_cells_it_is_given(
    name: str, share: float, columns: int, rows: int, *, braille: bool
) -> None:
    joints, figure = at(name, share)
    raster = draw(joints, figure, columns, rows, braille=braille)
    assert len(raster.lines) == len(raster.inks) == rows
    assert {len(line) for line in raster.lines} == {columns}
    assert {len(inks) for inks in raster.inks} == {columns}
    allowed = LETTERS if not braille else {" ", *map(chr, range(0x2801, 0x2900))}
    assert set("".join(raster.lines)) <= allowed
    for line, inks in zip(raster.lines, raster.inks, strict=True):
        assert all(
            (char == " ") == (ink == Ink.NONE) for char, ink in zip(line, inks, strict=True)
        )


@pytest.mark.parametrize("name", sorted(BASES))
def test_every_base_pose_shows_a_body_on_a_floor(name: str) -> None:
    figure = base_figure(BASES[name])
    (pose,) = stances(figure, BASES).values()
    raster = draw(between(pose, pose, 0, figure), figure, 44, 12)
    assert dots(raster, Ink.PLAIN) > 60
    assert Ink.FLOOR in raster.inks[-1]


def test_the_same_body_is_always_drawn_the_same() -> None:
    assert draw(*at("bridge", 0.4), 44, 12) == draw(*at("bridge", 0.4), 44, 12)


def test_the_working_legs_are_in_the_accent_colour() -> None:
    raster = draw(*at("bridge", 1), 44, 12)
    assert dots(raster, Ink.ACCENT) > 80


def test_the_working_limb_keeps_its_colour_on_the_other_side() -> None:
    joints, figure = at("lunge-drive", 1)
    one = dots(draw(joints, figure, 44, 12), Ink.ACCENT)
    other = dots(draw(other_side(joints), figure, 44, 12), Ink.ACCENT)
    assert abs(one - other) <= 12


def test_the_belly_rises_with_the_breath() -> None:
    empty = draw(*at("breathing-90-90", 0), 44, 12)
    full = draw(*at("breathing-90-90", 1), 44, 12)

    def top(raster: Raster) -> int:
        return min(row for row, inks in enumerate(raster.inks) if Ink.ACCENT in inks)

    assert top(empty) - top(full) >= 2


def test_a_line_has_no_gaps() -> None:
    raster = draw(*at("plank-exhale", 1), 44, 12)
    body = [
        {column for column, ink in enumerate(inks) if ink >= Ink.PLAIN}
        for inks in raster.inks
    ]
    columns = set[int]().union(*body)
    assert columns == set(range(min(columns), max(columns) + 1))


def test_the_wall_follows_the_mirror() -> None:
    figure = msgspec.convert(
        {
            "view": "front",
            "scale": "standing",
            "props": [{"wall": 90}],
            "poses": {"stand": {"from": "standing-front"}},
        },
        Figure,
    )
    (pose,) = stances(figure, BASES).values()
    joints = between(pose, pose, 0, figure)

    def wall(body: Joints) -> int:
        return draw(body, figure, 44, 12).inks[0].index(Ink.PROP)

    assert wall(joints) > 22 > wall(other_side(joints))


def test_the_picture_for_the_gallery_is_valid_and_has_a_title() -> None:
    start, figure = at("clamshell", 0)
    end, _ = at("clamshell", 1)
    root = ET.fromstring(picture((start, end), figure, "Clamshell <start & end>"))  # noqa: S314  our own text
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Clamshell <start & end>"
    assert len(root.findall(f"{space}g")) == 2
    assert root.find(f".//{space}polyline[@class='accent']") is not None
