"""The numbers for pain, with words for both ends and the keys for ten and an emergency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from coach.question.dialog import EMERGENCY
from coach.question.question_text import Choice
from coach.screen.big_letters import fitted_alike, height_of, letters_in
from coach.screen.key_cap import key_cap, wide_cap
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

_WORST, _NO_PAIN, _TEN = "the worst", "no pain", "10"
_EMERGENCY = "emergency"
_AROUND_DIGIT = 2
"""Least columns between two digits."""
_HALF_ROWS = (8, 7)
"""Heights of the digits to try on every screen; strokes of higher ones fill an 8."""
_HIGHER = {Size.NARROW: (), Size.NORMAL: (), Size.FULL: (14, 12)}
_HUGE = (28, 24, 21, 17)
_LOW = 5
"""Height of the lowest digits, in half rows."""
_IN_A_ROW = 6
"""Numbers in a row of a narrow screen."""
_APART = 6
"""Columns after the key for an emergency in big letters."""


def pain_scale(
    choices: Sequence[Choice], viewport: Viewport, *, has_emergency: bool
) -> Iterator[Band]:
    """Yield the numbers for pain across the screen, in ever fewer rows."""
    keys = [each.key for each in choices]
    numbers = (*keys[:-1], _TEN)
    urgent = [*_urgent(viewport)] if has_emergency else [Band()]
    for row in _digits(numbers, viewport):
        for each in urgent:
            space = gap(2 if each.height > 1 else bool(each.height))
            yield stack(row, _ends(keys[-1], viewport), space, each)
    plain = _spread([(each,) for each in numbers], viewport.columns)
    yield stack(plain, _ends(keys[-1], viewport), urgent[-1])


def pain_in_two_rows(
    choices: Sequence[Choice], viewport: Viewport, *, has_emergency: bool
) -> Band:
    """Return the numbers in two rows of big digits; empty if none fit."""
    keys = [each.key for each in choices]
    wide = viewport.columns // _IN_A_ROW - 2
    drawn = () if viewport.is_ascii else letters_in(tuple(keys[:-1]), wide, _LOW)
    if not drawn:
        return Band()
    shown = [*drawn, _ten(drawn)]
    halves = (shown[:_IN_A_ROW], shown[_IN_A_ROW:])
    rows = [row for half in halves for row in _spread(half, viewport.columns).rows]
    ten = Text.assemble(key_cap(keys[-1].lower()), f" {_TEN}, {_WORST}")
    none = Text(f"0 {_NO_PAIN}")
    none.pad_right(viewport.columns - none.cell_len - ten.cell_len)
    urgent = _key_row() if has_emergency else Text("")
    return text_band([*rows, none.append_text(ten), urgent])


def _ten(digits: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return ten in big letters: its digits close together."""
    return tuple(f"{one} {nought}" for nought, one in zip(*digits[:2], strict=True))


def _digits(numbers: Sequence[str], viewport: Viewport) -> Iterator[Band]:
    """Yield the numbers in big digits of one width, so that their strokes are alike."""
    room = viewport.columns // (len(numbers) + 1)
    between = _AROUND_DIGIT + (viewport.size is Size.FULL)
    wide = max(1, room - between)
    single = tuple(numbers[:-1])
    if viewport.is_ascii:
        drawn = fitted_alike(single, wide, height_of(2), is_ascii=True)
        if drawn:
            yield _spread([*drawn, _ten(drawn)], viewport.columns)
        return
    higher = (*(_HUGE if viewport.is_huge else ()), *_HIGHER[viewport.size])
    for high in (*higher, *_HALF_ROWS):
        drawn = letters_in(single, wide, high)
        if drawn:
            yield _spread([*drawn, _ten(drawn)], viewport.columns)


def _spread(shown: Sequence[tuple[str, ...]], columns: int) -> Band:
    """Return the numbers across the columns, with even spaces."""
    widths = [len(each[0]) for each in shown]
    space = (columns - sum(widths)) / (len(shown) - 1)
    if len(shown[0]) == 1:  # uneven spaces would be seen
        space = int(space)
    places = [round(sum(widths[:at]) + at * space) for at in range(len(shown))]
    rows = []
    for row in range(len(shown[0])):
        line = ""
        for each, place in zip(shown, places, strict=True):
            line = line.ljust(place) + each[row]
        rows.append(Text(line.rstrip(), Role.LOUD.style))
    return text_band(rows)


def _ends(key_of_ten: str, viewport: Viewport) -> Band:
    """Return the words for both ends, and the key for ten below the last number."""
    columns = viewport.columns
    between = max(2, columns - len(_NO_PAIN) - len(_WORST) - 2)
    ends = Text.assemble(
        (_NO_PAIN, Role.PLAIN.style),
        (f" {('-' if viewport.is_ascii else '─') * between} ", Role.EDGE.style),
        (_WORST, Role.PLAIN.style),
    )
    rows = [
        Text(" " * max(0, columns - row.cell_len)).append_text(row)
        for row in _for_ten(key_of_ten, viewport)
    ]
    return text_band([ends, *rows])


def _for_ten(key: str, viewport: Viewport) -> list[Text]:
    """Return the rows of the key for ten: in letters, as a block or as a key cap."""
    said = Text(f"for {_TEN}", Role.LOUD.style)
    if viewport.size is not Size.FULL:
        return [Text.assemble(key_cap(key.lower()), " ", said)]
    if viewport.is_ascii:
        rows = wide_cap(key.lower(), said)
        wide = max(row.cell_len for row in rows)
        return [Text.assemble(row, " " * (wide - row.cell_len)) for row in rows]
    high = 2 * _LOW - 1 if viewport.is_huge else _LOW
    parts = letters_in((key.upper(), f"for {_TEN}".upper()), viewport.columns // 2, high)
    return [
        Text(""),
        *(
            Text.assemble((a, Role.LOUD.style), "   ", (b, Role.ANSWER.style))
            for a, b in zip(*parts, strict=True)
        ),
    ]


def _urgent(viewport: Viewport) -> Iterator[Band]:
    """Yield the key for an emergency, in big letters and in a row."""
    texts = (EMERGENCY.upper(), _EMERGENCY.upper())
    wide = viewport.columns * 2 // 3
    high = 7 if viewport.size is Size.FULL else _LOW
    if viewport.size is not Size.NARROW and not viewport.is_ascii:
        drawn = letters_in(texts, wide, 2 * high if viewport.is_huge else high)
        if drawn:
            yield text_band(
                Text(f"{key}{' ' * _APART}{words}", Role.ALARM.style)
                for key, words in zip(*drawn, strict=True)
            )
    if viewport.size is Size.FULL and viewport.is_ascii:
        said = Text(_EMERGENCY, Role.WARNING.style)
        yield text_band(wide_cap(EMERGENCY, said, Role.WARNING))
    yield text_band([_key_row()])


def _key_row() -> Text:
    cap = key_cap(EMERGENCY, Role.WARNING)
    return Text.assemble(cap, " ", (_EMERGENCY, Role.WARNING.style))
