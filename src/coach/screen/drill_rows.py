"""The drills of the start card, a row each: their doses, and today's changes in them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace
from rich.text import Text

from coach.coaching.reasons import block_dose
from coach.model.prescription import Block, Prescription
from coach.screen.big_letters import height_of
from coach.screen.drill_letters import apart, drills_in_letters
from coach.screen.even_lines import SET_IN, cut_words, wrapped
from coach.screen.event_words import in_short
from coach.screen.layout import line
from coach.screen.roles import Role
from coach.screen.session_news import ARROW, MARKED, Changed, both_with_sets
from coach.screen.viewport import Size, Viewport

LEFT = 52
"""Columns for minutes and drills beside the figures."""
_NAME_ROWS = 2
"""Rows of a narrow card that are kept for the names of the drills."""
_CHANGED = ("• ", "* ")
"""The mark of a changed drill, also without Unicode."""
_ALL_CHANGED = "all changed today"
_LEFT_OUT, _INSTEAD_OF = "left out", "instead of "


class DrillRows(msgspec.Struct, frozen=True):
    """The drills of a session and their changes, on a screen."""

    prescription: Prescription
    changed: Mapping[str, Changed]
    """The changed drills by their names; none on a narrow screen."""
    viewport: Viewport
    is_quiet: bool = False
    """Whether all of it is quiet, because the advice above is to rest."""

    @property
    def is_one(self) -> bool:
        """Return whether the session is one drill, whose name is the title."""
        blocks = self.prescription.blocks
        is_title = len(blocks) == 1 and blocks[0].name == self.prescription.name
        return is_title and not self.prescription.is_test

    @property
    def kept(self) -> int:
        """Return the rows kept for what is done today, ahead of the reasons for it.

        These are the minutes in big letters and all drills; on a narrow screen, the names.
        """
        if self.prescription.is_test:
            return 0
        if self.viewport.size is Size.NARROW:
            return _NAME_ROWS
        is_usual = self.viewport.size is Size.NORMAL
        others = sum(
            bool(each.is_left_out or each.instead_of) for each in self.changed.values()
        )
        blocks = len(self.prescription.blocks)
        return height_of(1) + blocks + others + 3 if is_usual else 0

    def only_marked(self) -> DrillRows:
        """Return the rows with marks only, because sentences describe the changes."""
        return replace(self, changed=dict.fromkeys(self.changed, MARKED))

    @property
    def legend(self) -> Text:
        """Return what the marks mean; empty if there are none."""
        if not self.changed or len(self.prescription.blocks) < 2:  # noqa: PLR2004  one has no mark
            return Text()
        if self._are_all_changed:
            return Text(_ALL_CHANGED, Role.QUIET.style)
        words = ("changed today", Role.QUIET.style)
        return Text.assemble((self._sign, Role.LOUD.style), words)

    def fitting(self, columns: int, rows: int) -> list[Text]:
        """Return the drills with their doses, as many as there are rows for.

        A single drill has no name here, because its name is the title.
        """
        shown = self._fitting(columns, rows)
        if self.is_quiet:
            return [Text(row.plain, Role.QUIET.style) for row in shown]
        return shown

    def in_letters(self, columns: int, rows: int) -> list[Text]:
        """Return the drills in big letters; empty if they have changed, or have no room."""
        return apart(self.blocks_in_letters(columns, rows), rows)

    def blocks_in_letters(self, columns: int, rows: int) -> list[list[Text]]:
        """Return the rows of each drill in big letters; empty as above."""
        viewport = self.viewport
        is_large = viewport.size is Size.FULL and not viewport.is_ascii
        if not is_large or self.changed or self.is_quiet or self.prescription.is_test:
            return []
        named = [(block.name, self._dose(block)) for block in self.prescription.blocks]
        return [] if self.is_one else drills_in_letters(named, columns, rows)

    def _fitting(self, columns: int, rows: int) -> list[Text]:
        if self.prescription.is_test:
            return dose_of_test(self.prescription)
        if self.is_one:
            return [self._dose(self.prescription.blocks[0])]
        drills = self.all(columns, rows)
        if len(drills) <= rows:
            return drills
        if self.viewport.size is Size.NARROW:
            return self._narrow(columns, rows)
        more = len(drills) - rows + 1
        return [*drills[: max(0, rows - 1)], Text(f"and {more} more", Role.QUIET.style)]

    def _narrow(self, columns: int, rows: int) -> list[Text]:
        """Return a list of the first drills, or names alone if the rows are few."""
        blocks = self.prescription.blocks
        for many in range(len(blocks) - 1, 1, -1):
            some = replace(self.prescription, blocks=blocks[:many])
            shown = replace(self, prescription=some).all(columns, rows)
            if len(shown) < rows:
                return [*shown, Text(f"and {len(blocks) - many} more", Role.QUIET.style)]
        return _names(blocks, self.viewport.columns, rows)

    def all(self, columns: int, most: int) -> list[Text]:
        """Return a row for each drill, or more if its name and dose do not fit into one.

        A sign marks the changed drills, unless all have changed. Drills that are left out
        or replaced have a row if there is room.
        """
        room = min(columns, LEFT)
        # Without marks, the names begin where the minutes do.
        has_marks = self.changed and not self._are_all_changed
        margin = SET_IN if has_marks else ""
        rows: list[Text] = []
        others: list[tuple[int, Text]] = []
        for block in self.prescription.blocks:
            change = self.changed.get(block.name)
            sign = self._sign if margin and change else margin
            name, dose = f"{sign}{block.name}", self._dose(block)
            right = dose if change else Text(dose.plain, Role.QUIET.style)
            if len(name) + 1 + dose.cell_len > room:
                first, *more = wrapped(block.name, room - len(sign))
                rows += (Text(sign + first), *(Text(margin + row) for row in more))
                name = ""
            rows += line(Text(name), right, room).rows
            if change and change.instead_of:
                words = f"{margin}{SET_IN}{_INSTEAD_OF}{change.instead_of}"
                row = Text(words, Role.QUIET.style)
                row.truncate(room, overflow="ellipsis")
                others.append((len(rows), row))
        for name, change in self.changed.items():
            if change.is_left_out:
                left = Text(f"{margin}{name}", Role.QUIET.style)
                band = line(left, Text(_LEFT_OUT, Role.QUIET.style), room)
                others.append((len(rows), band.rows[0]))
        spare = max(0, most - len(rows))
        for at, row in reversed(others[len(others) - min(spare, len(others)) :]):
            rows.insert(at, row)
        return rows

    @property
    def _are_all_changed(self) -> bool:
        return all(block.name in self.changed for block in self.prescription.blocks)

    @property
    def _sign(self) -> str:
        return _CHANGED[self.viewport.is_ascii]

    def _dose(self, block: Block) -> Text:
        """Return ``6 reps/side``, or ``1 x 8 → 2 x 8 reps`` if the dose has changed."""
        dose = Text(in_short(block_dose(block)))
        before = self.changed.get(block.name, MARKED).before
        if not before:
            return dose
        before, now = both_with_sets(before, dose.plain)
        dose = Text(now)
        arrow = ARROW[self.viewport.is_ascii]
        return Text.assemble((f"{before}{arrow}", Role.QUIET.style), dose)


def dose_of_test(prescription: Prescription) -> list[Text]:
    """Return how long a test lasts; its name is the title."""
    return [Text(block_dose(block)) for block in prescription.blocks]


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
        lines = [f"{cut_words(names[0], columns - len(more))}{more}"]
    return [Text(row) for row in lines[: max(0, rows)]]
