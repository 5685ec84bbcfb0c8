"""The screen during a rep: the breath, the reps left and the figure, in every size."""

from __future__ import annotations

from rich.text import Text

from coach.figure.motion import Motion
from coach.model.terms import Sides
from coach.moment import Moment
from coach.screen.breathing import (
    breath_and_reps,
    breath_bar,
    breath_letters,
    breath_line,
    letters,
    reps_left_text,
)
from coach.screen.frame import foot, head, title
from coach.screen.letters import height_of, largest_scale, width_of
from coach.screen.look import Layout, Look, Size
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.sheet import Band, Sheet, gap, line, moving_band, over, stack, text_band
from coach.screen.stage import figure, has_room
from coach.screen.words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    COUNTED,
    side_word,
    what_next,
)
from coach.units import format_seconds

LETTERS_SHARE = 0.53
"""At most this part of the width goes to the letters beside a figure."""


def work(moment: Moment, look: Look, motion: Motion | None) -> Sheet:
    """The breath and the reps left come first; the figure wherever it has room."""
    if look.size is Size.TINY:
        return tiny(moment, look)
    if look.layout is Layout.GIANT:
        return giant(moment, look)
    if look.layout is Layout.FIGURE and motion is not None:
        return across(moment, look, motion)
    return (
        narrow(moment, look, motion)
        if look.size is Size.NARROW
        else normal(moment, look, motion)
    )


def normal(moment: Moment, look: Look, motion: Motion | None) -> Sheet:
    """From 60x18 on: everything, with a line of its own."""
    above = stack(head(moment, look), title(moment, look))
    below = stack(
        breath_line(moment, look, _do(moment), reps_left_text(moment)),
        breath_bar(look),
        _cue_and_next(moment, look),
        gap(),
        foot(moment, look),
    )
    rows = look.rows - above.height - below.height
    return stack(above, stage(moment, look, motion, rows), below)


def narrow(moment: Moment, look: Look, motion: Motion | None) -> Sheet:
    """From 32x9 on: no keys, and the side in the first line."""
    above = head(moment, look)
    below = stack(
        breath_line(moment, look, moment.segment.do, reps_left_text(moment)),
        breath_bar(look),
        _cue(moment, look),
    )
    rows = look.rows - above.height - below.height
    return stack(above, stage(moment, look, motion, rows), below)


def stage(moment: Moment, look: Look, motion: Motion | None, rows: int) -> Band:
    """The figure and the big letters beside each other, or the letters alone."""
    if motion is not None:
        side = _letters_width(look, rows)
        columns = look.columns - side - 2
        if side and has_room(columns, rows):
            right = breath_and_reps(moment, side, rows, look).centred(rows)
            shown = moving_band((0, figure(motion, columns, rows, look)))
            return over(right.shifted(columns + 2), shown)
    big = breath_and_reps(moment, look.columns, rows, look)
    steps = _cycle(moment, look)
    if big.height + steps.height + 2 > rows:
        steps = Band()
    space = gap(1 if steps.height else 0)
    if not big.height:
        big = line(Text(""), Text(str(moment.reps_left), Role.LOUD.style), look.columns)
    return stack(big, space, steps).centred(rows)


def _letters_width(look: Look, rows: int) -> int:
    """Columns of OUT in the scale that leaves the figure its room; 0 if none does."""
    scale = largest_scale(
        "OUT", int(look.columns * LETTERS_SHARE), rows // 2, is_ascii=look.is_ascii
    )
    return width_of("OUT", scale) if scale else 0


def _cycle(moment: Moment, look: Look) -> Band:
    """The phases of a rep with the current one marked, where there is no figure."""
    block, current = moment.block, moment.segment.phase
    signs = ASCII_BREATH_SIGNS if look.is_ascii else BREATH_SIGNS
    rows = []
    for index, phase in enumerate(block.phases):
        is_now = index == current
        mark = ">" if is_now else " "
        time = format_seconds(phase.duration_ms)
        text = f"{mark} {signs[phase.breath]} {BREATH_WORDS[phase.breath]:<5} {time:>4}  "
        role = BREATH_ROLES[phase.breath] if is_now else Role.QUIET
        do = (phase.do, Role.LOUD.style if is_now else Role.QUIET.style)
        rows.append(line(Text.assemble((text, role.style), do), None, look.columns).rows[0])
    return text_band(rows)


def across(moment: Moment, look: Look, motion: Motion) -> Sheet:
    """The figure across the screen, the breath in one line."""
    above = breath_line(moment, look, moment.segment.do, _reps_text(moment))
    below = stack(breath_bar(look), _cue(moment, look))
    rows = look.rows - above.height - below.height
    if not has_room(look.columns, rows):
        return tiny(moment, look)
    shown = figure(motion, look.columns, rows, look)
    return stack(above, moving_band((0, shown)), below)


def giant(moment: Moment, look: Look) -> Sheet:
    """OUT or IN as large as the screen, the reps left below."""
    below = stack(
        breath_line(moment, look, moment.segment.do, reps_left_text(moment)),
        breath_bar(look),
    )
    rows = look.rows - below.height
    number = str(moment.reps_left)
    # OUT decides on the size, so that nothing jumps from breath to breath.
    scale = largest_scale("OUT", look.columns, rows * 2 // 3, is_ascii=look.is_ascii)
    first = breath_letters(moment, look.columns, height_of(scale), look)
    rest = rows - height_of(scale)
    small = largest_scale(number, look.columns, rest, is_ascii=look.is_ascii)
    if not scale or not small:
        return tiny(moment, look)
    second = letters(number, small, Role.LOUD, look)
    space = gap(1 if rest > second.height else 0)
    whole = stack(first.padded(height_of(scale)), space, second).padded(rows)
    return stack(whole, below)


def tiny(moment: Moment, look: Look) -> Sheet:
    """One line of truth: the breath and the reps left; then the bar, then words."""
    rows = [
        breath_line(moment, look, right=_reps_text(moment)),
        breath_bar(look),
        line(Text(moment.segment.do, Role.LOUD.style), None, look.columns),
        _cue(moment, look),
        line(Text(moment.block.name, Role.QUIET.style), None, look.columns),
    ]
    whole = stack(*rows)
    if look.rows > whole.height:
        space = look.rows - whole.height - 1
        return stack(whole, gap(space), foot(moment, look))
    return whole.cut(look.rows)


def _do(moment: Moment) -> str:
    block, segment = moment.block, moment.segment
    # The title says it where a whole set belongs to one side.
    side = side_word(segment.side, block.sides) if block.sides is Sides.ALTERNATE else ""
    return f"{side}: {segment.do}" if side else segment.do


def _reps_text(moment: Moment) -> Text:
    """``6 reps left``: the number in words, where it does not stand in big letters."""
    number = moment.reps_left
    word = COUNTED[moment.block.unit]
    if number == 1:
        return Text(f"last {word.removesuffix('s')}", Role.LOUD.style)
    return Text.assemble(
        (str(number), Role.LOUD.style), (f" {word} left", Role.QUIET.style)
    )


def _cue(moment: Moment, look: Look) -> Band:
    return line(Text(moment.cue, Role.CUE.style), None, look.columns)


def _cue_and_next(moment: Moment, look: Look) -> Band:
    """The one thing to think of stays whole; what follows gives way."""
    cue = Text(moment.cue, Role.CUE.style)
    following = Text(what_next(moment), Role.QUIET.style)
    has_room_ = cue.cell_len + following.cell_len + 3 <= look.columns
    return line(cue, following if has_room_ else None, look.columns)
