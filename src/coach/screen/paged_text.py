"""Long texts shown page by page, each page for long enough to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby

from rich.text import Text

from coach.event import PauseReason
from coach.moment import Moment
from coach.screen.even_lines import filled, wrapped
from coach.screen.layout import Band, text_band
from coach.screen.roles import Role

TURN_MS = 4_000
"""Time for which a page is shown; a long page is shown for several such times."""
_WORDS_A_TURN = 12
"""Words that can be read in that time, at three a second."""
_MARKED_FROM = 3
"""Fewest rows of a page that has its number below."""
_MARKED_BESIDE_FROM, _MARK_COLUMNS = 60, 10
"""Fewest columns of a page with its number in its last row, and the room for that."""
_DOTS = " …"
"""The end of a lower page that another one follows."""
_ENDS = (".", "?", "!")
"""Signs at the end of a sentence, after which dots would be one sign too many."""
_DOTTED_FROM = 16
"""Fewest columns of a page that may end with dots."""


def turn(moment: Moment) -> int:
    """Return the number of page turns so far in the set, wait or pause.

    During work a page stays for a whole rep, so it turns with the breath.
    """
    segment = moment.segment
    if moment.pause_reason is PauseReason.READY:  # an open-ended wait
        return (moment.position_ms - segment.at_ms + moment.stood_ms) // TURN_MS
    if moment.is_paused:
        return moment.stood_ms // TURN_MS
    if segment.rep is not None:
        return segment.rep - 1
    return (moment.position_ms - segment.at_ms) // TURN_MS


def one_line(text: str, role: Role, columns: int, moment: Moment) -> Text:
    """Return the wrapped line of a text to show now; dots show that it has others."""
    pieces = wrapped(text, columns)
    if len(pieces) > 1 and columns >= _DOTTED_FROM:
        first, *middle, last = wrapped(text, columns - 2 * len(_DOTS))
        inner = (f"{_DOTS.strip()} {piece}{_DOTS}" for piece in middle)
        pieces = [f"{first}{_DOTS}", *inner, f"{_DOTS.strip()} {last}"]
    return Text(pieces[turn(moment) % len(pieces)], role.style)


def page_of(
    sentences: Iterable[tuple[str, Role]],
    columns: int,
    rows: int,
    moment: Moment,
    *,
    joins: bool = False,
) -> Band:
    """Return the wrapped sentences, or the page of them to show now.

    A page ends with a sentence if possible. While coach waits only for the runner, a page
    stays until it can be read.

    Args:
        sentences: the sentences, each with its role.
        columns: the width of a line.
        rows: the most lines of a page.
        moment: the moment to show.
        joins: whether sentences of one role share lines.
    """
    said = [*sentences]
    lines = _lines(said, columns, joins=joins)
    if len(lines) <= rows:
        return text_band(lines)
    if rows >= _MARKED_FROM and columns >= _MARKED_BESIDE_FROM:
        return _marked_beside(said, columns, rows, moment, joins=joins)
    room = rows - 1 if rows >= _MARKED_FROM else max(1, rows)
    is_dotted = room == rows and columns >= _DOTTED_FROM
    pages = _pages(said, columns - len(_DOTS) if is_dotted else columns, room, joins=joins)
    number = page_number(pages, moment)
    page = pages[number]
    if room < rows:
        mark = Text(f"({number + 1} of {len(pages)})", Role.QUIET.style)
        page = [*page, *(Text("") for _ in range(room - len(page))), mark]
    elif is_dotted and number < len(pages) - 1 and not page[-1].plain.endswith(_ENDS):
        page = [*page[:-1], page[-1].copy().append(_DOTS, Role.QUIET.style)]
    return text_band(page)


def _marked_beside(
    said: Sequence[tuple[str, Role]],
    columns: int,
    rows: int,
    moment: Moment,
    *,
    joins: bool,
) -> Band:
    """Return the page to show now, with its number at the end of the last row."""
    pages = _pages(said, columns, rows, joins=joins, mark=_MARK_COLUMNS)
    number = page_number(pages, moment)
    page = [*pages[number], *(Text("") for _ in range(rows - len(pages[number])))]
    mark = Text(f"({number + 1} of {len(pages)})", Role.QUIET.style)
    last = page[-1].copy()
    last.pad_right(columns - last.cell_len - mark.cell_len)
    return text_band([*page[:-1], last.append_text(mark)])


def _lines(
    sentences: Sequence[tuple[str, Role]],
    columns: int,
    *,
    joins: bool,
    is_even: bool = True,
) -> list[Text]:
    paragraphs = [*sentences]
    if joins:
        alike = groupby(sentences, key=lambda sentence: sentence[1])
        paragraphs = [(" ".join(text for text, _ in same), role) for role, same in alike]
    return [
        Text(piece, role.style)
        for text, role in paragraphs
        for piece in (wrapped if is_even else filled)(text, columns)
    ]


def _pages(
    sentences: Sequence[tuple[str, Role]],
    columns: int,
    room: int,
    *,
    joins: bool,
    mark: int = 0,
) -> list[list[Text]]:
    """Return pages of as many whole sentences as fit, in lines of similar length.

    Only a sentence longer than a page is split. The last line of a full page leaves room
    for its number, if that stands there.
    """

    def drawn(said: Sequence[tuple[str, Role]]) -> list[Text]:
        return _lines(said, columns, joins=joins, is_even=False)

    def fits(lines: Sequence[Text]) -> bool:
        is_full = len(lines) == room and lines[-1].cell_len > columns - mark
        return len(lines) <= room and not is_full

    def evened(said: Sequence[tuple[str, Role]]) -> list[Text]:
        even = _lines(said, columns, joins=joins)
        return even if fits(even) else drawn(said)

    pages: list[list[Text]] = []
    page: list[tuple[str, Role]] = []
    for sentence in sentences:
        longer = [*page, sentence]
        if page and not fits(drawn(longer)):
            pages.append(evened(page))
            longer = [sentence]
        page = longer
        while not fits(drawn(page)):
            text, role = page[0]
            lines = filled(text, columns - mark)[:room]
            pages.append([Text(piece, role.style) for piece in lines])
            page = [(_after(text, lines), role)]
            if not page[0][0]:
                page = []
                break
    return [*pages, evened(page)] if page else pages


def _after(text: str, lines: Sequence[str]) -> str:
    """Return the rest of a text after its first lines."""
    at = 0
    for line in lines:
        at = text.index(line, at) + len(line)
    return text[at:].lstrip()


def page_number(pages: Sequence[Sequence[Text]], moment: Moment) -> int:
    """Return the index of the page to show now."""
    turns = [1] * len(pages)
    if moment.is_paused or moment.is_awaiting_ready:
        turns = [max(1, -(-_words(page) // _WORDS_A_TURN)) for page in pages]
    at = turn(moment) % sum(turns)
    return next(number for number, before in enumerate(accumulate(turns)) if at < before)


def _words(page: Iterable[Text]) -> int:
    return sum(len(row.plain.split()) for row in page)
