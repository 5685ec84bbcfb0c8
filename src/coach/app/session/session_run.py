"""One session from its timeline to its summary: who takes part, and what is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from signal import Signals
from typing import TYPE_CHECKING

from coach.app.context import Context, tell
from coach.app.session import display
from coach.app.session.session_audio import SoundFlags
from coach.terminal import stdio

if TYPE_CHECKING:
    from coach.app.session.offer import Offer
    from coach.app.session.pace_listener import PaceListener
    from coach.app.session.session_audio import SessionAudio
    from coach.app.session.start_card_keys import CardAnswer
    from coach.config.choices import SoundMode
    from coach.errors import CoachError
    from coach.event import SetFinished
    from coach.hooks.hook_listener import HookListener
    from coach.journal.recorder import GoingOn, Recorder
    from coach.session import Listener, Outcome
    from coach.terminal.console import Console
    from coach.timeline import Timeline


_PARTS = {
    "PaceListener": "memory of the breaths you changed",
    "AudioListener": "sound",
    "HookListener": "hooks",
    "JsonLines": "list of events",
    "PlainLines": "lines",
    "Recorder": "log",
    "Screen": "screen",
}
"""What a listener that was dropped is called to the runner."""


@dataclass
class SessionRun:
    """One session with everybody who takes part in it."""

    context: Context
    timeline: Timeline
    is_plain: bool
    is_json: bool
    speed: float | None
    asks: bool
    """Somebody is there to answer, and has not asked to be left in peace."""
    is_demo: bool = False
    """Only to be looked at: nothing is asked, logged or summed up."""
    flags: SoundFlags = field(default_factory=SoundFlags)
    offer: Offer | None = None
    """Where the timeline comes from, if the start card may still change it."""
    going_on: GoingOn | None = None
    """The session that is taken up again; the timeline is what is left of it."""
    _hooks_run: HookListener | None = None
    _warnings: list[str] = field(default_factory=list)
    """Said when the screen is free again."""
    _log: Recorder | None = None
    _is_log_lost: bool = False
    _is_screen_taken: bool = False
    _has_complained: bool = False

    def play(self) -> int:
        """Ask what must be asked, run the session, sum up; the exit code."""
        recorder = self._log = self._recorder()
        if not self.is_demo and not self._may_start():
            return 1
        if self.speed is not None and not self.is_demo:
            tell(f"a rehearsal at {self.speed:g} times the speed; nothing is saved")
        outcome = self._perform_and_keep(recorder)
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
            session = recorder.session if recorder and is_logged else None
            self._sum_up(outcome, session)
            signal = self._ask_afterwards(outcome, session)
            if signal is not None:
                outcome = replace(outcome, signal=signal)
        failed = self._hooks_run.finish() if self._hooks_run else None
        for warning in [*self._warnings, *(w for w in (failed, problem) if w)]:
            tell(warning)
        if outcome.signal is not None:
            return 128 + outcome.signal.value
        return 1 if problem or self._is_log_lost else 0

    def _perform_and_keep(self, recorder: Recorder | None) -> Outcome | Signals | None:
        """Run the session; what was done counts even if that breaks off."""
        try:
            return self._perform(recorder)
        except BaseException:
            if problem := self._finish(recorder):
                tell(problem)
            raise

    def _may_start(self) -> bool:
        from coach.app.session.safety_question import ask_first, refuse_if_unsure

        if self.asks and self.speed is None:
            leaves_out = self.context.leaves_out
            if not ask_first(self.context):
                return False
            if self.context.leaves_out != leaves_out:
                self._arrange_again()
            return True
        refuse_if_unsure(self.context)
        return True

    def _arrange_again(self) -> None:
        """Leave out what the runner has just asked to leave out.

        Raises:
            CoachError: if nothing is left.
        """
        told: Sequence[str] = ()
        if self.offer is not None:
            self.timeline = self.offer.arrange_again()
            told = self.offer.told
        elif self.going_on is not None:
            from coach.app.session.what_is_left import what_is_left

            now, facts = self.context.clock.wall(), self.going_on.facts
            self.timeline, told = what_is_left(self.context, facts, now, waits=self.asks)
        for words in told:
            tell(words)

    def _perform(self, recorder: Recorder | None) -> Outcome | Signals | None:
        """Run the session; None or a signal if the runner left before it began."""
        from coach.session import Session
        from coach.terminal.console import Console
        from coach.terminal.keep_awake import keep_awake

        is_full = not self.is_json and not self.is_plain and display.is_screen()
        screen = stdio.screen_of(sys.stdout) if is_full else None
        console = Console(
            keys_from=sys.stdin,
            screen_on=screen,
            asks_background=is_full and display.can_ask_background(self.context),
        )
        audio = self._audio()
        self._is_screen_taken = is_full
        clock = self.context.clock
        is_wanted = self.speed is None and self.context.config.stay_awake
        with console, keep_awake(is_wanted=is_wanted and not self.is_demo), audio:
            if self._has_card and not self.is_json:
                answer = self._card(console, audio, is_full=is_full)
                self._remember(sound=answer.sound)
                if not answer.is_start:
                    return answer.signal
                self.timeline = answer.timeline
                audio.choose(answer.sound)
            prescription = self.timeline.prescription
            if is_full:
                drills, wrong = display.shown_drills(self.context, prescription)
                self._warnings += wrong
                shown = display.full_screen(self.context, console, drills, audio.words)
            elif self.is_json:
                shown = display.json_lines()
            else:
                shown = display.lines(self.context, prescription, audio.words)
            heard = audio.listener(self.timeline)
            listeners = [recorder, shown, heard, self._hooks(), self._breaths()]
            session = Session(
                self.timeline,
                clock=clock,
                keys=console,
                listeners=[listener for listener in listeners if listener is not None],
                on_dropped=self._on_dropped,
                speed=self.speed or 1.0,
                asks=self._has_questions,
            )
            outcome = session.run()
            if console.background is not None:
                self.context.background = console.background  # for the summary
        self._warnings += audio.problems
        return outcome

    def _card(self, console: Console, audio: SessionAudio, *, is_full: bool) -> CardAnswer:
        """Show the start card, and wait for the runner.

        In lines, a session without a wait before its first drill begins by itself.
        """
        from coach.app.session import start_card_keys as keys

        offered = self.offer or self.timeline
        if is_full:
            show = keys.card_on_screen(self.context, console, self.context.clock)
        else:
            waits = console.can_press and self.timeline.bouts[0].wait_ms > 0
            show = keys.card_in_lines(self.context, has_keys=waits)
            if not waits:
                show(keys.card_of(offered, audio.mode, audio.missing))
                return keys.CardAnswer(is_start=True, timeline=self.timeline, sound=None)
        return keys.wait_for_start(console, offered, show, audio.mode, audio.missing)

    @property
    def _has_card(self) -> bool:
        """Whether the start card is shown; who goes on has just said so."""
        is_new = self.going_on is None and self.speed is None
        return self.asks and is_new and not self.is_demo

    @property
    def _has_questions(self) -> bool:
        """Whether it is asked how drills felt."""
        is_real = self.speed is None and not self.is_demo
        return self.asks and is_real and self.context.config.ask

    def _earlier(self) -> tuple[SetFinished, ...] | None:
        """What earlier runs of this session did; None if this is the first."""
        if self.going_on is None:
            return None
        from coach.set_counts import earlier_sets

        return earlier_sets(self.going_on.facts)

    def _audio(self) -> SessionAudio:
        from coach.app.session.session_audio import SessionAudio

        # A program that follows the events is silent, unless it asks for sound.
        is_heard = self.speed is None and (not self.is_json or self.flags.mode is not None)
        quiet = self.timeline.prescription.quiet or self.is_demo
        return SessionAudio(self.context, self.flags, is_heard=is_heard, is_quiet=quiet)

    def _hooks(self) -> HookListener | None:
        """The listener that runs the user's commands; none for a rehearsal."""
        config = self.context.config
        has_commands = config.on_set_end or config.on_session_end
        if self.speed is not None or self.is_demo or not has_commands:
            return None
        from coach.hooks.hook_listener import HookListener

        self._hooks_run = HookListener(
            on_set_end=config.on_set_end,
            on_session_end=config.on_session_end,
            earlier=self._earlier() or (),
        )
        return self._hooks_run

    def _remember(
        self, sound: SoundMode | None = None, breath: Mapping[str, int] | None = None
    ) -> None:
        """Keep an answer for the next session; without it the session goes on."""
        if sound is None and not breath:
            return
        from coach.config.remembered import remember
        from coach.errors import CoachError

        try:
            remember(self.context.paths.remembered, sound=sound, breath=breath)
        except CoachError as error:
            self._warnings.append(error.message)

    def _breaths(self) -> PaceListener | None:
        """The listener that remembers a changed breath; none for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.app.session.pace_listener import PaceListener

        return PaceListener(lambda paces: self._remember(breath=paces))

    def _recorder(self) -> Recorder | None:
        """The listener that keeps the journal; none for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.errors import JournalError
        from coach.journal.recorder import Recorder

        try:
            writer = self.context.writer()
        except JournalError as error:
            # The folders cannot be written: the runner may still train.
            self._complain(error)
            writer = self.context.writer(or_unnamed=True)
        return Recorder(
            writer,
            self.context.locks,
            self._complain,
            self.going_on,
            last_n=self.context.last_n,
        )

    def _complain(self, error: CoachError) -> None:
        """Say the first thing that cannot be written; the others follow from it."""
        if not self._has_complained:
            self._has_complained = True
            warning = (
                f"{error.message}; the session continues, and its log is kept elsewhere"
            )
            if self._is_screen_taken:
                self._warnings.append(warning)
            else:
                tell(warning)

    def _on_dropped(self, listener: Listener, error: Exception) -> None:
        name = type(listener).__name__
        self._is_log_lost |= listener is self._log
        part = _PARTS.get(name, name)
        self._warnings.append(f"the session went on without its {part}: {error}")

    def _finish(self, recorder: Recorder | None) -> str | None:
        if recorder is None:
            return None
        return recorder.finish(self.context.paths.rescued)

    def _ask_afterwards(self, outcome: Outcome, session: str | None) -> Signals | None:
        """Help first; else the questions that are left, if somebody is still there."""
        if outcome.is_urgent:
            from coach.app.session.end_questions import show_urgent

            show_urgent(self.context.console)
        elif self._has_questions and session and not outcome.signal and outcome.unanswered:
            from coach.app.session.end_questions import ask_what_is_left

            return ask_what_is_left(self.context, outcome, session)
        return None

    def _sum_up(self, outcome: Outcome, session: str | None) -> None:
        from coach.app.session.summary import print_summary

        print_summary(
            self.context,
            outcome,
            session,
            has_banner=self._is_screen_taken,
            earlier=self._earlier(),
        )


def _mute_after_hangup(name: str) -> None:
    """The terminal is gone: neither the summary nor a last flush may fail."""
    if name == "SIGHUP":
        stdio.mute()
