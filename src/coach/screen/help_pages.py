"""Help pages shown while the session is paused: all keys, a drill's purpose, the phone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.text import Text

from coach.figure.raster import SMALLEST
from coach.model.prescription import Block
from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.big_letters import can_draw, fitted, height_of, low_letters
from coach.screen.even_lines import wrapped
from coach.screen.event_words import BREATH_SIGNS, BREATH_WORDS
from coach.screen.head_foot import foot
from coach.screen.keys_page import key_rows
from coach.screen.layout import Band, Sheet, gap, line, stack, text_band
from coach.screen.paged_text import turn
from coach.screen.phone_code import NO_PHONE, SCAN, PhoneCode, code_rows
from coach.screen.purpose_page import purpose_band
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.viewport import Size, Viewport

_WIDEST = 76
"""Width of the longest line; longer lines are hard to read."""


class Page(msgspec.Struct, frozen=True):
    """A title and the words below it; with no words, it is the page of all keys."""

    title: str
    words: tuple[str, ...] = ()
    art: tuple[Text, ...] = ()
    """A drawing below the words, shown only if all of it fits."""
    large_art: tuple[Text, ...] = ()
    """The drawing with words in big letters, for a page with room for it."""
    is_purpose: bool = False
    """Whether the words are the purpose of a drill, which may be in big letters too."""


KEYS = Page("Keys")


def phone_page(code: PhoneCode | None, *, is_ascii: bool) -> Page:
    """Return the page that a key opens during the session."""
    if code is None:
        return Page("Phone", (NO_PHONE,))
    if not code.url:
        return Page("Phone", (code.line,))
    art = code_rows(code, is_ascii=is_ascii)
    return Page(
        "Phone", (SCAN if art else "Open this address on your phone:", code.url), art
    )


def why_page(block: Block, why: str, art: Sequence[Text] = ()) -> Page:
    """Return the page with a drill's purpose, its figure and today's decision about it."""
    reasons = tuple(rule.told_at(block.name) for rule in block.rules)
    cues = tuple(f"Think: {cue}." for cue in block.cues[:_CUES])
    said = (why, *cues, *reasons)
    large = _large_captions(block, art)
    return Page(
        block.name,
        said,
        (*art, *_captions(block, art)),
        (*art, *large) if large else (),
        is_purpose=True,
    )


_CUES = 2
"""Most cues on the page with a drill's purpose."""


def _captions(block: Block, art: Sequence[Text]) -> list[Text]:
    """Return a row with the breath after which the body is in each of two poses."""
    row = Text()
    for breath, middle in _breaths_of(block, art):
        caption = f"{BREATH_SIGNS[breath]} {BREATH_WORDS[breath]}"
        row.pad_right(max(0, middle - len(caption) // 2 - len(row)))
        row.append(caption, BREATH_ROLES[breath].style)
    return [row] if row else []


def _large_captions(block: Block, art: Sequence[Text]) -> list[Text]:
    """Return the captions in big letters."""
    is_ascii = all(row.plain.isascii() for row in art)
    rows = [Text("") for _ in range(LEAST_ROWS if is_ascii else _LOW_ROWS)]
    for breath, middle in _breaths_of(block, art):
        words = (BREATH_WORDS[breath],)
        (large,) = low_letters(words, middle, is_ascii=is_ascii) or ((),)
        for row, part in zip(rows, large, strict=False):
            row.pad_right(max(0, middle - len(part) // 2 - len(row)))
            row.append(part, BREATH_ROLES[breath].style)
    return [Text(""), *rows] if rows[0] else []


_FIRST_DOTS, _LOW_ROWS = "\u2800", 3


def _breaths_of(block: Block, art: Sequence[Text]) -> list[tuple[Breath, int]]:
    """Return the breath after which the body is in each of two poses, and its middle."""
    breaths = [each.breath for each in block.phases if each.breath is not Breath.PAUSE]
    has_both = art and art[0].cell_len > 2 * SMALLEST[0]
    if not has_both or len({*breaths}) != len((Breath.INHALE, Breath.EXHALE)):
        return []
    start = breaths[-1]
    end = Breath.EXHALE if start is Breath.INHALE else Breath.INHALE
    half = art[0].cell_len // 2
    # The floor, in the last row, is wider than the body.
    bodies = [row.plain.replace(_FIRST_DOTS, " ") for row in art[:-1]]
    middles = []
    for first in (0, half):
        lit = [
            first + column
            for row in bodies
            for column, sign in enumerate(row[first : first + half])
            if sign != " "
        ]
        middles.append((min(lit) + max(lit) + 1) // 2 if lit else first + half // 2)
    return [*zip((start, end), middles, strict=True)]


def page_sheet(
    page: Page, moment: Moment, viewport: Viewport, keys: Band | None = None
) -> Sheet:
    """Return a page as a sheet, with the keys to return, or others, in its foot."""
    columns = viewport.columns
    bottom = keys or foot(moment, viewport)
    if page.is_purpose and viewport.size is not Size.TINY:
        arts = (page.large_art, page.art)
        high = viewport.rows - bottom.height
        purpose = purpose_band(page.title, page.words, arts, viewport, high)
        if purpose.height:
            return stack(purpose, bottom)
    room = viewport.rows - bottom.height - height_of(2) - 2
    rows = _words(page, columns) if page.words else key_rows(viewport, room)
    drawn = page.art if page.art and page.art[0].cell_len <= columns else ()
    most = viewport.rows - bottom.height - len(rows) - (len(drawn) + 1 if drawn else 0)
    # The headings of the keys say enough where there is no room for more.
    is_named = bool(page.words) or viewport.size is not Size.NARROW
    title = _title(page.title, most, viewport) if is_named else Band()
    room = viewport.rows - bottom.height - title.height
    shown = rows
    if drawn and len(rows) + len(drawn) <= room:
        spare = room - len(rows) - len(drawn)
        space = gap(min(spare, max(1, spare // 2)))
        return stack(
            title, stack(text_band(rows), space, text_band(drawn)).padded(room), bottom
        )
    if len(rows) > room > 0:
        first = turn(moment) % -(-len(rows) // room) * room
        shown = rows[first : first + room]
    body = stack(title, text_band(shown)).cut(viewport.rows - bottom.height)
    return stack(body.padded(viewport.rows - bottom.height), bottom)


def _title(words: str, rows: int, viewport: Viewport) -> Band:
    """Return the title in big letters if they fit into so many rows."""
    columns, is_ascii = viewport.columns, viewport.is_ascii
    large: tuple[str, ...] = ()
    most = 2 if is_ascii or viewport.size is Size.FULL else 1
    high = next((each for each in map(height_of, range(most, 0, -1)) if each <= rows), 0)
    if viewport.size is not Size.TINY and high and can_draw(words):
        large = fitted(words.upper(), columns, high, is_ascii=is_ascii)
    texts = (Text(row, Role.LOUD.style) for row in large or (words,))
    # The keys are parted from the last row first.
    has_sky = large and rows > high + is_ascii and viewport.size is not Size.NARROW
    above = gap(1 if has_sky else 0)
    return stack(above, text_band(line(text, None, columns).rows[0] for text in texts))


def _words(page: Page, columns: int) -> list[Text]:
    rows: list[Text] = []
    for words in page.words:
        rows += gap().rows
        rows += (Text(piece) for piece in wrapped(words, min(columns, _WIDEST)))
    return rows
