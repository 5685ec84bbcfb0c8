"""The screen during work, for every size: breath, reps left and figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from rich.text import Text

from coach.figure.motion import Motion
from coach.model.terms import Breath, Side, Sides
from coach.moment import Moment
from coach.screen.above_figure import lines_above, place_of_side
from coach.screen.big_letters import fitted, fitted_alike, height_of, low_letters
from coach.screen.breath_view import (
    breath_bar,
    breath_line,
    breath_of,
    reps_left_text,
    reps_text,
)
from coach.screen.cells import Cells, block
from coach.screen.event_words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    what_next,
)
from coach.screen.figure_view import figure, has_room
from coach.screen.head_foot import foot, side_letters
from coach.screen.layout import (
    Band,
    Moving,
    Sheet,
    gap,
    line,
    moving_band,
    over,
    stack,
    text_band,
)
from coach.screen.narrow_word import SPACE, narrow_word, word_across
from coach.screen.number_aside import number_aside
from coach.screen.paged_text import one_line
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.side_place import room_above
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.stage import press, reps_letters, standing
from coach.screen.stage_sizes import largest_below, sizes_of
from coach.screen.stage_word import StageWord
from coach.screen.viewport import Layout, Size, Viewport

_LARGEST_ABOVE = {Size.NORMAL: 2, Size.FULL: 3}
"""Scale of the largest letters above a figure across the screen."""

WHEN_READY = "when you are ready"
"""When to press the key that ends a wait for the runner."""
_THEN_PRESS = "then press space"
"""What follows what to do, on a narrow screen."""


def work(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen during work: breath, reps left, and the figure if it fits."""
    if viewport.size is Size.TINY:
        return tiny(moment, viewport)
    if viewport.layout is Layout.GIANT:
        return giant(moment, viewport)
    if viewport.layout is Layout.FIGURE and motion is not None:
        return across(moment, viewport, motion)
    breath, number = breath_letters(moment), _number(moment, viewport)
    if viewport.size is Size.NARROW:
        # The longest breath needs all the columns, and the number stands below it.
        is_long = any(phase.breath is Breath.PAUSE for phase in moment.block.phases)
        indent = 0 if is_long else _INDENT
        breath = replace(breath, indent=indent)
        number = replace(number, indent=_INDENT if _reaches(motion, viewport) else indent)
    letters = [breath, number]
    if moment.is_awaiting_ready and viewport.size is Size.NARROW:
        letters[1] = press(SPACE, viewport)
        if viewport.is_ascii or motion is None:
            word = word_across(breath.text, breath.role, viewport)
            left = text_band([reps_text(moment)])
            return narrow_word(word, WHEN_READY, left, moment, viewport)
    elif moment.is_awaiting_ready:
        label = Text(WHEN_READY, Role.LOUD.style)
        letters[1] = press(SPACE, viewport, label=label)
    is_side_shown = place_of_side(moment, viewport, motion) is not None
    is_do_shown = bool(lines_above(moment, viewport, motion))
    words = _words(moment, viewport, is_side_shown=is_side_shown, is_do_shown=is_do_shown)
    return standing(moment, viewport, motion, letters, words, _cycle(moment, viewport))


def _number(moment: Moment, viewport: Viewport) -> StageWord:
    """Return the reps left with what they count, or the lower number of a rep."""
    word, own = reps_letters(moment), sizes_of(viewport)
    is_narrow = viewport.size is Size.NARROW
    if moment.is_open_ended:
        # A number that counts up must not look like the reps left.
        low = largest_below(own.letters, viewport)
        if viewport.is_ascii and own.letters > LEAST_ROWS:
            low = low or LEAST_ROWS
        lines = fitted(word.text, own.side, low, is_ascii=viewport.is_ascii) if low else ()
        if is_narrow and not viewport.is_ascii:
            lines = next(iter(low_letters((word.text,), own.side)), ())
        label = None if is_narrow else word.label
        return replace(word, role=Role.PLAIN, lines=lines, label=label, brief_label=None)
    if is_narrow:
        return word
    aside = number_aside(moment, own, is_ascii=viewport.is_ascii)
    if aside:
        return replace(word, aside=aside, label=None)
    # No letters say what the number counts, so its label is bright.
    return replace(word, label=Text(reps_left_text(moment).plain, Role.LOUD.style))


def _reaches(motion: Motion | None, viewport: Viewport) -> bool:
    """Return whether a figure ever comes up to the letters beside it."""
    own = sizes_of(viewport)
    if motion is None or not has_room(own.columns, own.rows):
        return False
    return room_above(motion, own.columns, own.rows)[-1] < own.rows - 1


_INDENT = 1
"""Columns between a narrow figure and the breath with its number."""


def breath_letters(moment: Moment) -> StageWord:
    """Return the breath's word for big letters."""
    breath = breath_of(moment)
    return StageWord(BREATH_WORDS[breath], BREATH_ROLES[breath], is_wide=True)


def _words(
    moment: Moment, viewport: Viewport, *, is_side_shown: bool, is_do_shown: bool
) -> Band:
    """Return the lines below the stage: breath and movement, cue, and what comes next."""
    if viewport.size is Size.NARROW:
        # Letters of ASCII leave no room for the number.
        reps = reps_text(moment) if viewport.is_ascii else None
        do = moment.segment.do
        breath = breath_line(moment, viewport, do, reps, is_short=True)
        if moment.is_awaiting_ready:
            # The space bar stands above as a key cap.
            then = Text(_THEN_PRESS, Role.LOUD.style)
            left = Text(reps_text(moment).plain, Role.QUIET.style)
            return stack(breath, line(then, left, viewport.columns))
        return stack(breath, _cue(moment, viewport))
    do = moment.segment.do if is_side_shown else _do(moment)
    if is_do_shown and not moment.is_awaiting_ready:
        return _breath_with_cue(moment, viewport)
    left = Text("")
    if moment.is_awaiting_ready:
        # The key stands in place of the number.
        words = reps_text(moment).plain
        left = Text(f"{words[:1].upper()}{words[1:]}.  ", Role.LOUD.style)
    if left and viewport.size is Size.NORMAL and not is_do_shown:
        # At the edge, it is seen before the cue is read.
        left = Text(reps_text(moment).plain, Role.LOUD.style)
        breath = breath_line(moment, viewport, do, left)
        return stack(breath, _cue_and_next(moment, viewport, Text("")))
    breath = breath_line(moment, viewport, left if is_do_shown else do)
    apart = gap(1 if viewport.size is Size.FULL else 0)
    following = _cue_and_next(moment, viewport, Text("") if is_do_shown else left)
    return stack(breath, apart, following)


def _breath_with_cue(moment: Moment, viewport: Viewport) -> Band:
    """Return the breath with the cue behind it, where big letters say the movement."""
    following = Text(what_next(moment), Role.QUIET.style)
    cue = Text(moment.cue, Role.CUE.style)
    return breath_line(moment, viewport, cue, following)


def _cycle(moment: Moment, viewport: Viewport) -> Band:
    """Return the phases of a rep with the current one marked."""
    block, current = moment.block, moment.segment.phase
    signs = ASCII_BREATH_SIGNS if viewport.is_ascii else BREATH_SIGNS
    rows = []
    for index, phase in enumerate(block.phases):
        is_now = index == current
        mark = ">" if is_now else " "
        text = f"{mark} {signs[phase.breath]} {BREATH_WORDS[phase.breath]:<5}  "
        role = BREATH_ROLES[phase.breath] if is_now else Role.QUIET
        do = (phase.do, Role.LOUD.style if is_now else Role.QUIET.style)
        rows.append(
            line(Text.assemble((text, role.style), do), None, viewport.columns).rows[0]
        )
    return text_band(rows)


def across(moment: Moment, viewport: Viewport, motion: Motion) -> Sheet:
    """Return the screen with a figure across it and the breath on one line."""
    do, reps = _do(moment, has_title=False), reps_text(moment)
    above = breath_line(moment, viewport, do, reps, is_right_kept=True)
    below = _cue(moment, viewport)
    if any(row.plain.count("…") for row in above.rows):
        # The instruction is never cut; it replaces the cue instead.
        above = breath_line(moment, viewport, "", reps, is_right_kept=True)
        below = line(Text(do, Role.LOUD.style), None, viewport.columns)
    rows = viewport.rows - above.height - below.height
    if not has_room(viewport.columns, rows):
        return tiny(moment, viewport)
    shown = moving_band((0, figure(motion, viewport.columns, rows, viewport)))
    letters = _letters_above(moment, viewport, room_above(motion, viewport.columns, rows))
    if letters.height:
        label = reps_left_text(moment)
        above = breath_line(moment, viewport, do, label, is_right_kept=True)
    return stack(above, over(shown, letters), below)


def _letters_above(moment: Moment, viewport: Viewport, firsts: Sequence[int]) -> Band:
    """Return the breath and the reps left in big letters, in the corners above a figure.

    Empty if the figure ever reaches them.

    Args:
        moment: the moment to show.
        viewport: the screen.
        firsts: the first row that the figure ever touches in each column.
    """
    columns, is_ascii = viewport.columns, viewport.is_ascii
    words = tuple(dict.fromkeys(BREATH_WORDS[each.breath] for each in moment.block.phases))
    for scale in range(_LARGEST_ABOVE.get(viewport.size, 0), 0, -1):
        high = height_of(scale)
        breaths = fitted_alike(words, columns // 2, high, is_ascii=is_ascii)
        digits = fitted(str(moment.shown_reps), columns // 4, high, is_ascii=is_ascii)
        if not breaths or {high} != {len(breaths[0]), len(digits)}:
            continue
        room = max(len(lines[0]) for lines in breaths), columns // 4
        if min(*firsts[: room[0]], *firsts[-room[1] :]) <= high + 1:
            continue
        breath = breath_of(moment)
        word = breaths[words.index(BREATH_WORDS[breath])]
        left = block(word, room[0], BREATH_ROLES[breath], at_right=False)
        right = block(digits, room[1], Role.LOUD)
        corners = [(0, _still(left)), (columns - room[1], _still(right))]
        side = Band() if is_ascii else _side_below(moment, high, columns, firsts)
        return over(stack(gap(), moving_band(*corners)), side)
    return Band()


def _side_below(moment: Moment, high: int, columns: int, firsts: Sequence[int]) -> Band:
    """Return the side that works in small letters below the breath, if it fits.

    Beside the number of reps, ``LEFT`` would be read as what remains.
    """
    now = side_letters(moment)
    names = tuple(side_letters(moment, side) for side in Side)
    shorter = tuple(name.partition(" ")[0] for name in names)
    at = 1 + high + 1
    for words, room in product((names, shorter), (columns // 2, columns // 4)):
        both = fitted_alike(words, room, height_of(1)) if now else ()
        wide = max((len(lines[0]) for lines in both), default=columns)
        if both and min(firsts[:wide]) > at + height_of(1):
            lines = both[names.index(now)]
            shown = _still(block(lines, wide, Role.ACCENT, at_right=False))
            return stack(gap(at), moving_band((0, shown)))
    return Band()


def _still(cells: Cells) -> Moving:
    return Moving(cells.width, cells.height, lambda _: cells)


def giant(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the screen with the breath in giant letters above the reps left."""
    below = breath_line(moment, viewport, _do(moment, has_title=False))
    rows = viewport.rows - below.height - 3
    # All breaths have one height, so that nothing jumps, and a blank row around them.
    word, number = rows * 3 // 5, rows - rows * 3 // 5
    own = BREATH_WORDS[breath_of(moment)]
    is_ascii = viewport.is_ascii
    first = fitted(own, viewport.columns, word, is_ascii=is_ascii)
    second = fitted(str(moment.shown_reps), viewport.columns, number, is_ascii=is_ascii)
    if not first or not second:
        return tiny(moment, viewport)
    role = BREATH_ROLES[breath_of(moment)]
    breath = _centred(first, role, viewport.columns).padded(word)
    left = _beside_side(second, moment, viewport)
    return stack(gap(), breath, gap(), left.padded(number + 1), below)


def _beside_side(digits: Sequence[str], moment: Moment, viewport: Viewport) -> Band:
    """Return digits above their label, and the side that works at their left.

    Both are centred together; a side that does not fit is left out.
    """
    label = reps_left_text(moment)
    wide, high, columns = len(digits[0]), len(digits), viewport.columns
    room = columns - wide - _SIDE_APART
    now = side_letters(moment)
    names = tuple(side_letters(moment, side) for side in Side)
    shorter = tuple(name.partition(" ")[0] for name in names)
    # The side is as high as the number, if it must be without the leg for that.
    forms = [
        fitted_alike(words, room, high, is_ascii=viewport.is_ascii) if now else ()
        for words in (names, shorter)
    ]
    both = max(forms, key=lambda form: len(form[0]) if form else 0)
    lines = both[names.index(now)] if both else ()
    first = len(lines[0]) + _SIDE_APART if lines else 0
    is_whole_set = moment.block.sides is Sides.EACH
    # Where sides take turns, the number stays where it is.
    widest = max((len(each[0]) + _SIDE_APART for each in both), default=0)
    at = first if is_whole_set else widest
    at += (columns - at - wide) // 2
    above = high - len(lines)
    rows = [Text(" " * at).append(digit, Role.LOUD.style) for digit in digits[:above]]
    for line_, digit in zip(lines, digits[above:], strict=True):
        side = Text(f"{' ' * (at - first)}{line_}".ljust(at), Role.ACCENT.style)
        rows.append(side.append(digit, Role.LOUD.style))
    middle = max(0, at + (wide - label.cell_len) // 2)
    return text_band([*rows, Text(" " * middle).append_text(label)])


_SIDE_APART = 6
"""Columns between the side and the number."""


def _centred(lines: Sequence[str], role: Role, columns: int) -> Band:
    left = " " * ((columns - len(lines[0])) // 2)
    return text_band(Text(left + row, role.style) for row in lines)


def tiny(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the smallest screen: breath and reps left, the bar, then words."""
    rows = [
        _line_of_truth(moment, viewport),
        breath_bar(viewport),
        line(Text(_do(moment, has_title=False), Role.LOUD.style), None, viewport.columns),
        _cue(moment, viewport),
        line(Text(moment.block.name, Role.QUIET.style), None, viewport.columns),
    ]
    whole = stack(*rows)
    if viewport.rows > whole.height:
        space = viewport.rows - whole.height - 1
        return stack(whole, gap(space), foot(moment, viewport))
    return whole.cut(viewport.rows)


def _line_of_truth(moment: Moment, viewport: Viewport) -> Band:
    """Return the breath and reps left on one line; seconds and words are left out first."""
    whole = reps_text(moment)
    shorter = Text(str(moment.shown_reps), Role.LOUD.style)
    for right in (whole, shorter):
        for has_seconds in (True, False):
            band = breath_line(moment, viewport, right=right, has_seconds=has_seconds)
            if right.plain in band.rows[0].plain:
                return band
    return breath_line(moment, viewport)


def _do(moment: Moment, *, has_title: bool = True) -> str:
    """Return the instruction, with the working side unless the title names it."""
    side = moment.segment.side
    # If a whole set is on one side, the title names that side.
    if side is None or (has_title and moment.block.sides is Sides.EACH):
        return moment.segment.do
    return f"{side}: {moment.segment.do}"


def _cue(moment: Moment, viewport: Viewport) -> Band:
    cue = one_line(moment.cue, Role.CUE, viewport.columns, moment)
    return line(cue, None, viewport.columns)


def _cue_and_next(moment: Moment, viewport: Viewport, left: Text) -> Band:
    """Return the cue, behind what is left of the set, and what follows on one line.

    What follows is left out first.
    """
    cue = Text.assemble(left, (moment.cue, Role.CUE.style))
    following = Text(what_next(moment), Role.QUIET.style)
    has_room_ = cue.cell_len + following.cell_len + 3 <= viewport.columns
    return line(cue, following if has_room_ else None, viewport.columns)
