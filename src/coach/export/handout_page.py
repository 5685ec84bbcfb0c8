"""A handout as one printable page of HTML, which runs and loads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from coach.safety_text import (
    ASK_FIRST,
    BOOK_SOON,
    BREATHING,
    DISCLAIMER,
    IN_SHORT,
    POSITION,
    STOP_NOW,
)
from coach.text.harmless import harmless_line

_BETWEEN_SIGNS = re.compile(r"; (?![^(]*\))")
"""Separator between signs, but not inside brackets."""
SHEET_SESSIONS = 3
"""Number of sessions that a runner can note on the sheet of a routine."""


class HandoutPhase(msgspec.Struct, frozen=True):
    """One instruction for one breath."""

    breath: str
    time: str
    do: str


class HandoutDrill(msgspec.Struct, frozen=True, kw_only=True):
    """A drill, in the words of the page."""

    name: str
    doses: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...] = ()
    """SVG pictures, each with its caption."""
    why: str
    warning: str = ""
    needs: str
    setup: tuple[str, ...]
    sides: tuple[str, ...] = ()
    is_side_first: bool = False
    """Whether `sides` come before the steps, because they say how to lie."""
    phases: tuple[HandoutPhase, ...]
    cues: tuple[str, ...]
    mistakes: tuple[tuple[str, str], ...] = ()
    """Common mistakes, each with what to do instead."""
    feel: str
    changes: tuple[str, ...] = ()
    """Changes that coach made, with their reasons."""


class SheetRow(msgspec.Struct, frozen=True):
    """A drill on the sheet of a routine."""

    name: str
    dose: str
    sets: int


class HandoutSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A routine, or drills that belong together, with boxes to tick."""

    name: str
    why: str = ""
    when: str = ""
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class HandoutWeek(msgspec.Struct, frozen=True):
    """One week of a programme."""

    name: str
    about: str
    strength: str
    beside: str
    changes: str


class Handout(msgspec.Struct, frozen=True, kw_only=True):
    """All contents of the page."""

    title: str
    why: str = ""
    runner: str = ""
    note: str = ""
    day: str
    doses_are: str
    """Sentence that says where the doses come from."""
    weeks: tuple[HandoutWeek, ...] = ()
    before_a_race: str = ""
    sheets: tuple[HandoutSheet, ...]
    drills: tuple[HandoutDrill, ...]
    sources: tuple[str, ...] = ()


_STYLE = """\
@page { margin: 12mm 14mm }
* { box-sizing: border-box }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { font: 9.5pt/1.32 "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  color: #111; background: #fff; max-width: 184mm; margin: 0 auto;
  overflow-wrap: anywhere }
h1 { font-size: 19pt; margin: 0 0 1mm } h2 { font-size: 13pt; margin: 0 0 1mm }
h3 { font-size: 9.5pt; margin: 2mm 0 0.5mm }
h1, h2, h3 { break-after: avoid }
p { margin: 0 0 1.5mm } ul, ol { margin: 0; padding-left: 5mm }
p, li { orphans: 3; widows: 3 }
section { margin-top: 6mm }
.part { break-inside: avoid }
header { border-bottom: 0.5mm solid #111; padding-bottom: 2mm }
.facts { display: flex; justify-content: space-between; gap: 6mm }
.blank { display: inline-block; min-width: 45mm; border-bottom: 0.2mm solid #555 }
.note { white-space: pre-wrap; border-left: 1mm solid #0b6e8f; padding-left: 3mm }
.stop { border: 0.4mm solid #111; padding: 2mm 3mm; break-inside: avoid;
  margin: 4mm 0 2mm }
.quiet { color: #444 } .on { break-after: avoid }
table + p { margin-top: 2mm }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-size: 8.5pt }
td, th { vertical-align: top; padding: 1mm 2mm 1mm 0 }
thead { display: table-header-group } tr { break-inside: avoid }
.sheet td, .sheet th, .weeks td, .weeks th { border-bottom: 0.2mm solid #999 }
.sheet, .weeks { table-layout: fixed } .sheet .try { width: 32mm }
.weeks th { width: 15% } .weeks th:nth-child(2) { width: 33% }
.weeks th:nth-child(4) { width: 22% }
.box { display: inline-block; width: 4mm; height: 4mm; border: 0.3mm solid #111;
  margin: 0 1mm 1mm 0; vertical-align: middle }
.felt { display: block; border-bottom: 0.2mm dotted #555; font-size: 8pt;
  color: #444; margin-top: 1.5mm }
article { border-top: 0.3mm solid #111; padding-top: 2mm; margin-top: 5mm;
  break-inside: avoid }
.head { display: flex; justify-content: space-between; align-items: baseline;
  gap: 6mm; break-after: avoid }
.dose { font-weight: bold; text-align: right }
.columns, .signs { columns: 2; column-gap: 8mm }
.pictures { display: flex; gap: 4mm; break-inside: avoid; break-after: avoid }
figure { margin: 0; flex: 1 1 0; min-width: 0; text-align: center;
  break-inside: avoid }
figure svg { width: 100%; max-height: 27mm; display: block }
figcaption { font-size: 8.5pt; color: #444 }
.breath td { padding: 0.3mm 2mm 0.3mm 0 }
.breath td:first-child { font-weight: bold; width: 15mm }
.breath td:nth-child(2) { width: 11mm }
.signs { font-size: 9pt } .signs li { break-inside: avoid }
.warn { font-weight: bold }
.sources { font-size: 8.5pt } .sources li { break-inside: avoid; margin-bottom: 1mm }
.figure * { fill: none; stroke-linecap: round; stroke-linejoin: round }
.floor { stroke: #777; stroke-dasharray: 0.1 3 } .far { stroke: #8a8a8a }
.prop { stroke: #8a5a22 } .plain { stroke: #333 } .accent { stroke: #0b6e8f }
.glow { stroke: #b86a00 } .figure .spot { fill: #d9860b }
@media screen { body { padding: 8mm } }
"""
# Even if some text became markup, a browser would load and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def handout_page(handout: Handout) -> str:
    """Return the page as HTML."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _tag("title", handout.title),
        f"<style>\n{_STYLE}</style></head>",
        "<body>",
        *_head(handout),
        *_weeks(handout),
        *(part for sheet in handout.sheets for part in _sheet(sheet, handout.title)),
        *(part for drill in handout.drills for part in _drill(drill)),
        *_end(handout),
        "</body></html>",
        "",
    ]
    return "\n".join(parts)


def _words(text: str) -> str:
    """Return text as HTML in which no character is markup."""
    return escape(harmless_line(text))


def _tag(name: str, text: str, kind: str = "") -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{_words(text)}</{name}>"


def _list(name: str, lines: Iterable[str], kind: str = "") -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{''.join(_tag('li', line) for line in lines)}</{name}>"


def _part(title: str, *content: str) -> str:
    """Return a heading with its content; no page ends between the two."""
    return f'<div class="part">{_tag("h3", title)}{"".join(content)}</div>'


def _row(cells: Iterable[str], name: str = "td") -> str:
    return f"<tr>{''.join(_tag(name, cell) for cell in cells)}</tr>"


def _head(handout: Handout) -> Iterator[str]:
    runner = _words(handout.runner) if handout.runner else '<span class="blank"></span>'
    yield f"<header>{_tag('h1', handout.title)}"
    yield f'<div class="facts"><span>For: {runner}</span>{_tag("span", handout.day)}</div>'
    yield "</header>"
    if handout.note:
        lines = "\n".join(_words(line) for line in handout.note.splitlines())
        yield f'<section class="part"><p class="note">{lines}</p></section>'
    if handout.why:
        yield f"<section>{_tag('p', handout.why)}</section>"
    first, rest = IN_SHORT.split(". ", 1)
    loud = _tag("strong", f"{first}.")
    yield f'<div class="stop">{loud} {_words(rest)}</div>'
    yield _tag("p", handout.doses_are, "quiet")


def _weeks(handout: Handout) -> Iterator[str]:
    if not handout.weeks:
        return
    yield f'<section>{_tag("h2", "Week by week")}<table class="weeks"><thead>'
    yield _row(("Week", "Focus", "Strength", "Also", "Sets"), "th")
    yield "</thead><tbody>"
    for number, week in enumerate(handout.weeks, start=1):
        yield _row(
            (
                f"{number}. {week.name}",
                week.about,
                week.strength,
                week.beside,
                week.changes,
            )
        )
    yield "</tbody></table>"
    if handout.before_a_race:
        yield _tag("p", handout.before_a_race)
    yield "</section>"


def _sheet(sheet: HandoutSheet, title: str) -> Iterator[str]:
    yield '<section class="part"><div>'
    if sheet.name != title:
        yield _tag("h2", sheet.name)
    if sheet.why:
        yield _tag("p", sheet.why)
    if sheet.when:
        yield _tag("p", f"When: {sheet.when}")
    yield "".join(_tag("p", note) for note in sheet.notes) + "</div>"
    if sheet.left_out:
        yield _part("Left out", _list("ul", sheet.left_out))
    if not sheet.rows:
        yield "</section>"
        return
    yield '<table class="sheet"><thead><tr><th>Drill</th><th>Dose</th>'
    yield '<th class="try">Day:</th>' * SHEET_SESSIONS + "</tr></thead><tbody>"
    for row in sheet.rows:
        boxes = '<span class="box"></span>' * row.sets
        cell = f'<td class="try">{boxes}<span class="felt">felt in</span></td>'
        yield (
            f"<tr>{_tag('td', row.name)}{_tag('td', row.dose)}{cell * SHEET_SESSIONS}</tr>"
        )
    yield "</tbody></table></section>"


def _drill(drill: HandoutDrill) -> Iterator[str]:
    doses = "<br>".join(_words(dose) for dose in drill.doses)
    yield f'<article><div class="head">{_tag("h2", drill.name)}'
    yield f'<div class="dose">{doses}</div></div>'
    if drill.warning:
        yield _tag("p", f"Not for everyone: {drill.warning}", "warn")
    yield _tag("p", drill.why)
    yield f'<div class="columns">{_pictures(drill)}'
    sides = _list("ul", drill.sides) if drill.sides else ""
    steps = _list("ol", drill.setup)
    told = (sides, steps) if drill.is_side_first else (steps, sides)
    yield _part("Get into position", *told)
    phases = "".join(_row((each.breath, each.time, each.do)) for each in drill.phases)
    yield _part("Breathe and move", f'<table class="breath">{phases}</table>')
    yield _part("Cues", _list("ul", drill.cues))
    if drill.mistakes:
        lines = (f"{seen}: {fix}" for seen, fix in drill.mistakes)
        yield _part("Common mistakes", _list("ul", lines))
    yield _part("Where you should feel it", _tag("p", drill.feel))
    yield _part("You need", _tag("p", drill.needs)) + "</div>"
    if drill.changes:
        yield _part("What coach changed", _list("ul", drill.changes))
    yield "</article>"


def _pictures(drill: HandoutDrill) -> str:
    figures = (
        f"<figure>{svg}{_tag('figcaption', words)}</figure>"
        for svg, words in drill.pictures
    )
    return f'<div class="pictures">{"".join(figures)}</div>' if drill.pictures else ""


def _end(handout: Handout) -> Iterator[str]:
    yield f"<section>{_tag('h2', 'Safety')}{_tag('p', DISCLAIMER)}"
    for title, signs in (
        ("Stop and get urgent help now", STOP_NOW),
        ("See a doctor or physio soon", BOOK_SOON),
    ):
        lines = _BETWEEN_SIGNS.split(signs.removesuffix("."))
        yield _part(title, _list("ul", lines, "signs"))
    yield _part("Ask a doctor or physio first", _list("ul", ASK_FIRST, "signs"))
    yield _part("Breathing and position", _tag("p", BREATHING), _tag("p", POSITION))
    yield "</section>"
    if handout.sources:
        yield f"<section>{_tag('h2', 'What is known')}"
        yield f"{_list('ul', handout.sources, 'sources')}</section>"
