"""Safety pages before the first session, fitted to the size of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from coach.question.question_text import Choice
from coach.safety_text import ASK_FIRST, DISCLAIMER, IN_SHORT
from coach.screen.big_letters import LEAST_HIGH, fitted, height_of, letters_in
from coach.screen.card_frame import EDGE, framed
from coach.screen.even_lines import wrapped
from coach.screen.key_bar import CardChoice, keys_rows
from coach.screen.key_cap import key_cap, wide_cap
from coach.screen.layout import Band, Sheet, line, stack, text_band
from coach.screen.letter_answers import ascii_letter_answers, letter_answers
from coach.screen.roles import Role
from coach.screen.viewport import NARROW_FROM, NORMAL_FROM, Size, Viewport

PROMPT_ROWS = 2
"""Rows kept free below a page for the question."""

Paragraph = tuple[str, Role, str]
"""A text, its role, and the sign before its first line."""
_BEFORE, _APPLIES = "Before your first session", "Do any of these apply to you?"
_AGAIN = "Any of these?"
_REPEATS_FROM = 6
"""Fewest rows of a page that repeats the question."""
_ITEM = "- "
_LARGE_BEFORE, _LARGE_ASKED = "STOP IF IT HURTS", "ANY OF THESE?"
_LARGE_ANSWERS = Choice("n", "none"), Choice("y", "yes, not sure")
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
        if not text and len(pages[-1]) in {0, room}:
            continue  # no page begins with a blank line
        lines = _lines(text, role, sign, columns)
        if len(pages[-1]) + len(lines) > room and pages[-1]:
            pages.append([*again] if sign.endswith(_ITEM) else [])
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
    sizes = [(False, 2), *([] if viewport.is_ascii else [(False, 1)])]
    if viewport.size is Size.FULL:
        largest = _SCALE_IF_HUGE if viewport.is_huge and not viewport.is_ascii else 2
        scales = (largest,) if viewport.is_ascii else range(largest, 0, -1)
        sizes = [*((True, scale) for scale in scales), *sizes]
    sheets = (_two_sheets(viewport, scale, is_roomy=each) for each, scale in sizes)
    return next(filter(None, sheets), [])


_SCALE_IF_HUGE = 3
"""Scale of the letters of a heading on a huge screen."""


def _two_sheets(viewport: Viewport, scale: int, *, is_roomy: bool) -> list[Sheet]:
    """Return both screens, larger if they are to be roomy; empty if they are too high."""
    columns = viewport.columns - 2 * max(_LARGE_MARGIN, viewport.margin)
    pages = (
        _rules(columns, viewport, scale, is_roomy=is_roomy),
        _question(columns, viewport, scale, is_roomy=is_roomy),
    )
    feet = [
        _foot((_MORE, _LEAVE), "1 of 2", columns),
        _foot((_BACK, _LEAVE), "2 of 2", columns),
    ]
    sheets = []
    for blocks, foot in zip(pages, feet, strict=True):
        room = viewport.rows - foot.height - 1
        spare = room - sum(map(len, blocks)) - len(blocks)
        if spare < 0 or viewport.columns < NORMAL_FROM[0]:
            return []
        most = 2 * _MOST_BETWEEN if viewport.is_huge else _MOST_BETWEEN
        between = 1 + min(most, spare // len(blocks))
        page = [row for block in blocks for row in (*[Text("")] * between, *block)]
        page = page[between - 1 :]
        left = (viewport.columns - columns) // 2
        sheets.append(stack(text_band(page).padded(room + 1), foot).shifted(left))
    return sheets


_MOST_BETWEEN = 3
"""Most blank rows, after the first one, between the parts of a page."""


def _rules(
    columns: int, viewport: Viewport, scale: int, *, is_roomy: bool
) -> list[list[Text]]:
    """Return the rules to remember, the first in big letters, above what this is."""
    heading = _large(_LARGE_BEFORE, columns, viewport, scale)
    for row in heading:
        row.stylize(Role.ALARM.style, 0, _first_word(heading))
    wide = min(columns, WIDEST)
    said = IN_SHORT.replace(". ", ".\n").split("\n")[1:]
    rules = []
    for each in said:
        role = _role_of(each)
        # Few words in letters are read sooner than many.
        is_large = is_roomy and role is Role.LOUD
        rows = _as_letters(each, columns, viewport) if is_large else []
        rules.append([Text(row, role.style) for row in rows or wrapped(each, wide)])
    before = [Text(_BEFORE, Role.QUIET.style)]
    return [before, heading, *rules, [*_lines(DISCLAIMER, Role.PLAIN, "", wide)]]


def _as_letters(said: str, columns: int, viewport: Viewport) -> list[str]:
    """Return a rule in letters with air between its lines; empty if it has no room."""
    if viewport.is_ascii:
        return []
    # Few letters in a line are wide ones.
    for most in range(_LEAST_IN_LINE, columns // 3):
        lines = tuple(wrapped(said, most))
        if len(lines) <= _MOST_LINES:
            drawn = letters_in(lines, columns, _HALF_ROWS_OF_RULE[viewport.is_huge])
            return [row for line in drawn for row in (*line, "")][:-1]
    return []


_LEAST_IN_LINE, _MOST_LINES = 12, 3
"""Fewest letters in a line of a rule, and the most lines of one."""


def _question(
    columns: int, viewport: Viewport, scale: int, *, is_roomy: bool
) -> list[list[Text]]:
    """Return the question and its list, above the two answers in letters."""
    asked = [Text(_APPLIES, Role.LOUD.style)]
    items = [_lines(*each, columns) for each in _list()]
    if not is_roomy:
        in_rows = [row for item in items for row in item]
        return [asked, in_rows, _large_answers(columns, viewport)]
    heading = _large(_LARGE_ASKED, columns, viewport, scale)
    apart = [Text("")] * (2 if viewport.is_huge and scale == _SCALE_IF_HUGE else 1)
    listed = [row for item in items for row in (*apart, *item)]
    return [heading, [*asked, *listed], _large_answers(columns, viewport)]


def _large(words: str, columns: int, viewport: Viewport, scale: int) -> list[Text]:
    """Return words in big letters, in lower ones if those are too wide; else in bold."""
    for each in range(scale, 0, -1):
        rows = fitted(words, columns, height_of(each), is_ascii=viewport.is_ascii)
        if rows:
            return [Text(row, Role.LOUD.style) for row in rows]
    return [Text(words, Role.LOUD.style)]


def _role_of(said: str) -> Role:
    """Return the role of a rule: loud if it says when to stop."""
    return Role.LOUD if "stop" in said.casefold() else Role.PLAIN


def _large_answers(columns: int, viewport: Viewport) -> list[Text]:
    """Return the answers in letters like their keys; as key caps in rows without those."""
    high = _ANSWERS_IF_HUGE if viewport.is_huge else LEAST_HIGH
    is_ascii = viewport.is_ascii
    apart = int(viewport.size is Size.FULL)
    band = Band()
    if not is_ascii:
        band = letter_answers(_LARGE_ANSWERS, columns, high, apart=apart)
    elif apart:
        band = next(ascii_letter_answers(_LARGE_ANSWERS, columns), band)
    if band.height:
        return [*band.rows]
    rows: list[Text] = []
    for choice in _ANSWERS:
        rows += [Text("")] if rows else []
        said = Text(choice.does, Role.LOUD.style)
        if viewport.size is Size.FULL:
            rows += wide_cap(choice.shown, said)
        else:
            rows.append(Text.assemble(key_cap(choice.shown), "  ", said))
    return rows


_HALF_ROWS_OF_RULE = {False: 7, True: 11}
"""Height of the letters of a rule, on a usual and on a huge screen."""
_ANSWERS_IF_HUGE = 14
"""Half rows of the letters of the answers on a huge screen; else the lowest letters."""


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


def _small_sheets(viewport: Viewport) -> list[Sheet]:
    """Return the whole text page by page, as small screens need it."""
    margin = _MARGIN if viewport.columns >= NARROW_FROM[0] else 0
    columns = min(viewport.columns - 2 * margin, WIDEST)
    paragraphs = first_run()
    if first := _stop_page(columns, viewport):
        paragraphs = _in_sentences(paragraphs)
    if viewport.columns < NORMAL_FROM[0]:
        # No frame is needed here; the words need the room.
        paragraphs = [(text, role, sign[_MARGIN * 2 :]) for text, role, sign in paragraphs]
    parts = [paragraphs]
    if first:
        paragraphs = [each for each in paragraphs if each[0] != IN_SHORT]
        # The question begins a page.
        asked = next(at for at, each in enumerate(paragraphs) if each[0] == _APPLIES)
        parts = [paragraphs[:asked], paragraphs[asked:]]
    pages = [
        *first,
        *(page for each in parts for page in pages_of(each, columns, viewport.rows)),
    ]
    sheets = []
    for number, page in enumerate(pages, start=1):
        is_last = number == len(pages)
        back = (_BACK,) if number > 1 else ()
        answers = _large_answers(columns, viewport) if is_last else []
        is_apart = bool(first) and len(page) + len(answers) + 1 < viewport.rows - 1
        if is_last and is_apart:  # the answers stand in rows of their own
            page += [Text(""), *answers]
        others = () if is_apart else _ANSWERS
        keys = (*(others if is_last else (_MORE,)), *back, _LEAVE)
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


def _in_sentences(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs with one for each sentence about what this is."""
    parted: list[Paragraph] = []
    for text, role, sign in paragraphs:
        if text != DISCLAIMER:
            parted.append((text, role, sign))
            continue
        said = text.replace(". ", ".\n").split("\n")
        # The last two are short.
        for each in (*said[:-2], " ".join(said[-2:])):
            parted += [(each, role, sign), ("", role, "")]
        del parted[-1]
    return parted


def _stop_page(columns: int, viewport: Viewport) -> list[list[Text]]:
    """Return a page of a narrow screen with STOP in big letters above the rules.

    Empty if they do not fit.
    """
    if viewport.columns >= NORMAL_FROM[0]:
        return []
    large = fitted(_LARGE_BEFORE.partition(" ")[0], columns, height_of(1), is_wide=True)
    if viewport.is_ascii and large:
        large = (_LARGE_BEFORE, "")
    rows = [Text(row, Role.ALARM.style) for row in large]
    rules = IN_SHORT.replace(". ", ".\n").split("\n")
    parts = [_lines(said, _role_of(said), "", columns) for said in rules]
    most = viewport.rows - PROMPT_ROWS
    # Blank rows part the rules where there is room, the last ones first.
    spare = most - len(rows) - sum(map(len, parts))
    for number, part in enumerate(parts):
        rows += [Text("")] * (number > 0 and spare >= len(parts) - number)
        rows += part
    return [rows] if large and len(rows) <= most else []


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
