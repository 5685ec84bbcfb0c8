"""An unfinished session: chosen, then continued, finished or set aside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from signal import Signals
from typing import TYPE_CHECKING

from coach.app.context import Context, tell
from coach.app.history.changes import words_for
from coach.app.session.display import is_a_person_there
from coach.app.session.open_sessions import (
    fields_of,
    find_unfinished,
    open_session_lines,
)
from coach.app.session.resume_question import Act, Decision, ask_what_to_resume
from coach.app.session.session_audio import SoundFlags
from coach.errors import CoachError
from coach.journal.id_prefix import find_session, refuse_what_is_short
from coach.journal.resumable import (
    is_something_left,
    refuse_what_is_over,
)
from coach.model.records import DiscardedRecord, EndStatus, SessionEndedRecord
from coach.model.session_facts import SessionStatus
from coach.text.count_of import part_of
from coach.text.json_text import VERSION, encode

if TYPE_CHECKING:
    from coach.journal.record_ids_and_order import Stamp
    from coach.journal.session_file_locks import HeldLock
    from coach.model.records import Record
    from coach.model.session_facts import SessionFacts


@dataclass(frozen=True, slots=True)
class ResumeWish:
    """Options of the command for display and sound."""

    is_plain: bool
    is_json: bool
    yes: bool
    flags: SoundFlags
    phone: str | None = None
    """An address for the phone, or ``auto``; None if no phone is used."""


def choose_what_to_resume(  # noqa: PLR0913  the options of the command
    context: Context,
    name: str | None,
    act: Act | None,
    *,
    is_json: bool,
    is_plain: bool,
    asks: bool,
) -> Decision | Signals | None:
    """Return the session and what to do with it; None if there is nothing to do.

    Raises:
        CoachError: if there is no such session, or it is not clear which one.
    """
    now = context.clock.wall()
    if name is not None:
        facts = _named(context, name)
        if act in {Act.FINISH, Act.DISCARD}:
            again = f"coach resume {context.short_id(facts.id)} --{act.name.lower()}"
            hint = f"for {words_for(facts, context.config.clock)}, use `{again}`"
            refuse_what_is_short(name, facts.id, hint)
        refuse_what_is_over(facts, context.device_if_known, now)
        return Decision(facts, act or Act.GO_ON)
    found = find_unfinished(context, now)
    if not found and act is None and is_json:
        _print(encode({"version": VERSION, "unfinished": []}))
        return None
    if not found:
        raise CoachError(
            "there is no unfinished session from the last 24 hours on this computer",
            hint="start a new session with `coach start`",
        )
    lines = open_session_lines(found, context, now)
    if act is Act.GO_ON or (act is not None and len(found) == 1):
        return Decision(found[0], act)
    if act is not None:
        raise CoachError(
            f"{len(found)} sessions are unfinished: {'; '.join(lines)}",
            hint=f"choose a session with `coach resume ID --{act.name.lower()}`",
        )
    if is_json:
        fields = [fields_of(facts) for facts in found]
        _print(encode({"version": VERSION, "unfinished": fields}))
        return None
    if asks and is_a_person_there():
        return ask_what_to_resume(context, found, now, is_plain=is_plain)
    for line in lines:
        _print(line)
    short, which = lines[0].split()[0], "first" if len(lines) > 1 else "unfinished"
    _print(
        f"`coach resume {short}` continues the {which} session; "
        "add --finish to end that session, or --discard to set it aside"
    )
    return None


def _named(context: Context, name: str) -> SessionFacts:
    try:
        return find_session(context.history, name)
    except CoachError as error:
        from coach.journal.journal_files import LineFault

        problems = map(str, context.journal_problems)
        if not any(LineFault.NEWER in problem for problem in problems):
            raise
        raise CoachError(
            f"{error.message}; a newer version of coach wrote part of the journal",
            hint="update coach, then use `coach resume` again",
        ) from error


def resume_session(context: Context, decision: Decision, how: ResumeWish) -> int:
    """Continue, finish or set aside the session under its lock; return the exit code.

    Raises:
        CoachError: if the session is running, is over by now, or cannot be recorded.
    """
    with context.locks.hold(decision.facts.id) as lock:
        # Another window may have resumed the session while the question was on the screen.
        history = context.read_history()
        facts = find_session(history, decision.facts.id)
        now = context.clock.wall()
        refuse_what_is_over(facts, context.device_if_known, now, is_held=True)
        if decision.act is Act.DISCARD:
            _write(context, history.last_n, _discarded(facts))
            return _said(
                facts, how, "discarded", "Session set aside; the sets you did still count."
            )
        if decision.act is Act.FINISH or not is_something_left(facts):
            return _finish(context, facts, history.last_n, how)
        return _go_on(context, facts, lock, how)


def _go_on(context: Context, facts: SessionFacts, lock: HeldLock, how: ResumeWish) -> int:
    from coach.app.session.session_run import SessionRun
    from coach.app.session.what_is_left import what_is_left
    from coach.journal.recorder import GoingOn

    asks = not how.yes and not how.is_json and is_a_person_there()
    timeline, told = what_is_left(context, facts, context.clock.wall(), waits=asks)
    for words in told:
        tell(words)
    run = SessionRun(
        context,
        timeline,
        is_plain=how.is_plain,
        is_json=how.is_json,
        speed=None,
        asks=asks,
        flags=how.flags,
        resumed=GoingOn(facts, lock),
        phone_wish=how.phone,
    )
    return run.play()


def _finish(context: Context, facts: SessionFacts, last_n: int, how: ResumeWish) -> int:
    """Record the end of the session, so that it is not offered again."""
    # A runner who went back to a finished set has still done all of that set.
    is_all_done = facts.sets_done == facts.sets_planned or not is_something_left(facts)
    status = EndStatus.COMPLETED if is_all_done else EndStatus.STOPPED

    def ended(stamp: Stamp) -> SessionEndedRecord:
        return SessionEndedRecord(
            **stamp.fields, session=facts.id, status=status, at_ms=facts.active_ms
        )

    if is_all_done or facts.status is not SessionStatus.STOPPED:
        _write(context, last_n, ended)
    sets = part_of(facts.sets_done, facts.sets_planned, "set")
    if is_all_done:
        return _said(facts, how, "completed", f"Done. {sets}.")
    _write(context, last_n, _discarded(facts))
    words = f"Finished after {sets}. Your session is saved."
    return _said(facts, how, "finished", words)


def _discarded(facts: SessionFacts) -> Callable[[Stamp], DiscardedRecord]:
    return lambda stamp: DiscardedRecord(**stamp.fields, session=facts.id)


def _write(context: Context, last_n: int, build: Callable[[Stamp], Record]) -> None:
    from coach.app.history.safekeeping import append_all

    records = [(context.clock.wall(), build)]
    append_all(context, records, after=last_n, step="try again", or_unnamed=True)


def _said(facts: SessionFacts, how: ResumeWish, outcome: str, words: str) -> int:
    if how.is_json:
        _print(encode({"version": VERSION, "session": facts.id, "outcome": outcome}))
    else:
        _print(words)
    return 0


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
