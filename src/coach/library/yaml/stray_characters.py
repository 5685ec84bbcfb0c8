"""Detection of characters that look like YAML syntax but are read as text.

YAML knows one space, one dash, one colon and two quotation marks. A no-break space before a
key becomes part of the key, and YAML then reports an error in another line.
"""

from __future__ import annotations

import re

from coach.errors import Problem
from coach.library.yaml.scalars import plain_value
from coach.text.lookalikes import (
    BULLETS,
    DASHES,
    JOINERS,
    QUOTES,
    SPACES,
    cure,
    first_of,
    named,
    plain,
    plainly,
)

_MOST_REPORTED = 10
_BLANK = f"[{SPACES}{JOINERS}]"
_COLON = "[\uff1a\ufe55\ufe13]"
_BLANK_OR_COLON = re.compile(rf"{_BLANK}|{_COLON}")
_DASH = rf"[{DASHES}{BULLETS}](?=[ {SPACES}])"
_IN_LINES = re.compile(
    rf"^[ \t]*(?P<indent>{_BLANK})"
    rf"|^[ \t]*(?:- +)*-(?P<dash>{_BLANK})"
    rf"|(?:^|[{{,])[ \t]*(?:- +)*[a-z0-9_-]+(?:(?P<before>{_BLANK})[ \t]*:"
    rf"|[ \t]*:[ \t]*(?P<after>{_BLANK})|[ \t]*(?P<colon>{_COLON}))",
    re.MULTILINE,
)
_LIST = re.compile(rf"^[ \t]*(?P<begins>{_DASH})", re.MULTILINE)
_QUOTE = re.compile(rf"(?:[:,\[{{]|^[ \t]*-)[ \t]*(?P<quote>[{QUOTES}])", re.MULTILINE)
_IN_SCALAR = re.compile(
    rf"\A(?P<first>{_BLANK})|(?P<last>{_BLANK})[ \t]*\Z|(?P<comment>{_BLANK})[ \t]*\#"
    rf"|\A[a-z0-9_-]+[ \t]*"
    rf"(?:(?P<before>{_BLANK}) *:|:(?P<after>{_BLANK})|(?P<colon>{_COLON}))"
)
_ENTRY = re.compile(
    rf"(?:\A|^[ \t]*)(?:-(?P<blank>{_BLANK})|(?P<begins>{_DASH}))", re.MULTILINE
)


def strays_in_lines(text: str, failed_at: int) -> list[int]:
    """Return the lines with look-alikes that may cause a YAML error at line ``failed_at``.

    Nothing after the failure can be its cause. A dash or a quotation mark may well be part
    of a text, so these count only where YAML fails.
    """
    if text.isascii():
        return []
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    first = max(0, failed_at - 1)
    starts = [sum(map(len, lines[:number])) for number in (first, failed_at + 1)]
    here = slice(*starts)
    found = [_at(match) for match in _IN_LINES.finditer(text[: here.stop])]
    for pattern in (_LIST, _QUOTE):
        found += [here.start + _at(match) for match in pattern.finditer(text[here])]
    return sorted(set(found))[:_MOST_REPORTED]


def strays_in_key(raw: str) -> list[int]:
    """Return the positions of look-alikes in a key, as it is written."""
    return [match.start() for match in _BLANK_OR_COLON.finditer(raw)]


def strays_in_plain(raw: str) -> list[int]:
    """Return the positions of look-alikes that are meant as syntax in unquoted text."""
    found = [_at(match) for match in _IN_SCALAR.finditer(raw)]
    if _ENTRY.match(raw):
        found += [_at(match) for match in _ENTRY.finditer(raw)]
    meant = plainly(raw).strip()
    if not found and meant and not _is_text(meant):
        found += [first_of(raw) or 0]
    return sorted(set(found))


def stray_problem(shown: str, place: tuple[int, int], character: str) -> Problem:
    """Return the problem for a look-alike, with its replacement."""
    hint = cure(character)
    meant = plain(character)
    if re.match(f"[{DASHES}{BULLETS}]", character):
        hint = f"{hint}, or put the whole text in straight quotes"
    elif meant in {"'", '"'}:
        hint = "put the whole text in straight quotes"
    instead = "a plain space" if meant == " " else f"the {meant} on your keyboard"
    message = f"this is {named(character)}" + (f", not {instead}" if meant else "")
    return Problem(shown, *place, message, hint)


def _at(match: re.Match[str]) -> int:
    assert match.lastgroup is not None  # noqa: S101  every alternative has a group
    return match.start(match.lastgroup)


def _is_text(meant: str) -> bool:
    try:
        return isinstance(plain_value(meant), str)
    except ValueError:
        return True
