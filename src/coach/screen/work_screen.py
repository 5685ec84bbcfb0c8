"""The screen during work: breath, reps left and figure, for every size."""

from __future__ import annotations

from rich.text import Text

from coach.figure.motion import Motion
from coach.model.terms import Sides
from coach.moment import Moment
from coach.screen.big_letters import height_of, largest_scale
from coach.screen.breath_view import (
    breath_and_reps,
    breath_bar,
    breath_letters,
    breath_line,
    letters,
    letters_width,
    reps_left_text,
)
from coach.screen.event_words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    COUNTED,
    what_next,
)
from coach.screen.figure_view import figure, has_room
from coach.screen.head_foot import foot, head, title
from coach.screen.layout import Band, Sheet, gap, line, moving_band, over, stack, text_band
from coach.screen.paged_text import one_line
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.viewport import Layout, Size, Viewport


def work(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen of work: breath and reps left, and the figure if it fits."""
    if viewport.size is Size.TINY:
        return tiny(moment, viewport)
    if viewport.layout is Layout.GIANT:
        return giant(moment, viewport)
    if viewport.layout is Layout.FIGURE and motion is not None:
        return across(moment, viewport, motion)
    return (
        narrow(moment, viewport, motion)
        if viewport.size is Size.NARROW
        else normal(moment, viewport, motion)
    )


def normal(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen from 60x18 up, with a line for each part."""
    above = stack(head(moment, viewport), title(moment, viewport))
    below = stack(
        breath_line(moment, viewport, _do(moment), reps_left_text(moment)),
        breath_bar(viewport),
        _cue_and_next(moment, viewport),
        gap(),
        foot(moment, viewport),
    )
    rows = viewport.rows - above.height - below.height
    return stack(above, stage(moment, viewport, motion, rows), below)


def narrow(moment: Moment, viewport: Viewport, motion: Motion | None) -> Sheet:
    """Return the screen from 32x9 up, without keys and with the side in the first line."""
    above = head(moment, viewport)
    below = stack(
        breath_line(
            moment, viewport, moment.segment.do, reps_left_text(moment), is_short=True
        ),
        breath_bar(viewport),
        _cue(moment, viewport),
    )
    rows = viewport.rows - above.height - below.height
    return stack(above, stage(moment, viewport, motion, rows), below)


def stage(moment: Moment, viewport: Viewport, motion: Motion | None, rows: int) -> Band:
    """Return figure and big letters side by side, or the letters and the phases."""
    if motion is not None:
        side = letters_width(viewport)
        columns = viewport.columns - side - 2
        if side and has_room(columns, rows):
            right = breath_and_reps(moment, side, rows, viewport).centred(rows)
            shown = moving_band((0, figure(motion, columns, rows, viewport)))
            return over(right.shifted(columns + 2), shown)
    big = breath_and_reps(moment, viewport.columns, rows, viewport)
    steps = _cycle(moment, viewport)
    if big.height + steps.height + 2 > rows:
        steps = Band()
    space = gap(1 if steps.height else 0)
    if not big.height:
        big = line(
            Text(""), Text(str(moment.shown_reps), Role.LOUD.style), viewport.columns
        )
    return stack(big, space, steps).centred(rows)


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
    """Return the screen with the figure across it and the breath in one line."""
    do = _do(moment, has_title=False)
    above = breath_line(moment, viewport, do, _reps_text(moment), is_right_kept=True)
    below = stack(breath_bar(viewport), _cue(moment, viewport))
    rows = viewport.rows - above.height - below.height
    if not has_room(viewport.columns, rows):
        return tiny(moment, viewport)
    shown = figure(motion, viewport.columns, rows, viewport)
    return stack(above, moving_band((0, shown)), below)


def giant(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the screen with the breath in giant letters above the reps left."""
    do = _do(moment, has_title=False)
    below = stack(
        breath_line(moment, viewport, do, reps_left_text(moment)), breath_bar(viewport)
    )
    rows = viewport.rows - below.height
    number = str(moment.shown_reps)
    # OUT decides on the size, so that nothing jumps from breath to breath.
    scale = largest_scale(
        "OUT", viewport.columns, rows * 2 // 3, is_ascii=viewport.is_ascii
    )
    first = breath_letters(moment, viewport.columns, height_of(scale), viewport)
    rest = rows - height_of(scale)
    small = largest_scale(number, viewport.columns, rest, is_ascii=viewport.is_ascii)
    if not scale or not small:
        return tiny(moment, viewport)
    second = letters(number, small, Role.LOUD, viewport)
    space = gap(1 if rest > second.height else 0)
    whole = stack(first.padded(height_of(scale)), space, second).padded(rows)
    return stack(whole, below)


def tiny(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the smallest screen: breath and reps left, then the bar, then words."""
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
    """Return breath and reps left in one line; seconds and words are left out first."""
    whole = _reps_text(moment)
    shorter = Text(str(moment.shown_reps), Role.LOUD.style)
    for right in (whole, shorter):
        for has_seconds in (True, False):
            band = breath_line(moment, viewport, right=right, has_seconds=has_seconds)
            if right.plain in band.rows[0].plain:
                return band
    return breath_line(moment, viewport)


def _do(moment: Moment, *, has_title: bool = True) -> str:
    """Return the instruction, with the working side unless the title has it."""
    side = moment.segment.side
    # A title says it where a whole set belongs to one side.
    if side is None or (has_title and moment.block.sides is Sides.EACH):
        return moment.segment.do
    return f"{side}: {moment.segment.do}"


def _reps_text(moment: Moment) -> Text:
    """Return ``6 reps left``, for screens without the number in big letters."""
    number = moment.reps_left
    word = COUNTED[moment.block.unit]
    if moment.is_open_ended:
        return Text(f"{word.removesuffix('s')} {moment.shown_reps}", Role.LOUD.style)
    if number == 1:
        return Text(f"last {word.removesuffix('s')}", Role.LOUD.style)
    return Text.assemble(
        (str(number), Role.LOUD.style), (f" {word} left", Role.QUIET.style)
    )


def _cue(moment: Moment, viewport: Viewport) -> Band:
    cue = one_line(moment.cue, Role.CUE, viewport.columns, moment)
    return line(cue, None, viewport.columns)


def _cue_and_next(moment: Moment, viewport: Viewport) -> Band:
    """Return cue and what follows in one line; what follows is left out first."""
    cue = Text(moment.cue, Role.CUE.style)
    following = Text(what_next(moment), Role.QUIET.style)
    has_room_ = cue.cell_len + following.cell_len + 3 <= viewport.columns
    return line(cue, following if has_room_ else None, viewport.columns)
