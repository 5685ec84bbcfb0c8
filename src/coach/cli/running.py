"""One session from its timeline to its summary: who takes part, and what is told."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from signal import Signals
from typing import TYPE_CHECKING

from coach.cli import streams
from coach.cli.setup import Setup, tell, tell_problems

if TYPE_CHECKING:
    from coach.errors import CoachError
    from coach.figure.motion import Motion
    from coach.journal.recording import Recorder
    from coach.session import Listener, Outcome
    from coach.terminal.console import Console
    from coach.timeline import Timeline


@dataclass
class Run:
    """One session with everybody who takes part in it."""

    setup: Setup
    timeline: Timeline
    is_plain: bool
    is_json: bool
    speed: float | None
    asks: bool
    is_demo: bool = False
    """Only to be looked at: nothing is asked, logged or summed up."""
    _warnings: list[str] = field(default_factory=list)
    """Said when the screen is free again."""
    _is_log_lost: bool = False
    _is_screen_taken: bool = False
    _has_complained: bool = False

    def play(self) -> int:
        """Ask what must be asked, run the session, sum up; the exit code."""
        recorder = self._recorder()
        if not self.is_demo and not self._may_start():
            return 1
        if self.speed is not None and not self.is_demo:
            tell(f"a rehearsal at {self.speed:g} x the speed: it is not logged")
        outcome = self._perform(recorder)
        if outcome is None:
            tell("nothing was started")
            return 0
        if isinstance(outcome, Signals):
            _mute_after_hangup(outcome.name)
            return 128 + outcome.value
        if outcome.signal is not None:
            _mute_after_hangup(outcome.signal.name)
        problem = self._finish(recorder)
        if not self.is_json and not self.is_demo:
            is_logged = recorder is not None and problem is None and not self._is_log_lost
            self._sum_up(outcome, recorder.session if recorder and is_logged else None)
        for warning in [*self._warnings, *([problem] if problem else [])]:
            tell(warning)
        if outcome.signal is not None:
            return 128 + outcome.signal.value
        return 1 if problem or self._is_log_lost else 0

    def _may_start(self) -> bool:
        from coach.cli.safety import ask_first, refuse_if_unsure

        if self.asks and self.speed is None:
            return ask_first(self.setup)
        refuse_if_unsure(self.setup)
        return True

    def _perform(self, recorder: Recorder | None) -> Outcome | Signals | None:
        """Run the session; None or a signal if the runner left before it began."""
        from coach.session import Session
        from coach.terminal.clock import SystemClock
        from coach.terminal.console import Console

        is_full = not self.is_json and not self.is_plain and _is_screen()
        console = Console(keys_from=sys.stdin, screen_on=sys.stdout if is_full else None)
        motions = self._motions() if is_full else {}
        self._is_screen_taken = is_full
        clock = SystemClock()
        with console:
            if is_full and self.asks and not self.is_demo and self.speed is None:
                from coach.cli.card import wait_for_start

                go = wait_for_start(self.setup, self.timeline, "none", console, clock)
                if go is not True:
                    return go or None
            shown = self._shown(console, motions, is_full=is_full)
            session = Session(
                self.timeline,
                clock=clock,
                keys=console,
                listeners=[recorder, shown] if recorder else [shown],
                on_dropped=self._on_dropped,
                speed=self.speed or 1.0,
            )
            return session.run()

    def _shown(
        self, console: Console, motions: dict[str, Motion], *, is_full: bool
    ) -> Listener:
        if self.is_json:
            from coach.screen.jsonlines import JsonLines

            return JsonLines(sys.stdout)
        if is_full:
            from coach.config.appearance import Movement
            from coach.screen.live import Screen
            from coach.screen.palette import painting_console

            config = self.setup.config
            screen = Screen(
                sys.stdout,
                painting_console(sys.stdout, config.theme, os.environ),
                on_close=console.leave_full_screen,
                motions=motions,
                is_reduced=config.motion is Movement.REDUCED,
            )
            console.on_screen_lost = screen.redraw
            return screen
        from coach.screen.plain import PlainLines

        return PlainLines(sys.stdout)

    def _motions(self) -> dict[str, Motion]:
        """The figures of the session's drills; what keeps one from moving is told."""
        from coach.library.figures import figure_of, read_poses

        library = self.setup.library
        bases, problems = read_poses(library.pose_files)
        wanted = dict.fromkeys(block.drill for block in self.timeline.prescription.blocks)
        motions = {}
        for id_ in wanted:
            if id_ in library.drills:
                motion, wrong = figure_of(library.drills[id_], bases)
                problems += wrong
                if motion is not None:
                    motions[id_] = motion
        tell_problems(problems)
        if problems:
            tell("without a right figure the session goes on, but shows none")
        return motions

    def _recorder(self) -> Recorder | None:
        """The listener that keeps the journal; none for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.errors import JournalError
        from coach.journal.device import device_id, machine_fingerprint
        from coach.journal.recording import Recorder
        from coach.journal.writing import JournalWriter

        try:
            device = device_id(self.setup.paths.device_file, machine_fingerprint())
        except JournalError as error:
            # The folders cannot be written: the runner may still train.
            self._complain(error)
            device = "unnamed"
        writer = JournalWriter(self.setup.journal_folder, device)
        return Recorder(writer, self.setup.locks, self._complain)

    def _complain(self, error: CoachError) -> None:
        """Say the first thing that cannot be written; the others follow from it."""
        if not self._has_complained:
            self._has_complained = True
            warning = f"{error.message}; the session goes on, its log is kept elsewhere"
            if self._is_screen_taken:
                self._warnings.append(warning)
            else:
                tell(warning)

    def _on_dropped(self, listener: Listener, error: Exception) -> None:
        name = type(listener).__name__
        self._is_log_lost |= name == "Recorder"
        self._warnings.append(f"the session went on without its {name}: {error}")

    def _finish(self, recorder: Recorder | None) -> str | None:
        if recorder is None:
            return None
        import tempfile
        from pathlib import Path

        rescue = (
            Path(tempfile.gettempdir()) / f"coach-{recorder.session or 'session'}.jsonl"
        )
        return recorder.finish(rescue)

    def _sum_up(self, outcome: Outcome, session: str | None) -> None:
        from coach.cli.summary import print_summary

        print_summary(self.setup, outcome, session)


def is_a_person_there() -> bool:
    """Somebody can read a question and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _is_screen() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _mute_after_hangup(name: str) -> None:
    """The terminal is gone: neither the summary nor a last flush may fail."""
    if name == "SIGHUP":
        streams.mute()
