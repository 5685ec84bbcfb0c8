"""Handouts: one page of HTML to print, whatever somebody wrote into a drill or a note."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.commands import run_here
from tests.library.drillfiles import drill_with, write

VOID = {"meta", "br"}
KNOWN = set(
    re.findall(
        r"\w+",
        "html head meta title style body header h1 h2 h3 p div span strong section article "
        "ol ul li table thead tbody tr th td br figure figcaption svg g polyline circle",
    )
)
HOSTILE = "<script>alert(1)</script>&amp;\"'><img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """The elements and words of a page; a tag that is not closed is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [f"{name}={value}" for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open and data.strip():
            self.words.append(data.strip())


def handout(tmp_path: Path, *argv: str) -> Page:
    file = tmp_path / "handout.html"
    result = run_here("show", *argv, "--html", str(file), "--force")
    assert (result.code, result.out) == (0, ""), result.err
    assert result.err.startswith("coach: written: ")
    return Page(file.read_text())


def test_a_routine_is_on_paper_from_its_figures_to_its_sources(tmp_path: Path) -> None:
    page = handout(tmp_path, "strength-a", "--for", "Anna", "--note", "Go slowly")
    for words in (
        *(
            "Strength A",
            "For: Anna",
            "Go slowly",
            "2 x 10 reps, rest 30s",
            "Breathe and move",
        ),
        *(
            "OUT",
            "push and lift",
            "Heels close to the hips",
            "glutes; also fine: hamstrings",
        ),
        "Your low back arches at the top: Lower a little, breathe out, tuck the tailbone",
        *("Stop and get urgent help now", "What is known", "Stop if it hurts."),
    ):
        assert words in page.words
    boxes = page.values.count("class=box")
    assert boxes == 3 * (1 + 2 + 2 + 2 + 1 + 2)
    assert page.tags.count("article") == 6
    assert page.tags.count("svg") == 12
    assert any("Lehecka" in words for words in page.words)


def test_hostile_words_are_only_words_on_a_handout(tmp_path: Path) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    text = drill_with("name: Heel slide", f'name: "{quoted}"')
    folder = write(tmp_path / "drills", {"heel-slide.yaml": text})
    page = handout(
        tmp_path,
        "heel-slide",
        *("--drills", str(folder), "--for", HOSTILE, "--note", f"{HOSTILE}\n\x1b[31m\x00"),
    )
    assert set(page.tags) <= KNOWN
    assert page.words.count(HOSTILE) >= 3
    assert not any(name.startswith(("on", "src", "href")) for name in page.values)
    assert not any("\x1b" in words or "\x00" in words for words in page.words)


def test_a_handout_fetches_nothing(tmp_path: Path) -> None:
    handout(tmp_path, "pre-run")
    text = (tmp_path / "handout.html").read_text()
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_a_handout_has_the_doses_of_today_or_those_that_are_written(tmp_path: Path) -> None:
    assert (
        run_here("plan", "begin", "six-week").code == 0
    )  # one set fewer in its first week
    today = handout(tmp_path, "strength-a")
    assert "10 reps" in today.words
    assert "2 x 10 reps, rest 30s" not in today.words
    written = handout(tmp_path, "strength-a", "--as-written")
    assert "2 x 10 reps, rest 30s" in written.words


def test_a_programme_is_handed_out_with_its_weeks_and_each_drill_once(
    tmp_path: Path,
) -> None:
    page = handout(tmp_path, "four-week")
    for words in (
        "Week by week",
        "1. Learn",
        "1 fewer set of each drill that has more than one",
        "2 x Strength A",
    ):
        assert words in page.words
    assert page.words.count("Glute bridge") == 4  # on three sheets, and its card
    assert "Strength A: 2 x 10 reps, rest 30s" in page.words
    assert "Pre-run activation: 8 reps" in page.words


def test_loose_drills_share_a_sheet(tmp_path: Path) -> None:
    page = handout(tmp_path, "glute-bridge", "clamshell", "desk-break")
    assert page.tags.count("table") == 2 + page.tags.count("article")
    assert "Drills" in page.words


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("pre-run", "taper"), "you can give several names only for a handout"),
        (("pre-run", "--for", "Anna"), "'--for' is only for a handout"),
        (("pre-run", "--html", "a.html", "--fit", "a.fit"), "'--fit' and '--html'"),
        (("six-week", "four-week", "--html", "a.html"), "one programme"),
        (("glute-brigde", "--html", "a.html"), "did you mean 'glute-bridge'?"),
    ],
)
def test_handouts_that_cannot_be_are_refused(
    argv: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run_here("show", *argv)
    assert result.code in {1, 2}
    assert said in result.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_handout_that_is_there_stays_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "handout.html"
    file.write_text("mine")
    result = run_here("show", "pre-run", "--html", str(file))
    assert result.code == 1
    assert file.read_text() == "mine"
