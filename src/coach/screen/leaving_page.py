"""The screen that asks whether to stop: two key caps, each with what the key does.

On all but a narrow screen, the stage stays as it was before the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from rich.text import Text

from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.above_figure import lines_above
from coach.screen.big_letters import forms_of_height
from coach.screen.breath_view import reps_text
from coach.screen.cells import Cells
from coach.screen.even_lines import wrapped
from coach.screen.event_words import restart_sentence
from coach.screen.figure_view import has_room
from coach.screen.head_foot import foot, head
from coach.screen.key_cap import keys_apart, large_cap, plain_keys
from coach.screen.layout import Band, Moving, Sheet, gap, moving_band, stack, text_band
from coach.screen.narrow_word import SPACE, word_across
from coach.screen.roles import Role
from coach.screen.stage import rows_for_words, standing
from coach.screen.stage_sizes import sizes_of
from coach.screen.stage_word import StageWord
from coach.screen.viewport import Size, Viewport

ASKED = "STOP?"
_KEYS = "Q", SPACE
_DOES, _NARROW_DOES = ("stop", "continue"), ("stop and save", "continue")
_SAVES = "Q stops and saves."
_GOES_ON = "Space continues."
_GAP, _WIDER_EACH = 2, 20
"""Columns between the caps, for so many columns of both."""
_SHARE = 0.32
"""Share of the width for the first cap, which has a single letter."""
_CAP_ROWS, _ASCII_CAP_ROWS = 4, 7
"""Rows of a cap on a narrow screen."""
_CAPTION_SHARE, _LOWEST = 3, 5
"""Height of the caps and captions to that of captions, and the lowest in half rows."""


def leaving(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the question whether to stop, with its two answers."""
    if viewport.size is Size.NARROW:
        return _narrow(moment, viewport)
    own = sizes_of(viewport)
    has_figure = motion is not None and has_room(own.columns, own.rows)
    side = own.side if has_figure else viewport.columns
    word = StageWord(ASKED, Role.LOUD)
    drawn = partial(_answers, rows=own.letters, does=_DOES)
    label = _captions(_DOES, side, own.letters, is_ascii=viewport.is_ascii)
    answers = StageWord("", Role.KEY, drawn=drawn, label=label)
    large = partial(_with_captions, rows=own.letters)
    is_large = viewport.size is Size.FULL and not viewport.is_ascii
    if is_large and large(side, is_ascii=viewport.is_ascii).height:
        answers = StageWord("", Role.KEY, drawn=large)
    has_reps = not lines_above(moment, viewport, motion)
    words = _told(moment, viewport, has_reps=has_reps)
    return standing(moment, viewport, motion, [word, answers], words)


def _told(moment: Moment, viewport: Viewport, *, has_reps: bool) -> Band:
    """Return what both keys do, and what is left of the set."""
    restarts = restart_sentence(moment.block)
    then = f"After space, {restarts[:1].lower()}{restarts[1:]}"
    then = then if moment.segment.is_work else _GOES_ON
    said = [(f"{_SAVES} {then}", Role.LOUD)]
    if moment.segment.is_work and has_reps:
        left = reps_text(moment).plain
        said.append((f"{left[:1].upper()}{left[1:]}.", Role.PLAIN))
    rows = [
        Text(row, role.style)
        for each, role in said
        for row in wrapped(each, viewport.columns)
    ]
    room = rows_for_words(moment, viewport)
    if len(rows) + 1 >= room:  # a blank row parts the sentence from the keys first
        rows = [row for row in rows if row.style != Role.PLAIN.style]
    return text_band(rows[:room])


def _narrow(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the question across a narrow screen, above its answers."""
    top, bottom = head(moment, viewport), foot(moment, viewport)
    word = word_across(ASKED, Role.LOUD, viewport)
    columns, is_ascii = viewport.columns, viewport.is_ascii
    rows = _ASCII_CAP_ROWS if is_ascii else _CAP_ROWS
    room = viewport.rows - top.height - bottom.height
    if word.height + rows + 1 > room:
        word = text_band([Text(ASKED, Role.LOUD.style)])
    rows = max(1, min(rows, room - word.height - 1))
    # Half a row parts the caps from the word, so that a whole one parts the keys.
    cells = _answers(columns, rows, _NARROW_DOES, is_ascii=is_ascii, is_lowered=True)
    caps = moving_band((0, Moving(columns, rows, lambda _: cells)))
    below = text_band([_captions(_NARROW_DOES, columns, rows, is_ascii=is_ascii)])
    spare = room - word.height - rows - 1
    body = stack(word, gap(1 if spare > 1 else 0), caps, below)
    return stack(top, body.cut(room).padded(room), bottom)


def _widths(columns: int, does: tuple[str, str]) -> tuple[int, int]:
    """Return the columns of both caps; the first one's key has a single letter."""
    between = _GAP * max(1, columns // _WIDER_EACH)
    first = max(len(does[0]), round(_SHARE * (columns - between)))
    return first, columns - between - first


def _captions(does: tuple[str, str], columns: int, rows: int, *, is_ascii: bool) -> Text:
    """Return what the keys do, each below its key."""
    widths = _widths(columns, does)
    letters = _plain(columns, rows, does) if is_ascii else []
    at = _second_place(letters, does, columns) if letters else columns - widths[1]
    first, second = does
    if not letters:
        first, second = (say.center(wide) for say, wide in zip(does, widths, strict=True))
    return Text(f"{first.ljust(at)}{second}".rstrip(), Role.LOUD.style)


def _plain(columns: int, rows: int, does: tuple[str, str]) -> list[tuple[str, ...]]:
    """Return both keys in letters of ASCII; empty if they and what they do don't fit."""
    letters = plain_keys(_KEYS, columns, rows)
    if not letters or _second_place(letters, does, columns) + len(letters[1][0]) > columns:
        return []
    return letters


def _second_place(
    letters: Sequence[tuple[str, ...]], does: tuple[str, str], columns: int
) -> int:
    """Return the first column of the second key in letters."""
    return max(len(letters[0][0]) + keys_apart(columns), len(does[0]) + _GAP)


@lru_cache(16)
def _answers(  # noqa: PLR0913  the room, the words and the form of the caps
    columns: int,
    rows: int,
    does: tuple[str, str],
    *,
    is_ascii: bool,
    is_lowered: bool = False,
    is_roomy: bool = False,
) -> Cells:
    """Return both caps side by side; in ASCII, both keys in plain letters."""
    letters = _plain(columns, rows, does) if is_ascii else []
    if letters:
        at = _second_place(letters, does, columns)
        both = zip(*letters, strict=True)
        said = [f"{one.ljust(at)}{other}".ljust(columns) for one, other in both]
        return Cells(tuple(said), (bytes([Role.KEY]) * columns,) * rows)
    widths = _widths(columns, does)
    caps = [
        large_cap(
            wide, rows, key, is_ascii=is_ascii, is_lowered=is_lowered, is_roomy=is_roomy
        )
        for wide, key in zip(widths, _KEYS, strict=True)
    ]
    between = columns - sum(widths)
    lines = zip(*(cap.lines for cap in caps), strict=True)
    roles = zip(*(cap.roles for cap in caps), strict=True)
    return Cells(
        tuple((" " * between).join(each) for each in lines),
        tuple(bytes(between).join(each) for each in roles),
    )


@lru_cache(16)
def _with_captions(columns: int, rows: int, *, is_ascii: bool) -> Cells:
    """Return both caps with what the keys do in big letters; nothing if those don't fit."""
    widths = _widths(columns, _DOES)
    words = tuple(word.upper() for word in _DOES)
    rooms = [wide * (1 if is_ascii else 2) for wide in widths]
    for high in range(2 * rows // _CAPTION_SHARE, _LOWEST - 1, -1):
        for form in forms_of_height(high, is_ascii=is_ascii, is_tight=True):
            if all(
                form.width(word) <= room for word, room in zip(words, rooms, strict=True)
            ):
                one, other = (form.lines(word) for word in words)
                at = columns - widths[1]
                said = [
                    f"{left.ljust(at)}{right}".ljust(columns)
                    for left, right in zip(one, other, strict=True)
                ]
                high_ = rows - len(said) - 1
                caps = _answers(columns, high_, _DOES, is_ascii=is_ascii, is_roomy=True)
                roles = (bytes([Role.ANSWER]) * columns,) * (len(said) + 1)
                return Cells((*caps.lines, " " * columns, *said), (*caps.roles, *roles))
    return Cells((), ())
