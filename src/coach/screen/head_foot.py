"""The head and foot of a session's screens: progress, title, keys and question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace
from rich.text import Text

from coach.event import PauseReason
from coach.keymap import BINDINGS, Command
from coach.model.terms import Side, Sides
from coach.model.weights import Weight
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, TAKE_BACK, Step
from coach.question.question_text import heading, question_grid, question_rows
from coach.screen.cells import Cells, words
from coach.screen.event_words import (
    TO_GO,
    WAIT_TITLES,
    set_number,
    short_set_words,
    weight_words,
    working_side,
)
from coach.screen.layout import (
    Band,
    Draw,
    Moving,
    Sheet,
    line,
    moving_band,
    stack,
    text_band,
)
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport
from coach.timeline import SegmentKind
from coach.units import format_clock, seconds_left

_GAP = "   "
_ALWAYS = (Command.MAIN, Command.HURTS, Command.STOP)
"""Keys shown first; the others follow in their usual order."""
_AT_WORK = (Command.SKIP, Command.HELP, Command.BACK, Command.REPEAT, Command.LAYOUT)
_IN_A_WAIT = (
    Command.SKIP,
    Command.HELP,
    Command.BACK,
    Command.MORE_REST,
    Command.LESS_REST,
)


def head(
    moment: Moment,
    viewport: Viewport,
    countdown: Draw | None = None,
    about: int | None = None,
) -> Band:
    """Return the session and its progress; on a narrow screen, the drill instead.

    There, a countdown may take the place of the time that is left of the session. A
    question may be about a drill other than the current one.
    """
    about = moment.segment.block if about is None else about
    if viewport.size in {Size.TINY, Size.NARROW}:
        return _short_head(moment, viewport, countdown, about)
    prescription = moment.timeline.prescription
    number = f"drill {about + 1} of {len(prescription.blocks)}"
    clock = Moving(14, 1, _time_left)
    name = Text(prescription.name, Role.LOUD.style)
    still = line(name, Text(number), viewport.columns - clock.width - 1)
    return stack(
        line(still.rows[0], clock, viewport.columns),
        moving_band((0, Moving(viewport.columns, 1, _progress(viewport)))),
    )


_CLOCK, _COUNTDOWN = 7, 14
"""Columns of the time left, and of a countdown in its place."""


def _short_head(
    moment: Moment, viewport: Viewport, countdown: Draw | None, about: int
) -> Band:
    if countdown is not None:
        what = Text(WAIT_TITLES[moment.segment.kind], Role.LOUD.style)
        return line(what, Moving(_COUNTDOWN, 1, countdown), viewport.columns)
    named = moment.timeline.prescription.blocks[about].name
    if moment.segment.kind is SegmentKind.CHANGE and about == moment.segment.block:
        named = _next_if_short(named, viewport)
    name = Text(named, Role.LOUD.style)
    shown = Moving(_CLOCK, 1, lambda m: words(_clock(m), _CLOCK, Role.NONE, at_right=True))
    number, _, side = short_set_words(moment.block, moment.segment).partition(" ")
    short = Text(number)
    if side:
        short.append(f" {side.upper()}", Role.ACCENT.style)
    whole = Text(side_letters(moment), Role.ACCENT.style)
    is_whole_set = moment.block.sides is Sides.EACH
    if (
        is_whole_set
        and whole
        and name.cell_len + whole.cell_len + _CLOCK + 2 <= viewport.columns
    ):
        short = whole
    if about != moment.segment.block:
        short = Text("")
    still = line(name, short, viewport.columns - shown.width - 1).rows[0]
    return line(still, shown, viewport.columns)


def _next_if_short(named: str, viewport: Viewport) -> str:
    """Return the name of a drill that is next, with that word where both fit."""
    both = f"Next: {named}"
    return both if len(both) + _CLOCK + _SET + 2 <= viewport.columns else named


_SET = 8
"""Columns for the set, or the side, in a narrow head."""


def title(moment: Moment, viewport: Viewport, *, has_side: bool = True) -> Band:
    """Return the drill, the set and, unless it stands elsewhere, the side."""
    # A session with a single drill has that drill's name, shown one line above.
    is_named = moment.block.name == moment.timeline.prescription.name
    is_next = moment.segment.kind is SegmentKind.CHANGE
    named = f"Next: {moment.block.name}" if is_next else moment.block.name
    name = Text("" if is_named else named, Role.LOUD.style)
    # Both stand at the left, because big letters begin right below the other end.
    parts = [name] if name else []
    number = set_number(moment.block, moment.segment)
    if moment.segment.kind is SegmentKind.REST:
        number = f"next: {number}" if name else f"Next: {number}"
    parts.append(Text(number))
    has_side = has_side and moment.block.sides is Sides.EACH
    if (side := side_letters(moment)) and has_side:
        bright = Text(side, Role.ACCENT.style)
        bright.stylize("bold")
        parts.append(bright)
    if held := weight_words(moment.block):
        parts.append(Text(held))
    return line(Text(_GAP).join(parts), None, viewport.columns)


def side_letters(moment: Moment, side: Side | None = None) -> str:
    """Return ``LEFT LEG``, the side that works; empty if there is none.

    If the sides take turns, return ``LEFT``. For another side, return its name instead.
    """
    now, sides = moment.segment.side, moment.block.sides
    if now is not None and sides is Sides.EACH:
        return working_side(moment.block, side or now).upper()
    is_turn = now is not None and moment.segment.is_work
    return str(side or now).upper() if is_turn else ""


def _clock(moment: Moment) -> str:
    if isinstance(moment.block.test, str):
        return ""
    about = "~" if moment.timeline.prescription.self_paced else ""
    return f"{about}{format_clock(seconds_left(moment.left_ms) * 1000)}"


def _time_left(moment: Moment) -> Cells:
    if isinstance(moment.block.test, str):  # nobody knows how long the test lasts
        return words("", 14, Role.NONE)
    return words(f"{_clock(moment)} {TO_GO}", 14, Role.NONE, at_right=True)


def _progress(viewport: Viewport) -> Draw:
    """Return a thin line; a thicker one would distract from the breath."""
    columns = viewport.columns
    done, left = ("=", "-") if viewport.is_ascii else ("━", "─")
    drawn: dict[int, Cells] = {}

    def draw(moment: Moment) -> Cells:
        share = moment.position_ms / max(1, moment.timeline.total_ms)
        filled = max(0, min(columns, round(share * columns)))
        if filled not in drawn:
            line_ = done * filled + left * (columns - filled)
            roles = bytes([Role.PROGRESS]) * filled
            roles += bytes([Role.EDGE]) * (columns - filled)
            drawn[filled] = Cells((line_,), (roles,))
        return drawn[filled]

    return draw


def foot(moment: Moment, viewport: Viewport) -> Band:
    """Return the current keys in order; the keys for pain and for stop are dropped last."""
    helping = _helping(moment)
    if moment.is_leaving and viewport.size is not Size.TINY:
        # The question shows its two keys in big letters.
        helping = (Command.HURTS, Command.HELP)
    items: list[tuple[Command, Text]] = []
    for binding in BINDINGS:
        if binding.command in helping:
            is_main = binding.command is Command.MAIN
            word = _main_word(moment) if is_main else binding.short
            if binding.command is Command.SKIP and _leaves_drill(moment):
                is_small = viewport.size in {Size.TINY, Size.NARROW}
                word = "leave" if is_small else "leave drill"
            text = Text.assemble(
                (binding.shown, Role.KEY.style), " ", (word, Role.QUIET.style)
            )
            items.append((binding.command, text))
    room = viewport.columns + len(_GAP)
    kept = set()
    for command, text in sorted(items, key=lambda item: helping.index(item[0])):
        if text.cell_len + len(_GAP) <= room:
            room -= text.cell_len + len(_GAP)
            kept.add(command)
    if moment.pause_reason is PauseReason.PAIN:  # the safest first
        items.sort(key=lambda item: helping.index(item[0]))
    shown = [text for command, text in items if command in kept]
    if moment.question is not None and moment.question.step in _WITHOUT_EMERGENCY:
        urgent = Text.assemble((EMERGENCY, Role.WARNING.style), " emergency")
        is_told = moment.question.is_about_pain and urgent.cell_len + len(_GAP) <= room
        shown += [urgent] if is_told else []
        room -= urgent.cell_len + len(_GAP) if is_told else 0
    if moment.question is not None and moment.question.before is not None:
        back = Text.assemble((TAKE_BACK, Role.KEY.style), " ", (_CORRECT, Role.QUIET.style))
        shown += [back] if back.cell_len + len(_GAP) <= room else []
    return text_band([Text(_GAP).join(shown)])


_WITHOUT_EMERGENCY = frozenset({Step.HIP, Step.REST, Step.SIDE})
"""Questions about pain that leave the key for an emergency to the foot."""
_CORRECT = "correct"
"""What the key does that takes an answer back, shown if there is room."""


def _helping(moment: Moment) -> tuple[Command, ...]:
    if moment.is_paused:
        if moment.pause_reason is PauseReason.PAIN:
            skips = [Command.SKIP] if _leaves_drill(moment) else []
            # The last question has its own way out.
            has_enter = moment.question and moment.question.step is Step.FLAGS
            return (Command.STOP, *skips, *(() if has_enter else (Command.MAIN,)))
        skips = [Command.SKIP] if moment.pause_reason is PauseReason.READY else []
        return (*_ALWAYS, *skips, Command.HELP)
    if not moment.segment.is_work:
        held = isinstance(moment.block.weight, Weight)
        return _ALWAYS + ((Command.WEIGHT,) if held else ()) + _IN_A_WAIT
    return _ALWAYS + ((Command.PAUSE,) if moment.is_open_ended else ()) + _AT_WORK


def _leaves_drill(moment: Moment) -> bool:
    """Return whether skip leaves the whole drill, as it does after pain."""
    return moment.pause_reason is PauseReason.PAIN and moment.pause_about is None


def _main_word(moment: Moment) -> str:
    """Return what the space bar does now."""
    is_held = moment.is_awaiting_ready and not moment.is_paused
    is_held = is_held or moment.pause_reason is PauseReason.READY
    if is_held and not moment.is_leaving:
        return "next step" if moment.has_more_to_hear else "ready"
    if moment.is_paused:
        return "continue"
    return "end set" if moment.is_open_ended and moment.segment.is_work else "pause"


FROM_ROWS = 6
_QUESTION_ROWS = {Size.TINY: 3, Size.NARROW: 3, Size.NORMAL: 3, Size.FULL: 4}
"""Most rows of a question below the stage."""
NAMED_FROM_ROWS = 9
"""Fewest rows of a screen on which a question names its drill."""


def with_question(
    screen: Callable[[Moment, Viewport], Sheet], moment: Moment, viewport: Viewport
) -> Sheet:
    """Return a screen's sheet, with the open question, if any, in its foot."""
    question = question_band(moment, viewport)
    room = viewport.rows - question.height
    if not question.height or room < 1:
        return screen(moment, viewport)
    above = screen(moment, replace(viewport, rows=room))
    return stack(above.cut(room).padded(room), question)


_KEY = r"(?<!\S)(?:[0-9](?:-[0-9])?\*?|Enter|t(?!\S))"
"""The key before each answer, with or without a blank between them."""
_ASKED = r"^[^0-9]+?[?:](?=\s|$)"
"""The question at the start of a line."""
_PICKED = r"(?<!\S)[0-9]\*.*?(?=\s{2}|$)"
"""An answer that is selected, with its key."""


def question_band(moment: Moment, viewport: Viewport) -> Band:
    """Return the open question with bold keys; an empty band if there is none."""
    # A breath that is asked for has the screen, so no question covers it.
    is_breathing = moment.segment.breath is not None and not moment.is_paused
    if moment.question is None or is_breathing or viewport.rows < FROM_ROWS:
        return Band()
    has_room = viewport.rows >= NAMED_FROM_ROWS
    rows = question_rows(moment.question, viewport.columns, has_room=has_room)
    named = heading(moment.question, viewport.columns)
    most = _QUESTION_ROWS[viewport.size]
    grid = question_grid(moment.question, viewport.columns, most) if has_room else None
    if grid is not None:
        named, rows = grid.asked, (grid.asked, *grid.choices)
    return _question(rows, named, viewport.columns)


def _question(rows: Iterable[str], named: str, columns: int) -> Band:
    texts = question_texts(rows, named, Role.LOUD.style, Role.PLAIN.style)
    return text_band(line(text, None, columns).rows[0] for text in texts)


def question_texts(
    rows: Iterable[str], named: str, loud: str, plain: str = ""
) -> Iterator[Text]:
    """Yield the rows of a question, with its heading, question words and keys in bold."""
    for row in rows:
        text = Text(row, loud if row == named else plain)
        for bold in (_KEY, _ASKED):
            text.highlight_regex(bold, loud)
        text.highlight_regex(_PICKED, Role.LOUD.style)
        yield text


def choice_texts(rows: Iterable[str]) -> Iterator[Text]:
    """Yield the rows of the answers to a question as in a key bar."""
    for row in rows:
        text = Text(row, Role.PLAIN.style)
        text.highlight_regex(_KEY, Role.KEY.style)
        text.highlight_regex(_PICKED, Role.LOUD.style)
        yield text
