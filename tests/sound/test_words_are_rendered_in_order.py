"""Words are rendered in the order in which they are heard, and not long before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from tests.plans import BIRD_DOG, BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Listening, speaks_at_once

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block
from coach.model.terms import Side
from coach.sound.event_phrases import CONTINUING, SKIPPED_DRILL
from coach.sound.laptop_place import carry_wordings
from coach.sound.opening_words import overview_wordings
from coach.sound.speech_engines import Engine
from coach.sound.way_into_position import (
    standing_texts,
)

LONG = replace(BRIDGE, sets=9, waits=True)
"""Longer than words are rendered ahead."""


@dataclass
class WritesDown:
    """A speech program that writes down each text it is given."""

    folder: Path

    @property
    def engine(self) -> Engine:
        word = speaks_at_once(self.folder).argv[-1]
        return Engine("stub", ("sh", "-c", f"cat >> {self._log}; cat {word}"))

    @property
    def texts(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()

    @property
    def _log(self) -> Path:
        return self.folder / "texts"


def prepared(folder: Path, *blocks: Block) -> tuple[Listening, WritesDown]:
    program = WritesDown(folder)
    listening = Listening(timeline_of(*blocks), folder, engine=program.engine)
    listening.ears.prepare(listening.timeline)
    return listening, program


def test_the_first_name_and_how_to_lie_come_before_everything_else(tmp_path: Path) -> None:
    clam = replace(CLAMSHELL, waits=True, sets=1)
    listening, program = prepared(tmp_path, replace(BRIDGE, waits=True, sets=1), clam)
    how_to_lie = standing_texts(
        replace(BRIDGE, waits=True, sets=1),
        1,
        VoiceLevel.FULL,
        is_start=True,
        ahead=carry_wordings(listening.timeline, listening.timeline.segments[0]),
    )
    (overview,) = overview_wordings(listening.timeline)
    assert tuple(program.texts[: 2 + len(how_to_lie)]) == (
        overview,
        "Glute bridge",
        *how_to_lie,
    )
    assert set(standing_texts(clam, 1, VoiceLevel.FULL, (), Side.LEFT)) < set(program.texts)
    assert program.texts.index("next: Clamshell") < program.texts.index(CONTINUING)


def test_words_of_much_later_are_rendered_on_the_way(tmp_path: Path) -> None:
    listening, program = prepared(tmp_path, LONG, replace(BIRD_DOG, sets=1))
    assert "next: Bird dog" not in program.texts
    assert CONTINUING in program.texts
    listening.play((9_000, "space"), (40_000, "space"))
    assert any(line.endswith(" next: Bird dog") for line in listening.words_heard)
    assert program.texts[-1].startswith("Done. ")


def test_who_skips_to_a_drill_that_was_far_away_hears_its_name(tmp_path: Path) -> None:
    listening, program = prepared(tmp_path, LONG, replace(CLAMSHELL, sets=1))
    assert "next: Clamshell" not in program.texts
    listening.play((9_000, "space"), (40_000, "n"), (40_500, "n"))
    order = [program.texts.index(text) for text in (SKIPPED_DRILL, "next: Clamshell")]
    assert order == sorted(order)
    said = [line.split(" ", 1)[1] for line in listening.words_heard]
    assert "next: Clamshell" in said
