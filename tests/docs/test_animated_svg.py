from __future__ import annotations

import re
from bisect import bisect_right
from xml.etree import ElementTree as ET

import pytest
from rich.text import Text
from tests.tools.animated_svg import Shot, film

from coach.screen.svg import CELL_WIDTH, svg_of

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS, LENGTH_MS = 20, 4_000
SHOTS = (
    Shot(0, [Text("Bridge"), Text("breathe in"), Text("")]),
    Shot(1_000, [Text("Bridge"), Text("breathe out"), Text("██")]),
    Shot(2_500, [Text("Bridge"), Text("breathe in"), Text("██▄")]),
    Shot(3_000, [Text("Bridge"), Text("breathe in"), Text("⣿⠁")]),
)
WIDTH = COLUMNS * CELL_WIDTH


def made(shots: tuple[Shot, ...] = SHOTS, still_ms: int = 0) -> ET.Element:
    return ET.fromstring(film(shots, LENGTH_MS, COLUMNS, "a <film>", still_ms))  # noqa: S314  our own


def part(picture: ET.Element, name: str) -> ET.Element:
    found = picture.find(f".//{SVG}g[@class='{name}']")
    assert found is not None
    return found


def words_shown(picture: ET.Element, at_ms: int) -> list[str]:
    """The words in sight at a time, as a browser works it out."""
    shown: list[str] = []
    for row in part(picture, "moving"):
        animation = row.find(f".//{SVG}animateTransform")
        moved = 0
        if animation is not None:
            share = at_ms % int(animation.attrib["dur"].removesuffix("ms")) / LENGTH_MS
            times = [float(time) for time in animation.attrib["keyTimes"].split(";")]
            values = animation.attrib["values"].split(";")
            assert len(times) == len(values)
            moved = int(values[bisect_right(times, share) - 1])
        shown += (
            text.text or ""
            for text in row.iter(f"{SVG}text")
            if 0 <= int(text.attrib["x"]) + moved < WIDTH
        )
    return shown


@pytest.mark.parametrize(
    ("at_ms", "words"),
    [
        (0, "breathe in"),
        (999, "breathe in"),
        (1_000, "breathe out"),
        (2_499, "breathe out"),
        (2_500, "breathe in"),
        (3_999, "breathe in"),
        (LENGTH_MS + 1_200, "breathe out"),
    ],
)
def test_a_film_shows_what_the_screen_showed_at_that_time(at_ms: int, words: str) -> None:
    assert words_shown(made(), at_ms) == ["Bridge", words]


def test_what_never_changes_does_not_move() -> None:
    first, second = (
        row for row in part(made(), "moving") if row.find(f".//{SVG}text") is not None
    )
    assert first.find(f".//{SVG}animateTransform") is None
    assert second.find(f".//{SVG}animateTransform") is not None


def test_a_screen_that_comes_back_is_kept_once() -> None:
    texts = [text.text for text in part(made(), "moving").iter(f"{SVG}text")]
    assert sorted(map(str, texts)) == ["Bridge", "breathe in", "breathe out"]


def test_every_strip_begins_anew_at_the_same_time_for_ever() -> None:
    animations = list(made().iter(f"{SVG}animateTransform"))
    assert len(animations) == 3  # the words, the blocks, the dots
    for animation in animations:
        assert animation.attrib["dur"] == f"{LENGTH_MS}ms"
        assert animation.attrib["repeatCount"] == "indefinite"
        assert animation.attrib["calcMode"] == "discrete"
        times = [float(time) for time in animation.attrib["keyTimes"].split(";")]
        assert times[0] == 0
        assert times == sorted(set(times))
        assert times[-1] < 1


def test_neighbours_on_a_strip_never_look_into_the_screen() -> None:
    full = "x" * COLUMNS
    shots = tuple(Shot(1_000 * n, [Text(f"{full[:-1]}{n}")]) for n in range(4))
    texts = list(part(made(shots), "moving").iter(f"{SVG}text"))
    starts = [int(text.attrib["x"]) for text in texts]
    ends = [int(t.attrib["x"]) + int(t.attrib["textLength"]) for t in texts]
    assert ends[0] == WIDTH
    assert all(start > end for start, end in zip(starts[1:], ends, strict=False))


def test_who_wants_no_movement_sees_the_chosen_frame_standing_still() -> None:
    picture = made(still_ms=1_500)
    still = part(picture, "still")
    assert [text.text for text in still.iter(f"{SVG}text")] == ["Bridge", "breathe out"]
    assert still.find(f".//{SVG}animateTransform") is None
    css = " ".join(style.text or "" for style in picture.iter(f"{SVG}style"))
    reduced = css[css.index("prefers-reduced-motion: reduce") :]
    assert re.search(r"\.still\s*{\s*display:\s*inline", reduced)
    assert re.search(r"\.moving\s*{\s*display:\s*none", reduced)


def test_a_film_runs_no_script_and_fetches_nothing() -> None:
    svg = film(SHOTS, LENGTH_MS, COLUMNS, "a film")
    assert "://" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"<script|href|url\(|@import|@font-face|\son[a-z]+=", svg)


def test_a_screen_reader_hears_the_title() -> None:
    assert made().findtext(f"{SVG}title") == "a <film>"


def test_signs_that_mean_something_in_a_file_are_only_signs_in_a_picture() -> None:
    picture = ET.fromstring(svg_of([Text("<b> & co")], COLUMNS, "signs"))  # noqa: S314  our own
    assert [text.text for text in picture.iter(f"{SVG}text")] == ["<b> & co"]


def test_words_keep_their_columns_in_every_font() -> None:
    picture = ET.fromstring(svg_of([Text("  ▼ OUT   lift")], COLUMNS, "words"))  # noqa: S314  our own
    assert [
        (
            text.text,
            int(text.attrib["x"]) // CELL_WIDTH,
            int(text.attrib["textLength"]) // CELL_WIDTH,
        )
        for text in picture.iter(f"{SVG}text")
    ] == [("▼", 2, 1), ("OUT", 4, 3), ("lift", 10, 4)]


@pytest.mark.parametrize(
    ("characters", "path"),
    [
        ("██", "M0 0h24v24h-24z"),
        (" ▀", "M12 0h12v12h-12z"),
        ("▄", "M0 12h12v12h-12z"),
        ("▂▂", "M0 18h24v6h-24z"),
        ("▌", "M0 0h6v24h-6z"),
        ("─", "M0 11h12v2h-12z"),
        ("╭", "M5 11h2v13h-2zM7 11h5v2h-5z"),
        ("⠁", "m0 0h0"),
        ("⣀", "m0 3h0m1 0h0"),
        (" ⠈⠠", "m3 0h0m2 2h0"),
        ("⡇", "m0 0h0m0 1h0m0 1h0m0 1h0"),
        ("⠊", "m0 1h0m1-1h0"),
    ],
)
def test_blocks_and_dots_are_drawn_where_their_characters_have_them(
    characters: str, path: str
) -> None:
    picture = ET.fromstring(svg_of([Text(characters)], COLUMNS, "shapes"))  # noqa: S314  our own
    assert [shape.attrib["d"] for shape in picture.iter(f"{SVG}path")] == [path]
    assert not list(picture.iter(f"{SVG}text"))


def test_a_line_in_one_role_has_the_colour_of_the_theme() -> None:
    svg = svg_of([Text("██", "coach.exhale"), Text("██")], COLUMNS, "colours")
    colours = dict(re.findall(r"^\.(ink\d+),.*?color: (#\w+);", svg, re.MULTILINE))
    used = re.findall(r'<g class="blocks (ink\d+)"', svg)
    assert [colours[ink] for ink in used] == ["#ffce54", "#d6dee4"]
