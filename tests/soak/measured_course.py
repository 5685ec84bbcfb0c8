"""Six weeks with tests at both ends, one weak side and one loaded drill, screen by screen.

    python tests/soak/measured_course.py FOLDER [--pictures]

Every command goes through the command line, every session through the real loop into a
real journal; only the clock, the keyboard and the screen are stand-ins. What a runner
sees is written into FOLDER in order, as text, and with ``--pictures`` as SVG too. FOLDER
keeps the journal as well, so that what was said can be compared with it.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
from rich.text import Text

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coach.app.context import Context
from coach.cli.main import main as command_line
from coach.event import Event, QuestionAsked
from coach.model.terms import Side
from coach.moment import Moment
from coach.paths import find_paths
from coach.question.dialog import ENTER, Step
from coach.screen import live_screen
from coach.screen.layout import Sheet
from coach.screen.live_screen import Screen
from coach.screen.painter import Painter
from coach.screen.svg import svg_of
from coach.terminal import console as terminal_console

MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)
SETTINGS = """\
equipment = ["dumbbells 2-10 kg by 2", "kettlebell 12 kg", "band", "step 20 cm", "bench"]
motion = "reduced"
stay_awake = false
week = 3

[sound]
mode = "none"
"""
LOADED, ONE_SIDED = "glute-bridge", "side-lying-abduction"
READING_MS = 1_200
"""So long after what it answers comes a key."""
MOST_CELLS = 80
LAST_WORDS = 80
"""Characters of a question that are looked at."""

Answers = Mapping[tuple[str, Step], Sequence[str]]
"""Keys by drill and step; a drill that is not named was good."""


class Machine:
    """The clock of the machine, which only waiting moves on."""

    def __init__(self) -> None:
        self.ms = 0
        self.set_to = MONDAY
        self._set_at_ms = 0

    def now_ms(self) -> int:
        return self.ms

    def boot_ms(self) -> int:
        return self.ms

    def wall_ns(self) -> int:
        return int(self.wall().timestamp() * 1e9)

    def wall(self) -> datetime:
        return self.set_to + timedelta(milliseconds=self.ms - self._set_at_ms)

    def move_to(self, wall: datetime) -> None:
        self.set_to, self._set_at_ms = wall, self.ms


class Paper(io.StringIO):
    """A terminal that keeps what is printed."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Keyboard(io.StringIO):
    """Presses Enter where a program asks for a line, and says yes where it asks."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper

    def isatty(self) -> bool:
        return True

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]  # typeshed: bytes
        asked = self._paper.getvalue()[-LAST_WORDS:]
        words = "y" if "Type y or n" in asked else ""
        self._paper.write(f"{words}\n")
        return f"{words}\n"


class Runner:
    """Looks at the screen and presses keys; one for each command."""

    def __init__(
        self,
        machine: Machine,
        shots: Shots,
        answers: Answers,
        *,
        card: Sequence[str] = (),
        ends_at: Mapping[Side | None, int] | None = None,
    ) -> None:
        self._machine, self._shots, self._answers = machine, shots, answers
        self._card = deque(card)
        self._ends_at = ends_at or {}
        self._keys: deque[str] = deque()
        self._sheet: Sheet | None = None
        self._moment: Moment | None = None
        self._is_playing = False
        self._about = ""
        self._seen: set[object] = set()
        self.came_alone = True
        self.can_press = True
        self.background = None

    # What a painter and a screen tell

    def painted(self, sheet: Sheet, moment: Moment) -> None:
        self._sheet, self._moment = sheet, moment

    def told(self, event: Event) -> None:
        self._is_playing = True
        if isinstance(event, QuestionAsked):
            self._about = event.drill

    # The console

    def read(self, timeout_ms: float) -> str | None:
        if not self._keys:
            self._look()
        if self._keys:
            self._machine.ms += READING_MS
            return self._keys.popleft()
        self._machine.ms += max(1, -int(-timeout_ms // 1))
        return None

    def _look(self) -> None:
        moment = self._moment
        if not self._is_playing:
            text = plain_of(self._sheet, moment) if self._sheet and moment else ""
            if "none of these" in text.lower() or "not sure" in text.lower():
                self._keep("question before the first session", "safety")
                self._keys.append(_safety_key(text))
                return
            if moment is None:
                return
            self._keep("start card", ("card", len(self._card)))
            self._keys.append(self._card.popleft() if self._card else "space")
            return
        assert moment is not None
        if moment.is_ended:
            if "ended" not in self._seen:
                self._seen.add("ended")  # what was left open is asked once more
                self._keys.append("2")
            return
        if moment.question is not None:
            step = moment.question.step
            self._keep(f"question {step} {self._about}", (self._about, step))
            self._keys.extend(self._answers.get((self._about, step), _usual(step)))
        elif moment.is_awaiting_ready:
            self._keep(f"ready {moment.block.drill}", ("ready", moment.block.drill))
            self._keys.append("space")
        elif moment.is_paused:
            self._keep(f"pause {moment.block.drill}", ("pause", moment.block.drill))
            self._keys.append("space")
        elif not moment.segment.is_work:
            self._keep(
                f"wait {moment.block.drill}",
                ("wait", moment.block.drill, moment.segment.set, moment.segment.side),
            )
        else:
            self._work(moment)

    def _work(self, moment: Moment) -> None:
        segment, drill = moment.segment, moment.block.drill
        side = f" {segment.side}" if segment.side else ""
        if segment.phase == 1 or len(moment.block.phases) == 1:
            self._keep(
                f"work {drill} set {segment.set}{side}",
                ("work", drill, segment.set, segment.side),
            )
        ends_at = self._ends_at.get(segment.side, self._ends_at.get(None))
        if ends_at is not None and (segment.rep or 0) > ends_at:
            self._keep(f"end of {drill}{side}", ("end", drill, segment.side))
            self._keys.append("space")

    def _keep(self, name: str, once: object) -> None:
        if once not in self._seen and self._sheet is not None and self._moment is not None:
            self._seen.add(once)
            self._shots.screen(name, self._sheet, self._moment)

    def suspend(self) -> None:
        raise NotImplementedError

    def leave_full_screen(self) -> None:
        pass

    on_screen_lost: Callable[[], None]
    on_background: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _safety_key(text: str) -> str:
    return "n" if re.search(r"\bn\b", text) else "space"


def _usual(step: Step) -> tuple[str, ...]:
    return {
        Step.FELT: ("2",),
        Step.MORNING: ("2",),
        Step.SIDE: ("1",),
    }.get(step, (ENTER,))


def lines_of(sheet: Sheet, moment: Moment) -> list[Text]:
    """The rows of a sheet with what moves on it."""
    rows = [row.copy() for row in sheet.rows]
    for mover in sheet.movers:
        cells = mover.moving.draw(moment)
        for offset, words in enumerate(cells.lines):
            row = rows[mover.row + offset]
            row.pad_right(max(0, mover.column + mover.moving.width - row.cell_len))
            rows[mover.row + offset] = Text.assemble(
                row[: mover.column], words, row[mover.column + len(words) :]
            )
    return rows


def plain_of(sheet: Sheet, moment: Moment) -> str:
    """The rows of a sheet as text."""
    return "\n".join(line.plain.rstrip() for line in lines_of(sheet, moment))


class Shots:
    """What was seen, numbered in order."""

    def __init__(self, folder: Path, *, has_pictures: bool) -> None:
        self._folder, self._has_pictures = folder, has_pictures
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)

    def screen(self, name: str, sheet: Sheet, moment: Moment) -> None:
        """Keep a whole screen."""
        lines = lines_of(sheet, moment)
        file = self.text(name, "\n".join(line.plain.rstrip() for line in lines))
        if self._has_pictures:
            file.with_suffix(".svg").write_text(
                svg_of(lines, MOST_CELLS, name), encoding="utf-8"
            )

    def text(self, name: str, text: str) -> Path:
        """Keep a text."""
        self._number += 1
        file = self._folder / f"{self._number:03} {name.replace('/', '-')}.txt"
        file.write_text(f"{text}\n", encoding="utf-8")
        return file


class MeasuredCourse:
    """The six weeks."""

    def __init__(self, folder: Path, *, has_pictures: bool) -> None:
        self._home = folder / "home"
        self._home.mkdir(parents=True, exist_ok=True)
        self._shots = Shots(folder / "screens", has_pictures=has_pictures)
        self._machine = Machine()
        self._last = ""
        """The id of the session that was named last."""
        os.environ.update(
            COACH_HOME=str(self._home), COLUMNS=str(MOST_CELLS), LINES="24", TERM="xterm"
        )
        settings = find_paths(os.environ).config_file
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(SETTINGS, encoding="utf-8")

    def run(self) -> None:
        """Play them."""
        self._at(0, 7)
        for page in (("plan", "list"), ("test",)):
            self._command(*page)
        self._command("plan", "begin", "six-week", "--days", "mon,wed,fri")
        self._pages("first morning")
        self._test("single-leg-bridge", left=9, right=15)
        self._test("heel-raise", left=20, right=21)
        self._pages("after the first tests")
        answers: list[Answers] = self._answers()
        for number in range(18):
            week, day = divmod(number, 3)
            self._at(week * 7 + (0, 2, 4)[day], 18)
            if week == 5 and day == 0:
                self._pages("last week")
            # The programme asks for two strength sessions; this runner does a third.
            names = ("strength-a",) if day == 1 else ()
            self._session(number + 1, answers[number], names)
            if names:
                # Asked about or not, the loaded drill was easy.
                easy = ("--drill", LOADED, "--felt", "glutes", "--rpe", "3")
                self._command("history", "edit", self._last, *easy)
            if day == 2:
                self._pages(f"end of week {week + 1}")
        self._at(5 * 7 + 5, 9)
        self._test("single-leg-bridge", left=16, right=18)
        self._test("heel-raise", left=22, right=21)
        self._test("side-plank", left=7, right=11)
        self._test("tucked-thomas", left=3, right=3)
        self._pages("after the last tests")
        self._command("test", "single-leg-bridge", "--results")
        self._at(6 * 7, 9)
        self._pages("the programme is done")
        self._at(6 * 7, 18)
        self._session(19, self._answers()[0], ())
        self._pages("one session keeps it")
        self._command("plan", "begin", "six-week")
        self._hurt()

    def _hurt(self) -> None:
        """On a day with pain no test is offered, and none begins."""
        self._at(12 * 7, 9)
        self._command(name="six weeks later")
        self._command("history", "add", "strength-a", "--date", "today 08:00")
        hurt = ("--drill", LOADED, "--pain", "4", "--where", "knee")
        self._command("history", "edit", self._last, *hurt)
        self._command(name="six weeks later, a day with pain")
        self._test("single-leg-bridge", left=16, right=18)

    def _answers(self) -> list[Answers]:
        easy: Answers = {(LOADED, Step.FELT): ("1",)}
        hard: Answers = {
            **easy,
            (ONE_SIDED, Step.FELT): ("3",),
            (ONE_SIDED, Step.SIDE): ("1",),
        }
        return [hard if number in {1, 4} else easy for number in range(18)]

    def _at(self, days: int, hour: int) -> None:
        self._machine.move_to((MONDAY + timedelta(days=days)).replace(hour=hour))

    def _session(self, number: int, answers: Answers, names: Sequence[str]) -> None:
        card: tuple[str, ...] = ("+", "space") if number == 1 else ("space",)
        runner = Runner(self._machine, self._shots, answers, card=card)
        self._command("start", *names, runner=runner, name=f"session {number:02}")

    def _test(self, name: str, *, left: int, right: int) -> None:
        runner = Runner(
            self._machine,
            self._shots,
            {},
            ends_at={Side.LEFT: left, Side.RIGHT: right},
        )
        self._command("test", name, runner=runner, name=f"test {name}")

    def _pages(self, when: str) -> None:
        for words in (
            (),
            ("plan",),
            ("test",),
            ("history",),
            ("history", "stats"),
            ("history", "show"),
            ("history", "card"),
            ("why",),
            ("show", LOADED),
        ):
            self._command(*words, name=f"{when} - {' '.join(words) or 'home'}")

    def _command(self, *words: str, runner: Runner | None = None, name: str = "") -> None:
        runner = runner or Runner(self._machine, self._shots, {})
        paper = Paper()
        with self._stage(runner, paper):
            try:
                command_line(words)
            except SystemExit as left:
                code = left.code
        said = f"$ coach {' '.join(words)}   [{self._machine.wall():%a %d %b %H:%M}]"
        printed = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", paper.getvalue())
        if found := re.search(r"coach history (?:show|edit|delete) (\w{4,})", printed):
            self._last = found[1]
        self._shots.text(name or " ".join(words), f"{said}\n{printed}exit code {code}")

    @contextmanager
    def _stage(self, runner: Runner, paper: Paper) -> Iterator[None]:
        class Spied(Screen):
            def on_event(self, event: Event, moment: Moment) -> None:
                runner.told(event)
                super().on_event(event, moment)

            def on_moment(self, moment: Moment) -> int | None:
                super().on_moment(moment)
                return 1_000

        def paint(_: Painter, sheet: Sheet, moment: Moment, _columns: int) -> None:
            runner.painted(sheet, moment)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", Keyboard(paper))
            patch.setattr(sys, "stdout", paper)
            patch.setattr(sys, "stderr", paper)
            patch.setattr(Context, "clock", self._machine)
            patch.setattr(terminal_console, "Console", lambda **_: runner)
            patch.setattr(Painter, "paint", paint)
            patch.setattr(live_screen, "Screen", Spied)
            yield


def main() -> None:
    """Play the course."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", action="store_true")
    wanted = parser.parse_args()
    MeasuredCourse(wanted.folder, has_pictures=wanted.pictures).run()


if __name__ == "__main__":
    main()
