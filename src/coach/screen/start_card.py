"""The start card: length, places, equipment and drills of a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.text import Text

from coach.figure.motion import Motion
from coach.screen.big_letters import (
    fitted,
    height_of,
    largest_scale,
    letters_in,
    low_letters,
)
from coach.screen.card_figures import (
    figures_beside_names,
    figures_of,
    left_columns_of,
    side_by_side,
    wide_left,
)
from coach.screen.danger import danger_lines
from coach.screen.drill_rows import DrillRows, dose_of_test
from coach.screen.even_lines import hung
from coach.screen.figure_view import start_and_end
from coach.screen.key_bar import CardChoice, keys_rows, keys_text, to_do_now
from coach.screen.layout import Band, Sheet, gap, line, stack, text_band
from coach.screen.roles import Role
from coach.screen.sentence_letters import sentence
from coach.screen.session_needs import needs_lines
from coach.screen.session_news import (
    NOTHING_NEW,
    News,
    NewsRoom,
    changes_of,
    dangers_first,
    news_band,
)
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.viewport import Size, Viewport
from coach.timeline import Timeline
from coach.units import minutes_words

STOP_ON_PAIN = "Stop if it hurts. Never strain."
PAIN_ALREADY = (
    "Already in pain? Press q to leave, and rest today. "
    "If the pain is sharp or doesn't go away, ask a doctor or physio."
)
"""Advice for a runner who presses the pain key before the start."""
LARGEST, LARGEST_IF_HUGE = 2, 3
"""Largest scale of the minutes, and on a huge screen."""
NO_FIGURES: Mapping[str, Motion] = MappingProxyType({})
_GAP, _GAP_BESIDE = 2, "   "
"""Columns between the drills and the figures."""
_REST = "REST TODAY"
_TEST_ROWS = 3
"""Rows of a test's card for its dose, between blank rows."""
_LACKING = ", but "
"""Word before what is missing for the sound."""


def start_card(  # noqa: C901, PLR0912, PLR0913, PLR0915  all that the card shows
    timeline: Timeline,
    sound: str,
    choices: Sequence[Sequence[CardChoice]],
    viewport: Viewport,
    news: News = NOTHING_NEW,
    *,
    figures: Mapping[str, Motion] = NO_FIGURES,
    is_hurting: bool = False,
) -> Sheet:
    """Return the start card: minutes in big letters, drills with doses, figures and keys.

    What is done today comes first, then today's changes. Sentences about today are whole,
    and big letters make room for them. On the card of a test, the way it ends comes first.
    """
    prescription = timeline.prescription
    columns = viewport.columns
    is_test = prescription.is_test  # nobody knows how long the test lasts
    length = None if is_test else Text(minutes_words(timeline.total_ms))
    has_room = viewport.size in {Size.NORMAL, Size.FULL}
    dangers = [PAIN_ALREADY] if is_hurting else []
    if viewport.size is not Size.TINY and not is_test:
        sound = sound if _LACKING in sound else ""  # the keys tell the sound
    if has_room and not is_test:
        news, others = dangers_first(news)
        dangers += others
    warned = text_band(_danger_rows(dangers, viewport) if has_room else [])
    facts = text_band(needs_lines(prescription, sound, columns))  # whole, if there is room
    advice = PAIN_ALREADY if is_hurting and not has_room else STOP_ON_PAIN
    safety = text_band(Text(row, Role.CUE.style) for row in hung([advice], columns))
    if advice is PAIN_ALREADY:
        safety = text_band(danger_lines(advice, columns, is_ascii=viewport.is_ascii))
    # After pain, the safest key comes first.
    last = [each[::-1] if is_hurting else each for each in choices[-1:]]
    keys = _keys([*choices[:-1], *last], viewport)
    # What is pressed stands apart from what is read.
    keys = stack(gap(has_room and not is_test), keys)
    changed = changes_of(prescription.blocks, news) if has_room else {}
    drills = DrillRows(prescription, changed, viewport, is_hurting)
    name = Text.assemble((prescription.name, Role.LOUD.style), _GAP_BESIDE, drills.legend)
    name.rstrip()
    top = stack(line(name, length, columns), warned)
    spare = viewport.rows - top.height - facts.height - keys.height - safety.height
    # The first line about place and equipment is enough if much is different today; on
    # the card of a test, the way it ends comes first.
    kept = 0 if is_test else 1
    most = max(1, spare + facts.height - kept)
    half = spare // 2
    if viewport.size is Size.NORMAL:
        half = min(half, most - drills.kept)
    usual = most if is_test else max(1, half)
    told, is_short = news_band(
        news, NewsRoom(columns, usual, most, drills.kept, viewport.is_ascii), changed
    )
    if not is_short:  # the sentences below the drills say what is different
        drills = drills.only_marked()
    most = max(kept, spare + facts.height - told.height - drills.kept)
    facts = text_band(needs_lines(prescription, sound, columns, most)).cut(most)
    facts = stack(told, facts)
    if viewport.size is Size.TINY:
        room = viewport.rows - keys.height
        facts = stack(safety, facts) if is_hurting else facts
        return stack(stack(top, facts).cut(room).padded(room), keys).cut(viewport.rows)
    room = viewport.rows - top.height - facts.height - safety.height - keys.height
    body = _test_body(drills, figures, room) if is_test else Band()
    if not 0 < body.height <= room:
        grid = figures_of(drills, figures, room)
        left_columns = left_columns_of(drills) if grid.height else columns
        large = _minutes(timeline, drills, left_columns, room, has_news=bool(told.rows))
        if is_hurting:
            large = _rest_today(drills, left_columns, room)
        if large.height:
            # The title leaves out the exact length, as it would differ from the big number.
            top = stack(line(name, None, columns), warned)
        left = _large_and_drills(large, drills, left_columns, room)
        kept = room - _ROWS_OF_PRESS[viewport.is_huge] - 2  # the key stands apart
        beside, art = figures_beside_names(drills, figures, large, kept)
        if beside.height:
            left, grid = beside.padded(room), art.padded(room)
            left_columns = wide_left(drills)
        if has_room and not is_hurting and not is_test:
            left = _with_press(left, left_columns, viewport)
        body = side_by_side(left, grid, left_columns)
    if has_room and (drills.is_one or viewport.is_huge):
        body = _trimmed(body)
        # The free rows are above as well as below.
        above = (room - body.height) // 3
        body = stack(gap(max(0, min(above, room - body.height))), body)
    body = body.padded(room).cut(room)
    if viewport.size is Size.NARROW and room > 1 and _trimmed(body).height < room:
        # What is pressed stands apart from what is read.
        body, keys = body.cut(room - 1), stack(gap(), keys)
    parts = (facts, body) if is_test else (body, facts)
    return stack(top, *parts, safety, keys).cut(viewport.rows).padded(viewport.rows)


def _trimmed(body: Band) -> Band:
    """Return the band without blank rows at its end."""
    rows = len(body.rows)
    while rows and not body.rows[rows - 1].plain.strip():
        rows -= 1
    return body.cut(rows)


def _large_and_drills(large: Band, drills: DrillRows, columns: int, room: int) -> Band:
    """Return the drills below what is in big letters, parted if there is room."""
    rows = room - large.height - (1 if large.height else 0)
    below = drills.fitting(columns, rows)
    is_narrow = drills.viewport.size is Size.NARROW
    is_parted = large.height or (len(below) < rows and not is_narrow)
    space = gap(1 if is_parted else 0)
    kept = _ROWS_OF_PRESS[drills.viewport.is_huge]
    is_low = drills.viewport.size is Size.NORMAL and drills.viewport.is_ascii
    if named := drills.in_letters(columns, rows - kept):
        below = named
    elif is_low and rows - 2 * len(below) <= LEAST_ROWS < rows - len(below):
        pass  # the letters of the key that starts need the rows
    elif not is_narrow and not drills.changed and 2 * len(below) <= rows + 1:
        # Drills that stand apart are read from further off.
        apart = 1
        if drills.viewport.size is Size.FULL and len(below) > 1:
            free = (rows - kept - len(below)) // (len(below) - 1)
            apart = max(1, min(_MOST_BETWEEN, free))
        below = [each for row in below for each in (row, *[Text("")] * apart)][:-apart]
    return stack(large, space, text_band(below)).cut(room).padded(room)


_MOST_BETWEEN = 5
"""Most blank rows between two drills in usual letters on a large screen."""
_ROWS_OF_PRESS = {False: 5, True: 9}
"""Rows that are kept for the key that starts, on a large and on a huge screen."""


def _with_press(left: Band, columns: int, viewport: Viewport) -> Band:
    """Return the rows with the key that starts in big letters at their foot, if free."""
    kept = _trimmed(left)
    spare = left.height - kept.height - 1
    most = height_of(1 if viewport.size is not Size.FULL or not viewport.is_huge else 2)
    if viewport.is_ascii:
        drawn = next(iter(low_letters((_PRESS,), columns, is_ascii=True)), ())
    else:
        highs = range(2 * min(most, spare) - 1, _LEAST_PRESS - 1, -1)
        both = (letters_in((_PRESS,), columns, high) for high in highs)
        drawn = next((found[0] for found in both if found), ())
    if not drawn or len(drawn) > spare:
        return left
    press = text_band(Text(row, Role.KEY.style) for row in drawn)
    press = stack(press, gap(1 if len(drawn) < spare else 0))
    return stack(kept.padded(left.height - press.height), press)


_PRESS, _LEAST_PRESS = "PRESS SPACE", 5
"""How to start, and the fewest half rows of its letters."""


def _danger_rows(dangers: Sequence[str], viewport: Viewport) -> Iterator[Text]:
    for words in dangers:
        yield from danger_lines(words, viewport.columns, is_ascii=viewport.is_ascii)


def _first_key(choices: Sequence[CardChoice], *, is_ascii: bool) -> Text:
    """Return the keys that start or leave, the first one bright and apart."""
    first, *others = choices
    row = to_do_now(f"{first.shown} {first.does}", is_ascii=is_ascii)
    at = row.plain.index(first.shown)
    row.stylize("reverse", at, at + len(first.shown))  # as a key looks
    return row.append("    ").append_text(keys_text(others)) if others else row


def _keys(choices: Sequence[Sequence[CardChoice]], viewport: Viewport) -> Band:
    """Return the keys; on a tiny screen, each row of them is cut.

    On a usual screen, the first row stands at the right of the last one, which starts.
    """
    columns = viewport.columns
    is_tiny = viewport.size is Size.TINY
    if viewport.size in {Size.NORMAL, Size.FULL} and len(choices) > 1:
        sounds, *others, start = choices
        left = _first_key(start, is_ascii=viewport.is_ascii)
        right = Text.assemble(("sound  ", Role.QUIET.style), keys_text(sounds))
        if left.cell_len + _GAP + right.cell_len <= columns:
            above = (row for each in others for row in keys_rows(each, columns))
            return stack(text_band(above), line(left, right, columns))
    rows = [
        line(keys, None, columns).rows[0]
        for row in choices
        for keys in ([keys_text(row)] if is_tiny else keys_rows(row, columns))
    ]
    if not is_tiny and choices:
        first = _first_key(choices[-1], is_ascii=viewport.is_ascii)
        if first.cell_len <= columns:
            rows[-1] = first
    return text_band(rows)


def _test_body(drills: DrillRows, motions: Mapping[str, Motion], room: int) -> Band:
    """Return how long a test lasts above its movement, from start to end."""
    prescription, viewport = drills.prescription, drills.viewport
    motion = motions.get(prescription.blocks[0].drill)
    if viewport.size in {Size.TINY, Size.NARROW} or motion is None:
        return Band()
    both = start_and_end(
        motion, is_ascii=viewport.is_ascii, columns=viewport.columns, rows=room - _TEST_ROWS
    )
    if not both:
        return Band()
    return stack(gap(), text_band(dose_of_test(prescription)), gap(), text_band(both))


def _minutes(
    timeline: Timeline, drills: DrillRows, columns: int, room: int, *, has_news: bool
) -> Band:
    """Return the minutes in big letters; empty if they would hide the drills.

    If something is different today, every drill comes before big letters.
    """
    if drills.prescription.is_test:  # nobody knows how long the test lasts
        return Band()
    viewport, blocks = drills.viewport, len(drills.prescription.blocks)
    all_rows = len(drills.all(columns, room))
    needs_all = has_news or all_rows > blocks
    is_usual = viewport.size is Size.NORMAL
    below = all_rows if is_usual else blocks
    spare = room - (below if needs_all else min(below, room // 2)) - 2
    number = minutes_words(timeline.total_ms).upper()
    most = LARGEST_IF_HUGE if viewport.is_huge else LARGEST
    scale = min(most, largest_scale(number, columns, spare, is_ascii=viewport.is_ascii))
    if not scale:
        return Band()
    rows = fitted(number, columns, height_of(scale), is_ascii=viewport.is_ascii)
    return stack(gap(), text_band(Text(row, Role.LOUD.style) for row in rows))


def _rest_today(drills: DrillRows, columns: int, room: int) -> Band:
    """Return the advice to rest in big letters, in place of the minutes."""
    high, is_ascii = height_of(1), drills.viewport.is_ascii
    rows = fitted(_REST, columns, high, is_ascii=is_ascii)
    if len(rows) + len(drills.prescription.blocks) + 2 > room:
        rows = sentence(_REST, columns, room // 2, is_ascii=is_ascii)
    band = text_band(Text(row, Role.WARNING.style) for row in rows)
    return stack(gap(1 if rows else 0), band)
