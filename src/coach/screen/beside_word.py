"""A question about pain on a usual screen: its answers stand beside a word in letters."""

from __future__ import annotations

from rich.text import Text

from coach.event import PauseReason
from coach.moment import Moment
from coach.question.dialog import EMERGENCY, Dialog, Step
from coach.question.question_text import question_of
from coach.screen.answer_grid import answers_beside
from coach.screen.big_letters import fitted, height_of, letters_in
from coach.screen.card_frame import beside, right_columns
from coach.screen.even_lines import wrapped
from coach.screen.key_cap import key_cap
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.stacked_words import stacked
from coach.screen.stop_words import ONLY_IF_GONE, STOP, STOP_SHARE, URGENT_HEADING
from coach.screen.urgent_signs import signs_list
from coach.screen.viewport import Viewport

_ROWS, _HALF_ROWS = 7, 11
"""Rows of two words one below the other, and half rows of one above a sentence."""


def answers_beside_word(title: str, moment: Moment, viewport: Viewport, room: int) -> Band:
    """Return the answers beside a word in letters, above all urgent signs.

    The word stands where STOP does in a pause for pain. Empty if there is no room.
    """
    dialog = moment.question or Dialog(step=Step.WHERE)
    is_pain = moment.pause_reason is PauseReason.PAIN and dialog.step is Step.WHERE
    columns = viewport.columns
    rows = _word(title if not is_pain else STOP, viewport)
    if not rows:
        return Band()
    left = [Text(row, (Role.ALARM if is_pain else Role.LOUD).style) for row in rows]
    wide = left[0].cell_len
    below: list[Text] = []
    if is_pain:
        below = [Text(ONLY_IF_GONE, Role.LOUD.style)]
        if not viewport.is_ascii:  # lower letters leave a row beside the answers
            wide = max(wide, len(ONLY_IF_GONE))
            left, below = [*left, *below], []
    beside_ = right_columns(columns, wide)
    right = [Text(row, Role.LOUD.style) for row in wrapped(_asked(moment, dialog), beside_)]
    right += answers_beside(dialog)
    if max(row.cell_len for row in right) > beside_:
        return Band()
    if len(right) > len(left):
        left.insert(0, Text(""))  # apart from the head
    heading, *signs = signs_list(URGENT_HEADING, columns)
    heading = Text.assemble(key_cap(EMERGENCY, Role.WARNING), " ", heading)
    body = text_band(
        [
            *beside(left, right, wide, is_ascii=viewport.is_ascii),
            *(below or [Text("")]),
            heading,
            *signs,
        ]
    )
    spare = room - body.height - 1
    return stack(gap(min(1, spare)), body) if spare >= 0 else Band()


def _word(title: str, viewport: Viewport) -> tuple[str, ...]:
    """Return a title in letters, one word below the other; its last word in ASCII."""
    words, wide = tuple(title.split()), round(viewport.columns * STOP_SHARE)
    if viewport.is_ascii:
        return fitted(words[-1], wide, height_of(2), is_ascii=True)
    if len(words) > 1:
        return stacked(words, wide, _ROWS)
    return next(iter(letters_in(words, wide, _HALF_ROWS)), ())


def _asked(moment: Moment, dialog: Dialog) -> str:
    """Return the question, with the drill that it is about if that is over."""
    asked, about, drill = question_of(dialog), moment.pause_about, dialog.drill
    if about is not None and not drill:
        drill = moment.timeline.prescription.blocks[about].name
    return f"{drill}: {asked[:1].lower()}{asked[1:]}" if drill else asked
