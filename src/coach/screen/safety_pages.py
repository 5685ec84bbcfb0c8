"""Safety pages before the first session, fitted to the size of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from coach.safety_text import ASK_FIRST, DISCLAIMER, IN_SHORT
from coach.screen.big_letters import fitted, fitted_alike, height_of
from coach.screen.card_frame import EDGE, framed
from coach.screen.even_lines import wrapped
from coach.screen.key_bar import CardChoice, keys_rows
from coach.screen.layout import Band, Sheet, line, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import NARROW_FROM, NORMAL_FROM, Viewport

PROMPT_ROWS = 2
"""Rows kept free below a page for the question."""

Paragraph = tuple[str, Role, str]
"""A text, its role, and the sign before its first line."""
_BEFORE, _APPLIES = "Before your first session", "Do any of these apply to you?"
_AGAIN = "Any of these?"
_REPEATS_FROM = 6
"""Fewest rows of a page that repeats the question."""
_ITEM = "- "
_LARGE_BEFORE, _LARGE_ASKED = "STOP ON PAIN", "ANY OF THESE?"
_LARGE_ANSWERS = "NONE", "YES, NOT SURE"
"""The words of the two pages that are in big letters."""


def first_run() -> list[Paragraph]:
    """Return the paragraphs of the safety text and its question."""
    return [
        (_BEFORE, Role.LOUD, ""),
        (DISCLAIMER, Role.NONE, "  "),
        (IN_SHORT, Role.NONE, "  "),
        ("", Role.NONE, ""),
        (_APPLIES, Role.LOUD, ""),
        *_list(),
    ]


def _list() -> list[Paragraph]:
    return [(item, Role.NONE, f"  {_ITEM}") for item in ASK_FIRST]


def pages_of(paragraphs: Iterable[Paragraph], columns: int, rows: int) -> list[list[Text]]:
    """Return the paragraphs as pages; one that fits on a page is never split.

    A page that continues the list repeats its question, where there is room.
    """
    room = max(1, rows - PROMPT_ROWS)
    again = [Text(_AGAIN, Role.LOUD.style)] if room >= _REPEATS_FROM else []
    pages: list[list[Text]] = [[]]
    for text, role, sign in paragraphs:
        lines = _lines(text, role, sign, columns)
        if len(pages[-1]) + len(lines) > room and pages[-1]:
            pages.append([*again] if sign.endswith(_ITEM) else [])
        if not text and not pages[-1]:
            continue  # no page begins with a blank line
        for row in lines:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(row)
    return pages


WIDEST = 84
"""Width of the widest page; longer lines are hard to read."""
_MARGIN, _LARGE_MARGIN = 1, 3
_AROUND_FRAME = 4
"""Rows for a frame, with a blank row above and below it."""
_MORE = CardChoice("space", "more")
_BACK = CardChoice("b", "back")
_ANSWERS = (CardChoice("n", "none"), CardChoice("y", "yes or not sure"))
_LEAVE = CardChoice("q", "leave")


def safety_sheets(viewport: Viewport) -> list[Sheet]:
    """Return the screens for the safety question; only the last one takes an answer."""
    return _large_sheets(viewport) or _small_sheets(viewport)


def _large_sheets(viewport: Viewport) -> list[Sheet]:
    """Return a screen for the rules and one for the question, both with big letters.

    Empty if the terminal is too small for them.
    """
    columns = min(viewport.columns - 2 * _LARGE_MARGIN, WIDEST)
    heading = _large(_LARGE_BEFORE, columns, viewport)
    for row in heading:
        row.stylize(Role.WARNING.style, 0, _first_word(heading))
    apart = [Text("")] if viewport.is_huge else []
    rules = [
        Text(""),
        *heading,
        Text(""),
        Text(_BEFORE, Role.LOUD.style),
        *_apart(IN_SHORT, columns),
        Text(""),
        Text(""),
        *_lines(DISCLAIMER, Role.PLAIN, "", columns),
    ]
    question = [
        Text(""),
        *_large(_LARGE_ASKED, columns, viewport),
        Text(_APPLIES, Role.LOUD.style),
        *(row for each in _list() for row in (*apart, *_lines(*each, columns))),
        Text(""),
        *_large_answers(columns, viewport),
    ]
    feet = [
        _foot((_MORE, _LEAVE), "1 of 2", columns),
        _foot((*_ANSWERS, _BACK, _LEAVE), "2 of 2", columns),
    ]
    pages = [[*rules, Text(""), *feet[0].rows], [*question, *feet[1].rows]]
    if viewport.columns < NORMAL_FROM[0] or max(map(len, pages)) > viewport.rows:
        return []
    bodies = [text_band(rules), text_band(question)]
    sheets = []
    for body, foot in zip(bodies, feet, strict=True):
        room = max(body.height for body in bodies) + 1
        page = stack(body.padded(room), foot)
        if (
            viewport.columns >= columns + 2 * EDGE
            and viewport.rows >= page.height + _AROUND_FRAME
        ):
            card = framed(page.rows, columns + 2 * EDGE, is_ascii=viewport.is_ascii)
            left = (viewport.columns - columns) // 2 - EDGE
            sheets.append(text_band(card).shifted(left).centred(viewport.rows))
        else:
            high = body.padded(viewport.rows - foot.height)
            sheets.append(stack(high, foot).shifted(_LARGE_MARGIN))
    return sheets


def _large(words: str, columns: int, viewport: Viewport) -> list[Text]:
    """Return words in big letters, low ones if rows are few; in bold if none fit."""
    high = height_of(_scale(viewport))
    rows = fitted(words, columns, high, is_ascii=viewport.is_ascii)
    return [Text(row, Role.LOUD.style) for row in rows or (words,)]


def _scale(viewport: Viewport) -> int:
    return 2 if viewport.is_huge else 1


def _apart(text: str, columns: int) -> list[Text]:
    """Return the rules of a text, each below a blank row."""
    sentences = text.replace(". ", ".\n").split("\n")
    return [
        row
        for said in sentences
        for row in (Text(""), *_lines(said, _role_of(said), "", columns))
    ]


def _role_of(said: str) -> Role:
    """Return the role of a rule: loud if it says when to stop."""
    return Role.LOUD if "stop" in said.casefold() else Role.PLAIN


def _large_answers(columns: int, viewport: Viewport) -> list[Text]:
    """Return the keys of the answers in big letters, each beside its words."""
    high, is_ascii = height_of(1), viewport.is_ascii
    large = () if is_ascii else fitted_alike(_LARGE_ANSWERS, columns * 2 // 3, high)
    rows = [Text("") for _ in range(high)]
    for number, lines in enumerate(large):
        # The key is the first letter of its answer.
        spaces = (at for at in range(1, len(lines[0])) if _is_blank(lines, at))
        first = next(spaces, 0)
        for row, part in zip(rows, lines, strict=True):
            row.pad_right(number * (columns // 3) - row.cell_len)
            row.append(part[:first], Role.LOUD.style).append(part[first:], Role.PLAIN.style)
    return rows if large else [*keys_rows(_ANSWERS, columns)]


def _first_word(rows: Sequence[Text]) -> int:
    """Return the columns of the first word of a heading: up to its first wide gap."""
    lines = [row.plain for row in rows]
    if len(lines) == 1:  # usual letters
        return lines[0].index(" ")
    wide = max(map(len, lines))
    blank = [all(line_.ljust(wide)[at] == " " for line_ in lines) for at in range(wide)]
    spaces = "".join(" " if each else "#" for each in blank).split(_WORD_GAP)
    return len(spaces[0])


_WORD_GAP = "   "
"""At least so many blank columns part two words."""


def _is_blank(lines: Sequence[str], column: int) -> bool:
    return all(line_[column] == " " for line_ in lines)


def _small_sheets(viewport: Viewport) -> list[Sheet]:
    """Return the whole text page by page, as small screens need it."""
    margin = _MARGIN if viewport.columns >= NARROW_FROM[0] else 0
    columns = min(viewport.columns - 2 * margin, WIDEST)
    paragraphs = first_run()
    if viewport.columns < NORMAL_FROM[0]:
        # No frame is needed here; the words need the room.
        paragraphs = [(text, role, sign[_MARGIN * 2 :]) for text, role, sign in paragraphs]
    pages = pages_of(paragraphs, columns, viewport.rows)
    sheets = []
    for number, page in enumerate(pages, start=1):
        is_last = number == len(pages)
        back = (_BACK,) if number > 1 else ()
        keys = (*(_ANSWERS if is_last else (_MORE,)), *back, _LEAVE)
        where = f"{number} of {len(pages)}" if len(pages) > 1 else ""
        foot = _foot(keys, where, columns)
        has_frame = (
            viewport.columns >= columns + 2 * EDGE
            and viewport.rows >= len(page) + PROMPT_ROWS + _AROUND_FRAME
        )
        if has_frame:
            inside = [*page, Text(""), *foot.rows]
            card = framed(inside, columns + 2 * EDGE, is_ascii=viewport.is_ascii)
            left = (viewport.columns - columns) // 2 - EDGE
            sheets.append(text_band(card).shifted(left).centred(viewport.rows))
        else:
            body = text_band(page).padded(viewport.rows - foot.height)
            sheets.append(stack(body, foot).cut(viewport.rows).shifted(margin))
    return sheets


def _foot(keys: Sequence[CardChoice], where: str, columns: int) -> Band:
    """Return the keys, in two rows if one cuts them, with the number of the page."""
    *rows, last = keys_rows(keys, columns)
    number = Text(where, Role.QUIET.style)
    has_room = last.cell_len + 1 + number.cell_len <= columns
    return text_band([*rows, *line(last, number if has_room else None, columns).rows])


def _lines(text: str, role: Role, sign: str, columns: int) -> Sequence[Text]:
    room = max(1, columns - len(sign))
    first, *others = wrapped(text, room)
    blanks = " " * len(sign)
    return [
        Text(row, role.style)
        for row in (f"{sign}{first}", *(f"{blanks}{other}" for other in others))
    ]
