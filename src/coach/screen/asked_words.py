"""A question in words and in big letters, and its narrowest forms with its answers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from rich.text import Text

from coach.model.places import place_words
from coach.question.dialog import Dialog, Step
from coach.question.question_text import choices_of, question_of
from coach.screen.answer_grid import answers_in_few_rows, scale_in_two_rows
from coach.screen.big_letters import LEAST_HIGH, fitted, low_letters
from coach.screen.card_frame import beside, right_columns
from coach.screen.even_lines import wrapped
from coach.screen.layout import Band, gap, line, stack, text_band
from coach.screen.letter_answers import letter_answers
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

LEAST_LETTERS = 4
"""Rows of the lowest big letters; a question is shown in them wherever they fit."""
WHERE = "WHERE?"
TITLES = {
    Step.FELT: "FELT IT?",
    Step.PLACES: "FELT WHERE?",
    Step.BACK: "LOW BACK?",
    Step.WHERE: WHERE,
    Step.HIP: WHERE,
    Step.REST: WHERE,
    Step.SIDE: "WHICH SIDE?",
    Step.PAIN: "HOW MUCH?",
    Step.FLAGS: "ANYTHING ELSE?",
    Step.SKIP: "WHY?",
    Step.MORNING: "SORE?",
    Step.SORE: "WHAT KIND?",
}
"""The question of each step in one or two words."""
_SAID = frozenset({Step.SIDE, Step.FLAGS})
"""Steps whose question says no more than its word in big letters."""
_HINTS = {
    Step.PLACES: "Press all that apply, then Enter.",
    Step.PAIN: "Press 0 to 9, or t for ten.",
    Step.SKIP: "Your answer helps plan the next session.",
}
"""What a question is for, or how to answer it, said behind it where there is room."""


def whole_question(dialog: Dialog, viewport: Viewport) -> Band:
    """Return the question in plain letters, with the drill that it is about."""
    columns = viewport.columns
    asked = question_of(dialog)
    if dialog.day and dialog.step is not Step.MORNING:
        asked = f"After {dialog.day}'s session: {asked[:1].lower()}{asked[1:]}"
    both = f"{dialog.drill}: {asked[:1].lower()}{asked[1:]}"
    rows = [both] if dialog.drill and len(both) <= columns else wrapped(asked, columns)
    if dialog.drill and both not in rows:
        rows = [f"{dialog.drill}:", *rows]
    texts = [Text(row, Role.LOUD.style) for row in rows]
    hint = _HINTS.get(dialog.step, "")
    if hint and texts[-1].cell_len + 1 + len(hint) <= columns:
        texts[-1] = Text.assemble(texts[-1], " ", (hint, Role.PLAIN.style))
    return text_band(texts)


def large_question(dialog: Dialog, viewport: Viewport, high: int) -> Iterator[Band]:
    """Yield a word of the question in big letters above all of it, if one fits."""
    for word in titles(dialog):
        large = fitted(word, viewport.columns, high, is_ascii=viewport.is_ascii)
        if viewport.size is Size.NORMAL and dialog.step is Step.FLAGS:
            # Below it, the urgent signs need the rows.
            low = low_letters((word,), viewport.columns)
            large = low[0] if low and not viewport.is_ascii else large
        if large:
            big = text_band(Text(row, Role.LOUD.style) for row in large)
            has_air = dialog.step is Step.MORNING or viewport.size is Size.FULL
            space = gap(has_air and viewport.size is not Size.NARROW)
            whole = Band() if is_said(dialog) else whole_question(dialog, viewport)
            yield stack(big, space if whole.height else Band(), whole)
            return


def is_said(dialog: Dialog) -> bool:
    """Return whether the word in big letters is the whole question."""
    return not dialog.drill and not dialog.day and dialog.step in _SAID


def titles(dialog: Dialog) -> Iterator[str]:
    """Yield words for a question in big letters, the most exact first."""
    if dialog.step is Step.FELT and dialog.target:
        yield f"{' or '.join(map(place_words, dialog.target))}?".upper()
    yield TITLES[dialog.step]


def narrow_forms(dialog: Dialog, viewport: Viewport) -> Iterator[list[Band]]:
    """Yield the question in big letters with its whole answers, in few rows."""
    numbers = scale_in_two_rows(dialog, viewport)
    if numbers.height:
        yield [whole_question(dialog, viewport), numbers]
    yield from _answers_in_letters(dialog, viewport)
    for answer in answers_in_few_rows(dialog, viewport):
        if dialog.step is Step.FLAGS and not viewport.is_ascii:
            yield [_flags_asked(dialog, viewport), answer]
        if dialog.step is Step.PLACES and not dialog.drill:
            yield [_word_across(dialog, viewport), answer]
        for question in large_question(dialog, viewport, LEAST_LETTERS):
            yield [question, answer]


def _answers_in_letters(dialog: Dialog, viewport: Viewport) -> Iterator[list[Band]]:
    """Yield short answers in letters, below the question with Enter at its right."""
    *choices, last = next(choices_of(dialog))
    if dialog.step is not Step.SIDE or viewport.is_ascii:
        return
    band = letter_answers(choices, viewport.columns, LEAST_HIGH)
    enter = Text.assemble((last.key, Role.KEY.style), f" {last.words}")
    asked = whole_question(dialog, viewport)
    if band.height and asked.height == 1:
        yield [line(asked.rows[0], enter, viewport.columns), band]


def _flags_asked(dialog: Dialog, viewport: Viewport) -> Band:
    """Return the last word of the question about other signs beside all of it."""
    _, word = TITLES[Step.FLAGS].split()
    large = fitted(word, viewport.columns * 3 // 5, LEAST_LETTERS)
    texts = [Text(row, Role.LOUD.style) for row in large]
    wide = len(large[0])
    room = replace(viewport, columns=right_columns(viewport.columns, wide))
    asked = whole_question(dialog, room).rows
    above = [Text("")] * ((len(large) - len(asked)) // 2)
    return text_band(beside(texts, [*above, *asked], wide))


def _word_across(dialog: Dialog, viewport: Viewport) -> Band:
    """Return the question in letters that say all of it, or else in plain ones."""
    word = TITLES[dialog.step]
    large = fitted(word, viewport.columns, LEAST_LETTERS, is_ascii=viewport.is_ascii)
    if not large:
        return whole_question(dialog, viewport)
    return text_band(Text(row, Role.LOUD.style) for row in large)
