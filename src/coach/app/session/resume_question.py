"""The question about an unfinished session, answered with one key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import Enum, auto
from signal import Signals
from typing import TYPE_CHECKING

import msgspec

from coach.app.session.open_sessions import open_session_lines
from coach.model.session_facts import SessionStatus

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.session_facts import SessionFacts
    from coach.terminal.console import Console

WAIT_MS = 1_000
MOST = 9
"""Most sessions shown, because each is chosen with a digit."""
LEAVE = {"q", "escape"}
_LEAVE = "q leave"
_WHICH, _CONTINUE = "Which one?", "Continue?"
UNBROKEN = "\N{NO-BREAK SPACE}"
"""A space at which no line may break."""


class Act(Enum):
    """Choices for an unfinished session."""

    GO_ON = auto()
    FINISH = auto()
    DISCARD = auto()


KEYS = {"space": Act.GO_ON, "f": Act.FINISH, "d": Act.DISCARD}
WORDS = {
    Act.GO_ON: "space continue",
    Act.FINISH: "f finish",
    Act.DISCARD: "d discard",
}


class Decision(msgspec.Struct, frozen=True):
    """A session and the runner's choice for it."""

    facts: SessionFacts
    act: Act


def ask_what_to_resume(
    context: Context,
    candidates: Sequence[SessionFacts],
    now: datetime,
    *,
    is_plain: bool,
) -> Decision | Signals | None:
    """Ask for a key; return the decision, None if the runner left, or the signal."""
    from coach.terminal.console import Console

    say = _plainly if is_plain or not context.is_looked_at else _large(context)
    # Taking the terminal drops earlier keys, so the question comes afterwards.
    with Console(keys_from=sys.stdin) as console:
        shown = candidates[:MOST]
        if len(shown) > 1:
            rows = enumerate(open_session_lines(shown, context, now), start=1)
            numbered = {str(digit): line for digit, line in rows}
            lines = [f"{digit}  {line}" for digit, line in numbered.items()]
            say(_WHICH, lines, [f"1-{len(shown)} choose", _LEAVE])
            digit = wait_for_key(console, numbered)
            if digit is None or isinstance(digit, Signals):
                return digit
            shown = [shown[int(digit) - 1]]
        facts = shown[0]
        # A stopped session already has its end.
        offered = {
            key: act
            for key, act in KEYS.items()
            if act is not Act.FINISH or facts.status is SessionStatus.INTERRUPTED
        }
        words = [*(WORDS[act] for act in offered.values()), _LEAVE]
        if say is _plainly:
            say(_CONTINUE, open_session_lines([facts], context, now), words)
        else:
            _say_whole(context, facts, now, words)
        key = wait_for_key(console, offered)
        if key is None or isinstance(key, Signals):
            return key
        return Decision(facts, offered[key])


def _plainly(_title: str, lines: Sequence[str], keys: Sequence[str]) -> None:
    """Print the lines and the keys as they are."""
    say_lines(*lines)
    say_lines("   ".join(key.replace(" ", UNBROKEN) for key in keys))


def _large(context: Context) -> Callable[[str, Sequence[str], Sequence[str]], None]:
    """Return a function that prints a question with its title in big letters."""
    from coach.screen.charset import can_show_blocks
    from coach.screen.headline import headline
    from coach.screen.key_bar import CardChoice, keys_rows
    from coach.screen.roles import Role

    console = context.console  # may ask the terminal for its background

    def say(title: str, lines: Sequence[str], keys: Sequence[str]) -> None:
        is_ascii = not can_show_blocks(sys.stdout)
        console.print()
        for row in headline(title, console.width, is_ascii=is_ascii):
            console.print(row, soft_wrap=True)
        for line in lines:
            console.print(line, style=Role.LOUD.style)
        console.print()
        parts = (key.partition(" ") for key in keys)
        choices = [CardChoice(key, does) for key, _, does in parts]
        for row in keys_rows(choices, console.width):
            console.print(row, soft_wrap=True)

    return say


def _say_whole(
    context: Context, facts: SessionFacts, now: datetime, keys: Sequence[str]
) -> None:
    """Print the page of the session, with the same margins as a session's screens."""
    from rich.text import Text

    from coach.app.drill_motions import motion_of
    from coach.screen.charset import can_show_blocks
    from coach.screen.key_bar import CardChoice, keys_rows
    from coach.screen.painter import with_reversed_blanks
    from coach.screen.printing import side_margin
    from coach.screen.resume_page import next_drill, resume_page
    from coach.screen.viewport import Viewport

    console = context.console
    left = side_margin(console)
    columns = console.width + 2 * left
    # The cursor stands in the row below.
    whole = Viewport(columns, console.height - 1, not can_show_blocks(sys.stdout))
    inside = whole.inside
    parts = (key.partition(" ") for key in keys)
    choices = [CardChoice(key, does) for key, _, does in parts]
    rows = [*keys_rows(choices, inside.columns)]
    drill = next_drill(facts)
    motion = motion_of(context, drill) if drill else None
    space = " " * (whole.margin - left)
    # Where there are no blocks, reversed blanks fill a cell, as in the session.
    is_solid = whole.is_ascii and console.is_terminal and console.color_system is not None
    for row in resume_page(facts, now, motion, rows, inside):
        shown = with_reversed_blanks(row) if is_solid else row
        console.print(Text(space).append_text(shown), soft_wrap=True)


def say_lines(*lines: str) -> None:
    """Print lines as wide as the terminal, without breaking at unbreakable spaces."""
    import shutil
    from textwrap import wrap

    columns = shutil.get_terminal_size().columns
    for line in lines:
        for part in wrap(line, columns, subsequent_indent=" " * min(6, columns - 1)):
            sys.stdout.write(part.replace(UNBROKEN, " ") + "\n")
    sys.stdout.flush()


def wait_for_key(console: Console, keys: Collection[str]) -> str | Signals | None:
    """Wait for one of the keys; return None if the runner leaves."""
    while True:
        got = console.read(WAIT_MS)
        if got is Signals.SIGTSTP:
            console.suspend()
        elif isinstance(got, Signals):
            return got
        elif got in LEAVE:
            return None
        elif got in keys:
            return got
