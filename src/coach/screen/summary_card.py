"""The card after a session: a frame with its ending, figure, breaths, week and sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.text import Text

from coach.event import SetFinished
from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST, draw
from coach.model.prescription import Prescription
from coach.model.records import EndStatus
from coach.screen.big_letters import fitted, height_of, width_of
from coach.screen.breath_wave import breaths_done, wave_caption, wave_lines
from coach.screen.card_frame import (
    EDGE,
    NARROW_CARD,
    WIDE_CARD,
    beside,
    framed,
    right_columns,
)
from coach.screen.even_lines import wrapped
from coach.screen.event_words import A_SIDE, PER_SIDE
from coach.screen.figure_view import raster_lines
from coach.screen.large_summary import (
    FIGURE_ROWS,
    HUGE_FROM,
    LARGE_FROM,
    WAVE_ROWS,
    WORD_ROWS,
    in_two,
    led,
    said_large,
    spread,
)
from coach.screen.layout import line
from coach.screen.roles import Role
from coach.screen.summary_page import NOT_DONE, done_texts
from coach.screen.week_cells import WIDTH as WEEK_COLUMNS
from coach.screen.week_cells import DoneWeek, pain_mark, week_cells
from coach.set_counts import has_done_anything

_SCALES = {False: (1, 2), True: (2, 2)}


@dataclass(frozen=True)
class Summary:
    """The contents of the card after a session."""

    prescription: Prescription
    status: EndStatus
    said: str
    """A sentence or two about how the session ended."""
    finished: Sequence[SetFinished]
    motion: Motion | None = None
    """The figure of the drill that took longest."""
    week: DoneWeek | None = None
    """None if the session was not logged, or was a self-test."""
    hurt: Collection[int] = ()
    """Indices of the blocks that hurt."""


_FIGURE_ROWS = 7
_FRAME_ROWS = 2
_DONE = "Done. "
_ROWS_AROUND = 3
"""Rows above and below the card: a blank row, what to type next, and the prompt."""
_WAVE_ROWS, _LEAST_WAVE = 2, 6
"""Rows of the wave, and its least columns if a session was stopped."""


def summary_card(
    summary: Summary, columns: int, rows: int = 24, *, is_ascii: bool
) -> list[Text]:
    """Return the summary in one frame: wide, or upright if there are few columns.

    If the wide card has more rows than the screen, its word is small. An upright card is
    cut to fit; how the session ended comes first.
    """
    if columns >= LARGE_FROM[0] and rows >= LARGE_FROM[1]:
        inside = _large(summary, columns, rows, is_ascii=is_ascii)
        large = framed(inside, columns, is_ascii=is_ascii)
        if len(large) + _ROWS_AROUND <= rows:
            return large
    if columns < WIDE_CARD:
        return _upright_card(summary, rows - _ROWS_AROUND, is_ascii=is_ascii)
    card = framed(_wide(summary, is_ascii=is_ascii), WIDE_CARD, is_ascii=is_ascii)
    if len(card) + _ROWS_AROUND <= rows:
        return card
    flat = framed(_flat(summary, is_ascii=is_ascii), WIDE_CARD, is_ascii=is_ascii)
    if len(flat) + _ROWS_AROUND <= rows:
        return flat
    low = framed(_low(summary, is_ascii=is_ascii), WIDE_CARD, is_ascii=is_ascii)
    return min(low, flat, key=len)


def _large(summary: Summary, columns: int, rows: int, *, is_ascii: bool) -> list[Text]:
    """Return the card of a large screen: the word and the figure, the wave, the drills."""
    room = columns - 2 * EDGE
    is_huge = columns >= HUGE_FROM[0] and rows >= HUGE_FROM[1]
    word_text = _word(summary.status)
    drawn = fitted(word_text, room // 2, WORD_ROWS[is_huge], is_ascii=is_ascii)
    word = [Text(row, _role(summary.status).style) for row in drawn]
    left_columns = max((row.cell_len for row in word), default=room // 2)
    figure_columns = right_columns(room, left_columns)
    high = FIGURE_ROWS[is_huge]
    figure = _figure(summary, figure_columns, high, is_ascii=is_ascii)
    left = _sentences(summary, left_columns)
    words = _said(summary)
    if is_huge and (said := said_large(words, left_columns, is_ascii=is_ascii)):
        left = [*said, Text(""), *(row for row in left if row.plain != words)]
    left = [*word, Text(""), *left]
    wave = _wave(summary, room, WAVE_ROWS[is_huge], is_ascii=is_ascii)
    week = _cells(summary.week, is_ascii=is_ascii) if summary.week else []
    above = [
        *in_two(left, figure, left_columns, is_ascii=is_ascii),
        Text(""),
        *([wave_caption(), *wave, Text("")] if wave else []),
        *([*week, Text("")] if week else []),
    ]
    done = _done_lines(summary, room, is_ascii=is_ascii, has_leaders=True)
    spare = rows - _ROWS_AROUND - _FRAME_ROWS - len(above)
    return _without_blank_end([*above, *spread(done, spare)])


def _wide(summary: Summary, *, is_ascii: bool) -> list[Text]:
    room = WIDE_CARD - 2 * EDGE
    word = banner(summary.status, room, is_ascii=is_ascii)
    word_columns = max((row.cell_len for row in word), default=0)
    figure = _figure(summary, right_columns(room, word_columns), is_ascii=is_ascii)
    right = _wave_and_week(summary, is_ascii=is_ascii)
    left_columns = right_columns(room, WEEK_COLUMNS)
    if len(word) < len(figure):
        # No hole is below a word that is lower than the figure beside it.
        left = [*word, Text(""), *_sentences(summary, left_columns), Text("")]
        left += _done_lines(summary, left_columns, is_ascii=is_ascii)
        high = len(figure)
        lines = [
            *beside(left[:high], figure, word_columns, is_ascii=is_ascii),
            *beside(left[high:], right, left_columns, is_ascii=is_ascii),
        ]
        return _without_blank_end(lines)
    left = _sentences(summary, left_columns)
    return [
        *beside(word, figure, word_columns, is_ascii=is_ascii),
        *beside([Text(""), *left], [Text(""), *right], left_columns, is_ascii=is_ascii),
        Text(""),
        *_done_lines(summary, room, is_ascii=is_ascii, has_leaders=True),
    ]


def _without_blank_end(lines: list[Text]) -> list[Text]:
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines


def _flat(summary: Summary, *, is_ascii: bool) -> list[Text]:
    """Return the wide card for many drills, with the figure beside them."""
    room = WIDE_CARD - 2 * EDGE
    left_columns = right_columns(room, WEEK_COLUMNS)
    word = banner(summary.status, left_columns, is_ascii=is_ascii)
    left = [*word, Text(""), *_sentences(summary, left_columns)]
    right = _wave_and_week(summary, is_ascii=is_ascii)
    done_columns = right_columns(room, SMALLEST[0])
    done = _done_lines(summary, done_columns, is_ascii=is_ascii)
    figure = _figure(summary, SMALLEST[0], is_ascii=is_ascii)
    return [
        *beside(left, right, left_columns, is_ascii=is_ascii),
        Text(""),
        *beside(done, figure, done_columns, is_ascii=is_ascii),
    ]


def _low(summary: Summary, *, is_ascii: bool) -> list[Text]:
    """Return the lowest wide card: how the session ended, beside what was done."""
    room = WIDE_CARD - 2 * EDGE
    word = banner(summary.status, _LOW_COLUMNS, is_ascii=is_ascii)
    left = [*word, Text(""), *_sentences(summary, _LOW_COLUMNS)]
    columns = right_columns(room, _LOW_COLUMNS)
    right = _done_lines(summary, columns, is_ascii=is_ascii)
    spare = min(_FIGURE_ROWS, len(left) - len(right) - 1)
    if spare >= SMALLEST[1]:
        figure = _figure(summary, columns, spare, is_ascii=is_ascii)
        right += [Text(""), *figure] if right else figure
    return beside(left, right, _LOW_COLUMNS, is_ascii=is_ascii)


_LOW_COLUMNS = 33
"""Columns for how the session ended, on the lowest card."""


def _wave_and_week(summary: Summary, *, is_ascii: bool) -> list[Text]:
    wave = _wave(summary, WEEK_COLUMNS, is_ascii=is_ascii)
    lines = [wave_caption() if wave else Text(""), *wave]
    if summary.week:
        lines += [Text(""), *_cells(summary.week, is_ascii=is_ascii)]
    return lines


def _upright_card(summary: Summary, most: int, *, is_ascii: bool) -> list[Text]:
    """Return the upright card in its frame, or what fits of it without one."""
    room = NARROW_CARD - 2 * EDGE
    small = [Text(_word(summary.status), _role(summary.status).style)]
    word = banner(summary.status, room, is_ascii=is_ascii) or small
    said = _sentences(summary, room)
    done = _done_lines(summary, room, is_ascii=is_ascii)
    wave = _wave(summary, room, is_ascii=is_ascii)
    cells = _cells(summary.week, is_ascii=is_ascii) if summary.week else []
    wide = max(row.cell_len for row in word)
    beside_word = right_columns(room, wide)
    low = _wave(summary, beside_word, len(word) - 1, is_ascii=is_ascii)
    low += [wave_caption(is_brief=True)] if low else []
    word_and_wave = beside(word, low, wide, is_ascii=is_ascii) if low else word
    forms = ([word, said, done, wave, cells], [word, said, done], [word_and_wave, said])
    for parts in forms:
        lines: list[Text] = []
        for part in parts:
            if part and lines:
                lines.append(wave_caption() if part is wave else Text(""))
            lines += part
        if len(lines) + _FRAME_ROWS <= most:
            return framed(lines, NARROW_CARD, is_ascii=is_ascii)
    # Without a frame, nothing that a low screen shows is cut.
    shapes = [[*word, *said, *done], [*word, *said]]
    if summary.hurt:  # what hurt comes before big letters
        shapes.insert(1, [*small, *said, *done])
    return next((each for each in shapes if len(each) <= most), [*small, *said])


def _figure(
    summary: Summary, columns: int, rows: int = _FIGURE_ROWS, *, is_ascii: bool
) -> list[Text]:
    if summary.motion is None:
        return []
    start, end = summary.motion.start_and_end
    body = end if summary.status is EndStatus.COMPLETED else start
    figure = summary.motion.figure
    return raster_lines(draw(body, figure, columns, rows, braille=not is_ascii))


def _sentences(summary: Summary, columns: int) -> list[Text]:
    """Return the session's name, how it ended and the week, wrapped."""
    week = summary.week.said if summary.week else ""
    said = [(_said(summary), Role.NONE)]
    said += [(week, Role.QUIET)] if week else []
    name = Text(summary.prescription.name, Role.LOUD.style)
    if _is_one(summary) and has_done_anything(summary.finished):
        (done,) = done_texts(summary.prescription, summary.finished)
        if name.cell_len + 2 + done.cell_len <= columns:
            name.append("  ").append_text(Text(done.plain, Role.NONE.style))
    names = [name]
    if name.cell_len > columns:
        names = [Text(row, Role.LOUD.style) for row in wrapped(name.plain, columns)]
    rows = [Text(row, role.style) for text, role in said for row in wrapped(text, columns)]
    return [*names, *rows]


def _said(summary: Summary) -> str:
    """Return how the session ended, without what is in big letters above."""
    is_done = summary.status is EndStatus.COMPLETED
    return summary.said.removeprefix(_DONE) if is_done else summary.said


def _is_one(summary: Summary) -> bool:
    """Return whether the session was one drill that has its name."""
    blocks = summary.prescription.blocks
    return len(blocks) == 1 and blocks[0].name == summary.prescription.name


def _wave(
    summary: Summary, columns: int, rows: int = _WAVE_ROWS, *, is_ascii: bool
) -> list[Text]:
    """Return the breaths as a wave; of a stopped session, it ends where the session did."""
    done = [(event.block, event.reps_done) for event in summary.finished]
    breaths = breaths_done(summary.prescription, done)
    if summary.status is not EndStatus.COMPLETED and not summary.prescription.self_paced:
        planned = sum(
            block.dose_of(side).reps
            for block in summary.prescription.blocks
            for number in range(1, block.sets + 1)
            for side in block.sides_in(number)
        )
        share = min(1.0, len(breaths) / max(1, planned))
        columns = max(_LEAST_WAVE, round(columns * share))
    return wave_lines(breaths, columns, rows, is_ascii=is_ascii)


def _cells(week: DoneWeek, *, is_ascii: bool) -> list[Text]:
    return week_cells(week.days, week.first_day, week.day, week.marks, is_ascii=is_ascii)


def _done_lines(
    summary: Summary, columns: int, *, is_ascii: bool, has_leaders: bool = False
) -> list[Text]:
    """Return each drill with what was done, on two lines if one is too narrow."""
    lines: list[Text] = []
    if not has_done_anything(summary.finished) and not summary.hurt:
        return lines
    mark = Text.assemble(pain_mark(is_ascii=is_ascii), " ")
    done = done_texts(summary.prescription, summary.finished, summary.hurt, mark)
    missed = sum(text.plain == NOT_DONE for text in done)
    for block, text in zip(summary.prescription.blocks, done, strict=True):
        if _is_one(summary):
            if summary.hurt:
                lines.append(text)  # the name and the dose are above
            continue
        if missed > 1 and text.plain == NOT_DONE:
            continue  # told together
        name = Text(block.name)
        short = Text(PER_SIDE).join(text.split(A_SIDE, allow_blank=True))
        if name.cell_len + 2 + short.cell_len <= columns:
            lines += (
                [led(name, short, columns, is_ascii=is_ascii)]
                if has_leaders
                else line(name, short, columns).rows
            )
        else:
            lines += (name, *line(Text(""), short, columns).rows)
    if missed > 1:
        lines.append(Text(f"{missed} drills {NOT_DONE}", Role.QUIET.style))
    return lines


def banner(status: EndStatus, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return DONE in letters that can be read from the mat; empty if they do not fit."""
    word = _word(status)
    fitting = [s for s in _SCALES[is_ascii] if width_of(word, s) <= columns]
    high = height_of(max(fitting, default=1))
    rows = fitted(word, columns, high, is_ascii=is_ascii)
    return [Text(row, _role(status).style) for row in rows]


def _role(status: EndStatus) -> Role:
    return Role.PROGRESS if status is EndStatus.COMPLETED else Role.LOUD


def _word(status: EndStatus) -> str:
    return "DONE" if status is EndStatus.COMPLETED else "STOPPED"
