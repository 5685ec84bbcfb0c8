"""The start card: length, places, equipment and drills of a session."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rich.text import Text

from coach.coaching.differences import Difference
from coach.coaching.reasons import block_dose
from coach.figure.motion import Motion
from coach.keymap import BINDINGS, Command
from coach.model.prescription import Block, Prescription
from coach.model.terms import Base
from coach.screen.big_letters import fitted, height_of, largest_scale, sentence
from coach.screen.breath_view import letters
from coach.screen.danger import danger_lines, is_danger
from coach.screen.even_lines import filled, wrapped
from coach.screen.figure_grid import NamedFigure, figure_grid
from coach.screen.figure_view import start_and_end
from coach.screen.key_bar import CardChoice, keys_rows, keys_text
from coach.screen.layout import Band, Sheet, gap, line, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport
from coach.text.count_of import count_of
from coach.timeline import Timeline
from coach.units import format_clock, minutes_words

STOP_ON_PAIN = "Stop if it hurts. Never strain."
PAIN_ALREADY = (
    "Already in pain? Press q to leave, and rest today. "
    "If the pain is sharp or doesn't go away, ask a doctor or physio."
)
"""Advice for a runner who presses the pain key before the start."""
LARGEST = 2
NO_FIGURES: Mapping[str, Motion] = MappingProxyType({})
_LEFT, _GAP = 52, 2
"""Columns for minutes and drills, and for the gap before the figures."""
_LEFT_OF_ONE = 28
"""Columns for minutes and name of a single drill, whose figure is as large as in a set."""
_MOST_FIGURES, _STANDING_ROWS = 2, 10
"""Most figures on a usual screen, and the least rows of a standing one."""
_REST = "REST TODAY"
_MORE = " ..."
_SET_IN = "  "
_CHANGED = ("• ", "* ")
"""The mark of a changed drill, also without Unicode."""
_BEFORE = ", not "
"""Stands between the dose of today and the one before."""
_WIDE_FROM = 110
"""Width from which a single drill has room for larger minutes."""
_NAME_ROWS = 2
"""Rows of a narrow card that are kept for the names of the drills."""
_TEST_ROWS = 3
"""Rows of a test's card for its dose, between blank rows."""
_LACKING = ", but "
"""Stands in the words for the sound before what is missing for it."""
_ALL_CHANGED = "all changed today"
_ARROW = (" → ", " -> ")
"""Between the dose of before and the one of today, also without Unicode."""
_SAME = "the same"
"""The words for a drill that the coach looked at and did not change."""
_LEFT_OUT = "left out"
_INSTEAD_OF = "instead of "
_NEW = "now "
"""The start of a change to another drill."""
_FIRST_KEYS = {
    Command.MAIN: "pause, continue",
    Command.SKIP: "skip",
    Command.BACK: "back",
    Command.MORE_REST: "more rest",
    Command.LESS_REST: "less rest",
    Command.HURTS: "pain",
    Command.STOP: "stop",
}
"""Words for the keys in the plain lines before a session."""
_NO_EQUIPMENT = "Equipment: nothing."
_BED = "bed or bench"
"""The equipment of whoever does not lie on the floor."""


@dataclass(frozen=True)
class News:
    """The news shown below the name."""

    said: Sequence[str] = ()
    """Sentences about the choice of this session and what was left out."""
    differences: Sequence[Difference] = ()
    """Changes by the coach."""
    told: Sequence[str] = ()
    """Reasons that stand above, because they are about danger."""


NOTHING_NEW = News()


def start_card(  # noqa: PLR0913, PLR0915  all that the card shows
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
    dangers: list[str] = []
    if has_room and not is_test:
        news, dangers = _dangers_first(news)
        sound = sound if _LACKING in sound else ""  # the keys tell the sound
    elif is_hurting:
        dangers = [PAIN_ALREADY]
    if is_hurting and has_room:
        dangers.insert(0, PAIN_ALREADY)
    warned = text_band(_danger_rows(dangers, viewport) if has_room else [])
    top = line(Text(prescription.name, Role.LOUD.style), length, columns)
    facts = text_band(_facts(prescription, sound, columns))  # whole, if there is room
    advice = PAIN_ALREADY if is_hurting and not has_room else STOP_ON_PAIN
    safety = text_band([Text(row, Role.CUE.style) for row in _wrapped([advice], columns)])
    # After pain, the safest key comes first.
    last = [each[::-1] if is_hurting else each for each in choices[-1:]]
    keys = _keys([*choices[:-1], *last], viewport, is_hurting=is_hurting)
    # What is pressed stands apart from what is read.
    keys = stack(gap(has_room and not is_test), keys)
    changed = _changed_rows(prescription.blocks, news, viewport)
    top = stack(top, warned)
    spare = viewport.rows - top.height - facts.height - keys.height - safety.height
    # The first line about place and equipment is enough if much is different today; on
    # the card of a test, the way it ends comes first.
    kept = 0 if is_test else 1
    most = max(1, spare + facts.height - kept)
    wanted = 0 if is_test else _rows_wanted(prescription, viewport, changed)
    half = min(spare // 2, most - wanted) if viewport.size is Size.NORMAL else spare // 2
    news_band, is_short = _news(
        news, columns, most if is_test else max(1, half), most, wanted, changed
    )
    if not is_short:  # the sentences below the drills say what is different
        changed = dict.fromkeys(changed, "") if changed else changed
    most = max(kept, spare + facts.height - news_band.height - wanted)
    facts = text_band(_facts(prescription, sound, columns, most)).cut(most)
    facts = stack(news_band, facts)
    if viewport.size is Size.TINY:
        room = viewport.rows - keys.height
        facts = stack(safety, facts) if is_hurting else facts
        return stack(stack(top, facts).cut(room).padded(room), keys).cut(viewport.rows)
    room = viewport.rows - top.height - facts.height - safety.height - keys.height
    body = _test_body(prescription, figures, viewport, room) if is_test else Band()
    if not 0 < body.height <= room:
        left_columns = _left_columns(prescription, viewport)
        grid = _figures(prescription, figures, viewport, left_columns, room)
        left_columns = left_columns if grid.height else columns
        needs_all = news_band.height > 0
        blocks, is_ascii = prescription.blocks, viewport.is_ascii
        all_rows = len(_drills(blocks, left_columns, changed, room, is_ascii=is_ascii))
        needs_all = needs_all or all_rows > len(blocks)
        number = (
            all_rows + 2 * bool(changed) if viewport.size is Size.NORMAL else len(blocks)
        )
        large = _minutes(
            timeline, left_columns, room, viewport, number, needs_all=needs_all
        )
        if is_hurting:
            large = _rest_today(prescription, left_columns, room, viewport)
        if large.height:
            # The title leaves out the exact length, as it would differ from the big number.
            top = line(Text(prescription.name, Role.LOUD.style), None, columns)
            top = stack(top, warned)
        left = _large_and_drills(large, prescription, left_columns, room, viewport, changed)
        body = _side_by_side(left, grid, left_columns)
    return _arranged(prescription, viewport, top, body, facts, safety, keys)


def _arranged(  # noqa: PLR0913, PLR0917  the parts of the card
    prescription: Prescription,
    viewport: Viewport,
    top: Band,
    body: Band,
    facts: Band,
    safety: Band,
    keys: Band,
) -> Sheet:
    """Return the parts from the name to the keys, with free rows where there is room."""
    room = viewport.rows - sum(each.height for each in (top, facts, safety, keys))
    has_room = viewport.size in {Size.NORMAL, Size.FULL}
    if has_room and _is_one(prescription):
        body = _trimmed(body)
        body = stack(gap(body.height < room), body)
    body = body.padded(room).cut(room)
    parts = (facts, body) if prescription.is_test else (body, facts)
    sheet = stack(top, *parts, safety, keys)
    return sheet.cut(viewport.rows).padded(viewport.rows)


def _trimmed(body: Band) -> Band:
    """Return the band without blank rows at its end."""
    rows = len(body.rows)
    while rows and not body.rows[rows - 1].plain.strip():
        rows -= 1
    return body.cut(rows)


def _changed_rows(
    blocks: Sequence[Block], news: News, viewport: Viewport
) -> dict[str, str]:
    """Return the changed drills of the card, with their doses before: ``, not 2 x 8``.

    A drill is instead of another or left out, or has a change that is told below.
    """
    changed: dict[str, str] = {}
    if viewport.size in {Size.TINY, Size.NARROW}:
        return changed
    for each in news.differences:
        if each.today.startswith(_LEFT_OUT):
            changed[each.name] = _LEFT_OUT
    for block in blocks:
        for each in news.differences:
            if each.today.startswith(f"{_NEW}{block.name}"):
                changed[block.name] = f"{_INSTEAD_OF}{each.name}"
            elif each.name == block.name and each.today != _SAME:
                new, colon, before = each.today.partition(_BEFORE)
                is_dose = colon and ", " not in f"{new}{before}"
                changed[block.name] = f"{_BEFORE}{before}" if is_dose else ""
    return changed


def _large_and_drills(  # noqa: PLR0913, PLR0917  what stands below what, and where
    large: Band,
    prescription: Prescription,
    columns: int,
    room: int,
    viewport: Viewport,
    changed: Mapping[str, str],
) -> Band:
    """Return the drills below what is in big letters, parted if there is room."""
    rows = room - large.height - (1 if large.height else 0)
    drills = _drill_rows(prescription, columns, rows, viewport, changed)
    blocks = prescription.blocks
    if changed and len(blocks) > 1 and len(drills) + 1 < rows:
        if _are_all_changed(blocks, changed):
            legend = Text(f"{_SET_IN}{_ALL_CHANGED}", Role.QUIET.style)
        else:
            sign = _CHANGED[viewport.is_ascii]
            legend = Text.assemble(
                (sign, Role.LOUD.style), ("changed today", Role.QUIET.style)
            )
        has_gap = len(drills) + 2 < rows
        drills = [*drills, *([Text("")] if has_gap else []), legend]
    is_narrow = viewport.size is Size.NARROW
    is_parted = large.height or (len(drills) < rows and not is_narrow)
    space = gap(1 if is_parted else 0)
    return stack(large, space, text_band(drills)).cut(room).padded(room)


def _rows_wanted(
    prescription: Prescription, viewport: Viewport, changed: Mapping[str, str]
) -> int:
    """Return the rows kept for what is done today, ahead of the reasons for it.

    These are the minutes in big letters and all drills; on a narrow screen, the names.
    """
    if viewport.size is Size.NARROW:
        return _NAME_ROWS
    is_usual = viewport.size is Size.NORMAL
    others = sum(
        words == _LEFT_OUT or words.startswith(_INSTEAD_OF) for words in changed.values()
    )
    return height_of(1) + len(prescription.blocks) + others + 3 if is_usual else 0


def _dangers_first(news: News) -> tuple[News, list[str]]:
    """Return the news without messages about danger, and these messages, each once."""
    reasons = (each.reason for each in news.differences)
    dangers = [each for each in dict.fromkeys((*news.said, *reasons)) if is_danger(each)]
    said = [each for each in news.said if each not in dangers]
    return News(said, news.differences, dangers), dangers


def _danger_rows(dangers: Sequence[str], viewport: Viewport) -> Iterator[Text]:
    for words in dangers:
        yield from danger_lines(words, viewport.columns, is_ascii=viewport.is_ascii)


def _first_key(choices: Sequence[CardChoice], *, is_arrow: bool, is_ascii: bool) -> Text:
    """Return the keys that start or leave, the first one bright and apart."""
    first, *others = choices
    arrow = ("> " if is_ascii else "▶ ") if is_arrow else ""
    row = Text.assemble((arrow, Role.PROGRESS.style))
    row.append(f"{first.shown} {first.does}", Role.LOUD.style)
    return row.append("    ").append_text(keys_text(others)) if others else row


def _keys(
    choices: Sequence[Sequence[CardChoice]], viewport: Viewport, *, is_hurting: bool = False
) -> Band:
    """Return the keys; on a tiny screen, each row of them is cut.

    On a usual screen, the first row stands at the right of the last one, which starts.
    """
    columns = viewport.columns
    is_tiny = viewport.size is Size.TINY
    if viewport.size in {Size.NORMAL, Size.FULL} and len(choices) > 1:
        sounds, *others, start = choices
        left = _first_key(start, is_arrow=not is_hurting, is_ascii=viewport.is_ascii)
        right = Text.assemble(("sound  ", Role.QUIET.style), keys_text(sounds))
        if left.cell_len + _GAP + right.cell_len <= columns:
            above = (row for each in others for row in keys_rows(each, columns))
            return stack(text_band(above), line(left, right, columns))
    return text_band(
        line(keys, None, columns).rows[0]
        for row in choices
        for keys in ([keys_text(row)] if is_tiny else keys_rows(row, columns))
    )


def _drill_rows(
    prescription: Prescription,
    columns: int,
    rows: int,
    viewport: Viewport,
    changed: Mapping[str, str],
) -> list[Text]:
    """Return the drills with their doses, as many as there are rows for.

    The title is the name of a single drill.
    """
    if prescription.is_test:
        return _test_dose(prescription)
    if _is_one(prescription):
        (block,) = prescription.blocks
        return [Text(_dose_of(block, changed, is_ascii=viewport.is_ascii))]
    drills = _drills(
        prescription.blocks, columns, changed, rows, is_ascii=viewport.is_ascii
    )
    if len(drills) <= rows:
        return drills
    if viewport.size is Size.NARROW:
        return _names(prescription.blocks, viewport.columns, rows)
    more = len(drills) - rows + 1
    return [*drills[: max(0, rows - 1)], Text(f"  and {more} more", Role.QUIET.style)]


def _side_by_side(left: Band, grid: Band, left_columns: int) -> Band:
    """Return the figures, if any, right of everything else."""
    if not grid.height:
        return left
    above = gap(1 if grid.height < left.height else 0)
    right = stack(above, grid).padded(left.height)
    pairs = zip(left.rows, right.rows, strict=True)
    return text_band(_row(a, b, left_columns) for a, b in pairs)


def _test_body(
    prescription: Prescription, motions: Mapping[str, Motion], viewport: Viewport, room: int
) -> Band:
    """Return how long a test lasts above its movement, from start to end."""
    motion = motions.get(prescription.blocks[0].drill)
    if viewport.size in {Size.TINY, Size.NARROW} or motion is None:
        return Band()
    both = start_and_end(
        motion, is_ascii=viewport.is_ascii, columns=viewport.columns, rows=room - _TEST_ROWS
    )
    if not both:
        return Band()
    return stack(gap(), text_band(_test_dose(prescription)), gap(), text_band(both))


def _test_dose(prescription: Prescription) -> list[Text]:
    """Return how long a test lasts; its name is the title."""
    return [Text(f"  {block_dose(block)}") for block in prescription.blocks]


def _minutes(  # noqa: PLR0913  what is drawn, and the room for it
    timeline: Timeline,
    columns: int,
    room: int,
    viewport: Viewport,
    number_of_rows: int,
    *,
    needs_all: bool,
) -> Band:
    """Return the minutes in big letters; empty if they would hide the drills.

    If something is different today, every drill comes before big letters.
    """
    if timeline.prescription.is_test:  # nobody knows how long the test lasts
        return Band()
    number = minutes_words(timeline.total_ms).upper()
    spare = room - (number_of_rows if needs_all else min(number_of_rows, room // 2)) - 2
    scale = min(LARGEST, largest_scale(number, columns, spare, is_ascii=viewport.is_ascii))
    return stack(gap(), letters(number, scale, Role.LOUD, viewport)) if scale else Band()


def _rest_today(
    prescription: Prescription, columns: int, room: int, viewport: Viewport
) -> Band:
    """Return the advice to rest in big letters, in place of the minutes."""
    high, is_ascii = height_of(1), viewport.is_ascii
    rows = fitted(_REST, columns, high, is_ascii=is_ascii)
    if len(rows) + len(prescription.blocks) + 2 > room:
        rows = sentence(_REST, columns, room // 2, is_ascii=is_ascii)
    band = text_band(Text(row, Role.WARNING.style) for row in rows)
    return stack(gap(1 if rows else 0), band)


def _left_columns(prescription: Prescription, viewport: Viewport) -> int:
    """Return the columns for minutes and drills beside the figures."""
    is_one = len(prescription.blocks) == 1 and not prescription.is_test
    is_narrow = viewport.columns < _WIDE_FROM
    return min(viewport.columns, _LEFT_OF_ONE if is_one and is_narrow else _LEFT)


def _is_one(prescription: Prescription) -> bool:
    """Return whether the session is one drill, whose name is the title."""
    blocks = prescription.blocks
    is_title = len(blocks) == 1 and blocks[0].name == prescription.name
    return is_title and not prescription.is_test


def _names(blocks: Sequence[Block], columns: int, rows: int) -> list[Text]:
    """Return as many names of drills as the rows hold, one after the other."""
    names = [block.name for block in blocks]
    lines: list[str] = []
    for shown in range(len(names), 0, -1):
        more = f" and {len(names) - shown} more" if shown < len(names) else ""
        lines = textwrap.wrap(
            f"{', '.join(names[:shown])}{more}", columns, break_on_hyphens=False
        )
        if len(lines) <= rows:
            break
    else:
        lines = [f"{_cut(names[0], columns - len(more))}{more}"]
    return [Text(row) for row in lines[: max(0, rows)]]


def _figures(
    prescription: Prescription,
    motions: Mapping[str, Motion],
    viewport: Viewport,
    left_columns: int,
    room: int,
) -> Band:
    """Return the figures of the session's drills, to the right of everything else."""
    columns = viewport.columns - left_columns - _GAP
    if viewport.size in {Size.TINY, Size.NARROW} or columns <= 0:
        return Band()
    named = [
        NamedFigure("" if _is_one(prescription) else block.name, motions[block.drill])
        for block in prescription.blocks
        if block.drill in motions
    ]
    if viewport.size is Size.NORMAL:
        # One good figure tells more than three small ones.
        return figure_grid(
            named[:_MOST_FIGURES],
            columns,
            room,
            is_ascii=viewport.is_ascii,
            standing_rows=_STANDING_ROWS,
        )
    return figure_grid(named, columns, room, is_ascii=viewport.is_ascii, counts_others=True)


def _row(left: Text, right: Text, left_columns: int) -> Text:
    fitted = left.copy()
    fitted.truncate(left_columns, pad=True)
    return Text.assemble(fitted, " " * _GAP, right)


def start_lines(timeline: Timeline, sound: str) -> list[str]:
    """Return the lines of the start card for plain output."""
    prescription = timeline.prescription
    keys = ", ".join(
        f"{each.shown} {_FIRST_KEYS[each.command]}"
        for each in BINDINGS
        if each.command in _FIRST_KEYS
    )
    return [
        prescription.name
        if prescription.is_test
        else f"{prescription.name}, {format_clock(timeline.total_ms)}",
        f"{_needs(prescription)} Sound: {sound}.",
        *(f"  {block.name}: {block_dose(block)}" for block in prescription.blocks),
        STOP_ON_PAIN,
        f"Keys: {keys}. Press ? for all keys.",
    ]


def choices_line(choices: Sequence[Sequence[CardChoice]]) -> str:
    """Return a line with the card's keys, for plain output."""
    rows = [", ".join(f"{each.shown} {each.does}" for each in row) for row in choices]
    return f"Before the start: {'; '.join(rows)}."


def _facts(
    prescription: Prescription, sound: str, columns: int, most: int | None = None
) -> list[Text]:
    """Return places, equipment, sound and opening: whole sentences, the first at least."""
    needs = [each for each in _need_sentences(prescription) if each != _NO_EQUIPMENT]
    facts = [*needs, *([f"Sound: {sound}."] if sound else [])]
    if prescription.opens:
        facts.append(prescription.opens)
    rows = _packed(facts, columns)
    while most is not None and len(facts) > 1 and len(rows) > most:
        facts.pop()
        rows = _packed(facts, columns)
    return [Text(row) for row in rows]


def _packed(sentences: Sequence[str], columns: int) -> list[str]:
    """Return rows of whole sentences; no more rows than if sentences were broken."""
    rows: list[str] = []
    for each in sentences:
        if rows and len(rows[-1]) + 1 + len(each) <= columns:
            rows[-1] += f" {each}"
        else:
            rows += wrapped(each, columns)
    broken = wrapped(" ".join(sentences), columns)
    return rows if len(rows) <= len(broken) else broken


def _news(  # noqa: PLR0913, PLR0917  what is told, and the rows for it
    news: News,
    columns: int,
    half: int,
    room: int,
    wanted: int,
    changed: Mapping[str, str],
) -> tuple[Band, bool]:
    """Return whole reasons if they fit into ``half`` rows, otherwise one line per drill.

    Sentences about the whole session are not cut, and give way only if there is no room.
    In the short form, for which the flag stands, changes of doses are told at the drills.
    """
    said = _wrapped(news.said, columns)
    whole = [*(Text(row, Role.CUE.style) for row in said), *_changes(news, columns)]
    if len(whole) <= half:
        return text_band(whole), False
    instead = {words.removeprefix(_INSTEAD_OF) for words in changed.values()}
    short = [
        _one_line(each, columns)
        for each in news.differences
        if not changed.get(each.name) and each.name not in instead
    ]
    above = _whole(news.said, room - min(1, len(short)), columns)
    # A reason that many drills share comes last, as `coach why` gives it, too.
    free = min(half, room - wanted) - len(short) - len(above)
    if not above:
        free = max(free, min(1, room - len(short)))
    known = {*news.said, *news.told}
    reasons = [each for each in _shared_reasons(news) if each not in known]
    above += _whole(reasons, free, columns, cuts=False)
    if len(above) + len(short) > room:
        shown = short[: max(0, room - len(above) - 1)]
        more = len(short) - len(shown)
        last = f"and {more} more changes" if shown else f"{count_of(more, 'change')} today"
        short = [*shown, last[:columns]]
    rows = [
        *(Text(row, Role.CUE.style) for row in above),
        *(Text(row, Role.PLAIN.style) for row in short),
    ]
    return text_band(rows), True


def _whole(
    sentences: Sequence[str], room: int, columns: int, *, cuts: bool = True
) -> list[str]:
    """Return the sentences that fit whole; the first may be cut if it fits nowhere."""
    rows: list[str] = []
    for each in sentences:
        lines = _wrapped([each], columns)
        if len(rows) + len(lines) <= room:
            rows += lines
    if rows or not cuts:
        return rows
    return _first(_wrapped(sentences[:1], columns), max(0, room), columns)


def _changes(news: News, columns: int) -> Iterator[Text]:
    """Yield what is different today; a shared reason comes once, below all its changes."""
    for reason, differences in _by_reason(news).items():
        # A reason that stands above is not repeated here.
        is_told = reason in {*news.said, *news.told}
        if differences[0].today == _SAME:
            words = "Same dose." if is_told else f"Same dose. {reason}"
            for row in filled(words, columns):
                yield Text(row, Role.QUIET.style)
            continue
        if len(differences) == 1:
            (each,) = differences
            what = f"{each.name}: {each.today}."
            rows = _wrapped([what if is_told else each.whole], columns)
            yield from _with_reason(rows, len("".join(what.split())))
            continue
        for each in differences:
            for row in _wrapped([f"{each.name}: {each.today}"], columns):
                yield Text(row, Role.PLAIN.style)
        if not is_told:
            for row in wrapped(reason, columns - len(_SET_IN)):
                yield Text(_SET_IN + row, Role.CUE.style)


def _by_reason(news: News) -> dict[str, list[Difference]]:
    """Return the changes by reason; of a dose that stays, its first sentence is enough."""
    by_reason: dict[str, list[Difference]] = {}
    for each in news.differences:
        first, _, _ = each.reason.partition(". ")
        reason = f"{first.rstrip('.')}." if each.today == _SAME else each.reason
        by_reason.setdefault(reason, []).append(each)
    return by_reason


def _with_reason(rows: Sequence[str], letters_: int) -> Iterator[Text]:
    """Yield rows whose first letters are the change, and the others its reason."""
    for row in rows:
        end = len(row)
        for at, letter in enumerate(row):
            if not letters_:
                end = at
                break
            letters_ -= not letter.isspace()
        yield Text.assemble((row[:end], Role.PLAIN.style), (row[end:], Role.CUE.style))


def _shared_reasons(news: News) -> list[str]:
    """Return the reasons that more than one drill has, each once."""
    reasons = [each.reason for each in news.differences]
    return [reason for reason in dict.fromkeys(reasons) if reasons.count(reason) > 1]


def _wrapped(sentences: Sequence[str], columns: int) -> list[str]:
    """Return the lines of sentences; those below the first are indented if all fit."""
    rows: list[str] = []
    for words in sentences:
        lines = wrapped(words, columns)
        narrower = wrapped(words, columns - len(_SET_IN))
        indent = _SET_IN if len(narrower) == len(lines) else ""
        lines = narrower if indent else lines
        rows += [lines[0], *(f"{indent}{line}" for line in lines[1:])]
    return rows


def _first(rows: list[str], room: int, columns: int) -> list[str]:
    if len(rows) <= room:
        return rows
    if room == 0:
        return []
    last, following = rows[room - 1].lstrip(), rows[room].lstrip()
    indent = rows[room - 1][: -len(last)]
    return [*rows[: room - 1], indent + _cut(f"{last} {following}", columns - len(indent))]


def _one_line(each: Difference, columns: int) -> str:
    """Return the name and the change in one line, as much of them as fits.

    Where there is no room for both, a new drill comes before the one that it replaces.
    """
    brief = each.today.partition(", ")[0]
    forms = [f"{each.name}: {each.today}", f"{each.name}: {brief}"]
    if brief.startswith(_NEW):
        forms += (f"{form[:1].upper()}{form[1:]}" for form in (each.today, brief))
    fitting = next((form for form in forms if len(form) <= columns), None)
    if fitting is not None:
        return fitting
    # The first words of a name still tell which drill it is.
    words = each.name.split()
    names = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    shorter = (f"{name}: {today}" for today in (each.today, brief) for name in names)
    whole = next((form for form in shorter if len(form) <= columns), None)
    return whole or _cut(f"{each.name}: {each.today}", columns)


def _cut(words: str, columns: int) -> str:
    """Return as many whole words as fit, with dots in place of the rest."""
    if len(words) <= columns:
        return words
    kept = textwrap.shorten(words, max(len(_MORE), columns), placeholder=_MORE)
    if kept == _MORE.strip():
        kept = f"{words[: max(0, columns - len(_MORE))]}{_MORE}"  # a single long word
    return kept[:columns]


def is_standing(prescription: Prescription) -> bool:
    """Return whether all drills are done standing."""
    return all(block.base is Base.STANDING for block in prescription.blocks)


def places_text(prescription: Prescription) -> str:
    """Return where a session is done: on a bed, on the floor, standing or both."""
    if all(_BED in block.equipment for block in prescription.blocks):
        return "On a bed or bench"
    if is_standing(prescription):
        return "Standing"
    is_mixed = any(block.base is Base.STANDING for block in prescription.blocks)
    return "On the floor and standing" if is_mixed else "On the floor"


def _needs(prescription: Prescription) -> str:
    return " ".join(_need_sentences(prescription))


def _need_sentences(prescription: Prescription) -> list[str]:
    """Return where a session is done, and with which equipment besides the place."""
    places, things = places_text(prescription), equipment_text(prescription)
    if places.endswith(things):
        return [f"{places}."]
    return [f"{places}.", f"Equipment: {things}."]


def equipment_text(prescription: Prescription) -> str:
    """Return the equipment needed, each item once."""
    things = dict.fromkeys(thing for b in prescription.blocks for thing in b.equipment)
    # "wall or chair" adds nothing if a wall is needed anyway.
    needed = [
        thing
        for thing in things
        if " or " not in thing or not things.keys() & set(thing.split(" or "))
    ]
    return ", ".join(needed) or "nothing"


def _are_all_changed(blocks: Sequence[Block], changed: Mapping[str, str]) -> bool:
    return all(block.name in changed for block in blocks)


def _dose_of(block: Block, changed: Mapping[str, str], *, is_ascii: bool) -> str:
    """Return ``6 reps/side``, or ``4 → 5 breaths`` if the dose has changed."""
    dose = block_dose(block).replace(" a side", "/side")
    before = changed.get(block.name, "")
    if not before.startswith(_BEFORE):
        return dose
    return f"{before.removeprefix(_BEFORE)}{_ARROW[is_ascii]}{dose}"


def _drills(
    blocks: Sequence[Block],
    columns: int,
    changed: Mapping[str, str],
    most: int,
    *,
    is_ascii: bool,
) -> list[Text]:
    """Return a row for each drill, or more if its name and dose do not fit into one.

    A sign marks the changed drills, unless all have changed. Drills that are left out and
    those that others stand in for have a row if there is room.
    """
    room = min(columns, _LEFT)
    sign = _SET_IN if _are_all_changed(blocks, changed) else _CHANGED[is_ascii]
    rows: list[Text] = []
    others: list[tuple[int, Text]] = []
    for block in blocks:
        name = f"{sign if block.name in changed else _SET_IN}{block.name}"
        dose = _dose_of(block, changed, is_ascii=is_ascii)
        role = Role.NONE if block.name in changed else Role.QUIET
        right = Text(dose, role.style)
        if len(name) + 1 + len(dose) > room:
            first, *more = wrapped(block.name, room - len(_SET_IN))
            rows += (Text(name[:2] + first), *(Text(_SET_IN + row) for row in more))
            name = ""
        rows += line(Text(name), right, room).rows
        if (words := changed.get(block.name, "")).startswith(_INSTEAD_OF):
            row = Text(f"{_SET_IN * 2}{words}", Role.QUIET.style)
            row.truncate(room, overflow="ellipsis")
            others.append((len(rows), row))
    out = [name for name, words in changed.items() if words == _LEFT_OUT]
    for name in out:
        left = Text(f"{_SET_IN}{name}", Role.QUIET.style)
        band = line(left, Text(_LEFT_OUT, Role.QUIET.style), room)
        others.append((len(rows), band.rows[0]))
    spare = max(0, most - len(rows))
    for at, row in reversed(others[len(others) - min(spare, len(others)) :]):
        rows.insert(at, row)
    return rows
