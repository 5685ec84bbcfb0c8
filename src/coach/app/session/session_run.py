"""One session, from its timeline to its summary, with all its listeners and messages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from signal import Signals
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from coach.app.context import Context, tell
from coach.app.session import display
from coach.app.session.session_audio import SoundFlags
from coach.terminal import stdio

if TYPE_CHECKING:
    from coach.app.session.offer import Offer
    from coach.app.session.pace_listener import PaceListener
    from coach.app.session.session_audio import SessionAudio
    from coach.app.session.session_phone import SessionPhone
    from coach.app.session.start_card_keys import CardAnswer
    from coach.app.session.weight_listener import WeightListener
    from coach.config.choices import SoundMode
    from coach.errors import CoachError
    from coach.event import SetFinished
    from coach.hooks.hook_listener import HookListener
    from coach.journal.recorder import GoingOn, Recorder
    from coach.model.terms import SafetyAnswer
    from coach.model.weights import Ladder, Weight
    from coach.phone.link import PhoneLink
    from coach.screen.phone_code import PhoneCode
    from coach.session import Listener, Outcome
    from coach.terminal.console import Console
    from coach.timeline import Timeline


_PARTS = {
    "PaceListener": "remembering the breaths you changed",
    "WeightListener": "remembering your weights",
    "AudioListener": "sound",
    "HookListener": "hooks",
    "JsonLines": "the JSON events",
    "PhoneListener": "the phone",
    "PlainLines": "the text display",
    "Recorder": "saving the rest",
    "Screen": "the screen",
}
"""Names of listeners in messages to the runner."""


class SessionRun(msgspec.Struct):
    """One session with all its listeners."""

    context: Context
    timeline: Timeline
    is_plain: bool
    is_json: bool
    speed: float | None
    asks: bool
    """Whether a person can answer, and questions are on."""
    is_demo: bool = False
    """Whether nothing is asked, recorded or summed up."""
    flags: SoundFlags = msgspec.field(default_factory=SoundFlags)
    offer: Offer | None = None
    """The offer, if the start card may still change the session."""
    resumed: GoingOn | None = None
    """The session being resumed; the timeline holds the rest of it."""
    on_end: Callable[[str | None], None] | None = None
    """Called after the summary with the session's id, or None if it was not recorded."""
    phone_wish: str | None = None
    """An address for the phone, or ``auto``; None if no phone is used."""
    _phone: SessionPhone | None = None
    _hooks_run: HookListener | None = None
    _warnings: list[str] = msgspec.field(default_factory=list)
    """Messages to print after the full screen."""
    _sound: SessionAudio | None = None
    _log: Recorder | None = None
    _is_log_lost: bool = False
    _is_screen_taken: bool = False
    _has_complained: bool = False

    def play(self) -> int:
        """Ask open questions, run the session, print the summary; return the exit code."""
        if self.is_plain:
            self.context.has_margins = False
        if self.phone_wish is None:
            return self._play()
        from coach.app.session.session_phone import SessionPhone

        # The phone stays until the end, because it also shows the summary and questions.
        with SessionPhone(self.context, self.phone_wish) as self._phone:
            return self._play()

    def _play(self) -> int:
        recorder = self._log = self._recorder()
        refusal = None if self.is_demo else self._refusal()
        if refusal is not None:
            return refusal
        if self.speed is not None and not self.is_demo:
            times = "" if self.speed == 1 else f"{self.speed:g} times "
            tell(f"a rehearsal at {times}normal speed; nothing is saved")
        outcome = self._perform_and_keep(recorder)
        if outcome is None:
            tell("no session was started")
            return 0
        if isinstance(outcome, Signals):
            _mute_after_hangup(outcome.name)
            return 128 + outcome.value
        if outcome.signal is not None:
            _mute_after_hangup(outcome.signal.name)
        problem = self._finish(recorder)
        is_logged = recorder is not None and problem is None and not self._is_log_lost
        outcome = self._after(outcome, recorder.session if recorder and is_logged else None)
        failed = self._hooks_run.finish() if self._hooks_run else None
        for warning in [*self._warnings, *(w for w in (failed, problem) if w)]:
            tell(warning)
        if outcome.signal is not None:
            return 128 + outcome.signal.value
        return 1 if problem or self._is_log_lost else 0

    def _after(self, outcome: Outcome, session: str | None) -> Outcome:
        """Sum up, ask the open questions and return the outcome, with any signal."""
        if self._phone is not None:
            self._phone.end(outcome, self._earlier(), is_kept=session is not None)
        if self.is_json or self.is_demo:
            return outcome
        self._sum_up(outcome, session)
        if self.on_end is not None and outcome.signal is None:
            self.on_end(session)
        signal = self._ask_afterwards(outcome, session)
        return outcome if signal is None else replace(outcome, signal=signal)

    def _perform_and_keep(self, recorder: Recorder | None) -> Outcome | Signals | None:
        """Run the session; finished work is kept even if the run is cut short."""
        try:
            return self._perform(recorder)
        except BaseException:
            if problem := self._finish(recorder):
                tell(problem)
            raise

    def _refusal(self) -> int | None:
        """Ask the first questions; return the exit code if no session may start."""
        from coach.app.home_facts import why_nothing_starts_today
        from coach.app.session.safety_question import ask_first, refuse_if_unsure

        if self.asks and self.speed is None:
            leaves_out = self.context.leaves_out
            was_locked = bool(why_nothing_starts_today(self.context))
            may_start = ask_first(self.context, self._ask_on_screen)
            if may_start is None:
                tell("no session was started")
                return 0
            if isinstance(may_start, Signals):
                _mute_after_hangup(may_start.name)
                return 128 + may_start.value
            if not may_start:
                return 1
            if was_locked or self.context.leaves_out != leaves_out:
                self._arrange_again()
            return None
        refuse_if_unsure(self.context)
        return None

    @property
    def _ask_on_screen(self) -> Callable[[], SafetyAnswer | Signals | None] | None:
        """Return the function that asks the safety question on the screen, if any."""
        if not self._has_full_screen:
            return None
        from coach.app.session.safety_screen import ask_on_screen

        return lambda: ask_on_screen(self.context, self.timeline)

    @property
    def _has_full_screen(self) -> bool:
        return not self.is_json and not self.is_plain and display.is_screen()

    def _arrange_again(self) -> None:
        """Arrange the session again without the drills just left out.

        Raises:
            CoachError: if nothing is left.
        """
        told: Sequence[str] = ()
        if self.offer is not None:
            self.timeline = self.offer.arrange_again()
            told = self.offer.told
        elif self.resumed is not None:
            from coach.app.session.what_is_left import what_is_left

            now, facts = self.context.clock.wall(), self.resumed.facts
            self.timeline, told = what_is_left(self.context, facts, now, waits=self.asks)
        for words in told:
            tell(words)

    def _perform(self, recorder: Recorder | None) -> Outcome | Signals | None:
        """Run the session; return None or a signal if the runner left before the start."""
        from coach.session import Session
        from coach.terminal.console import Console
        from coach.terminal.keep_awake import keep_awake

        is_full = self._has_full_screen
        screen = stdio.screen_of(sys.stdout) if is_full else None
        console = Console(
            keys_from=sys.stdin,
            screen_on=screen,
            also_from=self._link,
            asks_background=is_full and display.can_ask_background(self.context),
        )
        audio = self._sound = self._audio()
        self._is_screen_taken = is_full
        clock = self.context.clock
        is_wanted = self.speed is None and self.context.config.stay_awake
        with console, keep_awake(is_wanted=is_wanted and not self.is_demo), audio:
            if self._has_card and not self.is_json:
                audio.start_early(self.timeline)
                answer = self._card(console, audio, is_full=is_full)
                self._remember(sound=answer.sound)
                if not answer.is_start:
                    return answer.signal
                self.timeline = answer.timeline
                audio.choose(answer.sound)
            elif self._code is not None and self._code.url:
                tell(self._code.line)
            self.timeline = audio.with_time_to_listen(self.timeline)
            shown = self._shown(console, audio)
            heard = audio.listener(self.timeline)
            phones = self._phones()
            memories = [self._breaths(), self._weights()]
            listeners = [recorder, phones, shown, heard, self._hooks(), *memories]
            session = Session(
                self.timeline,
                clock=clock,
                keys=console,
                listeners=[listener for listener in listeners if listener is not None],
                on_dropped=self._on_dropped,
                speed=self.speed or 1.0,
                asks=self._has_questions,
                skip_ms=audio.skip_ms,
                weights=self._ladders(),
            )
            outcome = session.run()
            if console.background is not None:
                self.context.background = console.background  # for the summary's colours
        self._warnings += audio.problems
        if audio.is_silent not in {None, self.context.remembered.is_silent}:
            self._remember(is_silent=audio.is_silent)
        if self._phone is not None and self._phone.problem:
            self._warnings.append(self._phone.problem)
        return outcome

    def _shown(self, console: Console, audio: SessionAudio) -> Listener:
        """Return the listener that shows the session: screen, lines or events."""
        prescription = self.timeline.prescription
        if self._is_screen_taken:
            drills, wrong = display.shown_drills(self.context, prescription)
            self._warnings += wrong
            return display.full_screen(
                self.context, console, drills, audio.words, self._code
            )
        if self.is_json:
            return display.json_lines()
        return display.lines(self.context, prescription, audio.words, self._code)

    def _ladders(self) -> dict[str, Ladder]:
        """Return, for each drill, the runner's weights that it can use."""
        from coach.app.session.weights_of_session import ladders_of

        return ladders_of(self.context, self.timeline.prescription)

    def _card(self, console: Console, audio: SessionAudio, *, is_full: bool) -> CardAnswer:
        """Show the start card, and wait for the runner.

        In plain lines, a session without a wait before its first drill starts by itself.
        """
        from coach.app.session import start_card_keys as keys

        offered = self.offer or self.timeline
        if is_full:
            clock = self.context.clock
            show = keys.card_on_screen(self.context, console, clock, self._code)
        else:
            waits = console.can_press and self.timeline.bouts[0].wait_ms > 0
            show = keys.card_in_lines(self.context, has_keys=waits, phone=self._code)
            if not waits:
                show(keys.card_of(offered, audio.mode, audio.missing, has_keys=False))
                return keys.CardAnswer(is_start=True, timeline=self.timeline, sound=None)
        if self._phone is not None:
            show = self._phone.showing(show)
        return keys.wait_for_start(
            console,
            offered,
            show,
            audio.mode,
            audio.missing,
            on_sound=audio.choose_early,
        )

    @property
    def _has_card(self) -> bool:
        """Return whether the start card is shown; a resumed session needs none.

        With a phone it is always shown, because it holds the code to scan.
        """
        is_new = self.resumed is None and self.speed is None
        if self._link is not None and display.is_a_person_there():
            return self.asks or self.is_demo
        return self.asks and is_new and not self.is_demo

    @property
    def _link(self) -> PhoneLink | None:
        return self._phone.link if self._phone else None

    @property
    def _code(self) -> PhoneCode | None:
        return self._phone.code if self._phone else None

    def _phones(self) -> Listener | None:
        """Return the listener that keeps phones up to date; None if no phone is used."""
        if self._phone is None:
            return None
        from coach.app.drill_motions import motions_of

        drills = (block.drill for block in self.timeline.prescription.blocks)
        motions, _ = motions_of(self.context, drills)
        return self._phone.listener(motions, self.speed or 1.0)

    @property
    def _has_questions(self) -> bool:
        """Return whether the session asks how drills felt."""
        is_real = self.speed is None and not self.is_demo
        return self.asks and is_real and self.context.config.ask

    def _earlier(self) -> tuple[SetFinished, ...] | None:
        """Return the finished sets of earlier runs; None in the first run."""
        if self.resumed is None:
            return None
        from coach.set_counts import earlier_sets

        return earlier_sets(self.resumed.facts)

    def _audio(self) -> SessionAudio:
        from coach.app.session.session_audio import SessionAudio

        # A session followed by a program is silent, unless sound was asked for.
        is_heard = self.speed is None and (not self.is_json or self.flags.mode is not None)
        quiet = self.timeline.prescription.quiet or self.is_demo
        phone = self._phone
        return SessionAudio(
            self.context,
            self.flags,
            is_heard=is_heard,
            is_quiet=quiet,
            is_elsewhere=(lambda: phone.is_heard) if phone else None,
        )

    def _hooks(self) -> HookListener | None:
        """Return the listener that runs the runner's own commands; None for a rehearsal."""
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
        self,
        sound: SoundMode | None = None,
        breath: Mapping[str, int] | None = None,
        weights: Mapping[str, Weight | None] | None = None,
        *,
        is_silent: bool | None = None,
    ) -> None:
        """Remember an answer for the next session; a failure does not stop this one."""
        if sound is None and is_silent is None and not breath and not weights:
            return
        from coach.config.remembered import remember
        from coach.errors import CoachError

        try:
            path = self.context.paths.remembered
            remember(path, sound=sound, breath=breath, weights=weights, is_silent=is_silent)
        except CoachError as error:
            self._warnings.append(error.message)

    def _breaths(self) -> PaceListener | None:
        """Return the listener that remembers breath lengths; None for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.app.session.pace_listener import PaceListener

        return PaceListener(lambda paces: self._remember(breath=paces))

    def _weights(self) -> WeightListener | None:
        """Return the listener that remembers weights; None for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.app.session.weight_listener import WeightListener

        return WeightListener(
            lambda weights: self._remember(weights=weights),
            self.context.remembered.weights,
        )

    def _recorder(self) -> Recorder | None:
        """Return the listener that writes the journal; None for a rehearsal."""
        if self.speed is not None or self.is_demo:
            return None
        from coach.errors import JournalError
        from coach.journal.recorder import Recorder

        try:
            writer = self.context.writer()
        except JournalError as error:
            # The folders cannot be written, but the runner may still train.
            self._complain(error)
            writer = self.context.writer(or_unnamed=True)
        return Recorder(
            writer,
            self.context.locks,
            self._complain,
            self.resumed,
            last_n=self.context.last_n,
        )

    def _complain(self, error: CoachError) -> None:
        """Print the first write error; the others follow from it."""
        if not self._has_complained:
            self._has_complained = True
            if self._is_screen_taken:  # the message appears after the session
                tried = "coach tried to save your sets in another file"
                self._warnings.append(f"{error.message}; {tried}")
            else:
                tries = "coach will try to save your sets in another file"
                tell(f"{error.message}; the session continues, and {tries}")

    def _on_dropped(self, listener: Listener, error: Exception) -> None:
        name = type(listener).__name__
        self._is_log_lost |= listener is self._log
        part = _PARTS.get(name, name)
        self._warnings.append(f"the session continued without {part}: {error}")

    def _finish(self, recorder: Recorder | None) -> str | None:
        if recorder is None:
            return None
        return recorder.finish(self.context.paths.rescued)

    def _ask_afterwards(self, outcome: Outcome, session: str | None) -> Signals | None:
        """Show urgent advice, or ask the open questions if somebody is still there."""
        if outcome.is_urgent:
            from coach.app.session.end_questions import show_urgent

            show_urgent(self.context.console)
        elif session and self._asks_about(outcome, session):
            from coach.app.session.end_questions import ask_what_is_left

            voice = self._sound.end_voice() if self._sound else None
            try:
                return ask_what_is_left(self.context, outcome, session, self._phone, voice)
            finally:
                if voice is not None:
                    voice.close()
        return None

    def _asks_about(self, outcome: Outcome, session: str | None) -> bool:
        """Return whether questions follow the summary."""
        has_left = bool(outcome.unanswered or outcome.pain_left)
        is_there = bool(session) and not outcome.signal and not outcome.is_urgent
        return self._has_questions and is_there and has_left

    def _sum_up(self, outcome: Outcome, session: str | None) -> None:
        from coach.app.session.summary import print_summary

        print_summary(
            self.context,
            outcome,
            session,
            has_banner=self._is_screen_taken,
            is_followed=self._asks_about(outcome, session),
            earlier=self._earlier(),
        )


def _mute_after_hangup(name: str) -> None:
    """Silence the output once the terminal is gone, so that no final flush fails."""
    if name == "SIGHUP":
        stdio.mute()
