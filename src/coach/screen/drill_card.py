"""The card of a drill: on one screen, or with all its details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST, draw
from coach.model.drill import Drill, Source
from coach.model.loads import Loads, loads_of
from coach.model.places import place_words
from coach.model.pose import WIDTH
from coach.model.terms import Base, BodyPlace, Load, Mark, Sides
from coach.screen.entry_tables import dose_text
from coach.screen.even_lines import paused, wrapped
from coach.screen.event_words import BREATH_SIGNS, BREATH_WORDS, group_words
from coach.screen.figure_view import raster_lines, without_sky
from coach.screen.flow import flow
from coach.screen.layout import line
from coach.screen.roles import BREATH_ROLES, Role
from coach.units import format_seconds

MARKS = {
    Mark.VERIFIED: "",
    Mark.ABSTRACT: " (from the abstract only)",
    Mark.SECOND_HAND: " (second-hand)",
    Mark.UNVERIFIED: " (not verified)",
}


STOP_ON_PAIN = "Stop if it hurts. Breathe comfortably, never strain."
FIGURE_ROWS, MOST_ROWS = 10, 16
"""Rows of the tallest figure, in plain lines and on a terminal; a lying one needs fewer."""
WIDEST_FIGURE = 44
TWO_COLUMNS_FROM = 110
"""Width from which a terminal shows the instructions and the facts side by side."""
WIDEST_CARD = 170
"""Width of the widest card; longer lines are hard to read."""
SIDE_BY_SIDE_FROM = 50
"""Width from which both poses stand side by side."""
_BEFORE_PHASE = len("▼ OUT  10s  ")
"""Columns before the words of a phase."""
_WIDEST_SHORT, _WIDEST_SHORT_FIGURE, _SHORT_ROWS = 100, 30, 8
"""Width of the widest short card and of its figure, and the most rows of the figure."""
GAP = 4
"""Columns between two columns of a card."""


def drill_card(  # noqa: PLR0913  what the card shows, and where
    drill: Drill,
    sources: Mapping[str, Source],
    motion: Motion | None = None,
    *,
    columns: int = 80,
    is_ascii: bool = False,
    most_rows: int = FIGURE_ROWS,
    has_two_columns: bool = False,
) -> Group:
    """Return the card of a drill, from its figure to its sources.

    In two columns, the figure and the facts are on the left, the instructions on the right.
    """
    head, last = [*_head(drill)], _stop_on_pain()
    if not has_two_columns:
        figure = _both_poses(motion, columns, most_rows, is_ascii=is_ascii)
        first = [*_reason(drill), *_needs(drill)]
        return Group(*head, *figure, *first, *_to_do(drill), *_known(drill, sources), last)
    room = min(columns, WIDEST_CARD)
    left_columns = (room - GAP) // 2
    figure = _both_poses(motion, left_columns, most_rows, is_ascii=is_ascii)
    left = [*figure, *_reason(drill), *_needs(drill), *_known(drill, sources)]
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(width=left_columns)
    table.add_column(width=room - left_columns - GAP)
    table.add_row(Group(*left), Group(*_to_do(drill)))
    return Group(*head, table, last)


def short_drill_card(  # noqa: PLR0913  what the card shows, and where
    drill: Drill,
    motion: Motion | None,
    *,
    columns: int,
    is_ascii: bool = False,
    has_why: bool = True,
    has_cues: bool = False,
    is_tight: bool = False,
    typed: str = "",
) -> Group:
    """Return a card for one screen: how to do the drill, and where its whole card is.

    The figure at the end of the movement is beside the breath, the dose and the places.

    Args:
        drill: the drill.
        motion: its figure, if it has one.
        columns: the width of the card.
        is_ascii: whether only ASCII signs may be used.
        has_why: whether the purpose of the drill is shown.
        has_cues: whether the cues and the common mistakes are shown.
        is_tight: whether no blank row is below the name.
        typed: the name or file that the runner typed; otherwise the id is named.
    """
    columns = min(columns, _WIDEST_SHORT)
    right: RenderableType = breath_and_facts(drill)
    top = right
    if motion is not None:
        _, end = motion.start_and_end
        width = min(_WIDEST_SHORT_FIGURE, columns // 2 - GAP)
        raster = draw(end, motion.figure, width, _SHORT_ROWS, braille=not is_ascii)
        figure = without_sky(raster_lines(raster))
        both = Table.grid(padding=(0, GAP, 0, 0))
        both.add_column(width=width, no_wrap=True)
        both.add_column(width=columns - width - GAP)
        both.add_row(Text("\n").join(figure), right)
        top = both
    parts: list[RenderableType] = [_title(drill, columns)]
    parts += [*([] if is_tight else [Text("")]), top, Text("")]
    said: list[tuple[str, Role]] = [(drill.why, Role.NONE)] if has_why else []
    if drill.warning:
        said.append((drill.warning, Role.CUE))
    rows = [Text(row, role.style) for text, role in said for row in wrapped(text, columns)]
    parts += [*rows, *([Text("")] if rows else [])]
    side = drill.side_text
    told = [("left", side.left), ("right", side.right)] if side else []
    # The side comes first, because the other steps depend on how the runner lies.
    is_first = drill.base is Base.SIDE_LYING
    parts.append(steps_table(drill.setup, told, columns, is_side_first=is_first))
    if has_cues:
        parts += _section("Cues", drill.cues)
        faults = [f"{fault.see}: {fault.fix}" for fault in drill.faults]
        parts += _section("Common mistakes", faults)
    whole = Text("Full details: ", Role.QUIET.style)
    whole.append(f"coach show {typed or drill.id} --plain", Role.KEY.style)
    return Group(*parts, Text(""), Text(STOP_ON_PAIN, Role.CUE.style), whole)


def smallest_drill_card(
    drill: Drill,
    columns: int,
    typed: str = "",
    *,
    is_tight: bool = False,
    is_airy: bool = False,
) -> Group:
    """Return the breath and the dose of a drill, for a screen as small as 40x12.

    A tight card does not name the command for the full details; an airy one has a blank
    row before the dose.
    """
    feel = ", ".join(_place(place) for place in drill.feel.target)
    said = [_dose_line(drill), f"feel it in {feel}"]
    rows = [row for words in said for row in wrapped(words, columns)]
    safety = [Text(row, Role.CUE.style) for row in wrapped(STOP_ON_PAIN, columns)]
    command = Text(f"coach show {typed or drill.id} --plain", Role.KEY.style)
    whole = flow([Text("More:", Role.QUIET.style), command], columns)
    name = Text(drill.name, Role.LOUD.style)
    below = safety if is_tight else [*safety, *whole]
    air = [Text("")] if is_airy else []
    return Group(name, _cycle_table(drill, columns), *air, *map(Text, rows), *below)


def _title(drill: Drill, columns: int) -> Text:
    """Return the name, with its group, level and position at the right edge."""
    about = f"{group_words(drill.group)}, level {drill.level}, {drill.base}"
    (row,) = line(
        Text(drill.name, Role.LOUD.style), Text(about, Role.QUIET.style), columns
    ).rows
    return row


def breath_and_facts(drill: Drill, columns: int | None = None) -> Group:
    """Return the phases of a breath, and below them the dose, the places and the needs."""
    feel = ", ".join(_place(place) for place in drill.feel.target)
    wish = ", ".join(drill.optional_equipment)
    kit = (", ".join(drill.equipment), f"optional: {wish}" if wish else "")
    needs = "; ".join(filter(None, kit)) or "nothing"
    facts = [("dose", _dose_line(drill)), ("feel it in", feel), ("needs", needs)]
    named = Table.grid(padding=(0, 2, 0, 0))
    for name, fact in facts:
        named.add_row(Text(name, Role.QUIET.style), fact)
    return Group(_cycle_table(drill, columns), Text(""), named)


def steps_table(
    steps: Sequence[str],
    sides: Sequence[tuple[str, str]],
    columns: int,
    *,
    is_side_first: bool,
) -> Group:
    """Return the numbered steps, and what differs on each side behind its name."""
    numbered = [(f"{number}.", step) for number, step in enumerate(steps, start=1)]
    tables = []
    for rows in (sides, numbered) if is_side_first else (numbered, sides):
        gap = 2 if rows is sides else 1
        table = Table.grid(padding=(0, gap))
        marks = max((len(mark) for mark, _ in rows), default=0) + gap
        for mark, words in rows:
            lines = paused(words, columns - marks)
            table.add_row(Text(mark, Role.QUIET.style), Text("\n".join(lines)))
        tables += [table] if rows else []
    return Group(*tables)


def start_and_end(
    motion: Motion, columns: int, most_rows: int, *, is_ascii: bool
) -> list[Text]:
    """Return the first and the farthest pose, side by side or one below the other."""
    joints = motion.start_and_end
    is_narrow = columns < SIDE_BY_SIDE_FROM
    width = min(WIDEST_FIGURE, columns if is_narrow else columns // 2 - 2)
    height = motion.figure.scale.height * (2 * width - 1) / WIDTH
    rows = min(most_rows, max(SMALLEST[1], ceil((height + 1) / 4)))
    start, end = (
        raster_lines(draw(j, motion.figure, width, rows, braille=not is_ascii))
        for j in joints
    )
    if is_narrow:
        return [*without_sky(start), *without_sky(end)]
    lines = [Text.assemble(a, " " * GAP, b) for a, b in zip(start, end, strict=True)]
    return without_sky(lines)


def _both_poses(
    motion: Motion | None, columns: int, most_rows: int, *, is_ascii: bool
) -> list[Text]:
    if motion is None:
        return []
    return [Text(""), *start_and_end(motion, columns, most_rows, is_ascii=is_ascii)]


def _head(drill: Drill) -> Iterator[RenderableType]:
    level = f"level {drill.level}"
    about = f"   {drill.group}, {level}, {drill.base}"
    yield Text.assemble((drill.name, Role.LOUD.style), (about, Role.QUIET.style))
    if drill.also:
        yield Text(f"also: {', '.join(drill.also)}", Role.QUIET.style)


def _reason(drill: Drill) -> Iterator[RenderableType]:
    yield Padding(Text(drill.why), (1, 0, 0, 0))
    if drill.warning:
        yield from _section("Not for everyone", [drill.warning])


def _needs(drill: Drill) -> Iterator[RenderableType]:
    yield from _section("Needs", [_kit(drill)])


def _kit(drill: Drill) -> str:
    kit = [*drill.equipment, *(f"{item} (optional)" for item in drill.optional_equipment)]
    return ", ".join(kit) or "nothing"


def _dose_line(drill: Drill) -> str:
    rest = f", rest {format_seconds(drill.dose.rest)}" if drill.dose.sets > 1 else ""
    turns = ", alternating sides" if drill.sides is Sides.ALTERNATE else ""
    return f"{dose_text(drill)}{turns}{rest}"


def _to_do(drill: Drill) -> Iterator[RenderableType]:
    """Yield the instructions, from the position to the common mistakes."""
    setup = [*_section("Get into position", drill.setup, numbered=True)]
    side = drill.side_text
    told = [f"left: {side.left}", f"right: {side.right}"] if side else []
    sides = [*_section("Sides", told)] if told else []
    # The side comes first, because the other steps depend on how the runner lies.
    yield from (*sides, *setup) if drill.base is Base.SIDE_LYING else (*setup, *sides)
    yield _heading("Breathe and move")
    yield Padding(_cycle_table(drill), (0, 0, 0, 2))
    yield from _section("Dose", [_dose_line(drill)])
    yield from _section("Cues", drill.cues)
    yield from _section(
        "Common mistakes", [f"{fault.see}: {fault.fix}" for fault in drill.faults]
    )


def _known(drill: Drill, sources: Mapping[str, Source]) -> Iterator[RenderableType]:
    """Yield what you feel, what is loaded, other versions, and the sources."""
    yield from _section("Feel it in", [feel_words(drill)])
    yield from _section("Loads", [loads_words(loads_of(drill))])
    steps = []
    if drill.easier:
        steps.append(f"easier: {drill.easier}")
    if drill.harder:
        steps.append(f"harder: {drill.harder}")
    if steps:
        yield from _section("Easier and harder", steps)
    known = [sources[id_] for id_ in drill.sources if id_ in sources]
    if known:
        yield from _section("What is known", [source_words(source) for source in known])


def _stop_on_pain() -> RenderableType:
    return Padding(Text(STOP_ON_PAIN, Role.CUE.style), (1, 0))


def loads_words(loads: Loads) -> str:
    """Return ``high: knee; medium: glutes``, the highest load first."""
    by_load = {
        load: [place_words(place) for place, each in loads.items() if each is load]
        for load in reversed(tuple(Load))
    }
    said = [f"{load}: {', '.join(places)}" for load, places in by_load.items() if places]
    return "; ".join(said) or "nothing"


def feel_words(drill: Drill) -> str:
    """Return ``glutes; also fine: hamstrings``."""
    feel = ", ".join(_place(place) for place in drill.feel.target)
    fine = ", ".join(_place(place) for place in drill.feel.fine)
    return f"{feel}; also fine: {fine}" if fine else feel


def _place(place: str) -> str:
    return "nowhere in particular" if place == BodyPlace.NOWHERE else place_words(place)


def source_words(source: Source) -> str:
    """Return a source with its findings, and how far each was verified."""
    year = f" {source.year}" if source.year else ""
    facts = " ".join(f"{fact.says}{MARKS[fact.mark]}" for fact in source.facts)
    limits = f" {source.limits}" if source.limits else ""
    return f"{source.who}{year}, {source.where}: {facts}{limits}"


def _cycle_table(drill: Drill, columns: int | None = None) -> Table:
    """Return the phases of a breath; in ``columns``, no word of one stands alone."""
    table = Table.grid(padding=(0, 2))
    room = None if columns is None else columns - _BEFORE_PHASE
    for phase in drill.cycle:
        table.add_row(
            Text(
                f"{BREATH_SIGNS[phase.breath]} {BREATH_WORDS[phase.breath]}",
                BREATH_ROLES[phase.breath].style,
            ),
            format_seconds(phase.time),
            phase.do if room is None else "\n".join(wrapped(phase.do or "", room)),
        )
    return table


def _heading(title: str) -> Padding:
    return Padding(Text(title, "bold"), (1, 0, 0, 0))


def _section(
    title: str, lines: tuple[str, ...] | list[str], *, numbered: bool = False
) -> Iterator[RenderableType]:
    yield _heading(title)
    table = Table.grid(padding=(0, 1))
    for number, words in enumerate(lines, start=1):
        table.add_row(f"  {number}." if numbered else "  -", words)
    yield table
