"""The listener that runs the user's commands after sets and sessions."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from threading import Condition

from coach.event import Event, SessionEnded, SetFinished
from coach.event_json import event_fields
from coach.hooks.run_command import PATIENCE_S, run_apart
from coach.moment import Moment
from coach.set_counts import count_sets_done, count_slow_exhales
from coach.text.json_text import encode

LEAVING_S = 1.0
"""Longest wait at the end of a session for commands that are still running."""


class HookListener:
    """Listener that runs a command with one JSON object on its standard input.

    Commands are split as in a shell, but run without one. No command can delay the session:
    each runs in a thread and reads its input from a file.
    """

    def __init__(
        self,
        *,
        on_set_end: str | None = None,
        on_session_end: str | None = None,
        patience_s: float = PATIENCE_S,
        earlier: Sequence[SetFinished] = (),
    ) -> None:
        self._on_set_end = shlex.split(on_set_end or "")
        self._on_session_end = shlex.split(on_session_end or "")
        self._patience_s = patience_s
        # A resumed session is reported as a whole at its end.
        self._finished: list[SetFinished] = [*earlier]
        self._changed = Condition()
        self._running = 0
        self._problem: str | None = None

    def on_event(self, event: Event, moment: Moment) -> None:
        """Start the command of an event, if there is one."""
        if isinstance(event, SetFinished):
            self._finished.append(event)
            if self._on_set_end:
                facts = event_fields(event, moment)
                self._start("hooks.on_set_end", self._on_set_end, facts)
        elif isinstance(event, SessionEnded) and self._on_session_end:
            prescription = moment.timeline.prescription
            facts = event_fields(event, moment) | {
                "name": prescription.name,
                "names": prescription.names,
                "sets_done": count_sets_done(prescription, self._finished),
                "sets_planned": prescription.sets_planned,
                "slow_exhales": count_slow_exhales(prescription, self._finished),
            }
            self._start("hooks.on_session_end", self._on_session_end, facts)

    def on_moment(self, moment: Moment) -> int | None:
        """Do nothing: commands run only after events."""

    def close(self) -> None:
        """Do nothing: running commands have time limits."""

    def finish(self, wait_s: float = LEAVING_S) -> str | None:
        """Wait up to ``wait_s`` for running commands; return the first problem, or None.

        A command that runs longer keeps running after this program has ended.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, wait_s)
            return self._problem

    def _start(self, name: str, command: Sequence[str], facts: dict[str, object]) -> None:
        def ended(problem: str | None) -> None:
            with self._changed:
                self._running -= 1
                if problem and self._problem is None:
                    self._problem = f"the command for the hook '{name}' failed: {problem}"
                self._changed.notify_all()

        with self._changed:
            self._running += 1
        line = encode(facts).encode() + b"\n"
        try:
            run_apart(command, line, ended, patience_s=self._patience_s)
        except RuntimeError as error:  # no thread could be started
            ended(str(error))
