"""What the screen shows: a pure function of the moment, the size and the symbols.

One list of lines, exactly as many as the screen has rows. What does not fit is left
out from the least important up; the breath stays to the last.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from coach.figure.motion import Motion
from coach.keymap import BINDINGS, Command
from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.letters import big, big_width, small
from coach.screen.stage import beside, figure_at
from coach.screen.words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    COUNTED,
    WAIT_TITLES,
    set_words,
    side_sentence,
    side_word,
    what_next,
)
from coach.timeline import Kind
from coach.units import format_clock, seconds_left

STYLES = {
    Breath.INHALE: "bold bright_cyan",
    Breath.EXHALE: "bold bright_yellow",
    Breath.PAUSE: "bold white",
}
QUIET = "bright_black"
LOUD = "bold"
BIG_WIDTH, BIG_HEIGHT = 60, 18
"""From this size on there is room for the big letters."""
STAGE_WIDTH, STAGE_HEIGHT = 76, 22
"""From this size on there is room for the figure beside them."""
STAGE_SIDE = 34
"""Columns of the big letters beside the figure: OUT."""
SHOW_SECONDS_FROM_MS = 5_000
"""Breaths shorter than this show no digits: they would only flicker."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show."""

    columns: int
    rows: int
    is_ascii: bool = False

    @property
    def is_big(self) -> bool:
        """Room for letters that are readable from three metres."""
        return self.columns >= BIG_WIDTH and self.rows >= BIG_HEIGHT

    @property
    def has_stage(self) -> bool:
        """Room for the figure beside the big letters."""
        return self.columns >= STAGE_WIDTH and self.rows >= STAGE_HEIGHT


def view(moment: Moment, look: Look, motion: Motion | None = None) -> list[Text]:
    """The lines of the screen, with the figure where there is one and room for it."""
    head, foot = _head(moment, look), _foot(moment, look)
    if look.rows < 3:  # noqa: PLR2004  one line of truth is all there is room for
        body, head, foot = [_one_line(moment, look)], [], []
    else:
        body = _body(moment, look, motion if look.has_stage else None)
        if look.rows < 6:  # noqa: PLR2004  beside them there is no room for the breath
            head, foot = [], []
    room = look.rows - len(head) - len(foot)
    while len(body) > room and any(not line.plain.strip() for line in body):
        body.remove(next(line for line in body if not line.plain.strip()))
    body = body[: max(0, room)]
    if not body:
        body, head, foot = [_one_line(moment, look)], [], []
    spare = look.rows - len(head) - len(body) - len(foot)
    above = spare // 3
    lines = [*head, *_blank(above), *body, *_blank(spare - above), *foot]
    for line in lines:
        if look.is_ascii:
            line.plain = line.plain.replace("…", ".").encode("ascii", "replace").decode()
        line.truncate(look.columns, overflow="crop" if look.is_ascii else "ellipsis")
        line.no_wrap = True
    return lines[: look.rows]


def _blank(number: int) -> list[Text]:
    return [Text("") for _ in range(number)]


def _spread(left: Text | str, right: Text | str, columns: int) -> Text:
    """Two texts at the two edges; the left one gives way when there is no room."""
    left, right = _as_text(left), _as_text(right)
    room = columns - right.cell_len - 1
    if room < left.cell_len:
        left.truncate(max(0, room), overflow="ellipsis")
    gap = max(1, columns - left.cell_len - right.cell_len)
    return Text.assemble(left, " " * gap, right)


def _as_text(value: Text | str) -> Text:
    return value.copy() if isinstance(value, Text) else Text(value)


def _bar(share: float, columns: int, style: str, look: Look) -> Text:
    full, empty = ("#", ".") if look.is_ascii else ("█", "░")
    filled = max(0, min(columns, round(share * columns)))
    return Text.assemble((full * filled, style), (empty * (columns - filled), QUIET))


# The frame: what session, how far, which keys


def _head(moment: Moment, look: Look) -> list[Text]:
    prescription = moment.timeline.prescription
    number = f"{moment.segment.block + 1} of {len(prescription.blocks)}"
    about = "~" if prescription.self_paced else ""
    left = f"{about}{format_clock(seconds_left(moment.left_ms) * 1000)} left"
    columns = look.columns
    if columns < BIG_WIDTH:
        return [_spread(Text(prescription.name, LOUD), f"{number}  {left}", columns)]
    share = moment.position_ms / max(1, moment.timeline.total_ms)
    return [
        _spread(Text(prescription.name, LOUD), f"drill {number}   {left}", columns),
        _bar(share, columns, "green", look),
    ]


_WHILE_PAUSED = (Command.PAUSE, Command.STOP)
_GAP = "   "


def _foot(moment: Moment, look: Look) -> list[Text]:
    """The keys that help now, in their order; stopping keeps its place to the last."""
    items: list[tuple[Command, Text]] = []
    for binding in BINDINGS:
        if not moment.is_paused or binding.command in _WHILE_PAUSED:
            is_going_on = binding.command is Command.PAUSE and moment.is_paused
            word = "go on" if is_going_on else binding.short
            text = Text.assemble((binding.shown, LOUD), " ", (word, QUIET))
            items.append((binding.command, text))
    room = look.columns + len(_GAP)
    kept = set()
    for command, text in sorted(items, key=lambda item: item[0] not in _WHILE_PAUSED):
        if text.cell_len + len(_GAP) <= room:
            room -= text.cell_len + len(_GAP)
            kept.add(command)
    return [Text(_GAP).join(text for command, text in items if command in kept)]


# The middle: what to do now


def _body(moment: Moment, look: Look, motion: Motion | None) -> list[Text]:
    if moment.is_paused:
        return _paused(moment, look)
    if moment.segment.is_work:
        return _work(moment, look) if motion is None else _staged(moment, look, motion)
    return _waiting(moment, look) if motion is None else _set_up(moment, look, motion)


def _title(moment: Moment, look: Look) -> Text:
    return _spread(
        Text(moment.block.name, LOUD), set_words(moment.block, moment.segment), look.columns
    )


def _work(moment: Moment, look: Look) -> list[Text]:
    segment, block = moment.segment, moment.block
    breath = segment.breath or Breath.PAUSE
    counted = COUNTED[block.unit]
    reps = str(moment.reps_left)
    unit = counted.removesuffix("s") if moment.reps_left == 1 else counted
    side = side_word(segment.side, block.sides)
    lines = [_title(moment, look), Text("")]
    lines += _letters(BREATH_WORDS[breath], STYLES[breath], reps, look)
    last = moment.reps_left == 1
    words = _breath_line(moment, look)
    right = Text(f"last {unit}" if last else f"{unit} left", QUIET)
    # The breath never gives way.
    has_room = words.cell_len + 1 + right.cell_len <= look.columns
    lines += [
        _spread(words, right, look.columns) if has_room else words,
        _breath_bar(moment, look),
        Text(""),
        Text(f"{side}: {segment.do}" if side else segment.do, LOUD),
        Text(""),
        Text(moment.cue, "italic"),
        Text(what_next(moment), QUIET),
    ]
    return lines


def _staged(moment: Moment, look: Look, motion: Motion) -> list[Text]:
    """The figure at the left, the breath and the reps left in big letters at the right."""
    segment, block = moment.segment, moment.block
    breath = segment.breath or Breath.PAUSE
    dot = "#" if look.is_ascii else "█"
    word = BREATH_WORDS[breath]
    scale = 2 if big_width(word) <= STAGE_SIDE else 1
    right = [Text(row, STYLES[breath]) for row in big(word, scale, dot)]
    right += [Text(""), *(Text(row, LOUD) for row in big(str(moment.reps_left), 2, dot))]
    # Head, title, breath line, bar, cue, what is next, and the foot take nine rows.
    rows = min(look.rows - 9, len(right) + 6)
    columns = look.columns - STAGE_SIDE - 2
    figure = figure_at(motion, moment, columns, rows, is_ascii=look.is_ascii)
    side = side_word(segment.side, block.sides)
    do = f"{side}: {segment.do}" if side else segment.do
    counted = COUNTED[block.unit]
    unit = counted.removesuffix("s") if moment.reps_left == 1 else counted
    left_over = f"last {unit}" if moment.reps_left == 1 else f"{unit} left"
    return [
        _title(moment, look),
        *beside(figure, right[:rows], look.columns),
        _spread(
            Text.assemble(_breath_line(moment, look), "   ", (do, LOUD)),
            Text(left_over, QUIET),
            look.columns,
        ),
        _breath_bar(moment, look),
        _spread(Text(moment.cue, "italic"), Text(what_next(moment), QUIET), look.columns),
    ]


def _set_up(moment: Moment, look: Look, motion: Motion) -> list[Text]:
    """What to do before the work, with the figure showing what will be done."""
    segment = moment.segment
    dot = "#" if look.is_ascii else "█"
    starts = seconds_left(moment.work_starts_ms)
    words = _set_up_words(moment)
    number = [Text(row, LOUD) for row in big(str(starts), 2, dot)]
    if segment.breath is Breath.INHALE:
        style = STYLES[Breath.INHALE]
        ready = big(BREATH_WORDS[Breath.INHALE], 2, dot)
        number = [Text(row, style) for row in ready] + [Text(""), *number]
    rows = min(look.rows - 6 - len(words), 24)
    columns = look.columns - STAGE_SIDE - 2
    figure = figure_at(motion, moment, columns, rows, is_ascii=look.is_ascii)
    return [
        _spread(Text(WAIT_TITLES[segment.kind], LOUD), f"starts in {starts}", look.columns),
        _title(moment, look),
        *beside(figure, number[:rows], look.columns),
        *words,
    ]


def _set_up_words(moment: Moment) -> list[Text]:
    segment, block = moment.segment, moment.block
    steps = list(block.setup) if segment.kind in {Kind.LEAD_IN, Kind.CHANGE} else []
    sentence = side_sentence(block, segment.side)
    if sentence:
        steps.append(sentence)
    words = [Text(f"{step}.", overflow="ellipsis") for step in steps]
    opening = moment.timeline.prescription.opens
    if opening and segment.kind is Kind.LEAD_IN:
        words.insert(0, Text(opening, "italic"))
    return [*words, Text(f"Think: {moment.cue}.", "italic")]


def _letters(word: str, style: str, number: str, look: Look) -> list[Text]:
    """The big word at the left and the big number at the right."""
    if not look.is_big:
        if look.rows < 10 or look.is_ascii:  # noqa: PLR2004  four rows more than the rest
            return [_spread(Text(word, style), Text(number, LOUD), look.columns)]
        left, right = small(word), small(number)
    else:
        dot = "#" if look.is_ascii else "█"
        wide = big_width(word) + big_width(number) + 4 <= look.columns
        left, right = big(word, 2 if wide else 1, dot), big(number, 2, dot)
    return [
        _spread(Text(a, style), Text(b, LOUD), look.columns)
        for a, b in zip(left, right, strict=True)
    ] + [Text("")]


def _breath_line(moment: Moment, look: Look) -> Text:
    segment = moment.segment
    breath = segment.breath or Breath.PAUSE
    signs = ASCII_BREATH_SIGNS if look.is_ascii else BREATH_SIGNS
    text = f"{signs[breath]} {BREATH_WORDS[breath]}"
    left_ms = segment.span_at_ms + segment.span_ms - moment.position_ms
    if segment.span_ms >= SHOW_SECONDS_FROM_MS:
        text += f" {seconds_left(left_ms)}"
    return Text(text, STYLES[breath])


def _breath_bar(moment: Moment, look: Look) -> Text:
    """Fills on in, empties on out, rests on empty; it belongs to the whole breath."""
    segment = moment.segment
    breath = segment.breath or Breath.PAUSE
    share = (moment.position_ms - segment.span_at_ms) / max(1, segment.span_ms)
    share = {Breath.INHALE: share, Breath.EXHALE: 1 - share, Breath.PAUSE: 0.0}[breath]
    return _bar(share, look.columns, STYLES[breath], look)


def _waiting(moment: Moment, look: Look) -> list[Text]:
    segment = moment.segment
    starts = str(seconds_left(moment.work_starts_ms))
    lines = [
        _spread(Text(WAIT_TITLES[segment.kind], LOUD), f"starts in {starts}", look.columns),
        _title(moment, look),
        Text(""),
    ]
    if segment.breath is Breath.INHALE:
        lines += _letters(BREATH_WORDS[Breath.INHALE], STYLES[Breath.INHALE], starts, look)
        lines += [
            Text.assemble(_breath_line(moment, look), f"   {segment.do}"),
            _breath_bar(moment, look),
        ]
        return lines
    words = _set_up_words(moment)
    if not look.is_big:
        return [*lines, *words]
    number = [Text(row, LOUD) for row in big(starts, 2, "#" if look.is_ascii else "█")]
    return [*lines, *words, Text(""), *(_spread("", row, look.columns) for row in number)]


def _paused(moment: Moment, look: Look) -> list[Text]:
    if moment.is_leaving:
        lines = [
            Text("Stop here", LOUD),
            Text("q stops and saves what you did. space goes on."),
        ]
    elif moment.is_gap:
        lines = [
            Text("The machine stood still for a while", LOUD),
            Text("That time does not count. space goes on."),
        ]
    else:
        lines = [
            Text("Paused", LOUD),
            Text("space goes on: five seconds, a breath in, then this rep again."),
        ]
    letters = []
    if look.is_big:
        dot = "#" if look.is_ascii else "█"
        letters = [Text(row, QUIET) for row in big("PAUSED", 1, dot)]
    return [_title(moment, look), Text(""), *letters, Text(""), *lines]


def _one_line(moment: Moment, look: Look) -> Text:
    """One line of truth for a screen with no room for more."""
    segment = moment.segment
    if moment.is_paused:
        return Text("paused")
    if segment.breath is None or not segment.is_work:
        return Text(f"{seconds_left(moment.work_starts_ms)} {moment.block.name}")
    signs = ASCII_BREATH_SIGNS if look.is_ascii else BREATH_SIGNS
    word = f"{signs[segment.breath]} {BREATH_WORDS[segment.breath]} {moment.reps_left}"
    return Text(word, STYLES[segment.breath])
