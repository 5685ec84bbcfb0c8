"""``coach why``: what the coach changed, and the basis for the change."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from coach.cli.options import AsJson, Drills
from coach.model.days_and_weeks import training_day

if TYPE_CHECKING:
    from datetime import date

    from rich.text import Text

    from coach.app.context import Context
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.drill_story import Coming, Told
    from coach.model.drill import Drill
    from coach.model.rule import Coaching, Rule
    from coach.screen.figure_grid import NamedFigure


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("why")(why)


def why(
    drill: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Explain only this drill.")
    ] = None,
    bring_back: Annotated[
        bool,
        typer.Option(
            "--bring-back",
            help="Undo your choice to leave out or replace this drill or routine.",
        ),
    ] = False,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Explain what coach has changed, and what it will change next time."""
    if bring_back:
        from coach.cli.bring_back import bring_back_choice

        bring_back_choice(drill, drills, as_json=as_json)
        return
    from coach.app.context import Context
    from coach.app.home_facts import why_nothing_starts_today
    from coach.app.session.decide_from_history import past_of
    from coach.app.session.exit_questions import choices_in_force
    from coach.app.session.next_time import next_time_of
    from coach.coaching.drill_story import story
    from coach.prescribe import Chosen
    from coach.text.json_text import VERSION, encode

    context = Context(drills, with_sources=False)
    found = _drill(context, drill) if drill is not None else None
    now = context.clock.wall()
    past = past_of(context, [Chosen(found)] if found else [], now)
    told = story(past, found.id if found else None)
    locked = why_nothing_starts_today(context)
    upcoming = {} if locked else next_time_of(context, past, now, found)
    ids = None if found is None else {found.id}
    chosen = [
        each for each in choices_in_force(context) if ids is None or each["about"] in ids
    ]
    if as_json:
        answer = {
            "version": VERSION,
            "told": told,
            "next": list(upcoming),
            "chosen": chosen,
        }
        typer.echo(encode(answer))
        return
    page = _Page(context, past, found, told, upcoming, chosen, locked)
    lines = [*page.lines(training_day(now))]
    if context.is_looked_at and sys.stdout.isatty():
        _print_page(page, lines, training_day(now))
        return
    for line in (*lines, *page.about()):
        context.console.print(line)


def _print_page(page: _Page, lines: list[Text | str], today: date) -> None:
    """Print what fits the terminal, beside the figures of the drills if it is wide."""
    from rich.console import Group
    from rich.text import Text

    from coach.screen.cut_page import fitting
    from coach.screen.figure_grid import with_figures
    from coach.screen.printing import margin_rows
    from coach.screen.quick_table import NARROW
    from coach.screen.why_page import WIDEST

    console, is_ascii = page.context.console, page.is_ascii
    rows = console.height - margin_rows(console)
    changes = 0 if page.drill else len(page.upcoming)
    whole = page.danger_rows(today)
    if whole and page.columns < console.width:
        from coach.screen.cut_page import way_to_rest
        from coach.screen.why_beside import TwoColumns, beside_dangers

        left: list[Text | str] = lines[:whole]
        right: list[Text | str] = [*page.coming(today)]
        if page.drill:  # below its name
            right += [*page.pains(today), *page.so_far(today)]
        else:  # what was before would draw the eye away from the dangers
            left += page.pains(today)
            left.append(way_to_rest())
        sides = TwoColumns(left, right, whole, changes)
        for row in beside_dangers(sides, page.columns, rows, is_ascii=is_ascii):
            console.print(row)
        return
    if not whole and console.width < NARROW:
        # A small screen scrolls rather than leaving out a change or a pain.
        coming, changes = [*page.coming(today)], 0
        if page.drill:  # what is next stands last, below its name and the past
            lines = [*coming[:2], *page.so_far(today), Text(""), *coming[2:-1]]
        whole = len(lines if page.drill else coming)
    shown = fitting(lines, [*page.about()], console.width, rows, changes, whole=whole)
    figures = [] if whole else page.figures()
    if figures and console.width >= BIG_FROM:
        # The headline is as wide as the page.
        at = next((at for at, row in enumerate(shown) if not row.plain), -1) + 1
        for row in shown[:at]:
            console.print(row)
        shown, rows = shown[at:], rows - at
    both = with_figures(
        Group(*shown),
        figures,
        console.width,
        WIDEST,
        is_ascii=is_ascii,
        most_rows=rows - 1,
        most=_MOST_FIGURES if console.width >= BIG_FROM else _MOST_IN_A_COLUMN,
    )
    for part in shown if isinstance(both, Group) else [both]:
        console.print(part)


BIG_FROM = 170
"""Width from which the headline is above the page and its figures."""
_MOST_FIGURES, _MOST_IN_A_COLUMN = 6, 3
"""Most figures, also below each other; a few clear ones say more than many small ones."""
_GAP = 4
"""Columns between the dangers and the part of the page beside them."""
_CLEARED_IN_SHORT = 'Cleared? Type "checked" at `coach start`.'
_CLEARED = 'Once you have been cleared, type "checked" when `coach start` asks you.'


class _Page(NamedTuple):
    """The contents of the page that `coach why` prints."""

    context: Context
    past: DrillHistory
    drill: Drill | None
    told: list[Told]
    upcoming: Mapping[str, tuple[Coming, str]]
    chosen: list[dict[str, str]]
    locked: list[str]
    """Reasons why no session may start."""

    @property
    def is_ascii(self) -> bool:
        """Return whether only ASCII signs may be used."""
        from coach.screen.charset import can_show_blocks

        return not can_show_blocks(sys.stdout)

    @property
    def columns(self) -> int:
        """Return the width for the lines, leaving room for dangers on a wide page."""
        from coach.screen.danger_page import BESIDE_FROM, WIDEST

        width = self.context.console.width
        if width < BESIDE_FROM or not self.context.is_looked_at:
            return width
        today = training_day(self.context.clock.wall())
        return width - WIDEST - _GAP if any(self._dangers(today)) else width

    def lines(self, today: date) -> Iterator[Text | str]:
        """Yield lines about past changes, changes for next time, and their reasons."""
        first = [*self._dangers(today)]
        yield from self._head(first)
        yield from self.coming(today)
        if not self._counts:
            yield from self.pains(today)
        yield from self.so_far(today)

    def so_far(self, today: date) -> Iterator[Text | str]:
        """Yield lines about past changes, and what else the runner should know."""
        from rich.text import Text

        from coach.screen.roles import Role
        from coach.screen.why_drill_page import doses_at, one_drill_lines
        from coach.screen.why_page import past_page, why_lines

        told, upcoming, columns = self.told, self.upcoming, self.columns
        if told and not upcoming and not self.locked:
            yield Text("Next time: no changes.", Role.LOUD.style)
        is_page = self.context.is_looked_at
        is_ascii = self.is_ascii
        if told and not (is_page and upcoming):
            yield Text("")
        if self.drill is not None:
            at = doses_at([*upcoming.values()], columns) if is_page else None
            yield from one_drill_lines(told, today, columns, at, is_ascii=is_ascii)
        elif is_page:
            yield from past_page(told, today, columns, is_ascii=is_ascii)
        else:
            yield from why_lines(told, today, columns)
        reasons = {each.reason for each, _ in upcoming.values()}
        for each in self.chosen:
            if not any(each["to_take_back"] in reason for reason in reasons):
                yield f"{each['said']} {each['to_take_back']}"
        first = [*self._dangers(today)]
        locks = [
            line
            for line in self._locks(today, reasons)
            if not (self.locked and line == _CLEARED)
            and not (self.context.is_looked_at and line in first)
        ]
        if told and locks:
            yield Text("")
        yield from locks

    def danger_rows(self, today: date) -> int:
        """Return the number of rows of dangers at the top of the page."""
        dangers = [*self._dangers(today)]
        return len([*self._head(dangers)]) if dangers else 0

    def figures(self) -> list[NamedFigure]:
        """Return the figures of the drill, or of the drills that change next time."""
        from coach.app.drill_motions import motions_of
        from coach.screen.figure_grid import NamedFigure

        coming = [each.name for each, _ in self.upcoming.values() if each.dose]
        drills = {e.value.name: e.value for e in self.context.library.drills.values()}
        changed = [drills[name] for name in dict.fromkeys(coming) if name in drills]
        shown = [*([self.drill] if self.drill else []), *changed]
        names = {drill.id: drill.name for drill in shown}
        motions, _ = motions_of(self.context, names)
        return [NamedFigure(names[id_], each) for id_, each in motions.items() if each]

    def _head(self, dangers: list[str]) -> Iterator[Text | str]:
        """Yield the dangers with their marks, or why there is nothing to tell."""
        from rich.text import Text

        columns = self.context.console.width
        if self.context.is_looked_at and dangers:
            from coach.screen.danger_page import largest_danger
            from coach.screen.printing import margin_rows
            from coach.screen.typed_words import with_commands
            from coach.screen.why_page import WIDEST

            rows = self.context.console.height - margin_rows(self.context.console)
            said, room = [e for e in dangers if e != _CLEARED], min(columns, WIDEST)
            below = [
                with_commands(each, room) if _CLEARED in dangers else []
                for each in (_CLEARED, _CLEARED_IN_SHORT)
            ]
            yield from largest_danger(said, below, columns, rows, is_ascii=self.is_ascii)
            yield Text("")
        elif self.locked:
            yield from (*self.locked, _CLEARED)
        if not self.locked and not self.told and not self.upcoming:
            name = self.drill.name if self.drill else "every drill"
            yield f"No changes yet. Do {name} as planned."

    @property
    def _counts(self) -> bool:
        """Return whether changes are counted first; dangers are not counted, but read."""
        today = training_day(self.context.clock.wall())
        return self.drill is None and not self.locked and not any(self._dangers(today))

    def coming(self, today: date) -> Iterator[Text]:
        """Yield what changes next time; on a terminal, below what hurt."""
        from coach.coaching.drill_story import told_together
        from coach.screen.figure_grid import WIDE_FROM
        from coach.screen.why_drill_page import drill_heading
        from coach.screen.why_page import WIDEST, coming_lines, coming_page, verdict_lines

        columns, coming = self.columns, [*self.upcoming.values()]
        if not self.context.is_looked_at:
            yield from coming_lines(told_together(coming), columns)
            return
        is_ascii = self.is_ascii
        # Beside figures, the letters are as wide as the rows below them.
        letters = min(columns, WIDEST) if WIDE_FROM <= columns < BIG_FROM else columns
        name = self.drill.name if self.drill else ""
        if name and (coming or self.told):
            yield from drill_heading(name, letters, is_ascii=is_ascii)
        elif self._counts:
            yield from verdict_lines(len(coming), letters, is_ascii=is_ascii)
            yield from self.pains(today)
        above = [*self._dangers(today)]
        yield from coming_page(coming, columns, above, name, is_ascii=is_ascii)

    def pains(self, today: date) -> Iterator[Text]:
        """Yield the drills that hurt; nothing where the dangers alone have room."""
        from coach.screen.quick_table import NARROW
        from coach.screen.why_page import pain_lines

        is_small = self.columns < NARROW and not self._counts
        if (
            self.context.is_looked_at
            and not self.drill
            and not self.locked
            and not is_small
        ):
            hurting = _hurting(self.past)
            yield from pain_lines(hurting, today, self.columns, is_ascii=self.is_ascii)

    def _locks(self, today: date, reasons: Collection[str]) -> Iterator[str]:
        drills = [entry.value for entry in self.context.library.drills.values()]
        return _locks_said(self.past, self.context.coaching, today, reasons, drills)

    def about(self) -> Iterator[Text]:
        """Yield what each change is based on, and a note on the evidence."""
        from coach.screen.why_page import basis_lines, honesty_lines

        told, table, columns = self.told, self.context.coaching, self.columns
        is_ascii = self.is_ascii
        used = [rule.basis for rule in table.rules if _is_used(rule, told)]
        yield from basis_lines(used, columns, is_ascii=is_ascii)
        yield from honesty_lines(table.honesty, columns)

    def _dangers(self, today: date) -> Iterator[str]:
        """Yield what comes first: why nothing may start, locks, and advice about pain."""
        yield from self.locked
        said = [*self._locks(today, ())]
        if said and self.context.is_looked_at:
            from coach.app.session.todays_pick import standing_advice
            from coach.screen.danger_page import forbids_running

            # The home page says so as well.
            advice = standing_advice(self.context, self.context.clock.wall())
            said[:0] = [e for e in advice if forbids_running([e]) and e not in said]
        if self.locked and _CLEARED not in said:
            said.append(_CLEARED)
        yield from said


_MOST_PAINS = 4
"""Most drills with pain to show; `coach history` shows the others."""


def _hurting(past: DrillHistory) -> list[tuple[str, str, date]]:
    """Return each drill that hurt, with its newest pain and the day, the newest first."""
    from coach.coaching.drill_story import pain_words
    from coach.model.days_and_weeks import day_of

    found: dict[str, tuple[str, str, date]] = {}
    for log in sorted(past.logs, key=lambda log: log.at, reverse=True):
        words = pain_words(log)
        if words and log.pain != 0:
            found.setdefault(log.block.drill, (log.block.name, words, day_of(log.at)))
    return [*found.values()][:_MOST_PAINS]


def _locks_said(
    past: DrillHistory,
    table: Coaching,
    today: date,
    reasons: Collection[str],
    drills: Collection[Drill],
) -> Iterator[str]:
    """Yield locks and advice that no reason has mentioned, and how to open a lock."""
    from coach.coaching.painful_places import painful_places
    from coach.coaching.pattern_locks import locks_of

    patterns = locks_of(past, table)
    for pattern, lock in patterns.items():
        alike = sorted((d.level, d.name) for d in drills if d.pattern == pattern)
        names = [lock.newest.block.name] if lock.newest else [name for _, name in alike]
        yield (
            f"We're leaving out {names[0] if names else pattern} and similar drills until "
            "a doctor or physio says they're fine."
        )
    painful = painful_places(past, table, today)
    for advice in painful.standing(today):
        if advice.sentence not in reasons:
            yield advice.sentence
    if patterns or painful.locks:
        yield _CLEARED


def _is_used(rule: Rule, told: list[Told]) -> bool:
    return any(applied.rule == rule.id for each in told for applied in each.rules)


def _drill(context: Context, name: str) -> Drill:
    from coach.errors import CoachError
    from coach.model.drill import Drill

    value = context.library.find(name).value
    if not isinstance(value, Drill):
        raise CoachError(
            f"'{name}' is a routine, and `coach why` explains only drills",
            hint="use `coach why DRILL`, or `coach why` for all drills",
        )
    return value
