"""Help pages shown while the session is paused: all keys, and the reason for a drill."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from rich.text import Text

from coach.keymap import BINDINGS
from coach.model.prescription import Block
from coach.moment import Moment
from coach.screen.head_foot import foot
from coach.screen.layout import Sheet, gap, line, stack, text_band
from coach.screen.paged_text import turn
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

_KEYS = 14
"""Columns of the keys before what they do."""


@dataclass(frozen=True)
class Page:
    """A title and what stands below it; without words it is the page of all keys."""

    title: str
    words: tuple[str, ...] = ()
    art: tuple[Text, ...] = ()
    """A drawing below the words, shown if there is room for all of it."""


KEYS = Page("Keys")


def why_page(block: Block, why: str) -> Page:
    """Return the page with a drill's purpose and today's decision about it."""
    reasons = tuple(rule.told_at(block.name) for rule in block.rules)
    return Page(block.name, (why, *reasons))


def page_sheet(page: Page, moment: Moment, viewport: Viewport) -> Sheet:
    """Return the sheet of a page, with the keys to return in its foot."""
    columns = viewport.columns
    rows = _words(page, columns) if page.words else _bindings(viewport)
    title = line(Text(page.title, Role.LOUD.style), None, columns)
    bottom = foot(moment, viewport)
    room = viewport.rows - bottom.height - title.height
    shown = rows
    drawn = page.art if page.art and page.art[0].cell_len <= columns else ()
    if drawn and len(rows) + len(drawn) <= room:
        return stack(title, text_band([*rows, *drawn]).padded(room), bottom)
    if len(rows) > room > 0:
        first = turn(moment) % -(-len(rows) // room) * room
        shown = rows[first : first + room]
    body = stack(title, text_band(shown)).cut(viewport.rows - bottom.height)
    return stack(body.padded(viewport.rows - bottom.height), bottom)


def _words(page: Page, columns: int) -> list[Text]:
    rows: list[Text] = []
    for words in page.words:
        rows += gap().rows
        rows += (Text(piece) for piece in textwrap.wrap(words, max(1, columns)))
    return rows


def _bindings(viewport: Viewport) -> list[Text]:
    if viewport.size is Size.TINY:
        items = [f"{binding.shown:<6}{binding.short}" for binding in BINDINGS]
        return [line(Text(item), None, viewport.columns).rows[0] for item in items]
    if viewport.size is Size.NARROW:
        items = [f"{binding.shown:<6}{binding.short}" for binding in BINDINGS]
        half = (len(items) + 1) // 2
        width = viewport.columns // 2
        pairs = zip(items[:half], [*items[half:], ""], strict=False)
        return [
            line(Text(f"{a:<{width}}{b}"), None, viewport.columns).rows[0] for a, b in pairs
        ]
    rows = []
    for binding in BINDINGS:
        keys = (f"{' '.join(binding.keys):<{_KEYS}}", Role.LOUD.style)
        rows.append(line(Text.assemble(keys, binding.help), None, viewport.columns).rows[0])
    return rows
