"""A question about pain on a usual screen: its word in letters, above two rows of answers.

Below them are all urgent signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from coach.event import PauseReason
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, Dialog, Step
from coach.question.question_text import question_of
from coach.screen.answer_grid import said_of, shown_choices
from coach.screen.asked_words import is_said
from coach.screen.big_letters import fitted, height_of, letters_in
from coach.screen.block_signs import lowered
from coach.screen.card_frame import beside, right_columns
from coach.screen.even_lines import wrapped
from coach.screen.key_cap import key_cap
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.stop_words import ONLY_IF_GONE, STOP, STOP_SHARE, URGENT_HEADING
from coach.screen.urgent_signs import signs_list
from coach.screen.viewport import Viewport

_HALF_ROWS = 5
"""Height of a word across the screen, in half rows."""
_SHORT = 5
"""Letters of a word that has a sentence beside it."""
EMERGENCY_FIRST = "emergency: "


def answers_below_word(title: str, moment: Moment, viewport: Viewport, room: int) -> Band:
    """Return two rows of answers below a word in letters, above all urgent signs.

    In a pause for pain, the word is STOP, and the question stands beside it. Empty if
    there is no room.
    """
    dialog = moment.question or Dialog(step=Step.WHERE)
    columns, is_ascii = viewport.columns, viewport.is_ascii
    is_pain = moment.pause_reason is PauseReason.PAIN and dialog.step is Step.WHERE
    has_name = moment.pause_about is not None or not is_said(dialog)
    title = STOP if is_pain else title
    if is_ascii and has_name:
        *_, title = title.split()  # the question stands beside a short word
    rows = _word(title, viewport)
    if not rows:
        return Band()
    if len(title) <= _SHORT or not has_name:
        # Nothing stands below the word, so half a row parts it from the head.
        rows = lowered(rows)
    role = Role.ALARM if is_pain else Role.LOUD
    word = [Text(row, role.style) for row in rows]
    asked, wide = _asked(moment, dialog), word[0].cell_len
    said = (asked, ONLY_IF_GONE) if is_pain else (asked,)
    told: list[Text] = []
    is_beside = right_columns(columns, wide) >= _LEAST_BESIDE
    if is_beside:
        beside_ = right_columns(columns, wide)
        told = [
            Text(row, Role.LOUD.style) for each in said for row in wrapped(each, beside_)
        ]
        blank = [Text("")] * ((len(word) - len(told)) // 2)
        if len(told) > len(word):
            return Band()
        word = beside(word, [*blank, *told], wide, is_ascii=is_ascii)
    elif has_name:
        told = [Text(row, Role.LOUD.style) for row in wrapped(" ".join(said), columns)]
    heading, *signs = signs_list(URGENT_HEADING, columns)
    named = f" {EMERGENCY_FIRST}{heading.plain[:1].lower()}{heading.plain[1:]}"
    cap = key_cap(EMERGENCY, Role.WARNING)
    urgent = text_band([Text.assemble(cap, (named, Role.WARNING.style)), *signs])
    below = Band() if is_beside else text_band(told)
    for answers in _in_rows(dialog, columns):
        parts = [stack(text_band(word), below), answers, urgent]
        spare = room - sum(band.height for band in parts)
        if spare >= len(parts) - 1:
            # The answers stand apart first, then the list from the keys.
            above = gap(1 if spare > len(parts) else 0)
            return stack(above, parts[0], gap(), answers, gap(), urgent)
    return Band()


_LEAST_BESIDE = 24
"""Fewest columns of a sentence beside a word."""


def _in_rows(dialog: Dialog, columns: int) -> Iterator[Band]:
    """Yield the answers three to a row, with key caps, with and without blank rows.

    The answer for urgent signs is left out, because its key stands before the signs.
    """
    choices = [each for each in next(shown_choices(dialog)) if not each.is_urgent]
    cells = [Text.assemble(key_cap(each.key), " ", said_of(each)) for each in choices]
    kinds = [cells[at::_BESIDE] for at in range(_BESIDE)]
    widths = [max((each.cell_len for each in kind), default=0) for kind in kinds]
    between = min(_MOST_APART, (columns - sum(widths)) // (_BESIDE - 1))
    if between < _LEAST_APART:
        return
    rows: list[Text] = []
    for at in range(0, len(cells), _BESIDE):
        row = Text()
        for cell, wide in zip(cells[at : at + _BESIDE], widths, strict=False):
            row.append_text(cell)
            row.pad_right(wide - cell.cell_len + between)
        row.rstrip()
        rows += [row, Text("")]
    yield text_band(rows[:-1])
    yield text_band(rows[::2])


_BESIDE, _LEAST_APART, _MOST_APART = 3, 4, 8
"""Answers in a row, and the columns between two of them."""


def _word(title: str, viewport: Viewport) -> tuple[str, ...]:
    """Return a title in letters across the screen; a short one is higher."""
    is_short = len(title) <= _SHORT
    if viewport.is_ascii:
        wide = round(viewport.columns * STOP_SHARE) if is_short else viewport.columns
        return fitted(title, wide, LEAST_ROWS, is_ascii=True)
    if is_short:
        return fitted(title, viewport.columns // 2, height_of(1), is_wide=True)
    return next(iter(letters_in((title,), viewport.columns, _HALF_ROWS)), ())


def _asked(moment: Moment, dialog: Dialog) -> str:
    """Return the question, with the drill that it is about if that is over."""
    asked, about, drill = question_of(dialog), moment.pause_about, dialog.drill
    if about is not None and not drill:
        drill = moment.timeline.prescription.blocks[about].name
    return f"{drill}: {asked[:1].lower()}{asked[1:]}" if drill else asked
