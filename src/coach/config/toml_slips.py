"""Common mistakes in a line of TOML, each with the corrected line. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_SETTING = re.compile(r"\s*(?P<key>[\w.-]+)\s*(?P<sign>=|:|:=|==)\s*(?P<value>.*?)\s*")
_TABLE = re.compile(r"\s*\[?\s*(?P<name>[\w.-]+)\s*\]?\s*")
_COMMENT = re.compile(r"\s+#.*$")
_LONGEST = 400
_SWITCHES = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
SWITCHES = frozenset({"plain", "coach", "ask", "phone", "stay_awake"})
"""The settings that are on or off; a test compares them with `Config`."""
_QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
"""Straight quotation marks, and those that word processors replace them with."""


class Slip(NamedTuple):
    """A mistake in a line."""

    message: str
    corrected: str = ""
    """The whole corrected line, valid TOML; empty if it cannot be guessed."""

    @property
    def step(self) -> str:
        """Return the next step for the author."""
        if self.corrected:
            return f"write {self.corrected}"
        return "write a value, or delete the line"


def find_slip(line: str) -> Slip | None:
    """Return the mistake in an unreadable line; None if it is not a common one."""
    if len(line) > _LONGEST:
        return None
    for slip in _guesses(_COMMENT.sub("", line)):
        if _is_valid(slip.corrected):
            return slip
    return None


def find_slip_in(lines: Sequence[str]) -> tuple[int, Slip] | None:
    """Return the number of the first wrong line, from 1; it may precede the error."""
    for number, line in enumerate(lines, start=1):
        slip = None if len(line) > _LONGEST or _is_valid(line) else find_slip(line)
        if slip is not None:
            return number, slip
    return None


def _guesses(line: str) -> Iterator[Slip]:
    setting = _SETTING.fullmatch(line)
    if setting is None:
        table = _TABLE.fullmatch(line)
        if table is None:
            return
        if "[" in line or "]" in line:
            yield Slip("this heading needs a [ and a ]", f"[{table['name']}]")
        else:
            yield Slip(f"'{table['name']}' has no value")
        return
    key, value = setting["key"], setting["value"].rstrip(";,").rstrip()
    if not value:
        yield Slip(f"'{key}' has no value")
        return
    if value[0] in "[{":
        return  # the value may continue on the next line
    if setting["sign"] != "=" and _is_valid(f"{key} = {value}"):
        yield Slip(f"'{key}' needs = before its value", f"{key} = {value}")
    if key in SWITCHES and value.lower() in _SWITCHES:
        right = _SWITCHES[value.lower()]
        yield Slip(
            f"'{key}': write true for on or false for off, in lower case",
            f"{key} = {right}",
        )
    if value != setting["value"]:
        yield Slip(f"'{key}' has an extra character at the end", f"{key} = {value}")
    inner = value.strip(_QUOTES)
    quoted = f'{key} = "{inner}"'
    if inner != value:
        yield Slip(
            f"'{key}' needs straight quotation marks, the same on both sides", quoted
        )
    else:
        yield Slip(f"'{key}': the value needs quotation marks", quoted)


def _is_valid(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
