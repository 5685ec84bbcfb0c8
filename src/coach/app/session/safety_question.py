"""The question before the first session, asked once and recorded in the journal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from coach.app.context import Context, tell
from coach.errors import CoachError
from coach.model.terms import SafetyAnswer
from coach.safety_text import LEAVE_OUT_TEXT, SAFETY_TEXT, STOP_NOW, URGENT_TEXT
from coach.terminal.keyboard_layouts import by_position

if TYPE_CHECKING:
    from collections.abc import Callable
    from signal import Signals

    from rich.console import Console

    from coach.journal.record_ids_and_order import Stamp
    from coach.model.records import AcknowledgedRecord

_LOOK = "Meanwhile, you can look at any drill:"
_LOOKING = ("coach list", "coach show NAME")


class _Lock(NamedTuple):
    """An answer that stops every session until the runner is cleared."""

    text: str
    """Name of the safety text that was answered."""
    answer: str
    please: str
    """Message when somebody can type."""
    refusal: str
    """Message when nobody can type."""
    who: str = "a doctor or physio"
    """Who must be asked before the next session."""
    heading: str = "Ask a doctor"
    """The message in two or three words, for big letters."""


_LOCKS = (
    _Lock(
        SAFETY_TEXT,
        SafetyAnswer.UNSURE,
        "Please ask a doctor or physio before you train.",
        "you answered 'yes or not sure' to the safety question",
    ),
    _Lock(
        URGENT_TEXT,
        SafetyAnswer.YES,
        "You reported a sign that needs urgent help. If no doctor has seen you yet, get "
        "urgent help now.",
        "you reported a sign that needs urgent help",
        "a doctor",
        "Get help now",
    ),
)


_CLEARED = 'Cleared by {who}? Type "checked". To quit, press Enter: '


def ask_first(
    context: Context, ask: Callable[[], SafetyAnswer | Signals | None] | None = None
) -> bool | Signals | None:
    """Ask the safety question unless it was answered before.

    Args:
        context: the answers so far, and the console.
        ask: asks on the whole screen; None to ask in lines.

    Returns:
        Whether the session may start; None if the runner left the question, or the
        signal that ended it.
    """
    if context.index.acknowledged.get(SAFETY_TEXT) is None:
        answer = ask() if ask else _ask_in_lines(context.console)
        if not isinstance(answer, SafetyAnswer):
            return answer
        write_down(context, SAFETY_TEXT, answer)
        context.look_again()
    return all(_is_unlocked(context, lock) for lock in _closed_locks(context))


def refuse_if_unsure(context: Context) -> None:
    """Raise CoachError for a runner who should ask a doctor or physio first.

    Raises:
        CoachError: if an answer says so, and *checked* was not typed since then.
    """
    for lock in _closed_locks(context):
        raise CoachError(
            f"{lock.refusal}; see {lock.who} before you start a session",
            hint=f"once {lock.who} has cleared you, run `coach start` in a terminal and "
            'type "checked"',
        )


def why_nothing_starts(context: Context) -> list[str]:
    """Return the reasons that keep every session from starting; empty if there are none."""
    return [
        f"{lock.please} You can't start a session until {lock.who} has cleared you."
        for lock in _closed_locks(context)
    ]


def _closed_locks(context: Context) -> list[_Lock]:
    answers = context.index.acknowledged
    return [lock for lock in _LOCKS if answers.get(lock.text) == lock.answer]


def _is_unlocked(context: Context, lock: _Lock) -> bool:
    """Ask for the word that opens a lock; return whether it was typed."""
    console = context.console
    _say_why(context, lock)
    word = answer_to(without_broken_words(_CLEARED.format(who=lock.who), console))
    if word != SafetyAnswer.CHECKED:
        console.print("No session was started.")
        return False
    if not release(context, lock.text, SafetyAnswer.CHECKED):
        return False
    ask_what_to_leave_out(context)
    return True


def without_broken_words(question: str, console: Console) -> str:
    """Return a question in rows, with room for the answer after the last one."""
    from coach.screen.even_lines import wrapped
    from coach.screen.margins import MARGIN
    from coach.screen.printing import margin_rows

    longest = max(1, console.width - len(SafetyAnswer.CHECKED) - 1)
    rows = [question] if len(question) <= longest else wrapped(question.strip(), longest)
    margin = " " * MARGIN if margin_rows(console) else ""
    return "\n".join(margin + row for row in rows).rstrip() + " "


def _say_why(context: Context, lock: _Lock) -> None:
    """Print why no session may start, on a terminal below a heading in big letters."""
    console = context.console
    console.print()
    is_urgent = lock.text == URGENT_TEXT
    if not context.is_looked_at:
        commands = ", ".join(f"`{command}`" for command in _LOOKING)
        console.print(f"{lock.please} {_LOOK} {commands}.")
        if is_urgent:
            console.print(f"The signs are: {STOP_NOW}")
        return
    from coach.screen.big_letters import width_of
    from coach.screen.charset import can_show_blocks
    from coach.screen.headline import headline
    from coach.screen.roles import Role
    from coach.screen.urgent_signs import signs_list

    role = Role.WARNING if is_urgent else Role.LOUD
    is_ascii = not can_show_blocks(sys.stdout)
    # Narrower letters would be hard to read, and the sentence below says the same.
    if width_of(lock.heading, 1) <= console.width:
        for row in headline(lock.heading, console.width, role, is_ascii=is_ascii):
            console.print(row, soft_wrap=True)
        console.print()
    console.print(lock.please, style=Role.LOUD.style)
    if is_urgent:
        console.print()
        for row in signs_list("The signs are:", console.width):
            console.print(row, soft_wrap=True)
    console.print(f"\n{_LOOK}")
    for command in _LOOKING:
        console.print(f"  {command}", style=Role.KEY.style)
    console.print()


def ask_what_to_leave_out(context: Context) -> None:
    """Ask once, after *checked*, which movements a doctor or physio advised against."""
    from coach.config.setting import Origin
    from coach.config.settings import Config
    from coach.model.left_out import LEAVE_OUT_WORDS, NOTHING, answer_of

    context.look_again()
    is_set = context.config.origin(Config.leave_out) is not Origin.DEFAULT
    if is_set or LEAVE_OUT_TEXT in context.index.acknowledged:
        return
    choices = dict(enumerate(LEAVE_OUT_WORDS, start=1))
    none = str(len(choices) + 1)
    said = [f"{number} {LEAVE_OUT_WORDS[each]}" for number, each in choices.items()]
    console = context.console
    console.print("\nWhat should we leave out of your sessions?")
    console.print("  ".join((*said, f"{none} {NOTHING}")))
    while True:
        words = answer_to("Type one or more numbers, then press Enter: ").replace(",", " ")
        numbers = set(words.split() if " " in words else words)
        if numbers and (
            numbers <= {str(number) for number in choices} or numbers == {none}
        ):
            break
    left_out = [each for number, each in choices.items() if str(number) in numbers]
    lost = "coach won't leave anything out until your answer is saved"
    is_kept = write_down(context, LEAVE_OUT_TEXT, answer_of(left_out), lost)
    context.look_again()
    vars(context).pop("leaves_out", None)  # the cached choices are outdated
    if is_kept:
        console.print(
            "Noted. To change this later, edit leave_out in the settings (`coach config`)."
        )


def _ask_in_lines(console: Console) -> SafetyAnswer:
    _show_text(console)
    return SafetyAnswer.NO if _says_no() else SafetyAnswer.UNSURE


def _show_text(console: Console) -> None:
    """Print the text before the question, a screenful at a time."""
    from coach.screen.safety_pages import first_run, pages_of

    pages = pages_of(first_run(), console.width, console.height)
    for number, page in enumerate(pages, start=1):
        for line in page:
            console.print(line, soft_wrap=True)
        if number < len(pages):
            answer_to("Press Enter for more > ")


def _says_no() -> bool:
    while True:
        word = answer_to("\nType n (none) or y (yes or not sure), then press Enter: ")
        if word in {"n", "no"}:
            return True
        if word in {"y", "yes", "u", "unsure"}:
            return False


def answer_to(question: str) -> str:
    """Return a typed answer in lower case."""
    # Typer's own prompt would make a failure like any other of Ctrl-C.
    try:
        return "".join(map(by_position, input(question).strip().lower()))
    except KeyboardInterrupt:
        sys.stdout.write("\n")  # the next output begins on a new line
        raise
    except UnicodeDecodeError:
        return ""  # the terminal sent bytes in another encoding than it announced


def write_down(
    context: Context, text: str, answer: str, lost: str = "coach will ask you again"
) -> bool:
    """Record an answer; return whether the journal has it.

    ``lost`` names the consequence if the journal refuses.
    """
    from coach.model.records import AcknowledgedRecord

    def build(stamp: Stamp) -> AcknowledgedRecord:
        return AcknowledgedRecord(**stamp.fields, text=text, answer=answer)

    return _write(context, build, context.last_n, lost)


def release(context: Context, text: str, answer: str) -> bool:
    """Record that a doctor or physio was asked, which opens every lock known so far.

    Returns:
        Whether the locks are open; not if a new one was added meanwhile.
    """
    from coach.model.records import AcknowledgedRecord

    history = context.read_history()

    def build(stamp: Stamp) -> AcknowledgedRecord:
        opens = history.locked.get(text, ())
        return AcknowledgedRecord(**stamp.fields, text=text, answer=answer, opens=opens)

    if _write(context, build, history.last_n) and text in context.read_history().locked:
        tell("meanwhile, you reported something new, so coach will ask you again")
        return False
    return True


def _write(
    context: Context,
    build: Callable[[Stamp], AcknowledgedRecord],
    after: int,
    lost: str = "coach will ask you again",
) -> bool:
    """Append an answer; return whether the journal has it."""
    from coach.app.history.safekeeping import append_now

    return append_now(context, build, after=after, without=lost)
