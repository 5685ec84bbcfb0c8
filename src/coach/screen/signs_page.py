"""The urgent signs on a narrow screen: a red heading above a few whole signs at a time."""

from __future__ import annotations

from rich.text import Text

from coach.moment import Moment
from coach.screen.even_lines import wrapped
from coach.screen.layout import Band, line, text_band
from coach.screen.paged_text import page_number
from coach.screen.roles import Role
from coach.screen.stop_words import URGENT_HEADING
from coach.screen.urgent_signs import sign_rows

_DOTS, _ASCII_DOTS = " …", ".."
"""The end of a part of a sign that is longer than a page."""


def signs_page(columns: int, rows: int, moment: Moment, *, is_ascii: bool) -> Band:
    """Return the heading with the signs to show now, as many whole ones as fit.

    The number of the page stands behind the heading.
    """
    heading = [Text(row, Role.WARNING.style) for row in wrapped(URGENT_HEADING, columns)]
    signs = sign_rows(columns - len(_DOTS))
    tallest = max(map(len, sign_rows(columns)))
    room = rows - len(heading)
    most = max(1, room - (room > tallest))  # a blank row parts them from the keys
    if tallest <= most:
        signs = sign_rows(columns)
    pages = _pages(signs, most, _ASCII_DOTS if is_ascii else _DOTS)
    number = page_number(pages, moment)
    mark = Text(f"{number + 1}/{len(pages)}", Role.QUIET.style)
    heading[-1] = line(heading[-1], mark, columns).rows[0]
    return text_band([*heading, *pages[number]]).padded(len(heading) + most)


def _pages(signs: list[list[str]], rows: int, dots: str) -> list[list[Text]]:
    """Return pages of whole signs; a sign longer than a page continues behind dots."""
    pages: list[list[Text]] = [[]]
    for sign in signs:
        if pages[-1] and len(pages[-1]) + len(sign) > rows:
            pages.append([])
        for row in sign:
            if len(pages[-1]) == rows:
                pages[-1][-1].append(dots, Role.QUIET.style)
                pages.append([])
            pages[-1].append(Text(row))
    return pages
